/* bind_linalg.c -- PyTorch's linear algebra: products of many, factors, solutions */
#include <string.h>

#include "base/intern.h"
#include "front/ts/shape.h"

/* --- chains of products --------------------------------------------------------------- */

enum { CHAIN = 12 }; /* as many factors are put in the best order; more go left to right */

struct chain {
	struct fc_ts_call *c;
	struct fc_value *factor[CHAIN];
	struct fc_dim size[CHAIN + 1];            /* factor i is [size[i], size[i + 1]] */
	struct fc_dim cost[CHAIN][CHAIN];
	unsigned cut[CHAIN][CHAIN];
};

/* Of what is multiplied nothing is known, nor of the product. */
static bool
unknown_product(struct fc_ts_call *c)
{
	struct fc_value *any = fc_ts_anything(c->ts);

	return fc_ts_give(c, fc_ts_node(c, "MatMul", any, any));
}

/* Fewest multiply-adds of each stretch of factors; where that hangs on a symbol, the first cut stays. */
static void
plan(struct chain *k, unsigned n)
{
	struct fc_dims *t = k->c->ts->b->dims;

	for (unsigned i = 0; i < n; i++)
		k->cost[i][i] = fc_dim_int(t, 0);
	for (unsigned len = 2; len <= n; len++) {
		for (unsigned i = 0; i + len <= n; i++) {
			unsigned j = i + len - 1;

			k->cost[i][j] = FC_DIM_NAN;
			for (unsigned cut = j; cut-- > i;) {
				struct fc_dim v = fc_dim_mul(t, fc_dim_mul(t, k->size[i], k->size[cut + 1]),
				                             k->size[j + 1]);

				v = fc_dim_add(t, v, fc_dim_add(t, k->cost[i][cut], k->cost[cut + 1][j]));
				if (cut + 1 == j || fc_dim_compare(t, v, k->cost[i][j]) == -1) {
					k->cost[i][j] = v;
					k->cut[i][j] = cut;
				}
			}
		}
	}
}

static struct fc_value *
chain_product(struct chain *k, unsigned i, unsigned j)
{
	struct fc_value *a, *b;

	if (i == j)
		return k->factor[i];
	a = chain_product(k, i, k->cut[i][j]);
	b = chain_product(k, k->cut[i][j] + 1, j);
	return a && b ? fc_ts_node(k->c, "MatMul", a, b) : NULL;
}

/* A vector may stand at either end. */
static void
chain_sizes(struct chain *k, unsigned n)
{
	struct fc_dim one = fc_dim_int(k->c->ts->b->dims, 1);

	for (unsigned i = 0; i < n; i++) {
		struct fc_shape s = k->factor[i]->type.shape;
		bool first = i == 0;

		if (s.rank == 2) {
			k->size[i] = s.dim[0];
			k->size[i + 1] = s.dim[1];
		} else {
			k->size[i] = s.rank == 1 ? first ? one : s.dim[0] : FC_DIM_NAN;
			k->size[i + 1] = s.rank == 1 ? first ? s.dim[0] : one : FC_DIM_NAN;
		}
	}
}

static bool
multi_dot(struct fc_ts_call *c)
{
	struct chain *k = FC_NEW(c->ts->b->arena, struct chain);
	bool open;
	struct fc_value_list all = fc_ts_operands(c, c->name[0], &open);
	struct fc_value *y = all.n ? all.at[0] : NULL;

	if (open || !y)
		return unknown_product(c);
	if (all.n <= CHAIN) {
		k->c = c;
		for (uint32_t i = 0; i < all.n; i++)
			k->factor[i] = all.at[i];
		chain_sizes(k, all.n);
		plan(k, all.n);
		return fc_ts_give(c, chain_product(k, 0, all.n - 1));
	}
	for (uint32_t i = 1; y && i < all.n; i++)
		y = fc_ts_node(c, "MatMul", y, all.at[i]);
	return fc_ts_give(c, y);
}

/* --- products of two ----------------------------------------------------------------------- */

