/* live.c -- which tensors are alive when: peak activation memory */
#include "pass/cost.h"

#include "ops/row.h"
#include "pass/turns.h"

/*
 * Positions grow from level to level, so that a value's last use tells whether
 * it belongs to the level that is swept: FRESH, or beyond the level's base.
 */
static const uint32_t FRESH = UINT32_MAX - 1, END = UINT32_MAX;

enum { SIZES = 256 };

/* Bytes; with every symbol at 1 they are this number, where one is told. */
struct bytes {
	struct fc_dim dim;
	int64_t at_one;
	bool is_told;
};

struct size {
	struct fc_shape shape;
	unsigned char dtype;
	struct bytes bytes;
};

struct sweep {
	struct fc_builder *b;
	const struct fc_turns *loops; /* around what is swept */
	struct fc_arena *scratch;   /* the levels' orders */
	uint32_t base;              /* positions up to here belong to levels around */
	struct fc_dim peak;
	int64_t most;
	const struct fc_node *at;
	struct size *size;          /* SIZES, by shape */
};

static struct fc_value *
root(struct fc_value *v)
{
	for (int hops = 0; v->base && hops < 1000; hops++)
		v = v->base;
	return v;
}

/* Parameters, constants and body inputs are not activations. */
static bool
is_activation(const struct fc_value *v)
{
	return !v->stored && (v->producer || v->flags & FC_VALUE_INPUT);
}

static struct bytes
work_out(const struct sweep *s, const struct fc_value *v)
{
	struct bytes x = { .dim = fc_turns_most(s->b->dims, fc_cost_bytes(s->b, &v->type), s->loops) };

	if (fc_dim_is_nan(x.dim))
		x.dim = fc_dim_int(s->b->dims, 0); /* unknown: the peak is a lower bound */
	x.is_told = fc_dim_eval(s->b->dims, x.dim, NULL, 0, true, &x.at_one);
	return x;
}

/* Values of a million nodes are of a few hundred shapes, each asked for when it comes and when it goes. */
static struct bytes
bytes_of(struct sweep *s, const struct fc_value *v)
{
	struct fc_shape shape = v->type.shape;
	struct size *size = &s->size[((uintptr_t)shape.dim >> 3 ^ (unsigned)v->type.dtype) % SIZES];

	if (v->type.kind != FC_KIND_TENSOR || shape.rank < 1 || s->loops)
		return work_out(s, v);
	if (size->shape.dim != shape.dim || size->shape.rank != shape.rank || size->dtype != v->type.dtype)
		*size = (struct size){ shape, v->type.dtype, work_out(s, v) };
	return size->bytes;
}

static void
come(struct sweep *s, const struct fc_value *v, struct bytes *now)
{
	struct bytes x = bytes_of(s, v);

	now->dim = fc_dim_add(s->b->dims, now->dim, x.dim);
	now->is_told &= x.is_told && !__builtin_add_overflow(now->at_one, x.at_one, &now->at_one);
}

static void
go(struct sweep *s, const struct fc_value *v, struct bytes *now)
{
	struct bytes x = bytes_of(s, v);

	now->dim = fc_dim_sub(s->b->dims, now->dim, x.dim);
	now->is_told &= x.is_told && !__builtin_sub_overflow(now->at_one, x.at_one, &now->at_one);
}

static bool
is_inlined(const struct fc_node *n)
{
	return n->op && n->op->flags & FC_OP_INLINE;
}

static void
flatten(struct fc_arena *a, const struct fc_graph *g, struct fc_node_list *out)
{
	for (uint32_t i = 0; i < g->nodes.n; i++) {
		struct fc_node *n = g->nodes.at[i];

		FC_VEC_PUSH(a, out, n);
		for (unsigned k = 0; is_inlined(n) && k < n->n_body; k++)
			flatten(a, n->body[k], out);
	}
}

static void
use(const struct sweep *s, struct fc_value *v, uint32_t at)
{
	if (!v)
		return;
	v = root(v);
	if (v->last_use == FRESH || (v->last_use > s->base && v->last_use != END))
		v->last_use = at;
}

/* Everything n reads, what its bodies capture included. */
static void
used_by(const struct sweep *s, struct fc_node *n, uint32_t at)
{
	for (unsigned i = 0; i < n->n_in; i++)
		use(s, n->in[i], at);
	for (unsigned k = 0; !is_inlined(n) && k < n->n_body; k++) {
		struct fc_graph *g = n->body[k];

		for (uint32_t i = 0; g && i < g->nodes.n; i++)
			used_by(s, g->nodes.at[i], at);
		for (uint32_t i = 0; g && i < g->outputs.n; i++)
			use(s, g->outputs.at[i], at);
	}
}

