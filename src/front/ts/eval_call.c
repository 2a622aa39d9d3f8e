/* eval_call.c -- functions, methods, hooks, objects, forks, isinstance */
#include <string.h>

#include "base/intern.h"
#include "front/ts/bytecode.h"

static struct fc_ts_value_list
arguments(struct fc_ts *t, const struct fc_ts_expr *e, unsigned from)
{
	struct fc_ts_value_list args = { 0 };

	for (unsigned i = from; i < e->n; i++)
		FC_VEC_PUSH(t->b->arena, &args, fc_ts_eval(t, e->arg[i]));
	return args;
}

static bool
bind_arguments(struct fc_ts *t, struct fc_ts_frame *f, struct fc_ts_value *self,
               const struct fc_ts_value_list *args, const struct fc_ts_expr *at)
{
	unsigned n = 0;

	for (unsigned i = 0; i < f->func->n_param; i++) {
		const struct fc_ts_param *p = &f->func->param[i];
		struct fc_ts_value *v;

		if (i == 0 && self)
			v = self;
		else if (n < args->n)
			v = args->at[n++];
		else if (p->otherwise)
			v = fc_ts_eval(t, p->otherwise);
		else
			return fc_ts_fault(t, at, FC_E_CODE, "argument '%s' of '%s' is missing", p->name,
			                   f->func->name) == NULL;
		fc_table_set(f->local, p->name, v);
	}
	return n == args->n || fc_ts_fault(t, at, FC_E_CODE, "%u arguments for '%s', which takes %u", args->n,
	                                   f->func->name, n) == NULL;
}

/* A module's rows stand below its path; leaving it, below the caller's. */
struct fc_ts_value *
fc_ts_call(struct fc_ts *t, const struct fc_ts_func *func, struct fc_ts_value *self,
           const struct fc_ts_value_list *args, const struct fc_ts_expr *at)
{
	struct fc_ts_frame f = { .func = func, .outer = t->frame, .local = fc_table_new(t->b->arena) };
	const struct fc_scope *scope = t->b->scope;
	struct fc_ts_place place = t->at;

	if (t->stopped || t->raised || !bind_arguments(t, &f, self, args, at))
		return fc_ts_unknown(t);
	fc_ts_effort(t, 8 * (uint64_t)func->n_param + (self && self->klass ? self->klass->n_method : 0));
	if (self && self->scope)
		t->b->scope = self->scope;
	t->frame = &f;
	if (func->code)
		f.result = fc_ts_bytecode_run(t, func, self, args);
	else
		fc_ts_run(t, &func->body);
	t->frame = f.outer;
	t->b->scope = scope;
	t->at = place;
	return f.result ? f.result : fc_ts_none(t);
}

static struct fc_ts_value *
pack(struct fc_ts *t, const struct fc_ts_value_list *args)
{
	struct fc_ts_value *v = fc_ts_list(t, FC_TS_V_TUPLE);

	for (uint32_t i = 0; i < args->n; i++)
		fc_ts_push(t, v, args->at[i]);
	return v;
}

static struct fc_ts_value *
hook(struct fc_ts *t, const char *name, struct fc_ts_value *self, struct fc_ts_value *args,
     struct fc_ts_value *result, const struct fc_ts_expr *e)
{
	const struct fc_ts_func *f = fc_ts_method(self->klass, name);
	struct fc_ts_value_list list = { 0 };

	if (!f)
		return fc_ts_none(t);
	FC_VEC_PUSH(t->b->arena, &list, args);
	if (result)
		FC_VEC_PUSH(t->b->arena, &list, result);
	return fc_ts_call(t, f, self, &list, e);
}

struct fc_ts_value *
fc_ts_call_method(struct fc_ts *t, struct fc_ts_value *self, const struct fc_ts_func *f,
            struct fc_ts_value_list args, const struct fc_ts_expr *e)
{
	const struct fc_ts_class *c = self->klass;
	bool forward = strcmp(f->name, "forward") == 0;
	struct fc_ts_value *result, *v;

	for (unsigned i = 0; forward && i < c->n_forward_pre_hook; i++) {
		v = hook(t, c->forward_pre_hook[i], self, pack(t, &args), NULL, e);
		if (v->kind == FC_TS_V_TUPLE)
			args = v->item;
		else if (v->kind != FC_TS_V_NONE && args.n)
			args.at[0] = v;
	}
	result = fc_ts_call(t, f, self, &args, e);
	for (unsigned i = 0; forward && i < c->n_forward_hook; i++) {
		v = hook(t, c->forward_hook[i], self, pack(t, &args), result, e);
		if (v->kind != FC_TS_V_NONE)
			result = v;
	}
	return result;
}

