/*
 * sum.h -- a running total of sizes, and the sum of a formula over the turns of a loop
 *
 * fc_dim_add() keeps every sum it ever answered. A total over a million rows
 * is added up here instead, in place, and becomes a size once, at its end.
 */
#ifndef FC_DIM_SUM_H
#define FC_DIM_SUM_H

#include "dim/dim.h"

struct fc_term;

/* Zeroed is 0. Owned by the table's arena. */
struct fc_sum {
	struct fc_dim number; /* of the plain numbers; NaN: of all */
	struct fc_term *at;
	uint32_t n, room;
};

void fc_sum_add(struct fc_dims *t, struct fc_sum *s, struct fc_dim x);
struct fc_dim fc_sum_value(struct fc_dims *t, const struct fc_sum *s);

/* x(0) + x(1) + ... + x(n - 1), of a formula x in symbol s; NaN when it cannot be written down. */
struct fc_dim fc_dim_sum_over(struct fc_dims *t, struct fc_dim x, const struct fc_symbol *s, struct fc_dim n);

#endif
