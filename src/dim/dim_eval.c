/* dim_eval.c -- sizes with values put in for their symbols */
#include "dim/dim_priv.h"

#include <string.h>

struct values {
	struct fc_dims *t;
	const struct fc_binding *b;
	size_t n;
	bool rest_is_one;
	unsigned sample; /* not 0: this choice of values, and b is not asked */
};

static bool
value_of(const struct values *v, const struct fc_symbol *s, int64_t *out)
{
	for (size_t i = 0; i < v->n; i++) {
		if (!strcmp(v->b[i].name, s->name)) {
			*out = v->b[i].value;
			return true;
		}
	}
	*out = s->value;
	return s->bound;
}

static bool eval(const struct values *v, struct fc_dim x, int64_t *out);

enum { SAMPLES = 6 };

/* How far above its least value a is: not at all, far, far or little by turns, a little. */
static int64_t
offset(unsigned sample, const struct fc_atom *a)
{
	uint32_t chance = fc_dim_mix(sample / 2, a->id);

	switch (sample) {
	case 1:
		return 0;
	case 2:
	case 3:
		return chance % 2 == sample % 2 ? (1 << 20) + chance % 64 : chance % 8;
	case 4:
		return (INT64_C(1) << 34) + chance % 64;
	default:
		return chance % (sample == 5 ? 8 : 1000);
	}
}

/* A value of a between its bounds. */
static bool
sample_of(const struct values *v, const struct fc_atom *a, int64_t *out)
{
	int64_t lo = a->span.lo, hi = a->span.hi, by = offset(v->sample, a);

	*out = a->symbol.value;
	if (a->symbol.bound)
		return true;
	if (!fc_dim_is_nan(a->symbol.max) && !eval(v, a->symbol.max, &hi))
		return false;
	if (lo == INT64_MIN) /* any will do */
		lo = hi < 500 && hi > INT64_MIN + 500 ? hi - 500 : -500;
	if (hi < lo)
		return false;
	*out = (uint64_t)hi - (uint64_t)lo < (uint64_t)by ? hi : lo + by;
	return true;
}

static bool
eval_floor(int64_t x, int64_t d, int64_t *out)
{
	if (d == 0 || (d == -1 && x == INT64_MIN))
		return false;
	*out = x / d - (x % d != 0 && (x < 0) != (d < 0));
	return true;
}

static bool
eval_atom(const struct values *v, const struct fc_atom *a, int64_t *out)
{
	int64_t x;

	if (a->symbolic && v->sample)
		return sample_of(v, a, out);
	if (a->symbolic) {
		if (value_of(v, &a->symbol, out))
			return true;
		*out = 1;
		return v->rest_is_one;
	}
	if (!eval(v, a->arg[0], out))
		return false;
	if (a->kind == FC_ATOM_LOG2)
		*out = fc_dim_log2(*out);
	for (unsigned i = 1; i < a->n; i++) {
		if (!eval(v, a->arg[i], &x))
			return false;
		if (a->kind == FC_ATOM_FLOOR)
			return eval_floor(*out, x, out);
		if ((a->kind == FC_ATOM_MIN) == (x < *out))
			*out = x;
	}
	return true;
}

static bool
eval(const struct values *v, struct fc_dim x, int64_t *out)
{
	const struct fc_poly *p = fc_dim_poly(x);
	int64_t sum = 0, term, f;

	if (!p) {
		*out = (int64_t)x.word >> 1;
		return !fc_dim_is_nan(x);
	}
	for (unsigned i = 0; i < p->n; i++) {
		const struct fc_mono *m = p->at[i].mono;

		term = p->at[i].coef;
		for (unsigned k = 0; k < m->n; k++) {
			if (!eval_atom(v, m->f[k].atom, &f))
				return false;
			for (unsigned j = 0; j < m->f[k].power; j++) {
				if (__builtin_mul_overflow(term, f, &term))
					return false;
			}
		}
		if (__builtin_add_overflow(sum, term, &sum))
			return false;
	}
	*out = sum;
	return true;
}

bool
fc_dim_eval(struct fc_dims *t, struct fc_dim x, const struct fc_binding *b, size_t n, bool rest_is_one,
            int64_t *out)
{
	struct values v = { t, b, n, rest_is_one, 0 };
	int64_t r;

	if (!eval(&v, x, &r))
		return false;
	*out = r;
	return true;
}

unsigned
fc_dim_orders_seen(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	const struct fc_poly *p = fc_dim_poly(x), *q = fc_dim_poly(y);
	unsigned seen = 0;
	int64_t a, b;

	t->work += SAMPLES * (1 + (p ? (uint64_t)p->weight : 0) + (q ? q->weight : 0));
	if (fc_dims_tired(t))
		return 0;
	for (unsigned i = 1; i <= SAMPLES; i++) {
		struct values v = { .t = t, .sample = i };

		if (eval(&v, x, &a) && eval(&v, y, &b))
			seen |= a < b ? FC_ORDER_LESS : a > b ? FC_ORDER_MORE : FC_ORDER_SAME;
	}
	return seen;
}

/* --- what is left stays a formula --------------------------------------------- */

static struct fc_dim subst(const struct values *v, struct fc_dim x);

static struct fc_dim
subst_atom(const struct values *v, struct fc_atom *a)
{
	struct fc_dim out, x;
	int64_t n;

	if (a->symbolic)
		return value_of(v, &a->symbol, &n) ? fc_dim_int(v->t, n) : fc_dim_of_atom(a);
	out = subst(v, a->arg[0]);
	if (a->kind == FC_ATOM_LOG2)
		return fc_dim_ceillog2(v->t, out);
	for (unsigned i = 1; i < a->n; i++) {
		x = subst(v, a->arg[i]);
		if (a->kind == FC_ATOM_FLOOR)
			out = fc_dim_floordiv(v->t, out, x);
		else if (a->kind == FC_ATOM_MIN)
			out = fc_dim_min(v->t, out, x);
		else
			out = fc_dim_max(v->t, out, x);
	}
	return out;
}

/* Halves, so that few sums on the way are interned. */
static struct fc_dim
subst_terms(const struct values *v, const struct fc_term *at, unsigned n)
{
	struct fc_dim out, f;

	if (n > 1)
		return fc_dim_add(v->t, subst_terms(v, at, n / 2), subst_terms(v, at + n / 2, n - n / 2));
	out = fc_dim_int(v->t, at->coef);
	for (unsigned i = 0; i < at->mono->n; i++) {
		f = subst_atom(v, at->mono->f[i].atom);
		out = fc_dim_mul(v->t, out, fc_dim_pow(v->t, f, at->mono->f[i].power));
	}
	return out;
}

static struct fc_dim
subst(const struct values *v, struct fc_dim x)
{
	const struct fc_poly *p = fc_dim_poly(x);

	return p ? subst_terms(v, p->at, p->n) : x;
}

struct fc_dim
fc_dim_subst(struct fc_dims *t, struct fc_dim x, const struct fc_binding *b, size_t n)
{
	struct values v = { t, b, n, false, 0 };

	return subst(&v, x);
}
