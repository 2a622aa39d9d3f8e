/* optimizer.c -- ai.onnx.preview.training's steps of an optimiser */
#include "ops/families.h"
#include "ops/size.h"

enum { HEAD = 2 }; /* the learning rate and the step count come before the tensors */

/* Groups of as many tensors each: the new values come first, then what the optimiser keeps of each. */
static bool
groups_infer(struct fc_op_ctx *cx, unsigned in_groups)
{
	unsigned out_groups = in_groups - 1; /* all but the gradients */
	unsigned n = cx->node->n_in > HEAD ? (cx->node->n_in - HEAD) / in_groups : 0;

	if (n == 0 || cx->node->n_in != HEAD + n * in_groups || cx->node->n_out > n * out_groups)
		return true; /* nothing is known of its results */
	for (unsigned i = 0; i < cx->node->n_out; i++)
		fc_op_out(cx, i, fc_op_dtype(cx, HEAD + i % n), fc_op_shape(cx, HEAD + i % n));
	return true;
}

static bool
two_infer(struct fc_op_ctx *cx)
{
	return groups_infer(cx, 3);
}

static bool
three_infer(struct fc_op_ctx *cx)
{
	return groups_infer(cx, 4);
}

/* elements: of all tensors that are optimised. */
static void
count(struct fc_op_ctx *cx, unsigned in_groups)
{
	unsigned n = cx->node->n_in > HEAD ? (cx->node->n_in - HEAD) / in_groups : 0;
	struct fc_dim sum = fc_dim_int(cx->dims, 0);

	for (unsigned i = 0; i < n; i++)
		sum = fc_dim_add(cx->dims, sum, fc_shape_size(cx->dims, fc_op_shape(cx, HEAD + i)));
	fc_op_var(cx, "elements", sum);
}

static void
two_vars(struct fc_op_ctx *cx)
{
	count(cx, 3);
}

static void
three_vars(struct fc_op_ctx *cx)
{
	count(cx, 4);
}

const struct fc_op fc_ops_optimizer[] = {
	{ .name = "AdagradStep", .in = "R T inputs*", .out = "outputs*",
	  .attr = "decay_factor=0.0 epsilon=0.0 norm_coefficient=0.0", .infer = two_infer, .vars = two_vars,
	  .cost = "simple = 7 * elements; special = 2 * elements",
	  .source = "ONNX Adagrad-1: norm, square and sum, root, epsilon, step" },
	{ .name = "AdamStep", .in = "R T inputs*", .out = "outputs*",
	  .attr = "alpha=0.9 beta=0.999 epsilon=0.0 norm_coefficient=0.0 norm_coefficient_post=0.0",
	  .infer = three_infer, .vars = three_vars,
	  .cost = "simple = 13 * elements; special = 2 * elements",
	  .source = "ONNX Adam-1: norm, two averages, root, epsilon, step, norm" },
	{ .name = "MomentumStep", .in = "R T inputs*", .out = "outputs*",
	  .attr = "alpha beta mode norm_coefficient", .infer = two_infer, .vars = two_vars,
	  .cost = "simple = 7 * elements; simple = 2 * elements if mode == \"nesterov\"",
	  .source = "ONNX Momentum-1: norm, average, step; nesterov looks ahead" },
	{ .name = NULL },
};
