/* control.c -- operators that own bodies: If, Call; what loops share with them */
#include "ops/control.h"

#include "ops/families.h"

/* --- joining what two ways give ------------------------------------------- */

static struct fc_type join(struct fc_op_ctx *cx, struct fc_type a, struct fc_type b, bool bounded);

/* Lists: what stands for each element joins. */
static struct fc_type
join_elements(struct fc_op_ctx *cx, struct fc_type a, struct fc_type b, bool bounded)
{
	struct fc_type *elem = FC_NEW(cx->b->arena, struct fc_type);

	*elem = a.n_elem ? a.elem[0] : b.n_elem ? b.elem[0] : fc_type_unknown();
	for (unsigned i = 1; i < a.n_elem; i++)
		*elem = join(cx, *elem, a.elem[i], bounded);
	for (unsigned i = 0; i < b.n_elem; i++)
		*elem = join(cx, *elem, b.elem[i], bounded);
	return (struct fc_type){ .kind = a.kind, .dtype = a.dtype, .n_elem = 1, .elem = elem,
	                         .shape = FC_SHAPE_UNKNOWN };
}

/* Sizes that differ become one unknown, bounded by the larger when it is one of the two for certain. */
static struct fc_type
join(struct fc_op_ctx *cx, struct fc_type a, struct fc_type b, bool bounded)
{
	struct fc_dim dim[FC_LIMIT_RANK];

	if (fc_type_eq(&a, &b))
		return a;
	if (a.kind != b.kind)
		return fc_type_unknown();
	if (a.kind != FC_KIND_TENSOR)
		return join_elements(cx, a, b, bounded);
	if (a.dtype != b.dtype)
		a.dtype = a.dtype ? b.dtype ? FC_DTYPE_UNKNOWN : a.dtype : b.dtype;
	if (a.shape.rank != b.shape.rank || a.shape.rank < 0)
		return fc_type_tensor((enum fc_dtype)a.dtype, FC_SHAPE_UNKNOWN);
	for (int i = 0; i < a.shape.rank; i++) {
		struct fc_dim x = a.shape.dim[i], y = b.shape.dim[i];

		dim[i] = fc_dim_eq(x, y) ? x :
		         fc_op_unknown(cx, "size", bounded ? fc_dim_max(cx->dims, x, y) : FC_DIM_NAN);
	}
	return fc_type_tensor((enum fc_dtype)a.dtype, fc_shape_make(cx->dims, dim, a.shape.rank));
}

struct fc_type
fc_control_join(struct fc_op_ctx *cx, struct fc_type a, struct fc_type b)
{
	return join(cx, a, b, true);
}

struct fc_type
fc_control_widen(struct fc_op_ctx *cx, struct fc_type a, struct fc_type b)
{
	return join(cx, a, b, false);
}

void
fc_control_pass_on(struct fc_op_ctx *cx, unsigned o, const struct fc_value *v)
{
	if (!v || !fc_op_wants(cx, o))
		return;
	fc_op_out_type(cx, o, v->type);
	cx->node->out[o]->known = v->known;
}

struct fc_graph *
fc_control_body(const struct fc_op_ctx *cx, const char *attr)
{
	const struct fc_attr *a = fc_node_attr(cx->node, attr);

	return a && a->kind == FC_ATTR_GRAPH && a->n < cx->node->n_body ? cx->node->body[a->n] : NULL;
}

struct fc_value *
fc_control_result(const struct fc_graph *body, unsigned i)
{
	return i < body->outputs.n ? body->outputs.at[i] : NULL;
}

void
fc_control_retype(struct fc_value *v, struct fc_type type)
{
	v->type = type;
	v->known = NULL;
}

