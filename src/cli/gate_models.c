/* gate_models.c -- the budget file upwards, its globs into models */
#include "cli/gate_models.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/bytes.h"
#include "cli/clock.h"
#include "cli/exit.h"
#include "cli/job.h"
#include "cli/sandbox.h"
#include "cli/unused.h"

enum { UPWARDS = 64 }; /* folders */

/* --- the file ----------------------------------------------------------------------------- */

static char *
find_config(void)
{
	char *prefix = fc_text_copy("", 0);

	for (int i = 0; i < UPWARDS; i++) {
		char *path = fc_text_join(prefix, "flopcount.json", ""), *next;

		if (!access(path, F_OK)) {
			free(prefix);
			return path;
		}
		free(path);
		next = fc_text_join(prefix, "../", "");
		free(prefix);
		prefix = next;
	}
	free(prefix);
	return NULL;
}

static int
make_gate(struct fc_budget_run *b, const char *text, size_t n)
{
	struct flopcount_gate_options o = FLOPCOUNT_GATE_OPTIONS_INIT;

	o.budget = text;
	o.budget_size = n;
	o.budget_name = b->config;
	o.strict = b->run.s->strict;
	o.require_baseline = b->run.s->gate.require_baseline;
	return fc_gate_new(&b->run, &o);
}

int
fc_budget_open(struct fc_budget_run *b, struct fc_settings *s)
{
	const char *slash;
	size_t n = 0;
	int error = 0, code;
	char *text;

	b->run.s = s;
	b->config = s->gate.config ? fc_text_copy(s->gate.config, strlen(s->gate.config)) : find_config();
	if (!b->config) {
		fc_say_error(&s->say,
		             "no flopcount.json here or above; 'flopcount init MODEL...' writes one");
		return FC_EXIT_USAGE;
	}
	slash = strrchr(b->config, '/');
	b->folder = fc_text_copy(b->config, slash ? (size_t)(slash + 1 - b->config) : 0);
	text = fc_bytes_read(b->config, FC_BYTES_CONFIG, &n, &error);
	if (!text) {
		fc_say_error(&s->say, "cannot read '%s': %s", b->config, strerror(error));
		return error == ENOMEM ? FC_EXIT_FAULT : FC_EXIT_USAGE;
	}
	code = make_gate(b, text, n);
	free(text);
	return code;
}

void
fc_budget_done(struct fc_budget_run *b)
{
	flopcount_gate_free(b->run.gate);
	free(b->config);
	free(b->folder);
}

/* --- models ------------------------------------------------------------------------------- */

struct entry_run {
	struct fc_budget_run *b;
	struct flopcount_gate_entry entry;
	size_t index, first_operand;
	struct fc_settings settings; /* of this entry: its inputs and dims */
	struct fc_unused unused;
	bool *named; /* per operand: some model answers to it */
	size_t n;    /* models of this entry that were added */
};

static bool
has_glob(const char *path)
{
	return strpbrk(path, "*?[");
}

/* How much of a pattern is folders without a wildcard. */
static size_t
literal_folder(const char *pattern)
{
	const char *wild = strpbrk(pattern, "*?["), *slash = pattern;

	for (const char *p = pattern; wild && p < wild; p++) {
		if (*p == '/')
			slash = p + 1;
	}
	return (size_t)(slash - pattern);
}

/* One path, one name; of a pattern, "NAME/what stands behind its literal folders". malloc'ed. */
static char *
name_of(const struct entry_run *e, const char *path)
{
	const char *pattern = e->entry.path, *rest = pattern[0] == '/' ? path : path + strlen(e->b->folder);

	if (!e->entry.name)
		return fc_text_copy(rest, strlen(rest));
	if (!has_glob(pattern))
		return fc_text_copy(e->entry.name, strlen(e->entry.name));
	return fc_text_join(e->entry.name, "/", rest + literal_folder(pattern));
}

static const char *
without_dot(const char *path)
{
	while (path[0] == '.' && path[1] == '/')
		path += 2;
	return path;
}

