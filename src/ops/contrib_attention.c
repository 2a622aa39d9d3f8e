/* contrib_attention.c -- com.microsoft's attention: projected, multi-head, grouped queries */
#include "ops/attend.h"
#include "ops/size.h"

static struct fc_dim
divided(struct fc_op_ctx *cx, struct fc_dim x, int64_t by)
{
	return fc_dim_floordiv(cx->dims, x, fc_dim_int(cx->dims, by));
}

/* --- Attention, QAttention: input times merged weights, then attention ------------ */

/* Operands of the two; the quantised one has its scales in between. */
struct places {
	unsigned mask, past, past_length;
};

static const struct places plain = { 3, 4, 6 }, quantised = { 5, 8, 9 };

/* Hidden sizes of Q, K and V: qkv_hidden_sizes, else thirds of the weights' columns. */
static void
read_projected(struct fc_op_ctx *cx, const struct places *at, struct fc_attend *a, struct fc_dim *v_hidden)
{
	struct fc_dim columns = fc_size_first(fc_size_at(cx, 1, 1), fc_size_at(cx, 2, 0)), past;
	struct fc_dim hidden = divided(cx, columns, 3);
	const struct fc_dim *sizes;
	unsigned n;

	*v_hidden = hidden;
	sizes = fc_op_ints(cx, "qkv_hidden_sizes", &n);
	if (n == 3) {
		hidden = sizes[0];
		*v_hidden = sizes[2];
	}
	*a = (struct fc_attend){ .packed = true };
	a->heads = a->kv_heads = fc_op_dim(cx, "num_heads");
	a->batch = fc_size_at(cx, 0, 0);
	a->q = a->kv = fc_size_at(cx, 0, 1);
	a->qk_width = fc_dim_floordiv(cx->dims, hidden, a->heads);
	a->v_width = fc_dim_floordiv(cx->dims, *v_hidden, a->heads);
	if (!fc_op_has(cx, at->past))
		return;
	past = fc_size_at(cx, at->past, 3);
	if (fc_op_int(cx, "past_present_share_buffer"))
		past = fc_size_first(fc_op_value_dim(cx, at->past_length), fc_dim_sub(cx->dims, past, a->q));
	a->kv = fc_dim_add(cx->dims, a->kv, past);
}

static bool
projected_infer(struct fc_op_ctx *cx, const struct places *at, enum fc_dtype type)
{
	struct fc_dim v_hidden, dim[5];
	struct fc_attend a;

	if (!fc_op_need_rank(cx, 0, 3, 3) || !fc_op_need_rank(cx, 1, 2, 2))
		return false;
	if (fc_op_int(cx, "num_heads") < 1)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "num_heads is needed");
	if (!fc_op_need_equal(cx, fc_size_at(cx, 0, 2), fc_size_at(cx, 1, 0), "input size"))
		return false;
	read_projected(cx, at, &a, &v_hidden);
	dim[0] = fc_dim_int(cx->dims, 2);
	dim[1] = a.batch;
	dim[2] = a.heads;
	dim[3] = fc_op_int(cx, "past_present_share_buffer") ? fc_size_at(cx, at->past, 3) : a.kv;
	dim[4] = a.qk_width;
	fc_op_out_dims(cx, 1, type, dim, 5);
	return fc_op_out_dims(cx, 0, type, (struct fc_dim[]){ a.batch, a.q, v_hidden }, 3);
}

static void
projected_vars(struct fc_op_ctx *cx, const struct places *at)
{
	struct fc_dim v_hidden;
	struct fc_attend a;

	read_projected(cx, at, &a, &v_hidden);
	fc_attend_vars(cx, &a);
	fc_attend_turned(cx, &a);
	fc_op_var(cx, "tokens", fc_dim_mul(cx->dims, a.batch, a.q));
}

static bool
attention_infer(struct fc_op_ctx *cx)
{
	return projected_infer(cx, &plain, fc_op_dtype(cx, 0));
}

static void
attention_vars(struct fc_op_ctx *cx)
{
	projected_vars(cx, &plain);
}

static bool
qattention_infer(struct fc_op_ctx *cx)
{
	return projected_infer(cx, &quantised, fc_op_dtype(cx, 3));
}

static void
qattention_vars(struct fc_op_ctx *cx)
{
	projected_vars(cx, &quantised);
}