static struct fc_value *
einsum(struct fc_ts_call *c, struct fc_value *a, struct fc_value *b, const char *equation)
{
	struct fc_draft d = fc_ts_draft(c, "Einsum");

	fc_ts_draft_in(&d, a);
	fc_ts_draft_in(&d, b);
	fc_draft_set_text(&d, "equation", fc_intern(c->ts->b->names, equation, strlen(equation)));
	return fc_ts_one(c, &d);
}

struct meeting {
	int axis[2][FC_LIMIT_RANK], n; /* axis[0][i] of the first factor meets axis[1][i] of the second */
};

static char
letter(int k)
{
	return (char)(k < 26 ? 'a' + k : 'A' + k - 26);
}

/* "abc,bd->acd" of factors of those ranks: what meets goes, the rest stands in order. */
static void
spell(const struct meeting *m, int ra, int rb, char *text)
{
	char left[FC_LIMIT_RANK] = { 0 }, right[FC_LIMIT_RANK] = { 0 };

	for (int k = 0; k < ra; k++)
		left[k] = letter(k);
	for (int k = 0; k < rb; k++)
		right[k] = letter(ra + k);
	for (int k = 0; k < m->n; k++)
		right[m->axis[1][k]] = left[m->axis[0][k]];
	for (int k = 0; k < ra; k++)
		*text++ = left[k];
	*text++ = ',';
	for (int k = 0; k < rb; k++)
		*text++ = right[k];
	*text++ = '-';
	*text++ = '>';
	for (int k = 0; k < ra; k++)
		if (!memchr(right, left[k], (size_t)rb))
			*text++ = left[k];
	for (int k = 0; k < rb; k++)
		if (!memchr(left, right[k], (size_t)ra))
			*text++ = right[k];
	*text = '\0';
}

static bool
contract(struct fc_ts_call *c, struct fc_value *a, struct fc_value *b, const struct meeting *m)
{
	char text[4 * FC_LIMIT_RANK + 8];
	int ra = a->type.shape.rank, rb = b->type.shape.rank;

	if (ra < 0 || rb < 0 || ra + rb > 52)
		return unknown_product(c);
	for (int k = 0; k < m->n; k++)
		if (m->axis[0][k] < 0 || m->axis[1][k] < 0 || m->axis[0][k] >= ra || m->axis[1][k] >= rb)
			return unknown_product(c);
	spell(m, ra, rb, text);
	return fc_ts_give(c, einsum(c, a, b, text));
}

static bool
tensordot(struct fc_ts_call *c)
{
	struct fc_value *a = fc_ts_self(c), *b = fc_ts_operand(c, "other");
	struct fc_dim of_a[FC_LIMIT_RANK], of_b[FC_LIMIT_RANK];
	struct meeting m = { .n = fc_ts_arg_dims(c, "dims_self", 0, of_a, FC_LIMIT_RANK) };
	int64_t i, j;

	if (m.n < 0 || m.n != fc_ts_arg_dims(c, "dims_other", 0, of_b, FC_LIMIT_RANK))
		return unknown_product(c);
	for (int k = 0; k < m.n; k++) {
		m.axis[0][k] = fc_dim_const(of_a[k], &i) ? fc_ts_axis(a, i) : -1;
		m.axis[1][k] = fc_dim_const(of_b[k], &j) ? fc_ts_axis(b, j) : -1;
	}
	return contract(c, a, b, &m);
}

/* The last axes meet; a number is a factor of everything. */
static bool
inner(struct fc_ts_call *c)
{
	struct fc_value *a = fc_ts_self(c), *b = fc_ts_operand(c, "other");
	struct meeting m = { .n = 1 };

	if (a->type.shape.rank == 0 || b->type.shape.rank == 0)
		return fc_ts_give(c, fc_ts_node(c, "Mul", a, b));
	m.axis[0][0] = fc_ts_axis(a, -1);
	m.axis[1][0] = fc_ts_axis(b, -1);
	return contract(c, a, b, &m);
}

static struct fc_value *
both(struct fc_ts_call *c, const char *op, struct fc_value *a, struct fc_value *b)
{
	return a && b ? fc_ts_node(c, op, a, b) : NULL;
}

