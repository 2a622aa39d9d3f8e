/* contrib.c -- com.microsoft's element-wise fusions, padding, lookups */
#include "ops/axis.h"
#include "ops/same.h"
#include "ops/size.h"

/* The last axis is halved: one half gates the other. */
static bool
split_gelu_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int i;

	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	dim[i - 1] = fc_dim_floordiv(cx->dims, x.dim[i - 1], fc_dim_int(cx->dims, 2));
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, i);
}

/* A mask of one bit an element, in words of 32. */
static bool
bitmask_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim words = fc_shape_size(cx->dims, x);

	words = fc_dim_ceildiv(cx->dims, words, fc_dim_int(cx->dims, 32));
	fc_op_out(cx, 0, fc_op_dtype(cx, 0), x);
	return fc_op_out_dims(cx, 1, FC_DTYPE_UINT32, &words, 1);
}

static bool
dropout_infer(struct fc_op_ctx *cx)
{
	fc_op_out(cx, 0, fc_op_dtype(cx, 0), fc_op_shape(cx, 0));
	return fc_op_out(cx, 1, FC_DTYPE_BOOL, fc_op_shape(cx, 0));
}

static bool
finite_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, FC_DTYPE_BOOL, FC_SHAPE_SCALAR);
}

/* Operands 0 and 2 broadcast; a zero point stands behind each. */
static bool
mul_integer_infer(struct fc_op_ctx *cx)
{
	struct fc_shape a = fc_op_shape(cx, 0), b = fc_op_shape(cx, 2), y = FC_SHAPE_UNKNOWN;

	if (fc_shape_known_rank(a) && fc_shape_known_rank(b) && !fc_shape_broadcast(cx->dims, a, b, &y))
		return fc_op_fail(cx, FC_E_SHAPE, "operands A and B do not broadcast");
	return fc_op_out(cx, 0, FC_DTYPE_INT32, y);
}

static bool
hash_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype t = fc_op_int(cx, "positive") ? FC_DTYPE_UINT32 : FC_DTYPE_INT32;

	return fc_op_out(cx, 0, t, fc_op_shape(cx, 0));
}

static bool
block_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, fc_op_dtype(cx, 1), fc_op_shape(cx, 1));
}

/* [1, heads, queries, keys] from a table [buckets, heads]. */
static bool
relative_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[4];

	dim[0] = fc_dim_int(cx->dims, 1);
	dim[1] = fc_size_at(cx, 0, 1);
	dim[2] = fc_op_value_dim(cx, 1);
	dim[3] = fc_op_value_dim(cx, 2);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 4);
}

/* [batch, heads, rows, rows]: as rel_pos, whose batch is 1. */
static bool
gated_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[4];

	dim[0] = fc_size_at(cx, fc_op_has(cx, 6) ? 6 : 0, 0);
	dim[1] = fc_op_dim(cx, "num_heads");
	dim[2] = fc_size_at(cx, 2, 2);
	dim[3] = fc_size_at(cx, 2, 3);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 4);
}

static bool
gemma_infer(struct fc_op_ctx *cx)
{
	fc_op_out(cx, 0, fc_op_dtype(cx, 1), fc_op_shape(cx, 1));
	return fc_op_out(cx, 1, fc_op_dtype(cx, 3), fc_op_shape(cx, 3));
}

/* [batch, rows, width] to [tokens, width]: how many tokens are no padding the data tell. */
static bool
remove_infer(struct fc_op_ctx *cx)
{
	struct fc_dim batch = fc_size_at(cx, 0, 0), rows = fc_size_at(cx, 0, 1), dim[2];
	enum fc_dtype t = fc_op_dtype(cx, 1);

	if (!fc_op_need_rank(cx, 0, 3, 3))
		return false;
	batch = fc_size_or(cx, batch, "batch");
	dim[0] = fc_op_unknown(cx, "tokens", fc_dim_mul(cx->dims, batch, rows));
	dim[1] = fc_size_at(cx, 0, 2);
	fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 2);
	fc_op_out_dims(cx, 1, t, (struct fc_dim[]){ batch, rows }, 2);
	fc_op_out_dims(cx, 2, t, (struct fc_dim[]){ fc_dim_addi(cx->dims, batch, 1) }, 1);
	return fc_op_out_dims(cx, 3, t, (struct fc_dim[]){ fc_dim_int(cx->dims, 1) }, 1);
}

