/*
 * flopcount.h -- what a neural network costs, without running it
 *
 * Open a model in a context, make a result from it, read figures or write reports:
 *
 *	struct flopcount_ctx *ctx = NULL;
 *	struct flopcount_model *model = NULL;
 *	struct flopcount_result *result = NULL;
 *	int64_t macs;
 *
 *	if (flopcount_ctx_new(&ctx, NULL) == FLOPCOUNT_OK &&
 *	    flopcount_model_open(&model, ctx, "net.onnx", NULL) == FLOPCOUNT_OK &&
 *	    flopcount_result_new(&result, model, NULL) == FLOPCOUNT_OK &&
 *	    flopcount_result_total(result, "macs", NULL, 0, &macs) == FLOPCOUNT_OK)
 *		printf("%lld MACs\n", (long long)macs);
 *	flopcount_result_free(result);
 *	flopcount_model_free(model);
 *	flopcount_ctx_free(ctx);
 *
 * Life: what _new and _open put in *out belongs to the caller, who frees it with the
 * _free of that handle (NULL is fine). A model and a result do not outlive their
 * context; a result outlives its model; a report holds on to nothing. *out is
 * untouched on failure.
 *
 * Borrowed text and structs stay valid until the next call on the same handle,
 * unless a function says otherwise. Text is UTF-8 where the file's is; names come
 * from the file as they are.
 *
 * Structs that cross this border begin with their size, which the INIT macros set:
 * fields unknown to one side are left alone, so programs need no rebuild for a
 * newer library.
 *
 * Figures are exact integers or formulas over the model's symbols, and never a
 * rounded number. Keys of figures: see enum flopcount_names. Units: sizes in bytes,
 * the rest in what the name says.
 *
 * Threads: nothing is global. One context, and all that hangs on it, is used by
 * one thread at a time; two contexts never meet. The library does not print, exit,
 * read the environment, set the locale or change signal handlers.
 */
#ifndef FLOPCOUNT_H
#define FLOPCOUNT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define FLOPCOUNT_API __attribute__((visibility("default")))
#else
#define FLOPCOUNT_API
#endif

/* The version of this header; flopcount_version() tells the library's. */
#define FLOPCOUNT_VERSION_MAJOR 0
#define FLOPCOUNT_VERSION_MINOR 1
#define FLOPCOUNT_VERSION_MICRO 0

struct flopcount_ctx;    /* what the user gave, names, diagnostics, the limit on memory */
struct flopcount_model;  /* a graph that was read */
struct flopcount_result; /* what was counted */
struct flopcount_report; /* results on their way into one file */

/* What a call answers. The detail is in the context's diagnostics: flopcount_ctx_diagnostic_at(). */
enum flopcount_status {
	FLOPCOUNT_OK = 0,
	FLOPCOUNT_E_MEMORY = -1,   /* no memory, or the context's limit is reached */
	FLOPCOUNT_E_IO = -2,       /* a file cannot be read, or the write function said no */
	FLOPCOUNT_E_FORMAT = -3,   /* the file is damaged, or no model */
	FLOPCOUNT_E_ARGUMENT = -4, /* an argument of the call, or an input that was given, makes no sense */
	FLOPCOUNT_E_NOT_FOUND = -5 /* no such name, figure or index */
};

/* "no memory" ...; "unknown status" for any other number. Static. */
FLOPCOUNT_API const char *flopcount_status_text(int status);

/* "0.1.0". Static. */
FLOPCOUNT_API const char *flopcount_version(void);

/*
 * Takes n bytes at data; 0 when it took all of them. Anything else ends the
 * writing, and the call that wrote answers FLOPCOUNT_E_IO.
 */
typedef int (*flopcount_write_fn)(void *user, const void *data, size_t n);

/* --- context ------------------------------------------------------------------- */

