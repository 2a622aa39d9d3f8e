/* control.c -- operators that own bodies: If, Loop, Call; what Scan shares with them */
#include "ops/control.h"

#include "ops/families.h"

/* --- joining what two ways give ------------------------------------------- */

/* Sizes that differ become one unknown, bounded by the larger. */
static struct fc_dim
join_dim(struct fc_op_ctx *cx, struct fc_dim a, struct fc_dim b)
{
	return fc_dim_eq(a, b) ? a : fc_op_unknown(cx, "size", fc_dim_max(cx->dims, a, b));
}

struct fc_type
fc_control_join(struct fc_op_ctx *cx, struct fc_type a, struct fc_type b)
{
	struct fc_dim dim[FC_LIMIT_RANK];

	if (fc_type_eq(&a, &b))
		return a;
	if (a.kind != b.kind)
		return fc_type_unknown();
	if (a.kind != FC_KIND_TENSOR) { /* a list that grows: what stands for each element joins */
		struct fc_type *elem = FC_NEW(cx->b->keep, struct fc_type);

		if (!a.n_elem || !b.n_elem)
			*elem = a.n_elem ? a.elem[0] : b.n_elem ? b.elem[0] : fc_type_unknown();
		else
			*elem = fc_control_join(cx, a.elem[0], b.elem[0]);
		for (unsigned i = 1; a.n_elem && i < a.n_elem; i++)
			*elem = fc_control_join(cx, *elem, a.elem[i]);
		for (unsigned i = 1; b.n_elem && i < b.n_elem; i++)
			*elem = fc_control_join(cx, *elem, b.elem[i]);
		return (struct fc_type){ .kind = a.kind, .dtype = a.dtype, .n_elem = 1, .elem = elem,
		                         .shape = FC_SHAPE_UNKNOWN };
	}
	if (a.dtype != b.dtype)
		a.dtype = a.dtype ? b.dtype ? FC_DTYPE_UNKNOWN : a.dtype : b.dtype;
	if (a.shape.rank != b.shape.rank || a.shape.rank < 0)
		return fc_type_tensor((enum fc_dtype)a.dtype, FC_SHAPE_UNKNOWN);
	for (int i = 0; i < a.shape.rank; i++)
		dim[i] = join_dim(cx, a.shape.dim[i], b.shape.dim[i]);
	return fc_type_tensor((enum fc_dtype)a.dtype, fc_shape_make(cx->dims, dim, a.shape.rank));
}

static void
pass_on(struct fc_op_ctx *cx, unsigned o, const struct fc_value *v)
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

/* --- If ----------------------------------------------------------------------- */

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
			pass_on(cx, o, fc_control_result(taken, o));
		return true;
	}
	for (unsigned o = 0; o < cx->node->n_out; o++) {
		const struct fc_value *a = fc_control_result(yes, o), *b = fc_control_result(no, o);

		if (a && b)
			fc_op_out_type(cx, o, fc_control_join(cx, a->type, b->type));
	}
	return true;
}

/* --- Loop -------------------------------------------------------------------- */

enum { LOOP_STATE = 2 }; /* operands M, cond; body inputs iteration, cond; then the carried values */

void
fc_control_retype(struct fc_value *v, struct fc_type type)
{
	v->type = type;
	v->known = NULL;
}

/* The iteration's number is a size of its own, below the trip count: slices at i .. i + 1 come out even. */
static void
loop_iteration(struct fc_op_ctx *cx, struct fc_value *v)
{
	struct fc_dim m = fc_op_value_dim(cx, 0);
	struct fc_scalar *at;
	int64_t n;

	fc_control_retype(v, fc_type_tensor(FC_DTYPE_INT64, FC_SHAPE_SCALAR));
	if (!fc_dim_const(m, &n) || n < 1 || n > INT32_MAX)
		m = FC_DIM_NAN;
	v->known = fc_builder_known(cx->b, 1, &at);
	at[0] = fc_scalar_dim(n == 1 && !fc_dim_is_nan(m) ? fc_dim_int(cx->dims, 0)
	                      : fc_op_unknown(cx, "iteration", fc_dim_addi(cx->dims, m, -1)));
}

static bool
loop_body(struct fc_op_ctx *cx, unsigned i, struct fc_graph *body)
{
	(void)i;
	for (uint32_t k = 0; k < body->inputs.n; k++) {
		if (k == 0)
			loop_iteration(cx, body->inputs.at[k]);
		else if (k == 1)
			fc_control_retype(body->inputs.at[k], fc_type_tensor(FC_DTYPE_BOOL, FC_SHAPE_SCALAR));
		else
			fc_control_retype(body->inputs.at[k], fc_op_type(cx, k));
	}
	return true;
}

/* The condition that the body hands on is the one it got, or true. */
static bool
stays_true(const struct fc_graph *body)
{
	const struct fc_value *in = body->inputs.n > 1 ? body->inputs.at[1] : NULL;
	const struct fc_value *out = fc_control_result(body, 0);
	int64_t v;

	if (!out)
		return false;
	return out == in || (in && out->base == in) || (fc_value_int(out, &v) && v);
}

