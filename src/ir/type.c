/* type.c -- comparing types */
#include "ir/type.h"

bool
fc_type_eq(const struct fc_type *a, const struct fc_type *b)
{
	if (a->kind != b->kind || a->dtype != b->dtype || a->listed != b->listed || a->n_elem != b->n_elem)
		return false;
	if (a->uniform != b->uniform || (a->uniform && !fc_dim_eq(a->length, b->length)))
		return false;
	if (a->kind == FC_KIND_TENSOR)
		return fc_shape_eq(a->shape, b->shape);
	for (unsigned i = 0; i < a->n_elem && a->elem != b->elem; i++) {
		if (!fc_type_eq(&a->elem[i], &b->elem[i]))
			return false;
	}
	return true;
}
