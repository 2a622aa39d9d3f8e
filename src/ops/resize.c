/* resize.c -- scaling and sampling of grids */
#include "base/num.h"
#include "ops/axis.h"
#include "ops/size.h"

/* Operands of Resize. */
enum { ROI = 1, SCALES = 2, SIZES = 3 };

/* Which axes scales and sizes speak of, in their order. */
struct resize {
	int axis[FC_LIMIT_RANK], n;
	const struct fc_scalar *scale, *size, *roi;
};

/* Followed values of operand i when there are want of them; an empty tensor stands for none. */
static const struct fc_scalar *
resize_list(struct fc_op_ctx *cx, unsigned i, int want, bool *there)
{
	const struct fc_scalar *at;
	unsigned n = 0;

	*there = fc_op_has(cx, i) && !fc_dim_is(fc_size_at(cx, i, 0), 0);
	at = *there ? fc_op_known(cx, i, &n) : NULL;
	return at && n == (unsigned)want ? at : NULL;
}

static bool
resize_axes(struct fc_op_ctx *cx, int rank, struct resize *r)
{
	const struct fc_dim *axes;
	int64_t v;
	unsigned n, i;

	axes = fc_op_ints(cx, "axes", &n);
	if (n > (unsigned)rank)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "%u axes for an operand of rank %d", n, rank);
	r->n = n ? (int)n : rank;
	for (i = 0; i < (unsigned)r->n; i++)
		if (!n)
			r->axis[i] = (int)i;
		else if (!fc_dim_const(axes[i], &v) || !fc_axis_fix(cx, v, rank, &r->axis[i]))
			return false;
	return true;
}

/* The simplest p / q that is scale in single precision: what the file's author wrote. */
static bool
simple_ratio(double scale, int64_t *p, int64_t *q)
{
	double top;

	for (*q = 1; *q <= 100; ++*q) {
		top = scale * (double)*q + 0.5;
		if (!(top >= 0 && top < 1e15))
			return false;
		*p = (int64_t)top;
		if ((float)((double)*p / (double)*q) == (float)scale)
			return true;
	}
	return false;
}

/*
 * floor(size * scale). Implementations multiply in the scales' own single
 * precision: 10 * 0.7f is 7 there and 6 in double.
 */
static struct fc_dim
resize_scaled(struct fc_op_ctx *cx, struct fc_dim in, struct fc_scalar scale)
{
	struct fc_scalar y;
	double real;
	float single;
	int64_t v, top, under;

	if (fc_dim_const(in, &v) && fc_scalar_as_real(scale, &real) && (double)(float)real == real) {
		single = (float)v * (float)real;
		return single >= 0 && single < 9e18f ? fc_dim_int(cx->dims, (int64_t)single) : FC_DIM_NAN;
	}
	if (fc_scalar_as_real(scale, &real) && simple_ratio(real, &top, &under))
		return fc_dim_floordiv(cx->dims, fc_dim_muli(cx->dims, in, top), fc_dim_int(cx->dims, under));
	y = fc_scalar_apply(cx->dims, FC_SCALAR_MUL, fc_scalar_dim(in), scale);
	return fc_scalar_as_dim(cx->dims, fc_scalar_apply(cx->dims, FC_SCALAR_FLOOR, y, y));
}

/* Under tf_crop_and_resize with scales, the cropped part is what is scaled. */
static struct fc_dim
resize_cropped(struct fc_op_ctx *cx, const struct resize *r, int i, struct fc_dim in)
{
	struct fc_scalar part, y;

	if (!fc_op_text_is(cx, "coordinate_transformation_mode", "tf_crop_and_resize"))
		return resize_scaled(cx, in, r->scale[i]);
	if (!r->roi)
		return FC_DIM_NAN;
	part = fc_scalar_apply(cx->dims, FC_SCALAR_SUB, r->roi[r->n + i], r->roi[i]);
	y = fc_scalar_apply(cx->dims, FC_SCALAR_MUL, fc_scalar_dim(in), part);
	y = fc_scalar_apply(cx->dims, FC_SCALAR_MUL, y, r->scale[i]);
	return fc_scalar_as_dim(cx->dims, fc_scalar_apply(cx->dims, FC_SCALAR_FLOOR, y, y));
}

