/* clock.c -- models in a runtime: what time, compare and check share */
#include "cli/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/exit.h"
#include "cli/job.h"
#include "cli/sandbox.h"
#include "cli/settings.h"

#define INTO(field) .into = offsetof(struct fc_settings, field)

enum { PLACES_MAX = 64 << 10, MOST = 1000000, REPEATS = 16 };

static const char *const efforts[] = { "all", "none", "basic", "extended", NULL };

/* --- where a runtime may be ------------------------------------------------------------------ */

static void
add_place(char *places, const char *text, size_t n, const char *rest)
{
	size_t at = strlen(places);

	if (n && at + n + strlen(rest) + 2 <= PLACES_MAX)
		snprintf(places + at, PLACES_MAX - at, "%.*s%s:", (int)n, text, rest);
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

/* --- options ------------------------------------------------------------------------------------- */

int
fc_clock_open(struct fc_clock *c, struct fc_settings *s)
{
	struct fc_time_settings *t = &s->time;
	struct flopcount_timer_options *o = &c->options;
	char *end = NULL;

	*c = (struct fc_clock){ .s = s, .options = FLOPCOUNT_TIMER_OPTIONS_INIT, .places = make_places() };
	if (s->sandbox)
		return fc_sandbox_refuse(s, "time", "it loads a library, which runs the model");
	o->library = t->library ? t->library : getenv("FLOPCOUNT_ORT");
	o->provider = t->provider;
	o->optimization = efforts[t->effort];
	o->places = c->places;
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
		return FC_EXIT_OK;
	fc_say_error(&s->say, "--runs, --warmup, --threads, --device-id or --min-time is out of range");
	return FC_EXIT_USAGE;
}

void
fc_clock_done(struct fc_clock *c)
{
	free(c->places);
}

const struct fc_opt fc_options_runs[] = {
	{ FC_OPT_NUMBER, 0, "runs", "N", "run the model N times; otherwise as often as --min-time takes",
	  INTO(time.runs) },
	{ FC_OPT_TEXT, 0, "min-time", "SECONDS", "go on for so long (2), and 10 runs at least",
	  INTO(time.min_time) },
	{ FC_OPT_NUMBER, 0, "warmup", "N", "runs before those that count (3)", INTO(time.warmup) },
	{ .kind = FC_OPT_END },
};

const struct fc_opt fc_options_runtime[] = {
	{ FC_OPT_NUMBER, 0, "threads", "N", "threads within an operator; 0: as the runtime likes",
	  INTO(time.threads) },
	{ FC_OPT_TEXT, 0, "provider", "NAME", "where it runs: cpu (default), cuda, tensorrt ...",
	  INTO(time.provider) },
	{ FC_OPT_NUMBER, 0, "device-id", "N", "which of several devices (0)", INTO(time.device) },
	{ FC_OPT_CHOICE, 0, "opt", "all|none|basic|extended", "how far the runtime optimizes (all)",
	  INTO(time.effort), .choice = efforts },
	{ FC_OPT_NUMBER, 0, "seed", "N", "seed of what is random (0)", INTO(time.seed) },
	{ FC_OPT_FLAG, 0, "random-weights", NULL, "make up weights that are not there",
	  INTO(time.random_weights) },
	{ FC_OPT_TEXT, 0, "ort-lib", "FILE", "the library of ONNX Runtime; otherwise it is looked for",
	  INTO(time.library) },
	{ .kind = FC_OPT_END },
};

/* --- one model ------------------------------------------------------------------------------------ */

/* How to come by what runs it; nothing where the runtime was chosen. */
static void
say_remedy(struct fc_clock *c, const struct fc_job *job)
{
	const char *format = job ? flopcount_result_text(job->result, "format") : NULL;

	if (format && !strcmp(format, "torchscript"))
		fc_say_note(&c->s->say, "the plug-in is built with flopcount where PyTorch is installed: "
		            "meson setup -Dtorch=enabled");
	else if (!c->options.library && !c->options.provider)
		fc_say_note(&c->s->say, "install one with 'pip install onnxruntime' or 'npm install "
		            "onnxruntime-node', or name its library with --ort-lib");
}

/* How many there were. */
static size_t
say_diagnostics(struct fc_clock *c, struct flopcount_ctx *ctx, const char *path)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	size_t i = 0;

	for (; !flopcount_ctx_diagnostic_at(ctx, i, &d); i++)
		fc_say_diagnostic(&c->s->say, path, &d);
	return i;
}

int
fc_clock_failed(struct fc_clock *c, struct flopcount_ctx *ctx, const struct fc_job *job, int status)
{
	const char *path = job ? job->path : NULL;

	if (!say_diagnostics(c, ctx, status == FLOPCOUNT_E_NOT_FOUND ? NULL : path))
		fc_say_error(&c->s->say, "%s%s%s", path ? path : "", path ? ": " : "",
		             flopcount_status_text(status));
	switch (status) {
	case FLOPCOUNT_E_NOT_FOUND:
		say_remedy(c, job);
		return FC_EXIT_ABSENT;
	case FLOPCOUNT_E_ARGUMENT:
		return FC_EXIT_USAGE;
	default:
		return FC_EXIT_MODEL;
	}
}

static void
say_spread(struct fc_clock *c, const char *path, const struct flopcount_timer *t)
{
	if (flopcount_timer_figure(t, "noisy") > 0)
		fc_say_warning(&c->s->say, "%s: the runs spread widely; is the machine busy?", path);
}

int
fc_clock_run(struct fc_clock *c, const struct fc_job *job, struct flopcount_timer **out)
{
	int status;

	*out = NULL;
	if (!strcmp(job->path, "-")) {
		fc_say_error(&c->s->say, "a runtime reads files, not standard input");
		return FC_EXIT_USAGE;
	}
	c->options.result = job->result;
	status = flopcount_timer_new(out, job->ctx, job->model, &c->options);
	if (!status) {
		(void)say_diagnostics(c, job->ctx, NULL);
		status = flopcount_timer_run(*out);
	}
	if (!status) {
		say_spread(c, job->path, *out);
		return FC_EXIT_OK;
	}
	flopcount_timer_free(*out);
	*out = NULL;
	return fc_clock_failed(c, job->ctx, job, status);
}

int
fc_clock_measure(struct fc_clock *c, const struct fc_job *job, size_t repeats)
{
	struct flopcount_timer *timer[REPEATS] = { NULL };
	size_t n = 0;
	int code = FC_EXIT_OK;

	while (n < repeats && n < REPEATS && !code)
		code = fc_clock_run(c, job, &timer[n++]);
	if (!code && flopcount_result_time(job->result, timer, n))
		code = FC_EXIT_FAULT;
	while (n)
		flopcount_timer_free(timer[--n]);
	return code;
}
