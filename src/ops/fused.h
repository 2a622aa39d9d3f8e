/* fused.h -- activation functions that other operators carry by name */
#ifndef FC_OPS_FUSED_H
#define FC_OPS_FUSED_H

#include "ops/op.h"

/* Operations of one activation of one element. */
struct fc_fused {
	int simple, special;
};

/* By name, whatever its case; none for "", "None" and what is not known. */
struct fc_fused fc_fused_activation(const char *name);

/* Variables activation_simple and activation_special for the name in text attribute activation. */
void fc_fused_vars(struct fc_op_ctx *cx);

/* For results called y. */
#define FC_FUSED_COST(y) "simple = activation_simple * |" y "|; special = activation_special * |" y "|"

#endif
