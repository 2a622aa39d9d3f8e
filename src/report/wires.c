/* wires.c -- edges of the graph, between rows or between sums of them */
#include "report/wires.h"

#include <stdlib.h>

#include "base/arena.h"

struct loom {
	struct fc_arena *arena;
	const struct fc_result *r;
	const struct fc_view *view;
	struct fc_wire_end *maker; /* of each tensor */
	bool *made;                /* has it one */
	uint32_t owner[256];       /* by depth: the last row there */
	struct fc_wires out;
};

/* Which box row i is in. */
static uint32_t
box_of(const struct loom *l, uint32_t i)
{
	return l->view->in ? l->view->in[i] : i;
}

static void
find_makers(struct loom *l)
{
	for (uint32_t i = 0; i < l->r->n_input; i++) {
		l->made[l->r->input[i]] = true;
		l->maker[l->r->input[i]] = (struct fc_wire_end){ FC_WIRE_INPUT, i };
	}
	for (uint32_t i = 0; i < l->r->n_row; i++) {
		const struct fc_row *row = &l->r->row[i];

		for (unsigned k = 0; row->nodes && k < row->n_out; k++) {
			l->made[fc_row_out(row)[k]] = true;
			l->maker[fc_row_out(row)[k]] = (struct fc_wire_end){ FC_WIRE_ROW, box_of(l, i) };
		}
	}
}

static void
add(struct loom *l, struct fc_wire_end from, struct fc_wire_end to, uint32_t tensor)
{
	if (from.kind != to.kind || from.at != to.at)
		l->out.at[l->out.n++] = (struct fc_wire){ from, to, tensor, 0 };
}

static void
add_row(struct loom *l, uint32_t i)
{
	const struct fc_row *row = &l->r->row[i];
	struct fc_wire_end to = { FC_WIRE_ROW, box_of(l, i) };
	bool fed = false;

	l->owner[row->depth] = to.at;
	for (unsigned k = 0; k < row->n_in; k++) {
		if (!l->made[row->in[k]])
			continue;
		fed = true;
		add(l, l->maker[row->in[k]], to, row->in[k]);
	}
	if (!fed && row->depth) /* what it reads is handed in by the node around */
		add(l, (struct fc_wire_end){ FC_WIRE_ROW, l->owner[row->depth - 1] }, to, FC_WIRE_RUNS);
}

static int
compare(uint32_t a, uint32_t b)
{
	return a < b ? -1 : a > b;
}

static int
by_ends(const void *x, const void *y)
{
	const struct fc_wire *a = x, *b = y;
	int c = compare(a->to.kind, b->to.kind);

	c = c ? c : compare(a->to.at, b->to.at);
	c = c ? c : compare(a->from.kind, b->from.kind);
	c = c ? c : compare(a->from.at, b->from.at);
	return c ? c : compare(a->tensor, b->tensor);
}

/* One wire for each two ends. */
static void
merge(struct fc_wires *w)
{
	uint32_t n = 0;

	qsort(w->at, w->n, sizeof(*w->at), by_ends);
	for (uint32_t i = 0, last = 0; i < w->n; i++) {
		struct fc_wire *to = n ? &w->at[n - 1] : NULL;

		if (to && to->from.kind == w->at[i].from.kind && to->from.at == w->at[i].from.at &&
		    to->to.kind == w->at[i].to.kind && to->to.at == w->at[i].to.at) {
			to->more += w->at[i].tensor != last && w->at[i].tensor != FC_WIRE_RUNS;
			last = w->at[i].tensor;
			continue;
		}
		last = w->at[i].tensor;
		w->at[n++] = w->at[i];
	}
	w->n = n;
}

struct fc_wires
fc_wires_of(struct fc_arena *a, const struct fc_result *r, const struct fc_view *view)
{
	struct loom l = { .arena = a, .r = r, .view = view };
	size_t most = (size_t)r->n_output + 1;

	l.maker = FC_NEW_N(a, struct fc_wire_end, (size_t)r->n_tensor + 1);
	l.made = FC_NEW_N(a, bool, (size_t)r->n_tensor + 1);
	for (uint32_t i = 0; i < r->n_row; i++)
		most += (size_t)r->row[i].n_in + 1;
	l.out.at = FC_NEW_N(a, struct fc_wire, most);
	find_makers(&l);
	for (uint32_t i = 0; i < r->n_row; i++) {
		if (r->row[i].nodes)
			add_row(&l, i);
	}
	for (uint32_t i = 0; i < r->n_output; i++) {
		if (l.made[r->output[i]])
			add(&l, l.maker[r->output[i]], (struct fc_wire_end){ FC_WIRE_OUTPUT, i },
			    r->output[i]);
	}
	merge(&l.out);
	return l.out;
}
