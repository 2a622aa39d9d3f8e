/* contrib_matmul.c -- com.microsoft's fused and packed matrix products, mixtures of experts */
#include "ops/fused.h"
#include "ops/same.h"
#include "ops/size.h"

/* --- FusedMatMul, FusedGemm, GemmFastGelu ---------------------------------------------- */

/*
 * One factor as [batch..., rows, columns]: transBatch moves the first axis
 * behind the batch axes, trans exchanges the last two.
 */
static struct fc_shape
factor(struct fc_op_ctx *cx, unsigned i, const char *batch, const char *last)
{
	struct fc_shape s = fc_op_shape(cx, i);
	struct fc_dim dim[FC_LIMIT_RANK], first;
	int k;

	if (s.rank < 2)
		return s;
	for (k = 0; k < s.rank; k++)
		dim[k] = s.dim[k];
	if (fc_op_int(cx, batch)) {
		first = dim[0];
		for (k = 0; k < s.rank - 2; k++)
			dim[k] = dim[k + 1];
		dim[s.rank - 2] = first;
	}
	if (fc_op_int(cx, last)) {
		first = dim[s.rank - 1];
		dim[s.rank - 1] = dim[s.rank - 2];
		dim[s.rank - 2] = first;
	}
	return fc_shape_make(cx->dims, dim, s.rank);
}

/* numpy.matmul of two shapes of rank 1 or more; *inner: the size summed over. */
static bool
product(struct fc_op_ctx *cx, struct fc_shape a, struct fc_shape b, struct fc_shape *y, struct fc_dim *inner)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	struct fc_shape batch = FC_SHAPE_SCALAR;
	int n;

	*inner = a.dim[a.rank - 1];
	if (!fc_op_need_equal(cx, *inner, b.dim[b.rank > 1 ? b.rank - 2 : 0], "common size"))
		return false;
	if (!fc_shape_broadcast(cx->dims, fc_shape_make(cx->dims, a.dim, a.rank > 2 ? a.rank - 2 : 0),
	                        fc_shape_make(cx->dims, b.dim, b.rank > 2 ? b.rank - 2 : 0), &batch))
		return fc_op_fail(cx, FC_E_SHAPE, "batch axes do not broadcast");
	for (n = 0; n < batch.rank; n++)
		dim[n] = batch.dim[n];
	if (a.rank > 1)
		dim[n++] = a.dim[a.rank - 2];
	if (b.rank > 1)
		dim[n++] = b.dim[b.rank - 1];
	*y = fc_shape_make(cx->dims, dim, n);
	return true;
}

static bool
matmul_shape(struct fc_op_ctx *cx, struct fc_shape *y, struct fc_dim *inner)
{
	struct fc_shape a = factor(cx, 0, "transBatchA", "transA");
	struct fc_shape b = factor(cx, 1, "transBatchB", "transB");

	*y = FC_SHAPE_UNKNOWN;
	*inner = fc_size_at(cx, 0, -1);
	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK) || !fc_op_need_rank(cx, 1, 1, FC_LIMIT_RANK))
		return false;
	return a.rank < 1 || b.rank < 1 || product(cx, a, b, y, inner);
}

static bool
matmul_infer(struct fc_op_ctx *cx)
{
	struct fc_shape y;
	struct fc_dim inner;

	if (!matmul_shape(cx, &y, &inner))
		return false;
	return fc_op_out(cx, 0, fc_size_dtype(cx, "dtype", fc_op_dtype(cx, 0)), y);
}

static void
matmul_vars(struct fc_op_ctx *cx)
{
	struct fc_shape y;
	struct fc_dim inner = FC_DIM_NAN;
	bool weight = fc_op_is_param(cx, 0) || fc_op_is_param(cx, 1);

	if (!matmul_shape(cx, &y, &inner))
		inner = FC_DIM_NAN;
	cx->node->kind = weight ? FC_CLASS_LINEAR : FC_CLASS_MATMUL;
	fc_op_var(cx, "K", inner);
	fc_fused_vars(cx);
}

/* --- weights packed into bytes: their sizes are attributes -------------------------------- */

static bool
bnb4_infer(struct fc_op_ctx *cx)
{
	struct fc_shape a = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK], k = fc_op_dim(cx, "K"), n = fc_op_dim(cx, "N");
	bool turned = fc_op_int(cx, "transB") != 0;
	int i;

	if (fc_op_int(cx, "K") < 1 || fc_op_int(cx, "N") < 1)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "K and N are needed");
	fc_size_logical(cx, 1, fc_dim_mul(cx->dims, k, n));
	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(a))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_op_need_equal(cx, a.dim[a.rank - 1], turned ? k : n, "common size"))
		return false;
	for (i = 0; i < a.rank; i++)
		dim[i] = a.dim[i];
	dim[i - 1] = turned ? n : k;
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, i);
}

