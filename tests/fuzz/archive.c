/* archive.c -- flat entries to a ZIP archive */
#include "archive.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER = 30, LISTED = 46, END = 22 };

void
archive_split(struct archive *a, const uint8_t *p, size_t left)
{
	while (left && a->n < ARCHIVE_ENTRIES) {
		struct archive_entry *e = &a->entry[a->n++];

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
put_common(struct archive *a, const struct archive_entry *e)
{
	put_int(a, 6, 0); /* version, flags, method */
	put_int(a, 4, 0);
	put_int(a, 4, 0); /* checksum */
	put_int(a, 4, e->n_data);
	put_int(a, 4, e->n_data);
	put_int(a, 2, e->n_name);
}

bool
archive_pack(struct archive *a)
{
	size_t room = END, from;

	for (size_t i = 0; i < a->n; i++)
		room += HEADER + LISTED + 2 * a->entry[i].n_name + a->entry[i].n_data;
	a->size = 0;
	a->bytes = malloc(room);
	if (!a->bytes)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		struct archive_entry *e = &a->entry[i];

		e->at = a->size;
		put(a, "PK\3\4", 4);
		put_common(a, e);
		put_int(a, 2, 0);
		put(a, e->name, e->n_name);
		put(a, e->data, e->n_data);
	}
	from = a->size;
	for (size_t i = 0; i < a->n; i++) {
		const struct archive_entry *e = &a->entry[i];

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
	return true;
}
