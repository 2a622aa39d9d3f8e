/* contrib_delta.c -- com.microsoft's recurrences over packed tokens, and the states they keep */
#include "ops/families.h"
#include "ops/rule.h"
#include "ops/size.h"

/* --- GatedDeltaNet ---------------------------------------------------------------------- */

enum { QUERY, KEY, VALUE, OFFSETS, DECAY, STATE = 6 };

/* Query, key and value stand in one operand: the state [batch, heads, v, k] tells their sizes. */
static void
packed_sizes(struct fc_op_ctx *cx, struct fc_dim *k_heads)
{
	struct fc_dims *t = cx->dims;
	struct fc_dim heads = fc_size_at(cx, STATE, 1), v = fc_size_at(cx, STATE, 2);
	struct fc_dim k = fc_size_at(cx, STATE, 3);
	struct fc_shape q = fc_op_shape(cx, QUERY);
	struct fc_dim rest = fc_dim_sub(t, fc_size_at(cx, QUERY, -1), fc_dim_mul(t, heads, v));

	*k_heads = fc_dim_floordiv(t, rest, fc_dim_muli(t, k, 2));
	fc_op_var(cx, "heads", heads);
	fc_op_var(cx, "k", k);
	fc_op_var(cx, "v", v);
	fc_op_var(cx, "tokens", q.rank > 0 ? fc_shape_count(t, q, 0, q.rank - 1) : FC_DIM_NAN);
}

static void
delta_vars(struct fc_op_ctx *cx)
{
	bool both = fc_op_text_is(cx, "update_rule", "gated_delta");
	struct fc_dim batch = fc_dim_addi(cx->dims, fc_size_at(cx, OFFSETS, 0), -1);
	struct fc_dim k_heads = fc_size_at(cx, KEY, -2);
	struct fc_shape v = fc_op_shape(cx, VALUE), decay = fc_op_shape(cx, DECAY);
	int skip = v.rank > 2 ? v.rank - 2 : 1;

	if (!fc_op_has(cx, VALUE)) {
		packed_sizes(cx, &k_heads);
	} else {
		fc_op_var(cx, "heads", fc_size_at(cx, VALUE, -2));
		fc_op_var(cx, "k", fc_size_at(cx, QUERY, -1));
		fc_op_var(cx, "v", fc_size_at(cx, VALUE, -1));
		fc_op_var(cx, "tokens", v.rank > 2 ? fc_shape_count(cx->dims, v, 0, v.rank - 2) : FC_DIM_NAN);
	}
	fc_op_var(cx, "k_heads", k_heads);
	fc_op_var(cx, "batch", fc_size_first(fc_size_at(cx, STATE, 0), batch));
	fc_op_var(cx, "decays", decay.rank > skip ? fc_shape_count(cx->dims, decay, skip, decay.rank)
	                                            : FC_DIM_NAN);
	fc_op_var(cx, "gated", fc_dim_int(cx->dims, both || fc_op_text_is(cx, "update_rule", "gated")));
	fc_op_var(cx, "delta", fc_dim_int(cx->dims, both || fc_op_text_is(cx, "update_rule", "delta")));
}

/* --- RMSNormRotary ---------------------------------------------------------------------- */

static void
rotary_vars(struct fc_op_ctx *cx)
{
	struct fc_dim batch = fc_size_at(cx, 0, 0), rows = fc_size_at(cx, 0, 1);
	struct fc_dim width = fc_op_dim(cx, "input_width");
	struct fc_dim lines = fc_dim_mul(cx->dims, fc_dim_mul(cx->dims, batch, rows), fc_size_at(cx, 0, 2));

	if (fc_op_int(cx, "input_width") == 0)
		width = fc_size_at(cx, 0, 3);
	if (fc_op_int(cx, "flatten_batch")) {
		rows = fc_dim_mul(cx->dims, batch, rows);
		batch = fc_dim_int(cx->dims, 1);
	}
	fc_op_var(cx, "batch", batch);
	fc_op_var(cx, "rows", rows);
	fc_op_var(cx, "width", width);
	fc_op_var(cx, "lines", lines);
}

/* --- CausalConvWithState --------------------------------------------------------------- */

/*
 * A state stands for the axes that the convolution runs along: [batch, channels,
 * ..., length], or [batch, length, channels...]; a window of states before them.
 */
