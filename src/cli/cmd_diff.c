/* cmd_diff.c -- flopcount diff BASE HEAD: what changed between two models or reports */
#include "cli/cmd.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bytes.h"
#include "cli/exit.h"
#include "cli/gate.h"
#include "cli/job.h"
#include "cli/options.h"
#include "cli/sandbox.h"
#include "cli/unused.h"

/* Standard input is read whole: what it is shows only then. */
static int
add_pipe(struct fc_gate_run *r, enum flopcount_side side, struct fc_job *job, struct flopcount_bytes *bytes)
{
	int error = 0;

	bytes->data = fc_bytes_read("-", FC_BYTES_PIPE, &bytes->size, &error);
	if (!bytes->data) {
		fc_say_error(&r->s->say, "cannot read standard input: %s", strerror(error));
		return FC_EXIT_MODEL;
	}
	if (fc_bytes_are_json(bytes->data, bytes->size))
		return fc_gate_load(r, side, "-", bytes);
	job->bytes = bytes;
	return FC_EXIT_OK;
}

static int
add_side(struct fc_gate_run *r, enum flopcount_side side, const char *path, struct fc_unused *unused)
{
	struct flopcount_gate_model model = FLOPCOUNT_GATE_MODEL_INIT;
	struct flopcount_bytes bytes = { NULL, 0 };
	struct fc_job job = { .path = path };
	int code = FC_EXIT_OK;

	if (fc_bytes_file_is_json(path)) {
		unused->failed = true; /* what was given cannot reach into a report */
		return fc_gate_load(r, side, path, NULL);
	}
	if (!strcmp(path, "-")) {
		code = add_pipe(r, side, &job, &bytes);
		if (code || !job.bytes) {
			free((void *)(uintptr_t)bytes.data);
			return code;
		}
	}
	model.name = "";
	model.path = path;
	model.side = side;
	fc_job_run(r->s, &job);
	fc_unused_note(unused, r->s, &job);
	code = fc_gate_take(r, &job, &model);
	fc_job_done(&job);
	free((void *)(uintptr_t)bytes.data);
	return code;
}

static int
open_gate(struct fc_gate_run *r)
{
	struct flopcount_gate_options o = FLOPCOUNT_GATE_OPTIONS_INIT;
	struct fc_settings *s = r->s;

	o.limits = (const char *const *)s->gate.fail_on.at;
	o.n_limits = s->gate.fail_on.n;
	o.by = (enum flopcount_by)s->by;
	o.depth = (unsigned)s->depth;
	o.strict = s->strict;
	return fc_gate_new(r, &o);
}

static int
compare(struct fc_gate_run *r)
{
	struct fc_settings *s = r->s;
	struct fc_unused unused;
	int code;

	fc_unused_init(&unused, s);
	code = add_side(r, FLOPCOUNT_BASE, s->operand.at[0], &unused);
	code = fc_exit_worse(code, add_side(r, FLOPCOUNT_HEAD, s->operand.at[1], &unused));
	if (!code)
		code = fc_unused_say(&unused, s);
	fc_unused_done(&unused);
	if (code == FC_EXIT_USAGE || code == FC_EXIT_MODEL || code == FC_EXIT_FAULT)
		return code;
	return fc_exit_worse(code, fc_gate_conclude(r));
}

static int
diff(struct fc_settings *s)
{
	struct fc_gate_run r = { .s = s };
	int code;

	if (s->operand.n != 2)
		return fc_cmd_misused(s, &fc_cmd_diff,
		                      s->operand.n < 2 ? "BASE and HEAD are needed"
		                                       : "more operands than BASE and HEAD");
	code = fc_job_check(s);
	if (!code)
		code = open_gate(&r);
	if (!code)
		code = fc_gate_open(&r);
	if (!code)
		code = fc_sandbox_enter(s, &s->operand);
	if (!code)
		code = compare(&r);
	fc_gate_close(&r);
	flopcount_gate_free(r.gate);
	return code;
}

static bool
take_limit(struct fc_settings *s, const struct fc_opt *o, const char *value)
{
	(void)o;
	fc_list_add(&s->gate.fail_on, value);
	return true;
}

static const char *const bys[] = { "node", "module", "op", NULL };

static const struct fc_opt own[] = {
	{ FC_OPT_CALL, 0, "fail-on", "METRIC=LIMIT",
	  "exit with 1 when METRIC grows by more, as in flops=+2% or params=+50M; repeatable",
	  .take = take_limit },
	{ FC_OPT_CHOICE, 0, "by", "node|module|op", "compare nodes (default), modules, or operators",
	  .into = offsetof(struct fc_settings, by), .choice = bys },
	{ FC_OPT_NUMBER, 0, "depth", "N", "with --by module: cut module paths at depth N",
	  .into = offsetof(struct fc_settings, depth) },
	{ FC_OPT_NAME, 'c', "convention", "NAME", "how FLOPs are counted: paper (default), hardware ...",
	  .into = offsetof(struct fc_settings, convention), .names = FLOPCOUNT_CONVENTIONS, .is_name = true },
	{ FC_OPT_FLAG, 0, "strict", NULL, "exit with 4 when a count is incomplete",
	  .into = offsetof(struct fc_settings, strict) },
	{ .kind = FC_OPT_END },
};

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "about the comparison", .group = own },
	{ FC_OPT_GROUP, .help = "about the models", .group = fc_options_model },
	{ FC_OPT_GROUP, .help = "about what is written", .group = fc_options_gate },
	{ FC_OPT_GROUP, .help = "general", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_diff = {
	"diff", "[OPTIONS] BASE HEAD",
	"tell what changed between two models, reports (-f json) or baselines, in any mix of formats",
	options, diff
};
