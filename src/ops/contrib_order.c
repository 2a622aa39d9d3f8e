/* contrib_order.c -- com.microsoft's gates, and its quantised operators with a matrix order */
#include "ops/rule.h"
#include "ops/same.h"
#include "ops/size.h"

/* int8 in and out. */
static bool
quantise_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, FC_DTYPE_INT8, fc_op_shape(cx, 0));
}

static bool
dequantise_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, fc_size_dtype(cx, "to", fc_op_dtype(cx, 1)), fc_op_shape(cx, 0));
}

/* A [batch, rows, k] times B [k, columns]; order_B 0 (ORDER_COL) holds B turned. */
static bool
matmul_infer(struct fc_op_ctx *cx)
{
	bool turned = fc_op_int(cx, "order_B") == 0;
	struct fc_shape a = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int i;

	if (!fc_op_need_rank(cx, 0, 2, 3) || !fc_op_need_rank(cx, 2, 2, 2))
		return false;
	if (!fc_shape_known_rank(a))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_op_need_equal(cx, a.dim[a.rank - 1], fc_size_at(cx, 2, turned ? 1 : 0), "common size"))
		return false;
	for (i = 0; i < a.rank; i++)
		dim[i] = a.dim[i];
	dim[i - 1] = fc_size_at(cx, 2, turned ? 0 : 1);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, i);
}

/* Rows of C elements each, C the length of the scale. */
static void
norm_vars(struct fc_op_ctx *cx)
{
	struct fc_dim all = fc_shape_size(cx->dims, fc_op_shape(cx, 0));

	fc_op_var(cx, "rows", fc_dim_floordiv(cx->dims, all, fc_size_at(cx, 1, 0)));
}

static void
swiglu_vars(struct fc_op_ctx *cx)
{
	fc_op_var(cx, "clamped", fc_dim_int(cx->dims, fc_op_real(cx, "limit") > 0 ? 3 : 0));
	fc_op_var(cx, "shifted", fc_dim_int(cx->dims, fc_op_real(cx, "activation_beta") != 0));
	fc_op_var(cx, "scaled", fc_dim_int(cx->dims, fc_op_real(cx, "activation_alpha") != 1));
}

#define ORDER "order_X order_Y"

const struct fc_op fc_ops_contrib_order[] = {
	{ .name = "ClampedSwiGLU", .in = "gate up?", .out = "output",
	  .attr = "activation_alpha=1.0 activation_beta=0.0 limit=0.0 round_activation=0",
	  .infer = fc_rule_infer,
	  .results = "output = gate if up; output = [gate[:-1], gate[-1] / 2]", .vars = swiglu_vars,
	  .cost = "simple = (4 + clamped + shifted + scaled) * |output|; special = 2 * |output|",
	  .kind = FC_CLASS_ACTIVATION,
	  .source = "com.microsoft SwiGLU: Swish and mul; 3 where it clamps, 1 each for alpha and beta" },
	{ .name = "DequantizeWithOrder", .in = "input scale_input~", .out = "output",
	  .attr = "order_input order_output to", .infer = dequantise_infer,
	  .cost = "simple = 2 * |input|", .flags = FC_OP_DEQUANTIZE | FC_OP_CARRY,
	  .source = "com.microsoft DequantizeWithOrder" },
	{ .name = "GatedAdd", .in = "X Y gate gate_weight!?", .out = "output", .infer = fc_same_infer,
	  .cost = "simple = 2 * |X|; macs = |gate| if gate_weight; simple = 2 * prod(gate, 0, -1) if "
	          "gate_weight; special = 2 * prod(gate, 0, -1) if gate_weight", .pair = { 2, 3 },
	  .source = "com.microsoft GatedAdd: X + Y * gate, the gate projected where it has weights" },
	{ .name = "GatedRMSNorm", .in = "X scale! gate", .out = "Y", .attr = "activation=silu epsilon",
	  .infer = fc_same_infer,
	  .cost = "affine = |X|; simple = 3 * |X| + 3 * |gate|; special = 2 * rows + 2 * |gate|",
	  .vars = norm_vars, .kind = FC_CLASS_NORM,
	  .source = "com.microsoft GatedRMSNorm: as RMSNormalization, times the activation of the "
	            "gate" },
	{ .name = "LinearAttentionGate", .in = "a dt_bias! decay_scale! b?", .out = "decay beta?",
	  .infer = fc_same_infer,
	  .cost = "bias_adds = |a|; affine = |a|; simple = |a| + 2 * |b|; special = 2 * |a| + 2 * |b|",
	  .source = "com.microsoft LinearAttentionGate: decay_scale * Softplus(a + dt_bias), "
	            "Sigmoid(b)" },
	{ .name = "QOrderedGelu", .in = "X scale_X~ scale_Y~", .out = "Y", .attr = ORDER,
	  .infer = fc_same_infer, .cost = "simple = 7 * |X|; special = 3 * |X|",
	  .kind = FC_CLASS_ACTIVATION,
	  .source = "com.microsoft QOrderedGelu: dequantise 2, Gelu 5, quantise 3" },
	{ .name = "QOrderedLayerNormalization", .in = "X scale_X~ scale! B!? scale_Y~", .out = "Y",
	  .attr = ORDER " axis=-1 epsilon", .infer = fc_same_infer,
	  .cost = "affine = |X|; affine = |X| if B; simple = 5 * |X|; special = 2 * prod(X, 0, -1); "
	          "simple = 2 * |X|; special = |X|", .kind = FC_CLASS_NORM,
	  .source = "com.microsoft QOrderedLayerNormalization: LayerNormalization, quantise 3" },
	{ .name = "QOrderedMatMul", .in = "A scale_A~ B! scale_B~ scale_Y~ bias!? C? scale_C~?",
	  .out = "Y", .attr = "order_A order_B order_Y", .infer = matmul_infer,
	  .cost = "macs = |Y| * A[-1]; bias_adds = |Y| if bias; simple = 2 * |Y| if C; simple = 2 * "
	          "|Y|", .kind = FC_CLASS_LINEAR, .pair = { 0, 2 },
	  .source = "com.microsoft QOrderedMatMul: the product, rescaled" },
	{ .name = "QuantizeWithOrder", .in = "input scale_input~", .out = "output",
	  .attr = "order_input order_output", .infer = quantise_infer,
	  .cost = "simple = 2 * |input|; special = |input|",
	  .source = "com.microsoft QuantizeWithOrder" },
	{ .name = "ScaledSiLU", .in = "X scale~?", .out = "Y", .attr = "alpha=1.0",
	  .infer = fc_same_infer, .cost = "simple = 4 * |X|; special = 2 * |X|",
	  .kind = FC_CLASS_ACTIVATION, .source = "com.microsoft ScaledSiLU: scale, Sigmoid 4, mul" },
	{ .name = NULL },
};
