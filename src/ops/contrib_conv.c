/* contrib_conv.c -- com.microsoft's convolutions and pools: fused, channels last */
#include "ops/fused.h"
#include "ops/size.h"
#include "ops/window.h"

/* Result 0 of a convolution of operand 0 with weight wi (M, C/group, k...); channels may stand last. */
static bool
conv_infer_of(struct fc_op_ctx *cx, unsigned wi, bool last, enum fc_dtype type)
{
	struct fc_shape x = fc_op_shape(cx, 0), w = fc_op_shape(cx, wi);
	struct fc_dim y[FC_LIMIT_RANK], channels;
	int space = last ? 1 : 2, c;
	struct fc_window win;

	if (!fc_op_need_rank(cx, 0, 3, FC_LIMIT_RANK) || !fc_op_need_rank(cx, wi, 3, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, type);
	if (!fc_op_need_rank(cx, wi, x.rank, x.rank))
		return false;
	c = last ? x.rank - 1 : 1;
	channels = fc_dim_mul(cx->dims, fc_size_at(cx, wi, 1), fc_op_dim(cx, "group"));
	if (!fc_op_need_equal(cx, x.dim[c], channels, "channels of input and weight times group") ||
	    !fc_window_read(cx, x.rank - 2, w.rank > 2 ? w.dim + 2 : NULL, &win) ||
	    !fc_window_sizes(cx, &win, x.dim + space, y + space))
		return false;
	y[0] = x.dim[0];
	y[c] = fc_size_at(cx, wi, 0);
	return fc_op_out_dims(cx, 0, type, y, x.rank);
}

static bool
fused_infer(struct fc_op_ctx *cx)
{
	return conv_infer_of(cx, 1, fc_op_int(cx, "channels_last") != 0, fc_op_dtype(cx, 0));
}

static bool
qlinear_infer(struct fc_op_ctx *cx)
{
	return conv_infer_of(cx, 3, fc_op_int(cx, "channels_last") != 0, fc_op_dtype(cx, 7));
}

static bool
max_pool_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim y[FC_LIMIT_RANK];
	struct fc_window win;

	if (!fc_op_need_rank(cx, 0, 3, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_window_read(cx, x.rank - 2, NULL, &win))
		return false;
	win.truncate = true;
	if (!fc_window_sizes(cx, &win, x.dim + 1, y + 1))
		return false;
	y[0] = x.dim[0];
	y[x.rank - 1] = x.dim[x.rank - 1];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, x.rank);
}

static void
max_pool_vars(struct fc_op_ctx *cx)
{
	int rank = fc_op_shape(cx, 0).rank;
	struct fc_window win;

	fc_op_var(cx, "taps", rank > 2 && fc_window_read(cx, rank - 2, NULL, &win) ? fc_window_taps(cx, &win)
	                                                                             : FC_DIM_NAN);
}

/* Pads are an operand: before each axis, then behind each. */
static bool
transposed_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), w = fc_op_shape(cx, 1);
	const struct fc_dim *extra;
	const struct fc_scalar *pads;
	struct fc_dim y[FC_LIMIT_RANK], none = fc_dim_int(cx->dims, 0);
	unsigned n, n_extra;
	struct fc_window win;
	int i;

	if (!fc_op_need_rank(cx, 0, 3, FC_LIMIT_RANK) || !fc_op_need_rank(cx, 1, 3, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_window_read(cx, x.rank - 2, w.rank == x.rank ? w.dim + 2 : NULL, &win))
		return false;
	pads = fc_op_known(cx, 2, &n);
	extra = fc_op_ints(cx, "output_padding", &n_extra);
	y[0] = x.dim[0];
	y[1] = fc_dim_mul(cx->dims, fc_size_at(cx, 1, 1), fc_op_dim(cx, "group"));
	for (i = 0; i < win.n; i++) {
		if (pads && n == 2 * (unsigned)win.n) {
			win.before[i] = fc_scalar_as_dim(cx->dims, pads[i]);
			win.after[i] = fc_scalar_as_dim(cx->dims, pads[win.n + i]);
		}
		y[2 + i] = fc_window_out_transposed(cx, &win, i, x.dim[2 + i],
		                                    (unsigned)i < n_extra ? extra[i] : none);
		if (fc_op_has(cx, 2) && !pads)
			y[2 + i] = FC_DIM_NAN;
	}
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, x.rank);
}

/* Crops of [N, C, H, W], one a region, resized to crop_size. */
static bool
crop_infer(struct fc_op_ctx *cx)
{
	unsigned n;
	const struct fc_scalar *size = fc_op_known(cx, 3, &n);
	struct fc_dim y[4] = { fc_size_at(cx, 1, 0), fc_size_at(cx, 0, 1), FC_DIM_NAN, FC_DIM_NAN };

	if (!fc_op_need_rank(cx, 0, 4, 4) || !fc_op_need_rank(cx, 1, 2, 2))
		return false;
	for (unsigned i = 0; size && n == 2 && i < 2; i++)
		y[2 + i] = fc_scalar_as_dim(cx->dims, size[i]);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, 4);
}

