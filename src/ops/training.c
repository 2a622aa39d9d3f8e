/* training.c -- com.microsoft's gradients of single operators */
#include "ops/families.h"
#include "ops/rule.h"
#include "ops/target.h"

/* Result 0 is as large as operand shape says, and holds elements like those of operand like. */
static bool
shaped(struct fc_op_ctx *cx, unsigned shape, unsigned like)
{
	enum fc_dtype t = fc_op_dtype(cx, like);
	struct fc_dim dim[FC_LIMIT_RANK];
	int rank = fc_target_length(cx, shape);

	if (rank < 0)
		return fc_op_out_unknown(cx, 0, t);
	for (int i = 0; i < rank; i++)
		dim[i] = fc_target_at(cx, shape, i);
	return fc_op_out_dims(cx, 0, t, dim, rank);
}

static bool
gather_infer(struct fc_op_ctx *cx)
{
	return shaped(cx, 0, 2);
}

static bool
slice_infer(struct fc_op_ctx *cx)
{
	return shaped(cx, 1, 0);
}

/* A function of one element: dY, and what went in or came out. */
#define ELEMENT(NAME, IN, COST, SOURCE)                                                                  \
	{                                                                                                \
		.name = NAME, .in = IN, .out = "dX", .attr = "alpha axis", .infer = fc_rule_infer,       \
		.results = "dX = dY", .cost = COST, .kind = FC_CLASS_ELEMENT,                            \
		.source = "com.microsoft " NAME ": " SOURCE                                              \
	}
#define NORMAL(NAME, IN, COST, SOURCE)                                                                    \
	{                                                                                                 \
		.name = NAME, .in = IN, .out = "X_grad scale_grad bias_grad?", .attr = "axis epsilon",    \
		.infer = fc_rule_infer, .results = "X_grad = Y_grad; scale_grad = scale; bias_grad = scale", \
		.cost = COST, .kind = FC_CLASS_NORM, .source = "com.microsoft " NAME ": " SOURCE          \
	}
#define CONV "auto_pad=NOTSET dilations group=1 kernel_shape pads strides"
#define PRODUCTS(each) "macs = " each " if dX; macs = " each " if dW; simple = |dY| - |dB| if dB"
#define LOSS "reduction=mean ignore_index output_type"

