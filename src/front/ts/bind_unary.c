/* bind_unary.c -- PyTorch's functions of one tensor: arithmetic and activations */
#include <string.h>

#include "front/ts/window.h"

static bool
give(struct fc_ts_call *c, struct fc_value *y)
{
	size_t n = strlen(c->row->name);

	if (!y)
		return false;
	if (c->row->name[n - 1] == '_')
		fc_ts_in_place(c, y);
	else
		c->result = fc_ts_tensor(c->ts, y);
	return true;
}

/* Functions of real numbers make float32 of integers. */
static struct fc_value *
real_node(struct fc_ts_call *c, const char *op, struct fc_value *x)
{
	struct fc_value *y = x ? fc_ts_node(c, op, x, NULL) : NULL;

	if (y && (fc_dtype_is_integer((enum fc_dtype)y->type.dtype) || y->type.dtype == FC_DTYPE_BOOL))
		y->type.dtype = FC_DTYPE_FLOAT32;
	return y;
}

static bool
real(struct fc_ts_call *c)
{
	return give(c, real_node(c, c->row->op, fc_ts_arg_tensor(c, c->name[0])));
}

/* Of complex numbers, their length. */
static bool
absolute(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_arg_tensor(c, "self");
	bool complex = x && fc_dtype_class((enum fc_dtype)x->type.dtype) == 'c';

	return give(c, x ? fc_ts_node(c, complex ? "Magnitude" : "Abs", x, NULL) : NULL);
}

/* clamp and its kin: bounds as operands, those that are there */
static bool
clamp(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "Clip");
	bool six = strstr(c->row->name, "relu6") != NULL, tanh = strstr(c->row->name, "hardtanh") != NULL;
	struct fc_value *lo = six ? fc_ts_as_tensor(c->ts, fc_ts_int(c->ts, 0))
	                          : fc_ts_arg_tensor(c, tanh ? "min_val" : "min");
	struct fc_value *hi = six ? fc_ts_as_tensor(c->ts, fc_ts_int(c->ts, 6))
	                          : fc_ts_arg_tensor(c, tanh ? "max_val" : "max"), *y;

	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "self"));
	fc_ts_draft_in(&d, lo);
	fc_ts_draft_in(&d, hi);
	y = fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return false;
	c->result = NULL;
	return give(c, y);
}

/* Out of training, dropout hands its operand on. */
static bool
dropout(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_arg_tensor(c, c->name[0]), *y;
	struct fc_draft d = fc_ts_draft(c, "Dropout");

	if (!x)
		return false;
	fc_ts_draft_in(&d, x);
	if (fc_ts_arg_bool(c, "train", false)) {
		fc_ts_draft_in(&d, NULL);
		fc_ts_draft_in(&d, fc_ts_as_tensor(c->ts, fc_ts_bool(c->ts, true)));
	}
	y = fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return false;
	c->result = NULL;
	return give(c, y);
}

/* rsqrt is a root and its inverse */
static bool
rsqrt(struct fc_ts_call *c)
{
	return give(c, real_node(c, "Reciprocal", real_node(c, "Sqrt", fc_ts_arg_tensor(c, "self"))));
}

static bool
square(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_arg_tensor(c, "self");

	return give(c, x ? fc_ts_node(c, "Mul", x, x) : NULL);
}

static bool
test(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_arg_tensor(c, "self"), *y = x ? fc_ts_node(c, c->row->op, x, NULL) : NULL;

	if (y)
		y->type.dtype = FC_DTYPE_BOOL;
	return give(c, y);
}

#define ONE(name, op) { "aten::" name, "T self", op, NULL, 1, NULL }
#define MKLDNN(name, op) \
	{ "prim::MKLDNN" name, "T self", op, "input=self X=self", 1, NULL }, \
	{ "prim::MKLDNN" name "_", "T self", op, "input=self X=self", 1, NULL }
#define BOTH(name, op) ONE(name, op), ONE(name "_", op)
#define REAL(name, op) \
	{ "aten::" name, "T self", op, NULL, 1, real }, \
	{ "aten::" name "_", "T self", op, NULL, 1, real }
#define F(name, op) { "aten::" name, "T self", op, NULL, 1, real }
#define DROP(name) { "aten::" name, "T input, f p, b train", "Dropout", NULL, 1, dropout }, \
	{ "aten::" name "_", "T self, f p, b train", "Dropout", NULL, 1, dropout }