struct fc_ts_value *
fc_ts_method_call(struct fc_ts *t, const struct fc_ts_expr *e)
{
	struct fc_ts_value *self = fc_ts_eval(t, e->arg[0]);
	struct fc_ts_value_list args = arguments(t, e, 1);
	const struct fc_ts_func *f;
	struct fc_ts_value *v;

	if (t->stopped || t->raised || self->kind == FC_TS_V_UNKNOWN)
		return fc_ts_unknown(t);
	f = self->klass ? fc_ts_method(self->klass, e->text) : NULL;
	if (f)
		return fc_ts_call_method(t, self, f, args, e);
	if (strcmp(e->text, "tolist") == 0)
		return fc_ts_to_list(t, self);
	v = fc_ts_packed_method(t, self, e->text, &args);
	if (v)
		return v;
	return fc_ts_fault(t, e, FC_E_CODE, "class '%s' has no method '%s'",
	                   self->klass ? self->klass->name : "?", e->text);
}

/* --- calls by name --------------------------------------------------------------- */

static struct fc_ts_value *
named_tuple(struct fc_ts *t, const struct fc_ts_class *c, const struct fc_ts_value_list *args)
{
	struct fc_ts_value *v = pack(t, args);
	const char **name = FC_NEW_N(t->b->arena, const char *, args->n + 1);

	for (uint32_t i = 0; i < args->n; i++)
		name[i] = i < c->n_field ? c->field[i].name : "";
	v->name = name;
	v->klass = c;
	return v;
}

static struct fc_ts_value *
call_value(struct fc_ts *t, struct fc_ts_value *f, const struct fc_ts_value_list *args,
           const struct fc_ts_expr *e)
{
	struct fc_ts_frame *frame = t->frame;
	struct fc_ts_value *v;

	if (f->kind == FC_TS_V_FUNC && f->frame) { /* a fork's body sees the frame it stands in */
		struct fc_ts_frame inner = { .func = frame->func, .outer = frame, .captures = f->frame,
		                             .local = fc_table_new(t->b->arena) };

		t->frame = &inner;
		fc_ts_run(t, &f->func->body);
		t->frame = frame;
		return inner.result ? inner.result : fc_ts_none(t);
	}
	if (f->kind == FC_TS_V_FUNC)
		return fc_ts_call(t, f->func, NULL, args, e);
	if (f->kind == FC_TS_V_CLASS)
		return named_tuple(t, f->klass, args);
	if (f->kind == FC_TS_V_OBJECT) {
		const struct fc_ts_func *method = fc_ts_method(f->klass, "forward");

		v = method ? fc_ts_call_method(t, f, method, *args, e) : NULL;
		if (v)
			return v;
	}
	return fc_ts_fault(t, e, FC_E_CODE, "'%s' cannot be called", e->text);
}

static struct fc_ts_value *
number_of(struct fc_ts *t, const struct fc_ts_value *v, enum fc_ts_kind kind)
{
	struct fc_scalar s = v->kind == FC_TS_V_TENSOR ? fc_value_at(v->tensor, 0) : v->scalar;
	double d;

	if (v->kind == FC_TS_V_TEXT) {
		s = FC_SCALAR_UNKNOWN;
		if (fc_num_parse_real(v->text, strlen(v->text), &d))
			s = fc_scalar_real(t->b->dims, d);
	} else if (v->kind != FC_TS_V_TENSOR && !fc_ts_is_number(v)) {
		s = FC_SCALAR_UNKNOWN;
	}
	if (kind == FC_TS_V_INT)
		s = fc_scalar_apply(t->b->dims, FC_SCALAR_TRUNC, s, s);
	return fc_ts_number(t, kind, s);
}

static struct fc_ts_value *
builtin_name(struct fc_ts *t, const struct fc_ts_expr *e, const struct fc_ts_value_list *args)
{
	struct fc_ts_value *v = args->n ? args->at[0] : fc_ts_none(t);
	struct fc_ts_value_list none = { 0 };
	int truth;

	if (strcmp(e->text, "int") == 0)
		return number_of(t, v, FC_TS_V_INT);
	if (strcmp(e->text, "float") == 0 || strcmp(e->text, "complex") == 0)
		return number_of(t, v, FC_TS_V_REAL);
	if (strcmp(e->text, "bool") == 0) {
		truth = fc_ts_truth(t, v);
		return truth < 0 ? fc_ts_number(t, FC_TS_V_BOOL, FC_SCALAR_UNKNOWN) : fc_ts_bool(t, truth);
	}
	if (strcmp(e->text, "str") == 0)
		return fc_ts_to_text(t, v);
	if (strcmp(e->text, "print") == 0)
		return fc_ts_none(t);
	if (strcmp(e->text, "fork") == 0) {
		struct fc_ts_value *future = fc_ts_list(t, FC_TS_V_FUTURE);

		fc_ts_push(t, future, call_value(t, v, &none, e));
		return future;
	}
	return fc_ts_builtin(t, e->text, args, e);
}

