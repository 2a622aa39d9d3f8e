/* cmd_baseline.c -- flopcount baseline write|update|show: the committed numbers that check compares with */
#include "cli/cmd.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/exit.h"
#include "cli/gate_models.h"
#include "cli/options.h"

/* The folders that path stands in. An exit code. */
static int
make_folders(struct fc_settings *s, char *path)
{
	int code = FC_EXIT_OK;

	for (char *p = path + 1; *p && !code; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (access(path, F_OK) && mkdir(path, 0777)) {
			fc_say_error(&s->say, "cannot make the folder '%s': %s", path, strerror(errno));
			code = FC_EXIT_MODEL;
		}
		*p = '/';
	}
	return code;
}

static int
write_baseline(struct fc_budget_run *b, char *path, bool update)
{
	struct fc_settings *s = b->run.s;
	bool there = false;
	int code = update ? fc_budget_load(b, path, &there) : FC_EXIT_OK;

	if (!code)
		code = fc_budget_add(b, 1);
	if (code)
		return code;
	if (s->operand.n > 1) {
		fc_say_error(&s->say, "a baseline is written whole: no models are named here");
		return FC_EXIT_USAGE;
	}
	if (fc_gate_finish(&b->run) == FC_EXIT_FAULT)
		return FC_EXIT_FAULT; /* that a limit is broken is no reason not to write */
	if (update)
		code = fc_gate_write(&b->run, "changes", NULL);
	if (!code)
		code = make_folders(s, path);
	if (!code)
		code = fc_gate_write(&b->run, "baseline", path);
	if (!code)
		fc_say_note(&s->say, "wrote %s: %zu model%s", path, b->n, b->n == 1 ? "" : "s");
	return code;
}

static int
show_baseline(struct fc_budget_run *b, const char *path)
{
	struct flopcount_gate_options o = FLOPCOUNT_GATE_OPTIONS_INIT;
	struct fc_gate_run run = { .s = b->run.s };
	int code = fc_gate_new(&run, &o);

	if (!code)
		code = fc_gate_load(&run, FLOPCOUNT_HEAD, path, NULL);
	if (!code && fc_gate_finish(&run) == FC_EXIT_FAULT)
		code = FC_EXIT_FAULT;
	if (!code)
		code = fc_gate_write(&run, "show", NULL);
	flopcount_gate_free(run.gate);
	return code;
}

static int
act(struct fc_budget_run *b, const char *action)
{
	char *path = fc_budget_baseline(b);
	int code;

	if (!path) {
		fc_say_error(&b->run.s->say, "'%s' names no \"baseline\", such as \"%s\"", b->config,
		             ".flopcount/baseline.json");
		return FC_EXIT_USAGE;
	}
	code = !strcmp(action, "show") ? show_baseline(b, path)
	                               : write_baseline(b, path, !strcmp(action, "update"));
	free(path);
	return code;
}

static int
baseline(struct fc_settings *s)
{
	static const char *const actions[] = { "write", "update", "show" };
	const char *action = s->operand.n ? s->operand.at[0] : "";
	const char *near = flopcount_nearest(action, actions, 3);
	struct fc_budget_run b = { .n = 0 };
	int code;

	if (strcmp(action, "write") != 0 && strcmp(action, "update") != 0 && strcmp(action, "show") != 0) {
		if (near)
			fc_say_note(&s->say, "did you mean '%s'?", near);
		return fc_cmd_misused(s, &fc_cmd_baseline, "write, update or show is needed");
	}
	code = fc_budget_open(&b, s);
	if (!code)
		code = act(&b, action);
	fc_budget_done(&b);
	return code;
}

static const struct fc_opt own[] = {
	{ FC_OPT_TEXT, 0, "config", "FILE", "the budget file; else flopcount.json here or above",
	  .into = offsetof(struct fc_settings, gate.config) },
	{ FC_OPT_TEXT, 0, "baseline", "FILE", "the baseline, in the place of the budget's",
	  .into = offsetof(struct fc_settings, gate.baseline) },
	FC_OPTION_OPS,
	FC_OPTION_LIMIT,
	{ .kind = FC_OPT_END },
};

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "about the baseline", .group = own },
	{ FC_OPT_GROUP, .help = "general", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_baseline = {
	"baseline", "[OPTIONS] write|update|show",
	"write the baseline of the budget file, write it and print what changed, or print it", options,
	baseline
};