/* --- MultiHeadAttention ------------------------------------------------------------- */

enum { QUERY, KEY, VALUE, PAST_KEY = 6, PAST_VALUE = 7, PAST_LENGTH = 8 };

/* Widths of keys and values, by the forms the definition lists. */
static void
read_keys(struct fc_op_ctx *cx, struct fc_attend *a)
{
	int rank = fc_op_shape(cx, KEY).rank;

	if (rank < 0)
		rank = fc_op_shape(cx, VALUE).rank;
	if (rank == 5) { /* [batch, rows, heads, 2, width] */
		a->kv = fc_size_at(cx, KEY, 1);
		a->v_width = fc_size_at(cx, KEY, 4);
	} else if (rank == 4) { /* [batch, heads, rows, width] */
		a->kv = fc_size_first(fc_size_at(cx, KEY, 2), fc_size_at(cx, VALUE, 2));
		a->v_width = fc_size_at(cx, VALUE, 3);
	} else {
		a->kv = fc_size_first(fc_size_at(cx, KEY, 1), fc_size_at(cx, VALUE, 1));
		a->v_width = fc_dim_floordiv(cx->dims, fc_size_at(cx, VALUE, 2), a->heads);
	}
}

static void
read_multi_head(struct fc_op_ctx *cx, struct fc_attend *a)
{
	struct fc_shape q = fc_op_shape(cx, QUERY);
	struct fc_dim past, hidden = fc_size_at(cx, QUERY, 2);

	*a = (struct fc_attend){ .packed = true };
	a->heads = a->kv_heads = fc_op_dim(cx, "num_heads");
	a->batch = fc_size_at(cx, QUERY, 0);
	a->q = a->kv = fc_size_at(cx, QUERY, 1);
	if (q.rank == 5) /* [batch, rows, heads, 3, width] */
		a->qk_width = a->v_width = q.dim[4];
	else if (fc_op_has(cx, KEY)) {
		a->qk_width = fc_dim_floordiv(cx->dims, hidden, a->heads);
		read_keys(cx, a);
	} else
		a->qk_width = a->v_width = fc_dim_floordiv(cx->dims, divided(cx, hidden, 3), a->heads);
	if (!fc_op_has(cx, PAST_KEY))
		return;
	past = fc_size_at(cx, PAST_KEY, 2);
	if (fc_op_has(cx, PAST_LENGTH))
		past = fc_size_first(fc_op_value_dim(cx, PAST_LENGTH), fc_dim_sub(cx->dims, past, a->kv));
	a->kv = fc_dim_add(cx->dims, a->kv, past);
}

static bool
multi_head_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype t = fc_op_dtype(cx, QUERY);
	struct fc_dim rows;
	struct fc_attend a;

	if (!fc_op_need_rank(cx, QUERY, 3, 5))
		return false;
	if (fc_op_int(cx, "num_heads") < 1)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "num_heads is needed");
	read_multi_head(cx, &a);
	rows = fc_op_has(cx, PAST_LENGTH) ? fc_size_at(cx, PAST_KEY, 2) : a.kv;
	fc_op_out_dims(cx, 1, t, (struct fc_dim[]){ a.batch, a.heads, rows, a.qk_width }, 4);
	fc_op_out_dims(cx, 2, t, (struct fc_dim[]){ a.batch, a.heads, rows, a.v_width }, 4);
	fc_op_out_dims(cx, 3, t, (struct fc_dim[]){ a.batch, a.heads, a.q, a.kv }, 4);
	a.v_width = fc_dim_mul(cx->dims, a.heads, a.v_width);
	return fc_op_out_dims(cx, 0, t, (struct fc_dim[]){ a.batch, a.q, a.v_width }, 3);
}

static void
multi_head_vars(struct fc_op_ctx *cx)
{
	struct fc_attend a;

	read_multi_head(cx, &a);
	fc_attend_vars(cx, &a);
}

/* --- GroupQueryAttention, SparseAttention -------------------------------------------- */

