/* reduce.c -- sums, extrema and running totals along axes */
#include "ops/axis.h"
#include "ops/same.h"
#include "ops/size.h"

/*
 * The axes to reduce as bits. An absent or empty list means all axes, or none
 * under noop_with_empty_axes (ONNX ReduceSum-13). false: not known (then
 * *unknown), or contradictory.
 */
static bool
reduce_bits(struct fc_op_ctx *cx, int rank, uint64_t *bits, bool *unknown)
{
	bool empty = fc_dim_is(fc_size_at(cx, 1, 0), 0);
	int found = 0;

	*bits = 0;
	*unknown = false;
	if (!empty)
		found = fc_axis_list(cx, 1, "axes", rank, bits, unknown);
	if (found < 0)
		return false;
	if ((!found || !*bits) && !fc_op_int(cx, "noop_with_empty_axes"))
		*bits = ((uint64_t)1 << rank) - 1;
	return true;
}

/* The axes are not known: the rank may be, and every size is between 1 and its own. */
static bool
reduce_unknown(struct fc_op_ctx *cx, struct fc_shape x)
{
	struct fc_dim dim[FC_LIMIT_RANK], max = FC_DIM_NAN;
	int64_t gone;
	int i, rank = x.rank;

	if (!fc_op_int(cx, "keepdims")) {
		if (!fc_dim_const(fc_size_at(cx, 1, 0), &gone) || gone < 0 || gone > rank)
			return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
		rank -= (int)gone;
		for (i = 0; i < x.rank; i++)
			max = i ? fc_dim_max(cx->dims, max, x.dim[i]) : x.dim[i];
		for (i = 0; i < rank; i++)
			dim[i] = fc_op_unknown(cx, "kept", max);
		return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, rank);
	}
	for (i = 0; i < rank; i++)
		dim[i] = fc_dim_is(x.dim[i], 1) ? x.dim[i] : fc_op_unknown(cx, "kept", x.dim[i]);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, rank);
}

static bool
reduce_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	bool keep = fc_op_int(cx, "keepdims") != 0, unknown;
	uint64_t bits;

	if (!fc_shape_known_rank(x)) {
		if (!keep && !fc_op_has(cx, 1) && !fc_op_has_attr(cx, "axes") &&
		    !fc_op_int(cx, "noop_with_empty_axes"))
			return fc_op_out(cx, 0, fc_op_dtype(cx, 0), FC_SHAPE_SCALAR);
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	}
	if (reduce_bits(cx, x.rank, &bits, &unknown))
		return fc_op_out(cx, 0, fc_op_dtype(cx, 0), fc_axis_reduce(cx, x, bits, keep));
	return unknown && reduce_unknown(cx, x);
}

/* Lengths of operand 0's axes into len; false when a size is a formula, or they do not make n elements. */
static bool
fold_sizes(const struct fc_op_ctx *cx, unsigned n, unsigned *len, int *rank)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	int64_t v;
	int i;

	if (!fc_dim_is(fc_shape_size(cx->dims, x), n))
		return false;
	*rank = x.rank;
	for (i = 0; i < x.rank; i++) {
		if (!fc_dim_const(x.dim[i], &v) || v < 0 || (uint64_t)v > cx->b->limits.known)
			return false;
		len[i] = (unsigned)v;
	}
	return x.rank >= 0;
}

/* Where element e of the operand goes when the axes in bits are gone. */
static unsigned
fold_place(const unsigned *len, int rank, uint64_t bits, unsigned e)
{
	unsigned at = 0, scale = 1, c;
	int i;

	for (i = rank - 1; i >= 0; i--) {
		c = e % len[i];
		e /= len[i];
		if (bits >> i & 1)
			continue;
		at += c * scale;
		scale *= len[i];
	}
	return at;
}

/* start: value of an empty sum or product; unknown: the first element starts. */
static void
fold_with(struct fc_op_ctx *cx, enum fc_scalar_op op, struct fc_scalar start, bool mean)
{
	unsigned len[FC_LIMIT_RANK], n, n_out, e, at;
	const struct fc_scalar *x = fc_op_known(cx, 0, &n);
	struct fc_scalar *y, count;
	bool *seen, unknown;
	uint64_t bits;
	int64_t size;
	int rank;

	if (!x || !fold_sizes(cx, n, len, &rank) || !reduce_bits(cx, rank, &bits, &unknown) ||
	    !fc_dim_const(fc_shape_size(cx->dims, fc_size_out(cx, 0)), &size) || size < 1 ||
	    (uint64_t)size > cx->b->limits.known)
		return;
	n_out = (unsigned)size;
	y = fc_op_scalars(cx, n_out);
	seen = FC_NEW_N(cx->arena, bool, n_out);
	for (e = 0; e < n_out; e++)
		y[e] = start;
	for (e = 0; e < n; e++) {
		at = fold_place(len, rank, bits, e);
		if (at >= n_out)
			return;
		if (seen[at] || fc_scalar_is_known(start))
			y[at] = fc_scalar_apply(cx->dims, op, y[at], x[e]);
		else
			y[at] = x[e];
		seen[at] = true;
	}
	count = fc_scalar_int(cx->dims, n / n_out);
	for (e = 0; mean && e < n_out; e++)
		y[e] = fc_scalar_apply(cx->dims, FC_SCALAR_DIV, y[e], count);
	fc_op_set_known(cx, 0, y, n_out);
}

