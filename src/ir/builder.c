/* builder.c -- values, nodes and bodies, added one by one */
#include "ir/builder.h"

#include "base/intern.h"

void
fc_builder_init(struct fc_builder *b)
{
	if (!b->texts)
		b->texts = b->arena;
	b->lists = fc_intern_new(b->arena);
	b->scopes = fc_scopes_new(b->arena, b->names);
	b->scope = fc_scopes_root(b->scopes);
	b->graph = FC_NEW(b->arena, struct fc_graph);
	b->graph->name = "";
	b->at = b->graph;
	if (!b->limits.nodes)
		b->limits = fc_limits_usual;
	b->info.format = "";
	b->info.weight_bytes = fc_dim_int(b->dims, 0);
}

struct fc_value *
fc_builder_value(struct fc_builder *b, const char *name)
{
	struct fc_value *v = FC_NEW(b->arena, struct fc_value);

	v->name = name;
	v->type = fc_type_unknown();
	return v;
}

struct fc_value *
fc_builder_input(struct fc_builder *b, const char *name, struct fc_type declared)
{
	struct fc_value *v = fc_builder_value(b, name);

	v->type = declared;
	v->flags = FC_VALUE_INPUT;
	b->hooks.input(b, v, b->graph->inputs.n);
	FC_VEC_PUSH(b->arena, &b->graph->inputs, v);
	return v;
}

struct fc_value *
fc_builder_stored(struct fc_builder *b, const char *name, struct fc_type type, unsigned flags,
                  struct fc_dim bytes)
{
	struct fc_value *v = fc_builder_value(b, name);
	struct fc_stored *s = FC_NEW(b->arena, struct fc_stored);

	v->type = type;
	v->stored = s;
	s->name = name;
	s->flags = (unsigned char)flags;
	s->dtype = type.dtype;
	s->count = fc_shape_size(b->dims, type.shape);
	s->bytes =
	    fc_dim_is_nan(bytes) ? fc_shape_bytes(b->dims, s->count, (enum fc_dtype)type.dtype) : bytes;
	FC_VEC_PUSH(b->arena, &b->stored, v);
	if (flags & FC_STORED_INITIALIZER)
		FC_VEC_PUSH(b->arena, &b->at->stored, v);
	return v;
}

struct fc_known *
fc_builder_known(struct fc_builder *b, unsigned n, struct fc_scalar **at_out)
{
	struct fc_known *k = FC_NEW(b->arena, struct fc_known);
	struct fc_scalar *at = FC_NEW_N(b->arena, struct fc_scalar, n ? n : 1);

	for (unsigned i = 0; i < n; i++)
		at[i] = FC_SCALAR_UNKNOWN;
	k->n = n;
	k->at = at;
	*at_out = at;
	return k;
}

struct fc_value *
fc_builder_ints(struct fc_builder *b, const struct fc_dim *v, unsigned n, bool scalar)
{
	struct fc_value *value = fc_builder_value(b, "");
	struct fc_dim size = fc_dim_int(b->dims, n);
	struct fc_scalar *at;

	value->known = fc_builder_known(b, n, &at);
	for (unsigned i = 0; i < n; i++)
		at[i] = fc_scalar_dim(v[i]);
	value->type =
	    fc_type_tensor(FC_DTYPE_INT64, scalar ? FC_SHAPE_SCALAR : fc_shape_make(b->dims, &size, 1));
	return value;
}

struct fc_node *
fc_builder_node(struct fc_builder *b, const char *name, unsigned n_in, unsigned n_out)
{
	size_t size = sizeof(struct fc_node) + ((size_t)n_in + n_out) * sizeof(struct fc_value *);
	struct fc_node *node = fc_arena_take(b->arena, 1, size);

	node->name = name;
	node->out = node->in + n_in;
	node->n_in = (uint16_t)n_in;
	node->n_out = (uint16_t)n_out;
	node->scope = b->scope;
	node->alive = FC_DIM_NAN;
	return node;
}

bool
fc_builder_add(struct fc_builder *b, struct fc_node *node)
{
	if (b->n_nodes >= b->limits.nodes)
		return fc_fail(b->diags, FC_E_LIMIT, fc_node_where(node),
		               "more than %llu nodes (limit 'nodes')", (unsigned long long)b->limits.nodes);
	b->n_nodes++;
	node->depth = b->depth & 0xff;
	for (unsigned i = 0; i < node->n_out; i++) {
		if (node->out[i])
			node->out[i]->producer = node;
	}
	FC_VEC_PUSH(b->arena, &b->at->nodes, node);
	b->hooks.infer(b, node);
	return true;
}

void
fc_builder_constant(struct fc_builder *b, struct fc_node *node, struct fc_value *v)
{
	node->out[0] = v;
	node->flags |= FC_NODE_SOURCE;
	node->depth = b->depth & 0xff;
	v->producer = node;
	FC_VEC_PUSH(b->arena, &b->at->nodes, node);
}

struct fc_graph *
fc_builder_body(struct fc_builder *b, const char *name)
{
	struct fc_graph *g = FC_NEW(b->arena, struct fc_graph);

	g->name = name;
	g->trips = g->turn = FC_DIM_NAN;
	return g;
}

bool
fc_builder_open(struct fc_builder *b, struct fc_node *node, unsigned i, struct fc_graph *body)
{
	if (b->depth >= b->limits.nesting)
		return fc_fail(b->diags, FC_E_LIMIT, fc_node_where(node),
		               "bodies nest deeper than %llu (limit 'nesting')",
		               (unsigned long long)b->limits.nesting);
	body->parent = b->at;
	body->owner = node;
	node->body[i] = body;
	b->hooks.open(b, node, body);
	b->at = body;
	b->depth++;
	return true;
}

void
fc_builder_close(struct fc_builder *b)
{
	b->at = b->at->parent;
	b->depth--;
}

bool
fc_builder_is_idle(const struct fc_builder *b)
{
	const struct fc_graph *g = b->at;

	while (g && !g->idle)
		g = g->parent;
	return g != NULL;
}

void
fc_builder_push(struct fc_builder *b, const char *name, const char *class_name)
{
	b->scope = fc_scope_child(b->scopes, b->scope, name, class_name);
}

void
fc_builder_pop(struct fc_builder *b)
{
	if (b->scope->parent)
		b->scope = b->scope->parent;
}
