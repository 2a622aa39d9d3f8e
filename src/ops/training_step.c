/* training_step.c -- com.microsoft's optimisers, accumulators, exchange between devices, losses */
#include "ops/families.h"
#include "ops/rule.h"
#include "ops/size.h"
#include "ops/target.h"

/* Results are the operands, from operand skip on. */
static bool
pass_infer(struct fc_op_ctx *cx)
{
	unsigned skip = fc_op_int(cx, "skip") > 0 ? (unsigned)fc_op_int(cx, "skip") : 0;

	for (unsigned i = 0; i < cx->node->n_out; i++)
		fc_op_out_type(cx, i, fc_op_type(cx, skip + i));
	return true;
}

/* Gradients of what the module gives come back from outside; some have none. */
static bool
yield_infer(struct fc_op_ctx *cx)
{
	unsigned n, out = 0, n_in = cx->node->n_in;
	const struct fc_dim *without = fc_op_ints(cx, "non_differentiable_outputs", &n);
	bool *skip = FC_NEW_N(cx->arena, bool, n_in + 1);
	int64_t v;

	for (unsigned k = 0; k < n; k++)
		if (fc_dim_const(without[k], &v) && v >= 0 && v < n_in)
			skip[v] = true;
	for (unsigned i = 0; i < n_in && out < cx->node->n_out; i++)
		if (!skip[i])
			fc_op_out_type(cx, out++, fc_op_type(cx, i));
	return true;
}

/* One element type for all results, from operand 1 on; or all of them in one vector. */
static bool
scale_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype t = fc_size_dtype(cx, "to", fc_op_dtype(cx, 1));
	struct fc_dim all = fc_dim_int(cx->dims, 0);

	for (unsigned i = 1; i < cx->node->n_in; i++) {
		all = fc_dim_add(cx->dims, all, fc_shape_size(cx->dims, fc_op_shape(cx, i)));
		if (!fc_op_int(cx, "fuse_outputs"))
			fc_op_out(cx, i - 1, t, fc_op_shape(cx, i));
	}
	return !fc_op_int(cx, "fuse_outputs") || fc_op_out_dims(cx, 0, t, &all, 1);
}

/* Result i is as large as operand 1 + i says. */
static bool
view_infer(struct fc_op_ctx *cx)
{
	for (unsigned o = 0; o < cx->node->n_out; o++) {
		struct fc_dim dim[FC_LIMIT_RANK];
		int rank = fc_target_length(cx, 1 + o);

		for (int i = 0; i < rank; i++)
			dim[i] = fc_target_at(cx, 1 + o, i);
		if (rank < 0)
			fc_op_out_unknown(cx, o, fc_op_dtype(cx, 0));
		else
			fc_op_out_dims(cx, o, fc_op_dtype(cx, 0), dim, rank);
	}
	return true;
}

/* A flag, then the lists of tensors as they came in, from operand first on. */
static bool
lists_infer(struct fc_op_ctx *cx, unsigned first)
{
	fc_op_out_dims(cx, 0, FC_DTYPE_BOOL, (struct fc_dim[]){ fc_dim_int(cx->dims, 1) }, 1);
	for (unsigned o = 1; o < cx->node->n_out; o++) {
		unsigned i = o == 1 ? first : first + o; /* gradients do not come back */

		fc_op_out_type(cx, o, fc_op_type(cx, i));
	}
	return true;
}

static bool
adamw_infer(struct fc_op_ctx *cx)
{
	return lists_infer(cx, 2);
}

static bool
sgd_infer(struct fc_op_ctx *cx)
{
	return lists_infer(cx, 1);
}

/* Behind a flag, sizes of what comes from elsewhere are those that the file declares. */
static bool
received_infer(struct fc_op_ctx *cx)
{
	return cx->node->n_in < 2 || fc_op_out(cx, 0, FC_DTYPE_BOOL, FC_SHAPE_SCALAR);
}

#define ADAM "simple = 13 * |weights|; special = 2 * |weights|"

