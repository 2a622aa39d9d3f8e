/* check_base_arena.c -- memory that lives and dies together */
#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#include "check_heap.h"

START_TEST(zeroed_and_aligned)
{
	for (size_t n = 1; n < 300; n++) {
		unsigned char *p = fc_arena_take(arena, n, 3);

		static const unsigned char zero[900];

		ck_assert_uint_eq((uintptr_t)p % 8, 0);
		ck_assert(!memcmp(p, zero, n * 3));
		memset(p, 0xff, n * 3);
	}
}
END_TEST

START_TEST(large_block_keeps_the_chunk)
{
	char *before = fc_arena_take(arena, 8, 1), *large = fc_arena_take(arena, 1 << 22, 1);
	char *after = fc_arena_take(arena, 8, 1);

	memset(large, 1, 1 << 22);
#ifndef FC_TORTURE
	ck_assert_ptr_eq(after, before + 8);
#endif
	ck_assert_int_eq(after[0], 0);
	ck_assert_int_eq(before[0], 0);
}
END_TEST

START_TEST(text_is_a_copy)
{
	char word[] = "word";
	char *p = fc_arena_text(arena, word, 3);

	word[0] = 'x';
	ck_assert_str_eq(p, "wor");
	ck_assert_str_eq(fc_arena_text(arena, "", 0), "");
}
END_TEST

START_TEST(reset_keeps_one_chunk)
{
	size_t used;

	fc_arena_reset(arena);
	for (int i = 0; i < 1000; i++)
		memset(fc_arena_take(arena, 1, 10000), 1, 10000);
	used = heap.used;
	fc_arena_reset(arena);
	ck_assert_uint_lt(heap.used, used / 4);
	ck_assert_int_eq(*(char *)fc_arena_take(arena, 1, 1), 0);
}
END_TEST

/* What a call that takes memory may do wrong, each ending at the guard. */
static const struct fail_case {
	size_t limit, count, size;
} fail_cases[] = {
	{ 100000, 1, 200000 },
	{ 0, SIZE_MAX, 1 },
	{ 0, SIZE_MAX / 2, 3 },
	{ 0, SIZE_MAX - 7, 1 },
};

START_TEST(exhausted)
{
	const struct fail_case *c = &fail_cases[_i];
	volatile bool jumped = false;
	struct fc_guard guard;

	heap.limit = c->limit;
	if (FC_GUARD(&heap, guard)) {
		jumped = true;
	} else {
		fc_arena_take(arena, c->count, c->size);
	}
	fc_guard_done(&guard);
	ck_assert(jumped);
	ck_assert_ptr_null(heap.out);
}
END_TEST

START_TEST(guards_nest)
{
	volatile int inner_jumps = 0, outer_jumps = 0;
	struct fc_guard outer, inner;

	if (FC_GUARD(&heap, outer)) {
		outer_jumps++;
	} else {
		if (FC_GUARD(&heap, inner)) {
			inner_jumps++;
			fc_guard_done(&inner);
			fc_heap_exhausted(&heap);
		}
		fc_heap_exhausted(&heap);
	}
	fc_guard_done(&outer);
	ck_assert_int_eq(inner_jumps, 1);
	ck_assert_int_eq(outer_jumps, 1);
}
END_TEST

START_TEST(sweep)
{
	struct fc_arena *older = fc_arena_new(&heap), *newer;
	uint64_t made = heap.made;
	size_t used = heap.used;

	newer = fc_arena_new(&heap);
	fc_arena_take(fc_arena_new(&heap), 1, 1000);
	fc_arena_free(newer);
	fc_arena_free(older); /* what was the newest at the mark may be gone */
	fc_heap_sweep(&heap, made);
	ck_assert_ptr_eq(heap.all, arena);
	ck_assert_uint_lt(heap.used, used);
	fc_heap_sweep(&heap, made);
	ck_assert_ptr_eq(heap.all, arena);
}
END_TEST

START_TEST(nth_request_fails)
{
	volatile int got = 0;
	struct fc_guard guard;

	if (!FC_GUARD(&heap, guard)) {
		fc_arena_fail_at(3);
		for (;; got++)
			fc_arena_take(arena, 1, 1 << 21); /* each a chunk of its own */
	}
	fc_guard_done(&guard);
	ck_assert_int_eq(got, 2);
	fc_arena_take(arena, 1, 1 << 21); /* and only that one */
}
END_TEST

static void
count_close(void *thing)
{
	++*(int *)thing;
}

/* With the arena, or when it is reset, and once. */
START_TEST(owned_things_are_closed)
{
	struct fc_arena *a = fc_arena_new(&heap);
	int first = 0, second = 0;

	fc_arena_own(a, count_close, &first);
	fc_arena_reset(a);
	ck_assert_int_eq(first, 1);
	fc_arena_own(a, count_close, &second);
	fc_arena_free(a);
	ck_assert_int_eq(first, 1);
	ck_assert_int_eq(second, 1);
}
END_TEST

/* Memory that was written to and given back is zero when it is taken again, whatever chunk it is in. */
START_TEST(large_chunks_are_zero_again)
{
	enum { SIZE = 1 << 19 };
	size_t used;

	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 16; i++) {
			unsigned char *p = fc_arena_take(arena, SIZE, 1);

			for (int k = 0; k < SIZE; k += 511)
				ck_assert_uint_eq(p[k], 0);
			memset(p, 0xff, SIZE);
		}
		used = heap.used;
		fc_arena_reset(arena);
		ck_assert_uint_lt(heap.used, used);
	}
}
END_TEST

/* The last that holds it frees it, in whatever order they go. */
START_TEST(held_arenas_live_on)
{
	struct fc_arena *kept = fc_arena_new(&heap), *one = fc_arena_new(&heap), *two = fc_arena_new(&heap);
	const char *text = fc_arena_text(kept, "kept", 4);
	int closed = 0;

	fc_arena_own(kept, count_close, &closed);
	fc_arena_hold(one, kept);
	fc_arena_hold(two, kept);
	fc_arena_free(one);
	ck_assert_int_eq(closed, 0);
	ck_assert_str_eq(text, "kept");
	fc_arena_free(two);
	ck_assert_int_eq(closed, 1);
}
END_TEST

CHECK_CASE(base_arena)
{
	TCase *t = tcase_create("arena");

	tcase_add_checked_fixture(t, check_heap_setup, check_heap_teardown);
	tcase_add_test(t, zeroed_and_aligned);
	tcase_add_test(t, large_block_keeps_the_chunk);
	tcase_add_test(t, text_is_a_copy);
	tcase_add_test(t, reset_keeps_one_chunk);
	tcase_add_loop_test(t, exhausted, 0, N(fail_cases));
	tcase_add_test(t, guards_nest);
	tcase_add_test(t, sweep);
	tcase_add_test(t, nth_request_fails);
	tcase_add_test(t, owned_things_are_closed);
	tcase_add_test(t, large_chunks_are_zero_again);
	tcase_add_test(t, held_arenas_live_on);
	return t;
}
