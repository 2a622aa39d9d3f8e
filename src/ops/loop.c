/* loop.c -- Loop: its body's inputs, what is left after the last turn, what each turn adds */
#include "ops/loop.h"

#include "ops/control.h"
#include "ops/families.h"

enum { STATE = 2 }; /* operands M, cond; body inputs iteration, cond; then the carried values */

/* A scalar, or a list of one where the body says so: runtimes obey. */
static struct fc_shape
single(struct fc_op_ctx *cx, const struct fc_value *v)
{
	struct fc_dim one = fc_dim_int(cx->dims, 1);

	return v->type.kind == FC_KIND_TENSOR && v->type.shape.rank == 1 ? fc_shape_make(cx->dims, &one, 1)
	                                                                 : FC_SHAPE_SCALAR;
}

/* The iteration's number is a size of its own, below the trip count: slices at i .. i + 1 come out even. */
static void
iteration(struct fc_op_ctx *cx, struct fc_value *v)
{
	struct fc_dim m = fc_op_value_dim(cx, 0);
	struct fc_scalar *at;
	int64_t n;

	fc_control_retype(v, fc_type_tensor(FC_DTYPE_INT64, single(cx, v)));
	if (fc_dim_const(m, &n) && (n < 1 || n >= INT32_MAX))
		m = FC_DIM_NAN;
	v->known = fc_builder_known(cx->b, 1, &at);
	at[0] = fc_scalar_dim(fc_dim_is(m, 1) ? fc_dim_int(cx->dims, 0)
	                      : fc_op_unknown(cx, "iteration", fc_dim_addi(cx->dims, m, -1)));
}

/* The types and values of the first turn; fc_loop_settle() makes them hold for the others. */
static bool
loop_body(struct fc_op_ctx *cx, unsigned i, struct fc_graph *body)
{
	(void)i;
	for (uint32_t k = 0; k < body->inputs.n; k++) {
		struct fc_value *v = body->inputs.at[k];

		if (k == 0) {
			iteration(cx, v);
		} else if (k == 1) {
			fc_control_retype(v, fc_type_tensor(FC_DTYPE_BOOL, single(cx, v)));
		} else {
			fc_control_retype(v, fc_op_type(cx, k));
			v->known = fc_op_has(cx, k) ? fc_op_in(cx, k)->known : NULL;
		}
	}
	return true;
}

/* --- after the last turn ---------------------------------------------------------------- */

/* A size after that many turns; NaN: it hangs on more than their number. */
static struct fc_dim
after(const struct fc_loop *l, struct fc_dim x, struct fc_dim trips)
{
	x = fc_loop_at(l, x, trips);
	return fc_loop_is_open(l, x) ? FC_DIM_NAN : x;
}

static void
values_after(const struct fc_loop *l, unsigned o, const struct fc_known *in, struct fc_dim trips)
{
	struct fc_scalar *at;

	if (!in)
		return;
	at = fc_op_scalars(l->cx, in->n);
	for (unsigned i = 0; i < in->n; i++) {
		at[i] = in->at[i];
		if (fc_scalar_is_known(at[i]))
			at[i].dim = fc_loop_at(l, at[i].dim, trips);
	}
	fc_op_set_known(l->cx, o, at, in->n);
}

static void
sequence_after(const struct fc_loop *l, unsigned o, struct fc_type in, struct fc_dim trips)
{
	if (in.uniform)
		in.length = after(l, in.length, trips);
	in.uniform = in.uniform && !fc_dim_is_nan(in.length);
	fc_op_out_type(l->cx, o, in);
}

/* Result o of a body that runs more than once: its input settled to what holds at every turn. */
static void
carried(const struct fc_loop *l, unsigned o, struct fc_dim trips)
{
	const struct fc_value *in = l->body->inputs.at[STATE + o];
	struct fc_dim dim[FC_LIMIT_RANK];

	if (in->type.kind == FC_KIND_SEQUENCE) {
		sequence_after(l, o, in->type, trips);
		return;
	}
	if (in->type.kind != FC_KIND_TENSOR || in->type.shape.rank < 0) {
		fc_op_out_type(l->cx, o, in->type);
		return;
	}
	for (int i = 0; i < in->type.shape.rank; i++)
		dim[i] = after(l, in->type.shape.dim[i], trips);
	fc_op_out_dims(l->cx, o, (enum fc_dtype)in->type.dtype, dim, in->type.shape.rank);
	values_after(l, o, in->known, trips);
}

