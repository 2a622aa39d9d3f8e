/* type.c -- element types, declared types and shapes */
#include "front/onnx/onnx.h"

#include <string.h>

#include "front/onnx/dtype.h"

/* Exporters that know no name write these, for sizes that differ. */
static bool
is_placeholder(const char *name)
{
	return !strcmp(name, "?") || !strcmp(name, "-1") || !strcmp(name, "None");
}

static struct fc_dim
dimension(struct fc_onnx *o, const Onnx__TensorShapeProto__Dimension *d, const char *who, unsigned axis)
{
	if (d->has_dim_value && d->dim_value >= 0)
		return fc_dim_int(o->b->dims, d->dim_value);
	if (d->has_dim_value && o->reads_inputs)
		fc_diag_add(o->b->diags, FC_E_NEGATIVE_DIM, (struct fc_where){ 0 },
		            "dimension %u of '%s' is %lld and taken as dynamic", axis, who,
		            (long long)d->dim_value);
	if (!d->has_dim_param || !d->dim_param.len || is_placeholder(fc_onnx_text(o, d->dim_param)))
		return FC_DIM_NAN;
	return fc_dim_symbol(o->b->dims, fc_onnx_text(o, d->dim_param));
}

static struct fc_type
tensor(struct fc_onnx *o, const Onnx__TypeProto__Tensor *p, const char *who)
{
	enum fc_dtype dtype = fc_onnx_dtype(p->elem_type);
	struct fc_dim dim[FC_LIMIT_RANK];

	if (p->shape && p->shape->n_dim > FC_LIMIT_RANK && o->reads_inputs)
		fc_diag_add(o->b->diags, FC_E_FULL, (struct fc_where){ 0 },
		            "'%s' has %zu dimensions, more than %d, and its shape is not followed", who,
		            p->shape->n_dim, FC_LIMIT_RANK);
	if (!p->shape || p->shape->n_dim > FC_LIMIT_RANK)
		return fc_type_tensor(dtype, FC_SHAPE_UNKNOWN);
	for (unsigned i = 0; i < p->shape->n_dim; i++)
		dim[i] = dimension(o, p->shape->dim[i], who, i);
	return fc_type_tensor(dtype, fc_shape_make(o->b->dims, dim, (int)p->shape->n_dim));
}

static struct fc_type
of(struct fc_onnx *o, enum fc_kind kind, const Onnx__TypeProto *p, const char *who, unsigned depth)
{
	struct fc_type *elem;

	if (!p)
		return (struct fc_type){ .kind = (unsigned char)kind, .shape = FC_SHAPE_UNKNOWN };
	elem = FC_NEW(o->b->arena, struct fc_type);
	*elem = fc_onnx_type(o, p, who, depth + 1);
	return (struct fc_type){
		.kind = (unsigned char)kind, .n_elem = 1, .elem = elem, .shape = FC_SHAPE_UNKNOWN
	};
}

struct fc_type
fc_onnx_type(struct fc_onnx *o, const Onnx__TypeProto *p, const char *who, unsigned depth)
{
	struct fc_type t;

	if (!p || depth > FC_LIMIT_NESTING)
		return fc_type_unknown();
	if (p->tensor_type)
		return tensor(o, p->tensor_type, who);
	if (p->sparse_tensor_type)
		return tensor(o, p->sparse_tensor_type, who);
	if (p->sequence_type)
		return of(o, FC_KIND_SEQUENCE, p->sequence_type->elem_type, who, depth);
	if (p->optional_type)
		return of(o, FC_KIND_OPTIONAL, p->optional_type->elem_type, who, depth);
	if (!p->map_type)
		return fc_type_unknown();
	t = of(o, FC_KIND_MAP, p->map_type->value_type, who, depth);
	t.dtype = (unsigned char)fc_onnx_dtype(p->map_type->key_type);
	return t;
}

/* protobuf-c recurses without a limit: count the nesting of a TypeProto first. */
static bool
shallow(struct fc_onnx *o, struct fc_range r, unsigned depth)
{
	struct fc_wire w = fc_wire_open(o->src, r);
	struct fc_wire_field f;

	if (depth > FC_LIMIT_NESTING)
		return false;
	while (fc_wire_next(&w, &f)) {
		if (f.type == FC_WIRE_LEN && f.data.size > 2 && depth && !shallow(o, f.data, depth + 1))
			return false;
		if (f.number == 2 && !depth && f.type == FC_WIRE_LEN && !shallow(o, f.data, 1))
			return false;
	}
	return true; /* bytes that are no message end the walk early, and are a leaf */
}

bool
fc_onnx_value_info(struct fc_onnx *o, struct fc_range r, const char **name, struct fc_type *type)
{
	Onnx__ValueInfoProto *p;

	fc_arena_reset(o->scratch);
	p = shallow(o, r, 0) ? fc_onnx_decode(o, &onnx__value_info_proto__descriptor, r) : NULL;
	if (!p)
		return fc_onnx_damaged(o, r.at, "value info");
	*name = fc_onnx_text(o, p->name);
	*type = fc_onnx_type(o, p->type, *name, 0);
	return true;
}

struct fc_type
fc_onnx_open_type(struct fc_onnx *o, struct fc_type t, const char *name)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	bool open = false;

	if (t.kind != FC_KIND_TENSOR || t.shape.rank < 0)
		return t;
	for (int i = 0; i < t.shape.rank; i++) {
		dim[i] = t.shape.dim[i];
		if (!fc_dim_is_nan(dim[i]))
			continue;
		open = true;
		dim[i] = fc_dim_unknown(o->b->dims, name, FC_DIM_NAN, "declared open in a body");
	}
	if (open)
		t.shape = fc_shape_make(o->b->dims, dim, t.shape.rank);
	return t;
}

static bool
agrees(struct fc_shape a, struct fc_shape b)
{
	int64_t x, y;

	if (a.rank < 0 || b.rank < 0)
		return true;
	for (int i = 0; i < a.rank && a.rank == b.rank; i++) {
		if (fc_dim_const(a.dim[i], &x) && fc_dim_const(b.dim[i], &y) && x != y)
			return false;
	}
	return a.rank == b.rank;
}

void
fc_onnx_crosscheck(struct fc_onnx *o, const struct fc_node *node, const struct fc_value *v,
                   const struct fc_type *declared)
{
	struct fc_str a = FC_STR(o->b->arena), b = FC_STR(o->b->arena);

	if (declared->kind != FC_KIND_TENSOR || v->type.kind != FC_KIND_TENSOR)
		return;
	if (declared->shape.dim == v->type.shape.dim && declared->shape.rank == v->type.shape.rank)
		return;
	if (agrees(declared->shape, v->type.shape))
		return;
	fc_shape_print(declared->shape, &a);
	fc_shape_print(v->type.shape, &b);
	fc_diag_add(o->b->diags, FC_E_DECLARED, fc_node_where(node),
	            "the file declares '%s' as %s, inferred is %s", v->name, a.data, b.data);
}
