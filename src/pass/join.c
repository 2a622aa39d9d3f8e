/* join.c -- groups of plain nodes that optimized nodes stand for */
#include "pass/join_priv.h"

#include <stdlib.h>

#include "base/intern.h"
#include "base/table.h"

struct node_stack FC_VEC(struct fc_node *);

struct cluster {
	struct fc_join_group *group;
	struct node_stack found;
	uint32_t parent; /* of the union-find, itself at a root */
};

struct joiner {
	struct fc_join_level l;
	struct cluster *cluster; /* one an optimized node */
	struct fc_table *maker;  /* name of a tensor that no plain node has: number of its cluster and one */
};

/* --- clusters: nodes between which stand tensors that the plain graph has not ---------------- */

static uint32_t
root(struct joiner *w, uint32_t i)
{
	while (w->cluster[i].parent != i) {
		w->cluster[i].parent = w->cluster[w->cluster[i].parent].parent;
		i = w->cluster[i].parent;
	}
	return i;
}

/* The earlier one is the root. */
static void
unite(struct joiner *w, uint32_t a, uint32_t b)
{
	a = root(w, a);
	b = root(w, b);
	if (a < b)
		w->cluster[b].parent = a;
	else
		w->cluster[a].parent = b;
}

static void
cluster_node(struct joiner *w, uint32_t i)
{
	const struct fc_node *n = w->l.optimized->nodes.at[i];

	w->cluster[i].parent = i;
	if (fc_table_find(w->l.group, n))
		return;
	for (unsigned k = 0; k < n->n_in; k++) {
		const struct fc_value *v = n->in[k];
		uintptr_t at = v && *v->name ? (uintptr_t)fc_table_find(w->maker, v->name) : 0;

		if (at)
			unite(w, i, (uint32_t)(at - 1));
	}
	for (unsigned k = 0; k < n->n_out; k++) {
		const struct fc_value *v = n->out[k];

		if (v && *v->name && !fc_join_tensor_of(&w->l, v))
			fc_table_set(w->maker, v->name, (void *)(uintptr_t)(i + 1));
	}
}

/* --- slices ------------------------------------------------------------------------------------ */

static bool
claim(struct joiner *w, struct node_stack *found, struct fc_node *n)
{
	if (n->flags & FC_NODE_SOURCE || fc_table_find(w->l.claimed, n))
		return false;
	fc_table_set(w->l.claimed, n, n);
	FC_VEC_PUSH(w->l.arena, found, n);
	return true;
}

/* Backwards from what made t to tensors that are kept. */
static void
slice(struct joiner *w, struct node_stack *found, const struct fc_join_tensor *t)
{
	uint32_t at = found->n;

	if (!t || !t->by || !claim(w, found, t->by))
		return;
	for (; at < found->n; at++) {
		const struct fc_node *n = found->at[at];

		for (unsigned k = 0; k < n->n_in; k++) {
			t = fc_join_tensor_of(&w->l, n->in[k]);
			if (t && t->by && !t->kept && !fc_table_find(w->l.constant, t->by))
				claim(w, found, t->by);
		}
	}
}

static int
by_row(const void *a, const void *b)
{
	uint32_t x = (*(struct fc_node *const *)a)->index, y = (*(struct fc_node *const *)b)->index;

	return (x > y) - (x < y);
}

static void
find_groups(struct joiner *w)
{
	const struct fc_node_list *nodes = &w->l.optimized->nodes;

	for (uint32_t i = 0; i < nodes->n; i++) {
		struct cluster *c = &w->cluster[root(w, i)];
		const struct fc_node *n = nodes->at[i];

		if (fc_table_find(w->l.group, n) || n->flags & FC_NODE_SOURCE)
			continue;
		if (!c->group)
			c->group = FC_NEW(w->l.arena, struct fc_join_group);
		fc_table_set(w->l.group, n, c->group);
		for (unsigned k = 0; k < n->n_out; k++)
			slice(w, &c->found, fc_join_tensor_of(&w->l, n->out[k]));
	}
	for (uint32_t i = 0; i < nodes->n; i++) {
		struct cluster *c = &w->cluster[i];

		if (!c->group || !c->found.n)
			continue;
		qsort(c->found.at, c->found.n, sizeof(*c->found.at), by_row);
		c->group->node = c->found.at;
		c->group->n = c->found.n;
	}
}

