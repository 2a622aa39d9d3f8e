/* cost.c -- facts per node, trip counts, which branch counts, row numbers */
#include "pass/cost.h"

#include <string.h>

#include "base/table.h"
#include "ops/formula.h"
#include "ops/op.h"
#include "pass/alike.h"
#include "pass/turns.h"

enum { FEW = 64 }; /* operands of nearly every node, and no more */

struct walk {
	struct fc_builder *b;
	const struct fc_turns *loops;
	struct fc_alike *alike;
	struct fc_arena *scratch;
	struct fc_dim repeat;
	uint32_t n_row;
	bool alternative;
	bool flat;           /* no node has bodies: the rows are the graph's nodes */
};

static void
add_to(struct fc_builder *b, struct fc_dim *sum, struct fc_dim x)
{
	*sum = fc_dim_add(b->dims, *sum, x);
}

/* Stored tensors are given to the row of their first use. */
static void
stored(struct fc_builder *b, const struct fc_node *n, struct fc_cost *c)
{
	for (unsigned i = 0; i < n->n_in; i++) {
		struct fc_stored *s = n->in[i] ? n->in[i]->stored : NULL;

		if (!s || s->counted || !(s->is_param || s->is_buffer))
			continue;
		s->counted = true;
		add_to(b, s->is_param ? &c->params : &c->buffers, s->count);
		add_to(b, s->is_param ? &c->param_bytes : &c->buffer_bytes, s->bytes);
	}
}

/* count of v's elements are moved; all of them when count is NaN and set is false. */
static void
move(struct fc_builder *b, const struct fc_value *v, bool set, struct fc_dim count, struct fc_dim to[2])
{
	struct fc_dim bytes, all = fc_cost_elements(b, &v->type, &bytes);

	if (set) {
		all = count;
		bytes = fc_shape_bytes(b->dims, count, (enum fc_dtype)v->type.dtype);
	} else if (v->stored) {
		bytes = v->stored->bytes;
	}
	add_to(b, &to[0], bytes);
	add_to(b, &to[1], all);
}

/* seen: of those with more operands than are compared one by one; else NULL. */
static bool
is_repeated(const struct fc_node *n, unsigned i, struct fc_table *seen)
{
	if (seen) {
		bool again = fc_table_find(seen, n->in[i]);

		fc_table_set(seen, n->in[i], n->in[i]);
		return again;
	}
	for (unsigned k = 0; k < i; k++) {
		if (n->in[k] == n->in[i])
			return true;
	}
	return false;
}

static void
traffic(const struct walk *w, const struct fc_node *n, const struct fc_formula_result *f, struct fc_cost *c)
{
	struct fc_table *seen = n->n_in > FEW ? fc_table_new(w->scratch) : NULL;
	struct fc_builder *b = w->b;
	struct fc_dim read[2] = { { 0 }, { 0 } }, write[2] = { { 0 }, { 0 } };

	for (unsigned i = 0; i < n->n_in; i++) {
		bool set = i < 32 && f->read_set >> i & 1;

		if (!n->in[i] || is_repeated(n, i, seen) || (n->op && fc_op_in_mark(n->op, i) == '#'))
			continue;
		move(b, n->in[i], set, set ? f->read[i] : FC_DIM_NAN, read);
	}
	for (unsigned i = 0; i < n->n_out; i++) {
		bool set = i < 32 && f->write_set >> i & 1;

		if (n->out[i])
			move(b, n->out[i], set, set ? f->write[i] : FC_DIM_NAN, write);
	}
	c->read_bytes = read[0];
	c->read_elements = read[1];
	c->write_bytes = write[0];
	c->write_elements = write[1];
}

/* For an operand omitted or steering shapes the first stands: packed Q, K and V; weights in attributes. */
static unsigned char
operand_dtype(const struct fc_node *n, unsigned i)
{
	bool there = i < n->n_in && n->in[i] && fc_op_in_mark(n->op, i) != '#';

	if (!there && (!n->n_in || !n->in[0]))
		return FC_DTYPE_UNKNOWN;
	return (unsigned char)fc_alike_dtype(n, there ? i : 0);
}

static void
pairs(const struct fc_node *n, struct fc_cost *c)
{
	const unsigned char *main = n->op->pair, *other = n->op->pair_other;

	c->pair[0][0] = operand_dtype(n, main[0]);
	c->pair[0][1] = operand_dtype(n, main[0] == main[1] && !main[0] ? 1 : main[1]);
	c->pair[1][0] = operand_dtype(n, other[0]);
	c->pair[1][1] = operand_dtype(n, other[0] == other[1] && !other[0] ? 1 : other[1]);
}

