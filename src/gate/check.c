/* check.c -- rules against figures, at every point */
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/str.h"
#include "base/vec.h"
#include "gate/gate.h"

struct check {
	struct fc_gate *g;
	struct fc_subject *s;
	struct fc_points points;
	struct {
		struct fc_finding *at;
		uint32_t n, room;
	} found;
};

/* --- one value ------------------------------------------------------------------------ */

struct free_names {
	struct fc_str text;
	const struct fc_binding *b;
	uint32_t n;
	struct {
		const char **at;
		uint32_t n, room;
	} told;
};

static void
add_free(void *user, const struct fc_symbol *s)
{
	struct free_names *f = user;

	for (uint32_t i = 0; i < f->n; i++) {
		if (!strcmp(f->b[i].name, s->name))
			return;
	}
	for (uint32_t i = 0; i < f->told.n; i++) {
		if (f->told.at[i] == s->name)
			return;
	}
	fc_str_printf(&f->text, "%s%s", f->told.n ? ", " : "", s->name);
	FC_VEC_PUSH(f->text.arena, &f->told, s->name);
}

/* A figure at a point; else the verdict is set. */
static bool
value_at(struct check *c, struct fc_dim x, const struct fc_binding *point, struct fc_finding *f, int64_t *out)
{
	struct free_names names = { .text = FC_STR(c->g->arena), .b = point, .n = c->points.n_dim };

	if (fc_dim_is_nan(x)) {
		f->verdict = FC_VERDICT_UNKNOWN;
		return false;
	}
	if (fc_dim_eval(c->g->dims, x, point, c->points.n_dim, false, out))
		return true;
	fc_dim_each_symbol(x, add_free, &names);
	f->verdict = names.told.n ? FC_VERDICT_FREE : FC_VERDICT_UNKNOWN;
	f->free = names.told.n ? names.text.data : NULL;
	return false;
}

/* How far value is above what is allowed; not above: <= 0. */
static int64_t
excess(struct fc_finding *f, const struct fc_rule *rule)
{
	const struct fc_amount *least = &rule->min_change;
	int64_t by = 0, share;

	switch (f->limit) {
	case FC_LIMIT_MAX:
		f->allowed = rule->limit[FC_LIMIT_MAX].value;
		break;
	case FC_LIMIT_INCREASE:
		share = fc_amount_of(&rule->limit[FC_LIMIT_INCREASE], f->base);
		if (!fc_num_add(f->base, share, &f->allowed))
			f->allowed = INT64_MAX;
		break;
	case FC_LIMIT_INCREASE_ABS:
		if (!fc_num_add(f->base, rule->limit[FC_LIMIT_INCREASE_ABS].value, &f->allowed))
			f->allowed = INT64_MAX;
		break;
	}
	if (f->limit != FC_LIMIT_MAX && least->text) {
		by = least->is_share ? fc_amount_of(least, f->base) : least->value;
		if (f->value > f->base && f->value - f->base < by)
			return 0;
	}
	if (rule->noise.text && f->value > f->allowed &&
	    f->value - f->allowed <= fc_amount_of(&rule->noise, f->allowed))
		return 0;
	return f->value - f->allowed; /* neither is negative */
}

/* --- one limit -------------------------------------------------------------------------- */

/* Is a the worse of two: a broken one, then the one further above, then the larger. */
static bool
is_worse(const struct fc_finding *a, int64_t over, const struct fc_finding *b, int64_t worst)
{
	if (over != worst)
		return over > worst;
	return a->value > b->value;
}

/* Every place at every point; the worst stands in the finding. false: nothing could be looked at. */
static bool
look(struct check *c, const struct fc_measures *m, struct fc_finding *out)
{
	int64_t worst = INT64_MIN;
	bool relative = out->limit != FC_LIMIT_MAX;
	uint32_t looked = 0;

	for (uint32_t i = 0; i < m->n; i++) {
		for (uint32_t k = 0; k < c->points.n; k++) {
			const struct fc_binding *point = &c->points.at[(size_t)k * c->points.n_dim];
			struct fc_finding f = *out;
			int64_t over;

			f.place = m->at[i].place;
			f.figure = m->at[i].head;
			f.has_base = m->at[i].has_base && !fc_dim_is_nan(m->at[i].base);
			if (relative && !f.has_base)
				continue;
			if (!value_at(c, m->at[i].head, point, &f, &f.value) ||
			    (f.has_base && !value_at(c, m->at[i].base, point, &f, &f.base))) {
				*out = f;
				return true;
			}
			looked++;
			over = excess(&f, f.rule);
			f.verdict = over > 0 ? FC_VERDICT_BROKEN : FC_VERDICT_KEPT;
			f.point = c->points.n > 1 ? point : NULL;
			f.n_point = c->points.n > 1 ? c->points.n_dim : 0;
			if (worst != INT64_MIN && !is_worse(&f, over, out, worst))
				continue;
			worst = over;
			*out = f;
		}
	}
	return looked;
}

/* What a partial count is a lower bound of: all that hangs on operators. */
static bool
is_counted(const struct fc_metric *m)
{
	return !m->op && strcmp(m->name, "file_bytes") && strcmp(m->name, "weight_bytes") &&
	       strcmp(m->name, "nodes") && strcmp(m->name, "uncounted_nodes") && !m->is_time;
}

static void
check_limit(struct check *c, const struct fc_rule *rule, const struct fc_measures *m, enum fc_limit_kind kind)
{
	struct fc_finding f = { .rule = rule, .limit = kind, .n_place = m->n, .figure = FC_DIM_NAN };

	if (!rule->limit[kind].text)
		return;
	if (rule->metric.is_time && !c->s->head->latency[rule->metric.at])
		f.verdict = FC_VERDICT_NOT_MEASURED;
	else if (!m->n)
		f.verdict = FC_VERDICT_NO_MATCH;
	else if (!look(c, m, &f))
		f.verdict = FC_VERDICT_NO_BASE;
	if (f.verdict == FC_VERDICT_KEPT && c->s->head->status == FC_RESULT_PARTIAL &&
	    is_counted(&rule->metric))
		f.verdict = FC_VERDICT_LOWER_BOUND;
	FC_VEC_PUSH(c->g->arena, &c->found, f);
}

void
fc_check_run(struct fc_gate *g, struct fc_subject *s)
{
	static const struct fc_identity none;
	struct check c = { .g = g, .s = s };
	struct fc_measures m = { 0 };

	c.points = fc_points_of(g->arena, s->identity ? s->identity : &none);
	for (uint32_t i = 0; i < s->n_rule; i++) {
		const struct fc_rule *rule = &s->rule[i];

		if (rule->level == FC_LEVEL_OFF)
			continue;
		fc_measure_rule(g->arena, s, rule, &m);
		for (int k = 0; k < FC_LIMIT_KINDS; k++)
			check_limit(&c, rule, &m, (enum fc_limit_kind)k);
	}
	s->finding = c.found.at;
	s->n_finding = c.found.n;
}
