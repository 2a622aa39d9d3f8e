/* cmd_count.c -- flopcount MODEL...: a report of each model */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "cli/crew.h"
#include "cli/device.h"
#include "cli/exit.h"
#include "cli/find.h"
#include "cli/job.h"
#include "cli/list.h"
#include "cli/options.h"
#include "cli/reports.h"
#include "cli/sandbox.h"
#include "cli/settings.h"
#include "cli/unused.h"
#include "flopcount.h"

struct count {
	struct fc_settings *s;
	struct fc_list path;
	struct fc_job *job;
	struct fc_reports reports;
	struct fc_unused unused;
	bool stopped; /* nothing more is to be written, and files stay as they were */
};

/* The first operand would not open; perhaps it was to be a command. */
static void
hint_command(struct fc_settings *s, const char *path)
{
	const char *near = fc_cmd_find(path) ? path : fc_cmd_near(path);

	if (!s->operand.n || strcmp(path, s->operand.at[0]) != 0)
		return;
	if (near && !strcmp(near, path))
		fc_say_note(&s->say, "a command stands before all options: flopcount %s ...", path);
	else if (near)
		fc_say_note(&s->say, "did you mean the command '%s'?", near);
}

static int
strict_code(struct fc_settings *s, const struct fc_job *job)
{
	if (!s->strict || job->status || flopcount_result_is_strict(job->result))
		return FC_EXIT_OK;
	fc_say_error(&s->say, "'%s' is incomplete: %s", job->path,
	             flopcount_result_completeness(job->result) != FLOPCOUNT_COMPLETE
	                 ? flopcount_result_text(job->result, "status")
	                 : "an error, or a figure that depends on data");
	return FC_EXIT_INCOMPLETE;
}

/* One model, from its diagnostics to its place in the reports. */
static int
count_one(struct count *c, struct fc_job *job, bool alone)
{
	int code = fc_job_say(c->s, job);
	int written;

	if (job->status == FLOPCOUNT_E_IO)
		hint_command(c->s, job->path);
	fc_unused_note(&c->unused, c->s, job);
	if (alone) {
		int unused = fc_unused_say(&c->unused, c->s);

		c->stopped = unused != FC_EXIT_OK;
		if (unused)
			return fc_exit_worse(code, unused);
	}
	if (!job->result) {
		c->stopped = true; /* there is no memory for its place in the reports */
		return fc_exit_worse(code, FC_EXIT_MODEL);
	}
	written = fc_reports_add(&c->reports, job->result);
	c->stopped = written != FC_EXIT_OK;
	return fc_exit_worse(fc_exit_worse(code, strict_code(c->s, job)), written);
}

static int
count_all(struct count *c)
{
	size_t n = c->path.n;
	struct fc_crew *crew;
	int code = FC_EXIT_OK;

	c->job = fc_memory(NULL, n, sizeof(*c->job));
	memset(c->job, 0, n * sizeof(*c->job));
	for (size_t i = 0; i < n; i++)
		c->job[i].path = c->path.at[i];
	crew = fc_crew_new(c->s, c->job, n);
	for (size_t i = 0; i < n && !c->stopped; i++) {
		fc_say_progress(&c->s->say, i, n, c->path.at[i]);
		code = fc_exit_worse(code, count_one(c, fc_crew_wait(crew, i), n == 1));
		fc_job_done(&c->job[i]);
	}
	fc_say_progress_end(&c->s->say);
	fc_crew_free(crew);
	for (size_t i = 0; i < n; i++)
		fc_job_done(&c->job[i]);
	free(c->job);
	if (c->stopped)
		return code;
	if (n > 1)
		code = fc_exit_worse(code, fc_unused_say(&c->unused, c->s));
	return fc_exit_worse(code, fc_reports_end(&c->reports));
}

static int
count(struct fc_settings *s)
{
	struct count c = { .s = s };
	int code, found;

	if (!s->operand.n && !s->files_from)
		return fc_cmd_misused(s, &fc_cmd_count, "MODEL is needed");
	code = fc_job_check(s);
	if (!code)
		code = fc_device_take(s);
	if (code)
		return code;
	found = fc_find_models(s, &c.path);
	fc_unused_init(&c.unused, s);
	if (c.path.n) {
		code = fc_reports_open(&c.reports, s, c.path.n);
		if (!code)
			code = fc_sandbox_enter(s, &c.path);
		if (!code)
			code = count_all(&c);
		fc_reports_done(&c.reports);
	}
	fc_unused_done(&c.unused);
	fc_list_done(&c.path);
	flopcount_device_free(s->device);
	return fc_exit_worse(code, found);
}

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "about the models", .group = fc_options_model },
	{ FC_OPT_GROUP, .help = "about the report", .group = fc_options_report },
	{ FC_OPT_GROUP, .help = "about the run", .group = fc_options_count },
	{ FC_OPT_GROUP, .help = "general", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_count = { "count", "[OPTIONS] MODEL...",
	                             "MODEL is a file, a directory that holds some, or - for standard input",
	                             options, count };
