/* sum.h -- many rows into one, without a formula for every step on the way */
#ifndef FC_RESULT_SUM_H
#define FC_RESULT_SUM_H

#include "result/result.h"

/*
 * One figure. Every formula ever made is kept by the table of dims, so a million
 * partial sums would be dear: equal terms are counted first, and multiplied in
 * at the end, or when their place is needed for another.
 */
enum { FC_SUM_PLACES = 32 };
struct fc_sum {
	struct fc_dim number, sum; /* of plain numbers, of formulas */
	struct fc_sum_term {
		uint64_t word;
		int64_t times;
	} term[FC_SUM_PLACES];
};

/* What is not known (NaN) is left out; what does not fit (NaN, overflow set) spoils the sum. */
void fc_sum_add(struct fc_dims *t, struct fc_sum *s, struct fc_dim x, bool overflow);
struct fc_dim fc_sum_end(struct fc_dims *t, struct fc_sum *s);

/* Rows: figures, facts, number of nodes, the worse status. Large: keep it where one at a time is enough. */
struct fc_row_sum {
	struct fc_dims *dims;
	struct fc_row row;
	struct {
#define FC_FIGURE_SUM(field, key) struct fc_sum field;
		FC_FIGURES(FC_FIGURE_SUM)
#undef FC_FIGURE_SUM
		struct fc_sum bias_adds, affine, simple, special, in_count, out_count;
	} of;
};

void fc_row_sum_begin(struct fc_row_sum *s, struct fc_dims *t, const char *name);
void fc_row_sum_add(struct fc_row_sum *s, const struct fc_row *row);
struct fc_row fc_row_sum_end(struct fc_row_sum *s);

/* A sum of no rows. */
struct fc_row fc_row_none(const char *name);

#endif
