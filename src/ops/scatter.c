/* scatter.c -- writing elements by index into a copy: ScatterElements, ScatterND */
#include "ops/axis.h"
#include "ops/families.h"
#include "ops/same.h"
#include "ops/walk.h"

/* What of a fold both scatters share: a copy of the data, and how an update meets it. */
struct scatter {
	struct fc_walk in, list, from;
	const struct fc_scalar *at, *update; /* update NULL: not followed */
	struct fc_scalar *y;
	bool plain;                          /* an update replaces */
	enum fc_scalar_op op;
};

static bool
scatter_begin(struct fc_op_ctx *cx, struct scatter *s)
{
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &s->in);
	unsigned n, e;

	s->at = fc_walk_operand(cx, 1, &s->list);
	if (!x || !s->at || !fc_walk_init(cx, &s->from, fc_op_shape(cx, 2)))
		return false;
	s->update = fc_op_known(cx, 2, &n);
	if (s->update && n != s->from.n)
		return false;
	s->plain = fc_op_text_is(cx, "reduction", "none");
	s->op = fc_op_text_is(cx, "reduction", "mul") ? FC_SCALAR_MUL :
	        fc_op_text_is(cx, "reduction", "min") ? FC_SCALAR_MIN :
	        fc_op_text_is(cx, "reduction", "max") ? FC_SCALAR_MAX : FC_SCALAR_ADD;
	s->y = fc_op_scalars(cx, s->in.n);
	for (e = 0; e < s->in.n; e++)
		s->y[e] = x[e];
	return true;
}

/* Update number e goes to where s->in stands. */
static void
scatter_one(struct fc_op_ctx *cx, struct scatter *s, unsigned e)
{
	struct fc_scalar v = s->update ? s->update[e] : FC_SCALAR_UNKNOWN;
	struct fc_scalar *y = &s->y[fc_walk_index(&s->in)];

	*y = s->plain ? v : fc_scalar_apply(cx->dims, s->op, *y, v);
}

static bool
scatter_elements_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	int axis;

	if (x.rank < 0)
		return fc_same_infer(cx);
	return fc_op_need_rank(cx, 1, x.rank, x.rank) && fc_op_need_rank(cx, 2, x.rank, x.rank) &&
	       fc_axis_attr(cx, "axis", x.rank, &axis) && fc_same_infer(cx);
}

static void
scatter_elements_fold(struct fc_op_ctx *cx)
{
	struct scatter s;
	unsigned e;
	int axis, i;

	if (!scatter_begin(cx, &s) || !fc_axis_attr(cx, "axis", s.in.rank, &axis))
		return;
	if (s.list.n != s.from.n || s.list.rank != s.in.rank)
		return;
	for (e = 0; e < s.list.n; e++) {
		fc_walk_to(&s.list, e);
		for (i = 0; i < s.in.rank; i++) {
			s.in.at[i] = s.list.at[i];
			if (i != axis && s.in.at[i] >= s.in.size[i])
				return;
		}
		if (!fc_walk_place(cx->dims, s.at[e], s.in.size[axis], &s.in.at[axis]))
			return;
		scatter_one(cx, &s, e);
	}
	fc_op_set_known(cx, 0, s.y, s.in.n);
}

static bool
scatter_nd_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), at = fc_op_shape(cx, 1);
	int64_t n;
	int rank;

	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK) || !fc_op_need_rank(cx, 1, 1, FC_LIMIT_RANK))
		return false;
	if (x.rank < 0 || at.rank < 0 || !fc_dim_const(at.dim[at.rank - 1], &n))
		return fc_same_infer(cx);
	if (n > x.rank)
		return fc_op_fail(cx, FC_E_SHAPE, "indices of %lld coordinates do not fit rank %d",
		                  (long long)n, x.rank);
	rank = at.rank - 1 + x.rank - (int)n;
	return fc_op_need_rank(cx, 2, rank, rank) && fc_same_infer(cx);
}

/* Stand where update e goes: n coordinates from the indices, the rest its own. false: not known, outside. */
static bool
scatter_nd_place(struct fc_op_ctx *cx, struct scatter *s, int n, unsigned e)
{
	int tail = s->list.rank - 1, i;

	fc_walk_to(&s->from, e);
	for (i = 0; i < tail; i++) {
		s->list.at[i] = s->from.at[i];
		if (s->list.at[i] >= s->list.size[i])
			return false;
	}
	for (i = 0; i < n; i++) {
		s->list.at[tail] = i;
		if (!fc_walk_place(cx->dims, s->at[fc_walk_index(&s->list)], s->in.size[i], &s->in.at[i]))
			return false;
	}
	for (; i < s->in.rank; i++) {
		s->in.at[i] = s->from.at[tail + i - n];
		if (s->in.at[i] >= s->in.size[i])
			return false;
	}
	return true;
}

static void
scatter_nd_fold(struct fc_op_ctx *cx)
{
	struct scatter s;
	int64_t n;
	unsigned e;

	if (!scatter_begin(cx, &s) || s.list.rank < 1)
		return;
	n = s.list.size[s.list.rank - 1];
	if (n > s.in.rank || s.from.rank != s.list.rank - 1 + s.in.rank - n)
		return;
	for (e = 0; e < s.from.n; e++) {
		if (!scatter_nd_place(cx, &s, (int)n, e))
			return;
		scatter_one(cx, &s, e);
	}
	fc_op_set_known(cx, 0, s.y, s.in.n);
}

/* TensorScatter: the cache keeps its sizes, and the update has them too but along the axis. */
static bool
tensor_scatter_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), u = fc_op_shape(cx, 1);
	int axis, i;

	if (x.rank >= 0 && !fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	if (x.rank >= 0 && !fc_op_need_rank(cx, 1, x.rank, x.rank))
		return false;
	for (i = 0; x.rank >= 0 && i < u.rank; i++)
		if (i != axis && !fc_op_need_equal(cx, x.dim[i], u.dim[i], "cache and update"))
			return false;
	return fc_same_infer(cx);
}

/* One operation an update where updates meet what is there; replacing costs none. */
#define FC_MEET "simple = |updates| if not reduction == \"none\""

const struct fc_op fc_ops_scatter[] = {
	{ .name = "ScatterElements", .in = "data indices updates", .out = "output",
	  .attr = "axis=0 reduction=none", .infer = scatter_elements_infer, .fold = scatter_elements_fold,
	  .cost = FC_MEET, .source = "ONNX ScatterElements-18" },
	{ .name = "ScatterND", .in = "data indices updates", .out = "output", .attr = "reduction=none",
	  .infer = scatter_nd_infer, .fold = scatter_nd_fold, .cost = FC_MEET,
	  .source = "ONNX ScatterND-18" },
	{ .name = "TensorScatter", .in = "past_cache update write_indices?", .out = "present_cache",
	  .attr = "axis=-2 mode=linear", .infer = tensor_scatter_infer, .cost = "",
	  .source = "ONNX TensorScatter-24" },
	{ 0 },
};
