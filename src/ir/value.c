/* value.c -- what is known of a value */
#include "ir/builder.h"

struct fc_scalar
fc_value_at(const struct fc_value *v, unsigned i)
{
	if (!v || !v->known || i >= v->known->n)
		return FC_SCALAR_UNKNOWN;
	return v->known->at[i];
}

bool
fc_value_int(const struct fc_value *v, int64_t *out)
{
	struct fc_scalar s = fc_value_at(v, 0);

	return v && v->known && v->known->n == 1 && s.real == 1 && fc_dim_const(s.dim, out);
}