/* [words, letters]: each word is convolved along its letters, then the maximum is taken. */
static bool
word_infer(struct fc_op_ctx *cx)
{
	struct fc_dim y[2] = { fc_size_at(cx, 0, 0), fc_size_at(cx, 1, 0) };

	if (!fc_op_need_rank(cx, 0, 2, 2) || !fc_op_need_rank(cx, 1, 4, 4))
		return false;
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 1), y, 2);
}

/* Channels fill up blocks of 8 or of 16, by the machine: certain where both take as many. */
static struct fc_dim
blocked(struct fc_op_ctx *cx, struct fc_dim channels)
{
	int64_t c;

	if (!fc_dim_const(channels, &c) || c < 0 || c > INT32_MAX)
		return FC_DIM_NAN;
	c = (c + 7) / 8 * 8;
	return c % 16 ? fc_op_unknown(cx, "channels", fc_dim_int(cx->dims, c + 8)) : fc_dim_int(cx->dims, c);
}

static bool
reorder_in_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	int first = fc_op_int(cx, "channels_last") ? 1 : 2;
	struct fc_dim y[FC_LIMIT_RANK];

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	y[0] = x.dim[0];
	y[1] = blocked(cx, x.dim[first == 1 ? x.rank - 1 : 1]);
	for (int i = 2; i < x.rank; i++)
		y[i] = x.dim[first + i - 2];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, x.rank);
}

static bool
reorder_out_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	int first = fc_op_int(cx, "channels_last") ? 1 : 2;
	struct fc_dim y[FC_LIMIT_RANK];

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	y[0] = x.dim[0];
	y[first == 1 ? x.rank - 1 : 1] = fc_op_dim(cx, "channels");
	for (int i = 2; i < x.rank; i++)
		y[first + i - 2] = x.dim[i];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, x.rank);
}

#define CONV "auto_pad=NOTSET dilations group=1 kernel_shape pads strides"

const struct fc_op fc_ops_contrib_conv[] = {
	{ .name = "ConvTransposeWithDynamicPads", .in = "X W! Pads#? B!?", .out = "Y",
	  .attr = "auto_pad=NOTSET dilations group=1 kernel_shape output_padding strides",
	  .infer = transposed_infer, .cost = "macs = |X| * prod(W, 1); bias_adds = |Y| if B",
	  .kind = FC_CLASS_CONV_TRANSPOSE,
	  .source = "com.microsoft ConvTransposeWithDynamicPads: as ConvTranspose" },
	{ .name = "CropAndResize", .in = "X rois batch_indices crop_size#", .out = "Y",
	  .attr = "mode=bilinear extrapolation_value", .infer = crop_infer,
	  .cost = "simple = 7 * |Y| if mode == \"bilinear\"",
	  .source = "com.microsoft CropAndResize: 4 products and 3 sums a result" },
	{ .name = "FusedConv", .in = "X W! B!? Z?", .out = "Y",
	  .attr = CONV " activation activation_params channels_last=0", .infer = fused_infer,
	  .cost = "macs = |Y| * prod(W, 1); bias_adds = |Y| if B; simple = |Y| if Z; "
	          FC_FUSED_COST("Y"), .vars = fc_fused_vars, .kind = FC_CLASS_CONV,
	  .source = "com.microsoft FusedConv, NhwcConv: Conv, the sum with Z, an activation" },
	{ .name = "NhwcMaxPool", .in = "x", .out = "y",
	  .attr = "auto_pad=NOTSET ceil_mode=0 dilations kernel_shape pads strides",
	  .infer = max_pool_infer, .cost = "simple = |y| * (taps - 1)", .vars = max_pool_vars,
	  .kind = FC_CLASS_POOL_MAX, .source = "com.microsoft NhwcMaxPool: as MaxPool" },
	{ .name = "NhwcQLinearConv",
	  .in = "x x_scale~ x_zero_point~ w! w_scale~ w_zero_point~ y_scale~ y_zero_point~ B!?",
	  .out = "y", .attr = CONV " channels_last=0", .infer = qlinear_infer,
	  .cost = "macs = |y| * prod(w, 1); bias_adds = |y| if B; simple = 2 * |y|",
	  .kind = FC_CLASS_CONV, .pair = { 0, 3 },
	  .source = "com.microsoft QLinearConv; requantising scales and rounds each output" },
	{ .name = "ReorderInput", .in = "X", .out = "Y", .attr = "channels_last=0",
	  .infer = reorder_in_infer, .cost = "", .source = "com.microsoft.nchwc ReorderInput" },
	{ .name = "ReorderOutput", .in = "X", .out = "Y", .attr = "channels channels_last=0",
	  .infer = reorder_out_infer, .cost = "", .source = "com.microsoft.nchwc ReorderOutput" },
	{ .name = "WordConvEmbedding", .in = "Sequence W! B! C!", .out = "Y",
	  .attr = "char_embedding_size conv_window_size embedding_size", .infer = word_infer,
	  .cost = "macs = |Y| * prod(W, 1) * (Sequence[-1] - W[2] + 1); bias_adds = |Y| * "
	          "(Sequence[-1] - W[2] + 1); simple = |Y| * (Sequence[-1] - W[2])",
	  .kind = FC_CLASS_CONV, .pair = { 3, 1 },
	  .source = "com.microsoft WordConvEmbedding: a convolution along the letters of a word, "
	            "the maximum" },
	{ .name = NULL },
};
