/* shape.c -- views of the same elements: Shape, Reshape, Squeeze and kin; Expand */
#include "ops/axis.h"
#include "ops/families.h"
#include "ops/same.h"
#include "ops/target.h"
#include "ops/walk.h"

/* The dims [from, to) that Shape lists: start and end as a Python slice of the rank. */
static void
shape_span(const struct fc_op_ctx *cx, int rank, int *from_out, int *to_out)
{
	int64_t from = fc_op_int(cx, "start"), to = rank;

	if (fc_op_has_attr(cx, "end"))
		to = fc_op_int(cx, "end");
	if (from < 0)
		from += rank;
	if (to < 0)
		to += rank;
	from = from < 0 ? 0 : from > rank ? rank : from;
	to = to > rank ? rank : to < from ? from : to;
	*from_out = (int)from;
	*to_out = (int)to;
}

static bool
shape_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim n;
	int from, to;

	if (x.rank < 0) {
		n = fc_op_unknown(cx, "rank", fc_dim_int(cx->dims, FC_LIMIT_RANK));
	} else {
		shape_span(cx, x.rank, &from, &to);
		n = fc_dim_int(cx->dims, to - from);
	}
	return fc_op_out_dims(cx, 0, FC_DTYPE_INT64, &n, 1);
}

static void
shape_fold(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_scalar *at;
	int from, to, i;

	if (x.rank < 0)
		return;
	shape_span(cx, x.rank, &from, &to);
	at = fc_op_scalars(cx, (unsigned)(to - from));
	for (i = from; i < to; i++)
		at[i - from] = fc_scalar_dim(x.dim[i]);
	fc_op_set_known(cx, 0, at, (unsigned)(to - from));
}

static bool
size_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, FC_DTYPE_INT64, FC_SHAPE_SCALAR);
}

static void
size_fold(struct fc_op_ctx *cx)
{
	struct fc_scalar *at = fc_op_scalars(cx, 1);

	at[0] = fc_scalar_dim(fc_shape_size(cx->dims, fc_op_shape(cx, 0)));
	fc_op_set_known(cx, 0, at, 1);
}

/*
 * Dim i of a Reshape's target; NaN where it follows from the others (-1) or is
 * not known. ONNX Reshape-14: 0 copies the operand's dim unless allowzero is set.
 */
static bool
reshape_dim(struct fc_op_ctx *cx, struct fc_scalar want, int i, struct fc_dim *out)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	int64_t v;

	*out = fc_scalar_as_dim(cx->dims, want);
	if (!fc_dim_const(*out, &v) || v > 0 || (v == 0 && fc_op_int(cx, "allowzero")))
		return true;
	if (v < -1)
		return fc_op_fail(cx, FC_E_SHAPE, "target dimension %d is %lld", i, (long long)v);
	*out = FC_DIM_NAN;
	if (v == -1 || x.rank < 0)
		return true;
	if (i >= x.rank)
		return fc_op_fail(cx, FC_E_SHAPE, "target dimension %d copies one that operand 0 lacks", i);
	*out = x.dim[i];
	return true;
}

/*
 * The operand's elements over those of the target's known dims. Equal dims go
 * first: what stays is small, and an empty batch divides out.
 */
static void
reshape_ratio(struct fc_op_ctx *cx, const struct fc_dim *dim, int rank, struct fc_dim ratio[2])
{
	struct fc_shape x = fc_op_shape(cx, 0);
	uint64_t gone = 0;
	int i, j;

	ratio[0] = ratio[1] = fc_dim_int(cx->dims, 1);
	for (i = 0; i < rank; i++) {
		if (fc_dim_is_nan(dim[i]))
			continue;
		for (j = 0; j < x.rank; j++)
			if (!(gone >> j & 1) && fc_dim_eq(dim[i], x.dim[j]))
				break;
		if (j < x.rank)
			gone |= UINT64_C(1) << j;
		else
			ratio[1] = fc_dim_mul(cx->dims, ratio[1], dim[i]);
	}
	for (j = 0; j < x.rank; j++)
		if (!(gone >> j & 1))
			ratio[0] = fc_dim_mul(cx->dims, ratio[0], x.dim[j]);
	if (x.rank < 0)
		ratio[0] = FC_DIM_NAN;
}

/* Two plain counts that differ, but for a dim of 0 that both have. */
static bool
reshape_differs(struct fc_op_ctx *cx, const struct fc_dim *dim, int rank, const struct fc_dim ratio[2])
{
	int64_t a, b;
	int i;

	for (i = 0; i < rank; i++)
		if (fc_dim_is(dim[i], 0) && fc_dim_is(fc_shape_size(cx->dims, fc_op_shape(cx, 0)), 0))
			return false;
	return fc_dim_const(ratio[0], &a) && fc_dim_const(ratio[1], &b) && a != b;
}

