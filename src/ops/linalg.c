/* linalg.c -- determinants, inverses, distances */
#include "ops/axis.h"
#include "ops/same.h"
#include "ops/size.h"

static bool
det_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_op_need_equal(cx, x.dim[x.rank - 2], x.dim[x.rank - 1], "side of a matrix"))
		return false;
	x = fc_axis_reduce(cx, x, (uint64_t)3 << (x.rank - 2), false);
	return fc_op_out(cx, 0, fc_op_dtype(cx, 0), x);
}

static bool
inverse_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	if (x.rank > 1 && !fc_op_need_equal(cx, x.dim[x.rank - 2], x.dim[x.rank - 1], "side of a matrix"))
		return false;
	return fc_same_infer(cx);
}

/* A [m, k], B [n, k] -> [m, n]. */
static bool
cdist_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[2], a = fc_size_at(cx, 0, 1), b = fc_size_at(cx, 1, 1);

	if (!fc_op_need_rank(cx, 0, 2, 2) || !fc_op_need_rank(cx, 1, 2, 2))
		return false;
	if (!fc_op_need_equal(cx, a, b, "width of a row"))
		return false;
	dim[0] = fc_size_or(cx, fc_size_at(cx, 0, 0), "rows");
	dim[1] = fc_size_or(cx, fc_size_at(cx, 1, 0), "rows");
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 2);
}

const struct fc_op fc_ops_linalg[] = {
	{ .name = "CDist", .in = "A B", .out = "C", .attr = "metric=sqeuclidean", .infer = cdist_infer,
	  .cost = "macs = |C| * A[1]; simple = 2 * |C|; special = |C| if metric == \"euclidean\"",
	  .source = "com.microsoft CDist as a^2 - 2ab + b^2: the product ab, two additions, a "
	            "square root" },
	{ .name = "Det", .in = "X", .out = "Y", .infer = det_infer,
	  .cost = "macs = |Y| * ((X[-1]^3 - X[-1]) / 3); simple = |Y|",
	  .source = "ONNX Det-22 by LU decomposition: (n^3 - n) / 3 multiply-adds a matrix" },
	{ .name = "Inverse", .in = "X", .out = "Y", .infer = inverse_infer,
	  .cost = "macs = |X| * X[-1]",
	  .source = "com.microsoft Inverse by elimination: n^3 multiply-adds a matrix" },
	{ .name = NULL },
};