struct flopcount_ctx_options {
	size_t size;
	size_t memory_limit; /* bytes that the context, its models and results may take; 0: no limit */
	const char *limits;  /* "nodes=1000,steps=50": other values of FLOPCOUNT_LIMITS; NULL: none */
};
#define FLOPCOUNT_CTX_OPTIONS_INIT { sizeof(struct flopcount_ctx_options), 0, NULL }

/* options may be NULL. E_MEMORY, E_ARGUMENT. */
FLOPCOUNT_API int flopcount_ctx_new(struct flopcount_ctx **out, const struct flopcount_ctx_options *options);

/* After every model and result of the context. */
FLOPCOUNT_API void flopcount_ctx_free(struct flopcount_ctx *ctx);

/*
 * Give an input of the models that are opened from now on its shape or value:
 * "[NAME=]SHAPE[:DTYPE][{VALUES}]", as in "1x3x224x224", "x=Nx3xHxW:f16",
 * "ids=1x<seq>:int64". Without NAME by position. Lists, tuples, dicts and
 * literals: flopcount(1), option --input. Which input NAME means is settled when a
 * model is opened. E_ARGUMENT, with a diagnostic, when the text cannot be read.
 */
FLOPCOUNT_API int flopcount_ctx_input(struct flopcount_ctx *ctx, const char *text);

/* Give a symbolic dimension a value for the models that are opened from now on. value is not negative. */
FLOPCOUNT_API int flopcount_ctx_dim(struct flopcount_ctx *ctx, const char *name, int64_t value);

struct flopcount_bytes {
	const void *data;
	size_t size;
};

/*
 * Read a file of operators, flopcount-ops(5), for the models that are opened from now on; name is
 * its path in diagnostics. E_FORMAT, with a diagnostic, and nothing of it is taken.
 */
FLOPCOUNT_API int flopcount_ctx_ops(struct flopcount_ctx *ctx, const char *name, struct flopcount_bytes text);

/* --- diagnostics ----------------------------------------------------------------- */

enum flopcount_severity { FLOPCOUNT_ERROR, FLOPCOUNT_WARNING, FLOPCOUNT_NOTE };

struct flopcount_diagnostic {
	size_t size;
	enum flopcount_severity severity;
	const char *code;   /* "FC-E301", stable across releases: flopcount-diagnostics(7) */
	const char *text;   /* one line, no full stop; may hold bytes of the file: escape them */
	const char *file;   /* a file inside the model or beside it; NULL: the model itself */
	const char *node;   /* NULL: about no node; "" when the node has no name */
	const char *op;     /* the node's operator; NULL */
	uint64_t byte;      /* offset in the file; 0: not known */
	unsigned line, column, width; /* from 1; 0: not known; width: how many columns are meant */
	const char *source; /* the text of that line; NULL */
};
#define FLOPCOUNT_DIAGNOSTIC_INIT \
	{ sizeof(struct flopcount_diagnostic), FLOPCOUNT_ERROR, \
	  NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, NULL }

/* What the last failing call on ctx had to say. E_NOT_FOUND past the end. */
FLOPCOUNT_API int flopcount_ctx_diagnostic_at(struct flopcount_ctx *ctx, size_t i,
                                              struct flopcount_diagnostic *out);

/* --- model ------------------------------------------------------------------------- */

struct flopcount_model_options {
	size_t size;
	const char *method; /* TorchScript: a method other than forward; NULL */
	uint64_t max_bytes; /* what is read from a pipe at most; 0: 16 GiB */
	int hash;           /* not 0: the result tells the file's SHA-256 */
};
#define FLOPCOUNT_MODEL_OPTIONS_INIT { sizeof(struct flopcount_model_options), NULL, 0, 0 }

/*
 * Read the graph of the file at path ("-" is standard input) and infer its
 * shapes; weights are not read. The format is found by content. The file is closed
 * again when this returns. options may be NULL. E_IO, E_FORMAT, E_ARGUMENT,
 * E_MEMORY, each with diagnostics.
 */
FLOPCOUNT_API int flopcount_model_open(struct flopcount_model **out, struct flopcount_ctx *ctx,
                                       const char *path, const struct flopcount_model_options *options);

