/* gate.c -- the run of a gate: match, compare, check, count */
#include "gate/gate.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/str.h"
#include "base/table.h"
#include "base/vec.h"
#include "result/policy.h"

struct fc_subject *
fc_gate_subject(struct fc_gate *g, const char *name)
{
	struct fc_subject fresh = { .name = fc_intern_text(fc_dims_names(g->dims), name) };
	uintptr_t at;

	if (!g->places)
		g->places = fc_table_new(g->arena);
	at = (uintptr_t)fc_table_find(g->places, fresh.name);
	if (!at) {
		FC_VEC_PUSH(g->arena, &g->subject, fresh);
		at = g->subject.n;
		fc_table_set(g->places, fresh.name, (void *)at);
	}
	return &g->subject.at[at - 1];
}

/* --- identity ------------------------------------------------------------------------ */

static void
put_values(struct fc_str *out, const struct fc_identity_dim *d)
{
	fc_str_puts(out, d->n > 1 ? "[" : "");
	for (uint32_t i = 0; i < d->n; i++)
		fc_str_printf(out, "%s%" PRId64, i ? ", " : "", d->value[i]);
	fc_str_puts(out, d->n > 1 ? "]" : "");
}

static void
put_dims(struct fc_str *out, const struct fc_identity *id)
{
	for (uint32_t i = 0; i < id->n_dim; i++) {
		fc_str_printf(out, "%s%s=", i ? " " : "", id->dim[i].name);
		put_values(out, &id->dim[i]);
	}
	if (!id->n_dim)
		fc_str_puts(out, "none");
}

static void
put_inputs(struct fc_str *out, const struct fc_identity *id)
{
	for (uint32_t i = 0; i < id->n_input; i++)
		fc_str_printf(out, "%s%s", i ? " " : "", id->input[i]);
	if (!id->n_input)
		fc_str_puts(out, "the file's own");
}

typedef void (*put_fn)(struct fc_str *out, const struct fc_identity *id);

static void
put_method(struct fc_str *out, const struct fc_identity *id)
{
	fc_str_puts(out, id->method ? id->method : "forward");
}

/* "baseline has dims seq=128, the budget seq=256"; NULL: both say the same. */
static const char *
differs(struct fc_arena *a, const char *what, put_fn put, const struct fc_identity *x,
        const struct fc_identity *y)
{
	struct fc_str p = FC_STR(a), q = FC_STR(a), text = FC_STR(a);

	put(&p, x);
	put(&q, y);
	if (!strcmp(p.data, q.data))
		return NULL;
	fc_str_printf(&text, "the baseline was counted with %s %s, this run has %s", what, p.data, q.data);
	return text.data;
}

static const char *
identity_refusal(struct fc_arena *a, const struct fc_identity *base, const struct fc_identity *head)
{
	const char *text = differs(a, "dims", put_dims, base, head);

	if (!text)
		text = differs(a, "inputs", put_inputs, base, head);
	return text ? text : differs(a, "method", put_method, base, head);
}

/* Two results: their conventions, and the values that symbols of both were given. */
static const char *
refusal(struct fc_arena *a, const struct fc_result *base, const struct fc_result *head)
{
	struct fc_str text = FC_STR(a);
	struct fc_table *symbols;

	if (base->policy && head->policy && base->policy != head->policy) {
		fc_str_printf(&text, "convention '%s' and convention '%s' are never compared",
		              fc_policy_name(base->policy), fc_policy_name(head->policy));
		return text.data;
	}
	symbols = fc_table_new(a); /* names of both are interned in one place */
	for (uint32_t i = head->n_symbol; i-- > 0;)
		fc_table_set(symbols, head->symbol[i].name, (void *)&head->symbol[i]);
	for (uint32_t i = 0; i < base->n_symbol; i++) {
		const struct fc_result_symbol *x = &base->symbol[i], *y = fc_table_find(symbols, x->name);

		if (!y || (x->bound == y->bound && (!x->bound || x->value == y->value)))
			continue;
		fc_str_printf(&text, "dims differ: %s is ", x->name);
		fc_str_printf(&text, x->bound ? "%" PRId64 : "free", x->value);
		fc_str_puts(&text, " in the one and ");
		fc_str_printf(&text, y->bound ? "%" PRId64 " in the other" : "free in the other", y->value);
		return text.data;
	}
	return NULL;
}