/* --- graphs -------------------------------------------------------------------------------------- */

static void join_level(struct fc_join *j, const void *owner, const struct fc_graph *plain,
                       const struct fc_graph *optimized);

/* A body is an attribute, and files have those in any order. */
static void
join_body(struct fc_join *j, const struct fc_node *plain, const struct fc_node *n, const struct fc_attr *attr)
{
	const struct fc_attr *same = fc_node_attr(plain, attr->name);

	if (same && same->kind == FC_ATTR_GRAPH && same->n < plain->n_body && attr->n < n->n_body)
		join_level(j, n, plain->body[same->n], n->body[attr->n]);
}

static void
join_bodies(struct fc_join *j, const struct fc_node *n)
{
	const struct fc_join_group *g = fc_join_group(j, n);

	for (uint32_t i = 0; g && i < g->n; i++) {
		const struct fc_node *p = g->node[i];

		if (p->n_body != n->n_body || p->op_name != n->op_name)
			continue;
		for (unsigned k = 0; k < n->n_attr; k++) {
			if (n->attr[k].kind == FC_ATTR_GRAPH)
				join_body(j, p, n, &n->attr[k]);
		}
		return;
	}
}

static void
note_kept(struct fc_join *j, const struct fc_join_level *l)
{
	for (uint32_t i = 0; i < l->plain->nodes.n; i++) {
		const struct fc_node *n = l->plain->nodes.at[i];

		for (unsigned k = 0; k < n->n_out; k++) {
			struct fc_join_tensor *t = fc_join_tensor_of(l, n->out[k]);

			if (t && t->kept)
				fc_table_set(j->kept, t->name, t);
		}
	}
}

/* Bodies nest as deep as front-ends let them, FC_LIMIT_NESTING. */
static void
join_level(struct fc_join *j, const void *owner, const struct fc_graph *plain,
           const struct fc_graph *optimized)
{
	struct joiner w = { .l = { .arena = j->arena, .names = j->names, .plain = plain,
		                   .optimized = optimized, .group = j->group, .claimed = j->claimed } };

	w.cluster = FC_NEW_N(j->arena, struct cluster, (size_t)optimized->nodes.n + 1);
	w.maker = fc_table_new(j->arena);
	fc_join_alias(&w.l);
	for (uint32_t i = 0; i < optimized->nodes.n; i++)
		cluster_node(&w, i);
	find_groups(&w);
	note_kept(j, &w.l);
	fc_join_add_place(j, owner, &w.l);
	for (uint32_t i = 0; i < optimized->nodes.n; i++) {
		if (optimized->nodes.at[i]->n_body)
			join_bodies(j, optimized->nodes.at[i]);
	}
}

struct fc_join *
fc_join_graphs(struct fc_arena *a, const struct fc_graph *plain, const struct fc_graph *optimized)
{
	struct fc_join *j = FC_NEW(a, struct fc_join);

	j->arena = a;
	j->names = fc_intern_new(a);
	j->group = fc_table_new(a);
	j->claimed = fc_table_new(a);
	j->kept = fc_table_new(a);
	j->place = fc_table_new(a);
	join_level(j, j, plain, optimized);
	return j;
}

const struct fc_join_group *
fc_join_group(const struct fc_join *j, const struct fc_node *optimized)
{
	return fc_table_find(j->group, optimized);
}

bool
fc_join_is_kept(const struct fc_join *j, const char *name)
{
	return fc_table_find(j->kept, name) != NULL;
}
