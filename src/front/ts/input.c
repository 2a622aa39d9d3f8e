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
		struct fc_str text = FC_STR(b->keep);

		if (!s || s->origin)
			continue;
		fc_str_printf(&text, "input '%s' dimension %d", name, i);
		s->origin = text.data;
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

struct fc_ts_value *
fc_ts_input(struct fc_ts *t, const struct fc_ts_param *p, unsigned position)
{
	const struct fc_input *in = t->b->hooks.given(t->b, p->name, position);

	if (in)
		return adjusted(t, p, convert(t, in, p->name));
	if (p->otherwise)
		return fc_ts_eval(t, p->otherwise);
	if (p->type && (strcmp(p->type->name, "Optional") == 0 || strcmp(p->type->name, "NoneType") == 0))
		return fc_ts_none(t);
	return NULL;
}
