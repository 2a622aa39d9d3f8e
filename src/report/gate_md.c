/* gate_md.c -- a gate as Markdown for a comment, with a mark to find it again */
#include <string.h>

#include "base/arena.h"
#include "report/gate.h"
#include "report/text.h"

enum {
	MOST = 65535,  /* bytes of a comment on GitHub: it counts characters, 65,536 at most */
	TAIL = 512     /* kept for what stands at the end */
};

struct page {
	struct fc_gate_report *r;
	struct fc_str out, part;
	uint32_t left_out;
	bool full;
};

/* A part is there as a whole, or it is not. */
static bool
flush(struct page *p)
{
	bool fits = !p->full && p->out.size + p->part.size <= MOST - TAIL;

	if (fits)
		fc_str_add(&p->out, p->part.data, p->part.size);
	fc_str_clear(&p->part);
	return fits;
}

static void
put_md(struct page *p, const char *text)
{
	fc_grid_text(&p->part, text, FC_MARKUP_MD);
}

static void
put_clean(struct page *p, const char *text)
{
	struct fc_str clean = FC_STR(p->r->arena);

	fc_text_clean(&clean, text);
	put_md(p, clean.data);
}

static const char *
sign_of(const char *grade)
{
	if (!strcmp(grade, "pass"))
		return "\xe2\x9c\x85";
	return !strcmp(grade, "warn") ? "\xe2\x9a\xa0\xef\xb8\x8f" : "\xe2\x9d\x8c";
}

/* A key stands in an HTML comment: letters, digits, . _ - only. */
static void
put_marker(struct page *p)
{
	const char *key = p->r->key && *p->r->key ? p->r->key : "default";

	fc_str_puts(&p->part, "<!-- flopcount:");
	for (; *key; key++) {
		bool plain = (*key >= 'a' && *key <= 'z') || (*key >= 'A' && *key <= 'Z') ||
		             (*key >= '0' && *key <= '9') || *key == '_' || *key == '.';

		fc_str_putc(&p->part, plain || *key == '-' ? *key : '_');
	}
	fc_str_puts(&p->part, " -->\n");
}

static void
put_head(struct page *p)
{
	const char *grade = fc_gate_grade(p->r->gate);

	put_marker(p);
	fc_str_printf(&p->part, "### %s flopcount\n\n", sign_of(grade));
	if (p->r->gate->budget || p->r->gate->n_rule)
		fc_story_sum(&p->part, p->r->gate);
	else
		fc_str_printf(&p->part, "%u comparison%s", (unsigned)p->r->gate->subject.n,
		              p->r->gate->subject.n == 1 ? "" : "s");
	fc_str_puts(&p->part, "\n");
	flush(p);
}

static void
put_findings(struct page *p, const struct fc_subject *s)
{
	struct fc_str text = FC_STR(p->r->arena);

	for (uint32_t i = 0; i < s->n_finding; i++) {
		const struct fc_finding *f = &s->finding[i];

		if (f->verdict == FC_VERDICT_KEPT)
			continue;
		fc_str_clear(&text);
		fc_say_finding(&text, s, f);
		fc_str_printf(&p->part, "- %s ", sign_of(fc_finding_grade(f)));
		put_md(p, text.data);
		if (f->rule->message && f->verdict == FC_VERDICT_BROKEN) {
			fc_str_puts(&p->part, ": ");
			put_clean(p, f->rule->message);
		}
		fc_str_putc(&p->part, '\n');
	}
	if (p->part.size && p->part.data[p->part.size - 1] == '\n')
		fc_str_putc(&p->part, '\n');
}

static const char *
worst_of(const struct fc_gate_report *r, const struct fc_subject *s)
{
	struct fc_str said = FC_STR(r->arena);
	const char *worst = "pass";

	if (fc_say_subject(&said, r->gate, s))
		return "error";
	for (uint32_t i = 0; i < s->n_finding; i++) {
		const char *grade = fc_finding_grade(&s->finding[i]);

		if (!strcmp(grade, "fail") || !strcmp(grade, "error"))
			return "fail";
		if (!strcmp(grade, "warn"))
			worst = grade;
	}
	return worst;
}

static void
put_title(struct page *p, const struct fc_subject *s)
{
	struct fc_str said = FC_STR(p->r->arena);

	fc_str_printf(&p->part, "\n#### %s ", sign_of(worst_of(p->r, s)));
	put_clean(p, *s->name ? s->name : s->path ? s->path : "");
	fc_str_puts(&p->part, "\n\n");
	if (fc_say_subject(&said, p->r->gate, s)) {
		put_md(p, said.data);
		fc_str_puts(&p->part, "\n\n");
	}
}

static void
put_changes(struct page *p, const struct fc_subject *s, const struct fc_story *story)
{
	bool open = fc_grid_rows(&story->changes);

	if (!s->compared)
		return;
	if (!open) {
		fc_str_printf(&p->part, "Layers: %s.\n", story->counts);
		flush(p);
		return;
	}
	fc_str_printf(&p->part, "<details><summary>Layers: %s</summary>\n\n", story->counts);
	fc_grid_print(&story->changes, &p->part, FC_MARKUP_MD);
	if (story->others)
		fc_str_printf(&p->part, "\nand %u others\n", (unsigned)story->others);
	fc_str_puts(&p->part, "\n</details>\n");
	flush(p);
}

/* What is broken first, then the rest of it as far as there is room. */
static void
put_subject(struct page *p, const struct fc_subject *s)
{
	struct fc_story story = fc_story_of(p->r, s);

	put_title(p, s);
	put_findings(p, s);
	if (!flush(p)) {
		p->left_out++;
		p->full = true;
		return;
	}
	if (story.uncounted) {
		fc_str_puts(&p->part, "Partial, a lower bound: ");
		put_md(p, story.uncounted);
		fc_str_puts(&p->part, "\n\n");
		flush(p);
	}
	if (s->n_finding) {
		fc_grid_print(&story.limits, &p->part, FC_MARKUP_MD);
		fc_str_putc(&p->part, '\n');
		flush(p);
	}
	if (s->compared && (s->delta.n || !p->r->gate->budget)) {
		fc_grid_print(&story.totals, &p->part, FC_MARKUP_MD);
		fc_str_putc(&p->part, '\n');
		flush(p);
	}
	put_changes(p, s, &story);
}

static void
md_write(struct fc_gate_report *r)
{
	static const char *const order[] = { "error", "fail", "warn", "pass" };
	struct page p = { .r = r, .out = FC_STR(r->arena), .part = FC_STR(r->arena) };

	put_head(&p);
	for (int k = 0; k < 4; k++) {
		for (uint32_t i = 0; i < r->gate->subject.n; i++) {
			if (!strcmp(worst_of(r, &r->gate->subject.at[i]), order[k]))
				put_subject(&p, &r->gate->subject.at[i]);
		}
	}
	if (p.left_out)
		fc_str_printf(&p.out, "\nand %u more model%s, for which there is no room here\n",
		              (unsigned)p.left_out, p.left_out == 1 ? "" : "s");
	fc_out_add(r->out, p.out.data, p.out.size);
}

const struct fc_gate_format fc_gate_md = { "md", md_write };
