/* conv.c -- the convolution family */
#include "ops/families.h"
#include "ops/window.h"

/* --- Conv and its quantised forms -------------------------------------------- */

/* Rank of operands x and w, which have the same; -1: neither is known; -2 after a diagnostic. */
static int
common_rank(struct fc_op_ctx *cx, unsigned x, unsigned w)
{
	int rank = fc_op_shape(cx, x).rank;

	if (!fc_op_need_rank(cx, x, 3, FC_LIMIT_RANK))
		return -2;
	if (rank < 0)
		return fc_op_need_rank(cx, w, 3, FC_LIMIT_RANK) ? fc_op_shape(cx, w).rank : -2;
	return fc_op_need_rank(cx, w, rank, rank) ? rank : -2;
}

static struct fc_dim
dim_of(struct fc_shape s, int i)
{
	return fc_shape_known_rank(s) ? s.dim[i] : FC_DIM_NAN;
}

static void
all_dims(struct fc_shape s, int rank, struct fc_dim *out)
{
	for (int i = 0; i < rank; i++)
		out[i] = dim_of(s, i);
}

/* Result 0 of a convolution of operand xi with weight wi (M, C/group, k...). */
static bool
conv_infer_of(struct fc_op_ctx *cx, unsigned xi, unsigned wi, enum fc_dtype dtype)
{
	struct fc_dim x[FC_LIMIT_RANK], w[FC_LIMIT_RANK], y[FC_LIMIT_RANK], channels;
	int rank = common_rank(cx, xi, wi);
	bool known_w = fc_shape_known_rank(fc_op_shape(cx, wi));
	struct fc_window win;

	if (rank == -2)
		return false;
	if (rank < 0)
		return fc_op_out_unknown(cx, 0, dtype);
	all_dims(fc_op_shape(cx, xi), rank, x);
	all_dims(fc_op_shape(cx, wi), rank, w);
	channels = fc_dim_mul(cx->dims, w[1], fc_op_dim(cx, "group"));
	if (!fc_op_need_equal(cx, x[1], channels, "channels of input and weight times group") ||
	    !fc_window_read(cx, rank - 2, known_w ? w + 2 : NULL, &win))
		return false;
	y[0] = x[0];
	y[1] = w[0];
	return fc_window_sizes(cx, &win, x + 2, y + 2) && fc_op_out_dims(cx, 0, dtype, y, rank);
}

static bool
conv_infer(struct fc_op_ctx *cx)
{
	return conv_infer_of(cx, 0, 1, fc_op_dtype(cx, 0));
}

static bool
conv_integer_infer(struct fc_op_ctx *cx)
{
	return conv_infer_of(cx, 0, 1, FC_DTYPE_INT32);
}

static bool
qlinear_conv_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype y = fc_op_dtype(cx, 7);

	return conv_infer_of(cx, 0, 3, y ? y : fc_op_dtype(cx, 0));
}

/* Sampling: one bilinear value per channel, tap and output position. */
static void
deform_vars(struct fc_op_ctx *cx)
{
	struct fc_dims *t = cx->dims;
	struct fc_shape x = fc_op_shape(cx, 0), w = fc_op_shape(cx, 1), y = FC_SHAPE_UNKNOWN;
	struct fc_dim samples = FC_DIM_NAN;

	if (fc_op_wants(cx, 0))
		y = cx->node->out[0]->type.shape;
	if (x.rank >= 2 && w.rank >= 2 && y.rank >= 2) {
		samples = fc_dim_mul(t, fc_shape_count(t, x, 0, 2), fc_shape_count(t, w, 2, w.rank));
		samples = fc_dim_mul(t, samples, fc_shape_count(t, y, 2, y.rank));
	}
	fc_op_var(cx, "samples", samples);
}

/* --- ConvTranspose --------------------------------------------------------------- */

/* Attribute output_shape: the spatial sizes, or in old files the whole shape. */
static bool
given_shape(struct fc_op_ctx *cx, int n, struct fc_dim *out)
{
	unsigned given;
	const struct fc_dim *list = fc_op_ints(cx, "output_shape", &given);

	if (given != (unsigned)n && given != (unsigned)n + 2)
		return false;
	for (int i = 0; i < n; i++)
		out[i] = list[given - (unsigned)n + (unsigned)i];
	return true;
}

static bool
transposed_sizes(struct fc_op_ctx *cx, const struct fc_window *win, const struct fc_dim *in,
                 struct fc_dim *out)
{
	unsigned given;
	const struct fc_dim *list = fc_op_ints(cx, "output_padding", &given);
	struct fc_dim more;
	int64_t v;

	if (given_shape(cx, win->n, out))
		return true;
	if (given && given != 1 && given != (unsigned)win->n)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "output_padding has %u numbers, expected %d", given,
		                  win->n);
	for (int i = 0; i < win->n; i++) {
		more = given ? list[given == 1 ? 0 : i] : fc_dim_int(cx->dims, 0);
		out[i] = fc_window_out_transposed(cx, win, i, in[i], more);
		if (fc_dim_const(out[i], &v) && v < 0)
			return fc_op_fail(cx, FC_E_SHAPE, "output is negative along spatial axis %d", i);
	}
	return true;
}

