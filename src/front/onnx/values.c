/* values.c -- values by name: of the model beside the names, of a body in a table */
#include "front/onnx/values.h"

#include "base/intern.h"
#include "base/table.h"

struct fc_onnx_values {
	struct fc_onnx *o;
	struct fc_table *table;    /* NULL: of the model, whose values stand in list by the names' numbers */
	struct fc_value_list list;
	uint32_t owner;
};

struct fc_onnx_values *
fc_onnx_values_new(struct fc_onnx *o, bool of_model)
{
	struct fc_onnx_values *s = FC_NEW(o->heads, struct fc_onnx_values);

	s->o = o;
	if (of_model)
		s->owner = fc_intern_owner(o->b->names);
	else
		s->table = fc_table_new(o->heads);
	return s;
}

struct fc_value *
fc_onnx_values_find(const struct fc_onnx_values *s, const char *name)
{
	uint32_t number;

	if (s->table)
		return fc_table_find(s->table, name);
	number = fc_intern_noted(name, s->owner);
	return number ? s->list.at[number - 1] : NULL;
}

void
fc_onnx_values_set(struct fc_onnx_values *s, const char *name, struct fc_value *v)
{
	if (s->table) {
		fc_table_set(s->table, name, v);
		return;
	}
	FC_VEC_PUSH(s->o->heads, &s->list, v);
	fc_intern_note(s->o->b->names, name, s->owner, s->list.n);
}

struct fc_value *
fc_onnx_find(const struct fc_onnx_names *s, const char *name)
{
	for (; s; s = s->outer) {
		struct fc_value *v = fc_onnx_values_find(s->values, name);

		if (v)
			return v;
	}
	return NULL;
}