static void
release(struct sweep *s, struct fc_value *v, uint32_t at, struct bytes *now)
{
	v = root(v);
	if (!is_activation(v) || v->last_use != at)
		return;
	v->last_use = END;
	go(s, v, now);
}

static void
release_uses(struct sweep *s, struct fc_node *n, uint32_t at, struct bytes *now)
{
	for (unsigned i = 0; i < n->n_in; i++) {
		if (n->in[i])
			release(s, n->in[i], at, now);
	}
	for (unsigned k = 0; !is_inlined(n) && k < n->n_body; k++) {
		for (uint32_t i = 0; n->body[k] && i < n->body[k]->nodes.n; i++)
			release_uses(s, n->body[k]->nodes.at[i], at, now);
	}
}

static void sweep_level(struct sweep *s, const struct fc_graph *g, struct bytes now);

/* A body adds its own peak on top of what is alive around it. */
static void
sweep_bodies(struct sweep *s, struct fc_node *n, struct bytes now)
{
	const struct fc_turns *outer = s->loops;

	for (unsigned k = 0; !is_inlined(n) && k < n->n_body; k++) {
		struct fc_turns loop = { FC_DIM_NAN, FC_DIM_NAN, outer };

		if (!n->body[k] || (n->chosen && n->chosen != k + 1))
			continue;
		loop.turn = n->body[k]->turn;
		loop.trips = n->body[k]->trips;
		s->loops = &loop;
		sweep_level(s, n->body[k], now);
	}
	s->loops = outer;
}

static void
look(struct sweep *s, struct fc_node *n, struct bytes now)
{
	n->alive = now.dim;
	if (n->status == FC_NODE_ALTERNATIVE)
		return;
	if (!now.is_told && !fc_dim_eval(s->b->dims, now.dim, NULL, 0, true, &now.at_one))
		return;
	if (now.at_one <= s->most)
		return;
	s->most = now.at_one;
	s->peak = now.dim;
	s->at = n;
}

static void
step(struct sweep *s, struct fc_node *n, uint32_t at, struct bytes *now)
{
	for (unsigned i = 0; i < n->n_out; i++) {
		struct fc_value *v = n->out[i];

		if (!v || v->base || !is_activation(v))
			continue;
		come(s, v, now);
		if (v->last_use == FRESH)
			v->last_use = at;
	}
	look(s, n, *now);
	sweep_bodies(s, n, *now);
	release_uses(s, n, at, now);
	for (unsigned i = 0; i < n->n_out; i++) {
		if (n->out[i] && !n->out[i]->base)
			release(s, n->out[i], at, now);
	}
}

/* The last use of everything that this level makes. */
static void
mark_level(const struct sweep *s, const struct fc_graph *g, const struct fc_node_list *order)
{
	for (uint32_t i = 0; !g->owner && i < g->inputs.n; i++)
		g->inputs.at[i]->last_use = FRESH;
	for (uint32_t i = 0; i < order->n; i++) {
		for (unsigned k = 0; k < order->at[i]->n_out; k++) {
			if (order->at[i]->out[k])
				order->at[i]->out[k]->last_use = FRESH;
		}
	}
	for (uint32_t i = 0; i < order->n; i++)
		used_by(s, order->at[i], s->base + i + 1);
	for (uint32_t i = 0; i < g->outputs.n; i++)
		use(s, g->outputs.at[i], END);
}

static void
sweep_level(struct sweep *s, const struct fc_graph *g, struct bytes now)
{
	struct fc_node_list order = { 0 };
	uint32_t base = s->base;

	flatten(s->scratch, g, &order);
	mark_level(s, g, &order);
	for (uint32_t i = 0; !g->owner && i < g->inputs.n; i++) {
		if (g->inputs.at[i]->last_use != FRESH)
			come(s, g->inputs.at[i], &now);
	}
	s->base = base + order.n;
	for (uint32_t i = 0; i < order.n; i++)
		step(s, order.at[i], base + i + 1, &now);
	s->base = base;
}

void
fc_live_run(struct fc_builder *b, struct fc_live *out)
{
	struct sweep s = { .b = b, .most = -1, .peak = fc_dim_int(b->dims, 0) };
	int64_t v;

	s.scratch = fc_arena_new(fc_arena_heap(b->arena));
	s.size = FC_NEW_N(s.scratch, struct size, SIZES);
	sweep_level(&s, b->graph, (struct bytes){ s.peak, 0, true });
	fc_arena_free(s.scratch);
	out->peak = s.peak;
	out->at = s.at;
	out->symbolic = !fc_dim_const(s.peak, &v);
	if (out->symbolic && s.at)
		fc_diag_add(b->diags, FC_E_PEAK, fc_node_where(s.at),
		            "the peak is where memory is largest with every symbol at 1");
}
