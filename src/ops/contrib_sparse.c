/* contrib_sparse.c -- com.microsoft's attention to selected entries, and what selects them */
#include "ops/attend.h"
#include "ops/families.h"
#include "ops/rule.h"
#include "ops/size.h"

/* Entries a query meets: those selected, and the window of the main cache beside them. */
static struct fc_dim
entries(struct fc_op_ctx *cx, unsigned selected, struct fc_dim all)
{
	struct fc_dim window = fc_op_dim(cx, "local_window_size"), n = fc_size_at(cx, selected, 1);

	if (!fc_op_text_is(cx, "attention_mode", "local_plus_selected"))
		return n;
	if (fc_op_int(cx, "local_window_size") < 0)
		window = all;
	return fc_dim_add(cx->dims, n, window);
}

static void
attend_vars(struct fc_op_ctx *cx, struct fc_attend *a, struct fc_dim hidden)
{
	struct fc_dim all = fc_dim_add(cx->dims, fc_op_dim(cx, "num_heads"),
	                               fc_dim_muli(cx->dims, fc_op_dim(cx, "kv_num_heads"), 2));

	a->packed = true;
	a->heads = fc_op_dim(cx, "num_heads");
	a->kv_heads = fc_op_dim(cx, "kv_num_heads");
	a->qk_width = fc_dim_floordiv(cx->dims, hidden, fc_op_has(cx, 1) ? a->heads : all);
	a->v_width = a->qk_width;
	fc_attend_vars(cx, a);
	fc_attend_turned(cx, a);
}

/* rows: of the cache that comes out; a longer one is a buffer. */
static void
dynamic_vars(struct fc_op_ctx *cx)
{
	struct fc_dim all = fc_op_value_dim(cx, 10), past = fc_size_at(cx, 3, 2);
	struct fc_attend a = { .batch = fc_size_at(cx, 0, 0), .q = fc_size_at(cx, 0, 1) };

	if (fc_dim_is_nan(all))
		all = fc_op_has(cx, 3) ? fc_dim_add(cx->dims, past, a.q) : a.q;
	a.kv = entries(cx, 7, all);
	attend_vars(cx, &a, fc_size_at(cx, 0, 2));
	fc_op_var(cx, "rows", fc_op_has(cx, 3) ? fc_dim_max(cx->dims, all, past) : all);
}

static void
paged_vars(struct fc_op_ctx *cx)
{
	struct fc_dim all = fc_dim_mul(cx->dims, fc_size_at(cx, 7, 1), fc_size_at(cx, 3, 1));
	struct fc_attend a = { .batch = fc_dim_int(cx->dims, 1), .q = fc_size_at(cx, 0, 0) };

	a.kv = entries(cx, 9, all);
	attend_vars(cx, &a, fc_size_at(cx, 0, 1));
}

/* --- what selects --------------------------------------------------------------------------- */

/* Room for the entries that a query may get. */
static void
picked_var(struct fc_op_ctx *cx, bool qsa)
{
	struct fc_dim picked = fc_op_dim(cx, qsa ? "token_budget" : "index_topk");
	struct fc_dim open = fc_dim_addi(cx->dims, fc_op_dim(cx, "compress_ratio"), -1);

	if (qsa)
		picked = fc_dim_add(cx->dims, picked, open);
	if (fc_op_int(cx, "max_output_entries") > 0)
		picked = fc_op_dim(cx, "max_output_entries");
	fc_op_var(cx, "picked", picked);
}

