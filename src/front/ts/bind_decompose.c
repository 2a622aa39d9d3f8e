/* bind_decompose.c -- PyTorch's decompositions of matrices, and what is solved by them */
#include <string.h>

#include "front/ts/shape.h"

/* Another result of y's node: its first n axes, of another type; n of -1: all but two, as of batches. */
static struct fc_value *
beside(struct fc_ts_call *c, const struct fc_value *y, enum fc_dtype dtype, int n)
{
	struct fc_value *v = fc_builder_value(c->ts->b, y->name);
	int rank = y->type.shape.rank;

	if (n < 0)
		n = rank < 2 ? 0 : rank - 2;
	v->type = fc_type_tensor(dtype, rank < n ? FC_SHAPE_UNKNOWN
	                                         : fc_shape_make(c->ts->b->dims, y->type.shape.dim, n));
	v->producer = y->producer;
	return v;
}

/* The row's operator, and how it went for each matrix of a batch. */
static bool
with_info(struct fc_ts_call *c)
{
	bool two = c->n > 1 && c->arg[1] && c->arg[1]->kind == FC_TS_V_TENSOR;
	struct fc_value *b = two ? fc_ts_operand(c, c->name[1]) : NULL;
	struct fc_value *y = fc_ts_node(c, c->row->op, fc_ts_self(c), b);
	struct fc_value *all[2] = { y, y ? beside(c, fc_ts_self(c), FC_DTYPE_INT32, -1) : NULL };

	return fc_ts_give_all(c, all, 2);
}

/* Eigenvalues and vectors are complex, whatever the matrix is. */
static bool
complex_results(struct fc_ts_call *c)
{
	enum fc_dtype of = (enum fc_dtype)fc_ts_self(c)->type.dtype;
	unsigned char wide = of == FC_DTYPE_FLOAT64 || of == FC_DTYPE_COMPLEX128 ? FC_DTYPE_COMPLEX128
	                                                                        : FC_DTYPE_COMPLEX64;

	if (!fc_ts_plain(c))
		return false;
	if (c->result->kind == FC_TS_V_TENSOR)
		c->result->tensor->type.dtype = wide;
	for (uint32_t i = 0; i < c->result->item.n; i++)
		c->result->item.at[i]->tensor->type.dtype = wide;
	return true;
}

/* Triangles in one matrix, and the rows that were exchanged. */
static bool
lu_factor(struct fc_ts_call *c)
{
	struct fc_value *y = fc_ts_node(c, "Cholesky", fc_ts_self(c), NULL);
	struct fc_value *all[3] = { y, y ? beside(c, y, FC_DTYPE_INT32, y->type.shape.rank - 1) : NULL,
		                    y ? beside(c, y, FC_DTYPE_INT32, -1) : NULL };

	return fc_ts_give_all(c, all, c->row->results);
}

/* Solve(A, B), which the row names in its own order; triangular_solve gives A as well. */
static bool
solve(struct fc_ts_call *c)
{
	struct fc_value *a = fc_ts_operand(c, "A");
	struct fc_value *all[2] = { fc_ts_node(c, "Solve", a, fc_ts_operand(c, "B")), a };

	return c->row->results == 2 ? fc_ts_give_all(c, all, 2) : fc_ts_give(c, all[0]);
}

/* Solution, residuals, rank, singular values: whether the second and fourth are empty hangs on the data. */
static bool
least_squares(struct fc_ts_call *c)
{
	struct fc_value *a = fc_ts_self(c), *y = fc_ts_node(c, "PseudoInverse", a, NULL), *all[4];

	y = fc_ts_then(c, "MatMul", y, fc_ts_operand(c, "B"));
	all[0] = y;
	all[1] = all[3] = fc_ts_anything(c->ts);
	all[2] = beside(c, a, FC_DTYPE_INT64, -1);
	return fc_ts_give_all(c, all, 4);
}

/* matrix_rank, cond, nuclear_norm: of the singular values */
static bool
of_singular_values(struct fc_ts_call *c)
{
	int64_t last = -1;
	struct fc_value *y = fc_ts_node(c, "SingularValues", fc_ts_self(c), NULL);

	y = fc_ts_reduced(c, "ReduceSum", y, &last, false);
	if (y && strstr(c->row->name, "rank"))
		y->type.dtype = FC_DTYPE_INT64;
	return fc_ts_give(c, y);
}

