/* join_alias.c -- tensors of an optimized graph as tensors of the plain one */
#include "pass/join_priv.h"

#include <string.h>

#include "base/intern.h"
#include "base/table.h"

enum { STEPS = 4, MET = 64 }; /* of a fusion that is followed: nodes ahead, nodes looked at */

struct fc_join_tensor *
fc_join_tensor_of(const struct fc_join_level *l, const struct fc_value *v)
{
	struct fc_join_tensor *t = NULL;

	if (v && *v->name)
		t = fc_table_find(l->alias, v->name);
	return t || !v || !*v->name ? t : fc_table_find(l->tensor, v->name);
}

static struct fc_join_tensor *
tensor_at(struct fc_join_level *l, const struct fc_value *v)
{
	struct fc_join_tensor *t;

	if (!v || !*v->name)
		return NULL;
	t = fc_table_find(l->tensor, v->name);
	if (!t) {
		t = FC_NEW(l->arena, struct fc_join_tensor);
		t->name = v->name;
		fc_table_set(l->tensor, v->name, t);
	}
	return t;
}

/* --- the plain graph ---------------------------------------------------------------------------- */

static bool
is_constant(const struct fc_join_level *l, const struct fc_node *n)
{
	for (unsigned k = 0; k < n->n_in; k++) {
		const struct fc_value *v = n->in[k];
		const struct fc_node *by = v ? v->producer : NULL;

		if (!v || v->stored || (by && by->flags & FC_NODE_SOURCE))
			continue;
		if (!by || !fc_table_find(l->constant, by))
			return false;
	}
	return n->n_in && !n->n_body;
}

static void
add_plain(struct fc_join_level *l, struct fc_node *n)
{
	const char *name;

	for (unsigned k = 0; k < n->n_in; k++) {
		struct fc_join_tensor *t = tensor_at(l, n->in[k]);

		if (t) {
			t->user = n;
			t->n_user++;
		}
	}
	for (unsigned k = 0; k < n->n_out; k++) {
		struct fc_join_tensor *t = tensor_at(l, n->out[k]);

		if (t)
			t->by = n;
	}
	if (is_constant(l, n))
		fc_table_set(l->constant, n, n);
	if (!*n->name)
		return;
	name = fc_intern_text(l->names, n->name);
	if (fc_table_find(l->named, name))
		fc_table_set(l->more, name, n);
	fc_table_set(l->named, name, n);
}

static void
add_all(struct fc_join_level *l)
{
	const struct fc_graph *g = l->plain;

	for (uint32_t i = 0; i < g->inputs.n; i++)
		(void)tensor_at(l, g->inputs.at[i]);
	for (uint32_t i = 0; i < g->stored.n; i++)
		(void)tensor_at(l, g->stored.at[i]);
	for (uint32_t i = 0; i < g->nodes.n; i++)
		add_plain(l, g->nodes.at[i]);
	for (uint32_t i = 0; i < g->outputs.n; i++) {
		struct fc_join_tensor *t = tensor_at(l, g->outputs.at[i]);

		if (t)
			t->n_user++;
	}
}

/* --- the optimized graph --------------------------------------------------------------------------- */

static void
keep(const struct fc_join_level *l, const struct fc_value *v)
{
	struct fc_join_tensor *t = v && *v->name ? fc_table_find(l->tensor, v->name) : NULL;

	if (t)
		t->kept = true;
}

static void
keep_all(struct fc_join_level *l)
{
	const struct fc_graph *g = l->optimized;

	for (uint32_t i = 0; i < g->inputs.n; i++)
		keep(l, g->inputs.at[i]);
	for (uint32_t i = 0; i < g->stored.n; i++)
		keep(l, g->stored.at[i]);
	for (uint32_t i = 0; i < g->nodes.n; i++) {
		for (unsigned k = 0; k < g->nodes.at[i]->n_out; k++)
			keep(l, g->nodes.at[i]->out[k]);
	}
}

