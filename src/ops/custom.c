/* custom.c -- what a user's operator gives: shapes from its texts */
#include "ops/custom.h"

#include "ops/formula.h"

void
fc_custom_vars(struct fc_op_ctx *cx)
{
	const struct fc_custom *c = (const struct fc_custom *)cx->op;
	struct fc_dim value;
	const char *error;

	for (unsigned i = 0; i < c->n_let; i++) {
		if (!fc_formula_expr(cx, c->let[i].text, &value, &error))
			value = FC_DIM_NAN;
		fc_op_var(cx, c->let[i].name, value);
	}
}

static bool
too_many(struct fc_op_ctx *cx, unsigned o)
{
	return fc_op_fail(cx, FC_E_SHAPE, "result %u has more than %d dimensions", o, FC_LIMIT_RANK);
}

/* Dims of an operand, as they are. false: its rank is unknown, or there is no room for them. */
static bool
spread(struct fc_op_ctx *cx, const struct fc_custom_dim *d, struct fc_dim *dim, int *rank)
{
	struct fc_shape s = fc_op_shape(cx, d->operand);
	int from = d->from < 0 ? d->from + s.rank : d->from;
	int to = d->open ? s.rank : d->to < 0 ? d->to + s.rank : d->to;

	if (!fc_shape_known_rank(s))
		return false;
	to = to > s.rank ? s.rank : to;
	for (from = from < 0 ? 0 : from; from < to; from++) {
		if (*rank == FC_LIMIT_RANK)
			return false;
		dim[(*rank)++] = s.dim[from];
	}
	return true;
}

static bool
listed(struct fc_op_ctx *cx, unsigned o, const struct fc_custom_out *out, enum fc_dtype dtype)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	const char *error;
	int64_t plain;
	int rank = 0;

	for (unsigned i = 0; i < out->n; i++) {
		if (out->dim[i].spread) {
			if (!spread(cx, &out->dim[i], dim, &rank))
				return rank == FC_LIMIT_RANK ? too_many(cx, o)
				                             : fc_op_out_unknown(cx, o, dtype);
			continue;
		}
		if (rank == FC_LIMIT_RANK)
			return too_many(cx, o);
		if (!fc_formula_expr(cx, out->dim[i].text, &dim[rank], &error))
			dim[rank] = FC_DIM_NAN;
		if (fc_dim_const(dim[rank], &plain) && plain < 0)
			return fc_op_fail(cx, FC_E_SHAPE, "dimension %d of result %u comes out as %lld", rank,
			                  o, (long long)plain);
		rank++;
	}
	return fc_op_out_dims(cx, o, dtype, dim, rank);
}

static bool
result(struct fc_op_ctx *cx, unsigned o, const struct fc_custom_out *out)
{
	enum fc_dtype dtype = out->dtype_of < 0 ? out->dtype : fc_op_dtype(cx, (unsigned)out->dtype_of);
	struct fc_shape s;

	if (out->like[0] < 0)
		return listed(cx, o, out, dtype);
	s = fc_op_shape(cx, (unsigned)out->like[0]);
	if (out->like[1] >= 0 &&
	    !fc_shape_broadcast(cx->dims, s, fc_op_shape(cx, (unsigned)out->like[1]), &s))
		return fc_op_fail(cx, FC_E_SHAPE, "operands %d and %d do not broadcast", out->like[0],
		                  out->like[1]);
	return fc_shape_known_rank(s) ? fc_op_out(cx, o, dtype, s) : fc_op_out_unknown(cx, o, dtype);
}

bool
fc_custom_infer(struct fc_op_ctx *cx)
{
	const struct fc_custom *c = (const struct fc_custom *)cx->op;

	cx->n_var = 0;
	fc_custom_vars(cx);
	for (unsigned o = 0; o < c->n_out && o < cx->node->n_out; o++) {
		if (!result(cx, o, &c->out[o]))
			return false;
	}
	return true;
}
