/* node.c -- looking into a node */
#include "ir/node.h"

#include <string.h>

struct fc_where
fc_node_where(const struct fc_node *n)
{
	return (struct fc_where){ .node = n->name ? n->name : "", .op = n->op_name, .byte = n->byte,
	                          .line = n->line, .column = n->column };
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
