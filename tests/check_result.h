/* check_result.h -- results made by hand, for tests of rooms above the graph */
#ifndef FC_TESTS_CHECK_RESULT_H
#define FC_TESTS_CHECK_RESULT_H

#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/str.h"
#include "result/policy.h"
#include "result/view.h"

struct check_ground {
	struct fc_heap heap;
	struct fc_arena *arena;
	struct fc_dims *dims;
};

static inline void
check_ground_open(struct check_ground *g)
{
	memset(g, 0, sizeof(*g));
	g->arena = fc_arena_new(&g->heap);
	g->dims = fc_dims_new(g->arena, fc_intern_new(g->arena));
}

static inline struct fc_dim
check_dim(struct check_ground *g, const char *text)
{
	return fc_dim_parse(g->dims, text, strlen(text));
}

static inline const char *
check_dim_text(struct check_ground *g, struct fc_dim x)
{
	struct fc_str s = FC_STR(g->arena);

	fc_dim_print(x, &s);
	return s.data;
}

static inline struct fc_shape
check_shape(struct check_ground *g, const char *text)
{
	struct fc_shape s = FC_SHAPE_UNKNOWN;

	fc_shape_parse(g->dims, text, strlen(text), &s);
	return s;
}

/* A complete row that did nothing, once. */
static inline struct fc_row
check_row(struct check_ground *g, const char *name, const char *scope, const char *op)
{
	struct fc_like *like = FC_NEW(g->arena, struct fc_like);

	*like = (struct fc_like){ .op = op, .domain = "ai.onnx", .repeat = fc_dim_int(g->dims, 1) };
	return (struct fc_row){ .name = name, .scope = scope, .like = like, .nodes = 1 };
}

/* An empty result under the paper convention. */
static inline struct fc_result
check_result_of(struct check_ground *g, struct fc_row *row, uint32_t n)
{
	struct fc_result r = {
		.arena = g->arena, .dims = g->dims, .path = "m.onnx", .format = "onnx", .row = row,
		.n_row = n, .policy = fc_policy_find("paper"),
	};

	for (uint32_t i = 0; i < n; i++)
		row[i].index = i;
	return r;
}

#endif
