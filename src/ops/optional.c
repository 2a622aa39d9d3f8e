/* optional.c -- values that may be absent */
#include "ops/families.h"

/* Without an operand, attribute type says what is absent. */
static bool
optional_infer(struct fc_op_ctx *cx)
{
	const struct fc_attr *a = fc_node_attr(cx->node, "type");
	struct fc_type *e = FC_NEW(cx->b->arena, struct fc_type);

	e[0] = fc_op_has(cx, 0) ? fc_op_type(cx, 0) : fc_type_unknown();
	if (!fc_op_has(cx, 0) && a && a->kind == FC_ATTR_TYPE && a->value)
		e[0] = a->value->type;
	return fc_op_out_type(cx, 0, (struct fc_type){ .kind = FC_KIND_OPTIONAL, .n_elem = 1,
	                                               .shape = FC_SHAPE_UNKNOWN, .elem = e });
}

/* Since ONNX 18 the operand may be the element itself. */
static bool
optional_get_element_infer(struct fc_op_ctx *cx)
{
	struct fc_type t = fc_op_type(cx, 0);

	if (t.kind != FC_KIND_OPTIONAL)
		return fc_op_out_type(cx, 0, t);
	return fc_op_out_type(cx, 0, t.n_elem ? t.elem[0] : fc_type_unknown());
}

static bool
optional_has_element_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, FC_DTYPE_BOOL, FC_SHAPE_SCALAR);
}

static void
optional_has_element_fold(struct fc_op_ctx *cx)
{
	const struct fc_value *v = fc_op_in(cx, 0);
	const struct fc_node *p = v ? v->producer : NULL;
	struct fc_scalar *at = fc_op_scalars(cx, 1);

	if (!v)
		at[0] = fc_scalar_int(cx->dims, 0);
	else if (v->type.kind == FC_KIND_TENSOR || v->type.kind == FC_KIND_SEQUENCE)
		at[0] = fc_scalar_int(cx->dims, 1);
	else if (p && p->op && p->op->infer == optional_infer)
		at[0] = fc_scalar_int(cx->dims, p->n_in > 0 && p->in[0]);
	fc_op_set_known(cx, 0, at, 1);
}

const struct fc_op fc_ops_optional[] = {
	{ .name = "Optional", .in = "input?", .out = "output", .attr = "type", .infer = optional_infer,
	  .cost = "", .flags = FC_OP_VIEW, .source = "ONNX Optional-15" },
	{ .name = "OptionalGetElement", .in = "input", .out = "output", .attr = "",
	  .infer = optional_get_element_infer, .cost = "", .flags = FC_OP_VIEW,
	  .source = "ONNX OptionalGetElement-18" },
	{ .name = "OptionalHasElement", .in = "input#?", .out = "output", .attr = "",
	  .infer = optional_has_element_infer, .fold = optional_has_element_fold, .cost = "write(output) = 0",
	  .source = "ONNX OptionalHasElement-18" },
	{ 0 },
};
