/* gate_text.c -- a gate for a terminal */
#include <string.h>

#include "base/arena.h"
#include "report/gate.h"
#include "report/text.h"

static void
put_head(struct fc_str *out, const struct fc_gate *g, const struct fc_subject *s)
{
	if (g->budget)
		fc_text_clean(out, s->name);
	if (s->base_path && s->base) {
		fc_str_puts(out, g->budget ? "  " : "");
		fc_text_clean(out, s->base_path);
		fc_str_puts(out, " \xe2\x86\x92 ");
		fc_text_clean(out, s->path);
	} else if (s->path && (!g->budget || strcmp(s->path, s->name) != 0)) {
		fc_str_puts(out, g->budget ? "  " : "");
		fc_text_clean(out, s->path);
	}
	fc_str_putc(out, '\n');
}

/* Sentences of what is not kept. */
static void
put_findings(struct fc_str *out, const struct fc_subject *s)
{
	for (uint32_t i = 0; i < s->n_finding; i++) {
		const struct fc_finding *f = &s->finding[i];

		if (f->verdict == FC_VERDICT_KEPT)
			continue;
		fc_str_printf(out, "%s: ", fc_finding_grade(f));
		fc_say_finding(out, s, f);
		if (f->rule->message && f->verdict == FC_VERDICT_BROKEN) {
			fc_str_puts(out, ": ");
			fc_text_clean(out, f->rule->message);
		}
		fc_str_putc(out, '\n');
	}
}

static bool
has_changes(const struct fc_subject *s)
{
	return s->compared && (s->delta.n || !fc_dim_eq(s->base->total.f.flops, s->head->total.f.flops));
}

static void
put_subject(struct fc_gate_report *r, struct fc_str *out, const struct fc_subject *s)
{
	struct fc_story story = fc_story_of(r, s);
	bool diff = !r->gate->budget || r->no_limits;

	put_head(out, r->gate, s);
	if (fc_say_subject(out, r->gate, s))
		fc_str_putc(out, '\n');
	if (s->n_finding && !r->no_limits) {
		fc_grid_print(&story.limits, out, FC_MARKUP_TEXT);
		put_findings(out, s);
	}
	if (story.uncounted)
		fc_str_printf(out, "partial, a lower bound: %s\n", story.uncounted);
	if (r->no_limits && s->compared && !has_changes(s)) {
		fc_str_puts(out, "unchanged\n");
		return;
	}
	if (s->compared && (diff || has_changes(s))) {
		fc_str_putc(out, '\n');
		fc_grid_print(&story.totals, out, FC_MARKUP_TEXT);
	}
	if (s->compared && (diff || has_changes(s)))
		fc_str_printf(out, "\nlayers: %s\n", story.counts);
	if (fc_grid_rows(&story.changes)) {
		fc_grid_print(&story.changes, out, FC_MARKUP_TEXT);
		if (story.others)
			fc_str_printf(out, "and %u others\n", (unsigned)story.others);
	}
}

static void
text_write(struct fc_gate_report *r)
{
	const struct fc_gate *g = r->gate;
	struct fc_str out = FC_STR(r->arena);

	for (uint32_t i = 0; i < g->subject.n; i++) {
		if (i)
			fc_str_putc(&out, '\n');
		put_subject(r, &out, &g->subject.at[i]);
		fc_out_add(r->out, out.data, out.size);
		fc_str_clear(&out);
	}
	if ((g->budget || g->n_rule) && !r->no_limits) {
		fc_str_puts(&out, g->subject.n ? "\n" : "");
		fc_story_sum(&out, g);
		fc_str_putc(&out, '\n');
	}
	fc_out_add(r->out, out.data, out.size);
}

static void
changes_write(struct fc_gate_report *r)
{
	r->no_limits = true;
	text_write(r);
}

const struct fc_gate_format fc_gate_changes = { "changes", changes_write };
const struct fc_gate_format fc_gate_text = { "text", text_write };
