/* loop_trips.c -- how often a Loop turns: its greatest number, and the condition its body hands on */
#include "ops/control.h"
#include "ops/loop.h"

#include <string.h>

/* Programs that know no greatest number write the largest one of their type. */
static const int64_t FOR_EVER = INT32_MAX;

/* When a condition that the body hands on turns false. */
struct ending {
	bool never;           /* it does not */
	bool same_before;     /* it is what was asked before the first turn, too */
	struct fc_dim trips;  /* turns until it does, 0 or less: at once; NaN: not known */
};

/* The value behind copies and casts; other conditions are behind an And. */
static const struct fc_node *
maker(const struct fc_value *v)
{
	for (int step = 0; v && v->producer && step < 16; step++) {
		const struct fc_node *n = v->producer;

		if (!n->op || !(n->op->flags & FC_OP_CARRY) || !n->n_in)
			return n->op ? n : NULL;
		v = n->in[0];
	}
	return NULL;
}

static struct fc_dim
number(struct fc_dims *t, const struct fc_node *n, unsigned i)
{
	return n->n_in == 2 && n->in[i] && n->in[i]->known && n->in[i]->known->n == 1
	           ? fc_scalar_as_dim(t, n->in[i]->known->at[0]) : FC_DIM_NAN;
}

/* A comparison as "greater than 0": that difference; NaN: it is none. */
static struct fc_dim
above_zero(struct fc_dims *t, const struct fc_node *n, bool negated)
{
	static const struct {
		const char *name;
		bool swapped; /* the first operand is the smaller one */
		bool equal;   /* ... or equal */
	} row[] = {
		{ "Greater", false, false }, { "GreaterOrEqual", false, true },
		{ "Less", true, false }, { "LessOrEqual", true, true },
	};
	struct fc_dim a = number(t, n, 0), b = number(t, n, 1);

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		if (strcmp(n->op->name, row[i].name) != 0)
			continue;
		a = row[i].swapped != negated ? fc_dim_sub(t, b, a) : fc_dim_sub(t, a, b);
		return fc_dim_addi(t, a, row[i].equal != negated);
	}
	return FC_DIM_NAN;
}

/* The comparison before the first turn is the body's, one turn earlier. */
static bool
asked_before(const struct fc_loop *l, struct fc_dim earlier, bool negated)
{
	const struct fc_node *n = fc_op_has(l->cx, 1) ? maker(fc_op_in(l->cx, 1)) : NULL;

	return n && fc_dim_eq(above_zero(l->cx->dims, n, negated), earlier);
}

/* What goes down by a constant each turn, and has to stay above 0. */
static struct ending
falling(const struct fc_loop *l, struct fc_dim left, bool negated)
{
	struct fc_dims *t = l->cx->dims;
	struct ending e = { .trips = FC_DIM_NAN };
	struct fc_dim first = fc_loop_at(l, left, fc_dim_int(t, 0)), step, earlier;
	int64_t by, lo, hi;

	step = fc_dim_sub(t, fc_loop_at(l, left, fc_dim_int(t, 1)), first);
	if (!fc_dim_eq(left, fc_dim_add(t, first, fc_dim_mul(t, step, l->turn))) ||
	    !fc_loop_is_fixed(l, first) || !fc_dim_const(step, &by))
		return e;
	fc_dim_range(first, &lo, &hi);
	if (by >= 0) {
		e.never = lo > 0;
		return e;
	}
	earlier = fc_dim_addi(t, first, -by);
	e.same_before = asked_before(l, earlier, negated);
	e.trips = fc_dim_ceildiv(t, earlier, fc_dim_int(t, -by));
	return e;
}

static struct ending
sooner(struct fc_dims *t, struct ending a, struct ending b)
{
	if (a.never || b.never)
		return a.never ? b : a;
	return (struct ending){ .same_before = a.same_before && b.same_before,
	                        .trips = fc_dim_min(t, a.trips, b.trips) };
}

static struct ending
ending_of(const struct fc_loop *l, const struct fc_value *v, bool negated, int depth)
{
	const struct fc_value *in = l->body->inputs.n > 1 ? l->body->inputs.at[1] : NULL;
	struct ending e = { .trips = FC_DIM_NAN };
	const struct fc_node *n;
	int64_t is;

	if (!v || depth > 8)
		return e;
	if (fc_value_int(v, &is)) {
		e.never = !is == negated;
		e.trips = e.never ? FC_DIM_NAN : fc_dim_int(l->cx->dims, 1);
		return e;
	}
	if (!negated && in && (v == in || v->base == in)) {
		e.never = true;
		return e;
	}
	n = maker(v);
	if (n && n->n_in == 1 && strcmp(n->op->name, "Not") == 0)
		return ending_of(l, n->in[0], !negated, depth + 1);
	if (n && n->n_in == 2 && strcmp(n->op->name, "And") == 0 && !negated)
		return sooner(l->cx->dims, ending_of(l, n->in[0], false, depth + 1),
		              ending_of(l, n->in[1], false, depth + 1));
	return n ? falling(l, above_zero(l->cx->dims, n, negated), negated) : e;
}

/* Operand 0 as a bound; NaN: there is none. */
static struct fc_dim
greatest(const struct fc_loop *l)
{
	struct fc_dim m = fc_op_has(l->cx, 0) ? fc_op_value_dim(l->cx, 0) : FC_DIM_NAN;
	int64_t n;

	if (fc_dim_const(m, &n) && n >= FOR_EVER)
		return FC_DIM_NAN;
	return fc_dim_const(m, &n) && n < 0 ? fc_dim_int(l->cx->dims, 0) : m;
}

struct fc_dim
fc_loop_trips(const struct fc_loop *l)
{
	struct fc_dims *t = l->cx->dims;
	struct fc_dim m = greatest(l), trips = FC_DIM_NAN;
	bool asks = fc_op_has(l->cx, 1), begins;
	int64_t cond = 1, n;
	struct ending e;

	begins = !asks || fc_op_value_int(l->cx, 1, &cond);
	if (begins && !cond)
		return fc_dim_int(t, 0);
	e = ending_of(l, fc_control_result(l->body, 0), false, 0);
	if (e.never && begins && !fc_dim_is_nan(m))
		return m;
	if (!e.never)
		trips = fc_dim_max(t, e.trips, fc_dim_int(t, begins ? 1 : 0));
	if (!fc_dim_is_nan(trips) && (begins || e.same_before)) {
		bool endless = !fc_op_has(l->cx, 0) ||
		               (fc_op_value_int(l->cx, 0, &n) && n >= FOR_EVER);

		if (endless || !fc_dim_is_nan(m))
			return endless ? trips : fc_dim_min(t, m, trips);
	}
	if (!fc_dim_is_nan(trips))
		m = fc_dim_is_nan(m) ? trips : fc_dim_min(t, m, trips);
	return fc_op_unknown(l->cx, "trips", m);
}
