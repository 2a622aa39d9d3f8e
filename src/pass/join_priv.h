/* join_priv.h -- one graph beside its optimized form, for this room only */
#ifndef FC_PASS_JOIN_PRIV_H
#define FC_PASS_JOIN_PRIV_H

#include "pass/join.h"

/* A tensor of the plain graph. */
struct fc_join_tensor {
	const char *name;
	struct fc_node *by;   /* NULL: an input, or stored */
	struct fc_node *user; /* the last that was seen */
	uint32_t n_user;      /* the model's outputs are users as well */
	bool kept;            /* an optimized node makes it, or has it already */
};

/* A graph of the model, or the body of a node, in both forms. */
struct fc_join_level {
	struct fc_arena *arena;
	struct fc_intern *names;   /* of the tables below */
	const struct fc_graph *plain, *optimized;
	struct fc_table *tensor;   /* name: struct fc_join_tensor */
	struct fc_table *alias;    /* name in the optimized graph: what it is, perhaps in another layout */
	struct fc_table *named;    /* name: plain node; of several the last, with more set */
	struct fc_table *more;     /* name: there are several */
	struct fc_table *constant; /* plain nodes that compute with stored tensors alone */
	struct fc_table *hinted;   /* optimized nodes whose alias is where their work at least reaches */
	struct fc_table *group;    /* optimized node: struct fc_join_group; of all levels */
	struct fc_table *claimed;  /* plain node: has a group; of all levels */
};

struct fc_join_tensor *fc_join_tensor_of(const struct fc_join_level *l, const struct fc_value *v);

/* join_alias.c: fill tensor to hinted, and group with what is added. */
void fc_join_alias(struct fc_join_level *l);

struct fc_join {
	struct fc_arena *arena;
	struct fc_intern *names;   /* of the tables below */
	struct fc_table *group, *claimed, *kept;
	struct fc_table *place;    /* optimized owner, or the join itself: struct fc_join_place */
};

/* Where names are looked up: the graphs side by side, a pair per body. */
struct fc_join_place {
	struct fc_table *node, *more; /* name: optimized node; there are several */
	struct fc_table *maker;       /* name of a tensor: optimized node */
	const struct fc_graph *optimized;
	struct fc_node **numbered;    /* plain, as the file has them, without Constants */
	uint32_t n_numbered;
	struct fc_join_place *next;
};

/* join_find.c */
void fc_join_add_place(struct fc_join *j, const void *owner, const struct fc_join_level *l);

#endif
