/* func.c -- local functions: found by name, inlined at the call */
#include <string.h>

#include "base/intern.h"
#include "base/table.h"
#include "front/onnx/onnx.h"
#include "front/onnx/values.h"

enum { F_NAME = 1, F_INPUT = 4, F_OUTPUT = 5, F_NODE = 7, F_OPSET = 9, F_DOMAIN = 10, F_DEFAULT = 11,
       F_OVERLOAD = 13 };

enum { TEXT_OF_NODE = 256, FEW = 16 }; /* bytes, and results and attributes, that weigh as much as a node */

static const char *
text_at(struct fc_onnx *o, struct fc_range r)
{
	const char *text;

	return r.size <= FC_LIMIT_NAME && fc_onnx_text_at(o, r, &text) ? text : o->none;
}

bool
fc_onnx_function(struct fc_onnx *o, struct fc_range r)
{
	struct fc_onnx_function *f = FC_NEW(o->b->arena, struct fc_onnx_function);
	struct fc_wire w = fc_wire_open(o->src, r);
	struct fc_arena *a = o->b->arena;
	struct fc_wire_field field;

	f->range = r;
	f->name = f->overload = f->domain = o->none;
	while (fc_wire_next(&w, &field)) {
		if (field.type != FC_WIRE_LEN)
			continue;
		switch (field.number) {
		case F_NAME: f->name = text_at(o, field.data); break;
		case F_DOMAIN: f->domain = text_at(o, field.data); break;
		case F_OVERLOAD: f->overload = text_at(o, field.data); break;
		case F_INPUT: FC_VEC_PUSH(a, &f->inputs, text_at(o, field.data)); break;
		case F_OUTPUT: FC_VEC_PUSH(a, &f->outputs, text_at(o, field.data)); break;
		case F_DEFAULT: FC_VEC_PUSH(a, &f->defaults, field.data); break;
		case F_OPSET:
			if (!fc_onnx_opset(o, field.data, &f->opsets))
				return false;
			break;
		default: break;
		}
	}
	if (w.bad)
		return fc_onnx_damaged(o, r.at, "function");
	if (!*f->domain)
		f->domain = o->standard;
	FC_VEC_PUSH(a, &o->functions, f);
	return true;
}

/* All that tells functions of one name apart, interned. */
static const char *
full_name(struct fc_onnx *o, const char *name, const char *domain, const char *overload)
{
	const char *part[3] = { name, domain, overload };

	return fc_intern(o->b->names, (const char *)part, sizeof(part)); /* each is interned */
}

static void
index_functions(struct fc_onnx *o)
{
	o->by_name = fc_table_new(o->heads);
	for (uint32_t i = 0; i < o->functions.n; i++) {
		struct fc_onnx_function *f = o->functions.at[i];

		fc_table_set(o->by_name, f->name, f);
		fc_table_set(o->by_name, full_name(o, f->name, f->domain, f->overload), f);
	}
}

struct fc_onnx_function *
fc_onnx_function_find(struct fc_onnx *o, const struct fc_onnx_node *n)
{
	if (!o->functions.n)
		return NULL;
	if (!o->by_name)
		index_functions(o);
	return fc_table_find(o->by_name, n->op) ? /* most operators are no function's name */
	       fc_table_find(o->by_name, full_name(o, n->op, n->domain, n->overload)) : NULL;
}

/* What the call gives, and the defaults of what it leaves out. */
static bool
attributes(struct fc_onnx *o, const struct fc_onnx_function *f, struct fc_draft *call, struct fc_draft *given)
{
	struct fc_range_list none = { 0 };

	given->b = o->b;
	for (uint32_t i = 0; i < call->attr.n; i++)
		FC_VEC_PUSH(o->b->arena, &given->attr, call->attr.at[i]);
	for (uint32_t i = 0; i < f->defaults.n; i++) {
		struct fc_draft one = { .b = o->b };

		if (!fc_onnx_attr(o, f->defaults.at[i], NULL, &one, &none))
			return false;
		if (one.attr.n && !fc_draft_attr(given, one.attr.at[0].name))
			FC_VEC_PUSH(o->b->arena, &given->attr, one.attr.at[0]);
	}
	return true;
}

static void
enter(struct fc_onnx *o, struct fc_onnx_function *f, const struct fc_node *node, struct fc_onnx_names *s)
{
	if (!f->formal) {
		f->formal = fc_table_new(o->heads);
		for (uint32_t i = 0; i < f->inputs.n; i++)
			fc_table_set(f->formal, f->inputs.at[i], (void *)f->inputs.at[i]);
	}
	s->omitted = f->formal;
	for (uint32_t i = 0; i < f->inputs.n && i < node->n_in; i++) {
		if (node->in[i])
			fc_onnx_values_set(s->values, f->inputs.at[i], node->in[i]);
	}
}

static bool
inline_body(struct fc_onnx *o, struct fc_onnx_function *f, struct fc_node *node, const struct fc_draft *given)
{
	struct fc_builder *b = o->b;
	struct fc_onnx_names s = { .values = fc_onnx_values_new(o, false), .given = &given->attr,
	                           .opsets = f->opsets.n ? &f->opsets : o->opsets,
	                           .path = fc_onnx_owner_path(o, node) };
	struct fc_graph *g = fc_builder_body(b, f->name);
	bool ok;

	enter(o, f, node, &s);
	node->body = FC_NEW_N(b->arena, struct fc_graph *, 1);
	node->n_body = 1;
	if (!fc_builder_open(b, node, 0, g))
		return false;
	f->open = true;
	ok = fc_onnx_nodes(o, f->range, F_NODE, &s);
	f->open = false;
	for (uint32_t i = 0; ok && i < f->outputs.n; i++)
		FC_VEC_PUSH(b->arena, &g->outputs, fc_onnx_values_find(s.values, f->outputs.at[i]));
	fc_builder_close(b);
	return ok;
}

bool
fc_onnx_call(struct fc_onnx *o, struct fc_onnx_function *f, struct fc_draft *d)
{
	struct fc_draft given = { .b = o->b };
	uint64_t skipped = o->skipped;
	struct fc_node *node;

	d->op = "Call";
	node = fc_draft_node(d);
	if (!node)
		return false;
	if (f->open || o->b->depth >= o->b->limits.nesting) {
		o->failed = true;
		return fc_fail(o->b->diags, FC_E_FUNCTION, fc_node_where(node), f->open ?
		               "function calls itself" : "functions nest too deep (limit 'nesting')");
	}
	if (!attributes(o, f, d, &given) || !inline_body(o, f, node, &given))
		return false;
	o->inlined += (f->outputs.n + given.attr.n) / FEW;
	if (o->skipped - skipped < f->range.size) /* what is read again and again, and what reports repeat */
		o->inlined += (f->range.size - (o->skipped - skipped)) / TEXT_OF_NODE;
	o->b->scope = node->scope;
	return fc_builder_add(o->b, node);
}
