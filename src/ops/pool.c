/* pool.c -- pooling: windows, whole planes, given sizes, regions */
#include "ops/families.h"
#include "ops/window.h"

/* Results 0 and 1 get these dims; the second one holds indices. */
static bool
give(struct fc_op_ctx *cx, const struct fc_dim *dim, int rank)
{
	fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, rank);
	return fc_op_out_dims(cx, 1, FC_DTYPE_INT64, dim, rank);
}

static bool
give_unknown(struct fc_op_ctx *cx)
{
	fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	return fc_op_out_unknown(cx, 1, FC_DTYPE_INT64);
}

static void
copy_dims(struct fc_shape s, struct fc_dim *out)
{
	for (int i = 0; i < s.rank; i++)
		out[i] = s.dim[i];
}

/* --- windows ---------------------------------------------------------------------- */

/* Spatial axes of x: all but batch and channels, or in PyTorch's unbatched form but channels. */
static int
spatial_axes(struct fc_op_ctx *cx, struct fc_shape x)
{
	unsigned given;

	(void)fc_op_ints(cx, "kernel_shape", &given);
	return given > 1 && (int)given == x.rank - 1 ? x.rank - 1 : x.rank - 2;
}

static bool
pool_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim y[FC_LIMIT_RANK];
	struct fc_window win;
	int n;

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return give_unknown(cx);
	n = spatial_axes(cx, x);
	copy_dims(x, y);
	if (!fc_window_read(cx, n, NULL, &win))
		return false;
	win.truncate = !(cx->node->flags & FC_NODE_FITS); /* as ONNX Runtime and ONNX divide */
	return fc_window_sizes(cx, &win, x.dim + x.rank - n, y + x.rank - n) && give(cx, y, x.rank);
}

/* k: elements of one window. */
static void
pool_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim k = FC_DIM_NAN;
	struct fc_window win;

	if (x.rank >= 2 && fc_window_read(cx, spatial_axes(cx, x), NULL, &win))
		k = fc_window_taps(cx, &win);
	fc_op_var(cx, "k", k);
}

static bool
unpool_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim y[FC_LIMIT_RANK];
	const struct fc_scalar *given;
	struct fc_window win;
	unsigned n;

	if (!fc_op_need_rank(cx, 0, 3, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_window_read(cx, x.rank - 2, NULL, &win))
		return false;
	given = fc_op_known(cx, 2, &n);
	copy_dims(x, y);
	for (int i = 2; i < x.rank; i++) {
		if (!fc_op_has(cx, 2))
			y[i] = fc_window_out_transposed(cx, &win, i - 2, x.dim[i], fc_dim_int(cx->dims, 0));
		else
			y[i] = n == (unsigned)x.rank ? fc_scalar_as_dim(cx->dims, given[i]) : FC_DIM_NAN;
	}
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, x.rank);
}

/* --- whole planes ------------------------------------------------------------------- */

static bool
global_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim y[FC_LIMIT_RANK];

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	for (int i = 0; i < x.rank; i++)
		y[i] = i < 2 ? x.dim[i] : fc_dim_int(cx->dims, 1);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, x.rank);
}

/* --- given sizes ---------------------------------------------------------------------- */

/* A given size of -1 keeps the input's. */
static struct fc_dim
adaptive_size(struct fc_dim given, struct fc_dim in)
{
	return fc_dim_is(given, -1) ? in : given;
}

static bool
adaptive_infer(struct fc_op_ctx *cx)
{
	unsigned n;
	const struct fc_dim *list = fc_op_ints(cx, "output_size", &n);
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim y[FC_LIMIT_RANK];

	if (!fc_op_need_rank(cx, 0, (int)n + 1, (int)n + 2))
		return false;
	if (!fc_shape_known_rank(x))
		return give_unknown(cx);
	copy_dims(x, y);
	for (int i = 0; i < (int)n; i++) {
		int at = x.rank - (int)n + i;

		y[at] = adaptive_size(list[i], x.dim[at]);
	}
	return give(cx, y, x.rank);
}

