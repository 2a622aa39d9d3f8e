/* cmd_ops.c -- flopcount ops [NAME]: operators, their names in files, their formulas */
#include "cli/cmd.h"

#include "cli/exit.h"
#include "cli/job.h"
#include "cli/options.h"
#include "cli/outfile.h"
#include "cli/settings.h"
#include "flopcount.h"

static int
write_ops(const struct fc_settings *s, const char *word, struct fc_outfile *out)
{
	static const char *const name[] = { "table", "csv" };
	struct flopcount_ops_options o = FLOPCOUNT_OPS_OPTIONS_INIT;
	struct flopcount_ctx *ctx = NULL;
	int status = flopcount_ctx_new(&ctx, NULL);

	if (!status)
		status = fc_job_give(s, ctx);
	o.ctx = ctx;
	o.name = word;
	o.format = name[s->ops_format];
	if (!status)
		status = flopcount_ops(&o, fc_outfile_write, out);
	flopcount_ctx_free(ctx);
	return status;
}

static int
ops(struct fc_settings *s)
{
	const char *word = s->operand.n ? s->operand.at[0] : NULL;
	struct fc_outfile out;
	int status;

	if (s->operand.n > 1)
		return fc_cmd_misused(s, &fc_cmd_ops, "more than one operator");
	fc_outfile_open(&out, NULL);
	status = write_ops(s, word, &out);
	if (status == FLOPCOUNT_E_NOT_FOUND && word) {
		fc_opt_is_name(s, FLOPCOUNT_OPERATORS, word);
		return FC_EXIT_USAGE;
	}
	return fc_outfile_said(&out, &s->say, status);
}

static const char *const formats[] = { "table", "csv", NULL };

static const struct fc_opt own[] = {
	{ FC_OPT_CHOICE, 'f', "format", "table|csv", "a table (default), or a row per name in files",
	  .into = offsetof(struct fc_settings, ops_format), .choice = formats },
	FC_OPTION_OPS,
	{ .kind = FC_OPT_END },
};

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "about the list", .group = own },
	{ FC_OPT_GROUP, .help = "general", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_ops = {
	"ops", "[OPTIONS] [NAME]",
	"list the operators that are known, with their formulas; of one, all that is known", options, ops
};
