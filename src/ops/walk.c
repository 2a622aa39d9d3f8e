/* walk.c -- element by element through small tensors, for folding */
#include "ops/walk.h"

#include "base/num.h"

bool
fc_walk_init(const struct fc_op_ctx *cx, struct fc_walk *w, struct fc_shape s)
{
	int64_t n = 1;
	int i;

	if (s.rank < 0)
		return false;
	w->rank = s.rank;
	for (i = s.rank - 1; i >= 0; i--) {
		if (!fc_dim_const(s.dim[i], &w->size[i]) || w->size[i] < 0)
			return false;
		w->stride[i] = n;
		w->at[i] = 0;
		if (!fc_num_mul(n, w->size[i], &n))
			return false;
		if ((uint64_t)n > cx->b->limits.known)
			return false;
	}
	w->n = (unsigned)n;
	return true;
}

void
fc_walk_to(struct fc_walk *w, unsigned e)
{
	int i;

	for (i = w->rank - 1; i >= 0; i--) {
		w->at[i] = e % w->size[i];
		e = (unsigned)(e / w->size[i]);
	}
}

unsigned
fc_walk_index(const struct fc_walk *w)
{
	int64_t e = 0;
	int i;

	for (i = 0; i < w->rank; i++)
		e += w->at[i] * w->stride[i];
	return (unsigned)e;
}

const struct fc_scalar *
fc_walk_operand(const struct fc_op_ctx *cx, unsigned i, struct fc_walk *w)
{
	unsigned n;
	const struct fc_scalar *at = fc_op_known(cx, i, &n);

	if (!at || !fc_walk_init(cx, w, fc_op_shape(cx, i)) || w->n != n)
		return NULL;
	return at;
}

bool
fc_walk_result(const struct fc_op_ctx *cx, unsigned o, struct fc_walk *w)
{
	return fc_op_wants(cx, o) && fc_walk_init(cx, w, cx->node->out[o]->type.shape);
}

bool
fc_walk_place(struct fc_dims *t, struct fc_scalar v, int64_t size, int64_t *out)
{
	int64_t i;

	if (!fc_scalar_as_int(t, v, &i))
		return false;
	if (i < 0 && i >= -size)
		i += size;
	if (i < 0 || i >= size)
		return false;
	*out = i;
	return true;
}