static void
sum_fold(struct fc_op_ctx *cx)
{
	fold_with(cx, FC_SCALAR_ADD, fc_scalar_int(cx->dims, 0), false);
}

static void
prod_fold(struct fc_op_ctx *cx)
{
	fold_with(cx, FC_SCALAR_MUL, fc_scalar_int(cx->dims, 1), false);
}

static void
max_fold(struct fc_op_ctx *cx)
{
	fold_with(cx, FC_SCALAR_MAX, FC_SCALAR_UNKNOWN, false);
}

static void
min_fold(struct fc_op_ctx *cx)
{
	fold_with(cx, FC_SCALAR_MIN, FC_SCALAR_UNKNOWN, false);
}

/* The mean of integers rounds as the implementation likes: only floats are followed. */
static void
mean_fold(struct fc_op_ctx *cx)
{
	if (fc_dtype_is_float(fc_op_dtype(cx, 0)))
		fold_with(cx, FC_SCALAR_ADD, fc_scalar_int(cx->dims, 0), true);
}

static bool
arg_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	bool keep = fc_op_int(cx, "keepdims") != 0;
	int axis;

	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, FC_DTYPE_INT64);
	if (x.rank == 0)
		return fc_op_out(cx, 0, FC_DTYPE_INT64, x);
	if (!fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	return fc_op_out(cx, 0, FC_DTYPE_INT64, fc_axis_reduce(cx, x, (uint64_t)1 << axis, keep));
}

/* Where the largest or smallest of a list is, as far as its values can be told apart. */
static void
arg_fold(struct fc_op_ctx *cx, enum fc_scalar_op better)
{
	unsigned n, best = 0;
	const struct fc_scalar *x = fc_op_known(cx, 0, &n);
	bool last = fc_op_int(cx, "select_last_index") != 0;
	struct fc_scalar *y;
	int64_t is, same;

	if (!x || !n || fc_op_shape(cx, 0).rank != 1)
		return;
	for (unsigned i = 1; i < n; i++) {
		struct fc_scalar more = fc_scalar_apply(cx->dims, better, x[i], x[best]),
		                 as_much = fc_scalar_apply(cx->dims, FC_SCALAR_EQ, x[i], x[best]);

		if (!fc_scalar_as_int(cx->dims, more, &is) || !fc_scalar_as_int(cx->dims, as_much, &same))
			return;
		if (is || (same && last))
			best = i;
	}
	y = fc_op_scalars(cx, 1);
	y[0] = fc_scalar_int(cx->dims, best);
	fc_op_set_known(cx, 0, y, 1);
}

static void
argmax_fold(struct fc_op_ctx *cx)
{
	arg_fold(cx, FC_SCALAR_GT);
}

static void
argmin_fold(struct fc_op_ctx *cx)
{
	arg_fold(cx, FC_SCALAR_LT);
}

/* A running total of a known 1-D operand. */
static void
running_fold(struct fc_op_ctx *cx, enum fc_scalar_op op, int64_t start)
{
	unsigned n, i, at;
	const struct fc_scalar *x = fc_op_known(cx, 0, &n);
	bool exclusive = fc_op_int(cx, "exclusive") != 0, reverse = fc_op_int(cx, "reverse") != 0;
	struct fc_scalar *y, sum = fc_scalar_int(cx->dims, start), next;

	if (!x || fc_op_shape(cx, 0).rank != 1)
		return;
	y = fc_op_scalars(cx, n);
	for (i = 0; i < n; i++) {
		at = reverse ? n - 1 - i : i;
		next = fc_scalar_apply(cx->dims, op, sum, x[at]);
		y[at] = exclusive ? sum : next;
		sum = next;
	}
	fc_op_set_known(cx, 0, y, n);
}

static void
cumsum_fold(struct fc_op_ctx *cx)
{
	running_fold(cx, FC_SCALAR_ADD, 0);
}

static void
cumprod_fold(struct fc_op_ctx *cx)
{
	running_fold(cx, FC_SCALAR_MUL, 1);
}

/* An empty set costs nothing: |data| - |reduced| would be negative there. */
#define ADDS "|data| - |reduced| if |data| > |reduced|"
#define AXES "axes keepdims=1 noop_with_empty_axes=0"

