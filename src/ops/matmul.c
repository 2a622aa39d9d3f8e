/* matmul.c -- matrix products */
#include "ops/families.h"
#include "ops/op.h"

/* The two factors stand where the row's dtype pair stands. */
static unsigned
left(const struct fc_op_ctx *cx)
{
	return cx->op->pair[0];
}

static unsigned
right(const struct fc_op_ctx *cx)
{
	return cx->op->pair[1] ? cx->op->pair[1] : 1;
}

/* Shape s with its last two axes exchanged when attribute name is set. */
static struct fc_shape
turned(struct fc_op_ctx *cx, struct fc_shape s, const char *name)
{
	struct fc_dim dim[FC_LIMIT_RANK];

	if (s.rank < 2 || !fc_op_int(cx, name))
		return s;
	for (int i = 0; i < s.rank; i++)
		dim[i] = s.dim[i];
	dim[s.rank - 1] = s.dim[s.rank - 2];
	dim[s.rank - 2] = s.dim[s.rank - 1];
	return fc_shape_make(cx->dims, dim, s.rank);
}

static struct fc_shape
left_shape(struct fc_op_ctx *cx)
{
	return turned(cx, fc_op_shape(cx, left(cx)), "transA");
}

static struct fc_shape
right_shape(struct fc_op_ctx *cx)
{
	return turned(cx, fc_op_shape(cx, right(cx)), "transB");
}

/* The size that is summed over, as the two factors say; a number wins over a formula. */
static struct fc_dim
inner(struct fc_shape a, struct fc_shape b)
{
	struct fc_dim k = a.rank > 0 ? a.dim[a.rank - 1] : FC_DIM_NAN;
	struct fc_dim other = b.rank > 1 ? b.dim[b.rank - 2] : b.rank == 1 ? b.dim[0] : FC_DIM_NAN;
	int64_t v;

	return fc_dim_is_nan(k) || fc_dim_const(other, &v) ? other : k;
}

/* A product with a stored weight is a linear layer. */
static void
product_vars(struct fc_op_ctx *cx)
{
	bool weight = fc_op_is_param(cx, left(cx)) || fc_op_is_param(cx, right(cx));
	struct fc_shape a = left_shape(cx), b = right_shape(cx);
	struct fc_dim k = inner(a, b);

	if (fc_dim_is_nan(k) && a.rank > 0)
		k = a.dim[a.rank - 1];
	cx->node->kind = weight ? FC_CLASS_LINEAR : FC_CLASS_MATMUL;
	fc_op_var(cx, "K", k);
}

/* --- MatMul ------------------------------------------------------------------------ */

/* numpy.matmul: the axes before the last two broadcast; a vector's missing axis goes again. */
static bool
product(struct fc_op_ctx *cx, enum fc_dtype dtype)
{
	struct fc_shape a = left_shape(cx), b = right_shape(cx), batch;
	struct fc_dim y[FC_LIMIT_RANK];
	int rank;

	if (!fc_op_need_rank(cx, left(cx), 1, FC_LIMIT_RANK) ||
	    !fc_op_need_rank(cx, right(cx), 1, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(a) || !fc_shape_known_rank(b))
		return fc_op_out_unknown(cx, 0, dtype);
	if (!fc_op_need_equal(cx, a.dim[a.rank - 1], b.dim[b.rank == 1 ? 0 : b.rank - 2], "inner sizes"))
		return false;
	if (!fc_shape_broadcast(cx->dims, fc_shape_make(cx->dims, a.dim, a.rank > 2 ? a.rank - 2 : 0),
	                        fc_shape_make(cx->dims, b.dim, b.rank > 2 ? b.rank - 2 : 0), &batch))
		return fc_op_fail(cx, FC_E_SHAPE, "batch axes do not broadcast");
	if (batch.rank > FC_LIMIT_RANK - 2)
		return fc_op_out_unknown(cx, 0, dtype);
	for (rank = 0; rank < batch.rank; rank++)
		y[rank] = batch.dim[rank];
	if (a.rank > 1)
		y[rank++] = a.dim[a.rank - 2];
	if (b.rank > 1)
		y[rank++] = b.dim[b.rank - 1];
	return fc_op_out_dims(cx, 0, dtype, y, rank);
}

static bool
matmul_infer(struct fc_op_ctx *cx)
{
	return product(cx, fc_op_dtype(cx, 0));
}

static bool
matmul_integer_infer(struct fc_op_ctx *cx)
{
	return product(cx, FC_DTYPE_INT32);
}

static bool
qlinear_matmul_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype y = fc_op_dtype(cx, 7);

	return product(cx, y ? y : fc_op_dtype(cx, 0));
}

