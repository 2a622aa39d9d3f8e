/* reports.c -- several formats, several files, one pass over the models */
#include "cli/reports.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/exit.h"
#include "cli/opt.h"
#include "cli/options.h"
#include "flopcount.h"

/* Options that are for some formats only, where none of those is written. */
static void
say_unheard(struct fc_settings *s)
{
	const struct {
		const char *option, *formats;
		bool given;
	} some[] = {
		{ "columns", " csv html md table ", s->columns != NULL },
		{ "top", " csv html json jsonl md svg table ", s->top > 0 },
		{ "summary", " csv ", s->summary },
		{ "memory", " csv html json jsonl ", s->memory },
		{ "device", " csv html json jsonl md svg table ", s->device_name != NULL },
	};

	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
		bool heard = !some[i].given;
		char word[16] = "";

		for (size_t k = 0; k < s->n_output && !heard; k++) {
			snprintf(word, sizeof(word), " %s ",
			         s->output[k].format ? s->output[k].format : "table");
			heard = strstr(some[i].formats, word);
		}
		if (!heard)
			fc_say_note(&s->say, "--%s changes nothing in the format %.*s", some[i].option,
			            (int)strcspn(word + 1, " "), word + 1);
	}
	if (s->depth && s->by != FLOPCOUNT_BY_MODULE)
		fc_say_note(&s->say, "--depth changes nothing without --by module");
}

static unsigned
terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long n = columns ? strtol(columns, NULL, 10) : 0;

	if (n > 0 && n < 10000)
		return (unsigned)n;
	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
		return size.ws_col;
	return 0;
}

static struct flopcount_report_options
options_for(const struct fc_settings *s, const struct fc_outfile *file, size_t models)
{
	struct flopcount_report_options o = FLOPCOUNT_REPORT_OPTIONS_INIT;
	bool terminal = !file->name && isatty(STDOUT_FILENO);

	o.by = (enum flopcount_by)s->by;
	o.depth = (unsigned)s->depth;
	o.sort = s->sort;
	o.top = s->top;
	o.columns = s->columns;
	o.summary = s->summary;
	o.color = fc_say_colored(&s->say, terminal);
	o.width = terminal ? terminal_width() : 0;
	o.verbose = s->say.verbose;
	o.memory = s->memory;
	o.models = models;
	o.compare = (enum flopcount_compare)s->compare;
	o.meta = s->meta;
	o.roofline = s->device != NULL;
	o.timed = s->time.wanted;
	return o;
}

/* Names were checked, but for those in the list of columns. */
static int
refused(struct fc_settings *s, int status, const char *wrong)
{
	char word[64];
	size_t n;

	if (status != FLOPCOUNT_E_NOT_FOUND) {
		fc_say_error(&s->say, "%s", flopcount_status_text(status));
		return FC_EXIT_FAULT;
	}
	n = strcspn(wrong, ",");
	n = n < sizeof(word) ? n : sizeof(word) - 1;
	memcpy(word, wrong, n);
	word[n] = '\0';
	if (s->conventions)
		fc_say_error(&s->say, "no '%s' with --conventions", word);
	else
		fc_opt_is_name(s, s->compare ? FLOPCOUNT_COMPARE_COLUMNS : FLOPCOUNT_COLUMNS, word);
	return FC_EXIT_USAGE;
}

static int
open_one(struct fc_reports *r, const struct fc_output_setting *o, size_t models)
{
	struct fc_outfile *file = &r->at[r->n].file;
	struct flopcount_report_options options;
	const char *wrong = "";
	int status;

	if (!fc_outfile_open(file, fc_options_file(o)))
		return fc_outfile_failed(file, &r->s->say);
	options = options_for(r->s, file, models);
	status = flopcount_report_new(&r->at[r->n].report, o->format ? o->format : "table", &options,
	                              (struct flopcount_sink){ fc_outfile_write, file }, &wrong);
	r->n++;
	return status ? refused(r->s, status, wrong) : FC_EXIT_OK;
}

int
fc_reports_open(struct fc_reports *r, struct fc_settings *s, size_t models)
{
	int code = FC_EXIT_OK;

	*r = (struct fc_reports){ .s = s };
	if (!s->n_output)
		s->n_output = 1;
	if (!fc_options_apart(s))
		return FC_EXIT_USAGE;
	if (!s->compare)
		say_unheard(s);
	for (size_t i = 0; i < s->n_output && !code; i++)
		code = open_one(r, &s->output[i], models);
	return code;
}

static int
failed(struct fc_reports *r, size_t i, int status)
{
	if (status == FLOPCOUNT_E_IO)
		return fc_outfile_failed(&r->at[i].file, &r->s->say);
	fc_say_error(&r->s->say, "%s", flopcount_status_text(status));
	return FC_EXIT_FAULT;
}

int
fc_reports_add(struct fc_reports *r, const struct flopcount_result *result)
{
	for (size_t i = 0; i < r->n; i++) {
		int status = flopcount_report_add(r->at[i].report, result);

		if (status)
			return failed(r, i, status);
	}
	return FC_EXIT_OK;
}

int
fc_reports_end(struct fc_reports *r)
{
	int code = FC_EXIT_OK;

	for (size_t i = 0; i < r->n; i++) {
		int status = flopcount_report_end(r->at[i].report);

		flopcount_report_free(r->at[i].report);
		r->at[i].report = NULL;
		if (status)
			code = fc_exit_worse(code, failed(r, i, status));
		if (status)
			fc_outfile_abandon(&r->at[i].file);
		else if (!fc_outfile_commit(&r->at[i].file))
			code = fc_exit_worse(code, fc_outfile_failed(&r->at[i].file, &r->s->say));
	}
	r->n = 0;
	return code;
}

void
fc_reports_done(struct fc_reports *r)
{
	for (size_t i = 0; i < r->n; i++) {
		flopcount_report_free(r->at[i].report);
		fc_outfile_abandon(&r->at[i].file);
	}
	r->n = 0;
}
