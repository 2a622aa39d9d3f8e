/* load.c -- the pickled module tree as the interpreter's values */
#include <string.h>

#include "base/intern.h"
#include "front/ts/bytecode.h"
#include "front/ts/tensor.h"

static struct fc_ts_value *load(struct fc_ts *t, struct fc_pickle *p, const char *folder, unsigned depth);

static struct fc_ts_value *
tensor(struct fc_ts *t, struct fc_pickle *p, const char *folder)
{
	struct fc_builder *b = t->b;
	struct fc_dim dim[FC_LIMIT_RANK];
	struct fc_ts_tensor info;
	struct fc_value *v;

	if (!fc_ts_tensor_read(t, p, folder, &info))
		return fc_ts_unknown(t);
	for (unsigned i = 0; i < info.rank; i++)
		dim[i] = fc_dim_int(b->dims, info.size[i]);
	v = fc_builder_stored(b, fc_intern_text(b->names, ""),
	                      fc_type_tensor(info.dtype, fc_shape_make(b->dims, dim, (int)info.rank)),
	                      FC_STORED_BUFFER, FC_DIM_NAN);
	v->known = info.known;
	return fc_ts_tensor(t, v);
}

static struct fc_ts_value *
many(struct fc_ts *t, struct fc_pickle *p, enum fc_ts_kind kind, const char *folder, unsigned depth)
{
	struct fc_ts_value *v = fc_ts_list(t, kind);

	p->made = v; /* before the members: a list may hold itself */
	for (uint32_t i = 0; i < p->n; i++)
		fc_ts_push(t, v, load(t, p->item[i], folder, depth + 1));
	return v;
}

/* Packed C++ objects keep their state as it is: weights, and the settings of a convolution. */
static struct fc_ts_value *
packed(struct fc_ts *t, struct fc_pickle *p, const char *folder, unsigned depth)
{
	struct fc_ts_value *v = fc_ts_list(t, FC_TS_V_OBJECT);

	p->made = v;
	v->text = p->text;
	if (p->n)
		fc_ts_push(t, v, load(t, p->item[0], folder, depth + 1));
	return v;
}

static void
later(struct fc_ts *t, struct fc_ts_value *v, struct fc_ts_value *state)
{
	struct fc_ts_pending one = { v, state };

	FC_VEC_PUSH(t->b->arena, &t->pending, one);
}

/* The attribute that a state names; written in the class's order they stand at once. */
static struct fc_ts_value **
slot_of(struct fc_ts *t, const struct fc_ts_value *v, const struct fc_pickle *name, uint32_t guess)
{
	if (name->kind != FC_PICKLE_TEXT)
		return NULL;
	if (v->name && guess < v->item.n && v->name[guess] == name->text)
		return &v->item.at[guess];
	return fc_ts_attr(t, v, name->text);
}

static struct fc_ts_value *
object(struct fc_ts *t, struct fc_pickle *p, const char *folder, unsigned depth)
{
	const struct fc_ts_class *c;
	struct fc_ts_value *v;
	struct fc_pickle *state = p->n ? p->item[0] : NULL;

	if (strncmp(p->text, "__torch__.torch.classes.", 24) == 0)
		return packed(t, p, folder, depth);
	c = t->bytecode ? fc_ts_bytecode_class(t, p) : fc_ts_class_find(t, p->text);
	if (!c) {
		if (!t->stopped)
			fc_fail(t->b->diags, FC_E_CODE, (struct fc_where){ .file = "data.pkl" },
			        "class '%s' is missing from code/", p->text);
		t->stopped = true;
		return p->made = fc_ts_unknown(t);
	}
	v = fc_ts_object(t, c);
	p->made = v;
	if (state && (state->kind != FC_PICKLE_DICT || fc_ts_method(c, "__setstate__"))) {
		later(t, v, load(t, state, folder, depth + 1));
		return v;
	}
	for (uint32_t i = 0; state && i + 1 < state->n && t->steps <= t->b->limits.steps; i += 2) {
		struct fc_ts_value **slot = slot_of(t, v, state->item[i], i / 2);
		struct fc_ts_value *x = load(t, state->item[i + 1], folder, depth + 1);

		if (slot)
			*slot = x;
	}
	return v;
}

static struct fc_ts_value *
enumerator(struct fc_ts *t, struct fc_pickle *p, const char *folder, unsigned depth)
{
	struct fc_ts_value *value = p->n ? load(t, p->item[0], folder, depth + 1) : fc_ts_none(t);
	struct fc_ts_value *v = fc_ts_list(t, FC_TS_V_ENUM);

	v->klass = fc_ts_class_find(t, p->text);
	v->text = fc_intern_text(t->b->names, "");
	for (unsigned i = 0; v->klass && i < v->klass->n_field; i++) {
		const struct fc_ts_field *f = &v->klass->field[i];

		if (f->value && fc_ts_equal(t, fc_ts_eval(t, f->value), value) == 1)
			v->text = fc_intern_text(t->b->names, f->name);
	}
	return v;
}