/* The axis whose ratio size / in decides: the smallest (not_larger) or the largest. -1: not known. */
static int
resize_leader(struct fc_op_ctx *cx, struct fc_shape x, const struct resize *r, bool larger)
{
	int64_t in, size, best_in = 1, best_size = 1, a, b;
	int i, best = -1;

	for (i = 0; i < r->n; i++) {
		if (!fc_dim_const(x.dim[r->axis[i]], &in) || in < 1 ||
		    !fc_scalar_as_int(cx->dims, r->size[i], &size))
			return -1;
		if (!fc_num_mul(size, best_in, &a) || !fc_num_mul(best_size, in, &b))
			return -1;
		if (best < 0 || (larger ? a > b : a < b)) {
			best = i;
			best_in = in;
			best_size = size;
		}
	}
	return best;
}

/* sizes under keep_aspect_ratio_policy: round_int(scale * in), halves up (ONNX Resize-19). */
static struct fc_dim
resize_sized(struct fc_op_ctx *cx, struct fc_shape x, const struct resize *r, int i)
{
	struct fc_dims *t = cx->dims;
	struct fc_dim size = fc_scalar_as_dim(t, r->size[i]), in = x.dim[r->axis[i]], top, under;
	int lead;

	if (!fc_op_text_is(cx, "keep_aspect_ratio_policy", "not_larger") &&
	    !fc_op_text_is(cx, "keep_aspect_ratio_policy", "not_smaller"))
		return size;
	lead = resize_leader(cx, x, r, fc_op_text_is(cx, "keep_aspect_ratio_policy", "not_smaller"));
	if (lead < 0)
		return FC_DIM_NAN;
	under = x.dim[r->axis[lead]];
	top = fc_dim_mul(t, fc_scalar_as_dim(t, r->size[lead]), in);
	return fc_dim_floordiv(t, fc_dim_add(t, fc_dim_muli(t, top, 2), under), fc_dim_muli(t, under, 2));
}

/* Nothing is known of the operand's rank: one scale or size per axis tells it. */
static bool
resize_rankless(struct fc_op_ctx *cx)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	const struct fc_scalar *size;
	unsigned n, i;
	int64_t rank = -1;

	size = fc_op_known(cx, SIZES, &n);
	if (size && n)
		rank = (int64_t)n;
	else if (!fc_dim_const(fc_size_at(cx, SCALES, 0), &rank) || !rank)
		fc_dim_const(fc_size_at(cx, SIZES, 0), &rank);
	if (fc_op_has_attr(cx, "axes") || rank < 1 || rank > FC_LIMIT_RANK)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	for (i = 0; i < (unsigned)rank; i++) {
		dim[i] = size && n ? fc_scalar_as_dim(cx->dims, size[i]) : FC_DIM_NAN;
		dim[i] = fc_size_or(cx, dim[i], "size");
	}
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, (int)rank);
}

static bool
resize_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK], y;
	bool scales, sizes, roi;
	struct resize r;
	int i;

	if (!fc_shape_known_rank(x))
		return resize_rankless(cx);
	if (!resize_axes(cx, x.rank, &r))
		return false;
	r.scale = resize_list(cx, SCALES, r.n, &scales);
	r.size = resize_list(cx, SIZES, r.n, &sizes);
	r.roi = resize_list(cx, ROI, 2 * r.n, &roi);
	if (!scales && !sizes)
		return fc_op_fail(cx, FC_E_SIGNATURE, "neither scales nor sizes are given");
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	for (i = 0; i < r.n; i++) {
		y = FC_DIM_NAN;
		if (r.size)
			y = resize_sized(cx, x, &r, i);
		else if (r.scale && !sizes)
			y = resize_cropped(cx, &r, i, x.dim[r.axis[i]]);
		dim[r.axis[i]] = fc_size_or(cx, y, "size");
	}
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, x.rank);
}

/* Operations per result: 2^axes products and their sum for a linear filter, 4^axes for a cubic one. */
static void
taps_var(struct fc_op_ctx *cx, int axes)
{
	bool linear = fc_op_text_is(cx, "mode", "linear"), cubic = fc_op_text_is(cx, "mode", "cubic");
	struct fc_dim n = fc_dim_int(cx->dims, 0);

	if (axes > 0 && (linear || cubic)) {
		n = fc_dim_pow(cx->dims, fc_dim_int(cx->dims, linear ? 2 : 4), (unsigned)axes);
		n = fc_dim_addi(cx->dims, fc_dim_muli(cx->dims, n, 2), -1);
	}
	fc_op_var(cx, "taps", n);
}

/* Axes whose size may change. */
static void
resize_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), y = fc_size_out(cx, 0);
	int i, n = 0;

	for (i = 0; x.rank == y.rank && i < x.rank; i++)
		n += !fc_dim_eq(x.dim[i], y.dim[i]);
	taps_var(cx, n);
}

