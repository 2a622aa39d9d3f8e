/* eval.c -- expressions: names, literals, attributes, subscripts, containers */
#include <stdarg.h>
#include <string.h>

#include "base/intern.h"
#include "base/str.h"
#include "front/ts/builtin.h"

struct fc_where
fc_ts_where(const struct fc_ts *t, struct fc_ts_place at)
{
	const struct fc_ts_func *f = t->frame ? t->frame->func : NULL;
	struct fc_where w = { .line = at.line, .column = at.column, .width = 1 };
	const char *line;

	if (!f)
		return w;
	w.file = f->file;
	line = f->source;
	for (uint32_t i = 1; line && i < at.line; i++) {
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	if (line)
		w.source = fc_intern(t->b->names, line, strcspn(line, "\n"));
	return w;
}

struct fc_ts_value *
fc_ts_fault(struct fc_ts *t, const struct fc_ts_expr *at, enum fc_diag_code code, const char *fmt, ...)
{
	struct fc_str s = FC_STR(t->b->arena);
	va_list ap;

	if (!t->stopped) {
		va_start(ap, fmt);
		fc_str_vprintf(&s, fmt, ap);
		va_end(ap);
		fc_diag_add(t->b->diags, code, fc_ts_where(t, at ? at->at : (struct fc_ts_place){ 0, 0 }),
		            "%s", s.data);
	}
	t->stopped = true;
	return fc_ts_unknown(t);
}

static struct fc_ts_value *
qualified(struct fc_ts *t, const struct fc_ts_expr *e)
{
	struct fc_ts_value *v = fc_ts_unknown(t);
	const char *dot = strrchr(e->text, '.');

	v->func = fc_ts_func_find(t, e->text);
	if (v->func) {
		v->kind = FC_TS_V_FUNC;
		return v;
	}
	v->klass = fc_ts_class_find(t, e->text);
	if (v->klass) {
		v->kind = FC_TS_V_CLASS;
		return v;
	}
	v->klass = dot ? fc_ts_class_find(t, fc_intern(t->b->names, e->text, (size_t)(dot - e->text))) : NULL;
	if (!v->klass || strcmp(v->klass->base, "Enum"))
		return fc_ts_fault(t, e, FC_E_CODE, "'%s' is not defined in the archive", e->text);
	v->kind = FC_TS_V_ENUM;
	v->text = fc_intern_text(t->b->names, dot + 1);
	return v;
}

static struct fc_ts_value *
name(struct fc_ts *t, const struct fc_ts_expr *e)
{
	struct fc_ts_value *v;

	for (struct fc_ts_frame *f = t->frame; f; f = f->captures) {
		v = fc_table_find(f->local, e->text);
		if (v)
			return v;
	}
	if (strcmp(e->text, "inf") == 0)
		return fc_ts_real(t, (double)INFINITY);
	if (strcmp(e->text, "nan") == 0)
		return fc_ts_real(t, (double)NAN);
	if (t->unknown) /* set in a branch that was not run */
		return fc_ts_unknown(t);
	return fc_ts_fault(t, e, FC_E_CODE, "name '%s' is not set here", e->text);
}

static struct fc_ts_value *
enum_part(struct fc_ts *t, const struct fc_ts_value *v, const char *what)
{
	if (strcmp(what, "name") == 0)
		return fc_ts_text(t, v->text);
	for (unsigned i = 0; i < v->klass->n_field; i++) {
		if (strcmp(v->klass->field[i].name, v->text) == 0 && v->klass->field[i].value)
			return fc_ts_eval(t, v->klass->field[i].value);
	}
	return fc_ts_unknown(t);
}

static struct fc_ts_value *
class_constant(struct fc_ts *t, const struct fc_ts_value *v, const char *what)
{
	fc_ts_effort(t, v->klass ? v->klass->n_field / 8 : 0);
	for (unsigned i = 0; v->klass && i < v->klass->n_field; i++) {
		const struct fc_ts_field *f = &v->klass->field[i];

		if (strcmp(f->name, what) == 0 && f->value)
			return fc_ts_eval(t, f->value);
	}
	return NULL;
}

static struct fc_ts_value *
attribute(struct fc_ts *t, const struct fc_ts_expr *e)
{
	struct fc_ts_value *base = fc_ts_eval(t, e->arg[0]), **slot, *v;

	if (base->kind == FC_TS_V_UNKNOWN)
		return fc_ts_unknown(t);
	if (base->kind == FC_TS_V_ENUM)
		return enum_part(t, base, e->text);
	slot = fc_ts_attr(t, base, e->text);
	if (slot)
		return *slot;
	v = base->kind == FC_TS_V_OBJECT ? class_constant(t, base, e->text) : NULL;
	if (v)
		return v;
	if (base->kind == FC_TS_V_OBJECT || base->kind == FC_TS_V_TUPLE)
		return fc_ts_fault(t, e, FC_E_CODE, "object of class '%s' has no attribute '%s'",
		                   base->klass ? base->klass->name : "tuple", e->text);
	return fc_ts_tensor_property(t, base, e);
}

static struct fc_ts_value *
from_dict(struct fc_ts *t, const struct fc_ts_value *d, const struct fc_ts_value *key,
          const struct fc_ts_expr *e)
{
	struct fc_ts_value **slot = fc_ts_dict_slot(t, d, key);

	if (slot)
		return *slot;
	if (d->inexact || t->unknown)
		return fc_ts_unknown(t);
	return fc_ts_fault(t, e, FC_E_CODE, "key '%s' is not in the dict", fc_ts_to_text(t, key)->text);
}

struct fc_ts_value *
fc_ts_any_of(struct fc_ts *t, const struct fc_ts_value *list)
{
	struct fc_ts_value *v = list->item.n ? list->item.at[0] : fc_ts_unknown(t);

	for (uint32_t i = list->inexact ? 0 : 1; fc_ts_is_number(v) && i < list->item.n; i++) {
		if (list->inexact || fc_ts_equal(t, v, list->item.at[i]) != 1)
			return fc_ts_number(t, v->kind, FC_SCALAR_UNKNOWN);
	}
	return v;
}

static struct fc_ts_value *
from_text(struct fc_ts *t, const char *text, int64_t i)
{
	char one[2] = { text[i], '\0' };

	return fc_ts_text(t, one);
}

struct fc_ts_value *
fc_ts_subscript(struct fc_ts *t, struct fc_ts_value *base, struct fc_ts_value *at, const struct fc_ts_expr *e)
{
	bool text = base->kind == FC_TS_V_TEXT;
	int64_t given, i, n = text ? (int64_t)strlen(base->text) : (int64_t)base->item.n;

	if (base->kind == FC_TS_V_DICT)
		return from_dict(t, base, at, e);
	if (base->kind == FC_TS_V_UNKNOWN)
		return fc_ts_unknown(t);
	if (!text && base->kind != FC_TS_V_LIST && base->kind != FC_TS_V_TUPLE)
		return fc_ts_fault(t, e, FC_E_CODE, "value cannot be subscripted");
	if (!fc_ts_as_int(t, at, &given))
		return text ? fc_ts_unknown(t) : fc_ts_any_of(t, base);
	i = given < 0 ? given + n : given;
	if (i >= 0 && i < n)
		return text ? from_text(t, base->text, i) : base->item.at[i];
	if (base->inexact || t->unknown)
		return text ? fc_ts_unknown(t) : fc_ts_any_of(t, base);
	return fc_ts_fault(t, e, FC_E_CODE, "index %lld is outside of %lld elements", (long long)given,
	                   (long long)n);
}

static struct fc_ts_value *
slice(struct fc_ts *t, const struct fc_ts_expr *e)
{
	struct fc_ts_value_list args = { 0 };
	struct fc_ts_value *v;

	for (unsigned i = 0; i < e->n; i++)
		FC_VEC_PUSH(t->b->arena, &args, e->arg[i] ? fc_ts_eval(t, e->arg[i]) : fc_ts_none(t));
	v = fc_ts_sliced(t, &args);
	return v ? v : fc_ts_unknown(t);
}

static struct fc_ts_value *
container(struct fc_ts *t, const struct fc_ts_expr *e)
{
	struct fc_ts_value *v = fc_ts_list(t, e->kind == FC_TS_LIST ? FC_TS_V_LIST : e->kind == FC_TS_TUPLE
	                                   ? FC_TS_V_TUPLE : FC_TS_V_DICT);

	for (unsigned i = 0; i < e->n; i++)
		fc_ts_push(t, v, fc_ts_eval(t, e->arg[i]));
	return v;
}

/* annotate(number, tensor) takes the tensor's value; empty containers get their type nowhere. */
static struct fc_ts_value *
annotated(struct fc_ts *t, const struct fc_ts_expr *e)
{
	struct fc_ts_value *v = fc_ts_eval(t, e->arg[0]);
	const char *type = e->type ? e->type->name : "";

	if (v->kind != FC_TS_V_TENSOR)
		return v;
	if (strcmp(type, "number") == 0)
		type = fc_dtype_is_integer((enum fc_dtype)v->tensor->type.dtype) ? "int" : "float";
	if (strcmp(type, "int") == 0)
		return fc_ts_number(t, FC_TS_V_INT, fc_value_at(v->tensor, 0));
	if (strcmp(type, "float") == 0)
		return fc_ts_number(t, FC_TS_V_REAL, fc_value_at(v->tensor, 0));
	if (strcmp(type, "bool") == 0)
		return fc_ts_number(t, FC_TS_V_BOOL, fc_value_at(v->tensor, 0));
	return v;
}

static struct fc_ts_value *
literal(struct fc_ts *t, const struct fc_ts_expr *e)
{
	switch (e->kind) {
	case FC_TS_INT: return fc_ts_int(t, e->integer);
	case FC_TS_REAL: case FC_TS_COMPLEX: return fc_ts_real(t, e->real);
	case FC_TS_TEXT: return fc_ts_text(t, e->text);
	case FC_TS_BOOL: return fc_ts_bool(t, e->integer != 0);
	default: return fc_ts_none(t);
	}
}

static struct fc_ts_value *
eval(struct fc_ts *t, const struct fc_ts_expr *e)
{
	switch (e->kind) {
	case FC_TS_INT:
	case FC_TS_REAL:
	case FC_TS_COMPLEX:
	case FC_TS_TEXT:
	case FC_TS_BOOL:
	case FC_TS_NONE:
		return literal(t, e);
	case FC_TS_NAME: return name(t, e);
	case FC_TS_QUALIFIED: return qualified(t, e);
	case FC_TS_CONSTANT: return fc_ts_constant(t, e->integer, e);
	case FC_TS_ATTR: return attribute(t, e);
	case FC_TS_INDEX: {
		struct fc_ts_value *base = fc_ts_eval(t, e->arg[0]);

		return fc_ts_subscript(t, base, fc_ts_eval(t, e->arg[1]), e);
	}
	case FC_TS_SLICE: return slice(t, e);
	case FC_TS_LIST: case FC_TS_TUPLE: case FC_TS_DICT: return container(t, e);
	case FC_TS_OP: return fc_ts_operator(t, e);
	case FC_TS_METHOD: return fc_ts_method_call(t, e);
	case FC_TS_CALL: return fc_ts_name_call(t, e);
	case FC_TS_NEW: return fc_ts_new_object(t, e);
	case FC_TS_ANNOTATE: case FC_TS_CHECKED: return annotated(t, e);
	case FC_TS_UNINITIALIZED: return fc_ts_unknown(t);
	case FC_TS_ISINSTANCE: return fc_ts_isinstance(t, e);
	}
	return fc_ts_unknown(t);
}

struct fc_ts_value *
fc_ts_eval(struct fc_ts *t, const struct fc_ts_expr *e)
{
	struct fc_ts_value *v;

	if (t->stopped || t->raised)
		return fc_ts_unknown(t);
	if (!fc_ts_deeper(t, e))
		return fc_ts_unknown(t);
	v = eval(t, e);
	t->depth--;
	return v;
}
