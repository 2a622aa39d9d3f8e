/* junit.c -- a gate as JUnit XML: a suite per model, a case per limit */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "report/gate.h"
#include "report/text.h"

/* XML 1.0 has no place for control characters, escaped or not: clean text holds none. */
static void
put_xml(struct fc_out *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '&' || *text == '<' || *text == '>')
			fc_out_puts(out, *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : "&gt;");
		else if (*text == '"')
			fc_out_puts(out, "&quot;");
		else
			fc_out_putc(out, *text);
	}
}

static void
put_clean(struct fc_gate_report *r, const char *text)
{
	struct fc_str clean = FC_STR(r->arena);

	fc_text_clean(&clean, text);
	put_xml(r->out, clean.data);
}

static void
put_case(struct fc_gate_report *r, const struct fc_subject *s, const struct fc_finding *f)
{
	const char *grade = fc_finding_grade(f);
	struct fc_str text = FC_STR(r->arena);

	fc_out_puts(r->out, "    <testcase classname=\"");
	put_clean(r, *s->name ? s->name : s->path);
	fc_out_puts(r->out, "\" name=\"");
	fc_say_what(&text, f);
	fc_str_printf(&text, ", %s ", fc_limit_name(f->limit));
	fc_text_clean(&text, f->rule->limit[f->limit].text);
	put_xml(r->out, text.data);
	fc_out_puts(r->out, "\">");
	fc_str_clear(&text);
	fc_say_finding(&text, s, f);
	if (!strcmp(grade, "fail") || !strcmp(grade, "error")) {
		fc_out_printf(r->out, "<%s message=\"", !strcmp(grade, "fail") ? "failure" : "error");
		put_xml(r->out, text.data);
		fc_out_puts(r->out, "\">");
		put_clean(r, f->rule->message ? f->rule->message : "");
		fc_out_puts(r->out, !strcmp(grade, "fail") ? "</failure>" : "</error>");
	} else {
		fc_out_puts(r->out, "<system-out>");
		put_xml(r->out, text.data);
		fc_out_puts(r->out, "</system-out>");
	}
	fc_out_puts(r->out, "</testcase>\n");
}

static void
put_suite(struct fc_gate_report *r, const struct fc_subject *s)
{
	struct fc_str said = FC_STR(r->arena);
	bool bad = fc_say_subject(&said, r->gate, s);
	uint32_t failures = 0, errors = bad;

	for (uint32_t i = 0; i < s->n_finding; i++) {
		failures += !strcmp(fc_finding_grade(&s->finding[i]), "fail");
		errors += !strcmp(fc_finding_grade(&s->finding[i]), "error");
	}
	fc_out_puts(r->out, "  <testsuite name=\"");
	put_clean(r, *s->name ? s->name : s->path ? s->path : "");
	fc_out_printf(r->out, "\" tests=\"%" PRIu32 "\" failures=\"%" PRIu32 "\" errors=\"%" PRIu32 "\">\n",
	              s->n_finding + 1, failures, errors);
	fc_out_puts(r->out, "    <testcase classname=\"");
	put_clean(r, *s->name ? s->name : s->path ? s->path : "");
	fc_out_puts(r->out, "\" name=\"counted\">");
	if (bad) {
		fc_out_puts(r->out, "<error message=\"");
		put_xml(r->out, said.data);
		fc_out_puts(r->out, "\"></error>");
	}
	fc_out_puts(r->out, "</testcase>\n");
	for (uint32_t i = 0; i < s->n_finding; i++)
		put_case(r, s, &s->finding[i]);
	fc_out_puts(r->out, "  </testsuite>\n");
}

static void
junit_write(struct fc_gate_report *r)
{
	fc_out_puts(r->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"flopcount\">\n");
	for (uint32_t i = 0; i < r->gate->subject.n; i++)
		put_suite(r, &r->gate->subject.at[i]);
	fc_out_puts(r->out, "</testsuites>\n");
}

const struct fc_gate_format fc_gate_junit = { "junit", junit_write };