const struct fc_op fc_ops_training[] = {
	{ .name = "BatchNormalizationGrad", .in = "Y_grad X scale! mean~ variance~",
	  .out = "X_grad scale_grad bias_grad", .attr = "epsilon", .infer = fc_rule_infer,
	  .results = "X_grad = X; scale_grad = scale; bias_grad = scale",
	  .cost = "affine = |X|; simple = 13 * |X|; special = 2 * |variance|", .kind = FC_CLASS_NORM,
	  .source = "com.microsoft BatchNormalizationGrad: X normalised 2, two sums 3, the gradient 5, "
	          "those of scale and bias 3" },
	ELEMENT("BiasFastGeluGrad_dX", "dY X B!", "bias_adds = |dX|; simple = 16 * |dX|; special = |dX|",
	        "FastGeluGrad of X + B"),
	ELEMENT("BiasGeluGrad_dX", "dY X B!", "bias_adds = |dX|; simple = 9 * |dX|; special = 2 * |dX|",
	        "GeluGrad of X + B"),
	ELEMENT("BitmaskDropoutGrad", "dY mask ratio#? training_mode#?", "simple = 2 * |dX|",
	        "mask and scale"),
	{ .name = "BroadcastGradientArgs", .in = "a_shape# b_shape#", .out = "a_axes? b_axes?",
	  .infer = fc_rule_infer, .results = "a_axes:int64 = [?]; b_axes:int64 = [?]",
	  .cost = "", .source = "com.microsoft BroadcastGradientArgs: which axes were broadcast" },
	{ .name = "ConvGrad", .in = "dY X W!", .out = "dX? dW? dB?", .attr = CONV, .infer = fc_rule_infer,
	  .results = "dX = X; dW = W; dB = [W[0]]", .cost = PRODUCTS("|dY| * prod(W, 1)"), .pair = { 0, 2 },
	  .kind = FC_CLASS_CONV,
	  .source = "com.microsoft ConvGrad: the products of Conv for each of X and W" },
	{ .name = "ConvTransposeGrad", .in = "dY X W!", .out = "dX? dW? dB?", .attr = CONV " output_padding",
	  .infer = fc_rule_infer, .results = "dX = X; dW = W; dB = [W[1] * group]",
	  .cost = PRODUCTS("|X| * prod(W, 1)"), .pair = { 0, 2 }, .kind = FC_CLASS_CONV_TRANSPOSE,
	  .source = "com.microsoft ConvTransposeGrad: the products of ConvTranspose for each of X and W" },
	{ .name = "DivGrad", .in = "dY A B", .out = "dA? dB?", .infer = fc_rule_infer,
	  .results = "dA = A; dB = B",
	  .cost = "special = |dY| if dA; simple = |dY| - |dA| if dA and |dY| > |dA|; simple = 3 * |dY| "
	          "if dB; special = |dY| if dB; simple = |dY| - |dB| if dB and |dY| > |dB|",
	  .kind = FC_CLASS_ELEMENT,
	  .source = "com.microsoft DivGrad: dY / B; dY * -A / (B * B); summed where they were broadcast" },
	ELEMENT("DropoutGrad", "dY mask ratio#? training_mode#?", "simple = 2 * |dX|", "mask and scale"),
	ELEMENT("FakeQuantGrad", "dY gradient_mask", "simple = |dX|", "the mask"),
	ELEMENT("FastGeluGrad", "dY X", "simple = 16 * |dX|; special = |dX|",
	        "u = x(a + bx^2) 4, tanh, half of 1 + t 2, x(1 - t^2)(a + 3bx^2) / 2 in 7, the sum, times "
	          "dY"),
	{ .name = "GatherElementsGrad", .in = "dY shape# indices", .out = "dX", .attr = "axis=0",
	  .infer = slice_infer, .cost = "simple = |dY|", .source = "com.microsoft GatherElementsGrad: sums" },
	{ .name = "GatherGrad", .in = "shape# indices dY", .out = "dX", .attr = "axis=0",
	  .infer = gather_infer,
	  .cost = "simple = |dY|", .source = "com.microsoft GatherGrad: sums" },
	{ .name = "GatherNDGrad", .in = "shape# indices update", .out = "output", .attr = "batch_dims=0",
	  .infer = gather_infer, .cost = "simple = |update|", .source = "com.microsoft GatherNDGrad: sums" },
	ELEMENT("GeluGrad", "dY X", "simple = 9 * |dX|; special = 2 * |dX|",
	        "its function body, 7 products, 2 sums, erf, exp"),
	NORMAL("InvertibleLayerNormalizationGrad", "Y_grad Y scale! bias! inv_std_var",
	       "affine = 2 * |Y|; simple = 11 * |Y|; special = |Y|", "LayerNormalizationGrad with X from Y"),
	NORMAL("LayerNormalizationGrad", "Y_grad X scale! mean inv_std_var",
	       "affine = |X|; simple = 13 * |X|", "X normalised 2, two sums 3, the gradient 5, those of "
	          "scale and bias 3"),
	ELEMENT("LeakyReluGrad", "dY Y", "simple = 2 * |dX|", "compare, mul"),
	ELEMENT("LogSoftmaxGrad", "dY Y", "simple = 3 * |dX|; special = |dX|", "dY - exp(Y) sum(dY)"),
	ELEMENT("QuickGeluGrad", "dY X", "simple = 8 * |dX|; special = 2 * |dX|",
	        "s = Sigmoid(ax) 5; dY s (1 + ax (1 - s)) 5"),
	ELEMENT("ReluGrad", "dY X", "simple = |dX|", "a selection"),
	{ .name = "ResizeGrad", .in = "dY X roi#? scales#?", .out = "dX",
	  .attr = "mode=nearest coordinate_transformation_mode", .infer = fc_rule_infer, .results = "dX = X",
	  .cost = "simple = 7 * |dY| if mode == \"linear\"; simple = |dY| if mode != \"linear\"",
	  .source = "com.microsoft ResizeGrad: as Resize, 4 products and 3 sums" },
	ELEMENT("SigmoidGrad", "dY Y", "simple = 3 * |dX|", "dY Y (1 - Y)"),
	NORMAL("SimplifiedLayerNormalizationGrad", "Y_grad X scale! inv_std_var",
	       "affine = |X|; simple = 8 * |X|", "X normalised 1, a sum 2, the gradient 3, that of the "
	          "scale 2"),
	{ .name = "SliceGrad", .in = "dY shape# starts# ends# axes#? steps#?", .out = "dX",
	  .infer = slice_infer,
	  .cost = "", .source = "com.microsoft SliceGrad: copied into zeros" },
	{ .name = "SoftmaxCrossEntropyGrad", .in = "dY log_prob label weight? ignore_index#? bias?",
	  .out = "d_logits",
	  .attr = LOSS, .infer = fc_rule_infer, .results = "d_logits = log_prob",
	  .cost = "simple = 2 * |d_logits|; special = |d_logits|; simple = |d_logits| if weight; simple "
	          "= |d_logits| if bias", .kind = FC_CLASS_SOFTMAX,
	  .source = "com.microsoft SoftmaxCrossEntropyGrad, SoftmaxCrossEntropyLossGrad: exp, sub, mul" },
	ELEMENT("SoftmaxDropoutGrad", "dY Y mask ratio#?", "simple = 6 * |dX|", "DropoutGrad, SoftmaxGrad"),
	ELEMENT("SoftmaxGrad", "dY Y", "simple = 4 * |dX|", "Y (dY - sum(Y dY))"),
	ELEMENT("TanhGrad", "dY Y", "simple = 3 * |dX|", "dY (1 - Y^2)"),
	{ .name = NULL },
};
