/* time.c -- a model in a runtime: load, run, figures, reports */
#include "api/timer_handle.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/str.h"
#include "timer/find.h"
#include "timer/torch.h"

int
fc_api_timer_fault(struct flopcount_timer *t, int status, const struct fc_runtime_fault *f)
{
	switch ((enum fc_runtime_status)status) {
	case FC_RUNTIME_OK:
		return FLOPCOUNT_OK;
	case FC_RUNTIME_ABSENT:
	case FC_RUNTIME_NOT_HERE:
		fc_diag_add(&t->diags, FC_E_RUNTIME, (struct fc_where){ 0 }, "%s", f->text);
		return FLOPCOUNT_E_NOT_FOUND;
	case FC_RUNTIME_MEMORY:
		fc_diag_add(&t->diags, FC_E_MEMORY, (struct fc_where){ 0 }, "out of memory: %s", f->text);
		return FLOPCOUNT_E_MEMORY;
	case FC_RUNTIME_REJECTED:
		break;
	}
	fc_diag_add(&t->diags, FC_E_REJECTED, (struct fc_where){ 0 }, "%s", f->text);
	return FLOPCOUNT_E_FORMAT;
}

/* To the context; where memory ran out in the runtime, that is among it already. */
static int
say(struct flopcount_timer *t, int status)
{
	bool said = t->diags.n && t->diags.item[t->diags.n - 1].code == FC_E_MEMORY;
	int now = fc_api_say(t->ctx, &t->diags, said ? FLOPCOUNT_OK : status);

	return said ? status : now;
}

void
fc_api_timer_let_go(struct flopcount_timer *t)
{
	if (t->self)
		t->runtime->close(t->self);
	t->self = NULL;
}

/* TorchScript runs in the plug-in, which has its own library. */
static int
open_torch(struct flopcount_timer *t)
{
	struct fc_runtime_fault f = { "" };

	t->runtime = fc_torch_find(NULL, &f);
	return fc_api_timer_fault(t, t->runtime ? t->runtime->open(&t->self, NULL, &f) : FC_RUNTIME_ABSENT,
	                          &f);
}

/* The first library that opens. What is wrong with the first file that was found is said where none does. */
static int
open_ort(struct flopcount_timer *t)
{
	const char *const asked[] = { t->options.library, NULL };
	const char *const *at = t->options.library ? asked : fc_timer_find_ort(t->arena, t->options.places);
	struct fc_runtime_fault f = { "" }, first = { "no ONNX Runtime is found" };
	int status = FC_RUNTIME_ABSENT;
	bool found = false;

	t->runtime = &fc_runtime_ort;
	for (; *at && status == FC_RUNTIME_ABSENT; at++) {
		fc_api_timer_let_go(t);
		t->library = *at;
		status = t->runtime->open(&t->self, *at, &f);
		if (!found && (t->options.library || strchr(*at, '/'))) {
			first = f;
			found = true;
		}
	}
	return fc_api_timer_fault(t, status, status == FC_RUNTIME_ABSENT ? &first : &f);
}

static int
find_effort(const char *name)
{
	static const char *const names[] = { "none", "basic", "extended", "all" };

	for (int i = 0; i < 4; i++) {
		if (!strcmp(names[i], name))
			return i;
	}
	return -1;
}

static int
load_model(struct flopcount_timer *t)
{
	struct fc_runtime_fault f = { "" };
	struct fc_runtime_tensor *in = NULL;
	const char *remark = t->runtime->remark(t->self);
	struct fc_runtime_load load = {
		.path = t->timing.path,
		.method = t->model->method,
		.provider = t->timing.provider,
		.device = t->options.device,
		.threads = t->options.threads,
		.weight = t->weight,
		.n_weight = t->n_weight,
	};
	size_t n = 0;
	double from;
	int status = fc_api_timer_inputs(t, &in, &n);

	if (status)
		return status;
	if (remark)
		fc_diag_add(&t->diags, FC_E_SLOW, (struct fc_where){ 0 }, "%s", remark);
	load.effort = (enum fc_runtime_effort)find_effort(t->timing.optimization);
	from = fc_bench_now();
	status = t->runtime->load(t->self, &load, &f);
	t->timing.load = fc_bench_now() - from;
	if (!status)
		status = t->runtime->bind(t->self, in, n, &f);
	t->load = load;
	t->in = in;
	t->n_in = n;
	return fc_api_timer_fault(t, status, &f);
}