/* Quantised factors, a float result of the scales' type. */
static bool
scaled_matmul_infer(struct fc_op_ctx *cx)
{
	return product(cx, fc_op_dtype(cx, 2));
}

/* --- Gemm ---------------------------------------------------------------------------- */

static bool
gemm(struct fc_op_ctx *cx, enum fc_dtype dtype)
{
	struct fc_shape a = left_shape(cx), b = right_shape(cx);
	struct fc_dim y[2] = { FC_DIM_NAN, FC_DIM_NAN };

	if (!fc_op_need_rank(cx, left(cx), 2, 2) || !fc_op_need_rank(cx, right(cx), 2, 2))
		return false;
	if (a.rank == 2 && b.rank == 2 && !fc_op_need_equal(cx, a.dim[1], b.dim[0], "inner sizes"))
		return false;
	if (a.rank == 2)
		y[0] = a.dim[0];
	if (b.rank == 2)
		y[1] = b.dim[1];
	return fc_op_out_dims(cx, 0, dtype, y, 2);
}

static bool
gemm_infer(struct fc_op_ctx *cx)
{
	return gemm(cx, fc_op_dtype(cx, 0));
}

static bool
qgemm_infer(struct fc_op_ctx *cx)
{
	return gemm(cx, fc_op_has(cx, 8) ? fc_op_dtype(cx, 8) : fc_op_dtype(cx, 1));
}

/* --- weights that say their own output size -------------------------------------------- */

/* Operand 0 with its last size replaced by n, or dropped. */
static bool
last_becomes(struct fc_op_ctx *cx, struct fc_dim n, bool drop)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim y[FC_LIMIT_RANK];

	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	for (int i = 0; i < x.rank - 1; i++)
		y[i] = x.dim[i];
	y[x.rank - 1] = n;
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, drop ? x.rank - 1 : x.rank);
}

/* The weight is (out, in), or in PyTorch (in) for a single output without an axis. */
static bool
linear_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), w = fc_op_shape(cx, 1);

	if (!fc_op_need_rank(cx, 1, 1, 2))
		return false;
	if (x.rank > 0 && w.rank > 0 &&
	    !fc_op_need_equal(cx, x.dim[x.rank - 1], w.dim[w.rank - 1], "features of input and weight"))
		return false;
	if (!fc_shape_known_rank(w))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	return last_becomes(cx, w.rank == 2 ? w.dim[0] : FC_DIM_NAN, w.rank == 1);
}

static bool
bilinear_infer(struct fc_op_ctx *cx)
{
	struct fc_shape w = fc_op_shape(cx, 2);

	return fc_op_need_rank(cx, 2, 3, 3) && last_becomes(cx, w.rank == 3 ? w.dim[0] : FC_DIM_NAN, false);
}

/* The packed weight stands for K*N elements of a few bits each. */
static void
unpack(struct fc_op_ctx *cx)
{
	struct fc_value *b = cx->node->n_in > 1 ? cx->node->in[1] : NULL;
	int64_t bits = fc_op_int(cx, "bits");

	if (!b || !b->stored)
		return;
	b->stored->count = fc_dim_mul(cx->dims, fc_op_dim(cx, "K"), fc_op_dim(cx, "N"));
	if (bits == 2 || bits == 4)
		b->stored->dtype = bits == 2 ? FC_DTYPE_UINT2 : FC_DTYPE_UINT4;
}

static bool
nbits_infer(struct fc_op_ctx *cx)
{
	struct fc_shape a = fc_op_shape(cx, 0);

	if (fc_op_int(cx, "K") < 1 || fc_op_int(cx, "N") < 1)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "K and N are not given as sizes");
	if (a.rank > 0 &&
	    !fc_op_need_equal(cx, a.dim[a.rank - 1], fc_op_dim(cx, "K"), "input and attribute K"))
		return false;
	unpack(cx);
	return last_becomes(cx, fc_op_dim(cx, "N"), false);
}

