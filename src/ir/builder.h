/*
 * builder.h -- how a front-end makes a graph: every node is inferred as it is added
 *
 * The hooks are installed by api/; a front-end sees neither inference nor cost,
 * and reads back what is known of a value: its shape, its followed values.
 */
#ifndef FC_IR_BUILDER_H
#define FC_IR_BUILDER_H

#include "base/limits.h"
#include "ir/graph.h"
#include "ir/scope.h"

struct fc_builder;
struct fc_input;
struct fc_registry;
struct fc_table;
struct fc_inputs;

/* pass/infer.c, behind pointers. Both always succeed: what cannot be known is unknown. */
struct fc_builder_hooks {
	/* Results of a node. */
	void (*infer)(struct fc_builder *b, struct fc_node *node);
	/* Inputs of a body. */
	void (*open)(struct fc_builder *b, struct fc_node *node, struct fc_graph *body);
	/* Type of a model input: what the user gave for it, else declared. pass/inputs.c */
	void (*input)(struct fc_builder *b, struct fc_value *value, unsigned position);
	/* The names of all inputs, before the first of them is made. */
	void (*input_names)(struct fc_builder *b, const char *const *name, unsigned n);
	/* What the user gave for the input called name at that position; NULL: nothing. Marks it used. */
	const struct fc_input *(*given)(struct fc_builder *b, const char *name, unsigned position);
	/* The user gave shapes or sizes: what the file declares about inner tensors does not hold. */
	bool (*overridden)(const struct fc_builder *b);
};

struct fc_builder {
	struct fc_arena *arena;             /* the graph's: nodes, values, followed values, attributes */
	struct fc_arena *texts;             /* names of nodes, which results show when the graph is gone */
	struct fc_intern *names;
	struct fc_intern *lists;            /* attributes and their numbers, as bytes */
	struct fc_dims *dims;
	struct fc_diags *diags;
	struct fc_scopes *scopes;
	const struct fc_registry *registry;
	const struct fc_inputs *inputs;     /* what the user gave; pass/inputs.h */
	struct fc_builder_hooks hooks;
	struct fc_limits limits;            /* nodes 0: the defaults */
	struct fc_model_info info;
	struct fc_graph *graph;             /* the model's */
	struct fc_graph *at;                /* where nodes go now */
	const struct fc_scope *scope;
	struct fc_value_list stored;        /* every stored tensor, Constant nodes and bodies included */
	struct fc_node_list rows;           /* every node in row order; pass/cost.c */
	uint32_t n_nodes;
	uint64_t n_followed;                /* elements made by folding; ops/op_out.c */
	uint64_t n_again;                   /* nodes of bodies inferred again; pass/infer.c */
	bool followed_full, again_full;     /* the limits of that name are reached, and it was said */
	struct fc_table *said;              /* unknown operators that were named; pass/infer.c */
	unsigned depth;                     /* of bodies and functions around */
};

/*
 * Make the empty graph, the root scope and the counters of a zeroed builder
 * whose arena, names, dims, diags, registry, inputs and hooks are set; texts NULL: arena.
 */
void fc_builder_init(struct fc_builder *b);

/* A value of that name in no graph yet. name "" is fine. */
struct fc_value *fc_builder_value(struct fc_builder *b, const char *name);

/* The model's next input; declared is what the file says. */
struct fc_value *fc_builder_input(struct fc_builder *b, const char *name, struct fc_type declared);

/* A stored tensor; count and bytes from the type when they are NaN. flags: enum fc_stored_flags. */
struct fc_value *fc_builder_stored(struct fc_builder *b, const char *name, struct fc_type type,
                                   unsigned flags, struct fc_dim bytes);

/* A small int64 constant that stands for no tensor of the file: an attribute become operand. */
struct fc_value *fc_builder_ints(struct fc_builder *b, const struct fc_dim *v, unsigned n, bool scalar);

/* A Constant node: it stands where the file has it and makes v, which holds its value already. */
void fc_builder_constant(struct fc_builder *b, struct fc_node *node, struct fc_value *v);

struct fc_known *fc_builder_known(struct fc_builder *b, unsigned n, struct fc_scalar **at_out);

/* A node with room for its operands and results, in no graph yet; the scope is the current one. */
struct fc_node *fc_builder_node(struct fc_builder *b, const char *name, unsigned n_in, unsigned n_out);

/*
 * Append a finished node to the graph that is open and infer its results.
 * false only when a limit is reached (a diagnostic says which).
 */
bool fc_builder_add(struct fc_builder *b, struct fc_node *node);

/*
 * Open body number i of node (which is not added yet, but whose operands are
 * set); the body's inputs are there already, and get their types here. Nodes
 * added until fc_builder_close() go into the body. false: nested too deep.
 */
bool fc_builder_open(struct fc_builder *b, struct fc_node *node, unsigned i, struct fc_graph *body);
void fc_builder_close(struct fc_builder *b);

struct fc_graph *fc_builder_body(struct fc_builder *b, const char *name);

/* What is made now does not run for certain: it is in a branch that is not taken. */
bool fc_builder_is_idle(const struct fc_builder *b);

/* Enter and leave a module path below the current scope. */
void fc_builder_push(struct fc_builder *b, const char *name, const char *class_name);
void fc_builder_pop(struct fc_builder *b);

/* --- reading back --------------------------------------------------------- */

/* Element i of a followed value; unknown when it is not followed. */
struct fc_scalar fc_value_at(const struct fc_value *v, unsigned i);

/* v is one followed integer or boolean that is a plain number. */
bool fc_value_int(const struct fc_value *v, int64_t *out);

#endif
