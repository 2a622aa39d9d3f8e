/* cmd_time.c -- flopcount time MODEL...: what running each takes */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "cli/clock.h"
#include "cli/device.h"
#include "cli/exit.h"
#include "cli/find.h"
#include "cli/job.h"
#include "cli/options.h"
#include "cli/outfile.h"
#include "cli/scratch.h"
#include "cli/settings.h"
#include "cli/unused.h"
#include "flopcount.h"

#define INTO(field) .into = offsetof(struct fc_settings, field)

struct timed {
	struct fc_job job;
	struct flopcount_timer *timer;
};

struct run {
	struct fc_settings *s;
	struct fc_list path;
	struct timed *at;
	struct fc_unused unused;
	struct fc_clock clock;
};

/* --- one model ------------------------------------------------------------------------------------ */

static int
time_one(struct run *r, struct timed *t)
{
	int code;

	t->job.keep_model = true;
	fc_job_run(r->s, &t->job);
	code = fc_job_say(r->s, &t->job);
	fc_unused_note(&r->unused, r->s, &t->job);
	if (t->job.status)
		return code;
	if (r->s->time.profile) {
		r->clock.options.profile = fc_scratch_make(&r->s->say);
		if (!r->clock.options.profile)
			return FC_EXIT_MODEL;
	}
	code = fc_exit_worse(code, fc_clock_run(&r->clock, &t->job, &t->timer));
	fc_scratch_remove();
	return code;
}

/* --- reports ---------------------------------------------------------------------------------------- */

static int
write_one(struct run *r, struct flopcount_timer *const *timer, size_t n, const struct fc_output_setting *o)
{
	const char *format = o && o->format ? o->format : "table";
	struct fc_outfile file;
	struct flopcount_sink sink = { fc_outfile_write, &file };
	int status;

	if (!fc_outfile_open(&file, o ? fc_options_file(o) : NULL))
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

	if (status) {
		fc_say_error(&r->s->say, "%s", flopcount_status_text(status));
		return FC_EXIT_FAULT;
	}
	status = flopcount_timer_new(&timer, ctx, NULL, &r->clock.options);
	code = status ? fc_clock_failed(&r->clock, ctx, NULL, status) : write_one(r, &timer, 1, &o);
	flopcount_timer_free(timer);
	flopcount_ctx_free(ctx);
	return code;
}

static int
time_models(struct fc_settings *s)
{
	struct run r = { .s = s };
	int code;

	if (!s->operand.n && !s->files_from && !s->time.providers)
		return fc_cmd_misused(s, &fc_cmd_time, "MODEL is needed");
	if (!fc_options_apart(s))
		return FC_EXIT_USAGE;
	code = fc_clock_open(&r.clock, s);
	if (!code)
		code = fc_device_take(s);
	if (!code)
		code = fc_job_check(s);
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
	fc_clock_done(&r.clock);
	flopcount_device_free(s->device);
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
	{ FC_OPT_CALL, 0, "data", "NAME=FILE.npy", "values of an input, random otherwise; repeatable",
	  .take = take_data },
	{ FC_OPT_FLAG, 0, "providers", NULL, "list what the runtime can run on", INTO(time.providers) },
	{ FC_OPT_FLAG, 0, "profile", NULL, "tell where the time goes, layer by layer", INTO(time.profile) },
	{ .kind = FC_OPT_END },
};

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "about the models", .group = fc_options_model },
	{ FC_OPT_GROUP, .help = "about the runs", .group = fc_options_runs },
	{ FC_OPT_GROUP, .help = "about the runtime", .group = fc_options_runtime },
	{ FC_OPT_GROUP, .help = "about this command", .group = own },
	{ FC_OPT_GROUP, .help = "about the report", .group = fc_options_time },
	{ FC_OPT_GROUP, .help = "general", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_time = { "time", "[OPTIONS] MODEL...",
	                            "run models in ONNX Runtime and measure how long they take", options,
	                            time_models };
