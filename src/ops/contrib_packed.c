/* contrib_packed.c -- com.microsoft's attention over packed tokens, windows, pages, caches */
#include "ops/attend.h"
#include "ops/size.h"

/* Tokens of all sequences stand together; token_offset [batch, rows] tells the padded sizes. */
static void
read_packed(struct fc_op_ctx *cx, unsigned offset, struct fc_dim hidden, struct fc_dim v_hidden,
            struct fc_attend *a)
{
	*a = (struct fc_attend){ .packed = true };
	a->heads = a->kv_heads = fc_op_dim(cx, "num_heads");
	a->batch = fc_size_at(cx, offset, 0);
	a->q = a->kv = fc_size_at(cx, offset, 1);
	a->qk_width = fc_dim_floordiv(cx->dims, hidden, a->heads);
	a->v_width = fc_dim_floordiv(cx->dims, v_hidden, a->heads);
}

/* --- PackedAttention ------------------------------------------------------------------- */

static void
packed_hidden(struct fc_op_ctx *cx, struct fc_dim *hidden, struct fc_dim *v_hidden)
{
	const struct fc_dim *sizes;
	unsigned n;

	*hidden = fc_dim_floordiv(cx->dims, fc_size_at(cx, 1, 1), fc_dim_int(cx->dims, 3));
	*v_hidden = *hidden;
	sizes = fc_op_ints(cx, "qkv_hidden_sizes", &n);
	if (n == 3) {
		*hidden = sizes[0];
		*v_hidden = sizes[2];
	}
}

static bool
packed_infer(struct fc_op_ctx *cx)
{
	struct fc_dim hidden, dim[2] = { fc_size_at(cx, 0, 0), FC_DIM_NAN };

	if (!fc_op_need_rank(cx, 0, 2, 2) || !fc_op_need_rank(cx, 1, 2, 2))
		return false;
	packed_hidden(cx, &hidden, &dim[1]);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 2);
}

static void
packed_vars(struct fc_op_ctx *cx)
{
	struct fc_dim hidden, v_hidden;
	struct fc_attend a;

	packed_hidden(cx, &hidden, &v_hidden);
	read_packed(cx, 3, hidden, v_hidden, &a);
	fc_attend_vars(cx, &a);
}

/* --- PackedMultiHeadAttention ----------------------------------------------------------- */

/* query [tokens, hidden], or all three as [tokens, heads, 3, width]. */
static struct fc_dim
packed_width(struct fc_op_ctx *cx, unsigned i)
{
	struct fc_shape q = fc_op_shape(cx, 0);

	if (q.rank == 4)
		return fc_dim_mul(cx->dims, q.dim[1], q.dim[3]);
	return fc_size_at(cx, fc_op_has(cx, i) ? i : 0, 1);
}

static bool
packed_heads_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[2] = { fc_size_at(cx, 0, 0), packed_width(cx, 2) };

	return fc_op_need_rank(cx, 0, 2, 4) && fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 2);
}

static void
packed_heads_vars(struct fc_op_ctx *cx)
{
	struct fc_attend a;

	read_packed(cx, 4, packed_width(cx, 0), packed_width(cx, 2), &a);
	fc_attend_vars(cx, &a);
}

/* --- DecoderAttention: sequences first -------------------------------------------------- */

/* Rows that the queries meet: keys or queries, by static_kv, behind the cache under use_past. */
static struct fc_dim
decoder_rows(struct fc_op_ctx *cx)
{
	int64_t other, past;
	struct fc_dim rows;

	if (!fc_op_value_int(cx, 8, &other) || !fc_op_value_int(cx, 9, &past))
		return FC_DIM_NAN;
	rows = fc_size_at(cx, other ? 1 : 0, 0);
	if (!past)
		return rows;
	return other ? fc_size_at(cx, 6, 2) : fc_dim_add(cx->dims, rows, fc_size_at(cx, 6, 2));
}

static bool
decoder_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype t = fc_op_dtype(cx, 0);
	struct fc_dim dim[4];

	if (!fc_op_need_rank(cx, 0, 3, 3))
		return false;
	dim[0] = fc_size_at(cx, 0, 1);
	dim[1] = fc_op_dim(cx, "num_heads");
	dim[2] = fc_size_or(cx, decoder_rows(cx), "rows");
	dim[3] = fc_dim_floordiv(cx->dims, fc_size_at(cx, 0, 2), dim[1]);
	fc_op_out_dims(cx, 1, t, dim, 4);
	fc_op_out_dims(cx, 2, t, dim, 4);
	return fc_op_out(cx, 0, t, fc_op_shape(cx, 0));
}

