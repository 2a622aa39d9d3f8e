/* sort.c -- nodes in file order, or in an order that works */
#include <string.h>

#include "base/table.h"
#include "front/onnx/onnx.h"
#include "front/onnx/values.h"

static bool
ready(const struct fc_onnx_names *s, const struct fc_onnx_node *n)
{
	for (uint32_t i = 0; i < n->in.n; i++) {
		if (*n->in.at[i] && !fc_onnx_find(s, n->in.at[i]))
			return false;
	}
	return true;
}

/* Operands that the formal inputs name and the call left out are omitted. */
static void
omit(const struct fc_onnx_names *s, struct fc_onnx_node *n)
{
	for (uint32_t i = 0; s->omitted && i < n->in.n; i++) {
		if (fc_table_find(s->omitted, n->in.at[i]) && !fc_onnx_find(s, n->in.at[i]))
			n->in.at[i] = "";
	}
}

bool
fc_onnx_nodes(struct fc_onnx *o, struct fc_range r, uint32_t number, const struct fc_onnx_names *s)
{
	struct fc_wire w = fc_wire_open(o->src, r);
	struct fc_arena *a = fc_arena_new(fc_arena_heap(o->b->arena));
	struct fc_range_list rest = { 0 };
	struct fc_wire_field f;
	struct fc_onnx_node n;
	bool ok = true;

	while (ok && fc_wire_next(&w, &f)) {
		if (f.number != number || f.type != FC_WIRE_LEN)
			continue;
		if (rest.n) {
			FC_VEC_PUSH(o->heads, &rest, f.data);
			continue;
		}
		fc_arena_reset(a);
		ok = fc_onnx_node_head(o, a, f.data, &n);
		if (!ok)
			break;
		omit(s, &n);
		if (ready(s, &n))
			ok = fc_onnx_node(o, &n, s);
		else
			FC_VEC_PUSH(o->heads, &rest, f.data);
	}
	fc_arena_free(a);
	return ok && (!w.bad || fc_onnx_damaged(o, w.at, "graph")) &&
	       (!rest.n || fc_onnx_sorted(o, &rest, s));
}

/* One node that waits for others. */
struct waiting {
	struct fc_onnx_node node;
	uint32_t missing;              /* operands that are not made yet */
	struct edge *first;            /* who waits for its results */
	bool done;
};

struct edge {
	uint32_t to;
	struct edge *next;
};

/* The names a body of the node captures are seen only when it is read: its whole range is not searched. */
static bool
heads(struct fc_onnx *o, const struct fc_range_list *rest, const struct fc_onnx_names *s, struct waiting *w)
{
	struct fc_table *maker = fc_table_new(o->heads);

	for (uint32_t i = 0; i < rest->n; i++) {
		if (!fc_onnx_node_head(o, o->heads, rest->at[i], &w[i].node))
			return false;
		omit(s, &w[i].node);
		for (uint32_t k = 0; k < w[i].node.out.n; k++)
			fc_table_set(maker, w[i].node.out.at[k], &w[i]);
	}
	for (uint32_t i = 0; i < rest->n; i++) {
		for (uint32_t k = 0; k < w[i].node.in.n; k++) {
			const char *name = w[i].node.in.at[k];
			struct waiting *from =
			    *name && !fc_onnx_find(s, name) ? fc_table_find(maker, name) : NULL;
			struct edge *e;

			if (!from)
				continue; /* a name that nothing makes is said when the node's turn comes */
			e = FC_NEW(o->heads, struct edge);
			*e = (struct edge){ i, from->first };
			from->first = e;
			w[i].missing++;
		}
	}
	return true;
}

static bool
cycle(struct fc_onnx *o, const struct waiting *w, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		if (!w[i].done) {
			o->failed = true;
			return fc_fail(o->b->diags, FC_E_CYCLE,
			               (struct fc_where){ .node = w[i].node.name,
			                                  .op = w[i].node.op,
			                                  .byte = w[i].node.range.at },
			               "node waits for its own result");
		}
	}
	return true;
}

bool
fc_onnx_sorted(struct fc_onnx *o, const struct fc_range_list *rest, const struct fc_onnx_names *s)
{
	struct waiting *w = FC_NEW_N(o->heads, struct waiting, rest->n);
	uint32_t *queue = FC_NEW_N(o->heads, uint32_t, rest->n), n = 0;
	bool moved = false;

	if (!heads(o, rest, s, w))
		return false;
	for (uint32_t i = 0; i < rest->n; i++) {
		if (!w[i].missing)
			queue[n++] = i;
	}
	for (uint32_t i = 0; i < n; i++) {
		struct waiting *at = &w[queue[i]];

		moved |= queue[i] != i;
		at->done = true;
		if (moved && !o->sorted) {
			o->sorted = true;
			fc_diag_add(o->b->diags, FC_E_UNSORTED,
			            (struct fc_where){ .node = at->node.name, .op = at->node.op },
			            "nodes are not in topological order; they were sorted");
		}
		if (!fc_onnx_node(o, &at->node, s))
			return false;
		for (struct edge *e = at->first; e; e = e->next) {
			if (--w[e->to].missing == 0)
				queue[n++] = e->to;
		}
	}
	return cycle(o, w, rest->n);
}
