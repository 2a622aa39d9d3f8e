/* onnx.h -- what the files of the ONNX reader share */
#ifndef FC_FRONT_ONNX_ONNX_H
#define FC_FRONT_ONNX_ONNX_H

#include "front/draft.h"
#include "front/onnx/wire.h"
#include "onnx.pb-c.h"

struct fc_intern;
struct fc_onnx_values;
struct fc_table;

struct fc_range_list FC_VEC(struct fc_range);
struct fc_name_list FC_VEC(const char *);

/* A local function: its header, and where its nodes stand. */
struct fc_onnx_function {
	const char *domain, *name, *overload;
	struct fc_range range;
	struct fc_name_list inputs, outputs;
	struct fc_table *formal;           /* the inputs by name; NULL until called */
	struct fc_range_list defaults;     /* attribute_proto */
	struct fc_opset_list opsets;
	bool open;                         /* being inlined: a call of itself is an error */
};
struct fc_onnx_function_list FC_VEC(struct fc_onnx_function *);

/* The names a node can see, innermost first. */
struct fc_onnx_names {
	struct fc_onnx_values *values;
	struct fc_table *declared;         /* interned name -> fc_type; NULL */
	const struct fc_onnx_names *outer; /* of a body; NULL in a model and in a function */
	const struct fc_opset_list *opsets;
	const struct fc_attr_list *given;  /* in a function: the call's attributes, by name; NULL */
	const struct fc_scope *path;       /* what the nodes' own paths hang below */
	const struct fc_table *omitted;    /* formal inputs, which a call of a function may leave out; NULL */
};

struct fc_onnx {
	struct fc_source *src;
	struct fc_builder *b;
	struct fc_arena *scratch;          /* one message: reset after each */
	struct fc_arena *heads;            /* what only reading needs: names, declared types, places */
	ProtobufCAllocator alloc;
	struct fc_onnx_function_list functions;
	struct fc_table *by_name;          /* name, and all that tells apart -> a function; NULL */
	const struct fc_opset_list *opsets;
	struct fc_table *versions;         /* of long lists of opsets: list -> table by domain */
	struct fc_table *binds;            /* interned op name -> cache of the binding row, default domain */
	struct fc_onnx_paths *paths;       /* of nodes: names.c */
	struct fc_intern *attr_bytes;      /* attributes of nodes as they stand in the file */
	struct fc_table *attr_lists;       /* those bytes -> fc_attr_list */
	uint32_t n_attr_lists;
	const char *none, *standard, *constant; /* "", "ai.onnx", "Constant", interned */
	uint64_t inlined;                  /* nodes read inside functions, and what weighs as much */
	uint64_t skipped;                  /* bytes of payloads too large to be looked through */
	bool crosscheck;                   /* compare inferred shapes with declared ones */
	bool reads_inputs;                 /* of the model: odd sizes are said, once each */
	bool sorted;                       /* the warning was given */
	bool failed;                       /* a fault that leaves no usable graph */
};

const char *fc_onnx_text(struct fc_onnx *o, ProtobufCBinaryData d); /* of a bytes field, interned */
/* The bytes in r, as they are or interned; false when they cannot be read, or after a diagnostic. */
bool fc_onnx_copy(struct fc_onnx *o, struct fc_range r, struct fc_str *out);
bool fc_onnx_text_at(struct fc_onnx *o, struct fc_range r, const char **out);

/* The message in r as it stands, decoded by protobuf-c on the scratch arena; NULL when it is none. */
void *fc_onnx_decode(struct fc_onnx *o, const ProtobufCMessageDescriptor *of, struct fc_range r);
bool fc_onnx_damaged(struct fc_onnx *o, uint64_t at, const char *what); /* diagnostic; false */

/* --- type.c --- */

/* A declared type; open dims are NaN. who: for messages. */
struct fc_type fc_onnx_type(struct fc_onnx *o, const Onnx__TypeProto *p, const char *who, unsigned depth);

/* t with its open dims as unknowns of their own; in bodies, where no user gives sizes. */
struct fc_type fc_onnx_open_type(struct fc_onnx *o, struct fc_type t, const char *name);

