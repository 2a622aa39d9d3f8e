/* join_find.c -- the node of an optimized graph that a runtime means by a name */
#include "pass/join_priv.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/table.h"

static int
by_place(const void *a, const void *b)
{
	uint64_t x = (*(struct fc_node *const *)a)->byte, y = (*(struct fc_node *const *)b)->byte;

	return (x > y) - (x < y);
}

void
fc_join_add_place(struct fc_join *j, const void *owner, const struct fc_join_level *l)
{
	struct fc_join_place *p = FC_NEW(j->arena, struct fc_join_place);

	p->optimized = l->optimized;
	p->node = fc_table_new(j->arena);
	p->more = fc_table_new(j->arena);
	p->maker = fc_table_new(j->arena);
	for (uint32_t i = 0; i < l->optimized->nodes.n; i++) {
		struct fc_node *n = l->optimized->nodes.at[i];
		const char *name = fc_intern_text(j->names, n->name);

		if (n->n_out && n->out[0])
			fc_table_set(p->maker, n->out[0]->name, n);
		if (n->flags & FC_NODE_SOURCE || !*name)
			continue;
		if (fc_table_find(p->node, name))
			fc_table_set(p->more, name, n);
		fc_table_set(p->node, name, n);
	}
	p->numbered = FC_NEW_N(j->arena, struct fc_node *, (size_t)l->plain->nodes.n + 1);
	for (uint32_t i = 0; i < l->plain->nodes.n; i++) {
		if (!(l->plain->nodes.at[i]->flags & FC_NODE_SOURCE))
			p->numbered[p->n_numbered++] = l->plain->nodes.at[i];
	}
	qsort(p->numbered, p->n_numbered, sizeof(struct fc_node *), by_place);
	p->next = fc_table_find(j->place, owner);
	fc_table_set(j->place, owner, p);
}

/* By its number in the plain graph, whose name and operator must be these. */
static const struct fc_node *
find_number(const struct fc_join_place *p, const struct fc_join_key *key, bool unnamed)
{
	const struct fc_node *n, *o;

	if (key->number < 0 || key->number >= p->n_numbered)
		return NULL;
	n = p->numbered[key->number];
	if (!n->n_out || !n->out[0] || strcmp(n->op_name, key->op) != 0 ||
	    strcmp(n->name, unnamed ? "" : key->name) != 0)
		return NULL;
	o = fc_table_find(p->maker, n->out[0]->name);
	return o && o->op_name == n->op_name ? o : NULL;
}

static const struct fc_node *
find_in(const struct fc_join *j, const struct fc_join_place *p, const struct fc_join_key *key)
{
	const char *name = fc_intern_text(j->names, key->name);

	if (fc_table_find(p->more, name))
		return find_number(p, key, false);
	if (fc_table_find(p->node, name))
		return fc_table_find(p->node, name);
	return find_number(p, key, true);
}

static const struct fc_join_place *
places(const struct fc_join *j, const struct fc_node *parent)
{
	return fc_table_find(j->place, parent ? (const void *)parent : j);
}

const struct fc_node *
fc_join_find(const struct fc_join *j, const struct fc_join_key *key)
{
	const struct fc_join_place *p = places(j, key->parent);
	const struct fc_node *found = NULL;

	for (; p; p = p->next) {
		const struct fc_node *n = find_in(j, p, key);

		if (n && found)
			return NULL;
		found = n ? n : found;
	}
	return found;
}

static bool
is_sequence(const struct fc_join_place *p, const struct fc_join_key *key, uint32_t n,
            const struct fc_node **out)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < p->optimized->nodes.n; i++) {
		const struct fc_node *o = p->optimized->nodes.at[i];

		if (o->flags & FC_NODE_SOURCE)
			continue;
		if (at == n || strcmp(o->op_name, key[at].op) != 0 ||
		    (*o->name && strcmp(o->name, key[at].name) != 0))
			return false;
		out[at++] = o;
	}
	return at == n;
}

bool
fc_join_sequence(const struct fc_join *j, const struct fc_join_key *key, uint32_t n,
                 const struct fc_node **out)
{
	const struct fc_join_place *p = places(j, key[0].parent), *found = NULL;

	for (; p; p = p->next) {
		if (!is_sequence(p, key, n, out))
			continue;
		if (found)
			return false;
		found = p;
	}
	return found && is_sequence(found, key, n, out);
}