/* where: operand of total_sequence_length. */
static void
read_group(struct fc_op_ctx *cx, unsigned where, struct fc_attend *a)
{
	struct fc_dim hidden = fc_size_at(cx, 0, 2), all, past = fc_size_at(cx, 3, 2);

	*a = (struct fc_attend){ .packed = true };
	a->heads = fc_op_dim(cx, "num_heads");
	a->kv_heads = fc_op_dim(cx, "kv_num_heads");
	a->batch = fc_size_at(cx, 0, 0);
	a->q = a->kv = fc_size_at(cx, 0, 1);
	all = a->heads;
	if (fc_op_has(cx, 1))
		a->kv = fc_size_at(cx, 1, 1);
	else
		all = fc_dim_add(cx->dims, all, fc_dim_muli(cx->dims, a->kv_heads, 2));
	a->qk_width = a->v_width = fc_dim_floordiv(cx->dims, hidden, all);
	if (!fc_op_has(cx, 3))
		return;
	a->kv = fc_size_first(fc_op_value_dim(cx, where), fc_dim_add(cx->dims, a->kv, past));
}

/* rows, width: of the caches that come out. */
static bool
group_out(struct fc_op_ctx *cx, const struct fc_attend *a, struct fc_dim rows)
{
	enum fc_dtype t = fc_op_dtype(cx, 0), cache = fc_op_has(cx, 3) ? fc_op_dtype(cx, 3) : t;
	struct fc_dim width = fc_size_first(fc_size_at(cx, 3, 3), a->qk_width);

	fc_op_out_dims(cx, 1, cache, (struct fc_dim[]){ a->batch, a->kv_heads, rows, width }, 4);
	fc_op_out_dims(cx, 2, cache, (struct fc_dim[]){ a->batch, a->kv_heads, rows, width }, 4);
	fc_op_out_dims(cx, 3, t, (struct fc_dim[]){ a->batch, a->heads, a->q, a->kv }, 4);
	width = fc_dim_mul(cx->dims, a->heads, a->v_width);
	return fc_op_out_dims(cx, 0, t, (struct fc_dim[]){ a->batch, a->q, width }, 3);
}

static bool
group_check(struct fc_op_ctx *cx)
{
	if (!fc_op_need_rank(cx, 0, 3, 3))
		return false;
	if (fc_op_int(cx, "num_heads") < 1 || fc_op_int(cx, "kv_num_heads") < 1)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "num_heads and kv_num_heads are needed");
	return true;
}

/* A cache longer than the sequence is a buffer, and keeps its length. */
static bool
group_infer(struct fc_op_ctx *cx)
{
	struct fc_dim total = fc_op_value_dim(cx, 6), rows;
	struct fc_attend a;

	if (!group_check(cx))
		return false;
	read_group(cx, 6, &a);
	rows = a.kv;
	if (fc_op_has(cx, 3) && !fc_dim_is_nan(total))
		rows = fc_dim_max(cx->dims, total, fc_size_at(cx, 3, 2));
	if (fc_op_int(cx, "sliding_window_cache"))
		rows = fc_size_at(cx, 3, 2);
	return group_out(cx, &a, rows);
}

static void
group_vars(struct fc_op_ctx *cx)
{
	struct fc_attend a;

	read_group(cx, 6, &a);
	fc_attend_vars(cx, &a);
	fc_attend_turned(cx, &a);
}

/* The cache is a buffer of the greatest length, which bounds a total that is not known. */
static void
read_sparse(struct fc_op_ctx *cx, struct fc_attend *a)
{
	read_group(cx, 7, a);
	a->kv = fc_size_first(fc_op_value_dim(cx, 7), fc_size_at(cx, 3, 2));
}

static bool
sparse_infer(struct fc_op_ctx *cx)
{
	struct fc_attend a;

	if (!group_check(cx))
		return false;
	read_sparse(cx, &a);
	return group_out(cx, &a, fc_size_at(cx, 3, 2));
}

static void
sparse_vars(struct fc_op_ctx *cx)
{
	struct fc_attend a;

	read_sparse(cx, &a);
	fc_attend_vars(cx, &a);
	fc_attend_turned(cx, &a);
}

#define PROJECTED_ATTR                                                                                      \
	"num_heads unidirectional=0 scale do_rotary=0 past_present_share_buffer=0 mask_filter_value " \
	"qkv_hidden_sizes rotary_embedding_dim=0"
