/*
 * check_heap.h -- memory of one test: a heap, an arena in it, a list of diagnostics
 *
 * For tcase_add_checked_fixture(tc, check_heap_setup, check_heap_teardown), or
 * as part of a file's own pair. Nothing of the heap may be left at the end.
 */
#ifndef FC_TESTS_CHECK_HEAP_H
#define FC_TESTS_CHECK_HEAP_H

#include "base/arena.h"
#include "base/diag.h"
#include "check_case.h"

static struct fc_heap heap;
static struct fc_arena *arena;
static struct fc_diags diags;

static void
check_heap_setup(void)
{
	heap = (struct fc_heap){ 0 };
	arena = fc_arena_new(&heap);
	diags = (struct fc_diags){ .arena = arena };
}

static void
check_heap_teardown(void)
{
	fc_heap_done(&heap);
	ck_assert_uint_eq(heap.used, 0);
	ck_assert_ptr_null(heap.all);
}

#endif