/* The same for a file in memory, which is not needed any more afterwards; name stands for its path. */
FLOPCOUNT_API int flopcount_model_open_memory(struct flopcount_model **out, struct flopcount_ctx *ctx,
                                              const char *name, struct flopcount_bytes bytes,
                                              const struct flopcount_model_options *options);
FLOPCOUNT_API void flopcount_model_free(struct flopcount_model *model);

/* Did this model have a use for the i-th flopcount_ctx_input() or flopcount_ctx_dim()? 1 or 0. */
FLOPCOUNT_API int flopcount_model_used_input(const struct flopcount_model *model, size_t i);
FLOPCOUNT_API int flopcount_model_used_dim(const struct flopcount_model *model, size_t i);

/*
 * Write the formula of one node with its numbers put in. node is a name, a suffix
 * that only one name has, or "#" and a row number. E_NOT_FOUND, with a diagnostic that
 * tells the nearest names.
 */
FLOPCOUNT_API int flopcount_explain(struct flopcount_model *model, const char *node, flopcount_write_fn write,
                                    void *user);

/* --- device ------------------------------------------------------------------------ */
struct flopcount_device; /* peak FLOP/s and bandwidths, flopcount-device(1); results copy it */

/*
 * One of FLOPCOUNT_DEVICES, or where json is given what that text describes. E_NOT_FOUND;
 * E_FORMAT: *fault (may be NULL) says what is wrong, in static words.
 */
FLOPCOUNT_API int flopcount_device_new(struct flopcount_device **out, const char *name,
                                       const struct flopcount_bytes *json, const char **fault);
FLOPCOUNT_API void flopcount_device_free(struct flopcount_device *device);

/* Write the table of devices, or with a name its JSON. E_NOT_FOUND, E_IO. */
FLOPCOUNT_API int flopcount_devices(const char *name, flopcount_write_fn write, void *user);

/* Measure this machine, some two seconds, and write it as such JSON. threads 0: one a processor. */
FLOPCOUNT_API int flopcount_device_measure(unsigned threads, flopcount_write_fn write, void *user);

/* --- result ------------------------------------------------------------------------ */
struct flopcount_result_options {
	size_t size;
	const char *convention; /* how events become FLOPs: flopcount-costs(7); NULL: "paper" */
	const struct flopcount_device *device; /* adds what its rooflines predict; NULL: none */
	int formulas;           /* keep the formula of each row with its numbers, for format html */
};
#define FLOPCOUNT_RESULT_OPTIONS_INIT { sizeof(struct flopcount_result_options), NULL, NULL, 0 }

/* Count. One model may give several results. options may be NULL. E_NOT_FOUND: no such convention. */
FLOPCOUNT_API int flopcount_result_new(struct flopcount_result **out, struct flopcount_model *model,
                                       const struct flopcount_result_options *options);

/*
 * The result of a model that would not open: it keeps its place in reports and
 * carries the diagnostics of the call on ctx that failed last. options may be NULL.
 */
FLOPCOUNT_API int flopcount_result_failed(struct flopcount_result **out, struct flopcount_ctx *ctx,
                                          const char *path, const struct flopcount_result_options *options);
FLOPCOUNT_API void flopcount_result_free(struct flopcount_result *result);

enum flopcount_completeness {
	FLOPCOUNT_COMPLETE,
	FLOPCOUNT_PARTIAL,     /* something is not counted: figures are a lower bound */
	FLOPCOUNT_UNAVAILABLE, /* input shapes are missing: parameters only */
	FLOPCOUNT_FAILED       /* flopcount_result_failed() */
};
FLOPCOUNT_API enum flopcount_completeness
flopcount_result_completeness(const struct flopcount_result *result);

/* Complete, no errors, and no figure hangs on a data-dependent unknown: what --strict asks. 1 or 0. */
FLOPCOUNT_API int flopcount_result_is_strict(const struct flopcount_result *result);

