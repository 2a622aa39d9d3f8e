/* cmd_time.c -- flopcount time MODEL...: what running each takes */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "cli/exit.h"
#include "cli/find.h"
#include "cli/job.h"
#include "cli/options.h"
#include "cli/outfile.h"
#include "cli/sandbox.h"
#include "cli/scratch.h"
#include "cli/settings.h"
#include "cli/unused.h"
#include "flopcount.h"

#define INTO(field) .into = offsetof(struct fc_settings, field)

enum { PLACES_MAX = 64 << 10, MOST = 1000000 };

struct timed {
	struct fc_job job;
	struct flopcount_timer *timer;
};

struct run {
	struct fc_settings *s;
	struct fc_list path;
	struct timed *at;
	struct fc_unused unused;
	struct flopcount_timer_options options;
	char *places;
};

static const char *const efforts[] = { "all", "none", "basic", "extended", NULL };

/* --- where a runtime may be ------------------------------------------------------------------ */

static void
add_place(char *places, const char *text, size_t n, const char *rest)
{
	size_t at = strlen(places), m = strlen(rest);

	if (!n || at + n + m + 2 > PLACES_MAX)
		return;
	memcpy(places + at, text, n);
	memcpy(places + at + n, rest, m);
	memcpy(places + at + n + m, ":", 2);
}

/* Environments that are active, the user's own, here, and what stands beside the folders of PATH. */
static char *
make_places(void)
{
	static const char *const active[] = { "VIRTUAL_ENV", "CONDA_PREFIX" };
	char *places = fc_memory(NULL, PLACES_MAX, 1);
	const char *p = getenv("PATH"), *home = getenv("HOME");

	places[0] = '\0';
	for (size_t i = 0; i < 2; i++) {
		const char *prefix = getenv(active[i]);

		if (prefix)
			add_place(places, prefix, strlen(prefix), "");
	}
	if (home)
		add_place(places, home, strlen(home), "/.local");
	add_place(places, ".", 1, "");
	while (p && *p) {
		size_t n = strcspn(p, ":");

		if (n > 4 && !strncmp(p + n - 4, "/bin", 4))
			add_place(places, p, n - 4, "");
		p += n + (p[n] == ':');
	}
	return places;
}

/* --- one model ------------------------------------------------------------------------------------ */

/* How to come by what runs it; nothing where the runtime was chosen. */
static void
say_remedy(struct run *r, const struct fc_job *job)
{
	const char *format = job ? flopcount_result_text(job->result, "format") : NULL;

	if (format && !strcmp(format, "torchscript"))
		fc_say_note(&r->s->say, "the plug-in is built with flopcount where PyTorch is installed: "
		            "meson setup -Dtorch=enabled");
	else if (!r->options.library && !r->options.provider)
		fc_say_note(&r->s->say, "install one with 'pip install onnxruntime' or 'npm install "
		            "onnxruntime-node', or name its library with --ort-lib");
}

/* How many there were. */
static size_t
say_diagnostics(struct run *r, struct flopcount_ctx *ctx, const char *path)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	size_t i = 0;

	for (; !flopcount_ctx_diagnostic_at(ctx, i, &d); i++)
		fc_say_diagnostic(&r->s->say, path, &d);
	return i;
}

/* job: NULL when no model was asked for. */
static int
say_failure(struct run *r, struct flopcount_ctx *ctx, const struct fc_job *job, int status)
{
	const char *path = job ? job->path : NULL;

	if (!say_diagnostics(r, ctx, status == FLOPCOUNT_E_NOT_FOUND ? NULL : path))
		fc_say_error(&r->s->say, "%s%s%s", path ? path : "", path ? ": " : "",
		             flopcount_status_text(status));
	switch (status) {
	case FLOPCOUNT_E_NOT_FOUND:
		say_remedy(r, job);
		return FC_EXIT_ABSENT;
	case FLOPCOUNT_E_ARGUMENT:
		return FC_EXIT_USAGE;
	default:
		return FC_EXIT_MODEL;
	}
}

static void
say_spread(struct run *r, const char *path, const struct flopcount_timer *t)
{
	if (flopcount_timer_figure(t, "noisy") > 0)
		fc_say_warning(&r->s->say, "%s: the runs spread widely; is the machine busy?", path);
}

