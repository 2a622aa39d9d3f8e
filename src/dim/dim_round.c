/* dim_round.c -- quotients rounded down or up, and remainders */
#include "dim/dim_terms.h"

/* The two sides of a quotient while what divides evenly is taken out of it. */
struct ratio {
	struct fc_dims *t;
	struct fc_dim whole; /* already taken out */
	struct fc_dim x, y;
};

static struct fc_dim quotient(struct fc_dims *t, struct fc_dim x, struct fc_dim y);

static uint64_t
gcd(int64_t v, uint64_t b)
{
	uint64_t a = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	while (a) {
		uint64_t r = b % a;

		b = a;
		a = r;
	}
	return b;
}

static struct fc_dim
negate(struct fc_dims *t, struct fc_dim x)
{
	return fc_dim_muli(t, x, -1);
}

/* The leading coefficient; x is not 0. */
static int64_t
leading(struct fc_dims *t, struct fc_dim x)
{
	struct fc_view v;

	fc_dim_view(t, x, &v);
	return v.at[0].coef;
}

static bool
is_formula(struct fc_dim x)
{
	int64_t v;

	return !fc_dim_const(x, &v);
}

static bool
is_positive(struct fc_dim y)
{
	return fc_span_of(y).lo >= 0; /* a divisor is not 0 */
}

/*
 * floor((floor(n / a) + r) / y) is floor((n + a*r) / (a*y)) for y > 0 and whole
 * r. Only where r holds no other atom than symbols, so that one form comes out.
 */
static bool
unnest(const struct ratio *q, struct fc_dim *out)
{
	const struct fc_poly *p = fc_dim_poly(q->x);
	struct fc_atom *inner = NULL;
	struct fc_dim rest, num, den;

	if (!p || !is_positive(q->y))
		return false;
	for (unsigned i = 0; i < p->n; i++) {
		const struct fc_mono *m = p->at[i].mono;

		for (unsigned k = 0; k < m->n; k++) {
			struct fc_atom *a = m->f[k].atom;

			if (a->symbolic)
				continue;
			if (inner || a->kind != FC_ATOM_FLOOR || m->degree != 1 || p->at[i].coef != 1)
				return false;
			inner = a;
		}
	}
	if (!inner)
		return false;
	rest = fc_dim_sub(q->t, q->x, fc_dim_of_atom(inner));
	num = fc_dim_add(q->t, inner->arg[0], fc_dim_mul(q->t, inner->arg[1], rest));
	den = fc_dim_mul(q->t, inner->arg[1], q->y);
	*out = quotient(q->t, num, den);
	return !fc_dim_is_nan(*out);
}

/* What is left becomes an atom, unless ranges or an inner quotient decide. */
static struct fc_dim
finish(struct ratio *q)
{
	struct fc_dim pair[2] = { q->x, q->y }, out;
	struct fc_span x = fc_span_of(q->x);
	struct fc_dims *t = q->t;
	int64_t d;

	if (fc_dim_is_nan(q->x) || fc_dim_is_nan(q->y) || fc_dim_is_nan(q->whole))
		return FC_DIM_NAN;
	out = fc_dim_exact(t, q->x, q->y);
	if (!fc_dim_is_nan(out)) /* since the number at its end was rounded */
		return fc_dim_add(t, q->whole, out);
	if (x.lo >= 0 && fc_dim_compare(t, q->x, q->y) == -1)
		return q->whole;
	if (fc_dim_const(q->y, &d) && x.lo != INT64_MIN && x.hi != INT64_MAX &&
	    fc_dim_floor(x.lo, d) == fc_dim_floor(x.hi, d))
		return fc_dim_addi(t, q->whole, fc_dim_floor(x.lo, d));
	if (x.hi < 0 && is_positive(q->y) && fc_dim_le(t, fc_dim_int(t, 0), fc_dim_add(t, q->x, q->y)))
		return fc_dim_addi(t, q->whole, -1);
	if (!unnest(q, &out))
		out = fc_dim_atom(t, FC_ATOM_FLOOR, pair, 2);
	return fc_dim_add(t, q->whole, out);
}

/* --- by a plain number ---------------------------------------------------------- */

/*
 * Move the multiples of d out of x; all of them, or only terms without a
 * remainder. What stays of the first and of the number is not negative, of the
 * others it is what is nearest to 0: floor((H - W + 6)/7).
 */
