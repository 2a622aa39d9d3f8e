/* permute.c -- the same elements in another order: Transpose, DepthToSpace */
#include "ops/families.h"
#include "ops/target.h"
#include "ops/walk.h"

/* Axis i of the result is axis perm[i] of the operand; reversed where the attribute is absent. */
static bool
transpose_perm(struct fc_op_ctx *cx, int rank, int *perm)
{
	unsigned n, i;
	const struct fc_dim *list = fc_op_ints(cx, "perm", &n);
	uint64_t seen = 0;
	int64_t v;

	for (i = 0; !list && i < (unsigned)rank; i++)
		perm[i] = rank - 1 - (int)i;
	if (!list)
		return true;
	if (n != (unsigned)rank)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "perm has %u axes for an operand of rank %d", n, rank);
	for (i = 0; i < n; i++) {
		if (!fc_dim_const(list[i], &v) || v < -rank || v >= rank)
			return fc_op_fail(cx, FC_E_ATTRIBUTE, "perm names no axis at %u", i);
		perm[i] = (int)(v < 0 ? v + rank : v);
		seen |= UINT64_C(1) << perm[i];
	}
	if (seen != (UINT64_C(1) << rank) - 1)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "an axis stands twice in perm");
	return true;
}

static bool
transpose_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int perm[FC_LIMIT_RANK], i;
	unsigned n;

	if (x.rank < 0) {
		fc_op_ints(cx, "perm", &n);
		return fc_target_out_rank(cx, n && n <= FC_LIMIT_RANK ? (int)n : -1, FC_DIM_NAN);
	}
	if (!transpose_perm(cx, x.rank, perm))
		return false;
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[perm[i]];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, x.rank);
}

static void
transpose_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, out;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in);
	struct fc_scalar *y;
	int perm[FC_LIMIT_RANK], i;
	unsigned e;

	if (!x || !fc_walk_result(cx, 0, &out) || !transpose_perm(cx, in.rank, perm))
		return;
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < out.n; e++) {
		fc_walk_to(&out, e);
		for (i = 0; i < in.rank; i++)
			in.at[perm[i]] = out.at[i];
		y[e] = x[fc_walk_index(&in)];
	}
	fc_op_set_known(cx, 0, y, out.n);
}

/* x in blocks of n; false after a diagnostic when plain numbers do not come out even. */
static bool
in_blocks(struct fc_op_ctx *cx, struct fc_dim x, struct fc_dim n, const char *what, struct fc_dim *out)
{
	int64_t a, b;

	*out = fc_dim_exact(cx->dims, x, n);
	if (!fc_dim_is_nan(*out))
		return true;
	if (fc_dim_const(x, &a) && fc_dim_const(n, &b))
		return fc_op_fail(cx, FC_E_SHAPE, "%s %lld is no multiple of %lld", what, (long long)a,
		                  (long long)b);
	*out = fc_dim_floordiv(cx->dims, x, n);
	return true;
}

static bool
depth_to_space_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[4], block = fc_op_dim(cx, "blocksize");

	if (!fc_op_need_rank(cx, 0, 4, 4))
		return false;
	if (x.rank < 0)
		return fc_target_out_rank(cx, 4, FC_DIM_NAN);
	dim[0] = x.dim[0];
	dim[2] = fc_dim_mul(cx->dims, x.dim[2], block);
	dim[3] = fc_dim_mul(cx->dims, x.dim[3], block);
	if (!in_blocks(cx, x.dim[1], fc_dim_mul(cx->dims, block, block), "depth", &dim[1]))
		return false;
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 4);
}

static bool
space_to_depth_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[4], block = fc_op_dim(cx, "blocksize");

	if (!fc_op_need_rank(cx, 0, 4, 4))
		return false;
	if (x.rank < 0)
		return fc_target_out_rank(cx, 4, FC_DIM_NAN);
	dim[0] = x.dim[0];
	dim[1] = fc_dim_mul(cx->dims, x.dim[1], fc_dim_mul(cx->dims, block, block));
	if (!in_blocks(cx, x.dim[2], block, "height", &dim[2]) ||
	    !in_blocks(cx, x.dim[3], block, "width", &dim[3]))
		return false;
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 4);
}

const struct fc_op fc_ops_permute[] = {
	{ .name = "DepthToSpace", .in = "input", .out = "output", .attr = "blocksize mode=DCR",
	  .infer = depth_to_space_infer, .cost = "", .source = "ONNX DepthToSpace-13" },
	{ .name = "SpaceToDepth", .in = "input", .out = "output", .attr = "blocksize mode=DCR",
	  .infer = space_to_depth_infer, .cost = "", .source = "ONNX SpaceToDepth-13" },
	{ .name = "Transpose", .in = "data", .out = "transposed", .attr = "perm", .infer = transpose_infer,
	  .fold = transpose_fold, .cost = "", .flags = FC_OP_CARRY, .source = "ONNX Transpose-25" },
	{ 0 },
};
