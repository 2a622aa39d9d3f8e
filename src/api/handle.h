/* handle.h -- what is behind the public handles, and how a call is guarded */
#ifndef FC_API_HANDLE_H
#define FC_API_HANDLE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/out.h"
#include "base/vec.h"
#include "flopcount.h"
#include "ir/builder.h"
#include "pass/cost.h"
#include "report/meta.h"
#include "report/report.h"
#include "result/device.h"

struct fc_source;

struct fc_api_dim {
	const char *name; /* interned */
	int64_t value;
};

struct flopcount_ctx {
	struct fc_heap heap;
	struct fc_limits limits;
	struct fc_arena *keep; /* names, dims, registry: what results share */
	struct fc_arena *said; /* diags; emptied by each call that may fail */
	struct fc_diags diags;
	struct fc_intern *names;
	struct fc_dims *dims;
	struct fc_registry *registry;
	struct {
		const char **at;
		uint32_t n, room;
	} input; /* texts of flopcount_ctx_input() */
	struct {
		struct fc_api_dim *at;
		uint32_t n, room;
	} dim;
};

struct flopcount_model {
	struct flopcount_ctx *ctx;
	struct fc_arena *arena; /* owns this struct, the graph and all that hangs on it */
	struct fc_arena *texts; /* names of nodes: held by the model and by its results */
	struct fc_diags diags;
	struct fc_source *source; /* NULL once it is read */
	struct fc_inputs *inputs;
	struct fc_builder builder;
	struct fc_live live; /* meaningful when counted is set */
	const char *path, *sha256, *method; /* method: NULL is forward */
	bool *used_dim; /* n_dim: which flopcount_ctx_dim() it asked for */
	uint32_t n_dim;
	bool counting, counted; /* fc_api_count() was begun, is done */
};

struct flopcount_result {
	struct flopcount_ctx *ctx;
	struct fc_arena *arena;   /* owns this struct and r */
	struct fc_arena *scratch; /* what the last call lent out */
	struct fc_result *r;
};

struct flopcount_device {
	struct fc_heap heap;
	struct fc_device d; /* texts on the heap */
};

struct flopcount_report {
	struct fc_heap heap;
	struct fc_out out;
	struct fc_report r;    /* its arena is emptied after each result */
	struct fc_arena *keep; /* what lasts as long as the report */
	struct flopcount_sink sink;
};

struct flopcount_meta {
	struct fc_heap heap;
	struct fc_arena *arena;
	struct fc_meta table;
};

/* Run call(args) with heap's guard set. FLOPCOUNT_E_MEMORY when memory ran out, else what call answered. */
int fc_api_guard(struct fc_heap *heap, int (*call)(void *args), void *args);

/* Forget what was said. */
void fc_api_quiet(struct flopcount_ctx *ctx);

/*
 * Make ctx say what a model's list said; for the way out of a failing call. Answers status, or
 * FLOPCOUNT_E_MEMORY when there was none left to say it.
 */
int fc_api_say(struct flopcount_ctx *ctx, const struct fc_diags *from, int status);

/* Run what is needed before a node's cost can be looked at. Once per model, guarded by the caller. */
void fc_api_count(struct flopcount_model *model);

/* Fill a caller's struct as far as it reaches. FLOPCOUNT_E_ARGUMENT: it has no size. */
int fc_api_fill(void *out, const void *full, size_t size);

/* The caller's options over ours, as far as theirs reach. NULL: ours stand. false: no size. */
bool fc_api_take(void *ours, const void *theirs, size_t size);

void fc_api_diagnostic(const struct fc_diag *d, struct flopcount_diagnostic *out, char label[16]);

/* An fc_out_fn over a struct flopcount_sink. */
bool fc_api_sink(void *user, const void *data, size_t n);

/* Bindings of the caller as ours, on a. NULL for none. */
struct fc_binding *fc_api_bindings(struct fc_arena *a, const struct flopcount_binding *b, size_t n);

#endif
