/* pad.c -- tensors made larger or smaller at their borders: Pad, Tile, crops, Trilu */
#include "ops/axis.h"
#include "ops/families.h"
#include "ops/same.h"
#include "ops/target.h"
#include "ops/walk.h"

/* What a Pad adds in front of and behind each axis; NaN where it is not known. */
struct pad_plan {
	struct fc_dim before[FC_LIMIT_RANK], after[FC_LIMIT_RANK];
};

static void
pad_fill(struct pad_plan *p, int rank, struct fc_dim v)
{
	int i;

	for (i = 0; i < rank; i++)
		p->before[i] = p->after[i] = v;
}

/* pads lists all fronts, then all backs, of the axes named, or of all. */
static bool
pad_plan(struct fc_op_ctx *cx, int rank, struct pad_plan *p)
{
	unsigned n;
	const struct fc_scalar *at = fc_op_known(cx, 1, &n);
	int k, axis, n_axes = fc_op_has(cx, 3) ? fc_target_length(cx, 3) : rank;
	int64_t v;

	pad_fill(p, rank, FC_DIM_NAN);
	if (!at || n_axes < 0)
		return true;
	if (n != 2 * (unsigned)n_axes)
		return fc_op_fail(cx, FC_E_SHAPE, "%u pads for %d axes", n, n_axes);
	if (fc_op_has(cx, 3))
		for (k = 0; k < n_axes; k++)
			if (!fc_dim_const(fc_target_at(cx, 3, k), &v))
				return true;
	pad_fill(p, rank, fc_dim_int(cx->dims, 0));
	for (k = 0; k < n_axes; k++) {
		v = k;
		if (fc_op_has(cx, 3))
			fc_dim_const(fc_target_at(cx, 3, k), &v);
		if (!fc_axis_fix(cx, v, rank, &axis))
			return false;
		p->before[axis] = fc_scalar_as_dim(cx->dims, at[k]);
		p->after[axis] = fc_scalar_as_dim(cx->dims, at[n_axes + k]);
	}
	return true;
}

static bool
pad_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	struct pad_plan p;
	int64_t v;
	int i;

	if (x.rank < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!pad_plan(cx, x.rank, &p))
		return false;
	for (i = 0; i < x.rank; i++) {
		dim[i] = fc_dim_add(cx->dims, x.dim[i], fc_dim_add(cx->dims, p.before[i], p.after[i]));
		if (fc_dim_const(dim[i], &v) && v < 0)
			return fc_op_fail(cx, FC_E_SHAPE, "pads take more than axis %d has", i);
	}
	return fc_target_out(cx, dim, x.rank, FC_DIM_NAN);
}

/* Coordinate c, which may lie outside of [0, n), as the mode maps it into the operand; -1: the constant. */
static int64_t
pad_source(const struct fc_op_ctx *cx, int64_t c, int64_t n)
{
	int64_t period = 2 * (n - 1);

	if (c >= 0 && c < n)
		return c;
	if (n == 0 || fc_op_text_is(cx, "mode", "constant"))
		return -1;
	if (fc_op_text_is(cx, "mode", "edge"))
		return c < 0 ? 0 : n - 1;
	if (fc_op_text_is(cx, "mode", "wrap"))
		return (c % n + n) % n;
	if (n == 1)
		return 0;
	c = (c % period + period) % period;
	return c < n ? c : period - c;
}

static void
pad_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, out;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in), *value;
	struct fc_scalar *y, fill = fc_scalar_int(cx->dims, 0);
	struct pad_plan p;
	int64_t before[FC_LIMIT_RANK];
	unsigned e, n;
	int i;
	bool inside;

	if (!x || !fc_walk_result(cx, 0, &out) || !pad_plan(cx, in.rank, &p))
		return;
	for (i = 0; i < in.rank; i++)
		if (!fc_dim_const(p.before[i], &before[i]) || before[i] > out.size[i] ||
		    before[i] < -in.size[i])
			return;
	value = fc_op_known(cx, 2, &n);
	if (fc_op_has(cx, 2))
		fill = value && n == 1 ? value[0] : FC_SCALAR_UNKNOWN;
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < out.n; e++) {
		fc_walk_to(&out, e);
		for (i = 0, inside = true; i < in.rank; i++) {
			in.at[i] = pad_source(cx, out.at[i] - before[i], in.size[i]);
			inside &= in.at[i] >= 0;
		}
		y[e] = inside ? x[fc_walk_index(&in)] : fill;
	}
	fc_op_set_known(cx, 0, y, out.n);
}

static bool
tile_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int n = fc_target_length(cx, 1), i;

	if (x.rank < 0)
		return fc_target_out_rank(cx, n, FC_DIM_NAN);
	if (n >= 0 && n != x.rank)
		return fc_op_fail(cx, FC_E_SHAPE, "%d repeats for an operand of rank %d", n, x.rank);
	for (i = 0; i < x.rank; i++)
		dim[i] = fc_dim_mul(cx->dims, x.dim[i], fc_target_at(cx, 1, i));
	return fc_target_out(cx, dim, x.rank, FC_DIM_NAN);
}

