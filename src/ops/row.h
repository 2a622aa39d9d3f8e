/* row.h -- the row that says all an operator is */
#ifndef FC_OPS_ROW_H
#define FC_OPS_ROW_H

#include <stdbool.h>

struct fc_graph;
struct fc_op_ctx;

enum fc_op_flags {
	FC_OP_VIEW = 1 << 0,       /* result 0 shares operand 0's storage: moves no data, costs nothing */
	FC_OP_BODY = 1 << 1,       /* carries subgraphs */
	FC_OP_CARRY = 1 << 2,      /* a weight role of result 0 passes on to operand 0 */
	FC_OP_DEQUANTIZE = 1 << 3, /* MACs of result 0 count under the dtype of operand 0 */
	FC_OP_OPAQUE = 1 << 4,     /* shapes are inferred, the cost is not modelled: uncounted */
	FC_OP_BRANCH = 1 << 5,     /* one of the bodies runs (If); else every body runs node->trips times */
	FC_OP_INLINE = 1 << 6,     /* the body stands in the node's place (Call), with the outer values */
	FC_OP_RANDOM = 1 << 7,     /* two equal nodes give different results */
	FC_OP_FOLD_BIG = 1 << 8,   /* fold may make more elements than it reads (Range, Expand ...) */
	FC_OP_SOURCE = 1 << 9      /* its results stand already (Constant): it is no node */
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
	bool (*infer)(struct fc_op_ctx *cx); /* sets every result's type; false after fc_op_fail() */
	const char *results;                 /* for fc_rule_infer(): their types, ops/rule.h */
	void (*fold)(struct fc_op_ctx *cx);  /* sets known values of results; NULL: values stay unknown */
	const char *cost;
	void (*vars)(struct fc_op_ctx *cx);  /* defines names that cost uses: fc_op_var(); NULL: none */
	/* Types the inputs of body i. */
	bool (*body)(struct fc_op_ctx *cx, unsigned i, struct fc_graph *body);
	enum fc_op_class kind;
	unsigned flags;
	/* Operands whose dtypes are the pair of macs, of macs_other, activation first; { 0, 0 }: { 0, 1 }. */
	unsigned char pair[2], pair_other[2];
	const char *source;                  /* where the formula comes from: "ONNX Conv-22" */
	const char *why;                     /* with FC_OP_OPAQUE: why it is not counted, or NULL */
};

#endif
