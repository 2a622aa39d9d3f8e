/* unary.c -- functions of one operand, casts, and what passes its operand through */
#include <string.h>

#include "ops/families.h"
#include "ops/same.h"

#define FOLD(NAME, OP)                          \
	static void                             \
	NAME##_fold(struct fc_op_ctx *cx)       \
	{                                       \
		fc_same_fold1(cx, FC_SCALAR_##OP); \
	}

FOLD(abs, ABS)
FOLD(bitwise_not, BITNOT)
FOLD(ceil, CEIL)
FOLD(exp, EXP)
FOLD(floor, FLOOR)
FOLD(log, LOG)
FOLD(neg, NEG)
FOLD(not, NOT)
FOLD(reciprocal, RECIPROCAL)
FOLD(round, ROUND_EVEN)
FOLD(sign, SIGN)
FOLD(sqrt, SQRT)
FOLD(trunc, TRUNC)
#undef FOLD

static bool
bool_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, FC_DTYPE_BOOL, fc_op_shape(cx, 0));
}

/* This very node hands its operand on, and moves nothing. */
static void
view_when(struct fc_op_ctx *cx, bool is_view)
{
	if (is_view)
		cx->node->flags |= FC_NODE_VIEW;
	else
		cx->node->flags &= (uint8_t)~FC_NODE_VIEW;
}

/* --- Cast ------------------------------------------------------------------------ */

/* The element type result 0 is cast to: attribute to, else that of operand 1. */
static enum fc_dtype
target(const struct fc_op_ctx *cx)
{
	const char *to = fc_op_text(cx, "to");

	return *to ? fc_dtype_find(to, strlen(to)) : fc_op_dtype(cx, 1);
}

static bool
cast_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype to = target(cx);

	view_when(cx, to != FC_DTYPE_UNKNOWN && to == fc_op_dtype(cx, 0));
	return fc_op_out(cx, 0, to, fc_op_shape(cx, 0));
}

/* To an integer: towards zero. To a boolean: not 0. */
static void
cast_fold(struct fc_op_ctx *cx)
{
	char from = fc_dtype_class(fc_op_dtype(cx, 0)), to = fc_dtype_class(target(cx));
	struct fc_scalar zero = fc_scalar_int(cx->dims, 0), *at;
	unsigned n;
	const struct fc_scalar *x = fc_op_known(cx, 0, &n);

	if (to == 's' || to == '?' || to == 'c' || !x)
		return;
	if (to == 'b' && from != 'b') {
		at = fc_op_scalars(cx, n);
		for (unsigned e = 0; e < n; e++)
			at[e] = fc_scalar_apply(cx->dims, FC_SCALAR_NE, x[e], zero);
		fc_op_set_known(cx, 0, at, n);
	} else if (from == 'f' && (to == 'i' || to == 'u')) {
		trunc_fold(cx);
	} else {
		fc_same_fold_copy(cx);
	}
}

/* --- Clip -------------------------------------------------------------------------- */

static bool
bound_is(const struct fc_op_ctx *cx, unsigned i, int64_t v)
{
	int64_t bound;

	return fc_op_value_int(cx, i, &bound) && bound == v;
}

/* Relu6 by another name, which module-level conventions count. */
static void
clip_vars(struct fc_op_ctx *cx)
{
	if (bound_is(cx, 1, 0) && bound_is(cx, 2, 6))
		cx->node->kind = FC_CLASS_RELU;
}

static void
clip_fold(struct fc_op_ctx *cx)
{
	struct fc_scalar *at;
	struct fc_shape s;
	unsigned n;

	if (!fc_same_fold_size(cx, &s, &n))
		return;
	at = fc_op_scalars(cx, n);
	for (unsigned e = 0; e < n; e++) {
		at[e] = fc_same_element(cx, s, 0, e);
		if (fc_op_has(cx, 1))
			at[e] = fc_scalar_apply(cx->dims, FC_SCALAR_MAX, at[e], fc_same_element(cx, s, 1, e));
		if (fc_op_has(cx, 2))
			at[e] = fc_scalar_apply(cx->dims, FC_SCALAR_MIN, at[e], fc_same_element(cx, s, 2, e));
	}
	fc_op_set_known(cx, 0, at, n);
}

/* --- what passes through -------------------------------------------------------------- */

static bool
identity_infer(struct fc_op_ctx *cx)
{
	return fc_op_out_type(cx, 0, fc_op_type(cx, 0));
}

/* 0, 1; -1: the data tell. */
static int
is_training(const struct fc_op_ctx *cx)
{
	int64_t v = 0;

	return fc_op_has(cx, 2) && !fc_op_value_int(cx, 2, &v) ? -1 : v != 0;
}

/* The mask is boolean since opset 10; before, of the data's type. */
static bool
dropout_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype dtype = fc_op_dtype(cx, 0);

	view_when(cx, is_training(cx) == 0);
	fc_op_out(cx, 0, dtype, fc_op_shape(cx, 0));
	return fc_op_out(cx, 1, fc_op_int(cx, "typed_mask") ? dtype : FC_DTYPE_BOOL, fc_op_shape(cx, 0));
}