/*
 * A fact in words: "path", "format", "producer", "convention", "sha256", "status",
 * "peak_activation_at". NULL: no such key, or not known. Valid as long as the result.
 */
FLOPCOUNT_API const char *flopcount_result_text(const struct flopcount_result *result, const char *key);

/* A value for a symbol. */
struct flopcount_binding {
	const char *name;
	int64_t value;
};

/*
 * A total by key, such as "macs", with n bindings put in. E_NOT_FOUND: no such
 * key, or the figure is not known; E_ARGUMENT: a symbol is left without a value, or
 * the number is beyond 63 bits.
 */
FLOPCOUNT_API int flopcount_result_total(struct flopcount_result *result, const char *key,
                                         const struct flopcount_binding *bindings, size_t n, int64_t *out);

/* The total as text, "24*batch" or "1814073344". NULL: no such key, not known, or no memory. */
FLOPCOUNT_API const char *flopcount_result_formula(struct flopcount_result *result, const char *key);

/* What a result lists. Where a list is walked, E_NOT_FOUND is past its end. */
enum flopcount_list {
	FLOPCOUNT_LAYERS, FLOPCOUNT_INPUTS, FLOPCOUNT_OUTPUTS,
	FLOPCOUNT_SYMBOLS, FLOPCOUNT_UNCOUNTED, FLOPCOUNT_DIAGNOSTICS
};
FLOPCOUNT_API size_t flopcount_result_count(const struct flopcount_result *result, enum flopcount_list list);
FLOPCOUNT_API int flopcount_result_diagnostic_at(struct flopcount_result *result, size_t i,
                                                 struct flopcount_diagnostic *out);

struct flopcount_tensor {
	size_t size;
	const char *name;
	const char *kind;   /* "tensor", "sequence", "optional", "map"; NULL: not known */
	const char *dtype;  /* "float32"; NULL: not known */
	const char *shape;  /* "1x3xHxW", "scalar", "?" */
	int rank;           /* -1: not known */
	const int64_t *dim; /* rank of them; -1: symbolic or not known */
};
#define FLOPCOUNT_TENSOR_INIT { sizeof(struct flopcount_tensor), NULL, NULL, NULL, NULL, -1, NULL }

FLOPCOUNT_API int flopcount_result_input_at(struct flopcount_result *result, size_t i,
                                            struct flopcount_tensor *out);
FLOPCOUNT_API int flopcount_result_output_at(struct flopcount_result *result, size_t i,
                                             struct flopcount_tensor *out);

struct flopcount_symbol {
	size_t size;
	const char *name;
	const char *origin; /* "input 'x' dimension 0"; NULL */
	const char *max;    /* an upper bound, as a formula; NULL: none is known */
	int bound;          /* flopcount_ctx_dim() gave it value */
	int64_t value;
	int unknown;        /* depends on data: a size that no input fixes */
};
#define FLOPCOUNT_SYMBOL_INIT { sizeof(struct flopcount_symbol), NULL, NULL, NULL, 0, 0, 0 }

FLOPCOUNT_API int flopcount_result_symbol_at(struct flopcount_result *result, size_t i,
                                             struct flopcount_symbol *out);

struct flopcount_uncounted {
	size_t size;
	const char *op;     /* "com.acme::Foo"; no domain for the default one */
	const char *reason; /* "unknown operator" */
	size_t nodes;
};
#define FLOPCOUNT_UNCOUNTED_INIT { sizeof(struct flopcount_uncounted), NULL, NULL, 0 }

FLOPCOUNT_API int flopcount_result_uncounted_at(struct flopcount_result *result, size_t i,
                                                struct flopcount_uncounted *out);

struct flopcount_layer {
	size_t size;
	size_t index;       /* row number, bodies and functions included */
	const char *name;   /* "" when the file gives none */
	const char *scope;  /* module path, "features/0"; "" at the top */
	const char *op;
	const char *domain; /* "ai.onnx" for the default one */
	const char *status; /* "complete", "partial", "uncounted", "alternative" */
	const char *reason; /* why it is not complete; NULL */
	unsigned depth;     /* 0; one more per body or function around it */
	size_t n_inputs, n_outputs, n_attributes;
};
#define FLOPCOUNT_LAYER_INIT \
	{ sizeof(struct flopcount_layer), 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0 }

