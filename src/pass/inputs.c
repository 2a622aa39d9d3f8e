/* inputs.c -- which -i is for which input, and what it makes of it */
#include "pass/inputs.h"

#include <string.h>

#include "base/intern.h"
#include "base/str.h"
#include "base/vec.h"
#include "pass/inputs_priv.h"

struct entry {
	const char *text;
	const char *name;            /* settled by fc_inputs_names(); NULL: by position */
	const struct fc_input *value; /* of the text behind the name */
	bool used, named, bad;
};

struct entries FC_VEC(struct entry);

struct fc_inputs {
	struct fc_arena *arena;
	struct fc_dims *dims;
	struct fc_diags *diags;
	struct entries list;
};

struct fc_inputs *
fc_inputs_new(struct fc_arena *a, struct fc_dims *dims, struct fc_diags *diags)
{
	struct fc_inputs *in = FC_NEW(a, struct fc_inputs);

	*in = (struct fc_inputs){ .arena = a, .dims = dims, .diags = diags };
	return in;
}

/* A text is good when some split at a '=' (or none) leaves a value. */
bool
fc_inputs_add(struct fc_inputs *in, const char *text)
{
	struct entry e = { .text = fc_arena_text(in->arena, text, strlen(text)) };
	bool good = fc_input_parse(in->arena, in->dims, text, strlen(text)) != NULL;

	for (const char *p = strchr(text, '='); p && !good; p = strchr(p + 1, '='))
		good = fc_input_parse(in->arena, in->dims, p + 1, strlen(p + 1)) != NULL;
	if (!good)
		return fc_fail(in->diags, FC_E_INPUT, (struct fc_where){ 0 },
		               "'%s' is no input; expected [NAME=]1x3x224x224[:float32]", text);
	FC_VEC_PUSH(in->arena, &in->list, e);
	return true;
}

size_t
fc_inputs_count(const struct fc_inputs *in)
{
	return in->list.n;
}

bool
fc_inputs_used(const struct fc_inputs *in, size_t i)
{
	return i < in->list.n && in->list.at[i].used;
}

/* The longest text before a '=' that names an input. */
static void
settle(struct fc_inputs *in, struct entry *e, const char *const *name, unsigned n)
{
	size_t size = strlen(e->text), best = 0;

	e->name = NULL;
	e->used = e->bad = false;
	for (unsigned i = 0; i < n; i++) {
		size_t k = strlen(name[i]);

		if (k >= best && k < size && e->text[k] == '=' && memcmp(e->text, name[i], k) == 0) {
			best = k;
			e->name = name[i];
		}
	}
	e->value = fc_input_parse(in->arena, in->dims, e->text + (e->name ? best + 1 : 0),
	                          size - (e->name ? best + 1 : 0));
	e->named = e->name || !e->value;
	if (e->name && !e->value)
		fc_diag_add(in->diags, FC_E_INPUT, (struct fc_where){ 0 }, "'%s' is no value for input '%s'",
		            e->text + best + 1, e->name);
}

void
fc_inputs_names(struct fc_builder *b, const char *const *name, unsigned n)
{
	struct fc_inputs *in = (struct fc_inputs *)b->inputs;

	for (uint32_t i = 0; in && i < in->list.n; i++)
		settle(in, &in->list.at[i], name, n);
}

const struct fc_input *
fc_inputs_find(const struct fc_inputs *in, const char *name, unsigned position)
{
	struct entry *unnamed = NULL;
	unsigned k = 0;

	for (uint32_t i = 0; in && i < in->list.n; i++) {
		struct entry *e = &in->list.at[i];

		if (e->name && e->value && strcmp(e->name, name) == 0) {
			e->used = true;
			return e->value;
		}
		if (!e->named && k++ == position)
			unnamed = e;
	}
	if (!unnamed)
		return NULL;
	unnamed->used = true;
	return unnamed->value;
}

const struct fc_input *
fc_inputs_given(struct fc_builder *b, const char *name, unsigned position)
{
	return fc_inputs_find(b->inputs, name, position);
}

bool
fc_inputs_overridden(const struct fc_builder *b)
{
	struct fc_dims *t = b->dims;

	for (size_t i = 0; i < fc_dims_symbols(t); i++) {
		if (fc_dims_symbol_at(t, i)->bound)
			return true;
	}
	return b->inputs && fc_inputs_count(b->inputs);
}

/* --- types of model inputs ----------------------------------------------------- */

/* Open sizes of a declared shape get names: "x.0". */
static struct fc_shape
named(struct fc_builder *b, struct fc_shape s, const char *name)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	bool open = false;

	for (int i = 0; i < s.rank; i++) {
		struct fc_str text = FC_STR(b->arena);

		dim[i] = s.dim[i];
		if (!fc_dim_is_nan(dim[i]))
			continue;
		fc_str_printf(&text, "%s.%d", name, i);
		dim[i] = fc_dim_symbol(b->dims, fc_intern(b->names, text.data, text.size));
		open = true;
	}
	return open ? fc_shape_make(b->dims, dim, s.rank) : s;
}

