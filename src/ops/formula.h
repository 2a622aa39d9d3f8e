/*
 * formula.h -- the cost of a row, as text that is evaluated
 *
 *   macs = |Y| * prod(W, 1); bias_adds = |Y| if B
 *
 * One or more "fact = expression [if condition]", separated by ';'. Facts: macs, macs_other, bias_adds,
 * affine, simple, special, read(NAME) and write(NAME): elements moved of one operand or result instead of
 * all. A fact that stands twice adds up.
 *
 *   |X|           elements of operand or result X (0 when omitted)   X[i]   dim i; negative from the end
 *   rank(X)       its rank                         prod(X, i), prod(X, i, j)   product of dims [i, j)
 *   count(X)      how many operands a variadic X stands for  sum(X)   elements of all of them
 *   val(X)        the integer that X holds                   name   an attribute, or a name set by vars
 *   val(X, i)     element i of the integers that X holds     name[i]  element i of an attribute
 *   + - * / ^ ( )  '/' rounds down; '^' takes a plain number
 *   min(a, b) max(a, b) ceildiv(a, b) ceillog2(a)
 *
 * Conditions: NAME (operand or result is there), param(NAME), not c, c and c, c or c, a == b, a != b, a < b,
 * a > b (of expressions; undecided is true), attr == "text".
 */
#ifndef FC_OPS_FORMULA_H
#define FC_OPS_FORMULA_H

#include "ops/op.h"

struct fc_formula_result {
	struct fc_dim macs, macs_other, bias_adds, affine, simple, special;
	struct fc_dim read[32];        /* elements read of operand i; meaningful where read_set has bit i */
	struct fc_dim write[32];
	uint32_t read_set, write_set;
};

/*
 * Evaluate cx->op->cost (after its vars). false: a size in it is unknown or
 * overflows; out has what could be counted, and NaN for what overflows. The
 * text of a row is tested, so a syntax error is our fault and asserts.
 */
bool fc_formula_run(struct fc_op_ctx *cx, struct fc_formula_result *out);

/*
 * The same with the numbers put in, one fact a line:
 * "macs = |Y| * prod(W, 1) = 802816 * 147 = 118013952".
 */
void fc_formula_explain(struct fc_op_ctx *cx, struct fc_str *out);

/* One expression over cx, as in a user's file of operators. false and *error set when the text is none. */
bool fc_formula_expr(struct fc_op_ctx *cx, const char *text, struct fc_dim *out, const char **error);

/* Is the text of a row's cost well formed, its names those of the row? For tests and --ops. NULL: yes. */
const char *fc_formula_check(struct fc_arena *a, const struct fc_op *op);

#endif
