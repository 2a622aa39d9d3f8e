/* dim_limits.h -- how long formulas may grow, and how much work they may make */
#ifndef FC_DIM_DIM_LIMITS_H
#define FC_DIM_DIM_LIMITS_H

#include "base/limits.h"
#include "dim/dim.h"

/* What holds from here on, in place of fc_limits_usual; it outlives t. */
void fc_dims_limit(struct fc_dims *t, const struct fc_limits *limits);

const struct fc_limits *fc_dims_limits(const struct fc_dims *t);

#endif