static bool
restore_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[3] = { fc_size_at(cx, 1, 0), fc_size_at(cx, 1, 1), fc_size_at(cx, 0, 1) };

	if (!fc_op_need_rank(cx, 0, 2, 2) || !fc_op_need_rank(cx, 1, 2, 2))
		return false;
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 3);
}

/* Axis dim becomes the number of slices; an axis of their size stands last. */
static bool
unfold_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int i, axis;

	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK - 1))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_axis_attr(cx, "dim", x.rank, &axis))
		return false;
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	dim[axis] = fc_dim_sub(cx->dims, dim[axis], fc_op_dim(cx, "size"));
	dim[axis] = fc_dim_addi(cx->dims, fc_dim_floordiv(cx->dims, dim[axis], fc_op_dim(cx, "step")), 1);
	dim[i] = fc_op_dim(cx, "size");
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, i + 1);
}

/* The cheapest way through a matrix of costs: at least as long as its longer side. */
static bool
warping_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[2], rows = fc_size_at(cx, 0, -2), columns = fc_size_at(cx, 0, -1);

	if (!fc_op_need_rank(cx, 0, 2, 3))
		return false;
	dim[0] = fc_dim_int(cx->dims, 2);
	dim[1] = fc_op_unknown(cx, "steps", fc_dim_addi(cx->dims, fc_dim_add(cx->dims, rows, columns), -1));
	return fc_op_out_dims(cx, 0, FC_DTYPE_INT32, dim, 2);
}

/* Tokens predicted up to where they leave the source are appended. */
static bool
bifurcation_infer(struct fc_op_ctx *cx)
{
	struct fc_dim now = fc_size_at(cx, 1, 0), more = fc_size_at(cx, 3, 0), n = now;

	if (fc_op_has(cx, 3))
		n = fc_op_unknown(cx, "tokens", fc_dim_add(cx->dims, now, more));
	fc_op_out_dims(cx, 0, fc_op_dtype(cx, 1), &n, 1);
	return fc_op_out(cx, 1, fc_op_dtype(cx, 2), fc_op_shape(cx, 2));
}

/* 4 products and 2 sums for every two elements, real and imaginary. */
#define COMPLEX "simple = 3 * |C|"

