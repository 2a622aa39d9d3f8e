/* slice.c -- parts and joins along axes: Slice, Split, Concat */
#include "ops/axis.h"
#include "ops/families.h"
#include "ops/target.h"
#include "ops/walk.h"

/* What a Slice takes of each axis; NaN where it is not known. */
struct slice_plan {
	int rank;
	struct fc_dim start[FC_LIMIT_RANK], len[FC_LIMIT_RANK];
	int64_t step[FC_LIMIT_RANK];
};

/*
 * Index v of an axis, from the front, within [lo, hi]. A formula that may have
 * either sign counts from the front; a number beyond 31 bits means "to the
 * end", however long a symbolic axis is.
 */
static struct fc_dim
slice_place(struct fc_dims *t, struct fc_dim v, struct fc_dim dim, struct fc_dim lo, struct fc_dim hi)
{
	int64_t c, d, min, max;

	fc_dim_range(v, &min, &max);
	if (fc_dim_const(v, &c) && !fc_dim_const(dim, &d) && (c >= INT32_MAX || c <= -INT32_MAX))
		return c < 0 ? lo : hi;
	if (max < 0 || (max == 0 && min < 0))
		v = fc_dim_add(t, dim, v);
	return fc_dim_min(t, fc_dim_max(t, v, lo), hi);
}

/*
 * One axis of it: ONNX Slice-13, that is NumPy's basic slicing. The largest
 * integer as the end of a backward slice would leave nothing by that text;
 * ONNX Runtime, and who writes such files, mean "as far as it goes".
 */
static void
slice_axis(struct fc_op_ctx *cx, struct slice_plan *p, int axis, struct fc_dim start, struct fc_dim end)
{
	struct fc_dims *t = cx->dims;
	struct fc_dim dim = p->len[axis], zero = fc_dim_int(t, 0), from, to, n;
	int64_t step = p->step[axis], back;

	if (step > 0) {
		from = slice_place(t, start, dim, zero, dim);
		to = slice_place(t, end, dim, zero, dim);
		n = fc_dim_sub(t, to, from);
		if (fc_dim_const(start, &back) && back < 0 && back > -INT32_MAX && fc_dim_eq(to, dim))
			n = fc_dim_min(t, dim, fc_dim_int(t, -back)); /* the last so many */
	} else {
		from = slice_place(t, start, dim, zero, fc_dim_addi(t, dim, -1));
		to = slice_place(t, end, dim, fc_dim_int(t, -1), fc_dim_addi(t, dim, -1));
		if (fc_dim_is(end, INT32_MAX) || fc_dim_is(end, INT64_MAX))
			to = fc_dim_int(t, -1);
		n = fc_dim_sub(t, from, to);
		step = -step;
	}
	p->start[axis] = from;
	p->len[axis] = fc_dim_ceildiv(t, fc_dim_max(t, n, zero), fc_dim_int(t, step));
}

/* Number k of the steps; 0: not known. */
static bool
slice_step(struct fc_op_ctx *cx, int k, int64_t *out)
{
	struct fc_dim step = fc_op_has(cx, 4) ? fc_target_at(cx, 4, k) : fc_dim_int(cx->dims, 1);

	if (!fc_dim_const(step, out))
		*out = 0;
	else if (*out == 0)
		return fc_op_fail(cx, FC_E_SHAPE, "step of axis number %d is 0", k);
	else if (*out < -INT64_MAX)
		*out = -INT64_MAX;
	return true;
}

/* Nothing is known but the rank. */
static bool
slice_blank(struct slice_plan *p)
{
	int i;

	for (i = 0; i < p->rank; i++)
		p->start[i] = p->len[i] = FC_DIM_NAN;
	return true;
}

static bool
slice_plan(struct fc_op_ctx *cx, struct slice_plan *p)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	int n = fc_target_length(cx, 1), k, axis;
	int64_t v;

	p->rank = x.rank;
	for (k = 0; k < x.rank; k++) {
		p->start[k] = fc_dim_int(cx->dims, 0);
		p->len[k] = x.dim[k];
		p->step[k] = 1;
	}
	if (n < 0)
		return slice_blank(p);
	if (n > x.rank)
		return fc_op_fail(cx, FC_E_SHAPE, "%d starts for an operand of rank %d", n, x.rank);
	for (k = 0; k < n; k++) {
		v = k;
		if (fc_op_has(cx, 3) && !fc_dim_const(fc_target_at(cx, 3, k), &v))
			return slice_blank(p);
		if (!fc_axis_fix(cx, v, x.rank, &axis) || !slice_step(cx, k, &p->step[axis]))
			return false;
		if (p->step[axis])
			slice_axis(cx, p, axis, fc_target_at(cx, 1, k), fc_target_at(cx, 2, k));
		else
			p->start[axis] = p->len[axis] = FC_DIM_NAN;
	}
	return true;
}