/* known: entries that a query is scored against; all: those kept at the end; kept: of the buffer. */
static void
index_vars(struct fc_op_ctx *cx)
{
	bool qsa = fc_op_text_is(cx, "policy_mode", "qsa");
	struct fc_dim ratio = fc_op_dim(cx, "compress_ratio"), past = fc_size_at(cx, 7, 1);
	struct fc_dim rows = fc_size_at(cx, 0, 1), rest = fc_size_at(cx, 13, 2);
	struct fc_dim made = rows, kept = FC_DIM_NAN;
	int64_t n;

	if (!qsa) {
		int more = fc_dim_compare(cx->dims, rest, ratio);
		bool old = more == 0 || more == 1;

		if (more == 2)
			rest = FC_DIM_NAN;
		rest = fc_dim_add(cx->dims, old ? fc_dim_sub(cx->dims, rest, ratio) : rest, rows);
		made = fc_dim_floordiv(cx->dims, rest, ratio);
		kept = fc_dim_mod(cx->dims, rest, ratio);
		if (old || (fc_dim_const(made, &n) && n > 0))
			kept = fc_dim_add(cx->dims, kept, ratio);
		else if (!fc_dim_is(made, 0))
			kept = FC_DIM_NAN;
	}
	if (fc_op_has(cx, 12))
		made = fc_dim_int(cx->dims, 0); /* the cache has its full size already */
	made = fc_dim_add(cx->dims, past, made);
	fc_op_var(cx, "all", made);
	fc_op_var(cx, "kept", kept);
	fc_op_var(cx, "known", qsa ? fc_dim_floordiv(cx->dims, made, ratio) : made);
	picked_var(cx, qsa);
}

static void
packed_index_vars(struct fc_op_ctx *cx)
{
	picked_var(cx, fc_op_text_is(cx, "policy_mode", "qsa"));
}

#define ATTEND                                                                                             \
	"num_heads kv_num_heads scale softcap do_rotary=0 rotary_interleaved=0 rotary_offset=0 "           \
	"local_window_size=-1 attention_mode=selected_only selected_kv_source=main "                       \
	"auxiliary_kv_shared=0 is_causal=1 "
#define COST                                                                                              \
	FC_ATTEND_MACS "; " FC_ATTEND_SCORES "; " FC_ATTEND_ROTARY "; " FC_ATTEND_NORMS
#define INDEX                                                                                               \
	"policy_mode=qsa compress_ratio=1 token_budget index_topk epsilon scale head_weight_scale"
#define SCORED(entries)                                                                                    \
	"macs = |query| * " entries "; affine = |query|; simple = 6 * |query| + 2 * |query| / "            \
	"|query_norm_weight| * " entries "; simple = |query| / |query_norm_weight| * " entries             \
	" if head_weights; simple = 2 * |key|; special = 2 * |query| / |query_norm_weight|; special = |gate|"

