/* factor.c -- factors of matrices by iteration: their shapes; how long they iterate the data says */
#include "ops/families.h"
#include "ops/same.h"
#include "ops/size.h"

/* Result o: the axes before the last two, then these. */
static bool
give(struct fc_op_ctx *cx, unsigned o, const struct fc_dim *last, int n)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int r = 0;

	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, o, fc_op_dtype(cx, 0));
	for (; r < x.rank - 2; r++)
		dim[r] = x.dim[r];
	for (int i = 0; i < n; i++)
		dim[r++] = last[i];
	return fc_op_out_dims(cx, o, fc_op_dtype(cx, 0), dim, r);
}

static struct fc_dim
smaller_side(struct fc_op_ctx *cx)
{
	return fc_dim_min(cx->dims, fc_size_at(cx, 0, -2), fc_size_at(cx, 0, -1));
}

/* Values, then vectors as columns. */
static bool
eigh_infer(struct fc_op_ctx *cx)
{
	struct fc_dim n = fc_size_at(cx, 0, -1);

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	give(cx, 1, (struct fc_dim[]){ n, n }, 2);
	return give(cx, 0, &n, 1);
}

static bool
svd_infer(struct fc_op_ctx *cx)
{
	struct fc_dim m = fc_size_at(cx, 0, -2), n = fc_size_at(cx, 0, -1), k = smaller_side(cx);
	bool full = fc_op_int(cx, "full_matrices") != 0;

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	give(cx, 0, (struct fc_dim[]){ m, full ? m : k }, 2);
	give(cx, 1, &k, 1);
	return give(cx, 2, (struct fc_dim[]){ full ? n : k, n }, 2);
}

static bool
values_infer(struct fc_op_ctx *cx)
{
	struct fc_dim k = smaller_side(cx);

	return fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK) && give(cx, 0, &k, 1);
}

/* mode r makes no Q; complete a square one. */
static bool
qr_infer(struct fc_op_ctx *cx)
{
	struct fc_dim m = fc_size_at(cx, 0, -2), n = fc_size_at(cx, 0, -1), k = smaller_side(cx);
	struct fc_dim none = fc_dim_int(cx->dims, 0);

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	if (fc_op_text_is(cx, "mode", "complete"))
		k = m;
	if (fc_op_text_is(cx, "mode", "r"))
		fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), &none, 1);
	else
		give(cx, 0, (struct fc_dim[]){ m, k }, 2);
	return give(cx, 1, (struct fc_dim[]){ k, n }, 2);
}

static bool
pinv_infer(struct fc_op_ctx *cx)
{
	struct fc_dim m = fc_size_at(cx, 0, -2), n = fc_size_at(cx, 0, -1);

	return fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK) && give(cx, 0, (struct fc_dim[]){ n, m }, 2);
}

const struct fc_op fc_ops_factor[] = {
	{ .name = "Eigh", .in = "X", .out = "L Q", .infer = eigh_infer, .flags = FC_OP_OPAQUE,
	  .source = "PyTorch linalg.eigh" },
	{ .name = "MatrixExp", .in = "X", .out = "Y", .infer = fc_same_infer, .flags = FC_OP_OPAQUE,
	  .source = "PyTorch linalg.matrix_exp: the norm decides the degree" },
	{ .name = "PseudoInverse", .in = "X", .out = "Y", .infer = pinv_infer, .flags = FC_OP_OPAQUE,
	  .source = "PyTorch linalg.pinv" },
	{ .name = "QR", .in = "X", .out = "Q R", .attr = "mode=reduced", .infer = qr_infer,
	  .flags = FC_OP_OPAQUE, .source = "PyTorch linalg.qr" },
	{ .name = "SVD", .in = "X", .out = "U S Vh", .attr = "full_matrices=1", .infer = svd_infer,
	  .flags = FC_OP_OPAQUE, .source = "PyTorch linalg.svd" },
	{ .name = "SingularValues", .in = "X", .out = "S", .infer = values_infer, .flags = FC_OP_OPAQUE,
	  .source = "PyTorch linalg.svdvals" },
	{ .name = NULL },
};
