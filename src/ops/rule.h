/*
 * rule.h -- what a row's results are, as text that is evaluated
 *
 *   Y = [X[0:-1], N]; state:float32 = past if past; state = [X[0], heads, 4]
 *
 * One or more "RESULT[:TYPE] = SHAPE [if CONDITION]", separated by ';'; of
 * several about one result the first that holds counts, and without one
 * nothing but the element type is known.
 *
 * SHAPE: X, that of an operand; [...], sizes as formulas give
 * them (ops/formula.h), ? where the data tell, X[i:j] for dims of an operand as
 * they stand; ?, of unknown rank. A size that cannot be worked out becomes a named unknown.
 * TYPE: an element type or an operand that has it; without it that of the
 * operand whose shape it is, else of operand 0.
 */
#ifndef FC_OPS_RULE_H
#define FC_OPS_RULE_H

#include "ops/op.h"

/* By cx->op->results. */
bool fc_rule_infer(struct fc_op_ctx *cx);

/* Is the text of a row well formed, its names those of the row? For tests. NULL: yes. */
const char *fc_rule_check(struct fc_arena *a, const struct fc_op *op);

#endif
