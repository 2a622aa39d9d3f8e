/* dim_range.c -- bounds of a size over all values of its symbols */
#include "dim/dim_terms.h"

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

/* An end that ran over the far side is not open: it is only far away. */
static struct fc_span
closed(int64_t lo, int64_t hi)
{
	return (struct fc_span){ lo == INT64_MAX ? lo - 1 : lo, hi == INT64_MIN ? hi + 1 : hi };
}

struct fc_span
fc_span_add(struct fc_span a, struct fc_span b)
{
	return closed(end_add(a.lo, b.lo, INT64_MIN), end_add(a.hi, b.hi, INT64_MAX));
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
	int64_t end[4] = {
		end_mul(a.lo, b.lo), end_mul(a.lo, b.hi), end_mul(a.hi, b.lo), end_mul(a.hi, b.hi),
	};
	struct fc_span out = { end[0], end[0] };

	for (unsigned i = 1; i < 4; i++) {
		if (end[i] < out.lo)
			out.lo = end[i];
		if (end[i] > out.hi)
			out.hi = end[i];
	}
	return closed(out.lo, out.hi);
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

struct fc_span
fc_span_of_terms(const struct fc_term *at, unsigned n)
{
	struct fc_span out = { 0, 0 };

	for (unsigned i = 0; i < n; i++) {
		struct fc_span c = { at[i].coef, at[i].coef };

		out = fc_span_add(out, fc_span_mul(c, at[i].mono->span));
	}
	return out;
}

struct fc_span
fc_span_quick(struct fc_dim x)
{
	const struct fc_poly *p = fc_dim_poly(x);
	int64_t v = (int64_t)x.word >> 1;

	if (p)
		return p->span;
	return fc_dim_is_nan(x) ? (struct fc_span){ INT64_MIN, INT64_MAX } : (struct fc_span){ v, v };
}

/* Where all terms have one sign, the sum of their bounds is as good as it gets. */
static bool
is_mixed(const struct fc_poly *p)
{
	bool above = false, below = false;

	for (unsigned i = 0; i < p->n; i++) {
		above |= p->at[i].coef > 0;
		below |= p->at[i].coef < 0;
	}
	return above && below;
}

struct fc_span
fc_span_of(struct fc_dim x)
{
	struct fc_poly *p = (struct fc_poly *)(uintptr_t)fc_dim_poly(x);
	struct fc_dims *t;
	struct fc_dim minus;
	int64_t lo, hi;

	if (!p || p->proved || !is_mixed(p))
		return fc_span_quick(x);
	p->proved = true;
	t = p->at[0].mono->f[0].atom->t; /* the first of mixed terms is no number */
	lo = fc_prove_lower(t, x);
	p->span.lo = lo > p->span.lo ? lo : p->span.lo;
	if (fc_dim_try_mul(t, x, fc_dim_int(t, -1), &minus)) {
		hi = fc_prove_lower(t, minus);
		if (hi != INT64_MIN && -hi < p->span.hi)
			p->span.hi = -hi;
	}
	return p->span;
}

/* --- atoms ------------------------------------------------------------------ */

/* floor(n / d): by far when n is not negative, by near when it is. */
static int64_t
end_div(int64_t n, int64_t near, int64_t far, int64_t open)
{
	if (n == open)
		return n;
	if (n >= 0)
		return far == INT64_MAX ? 0 : n / far;
	return fc_dim_floor(n, near);
}

static struct fc_span
span_div(struct fc_span n, struct fc_span d)
{
	int64_t most;

	if (d.lo >= 0 && d.hi > 0) { /* nothing is divided by 0 */
		int64_t least = d.lo ? d.lo : 1;

		return (struct fc_span){ end_div(n.lo, least, d.hi, INT64_MIN),
		                         end_div(n.hi, d.hi, least, INT64_MAX) };
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

bool
fc_dim_le(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	struct fc_dim d;
	int64_t a, b;

	if (fc_dim_is_nan(x) || fc_dim_is_nan(y))
		return false;
	if (fc_dim_const(x, &a) && fc_dim_const(y, &b))
		return a <= b;
	if (fc_dim_is(x, INT64_MIN) || fc_dim_is(y, INT64_MAX))
		return true; /* "to the end": a size beyond has no value */
	if (x.word == y.word)
		return true;
	if (fc_dim_orders_seen(t, x, y) & FC_ORDER_MORE)
		return false;
	return fc_dim_try_add(t, y, x, -1, &d) && fc_span_of(d).lo >= 0;
}

int
fc_dim_compare(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	struct fc_span s;
	struct fc_dim d;
	unsigned seen;
	int64_t a, b;

	if (fc_dim_is_nan(x) || fc_dim_is_nan(y))
		return 2;
	if (fc_dim_const(x, &a) && fc_dim_const(y, &b))
		return (a > b) - (a < b);
	if (x.word == y.word)
		return 0;
	seen = fc_dim_orders_seen(t, x, y);
	if ((seen & (seen - 1)) || !fc_dim_try_add(t, x, y, -1, &d))
		return 2; /* it went both ways */
	s = fc_span_of(d);
	if (s.lo > 0 || s.hi < 0)
		return s.lo > 0 ? 1 : -1;
	return s.lo == 0 && s.hi == 0 ? 0 : 2;
}