FLOPCOUNT_API int flopcount_layer_at(struct flopcount_result *result, size_t layer,
                                     struct flopcount_layer *out);

/* Operand or result i of a layer. */
FLOPCOUNT_API int flopcount_layer_input_at(struct flopcount_result *result, size_t layer, size_t i,
                                           struct flopcount_tensor *out);
FLOPCOUNT_API int flopcount_layer_output_at(struct flopcount_result *result, size_t layer, size_t i,
                                            struct flopcount_tensor *out);

/* An attribute of a layer; *json is its value as JSON text. Both stay valid as long as the result. */
FLOPCOUNT_API int flopcount_layer_attribute_at(struct flopcount_result *result, size_t layer, size_t i,
                                               const char **name, const char **json);

/* A figure of one layer, by the key of a numeric column, without and with symbols: as for totals. */
FLOPCOUNT_API int flopcount_layer_figure(struct flopcount_result *result, size_t layer, const char *key,
                                         const struct flopcount_binding *bindings, size_t n, int64_t *out);
FLOPCOUNT_API const char *flopcount_layer_formula(struct flopcount_result *result, size_t layer,
                                                  const char *key);

/* --- report ------------------------------------------------------------------------- */

enum flopcount_by { FLOPCOUNT_BY_NODE, FLOPCOUNT_BY_MODULE, FLOPCOUNT_BY_OP };

struct flopcount_meta; /* what the user knows of models: a table in CSV, a row per model */

struct flopcount_meta_fault {
	size_t size;
	unsigned line;
	const char *text; /* one line, no full stop. Static. */
};
#define FLOPCOUNT_META_FAULT_INIT { sizeof(struct flopcount_meta_fault), 0, NULL }

/*
 * Read such a table: RFC 4180, the column "name" is the file name of a model
 * without folder and ending. E_FORMAT: *fault (may be NULL) says what is wrong.
 */
FLOPCOUNT_API int flopcount_meta_new(struct flopcount_meta **out, struct flopcount_bytes text,
                                     struct flopcount_meta_fault *fault);

/* What stands there for the model at path. NULL: no such row or column. Valid as long as meta. */
FLOPCOUNT_API const char *flopcount_meta_cell(const struct flopcount_meta *meta, const char *path,
                                              const char *column);

/* After every report that was given it. */
FLOPCOUNT_API void flopcount_meta_free(struct flopcount_meta *meta);

enum flopcount_compare {
	FLOPCOUNT_COMPARE_NONE,       /* a report of each model */
	FLOPCOUNT_COMPARE_MODELS,     /* a row per model; by, depth, summary and memory say nothing */
	FLOPCOUNT_COMPARE_CONVENTIONS /* FLOPs of each operator, a column per convention */
};

struct flopcount_report_options {
	size_t size;
	enum flopcount_by by; /* a row per what */
	unsigned depth;       /* BY_MODULE: cut module paths there; 0: whole paths */
	const char *sort;     /* key of a column, largest first; NULL: order of execution */
	size_t top;           /* rows at most; 0: all */
	const char *columns;  /* keys, joined by commas; NULL: the format's own choice */
	int summary;          /* csv: the totals only, a row per model */
	int color;            /* table: for a terminal */
	unsigned width;       /* table: columns of the terminal; 0: 100 */
	int verbose;          /* table: what else is known */
	int memory;           /* csv, json: bytes alive while each layer runs */
	size_t models;        /* how many results will be added; 1 makes json an object, else an array */
	enum flopcount_compare compare; /* how models stand side by side */
	const struct flopcount_meta *meta; /* comparison: more columns; NULL */
	int roofline;         /* results have a device: its columns are in csv and html; svg draws it */
	int timed;            /* comparison: columns of flopcount_result_time(), whatever is in them */
};
#define FLOPCOUNT_REPORT_OPTIONS_INIT \
	{ sizeof(struct flopcount_report_options), FLOPCOUNT_BY_NODE, 0, NULL, 0, NULL, 0, 0, 0, 0, 0, 1, \
	  FLOPCOUNT_COMPARE_NONE, NULL, 0, 0 }