static bool
all_known(const struct fc_node *n)
{
	for (unsigned i = 0; i < (unsigned)n->n_in + n->n_out; i++) {
		const struct fc_value *v = i < n->n_in ? n->in[i] : n->out[i - n->n_in];

		if (v && (v->type.kind != FC_KIND_TENSOR || v->type.shape.rank < 0 || !v->type.dtype))
			return false;
	}
	return true;
}

static void
partial(struct fc_node *n, const char *reason)
{
	if (n->status != FC_NODE_COMPLETE)
		return;
	n->status = FC_NODE_PARTIAL;
	n->reason = reason;
}

static void
facts(const struct walk *w, const struct fc_formula_result *f, struct fc_cost *c)
{
	struct fc_dims *t = w->b->dims;

	c->macs = fc_turns_sum(t, fc_dim_add(t, f->macs, f->macs_other), w->loops);
	c->macs_other = fc_turns_sum(t, f->macs_other, w->loops);
	c->bias_adds = fc_turns_sum(t, f->bias_adds, w->loops);
	c->affine = fc_turns_sum(t, f->affine, w->loops);
	c->simple = fc_turns_sum(t, f->simple, w->loops);
	c->special = fc_turns_sum(t, f->special, w->loops);
	c->read_bytes = fc_turns_sum(t, c->read_bytes, w->loops);
	c->write_bytes = fc_turns_sum(t, c->write_bytes, w->loops);
	c->read_elements = fc_turns_sum(t, c->read_elements, w->loops);
	c->write_elements = fc_turns_sum(t, c->write_elements, w->loops);
}

/* A NaN among the facts: a size was not known, or the figure does not fit. whole: all could be counted. */
static void
settle(struct fc_builder *b, struct fc_node *n, const struct fc_cost *c, bool whole)
{
	const struct fc_dim fact[] = { c->macs, c->bias_adds, c->affine, c->simple, c->special, c->read_bytes,
	                               c->write_bytes, c->read_elements, c->write_elements };

	for (size_t i = 0; i < sizeof(fact) / sizeof(fact[0]); i++) {
		if (!fc_dim_is_nan(fact[i]))
			continue;
		if (all_known(n) && !fc_dim_is_nan(c->repeat)) {
			n->flags |= FC_NODE_OVERFLOW;
			partial(n, "a figure does not fit 63 bits");
			fc_diag_add(b->diags, FC_E_OVERFLOW, fc_node_where(n),
			            "a figure does not fit 63 bits");
		} else {
			partial(n, "a size is not known");
		}
		return;
	}
	if (!whole)
		partial(n, "a size is not known");
}

static void
uncounted(struct fc_cost *c)
{
	c->macs = c->bias_adds = c->affine = c->simple = c->special = FC_DIM_NAN;
	c->read_bytes = c->write_bytes = FC_DIM_NAN;
	c->read_elements = c->write_elements = FC_DIM_NAN;
}

/* c holds what n is the first to use. */
static const struct fc_cost *
priced(struct walk *w, struct fc_node *n, struct fc_cost *c)
{
	struct fc_builder *b = w->b;
	struct fc_op_ctx cx = { .b = b, .dims = b->dims, .arena = b->arena, .node = n, .op = n->op };
	const struct fc_cost *kept = NULL;
	struct fc_formula_result f;
	bool whole;

	if (n->kind == FC_CLASS_MATMUL && (fc_op_is_param(&cx, 0) || fc_op_is_param(&cx, 1)))
		n->kind = FC_CLASS_LINEAR;
	if (n->status == FC_NODE_COMPLETE)
		kept = fc_alike_find(w->alike, n, c);
	if (kept)
		return kept;
	whole = fc_formula_run(&cx, &f);
	pairs(n, c);
	traffic(w, n, &f, c);
	facts(w, &f, c);
	settle(b, n, c, whole);
	kept = fc_alike_keep(w->alike, c);
	if (n->status == FC_NODE_COMPLETE)
		fc_alike_learn(w->alike, kept);
	return kept;
}

static const char *
reason_of(const struct fc_op *op)
{
	if (!op)
		return "unknown operator";
	return op->why ? op->why : "its cost is not modelled";
}

static void
own(struct walk *w, struct fc_node *n)
{
	struct fc_builder *b = w->b;
	struct fc_cost c;

	memset(&c, 0, sizeof(c)); /* padding too: costs are compared as bytes */
	c.repeat = w->repeat;
	n->index = w->n_row++;
	if (!w->flat)
		FC_VEC_PUSH(b->arena, &b->rows, n);
	stored(b, n, &c);
	if (n->op && n->op->cost && !(n->op->flags & (FC_OP_OPAQUE | FC_OP_BODY | FC_OP_SOURCE)) &&
	    !(n->flags & (FC_NODE_INFER_FAILED | FC_NODE_VIEW))) {
		n->cost = priced(w, n, &c);
	} else {
		if (!n->op || !n->op->cost || n->op->flags & FC_OP_OPAQUE) {
			n->status = FC_NODE_UNCOUNTED;
			n->reason = reason_of(n->op);
			uncounted(&c);
		} else if (n->flags & FC_NODE_INFER_FAILED) {
			uncounted(&c);
		}
		n->cost = fc_alike_keep(w->alike, &c);
	}
	if (w->alternative)
		n->status = FC_NODE_ALTERNATIVE;
}

