/* scalar_divide.c -- followed values divided and rounded */
#include <math.h>

#include "dim/dim_priv.h"
#include "dim/scalar_priv.h"

static struct fc_scalar
divide(struct fc_dims *t, struct fc_scalar x, struct fc_scalar y)
{
	struct fc_dim even;
	int64_t v;
	double a, b;

	if (fc_dim_is(y.dim, 0) || y.real == 0)
		return FC_SCALAR_UNKNOWN;
	if (fc_scalar_as_real(y, &b)) {
		if (fc_scalar_as_real(x, &a))
			return fc_scalar_real(t, a / b);
		return fc_scalar_tidy(t, x.dim, x.real / b);
	}
	even = fc_dim_exact(t, x.dim, y.dim);
	if (!fc_dim_is_nan(even))
		return fc_scalar_tidy(t, even, x.real / y.real);
	even = fc_dim_exact(t, y.dim, x.dim); /* H / 2H */
	if (fc_dim_const(even, &v) && v)
		return fc_scalar_real(t, x.real / (y.real * (double)v));
	return FC_SCALAR_UNKNOWN;
}

/* -1, 1: never above 0, never below 0; 0: not known. */
static int
side(struct fc_dim x)
{
	struct fc_span s = fc_span_of(x);

	return s.lo >= 0 ? 1 : s.hi <= 0 ? -1 : 0;
}

/* Towards 0. */
static struct fc_dim
truncated(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	struct fc_dim even = fc_dim_exact(t, x, y);
	int s = side(x) * side(y);

	if (!fc_dim_is_nan(even))
		return even;
	if (s == 0)
		return FC_DIM_NAN;
	return s > 0 ? fc_dim_floordiv(t, x, y) : fc_dim_ceildiv(t, x, y);
}

static struct fc_scalar
remainder_of(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x, struct fc_scalar y)
{
	enum fc_scalar_op div = op == FC_SCALAR_MOD_FLOOR ? FC_SCALAR_IDIV_FLOOR : FC_SCALAR_IDIV_TRUNC;
	struct fc_scalar q;
	double a, b, r;

	if (!(fc_scalar_is_whole(x) && fc_scalar_is_whole(y)) && fc_scalar_as_real(x, &a) &&
	    fc_scalar_as_real(y, &b)) {
		r = fmod(a, b);
		if (op == FC_SCALAR_MOD_FLOOR && r != 0 && (r < 0) != (b < 0))
			r += b;
		return fc_scalar_real(t, r);
	}
	q = fc_scalar_divide(t, div, x, y);
	if (!fc_scalar_is_known(q))
		return q;
	q = fc_scalar_apply(t, FC_SCALAR_MUL, q, y);
	return fc_scalar_apply(t, FC_SCALAR_SUB, x, q);
}

struct fc_scalar
fc_scalar_divide(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x, struct fc_scalar y)
{
	bool whole = fc_scalar_is_whole(x) && fc_scalar_is_whole(y);
	bool trunc = op == FC_SCALAR_IDIV_TRUNC;

	if (op == FC_SCALAR_DIV)
		return divide(t, x, y);
	if (op == FC_SCALAR_MOD_FLOOR || op == FC_SCALAR_MOD_TRUNC)
		return remainder_of(t, op, x, y);
	if (whole)
		return fc_scalar_dim(trunc ? truncated(t, x.dim, y.dim) : fc_dim_floordiv(t, x.dim, y.dim));
	x = divide(t, x, y);
	return fc_scalar_apply(t, trunc ? FC_SCALAR_TRUNC : FC_SCALAR_FLOOR, x, x);
}

/* --- rounding ------------------------------------------------------------------- */

static double
round_real(enum fc_scalar_op op, double v)
{
	double low = floor(v), part = v - low;

	switch (op) {
	case FC_SCALAR_FLOOR:
		return low;
	case FC_SCALAR_CEIL:
		return ceil(v);
	case FC_SCALAR_TRUNC:
		return trunc(v);
	default:
		return part > 0.5 || (part == 0.5 && fmod(low, 2) != 0) ? low + 1 : low;
	}
}

