/* bind_packed.c -- PyTorch's layers whose weights are packed: quantised, dynamic, prepacked */
#include <string.h>

#include "front/ts/packed.h"
#include "front/ts/shape.h"

/* --- packing --------------------------------------------------------------------------- */

static struct fc_ts_value *
tensor_or_null(struct fc_ts_call *c, const char *name)
{
	struct fc_ts_value *v = fc_ts_arg(c, name);

	return v && v->kind == FC_TS_V_TENSOR ? v : NULL;
}

/* Argument name spread to n axes; where it is left out, otherwise. */
static void
setting(struct fc_ts_call *c, const char *name, unsigned n, int64_t otherwise, struct fc_dim *out)
{
	if (fc_ts_arg_dims(c, name, n, out, 3) == (int)n)
		return;
	for (unsigned i = 0; i < n; i++)
		out[i] = fc_dim_int(c->ts->b->dims, otherwise);
}

static bool
prepack(struct fc_ts_call *c)
{
	struct fc_ts_packed p = { .weight = tensor_or_null(c, "weight"), .bias = tensor_or_null(c, "bias") };
	int rank = p.weight ? p.weight->tensor->type.shape.rank : -1;

	p.groups = fc_dim_int(c->ts->b->dims, fc_ts_arg_int(c, "groups", 1));
	p.transposed = strstr(c->row->name, "transpose") != NULL;
	if (strstr(c->row->name, "conv") && rank > 2 && rank < 6)
		p.n = (unsigned)rank - 2;
	setting(c, "stride", p.n, 1, p.stride);
	setting(c, "padding", p.n, 0, p.padding);
	setting(c, "dilation", p.n, 1, p.dilation);
	setting(c, "output_padding", p.n, 0, p.output_padding);
	c->result = fc_ts_packed_make(c->ts, c->row->name, &p);
	return true;
}

static bool
unpack(struct fc_ts_call *c)
{
	struct fc_ts_packed p;

	if (c->arg[0]->kind == FC_TS_V_TENSOR || !fc_ts_packed_read(c->ts, c->arg[0], &p)) {
		p = (struct fc_ts_packed){ .weight = fc_ts_tensor(c->ts, fc_ts_anything(c->ts)) };
		p.bias = p.weight;
	}
	c->result = fc_ts_packed_pair(c->ts, &p);
	return true;
}

/* conv2d_stride and its kin: what a convolution was packed with */
static bool
packed_setting(struct fc_ts_call *c)
{
	struct fc_ts_packed p;
	bool known = fc_ts_packed_read(c->ts, c->arg[0], &p);
	const struct fc_dim *list = strstr(c->row->name, "_stride")           ? p.stride
	                            : strstr(c->row->name, "_output_padding") ? p.output_padding
	                            : strstr(c->row->name, "_padding")        ? p.padding
	                                                                      : p.dilation;

	if (!known)
		c->result = fc_ts_unknown(c->ts);
	else if (strstr(c->row->name, "_groups"))
		c->result = fc_ts_dim(c->ts, p.groups);
	else
		c->result = fc_ts_ints(c->ts, list, p.n);
	return true;
}

/* --- layers ---------------------------------------------------------------------------- */

/* What is fused behind the layer, by its name. */
static struct fc_value *
activated(struct fc_ts_call *c, struct fc_value *y)
{
	static const struct { const char *name, *op; } behind[] = {
		{ "_leaky_relu", "LeakyRelu" }, { "_relu", "Relu" }, { "_tanh", "Tanh" },
	};

	for (size_t i = 0; y && i < sizeof(behind) / sizeof(behind[0]); i++)
		if (strstr(c->row->name, behind[i].name))
			return fc_ts_node(c, behind[i].op, y, NULL);
	return y;
}

/* xnnpack's contexts carry bounds for the result, at the end of their state. */
static struct fc_value *
clamped(struct fc_ts_call *c, const struct fc_ts_value *context, struct fc_value *y)
{
	const struct fc_ts_value *state = context->item.n ? context->item.at[0] : context;
	struct fc_draft d = fc_ts_draft(c, "Clip");
	uint32_t n = state->item.n;

	if (!y || !context->text || !strstr(context->text, "OpContext") || n < 4 ||
	    (!fc_ts_is_number(state->item.at[n - 2]) && !fc_ts_is_number(state->item.at[n - 1])))
		return y;
	fc_ts_draft_in(&d, y);
	fc_ts_draft_in(&d, fc_ts_as_tensor(c->ts, state->item.at[n - 2]));
	fc_ts_draft_in(&d, fc_ts_as_tensor(c->ts, state->item.at[n - 1]));
	return fc_ts_one(c, &d);
}

static struct fc_draft
layer(struct fc_ts_call *c, const char *op, const struct fc_ts_packed *p, struct fc_value *x)
{
	struct fc_draft d = fc_ts_draft(c, op);
	struct fc_value *w = fc_ts_packed_weight(c->ts, p);

	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, w ? w : fc_ts_anything(c->ts));
	fc_ts_draft_in(&d, fc_ts_packed_bias(c->ts, p));
	return d;
}

