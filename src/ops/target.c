/* target.c -- operands that list sizes, and results whose sizes are partly unknown */
#include "ops/target.h"

int
fc_target_length(const struct fc_op_ctx *cx, unsigned i)
{
	struct fc_shape s = fc_op_shape(cx, i);
	int64_t n;

	if (s.rank == 0)
		return 1;
	if (s.rank != 1 || !fc_dim_const(s.dim[0], &n) || n < 0 || n > FC_LIMIT_RANK)
		return -1;
	return (int)n;
}

struct fc_dim
fc_target_at(const struct fc_op_ctx *cx, unsigned i, int k)
{
	unsigned n;
	const struct fc_scalar *at = fc_op_known(cx, i, &n);

	if (!at || k < 0 || (unsigned)k >= n)
		return FC_DIM_NAN;
	return fc_scalar_as_dim(cx->dims, at[k]);
}

bool
fc_target_out(struct fc_op_ctx *cx, const struct fc_dim *dim, int rank, struct fc_dim max)
{
	struct fc_dim y[FC_LIMIT_RANK];
	int i;

	for (i = 0; i < rank; i++)
		y[i] = fc_dim_is_nan(dim[i]) ? fc_op_unknown(cx, "", max) : dim[i];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, rank);
}

bool
fc_target_out_rank(struct fc_op_ctx *cx, int rank, struct fc_dim max)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	int i;

	if (rank < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	for (i = 0; i < rank; i++)
		dim[i] = FC_DIM_NAN;
	return fc_target_out(cx, dim, rank, max);
}

struct fc_dim
fc_target_same(struct fc_dim a, struct fc_dim b)
{
	int64_t v;

	if (fc_dim_is_nan(a) || fc_dim_const(b, &v))
		return b;
	if (fc_dim_is_nan(b) || fc_dim_const(a, &v) || !fc_dim_has_unknown(a))
		return a;
	return b;
}
