/* zip_name.c -- the entries of an archive by name */
#include <stdio.h>

#include "base/limits.h"
#include "front/ts/zip_priv.h"

enum { END_SIZE = 22 }; /* end of central directory without comment: APPNOTE 4.3.16 */

bool
fc_zip_has_end(struct fc_source *s)
{
	uint64_t size = fc_source_size(s);
	size_t n = size < FC_LIMIT_WINDOW ? (size_t)size : FC_LIMIT_WINDOW;
	const uint8_t *p = fc_source_view(s, size - n, n);

	for (size_t i = n < END_SIZE ? 0 : n - END_SIZE + 1; p && i--;)
		if (memcmp(p + i, "PK\5\6", 4) == 0)
			return true;
	return false;
}

static uint32_t
hash_of(const char *s)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

/* The slot that holds name, or the free one where it belongs. */
static uint32_t *
slot_of(const struct fc_zip *z, const char *name)
{
	uint32_t at = hash_of(name) & (z->room - 1);

	while (z->slot[at] && strcmp(z->item.at[z->slot[at] - 1].entry.name, name) != 0)
		at = (at + 1) & (z->room - 1);
	return &z->slot[at];
}

/* Of entries with the same name the first one counts. */
void
fc_zip_index(struct fc_zip *z, struct fc_arena *a)
{
	const char *first = z->item.n ? z->item.at[0].entry.name : "";
	const char *slash = strchr(first, '/');

	z->root = fc_arena_text(a, first, slash ? (size_t)(slash - first) : 0);
	for (z->room = 16; z->room < 2 * z->item.n;)
		z->room *= 2;
	z->slot = FC_NEW_N(a, uint32_t, z->room);
	for (uint32_t i = 0; i < z->item.n; i++) {
		uint32_t *slot = slot_of(z, z->item.at[i].entry.name);

		if (!*slot)
			*slot = i + 1;
	}
}

size_t
fc_zip_count(const struct fc_zip *z)
{
	return z->item.n;
}

const struct fc_zip_entry *
fc_zip_at(const struct fc_zip *z, size_t i)
{
	return &z->item.at[i].entry;
}

const char *
fc_zip_root(const struct fc_zip *z)
{
	return z->root;
}

const struct fc_zip_entry *
fc_zip_find(const struct fc_zip *z, const char *name)
{
	char full[1024];
	uint32_t i;
	int n = snprintf(full, sizeof(full), "%s%s%s", z->root, *z->root ? "/" : "", name);

	if (n < 0 || (size_t)n >= sizeof(full))
		return NULL;
	i = *slot_of(z, full);
	return i ? &z->item.at[i - 1].entry : NULL;
}