void
fc_control_stack(struct fc_op_ctx *cx, unsigned o, const struct fc_value *each, struct fc_dim trips, int axis)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	int rank;

	if (!each || each->type.kind != FC_KIND_TENSOR)
		return;
	rank = each->type.shape.rank;
	if (rank < 0 || rank >= FC_LIMIT_RANK || axis > rank) {
		fc_op_out_unknown(cx, o, (enum fc_dtype)each->type.dtype);
		return;
	}
	for (int i = 0; i <= rank; i++)
		dim[i] = i == axis ? trips : each->type.shape.dim[i < axis ? i : i - 1];
	fc_op_out_dims(cx, o, (enum fc_dtype)each->type.dtype, dim, rank + 1);
}

/* --- If ----------------------------------------------------------------------- */

/* Is that body the branch which a known condition does not take? */
static bool
if_body(struct fc_op_ctx *cx, unsigned i, struct fc_graph *body)
{
	const struct fc_attr *yes = fc_node_attr(cx->node, "then_branch");
	int64_t cond;

	body->idle = yes && fc_op_value_int(cx, 0, &cond) && (yes->n == i) != (cond != 0);
	return true;
}

static bool
if_infer(struct fc_op_ctx *cx)
{
	struct fc_graph *yes = fc_control_body(cx, "then_branch"), *no = fc_control_body(cx, "else_branch");
	int64_t cond;

	if (!yes || !no)
		return fc_op_fail(cx, FC_E_SIGNATURE, "a branch is missing");
	cx->node->chosen = 0;
	if (fc_op_value_int(cx, 0, &cond)) {
		struct fc_graph *taken = cond ? yes : no;

		cx->node->chosen = cx->node->body[0] == taken ? 1 : 2;
		for (unsigned o = 0; o < cx->node->n_out; o++)
			fc_control_pass_on(cx, o, fc_control_result(taken, o));
		return true;
	}
	for (unsigned o = 0; o < cx->node->n_out; o++) {
		const struct fc_value *a = fc_control_result(yes, o), *b = fc_control_result(no, o);

		if (a && b)
			fc_op_out_type(cx, o, fc_control_join(cx, a->type, b->type));
	}
	return true;
}

/* --- Call: a local function, inlined ----------------------------------------------- */

static bool
call_infer(struct fc_op_ctx *cx)
{
	struct fc_graph *body = cx->node->n_body ? cx->node->body[0] : NULL;

	for (unsigned o = 0; body && o < cx->node->n_out; o++) {
		struct fc_value *v = fc_control_result(body, o);

		fc_control_pass_on(cx, o, v);
		if (v && fc_op_wants(cx, o))
			cx->node->out[o]->base = v->base ? v->base : v;
	}
	return true;
}

/* A front-end makes the value together with the node. */
static bool
constant_infer(struct fc_op_ctx *cx)
{
	(void)cx;
	return true;
}

const struct fc_op fc_ops_control[] = {
	{ .name = "Branch", .in = "", .out = "results*", .attr = "", .cost = "", .infer = constant_infer,
	  .flags = FC_OP_BODY | FC_OP_BRANCH | FC_OP_SOURCE, .source = "TorchScript if: the larger side" },
	{ .name = "Call", .in = "inputs*", .out = "outputs*", .attr = "", .cost = "", .infer = call_infer,
	  .flags = FC_OP_BODY | FC_OP_INLINE, .source = "ONNX FunctionProto" },
	{ .name = "Constant", .in = "", .out = "output", .attr = "", .cost = "", .infer = constant_infer,
	  .flags = FC_OP_SOURCE, .source = "ONNX Constant-25: stored, not computed" },
	{ .name = "If", .in = "cond", .out = "outputs*", .attr = "then_branch else_branch", .cost = "",
	  .infer = if_infer, .body = if_body, .flags = FC_OP_BODY | FC_OP_BRANCH,
	  .source = "ONNX If-25: the branch taken, else the larger" },
	{ .name = "Repeat", .in = "", .out = "results*", .attr = "", .cost = "", .infer = constant_infer,
	  .flags = FC_OP_BODY | FC_OP_SOURCE, .source = "TorchScript for and while: turns times the body" },
	{ 0 },
};
