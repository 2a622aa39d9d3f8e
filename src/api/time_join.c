/* time_join.c -- kernels of a profile as layers, each with what is counted of it */
#include "api/timer_handle.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "base/table.h"
#include "pass/cost.h"
#include "pass/join.h"
#include "result/policy.h"
#include "timer/profile.h"

enum { OPS = 4 }; /* of a group that are named */

struct layers FC_VEC(struct fc_timing_layer);

struct joining {
	struct flopcount_timer *t;
	const struct fc_profile *p;
	const struct fc_result *r;
	const struct fc_policy *policy;
	struct fc_builder *b;            /* of the plain model */
	struct fc_join *join;
	const struct fc_node **node;     /* of each kernel, in the optimized graph; NULL: not known */
	uint32_t *child, *next;          /* 1 + kernel: first that ran in it, next in the same */
	uint32_t top;                    /* 1 + kernel: the first that ran in no other */
	struct fc_table *row;            /* group: 1 + its layer */
	struct layers layer;
};

/* --- what is counted of a group ------------------------------------------------------------------ */

static void
sum(int64_t *to, struct fc_dim x)
{
	int64_t v;

	if (*to >= 0 && !(fc_dim_const(x, &v) && fc_num_add(*to, v, to)))
		*to = -1;
}

static void
add_row(const struct joining *w, struct fc_timing_layer *l, const struct fc_row *row)
{
	sum(&l->macs, row->like->f.macs);
	sum(&l->operations, fc_policy_flops(w->policy, w->r->dims, row));
	sum(&l->access_bytes, row->like->f.access_bytes);
}

/* Rows of its bodies stand behind its own, deeper. */
static void
add_node(const struct joining *w, struct fc_timing_layer *l, const struct fc_node *n)
{
	uint32_t i = n->index;

	if (i >= w->r->n_row)
		return;
	do {
		if (w->r->row[i].status != FC_ROW_ALTERNATIVE)
			add_row(w, l, &w->r->row[i]);
		i++;
	} while (n->n_body && i < w->r->n_row && w->r->row[i].depth > w->r->row[n->index].depth);
}

/* Bytes of v that n is counted to move, rest at most, taken off both. */
static void
take_off(const struct joining *w, const struct fc_node *n, const struct fc_value *v, int64_t *rest,
         int64_t *sum)
{
	int64_t bytes, repeat;

	if (*sum < 0 || !fc_dim_const(fc_cost_bytes(w->b, &v->type), &bytes) ||
	    !fc_dim_const(fc_node_repeat(n), &repeat) || !fc_num_mul(bytes, repeat, &bytes))
		return;
	bytes = bytes < *rest ? bytes : *rest;
	*rest -= bytes;
	*sum -= bytes;
}

static bool
is_member(const struct fc_join_group *g, const struct fc_node *n)
{
	uint32_t low = 0, high = g->n;

	while (n && low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (g->node[mid]->index < n->index)
			low = mid + 1;
		else
			high = mid;
	}
	return n && low < g->n && g->node[low] == n;
}

/* What one node of a group hands to the next does not leave the kernel. */
static void
take_inner(const struct joining *w, const struct fc_join_group *g, const struct fc_node *n, int64_t *sum)
{
	int64_t reads, writes;

	if (!n->cost || !fc_dim_const(n->cost->read_bytes, &reads) ||
	    !fc_dim_const(n->cost->write_bytes, &writes))
		return;
	for (unsigned k = 0; k < n->n_in; k++) {
		const struct fc_value *v = n->in[k];

		if (v && is_member(g, v->producer) && !fc_join_is_kept(w->join, v->name))
			take_off(w, n, v, &reads, sum);
	}
	for (unsigned k = 0; k < n->n_out; k++) {
		if (n->out[k] && !fc_join_is_kept(w->join, n->out[k]->name))
			take_off(w, n, n->out[k], &writes, sum);
	}
}

/* --- layers ------------------------------------------------------------------------------------------ */

/* The costliest node names the layer. */
static void
name_layer(const struct joining *w, struct fc_timing_layer *l, const struct fc_join_group *g)
{
	struct fc_str name = FC_STR(w->t->arena), op = FC_STR(w->t->arena);
	const struct fc_node *best = g->node[0];
	int64_t most = -1;

	for (uint32_t i = 0; i < g->n; i++) {
		struct fc_timing_layer one = { .kind = FC_TIMING_NODE };

		add_node(w, &one, g->node[i]);
		if (one.operations > most) {
			most = one.operations;
			best = g->node[i];
		}
		if (i < OPS)
			fc_str_printf(&op, "%s%s", i ? "+" : "", g->node[i]->op_name);
	}
	fc_str_puts(&op, g->n > OPS ? "+..." : "");
	if (*best->name)
		fc_str_puts(&name, best->name);
	else
		fc_str_printf(&name, "#%u", best->index);
	l->name = name.data;
	l->op = op.data;
}

