/* bind_numeric.c -- PyTorch's statistics and choices, copies with a part written anew; recursive filters */
#include <string.h>

#include "front/ts/shape.h"

/* --- statistics -------------------------------------------------------------------------------- */

/* cov and corrcoef of the rows: products of all pairs of rows */
static bool
covariance(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *y;

	if (x->type.shape.rank == 2)
		y = fc_ts_then(c, "MatMul", x, fc_ts_swap(c, x, 0, 1));
	else
		y = fc_ts_reduced(c, "ReduceSum", fc_ts_then(c, "Mul", x, x), NULL, false);
	return fc_ts_give(c, y && strstr(c->row->name, "corr") ? fc_ts_then(c, "Div", y, y) : y);
}

/* One quantile, or an axis of several in front, of the axis that is sorted. */
static bool
quantile(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *q = fc_ts_arg_tensor(c, "q"), *y;
	bool all = fc_ts_arg_is_none(c, "dim");
	int64_t axis = fc_ts_arg_int(c, "dim", 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int rank;

	y = fc_ts_reduced(c, "ReduceMax", x, all ? NULL : &axis, fc_ts_arg_bool(c, "keepdim", false));
	rank = y ? y->type.shape.rank : -1;
	if (!q || q->type.shape.rank != 1 || rank < 0 || rank >= FC_LIMIT_RANK)
		return fc_ts_give(c, y);
	dim[0] = q->type.shape.dim[0];
	for (int i = 0; i < rank; i++)
		dim[i + 1] = y->type.shape.dim[i];
	return fc_ts_give(c, fc_ts_expand(c, y, dim, rank + 1));
}

/* trapezoid: neighbours added, and all of them summed; cumulative_trapezoid keeps the sums on the way. */
static bool
trapezoid(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_value *x = fc_ts_self(c), *y;
	int64_t axis = fc_ts_arg_int(c, "dim", -1);
	int at = fc_ts_axis(x, axis);
	struct fc_dim one = fc_dim_int(t, 1);
	struct fc_dim span[3] = { one, fc_ts_along(c, x, axis), one };

	y = at < 0 ? fc_ts_anything(c->ts) : fc_ts_slice(c, x, at, span);
	y = fc_ts_then(c, "Add", y, y);
	if (!strstr(c->row->name, "cumulative"))
		return fc_ts_give(c, fc_ts_reduced(c, "ReduceSum", y, &axis, false));
	return fc_ts_give(c, fc_ts_then(c, "CumSum", y, fc_ts_as_tensor(c->ts, fc_ts_int(c->ts, axis))));
}

/* Which elements are among others: a search for each. */
static bool
is_in(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "SearchSorted");
	struct fc_value *y;

	fc_ts_draft_in(&d, fc_ts_flat(c, fc_ts_operand(c, "test_elements")));
	fc_ts_draft_in(&d, fc_ts_operand(c, "elements"));
	y = fc_ts_one(c, &d);
	if (y)
		y->type.dtype = FC_DTYPE_BOOL;
	return fc_ts_give(c, y);
}

/* equal, allclose: a boolean that depends on what the tensors hold */
static bool
all_equal(struct fc_ts_call *c)
{
	if (!fc_ts_node(c, "Equal", fc_ts_self(c), fc_ts_operand(c, "other")))
		return false;
	c->result = fc_ts_number(c->ts, FC_TS_V_BOOL, FC_SCALAR_UNKNOWN);
	return true;
}

/* Distances of all pairs of rows. */
static bool
pairwise(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_value *x = fc_ts_self(c), *at, *a, *b;
	struct fc_dim n = x->type.shape.rank == 2 ? x->type.shape.dim[0] : FC_DIM_NAN, pairs;
	struct fc_scalar *known;
	int64_t last = -1;

	pairs = fc_dim_floordiv(t, fc_dim_mul(t, n, fc_dim_addi(t, n, -1)), fc_dim_int(t, 2));
	at = fc_ts_constant_tensor(c->ts, FC_DTYPE_INT64, &pairs, 1, &known);
	a = fc_ts_gather(c, x, at, 0);
	b = a ? fc_ts_gather(c, x, at, 0) : NULL;
	a = b ? fc_ts_then(c, "Sub", a, b) : NULL;
	return fc_ts_give(c, fc_ts_reduced(c, "ReduceL2", a, &last, false));
}