static bool
linear(struct fc_ts_call *c)
{
	struct fc_ts_packed p;
	struct fc_draft d;

	fc_ts_packed_read(c->ts, fc_ts_arg(c, "W_prepack"), &p);
	d = layer(c, "Linear", &p, fc_ts_operand(c, "X"));
	return fc_ts_give(c, clamped(c, fc_ts_arg(c, "W_prepack"), activated(c, fc_ts_one(c, &d))));
}

/* A window as before and after of each axis alike. */
static void
window(struct fc_draft *d, const struct fc_ts_packed *p)
{
	struct fc_dim pads[6];

	for (unsigned i = 0; i < p->n; i++)
		pads[i] = pads[p->n + i] = p->padding[i];
	fc_draft_set_ints(d, "strides", p->stride, p->n);
	fc_draft_set_ints(d, "dilations", p->dilation, p->n);
	fc_draft_set_ints(d, "pads", pads, 2 * p->n);
	if (p->transposed)
		fc_draft_set_ints(d, "output_padding", p->output_padding, p->n);
	fc_draft_set_ints(d, "group", &p->groups, 1);
}

/* Of a convolution whose settings are not known, nothing is. */
static struct fc_value *
convolved(struct fc_ts_call *c, const struct fc_ts_packed *p, struct fc_value *x)
{
	struct fc_draft d;
	unsigned n = p->weight ? (unsigned)p->weight->tensor->type.shape.rank - 2 : 0;
	bool flat = p->weight && x->type.shape.rank == 3 && n == 2; /* one axis, packed as two */
	struct fc_value *y;

	if (!p->n || p->n != n)
		return fc_ts_node(c, "Conv", x, fc_ts_anything(c->ts));
	if (flat)
		x = fc_ts_unsqueeze(c, x, 2);
	if (!x)
		return NULL;
	d = layer(c, p->transposed ? "ConvTranspose" : "Conv", p, x);
	window(&d, p);
	y = fc_ts_one(c, &d);
	return flat && y ? fc_ts_squeeze(c, y, 2) : y;
}

static bool
conv(struct fc_ts_call *c)
{
	struct fc_ts_packed p;
	struct fc_value *y;

	fc_ts_packed_read(c->ts, fc_ts_arg(c, "W_prepack"), &p);
	y = convolved(c, &p, fc_ts_operand(c, "X"));
	if (y && fc_ts_arg(c, "accum"))
		y = fc_ts_node(c, "Add", y, fc_ts_operand(c, "accum"));
	return fc_ts_give(c, clamped(c, fc_ts_arg(c, "W_prepack"), activated(c, y)));
}

/* Rows of a packed table, as floats. */
static bool
embedding(struct fc_ts_call *c)
{
	bool bag = strstr(c->row->name, "bag") != NULL;
	static const char *const modes[] = { "sum", "mean", "max" };
	struct fc_draft d = fc_ts_draft(c, bag ? "EmbeddingBag" : "Gather");
	int64_t mode = fc_ts_arg_int(c, "mode", 0);
	struct fc_ts_packed p;
	struct fc_value *w, *y;

	fc_ts_packed_read(c->ts, fc_ts_arg(c, "W_prepack"), &p);
	w = fc_ts_packed_weight(c->ts, &p);
	fc_ts_draft_in(&d, w ? w : fc_ts_anything(c->ts));
	fc_ts_draft_in(&d, fc_ts_operand(c, "indices"));
	if (bag) {
		fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "offsets"));
		fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "per_sample_weights"));
		fc_draft_set_text(&d, "mode", modes[mode >= 0 && mode < 3 ? mode : 0]);
		fc_draft_set_int(&d, "include_last_offset", fc_ts_arg_bool(c, "include_last_offset", false));
	}
	y = fc_ts_one(c, &d);
	if (!y)
		return false;
	y->type.dtype = FC_DTYPE_FLOAT32;
	return fc_ts_give(c, y);
}

/*
 * What torch.jit.optimize_for_inference turns weights and sums into: tensors of a library's own layout, which
 * are saved without their values, sizes or operands.
 */
static bool
lost(struct fc_ts_call *c)
{
	struct fc_ts *t = c->ts;

	if (!t->lost)
		fc_diag_add(t->b->diags, FC_E_UNCOUNTED, (struct fc_where){ 0 },
		            "torch.jit.optimize_for_inference has dropped the weights; save the module "
		            "before it is optimised");
	t->lost = true;
	if (c->row->results < 2)
		return fc_ts_give(c, fc_ts_anything(t));
	c->result = fc_ts_list(t, FC_TS_V_TUPLE);
	for (unsigned i = 0; i < c->row->results; i++)
		fc_ts_push(t, c->result, fc_ts_tensor(t, fc_ts_anything(t)));
	return true;
}

