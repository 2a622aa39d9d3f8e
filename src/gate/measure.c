/* measure.c -- which figures a rule means: of the model, of layers, modules or an operator */
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/str.h"
#include "base/table.h"
#include "base/vec.h"
#include "gate/gate.h"
#include "result/column.h"
#include "result/row_sum.h"

/* A figure of a row by its key; of a peak, what is alive at it. */
static struct fc_dim
figure_of(const struct fc_row *row, const char *key)
{
	const struct fc_column *c = fc_column_find(key);

	if (!strcmp(key, "peak_activation_bytes"))
		return row->alive;
	if (!c || (c->kind != FC_COLUMN_COUNT && c->kind != FC_COLUMN_BYTES))
		return FC_DIM_NAN;
	return fc_column_dim(c, row);
}

static void
measure_model(const struct fc_subject *s, const struct fc_metric *m, struct fc_arena *a,
              struct fc_measures *out)
{
	struct fc_measure x = { .head = FC_DIM_NAN, .base = FC_DIM_NAN, .has_base = s->base };

	if (m->is_time) {
		x.head = fc_dim_int(s->head->dims, s->head->latency[m->at]);
		x.has_base = s->base && s->base->latency[m->at];
		x.base = x.has_base ? fc_dim_int(s->head->dims, s->base->latency[m->at]) : FC_DIM_NAN;
	} else if (m->op) {
		x.head = fc_dim_int(s->head->dims, fc_result_op_count(s->head, m->op));
		if (s->base)
			x.base = fc_dim_int(s->head->dims, fc_result_op_count(s->base, m->op));
	} else {
		fc_result_total_by_key(s->head, m->name, &x.head);
		if (s->base)
			fc_result_total_by_key(s->base, m->name, &x.base);
	}
	FC_VEC_PUSH(a, out, x);
}

/* --- layers -------------------------------------------------------------------------- */

static void
measure_layers(const struct fc_subject *s, const struct fc_rule *rule, struct fc_arena *a,
               struct fc_measures *out)
{
	struct fc_intern *names = fc_dims_names(s->head->dims);
	struct fc_table *old = fc_table_new(a);

	for (uint32_t i = 0; s->base && i < s->base->n_row; i++) {
		struct fc_row *row = &s->base->row[i];

		if (*row->name)
			fc_table_set(old, fc_intern_text(names, row->name), row);
	}
	for (uint32_t i = 0; i < s->head->n_row; i++) {
		const struct fc_row *row = &s->head->row[i];
		const struct fc_row *before = fc_table_find(old, fc_intern_text(names, row->name));
		struct fc_measure x = { .place = row->name, .has_base = before };

		if (!fc_glob_match(rule->scope.pattern, row->name))
			continue;
		x.head = figure_of(row, rule->metric.name);
		x.base = before ? figure_of(before, rule->metric.name) : FC_DIM_NAN;
		FC_VEC_PUSH(a, out, x);
	}
}

/* --- sums: modules and operators --------------------------------------------------------- */

struct summing {
	struct fc_arena *arena;
	const struct fc_rule *rule;
	struct fc_intern *names;
	struct fc_table *index;   /* name to 1 + place */
	struct {
		struct fc_measure *at;
		uint32_t n, room;
	} place;
	struct fc_str op;
};

static struct fc_dim
join(struct summing *s, struct fc_dims *t, struct fc_dim sum, struct fc_dim x)
{
	if (fc_dim_is_nan(sum) || fc_dim_is_nan(x))
		return fc_dim_is_nan(sum) ? x : sum;
	return strcmp(s->rule->metric.name, "peak_activation_bytes") ? fc_dim_add(t, sum, x)
	                                                             : fc_dim_max(t, sum, x);
}

static void
add_to(struct summing *s, struct fc_dims *t, const char *name, const struct fc_row *row, bool is_base)
{
	uintptr_t at = (uintptr_t)fc_table_find(s->index, name);
	struct fc_dim x = figure_of(row, s->rule->metric.name);
	struct fc_measure *m;

	if (!at) {
		struct fc_measure none = { name, FC_DIM_NAN, FC_DIM_NAN, false };

		FC_VEC_PUSH(s->arena, &s->place, none);
		at = s->place.n;
		fc_table_set(s->index, name, (void *)at);
	}
	m = &s->place.at[at - 1];
	m->has_base |= is_base;
	if (is_base)
		m->base = join(s, t, m->base, x);
	else
		m->head = join(s, t, m->head, x);
}

/* A row belongs to each module on its path that the pattern matches. */
static void
add_row(struct summing *s, struct fc_dims *t, const struct fc_row *row, bool is_base)
{
	const char *scope = row->scope;

	if (row->status == FC_ROW_ALTERNATIVE || !row->nodes)
		return;
	if (s->rule->scope.kind == FC_SCOPE_OP) {
		fc_str_clear(&s->op);
		fc_row_op(row, &s->op);
		if (fc_glob_match(s->rule->scope.pattern, s->op.data))
			add_to(s, t, fc_intern_text(s->names, s->op.data), row, is_base);
		return;
	}
	for (size_t n = 1; *scope && n <= strlen(scope); n++) {
		const char *name;

		if (scope[n] && scope[n] != '/')
			continue;
		name = fc_intern(s->names, scope, n);
		if (fc_glob_match(s->rule->scope.pattern, name))
			add_to(s, t, name, row, is_base);
	}
}

static void
measure_sums(const struct fc_subject *s, const struct fc_rule *rule, struct fc_arena *a,
             struct fc_measures *out)
{
	struct summing sum = { .arena = a, .rule = rule, .op = FC_STR(a) };
	struct fc_dims *t = s->head->dims;

	sum.names = fc_dims_names(t);
	sum.index = fc_table_new(a);
	for (uint32_t i = 0; i < s->head->n_row; i++)
		add_row(&sum, t, &s->head->row[i], false);
	for (uint32_t i = 0; s->base && i < s->base->n_row; i++)
		add_row(&sum, t, &s->base->row[i], true);
	for (uint32_t i = 0; i < sum.place.n; i++) {
		struct fc_measure x = sum.place.at[i];

		if (!fc_dim_is_nan(x.head))
			FC_VEC_PUSH(a, out, x);
	}
}

void
fc_measure_rule(struct fc_arena *a, const struct fc_subject *s, const struct fc_rule *rule,
                struct fc_measures *out)
{
	*out = (struct fc_measures){ 0 };
	if (rule->scope.kind == FC_SCOPE_MODEL)
		measure_model(s, &rule->metric, a, out);
	else if (rule->scope.kind == FC_SCOPE_LAYER)
		measure_layers(s, rule, a, out);
	else
		measure_sums(s, rule, a, out);
}
