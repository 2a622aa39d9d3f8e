/* linalg.c -- determinants, inverses, factors of matrices, distances */
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

/* Axes before the last n of the two operands, as they broadcast, with rank r; false after a diagnostic. */
static bool
batches(struct fc_op_ctx *cx, int n, struct fc_dim *dim, int *r)
{
	struct fc_shape a = fc_op_shape(cx, 0), b = fc_op_shape(cx, 1), y;
	int i;

	a = fc_shape_make(cx->dims, a.dim, a.rank - n);
	b = fc_shape_make(cx->dims, b.dim, b.rank - n);
	if (!fc_shape_broadcast(cx->dims, a, b, &y))
		return fc_op_fail(cx, FC_E_SHAPE, "batch axes do not broadcast");
	for (i = 0; i < y.rank; i++)
		dim[i] = y.dim[i];
	*r = y.rank;
	return y.rank <= FC_LIMIT_RANK - n || fc_op_fail(cx, FC_E_RANK, "too many axes");
}

/* A [..., m, k], B [..., n, k] -> [..., m, n]. */
static bool
cdist_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[2 * FC_LIMIT_RANK];
	int r;

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK) || !fc_op_need_rank(cx, 1, 2, FC_LIMIT_RANK))
		return false;
	if (!fc_op_need_equal(cx, fc_size_at(cx, 0, -1), fc_size_at(cx, 1, -1), "width of a row"))
		return false;
	if (!fc_shape_known_rank(fc_op_shape(cx, 0)) || !fc_shape_known_rank(fc_op_shape(cx, 1)))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!batches(cx, 2, dim, &r))
		return false;
	dim[r++] = fc_size_or(cx, fc_size_at(cx, 0, -2), "rows");
	dim[r++] = fc_size_or(cx, fc_size_at(cx, 1, -2), "rows");
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, r);
}

/* One right side a matrix: a vector, or the axes of A but the last. -1: open. torch.linalg.solve */
static int
is_vector(struct fc_op_ctx *cx, struct fc_shape a, struct fc_shape b)
{
	int all = 1;

	if (b.rank != a.rank - 1 || b.rank == 1)
		return b.rank == 1;
	for (int i = 0; i < b.rank; i++) {
		int order = fc_dim_compare(cx->dims, a.dim[i], b.dim[i]);

		if (order == 1 || order == -1)
			return 0;
		all = order ? -1 : all;
	}
	return all;
}

/* A [..., n, n]; B [..., n, k], or [..., n]. */
static bool
solve_infer(struct fc_op_ctx *cx)
{
	struct fc_shape a = fc_op_shape(cx, 0), b = fc_op_shape(cx, 1);
	struct fc_dim dim[2 * FC_LIMIT_RANK];
	int r, vector;

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK) || !fc_op_need_rank(cx, 1, 1, FC_LIMIT_RANK))
		return false;
	vector = fc_shape_known_rank(a) && fc_shape_known_rank(b) ? is_vector(cx, a, b) : -1;
	if (vector < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_op_need_equal(cx, a.dim[a.rank - 2], a.dim[a.rank - 1], "side of a matrix"))
		return false;
	if (vector)
		return fc_op_out(cx, 0, fc_op_dtype(cx, 0), fc_shape_make(cx->dims, a.dim, a.rank - 1));
	if (!batches(cx, 2, dim, &r))
		return false;
	dim[r++] = b.dim[b.rank - 2];
	dim[r++] = b.dim[b.rank - 1];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, r);
}

/* matrices: how many of them the first operand holds. */
static void
matrices_var(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);

	fc_op_var(cx, "matrices", x.rank < 2 ? FC_DIM_NAN : fc_shape_count(cx->dims, x, 0, x.rank - 2));
}

const struct fc_op fc_ops_linalg[] = {
	{ .name = "CDist", .in = "A B", .out = "C", .attr = "metric=sqeuclidean", .infer = cdist_infer,
	  .cost = "macs = |C| * A[-1] if metric == \"euclidean\" or metric == \"sqeuclidean\"; simple = 2 "
	          "* |C| if metric == \"euclidean\" or metric == \"sqeuclidean\"; special = |C| if metric "
	          "== \"euclidean\"; simple = 3 * |C| * A[-1] if metric == \"manhattan\" or metric == "
	          "\"minkowski\"; special = |C| * A[-1] + |C| if metric == \"minkowski\"",
	  .source = "com.microsoft CDist as a^2 - 2ab + b^2: the product ab, two additions, a square root" },
	{ .name = "Cholesky", .in = "X", .out = "Y", .infer = inverse_infer, .vars = matrices_var,
	  .cost = "macs = matrices * ((X[-1]^3 - X[-1]) / 6); special = matrices * ((X[-1]^2 + X[-1]) / 2)",
	  .source = "Cholesky decomposition: (n^3 - n) / 6 multiply-adds, n roots, n(n - 1) / 2 divisions" },
	{ .name = "Cross", .in = "A B", .out = "Y", .attr = "dim=-1", .infer = fc_same_broadcast,
	  .cost = "simple = 3 * |Y|", .kind = FC_CLASS_ELEMENT,
	  .source = "PyTorch linalg.cross: two products and a difference" },
	{ .name = "Det", .in = "X", .out = "Y", .infer = det_infer,
	  .cost = "macs = |Y| * ((X[-1]^3 - X[-1]) / 3); simple = |Y|",
	  .source = "ONNX Det-22 by LU decomposition: (n^3 - n) / 3 multiply-adds a matrix" },
	{ .name = "Inverse", .in = "X", .out = "Y", .infer = inverse_infer,
	  .cost = "macs = |X| * X[-1]",
	  .source = "com.microsoft Inverse by elimination: n^3 multiply-adds a matrix" },
	{ .name = "Solve", .in = "A B", .out = "Y", .attr = "triangular=0", .infer = solve_infer,
	  .vars = matrices_var,
	  .cost = "macs = matrices * ((A[-1]^3 - A[-1]) / 3) + |Y| * (A[-1] - 1) if triangular == 0; macs "
	          "= |Y| * (A[-1] - 1) / 2 if triangular == 1; special = |Y|",
	  .source = "LU decomposition, (n^3 - n) / 3 multiply-adds; n(n - 1) / 2 a column for each "
	            "triangle, and a division an element" },
	{ .name = NULL },
};