static void
tile_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, out;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in);
	struct fc_scalar *y;
	unsigned e;
	int i;

	if (!x || !fc_walk_result(cx, 0, &out))
		return;
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < out.n; e++) {
		fc_walk_to(&out, e);
		for (i = 0; i < in.rank; i++)
			in.at[i] = out.at[i] % in.size[i];
		y[e] = x[fc_walk_index(&in)];
	}
	fc_op_set_known(cx, 0, y, out.n);
}

static bool
trilu_infer(struct fc_op_ctx *cx)
{
	return fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK) && fc_same_infer(cx);
}

static void
trilu_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in);
	bool upper = fc_op_int(cx, "upper") != 0;
	struct fc_scalar *y;
	int64_t k = 0, over;
	unsigned e;

	if (!x || in.rank < 2 || (fc_op_has(cx, 1) && !fc_op_value_int(cx, 1, &k)))
		return;
	y = fc_op_scalars(cx, in.n);
	for (e = 0; e < in.n; e++) {
		fc_walk_to(&in, e);
		over = in.at[in.rank - 1] - in.at[in.rank - 2];
		y[e] = (upper ? over >= k : over <= k) ? x[e] : fc_scalar_int(cx->dims, 0);
	}
	fc_op_set_known(cx, 0, y, in.n);
}

static bool
center_crop_pad_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	unsigned n_axes, k;
	const struct fc_dim *axes = fc_op_ints(cx, "axes", &n_axes);
	int n = fc_target_length(cx, 1), axis, i;
	int64_t v;

	if (x.rank < 0)
		return fc_target_out_rank(cx, axes ? -1 : n, FC_DIM_NAN);
	if (!axes)
		n_axes = (unsigned)x.rank;
	if (n >= 0 && (unsigned)n != n_axes)
		return fc_op_fail(cx, FC_E_SHAPE, "%d sizes for %u axes", n, n_axes);
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	for (k = 0; k < n_axes; k++) {
		v = k;
		if (axes && !fc_dim_const(axes[k], &v))
			return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
		if (!fc_axis_fix(cx, v, x.rank, &axis))
			return false;
		dim[axis] = fc_target_at(cx, 1, (int)k);
	}
	return fc_target_out(cx, dim, x.rank, FC_DIM_NAN);
}

/* Crop, an experimental operator of ONNX 1.0: border is left, top, right, bottom; scale height, width. */
static bool
crop_infer(struct fc_op_ctx *cx)
{
	struct fc_dims *t = cx->dims;
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[4];
	unsigned n_border, n_scale;
	const struct fc_dim *border = fc_op_ints(cx, "border", &n_border);
	const struct fc_dim *scale = fc_op_ints(cx, "scale", &n_scale);

	if (!fc_op_need_rank(cx, 0, 4, 4))
		return false;
	if (x.rank < 0)
		return fc_target_out_rank(cx, 4, FC_DIM_NAN);
	if (n_border != 4 || (scale && n_scale != 2))
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "border takes 4 numbers, scale 2");
	dim[0] = x.dim[0];
	dim[1] = x.dim[1];
	dim[2] = scale ? scale[0] : fc_dim_sub(t, x.dim[2], fc_dim_add(t, border[1], border[3]));
	dim[3] = scale ? scale[1] : fc_dim_sub(t, x.dim[3], fc_dim_add(t, border[0], border[2]));
	return fc_target_out(cx, dim, 4, FC_DIM_NAN);
}

const struct fc_op fc_ops_pad[] = {
	{ .name = "CenterCropPad", .in = "input_data shape#", .out = "output_data", .attr = "axes",
	  .infer = center_crop_pad_infer, .cost = "", .source = "ONNX CenterCropPad-18" },
	{ .name = "Crop", .in = "input", .out = "output", .attr = "border scale", .infer = crop_infer,
	  .cost = "", .source = "ONNX Crop-1" },
	{ .name = "Pad", .in = "data pads# constant_value? axes#?", .out = "output", .attr = "mode=constant",
	  .infer = pad_infer, .fold = pad_fold, .cost = "", .source = "ONNX Pad-25" },
	{ .name = "Tile", .in = "input repeats#", .out = "output", .attr = "", .infer = tile_infer,
	  .fold = tile_fold, .cost = "", .flags = FC_OP_FOLD_BIG, .source = "ONNX Tile-13" },
	{ .name = "Trilu", .in = "input k#?", .out = "output", .attr = "upper=1", .infer = trilu_infer,
	  .fold = trilu_fold, .cost = "", .source = "ONNX Trilu-14" },
	{ 0 },
};