static void
take_multiples(struct ratio *q, int64_t d, bool all)
{
	struct fc_terms whole, rest;
	struct fc_dim moved;
	struct fc_view v;

	fc_terms_start(&whole);
	fc_terms_start(&rest);
	fc_dim_view(q->t, q->x, &v);
	for (unsigned i = 0; i < v.n; i++) {
		int64_t c = fc_dim_floor(v.at[i].coef, d), r = v.at[i].coef % d;

		r += r < 0 ? d : 0;
		if (i && v.at[i].mono->degree && r > d - r) {
			r -= d;
			c++;
		}
		if (!all && r && v.at[i].mono->degree) {
			c = 0;
			r = v.at[i].coef;
		}
		fc_terms_push(&whole, c, v.at[i].mono);
		fc_terms_push(&rest, r, v.at[i].mono);
	}
	if (!fc_terms_close(q->t, &whole, &moved) || !fc_terms_close(q->t, &rest, &q->x))
		q->x = FC_DIM_NAN; /* cannot be: they are no longer than x */
	q->whole = fc_dim_add(q->t, q->whole, moved);
}

/* floor((g*x + c) / (g*d)) == floor((x + floor(c / g)) / d) */
static void
cancel_number(struct ratio *q)
{
	struct fc_terms s, y;
	struct fc_view v, w;
	uint64_t g = 0;
	int64_t by;

	fc_dim_view(q->t, q->x, &v);
	fc_dim_view(q->t, q->y, &w);
	for (unsigned i = 0; i < w.n; i++)
		g = gcd(w.at[i].coef, g);
	for (unsigned i = 0; i < v.n && g != 1; i++) {
		if (v.at[i].mono->degree)
			g = gcd(v.at[i].coef, g);
	}
	if (g <= 1 || g > INT64_MAX)
		return;
	by = (int64_t)g;
	fc_terms_start(&s);
	fc_terms_start(&y);
	for (unsigned i = 0; i < v.n; i++)
		fc_terms_push(&s, fc_dim_floor(v.at[i].coef, by), v.at[i].mono);
	for (unsigned i = 0; i < w.n; i++)
		fc_terms_push(&y, w.at[i].coef / by, w.at[i].mono);
	if (!fc_terms_close(q->t, &s, &q->x) || !fc_terms_close(q->t, &y, &q->y))
		q->x = FC_DIM_NAN;
}

/* floor(x / y) == -floor((-x + y - 1) / y), so that x starts with a positive term. */
static struct ratio
flip(const struct ratio *q)
{
	struct fc_dims *t = q->t;

	return (struct ratio){ .t = t, .whole = fc_dim_int(t, 0), .y = q->y,
	                       .x = fc_dim_sub(t, fc_dim_addi(t, q->y, -1), q->x) };
}

static struct fc_dim
by_number(struct ratio *q, int64_t d)
{
	struct ratio r;

	take_multiples(q, d, false);
	if (fc_dim_is_nan(q->x) || !is_formula(q->x))
		return finish(q);
	if (leading(q->t, q->x) < 0) {
		r = flip(q);
		return fc_dim_sub(q->t, q->whole, by_number(&r, d));
	}
	take_multiples(q, d, true);
	cancel_number(q);
	return finish(q);
}

/* --- by a formula ----------------------------------------------------------------- */

/* Take m*y out of x for the first term that allows it and leaves x shorter. */
static bool
take_formula(struct ratio *q, const struct fc_view *x, const struct fc_view *y)
{
	struct fc_dims *t = q->t;

	for (unsigned i = 0; i < x->n; i++) {
		const struct fc_mono *mono = fc_mono_div(t, x->at[i].mono, y->at[0].mono);
		int64_t c = fc_dim_floor(x->at[i].coef, y->at[0].coef);
		struct fc_terms rest, one;
		struct fc_dim left, moved;

		if (!mono || c == 0 || c == INT64_MIN || (y->n > 1 && x->at[i].coef % y->at[0].coef))
			continue;
		fc_terms_fma(t, &rest, x, y, (struct fc_term){ -c, mono });
		if (rest.nan || rest.full || (y->n > 1 && rest.n >= x->n))
			continue;
		fc_terms_start(&one);
		fc_terms_push(&one, c, mono);
		if (!fc_terms_close(t, &rest, &left) || !fc_terms_close(t, &one, &moved))
			continue;
		q->x = left;
		q->whole = fc_dim_add(t, q->whole, moved);
		return true;
	}
	return false;
}

