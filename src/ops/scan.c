/* scan.c -- bodies that run once per slice or per element: Scan, SequenceMap */
#include "ops/control.h"
#include "ops/families.h"
#include "ops/loop.h"

/* Where states and scanned operands stand; the batched form of opset 8 has sequence_lens before them. */
struct scan {
	unsigned first, states, scanned;
	bool batched;
};

static struct scan
layout(const struct fc_op_ctx *cx)
{
	int64_t n = fc_op_int(cx, "num_scan_inputs");
	struct scan s = { .batched = fc_op_int(cx, "batched") != 0 };

	s.first = s.batched ? 1 : 0;
	s.scanned = n > 0 && n <= cx->node->n_in ? (unsigned)n : 0;
	s.states = cx->node->n_in > s.scanned + s.first ? cx->node->n_in - s.scanned - s.first : 0;
	return s;
}

static int
axis_at(const struct fc_op_ctx *cx, const char *name, unsigned i, int rank)
{
	unsigned n;
	const struct fc_dim *v = fc_op_ints(cx, name, &n);
	int64_t axis = 0;

	if (i < n && !fc_dim_const(v[i], &axis))
		return -1;
	if (axis < 0)
		axis += rank;
	return axis >= 0 && axis < rank ? (int)axis : -1;
}

/* A tensor type without axis skip, and without the batch axis before it. */
static struct fc_type
slice_of(struct fc_op_ctx *cx, struct fc_type t, int skip, bool batched)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	int rank = 0;

	if (t.kind != FC_KIND_TENSOR || t.shape.rank < 0)
		return t;
	for (int i = 0; i < t.shape.rank; i++) {
		if (i != skip && !(batched && i == 0))
			dim[rank++] = t.shape.dim[i];
	}
	return fc_type_tensor((enum fc_dtype)t.dtype, fc_shape_make(cx->dims, dim, rank));
}

static int
scan_axis(const struct fc_op_ctx *cx, const struct scan *s, unsigned i)
{
	int rank = fc_op_shape(cx, s->first + s->states + i).rank;

	if (s->batched)
		return rank > 1 ? 1 : -1;
	return rank > 0 ? axis_at(cx, "scan_input_axes", i, rank) : -1;
}

static bool
scan_body(struct fc_op_ctx *cx, unsigned i, struct fc_graph *body)
{
	struct scan s = layout(cx);

	(void)i;
	for (uint32_t k = 0; k < body->inputs.n; k++) {
		struct fc_type t = fc_op_type(cx, s.first + k);

		if (k < s.states)
			fc_control_retype(body->inputs.at[k], slice_of(cx, t, -1, s.batched));
		else
			fc_control_retype(body->inputs.at[k],
			                  slice_of(cx, t, scan_axis(cx, &s, k - s.states), s.batched));
	}
	return true;
}

static struct fc_dim
scan_trips(struct fc_op_ctx *cx, const struct scan *s)
{
	for (unsigned i = 0; i < s->scanned; i++) {
		struct fc_shape x = fc_op_shape(cx, s->first + s->states + i);
		int axis = scan_axis(cx, s, i);

		if (x.rank > 0 && axis >= 0)
			return x.dim[axis];
	}
	return fc_op_unknown(cx, "trips", FC_DIM_NAN);
}

static struct fc_type
with_batch(struct fc_op_ctx *cx, struct fc_type t, struct fc_dim batch)
{
	struct fc_dim dim[FC_LIMIT_RANK];

	if (t.kind != FC_KIND_TENSOR || t.shape.rank < 0 || t.shape.rank >= FC_LIMIT_RANK)
		return fc_type_tensor((enum fc_dtype)t.dtype, FC_SHAPE_UNKNOWN);
	dim[0] = batch;
	for (int i = 0; i < t.shape.rank; i++)
		dim[i + 1] = t.shape.dim[i];
	return fc_type_tensor((enum fc_dtype)t.dtype, fc_shape_make(cx->dims, dim, t.shape.rank + 1));
}

static void
add_batch(struct fc_op_ctx *cx, const struct scan *s, struct fc_dim *trips)
{
	struct fc_shape x = fc_op_shape(cx, s->first + s->states);
	struct fc_dim batch = x.rank > 0 ? x.dim[0] : fc_op_unknown(cx, "batch", FC_DIM_NAN);

	for (unsigned o = 0; o < cx->node->n_out; o++) {
		if (fc_op_wants(cx, o))
			fc_op_out_type(cx, o, with_batch(cx, cx->node->out[o]->type, batch));
	}
	*trips = fc_dim_mul(cx->dims, *trips, batch);
}

