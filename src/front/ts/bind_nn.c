/* bind_nn.c -- PyTorch's layers: convolution, products, norms, pooling, embedding, attention */
#include <string.h>

#include "base/intern.h"
#include "front/ts/shape.h"

/* --- convolution ----------------------------------------------------------------- */

/* conv*d, _convolution, convolution: one node, transposed or not. */
static bool
conv(struct fc_ts_call *c)
{
	bool transposed = strstr(c->row->name, "transpose") || fc_ts_arg_bool(c, "transposed", false);
	struct fc_value *w = fc_ts_arg_tensor(c, "weight"), *x = fc_ts_arg_tensor(c, "input");
	unsigned n = w && w->type.shape.rank > 2 ? (unsigned)w->type.shape.rank - 2 : 0;
	bool lone = x && n && x->type.shape.rank == (int)n + 1; /* without a batch */
	struct fc_draft d;

	if (lone)
		x = fc_ts_unsqueeze(c, x, 0);
	d = fc_ts_draft(c, transposed ? "ConvTranspose" : "Conv");
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, w);
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "bias"));
	fc_ts_window_attr(c, &d, "stride", "strides", n);
	fc_ts_window_attr(c, &d, "dilation", "dilations", n);
	fc_ts_window_pads(c, &d, n);
	if (transposed)
		fc_ts_window_attr(c, &d, "output_padding", "output_padding", n);
	fc_draft_set_int(&d, "group", fc_ts_arg_int(c, "groups", 1));
	fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return false;
	return !lone || fc_ts_give(c, fc_ts_squeeze(c, c->result->tensor, 0));
}

/* torchvision::deform_conv2d */
static bool
deform_conv(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "DeformConv");
	struct fc_dim two[4];

	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "input"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "weight"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "offset"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "bias"));
	fc_ts_draft_in(&d, fc_ts_arg_bool(c, "use_mask", true) ? fc_ts_arg_tensor(c, "mask") : NULL);
	two[0] = fc_ts_as_dim(c->ts, fc_ts_arg(c, "stride_h"));
	two[1] = fc_ts_as_dim(c->ts, fc_ts_arg(c, "stride_w"));
	fc_draft_set_ints(&d, "strides", two, 2);
	two[0] = two[2] = fc_ts_as_dim(c->ts, fc_ts_arg(c, "pad_h"));
	two[1] = two[3] = fc_ts_as_dim(c->ts, fc_ts_arg(c, "pad_w"));
	fc_draft_set_ints(&d, "pads", two, 4);
	two[0] = fc_ts_as_dim(c->ts, fc_ts_arg(c, "dilation_h"));
	two[1] = fc_ts_as_dim(c->ts, fc_ts_arg(c, "dilation_w"));
	fc_draft_set_ints(&d, "dilations", two, 2);
	fc_draft_set_int(&d, "group", fc_ts_arg_int(c, "groups", 1));
	fc_draft_set_int(&d, "offset_group", fc_ts_arg_int(c, "offset_groups", 1));
	fc_ts_draft_out(&d);
	return fc_ts_draft_done(c, &d);
}

/* --- products --------------------------------------------------------------------- */

/* addmm(c, a, b): Gemm; a stored third operand is the weight, as nn.Linear of old writes it. */
static bool
addmm(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "Gemm");

	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "mat1"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "mat2"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "self"));
	fc_draft_set_real(&d, "alpha", fc_ts_arg_real(c, "alpha", 1));
	fc_draft_set_real(&d, "beta", fc_ts_arg_real(c, "beta", 1));
	fc_ts_draft_out(&d);
	return fc_ts_draft_done(c, &d);
}

/* The products of a batch, summed. */
static struct fc_value *
sum_of_batch(struct fc_ts_call *c, struct fc_value *x)
{
	struct fc_draft d = fc_ts_draft(c, "ReduceSum");
	struct fc_dim axis = fc_dim_int(c->ts->b->dims, 0);

	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, &axis, 1, false));
	fc_draft_set_int(&d, "keepdims", 0);
	fc_ts_draft_out(&d);
	return fc_ts_draft_done(c, &d) ? c->result->tensor : NULL;
}

/* baddbmm, addbmm, addmv: a product, then a sum */
static bool
product_and_sum(struct fc_ts_call *c)
{
	struct fc_value *p = fc_ts_node(c, "MatMul", c->arg[1]->tensor, c->arg[2]->tensor), *y;

	if (p && strcmp(c->row->name, "aten::addbmm") == 0)
		p = sum_of_batch(c, p);
	y = p ? fc_ts_node(c, "Add", c->arg[0]->tensor, p) : NULL;
	return fc_ts_give(c, y);
}

