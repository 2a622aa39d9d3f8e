/* graph.c -- a GraphProto: what it declares first, its nodes then */
#include <string.h>

#include "base/table.h"
#include "front/onnx/onnx.h"
#include "front/onnx/values.h"

enum { F_NODE = 1, F_INITIALIZER = 5, F_INPUT = 11, F_OUTPUT = 12, F_VALUE_INFO = 13, F_SPARSE = 15,
       F_QUANTIZATION = 14 };

/* The first walk's yield. */
struct heads {
	struct fc_range_list inputs, outputs, infos;
	uint64_t nodes;
};

static bool
initializer(struct fc_onnx *o, const struct fc_wire_field *f, struct fc_onnx_values *values)
{
	struct fc_value *v = f->number == F_SPARSE ? fc_onnx_sparse(o, f->data, FC_STORED_INITIALIZER)
	                                           : fc_onnx_tensor(o, f->data, FC_STORED_INITIALIZER);

	if (!v)
		return false;
	if (fc_onnx_values_find(values, v->name)) {
		o->failed = true;
		return fc_fail(o->b->diags, FC_E_DUPLICATE, (struct fc_where){ .byte = f->data.at },
		               "initializer '%s' stands there twice", v->name);
	}
	fc_onnx_values_set(values, v->name, v);
	return true;
}

static bool
first_walk(struct fc_onnx *o, struct fc_range r, struct fc_onnx_values *values, struct heads *h)
{
	struct fc_wire w = fc_wire_open(o->src, r);
	struct fc_wire_field f;

	while (fc_wire_next(&w, &f)) {
		if (f.type != FC_WIRE_LEN)
			continue;
		if (f.number == F_NODE)
			h->nodes++;
		else if (f.number == F_INPUT)
			FC_VEC_PUSH(o->heads, &h->inputs, f.data);
		else if (f.number == F_OUTPUT)
			FC_VEC_PUSH(o->heads, &h->outputs, f.data);
		else if (f.number == F_VALUE_INFO)
			FC_VEC_PUSH(o->heads, &h->infos, f.data);
		else if ((f.number == F_INITIALIZER || f.number == F_SPARSE) && !initializer(o, &f, values))
			return false;
	}
	return !w.bad || fc_onnx_damaged(o, w.at, "graph");
}

static bool
declarations(struct fc_onnx *o, const struct fc_range_list *list, struct fc_table *declared)
{
	for (uint32_t i = 0; i < list->n; i++) {
		struct fc_type *t = FC_NEW(o->heads, struct fc_type);
		const char *name;

		if (!fc_onnx_value_info(o, list->at[i], &name, t))
			return false;
		if (t->kind != FC_KIND_UNKNOWN)
			fc_table_set(declared, name, t);
	}
	return true;
}

/* Before IR version 4 every initializer is listed as an input too: those are no inputs. */
static bool
inputs(struct fc_onnx *o, const struct fc_range_list *list, struct fc_onnx_values *values)
{
	struct {
		const char *name;
		struct fc_type type;
	} *in = fc_arena_take(o->heads, list->n, sizeof(*in));
	const char **names = FC_NEW_N(o->b->arena, const char *, list->n ? list->n : 1);
	unsigned n = 0;

	o->reads_inputs = true;
	for (uint32_t i = 0; i < list->n; i++) {
		if (!fc_onnx_value_info(o, list->at[i], &in[n].name, &in[n].type))
			return false;
		if (fc_onnx_values_find(values, in[n].name))
			continue;
		names[n] = in[n].name;
		n++;
	}
	o->reads_inputs = false;
	o->b->hooks.input_names(o->b, names, n);
	for (unsigned i = 0; i < n; i++)
		fc_onnx_values_set(values, in[i].name, fc_builder_input(o->b, in[i].name, in[i].type));
	return true;
}

static bool
outputs(struct fc_onnx *o, const struct fc_range_list *list, const struct fc_onnx_names *s,
        struct fc_graph *g)
{
	for (uint32_t i = 0; i < list->n; i++) {
		struct fc_type t;
		const char *name;
		struct fc_value *v;

		if (!fc_onnx_value_info(o, list->at[i], &name, &t))
			return false;
		v = fc_onnx_find(s, name);
		if (!v && *name) {
			o->failed = true;
			return fc_fail(o->b->diags, FC_E_UNDEFINED,
			               (struct fc_where){ .byte = list->at[i].at },
			               "nothing makes output '%s'", name);
		}
		if (v && !g->owner)
			v->flags |= FC_VALUE_OUTPUT;
		FC_VEC_PUSH(o->b->arena, &g->outputs, v);
	}
	return true;
}

bool
fc_onnx_graph(struct fc_onnx *o, struct fc_range r, const struct fc_opset_list *opsets)
{
	struct fc_builder *b = o->b;
	struct fc_onnx_names s = { .values = fc_onnx_values_new(o, true), .opsets = opsets, .path = b->scope,
	                           .declared = fc_table_new(o->heads) };
	struct heads h = { .nodes = 0 };

	if (!first_walk(o, r, s.values, &h) || !inputs(o, &h.inputs, s.values) ||
	    !declarations(o, &h.infos, s.declared) || !declarations(o, &h.outputs, s.declared))
		return false;
	return fc_onnx_nodes(o, r, F_NODE, &s) && outputs(o, &h.outputs, &s, b->graph);
}

/* The inputs of a body are values of its own; their types come from the owner's operands. */
static bool
body_inputs(struct fc_onnx *o, const struct fc_range_list *list, struct fc_onnx_values *values,
            struct fc_graph *g)
{
	for (uint32_t i = 0; i < list->n; i++) {
		struct fc_value *v = fc_builder_value(o->b, "");

		if (!fc_onnx_value_info(o, list->at[i], &v->name, &v->type))
			return false;
		v->flags = FC_VALUE_OUTER;
		v->type = fc_onnx_open_type(o, v->type, v->name);
		FC_VEC_PUSH(o->b->arena, &g->inputs, v);
		fc_onnx_values_set(values, v->name, v);
	}
	return true;
}

bool
fc_onnx_body(struct fc_onnx *o, struct fc_range r, const struct fc_onnx_names *outer, struct fc_node *owner,
             unsigned i)
{
	struct fc_builder *b = o->b;
	struct fc_onnx_names s = *outer;
	struct fc_graph *g = fc_builder_body(b, "");
	struct heads h = { .nodes = 0 };
	struct fc_graph *at = b->at;
	bool ok;

	if (b->depth >= b->limits.nesting) {
		o->failed = true;
		return fc_fail(b->diags, FC_E_LIMIT, fc_node_where(owner),
		               "bodies nest deeper than %llu (limit 'nesting')",
		               (unsigned long long)b->limits.nesting);
	}
	s.outer = outer;
	s.values = fc_onnx_values_new(o, false);
	s.declared = fc_table_new(o->heads);
	s.path = fc_onnx_owner_path(o, owner);
	b->at = g; /* the body's own initializers are its own */
	ok = first_walk(o, r, s.values, &h);
	b->at = at;
	if (!ok || !body_inputs(o, &h.inputs, s.values, g) || !declarations(o, &h.infos, s.declared))
		return false;
	if (!fc_builder_open(b, owner, i, g))
		return false;
	ok = fc_onnx_nodes(o, r, F_NODE, &s) && outputs(o, &h.outputs, &s, g);
	fc_builder_close(b);
	return ok;
}
