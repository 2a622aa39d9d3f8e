/* text.h -- graphs written by hand, a node a line: what tests are made of */
#ifndef FC_FRONT_TEXT_TEXT_H
#define FC_FRONT_TEXT_TEXT_H

#include "ir/builder.h"

/*
 * One node a line, operators by their canonical names:
 *
 *	y = Conv(x[1,32,8,8], w![32,1,3,3]) pads=[1,1,1,1] group=32
 *	a, b = Split(y, s:int64[2]{4,28}) axis=1
 *
 * The first mention of an operand declares it: NAME:DTYPE[DIMS]{VALUES}, an
 * input, or NAME!DTYPE[DIMS]{VALUES}, a stored tensor. The dtype is float32
 * when left out, a dim is a number, a name or a formula; values are numbers.
 * "_" is an omitted operand. Attribute values: 1, 0.5, word, "text", [1,2], and
 * {a, b | c = Add(a, b); d = Neg(c) | d, c}, a body: its inputs, nodes and results.
 * Blank lines and lines that start with '#' are skipped.
 */
bool fc_text_read(struct fc_builder *b, const char *text, size_t n);

#endif
