/* options.c -- the options that commands share */
#include "cli/options.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bytes.h"
#include "cli/job.h"
#include "cli/list.h"
#include "cli/settings.h"
#include "flopcount.h"

#define NAMES(kind) .names = (kind), .is_name = true
#define INTO(field) .into = offsetof(struct fc_settings, field)

static bool
take_input(struct fc_settings *s, const struct fc_opt *o, const char *value)
{
	(void)o;
	fc_list_add(&s->input, value);
	return true;
}

/* NAME=INT; the last '=' parts them, for a name may hold one. */
static bool
take_dim(struct fc_settings *s, const struct fc_opt *o, const char *value)
{
	const char *equals = strrchr(value, '=');
	char *end;
	long long v;

	errno = 0;
	v = equals ? strtoll(equals + 1, &end, 10) : 0;
	if (!equals || equals == value || equals[1] < '0' || equals[1] > '9' || *end || errno) {
		fc_say_error(&s->say, "option '--%s' takes %s with a number that is not negative, not '%s'",
		             o->name, o->arg, value);
		return false;
	}
	s->dim = fc_memory(s->dim, s->n_dim + 1, sizeof(*s->dim));
	s->dim[s->n_dim++] =
	    (struct fc_dim_setting){ value, fc_text_copy(value, (size_t)(equals - value)), v };
	return true;
}

/* Appended to the text that the library takes, which knows the names and the largest values. */
bool
fc_option_limit(struct fc_settings *s, const struct fc_opt *o, const char *value)
{
	struct flopcount_ctx_options options = FLOPCOUNT_CTX_OPTIONS_INIT;
	size_t name = strcspn(value, "="), before = s->limits ? strlen(s->limits) + 1 : 0;
	struct flopcount_ctx *ctx = NULL;
	char *word = fc_text_copy(value, name);
	bool known = !value[name] || fc_opt_is_name(s, o->names, word);

	free(word);
	if (!known)
		return false;
	options.limits = value;
	if (!value[name] || strchr(value, ',') || flopcount_ctx_new(&ctx, &options) == FLOPCOUNT_E_ARGUMENT) {
		fc_say_error(&s->say, "option '--%s' takes %s with a number that the limit can be, not '%s'",
		             o->name, o->arg, value);
		return false;
	}
	flopcount_ctx_free(ctx);
	s->limits = fc_memory(s->limits, before + strlen(value) + 1, 1);
	if (before)
		s->limits[before - 1] = ',';
	memcpy(s->limits + before, value, strlen(value) + 1);
	return true;
}

/* Read at once, so that what is wrong with it is said once. */
bool
fc_option_ops(struct fc_settings *s, const struct fc_opt *o, const char *value)
{
	struct fc_ops_file file = { .path = value };
	int error = 0;

	(void)o;
	file.data = fc_bytes_read(value, FC_BYTES_CONFIG, &file.size, &error);
	if (!file.data) {
		fc_say_error(&s->say, "cannot read '%s': %s", value, strerror(error));
		return false;
	}
	s->ops = fc_memory(s->ops, s->n_ops + 1, sizeof(*s->ops));
	s->ops[s->n_ops++] = file;
	return fc_job_try_ops(s, &file);
}

/* The report that an -f or -o belongs to: the last one where that half is still open. */
static struct fc_output_setting *
output_for(struct fc_settings *s, bool format)
{
	struct fc_output_setting *last = s->n_output ? &s->output[s->n_output - 1] : NULL;

	if (last && !(format ? last->format : last->file))
		return last;
	if (s->n_output == FC_OUTPUTS) {
		fc_say_error(&s->say, "more than %d reports in one run", FC_OUTPUTS);
		return NULL;
	}
	return &s->output[s->n_output++];
}

static bool
take_format(struct fc_settings *s, const struct fc_opt *o, const char *value)
{
	struct fc_output_setting *out;

	if (!fc_opt_is_name(s, o->names, value))
		return false;
	out = output_for(s, true);
	if (out)
		out->format = value;
	return out;
}