static int
time_one(struct run *r, struct timed *t)
{
	int code, status;

	if (!strcmp(t->job.path, "-")) {
		fc_say_error(&r->s->say, "a runtime reads files, not standard input");
		return FC_EXIT_USAGE;
	}
	t->job.keep_model = true;
	fc_job_run(r->s, &t->job);
	code = fc_job_say(r->s, &t->job);
	fc_unused_note(&r->unused, r->s, &t->job);
	if (t->job.status)
		return code;
	if (r->s->time.profile) {
		r->options.profile = fc_scratch_make(&r->s->say);
		if (!r->options.profile)
			return FC_EXIT_MODEL;
	}
	status = flopcount_timer_new(&t->timer, t->job.ctx, t->job.model, &r->options);
	if (!status) {
		(void)say_diagnostics(r, t->job.ctx, NULL);
		status = flopcount_timer_run(t->timer);
	}
	fc_scratch_remove();
	if (!status) {
		say_spread(r, t->job.path, t->timer);
		return code;
	}
	flopcount_timer_free(t->timer);
	t->timer = NULL;
	return say_failure(r, t->job.ctx, &t->job, status);
}

/* --- reports ---------------------------------------------------------------------------------------- */

static int
write_one(struct run *r, struct flopcount_timer *const *timer, size_t n, const struct fc_output_setting *o)
{
	const char *format = o && o->format ? o->format : "table";
	struct fc_outfile file;
	struct flopcount_sink sink = { fc_outfile_write, &file };
	int status;

	if (!fc_outfile_open(&file, o && o->file && strcmp(o->file, "-") != 0 ? o->file : NULL))
		return fc_outfile_failed(&file, &r->s->say);
	status = flopcount_timer_write(timer, n, format, sink);
	if (!status && fc_outfile_commit(&file))
		return FC_EXIT_OK;
	fc_outfile_abandon(&file);
	return fc_outfile_said(&file, &r->s->say, status ? status : FLOPCOUNT_E_IO);
}

static int
write_all(struct run *r)
{
	struct flopcount_timer **timer = fc_memory(NULL, r->path.n + 1, sizeof(*timer));
	size_t n = 0;
	int code = FC_EXIT_OK;

	for (size_t i = 0; i < r->path.n; i++) {
		if (r->at[i].timer)
			timer[n++] = r->at[i].timer;
	}
	if (n && !r->s->n_output)
		code = write_one(r, timer, n, NULL);
	for (size_t i = 0; n && i < r->s->n_output; i++)
		code = fc_exit_worse(code, write_one(r, timer, n, &r->s->output[i]));
	free(timer);
	return code;
}

static int
time_all(struct run *r)
{
	size_t n = r->path.n;
	int code = FC_EXIT_OK;

	r->at = fc_memory(NULL, n + 1, sizeof(*r->at));
	memset(r->at, 0, (n + 1) * sizeof(*r->at));
	for (size_t i = 0; i < n; i++) {
		fc_say_progress(&r->s->say, i, n, r->path.at[i]);
		r->at[i].job.path = r->path.at[i];
		code = fc_exit_worse(code, time_one(r, &r->at[i]));
	}
	fc_say_progress_end(&r->s->say);
	code = fc_exit_worse(code, fc_unused_say(&r->unused, r->s));
	code = fc_exit_worse(code, write_all(r));
	for (size_t i = 0; i < n; i++) {
		flopcount_timer_free(r->at[i].timer);
		fc_job_done(&r->at[i].job);
	}
	free(r->at);
	return code;
}

static int
list_providers(struct run *r)
{
	struct flopcount_ctx *ctx = NULL;
	struct flopcount_timer *timer = NULL;
	struct fc_output_setting o = { "providers", NULL };
	int status = flopcount_ctx_new(&ctx, NULL);
	int code;

	if (status)
		return FC_EXIT_FAULT;
	status = flopcount_timer_new(&timer, ctx, NULL, &r->options);
	code = status ? say_failure(r, ctx, NULL, status) : write_one(r, &timer, 1, &o);
	flopcount_timer_free(timer);
	flopcount_ctx_free(ctx);
	return code;
}