const struct fc_ts_bind fc_ts_bind_unary[] = {
	{ "aten::abs", "T self", NULL, NULL, 1, absolute },
	{ "aten::abs_", "T self", NULL, NULL, 1, absolute },
	{ "aten::absolute", "T self", NULL, NULL, 1, absolute },
	REAL("acos", "Acos"),
	REAL("acosh", "Acosh"),
	DROP("alpha_dropout"),
	REAL("arccos", "Acos"),
	F("arccosh", "Acosh"),
	REAL("arcsin", "Asin"),
	F("arcsinh", "Asinh"),
	REAL("arctan", "Atan"),
	F("arctanh", "Atanh"),
	REAL("asin", "Asin"),
	REAL("asinh", "Asinh"),
	REAL("atan", "Atan"),
	REAL("atanh", "Atanh"),
	ONE("bitwise_not", "BitwiseNot"),
	BOTH("ceil", "Ceil"),
	{ "aten::celu", "T self, S alpha=1.0", "Celu", "X=self alpha=alpha", 1, NULL },
	{ "aten::celu_", "T self, S alpha=1.0", "Celu", "X=self alpha=alpha", 1, NULL },
	{ "aten::clamp", "T self, any min=None, any max=None", "Clip", NULL, 1, clamp },
	{ "aten::clamp_", "T self, any min=None, any max=None", "Clip", NULL, 1, clamp },
	{ "aten::clamp_max", "T self, any max", "Clip", NULL, 1, clamp },
	{ "aten::clamp_max_", "T self, any max", "Clip", NULL, 1, clamp },
	{ "aten::clamp_min", "T self, any min", "Clip", NULL, 1, clamp },
	{ "aten::clamp_min_", "T self, any min", "Clip", NULL, 1, clamp },
	{ "aten::clip", "T self, any min=None, any max=None", "Clip", NULL, 1, clamp },
	REAL("cos", "Cos"),
	REAL("cosh", "Cosh"),
	F("deg2rad", "Neg"),
	F("digamma", "Erf"),
	DROP("dropout"),
	{ "aten::elu", "T self, S alpha=1, S scale=1, S input_scale=1", "Elu", "X=self alpha=alpha", 1,
	  NULL },
	{ "aten::elu_", "T self, S alpha=1, S scale=1, S input_scale=1", "Elu", "X=self alpha=alpha", 1,
	  NULL },
	REAL("erf", "Erf"),
	REAL("erfc", "Erf"),
	F("erfinv", "Erf"),
	REAL("exp", "Exp"),
	REAL("exp2", "Exp"),
	REAL("expm1", "Exp"),
	DROP("feature_alpha_dropout"),
	DROP("feature_dropout"),
	ONE("fix", "Trunc"),
	BOTH("floor", "Floor"),
	ONE("frac", "Trunc"),
	{ "aten::gelu", "T self, *, s approximate=\"none\"", "Gelu", "X=self approximate=approximate", 1,
	  NULL },
	{ "aten::gelu_", "T self, *, s approximate=\"none\"", "Gelu", "X=self approximate=approximate", 1,
	  NULL },
	{ "aten::glu", "T self, i dim=-1", "Glu", "X=self axis=dim", 1, NULL },
	{ "aten::hardshrink", "T self, S lambd=0.5", "Shrink", "input=self X=self lambd=lambd", 1, NULL },
	BOTH("hardsigmoid", "HardSigmoid"),
	BOTH("hardswish", "HardSwish"),
	{ "aten::hardtanh", "T self, S min_val=-1, S max_val=1", "Clip", NULL, 1, clamp },
	{ "aten::hardtanh_", "T self, S min_val=-1, S max_val=1", "Clip", NULL, 1, clamp },
	F("i0", "Exp"),
	{ "aten::isfinite", "T self", "IsInf", NULL, 1, test },
	{ "aten::isinf", "T self", "IsInf", NULL, 1, test },
	{ "aten::isnan", "T self", "IsNaN", NULL, 1, test },
	{ "aten::isneginf", "T self", "IsInf", NULL, 1, test },
	{ "aten::isposinf", "T self", "IsInf", NULL, 1, test },
	{ "aten::isreal", "T self", "IsNaN", NULL, 1, test },
	{ "aten::leaky_relu", "T self, S negative_slope=0.01", "LeakyRelu", "X=self alpha=negative_slope",
	  1, NULL },
	{ "aten::leaky_relu_", "T self, S negative_slope=0.01", "LeakyRelu", "X=self alpha=negative_slope",
	  1, NULL },
	F("lgamma", "Erf"),
	REAL("log", "Log"),
	REAL("log10", "Log"),
	REAL("log1p", "Log"),
	REAL("log2", "Log"),
	ONE("log_sigmoid", "LogSigmoid"),
	{ "aten::logical_not", "T self", "Not", NULL, 1, test },
	{ "aten::logit", "T self, f? eps=None", "Log", NULL, 1, real },
	BOTH("mish", "Mish"),
	{ "aten::mvlgamma", "T self, i p", "Erf", NULL, 1, real },
	{ "aten::nan_to_num", "T self, f? nan=None, f? posinf=None, f? neginf=None", "Clip", "input=self",
	  1, NULL },
	BOTH("neg", "Neg"),
	ONE("negative", "Neg"),
	{ "aten::polygamma", "i n, T self", "Erf", NULL, 1, NULL },
	{ "aten::prelu", "T self, T weight", "PRelu", "X=self slope=weight", 1, NULL },
	F("rad2deg", "Neg"),
	REAL("reciprocal", "Reciprocal"),
	BOTH("relu", "Relu"),
	{ "aten::relu6", "T self", "Clip", NULL, 1, clamp },
	{ "aten::relu6_", "T self", "Clip", NULL, 1, clamp },
	{ "aten::round", "T self, *, i decimals=0", "Round", "X=self", 1, NULL },
	{ "aten::round_", "T self, *, i decimals=0", "Round", "X=self", 1, NULL },
	{ "aten::rrelu",
	  "T self, S lower=0.125, S upper=0.33333333333333331, b training=False, gen? generator=None",
	  "LeakyRelu", "X=self", 1, NULL },
	{ "aten::rrelu_",
	  "T self, S lower=0.125, S upper=0.33333333333333331, b training=False, gen? generator=None",
	  "LeakyRelu", "X=self", 1, NULL },
	{ "aten::rsqrt", "T self", NULL, NULL, 1, rsqrt },
	{ "aten::rsqrt_", "T self", NULL, NULL, 1, rsqrt },
	BOTH("selu", "Selu"),
	ONE("sgn", "Sign"),
	REAL("sigmoid", "Sigmoid"),
	BOTH("sign", "Sign"),
	{ "aten::signbit", "T self", "IsNaN", NULL, 1, test },
	BOTH("silu", "Swish"),
	REAL("sin", "Sin"),
	F("sinc", "Sin"),
	REAL("sinh", "Sinh"),
	{ "aten::softplus", "T self, S beta=1, S threshold=20", "Softplus", "X=self", 1, NULL },
	{ "aten::softshrink", "T self, S lambd=0.5", "Shrink", "input=self X=self lambd=lambd bias=lambd",
	  1, NULL },
	F("special_digamma", "Erf"),
	F("special_entr", "Log"),
	F("special_erf", "Erf"),
	F("special_erfc", "Erf"),
	F("special_erfcx", "Erf"),
	F("special_erfinv", "Erf"),
	F("special_exp2", "Exp"),
	F("special_expit", "Sigmoid"),
	F("special_expm1", "Exp"),
	F("special_gammaln", "Erf"),
	F("special_i0", "Exp"),
	F("special_i0e", "Exp"),
	F("special_i1", "Exp"),
	F("special_i1e", "Exp"),
	F("special_log1p", "Log"),
	F("special_log_ndtr", "Erf"),
	{ "aten::special_logit", "T self, f? eps=None", "Log", NULL, 1, real },
	{ "aten::special_multigammaln", "T self, i p", "Erf", NULL, 1, real },
	F("special_ndtr", "Erf"),
	F("special_ndtri", "Erf"),
	{ "aten::special_polygamma", "i n, T self", "Erf", NULL, 1, NULL },
	F("special_psi", "Erf"),
	{ "aten::special_round", "T self, *, i decimals=0", "Round", "X=self", 1, NULL },
	F("special_sinc", "Sin"),
	REAL("sqrt", "Sqrt"),
	{ "aten::square", "T self", "Mul", NULL, 1, square },
	REAL("tan", "Tan"),
	REAL("tanh", "Tanh"),
	{ "aten::threshold", "T self, S threshold, S value", "ThresholdedRelu", "X=self alpha=threshold",
	  1, NULL },
	{ "aten::threshold_", "T self, S threshold, S value", "ThresholdedRelu", "X=self alpha=threshold",
	  1, NULL },
	BOTH("trunc", "Trunc"),
	MKLDNN("HardSigmoid", "HardSigmoid"),
	MKLDNN("HardSwish", "HardSwish"),
	MKLDNN("HardTanh", "Clip"),
	{ 0 },
};