static bool
causal_infer(struct fc_op_ctx *cx)
{
	struct fc_dim y[FC_LIMIT_RANK], state[FC_LIMIT_RANK + 1], length = fc_op_dim(cx, "state_length");
	bool last = fc_op_int(cx, "channels_last") != 0, turned;
	int64_t window = fc_op_int(cx, "state_window");
	struct fc_shape x = fc_op_shape(cx, 0);
	int n = 0;

	if (!fc_op_need_rank(cx, 0, 3, FC_LIMIT_RANK - 1) || !fc_op_need_rank(cx, 1, 3, 5))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_rule_infer(cx);
	if (fc_dim_is(length, 0))
		length = fc_dim_mul(cx->dims, fc_dim_addi(cx->dims, fc_size_at(cx, 1, -1), -1),
		                    fc_op_dim(cx, "dilation"));
	turned = fc_op_int(cx, "state_channels_last") < 0 ? last : fc_op_int(cx, "state_channels_last") != 0;
	for (int i = 0; i < x.rank; i++)
		y[i] = x.dim[i];
	if (last && fc_op_int(cx, "input_channels") > 0)
		y[x.rank - 1] = fc_op_dim(cx, "input_channels");
	if (window > 0)
		state[n++] = fc_op_dim(cx, "state_window");
	state[n++] = y[0];
	if (turned)
		state[n++] = length;
	for (int i = last ? 2 : 1; i < (last ? x.rank : x.rank - 1); i++)
		state[n++] = y[i];
	if (!turned)
		state[n++] = length;
	fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), y, x.rank);
	fc_op_out_dims(cx, 1, fc_op_dtype(cx, 0), state, n);
	state[0] = y[0];
	state[1] = fc_op_dim(cx, "state_update_capacity");
	state[2] = y[x.rank - 1];
	return fc_op_out_dims(cx, 2, fc_op_dtype(cx, 0), state, 3);
}

#define SOFTPLUS "gate_activation == \"softplus\" or gate_activation == \"qwen\""
#define SIGMOID  "gate_activation == \"sigmoid\" or gate_activation == \"kda\""
#define STEP     "tokens * heads * k * v"
#define ACTIVATED                                                   \
	"simple = 3 * |output| if activation != \"none\"; special = " \
	"2 * |output| if activation != \"none\""
#define INNER "projection[0] * heads * head_dim"

