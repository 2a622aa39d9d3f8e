/* activation.c -- activation functions, element by element */
#include "ops/axis.h"
#include "ops/families.h"
#include "ops/same.h"

static void
relu_fold(struct fc_op_ctx *cx)
{
	struct fc_scalar zero = fc_scalar_int(cx->dims, 0), *at;
	unsigned n;
	const struct fc_scalar *x = fc_op_known(cx, 0, &n);

	if (!x || n > cx->b->limits.known)
		return;
	at = fc_op_scalars(cx, n);
	for (unsigned e = 0; e < n; e++)
		at[e] = fc_scalar_apply(cx->dims, FC_SCALAR_MAX, x[e], zero);
	fc_op_set_known(cx, 0, at, n);
}

/* PyTorch's glu: one half of an axis gates the other. */
static bool
glu_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim y[FC_LIMIT_RANK];
	int axis;

	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	for (int i = 0; i < x.rank; i++)
		y[i] = x.dim[i];
	y[axis] = fc_dim_floordiv(cx->dims, y[axis], fc_dim_int(cx->dims, 2));
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, x.rank);
}

static bool
swiglu_infer(struct fc_op_ctx *cx)
{
	struct fc_shape a = fc_op_shape(cx, 0);

	return fc_op_out(cx, 0, fc_op_dtype(cx, 0), fc_shape_known_rank(a) ? a : fc_op_shape(cx, 1));
}

/* A function of one operand; facts: how many simple and special operations an element takes. */
#define FUNCTION(NAME, ATTR, FACTS, KIND, SOURCE)                                                   \
	{                                                                                           \
		.name = NAME, .in = "X", .out = "Y", .attr = ATTR, .infer = fc_same_infer,          \
		.cost = FACTS, .kind = KIND, .source = SOURCE                                       \
	}

