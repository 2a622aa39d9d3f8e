/* target.h -- operands that list sizes, and results whose sizes are partly unknown */
#ifndef FC_OPS_TARGET_H
#define FC_OPS_TARGET_H

#include "ops/op.h"

/* How many numbers operand i, a vector or a scalar, lists; -1: omitted, not known, or too many for a rank. */
int fc_target_length(const struct fc_op_ctx *cx, unsigned i);

/* Number k of operand i as a size; NaN when it is not followed. */
struct fc_dim fc_target_at(const struct fc_op_ctx *cx, unsigned i, int k);

/* Result 0, of the dtype of operand 0, of rank dims; those that are NaN become fresh unknowns up to max. */
bool fc_target_out(struct fc_op_ctx *cx, const struct fc_dim *dim, int rank, struct fc_dim max);

/* The same with nothing but the rank known; -1: not even that. */
bool fc_target_out_rank(struct fc_op_ctx *cx, int rank, struct fc_dim max);

/* a and b are one size: the plain number if one is, else the one that hangs on no data. */
struct fc_dim fc_target_same(struct fc_dim a, struct fc_dim b);

#endif