/* projected: rows whose keys and values are computed here; a cache of another sequence needs none. */
static void
decoder_vars(struct fc_op_ctx *cx)
{
	struct fc_dim rows = fc_size_at(cx, 0, 0), width;
	int64_t other = 0, past = 0;
	struct fc_attend a = { .packed = true };

	a.heads = fc_op_dim(cx, "num_heads");
	a.batch = fc_size_at(cx, 0, 1);
	a.q = rows;
	a.kv = decoder_rows(cx);
	width = fc_dim_floordiv(cx->dims, fc_size_at(cx, 0, 2), a.heads);
	a.qk_width = a.v_width = width;
	if (!fc_op_value_int(cx, 8, &other) || !fc_op_value_int(cx, 9, &past))
		rows = FC_DIM_NAN;
	else if (other)
		rows = past ? fc_dim_int(cx->dims, 0) : fc_size_at(cx, 1, 0);
	fc_attend_vars(cx, &a);
	fc_op_var(cx, "projected", fc_dim_mul(cx->dims, rows, a.batch));
}

/* --- LongformerAttention, PagedAttention -------------------------------------------------- */

static bool
longformer_infer(struct fc_op_ctx *cx)
{
	return fc_op_need_rank(cx, 0, 3, 3) && fc_op_out(cx, 0, fc_op_dtype(cx, 0), fc_op_shape(cx, 0));
}

/* Caches [blocks, block size, heads, width] are written in place. */
static void
read_paged(struct fc_op_ctx *cx, struct fc_attend *a)
{
	struct fc_dims *t = cx->dims;
	struct fc_dim all;

	*a = (struct fc_attend){ .packed = true };
	a->heads = fc_op_dim(cx, "num_heads");
	a->kv_heads = fc_op_dim(cx, "kv_num_heads");
	a->batch = fc_dim_int(t, 1);
	a->q = fc_size_at(cx, 0, 0);
	a->kv = fc_dim_mul(t, fc_size_at(cx, 7, 1), fc_size_at(cx, 3, 1));
	all = fc_op_has(cx, 1) ? a->heads : fc_dim_add(t, a->heads, fc_dim_muli(t, a->kv_heads, 2));
	a->qk_width = a->v_width = fc_dim_floordiv(t, fc_size_at(cx, 0, 1), all);
	if (fc_op_int(cx, "v_head_size") > 0) /* values are the first channels of the keys */
		a->v_width = fc_op_dim(cx, "v_head_size");
}

static bool
paged_infer(struct fc_op_ctx *cx)
{
	struct fc_attend a;
	struct fc_dim dim[2];

	if (!fc_op_need_rank(cx, 0, 2, 2))
		return false;
	read_paged(cx, &a);
	dim[0] = a.q;
	dim[1] = fc_dim_mul(cx->dims, a.heads, a.v_width);
	fc_op_out(cx, 1, fc_op_dtype(cx, 3), fc_op_shape(cx, 3));
	fc_op_out(cx, 2, fc_op_dtype(cx, 4), fc_op_shape(cx, 4));
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 2);
}

static void
paged_vars(struct fc_op_ctx *cx)
{
	struct fc_attend a;

	read_paged(cx, &a);
	fc_attend_vars(cx, &a);
	fc_attend_turned(cx, &a);
}

#define WINDOWS "num_heads * input[0] * input[1] * (2 * window + 1)"
#define LONGFORMER                                                                                   \
	"macs = |input| * weight[1] + 2 * |input| * (2 * window + 1); bias_adds = input[0] * "       \
	"input[1] * weight[1]; simple = 5 * " WINDOWS "; special = 2 * " WINDOWS

