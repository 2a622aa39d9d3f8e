/* op_out.c -- writing results: types, followed values, fresh unknowns */
#include "ops/op.h"

#include <ctype.h>
#include <string.h>

#include "base/intern.h"
#include "base/str.h"

bool
fc_op_wants(const struct fc_op_ctx *cx, unsigned o)
{
	return o < cx->node->n_out && cx->node->out[o];
}

bool
fc_op_out_type(struct fc_op_ctx *cx, unsigned o, struct fc_type type)
{
	if (fc_op_wants(cx, o))
		cx->node->out[o]->type = type;
	return true;
}

bool
fc_op_out(struct fc_op_ctx *cx, unsigned o, enum fc_dtype dtype, struct fc_shape shape)
{
	return fc_op_out_type(cx, o, fc_type_tensor(dtype, shape));
}

/* A size that an operator could not tell becomes a fresh unknown. */
bool
fc_op_out_dims(struct fc_op_ctx *cx, unsigned o, enum fc_dtype dtype, const struct fc_dim *dim, int rank)
{
	struct fc_dim all[FC_LIMIT_RANK];

	if (!fc_op_wants(cx, o))
		return true;
	if (rank > FC_LIMIT_RANK)
		return fc_op_out_unknown(cx, o, dtype);
	for (int i = 0; i < rank; i++)
		all[i] = fc_dim_is_nan(dim[i]) ? fc_op_unknown(cx, "size", FC_DIM_NAN) : dim[i];
	return fc_op_out(cx, o, dtype, fc_shape_make(cx->dims, all, rank));
}

bool
fc_op_out_unknown(struct fc_op_ctx *cx, unsigned o, enum fc_dtype dtype)
{
	return fc_op_out(cx, o, dtype, FC_SHAPE_UNKNOWN);
}

struct fc_scalar *
fc_op_scalars(struct fc_op_ctx *cx, unsigned n)
{
	struct fc_scalar *at = FC_NEW_N(cx->arena, struct fc_scalar, n ? n : 1);

	cx->b->n_followed += n;
	for (unsigned i = 0; i < n; i++)
		at[i] = FC_SCALAR_UNKNOWN;
	return at;
}

/* Is v a whole number of that many bits, divided by a power of two? */
static bool
has_bits(double v, unsigned bits)
{
	double top = (double)((int64_t)1 << bits);

	for (unsigned i = 0; i < 24 && v < top && v > -top; i++) {
		if (v == (double)(int64_t)v)
			return true;
		v *= 2;
	}
	return false;
}

/*
 * Integers wrap at their width; one that would is no longer followed. A float
 * is what its type holds: 320 * (1 / 200) is less than 1.6 in single precision,
 * and its floor times 200 is 319. What half precision would round goes.
 */
static struct fc_scalar
held(struct fc_dims *dims, enum fc_dtype t, struct fc_scalar x)
{
	unsigned bits = fc_dtype_bits(t);
	int64_t v, top;
	double real;

	if (t == FC_DTYPE_FLOAT32 && fc_scalar_as_real(x, &real) && (double)(float)real != real)
		return fc_scalar_real(dims, (double)(float)real);
	if ((t == FC_DTYPE_FLOAT16 || t == FC_DTYPE_BFLOAT16) && fc_scalar_as_real(x, &real))
		return has_bits(real, t == FC_DTYPE_FLOAT16 ? 11 : 8) ? x : FC_SCALAR_UNKNOWN;
	if (!fc_dtype_is_integer(t) || !fc_dim_const(x.dim, &v))
		return x;
	if (fc_dtype_class(t) == 'u')
		return v >= 0 && (bits >= 63 || v < (int64_t)1 << bits) ? x : FC_SCALAR_UNKNOWN;
	top = bits >= 64 ? INT64_MAX : ((int64_t)1 << (bits - 1)) - 1;
	return v <= top && v >= -top - 1 ? x : FC_SCALAR_UNKNOWN;
}

static const struct fc_scalar *
within(struct fc_op_ctx *cx, enum fc_dtype t, const struct fc_scalar *at, unsigned n)
{
	struct fc_scalar *copy = NULL, x;

	for (unsigned i = 0; i < n; i++) {
		x = held(cx->dims, t, at[i]);
		if (x.dim.word == at[i].dim.word && x.real == at[i].real)
			continue;
		if (!copy) {
			copy = fc_op_scalars(cx, n);
			memcpy(copy, at, n * sizeof(*at));
		}
		copy[i] = x;
	}
	return copy ? copy : at;
}

void
fc_op_set_known(struct fc_op_ctx *cx, unsigned o, const struct fc_scalar *at, unsigned n)
{
	struct fc_known *known;
	struct fc_value *v;
	bool any = n == 0;

	if (!fc_op_wants(cx, o) || n > cx->b->limits.known)
		return;
	v = cx->node->out[o];
	if (v->type.kind != FC_KIND_TENSOR || !fc_dim_is(fc_shape_size(cx->dims, v->type.shape), n))
		return;
	at = within(cx, (enum fc_dtype)v->type.dtype, at, n);
	for (unsigned i = 0; i < n && !any; i++)
		any = fc_scalar_is_known(at[i]);
	if (!any)
		return;
	known = FC_NEW(cx->arena, struct fc_known);
	known->n = n;
	known->at = at;
	v->known = known;
}

/* "nonzero", or "topk_k": the operator in small letters, what behind it. */
struct fc_dim
fc_op_unknown(struct fc_op_ctx *cx, const char *what, struct fc_dim max)
{
	struct fc_str name = FC_STR(cx->arena), origin = FC_STR(cx->arena);

	for (const char *s = cx->op->name; *s; s++)
		fc_str_putc(&name, (char)tolower((unsigned char)*s));
	if (what && *what)
		fc_str_printf(&name, "_%s", what);
	fc_str_printf(&origin, "node '%s' (%s)", cx->node->name ? cx->node->name : "", cx->op->name);
	return fc_dim_unknown(cx->dims, fc_intern(cx->b->names, name.data, name.size), max,
	                      fc_intern(cx->b->names, origin.data, origin.size));
}