static int64_t
common_divisor(int64_t a, int64_t b)
{
	while (b) {
		int64_t r = a % b;

		a = b;
		b = r;
	}
	return a;
}

/*
 * Window i of an axis spans floor(i*in/out) to ceil((i + 1)*in/out): together
 * in + out - gcd(in, out) elements. A formula counts as if out divided it.
 */
static struct fc_dim
adaptive_axis(struct fc_dims *t, struct fc_dim in, struct fc_dim out)
{
	int64_t a, b;

	if (!fc_dim_const(in, &a) || !fc_dim_const(out, &b))
		return fc_dim_mul(t, fc_dim_ceildiv(t, in, out), out);
	return fc_dim_addi(t, fc_dim_add(t, in, out), -common_divisor(a, b));
}

/* taps: elements of all windows together. */
static void
adaptive_vars(struct fc_op_ctx *cx)
{
	unsigned n;
	const struct fc_dim *list = fc_op_ints(cx, "output_size", &n);
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim taps = FC_DIM_NAN;

	if (x.rank >= (int)n)
		taps = fc_shape_count(cx->dims, x, 0, x.rank - (int)n);
	for (int i = 0; x.rank >= (int)n && i < (int)n; i++) {
		struct fc_dim in = x.dim[x.rank - (int)n + i], out = adaptive_size(list[i], in);

		taps = fc_dim_mul(cx->dims, taps, adaptive_axis(cx->dims, in, out));
	}
	fc_op_var(cx, "taps", taps);
}

/* Windows of one size, at places that chance decides. */
static void
fractional_vars(struct fc_op_ctx *cx)
{
	unsigned n;
	const struct fc_dim *list = fc_op_ints(cx, "kernel_shape", &n);
	struct fc_dim k = fc_dim_int(cx->dims, 1);

	for (unsigned i = 0; i < n; i++)
		k = fc_dim_mul(cx->dims, k, list[i]);
	fc_op_var(cx, "k", k);
}

/* --- regions ----------------------------------------------------------------------------- */

static bool
roi_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), rois = fc_op_shape(cx, 1);
	unsigned n;
	const struct fc_dim *pooled = fc_op_ints(cx, "pooled_shape", &n);
	struct fc_dim y[4];

	if (!fc_op_need_rank(cx, 0, 4, 4) || !fc_op_need_rank(cx, 1, 2, 2))
		return false;
	if (n != 0 && n != 2)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "pooled_shape has %u numbers, expected 2", n);
	y[0] = rois.rank == 2 ? rois.dim[0] : FC_DIM_NAN;
	y[1] = x.rank == 4 ? x.dim[1] : FC_DIM_NAN;
	y[2] = n ? pooled[0] : fc_op_dim(cx, "output_height");
	y[3] = n ? pooled[1] : fc_op_dim(cx, "output_width");
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, 4);
}

/* samples: per bin. Where the region decides it, a region as large as the image. */
static void
roi_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), y = FC_SHAPE_UNKNOWN;
	struct fc_dim samples = FC_DIM_NAN, ratio = fc_op_dim(cx, "sampling_ratio");
	struct fc_dims *t = cx->dims;
	int64_t v;

	if (fc_op_wants(cx, 0))
		y = cx->node->out[0]->type.shape;
	if (fc_dim_const(ratio, &v) && v > 0)
		samples = fc_dim_mul(t, ratio, ratio);
	else if (x.rank == 4 && y.rank == 4)
		samples = fc_dim_mul(t, fc_dim_ceildiv(t, x.dim[2], y.dim[2]),
		                     fc_dim_ceildiv(t, x.dim[3], y.dim[3]));
	fc_op_var(cx, "samples", samples);
}

#define WINDOW_ATTR "auto_pad=NOTSET ceil_mode=0 dilations kernel_shape pads strides"