const struct fc_op fc_ops_contrib_packed[] = {
	{ .name = "DecoderAttention",
	  .in = "query key q_weight! kv_weight! bias! key_padding_mask? key_cache? value_cache? "
	        "static_kv# use_past# has_layer_state# has_key_padding_mask#",
	  .out = "output new_key_cache? new_value_cache?", .attr = "num_heads mask_filter_value",
	  .infer = decoder_infer,
	  .cost = "macs = |query| * q_weight[1] + projected * kv_weight[0] * kv_weight[1] + scores * "
	          "(qk_width + v_width); bias_adds = |query| + projected * kv_weight[1]; "
	          FC_ATTEND_SCORES "; simple = scores if key_padding_mask", .vars = decoder_vars,
	  .pair = { 0, 2 }, .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft DecoderAttention: the projections of new rows, then "
	            FC_ATTEND_SOURCE },
	{ .name = "LongformerAttention",
	  .in = "input weight! bias! mask global_weight! global_bias! global", .out = "output",
	  .attr = "num_heads window", .infer = longformer_infer,
	  .cost = LONGFORMER,
	  .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft LongformerAttention: the projection and the window of every "
	            "row; which rows attend globally the data tell, and they are not counted" },
	{ .name = "QOrderedLongformerAttention",
	  .in = "input scale_input~ weight! scale_weight~ bias! scale_bias~ scale_qkv_gemm~ mask "
	          "global_weight! "
	        "scale_global_weight~ global_bias! scale_global_gemm~ global scale_output~", .out = "output",
	  .attr = "num_heads window order_input order_output order_weight order_global_weight",
	  .infer = longformer_infer, .cost = LONGFORMER, .kind = FC_CLASS_ATTENTION, .pair = { 0, 2 },
	  .source = "com.microsoft QOrderedLongformerAttention: as LongformerAttention" },
	{ .name = "PackedAttention",
	  .in = "input weights! bias!? token_offset cumulative_sequence_length attention_bias?",
	  .out = "output", .attr = "num_heads qkv_hidden_sizes scale", .infer = packed_infer,
	  .cost = "macs = |input| * weights[1] + scores * (qk_width + v_width); bias_adds = input[0] "
	          "* weights[1] if bias; " FC_ATTEND_SCORES "; simple = scores if attention_bias",
	  .vars = packed_vars, .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft PackedAttention, attention over padded rows, an upper bound: "
	            FC_ATTEND_SOURCE },
	{ .name = "PackedMultiHeadAttention",
	  .in = "query key? value? bias!? token_offset cumulative_sequence_length attention_bias?",
	  .out = "output", .attr = "num_heads mask_filter_value scale", .infer = packed_heads_infer,
	  .cost = FC_ATTEND_MACS "; bias_adds = |query| + |key| + |value| if bias; " FC_ATTEND_SCORES
	          "; simple = scores if attention_bias", .vars = packed_heads_vars,
	  .pair_other = { 0, 2 }, .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft PackedMultiHeadAttention over padded rows, an upper bound: "
	            FC_ATTEND_SOURCE },
	{ .name = "PagedAttention",
	  .in = "query key? value? key_cache value_cache? cumulative_sequence_length past_seqlens "
	        "block_table cos_cache~? sin_cache~? slot_mapping? head_sink!? q_norm_weight!? "
	        "k_norm_weight!? k_scale~? v_scale~? attention_metadata?",
	  .out = "output key_cache_out? value_cache_out?",
	  .attr = "num_heads kv_num_heads scale softcap do_rotary=0 rotary_interleaved=0 "
	          "rotary_offset=0 local_window_size=-1 is_causal=1 qk_norm_epsilon k_quant_type=NONE "
	          "v_quant_type=NONE k_cache_dtype v_cache_dtype kv_cache_layout=SEPARATE v_head_size=0",
	  .infer = paged_infer,
	  .cost = FC_ATTEND_MACS "; " FC_ATTEND_SCORES "; " FC_ATTEND_ROTARY "; " FC_ATTEND_NORMS "; "
	          "read(key_cache) = min(|key_cache|, kv_num_heads * qk_width * block_table[0] * "
	          "block_table[1] * key_cache[1]); read(value_cache) = min(|value_cache|, "
	          "kv_num_heads * v_width * block_table[0] * block_table[1] * key_cache[1]); "
	          "write(key_cache_out) = query[0] * kv_num_heads * qk_width; write(value_cache_out) "
	          "= query[0] * kv_num_heads * v_width", .vars = paged_vars, .pair_other = { 0, 4 },
	  .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft PagedAttention over all blocks of a sequence, an upper bound: "
	            FC_ATTEND_SOURCE },
	{ .name = NULL },
};