/* einsum(equation, list) */
static bool
einsum(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "Einsum");
	struct fc_ts_value *list = fc_ts_arg(c, "tensors");

	for (uint32_t i = 0; list && i < list->item.n; i++)
		fc_ts_draft_in(&d, fc_ts_as_tensor(c->ts, list->item.at[i]));
	fc_draft_set_text(&d, "equation", fc_ts_arg_text(c, "equation", ""));
	fc_ts_draft_out(&d);
	return fc_ts_draft_done(c, &d);
}

/* --- norms -------------------------------------------------------------------------- */

/* layer_norm's axis is as many from the end as the shape has members. */
static bool
layer_norm(struct fc_ts_call *c)
{
	struct fc_dim shape[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "normalized_shape", 0, shape, FC_LIMIT_RANK);
	struct fc_draft d =
	    fc_ts_draft(c, strstr(c->row->name, "rms") ? "RMSNormalization" : "LayerNormalization");

	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "input"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "weight"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "bias"));
	fc_draft_set_int(&d, "axis", n > 0 ? -n : -1);
	fc_ts_draft_out(&d);
	return fc_ts_draft_done(c, &d);
}

/* --- pooling ------------------------------------------------------------------------ */

static unsigned
spatial(const struct fc_ts_call *c)
{
	static const char digits[] = "123";
	size_t n = strcspn(c->row->name, digits);

	return c->row->name[n] ? (unsigned)(c->row->name[n] - '0') : 2;
}

static bool
pooled(struct fc_ts_call *c, struct fc_draft *d, bool lone, unsigned results)
{
	struct fc_ts_value *tuple = results > 1 ? fc_ts_list(c->ts, FC_TS_V_TUPLE) : NULL;

	for (unsigned i = 0; i < results; i++)
		fc_ts_draft_out(d);
	if (!fc_ts_draft_done(c, d))
		return false;
	for (unsigned i = 0; i < results; i++) {
		struct fc_value *y = lone ? fc_ts_squeeze(c, d->out.at[i], 0) : d->out.at[i];

		if (!y)
			return false;
		if (tuple)
			fc_ts_push(c->ts, tuple, fc_ts_tensor(c->ts, y));
		else
			c->result = fc_ts_tensor(c->ts, y);
	}
	if (tuple)
		c->result = tuple;
	return true;
}

static struct fc_value *
batched(struct fc_ts_call *c, unsigned n, bool *lone)
{
	struct fc_value *x = fc_ts_arg_tensor(c, "self");

	*lone = x && x->type.shape.rank == (int)n + 1;
	return *lone ? fc_ts_unsqueeze(c, x, 0) : x;
}

static bool
pool(struct fc_ts_call *c)
{
	bool max = strstr(c->row->name, "max") != NULL, lone;
	unsigned n = spatial(c);
	struct fc_value *x = batched(c, n, &lone);
	struct fc_draft d = fc_ts_draft(c, max ? "MaxPool" : "AveragePool");
	struct fc_dim none[1];

	fc_ts_draft_in(&d, x);
	fc_ts_window_attr(c, &d, "kernel_size", "kernel_shape", n);
	/* [] is the kernel */
	if (fc_ts_arg_dims(c, "stride", 0, none, 1) == 0 || fc_ts_arg_is_none(c, "stride"))
		fc_ts_window_attr(c, &d, "kernel_size", "strides", n);
	else
		fc_ts_window_attr(c, &d, "stride", "strides", n);
	if (max)
		fc_ts_window_attr(c, &d, "dilation", "dilations", n);
	fc_ts_window_pads(c, &d, n);
	fc_draft_set_int(&d, "ceil_mode", fc_ts_arg_bool(c, "ceil_mode", false));
	d.flags |= FC_NODE_FITS;
	if (!max)
		fc_draft_set_int(&d, "count_include_pad", fc_ts_arg_bool(c, "count_include_pad", true));
	return pooled(c, &d, lone, strstr(c->row->name, "with_indices") ? 2 : 1);
}

/* A None among the output sizes keeps the input's. */
static bool
adaptive_pool(struct fc_ts_call *c)
{
	bool max = strstr(c->row->name, "max") != NULL, lone;
	unsigned n = spatial(c);
	struct fc_value *x = batched(c, n, &lone);
	struct fc_draft d = fc_ts_draft(c, max ? "AdaptiveMaxPool" : "AdaptiveAveragePool");
	struct fc_dim size[FC_LIMIT_RANK];
	int k = fc_ts_arg_dims(c, "output_size", n, size, FC_LIMIT_RANK);
	const struct fc_ts_value *list = fc_ts_arg(c, "output_size");

	for (int i = 0; i < k && x && x->type.shape.rank == (int)n + 2; i++) {
		if (list->kind == FC_TS_V_LIST && list->item.n == (uint32_t)k &&
		    list->item.at[i]->kind == FC_TS_V_NONE)
			size[i] = x->type.shape.dim[i + 2];
	}
	fc_ts_draft_in(&d, x);
	fc_draft_set_ints(&d, "output_size", size, k > 0 ? (unsigned)k : 0);
	return pooled(c, &d, lone, max ? 2 : 1);
}

