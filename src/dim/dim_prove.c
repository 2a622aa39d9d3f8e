/* dim_prove.c -- lower bounds of mixed sums by bounding their atoms */
#include "dim/dim_terms.h"

/*
 * A sum such as 2*H - floor((H + 1)/2) has no bound term by term. Two steps
 * find most of those that sizes come with. Writing every atom as its least
 * value and a rest that is not negative: N*H - H is (N - 1)*H. And taking an
 * atom out by what it is made of: floor(n/d) lies between (n - d + 1)/d and
 * n/d, a min is below and a max above each of its arguments.
 */

enum {
	MAX_STEPS = 12,  /* atoms taken out, all branches together */
	MAX_TERMS = 32,  /* of a sum whose atoms are shifted */
	MAX_DEGREE = 8,
	MAX_SPREAD = 64, /* terms while shifting */
};

struct proof {
	struct fc_dims *t;
	unsigned left;
};

static int64_t lower(struct proof *p, struct fc_dim x);

static int64_t
higher(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* --- atoms as least value and rest ------------------------------------------------ */

/* A few terms with monomials in the rests: their spans start at 0. */
struct spread {
	unsigned n;
	bool failed;
	struct fc_term at[MAX_SPREAD];
};

static void
spread_add(struct fc_dims *t, struct spread *s, int64_t coef, const struct fc_mono *mono)
{
	t->work += s->n;
	for (unsigned i = 0; i < s->n; i++) {
		if (s->at[i].mono == mono) {
			s->failed |= __builtin_add_overflow(s->at[i].coef, coef, &s->at[i].coef);
			return;
		}
	}
	s->failed |= s->n == MAX_SPREAD;
	if (!s->failed)
		s->at[s->n++] = (struct fc_term){ coef, mono };
}

/* Multiply by (rest of a + its least value). */
static void
spread_mul(struct fc_dims *t, struct spread *s, struct fc_atom *a)
{
	const struct fc_mono *rest = fc_mono_of(t, &(struct fc_factor){ a, 1 }, 1);
	struct spread out = { .failed = s->failed };

	if (a->span.lo == INT64_MIN)
		out.failed = true;
	for (unsigned i = 0; i < s->n && !out.failed; i++) {
		const struct fc_mono *mono = fc_mono_mul(t, s->at[i].mono, rest);
		int64_t c = 0;

		out.failed |= !mono || __builtin_mul_overflow(s->at[i].coef, a->span.lo, &c);
		if (out.failed)
			break;
		spread_add(t, &out, s->at[i].coef, mono);
		if (c)
			spread_add(t, &out, c, s->at[i].mono);
	}
	*s = out;
}

/* The least of coef * mono, mono in the rests. */
static int64_t
rest_lower(int64_t coef, const struct fc_mono *mono)
{
	struct fc_span s = { coef, coef };

	for (unsigned i = 0; i < mono->n; i++) {
		struct fc_span a = mono->f[i].atom->span, rest = { 0, INT64_MAX };

		if (a.hi != INT64_MAX && __builtin_sub_overflow(a.hi, a.lo, &rest.hi))
			rest.hi = INT64_MAX;
		s = fc_span_mul(s, fc_span_power(rest, mono->f[i].power));
	}
	return s.lo;
}

static int64_t
lower_by_shift(struct fc_dims *t, const struct fc_poly *p)
{
	struct spread all = { .n = 0 }, one;
	struct fc_span out = { 0, 0 };

	if (p->n > MAX_TERMS)
		return INT64_MIN;
	for (unsigned i = 0; i < p->n && !all.failed; i++) {
		const struct fc_mono *m = p->at[i].mono;

		one.n = 1;
		one.failed = m->degree > MAX_DEGREE;
		one.at[0] = (struct fc_term){ p->at[i].coef, t->unit };
		for (unsigned k = 0; k < m->n; k++) {
			for (unsigned j = 0; j < m->f[k].power; j++)
				spread_mul(t, &one, m->f[k].atom);
		}
		all.failed |= one.failed;
		for (unsigned k = 0; k < one.n && !all.failed; k++)
			spread_add(t, &all, one.at[k].coef, one.at[k].mono);
	}
	if (all.failed)
		return INT64_MIN;
	for (unsigned i = 0; i < all.n; i++) {
		int64_t lo = rest_lower(all.at[i].coef, all.at[i].mono);

		out = fc_span_add(out, (struct fc_span){ lo, lo == INT64_MIN ? 0 : lo });
	}
	return out.lo;
}

/* --- one atom taken out ------------------------------------------------------------- */

/* x is factor * atom + rest. */
struct split {
	struct fc_atom *atom;
	struct fc_dim factor, rest;
};

static bool
can_take_out(const struct fc_atom *a)
{
	if (a->symbolic)
		return a->unknown && !fc_dim_is_nan(a->symbol.max);
	return a->kind != FC_ATOM_LOG2;
}

/* The youngest atom that may be taken out: the others may be inside it. */
static struct fc_atom *
youngest(const struct fc_poly *p)
{
	struct fc_atom *out = NULL;

	for (unsigned i = 0; i < p->n; i++) {
		for (unsigned k = 0; k < p->at[i].mono->n; k++) {
			struct fc_atom *a = p->at[i].mono->f[k].atom;

			if (can_take_out(a) && (!out || a->id > out->id))
				out = a;
		}
	}
	return out;
}

/* false: the atom comes in powers. */
static bool
split_at(struct fc_dims *t, const struct fc_poly *p, struct split *out)
{
	const struct fc_mono *alone = fc_mono_of(t, &(struct fc_factor){ out->atom, 1 }, 1);
	struct fc_terms with, without;

	fc_terms_start(&with);
	fc_terms_start(&without);
	for (unsigned i = 0; i < p->n; i++) {
		const struct fc_mono *m = fc_mono_div(t, p->at[i].mono, alone);

		if (!m)
			fc_terms_push(&without, p->at[i].coef, p->at[i].mono);
		else if (fc_mono_div(t, m, alone))
			return false;
		else
			fc_terms_push(&with, p->at[i].coef, m);
	}
	return fc_terms_close(t, &with, &out->factor) && fc_terms_close(t, &without, &out->rest);
}

/* The bound with y in the atom's place. */
static int64_t
lower_with(struct proof *p, const struct split *s, struct fc_dim y)
{
	struct fc_dim x;

	if (!fc_dim_try_mul(p->t, s->factor, y, &x) || !fc_dim_try_add(p->t, x, s->rest, 1, &x))
		return INT64_MIN;
	return lower(p, x);
}

/* rest + factor * floor(n / d), times d > 0; up: the factor is not negative. */
static int64_t
lower_of_ratio(struct proof *p, const struct split *s, struct fc_dim n, struct fc_dim d, bool up)
{
	struct fc_dim one = fc_dim_int(p->t, 1);
	struct split scaled = *s;
	int64_t v, by;

	if (fc_span_quick(d).lo < 0 || !fc_dim_try_mul(p->t, s->rest, d, &scaled.rest))
		return INT64_MIN;
	if (up && (!fc_dim_try_add(p->t, n, d, -1, &n) || !fc_dim_try_add(p->t, n, one, 1, &n)))
		return INT64_MIN;
	v = lower_with(p, &scaled, n);
	if (v == INT64_MIN)
		return v;
	if (fc_dim_const(d, &by))
		return fc_dim_floor(v, by) + (v % by != 0);
	return v > 0 ? 1 : v == 0 ? 0 : INT64_MIN;
}

/* floor((m + e*r) / (e*k)) is floor((b + r) / k) where b is floor(m / e). */
static bool
is_quotient_of(struct fc_dims *t, const struct fc_atom *a, struct fc_atom *b, struct fc_dim out[2])
{
	struct fc_dim r;
	int64_t d, e, v;

	if (a == b || b->kind != FC_ATOM_FLOOR || !fc_dim_const(a->arg[1], &d) ||
	    !fc_dim_const(b->arg[1], &e))
		return false;
	if (d % e || !fc_dim_try_add(t, a->arg[0], b->arg[0], -1, &r) || !fc_dim_const(r, &v) || v % e)
		return false;
	out[1] = fc_dim_int(t, d / e);
	return fc_dim_try_add(t, fc_dim_of_atom(b), fc_dim_int(t, v / e), 1, &out[0]);
}

/* By what the floor is made of; better by another floor of the sum that it is a quotient of. */
static int64_t
lower_of_floor(struct proof *p, const struct split *s, const struct fc_poly *x, bool up)
{
	int64_t lo = lower_of_ratio(p, s, s->atom->arg[0], s->atom->arg[1], up);
	struct fc_dim by[2];

	for (unsigned i = 0; i < x->n; i++) {
		for (unsigned k = 0; k < x->at[i].mono->n; k++) {
			if (is_quotient_of(p->t, s->atom, x->at[i].mono->f[k].atom, by))
				lo = higher(lo, lower_of_ratio(p, s, by[0], by[1], up));
		}
	}
	return lo;
}

/* One argument will do, or each has to. */
static int64_t
lower_of_pick(struct proof *p, const struct split *s, bool any)
{
	int64_t out = any ? INT64_MIN : INT64_MAX, v;

	for (unsigned i = 0; i < s->atom->n; i++) {
		v = lower_with(p, s, s->atom->arg[i]);
		if ((v > out) == any)
			out = v;
	}
	return out;
}

static int64_t
lower_by_atom(struct proof *p, const struct fc_poly *x)
{
	struct split s = { .atom = youngest(x) };
	struct fc_span sign;
	bool up;

	if (!s.atom || !split_at(p->t, x, &s))
		return INT64_MIN;
	sign = fc_span_quick(s.factor);
	up = sign.lo >= 0;
	if (!up && sign.hi > 0)
		return INT64_MIN;
	if (s.atom->symbolic)
		return up ? INT64_MIN : lower_with(p, &s, s.atom->symbol.max);
	if (s.atom->kind == FC_ATOM_FLOOR)
		return lower_of_floor(p, &s, x, up);
	return lower_of_pick(p, &s, up == (s.atom->kind == FC_ATOM_MAX));
}

static int64_t
lower(struct proof *p, struct fc_dim x)
{
	const struct fc_poly *poly = fc_dim_poly(x);
	int64_t lo = fc_span_quick(x).lo;

	if (!poly || p->left == 0 || fc_dims_tired(p->t))
		return lo;
	p->left--;
	p->t->work += 16 + poly->n;
	lo = higher(lo, lower_by_shift(p->t, poly));
	return higher(lo, lower_by_atom(p, poly));
}

int64_t
fc_prove_lower(struct fc_dims *t, struct fc_dim x)
{
	struct proof p = { t, MAX_STEPS };

	return lower(&p, x);
}