static bool
slice_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct slice_plan p;
	int i;

	if (x.rank < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!slice_plan(cx, &p))
		return false;
	for (i = 0; i < x.rank; i++)
		if (fc_dim_is_nan(p.len[i]))
			p.len[i] = fc_op_unknown(cx, "", x.dim[i]);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), p.len, x.rank);
}

static void
slice_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, out;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in);
	struct slice_plan p;
	struct fc_scalar *y;
	int64_t start[FC_LIMIT_RANK];
	unsigned e;
	int i;

	if (!x || !fc_walk_result(cx, 0, &out) || !slice_plan(cx, &p))
		return;
	for (i = 0; i < p.rank; i++)
		if (!fc_dim_const(p.start[i], &start[i]) || fc_dim_is_nan(p.len[i]))
			return;
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < out.n; e++) {
		fc_walk_to(&out, e);
		for (i = 0; i < p.rank; i++)
			in.at[i] = start[i] + (out.at[i] ? out.at[i] * p.step[i] : 0);
		y[e] = x[fc_walk_index(&in)];
	}
	fc_op_set_known(cx, 0, y, out.n);
}

/*
 * ONNX Split-18: all parts are ceil(whole / parts), but for the last, which
 * takes what is left. The node may list fewer results than num_outputs says.
 */
static void
split_evenly(struct fc_op_ctx *cx, struct fc_dim whole, int listed, struct fc_dim *size)
{
	struct fc_dims *t = cx->dims;
	int64_t parts = fc_op_int(cx, "num_outputs"), v;
	struct fc_dim n = fc_dim_int(t, parts > listed ? parts : listed), left = whole;
	struct fc_dim each = fc_dim_exact(t, whole, n);
	bool exact = !fc_dim_is_nan(each);
	int i;

	if (!exact)
		each = fc_dim_ceildiv(t, whole, n);
	for (i = 0; i < listed; i++) {
		size[i] = each;
		if (!exact && fc_dim_const(whole, &v))
			size[i] = fc_dim_min(t, each, left);
		else if (!exact && i == listed - 1 && fc_dim_is(n, listed))
			size[i] = left;
		left = fc_dim_sub(t, left, size[i]);
	}
}

/*
 * As listed; what is not known is a fresh unknown, but for the last of them:
 * the parts add up to the whole.
 */
static bool
split_as_listed(struct fc_op_ctx *cx, struct fc_dim whole, int parts, struct fc_dim *size)
{
	struct fc_dim left = whole;
	int n = fc_target_length(cx, 1), i, hole = -1;

	if (n >= 0 && n != parts)
		return fc_op_fail(cx, FC_E_SHAPE, "%d sizes for %d results", n, parts);
	for (i = 0; i < parts; i++) {
		size[i] = fc_target_at(cx, 1, i);
		if (fc_dim_is_nan(size[i]))
			hole = i;
	}
	for (i = 0; i < parts; i++) {
		if (i == hole)
			continue;
		if (fc_dim_is_nan(size[i]))
			size[i] = fc_op_unknown(cx, "", whole);
		left = fc_dim_sub(cx->dims, left, size[i]);
	}
	if (hole < 0)
		return fc_op_need_equal(cx, left, fc_dim_int(cx->dims, 0), "what the sizes leave over");
	size[hole] = left;
	return true;
}

static bool
split_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK], *size;
	int parts = cx->node->n_out, axis, i;

	if (x.rank < 0) {
		for (i = 0; i < parts; i++)
			fc_op_out_unknown(cx, (unsigned)i, fc_op_dtype(cx, 0));
		return true;
	}
	if (!fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	size = FC_NEW_N(cx->arena, struct fc_dim, (size_t)parts);
	if (!fc_op_has(cx, 1))
		split_evenly(cx, x.dim[axis], parts, size);
	else if (!split_as_listed(cx, x.dim[axis], parts, size))
		return false;
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	for (i = 0; i < parts; i++) {
		dim[axis] = size[i];
		fc_op_out_dims(cx, (unsigned)i, fc_op_dtype(cx, 0), dim, x.rank);
	}
	return true;
}

