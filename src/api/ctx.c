/* ctx.c -- the context: what the user gave, names, dims, what was said last */
#include "api/handle.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "dim/dim_limits.h"
#include "ops/registry.h"
#include "pass/inputs.h"

int
fc_api_guard(struct fc_heap *heap, int (*call)(void *args), void *args)
{
	struct fc_guard guard;
	int status;

	if (FC_GUARD(heap, guard)) {
		fc_guard_done(&guard);
		return FLOPCOUNT_E_MEMORY;
	}
	status = call(args);
	fc_guard_done(&guard);
	return status;
}

static int
ctx_fill(void *args)
{
	struct flopcount_ctx *ctx = args;

	ctx->keep = fc_arena_new(&ctx->heap);
	ctx->said = fc_arena_new(&ctx->heap);
	ctx->names = fc_intern_new(ctx->keep);
	ctx->dims = fc_dims_new(ctx->keep, ctx->names);
	fc_dims_limit(ctx->dims, &ctx->limits);
	ctx->registry = fc_registry_new(ctx->keep, ctx->names);
	fc_api_quiet(ctx);
	return FLOPCOUNT_OK;
}

int
flopcount_ctx_new(struct flopcount_ctx **out, const struct flopcount_ctx_options *options)
{
	struct flopcount_ctx_options o = FLOPCOUNT_CTX_OPTIONS_INIT;
	struct fc_limits limits = fc_limits_usual;
	struct flopcount_ctx *ctx;
	int status;

	if (!out || !fc_api_take(&o, options, sizeof(o)))
		return FLOPCOUNT_E_ARGUMENT;
	limits.memory = o.memory_limit;
	if (!fc_limits_take(&limits, o.limits))
		return FLOPCOUNT_E_ARGUMENT;
	ctx = calloc(1, sizeof(*ctx));
	if (!ctx)
		return FLOPCOUNT_E_MEMORY;
	ctx->limits = limits;
	ctx->heap.limit = limits.memory < SIZE_MAX ? (size_t)limits.memory : SIZE_MAX;
	status = fc_api_guard(&ctx->heap, ctx_fill, ctx);
	if (status) {
		flopcount_ctx_free(ctx);
		return status;
	}
	*out = ctx;
	return FLOPCOUNT_OK;
}

void
flopcount_ctx_free(struct flopcount_ctx *ctx)
{
	if (!ctx)
		return;
	fc_heap_done(&ctx->heap);
	free(ctx);
}

struct input_args {
	struct flopcount_ctx *ctx;
	const char *text;
};

/* Reads the text once, for its faults; each model reads it again for its own inputs. */
static int
input_add(void *args)
{
	struct input_args *a = args;
	struct flopcount_ctx *ctx = a->ctx;
	struct fc_inputs *trial = fc_inputs_new(ctx->said, ctx->dims, &ctx->diags);

	if (!fc_inputs_add(trial, a->text))
		return FLOPCOUNT_E_ARGUMENT;
	FC_VEC_PUSH(ctx->keep, &ctx->input, fc_intern_text(ctx->names, a->text));
	return FLOPCOUNT_OK;
}

int
flopcount_ctx_input(struct flopcount_ctx *ctx, const char *text)
{
	struct input_args a = { ctx, text };

	if (!ctx || !text)
		return FLOPCOUNT_E_ARGUMENT;
	fc_api_quiet(ctx);
	return fc_api_guard(&ctx->heap, input_add, &a);
}

struct dim_args {
	struct flopcount_ctx *ctx;
	const char *name;
	int64_t value;
};

static int
dim_add(void *args)
{
	struct dim_args *a = args;
	struct fc_api_dim dim = { fc_intern_text(a->ctx->names, a->name), a->value };

	if (!*a->name || a->value < 0) {
		fc_diag_add(&a->ctx->diags, FC_E_INPUT, (struct fc_where){ 0 },
		            *a->name ? "dimension '%s' cannot be negative" : "dimension%s has no name",
		            a->name);
		return FLOPCOUNT_E_ARGUMENT;
	}
	FC_VEC_PUSH(a->ctx->keep, &a->ctx->dim, dim);
	fc_dims_bind(a->ctx->dims, dim.name, dim.value);
	return FLOPCOUNT_OK;
}

int
flopcount_ctx_dim(struct flopcount_ctx *ctx, const char *name, int64_t value)
{
	struct dim_args a = { ctx, name, value };

	if (!ctx || !name)
		return FLOPCOUNT_E_ARGUMENT;
	fc_api_quiet(ctx);
	return fc_api_guard(&ctx->heap, dim_add, &a);
}
