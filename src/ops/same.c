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

static bool
broadcast_as(struct fc_op_ctx *cx, enum fc_dtype dtype)
{
	struct fc_shape s;

	if (!fc_same_shape_of(cx, 0, cx->node->n_in, &s))
		return false;
	for (unsigned o = 0; o < cx->node->n_out; o++)
		fc_op_out(cx, o, dtype, s);
	return true;
}

bool
fc_same_broadcast(struct fc_op_ctx *cx)
{
	enum fc_dtype dtype = FC_DTYPE_UNKNOWN;

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

/* Elements of result 0, when it is worth filling them in: few, and some operand is followed. */
static bool
fold_size(struct fc_op_ctx *cx, struct fc_shape *shape_out, unsigned *n_out)
{
	bool any = false;
	int64_t n;

	if (!fc_op_wants(cx, 0))
		return false;
	*shape_out = cx->node->out[0]->type.shape;
	for (unsigned i = 0; i < cx->node->n_in; i++)
		any = any || (cx->node->in[i] && cx->node->in[i]->known);
	if (!any || !fc_dim_const(fc_shape_size(cx->dims, *shape_out), &n) || n > FC_LIMIT_KNOWN)
		return false;
	*n_out = (unsigned)n;
	return true;
}

/* Element e of operand i as broadcast to out. */
static struct fc_scalar
element(struct fc_op_ctx *cx, struct fc_shape out, unsigned i, unsigned e)
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

	if (!x || n > FC_LIMIT_KNOWN)
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

	if (!fold_size(cx, &s, &n))
		return;
	at = fc_op_scalars(cx, n);
	for (unsigned e = 0; e < n; e++) {
		x = element(cx, s, 0, e);
		for (unsigned i = 1; i < cx->node->n_in; i++)
			x = fc_scalar_apply(cx->dims, op, x, element(cx, s, i, e));
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