/* The target's elements, one by one. */
static bool
reshape_to(struct fc_op_ctx *cx, const struct fc_scalar *want, int rank)
{
	struct fc_dim dim[FC_LIMIT_RANK], ratio[2], rest;
	int i, hole = -1, holes = 0;
	int64_t v;

	for (i = 0; i < rank; i++) {
		if (!reshape_dim(cx, want[i], i, &dim[i]))
			return false;
		if (fc_dim_is_nan(dim[i])) {
			hole = i;
			holes++;
		}
	}
	reshape_ratio(cx, dim, rank, ratio);
	rest = fc_dim_exact(cx->dims, ratio[0], ratio[1]);
	if (fc_dim_is_nan(rest) && (!fc_dim_const(ratio[0], &v) || !fc_dim_const(ratio[1], &v)))
		rest = fc_dim_floordiv(cx->dims, ratio[0], ratio[1]);
	else if (fc_dim_is_nan(rest) && holes == 1)
		return fc_op_fail(cx, FC_E_SHAPE, "dimension %d of the target does not come out even", hole);
	if (holes == 0 && reshape_differs(cx, dim, rank, ratio))
		return fc_op_fail(cx, FC_E_SHAPE, "element counts of operand and target differ");
	if (holes == 1)
		dim[hole] = rest;
	return fc_target_out(cx, dim, rank, rest);
}

static bool
reshape_infer(struct fc_op_ctx *cx)
{
	const struct fc_scalar *want;
	struct fc_dim size = fc_shape_size(cx->dims, fc_op_shape(cx, 0));
	unsigned n;
	int rank;

	if (!fc_op_need_rank(cx, 1, 1, 1))
		return false;
	want = fc_op_known(cx, 1, &n);
	if (want && n > FC_LIMIT_RANK)
		return fc_op_fail(cx, FC_E_LIMIT, "target has %u dimensions, more than %d", n, FC_LIMIT_RANK);
	if (want)
		return reshape_to(cx, want, (int)n);
	rank = fc_target_length(cx, 1);
	if (rank == 1)
		return fc_target_out(cx, &size, 1, FC_DIM_NAN);
	return fc_target_out_rank(cx, rank, size);
}

static bool
flatten_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	int64_t axis = fc_op_int(cx, "axis");
	struct fc_dim dim[2];

	if (x.rank < 0)
		return fc_target_out_rank(cx, 2, FC_DIM_NAN);
	if (axis < -x.rank || axis > x.rank)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "axis %lld is out of range for rank %d",
		                  (long long)axis, x.rank);
	if (axis < 0)
		axis += x.rank;
	dim[0] = fc_shape_count(cx->dims, x, 0, (int)axis);
	dim[1] = fc_shape_count(cx->dims, x, (int)axis, x.rank);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 2);
}

/*
 * The axes of size 1, as bits. A symbol of an input stands for any size, as
 * in the exporters that write such files, and is kept; false: an unknown size
 * leaves open which they are.
 */
static bool
squeeze_ones(struct fc_shape x, uint64_t *bits_out)
{
	uint64_t bits = 0;
	int i;

	for (i = 0; i < x.rank; i++) {
		if (fc_dim_is(x.dim[i], 1))
			bits |= UINT64_C(1) << i;
		else if (fc_dim_is_nan(x.dim[i]) || fc_dim_has_unknown(x.dim[i]))
			return false;
	}
	*bits_out = bits;
	return true;
}

static bool
squeeze_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	uint64_t bits = 0;
	bool unknown = false;
	int found, i, n;
	int64_t v;

	if (x.rank < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	found = fc_axis_list(cx, 1, "axes", x.rank, &bits, &unknown);
	if (found < 0 && !unknown)
		return false;
	n = fc_target_length(cx, 1);
	if (found < 0 && n > 0 && n <= x.rank)
		return fc_target_out_rank(cx, x.rank - n, fc_shape_size(cx->dims, x));
	if (found < 0 || (bits == 0 && !squeeze_ones(x, &bits)))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	for (i = 0; i < x.rank; i++)
		if (bits >> i & 1 && fc_dim_const(x.dim[i], &v) && v != 1)
			return fc_op_fail(cx, FC_E_SHAPE, "dimension %d is %lld, expected 1", i,
			                  (long long)v);
	return fc_op_out(cx, 0, fc_op_dtype(cx, 0), fc_axis_reduce(cx, x, bits, false));
}

