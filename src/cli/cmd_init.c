/* cmd_init.c -- flopcount init MODEL...: a first budget file from today's numbers */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "cli/find.h"
#include "cli/gate.h"
#include "cli/job.h"
#include "cli/options.h"
#include "cli/sandbox.h"
#include "cli/unused.h"

/* The file's name without folder and extension. malloc'ed. */
static char *
stem_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path, *dot = strrchr(file, '.');

	return fc_text_copy(file, dot && dot > file ? (size_t)(dot - file) : strlen(file));
}

/* That, or the path when another model has that name. malloc'ed. */
static char *
name_of(const struct fc_list *paths, size_t i)
{
	char *name = stem_of(paths->at[i]);
	size_t same = 0;

	for (size_t k = 0; k < paths->n; k++) {
		char *other = stem_of(paths->at[k]);

		same += !strcmp(other, name);
		free(other);
	}
	if (same < 2)
		return name;
	free(name);
	return fc_text_copy(paths->at[i], strlen(paths->at[i]));
}

static int
add_all(struct fc_gate_run *r, const struct fc_list *paths)
{
	struct flopcount_gate_model model = FLOPCOUNT_GATE_MODEL_INIT;
	struct fc_unused unused;
	int code = FC_EXIT_OK;

	fc_unused_init(&unused, r->s);
	for (size_t i = 0; i < paths->n; i++) {
		struct fc_job job = { .path = paths->at[i] };
		char *name = name_of(paths, i);

		model.name = name;
		model.path = paths->at[i];
		fc_job_run(r->s, &job);
		fc_unused_note(&unused, r->s, &job);
		code = fc_exit_worse(code, fc_gate_take(r, &job, &model));
		fc_job_done(&job);
		free(name);
	}
	if (!code)
		code = fc_unused_say(&unused, r->s);
	fc_unused_done(&unused);
	return code;
}

static int
write_budget(struct fc_gate_run *r, const char *file)
{
	struct fc_settings *s = r->s;
	int code;

	if (fc_gate_finish(r) == FC_EXIT_FAULT)
		return FC_EXIT_FAULT;
	code = fc_gate_write(r, "init", file);
	if (code || !strcmp(file, "-"))
		return code;
	fc_say_note(&s->say, "wrote %s; next: flopcount baseline write, flopcount check", file);
	return code;
}

static int
init(struct fc_settings *s)
{
	struct flopcount_gate_options o = FLOPCOUNT_GATE_OPTIONS_INIT;
	const char *file = s->gate.config ? s->gate.config : "flopcount.json";
	struct fc_gate_run r = { .s = s };
	struct fc_list paths = { 0 };
	int code;

	if (!s->operand.n)
		return fc_cmd_misused(s, &fc_cmd_init, "MODEL is needed");
	if (s->sandbox)
		return fc_sandbox_refuse(s, "init", "it writes a file of the project");
	if (strcmp(file, "-") != 0 && !s->gate.force && !access(file, F_OK)) {
		fc_say_error(&s->say, "'%s' is there already; --force replaces it", file);
		return FC_EXIT_USAGE;
	}
	code = fc_job_check(s);
	if (!code)
		code = fc_find_models(s, &paths);
	if (!code)
		code = fc_gate_new(&r, &o);
	if (!code)
		code = add_all(&r, &paths);
	if (!code)
		code = write_budget(&r, file);
	flopcount_gate_free(r.gate);
	fc_list_done(&paths);
	return code;
}

static bool
take_margin(struct fc_settings *s, const struct fc_opt *o, const char *value)
{
	char *end;
	unsigned long v = strtoul(value, &end, 10);

	if (*value < '0' || *value > '9' || (*end && strcmp(end, "%") != 0) || v > 1000) {
		fc_say_error(&s->say, "option '--%s' takes %s up to 1000, not '%s'", o->name, o->arg, value);
		return false;
	}
	s->gate.margin = v;
	s->gate.has_margin = true;
	return true;
}

static const struct fc_opt own[] = {
	{ FC_OPT_TEXT, 0, "config", "FILE", "write to FILE, not to flopcount.json; - is standard output",
	  .into = offsetof(struct fc_settings, gate.config) },
	{ FC_OPT_FLAG, 0, "force", NULL, "replace the file",
	  .into = offsetof(struct fc_settings, gate.force) },
	{ FC_OPT_CALL, 0, "margin", "PERCENT", "what stands on top of today's numbers (default 5)",
	  .take = take_margin },
	{ FC_OPT_NAME, 'c', "convention", "NAME",
	  "how FLOPs are counted: paper (default), hardware ...",
	  .into = offsetof(struct fc_settings, convention), .names = FLOPCOUNT_CONVENTIONS, .is_name = true },
	{ .kind = FC_OPT_END },
};

static const struct fc_opt options[] = {
	{ FC_OPT_GROUP, .help = "about the budget file", .group = own },
	{ FC_OPT_GROUP, .help = "about the models", .group = fc_options_model },
	{ FC_OPT_GROUP, .help = "general", .group = fc_options_general },
	{ .kind = FC_OPT_END },
};

const struct fc_cmd fc_cmd_init = {
	"init", "[OPTIONS] MODEL...", "write a budget file with today's numbers of the models plus a margin",
	options, init
};