static void
split_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, out;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in);
	struct fc_scalar *y;
	int64_t from = 0;
	unsigned o, e;
	int axis, i;

	if (!x || !fc_axis_attr(cx, "axis", in.rank, &axis))
		return;
	for (o = 0; o < cx->node->n_out && fc_walk_result(cx, o, &out); o++, from += out.size[axis]) {
		if (out.rank != in.rank || from + out.size[axis] > in.size[axis])
			return;
		y = fc_op_scalars(cx, out.n);
		for (e = 0; e < out.n; e++) {
			fc_walk_to(&out, e);
			for (i = 0; i < in.rank; i++)
				in.at[i] = out.at[i] + (i == axis ? from : 0);
			y[e] = x[fc_walk_index(&in)];
		}
		fc_op_set_known(cx, o, y, out.n);
	}
}

/* One more operand of a Concat: the other dims are one size, those of axis add up. */
static bool
concat_join(struct fc_op_ctx *cx, struct fc_shape s, int axis, bool first, struct fc_dim *dim)
{
	int i;

	for (i = 0; i < s.rank; i++) {
		if (first) {
			dim[i] = s.dim[i];
		} else if (i == axis) {
			dim[i] = fc_dim_add(cx->dims, dim[i], s.dim[i]);
		} else {
			if (!fc_op_need_equal(cx, dim[i], s.dim[i], "dimensions beside the axis"))
				return false;
			dim[i] = fc_target_same(dim[i], s.dim[i]);
		}
	}
	return true;
}

static bool
concat_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	enum fc_dtype dtype = FC_DTYPE_UNKNOWN;
	struct fc_shape s;
	int rank = -1, axis = 0;
	bool open = false;
	unsigned i;

	for (i = 0; i < cx->node->n_in; i++) {
		s = fc_op_shape(cx, i);
		if (dtype == FC_DTYPE_UNKNOWN)
			dtype = fc_op_dtype(cx, i);
		if (s.rank < 0) {
			open = true;
			continue;
		}
		if (rank < 0 && !fc_axis_attr(cx, "axis", s.rank, &axis))
			return false;
		if (rank >= 0 && s.rank != rank)
			return fc_op_fail(cx, FC_E_RANK, "operand %u has rank %d, expected %d", i, s.rank,
			                  rank);
		if (!concat_join(cx, s, axis, rank < 0, dim))
			return false;
		rank = s.rank;
	}
	if (rank < 0)
		return fc_op_out_unknown(cx, 0, dtype);
	if (open)
		dim[axis] = fc_op_unknown(cx, "", FC_DIM_NAN);
	return fc_op_out_dims(cx, 0, dtype, dim, rank);
}

/* Operands whose values are not followed leave unknown elements: the others still count. */
static void
concat_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, out;
	const struct fc_scalar *x;
	struct fc_scalar *y;
	int64_t from = 0;
	bool any = false;
	unsigned i, e;
	int axis, d;

	if (!fc_walk_result(cx, 0, &out) || !fc_axis_attr(cx, "axis", out.rank, &axis))
		return;
	y = fc_op_scalars(cx, out.n);
	for (i = 0; i < cx->node->n_in; i++) {
		if (!fc_walk_init(cx, &in, fc_op_shape(cx, i)))
			return;
		x = fc_walk_operand(cx, i, &in);
		any |= x && in.n;
		for (e = 0; x && e < in.n; e++) {
			fc_walk_to(&in, e);
			for (d = 0; d < in.rank; d++)
				out.at[d] = in.at[d] + (d == axis ? from : 0);
			y[fc_walk_index(&out)] = x[e];
		}
		from += in.size[axis];
	}
	if (any)
		fc_op_set_known(cx, 0, y, out.n);
}

const struct fc_op fc_ops_slice[] = {
	{ .name = "Concat", .in = "inputs*", .out = "concat_result", .attr = "axis=0", .infer = concat_infer,
	  .fold = concat_fold, .cost = "", .source = "ONNX Concat-13" },
	{ .name = "Slice", .in = "data starts# ends# axes#? steps#?", .out = "output", .attr = "",
	  .infer = slice_infer, .fold = slice_fold, .cost = "", .source = "ONNX Slice-13" },
	{ .name = "Split", .in = "input split#?", .out = "outputs*", .attr = "axis=0 num_outputs",
	  .infer = split_infer, .fold = split_fold, .cost = "", .source = "ONNX Split-18" },
	{ 0 },
};