const struct fc_op fc_ops_matmul[] = {
	{
		.name = "Bilinear",
		.in = "X1 X2 W! B!?",
		.out = "Y",
		.infer = bilinear_infer,
		.cost = "macs = |Y| * prod(W, 1) + |Y| * W[2]; bias_adds = |Y| if B",
		.kind = FC_CLASS_LINEAR,
		.pair = { 0, 2 },
		.source = "PyTorch nn.Bilinear: x1 times the matrix of each output, then x2",
	},
	{
		.name = "DynamicQuantizeMatMul",
		.in = "A B! b_scale~ b_zero_point~? bias!?",
		.out = "Y",
		.infer = matmul_infer,
		.cost = "macs = |Y| * K; bias_adds = |Y| if bias; simple = 5 * |A| + 2 * |Y|",
		.vars = product_vars,
		.kind = FC_CLASS_LINEAR,
		.source = "Microsoft DynamicQuantizeMatMul-1: quantises A, scales Y",
	},
	{
		.name = "Gemm",
		.in = "A! B! C!?",
		.out = "Y",
		.attr = "alpha=1.0 beta=1.0 transA=0 transB=0",
		.infer = gemm_infer,
		.cost = "macs = |Y| * K; bias_adds = |Y| if C and beta != 0;"
		        "simple = |Y| if alpha != 1; simple = |C| if beta != 1 and beta != 0",
		.vars = product_vars,
		.kind = FC_CLASS_LINEAR,
		.source = "ONNX Gemm-13",
	},
	{
		.name = "Linear",
		.in = "X W! B!?",
		.out = "Y",
		.infer = linear_infer,
		.cost = "macs = |Y| * W[-1]; bias_adds = |Y| if B",
		.kind = FC_CLASS_LINEAR,
		.source = "PyTorch nn.Linear",
	},
	{
		.name = "MatMul",
		.in = "A! B!",
		.out = "Y",
		.attr = "alpha=1.0 transA=0 transB=0",
		.infer = matmul_infer,
		.cost = "macs = |Y| * K; simple = |Y| if alpha != 1",
		.vars = product_vars,
		.kind = FC_CLASS_MATMUL,
		.source = "ONNX MatMul-13",
	},
	{
		.name = "MatMulInteger",
		.in = "A! B! a_zero_point~? b_zero_point~?",
		.out = "Y",
		.infer = matmul_integer_infer,
		.cost = "macs = |Y| * K; simple = |A| + |B| if a_zero_point or b_zero_point",
		.vars = product_vars,
		.kind = FC_CLASS_MATMUL,
		.source = "ONNX MatMulInteger-10; zero points take one sum per row and per column",
	},
	{
		.name = "MatMulIntegerToFloat",
		.in = "A B! a_scale~ b_scale~ a_zero_point~? b_zero_point~? bias!?",
		.out = "Y",
		.infer = scaled_matmul_infer,
		.cost = "macs = |Y| * K; bias_adds = |Y| if bias; simple = 2 * |Y|",
		.vars = product_vars,
		.kind = FC_CLASS_LINEAR,
		.source = "Microsoft MatMulIntegerToFloat-1: converts and scales Y",
	},
	{
		.name = "MatMulNBits",
		.in = "A B! scales~ zero_points~? g_idx~? bias!?",
		.out = "Y",
		.attr = "K N accuracy_level bits=4 block_size weight_prepacked=0",
		.infer = nbits_infer,
		.cost = "macs = |Y| * K; bias_adds = |Y| if bias; simple = 2 * K * N",
		.kind = FC_CLASS_LINEAR,
		.source = "Microsoft MatMulNBits-1; each weight is shifted and scaled once",
	},
	{
		.name = "QGemm",
		.in = "A a_scale~ a_zero_point~ B! b_scale~ b_zero_point~ C!? y_scale~? y_zero_point~?",
		.out = "Y",
		.attr = "alpha=1.0 transA=0 transB=0",
		.infer = qgemm_infer,
		.cost = "macs = |Y| * K; bias_adds = |Y| if C; simple = 2 * |Y|",
		.vars = product_vars,
		.kind = FC_CLASS_LINEAR,
		.pair = { 0, 3 },
		.source = "Microsoft QGemm-1; requantising scales and rounds each output",
	},
	{
		.name = "QLinearMatMul",
		.in = "a! a_scale~ a_zero_point~ b! b_scale~ b_zero_point~ y_scale~ y_zero_point~",
		.out = "y",
		.infer = qlinear_matmul_infer,
		.cost = "macs = |y| * K; simple = 2 * |y|",
		.vars = product_vars,
		.kind = FC_CLASS_MATMUL,
		.pair = { 0, 3 },
		.source = "ONNX QLinearMatMul-10; requantising scales and rounds each output",
	},
	{ 0 },
};
