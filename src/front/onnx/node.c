/* node.c -- one node: head, operands by name, binding row, bodies */
#include <string.h>

#include "base/intern.h"
#include "base/table.h"
#include "front/onnx/bind.h"
#include "front/onnx/onnx.h"
#include "front/onnx/values.h"
#include "ops/registry.h"

/* Nearly every node has no more operands, results or attributes, nor opsets; more take memory. */
enum { FEW = 8 };

enum { F_INPUT = 1, F_OUTPUT, F_NAME, F_OP_TYPE, F_ATTRIBUTE, F_DOC, F_DOMAIN, F_OVERLOAD, F_METADATA };
enum { METADATA_MOST = 4096 }; /* bytes of an entry that is looked at */

/* The module path that PyTorch's exporter leaves. */
static bool
metadata(struct fc_onnx *o, struct fc_range r, struct fc_onnx_node *n)
{
	const Onnx__StringStringEntryProto *e =
	    fc_onnx_decode(o, &onnx__string_string_entry_proto__descriptor, r);

	if (e && e->key && e->value && strcmp(e->key, "pkg.torch.onnx.name_scopes") == 0)
		n->scopes = fc_intern_text(o->b->names, e->value);
	return e;
}

/* The bytes in r, until others are read; NULL: too many to be seen at once, or they cannot be read. */
static const uint8_t *
seen(struct fc_onnx *o, struct fc_range r)
{
	return r.size <= FC_LIMIT_WINDOW ? fc_source_view(o->src, r.at, (size_t)r.size) : NULL;
}

/* The name of an operand or result, on its way. */
struct ahead {
	struct fc_range range;
	uint32_t hash; /* 0: too long to be seen at once */
	bool is_result;
};
struct ahead_list FC_VEC(struct ahead);

/* Names of tensors are looked up when the whole head was seen: each is a cache miss, and they overlap. */
static bool
push_ahead(struct fc_onnx *o, struct fc_arena *a, const struct fc_wire_field *f, struct ahead_list *list)
{
	struct ahead x = { .range = f->data, .is_result = f->number == F_OUTPUT };
	const uint8_t *p = seen(o, f->data);

	if (p)
		x.hash = fc_intern_ahead(o->b->names, (const char *)p, (size_t)f->data.size);
	FC_VEC_PUSH(a, list, x);
	return true;
}

static bool
tensor_names(struct fc_onnx *o, struct fc_arena *a, const struct ahead_list *list, struct fc_onnx_node *n)
{
	for (uint32_t i = 0; i < list->n; i++) {
		const struct ahead *x = &list->at[i];
		const uint8_t *p = x->hash ? seen(o, x->range) : NULL;
		const char *name;

		if (p)
			name = fc_intern_hashed(o->b->names, (const char *)p, (size_t)x->range.size, x->hash);
		else if (!fc_onnx_text_at(o, x->range, &name))
			return false;
		FC_VEC_PUSH(a, x->is_result ? &n->out : &n->in, name);
	}
	return true;
}

/* The node's own name is shown and never looked up. */
static bool
own_name(struct fc_onnx *o, struct fc_range r, const char **out)
{
	const uint8_t *p = seen(o, r);

	if (!p || !r.size)
		return fc_onnx_text_at(o, r, out);
	*out = fc_arena_text(o->b->texts, (const char *)p, (size_t)r.size);
	return true;
}

static bool
head_field(struct fc_onnx *o, struct fc_arena *a, const struct fc_wire_field *f, struct fc_onnx_node *n,
           struct ahead_list *ahead)
{
	if (f->number > F_METADATA || f->number == F_DOC)
		return true;
	if (f->type != FC_WIRE_LEN)
		return f->number == F_ATTRIBUTE;
	switch (f->number) {
	case F_INPUT:
	case F_OUTPUT: return push_ahead(o, a, f, ahead);
	case F_NAME: return own_name(o, f->data, &n->name);
	case F_OP_TYPE: return fc_onnx_text_at(o, f->data, &n->op);
	case F_DOMAIN: return fc_onnx_text_at(o, f->data, &n->domain);
	case F_OVERLOAD: return fc_onnx_text_at(o, f->data, &n->overload);
	case F_METADATA: return f->data.size >= METADATA_MOST || metadata(o, f->data, n);
	default: break;
	}
	FC_VEC_PUSH(a, &n->attrs, f->data);
	return true;
}