static struct fc_dim
loop_trips(struct fc_op_ctx *cx, const struct fc_graph *body)
{
	struct fc_dim m = fc_op_value_dim(cx, 0), max = FC_DIM_NAN;
	int64_t cond = 1;

	if (fc_op_has(cx, 1) && fc_op_value_int(cx, 1, &cond) && !cond)
		return fc_dim_int(cx->dims, 0);
	if (fc_op_has(cx, 0) && !fc_dim_is_nan(m)) {
		int64_t n;

		if (fc_dim_const(m, &n) && n < 0)
			m = fc_dim_int(cx->dims, 0);
		if ((!fc_op_has(cx, 1) || cond) && stays_true(body))
			return m;
		if (!fc_dim_const(m, &n) || n < INT64_C(1) << 40) /* "for ever" is no bound */
			max = m;
	}
	return fc_op_unknown(cx, "trips", max);
}

/*
 * Carried sizes that differ after one turn become unknowns of the body, which
 * is inferred again with them. A size that grows by a constant each turn ends
 * at first + constant * trips.
 */
static void
loop_state(struct fc_op_ctx *cx, struct fc_graph *body, unsigned k, struct fc_type *before, bool *again)
{
	struct fc_value *in = body->inputs.at[k];
	const struct fc_value *out = fc_control_result(body, k - 1);

	*before = in->type;
	if (!out || fc_type_eq(&in->type, &out->type))
		return;
	fc_control_retype(in, fc_control_join(cx, in->type, out->type));
	*again = true;
}

static struct fc_dim
loop_final(struct fc_op_ctx *cx, struct fc_dim first, struct fc_dim in, struct fc_dim out,
           struct fc_dim trips)
{
	struct fc_dim step = fc_dim_sub(cx->dims, out, in);

	if (fc_dim_eq(in, out))
		return fc_dim_eq(first, in) ? first : FC_DIM_NAN;
	if (fc_dim_is_nan(step) || fc_dim_has_unknown(step) || !fc_dim_as_symbol(in))
		return FC_DIM_NAN;
	if (fc_dim_has_symbol(step, fc_dim_as_symbol(in)))
		return FC_DIM_NAN;
	return fc_dim_add(cx->dims, first, fc_dim_mul(cx->dims, step, trips));
}

static void
loop_result(struct fc_op_ctx *cx, struct fc_graph *body, unsigned k, struct fc_dim trips)
{
	struct fc_type first = fc_op_type(cx, k), in = body->inputs.at[k]->type;
	const struct fc_value *out = fc_control_result(body, k - 1);
	struct fc_dim dim[FC_LIMIT_RANK];
	int64_t n;

	if (!out)
		return;
	if (out == body->inputs.at[k] || (fc_dim_const(trips, &n) && n == 0)) {
		pass_on(cx, k - LOOP_STATE, fc_op_in(cx, k));
		return;
	}
	if (fc_dim_const(trips, &n) && n == 1 && fc_type_eq(&first, &in)) {
		fc_op_out_type(cx, k - LOOP_STATE, out->type);
		return;
	}
	if (first.kind != FC_KIND_TENSOR || out->type.kind != FC_KIND_TENSOR || first.shape.rank < 0 ||
	    first.shape.rank != out->type.shape.rank || in.shape.rank != out->type.shape.rank) {
		fc_op_out_type(cx, k - LOOP_STATE,
		               fc_control_join(cx, fc_control_join(cx, first, in), out->type));
		return;
	}
	for (int i = 0; i < first.shape.rank; i++)
		dim[i] = loop_final(cx, first.shape.dim[i], in.shape.dim[i], out->type.shape.dim[i], trips);
	fc_op_out_dims(cx, k - LOOP_STATE, (enum fc_dtype)out->type.dtype, dim, first.shape.rank);
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

static bool
loop_infer(struct fc_op_ctx *cx)
{
	struct fc_graph *body = fc_control_body(cx, "body");
	struct fc_type before;
	bool again = true;
	unsigned n;

	if (!body)
		return fc_op_fail(cx, FC_E_SIGNATURE, "the body is missing");
	n = body->inputs.n > LOOP_STATE ? body->inputs.n : LOOP_STATE;
	for (int turn = 0; turn < 3 && again; turn++) {
		again = false;
		for (unsigned k = LOOP_STATE; k < n; k++)
			loop_state(cx, body, k, &before, &again);
		if (again)
			cx->infer_body(cx, body);
	}
	cx->node->trips = loop_trips(cx, body);
	for (unsigned k = LOOP_STATE; k < n; k++)
		loop_result(cx, body, k, cx->node->trips);
	for (unsigned o = n - LOOP_STATE; o < cx->node->n_out; o++)
		fc_control_stack(cx, o, fc_control_result(body, o + 1), cx->node->trips, 0);
	return true;
}

/* --- Call: a local function, inlined ----------------------------------------------- */

static bool
call_infer(struct fc_op_ctx *cx)
{
	struct fc_graph *body = cx->node->n_body ? cx->node->body[0] : NULL;

	for (unsigned o = 0; body && o < cx->node->n_out; o++) {
		struct fc_value *v = fc_control_result(body, o);

		pass_on(cx, o, v);
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
	  .infer = if_infer, .flags = FC_OP_BODY | FC_OP_BRANCH,
	  .source = "ONNX If-25: the branch taken, else the larger" },
	{ .name = "Loop", .in = "M#? cond#? v_initial*", .out = "v_final_and_scan_outputs*", .attr = "body",
	  .cost = "", .infer = loop_infer, .body = loop_body, .flags = FC_OP_BODY,
	  .source = "ONNX Loop-25: trip count times the body" },
	{ .name = "Repeat", .in = "", .out = "results*", .attr = "", .cost = "", .infer = constant_infer,
	  .flags = FC_OP_BODY | FC_OP_SOURCE, .source = "TorchScript for and while: turns times the body" },
	{ 0 },
};