/* Warn when the declared type of v contradicts the inferred one. */
void fc_onnx_crosscheck(struct fc_onnx *o, const struct fc_node *node, const struct fc_value *v,
                        const struct fc_type *declared);

/* Name and type of the ValueInfoProto in r; false when damaged. */
bool fc_onnx_value_info(struct fc_onnx *o, struct fc_range r, const char **name, struct fc_type *type);

/* --- tensor.c --- */
/* A stored value from the TensorProto in r (dense); NULL after a diagnostic. flags: enum fc_stored_flags. */
struct fc_value *fc_onnx_tensor(struct fc_onnx *o, struct fc_range r, unsigned flags);
struct fc_value *fc_onnx_sparse(struct fc_onnx *o, struct fc_range r, unsigned flags);

/* --- constant.c --- */

/* The value of a Constant node given as numbers or texts; NULL when the form is none. */
struct fc_value *fc_onnx_constant(struct fc_onnx *o, const struct fc_attr *a);

/* --- attr.c --- */

/*
 * Append the AttributeProto in r to d; a graph goes to bodies with its number
 * in the attribute. An attribute by reference is looked up in given.
 */
bool fc_onnx_attr(struct fc_onnx *o, struct fc_range r, const struct fc_attr_list *given, struct fc_draft *d,
                  struct fc_range_list *bodies);
/* All of a node; equal bytes are decoded once. */
bool fc_onnx_attrs(struct fc_onnx *o, const struct fc_range_list *attrs, const struct fc_attr_list *given,
                   struct fc_draft *d, struct fc_range_list *bodies);

/* --- node.c, graph.c, func.c, sort.c --- */

/* Where a node's operands and results stand. */
struct fc_onnx_node {
	struct fc_range range;
	struct fc_name_list in, out;       /* "" where omitted */
	const char *name, *op, *domain, *overload, *scopes;
	struct fc_range_list attrs;
};

/* Decode the head of the NodeProto in r; lists on arena a. */
bool fc_onnx_node_head(struct fc_onnx *o, struct fc_arena *a, struct fc_range r, struct fc_onnx_node *n);

/* Read one node into the graph that is open. false: no usable graph. */
bool fc_onnx_node(struct fc_onnx *o, struct fc_onnx_node *n, const struct fc_onnx_names *names);

/* Read the nodes among the fields called number of the message in r, in order, or sorted. */
bool fc_onnx_nodes(struct fc_onnx *o, struct fc_range r, uint32_t number, const struct fc_onnx_names *names);

/* The nodes in rest, of which the first cannot run yet, in an order that works. */
bool fc_onnx_sorted(struct fc_onnx *o, const struct fc_range_list *rest, const struct fc_onnx_names *names);

/* Read the GraphProto in r as the model's graph, or as a body whose names are below outer. */
bool fc_onnx_graph(struct fc_onnx *o, struct fc_range r, const struct fc_opset_list *opsets);
bool fc_onnx_body(struct fc_onnx *o, struct fc_range r, const struct fc_onnx_names *outer,
                  struct fc_node *owner, unsigned i);

bool fc_onnx_opset(struct fc_onnx *o, struct fc_range r, struct fc_opset_list *out);
bool fc_onnx_function(struct fc_onnx *o, struct fc_range r);
struct fc_onnx_function *fc_onnx_function_find(struct fc_onnx *o, const struct fc_onnx_node *n);
bool fc_onnx_call(struct fc_onnx *o, struct fc_onnx_function *f, struct fc_draft *d);

/* --- names.c --- */
/* The path of what a node owns: its own path and its name. */
const struct fc_scope *fc_onnx_owner_path(struct fc_onnx *o, const struct fc_node *owner);

/* The module path in a node's name or metadata, below base. */
struct fc_onnx_paths *fc_onnx_paths_new(struct fc_arena *a);
const struct fc_scope *fc_onnx_path(struct fc_onnx *o, const struct fc_onnx_node *n,
                                    const struct fc_scope *base);

#endif
