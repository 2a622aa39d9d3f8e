/* packed.c -- packed C++ objects: weights that quantised modules keep to themselves */
#include <string.h>

#include "front/ts/eval.h"

/* unpack() of linear weights: (weight, bias), their state. Format reference: packed parameter objects. */
struct fc_ts_value *
fc_ts_packed_method(struct fc_ts *t, struct fc_ts_value *self, const char *name,
                    const struct fc_ts_value_list *args)
{
	(void)t;
	(void)args;
	if (self->kind != FC_TS_V_OBJECT || self->klass || !self->item.n)
		return NULL;
	if (strcmp(name, "unpack") == 0 || strcmp(name, "__getstate__") == 0)
		return self->item.at[0];
	return NULL;
}
