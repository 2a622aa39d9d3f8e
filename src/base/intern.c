/* intern.c -- each text once */
#include "base/intern.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

struct entry {
	const char *text;
	uint32_t hash, size;
};

struct fc_intern {
	struct fc_arena *arena;
	struct entry *entry; /* open addressing; text NULL: free */
	size_t room, n;
};

static uint32_t
hash_of(const char *s, size_t n)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	return h;
}

struct fc_intern *
fc_intern_new(struct fc_arena *a)
{
	struct fc_intern *t = FC_NEW(a, struct fc_intern);

	t->arena = a;
	t->room = 256;
	t->entry = FC_NEW_N(a, struct entry, t->room);
	return t;
}

static void
grow(struct fc_intern *t)
{
	size_t room = t->room * 2;
	struct entry *e = FC_NEW_N(t->arena, struct entry, room);

	for (size_t i = 0; i < t->room; i++) {
		size_t at = t->entry[i].hash & (room - 1);

		if (!t->entry[i].text)
			continue;
		while (e[at].text)
			at = (at + 1) & (room - 1);
		e[at] = t->entry[i];
	}
	fc_arena_drop(t->arena, t->entry, t->room * sizeof(*e));
	t->entry = e;
	t->room = room;
}

const char *
fc_intern(struct fc_intern *t, const char *s, size_t n)
{
	uint32_t hash = hash_of(s, n);
	size_t at;

	if (n > UINT32_MAX - 1)
		fc_heap_exhausted(fc_arena_heap(t->arena));
	if (t->n * 3 >= t->room * 2)
		grow(t);
	for (at = hash & (t->room - 1); t->entry[at].text; at = (at + 1) & (t->room - 1)) {
		const struct entry *e = &t->entry[at];

		if (e->hash == hash && e->size == n && !memcmp(e->text, s, n))
			return e->text;
	}
	t->entry[at].text = fc_arena_text(t->arena, s, n);
	t->entry[at].hash = hash;
	t->entry[at].size = (uint32_t)n;
	t->n++;
	return t->entry[at].text;
}

const char *
fc_intern_text(struct fc_intern *t, const char *s)
{
	return fc_intern(t, s, strlen(s));
}