static struct fc_timing_layer
make_layer(const struct joining *w, const struct fc_profile_kernel *k, const struct fc_join_group *g)
{
	struct fc_timing_layer l = { .kind = g && g->added ? FC_TIMING_ADDED : FC_TIMING_UNKNOWN,
		                     .name = k->name, .op = k->op, .kernel = k->name,
		                     .provider = k->provider };
	uint32_t *node;

	if (!g || !g->n) {
		l.macs = l.operations = l.access_bytes = -1;
		return l;
	}
	l.kind = g->n > 1 ? FC_TIMING_GROUP : FC_TIMING_NODE;
	node = FC_NEW_N(w->t->arena, uint32_t, g->n);
	for (uint32_t i = 0; i < g->n; i++) {
		add_node(w, &l, g->node[i]);
		node[i] = g->node[i]->index;
	}
	for (uint32_t i = 0; i < g->n && g->n > 1; i++)
		take_inner(w, g, g->node[i], &l.access_bytes);
	l.node = node;
	l.n_node = g->n;
	name_layer(w, &l, g);
	return l;
}

/* Kernels of one group are one layer; each that stands for nothing is one of its own. */
static void
add_kernel(struct joining *w, uint32_t i, unsigned depth)
{
	const struct fc_profile_kernel *k = &w->p->kernel.at[i];
	const struct fc_join_group *g = w->node[i] ? fc_join_group(w->join, w->node[i]) : NULL;
	uintptr_t at = g && g->n ? (uintptr_t)fc_table_find(w->row, g) : 0;
	struct fc_timing_layer *l;

	if (!at) {
		FC_VEC_PUSH(w->t->arena, &w->layer, make_layer(w, k, g));
		at = w->layer.n;
		w->layer.at[at - 1].depth = depth;
		if (g)
			fc_table_set(w->row, g, (void *)at);
	}
	l = &w->layer.at[at - 1];
	l->n_kernel++;
	l->calls += k->calls;
	l->seconds += k->seconds;
	for (uint32_t c = w->child[i]; c; c = w->next[c - 1])
		add_kernel(w, c - 1, depth + 1);
}

struct place {
	uint32_t first, kernel;
};

static int
by_first(const void *a, const void *b)
{
	uint32_t x = ((const struct place *)a)->first, y = ((const struct place *)b)->first;

	return (x > y) - (x < y);
}

/* As they ran. */
static void
make_lists(struct joining *w)
{
	uint32_t n = w->p->kernel.n;
	struct place *order = FC_NEW_N(w->t->arena, struct place, (size_t)n + 1);

	for (uint32_t i = 0; i < n; i++)
		order[i] = (struct place){ w->p->kernel.at[i].first, i };
	qsort(order, n, sizeof(*order), by_first);
	for (uint32_t i = n; i > 0; i--) {
		uint32_t at = order[i - 1].kernel, parent = w->p->kernel.at[at].parent;
		uint32_t *list = parent ? &w->child[parent - 1] : &w->top;

		w->next[at] = *list;
		*list = at + 1;
	}
}

/* What ran in one graph or body: each by its name, and where that does not tell all, by their order. */
static void
find_nodes(struct joining *w, uint32_t list, const struct fc_node *parent)
{
	struct fc_arena *a = w->t->arena;
	struct keys FC_VEC(struct fc_join_key) key = { 0 };
	bool all = true;

	for (uint32_t i = list; i; i = w->next[i - 1]) {
		const struct fc_profile_kernel *k = &w->p->kernel.at[i - 1];
		struct fc_join_key one = { parent, k->name, k->op, k->number };

		FC_VEC_PUSH(a, &key, one);
		w->node[i - 1] = fc_join_find(w->join, &one);
		all = all && w->node[i - 1];
	}
	if (!all) {
		const struct fc_node **node = FC_NEW_N(a, const struct fc_node *, key.n);
		uint32_t at = 0;

		if (fc_join_sequence(w->join, key.at, key.n, node))
			for (uint32_t i = list; i; i = w->next[i - 1])
				w->node[i - 1] = node[at++];
	}
	for (uint32_t i = list; i; i = w->next[i - 1]) {
		if (w->child[i - 1] && w->node[i - 1])
			find_nodes(w, w->child[i - 1], w->node[i - 1]);
	}
}

const struct fc_timing_profile *
fc_api_timer_join(struct flopcount_timer *t, const struct fc_profile *p,
                  const struct flopcount_model *optimized, const struct fc_result *r)
{
	struct fc_timing_profile *out = FC_NEW(t->arena, struct fc_timing_profile);
	struct joining w = { .t = t, .p = p, .r = r, .b = &t->profiled->builder };
	size_t n = (size_t)p->kernel.n + 1;

	w.policy = fc_policy_find("hardware");
	w.join = fc_join_graphs(t->arena, w.b->graph, optimized ? optimized->builder.graph : w.b->graph);
	w.node = FC_NEW_N(t->arena, const struct fc_node *, n);
	w.child = FC_NEW_N(t->arena, uint32_t, n);
	w.next = FC_NEW_N(t->arena, uint32_t, n);
	w.row = fc_table_new(t->arena);
	make_lists(&w);
	find_nodes(&w, w.top, NULL);
	for (uint32_t i = w.top; i; i = w.next[i - 1])
		add_kernel(&w, i - 1, 0);
	*out = (struct fc_timing_profile){ .layer = w.layer.at, .n = w.layer.n, .runs = p->runs,
		                           .by_name = !optimized };
	out->coverage = p->wall > 0 ? p->kernels / p->wall : 0;
	for (uint32_t i = 0; i < out->n; i++) {
		double seconds = out->layer[i].depth ? 0 : out->layer[i].seconds;

		out->kernels += seconds;
		if (out->layer[i].kind <= FC_TIMING_GROUP)
			out->attributed += seconds;
	}
	return out;
}