static const char *
keep(struct flopcount_timer *t, const char *text, const char *otherwise)
{
	text = text ? text : otherwise;
	return fc_arena_text(t->arena, text, strlen(text));
}

/* Picoseconds, where no size is free. */
static void
take_prediction(struct flopcount_timer *t)
{
	const struct fc_result *r = t->options.result ? t->options.result->r : NULL;
	int64_t ps;

	if (!r || !r->device || !fc_dim_const(r->total.roof.predicted, &ps))
		return;
	t->timing.device = keep(t, r->device->name, "");
	t->timing.predicted = (double)ps * 1e-12;
}

static int
timer_make(void *args)
{
	struct flopcount_timer *t = args;
	struct fc_str runtime;
	int status;

	t->arena = fc_arena_new(&t->heap);
	t->diags.arena = t->arena;
	t->timing.provider = keep(t, t->options.provider, "cpu");
	t->timing.optimization = keep(t, t->options.optimization, "all");
	t->options.profile = t->options.profile ? keep(t, t->options.profile, "") : NULL;
	t->timing.threads = t->options.threads;
	t->timing.warmup = t->options.warmup;
	take_prediction(t);
	if (t->model) {
		t->timing.path = keep(t, t->model->path, "");
		status = fc_api_timer_weights(t, &t->weight, &t->n_weight);
		if (status)
			return status;
	}
	if (t->model && !strcmp(t->model->builder.info.format, "torchscript"))
		status = open_torch(t);
	else
		status = open_ort(t);
	if (status)
		return status;
	runtime = (struct fc_str)FC_STR(t->arena);
	fc_str_printf(&runtime, "%s %s", t->runtime->name, t->runtime->release(t->self));
	t->timing.runtime = runtime.data;
	return t->model ? load_model(t) : FLOPCOUNT_OK;
}

int
flopcount_timer_new(struct flopcount_timer **out, struct flopcount_ctx *ctx, struct flopcount_model *model,
                    const struct flopcount_timer_options *options)
{
	struct flopcount_timer_options o = FLOPCOUNT_TIMER_OPTIONS_INIT;
	struct flopcount_timer *t;
	int status;

	if (!out || !ctx || !fc_api_take(&o, options, sizeof(o)) || (model && model->ctx != ctx) ||
	    (o.optimization && find_effort(o.optimization) < 0))
		return FLOPCOUNT_E_ARGUMENT;
	fc_api_quiet(ctx);
	t = calloc(1, sizeof(*t));
	if (!t)
		return FLOPCOUNT_E_MEMORY;
	t->ctx = ctx;
	t->model = model;
	t->options = o;
	status = fc_api_guard(&t->heap, timer_make, t);
	t->model = NULL;
	t->profiled = t->options.profile ? model : NULL;
	status = say(t, status);
	if (status) {
		flopcount_timer_free(t);
		return status;
	}
	*out = t;
	return FLOPCOUNT_OK;
}

void
flopcount_timer_free(struct flopcount_timer *timer)
{
	if (!timer)
		return;
	fc_api_timer_let_go(timer);
	fc_heap_done(&timer->heap);
	free(timer);
}

static int
timer_run(void *args)
{
	struct flopcount_timer *t = args;
	enum { LEAST_RUNS = 10 };
	struct fc_bench_options o = {
		.runs = t->options.runs,
		.warmup = t->options.warmup,
		.least_runs = t->options.least_runs ? t->options.least_runs : LEAST_RUNS,
		.least_time = t->options.min_time,
	};
	struct fc_runtime_fault f = { "" };
	int status = fc_bench_run(t->arena, t->runtime, t->self, &o, &t->timing.bench, &f);

	return fc_api_timer_fault(t, status, &f);
}

int
flopcount_timer_run(struct flopcount_timer *timer)
{
	struct rusage usage = { 0 };
	int status;

	if (!timer || !timer->timing.path || !timer->self)
		return FLOPCOUNT_E_ARGUMENT;
	fc_api_quiet(timer->ctx);
	status = fc_api_guard(&timer->heap, timer_run, timer);
	(void)getrusage(RUSAGE_SELF, &usage);
	timer->timing.peak_rss = (int64_t)usage.ru_maxrss * 1024;
	fc_api_timer_let_go(timer);
	if (!status && timer->profiled)
		status = fc_api_timer_profile(timer);
	timer->profiled = NULL;
	timer->ran = !status;
	return status ? say(timer, status) : status;
}
