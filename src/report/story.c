/* story.c -- one model under a gate as three small tables: limits, totals, changes */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "report/cell.h"
#include "report/gate.h"
#include "report/text.h"

enum { TOP = 10 };

struct teller {
	struct fc_gate_report *r;
	const struct fc_subject *s;
	struct fc_story *story;
	struct fc_str text;
};

static void
add(struct teller *t, struct fc_grid *g)
{
	fc_grid_add(g, t->text.data);
	fc_str_clear(&t->text);
}

/* --- limits ------------------------------------------------------------------------------- */

static void
add_limit(struct teller *t, const struct fc_finding *f)
{
	struct fc_grid *g = &t->story->limits;
	bool known = f->verdict <= FC_VERDICT_LOWER_BOUND;

	fc_str_puts(&t->text, fc_finding_grade(f));
	add(t, g);
	fc_say_what(&t->text, f);
	if (f->n_point) {
		fc_str_puts(&t->text, " at ");
		fc_say_point(&t->text, f);
	}
	add(t, g);
	if (known && f->has_base)
		fc_say_metric(&t->text, &f->rule->metric, f->base);
	add(t, g);
	if (known)
		fc_say_metric(&t->text, &f->rule->metric, f->value);
	else
		fc_str_putc(&t->text, '?');
	add(t, g);
	if (known && f->has_base && f->base)
		fc_say_share(&t->text, fc_dim_int(t->r->gate->dims, f->base),
		             fc_dim_int(t->r->gate->dims, f->value));
	add(t, g);
	fc_str_printf(&t->text, "%s ", fc_limit_name(f->limit));
	fc_text_clean(&t->text, f->rule->limit[f->limit].text);
	add(t, g);
}

static void
tell_limits(struct teller *t)
{
	fc_grid_init(&t->story->limits, t->r->arena, "_ limit >base >head >change allowed");
	for (uint32_t i = 0; i < t->s->n_finding; i++)
		add_limit(t, &t->s->finding[i]);
}

/* --- totals ------------------------------------------------------------------------------- */

static void
add_total(struct teller *t, const char *name, struct fc_dim base, struct fc_dim head)
{
	struct fc_grid *g = &t->story->totals;
	size_t n = strlen(name);
	bool bytes = n > 6 && !strcmp(name + n - 6, "_bytes");

	fc_text_clean(&t->text, name);
	add(t, g);
	fc_say_figure(&t->text, base, bytes);
	add(t, g);
	fc_say_figure(&t->text, head, bytes);
	add(t, g);
	fc_say_change(&t->text, fc_dim_sub(t->r->gate->dims, head, base), bytes);
	if (!t->text.size)
		fc_str_putc(&t->text, '=');
	add(t, g);
	fc_say_share(&t->text, base, head);
	add(t, g);
}

static const struct fc_pair_macs *
pair_of(const struct fc_result *r, const struct fc_pair_macs *like)
{
	for (uint32_t i = 0; i < r->total.n_pair; i++) {
		if (r->total.pair[i].a == like->a && r->total.pair[i].b == like->b)
			return &r->total.pair[i];
	}
	return NULL;
}

static void
add_pair(struct teller *t, const struct fc_pair_macs *like)
{
	const struct fc_pair_macs *base = pair_of(t->s->base, like), *head = pair_of(t->s->head, like);
	const char *a = fc_dtype_name((enum fc_dtype)like->a), *b = fc_dtype_name((enum fc_dtype)like->b);
	struct fc_dim none = fc_dim_int(t->r->gate->dims, 0);
	struct fc_dim x = base ? base->macs : none, y = head ? head->macs : none;
	struct fc_str name = FC_STR(t->r->arena);

	if (fc_dim_eq(x, y))
		return;
	fc_str_printf(&name, "macs %s*%s", a ? a : "unknown", b ? b : "unknown");
	add_total(t, name.data, x, y);
}

static void
tell_totals(struct teller *t)
{
	static const char *const always[] = { "params", "param_bytes", "macs", "flops", "access_bytes",
		                              "peak_activation_bytes", "weight_bytes", "nodes" };
	struct fc_dim base, head;
	const char *key;

	fc_grid_init(&t->story->totals, t->r->arena, "total >base >head >change >_");
	if (!t->s->compared)
		return;
	for (size_t i = 0; (key = fc_result_total_key(i)); i++) {
		bool show = false;

		fc_result_total_by_key(t->s->base, key, &base);
		fc_result_total_by_key(t->s->head, key, &head);
		for (size_t k = 0; k < sizeof(always) / sizeof(always[0]); k++)
			show |= !strcmp(always[k], key);
		if (show || (!fc_dim_eq(base, head) && !(fc_dim_is_nan(base) && fc_dim_is_nan(head))))
			add_total(t, key, base, head);
	}
	for (uint32_t i = 0; i < t->s->base->total.n_pair; i++)
		add_pair(t, &t->s->base->total.pair[i]);
	for (uint32_t i = 0; i < t->s->head->total.n_pair; i++) {
		if (!pair_of(t->s->base, &t->s->head->total.pair[i]))
			add_pair(t, &t->s->head->total.pair[i]);
	}
}

/* --- changes ------------------------------------------------------------------------------ */

