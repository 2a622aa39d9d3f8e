/* result.c -- a graph into figures: roles, costs, lives, totals */
#include "api/handle.h"

#include "base/intern.h"
#include "base/str.h"
#include "dim/dim.h"
#include "result/policy.h"
#include "result/roofline.h"
#include "result/view.h"

void
fc_api_count(struct flopcount_model *model)
{
	if (model->counted)
		return;
	if (model->counting) /* memory ran out half-way: what stands on the nodes is of no use */
		fc_heap_exhausted(&model->ctx->heap);
	model->counting = true;
	fc_role_run(&model->builder);
	fc_cost_run(&model->builder);
	fc_live_run(&model->builder, &model->live);
	if (fc_dims_tired(model->ctx->dims))
		fc_diag_add(&model->diags, FC_E_FULL, (struct fc_where){ 0 },
		            "formulas of sizes are compared no further (limit 'proof')");
	model->counted = true;
}

struct new_args {
	struct flopcount_ctx *ctx;
	struct flopcount_model *model; /* NULL: a failed one */
	const char *path;
	const struct fc_policy *policy;
	const struct flopcount_device *device;
	struct flopcount_result *result;
	bool formulas;
};

enum { LONG = 1024 }; /* bytes of the formula of a row */

/* Equal texts come again and again: each is kept once. NULL: after too many long ones. */
static const char *const *
formulas(struct flopcount_model *m, struct fc_arena *arena)
{
	const char **text = FC_NEW_N(arena, const char *, (size_t)m->builder.rows.n + 1);
	struct fc_intern *once = fc_intern_new(arena);
	struct fc_str s = FC_STR(arena);
	uint64_t room = m->ctx->limits.formulas * 4; /* bytes of long ones; a symbol takes some */

	for (uint32_t i = 0; i < m->builder.rows.n && room; i++) {
		fc_str_clear(&s);
		fc_explain_formula(&m->builder, fc_cost_node_at(&m->builder, i), &s);
		text[i] = fc_intern_text(once, s.data);
		if (s.size > LONG)
			room -= s.size < room ? s.size : room;
	}
	return text;
}

static struct fc_result *
build(const struct new_args *a, struct fc_arena *arena)
{
	struct flopcount_model *m = a->model;
	struct fc_result *r;
	const struct fc_result_source source = {
		.builder = &m->builder,
		.policy = a->policy,
		.path = a->path,
		.sha256 = m->sha256,
		.peak = m->live.peak,
		.peak_at = m->live.at,
		.formula = a->formulas ? formulas(m, arena) : NULL,
	};

	r = fc_result_build(arena, &source);
	return r;
}

static int
result_make(void *args)
{
	struct new_args *a = args;
	struct fc_arena *arena = fc_arena_new(&a->ctx->heap);
	struct flopcount_result *res;

	if (a->model)
		fc_api_count(a->model);
	res = FC_NEW(arena, struct flopcount_result);
	res->ctx = a->ctx;
	res->arena = arena;
	res->scratch = fc_arena_new(&a->ctx->heap);
	if (a->model) {
		fc_arena_hold(arena, a->model->texts);
		res->r = build(a, arena);
		if (a->device)
			fc_result_roof(res->r, &a->device->d);
	} else {
		res->r = fc_result_failed(arena, a->ctx->dims, &a->ctx->diags, a->path);
		res->r->policy = a->policy;
	}
	a->result = res;
	return FLOPCOUNT_OK;
}

static int
make_any(struct flopcount_result **out, struct new_args *a, const struct flopcount_result_options *options)
{
	struct flopcount_result_options o = FLOPCOUNT_RESULT_OPTIONS_INIT;
	uint64_t made;
	int status;

	if (!out || !fc_api_take(&o, options, sizeof(o)))
		return FLOPCOUNT_E_ARGUMENT;
	a->policy = fc_policy_find(o.convention ? o.convention : "paper");
	if (!a->policy)
		return FLOPCOUNT_E_NOT_FOUND;
	a->device = o.device;
	a->formulas = o.formulas;
	made = a->ctx->heap.made;
	status = fc_api_guard(&a->ctx->heap, result_make, a);
	if (status) {
		fc_heap_sweep(&a->ctx->heap, made);
		return fc_api_say(a->ctx, NULL, status);
	}
	*out = a->result;
	return FLOPCOUNT_OK;
}

int
flopcount_result_new(struct flopcount_result **out, struct flopcount_model *model,
                     const struct flopcount_result_options *options)
{
	struct new_args a = { .model = model };

	if (!model)
		return FLOPCOUNT_E_ARGUMENT;
	a.ctx = model->ctx;
	a.path = model->path;
	fc_api_quiet(a.ctx);
	return make_any(out, &a, options);
}

int
flopcount_result_failed(struct flopcount_result **out, struct flopcount_ctx *ctx, const char *path,
                        const struct flopcount_result_options *options)
{
	struct new_args a = { .ctx = ctx, .path = path };

	if (!ctx || !path)
		return FLOPCOUNT_E_ARGUMENT;
	return make_any(out, &a, options);
}

void
flopcount_result_free(struct flopcount_result *result)
{
	if (!result)
		return;
	fc_arena_free(result->scratch);
	fc_arena_free(result->arena);
}

enum flopcount_completeness
flopcount_result_completeness(const struct flopcount_result *result)
{
	if (!result)
		return FLOPCOUNT_FAILED;
	switch (result->r->status) {
	case FC_RESULT_COMPLETE:
		return FLOPCOUNT_COMPLETE;
	case FC_RESULT_PARTIAL:
		return FLOPCOUNT_PARTIAL;
	case FC_RESULT_UNAVAILABLE:
		return FLOPCOUNT_UNAVAILABLE;
	case FC_RESULT_FAILED:
		break;
	}
	return FLOPCOUNT_FAILED;
}

static bool
hangs_on_data(const struct fc_totals *t)
{
#define IS_OPEN(field, key) fc_dim_is_nan(t->f.field) || fc_dim_has_unknown(t->f.field) ||
	return FC_FIGURES(IS_OPEN) fc_dim_is_nan(t->peak) || fc_dim_has_unknown(t->peak);
#undef IS_OPEN
}

int
flopcount_result_is_strict(const struct flopcount_result *result)
{
	if (!result || result->r->status != FC_RESULT_COMPLETE || result->r->n_uncounted)
		return 0;
	for (uint32_t i = 0; i < result->r->n_diag; i++) {
		if (result->r->diag[i].severity == FC_ERROR)
			return 0;
	}
	return !hangs_on_data(&result->r->total);
}
