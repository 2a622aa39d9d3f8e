/* gate_out.c -- what a gate found into standard output and files; the options for it */
#include "cli/gate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "cli/options.h"
#include "cli/outfile.h"

/* --- options ---------------------------------------------------------------------------- */

static const char *const formats[] = { "text", "md", "json", "html", NULL };

static bool
add_output(struct fc_settings *s, const char *format, const char *file)
{
	if (s->n_output == FC_OUTPUTS) {
		fc_say_error(&s->say, "more than %d reports in one run", FC_OUTPUTS);
		return false;
	}
	s->output[s->n_output++] = (struct fc_output_setting){ format, file };
	return true;
}

/* "--json FILE": the option's name is the format. */
static bool
take_file(struct fc_settings *s, const struct fc_opt *o, const char *value)
{
	return add_output(s, o->name, value);
}

static bool
take_format(struct fc_settings *s, const struct fc_opt *o, const char *value)
{
	struct fc_output_setting *last = s->n_output ? &s->output[s->n_output - 1] : NULL;
	const char *near;

	for (size_t i = 0; formats[i]; i++) {
		if (strcmp(formats[i], value) != 0)
			continue;
		if (!last || last->format)
			return add_output(s, formats[i], NULL);
		last->format = formats[i];
		return true;
	}
	near = flopcount_nearest(value, formats, sizeof(formats) / sizeof(formats[0]) - 1);
	fc_say_error(&s->say, "option '--%s' takes %s, not '%s'%s%s%s", o->name, o->arg, value,
	             near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return false;
}

static bool
take_output(struct fc_settings *s, const struct fc_opt *o, const char *value)
{
	struct fc_output_setting *last = s->n_output ? &s->output[s->n_output - 1] : NULL;

	(void)o;
	if (!last || last->file)
		return add_output(s, NULL, value);
	last->file = value;
	return true;
}

#define INTO(field) .into = offsetof(struct fc_settings, field)

const struct fc_opt fc_options_gate[] = {
	{ FC_OPT_CALL, 'f', "format", "text|md|json|html",
	  "what to write; repeatable, each with its --output",
	  .choice = formats, .take = take_format },
	{ FC_OPT_CALL, 'o', "output", "FILE", "write to FILE, which is replaced when all is written",
	  .take = take_output },
	{ FC_OPT_CALL, 0, "json", "FILE", "write JSON to FILE; - is standard output", .take = take_file },
	{ FC_OPT_CALL, 0, "md", "FILE", "write Markdown to FILE, for a comment", .take = take_file },
	{ FC_OPT_CALL, 0, "html", "FILE", "write a page to FILE", .take = take_file },
	{ FC_OPT_CALL, 0, "junit", "FILE", "write JUnit XML to FILE", .take = take_file },
	{ FC_OPT_CALL, 0, "sarif", "FILE", "write SARIF 2.1.0 to FILE", .take = take_file },
	{ FC_OPT_FLAG, 0, "github", NULL,
	  "write workflow commands of GitHub, and the step summary it asks for", INTO(gate.github) },
	{ FC_OPT_NUMBER, 0, "top", "N", "show the N layers that changed most (default 10)", INTO(top) },
	{ FC_OPT_TEXT, 0, "key", "NAME", "with --md: tell this comment from those of other runs",
	  INTO(gate.key) },
	{ .kind = FC_OPT_END },
};

/* --- writing ------------------------------------------------------------------------------ */

static int
write_to(struct fc_gate_run *r, const char *format, struct fc_outfile *file)
{
	struct flopcount_gate_write_options o = FLOPCOUNT_GATE_WRITE_OPTIONS_INIT;
	int status;

	o.top = r->s->top;
	o.key = r->s->gate.key;
	o.method = r->s->method;
	o.inputs = (const char *const *)r->s->input.at;
	o.n_inputs = r->s->input.n;
	if (r->s->gate.has_margin)
		o.margin = (unsigned)r->s->gate.margin;
	status = flopcount_gate_write(r->gate, format, &o, (struct flopcount_sink){ fc_outfile_write, file });
	if (!status && fc_outfile_commit(file))
		return FC_EXIT_OK;
	if (!status || status == FLOPCOUNT_E_IO) {
		int code = fc_outfile_failed(file, &r->s->say);

		fc_outfile_abandon(file);
		return code;
	}
	fc_outfile_abandon(file);
	fc_say_error(&r->s->say, "%s: %s", format, flopcount_status_text(status));
	return FC_EXIT_FAULT;
}

int
fc_gate_open(struct fc_gate_run *r)
{
	if (!fc_options_apart(r->s))
		return FC_EXIT_USAGE;
	for (; r->n_out < r->s->n_output; r->n_out++) {
		struct fc_outfile *out = &r->out[r->n_out];

		if (!fc_outfile_open(out, fc_options_file(&r->s->output[r->n_out])))
			return fc_outfile_failed(out, &r->s->say);
	}
	return FC_EXIT_OK;
}

void
fc_gate_close(struct fc_gate_run *r)
{
	for (size_t i = 0; i < r->n_out; i++)
		fc_outfile_abandon(&r->out[i]);
	r->n_out = 0;
}

int
fc_gate_write(struct fc_gate_run *r, const char *format, const char *file)
{
	const struct fc_output_setting o = { format, file };
	struct fc_outfile out;

	if (!fc_outfile_open(&out, fc_options_file(&o)))
		return fc_outfile_failed(&out, &r->s->say);
	return write_to(r, format, &out);
}

static int
append(void *user, const void *data, size_t n)
{
	return fwrite(data, 1, n, user) == n ? 0 : 1;
}

/* GitHub gives a step a file; what is appended there stands on the page of the run. */
static int
write_summary(struct fc_gate_run *r)
{
	const char *name = getenv("GITHUB_STEP_SUMMARY");
	FILE *file = name && *name ? fopen(name, "a") : NULL;
	int status;

	if (!name || !*name)
		return FC_EXIT_OK;
	if (!file) {
		fc_say_warning(&r->s->say, "cannot write the step summary '%s'", name);
		return FC_EXIT_OK;
	}
	status = flopcount_gate_write(r->gate, "md", NULL, (struct flopcount_sink){ append, file });
	if (fclose(file) || status)
		fc_say_warning(&r->s->say, "cannot write the step summary '%s'", name);
	return FC_EXIT_OK;
}

static int
write_all(struct fc_gate_run *r)
{
	struct fc_settings *s = r->s;
	bool taken = false;
	int code = FC_EXIT_OK;

	for (size_t i = 0; i < s->n_output; i++)
		taken |= !fc_options_file(&s->output[i]);
	if (!taken)
		code = fc_gate_write(r, "text", NULL);
	for (size_t i = 0; i < s->n_output; i++) {
		const struct fc_output_setting *o = &s->output[i];

		code = fc_exit_worse(code, write_to(r, o->format ? o->format : "text", &r->out[i]));
	}
	if (!s->gate.github)
		return code;
	code = fc_exit_worse(code, fc_gate_write(r, "github", NULL));
	return fc_exit_worse(code, write_summary(r));
}

int
fc_gate_conclude(struct fc_gate_run *r)
{
	int code = fc_gate_finish(r);

	return code == FC_EXIT_FAULT ? code : fc_exit_worse(code, write_all(r));
}
