/* github.c -- workflow commands of GitHub: one annotation per finding, on the budget's own line */
#include <string.h>

#include "base/arena.h"
#include "report/gate.h"
#include "report/text.h"

/* Workflow commands: % and line ends are escaped, in properties : and , as well. */
static void
put_escaped(struct fc_out *out, const char *text, bool property)
{
	for (; *text; text++) {
		bool part = property && (*text == ':' || *text == ',');

		if (part || *text == '%' || *text == '\r' || *text == '\n')
			fc_out_printf(out, "%%%02X", (unsigned)(unsigned char)*text);
		else
			fc_out_putc(out, *text);
	}
}

/* The path as it is from the root of the repository, where the job runs. */
static void
put_place(struct fc_gate_report *r, unsigned line)
{
	const char *file = r->gate->budget ? r->gate->budget->file : NULL;

	if (!file || !line)
		return;
	while (file[0] == '.' && file[1] == '/')
		file += 2;
	fc_out_puts(r->out, "file=");
	put_escaped(r->out, file, true);
	fc_out_printf(r->out, ",line=%u,", line);
}

static void
put_command(struct fc_gate_report *r, const char *command, unsigned line, const struct fc_subject *s)
{
	struct fc_str name = FC_STR(r->arena);

	fc_out_printf(r->out, "::%s ", command);
	put_place(r, line);
	fc_text_clean(&name, *s->name ? s->name : s->path ? s->path : "");
	fc_out_puts(r->out, "title=");
	put_escaped(r->out, "flopcount", true);
	fc_out_puts(r->out, "::");
	put_escaped(r->out, name.data, false);
	fc_out_puts(r->out, ": ");
}

static void
put_finding(struct fc_gate_report *r, const struct fc_subject *s, const struct fc_finding *f)
{
	struct fc_str text = FC_STR(r->arena);
	bool warning = !strcmp(fc_finding_grade(f), "warn");

	if (f->verdict == FC_VERDICT_KEPT)
		return;
	fc_say_finding(&text, s, f);
	put_command(r, warning ? "warning" : "error", f->rule->limit[f->limit].line, s);
	if (f->rule->message && f->verdict == FC_VERDICT_BROKEN) {
		fc_str_puts(&text, ": ");
		fc_text_clean(&text, f->rule->message);
	}
	put_escaped(r->out, text.data, false);
	fc_out_putc(r->out, '\n');
}

static void
github_write(struct fc_gate_report *r)
{
	struct fc_str said = FC_STR(r->arena);

	for (uint32_t i = 0; i < r->gate->subject.n; i++) {
		const struct fc_subject *s = &r->gate->subject.at[i];

		fc_str_clear(&said);
		if (fc_say_subject(&said, r->gate, s)) {
			put_command(r, "error", s->line, s);
			put_escaped(r->out, said.data, false);
			fc_out_putc(r->out, '\n');
		}
		for (uint32_t k = 0; k < s->n_finding; k++)
			put_finding(r, s, &s->finding[k]);
	}
}

const struct fc_gate_format fc_gate_github = { "github", github_write };
