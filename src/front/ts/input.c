/* input.c -- what the user gave for forward's parameters, as the interpreter's values */
#include <string.h>

#include "base/intern.h"
#include "front/ts/eval.h"
#include "front/ts/parse.h"
#include "ir/input.h"

/* A tensor of the program's inputs, which the report lists. */
static struct fc_ts_value *
tensor(struct fc_ts *t, const struct fc_input *in, const char *name)
{
	struct fc_builder *b = t->b;
	struct fc_value *v = fc_builder_value(b, name);

	v->type = fc_type_tensor(in->dtype ? in->dtype : t->dtype, in->shape);
	v->known = in->known;
	v->flags = FC_VALUE_INPUT;
	FC_VEC_PUSH(b->arena, &b->graph->inputs, v);
	for (int i = 0; i < in->shape.rank; i++) {
		struct fc_symbol *s = fc_dim_as_symbol(in->shape.dim[i]);
		struct fc_str text = FC_STR(b->arena);

		if (!s || s->origin)
			continue;
		fc_str_printf(&text, "input '%s' dimension %d", name, i);
		s->origin = fc_intern(b->names, text.data, text.size);
	}
	return fc_ts_tensor(t, v);
}

static struct fc_ts_value *convert(struct fc_ts *t, const struct fc_input *in, const char *name);

static struct fc_ts_value *
many(struct fc_ts *t, const struct fc_input *in, const char *name)
{
	struct fc_ts_value *v = fc_ts_list(t, in->kind == FC_INPUT_LIST    ? FC_TS_V_LIST
	                                      : in->kind == FC_INPUT_TUPLE ? FC_TS_V_TUPLE
	                                                                   : FC_TS_V_DICT);

	for (const struct fc_input *c = in->child; c; c = c->next) {
		struct fc_str s = FC_STR(t->b->arena);

		if (c->key)
			fc_ts_push(t, v, fc_ts_text(t, c->key));
		if (c->key)
			fc_str_printf(&s, "%s.%s", name, c->key);
		else
			fc_str_printf(&s, "%s.%u", name, c->at);
		fc_ts_push(t, v, convert(t, c, fc_intern(t->b->names, s.data, s.size)));
	}
	return v;
}

static struct fc_ts_value *
convert(struct fc_ts *t, const struct fc_input *in, const char *name)
{
	switch (in->kind) {
	case FC_INPUT_TENSOR: return tensor(t, in, name);
	case FC_INPUT_INT: return fc_ts_int(t, in->integer);
	case FC_INPUT_REAL: return fc_ts_real(t, in->real);
	case FC_INPUT_BOOL: return fc_ts_bool(t, in->integer != 0);
	case FC_INPUT_TEXT: return fc_ts_text(t, in->text);
	case FC_INPUT_NONE: return fc_ts_none(t);
	default: return many(t, in, name);
	}
}

/* An int literal for a float parameter is a float; a number for a device is none. */
static struct fc_ts_value *
adjusted(struct fc_ts *t, const struct fc_ts_param *p, struct fc_ts_value *v)
{
	const struct fc_ts_type *type = p->type;

	while (type && strcmp(type->name, "Optional") == 0 && type->n)
		type = type->arg[0];
	if (type && strcmp(type->name, "float") == 0 && fc_ts_is_number(v))
		return fc_ts_number(t, FC_TS_V_REAL, v->scalar);
	if (type && strcmp(type->name, "Device") == 0 && v->kind == FC_TS_V_TEXT)
		v->kind = FC_TS_V_DEVICE;
	return v;
}

/* --- does it fit the declared type? ------------------------------------------------ */

static bool fits(const struct fc_ts_value *v, const struct fc_ts_type *type);

static bool
fits_any(const struct fc_ts_value *v, const struct fc_ts_type *type)
{
	for (unsigned i = 0; i < type->n; i++) {
		if (fits(v, type->arg[i]))
			return true;
	}
	return type->n == 0;
}

/* Lists and tuples stand for each other: torch.jit.trace declares tuples where Python took lists. */
static bool
fits_items(const struct fc_ts_value *v, const struct fc_ts_type *type)
{
	bool tuple = strcmp(type->name, "Tuple") == 0;

	if (v->kind != FC_TS_V_LIST && v->kind != FC_TS_V_TUPLE)
		return false;
	if (tuple && v->item.n != type->n)
		return false;
	for (uint32_t i = 0; i < v->item.n && type->n; i++) {
		if (!fits(v->item.at[i], type->arg[tuple ? i : 0]))
			return false;
	}
	return true;
}

/* Types that are not named here, as classes, take everything. */
static bool
fits(const struct fc_ts_value *v, const struct fc_ts_type *type)
{
	const char *name = type ? type->name : "Any";

	if (strcmp(name, "Optional") == 0)
		return v->kind == FC_TS_V_NONE || fits_any(v, type);
	if (strcmp(name, "Union") == 0)
		return fits_any(v, type);
	if (strcmp(name, "List") == 0 || strcmp(name, "Tuple") == 0)
		return fits_items(v, type);
	if (strcmp(name, "Tensor") == 0)
		return v->kind == FC_TS_V_TENSOR;
	if (strcmp(name, "Dict") == 0)
		return v->kind == FC_TS_V_DICT;
	if (strcmp(name, "str") == 0)
		return v->kind == FC_TS_V_TEXT;
	if (strcmp(name, "int") == 0 || strcmp(name, "bool") == 0)
		return v->kind == FC_TS_V_INT || v->kind == FC_TS_V_BOOL;
	if (strcmp(name, "float") == 0 || strcmp(name, "number") == 0)
		return fc_ts_is_number(v);
	return true;
}

static const char *
kind_name(const struct fc_ts_value *v)
{
	switch (v->kind) {
	case FC_TS_V_NONE: return "none";
	case FC_TS_V_BOOL: return "a boolean";
	case FC_TS_V_INT: case FC_TS_V_REAL: return "a number";
	case FC_TS_V_TENSOR: return "a tensor";
	case FC_TS_V_LIST: return "a list";
	case FC_TS_V_TUPLE: return "a tuple";
	case FC_TS_V_DICT: return "a dict";
	default: return "a text";
	}
}

static struct fc_ts_value *
checked(struct fc_ts *t, const struct fc_ts_param *p, struct fc_ts_value *v)
{
	struct fc_str s = FC_STR(t->b->arena);

	if (fits(v, p->type))
		return v;
	fc_ts_print_type(p->type, &s);
	fc_fail(t->b->diags, FC_E_CODE, (struct fc_where){ 0 }, "input '%s' is %s, and %s was given",
	        p->name, s.data, kind_name(v));
	t->stopped = true;
	return v;
}

struct fc_ts_value *
fc_ts_input(struct fc_ts *t, const struct fc_ts_param *p, unsigned position)
{
	const struct fc_input *in = t->b->hooks.given(t->b, p->name, position);

	if (in)
		return checked(t, p, adjusted(t, p, convert(t, in, p->name)));
	if (p->otherwise)
		return fc_ts_eval(t, p->otherwise);
	if (p->type && (strcmp(p->type->name, "Optional") == 0 || strcmp(p->type->name, "NoneType") == 0))
		return fc_ts_none(t);
	return NULL;
}
