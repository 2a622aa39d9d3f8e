/* arena.c -- chunked bump allocator */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/pages.h"

#ifdef FC_TORTURE
#define CHUNK_SIZE ((size_t)64)
#else
#define CHUNK_SIZE ((size_t)32 * 1024)
#endif
#define CHUNK_MAX ((size_t)1024 * 1024)
#define ROUND(n)  (((n) + 7) / 8 * 8)

struct chunk {
	struct chunk *next;
	size_t used, size;
	bool mapped;
	bool fresh; /* zero from used on */
	max_align_t data[];
};

struct owned {
	struct owned *next;
	void (*close)(void *thing);
	void *thing;
};

struct fc_arena {
	struct fc_heap *heap;
	struct owned *owned; /* the newest first */
	struct fc_arena *next, **link; /* in heap->all */
	struct chunk *head;
	unsigned holders; /* fc_arena_hold() */
	uint64_t number;  /* rises from arena to arena of a heap */
	size_t next_size; /* chunks double until CHUNK_MAX */
};

#ifdef FC_TEST_HOOKS
static unsigned long fail_at;

void
fc_arena_fail_at(unsigned long nth)
{
	fail_at = nth;
}

static bool
must_fail(void)
{
	return fail_at && --fail_at == 0;
}
#else
static bool
must_fail(void)
{
	return false;
}
#endif

void
fc_heap_exhausted(struct fc_heap *heap)
{
	if (!heap->out)
		abort();
	longjmp(*heap->out, 1);
}

void
fc_guard_done(struct fc_guard *g)
{
	g->heap->out = g->outer;
}

static void *
heap_take(struct fc_heap *heap, size_t size)
{
	void *p;

	if (heap->limit && size > heap->limit - heap->used)
		fc_heap_exhausted(heap);
	p = must_fail() ? NULL : malloc(size);
	if (!p)
		fc_heap_exhausted(heap);
	heap->used += size;
	return p;
}

/* A large chunk is pages of its own; NULL: it has to be taken like all others. */
static struct chunk *
take_pages(struct fc_heap *heap, size_t size)
{
	size_t most = heap->limit ? heap->limit - heap->used : SIZE_MAX;
	struct chunk *c;

	if (size < CHUNK_MAX || most < FC_PAGE || size > most - FC_PAGE)
		return NULL;
	c = fc_pages_take(&size);
	if (!c)
		return NULL;
	if (must_fail()) {
		fc_pages_give(c, size);
		fc_heap_exhausted(heap);
	}
	heap->used += size;
	c->size = size - sizeof(*c);
	c->mapped = c->fresh = true;
	return c;
}

/* A chunk for need bytes: as large as the arena's next, but near the heap's limit no larger than must be. */
static size_t
chunk_size(const struct fc_arena *a, size_t need)
{
	size_t left = a->heap->limit ? a->heap->limit - a->heap->used : SIZE_MAX;

	if (need > a->next_size || left < sizeof(struct chunk) || a->next_size > left - sizeof(struct chunk))
		return need;
	return a->next_size;
}

static struct chunk *
new_chunk(struct fc_heap *heap, size_t size)
{
	struct chunk *c;

	if (size > SIZE_MAX - sizeof(*c))
		fc_heap_exhausted(heap);
	c = take_pages(heap, sizeof(*c) + size);
	if (c)
		return c;
	c = heap_take(heap, sizeof(*c) + size);
	*c = (struct chunk){ .size = size };
	return c;
}

/* A chunk with room for need bytes. */
static struct chunk *
push_chunk(struct fc_arena *a, size_t need)
{
	struct chunk *c = new_chunk(a->heap, chunk_size(a, need));

	if (need > a->next_size && a->head) { /* a large block does not end the chunk in use */
		c->next = a->head->next;
		a->head->next = c;
		return c;
	}
	c->next = a->head;
	a->head = c;
#ifndef FC_TORTURE
	if (a->next_size < CHUNK_MAX)
		a->next_size *= 2;
#endif
	return c;
}

struct fc_arena *
fc_arena_new(struct fc_heap *heap)
{
	struct fc_arena *a = heap_take(heap, sizeof(*a));

	*a = (struct fc_arena){ .heap = heap, .next_size = CHUNK_SIZE, .number = ++heap->made,
	                        .next = heap->all, .link = &heap->all };
	if (heap->all)
		heap->all->link = &a->next;
	heap->all = a;
	return a;
}

struct fc_heap *
fc_arena_heap(struct fc_arena *a)
{
	return a->heap;
}

/* bytes, zeroed when zero is set. */
static void *
take(struct fc_arena *a, size_t bytes, bool zero)
{
	size_t need = ROUND(bytes);
	struct chunk *c = a->head;
	void *p;

	if (need < bytes)
		fc_heap_exhausted(a->heap);
	if (!c || c->size - c->used < need)
		c = push_chunk(a, need);
	p = (char *)c->data + c->used;
	c->used += need;
	return zero && !c->fresh ? memset(p, 0, bytes) : p;
}

void *
fc_arena_take(struct fc_arena *a, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		fc_heap_exhausted(a->heap);
	return take(a, bytes, true);
}

char *
fc_arena_text(struct fc_arena *a, const char *s, size_t n)
{
	char *p = take(a, n + 1, false);

	if (n)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

static void
free_chunks(struct fc_heap *heap, struct chunk *c)
{
	while (c) {
		struct chunk *next = c->next;

		heap->used -= sizeof(*c) + c->size;
		if (c->mapped)
			fc_pages_give(c, sizeof(*c) + c->size);
		else
			free(c);
		c = next;
	}
}

void
fc_arena_drop(struct fc_arena *a, const void *block, size_t bytes)
{
	struct chunk **link, *c;

	if (bytes < CHUNK_MAX || !a->head)
		return;
	for (link = &a->head->next; *link && (const void *)(*link)->data != block;)
		link = &(*link)->next;
	c = *link;
	if (!c || c->used != ROUND(bytes))
		return;
	*link = c->next;
	c->next = NULL;
	free_chunks(a->heap, c);
}

void
fc_arena_own(struct fc_arena *a, void (*close)(void *thing), void *thing)
{
	struct owned *o = FC_NEW(a, struct owned);

	*o = (struct owned){ a->owned, close, thing };
	a->owned = o;
}

static void
let_go(void *arena)
{
	struct fc_arena *a = arena;

	if (!--a->holders)
		fc_arena_free(a);
}

void
fc_arena_hold(struct fc_arena *by, struct fc_arena *a)
{
	fc_arena_own(by, let_go, a);
	a->holders++;
}

static void
close_owned(struct fc_arena *a)
{
	for (const struct owned *o = a->owned; o; o = o->next)
		o->close(o->thing);
	a->owned = NULL;
}

void
fc_arena_reset(struct fc_arena *a)
{
	close_owned(a);
	if (!a->head)
		return;
	free_chunks(a->heap, a->head->next);
	a->head->next = NULL;
	a->head->used = 0;
	a->head->fresh = false;
}

void
fc_arena_free(struct fc_arena *a)
{
	if (!a)
		return;
	*a->link = a->next;
	if (a->next)
		a->next->link = a->link;
	close_owned(a);
	free_chunks(a->heap, a->head);
	a->heap->used -= sizeof(*a);
	free(a);
}

void
fc_heap_done(struct fc_heap *heap)
{
	while (heap->all)
		fc_arena_free(heap->all);
}

void
fc_heap_sweep(struct fc_heap *heap, uint64_t made)
{
	while (heap->all && heap->all->number > made)
		fc_arena_free(heap->all);
}
