/* alike.h -- nodes that are alike cost the same: found again by all that a cost hangs on */
#ifndef FC_PASS_ALIKE_H
#define FC_PASS_ALIKE_H

#include "ir/builder.h"

struct fc_alike;

/* scratch: what is looked up. Costs that are kept live on the builder's arena. */
struct fc_alike *fc_alike_new(struct fc_builder *b, struct fc_arena *scratch);

/* cost as it is kept: once, however many nodes have it. */
const struct fc_cost *fc_alike_keep(struct fc_alike *t, const struct fc_cost *cost);

/*
 * The cost of an earlier node that n, which is complete so far, cannot differ
 * from; NULL: none. stored: what n is the first to use. What fc_alike_learn()
 * is told next is the cost of this n.
 */
const struct fc_cost *fc_alike_find(struct fc_alike *t, struct fc_node *n, const struct fc_cost *stored);
void fc_alike_learn(struct fc_alike *t, const struct fc_cost *cost);

/* Type that operand i counts under: what a packed or dequantized weight's bytes stand for. */
enum fc_dtype fc_alike_dtype(const struct fc_node *n, unsigned i);

#endif
