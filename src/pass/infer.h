/* infer.h -- results of a node from its operands, as it is added */
#ifndef FC_PASS_INFER_H
#define FC_PASS_INFER_H

#include "ir/builder.h"

/* The builder's hooks. Never fail: a contradiction is a diagnostic and unknown results. */
void fc_infer_node(struct fc_builder *b, struct fc_node *node);
void fc_infer_open(struct fc_builder *b, struct fc_node *node, struct fc_graph *body);

#endif
