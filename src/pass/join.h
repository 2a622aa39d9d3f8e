/* join.h -- which nodes of a graph the nodes of its optimized form stand for */
#ifndef FC_PASS_JOIN_H
#define FC_PASS_JOIN_H

#include <stdbool.h>
#include <stdint.h>

#include "ir/graph.h"

struct fc_intern;
struct fc_join;
struct fc_table;

/* No node and not added: what it stands for is not known. */
struct fc_join_group {
	struct fc_node **node; /* of the plain graph, in row order */
	uint32_t n;
	bool added;            /* moves or converts what another node made: the optimizer's own */
};

/*
 * An optimized node stands for the plain nodes between the tensors it makes and those that are
 * still made by others. A plain node belongs to one group at most, the first that needs it.
 * Both graphs share their interned names; fc_cost_run() numbered the rows of plain.
 */
struct fc_join *fc_join_graphs(struct fc_arena *a, const struct fc_graph *plain,
                               const struct fc_graph *optimized);

/* Nodes that share a group are one kernel after the other; NULL: not of the optimized graph. */
const struct fc_join_group *fc_join_group(const struct fc_join *j, const struct fc_node *optimized);

/* Is the tensor of that name still there in the optimized graph? */
bool fc_join_is_kept(const struct fc_join *j, const char *name);

/* How a runtime names what ran: in the model's graph, or in a body of parent. */
struct fc_join_key {
	const struct fc_node *parent; /* optimized; NULL: the model's graph */
	const char *name, *op;        /* a node without name: its operator and number, "Conv_3" */
	int64_t number;               /* among the nodes of the plain graph that are no Constants; -1 */
};

/* The node of the optimized graph. NULL: none, or more than one. */
const struct fc_node *fc_join_find(const struct fc_join *j, const struct fc_join_key *key);

/*
 * The nodes behind all n keys of one parent, in the order they ran: a graph is the one that ran
 * when it has these operators and names in this order, and no other has. false: none is.
 */
bool fc_join_sequence(const struct fc_join *j, const struct fc_join_key *key, uint32_t n,
                      const struct fc_node **out);

#endif
