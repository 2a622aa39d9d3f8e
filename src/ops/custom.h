/* custom.h -- operators that a user's file defines: rows made while running */
#ifndef FC_OPS_CUSTOM_H
#define FC_OPS_CUSTOM_H

#include <stdint.h>

#include "ops/op.h"

struct fc_registry;

enum {
	FC_CUSTOM_LETS = 12,  /* names that one operator defines; they share room with those of rows */
	FC_CUSTOM_NAMES = 28, /* operands, results, attributes of one, each */
	FC_CUSTOM_OPS = 4096  /* operators of one file */
};

/* A dimension of a result, or with spread dims [from, to) of an operand. */
struct fc_custom_dim {
	const char *text;
	bool spread, open; /* open: to the last */
	unsigned operand;
	int from, to;
};

struct fc_custom_out {
	int dtype_of; /* operand, -1: dtype */
	enum fc_dtype dtype;
	int like[2]; /* shape of that operand, or of both broadcast; -1: none */
	const struct fc_custom_dim *dim;
	unsigned n;
};

struct fc_custom_let {
	const char *name, *text;
};

struct fc_custom {
	struct fc_op row;                /* first: the row of a node leads here */
	const char *domain, *name, *key; /* interned; key "domain::name" */
	int64_t since;
	bool override;
	unsigned line;
	const char *const *param; /* names of operands and attributes in the order of a call */
	unsigned n_param;
	const struct fc_custom_out *out;
	unsigned n_out;
	struct fc_custom_let let[FC_CUSTOM_LETS];
	unsigned n_let;
	struct fc_custom *next; /* of the file; after fc_registry_custom_add() of the same name */
};

/* What the reader of a file of operators needs. */
struct fc_custom_reader {
	struct fc_arena *arena;
	struct fc_intern *names;
	struct fc_dims *dims;
	struct fc_diags *diags;
	const char *file; /* interned */
};

/* Read a file of operators, flopcount-ops(5). NULL after diagnostics; nothing is added anywhere. */
struct fc_custom *fc_custom_read(struct fc_custom_reader *r, const char *text, size_t n);

/* The row's functions: results, names that formulas use. */
bool fc_custom_infer(struct fc_op_ctx *cx);
void fc_custom_vars(struct fc_op_ctx *cx);

#endif
