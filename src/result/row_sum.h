/* row_sum.h -- many rows into one */
#ifndef FC_RESULT_ROW_SUM_H
#define FC_RESULT_ROW_SUM_H

#include "dim/sum.h"
#include "result/result.h"

/* What is not known (NaN) is left out; what does not fit (NaN, overflow set) spoils the sum. */
static inline void
fc_row_sum_figure(struct fc_dims *t, struct fc_sum *s, struct fc_dim x, bool overflow)
{
	if (!fc_dim_is_nan(x) || overflow)
		fc_sum_add(t, s, x);
}

/* n times x. */
static inline void
fc_row_sum_times(struct fc_dims *t, struct fc_sum *s, struct fc_dim x, uint32_t n, bool overflow)
{
	struct fc_dim all = n == 1 ? x : fc_dim_muli(t, x, n);

	fc_row_sum_figure(t, s, all, overflow || (fc_dim_is_nan(all) && !fc_dim_is_nan(x)));
}

/* Figures, facts, number of nodes, the worse status. */
struct fc_row_sum {
	struct fc_dims *dims;
	struct fc_row row; /* its like is the one that was given */
	struct {
#define FC_FIGURE_SUM(field, key) struct fc_sum field;
		FC_FIGURES(FC_FIGURE_SUM)
#undef FC_FIGURE_SUM
		struct fc_sum bias_adds, affine, simple, special, in_count, out_count;
		struct fc_sum work, predicted, computing;
	} of;
};

/* Sum up into row, which fc_row_none() made. */
void fc_row_sum_begin(struct fc_row_sum *s, struct fc_dims *t, struct fc_row row);
void fc_row_sum_add(struct fc_row_sum *s, const struct fc_row *row);
/* The figures and facts of n rows that share like, none of them in a branch that is not counted. */
void fc_row_sum_add_like(struct fc_row_sum *s, const struct fc_like *like, uint32_t n);
struct fc_row fc_row_sum_end(struct fc_row_sum *s);

/* A sum of no rows; like is filled in. */
struct fc_row fc_row_none(struct fc_like *like, const char *name);

/* A sum of so many rows whose figures are known. */
struct fc_row fc_row_known(struct fc_arena *a, const char *name, uint32_t nodes,
                           const struct fc_totals *figures);

#endif
