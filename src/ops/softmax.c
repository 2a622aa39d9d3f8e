/* softmax.c -- softmax, its relatives, and the losses made of it */
#include "ops/axis.h"
#include "ops/same.h"
#include "ops/size.h"

static bool
softmax_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	int axis;

	if (x.rank > 0 && !fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	return fc_same_infer(cx);
}

/* rows: how many distributions there are. Before opset 13 everything from axis on is one (coerced to 2-D). */
static void
softmax_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim rows = FC_DIM_NAN;
	int axis;

	if (x.rank == 0)
		rows = fc_dim_int(cx->dims, 1);
	else if (x.rank > 0 && fc_axis_attr(cx, "axis", x.rank, &axis))
		rows = fc_op_int(cx, "coerced")
		           ? fc_shape_count(cx->dims, x, 0, axis)
		           : fc_shape_size(cx->dims, fc_axis_reduce(cx, x, (uint64_t)1 << axis, true));
	fc_op_var(cx, "rows", rows);
}

/* scores [N, C, d...] and labels [N, d...] agree; *out: what an unreduced loss looks like. */
static bool
loss_shape(struct fc_op_ctx *cx, struct fc_shape *out)
{
	struct fc_shape x = fc_op_shape(cx, 0), label = fc_op_shape(cx, 1);
	int i;

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x) || !fc_shape_known_rank(label)) {
		*out = fc_shape_known_rank(x) ? fc_axis_reduce(cx, x, 2, false) : label;
		return true;
	}
	if (!fc_op_need_rank(cx, 1, x.rank - 1, x.rank - 1))
		return false;
	for (i = 0; i < label.rank; i++)
		if (!fc_op_need_equal(cx, label.dim[i], x.dim[i ? i + 1 : 0], "size of the labels"))
			return false;
	*out = label;
	return true;
}

static bool
loss_infer(struct fc_op_ctx *cx)
{
	struct fc_shape each;

	if (!loss_shape(cx, &each))
		return false;
	if (!fc_op_text_is(cx, "reduction", "none"))
		each = FC_SHAPE_SCALAR;
	fc_op_out(cx, 0, fc_op_dtype(cx, 0), each);
	return fc_op_out(cx, 1, fc_op_dtype(cx, 0), fc_op_shape(cx, 0));
}

/* Negate the picked score, weigh it, add up the losses and, for the mean, the weights. */
#define LOSS(labels, weights, loss)                                                              \
	"simple = |" labels "|; simple = |" labels "| if " weights                               \
	"; simple = |" labels "| - |" loss "| if |" labels "| > |" loss "|"                      \
	"; simple = |" labels "| - 1 if " weights " and reduction == \"mean\""                   \
	"; special = 1 if reduction == \"mean\""

const struct fc_op fc_ops_softmax[] = {
	{ .name = "Hardmax", .in = "input", .out = "output", .attr = "axis=-1 coerced=0",
	  .infer = softmax_infer, .cost = "simple = 2 * |input|",
	  .source = "ONNX Hardmax-13: max, compare" },
	{ .name = "LogSoftmax", .in = "input", .out = "output", .attr = "axis=-1 coerced=0",
	  .infer = softmax_infer, .cost = "simple = 4 * |input|; special = |input| + rows",
	  .vars = softmax_vars, .kind = FC_CLASS_SOFTMAX,
	  .source = "ONNX LogSoftmax-13: max, sub, exp, the sum, sub; one log a row" },
	{ .name = "NegativeLogLikelihoodLoss", .in = "input target weight~?", .out = "loss",
	  .attr = "reduction=mean ignore_index", .infer = loss_infer,
	  .cost = LOSS("target", "weight", "loss"), .source = "ONNX NegativeLogLikelihoodLoss-22" },
	{ .name = "Softmax", .in = "input", .out = "output", .attr = "axis=-1 coerced=0",
	  .infer = softmax_infer, .cost = "simple = 3 * |input|; special = 2 * |input|",
	  .kind = FC_CLASS_SOFTMAX, .source = "ONNX Softmax-13: max, sub, exp, the sum, div" },
	{ .name = "SoftmaxCrossEntropyLoss", .in = "scores labels weights~?", .out = "output log_prob?",
	  .attr = "reduction=mean ignore_index", .infer = loss_infer,
	  .cost = "simple = 4 * |scores|; special = |scores| + |labels|; "
	          LOSS("labels", "weights", "output"),
	  .source = "ONNX SoftmaxCrossEntropyLoss-13: LogSoftmax, then NegativeLogLikelihoodLoss" },
	{ .name = NULL },
};