/* Choices of r elements: n (n - 1) ... / r!, of n + r - 1 where one may be chosen again. */
static bool
combinations(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_value *x = fc_ts_self(c), *at;
	int64_t r = fc_ts_arg_int(c, "r", 2);
	bool again = fc_ts_arg_bool(c, "with_replacement", false);
	struct fc_dim n = x->type.shape.rank == 1 ? x->type.shape.dim[0] : FC_DIM_NAN;
	struct fc_dim dim[2] = { fc_dim_int(t, 1), fc_dim_int(t, r) };
	struct fc_scalar *known;

	if (again)
		n = fc_dim_addi(t, n, r - 1);
	for (int64_t i = 0; i < r && r <= FC_LIMIT_RANK; i++)
		dim[0] = fc_dim_floordiv(t, fc_dim_mul(t, dim[0], fc_dim_addi(t, n, -i)),
		                         fc_dim_int(t, i + 1));
	if (r > FC_LIMIT_RANK)
		dim[0] = FC_DIM_NAN;
	at = fc_ts_constant_tensor(c->ts, FC_DTYPE_INT64, dim, 2, &known);
	return fc_ts_give(c, fc_ts_gather(c, x, at, 0));
}

/* Slices scaled to a norm of at most so much: a norm, and a product. */
static bool
renorm(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *y = fc_ts_reduced(c, "ReduceL2", x, NULL, false);

	return fc_ts_give(c, fc_ts_then(c, "Mul", x, y));
}

/* --- copies ---------------------------------------------------------------------------------------- */

/* A copy of the first argument with the second written into a part of it. */
static bool
written(struct fc_ts_call *c)
{
	return fc_ts_give(c, fc_ts_node(c, "Update", fc_ts_self(c), fc_ts_operand(c, c->name[1])));
}

/* The sum of sizes, or the largest, over the tensors of a list: axis counts, above of their rank. */
static struct fc_dim
over_all(struct fc_ts_call *c, const struct fc_value_list *l, int axis, bool sum)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_dim out = fc_dim_int(t, 0), one;

	for (uint32_t i = 0; i < l->n; i++) {
		struct fc_shape s = l->at[i]->type.shape;

		if (s.rank < 0)
			return FC_DIM_NAN;
		one = axis < s.rank ? s.dim[sum && s.rank == 1 ? 0 : axis] : fc_dim_int(t, 1);
		if (sum && s.rank == 1 && axis == 0)
			one = fc_dim_int(t, 1);
		if (sum && s.rank == 1 && axis == 1)
			one = s.dim[0];
		out = sum ? fc_dim_add(t, out, one) : fc_dim_max(t, out, one);
	}
	return out;
}

/* Zeros, and each tensor written into its place. */
static bool
placed(struct fc_ts_call *c, const struct fc_value_list *l, const struct fc_dim *dim, int n)
{
	struct fc_value *y = l->n ? fc_ts_filled(c, dim, n, fc_scalar_int(c->ts->b->dims, 0),
	                                         (enum fc_dtype)l->at[0]->type.dtype)
	                          : fc_ts_anything(c->ts);

	for (uint32_t i = 0; y && i < l->n; i++)
		y = fc_ts_node(c, "Update", y, l->at[i]);
	return fc_ts_give(c, y);
}

static bool
block_diag(struct fc_ts_call *c)
{
	bool open = false;
	struct fc_value_list l = fc_ts_operands(c, "tensors", &open);
	struct fc_dim dim[2] = { over_all(c, &l, 0, true), over_all(c, &l, 1, true) };

	return open ? fc_ts_give(c, fc_ts_anything(c->ts)) : placed(c, &l, dim, 2);
}

static bool
pad_sequence(struct fc_ts_call *c)
{
	bool open = false, first = fc_ts_arg_bool(c, "batch_first", false);
	struct fc_value_list l = fc_ts_operands(c, "sequences", &open);
	int rank = l.n ? l.at[0]->type.shape.rank : -1;
	struct fc_dim dim[FC_LIMIT_RANK];

	if (open || rank < 1 || rank >= FC_LIMIT_RANK)
		return fc_ts_give(c, fc_ts_anything(c->ts));
	dim[!first] = fc_dim_int(c->ts->b->dims, l.n);
	dim[first] = over_all(c, &l, 0, false);
	for (int i = 1; i < rank; i++)
		dim[i + 1] = l.at[0]->type.shape.dim[i];
	return placed(c, &l, dim, rank + 1);
}