/* torchvision::roi_align and roi_pool: rois are [K, 5] with their image first, or a list handled in Python */
static bool
roi_align(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "RoiAlign");

	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "input"));
	fc_ts_draft_in(&d, fc_ts_columns(c, fc_ts_arg_tensor(c, "rois"), 1, 5));
	fc_ts_draft_in(&d, fc_ts_columns(c, fc_ts_arg_tensor(c, "rois"), 0, 1));
	fc_draft_set_int(&d, "output_height", fc_ts_arg_int(c, "pooled_height", 1));
	fc_draft_set_int(&d, "output_width", fc_ts_arg_int(c, "pooled_width", 1));
	fc_draft_set_int(&d, "sampling_ratio", fc_ts_arg_int(c, "sampling_ratio", -1) > 0 ?
	                 fc_ts_arg_int(c, "sampling_ratio", 0) : 0);
	fc_ts_draft_out(&d);
	return fc_ts_draft_done(c, &d);
}

/* --- the rest -------------------------------------------------------------------------- */

#define CONV(n) "T input, T weight, T? bias=None, i[" n "] stride=1, i[" n "] padding=0, i[" n \
	"] dilation=1, i groups=1"
#define CONV_TEXT(n) "T input, T weight, T? bias=None, i[" n "] stride=1, s padding=\"valid\", i[" n \
	"] dilation=1, i groups=1"
#define CONV_BACK(n) "T input, T weight, T? bias=None, i[" n "] stride=1, i[" n "] padding=0, i[" n \
	"] output_padding=0, i groups=1, i[" n "] dilation=1"
#define MAX(n) "T self, i[" n "] kernel_size, i[" n "] stride=[], i[" n "] padding=0, i[" n \
	"] dilation=1, b ceil_mode=False"
#define AVERAGE(n) "T self, i[" n "] kernel_size, i[" n "] stride=[], i[" n \
	"] padding=0, b ceil_mode=False, b count_include_pad=True, i? divisor_override=None"
#define ADAPTIVE(n) "T self, any output_size"