static bool
take_output(struct fc_settings *s, const struct fc_opt *o, const char *value)
{
	struct fc_output_setting *out = output_for(s, false);

	(void)o;
	if (out)
		out->file = value;
	return out;
}

const char *
fc_options_file(const struct fc_output_setting *o)
{
	return o->file && strcmp(o->file, "-") != 0 ? o->file : NULL;
}

bool
fc_options_apart(struct fc_settings *s)
{
	for (size_t i = 0; i < s->n_output; i++) {
		const char *x = fc_options_file(&s->output[i]);

		for (size_t k = 0; k < i; k++) {
			const char *y = fc_options_file(&s->output[k]);

			if (x && y ? strcmp(x, y) != 0 : x != y)
				continue;
			fc_say_error(&s->say, "two reports go to %s%s%s; give each an --output of its own",
			             x ? "'" : "", x ? x : "standard output", x ? "'" : "");
			return false;
		}
	}
	return true;
}

static const char *const colors[] = { "auto", "always", "never", NULL };
static const char *const bys[] = { "node", "module", "op", NULL };

const struct fc_opt fc_options_general[] = {
	{ FC_OPT_FLAG, 'q', "quiet", NULL, "say errors only", INTO(say.quiet) },
	{ FC_OPT_FLAG, 'v', "verbose", NULL, "say notes as well, and all of what comes often",
	  INTO(say.verbose) },
	{ FC_OPT_CHOICE, 0, "color", "auto|always|never",
	  "colours; auto: on a terminal, unless NO_COLOR is set", INTO(say.color), .choice = colors },
	{ FC_OPT_FLAG, 'h', "help", NULL, "print this help", INTO(help) },
	{ FC_OPT_FLAG, 0, "version", NULL, "print the version", INTO(version) },
	{ .kind = FC_OPT_END },
};

const struct fc_opt fc_options_model[] = {
	{ FC_OPT_CALL, 'i', "input", "[NAME=]SHAPE[:DTYPE]",
	  "shape of an input, 1x3x224x224 or x=Nx3xHxW:f16; by position without NAME; repeatable",
	  .take = take_input },
	{ FC_OPT_CALL, 'd', "dim", "NAME=INT", "give a symbolic dimension a value; repeatable",
	  .take = take_dim },
	{ FC_OPT_TEXT, 0, "method", "NAME", "TorchScript: count this method, not forward", INTO(method) },
	FC_OPTION_OPS,
	FC_OPTION_LIMIT,
	FC_OPTION_SANDBOX,
	{ .kind = FC_OPT_END },
};

const struct fc_opt fc_options_report[] = {
	{ FC_OPT_CALL, 'f', "format", "FORMAT",
	  "table (default), csv, dot, html, json, jsonl, md, svg; repeatable, each with its --output",
	  NAMES(FLOPCOUNT_FORMATS), .take = take_format },
	{ FC_OPT_CALL, 'o', "output", "FILE",
	  "write the report to FILE, which is replaced when all is written", .take = take_output },
	{ FC_OPT_NAME, 'c', "convention", "NAME",
	  "how FLOPs are counted: paper (default), hardware, ptflops ...", INTO(convention),
	  NAMES(FLOPCOUNT_CONVENTIONS) },
	{ FC_OPT_TEXT, 0, "device", "NAME|FILE",
	  "add what bounds each layer there, and the time it takes at least", INTO(device_name) },
	{ FC_OPT_CHOICE, 0, "by", "node|module|op", "a row per node (default), per module, per operator",
	  INTO(by), .choice = bys },
	{ FC_OPT_NUMBER, 0, "depth", "N", "with --by module: cut module paths at depth N", INTO(depth) },
	{ FC_OPT_NAME, 0, "sort", "COLUMN", "sort rows by a column, largest first", INTO(sort),
	  NAMES(FLOPCOUNT_COLUMNS) },
	{ FC_OPT_NUMBER, 0, "top", "N", "show the first N rows", INTO(top) },
	{ FC_OPT_TEXT, 0, "columns", "LIST", "columns to show, joined by commas", INTO(columns) },
	{ FC_OPT_FLAG, 0, "summary", NULL, "csv: one row of totals per model", INTO(summary) },
	{ FC_OPT_FLAG, 0, "memory", NULL, "csv, json: add the bytes alive while each layer runs",
	  INTO(memory) },
	{ .kind = FC_OPT_END },
};

