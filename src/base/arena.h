/*
 * arena.h -- memory that lives and dies together
 *
 * Taking never answers NULL. When memory runs out, or the heap's limit is
 * reached, control goes to the point that holds the heap's guard (the public
 * function that was called); everything lives in arenas, so nothing leaks.
 * What is not memory (files, foreign handles) is owned by an arena that closes
 * it, or by a handle that the guard's holder closes; scratch arenas that a jump
 * left behind go with fc_heap_sweep().
 */
#ifndef FC_BASE_ARENA_H
#define FC_BASE_ARENA_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fc_arena;

/* One per context: where running out of memory goes, and how much is in use. */
struct fc_heap {
	jmp_buf *out;   /* NULL: nobody is listening, and running out aborts */
	size_t used;    /* bytes of all chunks of all arenas of this heap */
	size_t limit;   /* 0: none */
	struct fc_arena *all; /* every living arena, the newest first, so that a jump leaks none */
	uint64_t made;        /* arenas ever made */
};

/* Free every arena still alive. */
void fc_heap_done(struct fc_heap *heap);

/* Free every arena that is alive and was made since heap->made was this: what a jump left behind. */
void fc_heap_sweep(struct fc_heap *heap, uint64_t made);

/* Create an arena. Free with fc_arena_free(). */
struct fc_arena *fc_arena_new(struct fc_heap *heap);

/* Free the arena and everything ever taken from it. NULL is fine. */
void fc_arena_free(struct fc_arena *a);

/* Forget everything taken, keep the first chunk for reuse. */
void fc_arena_reset(struct fc_arena *a);

/* Zeroed memory for count things of size bytes each, owned by the arena. */
void *fc_arena_take(struct fc_arena *a, size_t count, size_t size);

/* A copy of n bytes with a NUL behind them. */
char *fc_arena_text(struct fc_arena *a, const char *s, size_t n);

/*
 * A block that fc_arena_take() made and that nobody points into any more. Its
 * memory goes back at once when it is so large that it has a chunk of its own
 * (the halves of a table that doubles); else with the arena.
 */
void fc_arena_drop(struct fc_arena *a, const void *block, size_t bytes);

/*
 * Call close(thing) when the arena is freed or reset: for what is not memory.
 * Call it before thing holds anything, since it can run out of memory itself.
 */
void fc_arena_own(struct fc_arena *a, void (*close)(void *thing), void *thing);

/*
 * by holds a, which is the older: a is freed with the last that holds it, and
 * by nobody else.
 */
void fc_arena_hold(struct fc_arena *by, struct fc_arena *a);

struct fc_heap *fc_arena_heap(struct fc_arena *a);

/* Leave through the heap's guard as if memory had run out. */
_Noreturn void fc_heap_exhausted(struct fc_heap *heap);

#define FC_NEW(a, type)      ((type *)fc_arena_take((a), 1, sizeof(type)))
#define FC_NEW_N(a, type, n) ((type *)fc_arena_take((a), (n), sizeof(type)))

/*
 * FC_GUARD(heap, guard) is 0 on the way in and 1 when memory ran out below:
 *
 *	struct fc_guard guard;
 *	if (FC_GUARD(heap, guard)) {
 *		fc_guard_done(&guard);
 *		return FLOPCOUNT_E_MEMORY;
 *	}
 *	...
 *	fc_guard_done(&guard);
 *
 * Locals that are changed after it and read in the failing branch are volatile.
 */
struct fc_guard {
	jmp_buf env;
	jmp_buf *outer;
	struct fc_heap *heap;
};
#define FC_GUARD(h, g) ((g).heap = (h), (g).outer = (h)->out, (h)->out = &(g).env, setjmp((g).env))
void fc_guard_done(struct fc_guard *g);

/* Test hook: the nth chunk request of this process from now fails (0 = never). */
void fc_arena_fail_at(unsigned long nth);

#endif
