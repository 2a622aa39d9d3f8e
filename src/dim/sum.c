/* sum.c -- running totals, added up in place */
#include "dim/sum.h"

#include "dim/dim_terms.h"

/* Where mono is, or where it belongs. */
static uint32_t
place_of(const struct fc_sum *s, const struct fc_mono *mono)
{
	uint32_t lo = 0, hi = s->n;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (fc_mono_order(s->at[mid].mono, mono) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void
add_term(struct fc_dims *t, struct fc_sum *s, const struct fc_term *x)
{
	uint32_t at = place_of(s, x->mono);

	if (at < s->n && s->at[at].mono == x->mono) {
		if (__builtin_add_overflow(s->at[at].coef, x->coef, &s->at[at].coef))
			s->number = FC_DIM_NAN;
		else if (s->at[at].coef == 0)
			memmove(&s->at[at], &s->at[at + 1], (--s->n - at) * sizeof(*s->at));
		return;
	}
	if (s->n == s->room)
		s->at = fc_vec_grow(t->arena, s->at, &s->room, sizeof(*s->at));
	memmove(&s->at[at + 1], &s->at[at], (s->n++ - at) * sizeof(*s->at));
	s->at[at] = *x;
}

static void
add_formula(struct fc_dims *t, struct fc_sum *s, const struct fc_poly *p)
{
	for (unsigned i = 0; i < p->n && !fc_dim_is_nan(s->number); i++) {
		if (p->at[i].mono->degree)
			add_term(t, s, &p->at[i]);
		else
			s->number = fc_dim_addi(t, s->number, p->at[i].coef);
	}
}

void
fc_sum_add(struct fc_dims *t, struct fc_sum *s, struct fc_dim x)
{
	const struct fc_poly *p = fc_dim_poly(x);

	if (!p) {
		s->number = fc_dim_add(t, s->number, x);
	} else if (s->n + p->n < FC_LIMIT_TERMS) {
		add_formula(t, s, p);
	} else { /* may come to too many terms: let it get its stand-in */
		x = fc_dim_add(t, fc_sum_value(t, s), x);
		s->number = fc_dim_int(t, 0);
		s->n = 0;
		if (fc_dim_poly(x))
			add_formula(t, s, fc_dim_poly(x));
		else
			s->number = x;
	}
}

struct fc_dim
fc_sum_value(struct fc_dims *t, const struct fc_sum *s)
{
	struct fc_dim out = FC_DIM_NAN;
	struct fc_terms all;

	if (fc_dim_is_nan(s->number))
		return out;
	fc_terms_start(&all);
	for (uint32_t i = 0; i < s->n; i++)
		fc_terms_push(&all, s->at[i].coef, s->at[i].mono);
	if (!fc_terms_close(t, &all, &out)) { /* too long to write out: by halves */
		struct fc_sum half = { .at = s->at, .n = s->n / 2 };

		out = fc_sum_value(t, &half);
		half.at += half.n;
		half.n = s->n - half.n;
		out = fc_dim_add(t, out, fc_sum_value(t, &half));
	}
	return fc_dim_add(t, out, s->number);
}
