/* turns.c -- figures of one turn, over all turns of the loops around */
#include "pass/turns.h"

#include "dim/sum.h"

struct fc_dim
fc_turns_sum(struct fc_dims *t, struct fc_dim x, const struct fc_turns *loops)
{
	for (; loops; loops = loops->outer) {
		const struct fc_symbol *turn = fc_dim_as_symbol(loops->turn);
		struct fc_dim sum = FC_DIM_NAN;

		if (turn && fc_dim_has_symbol(x, turn))
			sum = fc_dim_sum_over(t, x, turn, loops->trips);
		x = fc_dim_is_nan(sum) ? fc_dim_mul(t, x, loops->trips) : sum;
	}
	return x;
}

struct fc_dim
fc_turns_most(struct fc_dims *t, struct fc_dim x, const struct fc_turns *loops)
{
	for (; loops; loops = loops->outer) {
		const struct fc_symbol *turn = fc_dim_as_symbol(loops->turn);
		struct fc_dim first, last;
		int64_t n;

		if (!turn || !fc_dim_has_symbol(x, turn) || !fc_dim_const(loops->trips, &n) || n < 1)
			continue;
		first = fc_dim_subst(t, x, &(struct fc_binding){ turn->name, 0 }, 1);
		last = fc_dim_subst(t, x, &(struct fc_binding){ turn->name, n - 1 }, 1);
		x = fc_dim_max(t, first, last);
	}
	return x;
}
