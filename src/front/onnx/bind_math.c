/* bind_math.c -- ONNX arithmetic, comparisons, casts, matrix products */
#include <string.h>

#include "front/onnx/bind.h"
#include "front/onnx/dtype.h"

/* Before opset 7 operands broadcast only when attribute broadcast says so; axis: where operand 1 stands. */
static bool
old_broadcast(struct fc_draft *d)
{
	if (!fc_draft_int(d, "broadcast", 0))
		fc_draft_drop(d, "axis");
	return true;
}

static bool
clip_bounds(struct fc_draft *d)
{
	fc_draft_to_operand(d, "min", 1);
	fc_draft_to_operand(d, "max", 2);
	return true;
}

/* Before opset 10 the mask has the data's type. */
static bool
typed_mask(struct fc_draft *d)
{
	fc_draft_set_int(d, "typed_mask", 1);
	return true;
}

/* Cast-1 spells the type as in TensorProto.DataType: "FLOAT", "INT64". */
static void
spelt_type(struct fc_draft *d, const char *to)
{
	char small[24];
	size_t n = strlen(to);

	if (n >= sizeof(small))
		return;
	for (size_t i = 0; i <= n; i++)
		small[i] = (char)(to[i] >= 'A' && to[i] <= 'Z' ? to[i] - 'A' + 'a' : to[i]);
	if (strcmp(small, "float") == 0)
		fc_draft_set_text(d, "to", "float32");
	else if (strcmp(small, "double") == 0)
		fc_draft_set_text(d, "to", "float64");
	else
		fc_draft_set_text(d, "to", small);
}

static bool
type_to(struct fc_draft *d)
{
	const char *to = fc_draft_text(d, "to", NULL);

	if (to)
		spelt_type(d, to);
	else
		fc_onnx_attr_dtype(d, "to");
	return true;
}

const struct fc_onnx_bind fc_onnx_bind_math[] = {
	{ "", "Abs", 1, "Abs", NULL },
	{ "", "Acos", 7, "Acos", NULL },
	{ "", "Acosh", 9, "Acosh", NULL },
	{ "", "Add", 1, "Add", old_broadcast },
	{ "", "Add", 7, "Add", NULL },
	{ "", "Affine", 1, "Affine", NULL },
	{ "", "And", 1, "And", old_broadcast },
	{ "", "And", 7, "And", NULL },
	{ "", "Asin", 7, "Asin", NULL },
	{ "", "Asinh", 9, "Asinh", NULL },
	{ "", "Atan", 7, "Atan", NULL },
	{ "", "Atanh", 9, "Atanh", NULL },
	{ "", "BitCast", 26, "BitCast", type_to },
	{ "", "BitShift", 11, "BitShift", NULL },
	{ "", "BitwiseAnd", 18, "BitwiseAnd", NULL },
	{ "", "BitwiseNot", 18, "BitwiseNot", NULL },
	{ "", "BitwiseOr", 18, "BitwiseOr", NULL },
	{ "", "BitwiseXor", 18, "BitwiseXor", NULL },
	{ "", "Cast", 1, "Cast", type_to },
	{ "", "CastLike", 15, "CastLike", NULL },
	{ "", "Ceil", 1, "Ceil", NULL },
	{ "", "Clip", 1, "Clip", clip_bounds },
	{ "", "Clip", 11, "Clip", NULL },
	{ "", "Cos", 7, "Cos", NULL },
	{ "", "Cosh", 9, "Cosh", NULL },
	{ "", "Div", 1, "Div", old_broadcast },
	{ "", "Div", 7, "Div", NULL },
	{ "", "Dropout", 1, "Dropout", typed_mask },
	{ "", "Dropout", 10, "Dropout", NULL },
	{ "", "Equal", 1, "Equal", old_broadcast },
	{ "", "Equal", 7, "Equal", NULL },
	{ "", "Erf", 9, "Erf", NULL },
	{ "", "Exp", 1, "Exp", NULL },
	{ "", "Floor", 1, "Floor", NULL },
	{ "", "Gemm", 1, "Gemm", NULL },
	{ "", "Greater", 1, "Greater", old_broadcast },
	{ "", "Greater", 7, "Greater", NULL },
	{ "", "GreaterOrEqual", 12, "GreaterOrEqual", NULL },
	{ "", "Identity", 1, "Identity", NULL },
	{ "", "ImageScaler", 1, "ImageScaler", NULL },
	{ "", "IsInf", 10, "IsInf", NULL },
	{ "", "IsNaN", 9, "IsNaN", NULL },
	{ "", "Less", 1, "Less", old_broadcast },
	{ "", "Less", 7, "Less", NULL },
	{ "", "LessOrEqual", 12, "LessOrEqual", NULL },
	{ "", "Log", 1, "Log", NULL },
	{ "", "MatMul", 1, "MatMul", NULL },
	{ "", "MatMulInteger", 10, "MatMulInteger", NULL },
	{ "", "Max", 1, "Max", NULL },
	{ "", "Mean", 1, "Mean", NULL },
	{ "", "Min", 1, "Min", NULL },
	{ "", "Mod", 10, "Mod", NULL },
	{ "", "Mul", 1, "Mul", old_broadcast },
	{ "", "Mul", 7, "Mul", NULL },
	{ "", "Neg", 1, "Neg", NULL },
	{ "", "Not", 1, "Not", NULL },
	{ "", "Or", 1, "Or", old_broadcast },
	{ "", "Or", 7, "Or", NULL },
	{ "", "Pow", 1, "Pow", old_broadcast },
	{ "", "Pow", 7, "Pow", NULL },
	{ "", "QLinearMatMul", 10, "QLinearMatMul", NULL },
	{ "", "Reciprocal", 1, "Reciprocal", NULL },
	{ "", "Round", 11, "Round", NULL },
	{ "", "Scale", 1, "Scale", NULL },
	{ "", "Sign", 9, "Sign", NULL },
	{ "", "Sin", 7, "Sin", NULL },
	{ "", "Sinh", 9, "Sinh", NULL },
	{ "", "Sqrt", 1, "Sqrt", NULL },
	{ "", "Sub", 1, "Sub", old_broadcast },
	{ "", "Sub", 7, "Sub", NULL },
	{ "", "Sum", 1, "Sum", NULL },
	{ "", "Tan", 7, "Tan", NULL },
	{ "", "Where", 9, "Where", NULL },
	{ "", "Xor", 1, "Xor", old_broadcast },
	{ "", "Xor", 7, "Xor", NULL },
	{ 0 },
};
