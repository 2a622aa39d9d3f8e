/* walk.h -- element by element through small tensors, for folding */
#ifndef FC_OPS_WALK_H
#define FC_OPS_WALK_H

#include "ops/op.h"

/* A tensor of plain sizes and as many elements as are followed; at: the coordinates of one of them. */
struct fc_walk {
	int rank;
	unsigned n; /* elements */
	int64_t size[FC_LIMIT_RANK], stride[FC_LIMIT_RANK], at[FC_LIMIT_RANK];
};

/* false: a size is not a plain number, or there are too many elements. */
bool fc_walk_init(const struct fc_op_ctx *cx, struct fc_walk *w, struct fc_shape s);

/* Go to element e, in row-major order. */
void fc_walk_to(struct fc_walk *w, unsigned e);

/* The row-major index of the coordinates w stands at. */
unsigned fc_walk_index(const struct fc_walk *w);

/* Followed values of operand i with its walk; NULL when they are not followed. */
const struct fc_scalar *fc_walk_operand(const struct fc_op_ctx *cx, unsigned i, struct fc_walk *w);

/* A walk over result o; false when it is not wanted or its size is not known. */
bool fc_walk_result(const struct fc_op_ctx *cx, unsigned o, struct fc_walk *w);

/* The plain integer that at[i] is, moved up by size when negative; false unless it is in [0, size). */
bool fc_walk_place(struct fc_dims *t, struct fc_scalar v, int64_t size, int64_t *out);

#endif
