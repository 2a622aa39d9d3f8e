/* size.c -- elements and bytes of a value */
#include "pass/cost.h"

struct fc_dim
fc_cost_elements(struct fc_builder *b, const struct fc_type *t, struct fc_dim *bytes)
{
	struct fc_dim count = fc_dim_int(b->dims, 0), one;

	*bytes = count;
	if (t->kind == FC_KIND_TENSOR && t->dtype == FC_DTYPE_STRING) {
		count = fc_shape_size(b->dims, t->shape);
	} else if (t->kind == FC_KIND_TENSOR) {
		count = fc_shape_size(b->dims, t->shape);
		*bytes = fc_shape_bytes(b->dims, count, (enum fc_dtype)t->dtype);
	} else if (t->kind == FC_KIND_SEQUENCE && !t->listed) {
		count = *bytes = FC_DIM_NAN;
		if (t->uniform) {
			count = fc_dim_mul(b->dims, fc_cost_elements(b, t->elem, bytes), t->length);
			*bytes = fc_dim_mul(b->dims, *bytes, t->length);
		}
	} else if (t->kind == FC_KIND_SEQUENCE || t->kind == FC_KIND_OPTIONAL) {
		for (unsigned i = 0; i < t->n_elem; i++) {
			struct fc_dim size;

			one = fc_cost_elements(b, &t->elem[i], &size);
			count = fc_dim_add(b->dims, count, one);
			*bytes = fc_dim_add(b->dims, *bytes, size);
		}
	} else if (t->kind == FC_KIND_UNKNOWN) {
		count = *bytes = FC_DIM_NAN;
	}
	return count;
}

struct fc_dim
fc_cost_bytes(struct fc_builder *b, const struct fc_type *t)
{
	struct fc_dim bytes;

	fc_cost_elements(b, t, &bytes);
	return bytes;
}
