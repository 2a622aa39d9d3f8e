/* contrib_experts.c -- com.microsoft's block-packed weights, adapters, routers of experts */
#include "ops/families.h"
#include "ops/rule.h"
#include "ops/size.h"

/* Formats differ in bytes a row: sizes come from attributes and other operands. */
static bool
packed_infer(struct fc_op_ctx *cx)
{
	fc_size_logical(cx, 1, fc_dim_mul(cx->dims, fc_op_dim(cx, "N"), fc_op_dim(cx, "K")));
	return fc_rule_infer(cx);
}

static bool
gather_infer(struct fc_op_ctx *cx)
{
	struct fc_shape at = fc_op_shape(cx, 1);
	enum fc_dtype t = fc_size_dtype(cx, "output_dtype", FC_DTYPE_BFLOAT16);
	struct fc_dim dim[FC_LIMIT_RANK];

	fc_size_logical(cx, 0, fc_dim_mul(cx->dims, fc_size_at(cx, 0, 0), fc_op_dim(cx, "K")));
	if (!fc_op_need_rank(cx, 1, 0, FC_LIMIT_RANK - 1))
		return false;
	if (!fc_shape_known_rank(at))
		return fc_op_out_unknown(cx, 0, t);
	for (int i = 0; i < at.rank; i++)
		dim[i] = at.dim[i];
	dim[at.rank] = fc_op_dim(cx, "K");
	return fc_op_out_dims(cx, 0, t, dim, at.rank + 1);
}

/* Base [n, K], and where they are not empty an adapter's [r, K] and [n, r]. */
static bool
adapter_infer(struct fc_op_ctx *cx)
{
	struct fc_dim n = fc_op_dim(cx, "N"), k = fc_op_dim(cx, "K"), rank = fc_size_at(cx, 3, 0);

	fc_size_logical(cx, 1, fc_dim_mul(cx->dims, n, k));
	fc_size_logical(cx, 3, fc_dim_mul(cx->dims, rank, k));
	if (!fc_dim_is(fc_size_at(cx, 5, 1), 0))
		fc_size_logical(cx, 5, fc_dim_mul(cx->dims, n, rank));
	return fc_rule_infer(cx);
}

/* Experts' weights: gate and up [experts, inner, hidden], down [experts, hidden, inner]. */
static bool
moe_infer(struct fc_op_ctx *cx)
{
	struct fc_dim all = fc_dim_mul(cx->dims, fc_size_at(cx, 0, -1), fc_size_at(cx, 2, 1));

	all = fc_dim_mul(cx->dims, all, fc_size_at(cx, 2, 0));
	for (unsigned i = 2; i < 5; i++)
		fc_size_logical(cx, i, all);
	return fc_rule_infer(cx);
}

#define INNER "prod(input, 0, -1) * k * gate_experts_weights[1]"
#define ROUTED "prod(logits, 0, -1) * expert_bias[0]"
#define RELU2 "activation_type == \"relu2\" or activation_type == \"relu_squared\""

const struct fc_op fc_ops_contrib_experts[] = {
	{ .name = "GatherPacked", .in = "data! indices", .out = "output",
	  .attr = "K packed_type output_dtype",
	  .infer = gather_infer, .cost = "simple = 2 * |output|; read(data) = |indices| * data[1]",
	  .kind = FC_CLASS_EMBEDDING,
	  .source = "com.microsoft GatherPacked: rows are looked up; each element is shifted and scaled" },
	{ .name = "MatMulNBitsQLoRA", .in = "X W! scales~ lora_A! lora_A_scales~ lora_B! lora_B_scales~",
	  .out = "Y", .attr = "K N bits=4 block_size lora_bits=4 lora_block_size accuracy_level",
	  .infer = adapter_infer, .results = "Y = [X[:-1], N]",
	  .cost = "macs = |Y| * K + prod(X, 0, -1) * lora_A[0] * K; macs = |Y| * lora_A[0] if lora_B[1] "
	          "!= 0; simple = 2 * K * N + 2 * lora_A[0] * K; simple = 2 * lora_A[0] * N + |Y| if "
	          "lora_B[1] != 0",
	  .kind = FC_CLASS_LINEAR,
	  .source = "com.microsoft MatMulNBitsQLoRA: MatMulNBits and the two of an adapter; each weight "
	          "is shifted and scaled once" },
	{ .name = "MatMulPacked", .in = "A B! global_scale~?", .out = "Y",
	  .attr = "K N packed_type activation_type=none", .infer = packed_infer, .results = "Y = [A[:-1], N]",
	  .cost = "macs = |Y| * K; simple = 2 * K * N; simple = |Y| if global_scale; simple = 2 * |Y| if "
	          RELU2
	          "; simple = 3 * |Y| if activation_type == \"silu\"; special = 2 * |Y| if activation_type "
	          "== \"silu\"", .kind = FC_CLASS_LINEAR,
	  .source = "com.microsoft MatMulPacked; each weight is shifted and scaled once" },
	{ .name = "MoEGroupRouter", .in = "logits expert_bias! projection_weight!?",
	  .out = "router_probs? selection_scores? router_weights?",
	  .attr = "top_k n_group=1 topk_group=1 group_topk router_sentinel", .infer = fc_rule_infer,
	  .results = "router_probs = [prod(logits, 0, -1), expert_bias[0]]; selection_scores:expert_bias "
	          "= [prod(logits, 0, -1), expert_bias[0]]; router_weights:expert_bias = [prod(logits, "
	          "0, -1), expert_bias[0]]",
	  .cost = "macs = |logits| * projection_weight[0] if projection_weight; bias_adds = " ROUTED
	          "; simple = 2 * " ROUTED "; special = 2 * " ROUTED
	          "; simple = |router_probs|; special = |router_probs|", .pair = { 0, 2 },
	  .kind = FC_CLASS_LINEAR,
	  .source = "com.microsoft MoEGroupRouter: Sigmoid 4 and the bias, max and log; picking is not "
	          "counted" },
	{ .name = "MoEPacked",
	  .in = "input router_probs gate_experts_weights! up_experts_weights!? down_experts_weights! "
	          "router_weights?", .out = "output",
	  .attr = "k=1 activation_type=swiglu gate_type up_type down_type normalize_routing_weights=0 "
	          "routed_scaling_factor routing_epsilon", .infer = moe_infer, .results = "output = input",
	  .cost = "macs = 2 * " INNER " * input[-1]; macs = " INNER " * input[-1] if up_experts_weights; "
	          "simple = 2 * " INNER " if not up_experts_weights; simple = 4 * " INNER
	          " if up_experts_weights; special = 2 * " INNER " if up_experts_weights",
	  .kind = FC_CLASS_LINEAR, .pair = { 0, 2 },
	  .source = "com.microsoft MoEPacked: each token meets k experts; the router stands outside" },
	{ .name = "RouterGateUpProj", .in = "X W!", .out = "router activated",
	  .attr = "router_size activation=swiglu activation_alpha activation_beta limit",
	  .infer = fc_rule_infer,
	  .results = "router = [X[:-1], router_size]; activated = [X[:-1], (W[1] - router_size) / 2]",
	  .cost = "macs = |X| * W[1]; simple = 4 * |activated|; special = 2 * |activated|",
	  .kind = FC_CLASS_LINEAR,
	  .source = "com.microsoft RouterGateUpProj: the product, Swish and mul" },
	{ .name = NULL },
};