static bool
is_wanted(struct entry_run *e, const char *name, const char *path)
{
	const struct fc_list *operand = &e->b->run.s->operand;
	bool wanted = operand->n <= e->first_operand;

	for (size_t i = e->first_operand; i < operand->n; i++) {
		if (strcmp(operand->at[i], name) != 0 &&
		    strcmp(without_dot(operand->at[i]), without_dot(path)) != 0 &&
		    !(e->entry.name && !strcmp(operand->at[i], e->entry.name)))
			continue;
		e->named[i] = wanted = true;
	}
	return wanted;
}

/* The settings that open a model of this entry; the texts stay the gate's. */
static void
settle(struct entry_run *e)
{
	const struct fc_settings *s = e->b->run.s;
	struct fc_settings *to = &e->settings;

	*to = (struct fc_settings){ .say = s->say };
	to->convention = flopcount_gate_text(e->b->run.gate, "convention");
	to->method = e->entry.method;
	to->ops = s->ops;
	to->n_ops = s->n_ops;
	to->limits = s->limits;
	for (size_t i = 0; i < e->entry.n_inputs; i++)
		fc_list_add(&to->input, e->entry.inputs[i]);
	to->dim = fc_memory(NULL, e->entry.n_dims + 1, sizeof(*to->dim));
	for (size_t i = 0; i < e->entry.n_dims; i++) {
		const struct flopcount_binding *d = &e->entry.dims[i];

		to->dim[to->n_dim++] =
		    (struct fc_dim_setting){ d->name, fc_text_copy(d->name, strlen(d->name)), d->value };
	}
}

/* Thrice, each time loaded anew: what a machine does now and then falls out of the median. */
static int
measure(struct entry_run *e, const struct fc_job *job)
{
	enum { REPEATS = 3 };
	struct fc_clock clock;
	int code = fc_clock_open(&clock, e->b->run.s);

	clock.options.min_time = 1;
	clock.options.least_runs = e->entry.samples;
	if (!code)
		code = fc_clock_measure(&clock, job, REPEATS);
	fc_clock_done(&clock);
	return code;
}

static int
add_one(struct entry_run *e, const char *path, const char *name, enum flopcount_side side)
{
	struct flopcount_gate_model model = FLOPCOUNT_GATE_MODEL_INIT;
	struct fc_job job = { .path = path };
	int code, timed = FC_EXIT_OK;

	model.name = name;
	model.entry = e->index;
	model.path = path;
	model.side = side;
	job.keep_model = e->entry.samples;
	fc_job_run(&e->settings, &job);
	fc_unused_note(&e->unused, &e->settings, &job);
	if (e->entry.samples && !job.status)
		timed = measure(e, &job);
	code = fc_exit_worse(fc_gate_take(&e->b->run, &job, &model), timed);
	fc_job_done(&job);
	return code;
}

static int
add_match(struct entry_run *e, const char *path)
{
	const char *base = e->b->run.s->gate.base_model;
	char *name = name_of(e, path);
	int code = FC_EXIT_OK;

	if (is_wanted(e, name, path)) {
		code = add_one(e, path, name, FLOPCOUNT_HEAD);
		if (base)
			code = fc_exit_worse(code, add_one(e, base, name, FLOPCOUNT_BASE));
		e->n++;
	}
	free(name);
	return code;
}

/* What a pattern matches, sorted by bytes. One that matches nothing stands for itself, and will not open. */
static int
add_entry(struct entry_run *e)
{
	struct fc_list paths = { 0 };
	char *pattern = fc_text_join(e->entry.path[0] == '/' ? "" : e->b->folder, e->entry.path, "");
	glob_t found;
	int code = FC_EXIT_OK;

	if (has_glob(e->entry.path) && !glob(pattern, GLOB_NOSORT, NULL, &found)) {
		for (size_t i = 0; i < found.gl_pathc; i++)
			fc_list_add(&paths, found.gl_pathv[i]);
		globfree(&found);
		fc_list_sort(&paths);
	} else {
		if (has_glob(e->entry.path))
			fc_say_error(&e->b->run.s->say, "%s:%u: '%s' matches nothing", e->b->config,
			             e->entry.line, e->entry.path);
		fc_list_add(&paths, pattern);
	}
	fc_unused_init(&e->unused, &e->settings);
	for (size_t i = 0; i < paths.n; i++)
		code = fc_exit_worse(code, add_match(e, paths.at[i]));
	if (!code && e->n)
		code = fc_unused_say(&e->unused, &e->settings);
	fc_unused_done(&e->unused);
	fc_list_done(&paths);
	free(pattern);
	return code;
}

