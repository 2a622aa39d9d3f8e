/* check_dim.h -- a table of sizes for the tests of the dim room */
#ifndef FC_TESTS_CHECK_DIM_H
#define FC_TESTS_CHECK_DIM_H

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/str.h"
#include "check_case.h"
#include "dim/dim.h"

static struct fc_heap heap;
static struct fc_arena *arena;
static struct fc_dims *dims;

/* batch, N, C, H and W are there from the start, so that they sort in this order. */
static void
setup(void)
{
	static const char *const name[] = { "batch", "N", "C", "H", "W" };

	heap = (struct fc_heap){ 0 };
	arena = fc_arena_new(&heap);
	dims = fc_dims_new(arena, fc_intern_new(arena));
	for (int i = 0; i < N(name); i++)
		fc_dim_symbol(dims, name[i]);
}

static void
teardown(void)
{
	fc_heap_done(&heap);
}

static inline struct fc_dim
dim(const char *text)
{
	return fc_dim_parse(dims, text, strlen(text));
}

static inline const char *
text_of(struct fc_dim x)
{
	struct fc_str s = FC_STR(arena);

	fc_dim_print(x, &s);
	return s.data;
}

static inline struct fc_dim
num(int64_t v)
{
	return fc_dim_int(dims, v);
}

#define ck_assert_dim(x, text) ck_assert_str_eq(text_of(x), (text))

#endif