#define Q "quantized::"
#define LAYER "T X, any W_prepack"
#define SCALED ", f output_scale, i output_zero_point"
#define PACK "T weight, T? bias, i[] stride, i[] padding, i[] dilation, i groups"
#define PACK_BACK "T weight, T? bias, i[] stride, i[] padding, i[] output_padding, i[] dilation, i groups"
#define CONV(n) \
	{ Q "conv" n "d", LAYER SCALED, NULL, NULL, 1, conv }, \
	{ Q "conv" n "d_dilation", "any packed", NULL, NULL, 1, packed_setting }, \
	{ Q "conv" n "d_dynamic", LAYER ", b reduce_range=False", NULL, NULL, 1, conv }, \
	{ Q "conv" n "d_groups", "any packed", NULL, NULL, 1, packed_setting }, \
	{ Q "conv" n "d_output_padding", "any packed", NULL, NULL, 1, packed_setting }, \
	{ Q "conv" n "d_padding", "any packed", NULL, NULL, 1, packed_setting }, \
	{ Q "conv" n "d_prepack", PACK, NULL, NULL, 1, prepack }, \
	{ Q "conv" n "d_relu", LAYER SCALED, NULL, NULL, 1, conv }, \
	{ Q "conv" n "d_stride", "any packed", NULL, NULL, 1, packed_setting }, \
	{ Q "conv" n "d_unpack", "any packed", NULL, NULL, 2, unpack }, \
	{ Q "conv_transpose" n "d", LAYER SCALED, NULL, NULL, 1, conv }, \
	{ Q "conv_transpose" n "d_dynamic", LAYER ", b reduce_range=False", NULL, NULL, 1, conv }, \
	{ Q "conv_transpose" n "d_prepack", PACK_BACK, NULL, NULL, 1, prepack }, \
	{ Q "conv_transpose" n "d_unpack", "any packed", NULL, NULL, 2, unpack }
#define ROWS(name) \
	{ Q "embedding_" name, "any W_prepack, T indices, b pruned_weights=False", NULL, NULL, 1, \
	  embedding }, \
	{ Q "embedding_bag_" name, "any W_prepack, T indices, T? offsets=None, " \
	  "b scale_grad_by_freq=False, i mode=0, b pruned_weights=False, T? per_sample_weights=None, " \
	  "T? compressed_indices_mapping=None, b include_last_offset=False", NULL, NULL, 1, embedding }

const struct fc_ts_bind fc_ts_bind_packed[] = {
	{ "prepacked::conv2d_clamp_prepack", PACK ", S? output_min=None, S? output_max=None", NULL, NULL, 1,
	  prepack },
	{ "prepacked::conv2d_clamp_run", LAYER, NULL, NULL, 1, conv },
	{ "prepacked::conv2d_transpose_clamp_run", LAYER, NULL, NULL, 1, conv },
	{ "prepacked::linear_clamp_prepack", "T weight, T? bias=None, S? output_min=None, "
	  "S? output_max=None", NULL, NULL, 1, prepack },
	{ "prepacked::linear_clamp_run", LAYER, NULL, NULL, 1, linear },
	{ "prim::BroadcastMKLDNNTensors", "", NULL, NULL, 2, lost },
	{ "prim::ConstantMKLDNNTensor", "", NULL, NULL, 1, lost },
	CONV("1"),
	CONV("2"),
	{ Q "conv2d_add", "T X, T accum, any W_prepack" SCALED, NULL, NULL, 1, conv },
	{ Q "conv2d_add_relu", "T X, T accum, any W_prepack" SCALED, NULL, NULL, 1, conv },
	CONV("3"),
	ROWS("4bit"),
	{ Q "embedding_bag_prepack", "T weight", NULL, NULL, 1, prepack },
	{ Q "embedding_bag_unpack", "any packed", NULL, NULL, 1, unpack },
	ROWS("byte"),
	{ Q "linear", LAYER SCALED, NULL, NULL, 1, linear },
	{ Q "linear_dynamic", LAYER ", b reduce_range=False", NULL, NULL, 1, linear },
	{ Q "linear_dynamic_fp16", LAYER, NULL, NULL, 1, linear },
	{ Q "linear_leaky_relu", LAYER SCALED ", f negative_slope", NULL, NULL, 1, linear },
	{ Q "linear_prepack", "T weight, T? bias=None", NULL, NULL, 1, prepack },
	{ Q "linear_prepack_fp16", "T weight, T? bias=None", NULL, NULL, 1, prepack },
	{ Q "linear_relu", LAYER SCALED, NULL, NULL, 1, linear },
	{ Q "linear_relu_dynamic", LAYER ", b reduce_range=False", NULL, NULL, 1, linear },
	{ Q "linear_relu_dynamic_fp16", LAYER, NULL, NULL, 1, linear },
	{ Q "linear_tanh", LAYER SCALED, NULL, NULL, 1, linear },
	{ Q "linear_unpack", "any packed", NULL, NULL, 2, unpack },
	{ Q "linear_unpack_fp16", "any packed", NULL, NULL, 2, unpack },
	{ 0 },
};
