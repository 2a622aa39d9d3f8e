/* binary.c -- arithmetic and logic of two or more operands */
#include "ops/families.h"
#include "ops/same.h"

static bool
is_integer_result(const struct fc_op_ctx *cx)
{
	return fc_op_wants(cx, 0) && fc_dtype_is_integer((enum fc_dtype)cx->node->out[0]->type.dtype);
}

static void
add_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_ADD);
}

static void
sub_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_SUB);
}

static void
mul_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_MUL);
}

/* Integers divide towards zero (ONNX Div-14), unless attribute rounding says floor. */
static void
div_fold(struct fc_op_ctx *cx)
{
	if (fc_op_text_is(cx, "rounding", "floor"))
		fc_same_fold2(cx, FC_SCALAR_IDIV_FLOOR);
	else if (is_integer_result(cx) || fc_op_text_is(cx, "rounding", "trunc"))
		fc_same_fold2(cx, FC_SCALAR_IDIV_TRUNC);
	else
		fc_same_fold2(cx, FC_SCALAR_DIV);
}

/* True division of integers under PyTorch's rules gives the default float type. */
static bool
div_infer(struct fc_op_ctx *cx)
{
	bool whole;

	if (!fc_same_broadcast(cx) || !fc_op_wants(cx, 0))
		return fc_op_wants(cx, 0) == false;
	whole = is_integer_result(cx) || cx->node->out[0]->type.dtype == FC_DTYPE_BOOL;
	if (whole && fc_op_int(cx, "promote") && fc_op_text_is(cx, "rounding", ""))
		fc_op_out(cx, 0, FC_DTYPE_FLOAT32, cx->node->out[0]->type.shape);
	return true;
}

static void
pow_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_POW);
}

static void
mod_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, fc_op_int(cx, "fmod") ? FC_SCALAR_MOD_TRUNC : FC_SCALAR_MOD_FLOOR);
}

static void
min_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_MIN);
}

static void
max_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_MAX);
}

static void
shift_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, fc_op_text_is(cx, "direction", "LEFT") ? FC_SCALAR_SHL : FC_SCALAR_SHR);
}

static void
bitand_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_BITAND);
}

static void
bitor_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_BITOR);
}

static void
bitxor_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_BITXOR);
}

static void
and_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_AND);
}

static void
or_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_OR);
}

static void
xor_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_XOR);
}

/*
 * axis: operand 1's first axis stands there in operand 0 (ONNX before opset 7).
 * promote: the result's type is the one both operands meet in (PyTorch).
 */
#define PAIR(NAME, ATTR, INFER, FOLD, FACTS, SOURCE)                                                \
	{                                                                                           \
		.name = NAME, .in = "A+ B+", .out = "C", .attr = "axis promote=0" ATTR,              \
		.infer = INFER, .fold = FOLD, .cost = FACTS, .kind = FC_CLASS_ELEMENT,               \
		.source = SOURCE                                                                    \
	}
#define PLAIN(NAME, ATTR, INFER, FOLD, FACTS, SOURCE)                                               \
	{                                                                                           \
		.name = NAME, .in = "A B", .out = "C", .attr = "axis promote=0" ATTR,                \
		.infer = INFER, .fold = FOLD, .cost = FACTS, .kind = FC_CLASS_ELEMENT,               \
		.source = SOURCE                                                                    \
	}
#define MANY(NAME, FOLD, FACTS, SOURCE)                                                             \
	{                                                                                           \
		.name = NAME, .in = "data*", .out = "Y", .attr = "promote=0",                        \
		.infer = fc_same_broadcast, .fold = FOLD, .cost = FACTS, .kind = FC_CLASS_ELEMENT,   \
		.source = SOURCE                                                                    \
	}

const struct fc_op fc_ops_binary[] = {
	PAIR("Add", "", fc_same_broadcast, add_fold,
	     "bias_adds = |C| if param(A) or param(B); simple = |C| if not (param(A) or param(B))",
	     "ONNX Add-14; of a parameter, it is a bias"),
	PLAIN("And", "", fc_same_broadcast_bool, and_fold, "simple = |C|", "ONNX And-7"),
	PLAIN("BitShift", " direction", fc_same_broadcast, shift_fold, "simple = |C|", "ONNX BitShift-11"),
	PLAIN("BitwiseAnd", "", fc_same_broadcast, bitand_fold, "simple = |C|", "ONNX BitwiseAnd-18"),
	PLAIN("BitwiseOr", "", fc_same_broadcast, bitor_fold, "simple = |C|", "ONNX BitwiseOr-18"),
	PLAIN("BitwiseXor", "", fc_same_broadcast, bitxor_fold, "simple = |C|", "ONNX BitwiseXor-18"),
	PAIR("Div", " rounding", div_infer, div_fold,
	     "affine = |C| if param(A) or param(B); special = |C| if not (param(A) or param(B))",
	     "ONNX Div-14; by a parameter, it scales"),
	MANY("Max", max_fold, "simple = (count(data) - 1) * |Y|", "ONNX Max-13: compares"),
	MANY("Mean", NULL, "simple = (count(data) - 1) * |Y|; special = |Y|",
	     "ONNX Mean-13: adds, then a div"),
	MANY("Min", min_fold, "simple = (count(data) - 1) * |Y|", "ONNX Min-13: compares"),
	PLAIN("Mod", " fmod=0", fc_same_broadcast, mod_fold, "special = |C|", "ONNX Mod-13: a division each"),
	PAIR("Mul", "", fc_same_broadcast, mul_fold,
	     "affine = |C| if param(A) or param(B); simple = |C| if not (param(A) or param(B))",
	     "ONNX Mul-14; by a parameter, it scales"),
	PLAIN("Or", "", fc_same_broadcast_bool, or_fold, "simple = |C|", "ONNX Or-7"),
	PLAIN("Pow", "", fc_same_broadcast, pow_fold, "special = |C|", "ONNX Pow-15"),
	PAIR("Sub", "", fc_same_broadcast, sub_fold,
	     "bias_adds = |C| if param(A) or param(B); simple = |C| if not (param(A) or param(B))",
	     "ONNX Sub-14; of a parameter, it is a bias"),
	MANY("Sum", add_fold, "simple = (count(data) - 1) * |Y|", "ONNX Sum-13: adds"),
	PLAIN("Xor", "", fc_same_broadcast_bool, xor_fold, "simple = |C|", "ONNX Xor-7"),
	{ 0 },
};