/* B_shape holds [K, N]. */
static bool
fpq4_infer(struct fc_op_ctx *cx)
{
	unsigned count;
	const struct fc_scalar *sizes = fc_op_known(cx, 2, &count);
	struct fc_shape a = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK], n = FC_DIM_NAN;
	int i;

	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(a))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (sizes && count == 2) {
		n = fc_scalar_as_dim(cx->dims, sizes[1]);
		fc_size_logical(cx, 1, fc_dim_mul(cx->dims, n, fc_scalar_as_dim(cx->dims, sizes[0])));
	}
	for (i = 0; i < a.rank; i++)
		dim[i] = a.dim[i];
	dim[i - 1] = n;
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, i);
}

/* --- mixtures of experts: each token meets k of them --------------------------------------- */

/* Logical elements of n stored ones of operand i: QMoE's bytes hold 8 / bits of them. */
static struct fc_dim
expert_logical(struct fc_op_ctx *cx, unsigned i, struct fc_dim n)
{
	static const char *const own[] = { "fc1_expert_weight_bits", "fc2_expert_weight_bits",
		                           "fc3_expert_weight_bits" };
	const char *name = i >= 2 && i <= 8 && i % 3 == 2 ? own[i / 3] : "expert_weight_bits";
	int64_t bits = fc_op_int(cx, fc_op_has_attr(cx, name) ? name : "expert_weight_bits");

	if (bits < 1 || bits > 7 || fc_op_dtype(cx, i) != FC_DTYPE_UINT8)
		return n;
	return fc_dim_floordiv(cx->dims, fc_dim_muli(cx->dims, n, 8), fc_dim_int(cx->dims, bits));
}

/* Weights of one expert. */
static struct fc_dim
expert_weights(struct fc_op_ctx *cx, unsigned i)
{
	struct fc_shape w = fc_op_shape(cx, i);

	if (!fc_op_has(cx, i))
		return fc_dim_int(cx->dims, 0);
	return expert_logical(cx, i, fc_shape_count(cx->dims, w, 1, w.rank));
}

/* Per element of the inner layer; a gate multiplies another one in. */
static void
expert_activation(struct fc_op_ctx *cx, struct fc_dim inner)
{
	bool swiglu = fc_op_text_is(cx, "activation_type", "swiglu");
	bool geglu = fc_op_text_is(cx, "activation_type", "geglu");
	struct fc_fused each = fc_fused_activation(fc_op_text(cx, "activation_type"));

	if (swiglu || geglu) {
		each = fc_fused_activation(swiglu ? "silu" : "fastgelu");
		each.simple++;
	}
	fc_op_var(cx, "activation_simple", fc_dim_muli(cx->dims, inner, each.simple));
	fc_op_var(cx, "activation_special", fc_dim_muli(cx->dims, inner, each.special));
}

/* at: operands fc1, fc2 and fc3. */
static void
expert_vars(struct fc_op_ctx *cx, const unsigned *at)
{
	struct fc_shape x = fc_op_shape(cx, 0), bias;
	struct fc_dim weights = fc_dim_int(cx->dims, 0), biases = weights;
	unsigned step = at[1] - at[0];

	for (unsigned i = 0; i < 3; i++) {
		weights = fc_dim_add(cx->dims, weights, expert_weights(cx, at[i]));
		if (fc_op_has(cx, at[i] + step - 1)) {
			bias = fc_op_shape(cx, at[i] + step - 1);
			biases = fc_dim_add(cx->dims, biases, fc_shape_count(cx->dims, bias, 1, bias.rank));
		}
	}
	fc_op_var(cx, "tokens", x.rank > 0 ? fc_shape_count(cx->dims, x, 0, x.rank - 1) : FC_DIM_NAN);
	fc_op_var(cx, "weights", weights);
	fc_op_var(cx, "biases", biases);
	expert_activation(cx, expert_logical(cx, at[1], fc_size_at(cx, at[1], -1)));
}

static void
moe_vars(struct fc_op_ctx *cx)
{
	static const unsigned at[] = { 2, 4, 6 };

	expert_vars(cx, at);
}

static void
qmoe_vars(struct fc_op_ctx *cx)
{
	static const unsigned at[] = { 2, 5, 8 };

	expert_vars(cx, at);
}

static bool
qmoe_infer(struct fc_op_ctx *cx)
{
	struct fc_shape w;

	for (unsigned i = 2; i <= 8; i += 3) {
		w = fc_op_shape(cx, i);
		if (w.rank > 0)
			fc_size_logical(cx, i, fc_dim_mul(cx->dims, w.dim[0], expert_weights(cx, i)));
	}
	return fc_op_out(cx, 0, fc_op_dtype(cx, 0), fc_op_shape(cx, 0));
}

#define TRANS  "transA=0 transB=0 transBatchA=0 transBatchB=0 alpha=1.0"
#define FUSED  "activation activation_alpha activation_beta activation_gamma activation_axis"
#define EXPERT                                                            \
	"macs = tokens * k * weights; bias_adds = tokens * k * biases; " \
	"simple = tokens * k * activation_simple; special = tokens * k * activation_special"