static bool
unsqueeze_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int n = fc_target_length(cx, 1), rank = x.rank + n, found, i, from = 0;
	uint64_t bits = 0;
	bool unknown = false;

	if (x.rank < 0 || n < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (rank > FC_LIMIT_RANK)
		return fc_op_fail(cx, FC_E_LIMIT, "result has %d dimensions, more than %d", rank,
		                  FC_LIMIT_RANK);
	found = fc_axis_list(cx, 1, "axes", rank, &bits, &unknown);
	if (found < 0 && !unknown)
		return false;
	if (found <= 0)
		return fc_target_out_rank(cx, rank, fc_shape_size(cx->dims, x));
	for (i = 0; i < rank; i++) {
		if (bits >> i & 1)
			dim[i] = fc_dim_int(cx->dims, 1);
		else if (from < x.rank)
			dim[i] = x.dim[from++];
		else
			return fc_op_fail(cx, FC_E_ATTRIBUTE, "an axis stands twice in axes");
	}
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, rank);
}

/* One dim of an Expand: have is the operand's, want the target's (NaN: not known). */
static bool
expand_dim(struct fc_op_ctx *cx, struct fc_dim have, struct fc_dim want, struct fc_dim *out)
{
	int64_t v;

	*out = have;
	if (fc_dim_is_nan(want)) {
		if (!fc_dim_const(have, &v) || v == 1)
			*out = FC_DIM_NAN;
		return true;
	}
	if (fc_dim_is(want, -1)) /* not in ONNX's text, but written by exporters: as it is */
		return true;
	if (fc_dim_broadcast(cx->dims, have, want, out))
		return true;
	return fc_op_fail(cx, FC_E_SHAPE, "operand does not broadcast to the target");
}

static bool
expand_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK], have, want;
	int n = fc_target_length(cx, 1), rank, i;

	if (!fc_op_need_rank(cx, 1, 0, 1))
		return false;
	if (x.rank < 0 || n < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	rank = n > x.rank ? n : x.rank;
	for (i = 0; i < rank; i++) {
		have = want = fc_dim_int(cx->dims, 1);
		if (i >= rank - x.rank)
			have = x.dim[i - (rank - x.rank)];
		if (i >= rank - n)
			want = fc_target_at(cx, 1, i - (rank - n));
		if (!expand_dim(cx, have, want, &dim[i]))
			return false;
	}
	return fc_target_out(cx, dim, rank, FC_DIM_NAN);
}

static void
expand_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, out;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in);
	struct fc_scalar *y;
	unsigned e;

	if (!x || !fc_walk_result(cx, 0, &out))
		return;
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < out.n; e++)
		y[e] = x[fc_same_index(cx->node->out[0]->type.shape, fc_op_shape(cx, 0), e)];
	fc_op_set_known(cx, 0, y, out.n);
}

const struct fc_op fc_ops_shape[] = {
	{ .name = "Expand", .in = "input shape#", .out = "output", .attr = "", .infer = expand_infer,
	  .fold = expand_fold, .cost = "", .flags = FC_OP_FOLD_BIG, .source = "ONNX Expand-13" },
	{ .name = "Flatten", .in = "input", .out = "output", .attr = "axis=1", .infer = flatten_infer,
	  .fold = fc_same_fold_copy, .cost = "", .flags = FC_OP_VIEW | FC_OP_CARRY,
	  .source = "ONNX Flatten-25" },
	{ .name = "Reshape", .in = "data shape#", .out = "reshaped", .attr = "allowzero=0",
	  .infer = reshape_infer, .fold = fc_same_fold_copy, .cost = "", .flags = FC_OP_VIEW | FC_OP_CARRY,
	  .source = "ONNX Reshape-25" },
	{ .name = "Shape", .in = "data#", .out = "shape", .attr = "start=0 end", .infer = shape_infer,
	  .fold = shape_fold, .cost = "write(shape) = 0", .source = "ONNX Shape-25" },
	{ .name = "Size", .in = "data#", .out = "size", .attr = "", .infer = size_infer, .fold = size_fold,
	  .cost = "write(size) = 0", .source = "ONNX Size-25" },
	{ .name = "Squeeze", .in = "data axes#?", .out = "squeezed", .attr = "", .infer = squeeze_infer,
	  .fold = fc_same_fold_copy, .cost = "", .flags = FC_OP_VIEW | FC_OP_CARRY,
	  .source = "ONNX Squeeze-25" },
	{ .name = "Unsqueeze", .in = "data axes#", .out = "expanded", .attr = "", .infer = unsqueeze_infer,
	  .fold = fc_same_fold_copy, .cost = "", .flags = FC_OP_VIEW | FC_OP_CARRY,
	  .source = "ONNX Unsqueeze-25" },
	{ 0 },
};