static struct fc_dim
round_ratio(struct fc_dims *t, enum fc_scalar_op op, struct fc_ratio r)
{
	struct fc_dim den = fc_dim_int(t, r.den);

	switch (op) {
	case FC_SCALAR_FLOOR:
		return fc_dim_floordiv(t, r.num, den);
	case FC_SCALAR_CEIL:
		return fc_dim_ceildiv(t, r.num, den);
	case FC_SCALAR_TRUNC:
		return truncated(t, r.num, den);
	default: /* no ties when den is odd */
		if (r.den % 2 == 0)
			return FC_DIM_NAN;
		return fc_dim_floordiv(t, fc_dim_addi(t, fc_dim_muli(t, r.num, 2), r.den),
		                       fc_dim_int(t, 2 * r.den));
	}
}

static struct fc_scalar
rounded(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x)
{
	struct fc_ratio r;
	double v;

	if (x.real == 1)
		return x;
	if (fc_scalar_as_real(x, &v))
		return fc_scalar_real(t, round_real(op, v));
	return fc_scalar_ratio(t, x, &r) ? fc_scalar_dim(round_ratio(t, op, r)) : FC_SCALAR_UNKNOWN;
}

/* --- of one value ---------------------------------------------------------------- */

static struct fc_scalar
negated(struct fc_dims *t, struct fc_scalar x)
{
	if (x.real == 1)
		x.dim = fc_dim_muli(t, x.dim, -1);
	else
		x.real = -x.real;
	return x;
}

static struct fc_scalar
absolute(struct fc_dims *t, struct fc_scalar x)
{
	struct fc_dim minus = fc_dim_muli(t, x.dim, -1);

	return (struct fc_scalar){ fc_dim_max(t, x.dim, minus), fabs(x.real) };
}

static struct fc_scalar
sign_of(struct fc_dims *t, struct fc_scalar x)
{
	struct fc_span s = fc_span_of(x.dim);
	int sign = s.lo > 0 ? 1 : s.hi < 0 ? -1 : 0;

	if (sign == 0 && (s.lo != 0 || s.hi != 0))
		return FC_SCALAR_UNKNOWN;
	return fc_scalar_int(t, x.real < 0 ? -sign : sign);
}

static struct fc_scalar
function_of(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x)
{
	double v;

	if (!fc_scalar_as_real(x, &v))
		return FC_SCALAR_UNKNOWN;
	switch (op) {
	case FC_SCALAR_SQRT:
		return fc_scalar_real(t, sqrt(v));
	case FC_SCALAR_EXP:
		return fc_scalar_real(t, exp(v));
	case FC_SCALAR_LOG:
		return fc_scalar_real(t, log(v));
	default:
		return fc_scalar_real(t, 1 / v);
	}
}

struct fc_scalar
fc_scalar_unary(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x)
{
	switch (op) {
	case FC_SCALAR_NEG:
		return negated(t, x);
	case FC_SCALAR_ABS:
		return absolute(t, x);
	case FC_SCALAR_SIGN:
		return sign_of(t, x);
	case FC_SCALAR_NOT:
		return fc_scalar_truth(x) < 0 ? FC_SCALAR_UNKNOWN : fc_scalar_int(t, !fc_scalar_truth(x));
	case FC_SCALAR_BITNOT:
		return x.real == 1 ? fc_scalar_dim(fc_dim_addi(t, fc_dim_muli(t, x.dim, -1), -1))
		                   : FC_SCALAR_UNKNOWN;
	case FC_SCALAR_FLOOR:
	case FC_SCALAR_CEIL:
	case FC_SCALAR_TRUNC:
	case FC_SCALAR_ROUND_EVEN:
		return rounded(t, op, x);
	default:
		return function_of(t, op, x);
	}
}
