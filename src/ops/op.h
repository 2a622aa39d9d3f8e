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

struct fc_op_ctx;

enum fc_op_flags {
	FC_OP_VIEW = 1 << 0,       /* result 0 shares operand 0's storage: moves no data, costs nothing */
	FC_OP_BODY = 1 << 1,       /* carries subgraphs */
	FC_OP_CARRY = 1 << 2,      /* a weight role of result 0 passes on to operand 0 */
	FC_OP_DEQUANTIZE = 1 << 3, /* MACs of result 0 count under the dtype of operand 0 */
	FC_OP_OPAQUE = 1 << 4,     /* shapes are inferred, the cost is not modelled: uncounted */
	FC_OP_BRANCH = 1 << 5,     /* one of the bodies runs (If); else every body runs node->trips times */
	FC_OP_INLINE = 1 << 6,     /* the body stands in the node's place (Call): its values are the outer ones */
	FC_OP_RANDOM = 1 << 7,     /* two equal nodes give different results */
	FC_OP_FOLD_BIG = 1 << 8    /* fold may make more elements than it reads (Range, Expand ...): informative */
};

/* What module-level conventions (ptflops, thop ...) know an operator as. */
enum fc_op_class {
	FC_CLASS_OTHER,
	FC_CLASS_CONV,
	FC_CLASS_CONV_TRANSPOSE,
	FC_CLASS_LINEAR,          /* Gemm, MatMul and Linear with a stored weight */
	FC_CLASS_MATMUL,          /* products of two activations */
	FC_CLASS_BATCH_NORM,
	FC_CLASS_NORM,            /* layer, group, instance, RMS ... */
	FC_CLASS_RELU,            /* Relu, Relu6, PRelu, Elu, LeakyRelu */
	FC_CLASS_ACTIVATION,
	FC_CLASS_POOL_MAX,
	FC_CLASS_POOL_AVERAGE,
	FC_CLASS_POOL_ADAPTIVE,   /* global and adaptive average pooling */
	FC_CLASS_POOL_ADAPTIVE_MAX,
	FC_CLASS_UPSAMPLE,
	FC_CLASS_SOFTMAX,
	FC_CLASS_ATTENTION,
	FC_CLASS_RNN,
	FC_CLASS_ELEMENT,         /* element-wise arithmetic */
	FC_CLASS_EMBEDDING
};

/*
 * in, out: names, separated by blanks. Marks behind a name:
 *   ?  may be omitted        *  any number of them (last one only)
 *   !  weight role           +  element role        ~  buffer role       #  steers shapes, carries no data
 * No mark: plain data.  "X W! B!?"   "data shape#"   "X scale! B! input_mean~ input_var~"
 *
 * attr: "group=1 pads strides auto_pad=NOTSET": known attributes with their defaults.
 *
 * cost: the formula, evaluated as it stands (ops/formula.h); "" counts nothing; NULL with FC_OP_OPAQUE.
 */
struct fc_op {
	const char *name;
	const char *in, *out, *attr;
	bool (*infer)(struct fc_op_ctx *cx); /* sets every result's type; false: contradiction, after fc_op_fail() */
	void (*fold)(struct fc_op_ctx *cx);  /* sets known values of results; NULL: values stay unknown */
	const char *cost;
	void (*vars)(struct fc_op_ctx *cx);  /* defines names that cost uses: fc_op_var(); NULL: none */
	bool (*body)(struct fc_op_ctx *cx, unsigned i, struct fc_graph *body); /* types the inputs of body i */
	enum fc_op_class kind;
	unsigned flags;
	const char *source;                  /* where the formula comes from: "ONNX Conv-22" */
};

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

/* Followed values of operand i; NULL when omitted or not followed. *n_out: how many. Elements may be unknown. */
const struct fc_scalar *fc_op_known(const struct fc_op_ctx *cx, unsigned i, unsigned *n_out);

/* Operand i is one followed integer: its size (perhaps a formula); NaN otherwise. */
struct fc_dim fc_op_value_dim(const struct fc_op_ctx *cx, unsigned i);
bool fc_op_value_int(const struct fc_op_ctx *cx, unsigned i, int64_t *out); /* ... and a plain number */

/* Operand i is a stored tensor that counts as a parameter, perhaps behind views. After pass/role.c only. */
bool fc_op_is_param(const struct fc_op_ctx *cx, unsigned i);

/* --- attributes: the node's, else the default on the row --------------------- */

bool fc_op_has_attr(const struct fc_op_ctx *cx, const char *name); /* given on the node */
int64_t fc_op_int(const struct fc_op_ctx *cx, const char *name);   /* 0 when there is none at all, or a formula */
struct fc_dim fc_op_dim(const struct fc_op_ctx *cx, const char *name);
double fc_op_real(const struct fc_op_ctx *cx, const char *name);
const char *fc_op_text(const struct fc_op_ctx *cx, const char *name);  /* "" when there is none */
bool fc_op_text_is(const struct fc_op_ctx *cx, const char *name, const char *text);
const struct fc_dim *fc_op_ints(const struct fc_op_ctx *cx, const char *name, unsigned *n_out); /* NULL, 0: none */

/* --- results ----------------------------------------------------------------- */

/* Result o is asked for. Setting one that is not does nothing. */
bool fc_op_wants(const struct fc_op_ctx *cx, unsigned o);
bool fc_op_out(struct fc_op_ctx *cx, unsigned o, enum fc_dtype dtype, struct fc_shape shape); /* true */
bool fc_op_out_dims(struct fc_op_ctx *cx, unsigned o, enum fc_dtype dtype, const struct fc_dim *dim, int rank);
bool fc_op_out_unknown(struct fc_op_ctx *cx, unsigned o, enum fc_dtype dtype); /* unknown rank; true */
bool fc_op_out_type(struct fc_op_ctx *cx, unsigned o, struct fc_type type);
struct fc_type fc_op_type(const struct fc_op_ctx *cx, unsigned i); /* of operand i; unknown when omitted */

/* Known values of result o: n scalars on the arena; ignored when n is not its element count or is over the limit. */
void fc_op_set_known(struct fc_op_ctx *cx, unsigned o, const struct fc_scalar *at, unsigned n);
struct fc_scalar *fc_op_scalars(struct fc_op_ctx *cx, unsigned n); /* n unknown scalars to fill in */

/* A fresh data-dependent size, named after the operator and the node; max NaN: no bound. */
struct fc_dim fc_op_unknown(struct fc_op_ctx *cx, const char *what, struct fc_dim max);

/* --- faults and checks ----------------------------------------------------------- */

/* A diagnostic about this node; always false. */
bool fc_op_fail(struct fc_op_ctx *cx, enum fc_diag_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

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
