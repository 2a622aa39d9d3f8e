/* intern.c -- each text once */
#include "base/intern.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

/*
 * Texts stand in chunks, each behind its head; the index says where by chunk
 * and unit in 32 bits, and has the hash beside it: a million names are a
 * million cache misses, and a look at a wrong one would be one more.
 */
enum { UNIT = 8, UNIT_BITS = 17, CHUNK_FIRST = 1024, CHUNK_MOST = UNIT << UNIT_BITS,
       CHUNKS = 1 << (32 - UNIT_BITS) };

struct head {
	uint32_t size, number;
};

struct entry {
	uint32_t hash, place; /* place 0: free */
};

struct fc_intern {
	struct fc_arena *arena;
	struct entry *entry; /* open addressing */
	size_t room, n;
	char **chunk; /* from 1 on */
	uint32_t n_chunk, room_chunk;
	uint32_t at;       /* the chunk that is being filled */
	size_t used, size; /* of it */
	uint32_t top;      /* of the numbers noted */
};

static uint64_t
mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 32;
}

static uint32_t
hash_of(const char *s, size_t n)
{
	uint64_t h = mix(0, n), word = 0;

	for (; n >= sizeof(word); n -= sizeof(word), s += sizeof(word)) {
		memcpy(&word, s, sizeof(word));
		h = mix(h, word);
	}
	if (n) {
		word = 0;
		memcpy(&word, s, n);
		h = mix(h, word);
	}
	return (uint32_t)(h ^ h >> 29);
}

struct fc_intern *
fc_intern_new(struct fc_arena *a)
{
	struct fc_intern *t = FC_NEW(a, struct fc_intern);

	t->arena = a;
	t->room = 64;
	t->entry = FC_NEW_N(a, struct entry, t->room);
	t->room_chunk = 8;
	t->chunk = FC_NEW_N(a, char *, t->room_chunk);
	return t;
}

static void
grow(struct fc_intern *t)
{
	size_t room = t->room * 2;
	struct entry *e = FC_NEW_N(t->arena, struct entry, room);

	for (size_t i = 0; i < t->room; i++) {
		size_t at = t->entry[i].hash & (room - 1);

		if (!t->entry[i].place)
			continue;
		while (e[at].place)
			at = (at + 1) & (room - 1);
		e[at] = t->entry[i];
	}
	fc_arena_drop(t->arena, t->entry, t->room * sizeof(*e));
	t->entry = e;
	t->room = room;
}

/* A new chunk's number. */
static uint32_t
add_chunk(struct fc_intern *t, size_t size)
{
	if (t->n_chunk + 1 == t->room_chunk) {
		char **chunk = FC_NEW_N(t->arena, char *, t->room_chunk * 2);

		memcpy(chunk, t->chunk, t->room_chunk * sizeof(*chunk));
		t->chunk = chunk;
		t->room_chunk *= 2;
	}
	if (t->n_chunk + 1 == CHUNKS)
		fc_heap_exhausted(fc_arena_heap(t->arena));
	t->chunk[t->n_chunk + 1] = FC_NEW_N(t->arena, char, size);
	return ++t->n_chunk;
}

static struct head *
head_at(const struct fc_intern *t, uint32_t place)
{
	return (struct head *)(void *)(t->chunk[place >> UNIT_BITS] +
	                               (size_t)(place & ((1u << UNIT_BITS) - 1)) * UNIT);
}

static const char *
text_of(struct head *h)
{
	return (const char *)(h + 1);
}

static uint32_t
put(struct fc_intern *t, const char *s, struct head h)
{
	size_t need = (sizeof(h) + h.size + UNIT) / UNIT * UNIT; /* with a NUL */
	uint32_t place;
	char *to;

	if (need > CHUNK_MOST / 4) { /* a chunk of its own */
		place = add_chunk(t, need) << UNIT_BITS;
	} else {
		if (need > t->size - t->used) {
			size_t size = t->size ? t->size * 2 : CHUNK_FIRST;

			size = size > CHUNK_MOST ? CHUNK_MOST : size < 4 * need ? 4 * need : size;
			t->at = add_chunk(t, size);
			t->size = size;
			t->used = 0;
		}
		place = t->at << UNIT_BITS | (uint32_t)(t->used / UNIT);
		t->used += need;
	}
	to = (char *)head_at(t, place);
	memcpy(to, &h, sizeof(h));
	if (h.size)
		memcpy(to + sizeof(h), s, h.size);
	return place;
}

uint32_t
fc_intern_ahead(const struct fc_intern *t, const char *s, size_t n)
{
	uint32_t hash = hash_of(s, n);

	__builtin_prefetch(&t->entry[hash & (t->room - 1)], 1);
	return hash;
}

const char *
fc_intern(struct fc_intern *t, const char *s, size_t n)
{
	return fc_intern_hashed(t, s, n, hash_of(s, n));
}

const char *
fc_intern_hashed(struct fc_intern *t, const char *s, size_t n, uint32_t hash)
{
	const struct head h = { .size = (uint32_t)n };
	size_t at;

	if (n > UINT32_MAX - 2 * sizeof(h))
		fc_heap_exhausted(fc_arena_heap(t->arena));
	if (t->n * 4 >= t->room * 3)
		grow(t);
	for (at = hash & (t->room - 1); t->entry[at].place; at = (at + 1) & (t->room - 1)) {
		struct head *old;

		if (t->entry[at].hash != hash)
			continue;
		old = head_at(t, t->entry[at].place);
		if (old->size == n && (!n || !memcmp(text_of(old), s, n)))
			return text_of(old);
	}
	t->entry[at].place = put(t, s, h);
	t->entry[at].hash = hash;
	t->n++;
	return text_of(head_at(t, t->entry[at].place));
}

const char *
fc_intern_text(struct fc_intern *t, const char *s)
{
	return fc_intern(t, s, strlen(s));
}

uint32_t
fc_intern_owner(struct fc_intern *t)
{
	if (t->top > UINT32_MAX / 2) {
		for (size_t i = 0; i < t->room; i++) {
			if (t->entry[i].place)
				head_at(t, t->entry[i].place)->number = 0;
		}
		t->top = 0;
	}
	return t->top;
}

static struct head *
head_of(const char *text)
{
	return (struct head *)(void *)(uintptr_t)(text - sizeof(struct head));
}

void
fc_intern_note(struct fc_intern *t, const char *text, uint32_t owner, uint32_t number)
{
	number += owner;
	head_of(text)->number = number;
	if (number > t->top)
		t->top = number;
}

uint32_t
fc_intern_noted(const char *text, uint32_t owner)
{
	const struct head *h = head_of(text);

	return h->number > owner ? h->number - owner : 0;
}
