/* draft.c -- take the dialect off a node */
#include "front/draft.h"

#include <string.h>

#include "base/intern.h"
#include "ops/registry.h"

static struct fc_attr *
find(const struct fc_draft *d, const char *name)
{
	for (uint32_t i = 0; i < d->attr.n; i++) {
		if (strcmp(d->attr.at[i].name, name) == 0)
			return &d->attr.at[i];
	}
	return NULL;
}

const struct fc_attr *
fc_draft_attr(const struct fc_draft *d, const char *name)
{
	return find(d, name);
}

int64_t
fc_draft_int(const struct fc_draft *d, const char *name, int64_t otherwise)
{
	const struct fc_attr *a = find(d, name);
	int64_t v;

	return a && a->kind == FC_ATTR_INT && fc_dim_const(a->dim[0], &v) ? v : otherwise;
}

const char *
fc_draft_text(const struct fc_draft *d, const char *name, const char *otherwise)
{
	const struct fc_attr *a = find(d, name);

	return a && a->kind == FC_ATTR_TEXT ? a->text[0] : otherwise;
}

void
fc_draft_drop(struct fc_draft *d, const char *name)
{
	struct fc_attr *a = find(d, name);

	if (!a)
		return;
	memmove(a, a + 1, (size_t)(d->attr.at + d->attr.n - (a + 1)) * sizeof(*a));
	d->attr.n--;
}

void
fc_draft_rename(struct fc_draft *d, const char *from, const char *to)
{
	struct fc_attr *a = find(d, from);

	if (a)
		a->name = fc_intern_text(d->b->names, to);
}

static struct fc_attr *
set(struct fc_draft *d, const char *name, enum fc_attr_kind kind, unsigned n)
{
	struct fc_attr fresh = { .name = fc_intern_text(d->b->names, name) };
	struct fc_attr *a = find(d, name);

	if (!a) {
		FC_VEC_PUSH(d->b->arena, &d->attr, fresh);
		a = &d->attr.at[d->attr.n - 1];
	}
	a->kind = kind;
	a->n = n;
	return a;
}

/* Kept once, however often it comes. */
static const void *
kept(const struct fc_draft *d, const void *data, size_t n, size_t size)
{
	return fc_intern(d->b->lists, data, n * size);
}

void
fc_draft_set_ints(struct fc_draft *d, const char *name, const struct fc_dim *v, unsigned n)
{
	set(d, name, FC_ATTR_INTS, n)->dim = kept(d, v, n, sizeof(*v));
}

void
fc_draft_set_int(struct fc_draft *d, const char *name, int64_t v)
{
	struct fc_dim x = fc_dim_int(d->b->dims, v);

	set(d, name, FC_ATTR_INT, 1)->dim = kept(d, &x, 1, sizeof(x));
}

void
fc_draft_set_text(struct fc_draft *d, const char *name, const char *v)
{
	const char *text = fc_intern_text(d->b->names, v);

	set(d, name, FC_ATTR_TEXT, 1)->text = kept(d, &text, 1, sizeof(text));
}

void
fc_draft_set_real(struct fc_draft *d, const char *name, double v)
{
	set(d, name, FC_ATTR_REAL, 1)->real = kept(d, &v, 1, sizeof(v));
}

struct fc_value *
fc_draft_in(const struct fc_draft *d, unsigned i)
{
	return i < d->in.n ? d->in.at[i] : NULL;
}

void
fc_draft_set_in(struct fc_draft *d, unsigned i, struct fc_value *v)
{
	while (d->in.n <= i)
		FC_VEC_PUSH(d->b->arena, &d->in, NULL);
	d->in.at[i] = v;
}

static struct fc_value *
reals(struct fc_builder *b, const struct fc_attr *a)
{
	struct fc_value *v = fc_builder_value(b, "");
	struct fc_dim n = fc_dim_int(b->dims, a->n);
	struct fc_scalar *at;

	v->known = fc_builder_known(b, a->n, &at);
	for (unsigned i = 0; i < a->n; i++)
		at[i] = fc_scalar_real(b->dims, a->real[i]);
	v->type = fc_type_tensor(FC_DTYPE_FLOAT32,
	                         a->kind == FC_ATTR_REAL ? FC_SHAPE_SCALAR : fc_shape_make(b->dims, &n, 1));
	return v;
}

void
fc_draft_to_operand(struct fc_draft *d, const char *name, unsigned i)
{
	struct fc_attr *a = find(d, name);

	if (!a || fc_draft_in(d, i))
		return;
	if (a->kind == FC_ATTR_INT || a->kind == FC_ATTR_INTS)
		fc_draft_set_in(d, i, fc_builder_ints(d->b, a->dim, a->n, a->kind == FC_ATTR_INT));
	else if (a->kind == FC_ATTR_REAL || a->kind == FC_ATTR_REALS)
		fc_draft_set_in(d, i, reals(d->b, a));
	else
		return;
	fc_draft_drop(d, name);
}

struct fc_node *
fc_draft_node(struct fc_draft *d)
{
	struct fc_builder *b = d->b;
	struct fc_node *node;

	while (d->in.n && !d->in.at[d->in.n - 1])
		d->in.n--;
	if (d->in.n > FC_LIMIT_OPERANDS || d->out.n > FC_LIMIT_OPERANDS || d->attr.n > FC_LIMIT_OPERANDS) {
		fc_fail(b->diags, FC_E_LIMIT, (struct fc_where){ .node = d->name, .op = d->op_name },
		        "more than %d operands, results or attributes", FC_LIMIT_OPERANDS);
		return NULL;
	}
	node = fc_builder_node(b, d->name, d->in.n, d->out.n);
	if (d->in.n)
		memcpy(node->in, d->in.at, d->in.n * sizeof(*node->in));
	if (d->out.n)
		memcpy(node->out, d->out.at, d->out.n * sizeof(*node->out));
	node->op_name = d->op_name;
	node->domain = d->domain;
	node->op = d->op ? fc_registry_find(b->registry, d->op) : NULL;
	node->flags = d->flags;
	if (d->line) {
		node->flags |= FC_NODE_LINE;
		node->line = d->line;
		node->column = d->column;
	} else {
		node->byte = d->byte;
	}
	if (d->attr.n)
		node->attr = kept(d, d->attr.at, d->attr.n, sizeof(*node->attr));
	node->n_attr = (uint16_t)d->attr.n;
	return node;
}

bool
fc_draft_add(struct fc_draft *d)
{
	struct fc_node *node = fc_draft_node(d);

	return node && fc_builder_add(d->b, node);
}