/* Where a report goes. */
struct flopcount_sink {
	flopcount_write_fn write;
	void *user;
};

/*
 * Begin a report; nothing is written yet. format is one of FLOPCOUNT_FORMATS, of
 * FLOPCOUNT_COMPARE_FORMATS for a comparison.
 * E_NOT_FOUND: no such format or column; *wrong_out (may be NULL) is then the word. options
 * may be NULL.
 */
FLOPCOUNT_API int flopcount_report_new(struct flopcount_report **out, const char *format,
                                       const struct flopcount_report_options *options,
                                       struct flopcount_sink sink, const char **wrong_out);

/* Write one result, of any context that no other thread is using. E_IO, E_MEMORY. */
FLOPCOUNT_API int flopcount_report_add(struct flopcount_report *report,
                                       const struct flopcount_result *result);

/* Write what stands behind the last result, and all that is still held back. E_IO: not all was written. */
FLOPCOUNT_API int flopcount_report_end(struct flopcount_report *report);
FLOPCOUNT_API void flopcount_report_free(struct flopcount_report *report);

/* --- gate ------------------------------------------------------------------------------ */

/*
 * Models against budgets, baselines and each other: make a gate, load what is compared
 * with, add results, run it once, write what it found. A gate copies what it is given, so
 * that contexts and results may go at once.
 */
struct flopcount_gate;

struct flopcount_gate_options {
	size_t size;
	const char *budget;         /* text of a budget file, flopcount-budget(5); NULL: a plain diff */
	size_t budget_size;
	const char *budget_name;    /* the file it came from */
	const char *const *limits;  /* without a budget: "flops=+2%", "params=+50M" */
	size_t n_limits;
	int strict;                 /* what is incomplete is counted in the outcome */
	int require_baseline;       /* what has nothing to be compared with is absent */
	enum flopcount_by by;       /* rows of the diff */
	unsigned depth;             /* BY_MODULE: cut module paths there; 0: whole paths */
};
#define FLOPCOUNT_GATE_OPTIONS_INIT \
	{ sizeof(struct flopcount_gate_options), NULL, 0, NULL, NULL, 0, 0, 0, FLOPCOUNT_BY_NODE, 0 }

/* E_ARGUMENT: see flopcount_gate_diagnostic_at() of the gate, which is made all the same. */
FLOPCOUNT_API int flopcount_gate_new(struct flopcount_gate **out,
                                     const struct flopcount_gate_options *options);
FLOPCOUNT_API void flopcount_gate_free(struct flopcount_gate *gate);

/* What is wrong with the budget, or with what was loaded last. E_NOT_FOUND past the end. */
FLOPCOUNT_API int flopcount_gate_diagnostic_at(struct flopcount_gate *gate, size_t i,
                                               struct flopcount_diagnostic *out);

/* "baseline", "convention" as the budget tells them. NULL: it does not. Valid as long as the gate. */
FLOPCOUNT_API const char *flopcount_gate_text(const struct flopcount_gate *gate, const char *key);

/* An entry of the budget's models: how to open what its path matches. Texts as long as the gate. */
struct flopcount_gate_entry {
	size_t size;
	const char *name;   /* NULL: none, and the path stands for it */
	const char *path;   /* perhaps with * ? [ */
	const char *method; /* NULL */
	const char *const *inputs;
	size_t n_inputs;
	const struct flopcount_binding *dims; /* for the context; those with several values stay symbols */
	size_t n_dims;
	unsigned line; /* of the budget file */
	unsigned samples; /* runs that its budgets on latency ask for; 0: it has none */
};
#define FLOPCOUNT_GATE_ENTRY_INIT \
	{ sizeof(struct flopcount_gate_entry), NULL, NULL, NULL, NULL, 0, NULL, 0, 0, 0 }