const struct fc_op fc_ops_pool[] = {
	{
		.name = "AdaptiveAveragePool", .in = "X", .out = "Y", .attr = "output_size",
		.infer = adaptive_infer, .vars = adaptive_vars,
		.cost = "simple = taps - |Y|; special = |Y|",
		.kind = FC_CLASS_POOL_ADAPTIVE, .source = "PyTorch nn.AdaptiveAvgPool: adds, one div",
	},
	{
		.name = "AdaptiveMaxPool", .in = "X", .out = "Y Indices", .attr = "output_size",
		.infer = adaptive_infer, .vars = adaptive_vars, .cost = "simple = taps - |Y|",
		.kind = FC_CLASS_POOL_ADAPTIVE_MAX, .source = "PyTorch nn.AdaptiveMaxPool: compares",
	},
	{
		.name = "AveragePool", .in = "X", .out = "Y", .attr = WINDOW_ATTR " count_include_pad=0",
		.infer = pool_infer, .vars = pool_vars, .cost = "simple = |Y| * (k - 1); special = |Y|",
		.kind = FC_CLASS_POOL_AVERAGE, .source = "ONNX AveragePool-22: adds, one div",
	},
	{
		.name = "FractionalMaxPool", .in = "X samples?", .out = "Y Indices",
		.attr = "kernel_shape output_size", .infer = adaptive_infer, .vars = fractional_vars,
		.cost = "simple = |Y| * (k - 1)", .kind = FC_CLASS_POOL_MAX,
		.source = "PyTorch nn.FractionalMaxPool: compares",
	},
	{
		.name = "GlobalAveragePool", .in = "X", .out = "Y", .infer = global_infer,
		.cost = "simple = |X| - |Y|; special = |Y|",
		.kind = FC_CLASS_POOL_ADAPTIVE, .source = "ONNX GlobalAveragePool-1: adds, one div",
	},
	{
		.name = "GlobalLpPool", .in = "X", .out = "Y", .attr = "p=2", .infer = global_infer,
		.cost = "simple = 2 * |X|; special = |Y|",
		.kind = FC_CLASS_OTHER, .source = "ONNX GlobalLpPool-2: power, add, one root",
	},
	{
		.name = "GlobalMaxPool", .in = "X", .out = "Y", .infer = global_infer,
		.cost = "simple = |X| - |Y|",
		.kind = FC_CLASS_POOL_ADAPTIVE_MAX, .source = "ONNX GlobalMaxPool-1: compares",
	},
	{
		.name = "LpPool", .in = "X", .out = "Y", .attr = WINDOW_ATTR " p=2",
		.infer = pool_infer, .vars = pool_vars, .cost = "simple = 2 * k * |Y|; special = |Y|",
		.kind = FC_CLASS_OTHER, .source = "ONNX LpPool-18: power, add, one root",
	},
	{
		.name = "MaxPool", .in = "X", .out = "Y Indices", .attr = WINDOW_ATTR " storage_order=0",
		.infer = pool_infer, .vars = pool_vars, .cost = "simple = |Y| * (k - 1)",
		.kind = FC_CLASS_POOL_MAX, .source = "ONNX MaxPool-12: compares; padded taps count",
	},
	{
		.name = "MaxRoiPool", .in = "X rois", .out = "Y", .attr = "pooled_shape spatial_scale=1.0",
		.infer = roi_infer, .vars = roi_vars, .cost = "simple = |Y| * samples",
		.source = "ONNX MaxRoiPool-1: compares, regions as large as the image",
	},
	{
		.name = "MaxUnpool", .in = "X I output_shape#?", .out = "output",
		.attr = "kernel_shape pads strides", .infer = unpool_infer, .cost = "",
		.source = "ONNX MaxUnpool-11",
	},
	{
		.name = "RoiAlign", .in = "X rois batch_indices", .out = "Y",
		.attr = "coordinate_transformation_mode=half_pixel mode=avg output_height=1 output_width=1"
		        " sampling_ratio=0 spatial_scale=1.0",
		.infer = roi_infer, .vars = roi_vars, .cost = "simple = 8 * |Y| * samples",
		.source = "ONNX RoiAlign-16: a bilinear sample is 4 mul, 3 add, and one add into the bin",
	},
	{ 0 },
};
