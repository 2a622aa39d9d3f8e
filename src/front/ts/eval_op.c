/* eval_op.c -- operators: scalars and containers here, tensors through binding rows */
#include <string.h>

#include "base/intern.h"
#include "base/str.h"
#include "front/ts/eval.h"
#include "ops/registry.h"

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

/* The call's arguments by name, as a user's operator calls them. false: there are others. */
static bool
match_custom(struct fc_ts_call *c, const struct fc_ts_value_list *args, struct fc_str *map)
{
	const struct fc_registry *r = c->ts->b->registry;
	const char *name;
	unsigned used = 0;

	for (unsigned i = 0; c->n < FC_TS_ARGS && (name = fc_registry_custom_param(r, c->row->op, i)); i++) {
		struct fc_ts_value *v =
		    i < args->n && !(c->at->keyword && c->at->keyword[i]) ? args->at[i] : NULL;

		for (unsigned k = 0; c->at->keyword && !v && k < args->n; k++) {
			if (c->at->keyword[k] && !strcmp(c->at->keyword[k], name))
				v = args->at[k];
		}
		used += v != NULL;
		c->name[c->n] = fc_intern_text(c->ts->b->names, name);
		c->arg[c->n++] = v;
		fc_str_printf(map, "%s%s=%s", i ? " " : "", name, name);
	}
	return used == args->n;
}

/* An operator that the user's file defines: a row made on the spot. */
static struct fc_ts_value *
custom_operator(struct fc_ts *t, const struct fc_ts_expr *e, const struct fc_ts_value_list *args,
                const char *op)
{
	struct fc_ts_bind *row = FC_NEW(t->b->arena, struct fc_ts_bind);
	struct fc_ts_call c = { .ts = t, .at = e, .row = row };
	struct fc_str map = FC_STR(t->b->arena);

	*row = (struct fc_ts_bind){ .name = e->text, .op = op };
	row->results = fc_registry_custom_results(t->b->registry, op);
	if (!match_custom(&c, args, &map)) {
		fc_diag_add(t->b->diags, FC_E_SIGNATURE, fc_ts_where(t, t->at),
		            "a call of '%s' has arguments that its definition does not name", e->text);
		return unknown_operator(t, e, args);
	}
	row->map = map.data;
	if (!fc_ts_plain(&c))
		t->stopped = true;
	return c.result ? c.result : fc_ts_unknown(t);
}

/* The row of a user's operator; NULL: none of that name. */
static const char *
custom_of(const struct fc_ts *t, const char *name)
{
	const char *colon = strstr(name, "::");

	return colon ? fc_registry_custom(t->b->registry,
	                                  fc_intern(t->b->names, name, (size_t)(colon - name)), colon + 2, 0)
	             : NULL;
}

/* A name with '_' that took the row of the name without: its result goes where the first argument is. */
static void
write_back(struct fc_ts_call *c)
{
	const struct fc_ts_value *y = c->result;

	if (strlen(c->at->text) == strlen(c->row->name) + 1 && y && y->kind == FC_TS_V_TENSOR && c->n &&
	    c->arg[0] && c->arg[0]->kind == FC_TS_V_TENSOR && y != c->arg[0]) {
		y->tensor->type.dtype = c->arg[0]->tensor->type.dtype;
		fc_ts_in_place(c, y->tensor);
	}
}

static struct fc_ts_value *
misfit(struct fc_ts *t, const struct fc_ts_expr *e)
{
	return fc_ts_fault(t, e, FC_E_CODE, "arguments do not fit operator '%s'", e->text);
}

/* A row that cannot be run ends the run at a limit, or was given None for a tensor that it needs. */
static struct fc_ts_value *
matched(struct fc_ts *t, const struct fc_ts_expr *e, struct fc_ts_call *c)
{
	size_t errors = t->b->diags->errors;

	if (c->row->adapt ? c->row->adapt(c) : fc_ts_plain(c))
		write_back(c);
	else if (t->b->diags->errors == errors)
		return misfit(t, e);
	else
		t->stopped = true;
	return c->result ? c->result : fc_ts_unknown(t);
}

struct fc_ts_value *
fc_ts_apply(struct fc_ts *t, const struct fc_ts_expr *e, struct fc_ts_value_list *args)
{
	struct fc_ts_value *v;
	struct fc_ts_call c = { .ts = t, .at = e };
	const char *custom = custom_of(t, e->text);
	bool tensors = false;

	if (custom)
		return custom_operator(t, e, args, custom);
	v = fc_ts_builtin(t, e->text, args, e);
	if (v)
		return v;
	for (uint32_t i = 0; i < args->n; i++) {
		tensors |= holds_tensor(args->at[i], 2);
		fc_ts_effort(t, args->at[i]->item.n);
	}
	if (fc_ts_match(&c, args))
		return matched(t, e, &c);
	if (!tensors && !t->unknown && strncmp(e->text, "aten::", 6) == 0 && fc_ts_bind_find(t, e->text))
		return misfit(t, e);
	v = fc_ts_builtin_of_unknown(t, e->text, args, e);
	return v ? v : unknown_operator(t, e, args);
}

struct fc_ts_value *
fc_ts_operator(struct fc_ts *t, const struct fc_ts_expr *e)
{
	struct fc_ts_value_list args = { 0 };

	fc_ts_effort(t, strlen(e->text) / 2); /* reports repeat it */
	for (unsigned i = 0; i < e->n; i++)
		FC_VEC_PUSH(t->b->arena, &args, fc_ts_eval(t, e->arg[i]));
	return t->stopped || t->raised ? fc_ts_unknown(t) : fc_ts_apply(t, e, &args);
}