/* --- running ------------------------------------------------------------------------- */

static int
by_name(const void *x, const void *y)
{
	const struct fc_subject *p = x, *q = y;

	return strcmp(p->name, q->name);
}

/* A report knows a model by its path. */
static bool
is_of(const struct fc_saved *saved, const struct fc_subject *s)
{
	if (!strcmp(saved->name, s->name))
		return true;
	return !saved->is_baseline && s->path && !strcmp(saved->name, s->path);
}

static void
take_baseline(struct fc_gate *g, struct fc_subject *s)
{
	static const struct fc_identity none;

	for (uint32_t i = 0; i < g->baseline.n && !s->base; i++) {
		const struct fc_saved *saved = &g->baseline.at[i];

		if (!is_of(saved, s))
			continue;
		s->base = saved->r;
		s->base_path = g->baseline_file;
		if (saved->is_baseline)
			s->base_identity = &saved->identity;
		if (saved->is_baseline && !s->identity)
			s->identity = &none;
	}
}

static bool
is_failed(const struct fc_result *r)
{
	return r && r->status == FC_RESULT_FAILED;
}

static void
run_subject(struct fc_gate *g, struct fc_subject *s)
{
	struct fc_points points;

	if (!s->base && g->baseline.n)
		take_baseline(g, s);
	if (is_failed(s->base) || is_failed(s->head) || !s->head) {
		g->outcome.failed++;
		return;
	}
	if (s->identity) {
		points = fc_points_of(g->arena, s->identity);
		fc_points_peak(g->arena, s->head, &points);
		if (s->base && s->base->n_row && !fc_dim_is_nan(s->base->row[0].alive))
			fc_points_peak(g->arena, s->base, &points);
	}
	if (s->identity && s->base_identity)
		s->refused = identity_refusal(g->arena, s->base_identity, s->identity);
	if (s->base && !s->refused)
		s->refused = refusal(g->arena, s->base, s->head);
	if (s->refused) {
		g->outcome.faulty++;
		return;
	}
	if (s->base) {
		s->delta = fc_diff_run(g->arena, s->base, s->head, &g->diff);
		s->compared = true;
	}
	fc_check_run(g, s);
}

static void
count_finding(struct fc_gate *g, const struct fc_finding *f)
{
	struct fc_outcome *o = &g->outcome;

	switch (f->verdict) {
	case FC_VERDICT_KEPT:
		break;
	case FC_VERDICT_BROKEN:
		o->broken += f->rule->level == FC_LEVEL_ERROR;
		o->warnings += f->rule->level == FC_LEVEL_WARN;
		break;
	case FC_VERDICT_LOWER_BOUND:
	case FC_VERDICT_NO_MATCH:
		o->warnings++;
		break;
	case FC_VERDICT_NO_BASE:
		o->warnings++;
		o->absent += g->require_baseline;
		break;
	case FC_VERDICT_NOT_MEASURED:
		o->absent++;
		break;
	case FC_VERDICT_FREE:
	case FC_VERDICT_UNKNOWN:
		o->faulty++;
		break;
	}
}

void
fc_gate_run(struct fc_gate *g)
{
	if (g->subject.n)
		qsort(g->subject.at, g->subject.n, sizeof(*g->subject.at), by_name);
	for (uint32_t i = 0; i < g->subject.n; i++) {
		struct fc_subject *s = &g->subject.at[i];

		if (g->rule) {
			s->rule = g->rule;
			s->n_rule = g->n_rule;
		}
		run_subject(g, s);
		for (uint32_t k = 0; k < s->n_finding; k++)
			count_finding(g, &s->finding[k]);
		if (g->strict && s->head && s->head->status != FC_RESULT_FAILED && !s->is_strict)
			g->outcome.incomplete++;
		if (g->require_baseline && !s->base)
			g->outcome.absent++;
	}
}