const struct fc_opt fc_options_compare[] = {
	{ FC_OPT_CALL, 'f', "format", "FORMAT",
	  "table (default), csv, html, json, md, svg; repeatable, each with its --output",
	  NAMES(FLOPCOUNT_COMPARE_FORMATS), .take = take_format },
	{ FC_OPT_CALL, 'o', "output", "FILE",
	  "write the report to FILE, which is replaced when all is written", .take = take_output },
	{ FC_OPT_NAME, 'c', "convention", "NAME",
	  "how FLOPs are counted: paper (default), hardware, ptflops ...", INTO(convention),
	  NAMES(FLOPCOUNT_CONVENTIONS) },
	{ FC_OPT_TEXT, 0, "meta", "FILE",
	  "a CSV table about the models: name, input, and columns to show", INTO(meta_file) },
	{ FC_OPT_FLAG, 0, "time", NULL, "run each model and add what it takes", INTO(time.wanted) },
	{ FC_OPT_FLAG, 0, "conventions", NULL,
	  "FLOPs of each operator under every convention, and what each counts", INTO(conventions) },
	{ FC_OPT_TEXT, 0, "sort", "COLUMN", "sort rows by a column, largest first", INTO(sort) },
	{ FC_OPT_NUMBER, 0, "top", "N", "show the first N rows", INTO(top) },
	{ FC_OPT_TEXT, 0, "columns", "LIST", "columns to show, joined by commas", INTO(columns) },
	{ .kind = FC_OPT_END },
};

const struct fc_opt fc_options_time[] = {
	{ FC_OPT_CALL, 'f', "format", "FORMAT",
	  "table (default), csv, json, md, svg; repeatable, each with its --output",
	  NAMES(FLOPCOUNT_TIMING_FORMATS), .take = take_format },
	{ FC_OPT_CALL, 'o', "output", "FILE",
	  "write the report to FILE, which is replaced when all is written", .take = take_output },
	{ FC_OPT_TEXT, 0, "device", "NAME|FILE", "add the time that it takes there at least",
	  INTO(device_name) },
	{ FC_OPT_TEXT, 0, "files-from", "FILE", "read more models from FILE, one a line; - is standard input",
	  INTO(files_from) },
	{ .kind = FC_OPT_END },
};

const struct fc_opt fc_options_count[] = {
	{ FC_OPT_TEXT, 0, "files-from", "FILE", "read more models from FILE, one a line; - is standard input",
	  INTO(files_from) },
	{ FC_OPT_NUMBER, 'j', "jobs", "N", "read N models at a time; 0: as many as there are processors",
	  INTO(jobs) },
	{ FC_OPT_FLAG, 0, "strict", NULL, "exit with 4 when a count is incomplete or hangs on data",
	  INTO(strict) },
	{ FC_OPT_FLAG, 0, "hash", NULL, "add the file's SHA-256", INTO(hash) },
	{ .kind = FC_OPT_END },
};

void
fc_settings_done(struct fc_settings *s)
{
	for (size_t i = 0; i < s->n_dim; i++)
		free(s->dim[i].name);
	free(s->dim);
	free(s->limits);
	for (size_t i = 0; i < s->n_ops; i++)
		free(s->ops[i].data);
	free(s->ops);
	fc_list_done(&s->input);
	fc_list_done(&s->operand);
	fc_list_done(&s->readable);
	fc_list_done(&s->gate.fail_on);
	fc_list_done(&s->time.data);
}