/* U, S and V, where linalg_svd gives V transposed. */
static bool
svd(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "SVD");
	struct fc_value *all[3];

	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_draft_set_int(&d, "full_matrices", !fc_ts_arg_bool(c, "some", true));
	for (unsigned i = 0; i < 3; i++)
		all[i] = fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return false;
	all[2] = fc_ts_swap(c, all[2], -2, -1);
	return fc_ts_give_all(c, all, 3);
}

/* x^0, x^1 ... along a new axis */
static bool
vander(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *y = fc_ts_unsqueeze(c, x, -1);
	int rank = x->type.shape.rank;
	struct fc_dim n = fc_ts_arg_is_none(c, "N")
	                      ? rank > 0 ? x->type.shape.dim[rank - 1] : FC_DIM_NAN
	                      : fc_ts_as_dim(c->ts, fc_ts_arg(c, "N"));
	struct fc_scalar *at;

	x = fc_ts_constant_tensor(c->ts, x->type.dtype, &n, 1, &at);
	return fc_ts_give(c, fc_ts_then(c, "Pow", y, x));
}

/* Mantissa and exponent. */
static bool
frexp_parts(struct fc_ts_call *c)
{
	struct fc_value *y = fc_ts_node(c, c->row->op, fc_ts_self(c), NULL);
	struct fc_value *all[2] = { y, y ? beside(c, y, FC_DTYPE_INT32, y->type.shape.rank) : NULL };

	return fc_ts_give_all(c, all, 2);
}

const struct fc_ts_bind fc_ts_bind_decompose[] = {
	{ "aten::cholesky_inverse", "T self, b upper=False", "Inverse", "X=self", 1, NULL },
	{ "aten::cholesky_solve", "T B, T A, b upper=False", "Solve", NULL, 1, solve },
	{ "aten::frexp", "T self", "Abs", NULL, 2, frexp_parts },
	{ "aten::linalg_cholesky_ex", "T self, *, b upper=False, b check_errors=False", "Cholesky", NULL, 2,
	  with_info },
	{ "aten::linalg_cond", "T self, any p=None", NULL, NULL, 1, of_singular_values },
	{ "aten::linalg_eig", "T self", "Eigh", "X=self", 2, complex_results },
	{ "aten::linalg_eigvals", "T self", "SingularValues", "X=self", 1, complex_results },
	{ "aten::linalg_inv_ex", "T A, *, b check_errors=False", "Inverse", NULL, 2, with_info },
	{ "aten::linalg_lstsq", "T A, T B, f? rcond=None, *, s? driver=None", NULL, NULL, 4, least_squares },
	{ "aten::linalg_lu_factor", "T A, *, b pivot=True", NULL, NULL, 2, lu_factor },
	{ "aten::linalg_lu_factor_ex", "T A, *, b pivot=True, b check_errors=False", NULL, NULL, 3,
	  lu_factor },
	{ "aten::linalg_lu_solve", "T A, T pivots, T B, *, b left=True, b adjoint=False", "Solve", NULL, 1,
	  solve },
	{ "aten::linalg_matrix_rank", "T self, any tol=None, b hermitian=False, *, "
	  "any atol=None, any rtol=None", NULL, NULL, 1, of_singular_values },
	{ "aten::linalg_solve_ex", "T A, T B, *, b left=True, b check_errors=False", "Solve", NULL, 2,
	  with_info },
	{ "aten::linalg_vander", "T x, *, i? N=None", "Pow", NULL, 1, vander },
	{ "aten::lu_solve", "T B, T A, T pivots", "Solve", NULL, 1, solve },
	{ "aten::nuclear_norm", "T self, b keepdim=False", NULL, NULL, 1, of_singular_values },
	{ "aten::svd", "T self, b some=True, b compute_uv=True", NULL, NULL, 3, svd },
	{ "aten::triangular_solve", "T B, T A, b upper=True, b transpose=False, b unitriangular=False",
	  "Solve",
	  NULL, 2, solve },
	{ "aten::vander", "T x, i? N=None, b increasing=False", "Pow", NULL, 1, vander },
	{ 0 },
};
