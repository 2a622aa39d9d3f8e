/* scalar_priv.h -- followed values inside the room: fractions and signs */
#ifndef FC_DIM_SCALAR_PRIV_H
#define FC_DIM_SCALAR_PRIV_H

#include "dim/scalar.h"

/* x as num / den; den > 0. */
struct fc_ratio {
	struct fc_dim num;
	int64_t den;
};

/* dim * real with what is whole moved into dim. */
struct fc_scalar fc_scalar_tidy(struct fc_dims *t, struct fc_dim dim, double real);

/* false: real is no fraction of small numbers. */
bool fc_scalar_ratio(struct fc_dims *t, struct fc_scalar x, struct fc_ratio *out);

/* x is a / den and y is b / den. */
bool fc_scalar_common(struct fc_dims *t, const struct fc_scalar x[2], struct fc_dim out[2], int64_t *den);

static inline bool
fc_scalar_is_whole(struct fc_scalar x) /* an integer for certain */
{
	return fc_scalar_is_known(x) && x.real == 1;
}

struct fc_scalar fc_scalar_unary(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x);
struct fc_scalar fc_scalar_compare(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x,
                                   struct fc_scalar y);
struct fc_scalar fc_scalar_logic(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x,
                                 struct fc_scalar y);
struct fc_scalar fc_scalar_divide(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x,
                                  struct fc_scalar y);
int fc_scalar_truth(struct fc_scalar x); /* 1, 0; -1: not known */

#endif