const struct fc_op fc_ops_training_step[] = {
	{ .name = "AccumulateGradient", .in = "buffer value flag#?", .out = "updated buffer_out?",
	  .infer = fc_rule_infer, .results = "updated:bool = [1]; buffer_out = buffer",
	  .cost = "simple = |value|",
	  .source = "com.microsoft InPlaceAccumulatorV2: a sum" },
	{ .name = "AdamOptimizer",
	  .in = "R# T# weights gradients moment_1 moment_2 mixed_precision_weights? loss_scale#? "
	          "global_gradient_norm#? update_signal#?",
	  .out = "new_T new_moment_1 new_moment_2 new_weights? new_gradients? new_mixed_precision_weights?",
	  .attr = "alpha beta lambda epsilon max_norm_clip do_bias_correction weight_decay_mode",
	  .infer = fc_rule_infer,
	  .results = "new_T = T; new_moment_1 = moment_1; new_moment_2 = moment_2; new_weights = "
	          "weights; new_gradients = gradients; new_mixed_precision_weights = "
	          "mixed_precision_weights",
	  .cost = ADAM, .source = "com.microsoft AdamOptimizer: as ONNX Adam-1" },
	{ .name = "AdamWOptimizer",
	  .in = "lr# step# weights gradients momentums_1 momentums_2 update_signal#?",
	  .out = "updated_flag updated_weights? updated_momentums_1? updated_momentums_2?",
	  .attr = "alpha beta epsilon weight_decay adam_mode correct_bias", .infer = adamw_infer,
	  .cost = "simple = 15 * sum(weights) / count(weights); special = 2 * sum(weights) / count(weights)",
	  .source = "com.microsoft AdamWOptimizer: as ONNX Adam-1, and the weights decay" },
	{ .name = "AllElements", .in = "X", .out = "Y", .infer = fc_rule_infer, .results = "Y = []",
	  .cost = "simple = |X|", .source = "com.microsoft All" },
	{ .name = "AllGather", .in = "input", .out = "output", .attr = "group_size=1 axis=0",
	  .infer = fc_rule_infer,
	  .results = "output = [input[0] * group_size, input[1:]] if axis == 0; output = ?", .cost = "",
	  .source = "com.microsoft AllGather: moved between devices" },
	{ .name = "BatchNormInternal", .in = "X scale! B! input_mean~ input_var~",
	  .out = "Y running_mean? running_var? saved_mean? saved_inv_std?",
	  .attr = "epsilon momentum training_mode=1", .infer = fc_rule_infer,
	  .results = "Y = X; running_mean = input_mean; running_var = input_var; saved_mean = "
	          "input_mean; saved_inv_std = input_var",
	  .cost = "affine = 2 * |X|; simple = 5 * |X| if training_mode == 1; special = 2 * |scale|",
	  .kind = FC_CLASS_BATCH_NORM,
	  .source = "com.microsoft BatchNormInternal: as BatchNormalization-15" },
	{ .name = "BatchScale", .in = "input", .out = "output_0 output_1 output_2?",
	  .attr = "scale0 scale1 scale2",
	  .infer = fc_rule_infer, .results = "output_0 = input; output_1 = input; output_2 = input",
	  .cost = "simple = |output_0| + |output_1| + |output_2|", .kind = FC_CLASS_ELEMENT,
	  .source = "com.microsoft BatchScale" },
	{ .name = "BiasSoftmaxDropout", .in = "data bias ratio#?",
	  .out = "dropout_output mask softmax_output",
	  .attr = "axis is_inner_broadcast seed", .infer = fc_rule_infer,
	  .results = "dropout_output = data; mask:bool = data; softmax_output = data",
	  .cost = "simple = 6 * |data|; special = 2 * |data|", .kind = FC_CLASS_SOFTMAX,
	  .source = "com.microsoft BiasSoftmaxDropout: BiasSoftmax, mask and scale" },
	{ .name = "Exchange", .in = "inputs*", .out = "outputs*", .attr = "skip=0 group_type group_size",
	  .infer = pass_infer, .cost = "",
	  .source = "com.microsoft AllReduce, NcclAllReduce, PassThrough and their like: moved, not "
	          "computed" },
	{ .name = "FakeQuant", .in = "X scale~ zero_point~", .out = "Y mask", .attr = "quant_min quant_max",
	  .infer = fc_rule_infer, .results = "Y = X; mask:bool = X",
	  .cost = "simple = 6 * |X|; special = |X|",
	  .source = "com.microsoft FakeQuant: quantise (div, round, add, min, max), dequantise 2" },
	{ .name = "FlattenAndUnpad", .in = "input indices", .out = "output unflatten_dims",
	  .infer = fc_rule_infer,
	  .results = "output = [indices[0], input[2:]]; unflatten_dims:int64 = [2]",
	  .cost = "read(input) = |output|",
	  .source = "com.microsoft FlattenAndUnpad: rows are copied" },
	{ .name = "GradientsReady", .in = "inputs*", .out = "done", .infer = fc_rule_infer,
	  .results = "done:bool = []",
	  .cost = "", .source = "com.microsoft Group: an order of nodes" },
	{ .name = "InplaceClipGradNorm", .in = "gradients", .out = "clipped", .attr = "max_norm norm_type",
	  .infer = pass_infer, .cost = "simple = 3 * |gradients|",
	  .source = "com.microsoft InplaceClipGradNorm: squares, sums, products" },
	{ .name = "IsFinite", .in = "X", .out = "Y", .attr = "isinf_only isnan_only", .infer = fc_rule_infer,
	  .results = "Y:bool = X", .cost = "simple = |X|", .kind = FC_CLASS_ELEMENT,
	  .source = "com.microsoft IsFinite" },
	{ .name = "MixedPrecisionScale", .in = "S X*", .out = "Y*", .attr = "to fuse_outputs=0",
	  .infer = scale_infer,
	  .cost = "simple = sum(X)", .source = "com.microsoft MixedPrecisionScale" },
	{ .name = "PadAndUnflatten", .in = "input indices unflatten_dims#", .out = "output",
	  .infer = fc_rule_infer,
	  .results = "output = [val(unflatten_dims, 0), val(unflatten_dims, 1), input[1:]]", .cost = "",
	  .source = "com.microsoft PadAndUnflatten: rows are copied into zeros" },
	{ .name = "ReduceAllL2", .in = "X*", .out = "Y", .infer = fc_rule_infer, .results = "Y = []",
	  .cost = "simple = 2 * sum(X); special = 1",
	  .source = "com.microsoft ReduceAllL2: squares, sums, a root" },
	{ .name = "Received", .in = "inputs*", .out = "outputs*", .attr = "tag element_types group_type",
	  .infer = received_infer, .cost = "",
	  .source = "com.microsoft Recv, NcclReduceScatter: what comes from other devices the file "
	          "declares" },
	{ .name = "ScaleBy", .in = "input scale", .out = "output", .attr = "scale_down=0",
	  .infer = fc_rule_infer,
	  .results = "output = input",
	  .cost = "simple = |input| if not scale_down; special = |input| if scale_down",
	  .kind = FC_CLASS_ELEMENT, .source = "com.microsoft Scale" },
	{ .name = "ScaledSum", .in = "input_0 input_1 input_2?", .out = "output",
	  .attr = "scale_0 scale_1 scale_2",
	  .infer = fc_rule_infer, .results = "output = input_0",
	  .cost = "simple = 3 * |output|; simple = 2 * |output| if input_2", .kind = FC_CLASS_ELEMENT,
	  .source = "com.microsoft ScaledSum" },
	{ .name = "SGDOptimizer", .in = "ETA# W G", .out = "NW? NG?", .infer = fc_rule_infer,
	  .results = "NW = W; NG = G", .cost = "simple = 2 * |W|", .source = "com.microsoft SGDOptimizer" },
	{ .name = "SGDOptimizerV2", .in = "lr# weights gradients update_signal#?",
	  .out = "update_completed updated_weights?", .infer = sgd_infer,
	  .cost = "simple = 2 * |weights|", .source = "com.microsoft SGDOptimizerV2" },
	{ .name = "Sent", .in = "signal# remote# data*", .out = "done", .attr = "tag element_types",
	  .infer = fc_rule_infer, .results = "done:bool = []", .cost = "", .source = "com.microsoft Send" },
	{ .name = "SoftmaxCrossEntropy", .in = "logits label weight?", .out = "Y log_prob?",
	  .attr = "reduction=mean",
	  .infer = fc_rule_infer,
	  .results = "Y = [logits[:-1]] if reduction == \"none\"; Y = []; log_prob = logits",
	  .cost = "simple = 4 * |logits|; special = |logits| + prod(logits, 0, -1); simple = 2 * "
	          "|label|; simple = |label| if weight", .kind = FC_CLASS_SOFTMAX,
	  .source = "com.microsoft SoftmaxCrossEntropy, SparseSoftmaxCrossEntropy: max, sub, exp, sum, "
	          "log, sub; the label's mul and sum" },
	{ .name = "Summary", .in = "input*", .out = "summary", .attr = "tag tags", .infer = fc_rule_infer,
	  .results = "summary:string = []", .cost = "",
	  .source = "com.microsoft SummaryScalar and its like: text" },
	{ .name = "ViewParts", .in = "input shapes#*", .out = "outputs*", .infer = view_infer, .cost = "",
	  .source = "com.microsoft View: parts of one buffer" },
	{ .name = "Yield", .in = "inputs*", .out = "outputs*",
	  .attr = "non_differentiable_outputs full_shape_outputs", .infer = yield_infer, .cost = "",
	  .source = "com.microsoft YieldOp: gradients come from outside" },
	{ .name = NULL },
};