/* Divide both by the largest monomial that divides every term. */
static void
cancel_mono(struct ratio *q)
{
	const struct fc_mono *m;
	struct fc_terms s;
	struct fc_view v, w;
	struct fc_dim by;

	fc_dim_view(q->t, q->x, &v);
	fc_dim_view(q->t, q->y, &w);
	m = w.at[0].mono;
	for (unsigned i = 1; i < w.n; i++)
		m = fc_mono_gcd(q->t, m, w.at[i].mono);
	for (unsigned i = 0; i < v.n; i++)
		m = fc_mono_gcd(q->t, m, v.at[i].mono);
	if (m->degree == 0)
		return;
	fc_terms_start(&s);
	fc_terms_push(&s, 1, m);
	if (!fc_terms_close(q->t, &s, &by))
		return;
	q->x = fc_dim_exact(q->t, q->x, by);
	q->y = fc_dim_exact(q->t, q->y, by);
}

/* Until nothing more comes out: each step may make room for another. */
static void
reduce(struct ratio *q)
{
	struct fc_view x, y;
	struct fc_dim was;

	do {
		was = q->x;
		fc_dim_view(q->t, q->y, &y);
		do
			fc_dim_view(q->t, q->x, &x);
		while (take_formula(q, &x, &y));
		if (q->x.word == 0)
			return;
		cancel_mono(q);
		if (is_positive(q->y))
			cancel_number(q);
	} while (was.word != q->x.word && is_formula(q->y) && !fc_dim_is_nan(q->x));
}

static struct fc_dim
by_formula(struct ratio *q)
{
	struct ratio r;
	int64_t d;

	reduce(q);
	if (fc_dim_is_nan(q->x) || q->x.word == 0)
		return fc_dim_is_nan(q->x) ? q->x : q->whole;
	if (fc_dim_const(q->y, &d))
		return by_number(q, d);
	if (!is_formula(q->x) || leading(q->t, q->x) > 0 || !is_positive(q->y))
		return finish(q);
	r = flip(q);
	reduce(&r);
	if (fc_dim_is_nan(r.x) || r.x.word == 0 || leading(q->t, r.x) < 0)
		return finish(q);
	if (fc_dim_const(r.y, &d))
		return fc_dim_sub(q->t, q->whole, by_number(&r, d));
	return fc_dim_sub(q->t, q->whole, finish(&r));
}

/* x or y is a formula, y is not 0 and neither is NaN. */
static struct fc_dim
quotient(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	struct ratio q = { .t = t, .whole = fc_dim_int(t, 0), .x = x, .y = y };
	struct fc_dim even;
	int64_t d;

	if (fc_dim_is_nan(x) || fc_dim_is_nan(y))
		return FC_DIM_NAN;
	even = fc_dim_exact(t, x, y);
	if (!fc_dim_is_nan(even))
		return even;
	if (leading(t, y) < 0) {
		q.x = negate(t, x);
		q.y = negate(t, y);
		if (fc_dim_is_nan(q.x) || fc_dim_is_nan(q.y))
			return FC_DIM_NAN;
	}
	return fc_dim_const(q.y, &d) ? by_number(&q, d) : by_formula(&q);
}

/* --- what others call --------------------------------------------------------------- */

struct fc_dim
fc_dim_floordiv(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	int64_t a, b;

	if (fc_dim_is_nan(x) || fc_dim_is_nan(y) || y.word == 0)
		return FC_DIM_NAN;
	if (!fc_dim_const(x, &a) || !fc_dim_const(y, &b))
		return quotient(t, x, y);
	if (b == -1)
		return negate(t, x);
	return fc_dim_int(t, a / b - (a % b != 0 && (a < 0) != (b < 0)));
}

struct fc_dim
fc_dim_ceildiv(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	int64_t a, b;

	if (fc_dim_is_nan(x) || fc_dim_is_nan(y) || y.word == 0)
		return FC_DIM_NAN;
	if (fc_dim_const(x, &a) && fc_dim_const(y, &b)) {
		if (b == -1)
			return negate(t, x);
		return fc_dim_int(t, a / b + (a % b != 0 && (a < 0) == (b < 0)));
	}
	if (is_positive(y))
		return quotient(t, fc_dim_add(t, x, fc_dim_addi(t, y, -1)), y);
	return negate(t, quotient(t, negate(t, x), y));
}

struct fc_dim
fc_dim_mod(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	int64_t a, b;

	if (fc_dim_is_nan(x) || fc_dim_is_nan(y) || y.word == 0)
		return FC_DIM_NAN;
	if (fc_dim_const(x, &a) && fc_dim_const(y, &b)) {
		a = b == -1 ? 0 : a % b;
		return fc_dim_int(t, a && (a < 0) != (b < 0) ? a + b : a);
	}
	return fc_dim_sub(t, x, fc_dim_mul(t, y, quotient(t, x, y)));
}
