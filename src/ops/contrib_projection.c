/* contrib_projection.c -- com.microsoft's projections by packed or several weights at once */
#include "ops/attend.h"
#include "ops/families.h"
#include "ops/size.h"

/* Operand i packs [n, k] weights of a few bits each. */
static void
unpack(struct fc_op_ctx *cx, unsigned i, struct fc_dim n, enum fc_dtype t)
{
	struct fc_value *b = i < cx->node->n_in ? cx->node->in[i] : NULL;

	if (!b || !b->stored)
		return;
	b->stored->count = fc_dim_mul(cx->dims, n, fc_op_dim(cx, "K"));
	if (t != FC_DTYPE_UNKNOWN)
		b->stored->dtype = t;
}

static enum fc_dtype
bits_of(struct fc_op_ctx *cx)
{
	int64_t bits = fc_op_int(cx, "bits");

	return bits == 2 ? FC_DTYPE_UINT2 : bits == 4 ? FC_DTYPE_UINT4 : FC_DTYPE_UNKNOWN;
}

/* Result i: the first operand with its last size replaced. */
static bool
out_last(struct fc_op_ctx *cx, unsigned i, struct fc_dim last)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];

	if (x.rank < 1)
		return fc_op_out(cx, i, fc_op_dtype(cx, 0), FC_SHAPE_UNKNOWN);
	for (int k = 0; k < x.rank - 1; k++)
		dim[k] = x.dim[k];
	dim[x.rank - 1] = last;
	return fc_op_out_dims(cx, i, fc_op_dtype(cx, 0), dim, x.rank);
}

static bool
need_k(struct fc_op_ctx *cx)
{
	struct fc_shape a = fc_op_shape(cx, 0);

	if (fc_op_int(cx, "K") < 1)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "K is not given as a size");
	return a.rank < 1 || fc_op_need_equal(cx, a.dim[a.rank - 1], fc_op_dim(cx, "K"), "input and K");
}

static bool
mlp_infer(struct fc_op_ctx *cx)
{
	if (!need_k(cx))
		return false;
	unpack(cx, 3, fc_op_dim(cx, "N"), bits_of(cx));
	unpack(cx, 6, fc_op_dim(cx, "N"), bits_of(cx));
	fc_op_out(cx, 1, fc_op_dtype(cx, 0), fc_op_shape(cx, 0));
	return out_last(cx, 0, fc_op_dim(cx, "N"));
}

static bool
qkv_infer(struct fc_op_ctx *cx)
{
	struct fc_dim q = fc_op_dim(cx, "Nq"), kv = fc_op_dim(cx, "Nkv");

	if (!need_k(cx))
		return false;
	unpack(cx, 3, q, bits_of(cx));
	unpack(cx, 6, kv, bits_of(cx));
	unpack(cx, 9, kv, bits_of(cx));
	out_last(cx, 1, kv);
	out_last(cx, 2, kv);
	fc_op_out(cx, 3, fc_op_dtype(cx, 0), fc_op_shape(cx, 0));
	return out_last(cx, 0, q);
}

/* B [N, K], or two of its elements a byte. */
static bool
block_infer(struct fc_op_ctx *cx, int64_t each)
{
	struct fc_value *b = cx->node->n_in > 1 ? cx->node->in[1] : NULL;
	struct fc_shape a = fc_op_shape(cx, 0);
	struct fc_dim k = fc_dim_muli(cx->dims, fc_size_at(cx, 1, 1), each);

	if (!fc_op_need_rank(cx, 1, 2, 2))
		return false;
	if (a.rank > 0 && !fc_op_need_equal(cx, a.dim[a.rank - 1], k, "input and weight"))
		return false;
	if (each == 2 && b && b->stored) {
		b->stored->count = fc_dim_mul(cx->dims, fc_size_at(cx, 1, 0), k);
		b->stored->dtype = FC_DTYPE_FLOAT4E2M1;
	}
	return out_last(cx, 0, fc_size_at(cx, 1, 0));
}

static bool
fp4_infer(struct fc_op_ctx *cx)
{
	return block_infer(cx, 2);
}

static bool
fp8_infer(struct fc_op_ctx *cx)
{
	return block_infer(cx, 1);
}

/* --- QOrderedAttention: a weight each for Q, K and V [input, hidden] -------------------------- */

static bool
ordered_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[3] = { fc_size_at(cx, 0, 0), fc_size_at(cx, 0, 1), fc_size_at(cx, 7, 1) };

	return fc_op_need_rank(cx, 0, 3, 3) && fc_op_need_rank(cx, 7, 2, 2) &&
	       fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 3);
}

