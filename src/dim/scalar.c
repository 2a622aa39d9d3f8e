/* scalar.c -- followed values made, read, added and multiplied */
#include "dim/scalar.h"

#include <assert.h>
#include <math.h>

#include "base/num.h"
#include "dim/scalar_priv.h"

enum { MAX_DEN = 4096, MAX_POWER = 64 };

#define EXACT 9007199254740992.0 /* 2^53: whole doubles below it are exact */

struct fc_scalar
fc_scalar_dim(struct fc_dim x)
{
	return (struct fc_scalar){ x, 1 };
}

struct fc_scalar
fc_scalar_int(struct fc_dims *t, int64_t v)
{
	return fc_scalar_dim(fc_dim_int(t, v));
}

struct fc_scalar
fc_scalar_real(struct fc_dims *t, double v)
{
	if (isnan(v))
		return FC_SCALAR_UNKNOWN;
	if (fabs(v) < EXACT && v == floor(v))
		return fc_scalar_int(t, (int64_t)v);
	return (struct fc_scalar){ fc_dim_int(t, 1), v };
}

/* v as p / q, q up to MAX_DEN, by continued fractions; to 12 digits. */
static bool
fraction(double v, int64_t *p, int64_t *q)
{
	double size = fabs(v), rest = size;
	int64_t p0 = 0, q0 = 1, p1 = 1, q1 = 0;

	if (!(size < EXACT))
		return false;
	while (q1 <= MAX_DEN) {
		double whole = floor(rest);
		int64_t n, p2, q2;

		if (whole >= EXACT)
			return false;
		n = (int64_t)whole;
		if (!fc_num_mul(n, p1, &p2) || !fc_num_add(p2, p0, &p2) || !fc_num_mul(n, q1, &q2) ||
		    !fc_num_add(q2, q0, &q2) || q2 > MAX_DEN)
			return false;
		p0 = p1;
		q0 = q1;
		p1 = p2;
		q1 = q2;
		if (fabs((double)p1 / (double)q1 - size) <= 1e-12 * size) {
			*p = v < 0 ? -p1 : p1;
			*q = q1;
			return true;
		}
		rest = 1 / (rest - whole);
	}
	return false;
}

bool
fc_scalar_ratio(struct fc_dims *t, struct fc_scalar x, struct fc_ratio *out)
{
	int64_t p = 1;

	out->den = 1;
	if (x.real != 1 && !fraction(x.real, &p, &out->den))
		return false;
	assert(out->den > 0);
	out->num = fc_dim_muli(t, x.dim, p);
	return !fc_dim_is_nan(out->num);
}

bool
fc_scalar_common(struct fc_dims *t, const struct fc_scalar x[2], struct fc_dim out[2], int64_t *den)
{
	struct fc_ratio a, b;
	int64_t g, r;

	if (!fc_scalar_ratio(t, x[0], &a) || !fc_scalar_ratio(t, x[1], &b))
		return false;
	for (g = a.den, r = b.den; r;) {
		int64_t next = g % r;

		g = r;
		r = next;
	}
	*den = a.den / g * b.den;
	out[0] = fc_dim_muli(t, a.num, b.den / g);
	out[1] = fc_dim_muli(t, b.num, a.den / g);
	return !fc_dim_is_nan(out[0]) && !fc_dim_is_nan(out[1]);
}

struct fc_scalar
fc_scalar_tidy(struct fc_dims *t, struct fc_dim dim, double real)
{
	struct fc_scalar x = { dim, real };
	struct fc_ratio r;
	struct fc_dim even;
	int64_t v;

	if (fc_dim_is_nan(dim) || isnan(real))
		return FC_SCALAR_UNKNOWN;
	if (real == 1)
		return x;
	if (fc_dim_const(dim, &v))
		return fc_scalar_real(t, (double)v * real);
	if (real == 0)
		return fc_scalar_int(t, 0);
	if (!fc_scalar_ratio(t, x, &r))
		return x;
	even = fc_dim_exact(t, r.num, fc_dim_int(t, r.den));
	return fc_dim_is_nan(even) ? x : fc_scalar_dim(even);
}