/* X [N, C, d...], grid [N, D..., r] -> [N, C, D...]. */
static bool
grid_sample_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), grid = fc_op_shape(cx, 1);
	struct fc_dim dim[FC_LIMIT_RANK], n;
	int i, rank = x.rank < 0 ? grid.rank : x.rank;

	if (!fc_op_need_rank(cx, 0, 3, FC_LIMIT_RANK) || !fc_op_need_rank(cx, 1, 3, FC_LIMIT_RANK))
		return false;
	if (rank < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (x.rank >= 0 && grid.rank >= 0) {
		n = fc_dim_int(cx->dims, rank - 2);
		if (!fc_op_need_rank(cx, 1, rank, rank) ||
		    !fc_op_need_equal(cx, x.dim[0], grid.dim[0], "batch") ||
		    !fc_op_need_equal(cx, grid.dim[rank - 1], n, "coordinates of the grid"))
			return false;
	}
	dim[0] = x.rank >= 0 ? x.dim[0] : grid.dim[0];
	dim[1] = fc_size_or(cx, fc_size_at(cx, 0, 1), "channels");
	for (i = 2; i < rank; i++)
		dim[i] = fc_size_or(cx, fc_size_at(cx, 1, i - 1), "size");
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, rank);
}

static void
grid_sample_vars(struct fc_op_ctx *cx)
{
	taps_var(cx, fc_size_out(cx, 0).rank - 2);
}

/* theta [N, r, r + 1], size [N, C, d1 ... dr] -> [N, d1 ... dr, r]. */
static bool
affine_grid_infer(struct fc_op_ctx *cx)
{
	unsigned n = 0;
	const struct fc_scalar *size = fc_op_known(cx, 1, &n);
	struct fc_dim dim[FC_LIMIT_RANK];
	int64_t rank = -1;
	int i;

	if (!fc_op_need_rank(cx, 0, 3, 3))
		return false;
	if (size)
		rank = (int64_t)n;
	else if (fc_dim_const(fc_size_at(cx, 0, 1), &rank))
		rank += 2;
	else if (!fc_dim_const(fc_size_at(cx, 1, 0), &rank))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (rank < 3 || rank > FC_LIMIT_RANK)
		return fc_op_fail(cx, FC_E_SHAPE, "%d sizes of a grid", (int)rank);
	if (!fc_op_need_equal(cx, fc_size_at(cx, 0, 1), fc_dim_int(cx->dims, rank - 2), "axes of the grid"))
		return false;
	dim[0] = fc_size_first(fc_size_at(cx, 0, 0), size ? fc_scalar_as_dim(cx->dims, size[0]) : FC_DIM_NAN);
	dim[0] = fc_size_or(cx, dim[0], "batch");
	for (i = 1; i < (int)rank - 1; i++)
		dim[i] = fc_size_or(cx, size ? fc_scalar_as_dim(cx->dims, size[i + 1]) : FC_DIM_NAN, "size");
	dim[i] = fc_dim_int(cx->dims, rank - 2);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, (int)rank);
}

const struct fc_op fc_ops_resize[] = {
	{ .name = "AffineGrid", .in = "theta size#", .out = "grid", .attr = "align_corners=0 fused=0",
	  .infer = affine_grid_infer,
	  .cost = "macs = |grid| * theta[2] if not fused; simple = 2 * |grid| * theta[2] if fused",
	  .source = "ONNX AffineGrid-20: theta times each homogeneous position" },
	{ .name = "GridSample", .in = "X grid", .out = "Y",
	  .attr = "mode=linear padding_mode=zeros align_corners=0", .infer = grid_sample_infer,
	  .cost = "simple = |Y| * taps; simple = 2 * |grid| if mode == \"nearest\"; simple = 10 * "
	          "|grid| if not mode == \"nearest\"", .vars = grid_sample_vars,
	  .source = "ONNX GridSample-22: scale and shift of each coordinate; 8 more for its "
	            "weights; the taps" },
	{ .name = "Resize", .in = "X roi#? scales#? sizes#?", .out = "Y",
	  .attr = "mode=nearest axes keep_aspect_ratio_policy=stretch antialias=0 "
	          "nearest_mode=round_prefer_floor coordinate_transformation_mode=half_pixel "
	          "cubic_coeff_a exclude_outside=0 extrapolation_value", .infer = resize_infer,
	  .cost = "simple = |Y| * taps", .vars = resize_vars, .kind = FC_CLASS_UPSAMPLE,
	  .source = "ONNX Resize-19: per result over r resized axes, nearest 0, linear 2^(r+1) - "
	            "1, cubic 2*4^r - 1" },
	{ .name = NULL },
};