static void
origins(struct fc_builder *b, const struct fc_value *v)
{
	for (int i = 0; v->type.kind == FC_KIND_TENSOR && i < v->type.shape.rank; i++) {
		struct fc_symbol *s = fc_dim_as_symbol(v->type.shape.dim[i]);
		struct fc_str text = FC_STR(b->arena);

		if (!s || s->origin)
			continue;
		fc_str_printf(&text, "input '%s' dimension %d", v->name, i);
		s->origin = fc_intern(b->names, text.data, text.size);
	}
}

static bool
differs(struct fc_shape given, struct fc_shape declared)
{
	int64_t a, b;

	if (declared.rank < 0)
		return false;
	for (int i = 0; i < given.rank && given.rank == declared.rank; i++) {
		if (fc_dim_const(declared.dim[i], &b) && (!fc_dim_const(given.dim[i], &a) || a != b))
			return true;
	}
	return given.rank != declared.rank;
}

static void
warn(struct fc_builder *b, const struct fc_value *v, struct fc_shape given)
{
	struct fc_str now = FC_STR(b->arena), then = FC_STR(b->arena);

	fc_shape_print(given, &now);
	fc_shape_print(v->type.shape, &then);
	fc_diag_add(b->diags, FC_E_OVERRIDE, (struct fc_where){ 0 },
	            "input '%s' is declared %s; taken as %s", v->name, then.data, now.data);
}

static struct fc_type
type_of(struct fc_builder *b, const struct fc_input *g, enum fc_dtype otherwise)
{
	enum fc_dtype plain = FC_DTYPE_FLOAT32;
	struct fc_type *elem;

	if (g->kind == FC_INPUT_INT)
		plain = FC_DTYPE_INT64;
	else if (g->kind == FC_INPUT_BOOL)
		plain = FC_DTYPE_BOOL;
	if (otherwise)
		plain = otherwise;
	if (g->kind == FC_INPUT_TENSOR)
		return fc_type_tensor(g->dtype ? g->dtype : plain, g->shape);
	if (g->kind == FC_INPUT_INT || g->kind == FC_INPUT_REAL || g->kind == FC_INPUT_BOOL)
		return fc_type_tensor(plain, FC_SHAPE_SCALAR);
	if (g->kind == FC_INPUT_NONE)
		return (struct fc_type){ .kind = FC_KIND_OPTIONAL, .shape = FC_SHAPE_UNKNOWN };
	if (g->kind != FC_INPUT_LIST && g->kind != FC_INPUT_TUPLE)
		return fc_type_unknown();
	elem = FC_NEW_N(b->arena, struct fc_type, g->n_child ? g->n_child : 1);
	for (const struct fc_input *c = g->child; c; c = c->next)
		elem[c->at] = type_of(b, c, otherwise);
	return (struct fc_type){ .kind = FC_KIND_SEQUENCE, .listed = true, .n_elem = g->n_child, .elem = elem,
	                         .shape = FC_SHAPE_UNKNOWN };
}

static const struct fc_known *
values_of(struct fc_builder *b, const struct fc_input *g)
{
	struct fc_known *known;
	struct fc_scalar *at;

	if (g->kind == FC_INPUT_TENSOR)
		return g->known;
	if (g->kind != FC_INPUT_INT && g->kind != FC_INPUT_REAL && g->kind != FC_INPUT_BOOL)
		return NULL;
	known = fc_builder_known(b, 1, &at);
	at[0] = g->kind == FC_INPUT_REAL ? fc_scalar_real(b->dims, g->real) :
	        fc_scalar_int(b->dims, g->integer);
	return known;
}

/* A list is no value for what the file declares as a tensor. */
static bool
fits(struct fc_builder *b, const struct fc_value *v, const struct fc_input *g)
{
	static const char *const what[] = {
		[FC_INPUT_LIST] = "list",
		[FC_INPUT_TUPLE] = "tuple",
		[FC_INPUT_DICT] = "dict",
		[FC_INPUT_TEXT] = "text",
	};

	if (v->type.kind != FC_KIND_TENSOR || g->kind >= sizeof(what) / sizeof(what[0]) || !what[g->kind])
		return true;
	return fc_fail(b->diags, FC_E_INPUT, (struct fc_where){ 0 },
	               "input '%s' is a tensor, and a %s was given", v->name, what[g->kind]);
}

void
fc_inputs_apply(struct fc_builder *b, struct fc_value *v, unsigned position)
{
	const struct fc_input *g = fc_inputs_find(b->inputs, v->name, position);

	if (g && fits(b, v, g)) {
		enum fc_dtype declared = (enum fc_dtype)v->type.dtype;

		if (v->type.kind == FC_KIND_TENSOR && g->kind == FC_INPUT_TENSOR &&
		    differs(g->shape, v->type.shape))
			warn(b, v, g->shape);
		if (v->type.kind == FC_KIND_SEQUENCE || v->type.kind == FC_KIND_OPTIONAL)
			declared = v->type.n_elem ? (enum fc_dtype)v->type.elem[0].dtype : FC_DTYPE_UNKNOWN;
		v->type = type_of(b, g, declared);
		v->known = values_of(b, g);
	} else if (v->type.kind == FC_KIND_TENSOR) {
		v->type.shape = named(b, v->type.shape, v->name);
	}
	origins(b, v);
}