struct fc_dim
fc_scalar_as_dim(struct fc_dims *t, struct fc_scalar x)
{
	x = fc_scalar_tidy(t, x.dim, x.real);
	return x.real == 1 ? x.dim : FC_DIM_NAN;
}

bool
fc_scalar_as_int(struct fc_dims *t, struct fc_scalar x, int64_t *out)
{
	return fc_dim_const(fc_scalar_as_dim(t, x), out);
}

bool
fc_scalar_as_real(struct fc_scalar x, double *out)
{
	int64_t v;

	if (!fc_dim_const(x.dim, &v))
		return false;
	*out = (double)v * x.real;
	return true;
}

bool
fc_scalar_eq(struct fc_scalar x, struct fc_scalar y)
{
	return fc_dim_eq(x.dim, y.dim) && x.real == y.real;
}

/* --- arithmetic ----------------------------------------------------------------- */

/* Sum, difference, smaller or larger. */
static struct fc_scalar
combine(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x, struct fc_scalar y)
{
	struct fc_scalar pair[2] = { x, y };
	struct fc_dim d[2], out;
	int64_t den = 1;
	double a, b;

	if (fc_scalar_is_whole(x) && fc_scalar_is_whole(y)) {
		d[0] = x.dim;
		d[1] = y.dim;
	} else if (fc_scalar_as_real(x, &a) && fc_scalar_as_real(y, &b)) {
		return fc_scalar_real(t, op == FC_SCALAR_ADD ? a + b : op == FC_SCALAR_SUB ? a - b :
		                         op == FC_SCALAR_MIN ? fmin(a, b) : fmax(a, b));
	} else if (!fc_scalar_common(t, pair, d, &den)) {
		return FC_SCALAR_UNKNOWN;
	}
	if (op == FC_SCALAR_ADD || op == FC_SCALAR_SUB)
		out = op == FC_SCALAR_ADD ? fc_dim_add(t, d[0], d[1]) : fc_dim_sub(t, d[0], d[1]);
	else
		out = op == FC_SCALAR_MIN ? fc_dim_min(t, d[0], d[1]) : fc_dim_max(t, d[0], d[1]);
	return fc_scalar_tidy(t, out, 1.0 / (double)den);
}

static struct fc_scalar
power(struct fc_dims *t, struct fc_scalar x, struct fc_scalar y)
{
	double a, b;
	int64_t n;

	if (fc_dim_is(x.dim, 1) && x.real == 1)
		return x;
	if (fc_scalar_is_whole(y) && fc_dim_const(y.dim, &n) && n >= 0 && n <= MAX_POWER)
		return fc_scalar_tidy(t, fc_dim_pow(t, x.dim, (unsigned)n), pow(x.real, (double)n));
	if (fc_scalar_as_real(x, &a) && fc_scalar_as_real(y, &b))
		return fc_scalar_real(t, pow(a, b));
	return FC_SCALAR_UNKNOWN;
}

struct fc_scalar
fc_scalar_apply(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x, struct fc_scalar y)
{
	if (op >= FC_SCALAR_NEG)
		return fc_scalar_is_known(x) ? fc_scalar_unary(t, op, x) : x;
	if (op >= FC_SCALAR_AND)
		return fc_scalar_logic(t, op, x, y);
	if (op == FC_SCALAR_MUL && (fc_dim_is(x.dim, 0) || fc_dim_is(y.dim, 0)))
		return isinf(x.real) || isinf(y.real) ? FC_SCALAR_UNKNOWN : fc_scalar_int(t, 0);
	if (!fc_scalar_is_known(x) || !fc_scalar_is_known(y))
		return FC_SCALAR_UNKNOWN;
	if (op >= FC_SCALAR_EQ)
		return fc_scalar_compare(t, op, x, y);
	switch (op) {
	case FC_SCALAR_ADD:
	case FC_SCALAR_SUB:
	case FC_SCALAR_MIN:
	case FC_SCALAR_MAX:
		return combine(t, op, x, y);
	case FC_SCALAR_MUL:
		return fc_scalar_tidy(t, fc_dim_mul(t, x.dim, y.dim), x.real * y.real);
	case FC_SCALAR_POW:
		return power(t, x, y);
	default:
		return fc_scalar_divide(t, op, x, y);
	}
}
