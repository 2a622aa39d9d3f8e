/* graph.h -- nodes and values in topological order; a model, or the body of a node */
#ifndef FC_IR_GRAPH_H
#define FC_IR_GRAPH_H

#include <stdbool.h>

#include "base/vec.h"
#include "ir/node.h"

struct fc_node_list FC_VEC(struct fc_node *);
struct fc_value_list FC_VEC(struct fc_value *);

struct fc_graph {
	const char *name;
	struct fc_node_list nodes;      /* in execution order */
	struct fc_value_list inputs;    /* without those that are initializers too */
	struct fc_value_list outputs;   /* NULL entries are possible in damaged bodies */
	struct fc_value_list stored;    /* initializers (not Constant nodes), in file order */
	struct fc_graph *parent;        /* of a body; NULL for the model's graph */
	struct fc_node *owner;          /* of a body */
	struct fc_dim trips;            /* of a body: how often it runs when its owner does, unless once */
	struct fc_dim turn;             /* of a Loop's body: the number of a turn; NaN elsewhere */
	bool once;                      /* a body that runs a single time, whatever its owner's trips */
	bool idle;                      /* a branch that does not run for certain: its faults are nobody's */
};

/* A stored tensor whose bytes are not in the file itself: what a runtime has to find, or be given. */
struct fc_apart {
	const char *name;   /* of the tensor; "data/0", of the entry, in an archive */
	const char *file;   /* beside the model; NULL: the archive has no such entry */
	const int64_t *dim;
	unsigned rank;
	unsigned char dtype;
	bool by_name;       /* a runtime knows it by its name: an initializer of the outermost graph */
	uint64_t offset, bytes;
};
struct fc_apart_list FC_VEC(struct fc_apart);

/* What the file says about itself; all of it may be missing. */
struct fc_opset {
	const char *domain;
	int64_t version;
};
struct fc_opset_list FC_VEC(struct fc_opset);

struct fc_model_info {
	const char *format;      /* "onnx", "torchscript", "text" */
	const char *producer;    /* "pytorch 2.5" */
	int64_t ir_version;
	uint64_t file_bytes;
	struct fc_dim weight_bytes; /* all stored tensors, external files included */
	struct fc_opset_list opsets;
	struct fc_apart_list apart;
	bool needs_inputs;       /* shapes are not in the file and were not given */
};

#endif