const struct fc_op fc_ops_contrib_delta[] = {
	{ .name = "ConvStateReplay", .in = "source_backing capture_backing destination_backing metadata#",
	  .out = "destination_out", .infer = fc_rule_infer,
	  .results = "destination_out = destination_backing",
	  .cost = "read(source_backing) = val(metadata, 3) * val(metadata, 4) * val(metadata, 5); "
	          "read(capture_backing) = val(metadata, 3) * val(metadata, 4) * val(metadata, 7); "
	          "read(destination_backing) = 0; write(destination_out) = val(metadata, 3) * "
	          "val(metadata, 4) * val(metadata, 5)",
	  .source = "com.microsoft ConvStateReplay: what the metadata name is copied" },
	{ .name = "GatedDeltaNet",
	  .in = "query key? value? cu_seqlens? decay? beta? initial_state? a_log!? dt_bias!? "
	          "capture_count? state_update_active#?", .out = "output final_state? state_update?",
	  .attr = "update_rule=gated_delta gate_activation=none beta_activation=none qk_l2_norm=0 scale "
	          "chunk_size=64 gate_lower_bound state_update_capacity=0",
	  .infer = fc_rule_infer, .vars = delta_vars,
	  .results = "output = [query[:-2], heads, v] if value; output = [query[:-1], heads, v]; "
	          "final_state:float32 = [batch, heads, v, k]; state_update:float32 = [batch, "
	          "state_update_capacity * (decays + k_heads * k + heads * v)]",
	  .cost = "macs = (2 + delta) * " STEP "; simple = gated * " STEP " + 2 * delta * tokens * heads * "
	          "v + |output|; special = gated * |decay|; bias_adds = |decay| if dt_bias; affine = "
	          "|decay| if "
	          "a_log; simple = |decay| if " SOFTPLUS "; special = 2 * |decay| if " SOFTPLUS
	          "; simple = 3 * |decay| if " SIGMOID "; special = 2 * |decay| if " SIGMOID
	          "; simple = 2 * |beta| if beta_activation == \"sigmoid\"; special = 2 * |beta| if "
	          "beta_activation == \"sigmoid\"; simple = 6 * tokens * k_heads * k if qk_l2_norm == 1; "
	          "special = 4 * tokens * k_heads if qk_l2_norm == 1",
	  .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft GatedDeltaNet: outer product, readout, S^T k under the delta rule, as "
	          "LinearAttention; gates and norms where they are fused in" },
	{ .name = "GatedDeltaNetStateReplay",
	  .in = "source_backing capsule_backing destination_backing metadata#", .out = "destination_out",
	  .infer = fc_rule_infer, .results = "destination_out = destination_backing",
	  .cost = "macs = val(metadata, 5) * val(metadata, 6) * val(metadata, 7) * val(metadata, 10); "
	          "simple = val(metadata, 5) * val(metadata, 6) * val(metadata, 7) * val(metadata, 10); "
	          "read(source_backing) = val(metadata, 5) * val(metadata, 6) * val(metadata, 7); "
	          "read(destination_backing) = 0; write(destination_out) = val(metadata, 5) * "
	          "val(metadata, 6) * val(metadata, 7)",
	  .source = "com.microsoft GatedDeltaNetStateReplay: decay and outer product of each kept step" },
	{ .name = "Mamba2Verify",
	  .in = "projection conv_state ssm_state conv_weight! conv_bias! dt_bias! A_negative! D! "
	          "norm_weight! state_row#", .out = "Y conv_snapshots ssm_snapshots xbc? readout?",
	  .attr = "heads n_groups head_dim=64 d_state=128 epsilon time_step_min", .infer = fc_rule_infer,
	  .results = "Y = [projection[0], heads * head_dim]; conv_snapshots = conv_state; ssm_snapshots "
	          "= ssm_state; xbc = [projection[0], conv_state[1]]; readout:float32 = [projection[0], "
	          "heads * head_dim]",
	  .cost = "macs = projection[0] * |conv_weight|; macs_other = 2 * " INNER " * d_state; "
	          "bias_adds = projection[0] * (conv_state[1] + heads); affine = 2 * " INNER
	          " + projection[0] * heads; simple = 3 * projection[0] * conv_state[1] + " INNER
	          " * (d_state + 8) + 2 * projection[0] * heads; special = 2 * projection[0] * "
	          "conv_state[1] + 2 * " INNER " + 3 * projection[0] * heads + 2 * projection[0] * n_groups",
	  .pair = { 0, 3 }, .pair_other = { 2, 2 }, .kind = FC_CLASS_RNN,
	  .source = "com.microsoft Mamba2Verify: four taps and SiLU, outer product, decay and readout of "
	          "each state, a gate and RMS norm of groups" },
	{ .name = "RMSNormRotary", .in = "X scale! position_ids cosine~ sine~ prefill_numerics#?",
	  .out = "Y normalized_fp32?",
	  .attr = "rotary_embedding_dim input_start=0 input_width=0 flatten_batch=0 output_fp16=0 "
	          "epsilon use_fp32_arithmetic", .infer = fc_rule_infer, .vars = rotary_vars,
	  .results = "Y:float16 = [batch, rows, X[2] * width] if output_fp16 == 1; Y:bfloat16 = [batch, "
	          "rows, X[2] * width]; normalized_fp32:float32 = [X[0], X[1], X[2], width]",
	  .cost = "affine = lines * width; simple = 3 * lines * (width + rotary_embedding_dim); special "
	          "= 2 * lines; read(X) = lines * width; read(cosine) = X[0] * X[1] * cosine[1]; "
	          "read(sine) = X[0] * X[1] * sine[1]", .kind = FC_CLASS_NORM,
	  .source = "com.microsoft RMSNormRotary: as RMSNormalization, then two products and a sum for "
	          "each element that turns" },
	{ .name = "SpeculativePrefixCommit",
	  .in = "next_tokens input_ids status ctl ctx_commit prefixes ptrs",
	  .out = "head_c updated_ctl updated_ctx_commit", .attr = "head_rows=8", .infer = fc_rule_infer,
	  .results = "head_c:int32 = [next_tokens[0]] if rank(next_tokens) > 1; head_c:int32 = [1]; "
	          "updated_ctl = ctl; updated_ctx_commit = ctx_commit", .cost = "",
	  .source = "com.microsoft SpeculativePrefixCommit: tokens are compared and copied" },
	{ .name = "StatefulCausalConv", .in = "input weight! bias!? past_state?",
	  .out = "output present_state state_update?",
	  .attr = "activation=none channels_last=0 dilation=1 ndim=1 input_channel_offset=0 input_channels=0 "
	          "state_channels_last=-1 state_length=0 state_update_capacity=0 state_window=0",
	  .infer = causal_infer, .results = "output = input; present_state = ?; state_update = ?",
	  .cost = "macs = |output| * prod(weight, 1); bias_adds = |output| if bias; " ACTIVATED,
	  .kind = FC_CLASS_CONV,
	  .source = "com.microsoft CausalConvWithState: as ONNX's, dilated, channels last, a window of "
	          "states" },
	{ .name = "VarlenCausalConvWithState",
	  .in = "input weight! cumulative_sequence_length bias!? initial_state capture_count? "
	          "kernel_delta? previous_mask?", .out = "output final_state state_update?",
	  .attr = "activation=none dilation=1 group_size=1 delta_offset=0 state_update_capacity=0",
	  .infer = fc_rule_infer,
	  .results = "output = input; final_state = initial_state; state_update = [initial_state[0], "
	          "state_update_capacity, input[1]]",
	  .cost = "macs = |input| * prod(weight, 1); bias_adds = |output| if bias; " ACTIVATED
	          "; simple = 3 * |input| if kernel_delta", .kind = FC_CLASS_CONV,
	  .source = "com.microsoft VarlenCausalConvWithState: as CausalConvWithState; two taps that the "
	          "data change, and a mask" },
	{ .name = NULL },
};
