/* bind_quant.c -- PyTorch's operators on quantised tensors, and the way there and back */
#include <string.h>

#include "front/ts/shape.h"

/* --- there and back ----------------------------------------------------------------------- */

static struct fc_value *
quantised(struct fc_ts_call *c, struct fc_value *x, struct fc_value *scale, enum fc_dtype to)
{
	struct fc_draft d = fc_ts_draft(c, "QuantizeLinear");

	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, scale ? scale : fc_ts_as_tensor(c->ts, fc_ts_real(c->ts, 1)));
	fc_draft_set_text(&d, "output_dtype", fc_dtype_name(to ? to : FC_DTYPE_UINT8));
	return fc_ts_one(c, &d);
}

/* A tensor knows its own scale and zero point, which no program spells. */
static struct fc_value *
floats(struct fc_ts_call *c, struct fc_value *x)
{
	struct fc_draft d = fc_ts_draft(c, "DequantizeLinear");

	if (!x || fc_dtype_is_float((enum fc_dtype)x->type.dtype))
		return x;
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_ts_as_tensor(c->ts, fc_ts_real(c->ts, 1)));
	fc_ts_draft_in(&d, fc_ts_as_tensor(c->ts, fc_ts_int(c->ts, 0)));
	return fc_ts_one(c, &d);
}

static bool
quantise(struct fc_ts_call *c)
{
	struct fc_value *scale = fc_ts_arg_tensor(c, "scale");

	return fc_ts_give(c, quantised(c, fc_ts_self(c), scale, fc_ts_arg_dtype(c, "dtype")));
}

static bool
quantise_list(struct fc_ts_call *c)
{
	const struct fc_ts_value *list = c->arg[0];

	c->result = fc_ts_list(c->ts, FC_TS_V_LIST);
	c->result->inexact = list->inexact || (list->kind != FC_TS_V_LIST && list->kind != FC_TS_V_TUPLE);
	for (uint32_t i = 0; i < list->item.n; i++) {
		struct fc_value *x = fc_ts_as_tensor(c->ts, list->item.at[i]), *y;

		x = x ? x : fc_ts_anything(c->ts);
		y = strstr(c->row->name, "dequantize") ? floats(c, x)
		                                       : quantised(c, x, NULL, fc_ts_arg_dtype(c, "dtype"));
		if (!y)
			return false;
		fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, y));
	}
	return true;
}

static bool
dequantise(struct fc_ts_call *c)
{
	return fc_ts_give(c, floats(c, fc_ts_self(c)));
}

/* fake_quantize_*: there and back at once */
static bool
fake(struct fc_ts_call *c)
{
	struct fc_value *y = quantised(c, fc_ts_self(c), fc_ts_arg_tensor(c, "scale"), FC_DTYPE_INT8);

	return fc_ts_give(c, floats(c, y));
}

static bool
integers(struct fc_ts_call *c)
{
	return fc_ts_give_same(c);
}

/* q_scale, q_zero_point: numbers that no program spells */
static bool
figure(struct fc_ts_call *c)
{
	bool real = strstr(c->row->name, "scale") != NULL;

	c->result = fc_ts_number(c->ts, real ? FC_TS_V_REAL : FC_TS_V_INT, FC_SCALAR_UNKNOWN);
	return true;
}

/* --- arithmetic ------------------------------------------------------------------------------- */

/* A quantised result has the type of the first operand, whatever number stands beside it. */
static bool
binary(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *y = fc_ts_node(c, c->row->op, x, fc_ts_operand(c, c->name[1]));

	if (y && x->type.dtype)
		y->type.dtype = x->type.dtype;
	if (y && strstr(c->row->name, "relu"))
		y = fc_ts_node(c, "Relu", y, NULL);
	return fc_ts_give(c, y);
}

static bool
cat(struct fc_ts_call *c)
{
	bool open;
	struct fc_value_list parts = fc_ts_operands(c, "qx", &open);
	struct fc_value *y = fc_ts_concat(c, &parts, fc_ts_arg_int(c, "dim", 0));

	if (open && y)
		y = fc_ts_anything(c->ts);
	if (y && strstr(c->row->name, "relu"))
		y = fc_ts_node(c, "Relu", y, NULL);
	return fc_ts_give(c, y);
}

static bool
batch_norm(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "BatchNormalization");
	struct fc_value *y;

	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "weight"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "bias"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "mean"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "var"));
	y = fc_ts_one(c, &d);
	if (y && strstr(c->row->name, "relu"))
		y = fc_ts_node(c, "Relu", y, NULL);
	return fc_ts_give(c, y);
}

static bool
layer_norm(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "LayerNormalization");
	struct fc_dim shape[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "normalized_shape", 0, shape, FC_LIMIT_RANK);

	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "weight"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "bias"));
	fc_draft_set_int(&d, "axis", n > 0 ? -n : -1);
	fc_ts_draft_out(&d);
	return fc_ts_draft_done(c, &d);
}

