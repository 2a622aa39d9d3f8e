/* cmd_ops.c -- flopcount ops [NAME]: operators, their names in files, their formulas */
#include "cli/cmd.h"

#include "cli/exit.h"
#include "cli/options.h"
#include "cli/outfile.h"
#include "cli/settings.h"
#include "flopcount.h"

static int
ops(struct fc_settings *s)
{
	const char *word = s->operand.n ? s->operand.at[0] : NULL;
	struct fc_outfile out;
	int status;

	if (s->operand.n > 1)
		return fc_cmd_misused(s, &fc_cmd_ops, "more than one operator");
	fc_outfile_open(&out, NULL);
	status = flopcount_ops(word, fc_outfile_write, &out);
	if (status == FLOPCOUNT_E_NOT_FOUND) {
		fc_opt_is_name(s, FLOPCOUNT_OPERATORS, word);
		return FC_EXIT_USAGE;
	}
	if (status == FLOPCOUNT_E_IO)
		return fc_outfile_failed(&out, &s->say);
	if (status)
		fc_say_error(&s->say, "%s", flopcount_status_text(status));
	return status ? FC_EXIT_FAULT : FC_EXIT_OK;
}

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "options", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_ops = {
	"ops", "[NAME]", "list the operators that are known, with their formulas; of one, all that is known",
	options, ops
};
