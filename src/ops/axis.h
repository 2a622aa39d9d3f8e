/* axis.h -- negative axes, lists of axes, reduced shapes */
#ifndef FC_OPS_AXIS_H
#define FC_OPS_AXIS_H

#include "ops/op.h"

/* axis counted from the end when negative; false and a diagnostic when out of [-rank, rank). */
bool fc_axis_fix(struct fc_op_ctx *cx, int64_t axis, int rank, int *out);

/* Attribute name as one axis of operand 0's rank. */
bool fc_axis_attr(struct fc_op_ctx *cx, const char *name, int rank, int *out);

/*
 * The axes that operand i (followed integers) names, or attribute name when
 * operand i is omitted, as bits. 1: found; 0: neither is there; -1: there, but
 * not known or contradictory (then *unknown says which).
 */
int fc_axis_list(struct fc_op_ctx *cx, unsigned i, const char *name, int rank, uint64_t *bits_out,
                 bool *unknown);

/* Shape s without the axes in bits, or with them as 1. */
struct fc_shape fc_axis_reduce(struct fc_op_ctx *cx, struct fc_shape s, uint64_t bits, bool keepdims);

#endif