static void
set_alias(struct fc_join_level *l, const struct fc_value *v, struct fc_join_tensor *t)
{
	fc_table_set(l->alias, v->name, t);
	t->kept = true;
}

/* The plain node called as n is, of table named or more. */
static const struct fc_node *
named(const struct fc_join_level *l, const struct fc_table *table, const struct fc_node *n)
{
	return *n->name ? fc_table_find(table, fc_intern_text(l->names, n->name)) : NULL;
}

/* A node that the optimizer put in: its result is its operand in another layout, type or memory. */
static bool
is_mover(const struct fc_join_level *l, const struct fc_node *n)
{
	static const char *const op[] = { "Cast", "MemcpyFromHost", "MemcpyToHost", "ReorderInput",
		                          "ReorderOutput", "Transpose" };

	for (size_t i = 0; i < sizeof(op) / sizeof(op[0]); i++) {
		if (!strcmp(op[i], n->op_name))
			return n->n_in && n->n_out && n->in[0] && n->out[0] &&
			       !named(l, l->named, n);
	}
	return false;
}

static void
add_mover(struct fc_join_level *l, const struct fc_node *n)
{
	struct fc_join_group *g = FC_NEW(l->arena, struct fc_join_group);

	g->added = true;
	fc_table_set(l->group, n, g);
}

/* Its operand is what it makes: seen from the end of the graph. */
static void
alias_back(struct fc_join_level *l, const struct fc_node *n)
{
	struct fc_join_tensor *in, *out;

	if (!is_mover(l, n))
		return;
	in = fc_join_tensor_of(l, n->in[0]);
	out = fc_join_tensor_of(l, n->out[0]);
	if (!out || (in && in != out) || (n->in[0]->stored && !in))
		return;
	if (!in)
		set_alias(l, n->in[0], out);
	add_mover(l, n);
}

/* ONNX Runtime calls a node of its blocked layout after the tensor it makes, "NAME_nchwc". */
static struct fc_join_tensor *
hinted(const struct fc_join_level *l, const struct fc_node *n)
{
	static const char suffix[] = "_nchwc";
	size_t size = strlen(n->name), end = sizeof(suffix) - 1;

	if (size <= end || strcmp(n->name + size - end, suffix) != 0)
		return NULL;
	for (uint32_t i = 0; i < l->plain->nodes.n; i++) {
		const struct fc_node *p = l->plain->nodes.at[i];
		const char *name = p->n_out && p->out[0] ? p->out[0]->name : "";

		if (!strncmp(name, n->name, size - end) && !name[size - end])
			return fc_table_find(l->tensor, name);
	}
	return NULL;
}

/* What it makes is called otherwise, but the node is called as before, or as its tensor was. */
static void
alias_forward(struct fc_join_level *l, struct fc_node *n)
{
	const struct fc_node *same = named(l, l->named, n);
	struct fc_join_tensor *t;

	if (!n->n_out || !n->out[0] || !*n->out[0]->name || fc_join_tensor_of(l, n->out[0]))
		return;
	t = hinted(l, n);
	if (t) {
		fc_table_set(l->hinted, n, n);
	} else if (is_mover(l, n)) {
		t = fc_join_tensor_of(l, n->in[0]);
		if (t)
			add_mover(l, n);
	} else if (same && same->op_name == n->op_name && !named(l, l->more, n) && same->n_out) {
		t = fc_join_tensor_of(l, same->out[0]);
	}
	if (t)
		set_alias(l, n->out[0], t);
}

/* --- fusions into a node that is called after its first part ----------------------------------------- */

/* Nodes on the way back from t to tensors that are kept, MET at most. */
static unsigned
within(const struct fc_join_level *l, const struct fc_join_tensor *t, const struct fc_node *open[MET])
{
	unsigned n = 0;

	if (t->by)
		open[n++] = t->by;
	for (unsigned i = 0; i < n; i++) {
		for (unsigned k = 0; k < open[i]->n_in && n < MET; k++) {
			const struct fc_join_tensor *at = fc_join_tensor_of(l, open[i]->in[k]);

			if (at && at->by && !at->kept)
				open[n++] = at->by;
		}
	}
	return n;
}

