/*
 * ts.c -- whole TorchScript archives, written flat so that an engine can change them
 *
 * An archive is made of the entries (archive.h) here. Others, as they are: ts_zip.c.
 */
#include <stdlib.h>
#include <string.h>

#include "archive.h"
#include "model.h"
#include "mutator.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct archive a = { .n = 0 };

	archive_split(&a, data, size);
	if (archive_pack(&a))
		fuzz_model(a.bytes, a.size, "1x3x32x32", &fuzz_small);
	free(a.bytes);
	return 0;
}

static bool
is(const struct archive_entry *e, const char *end)
{
	size_t n = strlen(end);

	return e->n_data && e->n_name >= n && !memcmp(e->name + e->n_name - n, end, n);
}

/* Any entry of that kind; NULL: chance did not find one. */
static const struct archive_entry *
choose(struct mutate *m, const struct archive *a, const char *end)
{
	for (int tries = 0; tries < 8 && a->n; tries++) {
		const struct archive_entry *e = &a->entry[mutate_below(m, a->n)];

		if (is(e, end))
			return e;
	}
	return NULL;
}

/* Change the entry e of m, or join it with that of another archive. */
static size_t
change_entry(struct mutate *m, const struct archive_entry *e, const struct archive_entry *other)
{
	size_t at = (size_t)(e->data - m->data), rest = m->size - at - e->n_data, room = m->max - at - rest;
	struct mutate part = { .state = m->state, .size = e->n_data };
	bool code = is(e, ".py");
	uint8_t *behind = m->data + at + e->n_data;

	part.max = room < UINT16_MAX ? room : UINT16_MAX;
	part.data = malloc(part.max + 1);
	if (!part.data || part.size > part.max) {
		free(part.data);
		return 0;
	}
	memcpy(part.data, e->data, e->n_data);
	if (other)
		(code ? mutate_code_join : mutate_pickle_join)(&part, other->data, other->n_data);
	else
		(code ? mutate_code : mutate_pickle)(&part);
	memmove(m->data + at + part.size, behind, rest);
	memcpy(m->data + at, part.data, part.size);
	m->data[at - 2] = (uint8_t)part.size;
	m->data[at - 1] = (uint8_t)(part.size >> 8);
	free(part.data);
	return at + part.size + rest;
}

static size_t
change(struct mutate *m, const uint8_t *data, size_t n)
{
	const char *kind = mutate_below(m, 4) ? ".py" : ".pkl";
	struct archive a = { .n = 0 }, b = { .n = 0 };
	const struct archive_entry *e, *other = NULL;

	archive_split(&a, m->data, m->size);
	archive_split(&b, data, n);
	e = choose(m, &a, kind);
	if (data)
		other = choose(m, &b, kind);
	return e && (other || !data) ? change_entry(m, e, other) : 0;
}

static size_t
change_one(struct mutate *m)
{
	return change(m, NULL, 0);
}

const struct mutator mutator = { change_one, change };
