/* bytecode.c -- classes and methods of mobile archives that hold no code text */
#include "front/ts/bytecode.h"

#include <string.h>

#include "base/intern.h"

enum { SLOTS = 4096 }; /* attributes that a __setstate__ may set */

static bool
is_tuple(const struct fc_pickle *p, uint32_t least)
{
	return p->kind == FC_PICKLE_TUPLE && p->n >= least;
}

/* (("instructions", (...)), ("operators", (...)), ...): also the form of schemas. */
const struct fc_pickle *
fc_ts_bytecode_table(const struct fc_pickle *code, const char *name)
{
	for (uint32_t i = 0; code && i < code->n; i++) {
		const struct fc_pickle *p = code->item[i];

		if (is_tuple(p, 2) && p->item[0]->kind == FC_PICKLE_TEXT &&
		    strcmp(p->item[0]->text, name) == 0)
			return p->item[1];
	}
	return NULL;
}

const char *
fc_ts_instruction(const struct fc_pickle *table, uint32_t i, int64_t *x, int64_t *n)
{
	const struct fc_pickle *p = table && i < table->n ? table->item[i] : NULL;

	if (!p || !is_tuple(p, 3) || p->item[0]->kind != FC_PICKLE_TEXT ||
	    p->item[1]->kind != FC_PICKLE_INT || p->item[2]->kind != FC_PICKLE_INT)
		return NULL;
	*x = p->item[1]->integer;
	*n = p->item[2]->integer;
	return p->item[0]->text;
}

/* --- methods -------------------------------------------------------------------------- */

/* "Optional[Tensor]": the outer type is enough to tell what an input is; tuples take everything. */
static struct fc_ts_type *
type_of(struct fc_ts *t, const struct fc_pickle *p)
{
	static const char *const known[] = { "Dict", "List",  "Optional", "Tensor",
		                             "bool", "float", "int",      "str" };
	size_t n = p && p->kind == FC_PICKLE_TEXT ? strcspn(p->text, "[") : 0;
	struct fc_ts_type *type;

	for (size_t i = 0; n && i < sizeof(known) / sizeof(known[0]); i++) {
		if (strlen(known[i]) != n || strncmp(known[i], p->text, n) != 0)
			continue;
		type = FC_NEW(t->b->arena, struct fc_ts_type);
		type->name = fc_intern_text(t->b->names, known[i]);
		return type;
	}
	return NULL;
}

/* Archives of the first versions hold no schema: their parameters have no names then. */
static void
parameters(struct fc_ts *t, struct fc_ts_func *f, const struct fc_pickle *schema)
{
	const struct fc_pickle *args = schema ? fc_ts_bytecode_table(schema, "arguments") : NULL;
	int64_t x, n;

	if (!args && fc_ts_instruction(fc_ts_bytecode_table(f->code, "instructions"), 0, &x, &n) && n > 0 &&
	    n < FC_TS_ARGS)
		f->n_param = (unsigned)n;
	if (args)
		f->n_param = args->n;
	f->param = FC_NEW_N(t->b->arena, struct fc_ts_param, f->n_param + 1);
	for (unsigned i = 0; i < f->n_param; i++) {
		const struct fc_pickle *name = args ? fc_ts_bytecode_table(args->item[i], "name") : NULL;

		f->param[i].name =
		    name && name->kind == FC_PICKLE_TEXT ? name->text : fc_intern_text(t->b->names, "");
		f->param[i].type = args ? type_of(t, fc_ts_bytecode_table(args->item[i], "type")) : NULL;
	}
}

static struct fc_ts_func *
method(struct fc_ts *t, const struct fc_pickle *p, const char *name)
{
	struct fc_ts_func *f = FC_NEW(t->b->arena, struct fc_ts_func);

	f->name = fc_intern_text(t->b->names, name);
	f->file = fc_intern_text(t->b->names, "bytecode.pkl");
	f->code = p->item[1];
	parameters(t, f, p->n > 2 ? p->item[2] : NULL);
	return f;
}