/* --- bodies -------------------------------------------------------------------- */

static void walk(struct walk *w, struct fc_graph *g);

/* What a body weighs, for choosing a branch: MACs first, other events as tie-break. */
static void
weigh(struct fc_builder *b, const struct fc_graph *g, double sum[2])
{
	for (uint32_t i = 0; g && i < g->nodes.n; i++) {
		const struct fc_node *n = g->nodes.at[i];
		struct fc_dim rest;
		int64_t v;

		if (!n->cost)
			continue;
		if (fc_dim_eval(b->dims, n->cost->macs, NULL, 0, true, &v))
			sum[0] += (double)v;
		rest = fc_dim_add(b->dims, n->cost->simple, n->cost->write_elements);
		if (fc_dim_eval(b->dims, rest, NULL, 0, true, &v))
			sum[1] += (double)v;
		for (unsigned k = 0; k < n->n_body; k++) {
			if (!n->chosen || n->chosen == k + 1)
				weigh(b, n->body[k], sum);
		}
	}
}

static void
set_aside(struct fc_graph *g)
{
	for (uint32_t i = 0; g && i < g->nodes.n; i++) {
		g->nodes.at[i]->status = FC_NODE_ALTERNATIVE;
		for (unsigned k = 0; k < g->nodes.at[i]->n_body; k++)
			set_aside(g->nodes.at[i]->body[k]);
	}
}

static void
choose(struct walk *w, struct fc_node *n)
{
	double best[2] = { -1, -1 };
	bool by_data = !n->chosen;

	for (unsigned i = 0; by_data && i < n->n_body; i++) {
		double sum[2] = { 0, 0 };

		weigh(w->b, n->body[i], sum);
		if (sum[0] > best[0] || (sum[0] == best[0] && sum[1] > best[1])) {
			best[0] = sum[0];
			best[1] = sum[1];
			n->chosen = (uint8_t)(i + 1);
		}
	}
	for (unsigned i = 0; i < n->n_body; i++) {
		if (n->chosen != i + 1)
			set_aside(n->body[i]);
	}
	if (by_data && !w->alternative)
		fc_diag_add(w->b->diags, FC_E_BRANCH, fc_node_where(n),
		            "which branch runs depends on data: the larger one is counted");
}

static void
bodies(struct walk *w, struct fc_node *n)
{
	bool never = n->op && n->op->flags & (FC_OP_BRANCH | FC_OP_INLINE);
	struct walk inner = *w;

	for (unsigned i = 0; i < n->n_body; i++) {
		struct fc_graph *body = n->body[i];
		struct fc_turns loop;
		bool again;

		if (!body)
			continue;
		loop = (struct fc_turns){ body->turn, body->trips, w->loops };
		again = !never && !body->once;
		inner.loops = again ? &loop : w->loops;
		inner.repeat = again ? fc_turns_sum(w->b->dims, body->trips, w->loops) : w->repeat;
		walk(&inner, body);
		w->n_row = inner.n_row;
	}
	if (n->op && n->op->flags & FC_OP_BRANCH)
		choose(w, n);
}

static void
walk(struct walk *w, struct fc_graph *g)
{
	for (uint32_t i = 0; i < g->nodes.n; i++) {
		own(w, g->nodes.at[i]);
		if (g->nodes.at[i]->n_body)
			bodies(w, g->nodes.at[i]);
	}
}

static bool
is_flat(const struct fc_graph *g)
{
	for (uint32_t i = 0; i < g->nodes.n; i++) {
		if (g->nodes.at[i]->n_body)
			return false;
	}
	return true;
}

void
fc_cost_run(struct fc_builder *b)
{
	struct fc_arena *scratch = fc_arena_new(fc_arena_heap(b->arena));
	struct walk w = { .b = b, .alike = fc_alike_new(b, scratch), .scratch = scratch,
	                  .repeat = fc_dim_int(b->dims, 1) };

	w.flat = is_flat(b->graph);
	if (w.flat)
		b->rows = b->graph->nodes;
	walk(&w, b->graph);
	fc_arena_free(scratch);
}

struct fc_node *
fc_cost_node_at(struct fc_builder *b, uint32_t index)
{
	return index < b->rows.n ? b->rows.at[index] : NULL;
}