static void
ordered_vars(struct fc_op_ctx *cx)
{
	struct fc_attend a = { .packed = true };

	a.heads = a.kv_heads = fc_op_dim(cx, "num_heads");
	a.batch = fc_size_at(cx, 0, 0);
	a.q = a.kv = fc_size_at(cx, 0, 1);
	if (fc_op_has(cx, 18))
		a.kv = fc_dim_add(cx->dims, a.kv, fc_size_at(cx, 18, 3));
	a.qk_width = fc_dim_floordiv(cx->dims, fc_size_at(cx, 5, 1), a.heads);
	a.v_width = fc_dim_floordiv(cx->dims, fc_size_at(cx, 7, 1), a.heads);
	fc_attend_vars(cx, &a);
}

#define NORM "affine = |A| if norm_scale; simple = |A| if skip; simple = 3 * |A| if norm_scale; " \
             "special = 2 * prod(A, 0, -1) if norm_scale; "

const struct fc_op fc_ops_contrib_projection[] = {
	{ .name = "MatMulBlockFp4", .in = "A B! weight_scale~ weight_scale_2~ input_scale~? bias!?",
	  .out = "Y", .attr = "block_size=16", .infer = fp4_infer,
	  .cost = "macs = |Y| * A[-1]; bias_adds = |Y| if bias; simple = 2 * A[-1] * Y[-1]",
	  .kind = FC_CLASS_LINEAR,
	  .source = "com.microsoft MatMulBlockQuantizedFp4Weight; each weight takes two scales" },
	{ .name = "MatMulBlockFp8", .in = "A B! b_scale~ a_scale~? bias!?",
	  .out = "Y", .attr = "block_size=128", .infer = fp8_infer,
	  .cost = "macs = |Y| * A[-1]; bias_adds = |Y| if bias; simple = A[-1] * Y[-1]; "
	          "simple = |A| if a_scale; special = |A| if a_scale", .kind = FC_CLASS_LINEAR,
	  .source = "com.microsoft MatMulBlockQuantizedFp8Weight; each weight takes a scale" },
	{ .name = "MatMulNBitsMlp",
	  .in = "A skip? norm_scale!? gate_B! gate_scales~ gate_bias!? up_B! up_scales~ up_bias!?",
	  .out = "Y input_skip_bias_sum?",
	  .attr = "K N accuracy_level activation bits=4 block_size epsilon=1e-05", .infer = mlp_infer,
	  .cost = "macs = 2 * |Y| * K; bias_adds = |Y| if gate_bias; bias_adds = |Y| if up_bias; " NORM
	          "simple = 4 * K * N + 4 * |Y|; special = 2 * |Y|", .pair = { 0, 3 },
	  .kind = FC_CLASS_LINEAR,
	  .source = "com.microsoft MatMulNBitsMlp: RMS norm, two MatMulNBits, Sigmoid 4, two mul" },
	{ .name = "MatMulNBitsQkv",
	  .in = "A skip? norm_scale! q_B! q_scales~ q_bias!? k_B! k_scales~ k_bias!? v_B! v_scales~ "
	        "v_bias!?",
	  .out = "Q K_out V input_skip_bias_sum?",
	  .attr = "K Nkv Nq accuracy_level bits=4 block_size epsilon=1e-05", .infer = qkv_infer,
	  .cost = "macs = (|Q| + |K_out| + |V|) * K; bias_adds = |Q| if q_bias; "
	          "bias_adds = |K_out| if k_bias; "
	          "bias_adds = |V| if v_bias; " NORM "simple = 2 * K * (Nq + 2 * Nkv)",
	  .kind = FC_CLASS_LINEAR, .pair = { 0, 3 },
	  .source = "com.microsoft MatMulNBitsQkv: RMS norm, three MatMulNBits" },
	{ .name = "QOrderedAttention",
	  .in = "input scale_input~ scale_Q_gemm~ scale_K_gemm~ scale_V_gemm~ Q_weight! K_weight! V_weight! "
	        "scale_Q_weight~ scale_K_weight~ scale_V_weight~ Q_bias! K_bias! V_bias! scale_QKT_gemm~? "
	        "scale_QKT_softmax~? scale_values_gemm~ mask_index? past? attention_bias?",
	  .out = "output", .attr = "num_heads order_input order_output order_weight qkv_hidden_sizes "
	  "unidirectional=0", .infer = ordered_infer, .vars = ordered_vars,
	  .cost = "macs = |input| * (Q_weight[1] + K_weight[1] + V_weight[1]) + "
	          "scores * (qk_width + v_width); "
	          "bias_adds = input[0] * input[1] * (Q_weight[1] + K_weight[1] + V_weight[1]); "
	          FC_ATTEND_SCORES "; simple = scores if mask_index; simple = scores if attention_bias",
	  .pair = { 0, 5 }, .kind = FC_CLASS_ATTENTION,
	  .source = "com.microsoft QOrderedAttention: three projections, then " FC_ATTEND_SOURCE },
	{ .name = NULL },
};
