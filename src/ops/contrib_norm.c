/* contrib_norm.c -- com.microsoft's fused normalisations */
#include "ops/same.h"
#include "ops/size.h"

/* Result 0 and the sum (result 3) look like operand 0; mean and deviation have one value a row. */
static bool
skip_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int i;

	fc_op_out(cx, 0, fc_op_dtype(cx, 0), x);
	fc_op_out(cx, 3, fc_op_dtype(cx, 0), x);
	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x)) {
		fc_op_out_unknown(cx, 1, FC_DTYPE_FLOAT32);
		return fc_op_out_unknown(cx, 2, FC_DTYPE_FLOAT32);
	}
	if (!fc_op_need_equal(cx, x.dim[x.rank - 1], fc_size_at(cx, 1, -1), "hidden size"))
		return false;
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	dim[i - 1] = fc_dim_int(cx->dims, 1);
	fc_op_out_dims(cx, 1, FC_DTYPE_FLOAT32, dim, i);
	return fc_op_out_dims(cx, 2, FC_DTYPE_FLOAT32, dim, i);
}

/* input_ids [batch, rows] and a table as wide as the result. */
static bool
embed_out(struct fc_op_ctx *cx, enum fc_dtype type)
{
	struct fc_dim dim[3] = { fc_size_at(cx, 0, 0), fc_size_at(cx, 0, 1), fc_size_at(cx, 2, 1) };

	if (!fc_op_need_rank(cx, 0, 2, 2) || !fc_op_need_rank(cx, 2, 2, 2))
		return false;
	dim[0] = fc_size_or(cx, dim[0], "batch");
	dim[1] = fc_size_or(cx, dim[1], "rows");
	fc_op_out_dims(cx, 1, FC_DTYPE_INT32, dim, 1);
	fc_op_out_dims(cx, 2, type, dim, 3);
	return fc_op_out_dims(cx, 0, type, dim, 3);
}

static bool
embed_infer(struct fc_op_ctx *cx)
{
	return embed_out(cx, fc_op_dtype(cx, 2));
}

/* The scales have the type of the result. */
static bool
qembed_infer(struct fc_op_ctx *cx)
{
	return embed_out(cx, fc_op_dtype(cx, 8));
}

#define LAYER "simple = 5 * |output|; special = 2 * prod(output, 0, -1)"
#define GROUP                                                                                      \
	"affine = 2 * |X|; simple = 5 * |X|; special = 2 * X[0] * groups; "                        \
	"simple = 2 * |X| if activation == 1; special = 2 * |X| if activation == 1"
#define TABLES                                                                                      \
	"simple = |output|; simple = |output| if segment_embedding; affine = 2 * |output|; " LAYER

const struct fc_op fc_ops_contrib_norm[] = {
	{ .name = "EmbedLayerNormalization",
	  .in = "input_ids segment_ids? word_embedding! position_embedding! segment_embedding!? "
	        "gamma! beta! mask? position_ids?", .out = "output mask_index? embedding_sum?",
	  .attr = "epsilon mask_index_type=0", .infer = embed_infer,
	  .cost = TABLES "; read(word_embedding) = |output|; read(position_embedding) = |output|; "
	          "read(segment_embedding) = |output| if segment_embedding", .kind = FC_CLASS_NORM,
	  .source = "com.microsoft EmbedLayerNormalization: the gathered rows are added, then "
	            "LayerNormalization" },
	{ .name = "GroupNorm", .in = "X gamma! beta!", .out = "Y",
	  .attr = "activation=0 channels_last=1 epsilon groups", .infer = fc_same_infer, .cost = GROUP,
	  .kind = FC_CLASS_NORM,
	  .source = "com.microsoft GroupNorm: as GroupNormalization; x / (1 + exp(-x)) where SiLU "
	            "follows" },
	{ .name = "QEmbedLayerNormalization",
	  .in = "input_ids segment_ids? word_embedding! position_embedding! segment_embedding!? "
	        "gamma! beta! mask? word_embedding_scale~ position_embedding_scale~ "
	        "segment_embedding_scale~? gamma_scale~ beta_scale~ word_embedding_zero_point~ "
	        "position_embedding_zero_point~ segment_embedding_zero_point~? gamma_zero_point~ "
	        "beta_zero_point~", .out = "output mask_index?", .attr = "epsilon",
	  .infer = qembed_infer,
	  .cost = TABLES "; simple = 4 * |output|; simple = 2 * |output| if segment_embedding; "
	          "read(word_embedding) = |output|; read(position_embedding) = |output|; "
	          "read(segment_embedding) = |output| if segment_embedding", .kind = FC_CLASS_NORM,
	  .source = "com.microsoft QEmbedLayerNormalization: as EmbedLayerNormalization, rows "
	            "dequantised first" },
	{ .name = "SkipGroupNorm", .in = "X gamma! beta! skip bias!?", .out = "Y S?",
	  .attr = "activation=0 channels_last=1 epsilon groups", .infer = fc_same_infer,
	  .cost = GROUP "; simple = |X|; bias_adds = |X| if bias", .kind = FC_CLASS_NORM,
	  .source = "com.microsoft SkipGroupNorm: the sum of input, skip and bias, then GroupNorm" },
	{ .name = "SkipLayerNormalization", .in = "input skip gamma! beta!? bias!?",
	  .out = "output mean? inv_std_var? input_skip_bias_sum?", .attr = "epsilon",
	  .infer = skip_infer,
	  .cost = "simple = |output|; bias_adds = |output| if bias; affine = |output|; affine = "
	          "|output| if beta; " LAYER, .kind = FC_CLASS_NORM,
	  .source = "com.microsoft SkipLayerNormalization: the sum of input, skip and bias, then "
	            "LayerNormalization" },
	{ .name = "SkipSimplifiedLayerNormalization", .in = "input skip gamma! bias!?",
	  .out = "output mean? inv_std_var? input_skip_bias_sum?", .attr = "epsilon",
	  .infer = skip_infer,
	  .cost = "simple = |output|; bias_adds = |output| if bias; affine = |output|; simple = 3 * "
	          "|output|; special = 2 * prod(output, 0, -1)", .kind = FC_CLASS_NORM,
	  .source = "com.microsoft SkipSimplifiedLayerNormalization: the sum, then RMSNormalization" },
	{ .name = NULL },
};