static void
put_output(struct teller *t, const struct fc_result *r, const struct fc_row *row)
{
	if (row && row->n_out)
		fc_cell_clean_shape(&t->text, r->tensor[fc_row_out(row)[0]].type);
}

static void
put_both(struct teller *t, const char *base, const char *head)
{
	if (base && head && *base && strcmp(base, head) != 0) {
		fc_text_clean(&t->text, base);
		fc_str_puts(&t->text, " \xe2\x86\x92 ");
	}
	fc_text_clean(&t->text, head ? head : base);
}

static void
add_change(struct teller *t, const struct fc_delta_row *d)
{
	struct fc_grid *g = &t->story->changes;
	struct fc_str op[2] = { FC_STR(t->r->arena), FC_STR(t->r->arena) };

	fc_str_puts(&t->text, fc_change_name(d->change));
	add(t, g);
	put_both(t, d->base ? d->base->name : NULL, d->head ? d->head->name : NULL);
	add(t, g);
	if (d->base)
		fc_row_op(d->base, &op[0]);
	if (d->head)
		fc_row_op(d->head, &op[1]);
	put_both(t, d->base ? op[0].data : NULL, d->head ? op[1].data : NULL);
	add(t, g);
	put_output(t, d->head ? t->s->head : t->s->base, d->head ? d->head : d->base);
	add(t, g);
	fc_say_change(&t->text, d->params, false);
	add(t, g);
	fc_say_change(&t->text, d->macs, false);
	add(t, g);
	fc_say_change(&t->text, d->flops, false);
	add(t, g);
	fc_say_change(&t->text, d->access_bytes, true);
	add(t, g);
}

static void
tell_changes(struct teller *t)
{
	static const char *const name[] = { "unchanged", "new", "removed", "changed", "renamed" };
	const struct fc_delta *d = &t->s->delta;
	uint32_t top = t->r->top ? t->r->top : TOP;

	fc_grid_init(&t->story->changes, t->r->arena, "_ layer op output >params >MACs >FLOPs >access");
	t->story->counts = "";
	if (!t->s->compared)
		return;
	for (uint32_t i = 0; i < d->n && i < top; i++)
		add_change(t, &d->row[i]);
	t->story->others = d->n > top ? d->n - top : 0;
	for (int i = 1; i <= FC_CHANGES; i++) {
		if (d->count[i % FC_CHANGES])
			fc_str_printf(&t->text, "%s%" PRIu32 " %s", t->text.size ? ", " : "",
			              d->count[i % FC_CHANGES], name[i % FC_CHANGES]);
	}
	t->story->counts = fc_arena_text(t->r->arena, t->text.data, t->text.size);
	fc_str_clear(&t->text);
}

static void
tell_uncounted(struct teller *t)
{
	const struct fc_result *r = t->s->head;

	if (!r || r->status != FC_RESULT_PARTIAL)
		return;
	for (uint32_t i = 0; i < r->n_uncounted && i < TOP; i++) {
		fc_str_puts(&t->text, i ? ", " : "");
		fc_text_clean(&t->text, r->uncounted[i].op);
		fc_str_printf(&t->text, " (%" PRIu32 " node%s)%s", r->uncounted[i].nodes,
		              r->uncounted[i].nodes == 1 ? "" : "s", r->uncounted[i].reason ? ": " : "");
		fc_text_clean(&t->text, r->uncounted[i].reason);
	}
	if (r->n_uncounted > TOP)
		fc_str_printf(&t->text, ", and %" PRIu32 " more", r->n_uncounted - TOP);
	if (!r->n_uncounted)
		fc_str_puts(&t->text, "rows whose shapes contradict or are not known");
	t->story->uncounted = fc_arena_text(t->r->arena, t->text.data, t->text.size);
	fc_str_clear(&t->text);
}

struct fc_story
fc_story_of(struct fc_gate_report *r, const struct fc_subject *s)
{
	struct fc_story story = { .counts = "" };
	struct teller t = { .r = r, .s = s, .story = &story, .text = FC_STR(r->arena) };

	tell_limits(&t);
	tell_totals(&t);
	tell_changes(&t);
	tell_uncounted(&t);
	return story;
}

void
fc_story_sum(struct fc_str *out, const struct fc_gate *g)
{
	const struct fc_outcome *o = &g->outcome;
	uint32_t limits = 0;

	for (uint32_t i = 0; i < g->subject.n; i++)
		limits += g->subject.at[i].n_finding;
	fc_str_printf(out, "%" PRIu32 " model%s, %" PRIu32 " limit%s: ", g->subject.n,
	              g->subject.n == 1 ? "" : "s", limits, limits == 1 ? "" : "s");
	fc_str_printf(out, "%" PRIu32 " broken, %" PRIu32 " warning%s", o->broken, o->warnings,
	              o->warnings == 1 ? "" : "s");
	if (o->faulty)
		fc_str_printf(out, ", %" PRIu32 " that cannot be compared or gated", o->faulty);
	if (o->failed)
		fc_str_printf(out, ", %" PRIu32 " that cannot be read", o->failed);
	if (o->incomplete)
		fc_str_printf(out, ", %" PRIu32 " incomplete", o->incomplete);
	if (o->absent)
		fc_str_printf(out, ", %" PRIu32 " absent", o->absent);
}