#define PROJECTION "macs = tokens * weights[0] * weights[1]; bias_adds = tokens * weights[1] if bias; "
#define MASKS(mask) "simple = scores if " mask "; simple = scores if attention_bias"
#define ROTARY                                                                                      \
	"simple = 3 * turned if do_rotary == 1 and rotary_embedding_dim == 0; simple = 3 * " \
	"(turned / qk_width) * rotary_embedding_dim if do_rotary == 1 and rotary_embedding_dim != 0"

const struct fc_op fc_ops_contrib_attention[] = {
	{ .name = "GroupQueryAttention",
	  .in = "query key? value? past_key? past_value? seqlens_k? total_sequence_length#? "
	        "cos_cache~? sin_cache~? position_ids? attention_bias? head_sink!? k_scale~? "
	        "v_scale~? q_norm_weight!? k_norm_weight!? query_seqlens?",
	  .out = "output present_key? present_value? output_qk?",
	  .attr = "num_heads kv_num_heads scale softcap do_rotary=0 rotary_interleaved=0 "
	          "local_window_size=-1 causal=1 smooth_softmax=-1 sliding_window_cache=0 "
	          "kv_cache_bit_width k_quant_type=NONE v_quant_type=NONE qk_output=0 "
	          "qk_norm_epsilon q_norm_epsilon k_norm_epsilon", .infer = group_infer,
	  .cost = FC_ATTEND_MACS "; " FC_ATTEND_SCORES "; simple = scores if attention_bias; "
	          FC_ATTEND_ROTARY "; " FC_ATTEND_NORMS,
	  .vars = group_vars, .pair_other = { 0, 2 }, .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft GroupQueryAttention: " FC_ATTEND_SOURCE },
	{ .name = "MultiHeadAttention",
	  .in = "query key? value? bias!? key_padding_mask? attention_bias? past_key? past_value? "
	        "past_sequence_length#? cache_indirection?",
	  .out = "output present_key? present_value? qk?",
	  .attr = "num_heads scale unidirectional=0 mask_filter_value past_present_share_buffer=0 "
	          "output_qk=0", .infer = multi_head_infer,
	  .cost = FC_ATTEND_MACS "; " FC_ATTEND_SCORES "; " MASKS("key_padding_mask") "; bias_adds = "
	          "|query| + |key| + |value| if bias", .vars = multi_head_vars, .pair_other = { 0, 2 },
	  .kind = FC_CLASS_ATTENTION, .source = "com.microsoft MultiHeadAttention: " FC_ATTEND_SOURCE },
	{ .name = "ProjectedAttention",
	  .in = "input weights! bias!? mask_index? past? attention_bias? past_sequence_length#? "
	        "beam_width#? cache_indirection?", .out = "output present?", .attr = PROJECTED_ATTR,
	  .infer = attention_infer,
	  .cost = PROJECTION "macs = scores * (qk_width + v_width); " FC_ATTEND_SCORES "; "
	          MASKS("mask_index") "; " ROTARY, .vars = attention_vars, .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft Attention: the projection to Q, K and V, then " FC_ATTEND_SOURCE },
	{ .name = "QAttention",
	  .in = "input weights! bias!? input_scale~ weight_scale~ mask_index? input_zero_point~? "
	        "weight_zero_point~? past?", .out = "output present?", .attr = PROJECTED_ATTR,
	  .infer = qattention_infer,
	  .cost = PROJECTION "macs_other = scores * (qk_width + v_width); " FC_ATTEND_SCORES "; "
	          "simple = scores if mask_index; simple = 2 * tokens * weights[1]; " ROTARY,
	  .vars = qattention_vars, .pair_other = { 3, 3 }, .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft QAttention: the projection in integers, rescaled; then "
	            FC_ATTEND_SOURCE },
	{ .name = "SparseAttention",
	  .in = "query key? value? past_key? past_value? block_row_indices block_col_indices "
	        "total_sequence_length# key_total_sequence_lengths cos_cache~? sin_cache~?",
	  .out = "output present_key present_value",
	  .attr = "num_heads kv_num_heads scale do_rotary=0 rotary_interleaved=0 sparse_block_size",
	  .infer = sparse_infer, .cost = FC_ATTEND_MACS "; " FC_ATTEND_SCORES "; " FC_ATTEND_ROTARY,
	  .vars = sparse_vars, .pair_other = { 0, 2 }, .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft SparseAttention as dense attention, an upper bound: "
	            FC_ATTEND_SOURCE },
	{ .name = NULL },
};
