/* dim_limits.h -- how long formulas may grow, and how much work they may make */
#ifndef FC_DIM_DIM_LIMITS_H
#define FC_DIM_DIM_LIMITS_H

#include "base/limits.h"
#include "dim/dim.h"

/* What holds from here on, in place of fc_limits_usual; it outlives t. */
void fc_dims_limit(struct fc_dims *t, const struct fc_limits *limits);

const struct fc_limits *fc_dims_limits(const struct fc_dims *t);

/* What follows is another model's: its formulas are counted from 0. */
void fc_dims_count(struct fc_dims *t);

/* Symbols and numbers of x, written out. */
uint32_t fc_dim_weight(struct fc_dim x);

/* x, or a name for it when it is longer than what is kept without limit. */
enum { FC_DIM_SHORT = 16 };
struct fc_dim fc_dim_short(struct fc_dims *t, struct fc_dim x);

#endif