const struct fc_op fc_ops_contrib[] = {
	{ .name = "BiasAdd", .in = "X bias! skip", .out = "Y", .infer = fc_same_infer,
	  .cost = "bias_adds = |Y|; simple = |Y|", .kind = FC_CLASS_ELEMENT,
	  .source = "com.microsoft BiasAdd" },
	{ .name = "BiasDropout", .in = "data bias! residual? ratio#? training_mode#?",
	  .out = "output mask?", .attr = "seed", .infer = dropout_infer,
	  .cost = "bias_adds = |output|; simple = |output| if residual", .kind = FC_CLASS_ELEMENT,
	  .source = "com.microsoft BiasDropout in inference" },
	{ .name = "BiasSoftmax", .in = "data bias", .out = "output",
	  .attr = "axis=1 is_inner_broadcast", .infer = fc_same_infer,
	  .cost = "simple = 4 * |data|; special = 2 * |data|", .kind = FC_CLASS_SOFTMAX,
	  .source = "com.microsoft BiasSoftmax: add, then max, sub, exp, the sum, div" },
	{ .name = "BiasSplitGelu", .in = "X bias!", .out = "Y", .infer = split_gelu_infer,
	  .cost = "bias_adds = |X|; simple = 4 * |Y|; special = 2 * |Y|", .kind = FC_CLASS_ACTIVATION,
	  .source = "com.microsoft BiasSplitGelu: the bias, Gelu of one half, times the other" },
	{ .name = "BifurcationDetector", .in = "src_tokens cur_tokens prev_suffix_match_idx pred_tokens?",
	  .out = "tokens suffix_match_idx", .attr = "max_ngram_size min_ngram_size",
	  .infer = bifurcation_infer, .cost = "", .source = "com.microsoft BifurcationDetector" },
	{ .name = "BitmaskBiasDropout", .in = "data bias! residual? ratio#? training_mode#?",
	  .out = "output mask?", .attr = "seed", .infer = bitmask_infer,
	  .cost = "bias_adds = |output|; simple = |output| if residual", .kind = FC_CLASS_ELEMENT,
	  .source = "com.microsoft BitmaskBiasDropout in inference" },
	{ .name = "BitmaskDropout", .in = "data ratio#? training_mode#?", .out = "output mask?",
	  .attr = "seed", .infer = bitmask_infer, .cost = "",
	  .source = "com.microsoft BitmaskDropout in inference" },
	{ .name = "ComplexMul", .in = "A B", .out = "C", .infer = fc_same_broadcast, .cost = COMPLEX,
	  .kind = FC_CLASS_ELEMENT,
	  .source = "com.microsoft ComplexMul: 4 products and 2 sums a complex number" },
	{ .name = "ComplexMulConj", .in = "A B", .out = "C", .infer = fc_same_broadcast,
	  .cost = COMPLEX, .kind = FC_CLASS_ELEMENT,
	  .source = "com.microsoft ComplexMulConj: 4 products and 2 sums a complex number" },
	{ .name = "DynamicTimeWarping", .in = "input", .out = "output", .infer = warping_infer,
	  .cost = "simple = 3 * |input|",
	  .source = "com.microsoft DynamicTimeWarping: 2 comparisons and a sum a cell" },
	{ .name = "GatedRelativePositionBias",
	  .in = "query_layer query_bias! rel_pos weight! bias! eco_a! token_offset?", .out = "output",
	  .attr = "num_heads", .infer = gated_infer,
	  .cost = "macs = |query_layer| * weight[1]; bias_adds = |query_layer| + |query_layer| / weight[0] * "
	          "weight[1]; affine = |query_layer| / weight[0]; simple = |output| + |query_layer| / "
	          "weight[0] * (weight[1] + 5); special = 4 * |query_layer| / weight[0]",
	  .pair = { 0, 3 },
	  .source = "com.microsoft GatedRelativePositionBias: the gates' product, their sums, two Sigmoids "
	          "and "
	            "4 operations a row of a head, a product a result" },
	{ .name = "GemmaRotaryEmbedding", .in = "emb q q_rot k k_rot", .out = "output1 output2",
	  .infer = gemma_infer, .cost = "simple = 3 * |q| + 3 * |k|; special = 2 * |emb|",
	  .kind = FC_CLASS_ELEMENT,
	  .source = "com.microsoft GemmaRotaryEmbedding: sine and cosine, 2 products and a sum an "
	            "element" },
	{ .name = "IsAllFinite", .in = "input*", .out = "output", .attr = "isinf_only=0 isnan_only=0",
	  .infer = finite_infer, .cost = "simple = sum(input)", .source = "com.microsoft IsAllFinite" },
	{ .name = "MulInteger", .in = "A A_zero_point~? B B_zero_point~?", .out = "C",
	  .infer = mul_integer_infer,
	  .cost = "simple = |C|; simple = |A| if A_zero_point; simple = |B| if B_zero_point",
	  .kind = FC_CLASS_ELEMENT, .source = "com.microsoft MulInteger" },
	{ .name = "MurmurHash3", .in = "X", .out = "Y", .attr = "positive=1 seed=0",
	  .infer = hash_infer, .cost = "", .source = "com.microsoft MurmurHash3" },
	{ .name = "NGramRepeatBlock", .in = "input_ids scores", .out = "scores_out",
	  .attr = "ngram_size", .infer = block_infer, .cost = "",
	  .source = "com.microsoft NGramRepeatBlock" },
	{ .name = "RelativePositionBias", .in = "bias_table! query_length# key_length#",
	  .out = "output", .attr = "is_bidirectional=0 max_distance", .infer = relative_infer,
	  .cost = "read(bias_table) = |output|",
	  .source = "com.microsoft RelativePositionBias: a lookup" },
	{ .name = "RemovePadding", .in = "input sequence_token_count",
	  .out = "output token_offset cumulated_seq_len max_seq_len", .infer = remove_infer, .cost = "",
	  .source = "com.microsoft RemovePadding" },
	{ .name = "RestorePadding", .in = "input token_offset", .out = "output", .infer = restore_infer,
	  .cost = "", .source = "com.microsoft RestorePadding" },
	{ .name = "UnfoldTensor", .in = "input", .out = "output", .attr = "dim=-1 size step=1",
	  .infer = unfold_infer, .cost = "read(input) = |output|",
	  .source = "com.microsoft UnfoldTensor" },
	{ .name = NULL },
};
