/* dim_span.h -- bounds of sizes inside the room */
#ifndef FC_DIM_DIM_SPAN_H
#define FC_DIM_DIM_SPAN_H

#include "dim/dim.h"

struct fc_atom;
struct fc_term;

struct fc_span {
	int64_t lo, hi; /* INT64_MIN, INT64_MAX: open */
};

struct fc_span fc_span_add(struct fc_span a, struct fc_span b);
struct fc_span fc_span_mul(struct fc_span a, struct fc_span b);
struct fc_span fc_span_power(struct fc_span a, unsigned n);
struct fc_span fc_span_of_terms(const struct fc_term *at, unsigned n);
struct fc_span fc_atom_span(const struct fc_atom *a); /* of one that is no symbol */
struct fc_span fc_span_quick(struct fc_dim x);        /* term by term */
struct fc_span fc_span_of(struct fc_dim x);           /* as narrow as is known */

/* A lower bound found by putting bounds in for atoms; INT64_MIN: none. */
int64_t fc_prove_lower(struct fc_dims *t, struct fc_dim x);

/*
 * What x is to y at a few values of the symbols. Cheap, and keeps nothing:
 * what shows here need not be proved otherwise.
 */
enum fc_order { FC_ORDER_LESS = 1, FC_ORDER_SAME = 2, FC_ORDER_MORE = 4 };
unsigned fc_dim_orders_seen(struct fc_dims *t, struct fc_dim x, struct fc_dim y);

/* x <= y for every value of the symbols; false: not known. */
bool fc_dim_le(struct fc_dims *t, struct fc_dim x, struct fc_dim y);

static inline int64_t
fc_dim_floor(int64_t x, int64_t d) /* d > 0 */
{
	return x / d - (x % d < 0);
}

unsigned fc_dim_log2(int64_t x); /* rounded up; 0 for x <= 1 */

#endif
