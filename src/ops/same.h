/* same.h -- shared by element-wise rows: inference, folding */
#ifndef FC_OPS_SAME_H
#define FC_OPS_SAME_H

#include "ops/op.h"

/* Result 0 has the type of operand 0; further results, if any, its shape and dtype too. */
bool fc_same_infer(struct fc_op_ctx *cx);

/*
 * Result 0: broadcast of all operands; dtype of the first operand whose dtype
 * is known, or with attribute promote the one all operands meet in. Attribute
 * axis: where operand 1 stands in operand 0.
 */
bool fc_same_broadcast(struct fc_op_ctx *cx);

/* ... with dtype bool. */
bool fc_same_broadcast_bool(struct fc_op_ctx *cx);

/* Broadcast shape of operands [from, to) into *out; false after a diagnostic. */
bool fc_same_shape_of(struct fc_op_ctx *cx, unsigned from, unsigned to, struct fc_shape *out);

/* Known values of result 0, element by element with broadcasting. */
void fc_same_fold1(struct fc_op_ctx *cx, enum fc_scalar_op op);
void fc_same_fold2(struct fc_op_ctx *cx, enum fc_scalar_op op); /* over all operands, left to right */

/* Known values of operand 0 pass to result 0 as they are (Identity, Reshape, Cast of integers). */
void fc_same_fold_copy(struct fc_op_ctx *cx);

/* How many elements result 0 has; false when it is not worth folding: too many, or no operand is followed. */
bool fc_same_fold_size(struct fc_op_ctx *cx, struct fc_shape *shape_out, unsigned *n_out);

/* Element e of a result of shape out, in operand i as it broadcasts. */
struct fc_scalar fc_same_element(struct fc_op_ctx *cx, struct fc_shape out, unsigned i, unsigned e);

/* Index into operand i of element e of result 0, when both are known shapes. */
unsigned fc_same_index(struct fc_shape out, struct fc_shape in, unsigned e);

#endif