/* The weight is (C, M/group, k...). */
static bool
transposed_of(struct fc_op_ctx *cx, unsigned wi, enum fc_dtype type)
{
	struct fc_dim x[FC_LIMIT_RANK], w[FC_LIMIT_RANK], y[FC_LIMIT_RANK];
	bool known_w = fc_shape_known_rank(fc_op_shape(cx, wi));
	int rank = common_rank(cx, 0, wi);
	struct fc_window win;

	if (rank == -2)
		return false;
	if (rank < 0)
		return fc_op_out_unknown(cx, 0, type);
	all_dims(fc_op_shape(cx, 0), rank, x);
	all_dims(fc_op_shape(cx, wi), rank, w);
	if (!fc_op_need_equal(cx, x[1], w[0], "channels of input and weight") ||
	    !fc_window_read(cx, rank - 2, known_w ? w + 2 : NULL, &win))
		return false;
	y[0] = x[0];
	y[1] = fc_dim_mul(cx->dims, w[1], fc_op_dim(cx, "group"));
	return transposed_sizes(cx, &win, x + 2, y + 2) && fc_op_out_dims(cx, 0, type, y, rank);
}

static bool
conv_transpose_infer(struct fc_op_ctx *cx)
{
	return transposed_of(cx, 1, fc_op_dtype(cx, 0));
}

static bool
qlinear_transpose_infer(struct fc_op_ctx *cx)
{
	return transposed_of(cx, 3, fc_op_dtype(cx, 7));
}

/* --- columns ------------------------------------------------------------------------ */

/* Operand i as n sizes; how many there are, -1 when not even that is known. */
static int
sizes_of(struct fc_op_ctx *cx, unsigned i, struct fc_dim *out)
{
	struct fc_shape s = fc_op_shape(cx, i);
	const struct fc_scalar *known;
	unsigned n_known;
	int64_t n;

	if (s.rank != 1 || !fc_dim_const(s.dim[0], &n) || n > FC_LIMIT_RANK - 2)
		return -1;
	known = fc_op_known(cx, i, &n_known);
	for (int k = 0; k < n; k++)
		out[k] = k < (int)n_known ? fc_scalar_as_dim(cx->dims, known[k]) : FC_DIM_NAN;
	return (int)n;
}

/* (N, C*block, L) to (N, C, image...); without N in PyTorch's unbatched form. */
static bool
col2im_infer(struct fc_op_ctx *cx)
{
	struct fc_dim image[FC_LIMIT_RANK], block[FC_LIMIT_RANK], y[FC_LIMIT_RANK];
	int n = sizes_of(cx, 1, image), n_block = sizes_of(cx, 2, block), at = 0;
	struct fc_dim taps = fc_dim_int(cx->dims, 1);
	int rank = fc_op_shape(cx, 0).rank;

	if (!fc_op_need_rank(cx, 0, 2, 3))
		return false;
	if (n < 0 || rank < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	for (int i = 0; i < n_block; i++)
		taps = fc_dim_mul(cx->dims, taps, block[i]);
	if (n_block < 0)
		taps = FC_DIM_NAN;
	if (rank == 3)
		y[at++] = fc_op_shape(cx, 0).dim[0];
	y[at++] = fc_dim_floordiv(cx->dims, fc_op_shape(cx, 0).dim[rank - 2], taps);
	for (int i = 0; i < n; i++)
		y[at++] = image[i];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, at);
}

/* (N, C, image...) to (N, C*block, L): PyTorch's unfold, two spatial axes. */
static bool
im2col_infer(struct fc_op_ctx *cx)
{
	struct fc_dim y[3], out[FC_LIMIT_RANK], windows;
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_window win;
	int at = 0;

	if (!fc_op_need_rank(cx, 0, 3, 4))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_window_read(cx, 2, NULL, &win) || !fc_window_sizes(cx, &win, x.dim + x.rank - 2, out))
		return false;
	if (x.rank == 4)
		y[at++] = x.dim[0];
	y[at++] = fc_dim_mul(cx->dims, x.dim[x.rank - 3], fc_window_taps(cx, &win));
	windows = fc_dim_mul(cx->dims, out[0], out[1]);
	y[at++] = windows;
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, at);
}

/* --- CausalConvWithState --------------------------------------------------------------- */

