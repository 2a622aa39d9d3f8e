/* same.c -- shared by element-wise rows: inference, folding */
#include "ops/same.h"

#include "base/str.h"

bool
fc_same_infer(struct fc_op_ctx *cx)
{
	for (unsigned o = 0; o < cx->node->n_out; o++)
		fc_op_out(cx, o, fc_op_dtype(cx, 0), fc_op_shape(cx, 0));
	return true;
}

static bool
no_broadcast(struct fc_op_ctx *cx, struct fc_shape a, struct fc_shape b)
{
	struct fc_str left = FC_STR(cx->arena), right = FC_STR(cx->arena);

	fc_shape_print(a, &left);
	fc_shape_print(b, &right);
	return fc_op_fail(cx, FC_E_SHAPE, "shapes %s and %s do not broadcast", left.data, right.data);
}

bool
fc_same_shape_of(struct fc_op_ctx *cx, unsigned from, unsigned to, struct fc_shape *out)
{
	struct fc_shape all = FC_SHAPE_SCALAR;

	*out = FC_SHAPE_UNKNOWN;
	for (unsigned i = from; i < to; i++) {
		struct fc_shape s = fc_op_shape(cx, i), next;

		if (!fc_op_has(cx, i))
			continue;
		if (!fc_shape_known_rank(s))
			return true;
		if (i == from)
			next = s;
		else if (!fc_shape_broadcast(cx->dims, all, s, &next))
			return no_broadcast(cx, all, s);
		all = next;
	}
	*out = all;
	return true;
}

/* Operand 1 with attribute axis: ones behind it, so that its first axis stands there in operand 0. */
static bool
broadcast_at_axis(struct fc_op_ctx *cx, struct fc_shape *out)
{
	struct fc_shape a = fc_op_shape(cx, 0), b = fc_op_shape(cx, 1);
	struct fc_dim dim[FC_LIMIT_RANK];
	int64_t axis = fc_op_int(cx, "axis");

	*out = a;
	if (!fc_shape_known_rank(a) || !fc_shape_known_rank(b))
		return true;
	axis = axis < 0 ? axis + a.rank : axis;
	if (axis < 0 || axis + b.rank > a.rank)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "axis is out of range for rank %d", a.rank);
	for (int i = 0; i < a.rank - (int)axis; i++)
		dim[i] = i < b.rank ? b.dim[i] : fc_dim_int(cx->dims, 1);
	b = fc_shape_make(cx->dims, dim, a.rank - (int)axis);
	return fc_shape_broadcast(cx->dims, a, b, out) || no_broadcast(cx, a, b);
}

static bool
broadcast_as(struct fc_op_ctx *cx, enum fc_dtype dtype)
{
	struct fc_shape s;
	bool ok;

	if (cx->node->n_in == 2 && fc_op_has_attr(cx, "axis"))
		ok = broadcast_at_axis(cx, &s);
	else
		ok = fc_same_shape_of(cx, 0, cx->node->n_in, &s);
	for (unsigned o = 0; ok && o < cx->node->n_out; o++)
		fc_op_out(cx, o, dtype, s);
	return ok;
}

/* Boolean, integer, float, complex: the order in which PyTorch's categories win. */
static int
category(enum fc_dtype t)
{
	switch (fc_dtype_class(t)) {
	case 'b':
		return 1;
	case 'i':
	case 'u':
		return 2;
	case 'f':
		return 3;
	case 'c':
		return 4;
	default:
		return 0;
	}
}

/* With operands that may be scalars or not: the type of the highest category, if it has but one. */
static enum fc_dtype
promoted_anyway(struct fc_op_ctx *cx)
{
	enum fc_dtype all = FC_DTYPE_UNKNOWN, top = FC_DTYPE_UNKNOWN;

	for (unsigned i = 0; i < cx->node->n_in; i++)
		all = all ? fc_dtype_promote(all, fc_op_dtype(cx, i)) : fc_op_dtype(cx, i);
	for (unsigned i = 0; i < cx->node->n_in; i++) {
		enum fc_dtype next = fc_op_dtype(cx, i);

		if (category(next) != category(all))
			continue;
		if (top && next != top)
			return FC_DTYPE_UNKNOWN;
		top = next;
	}
	return top;
}