static bool
is_taken(const struct fc_join_level *l, const struct fc_join_tensor *in, const struct fc_node *const *open,
         unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		for (unsigned k = 0; k < open[i]->n_in; k++) {
			if (fc_join_tensor_of(l, open[i]->in[k]) == in)
				return true;
		}
	}
	return false;
}

/* Operand 3 of a convolution of the runtime's is added to what it makes. */
static bool
is_added(const struct fc_node *n, const struct fc_node *const *open, unsigned n_open)
{
	if (n->n_in <= 3 || !n->in[3] || !*n->in[3]->name || strcmp(n->op_name, "Conv") != 0)
		return true;
	for (unsigned i = 0; i < n_open; i++) {
		if (!strcmp(open[i]->op_name, "Add") || !strcmp(open[i]->op_name, "Sum"))
			return true;
	}
	return false;
}

/* Does the way back from t take all that n takes? */
static bool
takes_all(const struct fc_join_level *l, const struct fc_join_tensor *t, const struct fc_node *n)
{
	const struct fc_node *open[MET];
	unsigned n_open = within(l, t, open);

	for (unsigned k = 0; k < n->n_in; k++) {
		const struct fc_join_tensor *in = fc_join_tensor_of(l, n->in[k]);

		if (in && in->by && !n->in[k]->stored && !is_taken(l, in, open, n_open))
			return false;
	}
	return is_added(n, open, n_open);
}

/* What the only user of t makes of it; NULL: several use it, or what they make is there by itself. */
static struct fc_join_tensor *
ahead(const struct fc_join_level *l, const struct fc_join_tensor *t)
{
	struct fc_join_tensor *next = NULL;

	if (t->n_user == 1 && t->user && t->user->n_out && !t->user->n_body)
		next = fc_join_tensor_of(l, t->user->out[0]);
	return next && !next->kept ? next : NULL;
}

/* On to where every operand has come in, then through the activation that it has as an attribute. */
static struct fc_join_tensor *
reach(const struct fc_join_level *l, struct fc_join_tensor *from, const struct fc_node *n)
{
	const struct fc_attr *act = fc_node_attr(n, "activation");
	struct fc_join_tensor *t = from, *next;

	for (int i = 0; t && i < STEPS && !takes_all(l, t, n); i++)
		t = ahead(l, t);
	if (!t || !takes_all(l, t, n))
		return from;
	next = act && act->kind == FC_ATTR_TEXT ? ahead(l, t) : NULL;
	if (next && strcmp(t->by->op_name, act->text[0]) != 0 && !strcmp(t->user->op_name, act->text[0]))
		t = next;
	return t;
}

static void
extend(struct fc_join_level *l, const struct fc_node *n)
{
	struct fc_join_tensor *from = fc_join_tensor_of(l, n->out[0]);

	from->kept = false; /* it may be within */
	set_alias(l, n->out[0], reach(l, from, n));
}

void
fc_join_alias(struct fc_join_level *l)
{
	const struct fc_node_list *nodes = &l->optimized->nodes;
	struct fc_table **made[] = { &l->tensor, &l->alias, &l->named, &l->more, &l->constant, &l->hinted };

	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++)
		*made[i] = fc_table_new(l->arena);
	add_all(l);
	keep_all(l);
	for (uint32_t i = nodes->n; i > 0; i--)
		alias_back(l, nodes->at[i - 1]);
	for (uint32_t i = 0; i < nodes->n; i++)
		alias_forward(l, nodes->at[i]);
	for (uint32_t i = 0; i < nodes->n; i++) {
		if (fc_table_find(l->hinted, nodes->at[i]))
			extend(l, nodes->at[i]);
	}
}
