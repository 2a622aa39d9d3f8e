/* eval_flow.c -- statements: assignment, if, while, for, with, return */
#include <string.h>

#include "front/ts/eval.h"

void
fc_ts_set(struct fc_ts *t, const char *name, struct fc_ts_value *v)
{
	if (t->journal && t->journal_frame == t->frame) {
		struct fc_ts_change c = { t->frame, name, fc_table_find(t->frame->local, name) };

		FC_VEC_PUSH(t->b->arena, t->journal, c);
	}
	fc_table_set(t->frame->local, name, v);
}

static void
unpack(struct fc_ts *t, const struct fc_ts_stmt *s)
{
	struct fc_ts_value *v = fc_ts_eval(t, s->value[0]);
	bool many = v->kind == FC_TS_V_TUPLE || v->kind == FC_TS_V_LIST;

	if (t->stopped || t->raised)
		return;
	if (many && !v->inexact && v->item.n != s->n_target && !t->unknown) {
		fc_ts_fault(t, s->value[0], FC_E_CODE, "%u values for %u names", v->item.n, s->n_target);
		return;
	}
	for (unsigned i = 0; i < s->n_target; i++) {
		if (many && i < v->item.n)
			fc_ts_set(t, s->target[i], v->item.at[i]);
		else
			fc_ts_set(t, s->target[i], many ? fc_ts_any_of(t, v) : fc_ts_unknown(t));
	}
}

static void
parallel(struct fc_ts *t, const struct fc_ts_stmt *s)
{
	struct fc_ts_value_list all = { 0 };

	for (unsigned i = 0; i < s->n_value; i++)
		FC_VEC_PUSH(t->b->arena, &all, fc_ts_eval(t, s->value[i]));
	for (unsigned i = 0; i < s->n_target && i < all.n; i++)
		fc_ts_set(t, s->target[i], all.at[i]);
}

static void
store(struct fc_ts *t, const struct fc_ts_stmt *s)
{
	struct fc_ts_value *base = fc_ts_eval(t, s->value[1]), *v = fc_ts_eval(t, s->value[0]), **slot;

	if (t->stopped || t->raised || base->kind == FC_TS_V_UNKNOWN)
		return;
	slot = fc_ts_attr(t, base, s->text);
	if (slot)
		*slot = v;
	else
		fc_ts_fault(t, s->value[1], FC_E_CODE, "object has no attribute '%s'", s->text);
}

static bool
raises(const struct fc_ts_block *b)
{
	for (unsigned i = 0; b && i < b->n; i++) {
		const struct fc_ts_stmt *s = &b->stmt[i];

		if (s->kind == FC_TS_EXPR && s->value[0]->kind == FC_TS_OP &&
		    strcmp(s->value[0]->text, "prim::RaiseException") == 0)
			return true;
	}
	return false;
}

static void
run_if(struct fc_ts *t, const struct fc_ts_stmt *s)
{
	struct fc_ts_value *c = fc_ts_eval(t, s->value[0]);
	int truth;

	if (t->stopped || t->raised)
		return;
	truth = fc_ts_truth(t, c);
	if (truth < 0 && raises(s->body)) /* the way that goes on */
		truth = 0;
	else if (truth < 0 && raises(s->orelse))
		truth = 1;
	if (truth < 0)
		fc_ts_branch(t, s);
	else if (truth)
		fc_ts_run(t, s->body);
	else if (s->orelse)
		fc_ts_run(t, s->orelse);
}

static bool
goes_on(const struct fc_ts *t)
{
	return !t->stopped && !t->raised && !t->frame->returned;
}

static void
run_while(struct fc_ts *t, const struct fc_ts_stmt *s)
{
	uint32_t before;

	for (uint64_t turn = 0; goes_on(t); turn++) {
		int truth = fc_ts_truth(t, fc_ts_eval(t, s->value[0]));

		if (truth == 0 || t->stopped)
			return;
		if (truth < 0) {
			fc_ts_repeat(t, s, FC_DIM_NAN);
			return;
		}
		before = t->b->n_nodes;
		fc_ts_run(t, s->body);
		if (turn >= t->b->limits.turns && t->b->n_nodes == before) {
			fc_ts_fault(t, s->value[0], FC_E_STEPS,
			            "loop does not end after %llu turns (limit 'turns')",
			            (unsigned long long)turn);
			return;
		}
	}
}

static void
run_for(struct fc_ts *t, const struct fc_ts_stmt *s)
{
	struct fc_ts_value *n = fc_ts_eval(t, s->value[0]);
	int64_t count;

	if (!goes_on(t))
		return;
	if (!fc_ts_as_int(t, n, &count)) {
		fc_ts_repeat(t, s, fc_ts_as_dim(t, n));
		return;
	}
	for (int64_t i = 0; i < count && goes_on(t); i++) {
		if (s->n_target)
			fc_ts_set(t, s->target[0], fc_ts_int(t, i));
		fc_ts_run(t, s->body);
	}
}