static bool
scan_infer(struct fc_op_ctx *cx)
{
	struct fc_graph *body = fc_control_body(cx, "body");
	struct fc_loop l = { .cx = cx, .body = body, .turn = FC_DIM_NAN };
	struct scan s = layout(cx);
	struct fc_dim trips;

	if (!body)
		return fc_op_fail(cx, FC_E_SIGNATURE, "the body is missing");
	if (!s.scanned)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "num_scan_inputs does not fit %u operands",
		                  cx->node->n_in);
	l.n = s.states < body->inputs.n ? s.states : body->inputs.n;
	fc_loop_settle(&l);
	trips = scan_trips(cx, &s);
	for (unsigned o = 0; o < cx->node->n_out; o++) {
		struct fc_value *v = fc_control_result(body, o);
		int axis;

		if (v && o < s.states)
			fc_op_out_type(cx, o, v->type);
		if (!v || o < s.states)
			continue;
		axis = v->type.shape.rank < 0 ? 0 :
		       axis_at(cx, "scan_output_axes", o - s.states, v->type.shape.rank + 1);
		fc_control_stack(cx, o, v, trips, axis < 0 ? 0 : axis);
	}
	if (s.batched)
		add_batch(cx, &s, &trips);
	fc_node_runs(cx->node, trips, FC_DIM_NAN);
	return true;
}

/* --- SequenceMap: the body runs once per element of the first operand --------------- */

static struct fc_type
element(struct fc_op_ctx *cx, struct fc_type t)
{
	struct fc_type each;

	if (t.kind != FC_KIND_SEQUENCE)
		return t;
	if (!t.n_elem)
		return fc_type_unknown();
	each = t.elem[0];
	for (unsigned i = 1; t.listed && i < t.n_elem; i++)
		each = fc_control_join(cx, each, t.elem[i]);
	return each;
}

static bool
map_body(struct fc_op_ctx *cx, unsigned i, struct fc_graph *body)
{
	(void)i;
	for (uint32_t k = 0; k < body->inputs.n; k++)
		fc_control_retype(body->inputs.at[k], element(cx, fc_op_type(cx, k)));
	return true;
}

static bool
map_infer(struct fc_op_ctx *cx)
{
	struct fc_graph *body = fc_control_body(cx, "body");
	struct fc_type in = fc_op_type(cx, 0);
	struct fc_dim trips;

	if (!body)
		return fc_op_fail(cx, FC_E_SIGNATURE, "the body is missing");
	trips = in.kind == FC_KIND_SEQUENCE && in.listed ? fc_dim_int(cx->dims, in.n_elem) :
	        in.uniform ? in.length : fc_op_unknown(cx, "length", FC_DIM_NAN);
	fc_node_runs(cx->node, trips, FC_DIM_NAN);
	for (unsigned o = 0; o < cx->node->n_out; o++) {
		struct fc_value *v = fc_control_result(body, o);
		struct fc_type *elem = FC_NEW(cx->b->arena, struct fc_type);

		*elem = v ? v->type : fc_type_unknown();
		fc_op_out_type(cx, o, (struct fc_type){ .kind = FC_KIND_SEQUENCE, .n_elem = 1, .elem = elem,
		                                        .shape = FC_SHAPE_UNKNOWN });
	}
	return true;
}

const struct fc_op fc_ops_scan[] = {
	{ .name = "Scan", .in = "initial_state_and_scan_inputs*", .out = "final_state_and_scan_outputs*",
	  .attr = "body num_scan_inputs scan_input_axes scan_input_directions scan_output_axes "
	          "scan_output_directions batched=0",
	  .cost = "", .infer = scan_infer, .body = scan_body, .flags = FC_OP_BODY,
	  .source = "ONNX Scan-25: scan length times the body" },
	{ .name = "SequenceMap", .in = "input_sequence additional_inputs*", .out = "out_sequence*",
	  .attr = "body", .cost = "", .infer = map_infer, .body = map_body, .flags = FC_OP_BODY,
	  .source = "ONNX SequenceMap-17: sequence length times the body" },
	{ 0 },
};
