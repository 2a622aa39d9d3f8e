/* dim_range.c -- bounds of a size over all values of its symbols */
#include "dim/dim_priv.h"

#include <stdlib.h>

/* --- intervals that saturate: an end at INT64_MIN or INT64_MAX is open ------ */

static int64_t
end_add(int64_t a, int64_t b, int64_t open)
{
	int64_t sum;

	if (a == open || b == open)
		return open;
	if (__builtin_add_overflow(a, b, &sum))
		return a < 0 ? INT64_MIN : INT64_MAX;
	return sum;
}

struct fc_span
fc_span_add(struct fc_span a, struct fc_span b)
{
	return (struct fc_span){ end_add(a.lo, b.lo, INT64_MIN), end_add(a.hi, b.hi, INT64_MAX) };
}

static bool
is_open(int64_t v)
{
	return v == INT64_MIN || v == INT64_MAX;
}

static int64_t
end_mul(int64_t a, int64_t b)
{
	int64_t r;

	if (a == 0 || b == 0)
		return 0;
	if (is_open(a) || is_open(b) || __builtin_mul_overflow(a, b, &r))
		return (a < 0) == (b < 0) ? INT64_MAX : INT64_MIN;
	return r;
}

struct fc_span
fc_span_mul(struct fc_span a, struct fc_span b)
{
	int64_t end[4] = { end_mul(a.lo, b.lo), end_mul(a.lo, b.hi), end_mul(a.hi, b.lo), end_mul(a.hi, b.hi) };
	struct fc_span out = { end[0], end[0] };

	for (unsigned i = 1; i < 4; i++) {
		if (end[i] < out.lo)
			out.lo = end[i];
		if (end[i] > out.hi)
			out.hi = end[i];
	}
	return out;
}

struct fc_span
fc_span_power(struct fc_span a, unsigned n)
{
	struct fc_span out = { 1, 1 };

	for (unsigned i = 0; i < n; i++)
		out = fc_span_mul(out, a);
	if (n % 2 == 0 && out.lo < 0)
		out.lo = 0;
	return out;
}

static struct fc_span
span_of_terms(const struct fc_term *at, unsigned n)
{
	struct fc_span out = { 0, 0 };

	for (unsigned i = 0; i < n; i++) {
		struct fc_span c = { at[i].coef, at[i].coef };

		out = fc_span_add(out, fc_span_mul(c, at[i].mono->span));
	}
	return out;
}

struct fc_span
fc_span_of(struct fc_dim x)
{
	struct fc_poly *p = (struct fc_poly *)(uintptr_t)fc_dim_poly(x);
	int64_t v;

	if (fc_dim_is_nan(x))
		return (struct fc_span){ INT64_MIN, INT64_MAX };
	if (fc_dim_const(x, &v))
		return (struct fc_span){ v, v };
	if (!p->spanned) {
		p->span = span_of_terms(p->at, p->n);
		p->spanned = true;
	}
	return p->span;
}

/* --- atoms ------------------------------------------------------------------ */

/* floor(n / d) with d >= 1 in d's span; the quotient nearest 0 is at d.hi. */
static int64_t
end_div(int64_t n, int64_t near, int64_t far)
{
	if (is_open(n))
		return n;
	if (n >= 0)
		return far == INT64_MAX ? 0 : n / far;
	return fc_dim_floor(n, near);
}

static struct fc_span
span_div(struct fc_span n, struct fc_span d)
{
	int64_t most;

	if (d.lo >= 0) { /* nothing is divided by 0 */
		int64_t least = d.lo ? d.lo : 1;
		int64_t hi = n.hi >= 0 ? end_div(n.hi, least, least) : end_div(n.hi, d.hi, least);

		return (struct fc_span){ end_div(n.lo, least, d.hi), hi };
	}
	if (is_open(n.lo) || is_open(n.hi))
		return (struct fc_span){ INT64_MIN, INT64_MAX };
	most = llabs(n.lo) > llabs(n.hi) ? llabs(n.lo) : llabs(n.hi);
	return (struct fc_span){ -most, most };
}

unsigned
fc_dim_log2(int64_t x)
{
	return x <= 1 ? 0 : 64 - (unsigned)__builtin_clzll((unsigned long long)x - 1);
}

struct fc_span
fc_atom_span(const struct fc_atom *a)
{
	struct fc_span out = fc_span_of(a->arg[0]);

	if (a->kind == FC_ATOM_FLOOR)
		return span_div(out, fc_span_of(a->arg[1]));
	if (a->kind == FC_ATOM_LOG2)
		return (struct fc_span){ fc_dim_log2(out.lo), fc_dim_log2(out.hi) };
	for (unsigned i = 1; i < a->n; i++) {
		struct fc_span s = fc_span_of(a->arg[i]);
		bool min = a->kind == FC_ATOM_MIN;

		if (a->kind == FC_ATOM_SUM) {
			out = fc_span_add(out, s);
		} else if (a->kind == FC_ATOM_PRODUCT) {
			out = fc_span_mul(out, s);
		} else {
			out.lo = (s.lo < out.lo) == min ? s.lo : out.lo;
			out.hi = (s.hi < out.hi) == min ? s.hi : out.hi;
		}
	}
	return out;
}

/* --- what others ask ---------------------------------------------------------- */

void
fc_dim_range(struct fc_dim x, int64_t *lo, int64_t *hi)
{
	struct fc_span s = fc_span_of(x);

	*lo = s.lo;
	*hi = s.hi;
}

/* Bounds of x - y. */
static struct fc_span
span_between(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	struct fc_view a, b;
	struct fc_terms d;

	fc_dim_view(t, x, &a);
	fc_dim_view(t, y, &b);
	fc_terms_fma(t, &d, &a, &b, (struct fc_term){ -1, t->unit });
	if (d.nan || d.full)
		return (struct fc_span){ INT64_MIN, INT64_MAX };
	return span_of_terms(d.at, d.n);
}

bool
fc_dim_le(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	int64_t a, b;

	if (fc_dim_is_nan(x) || fc_dim_is_nan(y))
		return false;
	if (fc_dim_const(x, &a) && fc_dim_const(y, &b))
		return a <= b;
	return x.word == y.word || span_between(t, y, x).lo >= 0;
}

int
fc_dim_compare(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	struct fc_span d;
	int64_t a, b;

	if (fc_dim_is_nan(x) || fc_dim_is_nan(y))
		return 2;
	if (fc_dim_const(x, &a) && fc_dim_const(y, &b))
		return (a > b) - (a < b);
	if (x.word == y.word)
		return 0;
	d = span_between(t, x, y);
	if (d.lo > 0 || d.hi < 0)
		return d.lo > 0 ? 1 : -1;
	return d.lo == 0 && d.hi == 0 ? 0 : 2;
}