FLOPCOUNT_API int flopcount_gate_entry_at(struct flopcount_gate *gate, size_t i,
                                          struct flopcount_gate_entry *out);

enum flopcount_side { FLOPCOUNT_HEAD, FLOPCOUNT_BASE };

/* A model on its way into a gate. */
struct flopcount_gate_model {
	size_t size;
	const char *name; /* pairs the two sides, and names it in the baseline */
	size_t entry;     /* of the budget */
	const char *path; /* for people */
	enum flopcount_side side;
};
#define FLOPCOUNT_GATE_MODEL_INIT { sizeof(struct flopcount_gate_model), NULL, 0, NULL, FLOPCOUNT_HEAD }

FLOPCOUNT_API int flopcount_gate_add(struct flopcount_gate *gate, const struct flopcount_gate_model *model,
                                     const struct flopcount_result *result);

/*
 * Load JSON that flopcount wrote. With a budget it is what all models are compared with: a
 * baseline, or reports. Without one it is that side of a diff. E_FORMAT, with diagnostics.
 */
FLOPCOUNT_API int flopcount_gate_load(struct flopcount_gate *gate, enum flopcount_side side, const char *name,
                                      struct flopcount_bytes bytes);

struct flopcount_outcome {
	size_t size;
	size_t broken;     /* limits of level error */
	size_t warnings;   /* limits of level warn, partial counts, scopes that match nothing */
	size_t faulty;     /* what cannot be compared, or gated as it is set up */
	size_t failed;     /* models that would not open */
	size_t incomplete; /* under strict */
	size_t absent;     /* a baseline that is required, a measured time */
};
#define FLOPCOUNT_OUTCOME_INIT { sizeof(struct flopcount_outcome), 0, 0, 0, 0, 0, 0 }

/* Compare everything. Once, and nothing is added afterwards. */
FLOPCOUNT_API int flopcount_gate_run(struct flopcount_gate *gate, struct flopcount_outcome *out);

struct flopcount_gate_write_options {
	size_t size;
	size_t top;      /* changed layers shown of each model; 0: 10 */
	const char *key; /* md: names the comment among those of other runs; NULL: "default" */
	unsigned margin; /* init: on top of the figures, in percent */
	const char *method;        /* init: as the models were opened */
	const char *const *inputs; /* init: likewise */
	size_t n_inputs;
};
#define FLOPCOUNT_GATE_WRITE_OPTIONS_INIT \
	{ sizeof(struct flopcount_gate_write_options), 0, NULL, 5, NULL, NULL, 0 }

/*
 * Write what was found: "text", "md", "json", "html", "junit", "sarif", "github" (workflow
 * commands), "baseline", "changes" (text without limits), "init" (a budget file), "show" (a line
 * per model). options may be NULL. E_NOT_FOUND: no such format.
 */
FLOPCOUNT_API int flopcount_gate_write(struct flopcount_gate *gate, const char *format,
                                       const struct flopcount_gate_write_options *options,
                                       struct flopcount_sink sink);

/* --- timer ----------------------------------------------------------------------------- */

struct flopcount_timer; /* a model in a runtime that runs it; nothing else of the library does */
struct flopcount_timer_options {
	size_t size;
	const char *library, *places; /* of the runtime; NULL: looked for, in places ("DIR:DIR") as well */
	const char *provider, *optimization; /* NULL: "cpu"; "none", "basic", "extended", NULL: "all" */
	unsigned device, threads, warmup, runs; /* threads 0: the runtime's choice; runs 0: for min_time */
	double min_time; /* seconds */
	uint64_t seed;   /* of what is random: inputs; weights that are not there, where those may be */
	const char *const *data; /* values of inputs: "NAME=FILE.npy" */
	size_t n_data; int random_weights;
	unsigned least_runs; /* where runs is 0; 0: 10 */
	const struct flopcount_result *result; /* of model: what it predicts stands beside the times; NULL */
	const char *profile; /* an empty folder for the runtime's files, which go again; NULL: no profile */
};
#define FLOPCOUNT_TIMER_OPTIONS_INIT \
	{ sizeof(struct flopcount_timer_options), NULL, NULL, NULL, NULL, 0, 0, 3, 0, 2, 0, NULL, 0, 0, 0, \
	  NULL, NULL }