const struct fc_op fc_ops_reduce[] = {
	{ .name = "ArgMax", .in = "data", .out = "reduced",
	  .attr = "axis=0 keepdims=1 select_last_index=0", .infer = arg_infer,
	  .fold = argmax_fold, .cost = "simple = |data|",
	  .source = "ONNX ArgMax-13: one comparison an element" },
	{ .name = "ArgMin", .in = "data", .out = "reduced",
	  .attr = "axis=0 keepdims=1 select_last_index=0", .infer = arg_infer,
	  .fold = argmin_fold, .cost = "simple = |data|",
	  .source = "ONNX ArgMin-13: one comparison an element" },
	{ .name = "CumProd", .in = "x axis#", .out = "y", .attr = "exclusive=0 reverse=0",
	  .infer = fc_same_infer, .fold = cumprod_fold, .cost = "simple = |x|",
	  .source = "ONNX CumProd-26: one multiplication an element" },
	{ .name = "CumSum", .in = "x axis#", .out = "y", .attr = "exclusive=0 reverse=0",
	  .infer = fc_same_infer, .fold = cumsum_fold, .cost = "simple = |x|",
	  .source = "ONNX CumSum-14: one addition an element" },
	{ .name = "ReduceL1", .in = "data axes#?", .out = "reduced", .attr = AXES,
	  .infer = reduce_infer, .cost = "simple = |data|; simple = " ADDS,
	  .source = "ONNX ReduceL1-18: abs, then the sum" },
	{ .name = "ReduceL2", .in = "data axes#?", .out = "reduced", .attr = AXES,
	  .infer = reduce_infer, .cost = "simple = |data|; simple = " ADDS "; special = |reduced|",
	  .source = "ONNX ReduceL2-18: square, the sum, one square root a result" },
	{ .name = "ReduceLogSum", .in = "data axes#?", .out = "reduced", .attr = AXES,
	  .infer = reduce_infer, .cost = "simple = " ADDS "; special = |reduced|",
	  .source = "ONNX ReduceLogSum-18: the sum, one log a result" },
	{ .name = "ReduceLogSumExp", .in = "data axes#?", .out = "reduced", .attr = AXES,
	  .infer = reduce_infer,
	  .cost = "simple = 3 * |data| - |reduced| if |data| > 0; special = |data| + |reduced|",
	  .source = "ONNX ReduceLogSumExp-18, the stable form: max, sub, exp, the sum, log, add back" },
	{ .name = "ReduceMax", .in = "data axes#?", .out = "reduced", .attr = AXES,
	  .infer = reduce_infer, .fold = max_fold, .cost = "simple = " ADDS,
	  .source = "ONNX ReduceMax-20" },
	{ .name = "ReduceMean", .in = "data axes#?", .out = "reduced", .attr = AXES,
	  .infer = reduce_infer, .fold = mean_fold, .cost = "simple = " ADDS "; special = |reduced|",
	  .source = "ONNX ReduceMean-18: the sum, one division a result" },
	{ .name = "ReduceMin", .in = "data axes#?", .out = "reduced", .attr = AXES,
	  .infer = reduce_infer, .fold = min_fold, .cost = "simple = " ADDS,
	  .source = "ONNX ReduceMin-20" },
	{ .name = "ReduceProd", .in = "data axes#?", .out = "reduced", .attr = AXES,
	  .infer = reduce_infer, .fold = prod_fold, .cost = "simple = " ADDS,
	  .source = "ONNX ReduceProd-18" },
	{ .name = "ReduceStd", .in = "data axes#?", .out = "reduced", .attr = AXES " correction=1",
	  .infer = reduce_infer,
	  .cost = "simple = 4 * |data| - 2 * |reduced| if |data| > 0; special = 3 * |reduced|",
	  .source = "mean, sub, square, the sum, division, square root" },
	{ .name = "ReduceSum", .in = "data axes#?", .out = "reduced", .attr = AXES,
	  .infer = reduce_infer, .fold = sum_fold, .cost = "simple = " ADDS,
	  .source = "ONNX ReduceSum-13" },
	{ .name = "ReduceSumSquare", .in = "data axes#?", .out = "reduced", .attr = AXES,
	  .infer = reduce_infer, .cost = "simple = |data|; simple = " ADDS,
	  .source = "ONNX ReduceSumSquare-18: square, then the sum" },
	{ .name = "ReduceVar", .in = "data axes#?", .out = "reduced", .attr = AXES " correction=1",
	  .infer = reduce_infer,
	  .cost = "simple = 4 * |data| - 2 * |reduced| if |data| > 0; special = 2 * |reduced|",
	  .source = "mean, sub, square, the sum, division" },
	{ .name = NULL },
};
