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
static void
say(struct flopcount_timer *t, int status)
{
	bool said = t->diags.n && t->diags.item[t->diags.n - 1].code == FC_E_MEMORY;

	fc_api_say(t->ctx, &t->diags, said ? FLOPCOUNT_OK : status);
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
	say(t, status);
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
	struct fc_bench_options o = { t->options.runs, t->options.warmup, t->options.min_time };
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
	if (status)
		say(timer, status);
	return status;
}

double
flopcount_timer_figure(const struct flopcount_timer *timer, const char *key)
{
	const struct fc_bench *b = timer ? &timer->timing.bench : NULL;
	const struct {
		const char *key;
		double value;
	} figures[] = {
		{ "load", b ? timer->timing.load : 0 }, { "max", b ? b->max : 0 },
		{ "mean", b ? b->mean : 0 },            { "min", b ? b->min : 0 },
		{ "noisy", b ? b->noisy : 0 },          { "outliers", b ? b->outliers : 0 },
		{ "p50", b ? b->p50 : 0 },              { "p90", b ? b->p90 : 0 },
		{ "p99", b ? b->p99 : 0 },              { "runs", b ? b->n : 0 },
		{ "stddev", b ? b->deviation : 0 },
	};

	for (size_t i = 0; key && b && timer->ran && i < sizeof(figures) / sizeof(figures[0]); i++) {
		if (!strcmp(figures[i].key, key))
			return figures[i].value;
	}
	return -1;
}

/* --- writing ------------------------------------------------------------------------------ */

struct write_args {
	struct flopcount_timer *const *timer;
	size_t n;
	const struct fc_timing_format *format; /* NULL: the providers */
	struct fc_heap heap;
	struct fc_out out;
	struct flopcount_sink sink;
};

static int
timer_write(void *args)
{
	struct write_args *w = args;
	struct fc_arena *a = fc_arena_new(&w->heap);
	const struct fc_timing **t = FC_NEW_N(a, const struct fc_timing *, w->n + 1);
	const char *name;

	fc_out_init(&w->out, fc_api_sink, &w->sink);
	for (size_t i = 0; i < w->n; i++)
		t[i] = &w->timer[i]->timing;
	if (w->format)
		w->format->write(&w->out, a, t, w->n);
	else
		for (size_t i = 0; (name = w->timer[0]->runtime->provider_at(w->timer[0]->self, i)); i++)
			fc_out_printf(&w->out, "%s\n", name);
	return fc_out_flush(&w->out) ? FLOPCOUNT_OK : FLOPCOUNT_E_IO;
}

int
flopcount_timer_write(struct flopcount_timer *const *timers, size_t n, const char *format,
                      struct flopcount_sink sink)
{
	struct write_args *w;
	bool providers = format && !strcmp(format, "providers");
	int status;

	if ((n && !timers) || !format || !sink.write || (providers && (!n || !timers[0]->self)))
		return FLOPCOUNT_E_ARGUMENT;
	for (size_t i = 0; i < n && !providers; i++) {
		if (!timers[i]->ran)
			return FLOPCOUNT_E_ARGUMENT;
	}
	if (!providers && !fc_timing_find(format))
		return FLOPCOUNT_E_NOT_FOUND;
	w = calloc(1, sizeof(*w));
	if (!w)
		return FLOPCOUNT_E_MEMORY;
	w->timer = timers;
	w->n = n;
	w->format = providers ? NULL : fc_timing_find(format);
	w->sink = sink;
	status = fc_api_guard(&w->heap, timer_write, w);
	fc_heap_done(&w->heap);
	free(w);
	return status;
}