const struct fc_op fc_ops_activation[] = {
	{
		.name = "BiasGelu", .in = "A B!", .out = "C", .infer = fc_same_infer,
		.cost = "bias_adds = |C|; simple = 3 * |C|; special = 2 * |C|",
		.kind = FC_CLASS_ACTIVATION,
		.source = "Microsoft BiasGelu-1: Gelu(A + B)",
	},
	FUNCTION("Celu", "alpha=1.0", "simple = 3 * |Y|; special = 2 * |Y|", FC_CLASS_ACTIVATION,
	         "ONNX Celu-12: compare, div, exp, sub, mul"),
	FUNCTION("Elu", "alpha=1.0", "simple = 3 * |Y|; special = |Y|", FC_CLASS_RELU,
	         "ONNX Elu-6: compare, exp, sub, mul"),
	{
		.name = "FastGelu", .in = "X bias!?", .out = "Y", .infer = fc_same_infer,
		.cost = "bias_adds = |Y| if bias; simple = 8 * |Y|; special = |Y|",
		.kind = FC_CLASS_ACTIVATION,
		.source = "Microsoft FastGelu-1: Gelu's tanh form, with a bias",
	},
	FUNCTION("Gelu", "approximate=none",
	         "simple = 3 * |Y| if approximate != \"tanh\"; special = 2 * |Y| if approximate != \"tanh\";"
	         "simple = 8 * |Y| if approximate == \"tanh\"; special = |Y| if approximate == \"tanh\"",
	         FC_CLASS_ACTIVATION, "ONNX Gelu-20: div, erf, add, 2 mul; tanh form: 6 mul, 2 add, tanh"),
	{
		.name = "Glu", .in = "X", .out = "Y", .attr = "axis=-1", .infer = glu_infer,
		.cost = "simple = 3 * |Y|; special = 2 * |Y|",
		.kind = FC_CLASS_ACTIVATION,
		.source = "PyTorch nn.GLU: sigmoid and mul",
	},
	FUNCTION("HardSigmoid", "alpha=0.2 beta=0.5", "simple = 4 * |Y|", FC_CLASS_ACTIVATION,
	         "ONNX HardSigmoid-6: mul, add, max, min"),
	FUNCTION("HardSwish", "", "simple = 5 * |Y|", FC_CLASS_ACTIVATION,
	         "ONNX HardSwish-14: HardSigmoid and mul"),
	FUNCTION("LeakyRelu", "alpha=0.01", "simple = 2 * |Y|", FC_CLASS_RELU,
	         "ONNX LeakyRelu-16: compare, mul"),
	FUNCTION("LogSigmoid", "", "simple = 2 * |Y|; special = 3 * |Y|", FC_CLASS_ACTIVATION,
	         "PyTorch nn.LogSigmoid: sigmoid and log"),
	FUNCTION("Mish", "", "simple = 2 * |Y|; special = 3 * |Y|", FC_CLASS_ACTIVATION,
	         "ONNX Mish-18: Softplus, tanh, mul"),
	{
		.name = "PRelu", .in = "X slope!", .out = "Y", .infer = fc_same_infer,
		.cost = "simple = |Y|; affine = |Y|",
		.kind = FC_CLASS_RELU,
		.source = "ONNX PRelu-16: compare, mul by the slope",
	},
	FUNCTION("ParametricSoftplus", "alpha=1.0 beta=1.0", "simple = 3 * |Y|; special = 2 * |Y|",
	         FC_CLASS_ACTIVATION, "ONNX ParametricSoftplus-1: 2 mul, exp, add, log"),
	FUNCTION("QuickGelu", "alpha=1.702", "simple = 4 * |Y|; special = 2 * |Y|", FC_CLASS_ACTIVATION,
	         "Microsoft QuickGelu-1: x * sigmoid(alpha * x)"),
	{
		.name = "Relu", .in = "X", .out = "Y", .infer = fc_same_infer, .fold = relu_fold,
		.cost = "simple = |Y|", .kind = FC_CLASS_RELU, .source = "ONNX Relu-14: max",
	},
	FUNCTION("ScaledTanh", "alpha=1.0 beta=1.0", "simple = 2 * |Y|; special = |Y|", FC_CLASS_ACTIVATION,
	         "ONNX ScaledTanh-1: 2 mul, tanh"),
	FUNCTION("Selu", "alpha=1.67326 gamma=1.0507", "simple = 4 * |Y|; special = |Y|", FC_CLASS_ACTIVATION,
	         "ONNX Selu-6: compare, exp, sub, 2 mul"),
	FUNCTION("Shrink", "bias=0.0 lambd=0.5", "simple = 3 * |Y|", FC_CLASS_ACTIVATION,
	         "ONNX Shrink-9: 2 compares, add"),
	FUNCTION("Sigmoid", "", "simple = 2 * |Y|; special = 2 * |Y|", FC_CLASS_ACTIVATION,
	         "ONNX Sigmoid-13: neg, exp, add, div"),
	FUNCTION("Softplus", "", "simple = |Y|; special = 2 * |Y|", FC_CLASS_ACTIVATION,
	         "ONNX Softplus-1: exp, add, log"),
	FUNCTION("Softsign", "", "simple = 2 * |Y|; special = |Y|", FC_CLASS_ACTIVATION,
	         "ONNX Softsign-1: abs, add, div"),
	{
		.name = "SwiGLU", .in = "A B", .out = "Y", .attr = "alpha=1.0", .infer = swiglu_infer,
		.cost = "simple = 4 * |Y|; special = 2 * |Y|; simple = |Y| if alpha != 1",
		.kind = FC_CLASS_ACTIVATION,
		.source = "ONNX SwiGLU-28: Swish and mul",
	},
	FUNCTION("Swish", "alpha=1.0", "simple = 3 * |Y|; special = 2 * |Y|; simple = |Y| if alpha != 1",
	         FC_CLASS_ACTIVATION, "ONNX Swish-24: Sigmoid and mul"),
	FUNCTION("Tanh", "", "special = |Y|", FC_CLASS_ACTIVATION, "ONNX Tanh-13"),
	FUNCTION("Tanhshrink", "", "simple = |Y|; special = |Y|", FC_CLASS_ACTIVATION,
	         "PyTorch nn.Tanhshrink: tanh, sub"),
	FUNCTION("ThresholdedRelu", "alpha=1.0", "simple = |Y|", FC_CLASS_ACTIVATION,
	         "ONNX ThresholdedRelu-10: compare"),
	{ 0 },
};
