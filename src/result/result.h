/* result.h -- what was counted, with no graph behind it: rows, totals, symbols, coverage */
#ifndef FC_RESULT_RESULT_H
#define FC_RESULT_RESULT_H

#include "base/diag.h"
#include "dim/dim.h"
#include "dim/dtype.h"
#include "dim/shape.h"

struct fc_attr;
struct fc_policy;

enum fc_result_status { FC_RESULT_COMPLETE, FC_RESULT_PARTIAL, FC_RESULT_UNAVAILABLE, FC_RESULT_FAILED };

/* Same values as enum fc_node_status. */
enum fc_row_status { FC_ROW_COMPLETE, FC_ROW_PARTIAL, FC_ROW_UNCOUNTED, FC_ROW_ALTERNATIVE };

/* A value as reports show it. kind as enum fc_kind; elem: elements, or the one that stands for each. */
struct fc_tensor {
	const char *name;
	unsigned char kind, dtype;
	bool listed;
	unsigned n_elem;
	struct fc_shape shape;
	const struct fc_tensor *elem; /* names NULL */
};

/* An attribute as reports show it: its JSON text, made once. */
struct fc_row_attr {
	const char *name;
	const char *json;  /* "[2, 2]", "\"SAME_UPPER\"" */
};

/* X-macro of the figures a row and the totals share: field, key. All are totals over repeats. */
#define FC_FIGURES(X)                          \
	X(params, "params")                    \
	X(param_bytes, "param_bytes")          \
	X(buffers, "buffers")                  \
	X(buffer_bytes, "buffer_bytes")        \
	X(macs, "macs")                        \
	X(flops, "flops")                      \
	X(read_bytes, "read_bytes")            \
	X(write_bytes, "write_bytes")          \
	X(access_bytes, "access_bytes")        \
	X(access_elements, "access_elements")

struct fc_figures {
#define FC_FIGURE_FIELD(field, key) struct fc_dim field;
	FC_FIGURES(FC_FIGURE_FIELD)
#undef FC_FIGURE_FIELD
};

struct fc_row {
	uint32_t index;
	const char *name, *scope, *op, *domain;
	const char *class_name;              /* of the innermost module; NULL */
	const struct fc_row_attr *attr;
	const uint32_t *in, *out;            /* into fc_result.tensor */
	uint16_t n_attr, n_in, n_out;
	struct fc_figures f;                 /* NaN: not known (JSON null) */
	struct fc_dim bias_adds, affine, simple, special;
	struct fc_dim macs_other;            /* part of macs under the second pair */
	unsigned char pair[2][2];            /* dtypes of MACs */
	struct fc_dim in_count, out_count;   /* elements of operand 0 and of result 0, over repeats */
	struct fc_dim repeat;
	struct fc_dim alive;                 /* bytes alive while it runs */
	uint8_t depth, status, kind;         /* kind: enum fc_op_class, for conventions */
	const char *reason;
};

struct fc_result_symbol {
	const char *name, *origin;
	bool bound, unknown;
	int64_t value;
	struct fc_dim max;
};

struct fc_uncounted {
	const char *op; /* "com.acme::Foo", "Foo" in the default domain */
	const char *reason;
	uint32_t nodes;
};

struct fc_pair_macs {
	unsigned char a, b; /* enum fc_dtype */
	struct fc_dim macs;
};

struct fc_totals {
	struct fc_figures f;
	struct fc_dim peak; /* NaN: not known */
	const char *peak_at; /* NULL: none */
	uint32_t nodes, uncounted;
	const struct fc_pair_macs *pair; /* sorted by name */
	uint32_t n_pair;
};

struct fc_result {
	struct fc_arena *arena;
	struct fc_dims *dims;
	const char *path, *format, *producer, *sha256;
	uint64_t file_bytes;
	struct fc_dim weight_bytes;
	int64_t ir_version;                  /* 0: none */
	const char *const *opset_domain;
	const int64_t *opset_version;
	uint32_t n_opset;
	const struct fc_policy *policy;
	enum fc_result_status status;
	const struct fc_result_symbol *symbol;
	uint32_t n_symbol;
	const struct fc_tensor *tensor;
	uint32_t n_tensor;
	const uint32_t *input, *output;
	uint32_t n_input, n_output;
	struct fc_row *row;
	uint32_t n_row;
	struct fc_totals total;
	const struct fc_uncounted *uncounted;
	uint32_t n_uncounted;
	const struct fc_diag *diag;
	uint32_t n_diag;
};

/* --- build.c: the one file here that knows the graph -------------------------- */
struct fc_builder;
struct fc_live;
struct fc_result *fc_result_build(struct fc_arena *a, struct fc_builder *b, const struct fc_live *live,
                                  const struct fc_policy *policy, const char *path);

/* A result for a model that could not be read. */
struct fc_result *fc_result_failed(struct fc_arena *a, struct fc_dims *dims, struct fc_diags *diags,
                                   const char *path);

/* --- policy.c: facts into FLOPs ------------------------------------------------ */

const struct fc_policy *fc_policy_find(const char *name); /* NULL: unknown */
const struct fc_policy *fc_policy_at(size_t i);           /* sorted by name; NULL past the end */
const char *fc_policy_name(const struct fc_policy *p);
const char *fc_policy_text(const struct fc_policy *p);    /* one line: what is counted */
struct fc_dim fc_policy_flops(const struct fc_policy *p, struct fc_dims *t, const struct fc_row *row);

/* --- total.c -------------------------------------------------------------------- */

/* Sum of the rows (alternatives only with params and buffers) into r->total; pairs, uncounted list, status. */
void fc_result_total(struct fc_result *r);

/* A total by key: those of FC_FIGURES, peak_activation_bytes, nodes, uncounted_nodes, file_bytes, weight_bytes. */
bool fc_result_total_by_key(const struct fc_result *r, const char *key, struct fc_dim *out);

enum fc_by { FC_BY_NODE, FC_BY_MODULE, FC_BY_OP };

/* The rows a report shows: rows of the result, or sums of them. */
struct fc_view {
	const struct fc_row *row;
	uint32_t n;
	uint32_t hidden;             /* left out by top */
	struct fc_figures hidden_sum;
};
struct fc_view_options {
	enum fc_by by;
	unsigned depth;              /* module: cut at this depth; 0: whole paths */
	const char *sort;            /* a column key, largest first (text: a to z); NULL: order of execution */
	uint32_t top;                /* 0: all */
};
struct fc_view fc_result_view(struct fc_arena *a, const struct fc_result *r, const struct fc_view_options *o);

/* A dim as a figure: its number, or at symbols of 1; for sorting, shares and sizes of boxes only. */
int64_t fc_result_weigh(const struct fc_result *r, struct fc_dim x);

#endif