static int
say_unnamed(struct fc_budget_run *b, const bool *named, size_t first)
{
	int code = FC_EXIT_OK;

	for (size_t i = first; i < b->run.s->operand.n; i++) {
		if (named[i])
			continue;
		fc_say_error(&b->run.s->say, "no model of '%s' has the name or path '%s'", b->config,
		             b->run.s->operand.at[i]);
		code = FC_EXIT_USAGE;
	}
	return code;
}

int
fc_budget_add(struct fc_budget_run *b, size_t first_operand)
{
	struct entry_run e = { .b = b, .first_operand = first_operand };
	int code = FC_EXIT_OK;

	e.named = fc_memory(NULL, b->run.s->operand.n + 1, sizeof(*e.named));
	memset(e.named, 0, (b->run.s->operand.n + 1) * sizeof(*e.named));
	for (size_t i = 0;; i++) {
		e.entry = (struct flopcount_gate_entry)FLOPCOUNT_GATE_ENTRY_INIT;
		if (flopcount_gate_entry_at(b->run.gate, i, &e.entry))
			break;
		e.index = i;
		e.n = 0;
		settle(&e);
		code = fc_exit_worse(code, add_entry(&e));
		b->n += e.n;
		e.settings.ops = NULL; /* they are those of the run */
		e.settings.n_ops = 0;
		e.settings.limits = NULL;
		fc_settings_done(&e.settings);
	}
	code = fc_exit_worse(code, say_unnamed(b, e.named, first_operand));
	free(e.named);
	return code;
}

/* --- the sandbox -------------------------------------------------------------------------- */

/* What a pattern can match is below its folder, cut where the first mark of a pattern stands. */
static void
allow_entry(const struct fc_budget_run *b, const char *path)
{
	char *pattern = fc_text_join(path[0] == '/' ? "" : b->folder, path, ""), *slash;

	if (has_glob(path)) {
		pattern[strcspn(pattern, "*?[")] = '\0';
		slash = strrchr(pattern, '/');
		if (slash)
			slash[1] = '\0';
		fc_sandbox_read(b->run.s, slash ? pattern : ".");
	} else {
		fc_sandbox_read(b->run.s, pattern);
	}
	free(pattern);
}

int
fc_budget_confine(const struct fc_budget_run *b)
{
	struct fc_settings *s = b->run.s;
	struct flopcount_gate_entry entry = FLOPCOUNT_GATE_ENTRY_INIT;
	char *baseline = fc_budget_baseline(b);

	for (size_t i = 0; !flopcount_gate_entry_at(b->run.gate, i, &entry); i++)
		allow_entry(b, entry.path);
	if (baseline)
		fc_sandbox_read(s, baseline);
	if (s->gate.base_model)
		fc_sandbox_read(s, s->gate.base_model);
	free(baseline);
	return fc_sandbox_enter(s, NULL);
}

/* --- the baseline ------------------------------------------------------------------------- */

char *
fc_budget_baseline(const struct fc_budget_run *b)
{
	const char *given = b->run.s->gate.baseline;
	const char *path = given ? given : flopcount_gate_text(b->run.gate, "baseline");

	if (!path)
		return NULL;
	return fc_text_join(given || path[0] == '/' ? "" : b->folder, path, "");
}

int
fc_budget_load(struct fc_budget_run *b, const char *path, bool *there)
{
	*there = !access(path, F_OK);
	return *there ? fc_gate_load(&b->run, FLOPCOUNT_BASE, path, NULL) : FC_EXIT_OK;
}
