/* dim_terms.h -- polynomials taken apart and put together */
#ifndef FC_DIM_DIM_TERMS_H
#define FC_DIM_DIM_TERMS_H

#include "dim/dim_priv.h"

/* Any dim as terms; one holds that of a plain number. */
struct fc_view {
	const struct fc_term *at;
	unsigned n;
	struct fc_term one;
};

/* A polynomial in the making, on the stack. */
struct fc_terms {
	unsigned n;
	bool nan, full; /* a coefficient overflowed; too many terms or too high a degree */
	struct fc_term at[FC_LIMIT_TERMS];
};

/* <0: a comes first; a*m before b*m then too. */
int fc_mono_order(const struct fc_mono *a, const struct fc_mono *b);

/* NULL: too high a degree, or not divisible. */
const struct fc_mono *fc_mono_mul(struct fc_dims *t, const struct fc_mono *a, const struct fc_mono *b);
const struct fc_mono *fc_mono_div(struct fc_dims *t, const struct fc_mono *a, const struct fc_mono *b);
const struct fc_mono *fc_mono_gcd(struct fc_dims *t, const struct fc_mono *a, const struct fc_mono *b);

static inline void
fc_terms_start(struct fc_terms *s)
{
	s->n = 0;
	s->nan = s->full = false;
}

void fc_dim_view(struct fc_dims *t, struct fc_dim x, struct fc_view *out);
void fc_terms_push(struct fc_terms *s, int64_t coef, const struct fc_mono *mono); /* in order */

/* out = a + by * b; out is neither of them. */
void fc_terms_fma(struct fc_dims *t, struct fc_terms *out, const struct fc_view *a, const struct fc_view *b,
                  struct fc_term by);
struct fc_view fc_terms_view(const struct fc_terms *s);

/* The dim these terms are; false when they grew too large. */
bool fc_terms_close(struct fc_dims *t, const struct fc_terms *s, struct fc_dim *out);

/* x + y * by and x * y; false, and nothing is named, when that overflows or grows too large. */
bool fc_dim_try_add(struct fc_dims *t, struct fc_dim x, struct fc_dim y, int64_t by, struct fc_dim *out);
bool fc_dim_try_mul(struct fc_dims *t, struct fc_dim x, struct fc_dim y, struct fc_dim *out);

#endif
