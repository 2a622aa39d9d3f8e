/* attention.c -- scaled dot-product attention, rotary positions, linear attention */
#include "ops/attend.h"
#include "ops/size.h"

/*
 * Q, K and V as [..., sequence, width], or packed as [batch, sequence, heads *
 * width] when q_num_heads is given (ONNX Attention-23). Sizes that no operand
 * tells are NaN.
 */
static void
read_attend(struct fc_op_ctx *cx, struct fc_attend *a)
{
	struct fc_shape q = fc_op_shape(cx, 0);
	struct fc_dim past = fc_size_at(cx, 4, -2), kv_heads;

	*a = (struct fc_attend){ .packed = q.rank == 3 && fc_op_has_attr(cx, "q_num_heads") };
	a->q = fc_size_at(cx, 0, -2);
	a->kv = fc_size_first(fc_size_at(cx, 1, -2), fc_size_at(cx, 2, -2));
	if (fc_op_has(cx, 4) || fc_op_has(cx, 5))
		a->kv = fc_dim_add(cx->dims, a->kv, fc_size_first(past, fc_size_at(cx, 5, -2)));
	if (a->packed) {
		a->heads = fc_op_dim(cx, "q_num_heads");
		kv_heads = fc_op_has_attr(cx, "kv_num_heads") ? fc_op_dim(cx, "kv_num_heads") : a->heads;
		a->batch = q.dim[0];
		a->qk_width = fc_dim_floordiv(cx->dims, q.dim[2], a->heads);
		a->v_width = fc_dim_floordiv(cx->dims, fc_size_at(cx, 2, 2), kv_heads);
		a->kv_heads = kv_heads;
		return;
	}
	a->heads = q.rank > 2 ? q.dim[q.rank - 3] : fc_dim_int(cx->dims, 1);
	a->batch = q.rank > 2 ? fc_shape_count(cx->dims, q, 0, q.rank - 3) : fc_dim_int(cx->dims, 1);
	a->kv_heads = fc_size_first(fc_size_at(cx, 1, -3), a->heads);
	a->qk_width = fc_size_first(fc_size_at(cx, 0, -1), fc_size_at(cx, 1, -1));
	a->v_width = fc_size_at(cx, 2, -1);
}

static bool
check_attend(struct fc_op_ctx *cx, const struct fc_attend *a)
{
	struct fc_dim width = a->packed ? fc_dim_mul(cx->dims, a->qk_width, a->kv_heads) : a->qk_width;

	for (unsigned i = 0; i < 3; i++)
		if (!fc_op_need_rank(cx, i, 2, FC_LIMIT_RANK))
			return false;
	return fc_op_need_equal(cx, fc_size_at(cx, 1, -1), width, "widths of Q and K") &&
	       fc_op_need_equal(cx, fc_size_at(cx, 1, -2), fc_size_at(cx, 2, -2), "lengths of K and V");
}

/* All axes of Q but the last two, then the two given. */
static bool
attend_out(struct fc_op_ctx *cx, unsigned o, struct fc_dim rows, struct fc_dim columns)
{
	struct fc_shape q = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int i;

	for (i = 0; i < q.rank - 2; i++)
		dim[i] = q.dim[i];
	dim[i++] = rows;
	dim[i++] = columns;
	return fc_op_out_dims(cx, o, fc_op_dtype(cx, 0), dim, i);
}

static bool
attention_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype k = fc_op_dtype(cx, 1), v = fc_op_dtype(cx, 2);
	struct fc_shape q = fc_op_shape(cx, 0);
	struct fc_attend a;

	read_attend(cx, &a);
	if (!check_attend(cx, &a))
		return false;
	if (!fc_shape_known_rank(q)) {
		fc_op_out_unknown(cx, 1, k);
		fc_op_out_unknown(cx, 2, v);
		fc_op_out_unknown(cx, 3, fc_op_dtype(cx, 0));
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	}
	fc_op_out_dims(cx, 1, k, (struct fc_dim[]){ a.batch, a.kv_heads, a.kv, a.qk_width }, 4);
	fc_op_out_dims(cx, 2, v, (struct fc_dim[]){ a.batch, a.kv_heads, a.kv, a.v_width }, 4);
	if (!a.packed) {
		attend_out(cx, 3, a.q, a.kv);
		return attend_out(cx, 0, a.q, a.v_width);
	}
	fc_op_out_dims(cx, 3, fc_op_dtype(cx, 0), (struct fc_dim[]){ a.batch, a.heads, a.q, a.kv }, 4);
	return attend_out(cx, 0, a.q, fc_dim_mul(cx->dims, a.heads, a.v_width));
}

