/* bind.h -- how an operator of PyTorch maps onto canonical nodes */
#ifndef FC_FRONT_TS_BIND_H
#define FC_FRONT_TS_BIND_H

#include "front/draft.h"
#include "front/ts/value.h"

enum { FC_TS_ARGS = 64 }; /* parameters of one operator */

/* A call whose arguments have been matched to one row's parameters. */
struct fc_ts_call {
	struct fc_ts *ts;
	const struct fc_ts_bind *row;
	const struct fc_ts_expr *at;
	unsigned n;                          /* parameters of the row */
	const char *name[FC_TS_ARGS];        /* their names, interned */
	struct fc_ts_value *arg[FC_TS_ARGS]; /* given, or the default; NULL: left out without a default */
	struct fc_ts_value *result;          /* what the call gives */
};

/*
 * name: "aten::conv2d". params: PyTorch's own schema, as printed by
 * torch._C._get_schema or section 9 of the format reference:
 *
 *	"T input, T weight, T? bias=None, i[2] stride=1, i[2] padding=0, i[2] dilation=1, i groups=1"
 *
 * Types: T tensor, T? optional tensor, T[] list of tensors, T?[] of optionals, i int, i? , i[] , i[2] list of
 * 2 (an int spreads), f float, f[] , b bool, S number, S?, s text, s?, dt dtype code, dt?, dev, lay, mf, gen,
 * any. "*" starts keyword-only parameters. Rows of one name stand together: the first whose parameters fit
 * the arguments is taken.
 *
 * op: the canonical operator. map: how arguments reach it, "X=input W=weight B=bias strides=stride": a name
 * of the canonical row's operands makes an operand (ints and lists of ints become followed constants), any
 * other an attribute (dtype codes as element type names, bools as 0 and 1). "axis:=1" sets an integer. NULL:
 * every tensor argument in order is an operand. A trailing "_" in the operator's name: the result is stored
 * into the first argument.
 *
 * results: how many tensors come back: 0 or 1 one tensor; n a tuple of n.
 *
 * adapt: does it all itself when map cannot say it: fills call->result; false only after a diagnostic that
 * ends the run. Helpers below.
 */
struct fc_ts_bind {
	const char *name, *params, *op, *map;
	unsigned results;
	bool (*adapt)(struct fc_ts_call *c);
};

/* Rows of one name stand together; each table ends with a zero row. */
extern const struct fc_ts_bind fc_ts_bind_attention[];
extern const struct fc_ts_bind fc_ts_bind_choose[];
extern const struct fc_ts_bind fc_ts_bind_create[];
extern const struct fc_ts_bind fc_ts_bind_decompose[];
extern const struct fc_ts_bind fc_ts_bind_index[];
extern const struct fc_ts_bind fc_ts_bind_join[];
extern const struct fc_ts_bind fc_ts_bind_linalg[];
extern const struct fc_ts_bind fc_ts_bind_loss[];
extern const struct fc_ts_bind fc_ts_bind_math[];
extern const struct fc_ts_bind fc_ts_bind_more[];
extern const struct fc_ts_bind fc_ts_bind_nn[];
extern const struct fc_ts_bind fc_ts_bind_numeric[];
extern const struct fc_ts_bind fc_ts_bind_order[];
extern const struct fc_ts_bind fc_ts_bind_packed[];
extern const struct fc_ts_bind fc_ts_bind_pad[];
extern const struct fc_ts_bind fc_ts_bind_part[];
extern const struct fc_ts_bind fc_ts_bind_quant[];
extern const struct fc_ts_bind fc_ts_bind_random[];
extern const struct fc_ts_bind fc_ts_bind_reduce[];
extern const struct fc_ts_bind fc_ts_bind_resize[];
extern const struct fc_ts_bind fc_ts_bind_rnn[];
extern const struct fc_ts_bind fc_ts_bind_shape[];
extern const struct fc_ts_bind fc_ts_bind_signal[];
extern const struct fc_ts_bind fc_ts_bind_unary[];

/* The first row of an interned name; NULL: unknown operator. Its successors share the name. */
const struct fc_ts_bind *fc_ts_bind_find(struct fc_ts *t, const char *name);
const struct fc_ts_bind *fc_ts_bind_at(size_t i);

/* Match c->at's arguments to a row; false: no row of that name takes them. */
bool fc_ts_match(struct fc_ts_call *c, const struct fc_ts_value_list *args);

/* A tensor, or a number as a 0-d constant; of an unknown value, one of which nothing is known. NULL: none. */
struct fc_value *fc_ts_as_tensor(struct fc_ts *t, struct fc_ts_value *v);

/* v, a result of this call, takes the place of the first argument, which was written into. */
void fc_ts_in_place(struct fc_ts_call *c, struct fc_value *v);

/* --- for adapters ------------------------------------------------------------ */

struct fc_ts_value *fc_ts_arg(const struct fc_ts_call *c, const char *name); /* NULL: none or left out */
/* Numbers become 0-d constants. */
struct fc_value *fc_ts_arg_tensor(const struct fc_ts_call *c, const char *name);
bool fc_ts_arg_is_none(const struct fc_ts_call *c, const char *name);
int64_t fc_ts_arg_int(const struct fc_ts_call *c, const char *name, int64_t otherwise);
bool fc_ts_arg_bool(const struct fc_ts_call *c, const char *name, bool otherwise);
double fc_ts_arg_real(const struct fc_ts_call *c, const char *name, double otherwise);
const char *fc_ts_arg_text(const struct fc_ts_call *c, const char *name, const char *otherwise);
enum fc_dtype fc_ts_arg_dtype(const struct fc_ts_call *c, const char *name); /* unknown: None or left out */
/* A list of ints, or one int spread to want (0: as it is); -1: none, not known lengths. */
int fc_ts_arg_dims(const struct fc_ts_call *c, const char *name, unsigned want, struct fc_dim *out,
                   unsigned room);

/* A draft of canonical operator op for this call: named, placed, scoped. */
struct fc_draft fc_ts_draft(struct fc_ts_call *c, const char *op);
void fc_ts_draft_in(struct fc_draft *d, struct fc_value *v);   /* next operand; NULL: omitted */
struct fc_value *fc_ts_draft_out(struct fc_draft *d);          /* next result */

/* Make the node; call->result: its first result as a tensor when nothing is set yet. false: a limit. */
bool fc_ts_draft_done(struct fc_ts_call *c, struct fc_draft *d);

/* One node of op over operands a, b (NULL: none): its result. NULL: a limit. For adapters of many nodes. */
struct fc_value *fc_ts_node(struct fc_ts_call *c, const char *op, struct fc_value *a, struct fc_value *b);

/* Run the row's op and map, as if it had no adapter. */
bool fc_ts_plain(struct fc_ts_call *c);

/* PyTorch's dtype code to an element type, and back (-1: none). Section 3.3 of the format reference. */
enum fc_dtype fc_ts_dtype(int64_t code);
int64_t fc_ts_dtype_code(enum fc_dtype t);

#endif
