/* cmd_check.c -- flopcount check: models against their budgets */
#include "cli/cmd.h"

#include <stdlib.h>

#include "cli/clock.h"
#include "cli/exit.h"
#include "cli/gate_models.h"
#include "cli/options.h"

/* An exit code; what is not there matters to --require-baseline alone, and to who named it. */
static int
load_baseline(struct fc_budget_run *b)
{
	struct fc_settings *s = b->run.s;
	char *path = s->gate.base_model ? NULL : fc_budget_baseline(b);
	bool there = true;
	int code = path ? fc_budget_load(b, path, &there) : FC_EXIT_OK;

	if (!there && s->gate.baseline) {
		fc_say_error(&s->say, "there is no baseline '%s'", path);
		code = FC_EXIT_ABSENT;
	} else if (!there) {
		fc_say_note(&s->say, "there is no baseline '%s' yet; 'flopcount baseline write' makes it",
		            path);
	}
	free(path);
	return code;
}

static int
gate(struct fc_budget_run *b)
{
	struct fc_settings *s = b->run.s;
	int code = load_baseline(b);

	if (code)
		return code;
	code = fc_budget_add(b, 0);
	if (!b->n)
		return code;
	if (s->gate.base_model && b->n != 1) {
		fc_say_error(&s->say, "--base-model stands for one model, and this is a check of %zu", b->n);
		return FC_EXIT_USAGE;
	}
	return fc_exit_worse(code, fc_gate_conclude(&b->run));
}

static int
check(struct fc_settings *s)
{
	struct fc_budget_run b = { .n = 0 };
	int code = fc_budget_open(&b, s);

	if (!code)
		code = fc_gate_open(&b.run);
	if (!code)
		code = fc_budget_confine(&b);
	if (!code)
		code = gate(&b);
	fc_gate_close(&b.run);
	fc_budget_done(&b);
	return code;
}

#define INTO(field) .into = offsetof(struct fc_settings, field)

static const struct fc_opt own[] = {
	{ FC_OPT_TEXT, 0, "config", "FILE", "the budget file; else flopcount.json here or above",
	  INTO(gate.config) },
	{ FC_OPT_TEXT, 0, "baseline", "FILE", "compare with this baseline or report, not the budget's",
	  INTO(gate.baseline) },
	{ FC_OPT_TEXT, 0, "base-model", "MODEL", "compare with this model, not with a baseline",
	  INTO(gate.base_model) },
	{ FC_OPT_FLAG, 0, "require-baseline", NULL, "exit with 5 where there is nothing to compare with",
	  INTO(gate.require_baseline) },
	{ FC_OPT_FLAG, 0, "warn-as-error", NULL, "exit with 4 when there is a warning",
	  INTO(gate.warn_as_error) },
	FC_OPTION_OPS,
	FC_OPTION_LIMIT,
	FC_OPTION_SANDBOX,
	{ FC_OPT_FLAG, 0, "strict", NULL, "exit with 4 when a count is incomplete", INTO(strict) },
	{ .kind = FC_OPT_END },
};

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "about the gate", .group = own },
	{ FC_OPT_GROUP, .help = "about the runtime, where a latency has a budget",
	  .group = fc_options_runtime },
	{ FC_OPT_GROUP, .help = "about what is written", .group = fc_options_gate },
	{ FC_OPT_GROUP, .help = "general", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_check = { "check", "[OPTIONS] [MODEL...]",
	                             "check the models of the budget file, or those given by name or path, "
	                             "against their budgets",
	                             options, check };