/* The functions of bytecode.pkl below the class: ("__torch__.Net.forward", tables, schema). */
static void
methods(struct fc_ts *t, struct fc_ts_class *c)
{
	size_t n = strlen(c->qualified);

	c->method = FC_NEW_N(t->b->arena, struct fc_ts_func *, t->bytecode->n + 1);
	for (uint32_t i = 0; i < t->bytecode->n; i++) {
		const struct fc_pickle *p = t->bytecode->item[i];

		if (is_tuple(p, 2) && p->item[0]->kind == FC_PICKLE_TEXT &&
		    strncmp(p->item[0]->text, c->qualified, n) == 0 && p->item[0]->text[n] == '.' &&
		    !strchr(p->item[0]->text + n + 1, '.'))
			c->method[c->n_method++] = method(t, p, p->item[0]->text + n + 1);
	}
}

static struct fc_ts_class *
plain_class(struct fc_ts *t, const char *qualified)
{
	const char *key = fc_intern_text(t->b->names, qualified), *dot = strrchr(key, '.');
	struct fc_ts_class *c = fc_table_find(t->klass, key);

	if (c)
		return c;
	c = FC_NEW(t->b->arena, struct fc_ts_class);
	c->name = fc_intern_text(t->b->names, dot ? dot + 1 : key);
	c->qualified = key;
	c->base = fc_intern_text(t->b->names, "Module");
	methods(t, c);
	fc_table_set(t->klass, key, c);
	return c;
}

/* --- attributes ------------------------------------------------------------------------- */

/* Those of a state that is a dict; a tensor that takes a gradient is a parameter. */
static void
attributes(struct fc_ts *t, struct fc_ts_class *c, const struct fc_pickle *state)
{
	c->field = FC_NEW_N(t->b->arena, struct fc_ts_field, state->n / 2 + 1);
	c->parameter = FC_NEW_N(t->b->arena, const char *, state->n / 2 + 1);
	c->buffer = FC_NEW_N(t->b->arena, const char *, state->n / 2 + 1);
	for (uint32_t i = 0; i + 1 < state->n; i += 2) {
		const struct fc_pickle *key = state->item[i], *v = state->item[i + 1];

		c->field[c->n_field++].name =
		    key->kind == FC_PICKLE_TEXT ? key->text : fc_intern_text(t->b->names, "");
		if (v->kind == FC_PICKLE_TENSOR && v->requires_grad)
			c->parameter[c->n_parameter++] = c->field[c->n_field - 1].name;
		else if (v->kind == FC_PICKLE_TENSOR)
			c->buffer[c->n_buffer++] = c->field[c->n_field - 1].name;
	}
}

/* Those that __setstate__ sets, by number: their names are in the code text alone. */
static void
slots(struct fc_ts *t, struct fc_ts_class *c)
{
	const struct fc_ts_func *f = fc_ts_method(c, "__setstate__");
	const struct fc_pickle *code = f ? fc_ts_bytecode_table(f->code, "instructions") : NULL;
	int64_t x, n, last = -1;

	for (uint32_t i = 0; code && i < code->n; i++) {
		const char *op = fc_ts_instruction(code, i, &x, &n);

		if (op && strcmp(op, "SET_ATTR") == 0 && x > last && x < SLOTS)
			last = x;
	}
	c->n_field = (unsigned)(last + 1);
	c->field = FC_NEW_N(t->b->arena, struct fc_ts_field, c->n_field + 1);
	for (unsigned i = 0; i < c->n_field; i++) {
		struct fc_str s = FC_STR(t->b->arena);

		fc_str_printf(&s, "%u", i);
		c->field[i].name = fc_intern(t->b->names, s.data, s.size);
	}
}

const struct fc_ts_class *
fc_ts_bytecode_class(struct fc_ts *t, const struct fc_pickle *object)
{
	const struct fc_pickle *state = object->n ? object->item[0] : NULL;
	struct fc_ts_class *c = FC_NEW(t->b->arena, struct fc_ts_class);

	*c = *plain_class(t, object->text);
	if (fc_ts_method(c, "__setstate__"))
		slots(t, c);
	else if (state && state->kind == FC_PICKLE_DICT)
		attributes(t, c, state);
	return c;
}
