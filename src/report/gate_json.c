/* gate_json.c -- a gate as JSON, schemas flopcount.diff/1 and flopcount.check/1 */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "report/gate.h"
#include "result/json.h"
#include "result/policy.h"

struct writer {
	struct fc_json j;
	struct fc_dim_texts *texts;
	struct fc_arena *arena;
	const struct fc_gate *g;
};

static void
put_int(struct writer *w, const char *key, int64_t v)
{
	fc_json_key(&w->j, key);
	fc_json_int(&w->j, v);
}

static void
put_dim(struct writer *w, const char *key, struct fc_dim x)
{
	fc_json_key(&w->j, key);
	fc_json_dim(&w->j, w->texts, x);
}

/* --- limits ---------------------------------------------------------------------------------- */

static void
put_finding(struct writer *w, const struct fc_subject *s, const struct fc_finding *f)
{
	bool known = f->verdict <= FC_VERDICT_LOWER_BOUND;
	struct fc_str text = FC_STR(w->arena);

	fc_json_object(&w->j, true);
	fc_json_member(&w->j, "grade", fc_finding_grade(f));
	fc_json_member(&w->j, "metric", f->rule->metric.name);
	fc_json_member(&w->j, "scope", f->rule->scope_text);
	fc_json_member(&w->j, "place", f->place);
	fc_json_member(&w->j, "limit", fc_limit_name(f->limit));
	fc_json_member(&w->j, "allowed", f->rule->limit[f->limit].text);
	put_dim(w, "allowed_value", known ? fc_dim_int(w->g->dims, f->allowed) : FC_DIM_NAN);
	put_dim(w, "value", known ? fc_dim_int(w->g->dims, f->value) : FC_DIM_NAN);
	put_dim(w, "base", known && f->has_base ? fc_dim_int(w->g->dims, f->base) : FC_DIM_NAN);
	put_dim(w, "formula", f->figure);
	fc_json_key(&w->j, "point");
	fc_json_object(&w->j, true);
	for (uint32_t i = 0; i < f->n_point; i++)
		put_int(w, f->point[i].name, f->point[i].value);
	fc_json_end(&w->j, '}');
	put_int(w, "line", f->rule->limit[f->limit].line);
	fc_say_finding(&text, s, f);
	fc_json_member(&w->j, "text", text.data);
	fc_json_member(&w->j, "message", f->rule->message);
	fc_json_end(&w->j, '}');
}

/* --- totals and changes ------------------------------------------------------------------------ */

static void
put_total(struct writer *w, const char *key, struct fc_dim base, struct fc_dim head)
{
	fc_json_key(&w->j, key);
	fc_json_object(&w->j, true);
	put_dim(w, "base", base);
	put_dim(w, "head", head);
	put_dim(w, "change", fc_dim_sub(w->g->dims, head, base));
	fc_json_end(&w->j, '}');
}

static struct fc_dim
macs_under(struct writer *w, const struct fc_result *r, const struct fc_pair_macs *like)
{
	for (uint32_t i = 0; i < r->total.n_pair; i++) {
		if (r->total.pair[i].a == like->a && r->total.pair[i].b == like->b)
			return r->total.pair[i].macs;
	}
	return fc_dim_int(w->g->dims, 0);
}

static bool
has_pair(const struct fc_result *r, const struct fc_pair_macs *like)
{
	for (uint32_t i = 0; i < r->total.n_pair; i++) {
		if (r->total.pair[i].a == like->a && r->total.pair[i].b == like->b)
			return true;
	}
	return false;
}

static void
put_pairs(struct writer *w, const struct fc_subject *s)
{
	const struct fc_result *side[] = { s->base, s->head };
	struct fc_str name = FC_STR(w->arena);

	fc_json_key(&w->j, "macs_by_dtype");
	fc_json_object(&w->j, false);
	for (int k = 0; k < 2; k++) {
		for (uint32_t i = 0; i < side[k]->total.n_pair; i++) {
			const struct fc_pair_macs *p = &side[k]->total.pair[i];
			const char *a = fc_dtype_name((enum fc_dtype)p->a);
			const char *b = fc_dtype_name((enum fc_dtype)p->b);

			if (k && has_pair(s->base, p))
				continue;
			fc_str_clear(&name);
			fc_str_printf(&name, "%s*%s", a ? a : "unknown", b ? b : "unknown");
			put_total(w, name.data, macs_under(w, s->base, p), macs_under(w, s->head, p));
		}
	}
	fc_json_end(&w->j, '}');
}

static void
put_totals(struct writer *w, const struct fc_subject *s)
{
	struct fc_dim base, head;
	const char *key;

	assert(s->base && s->head); /* or they were not compared */
	fc_json_key(&w->j, "totals");
	fc_json_object(&w->j, false);
	for (size_t i = 0; (key = fc_result_total_key(i)); i++) {
		fc_result_total_by_key(s->base, key, &base);
		fc_result_total_by_key(s->head, key, &head);
		put_total(w, key, base, head);
	}
	put_pairs(w, s);
	fc_json_end(&w->j, '}');
}

