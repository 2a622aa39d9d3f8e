/* dim_terms.c -- monomials multiplied, terms merged in order */
#include "dim/dim_terms.h"

/*
 * Lexical order: the monomial with the higher power of the oldest atom comes
 * first, and the plain number last. a before b implies a*m before b*m, which
 * merging and division stand on.
 */
int
fc_mono_order(const struct fc_mono *a, const struct fc_mono *b)
{
	if (a == b)
		return 0;
	for (unsigned i = 0; i < a->n && i < b->n; i++) {
		if (a->f[i].atom != b->f[i].atom)
			return a->f[i].atom->id < b->f[i].atom->id ? -1 : 1;
		if (a->f[i].power != b->f[i].power)
			return a->f[i].power > b->f[i].power ? -1 : 1;
	}
	return a->n > b->n ? -1 : 1;
}

const struct fc_mono *
fc_mono_mul(struct fc_dims *t, const struct fc_mono *a, const struct fc_mono *b)
{
	struct fc_factor f[FC_LIMIT_DEGREE];
	unsigned n = 0, i = 0, k = 0;

	if (a->degree == 0 || b->degree == 0)
		return a->degree ? a : b;
	if (a->degree + b->degree > FC_LIMIT_DEGREE)
		return NULL;
	while (i < a->n || k < b->n) {
		if (k == b->n || (i < a->n && a->f[i].atom->id < b->f[k].atom->id)) {
			f[n++] = a->f[i++];
		} else if (i == a->n || b->f[k].atom->id < a->f[i].atom->id) {
			f[n++] = b->f[k++];
		} else {
			f[n] = a->f[i++];
			f[n++].power += b->f[k++].power;
		}
	}
	return fc_mono_of(t, f, n);
}

const struct fc_mono *
fc_mono_div(struct fc_dims *t, const struct fc_mono *a, const struct fc_mono *b)
{
	struct fc_factor f[FC_LIMIT_DEGREE];
	unsigned n = 0, k = 0;

	if (b->degree == 0)
		return a;
	if (b->degree > a->degree || b->n > a->n)
		return NULL;
	for (unsigned i = 0; i < a->n; i++) {
		f[n] = a->f[i];
		if (k < b->n && b->f[k].atom == a->f[i].atom) {
			if (b->f[k].power > f[n].power)
				return NULL;
			f[n].power -= b->f[k++].power;
		}
		n += f[n].power > 0;
	}
	return k == b->n ? fc_mono_of(t, f, n) : NULL;
}

const struct fc_mono *
fc_mono_gcd(struct fc_dims *t, const struct fc_mono *a, const struct fc_mono *b)
{
	struct fc_factor f[FC_LIMIT_DEGREE];
	unsigned n = 0, i = 0, k = 0;

	if (a == b)
		return a;
	while (i < a->n && k < b->n) {
		if (a->f[i].atom == b->f[k].atom) {
			f[n++] = a->f[i].power < b->f[k].power ? a->f[i] : b->f[k];
			i++;
			k++;
		} else if (a->f[i].atom->id < b->f[k].atom->id) {
			i++;
		} else {
			k++;
		}
	}
	return n ? fc_mono_of(t, f, n) : t->unit;
}

void
fc_dim_view(struct fc_dims *t, struct fc_dim x, struct fc_view *out)
{
	const struct fc_poly *p = fc_dim_poly(x);

	if (p) {
		out->at = p->at;
		out->n = p->n;
		return;
	}
	out->one = (struct fc_term){ (int64_t)x.word >> 1, t->unit };
	out->at = &out->one;
	out->n = out->one.coef != 0;
}

struct fc_view
fc_terms_view(const struct fc_terms *s)
{
	return (struct fc_view){ .at = s->at, .n = s->n };
}

void
fc_terms_push(struct fc_terms *s, int64_t coef, const struct fc_mono *mono)
{
	if (coef == 0)
		return;
	if (s->n == FC_LIMIT_TERMS) {
		s->full = true;
		return;
	}
	s->at[s->n++] = (struct fc_term){ coef, mono };
}

void
fc_terms_fma(struct fc_dims *t, struct fc_terms *out, const struct fc_view *a, const struct fc_view *b,
             struct fc_term by)
{
	unsigned i = 0;

	fc_terms_start(out);
	for (unsigned k = 0; k < b->n && !out->nan && !out->full; k++) {
		const struct fc_mono *mono = fc_mono_mul(t, b->at[k].mono, by.mono);
		int64_t c = 0, sum;
		int order = 1;

		out->nan = __builtin_mul_overflow(b->at[k].coef, by.coef, &c);
		if (!mono) {
			out->full = true;
			return;
		}
		while (i < a->n && (order = fc_mono_order(a->at[i].mono, mono)) < 0) {
			fc_terms_push(out, a->at[i].coef, a->at[i].mono);
			i++;
		}
		if (i < a->n && order == 0) {
			out->nan |= __builtin_add_overflow(c, a->at[i++].coef, &sum);
			c = sum;
		}
		fc_terms_push(out, c, mono);
	}
	for (; i < a->n; i++)
		fc_terms_push(out, a->at[i].coef, a->at[i].mono);
}