static void
attention_vars(struct fc_op_ctx *cx)
{
	struct fc_attend a;

	read_attend(cx, &a);
	fc_attend_vars(cx, &a);
}

/* A modifier sees all scores at once, in the precision of the softmax. */
static bool
flex_body(struct fc_op_ctx *cx, unsigned i, struct fc_graph *body)
{
	enum fc_dtype t = fc_op_dtype(cx, 0) == FC_DTYPE_FLOAT64 ? FC_DTYPE_FLOAT64 : FC_DTYPE_FLOAT32;
	struct fc_attend a;
	struct fc_dim dim[4];

	(void)i;
	read_attend(cx, &a);
	dim[0] = fc_size_or(cx, a.batch, "batch");
	dim[1] = fc_size_or(cx, a.heads, "heads");
	dim[2] = fc_size_or(cx, a.q, "rows");
	dim[3] = fc_size_or(cx, a.kv, "columns");
	if (body->inputs.n < 1)
		return fc_op_fail(cx, FC_E_SIGNATURE, "a modifier takes no operand");
	body->inputs.at[0]->type = fc_type_tensor(fc_size_dtype(cx, "softmax_precision", t),
	                                          fc_shape_make(cx->dims, dim, 4));
	body->inputs.at[0]->known = NULL;
	return true;
}

static bool
flex_infer(struct fc_op_ctx *cx)
{
	fc_node_runs(cx->node, fc_dim_int(cx->dims, 1), FC_DIM_NAN);
	return fc_op_need_rank(cx, 0, 4, 4) && attention_infer(cx);
}

static bool
rotary_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, fc_op_dtype(cx, 0), fc_op_shape(cx, 0));
}

/* Elements that turn: the first rotary_embedding_dim of each head, all of it when that is 0. */
static void
rotary_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim all = fc_shape_size(cx->dims, x), part = fc_op_dim(cx, "rotary_embedding_dim"), head;

	head = fc_size_at(cx, 0, -1);
	if (x.rank == 3 && fc_op_int(cx, "num_heads") > 0)
		head = fc_dim_floordiv(cx->dims, head, fc_op_dim(cx, "num_heads"));
	if (!fc_dim_is(part, 0))
		all = fc_dim_mul(cx->dims, fc_dim_floordiv(cx->dims, all, head), part);
	fc_op_var(cx, "turned", all);
}

/* Heads and widths of LinearAttention; state_window is com.microsoft's. */
static void
read_linear(struct fc_op_ctx *cx, struct fc_attend *a)
{
	*a = (struct fc_attend){ .packed = true };
	a->heads = fc_op_dim(cx, "q_num_heads");
	a->kv_heads = fc_op_dim(cx, "kv_num_heads");
	a->batch = fc_size_first(fc_size_at(cx, 0, 0), fc_size_at(cx, 1, 0));
	a->q = fc_size_first(fc_size_at(cx, 0, 1), fc_size_at(cx, 1, 1));
	a->qk_width = fc_size_first(fc_dim_floordiv(cx->dims, fc_size_at(cx, 0, 2), a->heads),
	                            fc_dim_floordiv(cx->dims, fc_size_at(cx, 1, 2), a->kv_heads));
	a->v_width = fc_dim_floordiv(cx->dims, fc_size_at(cx, 2, 2), a->kv_heads);
}

static bool
linear_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype state = fc_op_has(cx, 3) ? fc_op_dtype(cx, 3) : fc_op_dtype(cx, 0);
	struct fc_dim dim[5], width;
	struct fc_attend a;

	for (unsigned i = 0; i < 3; i++)
		if (!fc_op_need_rank(cx, i, 3, 3))
			return false;
	if (fc_op_int(cx, "q_num_heads") < 1 || fc_op_int(cx, "kv_num_heads") < 1)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "q_num_heads and kv_num_heads are needed");
	read_linear(cx, &a);
	dim[0] = fc_op_dim(cx, "state_window");
	dim[1] = a.batch;
	dim[2] = a.kv_heads;
	dim[3] = a.qk_width;
	dim[4] = a.v_width;
	if (fc_dim_is(dim[0], 0))
		fc_op_out_dims(cx, 1, state, dim + 1, 4);
	else
		fc_op_out_dims(cx, 1, state, dim, 5);
	width = fc_dim_mul(cx->dims, fc_dim_max(cx->dims, a.heads, a.kv_heads), a.v_width);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), (struct fc_dim[]){ a.batch, a.q, width }, 3);
}