static struct fc_ts_value *
load(struct fc_ts *t, struct fc_pickle *p, const char *folder, unsigned depth)
{
	struct fc_ts_value *v;

	if (p->made)
		return p->made;
	if (depth > t->b->limits.modules)
		return fc_ts_fault(t, NULL, FC_E_LIMIT, "objects nest deeper than %llu (limit 'modules')",
		                   (unsigned long long)t->b->limits.modules);
	switch (p->kind) {
	case FC_PICKLE_BOOL: v = fc_ts_bool(t, p->integer != 0); break;
	case FC_PICKLE_INT: v = fc_ts_int(t, p->integer); break;
	case FC_PICKLE_REAL: v = fc_ts_real(t, p->real); break;
	case FC_PICKLE_TEXT: v = fc_ts_text(t, p->text); break;
	case FC_PICKLE_TUPLE: v = many(t, p, FC_TS_V_TUPLE, folder, depth); break;
	case FC_PICKLE_LIST: v = many(t, p, FC_TS_V_LIST, folder, depth); break;
	case FC_PICKLE_DICT: v = many(t, p, FC_TS_V_DICT, folder, depth); break;
	case FC_PICKLE_TENSOR: v = tensor(t, p, folder); break;
	case FC_PICKLE_OBJECT: v = object(t, p, folder, depth); break;
	case FC_PICKLE_ENUM: v = enumerator(t, p, folder, depth); break;
	case FC_PICKLE_DEVICE:
		v = fc_ts_text(t, p->text);
		v->kind = FC_TS_V_DEVICE;
		break;
	default: v = fc_ts_none(t); break;
	}
	p->made = v;
	return v;
}

struct fc_ts_value *
fc_ts_load(struct fc_ts *t, struct fc_pickle *p)
{
	struct fc_ts_value *v = load(t, p, "data", 0);

	for (uint32_t i = 0; i < t->pending.n && !t->stopped; i++) { /* inner objects were made first */
		struct fc_ts_pending *one = &t->pending.at[i];
		const struct fc_ts_func *f = fc_ts_method(one->object->klass, "__setstate__");
		struct fc_ts_value_list args = { 0 };

		FC_VEC_PUSH(t->b->arena, &args, one->state);
		if (f)
			fc_ts_call(t, f, one->object, &args, NULL);
	}
	return v;
}

struct fc_ts_value *
fc_ts_constant(struct fc_ts *t, int64_t i, const struct fc_ts_expr *at)
{
	if (!t->constants || i < 0 || i >= (int64_t)t->constants->n)
		return fc_ts_fault(t, at, FC_E_CODE, "CONSTANTS.c%lld is not in constants.pkl", (long long)i);
	return fc_ts_constant_value(t, t->constants->item[i]);
}

struct fc_ts_value *
fc_ts_constant_value(struct fc_ts *t, struct fc_pickle *p)
{
	struct fc_ts_value *v = load(t, p, "constants", 0);

	if (v->kind == FC_TS_V_TENSOR && v->tensor->stored) {
		if (t->frozen) /* weights are constants, and judged by their role */
			v->tensor->stored->flags &= (unsigned char)~FC_STORED_BUFFER;
		if (v->tensor->type.shape.rank == 0 && v->tensor->known)
			v->tensor->flags |= FC_VALUE_NUMBER;
		v = fc_ts_tensor(t, v->tensor); /* writing into it changes no other use */
	}
	return v;
}

/* --- parameters and buffers of the tree ------------------------------------------- */

static bool
is_named(const char **list, unsigned n, const char *name)
{
	for (unsigned i = 0; i < n; i++) {
		if (strcmp(list[i], name) == 0)
			return true;
	}
	return false;
}

static void
mark(struct fc_ts *t, const struct fc_ts_value *self, const char *name, struct fc_value *v)
{
	const struct fc_ts_class *c = self->klass;
	struct fc_str s = FC_STR(t->b->arena);
	bool param = is_named(c->parameter, c->n_parameter, name);

	if (!v->stored || (!param && !is_named(c->buffer, c->n_buffer, name)))
		return;
	if (*v->stored->name == '\0') {
		fc_str_printf(&s, "%s%s%s", self->scope->path, *self->scope->path ? "/" : "", name);
		v->name = v->stored->name = fc_intern(t->b->names, s.data, s.size);
	}
	v->stored->flags &= (unsigned char)~FC_STORED_BUFFER;
	v->stored->flags |= param ? FC_STORED_LEARNABLE : FC_STORED_BUFFER;
	v->stored->flags |= FC_STORED_INITIALIZER;
	v->stored->tree = true;
}

static void
visit(struct fc_ts *t, struct fc_ts_value *self, const struct fc_scope *scope, unsigned depth)
{
	if (self->scope || depth > t->b->limits.modules)
		return; /* a shared module is at its first place */
	self->scope = scope;
	for (uint32_t i = 0; self->name && i < self->item.n; i++) {
		struct fc_ts_value *v = self->item.at[i];

		if (v->kind == FC_TS_V_TENSOR)
			mark(t, self, self->name[i], v->tensor);
		else if (v->kind == FC_TS_V_OBJECT && v->klass && strcmp(v->klass->base, "Module") == 0)
			visit(t, v, fc_scope_child(t->b->scopes, scope, self->name[i], v->klass->name),
			      depth + 1);
	}
}

bool
fc_ts_register(struct fc_ts *t)
{
	if (!t->self || t->self->kind != FC_TS_V_OBJECT || !t->self->klass)
		return fc_fail(t->b->diags, FC_E_CORRUPT, (struct fc_where){ .file = "data.pkl" },
		               "the top object is no module");
	fc_scopes_root_class(t->b->scopes, t->self->klass->name);
	visit(t, t->self, t->b->scope, 0);
	return true;
}
