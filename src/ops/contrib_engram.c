/* contrib_engram.c -- com.microsoft's n-gram memories, and residual streams that mix */
#include "ops/families.h"
#include "ops/rule.h"

/* By rows of a norm: square and sum 2, mul 1, the scale; a root and a div each. */
#define GATE                                                                                          \
	"affine = 2 * |key|; macs = |key|; simple = 6 * |key| + 7 * prod(key, 0, -1) + |output|; "    \
	"special = 7 * prod(key, 0, -1)"
#define NORMED(rows)                                                             \
	"affine = |gated_value_normed|; simple = 3 * |gated_value_normed|; " \
	"special = 2 * " rows " if gated_value_normed"
#define HEADS "(max_ngram_size - 1) * n_head_per_ngram"
#define NGRAM "max_ngram_size n_head_per_ngram pad_id reset_on_eos=0"
#define WIDTH "streams[-1] / num_branches"

const struct fc_op fc_ops_contrib_engram[] = {
	{ .name = "BranchwiseRMSNorm", .in = "X scale!?", .out = "Y", .attr = "epsilon num_branches=0",
	  .infer = fc_rule_infer, .results = "Y = X",
	  .cost = "affine = |X| if scale; simple = 3 * |X|; special = 2 * prod(X, 0, -1) * "
	          "max(num_branches, 1)", .kind = FC_CLASS_NORM,
	  .source = "com.microsoft BranchwiseRMSNorm: as RMSNormalization, a row a branch" },
	{ .name = "EngramGate", .in = "key query value key_norm_scale! query_norm_scale! conv_norm_scale!?",
	  .out = "output gated_value_normed?", .attr = "epsilon=1e-05", .infer = fc_rule_infer,
	  .results = "output = key; gated_value_normed = key",
	  .cost = GATE "; " NORMED("prod(key, 0, -1)"),
	  .source = "com.microsoft EngramGate: two RMS norms and their product; scale, abs, max, root, "
	          "sign, mul and Sigmoid 4 a row; the gate's mul" },
	{ .name = "HyperConnectionLowRankMix",
	  .in = "streams norm_scale! down_weight! up_weight! inject_weight! prev_block_output? "
	          "prev_post_gate?", .out = "pre_output post_gate streams_out?",
	  .attr = "num_branches epsilon gate_div gate_mul reduction_scale silu_alpha",
	  .infer = fc_rule_infer,
	  .results = "pre_output = [streams[:-1], " WIDTH "]; post_gate = [streams[:-1], num_branches]; "
	             "streams_out = streams",
	  .cost = "macs = |streams| * (2 * down_weight[1] + num_branches); macs_other = |streams|; "
	          "macs_other = |streams| if prev_block_output; affine = |streams|; simple = 5 * "
	          "|streams| + 4 * prod(streams, 0, -1) * down_weight[1] + |pre_output| + 3 * "
	          "|post_gate|; special = 2 * |streams| + 2 * prod(streams, 0, -1) * down_weight[1] + 5 "
	          "* |post_gate|", .pair = { 0, 2 }, .kind = FC_CLASS_LINEAR,
	  .source = "com.microsoft HyperConnectionLowRankMix: RMS norm of each branch, three products, "
	          "ScaledSiLU 6, Sigmoid 4, the mix" },
	{ .name = "HyperConnectionPostMix", .in = "streams block_output post_mix stream_mix?",
	  .out = "output", .attr = "num_branches=0", .infer = fc_rule_infer, .results = "output = streams",
	  .cost = "macs = |streams|; macs_other = |streams| * stream_mix[-1] if stream_mix",
	  .pair = { 1, 2 }, .pair_other = { 0, 3 },
	  .source = "com.microsoft HyperConnectionPostMix: a product for what the block made, one a "
	          "branch for what is there" },
	{ .name = "HyperConnectionPreMix", .in = "streams pre_mix", .out = "output",
	  .attr = "num_branches=0 reduction_scale=1.0", .infer = fc_rule_infer,
	  .results = "output = [streams[:-2], streams[-1]] if num_branches == 0; output = [streams[:-1], "
	          WIDTH "]",
	  .cost = "macs = |streams|; simple = |output| if reduction_scale != 1",
	  .source = "com.microsoft HyperConnectionPreMix: a weighted sum of the branches" },
	{ .name = "NGramHashMapping",
	  .in = "input_ids multipliers~ vocab_sizes~ past_ids? head_offsets~? eos_token_id? segment_ids?",
	  .out = "hash_ids present_ids?", .attr = NGRAM, .infer = fc_rule_infer, .cost = "",
	  .results = "hash_ids = [input_ids[:], " HEADS "]; "
	             "present_ids = [input_ids[0], max_ngram_size - 1]",
	  .source = "com.microsoft NGramHashMapping: hashes are not counted" },
	{ .name = "VarlenNGramHashMapping",
	  .in = "input_ids multipliers~ vocab_sizes~ cumulative_sequence_length past_ids? head_offsets~? "
	          "eos_token_id? segment_ids? past_segment_ids? capture_count?",
	  .out = "hash_ids present_ids? present_segment_ids? state_update?",
	  .attr = NGRAM " state_update_capacity=0", .infer = fc_rule_infer, .cost = "",
	  .results = "hash_ids = [input_ids[0], " HEADS "]; "
	             "present_ids = [cumulative_sequence_length[0] - 1, max_ngram_size - 1]; "
	             "present_segment_ids:int32 = [cumulative_sequence_length[0] - 1, max_ngram_size - 1]; "
	             "state_update = [cumulative_sequence_length[0] - 1, state_update_capacity, "
	             "max_ngram_size - 1]",
	  .source = "com.microsoft VarlenNGramHashMapping: hashes are not counted" },
	{ .name = NULL },
};