#define Q "quantized::"
#define SCALED ", f output_scale, i output_zero_point"
#define PAIR(name, op) \
	{ Q name, "T qa, T qb, f scale, i zero_point", op, NULL, 1, binary }, \
	{ Q name "_relu", "T qa, T qb, f scale, i zero_point", op, NULL, 1, binary }, \
	{ Q name "_relu_out", "T qa, T qb, T out", op, NULL, 1, binary }, \
	{ Q name "_out", "T qa, T qb, T out", op, NULL, 1, binary }, \
	{ Q name "_scalar", "T qa, any b", op, NULL, 1, binary }, \
	{ Q name "_scalar_relu", "T qa, any b", op, NULL, 1, binary }
#define BATCH_NORM(name) \
	{ Q "batch_norm" name, "T qx, T? weight, T? bias, T mean, T var, f eps" SCALED, NULL, NULL, 1, \
	  batch_norm }
#define FAKE ", any zero_point, i quant_min, i quant_max"

const struct fc_ts_bind fc_ts_bind_quant[] = {
	{ "aten::dequantize", "T self", NULL, NULL, 1, dequantise },
	{ "aten::dequantize", "T[] tensors", NULL, NULL, 1, quantise_list },
	{ "aten::fake_quantize_per_channel_affine", "T self, T scale, T zero_point, i axis, i quant_min, "
	  "i quant_max", NULL, NULL, 1, fake },
	{ "aten::fake_quantize_per_tensor_affine", "T self, any scale" FAKE, NULL, NULL, 1, fake },
	{ "aten::int_repr", "T self", NULL, NULL, 1, integers },
	{ "aten::q_scale", "T self", NULL, NULL, 1, figure },
	{ "aten::q_zero_point", "T self", NULL, NULL, 1, figure },
	{ "aten::quantize_per_channel", "T self, T scale, T zero_points, i axis, dt dtype", NULL, NULL, 1,
	  quantise },
	{ "aten::quantize_per_tensor", "T self, any scale, any zero_point, dt dtype", NULL, NULL, 1,
	  quantise },
	{ "aten::quantize_per_tensor", "T[] tensors, T scales, T zero_points, dt dtype", NULL, NULL, 1,
	  quantise_list },
	{ "aten::quantize_per_tensor_dynamic", "T self, dt dtype, b reduce_range", NULL, NULL, 1, quantise },
	PAIR("add", "Add"),
	BATCH_NORM(""),
	BATCH_NORM("1d"),
	BATCH_NORM("1d_relu"),
	BATCH_NORM("2d"),
	BATCH_NORM("2d_relu"),
	BATCH_NORM("3d"),
	BATCH_NORM("3d_relu"),
	{ Q "cat", "T[] qx, i dim, f? scale=None, i? zero_point=None", NULL, NULL, 1, cat },
	{ Q "cat_relu", "T[] qx, i dim, f? scale=None, i? zero_point=None", NULL, NULL, 1, cat },
	{ Q "celu", "T self" SCALED ", S alpha=1", "Celu", "X=self alpha=alpha", 1, NULL },
	{ Q "clamp", "T qx, S? min=None, S? max=None", "Clip", "input=qx min=min max=max", 1, NULL },
	{ Q "dropout", "T self" SCALED ", S p=0.5, b training=False", "Identity", "input=self", 1, NULL },
	{ Q "elu", "T self" SCALED ", S alpha=1, S scale=1, S input_scale=1", "Elu", "X=self alpha=alpha",
	  1, NULL },
	{ Q "group_norm", "T input, i num_groups, T? weight, T? bias, f eps" SCALED, "GroupNormalization",
	  "X=input scale=weight bias=bias num_groups=num_groups", 1, NULL },
	{ Q "hardswish", "T self" SCALED, "HardSwish", "X=self", 1, NULL },
	{ Q "instance_norm", "T input, T? weight, T? bias, f eps" SCALED, "InstanceNormalization",
	  "input=input scale=weight B=bias", 1, NULL },
	{ Q "layer_norm", "T input, i[] normalized_shape, T? weight, T? bias, f eps" SCALED,
	  "LayerNormalization", NULL, 1,
	  layer_norm },
	{ Q "leaky_relu", "T qx, S negative_slope, b inplace" SCALED, "LeakyRelu", "X=qx "
	  "alpha=negative_slope", 1, NULL },
	{ Q "matmul", "T qa, T qb, f scale, i zero_point", "MatMul", NULL, 1, binary },
	PAIR("mul", "Mul"),
	{ Q "prelu", "T qx, T weight" SCALED, "PRelu", "X=qx slope=weight", 1, NULL },
	{ Q "relu6", "T qx, b inplace=False", "Clip", "input=qx", 1, NULL },
	{ Q "sigmoid", "T qx" SCALED, "Sigmoid", "X=qx", 1, NULL },
	{ Q "softmax", "T qx, i dim" SCALED, "Softmax", "input=qx axis=dim", 1, NULL },
	{ Q "threshold", "T qx, S threshold, S value", "ThresholdedRelu", "X=qx alpha=threshold", 1, NULL },
	{ 0 },
};