const struct fc_op fc_ops_contrib_sparse[] = {
	{ .name = "DynamicSparseAttention",
	  .in = "query key? value? past_key? past_value? auxiliary_key? auxiliary_value? "
	          "selected_indices selected_counts seqlens_k total_sequence_length# cos_cache~? "
	          "sin_cache~? position_ids? q_norm_weight!? k_norm_weight!? head_sink!? "
	          "committed_length? key_scale~? value_scale~?",
	  .out = "output present_key? present_value? validation_status?",
	  .attr = ATTEND "output_bf16=0 smooth_softmax=0 qk_norm_epsilon", .infer = fc_rule_infer,
	  .vars = dynamic_vars,
	  .results = "output:bfloat16 = [query[0], query[1], num_heads * v_width] if output_bf16 == 1; "
	          "output = [query[0], query[1], num_heads * v_width]; present_key:past_key = [query[0], "
	          "kv_num_heads, rows, qk_width] if past_key; present_key = [query[0], kv_num_heads, "
	          "rows, qk_width]; present_value:past_value = [query[0], kv_num_heads, rows, v_width] "
	          "if past_value; present_value = [query[0], kv_num_heads, rows, v_width]; "
	          "validation_status:int32 = ?",
	  .cost = COST, .pair_other = { 0, 2 }, .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft DynamicSparseAttention over all that may be selected, an upper bound: "
	            FC_ATTEND_SOURCE },
	{ .name = "PackedSparseAttentionIndexer",
	  .in = "query key? query_norm_weight! key_norm_weight! cos_cache~ sin_cache~ "
	          "cumulative_sequence_lengths past_sequence_lengths gate? position_bias!? head_weights? "
	          "position_ids? past_key_state past_kv_buffer past_gate_buffer? past_state_lengths "
	          "state_update_capture_count? state_update_active? indexshare_mode#? merged_indices? "
	          "merged_counts? merged_status?",
	  .out = "selected_indices selected_counts present_key_state present_kv_buffer "
	          "present_gate_buffer? present_state_lengths state_update? indexshare_status? "
	          "state_status?",
	  .attr = INDEX " state_capacity state_update_capacity=0 max_output_entries=0 "
	          "indexshare_state_policy",
	  .infer = fc_rule_infer, .vars = packed_index_vars,
	  .results = "selected_indices:int32 = [query[0], picked]; selected_counts:int32 = [query[0]]; "
	          "present_key_state = past_key_state; present_kv_buffer = past_kv_buffer; "
	          "present_gate_buffer = past_gate_buffer; present_state_lengths = past_state_lengths; "
	          "state_update = [past_key_state[0], state_update_capacity, query_norm_weight[0]]; "
	          "indexshare_status:int32 = [query[0]]; state_status:int32 = [past_key_state[0]]",
	  .cost = SCORED("state_capacity"), .pair = { 0, 12 }, .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft PackedSparseAttentionIndexer against a full state, an upper bound: "
	          "norms and rotary positions, scores with ReLU and sum; picking is not counted" },
	{ .name = "PackedSparseAttentionIndexerMerge",
	  .in = "base_indices base_counts base_row_indices range_starts? range_ends? additional_indices? "
	          "additional_counts?", .out = "selected_indices selected_counts status",
	  .attr = "max_output_entries policy_mode", .infer = fc_rule_infer,
	  .results = "selected_indices = [base_row_indices[0], max_output_entries]; selected_counts = "
	          "base_row_indices; status = base_row_indices", .cost = "",
	  .source = "com.microsoft PackedSparseAttentionIndexerMerge: indices are copied" },
	{ .name = "SparseAttentionIndexer",
	  .in = "query key? query_norm_weight! key_norm_weight! cos_cache~ sin_cache~ mask? past_key "
	          "gate? position_bias!? head_weights? position_ids? past_sequence_length#? "
	          "past_proj_buffer?",
	  .out = "selected_indices present_key present_proj_buffer?", .attr = INDEX, .infer = fc_rule_infer,
	  .vars = index_vars,
	  .results = "selected_indices:int32 = [query[0], query[1], picked]; present_key = [past_key[0], "
	          "all, past_key[2]]; present_proj_buffer = [2, query[0], kept, past_proj_buffer[3]]",
	  .cost = SCORED("known"), .pair = { 0, 7 }, .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft SparseAttentionIndexer: norms and rotary positions, scores with ReLU "
	          "and sum; picking is not counted" },
	{ .name = "SparsePagedAttention",
	  .in = "query key? value? key_cache value_cache cumulative_sequence_length past_seqlens "
	          "block_table slot_mapping? selected_indices selected_counts auxiliary_key? "
	          "auxiliary_value? auxiliary_lengths? cos_cache~? sin_cache~? head_sink!? "
	          "q_norm_weight!? k_norm_weight!? k_scale~? v_scale~? attention_metadata?",
	  .out = "output key_cache_out? value_cache_out?",
	  .attr = ATTEND "k_quant_type v_quant_type qk_norm_epsilon auxiliary_cache_layout",
	  .infer = fc_rule_infer,
	  .vars = paged_vars,
	  .results = "output = [query[0], num_heads * v_width]; key_cache_out = key_cache; "
	          "value_cache_out = value_cache",
	  .cost = COST "; read(key_cache) = min(|key_cache|, scores * qk_width); "
	          "read(value_cache) = min(|value_cache|, scores * v_width); "
	          "write(key_cache_out) = query[0] * kv_num_heads * qk_width; "
	          "write(value_cache_out) = query[0] * kv_num_heads * v_width", .pair_other = { 0, 4 },
	  .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft SparsePagedAttention over all that may be selected, an upper bound: "
	            FC_ATTEND_SOURCE },
	{ .name = NULL },
};