static void
dropout_fold(struct fc_op_ctx *cx)
{
	if (is_training(cx) == 0)
		fc_same_fold_copy(cx);
}

#define FUNCTION(NAME, FOLD, FACT)                                                                  \
	{                                                                                           \
		.name = NAME, .in = "X", .out = "Y", .infer = fc_same_infer, .fold = FOLD,           \
		.cost = FACT " = |Y|", .kind = FC_CLASS_ELEMENT, .source = "ONNX " NAME              \
	}
#define SCALER(NAME, ATTR, FACT, SOURCE)                                                             \
	{                                                                                           \
		.name = NAME, .in = "X", .out = "Y", .attr = ATTR, .infer = fc_same_infer,           \
		.cost = FACT, .kind = FC_CLASS_ELEMENT, .source = "ONNX " NAME "-1: " SOURCE          \
	}
#define TEST(NAME, FOLD)                                                                            \
	{                                                                                           \
		.name = NAME, .in = "X", .out = "Y", .infer = bool_infer, .fold = FOLD,              \
		.cost = "simple = |Y|", .kind = FC_CLASS_ELEMENT, .source = "ONNX " NAME             \
	}
#define CAST(NAME, IN)                                                                              \
	{                                                                                           \
		.name = NAME, .in = IN, .out = "output", .attr = "round_mode saturate=1 to",         \
		.infer = cast_infer, .fold = cast_fold, .cost = "", .flags = FC_OP_CARRY,            \
		.source = "ONNX " NAME ": to the same type it moves nothing"                         \
	}

const struct fc_op fc_ops_unary[] = {
	FUNCTION("Abs", abs_fold, "simple"),
	FUNCTION("Acos", NULL, "special"),
	FUNCTION("Acosh", NULL, "special"),
	SCALER("Affine", "alpha=1.0 beta=0.0", "simple = 2 * |Y|", "mul, add"),
	FUNCTION("Asin", NULL, "special"),
	FUNCTION("Asinh", NULL, "special"),
	FUNCTION("Atan", NULL, "special"),
	FUNCTION("Atanh", NULL, "special"),
	{
		.name = "BitCast", .in = "input", .out = "output", .attr = "to", .infer = cast_infer,
		.cost = "", .flags = FC_OP_VIEW, .source = "ONNX BitCast-26: the same bytes, read otherwise",
	},
	FUNCTION("BitwiseNot", bitwise_not_fold, "simple"),
	CAST("Cast", "input"),
	CAST("CastLike", "input target_type#"),
	FUNCTION("Ceil", ceil_fold, "simple"),
	{
		.name = "Clip", .in = "input min~? max~?", .out = "output", .infer = fc_same_infer,
		.fold = clip_fold,
		.cost = "simple = |output| if min; simple = |output| if max", .vars = clip_vars,
		.kind = FC_CLASS_ACTIVATION, .source = "ONNX Clip-13: one compare per bound",
	},
	FUNCTION("Cos", NULL, "special"),
	FUNCTION("Cosh", NULL, "special"),
	{
		.name = "Dropout", .in = "data ratio~? training_mode#?", .out = "output mask",
		.attr = "seed typed_mask=0", .infer = dropout_infer, .fold = dropout_fold,
		.cost = "simple = 2 * |data| * val(training_mode)",
		.flags = FC_OP_CARRY,
		.source = "ONNX Dropout-22: training draws and scales, inference moves nothing",
	},
	FUNCTION("Erf", NULL, "special"),
	FUNCTION("Exp", exp_fold, "special"),
	FUNCTION("Floor", floor_fold, "simple"),
	{
		.name = "Identity", .in = "input", .out = "output", .infer = identity_infer,
		.fold = fc_same_fold_copy, .cost = "", .flags = FC_OP_VIEW | FC_OP_CARRY,
		.source = "ONNX Identity",
	},
	SCALER("ImageScaler", "bias scale=1.0", "simple = 2 * |Y|", "mul, add"),
	TEST("IsInf", NULL),
	TEST("IsNaN", NULL),
	FUNCTION("Log", log_fold, "special"),
	FUNCTION("Neg", neg_fold, "simple"),
	TEST("Not", not_fold),
	FUNCTION("Reciprocal", reciprocal_fold, "special"),
	FUNCTION("Round", round_fold, "simple"),
	SCALER("Scale", "scale=1.0", "simple = |Y|", "mul"),
	FUNCTION("Sign", sign_fold, "simple"),
	FUNCTION("Sin", NULL, "special"),
	FUNCTION("Sinh", NULL, "special"),
	FUNCTION("Sqrt", sqrt_fold, "special"),
	FUNCTION("Tan", NULL, "special"),
	FUNCTION("Trunc", trunc_fold, "simple"),
	{ 0 },
};
