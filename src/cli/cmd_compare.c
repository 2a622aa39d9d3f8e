/* cmd_compare.c -- flopcount compare MODEL...: a row per model */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "cli/bytes.h"
#include "cli/clock.h"
#include "cli/crew.h"
#include "cli/exit.h"
#include "cli/find.h"
#include "cli/job.h"
#include "cli/options.h"
#include "cli/reports.h"
#include "cli/sandbox.h"
#include "cli/settings.h"
#include "cli/unused.h"
#include "flopcount.h"

enum { META_MAX = 64 << 20 }; /* bytes of a table that is read */

struct compare {
	struct fc_settings *s;
	struct fc_list path;
	struct fc_job *job;
	struct fc_reports reports;
	struct fc_unused unused;
	struct fc_clock clock; /* where --time is given */
	bool stopped; /* nothing more is to be written */
};

/* --- the user's table ------------------------------------------------------------------------- */

static int
read_meta(struct fc_settings *s)
{
	struct flopcount_meta_fault fault = FLOPCOUNT_META_FAULT_INIT;
	size_t n;
	char *text;
	int status, error = 0;

	if (!s->meta_file)
		return FC_EXIT_OK;
	text = fc_bytes_read(s->meta_file, META_MAX, &n, &error);
	if (!text) {
		fc_say_error(&s->say, "cannot read '%s': %s", s->meta_file, strerror(error));
		return FC_EXIT_USAGE;
	}
	status = flopcount_meta_new(&s->meta, (struct flopcount_bytes){ text, n }, &fault);
	free(text);
	if (status == FLOPCOUNT_E_FORMAT)
		fc_say_error(&s->say, "%s:%u: %s", s->meta_file, fault.line, fault.text);
	else if (status)
		fc_say_error(&s->say, "%s", flopcount_status_text(status));
	return !status ? FC_EXIT_OK : status == FLOPCOUNT_E_FORMAT ? FC_EXIT_USAGE : FC_EXIT_FAULT;
}

/* Inputs of the table, "1x3x224x224;n=1x77:int64", where the command line gave none. */
static void
give_inputs(const struct fc_settings *s, struct fc_job *job)
{
	const char *p = s->input.n ? NULL : flopcount_meta_cell(s->meta, job->path, "input");

	while (p && *p) {
		size_t n = strcspn(p, ";");

		if (n)
			fc_list_add_owned(&job->input, fc_text_copy(p, n));
		p += n + (p[n] == ';');
	}
}

/* --- models ------------------------------------------------------------------------------------- */

/* One result per convention of the library. */
static int
add_conventions(struct compare *c, const struct fc_job *job)
{
	const char *name;
	int code = FC_EXIT_OK;

	for (size_t i = 0; !code && (name = flopcount_name_at(FLOPCOUNT_CONVENTIONS, i)); i++) {
		struct flopcount_result_options o = FLOPCOUNT_RESULT_OPTIONS_INIT;
		struct flopcount_result *result = NULL;
		int status;

		o.convention = name;
		status = flopcount_result_new(&result, job->model, &o);
		if (status) {
			fc_say_error(&c->s->say, "%s", flopcount_status_text(status));
			return FC_EXIT_FAULT;
		}
		code = fc_reports_add(&c->reports, result);
		flopcount_result_free(result);
	}
	return code;
}

static int
strict_code(struct fc_settings *s, const struct fc_job *job)
{
	if (!s->strict || job->status || flopcount_result_is_strict(job->result))
		return FC_EXIT_OK;
	fc_say_error(&s->say, "'%s' is incomplete", job->path);
	return FC_EXIT_INCOMPLETE;
}

static int
compare_one(struct compare *c, struct fc_job *job)
{
	int code = fc_job_say(c->s, job);
	int written;

	fc_unused_note(&c->unused, c->s, job);
	if (c->s->time.wanted && job->model && !job->status)
		code = fc_exit_worse(code, fc_clock_measure(&c->clock, job, 1));
	if (!job->result) {
		c->stopped = true; /* there is no memory for its row */
		return fc_exit_worse(code, FC_EXIT_MODEL);
	}
	if (c->s->conventions)
		written = job->model && !job->status ? add_conventions(c, job) : FC_EXIT_OK;
	else
		written = fc_reports_add(&c->reports, job->result);
	c->stopped = written != FC_EXIT_OK;
	return fc_exit_worse(fc_exit_worse(code, strict_code(c->s, job)), written);
}

static int
compare_all(struct compare *c)
{
	size_t n = c->path.n;
	struct fc_crew *crew;
	int code = FC_EXIT_OK;

	c->job = fc_memory(NULL, n, sizeof(*c->job));
	memset(c->job, 0, n * sizeof(*c->job));
	for (size_t i = 0; i < n; i++) {
		c->job[i].path = c->path.at[i];
		c->job[i].keep_model = c->s->conventions || c->s->time.wanted;
		give_inputs(c->s, &c->job[i]);
	}
	crew = fc_crew_new(c->s, c->job, n);
	for (size_t i = 0; i < n && !c->stopped; i++) {
		fc_say_progress(&c->s->say, i, n, c->path.at[i]);
		code = fc_exit_worse(code, compare_one(c, fc_crew_wait(crew, i)));
		fc_job_done(&c->job[i]);
	}
	fc_say_progress_end(&c->s->say);
	fc_crew_free(crew);
	for (size_t i = 0; i < n; i++)
		fc_job_done(&c->job[i]);
	free(c->job);
	if (!c->stopped)
		code = fc_exit_worse(code, fc_unused_say(&c->unused, c->s));
	return c->stopped ? code : fc_exit_worse(code, fc_reports_end(&c->reports));
}

static int
compare(struct fc_settings *s)
{
	struct compare c = { .s = s };
	int code, found;

	if (!s->operand.n && !s->files_from)
		return fc_cmd_misused(s, &fc_cmd_compare, "MODEL is needed");
	if (s->time.wanted && s->conventions)
		return fc_cmd_misused(s, &fc_cmd_compare, "--time and --conventions make two tables");
	if (s->time.wanted)
		s->jobs = 1; /* nothing else runs while one is measured */
	s->compare = s->conventions ? FLOPCOUNT_COMPARE_CONVENTIONS : FLOPCOUNT_COMPARE_MODELS;
	code = fc_job_check(s);
	if (!code)
		code = read_meta(s);
	if (!code && s->time.wanted)
		code = fc_clock_open(&c.clock, s);
	if (code)
		return code;
	found = fc_find_models(s, &c.path);
	fc_unused_init(&c.unused, s);
	if (c.path.n) {
		code = fc_reports_open(&c.reports, s, c.path.n);
		if (!code)
			code = fc_sandbox_enter(s, &c.path);
		if (!code)
			code = compare_all(&c);
		fc_reports_done(&c.reports);
	}
	fc_unused_done(&c.unused);
	fc_list_done(&c.path);
	fc_clock_done(&c.clock);
	flopcount_meta_free(s->meta);
	return fc_exit_worse(code, found);
}

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "about the models", .group = fc_options_model },
	{ FC_OPT_GROUP, .help = "about the comparison", .group = fc_options_compare },
	{ FC_OPT_GROUP, .help = "about --time", .group = fc_options_runs },
	{ FC_OPT_GROUP, .help = "about the runtime of --time", .group = fc_options_runtime },
	{ FC_OPT_GROUP, .help = "about the run", .group = fc_options_count },
	{ FC_OPT_GROUP, .help = "general", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_compare = { "compare", "[OPTIONS] MODEL...",
	                               "a row per model, and what a table of yours knows beside it", options,
	                               compare };