/* A scalar changes the type of a tensor only when its category is higher. */
static enum fc_dtype
promoted(struct fc_op_ctx *cx)
{
	enum fc_dtype all[2] = { FC_DTYPE_UNKNOWN, FC_DTYPE_UNKNOWN }; /* of scalars, of tensors */

	for (unsigned i = 0; i < cx->node->n_in; i++) {
		int rank = fc_op_shape(cx, i).rank;
		enum fc_dtype next = fc_op_dtype(cx, i), *t = &all[rank != 0];

		if (fc_op_has(cx, i) && rank < 0)
			return promoted_anyway(cx);
		if (next != FC_DTYPE_UNKNOWN)
			*t = *t == FC_DTYPE_UNKNOWN ? next : fc_dtype_promote(*t, next);
	}
	return category(all[0]) > category(all[1]) ? all[0] : all[1];
}

bool
fc_same_broadcast(struct fc_op_ctx *cx)
{
	enum fc_dtype dtype = FC_DTYPE_UNKNOWN;

	if (fc_op_int(cx, "promote"))
		return broadcast_as(cx, promoted(cx));
	for (unsigned i = 0; i < cx->node->n_in && dtype == FC_DTYPE_UNKNOWN; i++)
		dtype = fc_op_dtype(cx, i);
	return broadcast_as(cx, dtype);
}

bool
fc_same_broadcast_bool(struct fc_op_ctx *cx)
{
	return broadcast_as(cx, FC_DTYPE_BOOL);
}

unsigned
fc_same_index(struct fc_shape out, struct fc_shape in, unsigned e)
{
	unsigned at = 0, step = 1;

	for (int k = 1; k <= out.rank; k++) {
		int64_t extent = 1, mine = 1;

		(void)fc_dim_const(out.dim[out.rank - k], &extent);
		if (extent < 1)
			return 0;
		if (k <= in.rank)
			(void)fc_dim_const(in.dim[in.rank - k], &mine);
		if (mine > 1)
			at += (unsigned)(e % (uint64_t)extent) * step;
		step *= (unsigned)mine;
		e /= (unsigned)extent;
	}
	return at;
}

bool
fc_same_fold_size(struct fc_op_ctx *cx, struct fc_shape *shape_out, unsigned *n_out)
{
	bool any = false;
	int64_t n;

	if (!fc_op_wants(cx, 0) || (cx->node->n_in == 2 && fc_op_has_attr(cx, "axis")))
		return false;
	*shape_out = cx->node->out[0]->type.shape;
	for (unsigned i = 0; i < cx->node->n_in; i++)
		any = any || (cx->node->in[i] && cx->node->in[i]->known);
	if (!any || !fc_dim_const(fc_shape_size(cx->dims, *shape_out), &n) ||
	    (uint64_t)n > cx->b->limits.known)
		return false;
	*n_out = (unsigned)n;
	return true;
}

struct fc_scalar
fc_same_element(struct fc_op_ctx *cx, struct fc_shape out, unsigned i, unsigned e)
{
	unsigned n, at;
	const struct fc_scalar *known = fc_op_known(cx, i, &n);

	if (!known)
		return FC_SCALAR_UNKNOWN;
	at = n == 1 ? 0 : fc_same_index(out, fc_op_shape(cx, i), e);
	return at < n ? known[at] : FC_SCALAR_UNKNOWN;
}

void
fc_same_fold1(struct fc_op_ctx *cx, enum fc_scalar_op op)
{
	unsigned n;
	const struct fc_scalar *x = fc_op_known(cx, 0, &n);
	struct fc_scalar *at;

	if (!x || n > cx->b->limits.known)
		return;
	at = fc_op_scalars(cx, n);
	for (unsigned e = 0; e < n; e++)
		at[e] = fc_scalar_apply(cx->dims, op, x[e], x[e]);
	fc_op_set_known(cx, 0, at, n);
}

void
fc_same_fold2(struct fc_op_ctx *cx, enum fc_scalar_op op)
{
	struct fc_scalar *at, x;
	struct fc_shape s;
	unsigned n;

	if (!fc_same_fold_size(cx, &s, &n))
		return;
	at = fc_op_scalars(cx, n);
	for (unsigned e = 0; e < n; e++) {
		x = fc_same_element(cx, s, 0, e);
		for (unsigned i = 1; i < cx->node->n_in; i++)
			x = fc_scalar_apply(cx->dims, op, x, fc_same_element(cx, s, i, e));
		at[e] = x;
	}
	fc_op_set_known(cx, 0, at, n);
}

void
fc_same_fold_copy(struct fc_op_ctx *cx)
{
	unsigned n;
	const struct fc_scalar *x = fc_op_known(cx, 0, &n);

	if (x)
		fc_op_set_known(cx, 0, x, n);
}
