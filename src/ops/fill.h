/* fill.h -- tensors that hold one value everywhere, however large */
#ifndef FC_OPS_FILL_H
#define FC_OPS_FILL_H

#include "ops/op.h"

/*
 * Operand i is made by ConstantOfShape, perhaps seen through views: the value
 * that fills it. Such a tensor is known even where its size is a formula and
 * its elements cannot be listed. Unknown otherwise.
 */
struct fc_scalar fc_fill_of(const struct fc_op_ctx *cx, unsigned i);

#endif
