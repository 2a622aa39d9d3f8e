/* fill.c -- for adapters: constants, casts and fills of tensors */
#include "base/intern.h"
#include "front/ts/shape.h"

/* --- constants -------------------------------------------------------------------- */

/* Python numbers meet tensors as 0-d constants that belong to no file; what is unknown, as a tensor. */
struct fc_value *
fc_ts_as_tensor(struct fc_ts *t, struct fc_ts_value *v)
{
	enum fc_dtype dtype;

	if (v && v->kind == FC_TS_V_TENSOR)
		return v->tensor;
	if (v && v->kind == FC_TS_V_UNKNOWN)
		return fc_ts_anything(t);
	if (!v || !fc_ts_is_number(v))
		return NULL;
	dtype = v->kind == FC_TS_V_REAL   ? FC_DTYPE_FLOAT32
	        : v->kind == FC_TS_V_BOOL ? FC_DTYPE_BOOL
	                                  : FC_DTYPE_INT64;
	return fc_ts_constant_number(t, v->scalar, dtype);
}

struct fc_dim
fc_ts_size(struct fc_dim d)
{
	int64_t n;

	return fc_dim_const(d, &n) && n < 0 ? FC_DIM_NAN : d;
}

struct fc_value *
fc_ts_constant_tensor(struct fc_ts *t, enum fc_dtype dtype, const struct fc_dim *dim, unsigned n,
                      struct fc_scalar **at_out)
{
	struct fc_value *v = fc_builder_value(t->b, "");
	struct fc_dim size[FC_LIMIT_RANK];
	struct fc_shape s;
	int64_t count;

	for (unsigned i = 0; i < n; i++)
		size[i] = fc_ts_size(dim[i]);
	s = fc_shape_make(t->b->dims, size, (int)n);
	v->type = fc_type_tensor(dtype, s);
	*at_out = NULL;
	if (fc_dim_const(fc_shape_size(t->b->dims, s), &count) &&
	    (uint64_t)count <= t->b->limits.known)
		v->known = fc_builder_known(t->b, (unsigned)count, at_out);
	return v;
}

struct fc_value *
fc_ts_constant_number(struct fc_ts *t, struct fc_scalar s, enum fc_dtype dtype)
{
	struct fc_value *v = fc_builder_value(t->b, "");
	struct fc_scalar *at;

	v->type = fc_type_tensor(dtype, FC_SHAPE_SCALAR);
	v->known = fc_builder_known(t->b, 1, &at);
	at[0] = s;
	v->flags |= FC_VALUE_NUMBER;
	return v;
}

/* --- casts and fills ------------------------------------------------------------------ */

/* The number x, as what Cast makes of it. */
static struct fc_scalar
converted(struct fc_dims *t, const struct fc_value *x, enum fc_dtype to)
{
	enum fc_dtype from = (enum fc_dtype)x->type.dtype;
	struct fc_scalar v = fc_value_at(x, 0);

	if (to == FC_DTYPE_BOOL && from != FC_DTYPE_BOOL)
		return fc_scalar_apply(t, FC_SCALAR_NE, v, fc_scalar_int(t, 0));
	if (fc_dtype_is_float(from) && fc_dtype_is_integer(to))
		return fc_scalar_apply(t, FC_SCALAR_TRUNC, v, v);
	return v;
}

struct fc_value *
fc_ts_cast(struct fc_ts_call *c, struct fc_value *x, enum fc_dtype to)
{
	struct fc_draft d = fc_ts_draft(c, "Cast");
	struct fc_dims *t = c->ts->b->dims;

	if (!x || to == FC_DTYPE_UNKNOWN || x->type.dtype == to)
		return x;
	if (x->flags & FC_VALUE_NUMBER)
		return fc_ts_constant_number(c->ts, converted(t, x, to), to);
	fc_ts_draft_in(&d, x);
	fc_draft_set_text(&d, "to", fc_dtype_name(to));
	return fc_ts_one(c, &d);
}

/* Attribute value of ConstantOfShape: a tensor of one element. */
static void
set_fill(struct fc_builder *b, struct fc_draft *d, struct fc_scalar v, enum fc_dtype dtype)
{
	struct fc_attr a = { .name = fc_intern_text(b->names, "value"), .kind = FC_ATTR_TENSOR, .n = 1 };
	struct fc_value *one = fc_builder_value(b, "");
	struct fc_dim n = fc_dim_int(b->dims, 1);
	struct fc_scalar *at;

	one->type = fc_type_tensor(dtype, fc_shape_make(b->dims, &n, 1));
	one->known = fc_builder_known(b, 1, &at);
	at[0] = v;
	a.value = one;
	FC_VEC_PUSH(b->arena, &d->attr, a);
}

struct fc_value *
fc_ts_filled(struct fc_ts_call *c, const struct fc_dim *dim, int n, struct fc_scalar v, enum fc_dtype dtype)
{
	struct fc_draft d = fc_ts_draft(c, "ConstantOfShape");

	fc_ts_draft_in(&d, fc_ts_sizes(c, dim, n));
	set_fill(c->ts->b, &d, v, dtype);
	return fc_ts_one(c, &d);
}

struct fc_value *
fc_ts_filled_like(struct fc_ts_call *c, struct fc_value *x, struct fc_scalar v, enum fc_dtype dtype)
{
	dtype = dtype ? dtype : (enum fc_dtype)x->type.dtype;
	return fc_ts_filled(c, x->type.shape.dim, x->type.shape.rank, v, dtype);
}
