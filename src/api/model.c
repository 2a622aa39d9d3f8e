/* model.c -- a file into a graph: source, front-end, builder, in this order */
#include "api/handle.h"

#include <string.h>

#include "base/intern.h"
#include "base/sha256.h"
#include "base/source.h"
#include "dim/dim_limits.h"
#include "front/front.h"
#include "pass/infer.h"
#include "pass/inputs.h"

struct open_args {
	struct flopcount_ctx *ctx;
	const char *path;
	const struct flopcount_bytes *bytes; /* NULL: the file at path */
	struct flopcount_model_options options;
	struct flopcount_model *model; /* as soon as there is one */
	uint64_t made; /* arenas of the heap before this call */
};

static const struct fc_builder_hooks hooks = {
	.infer = fc_infer_node,
	.open = fc_infer_open,
	.input = fc_inputs_apply,
	.input_names = fc_inputs_names,
	.given = fc_inputs_given,
	.overridden = fc_inputs_overridden,
};

/* The texts were read before; what they say now depends on the dims given since. */
static void
add_inputs(struct flopcount_model *m)
{
	m->inputs = fc_inputs_new(m->arena, m->ctx->dims, &m->diags);
	for (uint32_t i = 0; i < m->ctx->input.n; i++)
		fc_inputs_add(m->inputs, m->ctx->input.at[i]);
}

static void
begin_graph(struct flopcount_model *m)
{
	m->builder = (struct fc_builder){
		.arena = m->arena,
		.texts = m->texts,
		.names = m->ctx->names,
		.dims = m->ctx->dims,
		.diags = &m->diags,
		.registry = m->ctx->registry,
		.inputs = m->inputs,
		.hooks = hooks,
		.limits = m->ctx->limits,
	};
	fc_builder_init(&m->builder);
	m->builder.info.file_bytes = fc_source_size(m->source);
}

static bool
has_input_fault(const struct fc_diags *d)
{
	for (size_t i = 0; i < d->n; i++) {
		if (d->item[i].code == FC_E_INPUT)
			return true;
	}
	return false;
}

static int
read_model(struct open_args *a)
{
	struct flopcount_model *m = a->model;
	struct fc_front_options o = { .method = a->options.method };
	const struct fc_front *front = fc_front_find(m->source, &m->diags);
	bool ok;

	if (!front)
		return fc_source_errno(m->source) ? FLOPCOUNT_E_IO : FLOPCOUNT_E_FORMAT;
	add_inputs(m);
	begin_graph(m);
	ok = front->read(m->source, &m->builder, &o);
	if (has_input_fault(&m->diags))
		return FLOPCOUNT_E_ARGUMENT;
	if (!ok)
		return fc_source_errno(m->source) ? FLOPCOUNT_E_IO : FLOPCOUNT_E_FORMAT;
	return FLOPCOUNT_OK;
}

/* Which of the dims that were given does this model ask for? Before reading they forget, after it they tell.
 */
static void
ask_dims(struct flopcount_model *m, bool note)
{
	struct flopcount_ctx *ctx = m->ctx;

	if (!note)
		m->used_dim = FC_NEW_N(m->arena, bool, (m->n_dim = ctx->dim.n));
	for (size_t i = 0; i < fc_dims_symbols(ctx->dims) && ctx->dim.n; i++) {
		struct fc_symbol *s = fc_dims_symbol_at(ctx->dims, i);

		for (uint32_t d = 0; note && d < ctx->dim.n; d++)
			m->used_dim[d] |= s->asked && s->name == ctx->dim.at[d].name;
		if (!note)
			s->asked = false;
	}
}

static int
hash_model(struct flopcount_model *m)
{
	m->sha256 = fc_sha256_source(m->arena, m->source);
	if (m->sha256)
		return FLOPCOUNT_OK;
	fc_diag_add(&m->diags, FC_E_OPEN, (struct fc_where){ 0 }, "file cannot be read to its end");
	return FLOPCOUNT_E_IO;
}

static uint64_t
max_bytes(const struct open_args *a)
{
	return a->options.max_bytes ? a->options.max_bytes : a->ctx->limits.input;
}

static int
open_model(void *args)
{
	struct open_args *a = args;
	struct fc_arena *texts = fc_arena_new(&a->ctx->heap), *arena = fc_arena_new(&a->ctx->heap);
	struct flopcount_model *m = FC_NEW(arena, struct flopcount_model);
	int status;

	fc_arena_hold(arena, texts);
	m->ctx = a->ctx;
	m->arena = arena;
	m->texts = texts;
	m->diags = (struct fc_diags){ .arena = arena, .most = (size_t)m->ctx->limits.diagnostics };
	m->path = fc_arena_text(arena, a->path, strlen(a->path));
	if (a->options.method)
		m->method = fc_arena_text(arena, a->options.method, strlen(a->options.method));
	a->model = m;
	if (a->bytes)
		m->source = fc_source_memory(arena, a->bytes->data, a->bytes->size);
	else
		m->source = fc_source_open(arena, &m->diags, a->path, max_bytes(a));
	if (!m->source)
		return FLOPCOUNT_E_IO;
	ask_dims(m, false);
	fc_dims_count(m->ctx->dims);
	status = read_model(a);
	ask_dims(m, true);
	if (!status && a->options.hash)
		status = hash_model(m);
	return status;
}

/* Out of memory, the model goes first, with whatever its reading left, so that there is room to say so. */
static int
give_up(struct open_args *a, int status)
{
	if (status == FLOPCOUNT_E_MEMORY) {
		fc_heap_sweep(&a->ctx->heap, a->made);
		return fc_api_say(a->ctx, NULL, status);
	}
	status = fc_api_say(a->ctx, &a->model->diags, status);
	flopcount_model_free(a->model);
	return status;
}

static int
open_any(struct flopcount_model **out, struct open_args *a, const struct flopcount_model_options *options)
{
	int status;

	a->options = (struct flopcount_model_options)FLOPCOUNT_MODEL_OPTIONS_INIT;
	if (!out || !a->ctx || !a->path || !fc_api_take(&a->options, options, sizeof(a->options)))
		return FLOPCOUNT_E_ARGUMENT;
	fc_api_quiet(a->ctx);
	a->made = a->ctx->heap.made;
	status = fc_api_guard(&a->ctx->heap, open_model, a);
	if (a->model) {
		fc_source_close(a->model->source);
		a->model->source = NULL;
	}
	if (status)
		return give_up(a, status);
	*out = a->model;
	return FLOPCOUNT_OK;
}

int
flopcount_model_open(struct flopcount_model **out, struct flopcount_ctx *ctx, const char *path,
                     const struct flopcount_model_options *options)
{
	struct open_args a = { .ctx = ctx, .path = path };

	return open_any(out, &a, options);
}

int
flopcount_model_open_memory(struct flopcount_model **out, struct flopcount_ctx *ctx, const char *name,
                            struct flopcount_bytes bytes, const struct flopcount_model_options *options)
{
	struct open_args a = { .ctx = ctx, .path = name, .bytes = &bytes };

	if (!bytes.data && bytes.size)
		return FLOPCOUNT_E_ARGUMENT;
	return open_any(out, &a, options);
}

void
flopcount_model_free(struct flopcount_model *model)
{
	if (model)
		fc_arena_free(model->arena);
}

int
flopcount_model_used_input(const struct flopcount_model *model, size_t i)
{
	return model && i < fc_inputs_count(model->inputs) && fc_inputs_used(model->inputs, i);
}

int
flopcount_model_used_dim(const struct flopcount_model *model, size_t i)
{
	return model && i < model->n_dim && model->used_dim[i];
}
