/* result.h -- what was counted, with no graph behind it */
#ifndef FC_RESULT_RESULT_H
#define FC_RESULT_RESULT_H

#include "base/diag.h"
#include "dim/dim.h"
#include "dim/dtype.h"
#include "dim/shape.h"
#include "result/row.h"
#include "result/tensor.h"

struct fc_builder;
struct fc_device;
struct fc_node;
struct fc_policy;

enum fc_result_status { FC_RESULT_COMPLETE, FC_RESULT_PARTIAL, FC_RESULT_UNAVAILABLE, FC_RESULT_FAILED };

struct fc_result_symbol {
	const char *name, *origin;
	bool bound, unknown;
	bool in_total; /* one of the totals holds it */
	int64_t value;
	struct fc_dim max;
};

struct fc_uncounted {
	const char *op; /* "com.acme::Foo", "Foo" in the default domain */
	const char *reason;
	uint32_t nodes;
};

/* A module whose class is known; "" is the whole model. */
struct fc_module {
	const char *path, *class_name;
};

struct fc_pair_macs {
	unsigned char a, b; /* enum fc_dtype */
	struct fc_dim macs;
};

struct fc_totals {
	struct fc_figures f;
	struct fc_dim peak;     /* NaN: not known */
	const char *peak_at;    /* NULL: none */
	uint32_t nodes, uncounted;
	struct fc_roof roof;
	uint32_t unpredicted;   /* rows that roof leaves out */
	const struct fc_pair_macs *pair; /* sorted by name */
	uint32_t n_pair;
};

struct fc_result {
	struct fc_arena *arena;
	struct fc_dims *dims;
	const char *path, *format, *producer, *sha256; /* NULL: not known */
	uint64_t file_bytes;
	struct fc_dim weight_bytes;
	int64_t ir_version; /* 0: none */
	const char *const *opset_domain;
	const int64_t *opset_version;
	uint32_t n_opset, n_symbol, n_tensor, n_input, n_output, n_row, n_module, n_uncounted, n_diag;
	const struct fc_policy *policy;
	const struct fc_device *device; /* NULL: none was given */
	int64_t latency[2];        /* medians of p50 and p90, measured, in nanoseconds; 0: not measured */
	enum fc_result_status status;
	bool needs_inputs;         /* nothing but params and buffers is known */
	const struct fc_result_symbol *symbol;
	const struct fc_tensor *tensor;
	const uint32_t *input, *output;
	struct fc_row *row;
	const struct fc_module *module; /* TorchScript; each once, in no order */
	uint32_t pass;             /* rises with each walk over what rows share */
	struct fc_figures apart;   /* params and buffers that no row uses */
	struct fc_totals total;
	const struct fc_uncounted *uncounted;
	const struct fc_diag *diag;
};

/* What stands beside the graph when a result is built. */
struct fc_result_source {
	struct fc_builder *builder;
	const struct fc_policy *policy;
	const char *path;
	const char *sha256;           /* NULL: not asked for */
	struct fc_dim peak;           /* struct fc_live, field by field */
	const struct fc_node *peak_at;
	const char *const *formula;   /* a text a row; NULL: not asked for */
};

/*
 * A result on arena a. It shares interned texts, dims and shapes of
 * the context, names of nodes, and nothing of the graph. build.c and build_row.c alone know both.
 */
struct fc_result *fc_result_build(struct fc_arena *a, const struct fc_result_source *source);

/* A result for a model that could not be read. */
struct fc_result *fc_result_failed(struct fc_arena *a, struct fc_dims *dims, const struct fc_diags *diags,
                                   const char *path);

#endif