/* A column times a row, each element by each. */
static bool
outer(struct fc_ts_call *c)
{
	struct fc_value *a = fc_ts_unsqueeze(c, fc_ts_self(c), 1);

	return fc_ts_give(c, both(c, "Mul", a, fc_ts_operand(c, c->name[1])));
}

/* addr(x, a, b): the same, and x added */
static bool
outer_and_sum(struct fc_ts_call *c)
{
	struct fc_value *a = fc_ts_unsqueeze(c, fc_ts_operand(c, "vec1"), 1);

	return fc_ts_give(c, both(c, "Add", fc_ts_self(c), both(c, "Mul", a, fc_ts_operand(c, "vec2"))));
}

/* Squares, and products of them as the bits of n say; three factors go left to right. */
static bool
matrix_power(struct fc_ts_call *c)
{
	int64_t n = fc_ts_arg_int(c, "n", INT64_MIN);
	struct fc_value *x = fc_ts_self(c), *y = NULL;

	if (n == INT64_MIN)
		return unknown_product(c);
	if (n < 0)
		x = fc_ts_node(c, "Inverse", x, NULL);
	n = n < 0 ? -n : n;
	if (n == 3)
		y = both(c, "MatMul", both(c, "MatMul", x, x), x);
	for (bool first = true; x && n != 3 && n > 0; first = false, n /= 2) {
		x = first ? x : both(c, "MatMul", x, x);
		if (n & 1)
			y = y ? both(c, "MatMul", y, x) : x;
	}
	return fc_ts_give(c, n == 0 && !y ? fc_ts_self(c) : y);
}

/* logdet, slogdet: the logarithm, and before it the sign */
static bool
log_det(struct fc_ts_call *c)
{
	struct fc_value *det = fc_ts_node(c, "Det", fc_ts_self(c), NULL), *sign, *y;

	if (c->row->results < 2)
		return fc_ts_give(c, det ? fc_ts_node(c, "Log", det, NULL) : NULL);
	sign = det ? fc_ts_node(c, "Sign", det, NULL) : NULL;
	y = sign ? fc_ts_node(c, "Abs", det, NULL) : NULL;
	y = y ? fc_ts_node(c, "Log", y, NULL) : NULL;
	if (!y)
		return false;
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, sign));
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, y));
	return true;
}

/* Axes of both in turn, then pairs of them together. */
static bool
kron(struct fc_ts_call *c)
{
	struct fc_value *a = fc_ts_self(c), *b = fc_ts_operand(c, "other"), *y;
	struct fc_dims *t = c->ts->b->dims;
	struct fc_dim of_a[2 * FC_LIMIT_RANK], of_b[2 * FC_LIMIT_RANK], all[FC_LIMIT_RANK];
	struct fc_dim one = fc_dim_int(t, 1);
	int ra = a->type.shape.rank, rb = b->type.shape.rank, n = ra > rb ? ra : rb;

	if (ra < 0 || rb < 0 || 2 * n > FC_LIMIT_RANK)
		return unknown_product(c);
	for (int i = 0; i < n; i++) {
		int x = i - (n - ra), z = i - (n - rb);

		of_a[2 * i] = x < 0 ? one : a->type.shape.dim[x];
		of_b[2 * i + 1] = z < 0 ? one : b->type.shape.dim[z];
		all[i] = fc_dim_mul(t, of_a[2 * i], of_b[2 * i + 1]);
		of_a[2 * i + 1] = of_b[2 * i] = one;
	}
	a = fc_ts_reshape(c, a, of_a, 2 * n);
	b = fc_ts_reshape(c, b, of_b, 2 * n);
	y = both(c, "Mul", a, b);
	return fc_ts_give(c, fc_ts_reshape(c, y, all, n));
}

static bool
vecdot(struct fc_ts_call *c)
{
	return fc_ts_give(c, einsum(c, fc_ts_self(c), fc_ts_operand(c, c->name[1]), "...i,...i->..."));
}

#define ONE(name, op) { "aten::" name, "T self", op, "X=self", 1, NULL }

