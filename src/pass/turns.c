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
