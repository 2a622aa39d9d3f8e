/* turns.h -- figures of one turn, over all turns of the loops around */
#ifndef FC_PASS_TURNS_H
#define FC_PASS_TURNS_H

#include "dim/dim.h"

/* A loop around a node, from the innermost out. */
struct fc_turns {
	struct fc_dim turn, trips; /* the symbol of a turn's number, NaN: none; how many there are */
	const struct fc_turns *outer;
};

/* What x of one turn comes to over all turns; it may hang on their numbers. NULL: no loop is around. */
struct fc_dim fc_turns_sum(struct fc_dims *t, struct fc_dim x, const struct fc_turns *loops);

/* The larger of x at the first and at the last turn of each loop that turns a known number of times. */
struct fc_dim fc_turns_most(struct fc_dims *t, struct fc_dim x, const struct fc_turns *loops);

#endif
