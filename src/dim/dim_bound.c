/* dim_bound.c -- the most a size can be whatever the data */
#include "dim/dim_priv.h"

/*
 * Bounds that are formulas of the free symbols: every unknown gives way to its
 * max (up) or its least value (down). NaN: there is none.
 */
static struct fc_dim bound(struct fc_dims *t, struct fc_dim x, bool up);

static struct fc_dim
bound_symbol(struct fc_dims *t, const struct fc_symbol *s, bool up)
{
	if (up)
		return s->max; /* holds no unknown: fc_dim_unknown() sees to it */
	return s->min == INT64_MIN ? FC_DIM_NAN : fc_dim_int(t, s->min);
}

/* A quotient of at least 0 grows with its numerator and shrinks with its denominator. */
static struct fc_dim
bound_floor(struct fc_dims *t, const struct fc_atom *a, bool up)
{
	struct fc_dim d = a->arg[1];

	if (fc_dim_has_unknown(d)) {
		if (fc_span_of(a->arg[0]).lo < 0)
			return FC_DIM_NAN;
		d = bound(t, d, !up);
	}
	if (fc_dim_is_nan(d) || fc_span_of(d).lo < 1 || fc_span_of(a->arg[1]).lo < 0)
		return FC_DIM_NAN;
	return fc_dim_floordiv(t, bound(t, a->arg[0], up), d);
}

static struct fc_dim
bound_atom(struct fc_dims *t, struct fc_atom *a, bool up)
{
	struct fc_dim out;

	if (!a->unknown || (a->symbolic && a->symbol.bound))
		return fc_dim_of_atom(a);
	if (a->symbolic)
		return bound_symbol(t, &a->symbol, up);
	if (a->kind == FC_ATOM_FLOOR)
		return bound_floor(t, a, up);
	out = bound(t, a->arg[0], up);
	if (a->kind == FC_ATOM_LOG2)
		return fc_dim_ceillog2(t, out);
	for (unsigned i = 1; i < a->n; i++) {
		struct fc_dim x = bound(t, a->arg[i], up);

		if (a->kind == FC_ATOM_MAX)
			out = fc_dim_max(t, out, x);
		else if (fc_dim_is_nan(out) || fc_dim_is_nan(x)) /* a min is below each that has a bound */
			out = up && fc_dim_is_nan(out) ? x : up ? out : FC_DIM_NAN;
		else
			out = fc_dim_min(t, out, x);
	}
	return out;
}

/* A product of factors that are never negative goes where each of them goes. */
static struct fc_dim
bound_term(struct fc_dims *t, const struct fc_term *x, bool up)
{
	struct fc_dim out = fc_dim_int(t, x->coef);
	bool grow = up == (x->coef > 0);

	for (unsigned i = 0; i < x->mono->n; i++) {
		const struct fc_factor *f = &x->mono->f[i];
		struct fc_dim v = fc_dim_of_atom(f->atom);

		if (x->mono->unknown) {
			if (f->atom->span.lo < 0 && x->mono->degree > 1)
				return FC_DIM_NAN;
			v = bound_atom(t, f->atom, grow);
		}
		out = fc_dim_mul(t, out, fc_dim_pow(t, v, f->power));
	}
	return out;
}

static struct fc_dim
bound_terms(struct fc_dims *t, const struct fc_term *at, unsigned n, bool up)
{
	if (n == 1)
		return bound_term(t, at, up);
	return fc_dim_add(t, bound_terms(t, at, n / 2, up), bound_terms(t, at + n / 2, n - n / 2, up));
}

static struct fc_dim
bound(struct fc_dims *t, struct fc_dim x, bool up)
{
	const struct fc_poly *p = fc_dim_poly(x);

	return p && p->unknown ? bound_terms(t, p->at, p->n, up) : x;
}

struct fc_dim
fc_dim_upper(struct fc_dims *t, struct fc_dim x)
{
	return bound(t, x, true);
}
