/* gate_html.c -- a gate as one page without anything from outside */
#include "base/arena.h"
#include "report/gate.h"
#include "report/text.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>flopcount</title>\n<style>\n"
    "body { font: 15px/1.5 system-ui, sans-serif; max-width: 72em; margin: 2em auto; padding: 0 1em;\n"
    "  color: #1c1f24; background: #fff }\n"
    "table { border-collapse: collapse; margin: 1em 0; display: block; overflow-x: auto }\n"
    "th, td { padding: .2em .7em; border-bottom: 1px solid #d8dce2; text-align: left }\n"
    ".n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }\n"
    ".fail, .error { color: #b3261e } .warn { color: #8a5a00 } .pass { color: #1b6e3c }\n"
    "@media (prefers-color-scheme: dark) {\n"
    "  body { color: #e3e6ea; background: #16181c } th, td { border-color: #3a3f47 }\n"
    "  .fail, .error { color: #ff8a80 } .warn { color: #ffca6b } .pass { color: #7fd6a0 } }\n"
    "</style>\n</head>\n<body>\n";

static void
put_text(struct fc_gate_report *r, struct fc_str *out, const char *text)
{
	struct fc_str clean = FC_STR(r->arena);

	fc_text_clean(&clean, text);
	fc_grid_text(out, clean.data, FC_MARKUP_HTML);
}

static void
put_findings(struct fc_gate_report *r, struct fc_str *out, const struct fc_subject *s)
{
	struct fc_str text = FC_STR(r->arena);

	if (!s->n_finding)
		return;
	fc_str_puts(out, "<ul>\n");
	for (uint32_t i = 0; i < s->n_finding; i++) {
		const struct fc_finding *f = &s->finding[i];
		const char *grade = fc_finding_grade(f);

		fc_str_clear(&text);
		fc_say_finding(&text, s, f);
		fc_str_printf(out, "<li class=\"%s\"><b>%s</b> ", grade, grade);
		fc_grid_text(out, text.data, FC_MARKUP_HTML);
		if (f->rule->message && f->verdict == FC_VERDICT_BROKEN) {
			fc_str_puts(out, ": ");
			put_text(r, out, f->rule->message);
		}
		fc_str_puts(out, "</li>\n");
	}
	fc_str_puts(out, "</ul>\n");
}

static void
put_subject(struct fc_gate_report *r, struct fc_str *out, const struct fc_subject *s)
{
	struct fc_story story = fc_story_of(r, s);
	struct fc_str said = FC_STR(r->arena);

	fc_str_puts(out, "<h2>");
	put_text(r, out, *s->name ? s->name : s->path ? s->path : "");
	fc_str_puts(out, "</h2>\n");
	if (s->base_path && s->base) {
		fc_str_puts(out, "<p>");
		put_text(r, out, s->base_path);
		fc_str_puts(out, " \xe2\x86\x92 ");
		put_text(r, out, s->path ? s->path : "");
		fc_str_puts(out, "</p>\n");
	}
	if (fc_say_subject(&said, r->gate, s)) {
		fc_str_puts(out, "<p class=\"error\">");
		fc_grid_text(out, said.data, FC_MARKUP_HTML);
		fc_str_puts(out, "</p>\n");
	}
	put_findings(r, out, s);
	if (story.uncounted) {
		fc_str_puts(out, "<p class=\"warn\">Partial, a lower bound: ");
		fc_grid_text(out, story.uncounted, FC_MARKUP_HTML);
		fc_str_puts(out, "</p>\n");
	}
	if (fc_grid_rows(&story.limits))
		fc_grid_print(&story.limits, out, FC_MARKUP_HTML);
	if (!s->compared)
		return;
	fc_grid_print(&story.totals, out, FC_MARKUP_HTML);
	fc_str_printf(out, "<p>Layers: %s</p>\n", story.counts);
	if (fc_grid_rows(&story.changes))
		fc_grid_print(&story.changes, out, FC_MARKUP_HTML);
	if (story.others)
		fc_str_printf(out, "<p>and %u others</p>\n", (unsigned)story.others);
}

static void
html_write(struct fc_gate_report *r)
{
	struct fc_str out = FC_STR(r->arena);
	const char *grade = fc_gate_grade(r->gate);

	fc_str_puts(&out, head);
	fc_str_printf(&out, "<h1>flopcount <span class=\"%s\">%s</span></h1>\n<p>", grade, grade);
	fc_story_sum(&out, r->gate);
	fc_str_puts(&out, "</p>\n");
	for (uint32_t i = 0; i < r->gate->subject.n; i++)
		put_subject(r, &out, &r->gate->subject.at[i]);
	fc_str_puts(&out, "</body>\n</html>\n");
	fc_out_add(r->out, out.data, out.size);
}

const struct fc_gate_format fc_gate_html = { "html", html_write };
