/* axis.c -- negative axes, lists of axes, reduced shapes */
#include "ops/axis.h"

bool
fc_axis_fix(struct fc_op_ctx *cx, int64_t axis, int rank, int *out)
{
	if (axis < -(int64_t)rank || axis >= rank)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "axis %lld is out of range for rank %d",
		                  (long long)axis, rank);
	*out = (int)(axis < 0 ? axis + rank : axis);
	return true;
}

bool
fc_axis_attr(struct fc_op_ctx *cx, const char *name, int rank, int *out)
{
	return fc_axis_fix(cx, fc_op_int(cx, name), rank, out);
}

static int
axis_bit(struct fc_op_ctx *cx, struct fc_dim axis, int rank, uint64_t *bits, bool *unknown)
{
	int64_t v;
	int at = 0;

	if (!fc_dim_const(axis, &v)) {
		*unknown = true;
		return -1;
	}
	if (!fc_axis_fix(cx, v, rank, &at))
		return -1;
	*bits |= (uint64_t)1 << at;
	return 1;
}

int
fc_axis_list(struct fc_op_ctx *cx, unsigned i, const char *name, int rank, uint64_t *bits_out, bool *unknown)
{
	const struct fc_scalar *known;
	const struct fc_dim *list;
	int found = 1;
	unsigned n;

	*bits_out = 0;
	*unknown = false;
	if (fc_op_has(cx, i)) {
		known = fc_op_known(cx, i, &n);
		*unknown = !known;
		if (!known)
			return -1;
		for (unsigned k = 0; k < n && found == 1; k++)
			found = axis_bit(cx, fc_scalar_as_dim(cx->dims, known[k]), rank, bits_out, unknown);
		return found;
	}
	if (!name || !fc_op_has_attr(cx, name))
		return 0;
	list = fc_op_ints(cx, name, &n);
	for (unsigned k = 0; k < n && found == 1; k++)
		found = axis_bit(cx, list[k], rank, bits_out, unknown);
	return found;
}

struct fc_shape
fc_axis_reduce(struct fc_op_ctx *cx, struct fc_shape s, uint64_t bits, bool keepdims)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	int rank = 0;

	if (!fc_shape_known_rank(s))
		return s;
	for (int k = 0; k < s.rank; k++) {
		if (!(bits >> k & 1))
			dim[rank++] = s.dim[k];
		else if (keepdims)
			dim[rank++] = fc_dim_int(cx->dims, 1);
	}
	return fc_shape_make(cx->dims, dim, rank);
}
