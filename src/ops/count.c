/* count.c -- how many elements have which value, where they would stand, extremes so far */
#include "ops/families.h"
#include "ops/size.h"

static bool
histogram_infer(struct fc_op_ctx *cx)
{
	struct fc_dim n = fc_op_dim(cx, "bins");

	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), &n, 1);
}

/* As many as the greatest value says, at least minlength. Weights give the counts their type. */
static bool
bincount_infer(struct fc_op_ctx *cx)
{
	struct fc_dim n = fc_op_unknown(cx, "bins", FC_DIM_NAN), least = fc_op_dim(cx, "minlength");
	enum fc_dtype t = fc_op_has(cx, 1) ? fc_op_dtype(cx, 1) : FC_DTYPE_INT64;

	if (!fc_op_need_rank(cx, 0, 1, 1))
		return false;
	if (!fc_dim_is_nan(least) && !fc_dim_is(least, 0))
		n = fc_dim_max(cx->dims, n, least);
	if (fc_op_has(cx, 1) && t != FC_DTYPE_FLOAT32)
		t = FC_DTYPE_FLOAT64;
	return fc_op_out_dims(cx, 0, t, &n, 1);
}

static bool
search_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype t = fc_op_int(cx, "out_int32") ? FC_DTYPE_INT32 : FC_DTYPE_INT64;

	return fc_op_out(cx, 0, t, fc_op_shape(cx, 1));
}

static bool
running_infer(struct fc_op_ctx *cx)
{
	fc_op_out(cx, 1, FC_DTYPE_INT64, fc_op_shape(cx, 0));
	return fc_op_out(cx, 0, fc_op_dtype(cx, 0), fc_op_shape(cx, 0));
}

const struct fc_op fc_ops_count[] = {
	{ .name = "Bincount", .in = "X weights?", .out = "counts", .attr = "minlength=0",
	  .infer = bincount_infer, .cost = "simple = |X|",
	  .source = "PyTorch bincount: one addition per element" },
	{ .name = "CumExtreme", .in = "X", .out = "Y places?", .attr = "axis=0", .infer = running_infer,
	  .cost = "simple = |X|", .source = "PyTorch cummax, cummin: one compare per element" },
	{ .name = "Histogram", .in = "X", .out = "counts", .attr = "bins=100 min max",
	  .infer = histogram_infer, .cost = "simple = 3 * |X|; special = |X|",
	  .source = "PyTorch histc: the bin is (x - min) * bins / (max - min); one addition per element" },
	{ .name = "SearchSorted", .in = "sorted values", .out = "positions", .attr = "out_int32=0 right=0",
	  .infer = search_infer, .cost = "simple = |values| * ceillog2(sorted[-1] + 1)",
	  .source = "PyTorch searchsorted: a binary search per value" },
	{ .name = NULL },
};
