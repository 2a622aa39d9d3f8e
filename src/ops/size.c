/* size.c -- sizes of operands, with a fresh unknown where there is none */
#include "ops/size.h"

#include <string.h>

struct fc_dim
fc_size_or(struct fc_op_ctx *cx, struct fc_dim x, const char *what)
{
	return fc_dim_is_nan(x) ? fc_op_unknown(cx, what, FC_DIM_NAN) : x;
}

struct fc_dim
fc_size_at(const struct fc_op_ctx *cx, unsigned i, int axis)
{
	struct fc_shape s = fc_op_shape(cx, i);

	if (axis < 0)
		axis += s.rank;
	if (!fc_shape_known_rank(s) || axis < 0 || axis >= s.rank)
		return FC_DIM_NAN;
	return s.dim[axis];
}

struct fc_dim
fc_size_first(struct fc_dim a, struct fc_dim b)
{
	return fc_dim_is_nan(a) ? b : a;
}

struct fc_dim
fc_size_value(struct fc_op_ctx *cx, unsigned i, const char *what)
{
	return fc_size_or(cx, fc_op_value_dim(cx, i), what);
}

struct fc_shape
fc_size_out(const struct fc_op_ctx *cx, unsigned o)
{
	if (!fc_op_wants(cx, o) || cx->node->out[o]->type.kind != FC_KIND_TENSOR)
		return FC_SHAPE_UNKNOWN;
	return cx->node->out[o]->type.shape;
}

void
fc_size_logical(struct fc_op_ctx *cx, unsigned i, struct fc_dim n)
{
	if (fc_op_has(cx, i) && fc_op_in(cx, i)->stored && !fc_dim_is_nan(n))
		fc_op_in(cx, i)->stored->count = n;
}

enum fc_dtype
fc_size_dtype(const struct fc_op_ctx *cx, const char *name, enum fc_dtype otherwise)
{
	const char *text = fc_op_text(cx, name);

	return *text ? fc_dtype_find(text, strlen(text)) : otherwise;
}
