/* node.c -- looking into a node */
#include "ir/node.h"

#include <string.h>

#include "ir/graph.h"

struct fc_where
fc_node_where(const struct fc_node *n)
{
	struct fc_where where = { .node = n->name ? n->name : "", .op = n->op_name };

	if (n->flags & FC_NODE_LINE) {
		where.line = n->line;
		where.column = n->column;
	} else {
		where.byte = n->byte;
	}
	return where;
}

void
fc_node_runs(struct fc_node *n, struct fc_dim trips, struct fc_dim turn)
{
	for (unsigned i = 0; i < n->n_body; i++) {
		if (!n->body[i])
			continue;
		n->body[i]->trips = trips;
		n->body[i]->turn = turn;
	}
}

const struct fc_attr *
fc_node_attr(const struct fc_node *n, const char *name)
{
	for (unsigned i = 0; i < n->n_attr; i++) {
		if (n->attr[i].name == name || strcmp(n->attr[i].name, name) == 0)
			return &n->attr[i];
	}
	return NULL;
}
