/* node.h -- a node of the graph */
#ifndef FC_IR_NODE_H
#define FC_IR_NODE_H

#include <stdint.h>

#include "base/diag.h"
#include "ir/attr.h"
#include "ir/cost.h"
#include "ir/value.h"

struct fc_graph;
struct fc_op;
struct fc_scope;

enum fc_node_status {
	FC_NODE_COMPLETE,
	FC_NODE_PARTIAL,     /* counted in part, or its shapes contradict */
	FC_NODE_UNCOUNTED,   /* no row, or no cost */
	FC_NODE_ALTERNATIVE  /* in a branch that is not counted */
};

enum fc_node_flags {
	FC_NODE_RESULTS_TRUSTED = 1 << 0, /* unknown operator: declared shapes of its outputs were taken */
	FC_NODE_INFER_FAILED = 1 << 1,
	FC_NODE_IN_PLACE = 1 << 2,        /* writes into operand 0 */
	FC_NODE_OVERFLOW = 1 << 3,        /* a fact is NaN because it does not fit 63 bits; pass/cost.c */
	FC_NODE_SOURCE = 1 << 5,          /* a Constant: it has a row and is counted as no node */
	FC_NODE_FITS = 1 << 6,            /* a window larger than its operand is an error (PyTorch) */
	FC_NODE_LINE = 1 << 7,     /* where it stands is a line, no byte */
	FC_NODE_VIEW = 1 << 4             /* moves no data, by its row or as infer found (Cast to its type) */
};

struct fc_node {
	const char *name;          /* "" when it has none; not interned */
	const char *op_name;       /* as the file spells it */
	const char *domain;        /* "ai.onnx" for the default one */
	const struct fc_op *op;    /* the row; NULL: unknown operator */
	struct fc_value **out;     /* NULL entries: results nobody asked for */
	const struct fc_attr *attr;
	struct fc_graph **body;
	const struct fc_scope *scope;
	const struct fc_cost *cost; /* pass/cost.c, shared by nodes that are alike; NULL before */
	const char *reason;        /* why it is partial or uncounted; static or arena text */
	struct fc_dim alive;       /* pass/live.c: bytes alive while it runs; NaN before */
	union {                    /* where it stands in the file */
		uint64_t byte;
		struct {
			uint32_t line, column;
		};
	};
	uint32_t index;            /* row number; assigned by pass/cost.c */
	uint16_t n_in, n_out, n_attr, n_body;
	unsigned status : 2, flags : 8, depth : 8;
	unsigned chosen : 8;       /* If: 1 + the body that counts; 0: all bodies do */
	unsigned kind : 6;         /* enum fc_op_class of this very node */
	struct fc_value *in[];     /* NULL entries: omitted optional operands; those of out behind them */
};

/* How often it runs: the product of the trip counts around it. Before pass/cost.c: NaN. */
static inline struct fc_dim
fc_node_repeat(const struct fc_node *n)
{
	return n->cost ? n->cost->repeat : FC_DIM_NAN;
}

/* Every body of n runs trips times; turn: the symbol of a turn's number, on which sizes hang, or NaN. */
void fc_node_runs(struct fc_node *n, struct fc_dim trips, struct fc_dim turn);

/* A place for diagnostics about n. */
struct fc_where fc_node_where(const struct fc_node *n);

/* The attribute called name (interned or not); NULL when absent. */
const struct fc_attr *fc_node_attr(const struct fc_node *n, const char *name);

#endif