/* At most one turn: the value of before, the turn's own, or either. */
static void
at_most_once(const struct fc_loop *l, unsigned o, struct fc_dim trips)
{
	const struct fc_value *before = fc_op_in(l->cx, STATE + o), *v = fc_control_result(l->body, o + 1);

	if (fc_dim_is(trips, 0))
		fc_control_pass_on(l->cx, o, before);
	else if (fc_dim_is(trips, 1))
		fc_control_pass_on(l->cx, o, v);
	else if (before && v)
		fc_op_out_type(l->cx, o, fc_control_join(l->cx, before->type, v->type));
}

/* Turn by turn, what the body makes of the turn's number. */
static void
stacked_values(const struct fc_loop *l, unsigned o, const struct fc_known *each, struct fc_dim trips)
{
	struct fc_scalar *at;
	int64_t n;

	if (!fc_dim_const(trips, &n) || n < 1 || (uint64_t)n * each->n > l->cx->b->limits.known)
		return;
	at = fc_op_scalars(l->cx, (unsigned)n * each->n);
	for (unsigned i = 0; i < (unsigned)n * each->n; i++) {
		at[i] = each->at[i % each->n];
		if (!fc_scalar_is_known(at[i]))
			continue;
		at[i].dim = fc_loop_value(l, at[i].dim, i / each->n);
	}
	fc_op_set_known(l->cx, o, at, (unsigned)n * each->n);
}

/* What each turn hands out, where the number of the turn is no size of the whole. */
static void
stacked(const struct fc_loop *l, unsigned o, struct fc_dim trips)
{
	const struct fc_symbol *turn = fc_dim_as_symbol(l->turn);
	struct fc_value *v = fc_control_result(l->body, o + 1), each;
	struct fc_dim dim[FC_LIMIT_RANK];

	if (!v)
		return;
	each = *v;
	for (int i = 0; i < each.type.shape.rank; i++) {
		dim[i] = each.type.shape.dim[i];
		if (turn && fc_dim_has_symbol(dim[i], turn))
			dim[i] = fc_op_unknown(l->cx, "size", FC_DIM_NAN);
	}
	if (each.type.shape.rank > 0)
		each.type.shape = fc_shape_make(l->cx->dims, dim, each.type.shape.rank);
	fc_control_stack(l->cx, o, &each, trips, 0);
	if (each.known)
		stacked_values(l, o, each.known, trips);
}

static bool
loop_infer(struct fc_op_ctx *cx)
{
	struct fc_graph *body = fc_control_body(cx, "body");
	struct fc_loop l = { .cx = cx, .body = body, .first_in = STATE, .first_out = 1, .turn = FC_DIM_NAN };
	struct fc_dim trips;
	int64_t n;
	bool few;

	if (!body)
		return fc_op_fail(cx, FC_E_SIGNATURE, "the body is missing");
	l.n = body->inputs.n > STATE ? body->inputs.n - STATE : 0;
	if (body->inputs.n)
		l.turn = fc_scalar_as_dim(cx->dims, fc_value_at(body->inputs.at[0], 0));
	few = fc_op_has(cx, 0) && fc_op_value_int(cx, 0, &n) && n <= 1;
	if (!few)
		fc_loop_settle(&l);
	trips = fc_loop_trips(&l);
	fc_node_runs(cx->node, trips, l.turn);
	for (unsigned o = 0; o < l.n && o < cx->node->n_out; o++) {
		if (few || fc_dim_is(trips, 0))
			at_most_once(&l, o, trips);
		else if (fc_control_result(body, o + 1) == body->inputs.at[STATE + o])
			fc_control_pass_on(cx, o, fc_op_in(cx, STATE + o));
		else
			carried(&l, o, trips);
	}
	for (unsigned o = l.n; o < cx->node->n_out; o++)
		stacked(&l, o, trips);
	return true;
}

const struct fc_op fc_ops_loop[] = {
	{ .name = "Loop", .in = "M#? cond#? v_initial*", .out = "v_final_and_scan_outputs*", .attr = "body",
	  .cost = "", .infer = loop_infer, .body = loop_body, .flags = FC_OP_BODY,
	  .source = "ONNX Loop-25: trip count times the body" },
	{ 0 },
};