static void
put_side(struct writer *w, const char *key, const struct fc_row *row)
{
	fc_json_key(&w->j, key);
	if (!row) {
		fc_json_null(&w->j);
		return;
	}
	fc_json_object(&w->j, true);
	fc_json_member(&w->j, "name", row->name);
	fc_json_member(&w->j, "scope", row->scope);
	fc_json_member(&w->j, "op", row->like->op);
	put_dim(w, "params", row->like->f.params);
	put_dim(w, "macs", row->like->f.macs);
	put_dim(w, "flops", row->like->f.flops);
	put_dim(w, "access_bytes", row->like->f.access_bytes);
	fc_json_end(&w->j, '}');
}

static void
put_changes(struct writer *w, const struct fc_delta *d)
{
	static const char *const name[] = { "unchanged", "new", "removed", "changed", "renamed" };

	fc_json_key(&w->j, "layers");
	fc_json_object(&w->j, true);
	for (int i = 0; i < FC_CHANGES; i++)
		put_int(w, name[i], d->count[i]);
	fc_json_end(&w->j, '}');
	fc_json_key(&w->j, "changes");
	fc_json_array(&w->j, false);
	for (uint32_t i = 0; i < d->n; i++) {
		const struct fc_delta_row *row = &d->row[i];

		fc_json_object(&w->j, true);
		fc_json_member(&w->j, "change", fc_change_name(row->change));
		put_side(w, "base", row->base);
		put_side(w, "head", row->head);
		fc_json_end(&w->j, '}');
	}
	fc_json_end(&w->j, ']');
}

/* --- one model ---------------------------------------------------------------------------------- */

static void
put_uncounted(struct writer *w, const struct fc_result *r)
{
	fc_json_key(&w->j, "uncounted");
	fc_json_array(&w->j, true);
	for (uint32_t i = 0; r && i < r->n_uncounted; i++) {
		fc_json_object(&w->j, true);
		fc_json_member(&w->j, "op", r->uncounted[i].op);
		put_int(w, "nodes", r->uncounted[i].nodes);
		fc_json_member(&w->j, "reason", r->uncounted[i].reason);
		fc_json_end(&w->j, '}');
	}
	fc_json_end(&w->j, ']');
}

static void
put_subject(struct writer *w, const struct fc_subject *s)
{
	struct fc_str said = FC_STR(w->arena);

	fc_json_object(&w->j, false);
	fc_json_member(&w->j, "name", s->name);
	fc_json_member(&w->j, "path", s->path);
	fc_json_member(&w->j, "base_path", s->base ? s->base_path : NULL);
	fc_json_member(&w->j, "status", s->head ? fc_result_status_name(s->head->status) : "failed");
	fc_json_member(&w->j, "problem", fc_say_subject(&said, w->g, s) ? said.data : NULL);
	fc_json_key(&w->j, "limits");
	fc_json_array(&w->j, false);
	for (uint32_t i = 0; i < s->n_finding; i++)
		put_finding(w, s, &s->finding[i]);
	fc_json_end(&w->j, ']');
	put_uncounted(w, s->head);
	if (s->compared) {
		put_totals(w, s);
		put_changes(w, &s->delta);
	}
	fc_json_end(&w->j, '}');
}

static const char *
convention_of(const struct fc_gate *g)
{
	for (uint32_t i = 0; i < g->subject.n; i++) {
		if (g->subject.at[i].head && g->subject.at[i].head->policy)
			return fc_policy_name(g->subject.at[i].head->policy);
	}
	return g->convention;
}

static void
json_write(struct fc_gate_report *r)
{
	struct writer w = { .arena = r->arena, .g = r->gate };

	w.texts = fc_dim_texts_new(r->arena);
	fc_json_init(&w.j, r->out, 2);
	fc_json_object(&w.j, false);
	fc_json_member(&w.j, "schema", r->gate->budget ? "flopcount.check/1" : "flopcount.diff/1");
	fc_json_member(&w.j, "convention", convention_of(r->gate));
	fc_json_member(&w.j, "grade", fc_gate_grade(r->gate));
	fc_json_key(&w.j, "counts");
	fc_json_object(&w.j, true);
	put_int(&w, "broken", r->gate->outcome.broken);
	put_int(&w, "warnings", r->gate->outcome.warnings);
	put_int(&w, "faulty", r->gate->outcome.faulty);
	put_int(&w, "failed", r->gate->outcome.failed);
	put_int(&w, "incomplete", r->gate->outcome.incomplete);
	put_int(&w, "absent", r->gate->outcome.absent);
	fc_json_end(&w.j, '}');
	fc_json_key(&w.j, "models");
	fc_json_array(&w.j, false);
	for (uint32_t i = 0; i < r->gate->subject.n; i++)
		put_subject(&w, &r->gate->subject.at[i]);
	fc_json_end(&w.j, ']');
	fc_json_end(&w.j, '}');
	fc_out_putc(r->out, '\n');
}

const struct fc_gate_format fc_gate_json = { "json", json_write };