/* The state holds the last k - 1 positions. */
static bool
causal_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), w = fc_op_shape(cx, 1), past = fc_op_shape(cx, 3);
	enum fc_dtype dtype = fc_op_dtype(cx, 0);
	struct fc_dim state[3];

	if (!fc_op_need_rank(cx, 0, 3, 3) || !fc_op_need_rank(cx, 1, 3, 3) || !fc_op_need_rank(cx, 3, 3, 3))
		return false;
	if (!fc_op_need_equal(cx, dim_of(x, 1), dim_of(w, 0), "channels of input and weight"))
		return false;
	fc_op_out(cx, 0, dtype, x);
	if (past.rank == 3)
		return fc_op_out(cx, 1, dtype, past);
	state[0] = dim_of(x, 0);
	state[1] = x.rank == 3 ? x.dim[1] : dim_of(w, 0);
	state[2] = fc_dim_addi(cx->dims, dim_of(w, 2), -1);
	return fc_op_out_dims(cx, 1, dtype, state, 3);
}

const struct fc_op fc_ops_conv[] = {
	{
		.name = "CausalConvWithState",
		.in = "input weight! bias!? past_state?",
		.out = "output present_state",
		.attr = "activation=none",
		.infer = causal_infer,
		.cost = "macs = |input| * prod(weight, 1); bias_adds = |output| if bias;"
		        "simple = 3 * |output| if activation != \"none\";"
		        "special = 2 * |output| if activation != \"none\"",
		.kind = FC_CLASS_CONV,
		.source = "ONNX CausalConvWithState-27; SiLU as x / (1 + exp(-x))",
	},
	{
		.name = "Col2Im",
		.in = "input image_shape# block_shape#",
		.out = "output",
		.attr = "dilations pads strides",
		.infer = col2im_infer,
		.cost = "simple = |input|",
		.source = "ONNX Col2Im-18: overlapping columns add up",
	},
	{
		.name = "Conv",
		.in = "X W! B!?",
		.out = "Y",
		.attr = "auto_pad=NOTSET dilations group=1 kernel_shape pads strides",
		.infer = conv_infer,
		.cost = "macs = |Y| * prod(W, 1); bias_adds = |Y| if B",
		.kind = FC_CLASS_CONV,
		.source = "ONNX Conv-22: a product per output element and weight of a filter, padding too",
	},
	{
		.name = "ConvInteger",
		.in = "x w! x_zero_point~? w_zero_point~?",
		.out = "y",
		.attr = "auto_pad=NOTSET dilations group=1 kernel_shape pads strides",
		.infer = conv_integer_infer,
		.cost = "macs = |y| * prod(w, 1); simple = |y| if x_zero_point or w_zero_point",
		.kind = FC_CLASS_CONV,
		.source = "ONNX ConvInteger-10; zero points correct each output once",
	},
	{
		.name = "ConvTranspose",
		.in = "X W! B!?",
		.out = "Y",
		.attr = "auto_pad=NOTSET dilations group=1 kernel_shape output_padding output_shape pads"
		        " strides",
		.infer = conv_transpose_infer,
		.cost = "macs = |X| * prod(W, 1); bias_adds = |Y| if B",
		.kind = FC_CLASS_CONV_TRANSPOSE,
		.source = "ONNX ConvTranspose-22: every input element meets every weight of its filter",
	},
	{
		.name = "DeformConv",
		.in = "X W! offset B!? mask?",
		.out = "Y",
		.attr = "dilations group=1 kernel_shape offset_group=1 pads strides",
		.infer = conv_infer,
		.cost = "macs = |Y| * prod(W, 1); bias_adds = |Y| if B;"
		        "simple = 11 * samples; simple = samples if mask",
		.vars = deform_vars,
		.kind = FC_CLASS_CONV,
		.source = "ONNX DeformConv-22; a bilinear sample: 2 offset adds, 2 for weights, 4 mul, 3 add",
	},
	{
		.name = "Im2Col",
		.in = "X",
		.out = "Y",
		.attr = "dilations kernel_shape pads strides",
		.infer = im2col_infer,
		.cost = "",
		.source = "PyTorch nn.Unfold",
	},
	{
		.name = "QLinearConv",
		.in = "x x_scale~ x_zero_point~ w! w_scale~ w_zero_point~ y_scale~ y_zero_point~ B!?",
		.out = "y",
		.attr = "auto_pad=NOTSET dilations group=1 kernel_shape pads strides",
		.infer = qlinear_conv_infer,
		.cost = "macs = |y| * prod(w, 1); bias_adds = |y| if B; simple = 2 * |y|",
		.kind = FC_CLASS_CONV,
		.pair = { 0, 3 },
		.source = "ONNX QLinearConv-10; requantising scales and rounds each output",
	},
	{
		.name = "QLinearConvTranspose",
		.in = "x x_scale~ x_zero_point~ w! w_scale~ w_zero_point~ y_scale~ y_zero_point~ B!?",
		.out = "y",
		.attr = "auto_pad=NOTSET dilations group=1 kernel_shape output_padding output_shape pads "
		        "strides",
		.infer = qlinear_transpose_infer,
		.cost = "macs = |x| * prod(w, 1); bias_adds = |y| if B; simple = 2 * |y|",
		.kind = FC_CLASS_CONV_TRANSPOSE,
		.pair = { 0, 3 },
		.source = "com.microsoft QLinearConvTranspose; requantising scales and rounds each output",
	},
	{ 0 },
};