/* states: elements of all heads' states over all steps; reads: those met by a query. */
static void
linear_vars(struct fc_op_ctx *cx)
{
	bool both = fc_op_text_is(cx, "update_rule", "gated_delta");
	bool gated = both || fc_op_text_is(cx, "update_rule", "gated");
	bool delta = both || fc_op_text_is(cx, "update_rule", "delta");
	struct fc_dims *t = cx->dims;
	struct fc_dim steps, cell;
	struct fc_attend a;

	read_linear(cx, &a);
	steps = fc_dim_mul(t, a.batch, a.q);
	cell = fc_dim_mul(t, a.qk_width, a.v_width);
	fc_op_var(cx, "states", fc_dim_mul(t, fc_dim_mul(t, steps, cell), a.kv_heads));
	fc_op_var(cx, "reads", fc_dim_mul(t, fc_dim_mul(t, steps, cell), fc_dim_max(t, a.heads, a.kv_heads)));
	fc_op_var(cx, "values", fc_dim_mul(t, fc_dim_mul(t, steps, a.v_width), a.kv_heads));
	fc_op_var(cx, "gated", fc_dim_int(t, gated));
	fc_op_var(cx, "delta", fc_dim_int(t, delta));
}

const struct fc_op fc_ops_attention[] = {
	{ .name = "Attention", .in = "Q K V attn_mask? past_key? past_value? nonpad_kv_seqlen?",
	  .out = "Y present_key? present_value? qk_matmul_output?",
	  .attr = "is_causal=0 q_num_heads kv_num_heads scale softcap softmax_precision "
	          "qk_matmul_output_mode=0 left_window_size=-1 right_window_size=-1",
	  .infer = attention_infer,
	  .cost = FC_ATTEND_MACS "; " FC_ATTEND_SCORES "; simple = scores if attn_mask",
	  .vars = attention_vars, .pair_other = { 0, 2 }, .kind = FC_CLASS_ATTENTION,
	  .source = "ONNX Attention-24: " FC_ATTEND_SOURCE },
	{ .name = "FlexAttention", .in = "Q K V", .out = "Y",
	  .attr = "scale softmax_precision score_mod prob_mod", .infer = flex_infer,
	  .cost = FC_ATTEND_MACS "; " FC_ATTEND_SCORES, .vars = attention_vars, .pair_other = { 0, 2 },
	  .body = flex_body, .kind = FC_CLASS_ATTENTION, .flags = FC_OP_BODY,
	  .source = "ONNX FlexAttention-1: " FC_ATTEND_SOURCE "; the modifiers count as bodies" },
	{ .name = "LinearAttention", .in = "query key value past_state? decay? beta?",
	  .out = "output present_state",
	  .attr = "q_num_heads kv_num_heads update_rule=gated_delta scale chunk_size=64 state_window=0",
	  .infer = linear_infer,
	  .cost = "macs = states + reads + delta * states; simple = gated * states + 2 * delta * "
	          "values; simple = |output|; special = gated * |decay|", .vars = linear_vars,
	  .kind = FC_CLASS_ATTENTION,
	  .source = "ONNX LinearAttention-27 recurrence: the outer product, the readout, S^T k "
	            "under the delta rule; decay exp and mul, difference and beta, the scale" },
	{ .name = "RotaryEmbedding", .in = "X cos_cache~ sin_cache~ position_ids?", .out = "Y",
	  .attr = "interleaved=0 num_heads=0 rotary_embedding_dim=0 is_packed_batching=0 scale",
	  .infer = rotary_infer,
	  .cost = "simple = 3 * turned; read(cos_cache) = |position_ids| * cos_cache[-1] if "
	          "position_ids; read(sin_cache) = |position_ids| * sin_cache[-1] if position_ids",
	  .vars = rotary_vars, .kind = FC_CLASS_ELEMENT,
	  .source = "ONNX RotaryEmbedding-23: two products and a sum for each element that turns" },
	{ .name = NULL },
};
