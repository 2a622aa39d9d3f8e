/* compare.c -- comparisons, and the choice that follows one */
#include "ops/families.h"
#include "ops/same.h"

static void
equal_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_EQ);
}

static void
not_equal_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_NE);
}

static void
greater_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_GT);
}

static void
greater_or_equal_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_GE);
}

static void
less_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_LT);
}

static void
less_or_equal_fold(struct fc_op_ctx *cx)
{
	fc_same_fold2(cx, FC_SCALAR_LE);
}

static bool
where_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype x = fc_op_dtype(cx, 1), y = fc_op_dtype(cx, 2), dtype = x ? x : y;
	struct fc_shape s;

	if (fc_op_int(cx, "promote") && x && y)
		dtype = fc_dtype_promote(x, y);
	return fc_same_shape_of(cx, 0, 3, &s) && fc_op_out(cx, 0, dtype, s);
}

/* The side the condition takes; where it is not known, the value both sides share. */
static struct fc_scalar
choose(struct fc_op_ctx *cx, struct fc_scalar condition, struct fc_scalar x, struct fc_scalar y)
{
	int64_t c;

	if (fc_scalar_as_int(cx->dims, condition, &c))
		return c ? x : y;
	return fc_scalar_eq(x, y) ? x : FC_SCALAR_UNKNOWN;
}

static void
where_fold(struct fc_op_ctx *cx)
{
	struct fc_scalar *at;
	struct fc_shape s;
	unsigned n;

	if (!fc_same_fold_size(cx, &s, &n))
		return;
	at = fc_op_scalars(cx, n);
	for (unsigned e = 0; e < n; e++)
		at[e] = choose(cx, fc_same_element(cx, s, 0, e), fc_same_element(cx, s, 1, e),
		               fc_same_element(cx, s, 2, e));
	fc_op_set_known(cx, 0, at, n);
}

#define COMPARE(NAME, FOLD, SOURCE)                                                                 \
	{                                                                                           \
		.name = NAME, .in = "A B", .out = "C", .attr = "axis",                               \
		.infer = fc_same_broadcast_bool, .fold = FOLD, .cost = "simple = |C|",               \
		.kind = FC_CLASS_ELEMENT, .source = SOURCE                                           \
	}

const struct fc_op fc_ops_compare[] = {
	COMPARE("Equal", equal_fold, "ONNX Equal-19"),
	COMPARE("Greater", greater_fold, "ONNX Greater-13"),
	COMPARE("GreaterOrEqual", greater_or_equal_fold, "ONNX GreaterOrEqual-16"),
	COMPARE("Less", less_fold, "ONNX Less-13"),
	COMPARE("LessOrEqual", less_or_equal_fold, "ONNX LessOrEqual-16"),
	COMPARE("NotEqual", not_equal_fold, "PyTorch ne"),
	{
		.name = "Where", .in = "condition X Y", .out = "output", .attr = "promote=0",
		.infer = where_infer, .fold = where_fold,
		.cost = "simple = |output|",
		.kind = FC_CLASS_ELEMENT,
		.source = "ONNX Where-16: one choice per element",
	},
	{ 0 },
};
