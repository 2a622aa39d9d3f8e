/* cost.h -- facts per node, trip counts, which branch counts, row numbers */
#ifndef FC_PASS_COST_H
#define FC_PASS_COST_H

#include "ir/builder.h"

/* Decide for every stored tensor: parameter, buffer, or neither. Before fc_cost_run(). pass/role.c */
void fc_role_run(struct fc_builder *b);

/* node->cost, index, status of every node, bodies included. */
void fc_cost_run(struct fc_builder *b);

/* Elements of a value that carries data, and their bytes; NaN: a list whose members are not known. */
struct fc_dim fc_cost_elements(struct fc_builder *b, const struct fc_type *t, struct fc_dim *bytes);

/* Bytes of a value of that type; NaN when not known. */
struct fc_dim fc_cost_bytes(struct fc_builder *b, const struct fc_type *t);

struct fc_live {
	struct fc_dim peak;           /* largest sum of bytes alive */
	const struct fc_node *at;     /* where; NULL in an empty graph */
	bool symbolic;                /* taken at symbols of 1 */
};

/* Peak activation memory over the execution order, and node->alive. After fc_cost_run(). pass/live.c */
void fc_live_run(struct fc_builder *b, struct fc_live *out);

/* Text of `explain` for one node: operands, attributes, formula with its numbers, facts. pass/explain.c */
void fc_explain(struct fc_builder *b, struct fc_node *node, struct fc_str *out);

/* The part of it that is the formula, and its source. */
void fc_explain_formula(struct fc_builder *b, struct fc_node *node, struct fc_str *out);

/* Every node in row order; NULL past the end. Valid after fc_cost_run(). */
struct fc_node *fc_cost_node_at(struct fc_builder *b, uint32_t index);

#endif