bool
fc_onnx_node_head(struct fc_onnx *o, struct fc_arena *a, struct fc_range r, struct fc_onnx_node *n)
{
	struct fc_wire w = fc_wire_open(o->src, r);
	struct ahead few[FEW];
	struct ahead_list ahead = { .at = few, .room = FEW };
	struct fc_wire_field f;

	fc_arena_reset(o->scratch);
	*n = (struct fc_onnx_node){ .range = r, .name = o->none, .op = o->none, .domain = o->none,
		                    .overload = o->none };
	while (fc_wire_next(&w, &f))
		w.bad = !head_field(o, a, &f, n, &ahead);
	if (w.bad || !tensor_names(o, a, &ahead, n))
		return fc_onnx_damaged(o, r.at, "node");
	if (!*n->domain)
		n->domain = o->standard;
	return true;
}

/* The first of its domain in a long list. */
static const struct fc_opset *
indexed(struct fc_onnx *o, const struct fc_opset_list *opsets, const char *domain)
{
	struct fc_table *t = o->versions ? fc_table_find(o->versions, opsets) : NULL;

	if (!t) {
		t = fc_table_new(o->heads);
		for (uint32_t i = opsets->n; i-- > 0;)
			fc_table_set(t, opsets->at[i].domain, &opsets->at[i]);
		if (!o->versions)
			o->versions = fc_table_new(o->heads);
		fc_table_set(o->versions, opsets, t);
	}
	return fc_table_find(t, domain);
}

static int64_t
version_of(struct fc_onnx *o, const struct fc_opset_list *opsets, const char *domain)
{
	const struct fc_opset *found = NULL;

	if (opsets && opsets->n > FEW)
		found = indexed(o, opsets, domain);
	for (uint32_t i = 0; !found && opsets && i < opsets->n && opsets->n <= FEW; i++) {
		if (opsets->at[i].domain == domain)
			found = &opsets->at[i];
	}
	return found ? found->version : 0;
}

static const struct fc_onnx_bind *
bind(struct fc_onnx *o, const struct fc_draft *d)
{
	const char *domain = d->domain == o->standard ? "" : d->domain;
	const struct fc_onnx_bind *row;

	if (*domain)
		return fc_onnx_bind_find(domain, d->op_name, d->version);
	row = fc_table_find(o->binds, d->op_name);
	if (row && row->since <= d->version && d->version) {
		const struct fc_onnx_bind *next = row + 1;

		if (!next->name || strcmp(next->name, row->name) || next->since > d->version)
			return row;
	}
	row = fc_onnx_bind_find(domain, d->op_name, d->version);
	if (row)
		fc_table_set(o->binds, d->op_name, (void *)row);
	return row;
}

/* What the file declares about a result: compared, and believed only where the operator tells nothing. */
static void
declared(struct fc_onnx *o, const struct fc_onnx_names *s, struct fc_node *node)
{
	for (unsigned i = 0; s->declared && i < node->n_out; i++) {
		struct fc_value *v = node->out[i];
		const struct fc_type *t = v ? fc_table_find(s->declared, v->name) : NULL;

		if (!t)
			continue;
		if (v->type.kind == FC_KIND_UNKNOWN && !(node->flags & FC_NODE_INFER_FAILED)) {
			v->type = *t;
			node->flags |= FC_NODE_RESULTS_TRUSTED;
		} else if (o->crosscheck && node->op) {
			fc_onnx_crosscheck(o, node, v, t);
		}
	}
}

static bool
bodies(struct fc_onnx *o, struct fc_node *node, const struct fc_range_list *list,
       const struct fc_onnx_names *s)
{
	if (!list->n)
		return true;
	node->body = FC_NEW_N(o->b->arena, struct fc_graph *, list->n);
	node->n_body = (uint16_t)list->n;
	for (uint32_t i = 0; i < list->n; i++) {
		if (!fc_onnx_body(o, list->at[i], s, node, i))
			return false;
	}
	return true;
}

static bool
operands(struct fc_onnx *o, const struct fc_onnx_node *n, const struct fc_onnx_names *s, struct fc_draft *d)
{
	for (uint32_t i = 0; i < n->in.n; i++) {
		struct fc_value *v = *n->in.at[i] ? fc_onnx_find(s, n->in.at[i]) : NULL;

		if (!v && *n->in.at[i]) {
			o->failed = true;
			return fc_fail(o->b->diags, FC_E_UNDEFINED,
			               (struct fc_where){ .node = n->name, .op = n->op, .byte = n->range.at },
			               "no node, input or initializer makes tensor '%s'", n->in.at[i]);
		}
		FC_VEC_PUSH(o->b->arena, &d->in, v);
	}
	return true;
}

static bool
results(struct fc_onnx *o, const struct fc_onnx_node *n, const struct fc_onnx_names *s, struct fc_draft *d)
{
	for (uint32_t i = 0; i < n->out.n; i++) {
		struct fc_value *v = *n->out.at[i] ? fc_builder_value(o->b, n->out.at[i]) : NULL;

		if (v && fc_onnx_values_find(s->values, v->name)) {
			o->failed = true;
			return fc_fail(o->b->diags, FC_E_DUPLICATE,
			               (struct fc_where){ .node = n->name, .op = n->op, .byte = n->range.at },
			               "tensor '%s' is made a second time", v->name);
		}
		FC_VEC_PUSH(o->b->arena, &d->out, v);
		if (v)
			fc_onnx_values_set(s->values, v->name, v);
	}
	return true;
}