/* __enter__ and __exit__ of user classes; profilers and locks have none that matter. */
static void
run_with(struct fc_ts *t, const struct fc_ts_stmt *s)
{
	struct fc_ts_value *cm = fc_ts_eval(t, s->value[0]);
	const struct fc_ts_func *enter =
	    cm->kind == FC_TS_V_OBJECT ? fc_ts_method(cm->klass, "__enter__") : NULL;
	const struct fc_ts_func *leave =
	    cm->kind == FC_TS_V_OBJECT ? fc_ts_method(cm->klass, "__exit__") : NULL;
	struct fc_ts_value_list none = { 0 };
	struct fc_ts_value *v = enter ? fc_ts_call(t, enter, cm, &none, s->value[0]) : cm;

	if (s->n_target)
		fc_ts_set(t, s->target[0], v);
	fc_ts_run(t, s->body);
	if (!leave || t->stopped || t->raised)
		return;
	for (int i = 0; i < 3; i++)
		FC_VEC_PUSH(t->b->arena, &none, fc_ts_none(t));
	fc_ts_call(t, leave, cm, &none, s->value[0]);
}

static void
define_fork(struct fc_ts *t, const struct fc_ts_stmt *s)
{
	struct fc_ts_value *v = fc_ts_unknown(t);

	v->kind = FC_TS_V_FUNC;
	v->func = s->func;
	v->frame = t->frame;
	fc_ts_set(t, s->func->name, v);
}

static void
run_return(struct fc_ts *t, const struct fc_ts_stmt *s)
{
	t->frame->result = s->n_value ? fc_ts_eval(t, s->value[0]) : fc_ts_none(t);
	t->frame->returned = true;
}

static void
run(struct fc_ts *t, const struct fc_ts_stmt *s)
{
	switch (s->kind) {
	case FC_TS_ASSIGN: {
		struct fc_ts_value *v = fc_ts_eval(t, s->value[0]);

		if (!t->stopped && !t->raised)
			fc_ts_set(t, s->target[0], v);
		break;
	}
	case FC_TS_UNPACK: unpack(t, s); break;
	case FC_TS_PARALLEL: parallel(t, s); break;
	case FC_TS_STORE: store(t, s); break;
	case FC_TS_EXPR: fc_ts_eval(t, s->value[0]); break;
	case FC_TS_IF: run_if(t, s); break;
	case FC_TS_WHILE: run_while(t, s); break;
	case FC_TS_FOR: run_for(t, s); break;
	case FC_TS_WITH: run_with(t, s); break;
	case FC_TS_FORK: define_fork(t, s); break;
	case FC_TS_RETURN: run_return(t, s); break;
	case FC_TS_PASS: break;
	}
}

bool
fc_ts_over_limit(struct fc_ts *t, struct fc_ts_place at)
{
	const struct fc_limits *most = &t->b->limits;
	struct fc_ts_expr here = { .at = at };

	if (t->steps > most->steps)
		fc_ts_fault(t, &here, FC_E_STEPS, "more than %llu statements were run (limit 'steps')",
		            (unsigned long long)most->steps);
	else if (t->b->n_nodes > most->run)
		fc_ts_fault(t, &here, FC_E_STEPS, "more than %llu nodes were made (limit 'run')",
		            (unsigned long long)most->run);
	else if (t->items > most->items)
		fc_ts_fault(t, &here, FC_E_STEPS, "more than %llu elements stand in lists (limit 'items')",
		            (unsigned long long)most->items);
	else if (t->text > most->text)
		fc_ts_fault(t, &here, FC_E_STEPS, "more than %llu bytes of text were made (limit 'text')",
		            (unsigned long long)most->text);
	return t->stopped;
}

bool
fc_ts_deeper(struct fc_ts *t, const struct fc_ts_expr *at)
{
	if (t->depth < t->b->limits.calls) {
		t->depth++;
		return true;
	}
	fc_ts_fault(t, at, FC_E_LIMIT, "calls nest deeper than %llu (limit 'calls')",
	            (unsigned long long)t->b->limits.calls);
	return false;
}

void
fc_ts_run(struct fc_ts *t, const struct fc_ts_block *body)
{
	struct fc_ts_expr here = { .at = t->at };

	if (!fc_ts_deeper(t, &here))
		return;
	for (unsigned i = 0; i < body->n && goes_on(t); i++) {
		t->steps++;
		if (fc_ts_over_limit(t, body->stmt[i].at))
			break;
		t->at = body->stmt[i].at;
		run(t, &body->stmt[i]);
	}
	t->depth--;
}
