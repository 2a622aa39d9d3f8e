/* loop.h -- shared by operators whose body runs again and again: what it carries, how often it turns */
#ifndef FC_OPS_LOOP_H
#define FC_OPS_LOOP_H

#include "ops/op.h"

/*
 * Values carried from turn to turn: body input first_in + k gets what body
 * result first_out + k was a turn before. turn is the number of the turn, a
 * symbol that is older than whatever the body makes; NaN: there is none.
 */
struct fc_loop {
	struct fc_op_ctx *cx;
	struct fc_graph *body;
	unsigned first_in, first_out, n;
	struct fc_dim turn;
};

/*
 * Make the types and followed values of the carried inputs hold for every turn:
 * what stays stays, what grows by a constant becomes first + constant * turn,
 * the rest is open. The body is inferred again until it agrees.
 */
void fc_loop_settle(const struct fc_loop *l);

/* x, a size or value that holds for every turn, as it is at the turn of that number. */
struct fc_dim fc_loop_at(const struct fc_loop *l, struct fc_dim x, struct fc_dim turn);

/* Any formula of the body at turn number n; NaN when it holds what a turn has of its own. */
struct fc_dim fc_loop_value(const struct fc_loop *l, struct fc_dim x, int64_t n);

/* Nothing that the body made or that changes from turn to turn is in it. */
bool fc_loop_is_fixed(const struct fc_loop *l, struct fc_dim x);
bool fc_loop_is_fixed_type(const struct fc_loop *l, const struct fc_type *t);

/* A symbol that a turn has of its own: nothing says how it hangs on the turn's number. */
bool fc_loop_is_open(const struct fc_loop *l, struct fc_dim x);

/* How often a Loop's body runs, whose operands are a greatest number and a condition. */
struct fc_dim fc_loop_trips(const struct fc_loop *l);

#endif
