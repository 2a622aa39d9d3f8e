/*
 * ts.c -- whole TorchScript archives, written flat so that an engine can change them
 *
 * The bytes are entries behind each other: length of the name, name, length of
 * the data in two bytes (little-endian), data. An archive is made of them here,
 * without checksums. Other archives, as they are: ts_zip.c.
 */
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "mutate.h"

enum { ENTRIES = 32, HEADER = 30, LISTED = 46, END = 22 };

struct entry {
	const uint8_t *name, *data;
	size_t n_name, n_data, at;
};

struct archive {
	struct entry entry[ENTRIES];
	size_t n, size;
	uint8_t *bytes;
};

/* The last entry takes what is there. */
static void
split(struct archive *a, const uint8_t *p, size_t left)
{
	while (left && a->n < ENTRIES) {
		struct entry *e = &a->entry[a->n++];

		e->n_name = *p < left - 1 ? *p : left - 1;
		e->name = p + 1;
		p += 1 + e->n_name;
		left -= 1 + e->n_name;
		e->n_data = left < 2 ? 0 : (size_t)(p[0] | p[1] << 8);
		p += left < 2 ? left : 2;
		left -= left < 2 ? left : 2;
		if (e->n_data > left)
			e->n_data = left;
		e->data = p;
		p += e->n_data;
		left -= e->n_data;
	}
}

static void
put(struct archive *a, const void *data, size_t n)
{
	if (n)
		memcpy(a->bytes + a->size, data, n);
	a->size += n;
}

static void
put_int(struct archive *a, unsigned width, size_t v)
{
	for (; width; width--, v >>= 8)
		a->bytes[a->size++] = (uint8_t)v;
}

/* PKWARE's APPNOTE: the part that local headers (4.3.7) and the directory (4.3.12) share. */
static void
put_common(struct archive *a, const struct entry *e)
{
	put_int(a, 6, 0); /* version, flags, method */
	put_int(a, 4, 0);
	put_int(a, 4, 0); /* checksum */
	put_int(a, 4, e->n_data);
	put_int(a, 4, e->n_data);
	put_int(a, 2, e->n_name);
}

static void
pack(struct archive *a)
{
	size_t from;

	for (size_t i = 0; i < a->n; i++) {
		struct entry *e = &a->entry[i];

		e->at = a->size;
		put(a, "PK\3\4", 4);
		put_common(a, e);
		put_int(a, 2, 0);
		put(a, e->name, e->n_name);
		put(a, e->data, e->n_data);
	}
	from = a->size;
	for (size_t i = 0; i < a->n; i++) {
		const struct entry *e = &a->entry[i];

		put(a, "PK\1\2\0\0", 6);
		put_common(a, e);
		put_int(a, 8, 0);
		put_int(a, 4, 0);
		put_int(a, 4, e->at);
		put(a, e->name, e->n_name);
	}
	put_int(a, 4, 0x06054b50); /* 4.3.16 */
	put_int(a, 4, 0);
	put_int(a, 2, a->n);
	put_int(a, 2, a->n);
	put_int(a, 4, a->size - 12 - from);
	put_int(a, 4, from);
	put_int(a, 2, 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct archive a = { .n = 0 };

	split(&a, data, size);
	a.bytes = malloc(2 * size + ENTRIES * (HEADER + LISTED) + END);
	if (!a.bytes)
		return 0;
	pack(&a);
	fuzz_model(a.bytes, a.size, "1x3x32x32");
	free(a.bytes);
	return 0;
}

/* The engine's own change of bytes; not there in a replay. */
__attribute__((weak)) size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);

/* Change tokens of the code at e, which data holds; 0 when it cannot be. */
static size_t
change_code(struct mutate *m, uint8_t *data, size_t size, const struct entry *e)
{
	size_t at = (size_t)(e->data - data), rest = size - at - e->n_data, n = e->n_data;

	m->data = malloc(m->max);
	if (!m->data)
		return 0;
	memcpy(m->data, e->data, n);
	m->size = n;
	m->max -= size - n;
	if (m->max > UINT16_MAX)
		m->max = UINT16_MAX;
	mutate_code(m);
	memmove(data + at + m->size, data + at + n, rest);
	memcpy(data + at, m->data, m->size);
	data[at - 2] = (uint8_t)m->size;
	data[at - 1] = (uint8_t)(m->size >> 8);
	free(m->data);
	return at + m->size + rest;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	struct mutate m = { .state = seed + UINT64_C(1), .max = max };
	struct archive a = { .n = 0 };
	size_t n = 0;

	split(&a, data, size);
	for (size_t i = 0; i < a.n && !n && mutate_below(&m, 4); i++) {
		const struct entry *e = &a.entry[i];

		if (e->n_data && e->n_name > 3 && !memcmp(e->name + e->n_name - 3, ".py", 3))
			n = change_code(&m, data, size, e);
	}
	return n || !LLVMFuzzerMutate ? n : LLVMFuzzerMutate(data, size, max);
}
