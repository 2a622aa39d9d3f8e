/* norm.c -- normalisation over batches, layers, groups, neighbours */
#include <string.h>

#include "ops/axis.h"
#include "ops/families.h"
#include "ops/same.h"

static enum fc_dtype
first_known(enum fc_dtype a, enum fc_dtype b)
{
	return a != FC_DTYPE_UNKNOWN ? a : b;
}

/* --- BatchNormalization --------------------------------------------------------- */

/* Statistics have one element per channel, and the type of the given mean. */
static bool
batch_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype dtype = first_known(fc_op_dtype(cx, 3), fc_op_dtype(cx, 0));
	struct fc_shape x = fc_op_shape(cx, 0), mean = fc_op_shape(cx, 3);
	struct fc_dim channels = x.rank >= 2 ? x.dim[1] : FC_DIM_NAN;

	fc_op_out(cx, 0, fc_op_dtype(cx, 0), x);
	for (unsigned o = 1; o < cx->node->n_out; o++) {
		if (fc_shape_known_rank(mean))
			fc_op_out(cx, o, dtype, mean);
		else
			fc_op_out_dims(cx, o, dtype, &channels, 1);
	}
	return true;
}

/* --- over the last axes ------------------------------------------------------------ */

/* Results 1 and 2: one element per row, the normalised axes kept as 1. */
static bool
row_results(struct fc_op_ctx *cx, enum fc_dtype dtype)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim row[FC_LIMIT_RANK];
	int axis;

	if (!fc_shape_known_rank(x)) {
		for (unsigned o = 1; o < cx->node->n_out; o++)
			fc_op_out_unknown(cx, o, dtype);
		return true;
	}
	if (!fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	for (int i = 0; i < x.rank; i++)
		row[i] = i < axis ? x.dim[i] : fc_dim_int(cx->dims, 1);
	for (unsigned o = 1; o < cx->node->n_out; o++)
		fc_op_out_dims(cx, o, dtype, row, x.rank);
	return true;
}

static bool
layer_infer(struct fc_op_ctx *cx)
{
	const char *stash = fc_op_text(cx, "stash_type");

	fc_op_out(cx, 0, first_known(fc_op_dtype(cx, 1), fc_op_dtype(cx, 0)), fc_op_shape(cx, 0));
	return row_results(cx, fc_dtype_find(stash, strlen(stash)));
}

/* rows: how often a mean and a deviation are taken. */
static void
layer_vars(struct fc_op_ctx *cx)
{
	int64_t axis = fc_op_int(cx, "axis");
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim rows = FC_DIM_NAN;

	if (x.rank > 0)
		rows = fc_shape_count(cx->dims, x, 0, (int)(axis < 0 ? axis + x.rank : axis));
	fc_op_var(cx, "rows", rows);
}

/* The axes of MeanVarianceNormalization are 0, 2 and 3 unless given; rows: of the others. */
static void
variance_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim rows = FC_DIM_NAN;
	uint64_t bits;
	bool unknown;

	if (fc_shape_known_rank(x)) {
		int found = fc_axis_list(cx, cx->node->n_in, "axes", x.rank, &bits, &unknown);

		if (found == 0)
			bits = 1 | 1 << 2 | 1 << 3;
		if (found >= 0)
			rows = fc_shape_size(cx->dims, fc_axis_reduce(cx, x, bits, false));
	}
	fc_op_var(cx, "rows", rows);
}

#define DEVIATION "mean 1, sub 1, square and sum 2, scaling 1; root and div"

const struct fc_op fc_ops_norm[] = {
	{
		.name = "BatchNormalization",
		.in = "X scale!? B!? input_mean~? input_var~?",
		.out = "Y running_mean running_var saved_mean saved_var",
		.attr = "epsilon=1e-5 momentum=0.9 training_mode=0",
		.infer = batch_infer,
		.cost = "affine = 2 * |Y|; simple = 5 * |Y| if training_mode == 1",
		.kind = FC_CLASS_BATCH_NORM,
		.source = "ONNX BatchNormalization-15: a scale and a shift; training takes statistics",
	},
	{
		.name = "GroupNormalization",
		.in = "X scale!? bias!?",
		.out = "Y",
		.attr = "epsilon=1e-5 num_groups stash_type",
		.infer = fc_same_infer,
		.cost = "affine = |X| if scale; affine = |X| if bias; simple = 5 * |X|;"
		        "special = 2 * X[0] * num_groups",
		.kind = FC_CLASS_NORM,
		.source = "ONNX GroupNormalization-21: " DEVIATION " per group",
	},
	{
		.name = "InstanceNormalization",
		.in = "input scale!? B!?",
		.out = "output",
		.attr = "epsilon=1e-5",
		.infer = fc_same_infer,
		.cost = "affine = |input| if scale; affine = |input| if B; simple = 5 * |input|;"
		        "special = 2 * prod(input, 0, 2)",
		.kind = FC_CLASS_NORM,
		.source = "ONNX InstanceNormalization-6: " DEVIATION " per plane",
	},
	{
		.name = "LRN",
		.in = "X",
		.out = "Y",
		.attr = "alpha=1e-4 beta=0.75 bias=1.0 size",
		.infer = fc_same_infer,
		.cost = "simple = (2 * size + 1) * |Y|; special = 2 * |Y|",
		.kind = FC_CLASS_NORM,
		.source = "ONNX LRN-13: squares and their sum, mul, add; pow, div",
	},
	{
		.name = "LayerNormalization",
		.in = "X Scale!? B!?",
		.out = "Y Mean InvStdDev",
		.attr = "axis=-1 epsilon=1e-5 stash_type=float32",
		.infer = layer_infer,
		.cost = "affine = |X| if Scale; affine = |X| if B; simple = 5 * |X|; special = 2 * rows",
		.vars = layer_vars,
		.kind = FC_CLASS_NORM,
		.source = "ONNX LayerNormalization-17: " DEVIATION " per row",
	},
	{
		.name = "LpNormalization",
		.in = "input",
		.out = "output",
		.attr = "axis=-1 p=2",
		.infer = fc_same_infer,
		.cost = "simple = 2 * |input|; special = |input|",
		.kind = FC_CLASS_NORM,
		.source = "ONNX LpNormalization-1: mul and add, then div",
	},
	{
		.name = "MeanVarianceNormalization",
		.in = "X",
		.out = "Y",
		.attr = "axes",
		.infer = fc_same_infer,
		.cost = "simple = 4 * |X|; special = |X| + 2 * rows",
		.vars = variance_vars,
		.kind = FC_CLASS_NORM,
		.source = "ONNX MeanVarianceNormalization-13: " DEVIATION " per row",
	},
	{
		.name = "RMSNormalization",
		.in = "X scale!?",
		.out = "Y InvStdDev",
		.attr = "axis=-1 epsilon=1e-5 stash_type=float32",
		.infer = layer_infer,
		.cost = "affine = |X| if scale; simple = 3 * |X|; special = 2 * rows",
		.vars = layer_vars,
		.kind = FC_CLASS_NORM,
		.source = "ONNX RMSNormalization-23: square and sum 2, mul 1; root and div per row",
	},
	{ 0 },
};