#define MOE_ATTR                                                                                  \
	"k=1 activation_type=relu activation_alpha activation_beta normalize_routing_weights=0 "  \
	"swiglu_fusion=0 swiglu_limit swiglu_limit_after_activation=0 use_sparse_mixer=0"

const struct fc_op fc_ops_contrib_matmul[] = {
	{ .name = "FusedGemm", .in = "A! B! C!?", .out = "Y", .attr = TRANS " beta=1.0 " FUSED,
	  .infer = matmul_infer,
	  .cost = "macs = |Y| * K; bias_adds = |Y| if C and beta != 0; simple = |Y| if alpha != 1; "
	          "simple = |C| if beta != 1 and beta != 0; " FC_FUSED_COST("Y"), .vars = matmul_vars,
	  .kind = FC_CLASS_LINEAR, .source = "com.microsoft FusedGemm: Gemm, then an activation" },
	{ .name = "FusedMatMul", .in = "A! B!", .out = "Y", .attr = TRANS " " FUSED,
	  .infer = matmul_infer,
	  .cost = "macs = |Y| * K; simple = |Y| if alpha != 1; " FC_FUSED_COST("Y"),
	  .vars = matmul_vars, .kind = FC_CLASS_MATMUL,
	  .source = "com.microsoft FusedMatMul, FusedMatMulActivation" },
	{ .name = "GemmFastGelu", .in = "X W! bias!?", .out = "Y", .attr = "activation=fastgelu",
	  .infer = matmul_infer, .cost = "macs = |Y| * K; bias_adds = |Y| if bias; " FC_FUSED_COST("Y"),
	  .vars = matmul_vars, .kind = FC_CLASS_LINEAR,
	  .source = "com.microsoft GemmFastGelu: the product, a bias, Gelu's tanh form" },
	{ .name = "GemmFloat8", .in = "A! B! C!? scaleA~? scaleB~? scaleY~?", .out = "Y",
	  .attr = "transA=0 transB=0 alpha=1.0 beta=0.0 activation dtype", .infer = matmul_infer,
	  .cost = "macs = |Y| * K; bias_adds = |Y| if C and beta != 0; simple = 2 * |Y|; "
	          FC_FUSED_COST("Y"), .vars = matmul_vars, .kind = FC_CLASS_LINEAR,
	  .source = "com.microsoft GemmFloat8: the product, rescaled" },
	{ .name = "MatMulBnb4", .in = "A B! absmax~", .out = "Y",
	  .attr = "K N block_size quant_type transB=1 training_mode=0", .infer = bnb4_infer,
	  .cost = "macs = |Y| * A[-1]; simple = 2 * K * N", .kind = FC_CLASS_LINEAR,
	  .source = "com.microsoft MatMulBnb4; each weight is looked up and scaled" },
	{ .name = "MatMulFpQ4", .in = "A B! B_shape#", .out = "Y", .attr = "blk_quant_type=1",
	  .infer = fpq4_infer, .cost = "macs = |Y| * A[-1]; simple = 2 * A[-1] * Y[-1]",
	  .kind = FC_CLASS_LINEAR,
	  .source = "com.microsoft MatMulFpQ4; each weight is shifted and scaled" },
	{ .name = "MoE",
	  .in = "input router_probs fc1_experts_weights! fc1_experts_bias!? fc2_experts_weights! "
	        "fc2_experts_bias!? fc3_experts_weights!? fc3_experts_bias!?", .out = "output",
	  .attr = MOE_ATTR, .infer = fc_same_infer, .cost = EXPERT, .vars = moe_vars,
	  .kind = FC_CLASS_LINEAR, .pair = { 0, 2 },
	  .source = "com.microsoft MoE: each token meets k experts; the router stands outside" },
	{ .name = "QMoE",
	  .in = "input router_probs fc1_experts_weights! fc1_scales~? fc1_experts_bias!? "
	        "fc2_experts_weights! fc2_scales~? fc2_experts_bias!? fc3_experts_weights!? "
	        "fc3_scales~? fc3_experts_bias!? fc1_zero_points~? fc2_zero_points~? "
	        "fc3_zero_points~? router_weights? fc1_global_scale~? fc2_global_scale~? "
	        "fc1_act_scale~? fc2_act_scale~? fc1_act_block_scale~? fc2_act_block_scale~?",
	  .out = "output",
	  .attr = MOE_ATTR " expert_weight_bits=4 fc1_expert_weight_bits fc2_expert_weight_bits "
	          "fc3_expert_weight_bits block_size quant_type=int weights_prepacked=-1 "
	          "accuracy_level=0", .infer = qmoe_infer, .cost = EXPERT, .vars = qmoe_vars,
	  .kind = FC_CLASS_LINEAR, .pair = { 0, 2 },
	  .source = "com.microsoft QMoE: each token meets k experts; the router stands outside" },
	{ .name = NULL },
};