const struct fc_ts_bind fc_ts_bind_nn[] = {
	{ "aten::_conv_depthwise2d",
	  "T input, T weight, any kernel_size, T? bias, i[2] stride, i[2] padding, "
	  "i[2] dilation", "Conv", NULL, 1, conv },
	{ "aten::_convolution",
	  "T input, T weight, T? bias, i[] stride, i[] padding, i[] dilation, b transposed, "
	  "i[] output_padding, i groups, b benchmark=False, b deterministic=False, b cudnn_enabled=True, "
	  "b allow_tf32=True", NULL, NULL, 1, conv },
	{ "aten::_convolution_mode",
	  "T input, T weight, T? bias, i[] stride, s padding, i[] dilation, i groups", "Conv",
	  NULL, 1, conv },
	{ "aten::adaptive_avg_pool1d", ADAPTIVE("1"), NULL, NULL, 1, adaptive_pool },
	{ "aten::adaptive_avg_pool2d", ADAPTIVE("2"), NULL, NULL, 1, adaptive_pool },
	{ "aten::adaptive_avg_pool3d", ADAPTIVE("3"), NULL, NULL, 1, adaptive_pool },
	{ "aten::adaptive_max_pool1d", ADAPTIVE("1"), NULL, NULL, 2, adaptive_pool },
	{ "aten::adaptive_max_pool2d", ADAPTIVE("2"), NULL, NULL, 2, adaptive_pool },
	{ "aten::adaptive_max_pool3d", ADAPTIVE("3"), NULL, NULL, 2, adaptive_pool },
	{ "aten::addbmm", "T self, T batch1, T batch2, *, S beta=1, S alpha=1", NULL, NULL, 1,
	  product_and_sum },
	{ "aten::addmm", "T self, T mat1, T mat2, *, S beta=1, S alpha=1", "Gemm", NULL, 1, addmm },
	{ "aten::addmv", "T self, T mat, T vec, *, S beta=1, S alpha=1", NULL, NULL, 1, product_and_sum },
	{ "aten::avg_pool1d", AVERAGE("1"), "AveragePool", NULL, 1, pool },
	{ "aten::avg_pool2d", AVERAGE("2"), "AveragePool", NULL, 1, pool },
	{ "aten::avg_pool3d", AVERAGE("3"), "AveragePool", NULL, 1, pool },
	{ "aten::baddbmm", "T self, T batch1, T batch2, *, S beta=1, S alpha=1", NULL, NULL, 1,
	  product_and_sum },
	{ "aten::batch_norm",
	  "T input, T? weight, T? bias, T? running_mean, T? running_var, b training, f momentum, "
	  "f eps, b cudnn_enabled", "BatchNormalization",
	  "X=input scale=weight B=bias input_mean=running_mean input_var=running_var", 1, NULL },
	{ "aten::bilinear", "T input1, T input2, T weight, T? bias=None", "Bilinear",
	  "X1=input1 X2=input2 W=weight B=bias", 1, NULL },
	{ "aten::bmm", "T self, T mat2", "MatMul", NULL, 1, NULL },
	{ "aten::conv1d", CONV("1"), "Conv", NULL, 1, conv },
	{ "aten::conv1d", CONV_TEXT("1"), "Conv", NULL, 1, conv },
	{ "aten::conv2d", CONV("2"), "Conv", NULL, 1, conv },
	{ "aten::conv2d", CONV_TEXT("2"), "Conv", NULL, 1, conv },
	{ "aten::conv3d", CONV("3"), "Conv", NULL, 1, conv },
	{ "aten::conv3d", CONV_TEXT("3"), "Conv", NULL, 1, conv },
	{ "aten::conv_transpose1d", CONV_BACK("1"), "ConvTranspose", NULL, 1, conv },
	{ "aten::conv_transpose2d", CONV_BACK("2"), "ConvTranspose", NULL, 1, conv },
	{ "aten::conv_transpose3d", CONV_BACK("3"), "ConvTranspose", NULL, 1, conv },
	{ "aten::convolution",
	  "T input, T weight, T? bias, i[] stride, i[] padding, i[] dilation, b transposed, "
	  "i[] output_padding, i groups", NULL, NULL, 1, conv },
	{ "aten::dot", "T self, T tensor", "MatMul", NULL, 1, NULL },
	{ "aten::einsum", "s equation, T[] tensors, any path=None", "Einsum", NULL, 1, einsum },
	{ "aten::embedding",
	  "T weight, T indices, i padding_idx=-1, b scale_grad_by_freq=False, b sparse=False",
	  "Gather", "data=weight indices=indices", 1, NULL },
	{ "aten::group_norm", "T input, i num_groups, T? weight=None, T? bias=None, f eps=1e-05, "
	  "b cudnn_enabled=True", "GroupNormalization",
	  "X=input scale=weight bias=bias num_groups=num_groups", 1, NULL },
	{ "aten::instance_norm",
	  "T input, T? weight, T? bias, T? running_mean, T? running_var, b use_input_stats, "
	  "f momentum, f eps, b cudnn_enabled", "InstanceNormalization", "input=input scale=weight B=bias",
	  1, NULL },
	{ "aten::layer_norm", "T input, i[] normalized_shape, T? weight=None, T? bias=None, f eps=1e-05, "
	  "b cudnn_enable=True", "LayerNormalization", NULL, 1, layer_norm },
	{ "aten::linear", "T input, T weight, T? bias=None", "Linear", "X=input W=weight B=bias", 1, NULL },
	{ "aten::matmul", "T self, T other", "MatMul", NULL, 1, NULL },
	{ "aten::max_pool1d", MAX("1"), "MaxPool", NULL, 1, pool },
	{ "aten::max_pool1d_with_indices", MAX("1"), "MaxPool", NULL, 2, pool },
	{ "aten::max_pool2d", MAX("2"), "MaxPool", NULL, 1, pool },
	{ "aten::max_pool2d_with_indices", MAX("2"), "MaxPool", NULL, 2, pool },
	{ "aten::max_pool3d", MAX("3"), "MaxPool", NULL, 1, pool },
	{ "aten::max_pool3d_with_indices", MAX("3"), "MaxPool", NULL, 2, pool },
	{ "aten::mm", "T self, T mat2", "MatMul", NULL, 1, NULL },
	{ "aten::mv", "T self, T vec", "MatMul", NULL, 1, NULL },
	{ "aten::rms_norm", "T input, i[] normalized_shape, T? weight=None, f? eps=None",
	  "RMSNormalization", NULL, 1,
	  layer_norm },
	{ "prim::mkldnn_convolution", "T input, T weight, T? bias, i[] stride, i[] padding, i[] dilation, "
	  "i groups", NULL, NULL, 1, conv },
	{ "torchvision::deform_conv2d",
	  "T input, T weight, T offset, T mask, T bias, i stride_h, i stride_w, i pad_h, "
	  "i pad_w, i dilation_h, i dilation_w, i groups, i offset_groups, b use_mask", "DeformConv", NULL, 1,
	  deform_conv },
	{ "torchvision::roi_align", "T input, T rois, f spatial_scale, i pooled_height, i pooled_width, "
	  "i sampling_ratio, b aligned=False", "RoiAlign", NULL, 1, roi_align },
	{ 0 },
};