static bool
take_options(struct run *r)
{
	struct fc_time_settings *t = &r->s->time;
	struct flopcount_timer_options *o = &r->options;
	char *end = NULL;

	*o = (struct flopcount_timer_options)FLOPCOUNT_TIMER_OPTIONS_INIT;
	o->library = t->library ? t->library : getenv("FLOPCOUNT_ORT");
	o->provider = t->provider;
	o->optimization = efforts[t->effort];
	o->places = r->places;
	o->device = (unsigned)t->device;
	o->threads = (unsigned)t->threads;
	o->runs = (unsigned)t->runs;
	o->seed = t->seed;
	o->data = (const char *const *)t->data.at;
	o->n_data = t->data.n;
	o->random_weights = t->random_weights;
	if (t->warmup)
		o->warmup = (unsigned)t->warmup;
	if (t->min_time)
		o->min_time = strtod(t->min_time, &end);
	if (t->runs <= MOST && t->warmup <= MOST && t->threads <= 4096 && t->device <= 4096 &&
	    (!t->min_time || (end != t->min_time && !*end && o->min_time >= 0 && o->min_time <= 86400)))
		return true;
	fc_say_error(&r->s->say, "--runs, --warmup, --threads, --device-id or --min-time is out of range");
	return false;
}

static int
time_models(struct fc_settings *s)
{
	struct run r = { .s = s };
	int code;

	if (!s->operand.n && !s->files_from && !s->time.providers)
		return fc_cmd_misused(s, &fc_cmd_time, "MODEL is needed");
	if (s->sandbox)
		return fc_sandbox_refuse(s, "time", "it loads a library, which runs the model");
	r.places = make_places();
	code = take_options(&r) ? fc_job_check(s) : FC_EXIT_USAGE;
	if (!code && s->time.providers) {
		code = list_providers(&r);
	} else if (!code) {
		int found = fc_find_models(s, &r.path);

		fc_unused_init(&r.unused, s);
		if (r.path.n)
			code = time_all(&r);
		code = fc_exit_worse(code, found);
		fc_unused_done(&r.unused);
		fc_list_done(&r.path);
	}
	free(r.places);
	return code;
}

static bool
take_data(struct fc_settings *s, const struct fc_opt *o, const char *value)
{
	if (!strchr(value, '=')) {
		fc_say_error(&s->say, "option '--%s' takes %s, not '%s'", o->name, o->arg, value);
		return false;
	}
	fc_list_add(&s->time.data, value);
	return true;
}

static const struct fc_opt own[] = {
	{ FC_OPT_NUMBER, 0, "runs", "N", "run the model N times; otherwise as often as --min-time takes",
	  INTO(time.runs) },
	{ FC_OPT_TEXT, 0, "min-time", "SECONDS", "go on for so long (2), and 10 runs at least",
	  INTO(time.min_time) },
	{ FC_OPT_NUMBER, 0, "warmup", "N", "runs before those that count (3)", INTO(time.warmup) },
	{ FC_OPT_NUMBER, 0, "threads", "N", "threads within an operator; 0: as the runtime likes",
	  INTO(time.threads) },
	{ FC_OPT_TEXT, 0, "provider", "NAME", "where it runs: cpu (default), cuda, tensorrt ...",
	  INTO(time.provider) },
	{ FC_OPT_FLAG, 0, "providers", NULL, "list what the runtime can run on", INTO(time.providers) },
	{ FC_OPT_NUMBER, 0, "device-id", "N", "which of several devices (0)", INTO(time.device) },
	{ FC_OPT_CHOICE, 0, "opt", "all|none|basic|extended", "how far the runtime optimizes (all)",
	  INTO(time.effort), .choice = efforts },
	{ FC_OPT_CALL, 0, "data", "NAME=FILE.npy", "values of an input, random otherwise; repeatable",
	  .take = take_data },
	{ FC_OPT_NUMBER, 0, "seed", "N", "seed of what is random (0)", INTO(time.seed) },
	{ FC_OPT_FLAG, 0, "random-weights", NULL, "make up weights that are not there",
	  INTO(time.random_weights) },
	{ FC_OPT_FLAG, 0, "profile", NULL, "tell where the time goes, layer by layer", INTO(time.profile) },
	{ FC_OPT_TEXT, 0, "ort-lib", "FILE", "the library of ONNX Runtime; otherwise it is looked for",
	  INTO(time.library) },
	{ .kind = FC_OPT_END },
};

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "about the models", .group = fc_options_model },
	{ FC_OPT_GROUP, .help = "about the runs", .group = own },
	{ FC_OPT_GROUP, .help = "about the report", .group = fc_options_time },
	{ FC_OPT_GROUP, .help = "general", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_time = { "time", "[OPTIONS] MODEL...",
	                            "run models in ONNX Runtime and measure how long they take", options,
	                            time_models };
