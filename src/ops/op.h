/*
 * op.h -- what an operator is: one row, its functions, and what they may ask
 *
 * An operator function gets one context, reads operands and attributes, writes
 * results, and asks nothing else: no file, no global, no clock.
 */
#ifndef FC_OPS_OP_H
#define FC_OPS_OP_H

#include <stdbool.h>
#include <stddef.h>

#include "ir/builder.h"
#include "ops/row.h"

struct fc_op_var {
	const char *name;
	struct fc_dim value;
};

struct fc_op_ctx {
	struct fc_builder *b;
	struct fc_dims *dims;
	struct fc_arena *arena;
	struct fc_node *node;
	const struct fc_op *op;
	struct fc_op_var var[16];
	unsigned n_var;
	/* Infer the nodes of a body again, after its inputs' types were changed. pass/infer_body.c */
	void (*infer_body)(struct fc_op_ctx *cx, struct fc_graph *body);
};

/* --- operands -------------------------------------------------------------- */

/* Operand i; NULL when it was omitted. */
const struct fc_value *fc_op_in(const struct fc_op_ctx *cx, unsigned i);
bool fc_op_has(const struct fc_op_ctx *cx, unsigned i);

/* Shape of operand i; unknown rank when omitted or no tensor. */
struct fc_shape fc_op_shape(const struct fc_op_ctx *cx, unsigned i);
enum fc_dtype fc_op_dtype(const struct fc_op_ctx *cx, unsigned i);

/* Followed values of operand i, n_out of them, some perhaps unknown; NULL when omitted or not followed. */
const struct fc_scalar *fc_op_known(const struct fc_op_ctx *cx, unsigned i, unsigned *n_out);

/* Operand i is one followed integer: its size (perhaps a formula); NaN otherwise. */
struct fc_dim fc_op_value_dim(const struct fc_op_ctx *cx, unsigned i);
bool fc_op_value_int(const struct fc_op_ctx *cx, unsigned i, int64_t *out); /* ... and a plain number */

/* Operand i is a stored tensor that counts as a parameter, perhaps behind views. After pass/role.c only. */
bool fc_op_is_param(const struct fc_op_ctx *cx, unsigned i);

/* --- attributes: the node's, else the default on the row --------------------- */

bool fc_op_has_attr(const struct fc_op_ctx *cx, const char *name); /* given on the node */
int64_t fc_op_int(const struct fc_op_ctx *cx, const char *name);   /* 0 when there is none, or a formula */
struct fc_dim fc_op_dim(const struct fc_op_ctx *cx, const char *name); /* NaN when there is none at all */
/* Element at of a list, of the row's "1,2" as well; NaN where there is none. */
struct fc_dim fc_op_dim_at(const struct fc_op_ctx *cx, const char *name, struct fc_dim at);
double fc_op_real(const struct fc_op_ctx *cx, const char *name);
const char *fc_op_text(const struct fc_op_ctx *cx, const char *name);  /* "" when there is none */
bool fc_op_text_is(const struct fc_op_ctx *cx, const char *name, const char *text);
/* NULL, 0: none. */
const struct fc_dim *fc_op_ints(const struct fc_op_ctx *cx, const char *name, unsigned *n_out);

/* --- results ----------------------------------------------------------------- */

/* Result o is asked for. Setting one that is not does nothing. */
bool fc_op_wants(const struct fc_op_ctx *cx, unsigned o);
bool fc_op_out(struct fc_op_ctx *cx, unsigned o, enum fc_dtype dtype, struct fc_shape shape); /* true */
/* A NaN among the dims becomes a fresh unknown. */
bool fc_op_out_dims(struct fc_op_ctx *cx, unsigned o, enum fc_dtype dtype, const struct fc_dim *dim,
                    int rank);
bool fc_op_out_unknown(struct fc_op_ctx *cx, unsigned o, enum fc_dtype dtype); /* unknown rank; true */
bool fc_op_out_type(struct fc_op_ctx *cx, unsigned o, struct fc_type type);
struct fc_type fc_op_type(const struct fc_op_ctx *cx, unsigned i); /* of operand i; unknown when omitted */

/* Known values of result o: n scalars on the arena; ignored when n is not its element count, or too many. */
void fc_op_set_known(struct fc_op_ctx *cx, unsigned o, const struct fc_scalar *at, unsigned n);
struct fc_scalar *fc_op_scalars(struct fc_op_ctx *cx, unsigned n); /* n unknown scalars to fill in */

/* A fresh data-dependent size, named after the operator and the node; max NaN: no bound. */
struct fc_dim fc_op_unknown(struct fc_op_ctx *cx, const char *what, struct fc_dim max);

/* --- faults and checks ----------------------------------------------------------- */

/* A diagnostic about this node; always false. */
bool fc_op_fail(struct fc_op_ctx *cx, enum fc_diag_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
#ifdef __clang_analyzer__ /* it sees no other file, and so not that this is false */
#define fc_op_fail(...) (fc_op_fail(__VA_ARGS__) && false)
#endif

/* Operand i has a rank from min to max, or an unknown one (true). */
bool fc_op_need_rank(struct fc_op_ctx *cx, unsigned i, int min, int max);

/* The two sizes may be equal; what: "channels". Unequal plain numbers: diagnostic and false. */
bool fc_op_need_equal(struct fc_op_ctx *cx, struct fc_dim a, struct fc_dim b, const char *what);

/* --- for vars ----------------------------------------------------------------------- */

void fc_op_var(struct fc_op_ctx *cx, const char *name, struct fc_dim value);

/* How many results o of the row the node has, operands likewise: of the row's names, by index. */
int fc_op_in_index(const struct fc_op *op, const char *name);
int fc_op_out_index(const struct fc_op *op, const char *name);

/* The mark behind operand i's name ('!', '+', '~', '#', or 0); a variadic name holds for all that follow. */
char fc_op_in_mark(const struct fc_op *op, unsigned i);

#endif