/*
 * Open the runtime and load the file of model into it; NULL: the runtime alone. E_NOT_FOUND: there is
 * no runtime, or no such provider; E_FORMAT: it says no to the model; E_ARGUMENT: an input has a free size.
 */
FLOPCOUNT_API int flopcount_timer_new(struct flopcount_timer **out, struct flopcount_ctx *ctx,
                                      struct flopcount_model *model,
                                      const struct flopcount_timer_options *options);
FLOPCOUNT_API void flopcount_timer_free(struct flopcount_timer *timer); /* before its context */
/* Once: then the runtime is let go. Where a profile is asked for, model has to be there until then. */
FLOPCOUNT_API int flopcount_timer_run(struct flopcount_timer *timer);
/* Seconds: load mean stddev min p50 p90 p99 max; counts: runs outliers; noisy is 0 or 1. -1: not there. */
FLOPCOUNT_API double flopcount_timer_figure(const struct flopcount_timer *timer, const char *key);

/* Give a result the medians of timers that ran: to compare, and for budgets on latency. */
FLOPCOUNT_API int flopcount_result_time(struct flopcount_result *result,
                                        struct flopcount_timer *const *timers, size_t n);

/* Write them: "table", "csv", "json", "md", "svg"; "providers": what the first one's runtime offers. */
FLOPCOUNT_API int flopcount_timer_write(struct flopcount_timer *const *timers, size_t n, const char *format,
                                        struct flopcount_sink sink);

/* --- what there is -------------------------------------------------------------------- */

enum flopcount_names {
	FLOPCOUNT_COLUMNS,     /* of reports; those of figures are keys of flopcount_layer_figure() */
	FLOPCOUNT_CONVENTIONS, FLOPCOUNT_FORMATS, /* of reports; both sorted */
	FLOPCOUNT_METRICS,     /* keys of flopcount_result_total() */
	FLOPCOUNT_OPERATORS,   /* canonical names */
	FLOPCOUNT_COMPARE_COLUMNS, FLOPCOUNT_COMPARE_FORMATS, /* of comparisons; formats are sorted */
	FLOPCOUNT_DEVICES, FLOPCOUNT_TIMING_FORMATS, FLOPCOUNT_LIMITS /* sorted */
};

/* The i-th name of that kind, and what it means in one line. NULL past the end, or nothing to say. Static. */
FLOPCOUNT_API const char *flopcount_name_at(enum flopcount_names kind, size_t i);
FLOPCOUNT_API const char *flopcount_name_text(enum flopcount_names kind, size_t i);

/* Which of n names (NULL entries are skipped) word was perhaps meant to be; NULL: none is near. */
FLOPCOUNT_API const char *flopcount_nearest(const char *word, const char *const *names, size_t n);

struct flopcount_ops_options {
	size_t size;
	const struct flopcount_ctx *ctx; /* the operators that it was given as well; NULL */
	const char *name;   /* canonical or a format's own: all that is known of it; NULL: of all a table */
	const char *format; /* of the table, "table" or "csv": a row per name in files; NULL: table */
};
#define FLOPCOUNT_OPS_OPTIONS_INIT { sizeof(struct flopcount_ops_options), NULL, NULL, NULL }

/* Write what is known of operators. options may be NULL. E_NOT_FOUND: no such name or format. */
FLOPCOUNT_API int flopcount_ops(const struct flopcount_ops_options *options, flopcount_write_fn write,
                                void *user);

#ifdef __cplusplus
}
#endif
#endif