/* A runtime knows a constant whose bytes stand in another file by its result; it was read a moment ago. */
static void
name_apart(struct fc_builder *b, const struct fc_value *v)
{
	struct fc_apart *x = b->info.apart.n ? &b->info.apart.at[b->info.apart.n - 1] : NULL;

	if (!x || *x->name || !(v->stored->flags & FC_STORED_EXTERNAL))
		return;
	x->name = v->name;
	x->by_name = !b->depth;
}

/* A Constant node is a stored tensor, whatever form its value has. */
static bool
constant(struct fc_onnx *o, struct fc_draft *d, const struct fc_onnx_node *n, const struct fc_onnx_names *s)
{
	struct fc_value *v = NULL;
	struct fc_node *node;

	if (d->attr.n == 1 && d->attr.at[0].kind == FC_ATTR_TENSOR)
		v = (struct fc_value *)d->attr.at[0].value;
	else if (d->attr.n == 1)
		v = fc_onnx_constant(o, &d->attr.at[0]);
	if (!v || n->out.n != 1 || !*n->out.at[0]) {
		o->failed = true;
		return fc_fail(o->b->diags, FC_E_SIGNATURE, (struct fc_where){ .node = n->name, .op = n->op },
		               "a constant needs one value and one result");
	}
	if (v->stored && v->stored->flags & FC_STORED_NAMED) { /* the same, through an attribute reference */
		struct fc_value *again = fc_builder_value(o->b, n->out.at[0]);

		again->type = v->type;
		again->known = v->known;
		again->stored = v->stored;
		FC_VEC_PUSH(o->b->arena, &o->b->stored, again);
		v = again;
	}
	v->name = n->out.at[0];
	if (v->stored) {
		v->stored->name = v->name;
		v->stored->flags |= FC_STORED_NAMED;
		name_apart(o->b, v);
	}
	fc_onnx_values_set(s->values, v->name, v);
	o->b->scope = fc_onnx_path(o, n, s->path);
	d->attr.n = 0; /* the value is what the report shows */
	d->op = d->op_name;
	FC_VEC_PUSH(o->b->arena, &d->out, v);
	node = fc_draft_node(d);
	if (!node)
		return false;
	fc_builder_constant(o->b, node, v);
	return true;
}

bool
fc_onnx_node(struct fc_onnx *o, struct fc_onnx_node *n, const struct fc_onnx_names *s)
{
	struct fc_builder *b = o->b;
	struct fc_draft d = {
		.b = b, .name = n->name, .op_name = n->op, .domain = n->domain, .byte = n->range.at
	};
	struct fc_value *in[FEW], *out[FEW];
	const struct fc_onnx_bind *row;
	struct fc_onnx_function *f;
	struct fc_range_list list = { 0 };
	struct fc_attr attr[FEW];
	struct fc_node *node;

	d.in.at = in;
	d.out.at = out;
	d.attr.at = attr;
	d.in.room = d.out.room = d.attr.room = FEW;
	d.version = version_of(o, s->opsets, n->domain);
	if (s->given && ++o->inlined > b->limits.inlined) {
		o->failed = true;
		return fc_fail(b->diags, FC_E_LIMIT, (struct fc_where){ .node = n->name, .op = n->op },
		               "local functions expand to more than %llu nodes (limit 'inlined')",
		               (unsigned long long)b->limits.inlined);
	}
	if (!operands(o, n, s, &d))
		return false;
	if (!fc_onnx_attrs(o, &n->attrs, s->given, &d, &list))
		return false;
	if (n->op == o->constant && n->domain == o->standard)
		return constant(o, &d, n, s);
	if (!results(o, n, s, &d))
		return false;
	b->scope = fc_onnx_path(o, n, s->path);
	d.op = fc_registry_custom(b->registry, d.domain, d.op_name, d.version);
	f = d.op ? NULL : fc_onnx_function_find(o, n);
	if (f)
		return fc_onnx_call(o, f, &d);
	row = d.op ? NULL : bind(o, &d);
	if (row)
		d.op = row->op;
	if (row && row->adapt && !row->adapt(&d))
		d.op = NULL;
	node = fc_draft_node(&d);
	if (!node || !bodies(o, node, &list, s))
		return false;
	b->scope = node->scope;
	if (!fc_builder_add(b, node))
		return false;
	declared(o, s, node);
	return true;
}