/* --- operators of torchaudio ------------------------------------------------------------------------ */

/* A recursive filter writes into its last argument: a product and a sum per sample and coefficient. */
static bool
filter_loop(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *a = fc_ts_operand(c, "a_coeff_flipped"), *y;
	struct fc_value *out = fc_ts_operand(c, "padded_output_waveform");
	int64_t last = -1;
	int rank = a->type.shape.rank;

	y = rank > 0 ? fc_ts_reshape(c, a, &a->type.shape.dim[rank - 1], 1) : fc_ts_anything(c->ts);
	if (rank > 1) /* a row of coefficients for each channel: one of them says how many */
		y = fc_ts_pick(c, a, 0, fc_dim_int(c->ts->b->dims, 0));
	y = fc_ts_then(c, "Mul", fc_ts_unsqueeze(c, x, -1), y);
	y = fc_ts_reduced(c, "ReduceSum", y, &last, false);
	y = y ? fc_ts_node(c, "Update", out, y) : NULL;
	if (!y)
		return false;
	if (c->arg[2]->kind == FC_TS_V_TENSOR)
		c->arg[2]->tensor = y;
	return fc_ts_give(c, y); /* traces go on with it; scripts with what was written into */
}

#define SCATTER(name, rest) { "aten::" name, "T self, T src" rest, "Update", NULL, 1, written }
#define QUANTILE "T self, any q, i? dim=None, b keepdim=False, *, s interpolation=\"linear\""
#define EQUAL "f rtol=1e-05, f atol=1e-08, b equal_nan=False"

const struct fc_ts_bind fc_ts_bind_numeric[] = {
	{ "aten::allclose", "T self, T other, " EQUAL, "Equal", NULL, 1, all_equal },
	SCATTER("as_strided_scatter", ", i[] size, i[] stride, i? storage_offset=None"),
	{ "aten::block_diag", "T[] tensors", NULL, NULL, 1, block_diag },
	{ "aten::combinations", "T self, i r=2, b with_replacement=False", NULL, NULL, 1, combinations },
	{ "aten::corrcoef", "T self", NULL, NULL, 1, covariance },
	{ "aten::cov", "T self, *, i correction=1, T? fweights=None, T? aweights=None", NULL, NULL, 1,
	  covariance },
	{ "aten::cumulative_trapezoid", "T y, T x, *, i dim=-1", NULL, NULL, 1, trapezoid },
	{ "aten::cumulative_trapezoid", "T y, *, S dx=1, i dim=-1", NULL, NULL, 1, trapezoid },
	SCATTER("diagonal_scatter", ", i offset=0, i dim1=0, i dim2=1"),
	{ "aten::equal", "T self, T other", "Equal", NULL, 1, all_equal },
	{ "aten::isin", "any elements, any test_elements, *, b assume_unique=False, b invert=False", NULL,
	  NULL, 1, is_in },
	{ "aten::nanquantile", QUANTILE, NULL, NULL, 1, quantile },
	{ "aten::pad_sequence",
	  "T[] sequences, b batch_first=False, f padding_value=0., s padding_side=\"right\"", NULL, NULL, 1,
	  pad_sequence },
	{ "aten::pdist", "T self, f p=2", NULL, NULL, 1, pairwise },
	{ "aten::put", "T self, T index, T source, b accumulate=False", "Update", NULL, 1, written },
	{ "aten::quantile", QUANTILE, NULL, NULL, 1, quantile },
	{ "aten::renorm", "T self, S p, i dim, S maxnorm", NULL, NULL, 1, renorm },
	SCATTER("select_scatter", ", i dim, i index"),
	SCATTER("slice_scatter", ", i dim=0, i? start=None, i? end=None, i step=1"),
	{ "aten::trapezoid", "T y, T x, *, i dim=-1", NULL, NULL, 1, trapezoid },
	{ "aten::trapezoid", "T y, *, S dx=1, i dim=-1", NULL, NULL, 1, trapezoid },
	{ "aten::trapz", "T y, T x, *, i dim=-1", NULL, NULL, 1, trapezoid },
	{ "aten::trapz", "T y, *, S dx=1, i dim=-1", NULL, NULL, 1, trapezoid },
	{ "torchaudio::_lfilter_core_loop",
	  "T input_signal_windows, T a_coeff_flipped, T padded_output_waveform", NULL, NULL, 1, filter_loop },
	{ 0 },
};
