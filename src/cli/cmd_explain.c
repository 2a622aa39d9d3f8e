/* cmd_explain.c -- flopcount explain MODEL NODE: one formula with its numbers put in */
#include "cli/cmd.h"

#include <stdio.h>

#include "cli/exit.h"
#include "cli/job.h"
#include "cli/options.h"
#include "cli/outfile.h"
#include "cli/sandbox.h"
#include "cli/settings.h"
#include "cli/unused.h"
#include "flopcount.h"

/* Names come from the file: what would move the cursor is written as text. */
static int
write_safely(void *out, const void *data, size_t n)
{
	const char *text = data;
	char hex[5];
	size_t from = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c >= ' ' && c != 0x7f) || c == '\n')
			continue;
		snprintf(hex, sizeof(hex), "\\x%02x", c);
		if (fc_outfile_write(out, text + from, i - from) || fc_outfile_write(out, hex, 4))
			return 1;
		from = i + 1;
	}
	return fc_outfile_write(out, text + from, n - from);
}

static int
write_node(struct fc_settings *s, const struct fc_job *job, const char *node)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct fc_outfile out;
	int status;

	fc_outfile_open(&out, NULL);
	status = flopcount_explain(job->model, node, write_safely, &out);
	if (!status)
		return FC_EXIT_OK;
	if (status == FLOPCOUNT_E_IO)
		return fc_outfile_failed(&out, &s->say);
	for (size_t i = 0; !flopcount_ctx_diagnostic_at(job->ctx, i, &d); i++)
		fc_say_diagnostic(&s->say, job->path, &d);
	return status == FLOPCOUNT_E_NOT_FOUND ? FC_EXIT_USAGE : FC_EXIT_FAULT;
}

static int
explain(struct fc_settings *s)
{
	struct fc_job job = { .keep_model = true };
	struct fc_unused unused;
	int code;

	if (s->operand.n != 2)
		return fc_cmd_misused(s, &fc_cmd_explain,
		                      s->operand.n < 2 ? "MODEL and NODE are needed"
		                                       : "more operands than MODEL and NODE");
	code = fc_job_check(s);
	fc_sandbox_read(s, s->operand.at[0]);
	if (!code)
		code = fc_sandbox_enter(s, NULL);
	if (code)
		return code;
	job.path = s->operand.at[0];
	fc_job_run(s, &job);
	code = fc_job_say(s, &job);
	fc_unused_init(&unused, s);
	fc_unused_note(&unused, s, &job);
	if (!code)
		code = fc_unused_say(&unused, s);
	if (!code)
		code = write_node(s, &job, s->operand.at[1]);
	fc_unused_done(&unused);
	fc_job_done(&job);
	return code;
}

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "about the model", .group = fc_options_model },
	{ FC_OPT_GROUP, .help = "general", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_explain = {
	"explain", "[OPTIONS] MODEL NODE",
	"print the formula of one node with its numbers put in; NODE is a name, its end, or #INDEX", options,
	explain
};