struct fc_ts_value *
fc_ts_name_call(struct fc_ts *t, const struct fc_ts_expr *e)
{
	struct fc_ts_value_list args = arguments(t, e, 0);
	struct fc_ts_value *f;

	if (t->stopped || t->raised)
		return fc_ts_unknown(t);
	if (strncmp(e->text, "__torch__.", 10) == 0) {
		struct fc_ts_expr q = { .kind = FC_TS_QUALIFIED, .text = e->text, .at = e->at };

		return call_value(t, fc_ts_eval(t, &q), &args, e);
	}
	f = builtin_name(t, e, &args);
	if (f)
		return f;
	f = NULL;
	for (struct fc_ts_frame *frame = t->frame; frame && !f; frame = frame->captures)
		f = fc_table_find(frame->local, e->text);
	if (f && f->kind == FC_TS_V_UNKNOWN)
		return f;
	return f ? call_value(t, f, &args, e)
	         : fc_ts_fault(t, e, FC_E_CODE, "call of unknown function '%s'", e->text);
}

/* --- objects ------------------------------------------------------------------------ */

struct fc_ts_value *
fc_ts_object(struct fc_ts *t, const struct fc_ts_class *c)
{
	struct fc_ts_value *v = fc_ts_list(t, FC_TS_V_OBJECT);
	const char **name = FC_NEW_N(t->b->arena, const char *, c->n_field + 1);
	unsigned n = 0;

	for (unsigned i = 0; i < c->n_field; i++) {
		if (c->field[i].value)
			continue;
		name[n++] = c->field[i].name;
		fc_ts_push(t, v, fc_ts_none(t));
	}
	v->name = name;
	v->klass = c;
	return v;
}

struct fc_ts_value *
fc_ts_new_object(struct fc_ts *t, const struct fc_ts_expr *e)
{
	const struct fc_ts_class *c = fc_ts_class_find(t, e->text);

	return c ? fc_ts_object(t, c)
	         : fc_ts_fault(t, e, FC_E_CODE, "class '%s' is not in the archive", e->text);
}

static bool
is_a(const struct fc_ts_value *v, const struct fc_ts_type *type)
{
	static const struct {
		const char *name;
		unsigned kind;
	} kinds[] = {
		{ "int", FC_TS_V_INT },       { "float", FC_TS_V_REAL },    { "bool", FC_TS_V_BOOL },
		{ "str", FC_TS_V_TEXT },      { "Tensor", FC_TS_V_TENSOR }, { "List", FC_TS_V_LIST },
		{ "list", FC_TS_V_LIST },     { "Tuple", FC_TS_V_TUPLE },   { "tuple", FC_TS_V_TUPLE },
		{ "Dict", FC_TS_V_DICT },     { "dict", FC_TS_V_DICT },     { "NoneType", FC_TS_V_NONE },
		{ "Device", FC_TS_V_DEVICE },
	};

	if (strcmp(type->name, "Optional") == 0)
		return v->kind == FC_TS_V_NONE || (type->n && is_a(v, type->arg[0]));
	if (strcmp(type->name, "Union") == 0) {
		for (unsigned i = 0; i < type->n; i++) {
			if (is_a(v, type->arg[i]))
				return true;
		}
		return false;
	}
	if (strcmp(type->name, "number") == 0)
		return fc_ts_is_number(v);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kinds[i].name, type->name) == 0)
			return v->kind == kinds[i].kind;
	}
	return v->klass && strcmp(v->klass->qualified, type->name) == 0;
}

/* Several types stand in a Tuple type: one of them is enough. */
struct fc_ts_value *
fc_ts_isinstance(struct fc_ts *t, const struct fc_ts_expr *e)
{
	struct fc_ts_value *v = fc_ts_eval(t, e->arg[0]);

	if (v->kind == FC_TS_V_UNKNOWN)
		return fc_ts_number(t, FC_TS_V_BOOL, FC_SCALAR_UNKNOWN);
	for (unsigned i = 0; strcmp(e->type->name, "Tuple") == 0 && i < e->type->n; i++) {
		if (is_a(v, e->type->arg[i]))
			return fc_ts_bool(t, true);
	}
	return fc_ts_bool(t, is_a(v, e->type));
}