const struct fc_ts_bind fc_ts_bind_linalg[] = {
	{ "aten::_sparse_mm", "T sparse, T dense", "MatMul", NULL, 1, NULL },
	{ "aten::addr", "T self, T vec1, T vec2, *, S beta=1, S alpha=1", NULL, NULL, 1, outer_and_sum },
	{ "aten::chain_matmul", "T[] matrices", NULL, NULL, 1, multi_dot },
	{ "aten::cholesky", "T self, b upper=False", "Cholesky", "X=self", 1, NULL },
	{ "aten::cross", "T self, T other, i? dim=None", "Cross", "A=self B=other dim=dim", 1, NULL },
	ONE("det", "Det"),
	{ "aten::ger", "T self, T vec2", NULL, NULL, 1, outer },
	{ "aten::inner", "T self, T other", NULL, NULL, 1, inner },
	ONE("inverse", "Inverse"),
	{ "aten::kron", "T self, T other", NULL, NULL, 1, kron },
	{ "aten::linalg_cholesky", "T self, *, b upper=False", "Cholesky", "X=self", 1, NULL },
	{ "aten::linalg_cross", "T self, T other, *, i dim=-1", "Cross", "A=self B=other dim=dim", 1, NULL },
	ONE("linalg_det", "Det"),
	{ "aten::linalg_eigh", "T self, s UPLO=\"L\"", "Eigh", "X=self", 2, NULL },
	{ "aten::linalg_eigvalsh", "T self, s UPLO=\"L\"", "SingularValues", "X=self", 1, NULL },
	ONE("linalg_inv", "Inverse"),
	{ "aten::linalg_matmul", "T self, T other", "MatMul", NULL, 1, NULL },
	ONE("linalg_matrix_exp", "MatrixExp"),
	{ "aten::linalg_matrix_power", "T self, i n", NULL, NULL, 1, matrix_power },
	{ "aten::linalg_multi_dot", "T[] tensors", NULL, NULL, 1, multi_dot },
	{ "aten::linalg_pinv", "T self, *, f? atol=None, f? rtol=None, b hermitian=False", "PseudoInverse",
	  "X=self", 1, NULL },
	{ "aten::linalg_pinv", "T self, f rcond, b hermitian=False", "PseudoInverse", "X=self", 1, NULL },
	{ "aten::linalg_qr", "T A, s mode=\"reduced\"", "QR", "X=A mode=mode", 2, NULL },
	{ "aten::linalg_slogdet", "T self", NULL, NULL, 2, log_det },
	{ "aten::linalg_solve", "T A, T B, *, b left=True", "Solve", "A=A B=B", 1, NULL },
	{ "aten::linalg_solve_triangular", "T self, T B, *, b upper, b left=True, b unitriangular=False",
	  "Solve", "A=self B=B triangular:=1", 1, NULL },
	{ "aten::linalg_svd", "T A, b full_matrices=True, *, s? driver=None", "SVD", "X=A "
	  "full_matrices=full_matrices", 3, NULL },
	{ "aten::linalg_svdvals", "T A, *, s? driver=None", "SingularValues", "X=A", 1, NULL },
	{ "aten::linalg_vecdot", "T x, T y, *, i dim=-1", NULL, NULL, 1, vecdot },
	{ "aten::logdet", "T self", NULL, NULL, 1, log_det },
	ONE("matrix_exp", "MatrixExp"),
	{ "aten::matrix_power", "T self, i n", NULL, NULL, 1, matrix_power },
	{ "aten::outer", "T self, T vec2", NULL, NULL, 1, outer },
	{ "aten::pinverse", "T self, f rcond=1e-15", "PseudoInverse", "X=self", 1, NULL },
	{ "aten::slogdet", "T self", NULL, NULL, 2, log_det },
	{ "aten::tensordot", "T self, T other, i[] dims_self, i[] dims_other, *, T? out=None", NULL, NULL,
	  1, tensordot },
	{ "aten::vdot", "T self, T other", "MatMul", NULL, 1, NULL },
	{ 0 },
};
