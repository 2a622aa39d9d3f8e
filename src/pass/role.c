/* role.c -- which stored tensors are parameters, which are buffers */
#include "ops/op.h"
#include "pass/cost.h"

/* Roles are kept on the values while walking, in the upper flag bits. */
enum { SHIFT = 8, MASK = 15 << SHIFT };

static enum fc_role
role_of(const struct fc_value *v)
{
	return (enum fc_role)((v->flags & MASK) >> SHIFT);
}

static void
raise_to(struct fc_value *v, enum fc_role role)
{
	if (!v || role_of(v) >= role)
		return;
	v->flags = (v->flags & ~(uint32_t)MASK) | (uint32_t)role << SHIFT;
}

static enum fc_role
role_of_mark(char mark)
{
	switch (mark) {
	case '!': return FC_ROLE_WEIGHT;
	case '+': return FC_ROLE_ELEMENT;
	case '~': return FC_ROLE_BUFFER;
	case '#': return FC_ROLE_SHAPE;
	default: return FC_ROLE_DATA;
	}
}

static void walk(struct fc_graph *g);

/* What is asked of a body's input is asked of the operand it stands for; of a result, of the body's. */
static void
bodies(struct fc_node *n)
{
	for (unsigned i = 0; i < n->n_body; i++) {
		struct fc_graph *body = n->body[i];
		bool results = n->op && n->op->flags & (FC_OP_BRANCH | FC_OP_INLINE);

		if (!body)
			continue;
		for (uint32_t o = 0; o < body->outputs.n; o++)
			raise_to(body->outputs.at[o],
			         results && o < n->n_out && n->out[o] ? role_of(n->out[o]) : FC_ROLE_DATA);
		walk(body);
		for (uint32_t k = 0; k < body->inputs.n && k < n->n_in; k++)
			raise_to(n->in[k], role_of(body->inputs.at[k]));
	}
}

static void
node(struct fc_node *n)
{
	enum fc_role result = n->n_out && n->out[0] ? role_of(n->out[0]) : FC_ROLE_NONE;

	for (unsigned i = 0; i < n->n_in; i++) {
		enum fc_role role = n->op ? role_of_mark(fc_op_in_mark(n->op, i)) : FC_ROLE_DATA;

		if (n->n_body && role == FC_ROLE_DATA)
			role = FC_ROLE_NONE; /* the body's use of it says */
		if (i == 0 && n->op && n->op->flags & FC_OP_CARRY && result > FC_ROLE_SHAPE)
			role = result;
		raise_to(n->in[i], role);
	}
	if (n->n_body)
		bodies(n);
}

/* Consumers before producers. */
static void
walk(struct fc_graph *g)
{
	for (uint32_t i = g->nodes.n; i-- > 0;)
		node(g->nodes.at[i]);
}

static bool
is_many(struct fc_dim count)
{
	return !fc_dim_is(count, 1) && !fc_dim_is(count, 0);
}

static bool
is_learnable_type(enum fc_dtype t)
{
	return fc_dtype_is_float(t) || fc_dtype_class(t) == 'c' ||
	       (fc_dtype_is_integer(t) && fc_dtype_bits(t) <= 8);
}

static bool
is_param(const struct fc_stored *s)
{
	bool mask = s->flags & FC_STORED_MASK;

	if (s->flags & (FC_STORED_LEARNABLE | FC_STORED_BUFFER))
		return s->flags & FC_STORED_LEARNABLE;
	switch (s->role) {
	case FC_ROLE_WEIGHT: return !mask && s->dtype != FC_DTYPE_STRING;
	case FC_ROLE_ELEMENT: return !mask && is_many(s->count) && is_learnable_type((enum fc_dtype)s->dtype);
	case FC_ROLE_DATA:
		return !mask && s->flags & FC_STORED_INITIALIZER && is_many(s->count) &&
		       fc_dtype_is_float((enum fc_dtype)s->dtype);
	default: return false;
	}
}

/* Where the file names its buffers (TorchScript), they are those; elsewhere the use decides. */
static bool
is_buffer(const struct fc_stored *s)
{
	if (s->flags & FC_STORED_BUFFER)
		return s->tree;
	return s->role == FC_ROLE_BUFFER || (s->role >= FC_ROLE_DATA && is_many(s->count));
}

void
fc_role_run(struct fc_builder *b)
{
	for (uint32_t i = 0; i < b->graph->outputs.n; i++)
		raise_to(b->graph->outputs.at[i], FC_ROLE_DATA);
	walk(b->graph);
	for (uint32_t i = 0; i < b->stored.n; i++) {
		struct fc_value *v = b->stored.at[i];

		if (role_of(v) > (enum fc_role)v->stored->role)
			v->stored->role = (unsigned char)role_of(v);
	}
	for (uint32_t i = 0; i < b->stored.n; i++) {
		struct fc_stored *s = b->stored.at[i]->stored;

		s->is_param = is_param(s);
		s->is_buffer = !s->is_param && is_buffer(s);
		if (s->role == FC_ROLE_NONE && s->flags & FC_STORED_INITIALIZER &&
		    !(s->flags & (FC_STORED_LEARNABLE | FC_STORED_BUFFER)))
			fc_diag_add(b->diags, FC_E_UNUSED, (struct fc_where){ 0 },
			            "stored tensor '%s' is never used", s->name);
	}
}
