/* constant.c -- Constant nodes that give their value as numbers or texts */
#include <string.h>

#include "front/onnx/onnx.h"

static struct fc_value *
make(struct fc_onnx *o, enum fc_dtype dtype, unsigned n, bool scalar)
{
	struct fc_dim dim = fc_dim_int(o->b->dims, n);
	struct fc_shape shape = scalar ? FC_SHAPE_SCALAR : fc_shape_make(o->b->dims, &dim, 1);

	return fc_builder_stored(o->b, "", fc_type_tensor(dtype, shape), 0,
	                         dtype == FC_DTYPE_STRING ? fc_dim_int(o->b->dims, 0) : FC_DIM_NAN);
}

/* value_int, value_ints, value_float, value_floats, value_string, value_strings: ONNX Constant-12 */
struct fc_value *
fc_onnx_constant(struct fc_onnx *o, const struct fc_attr *a)
{
	bool ints = a->kind == FC_ATTR_INT || a->kind == FC_ATTR_INTS;
	bool reals = a->kind == FC_ATTR_REAL || a->kind == FC_ATTR_REALS;
	bool scalar = a->kind == FC_ATTR_INT || a->kind == FC_ATTR_REAL || a->kind == FC_ATTR_TEXT;
	struct fc_scalar *at;
	struct fc_value *v;

	if (!ints && !reals && a->kind != FC_ATTR_TEXT && a->kind != FC_ATTR_TEXTS)
		return NULL;
	v = make(o, ints ? FC_DTYPE_INT64 : reals ? FC_DTYPE_FLOAT32 : FC_DTYPE_STRING, a->n, scalar);
	if (a->n > o->b->limits.known || !(ints || reals))
		return v;
	v->known = fc_builder_known(o->b, a->n, &at);
	for (unsigned i = 0; i < a->n; i++)
		at[i] = ints ? fc_scalar_dim(a->dim[i]) : fc_scalar_real(o->b->dims, a->real[i]);
	return v;
}
