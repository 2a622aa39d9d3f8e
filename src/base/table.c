/* table.c -- hash from a pointer to a pointer */
#include "base/table.h"

#include <stdint.h>

#include "base/arena.h"

struct slot {
	const void *key;
	void *value;
};

struct fc_table {
	struct fc_arena *arena;
	struct slot *slot;
	size_t room, n;
};

static size_t
hash_of(const void *key, size_t room)
{
	uint64_t h = (uint64_t)(uintptr_t)key * UINT64_C(0x9e3779b97f4a7c15);

	return (size_t)(h >> 32) & (room - 1);
}

struct fc_table *
fc_table_new(struct fc_arena *a)
{
	struct fc_table *t = FC_NEW(a, struct fc_table);

	t->arena = a;
	t->room = 16;
	t->slot = FC_NEW_N(a, struct slot, t->room);
	return t;
}

static struct slot *
slot_of(const struct fc_table *t, const void *key)
{
	size_t at = hash_of(key, t->room);

	while (t->slot[at].key && t->slot[at].key != key)
		at = (at + 1) & (t->room - 1);
	return &t->slot[at];
}

void *
fc_table_find(const struct fc_table *t, const void *key)
{
	return slot_of(t, key)->value;
}

static void
grow(struct fc_table *t)
{
	struct slot *old = t->slot;
	size_t n = t->room;

	t->room *= 2;
	t->slot = FC_NEW_N(t->arena, struct slot, t->room);
	for (size_t i = 0; i < n; i++) {
		if (old[i].key)
			*slot_of(t, old[i].key) = old[i];
	}
	fc_arena_drop(t->arena, old, n * sizeof(*old));
}

void
fc_table_set(struct fc_table *t, const void *key, void *value)
{
	struct slot *s = slot_of(t, key);

	if (!s->key) {
		if (++t->n * 3 >= t->room * 2) {
			grow(t);
			s = slot_of(t, key);
		}
		s->key = key;
	}
	s->value = value;
}

size_t
fc_table_count(const struct fc_table *t)
{
	return t->n;
}
