/* eval_op.c -- operators: scalars and containers here, tensors through binding rows */
#include <string.h>

#include "base/intern.h"
#include "base/str.h"
#include "front/ts/eval.h"

/* Lists of lists are looked into as well, and no deeper. */
static bool
holds_tensor(const struct fc_ts_value *v, int depth)
{
	bool list = v->kind == FC_TS_V_LIST || v->kind == FC_TS_V_TUPLE;

	if (v->kind == FC_TS_V_TENSOR || v->kind == FC_TS_V_UNKNOWN)
		return true;
	for (uint32_t i = 0; list && depth && i < v->item.n && i < 8; i++) {
		if (holds_tensor(v->item.at[i], depth - 1))
			return true;
	}
	return false;
}

/* An operator without a row: the run goes on with a result of which nothing is known. */
static struct fc_ts_value *
unknown_operator(struct fc_ts *t, const struct fc_ts_expr *e, const struct fc_ts_value_list *args)
{
	struct fc_draft d = { .b = t->b,
		              .name = fc_intern_text(t->b->names, ""),
		              .op_name = e->text,
		              .domain = fc_intern_text(t->b->names, ""),
		              .line = t->at.line,
		              .column = t->at.column };
	const char *colon = strstr(e->text, "::");
	struct fc_value *v = fc_builder_value(t->b, fc_intern_text(t->b->names, ""));

	if (colon) {
		d.domain = fc_intern(t->b->names, e->text, (size_t)(colon - e->text));
		d.op_name = fc_intern_text(t->b->names, colon + 2);
	}
	for (uint32_t i = 0; i < args->n; i++) {
		if (args->at[i]->kind == FC_TS_V_TENSOR)
			FC_VEC_PUSH(t->b->arena, &d.in, args->at[i]->tensor);
	}
	FC_VEC_PUSH(t->b->arena, &d.out, v);
	v->type = fc_type_tensor(FC_DTYPE_UNKNOWN, FC_SHAPE_UNKNOWN);
	if (!fc_draft_add(&d))
		t->stopped = true;
	return fc_ts_tensor(t, v);
}

struct fc_ts_value *
fc_ts_operator(struct fc_ts *t, const struct fc_ts_expr *e)
{
	struct fc_ts_value_list args = { 0 };
	struct fc_ts_value *v;
	struct fc_ts_call c = { .ts = t, .at = e };
	bool tensors = false;

	for (unsigned i = 0; i < e->n; i++) {
		FC_VEC_PUSH(t->b->arena, &args, fc_ts_eval(t, e->arg[i]));
		tensors |= holds_tensor(args.at[i], 2);
	}
	if (t->stopped || t->raised)
		return fc_ts_unknown(t);
	v = fc_ts_builtin(t, e->text, &args, e);
	if (v)
		return v;
	if (fc_ts_match(&c, &args)) {
		if (c.row->adapt ? !c.row->adapt(&c) : !fc_ts_plain(&c))
			t->stopped = true;
		return c.result ? c.result : fc_ts_unknown(t);
	}
	if (!tensors && !t->unknown && strncmp(e->text, "aten::", 6) == 0 && fc_ts_bind_find(t, e->text))
		return fc_ts_fault(t, e, FC_E_CODE, "arguments do not fit operator '%s'", e->text);
	return unknown_operator(t, e, &args);
}
