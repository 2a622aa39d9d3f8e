/* bind_ms.c -- ONNX Runtime's operators: com.microsoft, and those that files put into ONNX's own domain */
#include "front/onnx/bind.h"

#include <string.h>

#include "front/onnx/dtype.h"

/* Operand i of the file goes to place to[i] of the row; -1 drops it. */
static void
reorder(struct fc_draft *d, const int *to, unsigned n)
{
	struct fc_value_list old = d->in;

	d->in = (struct fc_value_list){ 0 };
	for (unsigned i = 0; i < n && i < old.n; i++)
		if (to[i] >= 0 && old.at[i])
			fc_draft_set_in(d, (unsigned)to[i], old.at[i]);
}

/* input, position_ids, cos_cache, sin_cache */
static bool
rotary(struct fc_draft *d)
{
	static const int to[] = { 0, 3, 1, 2 };

	reorder(d, to, 4);
	return true;
}

/* mask_index, attention_bias, past_key, past_value, past_sequence_length, beam_width, cache, bias */
static bool
masked_multi_head(struct fc_draft *d)
{
	static const int to[] = { 0, 1, 2, 4, 5, 6, 7, 8, -1, 9, 3 };

	reorder(d, to, 11);
	return true;
}

/* The third operand of Unique's results is its fourth; values keep their order. */
static bool
unique(struct fc_draft *d)
{
	struct fc_value_list out = d->out;

	d->out = (struct fc_value_list){ 0 };
	for (uint32_t i = 0; i < out.n; i++) {
		if (i == 1)
			FC_VEC_PUSH(d->b->arena, &d->out, NULL);
		FC_VEC_PUSH(d->b->arena, &d->out, out.at[i]);
	}
	fc_draft_set_int(d, "sorted", 0);
	return true;
}

static bool
qlinear_conv(struct fc_draft *d)
{
	if (fc_draft_int(d, "channels_last", 0))
		d->op = "NhwcQLinearConv";
	else
		fc_draft_drop(d, "channels_last");
	return true;
}

/* The mask picks no other sizes. */
static bool
masked_pool(struct fc_draft *d)
{
	static const int to[] = { 0 };

	reorder(d, to, 1);
	return true;
}

static bool
embedding(struct fc_draft *d)
{
	static const int to[] = { 0, 1 };

	reorder(d, to, 2);
	return true;
}

static bool
range(struct fc_draft *d)
{
	struct fc_dim one = fc_dim_int(d->b->dims, 1);

	if (!fc_draft_in(d, 2))
		fc_draft_set_in(d, 2, fc_builder_ints(d->b, &one, 1, true));
	return true;
}

static bool
output_dtype(struct fc_draft *d)
{
	fc_onnx_attr_dtype(d, "dtype");
	return true;
}

static bool
packed_dtype(struct fc_draft *d)
{
	fc_onnx_attr_dtype(d, "output_dtype");
	return true;
}

static bool
order_to(struct fc_draft *d)
{
	fc_onnx_attr_dtype(d, "to");
	return true;
}

const struct fc_onnx_bind fc_onnx_bind_ms[] = {
	{ "", "BiasGelu", 1, "BiasGelu", NULL },
	{ "", "FastGelu", 1, "FastGelu", NULL },
	{ "", "GroupNorm", 1, "GroupNorm", NULL },
	{ "", "MatMulBnb4", 1, "MatMulBnb4", NULL },
	{ "", "MatMulIntegerToFloat", 1, "MatMulIntegerToFloat", NULL },
	{ "", "NhwcConv", 1, "FusedConv", fc_onnx_bind_channels_last },
	{ "", "QLinearAdd", 1, "QLinearAdd", NULL },
	{ "", "QLinearAveragePool", 1, "QLinearAveragePool", NULL },
	{ "", "QLinearConcat", 1, "QLinearConcat", NULL },
	{ "", "QLinearGlobalAveragePool", 1, "QLinearGlobalAveragePool", NULL },
	{ "", "QLinearLeakyRelu", 1, "QLinearLeakyRelu", NULL },
	{ "", "QLinearMul", 1, "QLinearMul", NULL },
	{ "", "QLinearSigmoid", 1, "QLinearSigmoid", NULL },
	{ "com.microsoft", "Attention", 1, "ProjectedAttention", NULL },
	{ "com.microsoft", "AttnLSTM", 1, "AttnLSTM", NULL },
	{ "com.microsoft", "BeamSearch", 1, "BeamSearch", NULL },
	{ "com.microsoft", "BiasAdd", 1, "BiasAdd", NULL },
	{ "com.microsoft", "BiasDropout", 1, "BiasDropout", NULL },
	{ "com.microsoft", "BiasGelu", 1, "BiasGelu", NULL },
	{ "com.microsoft", "BiasSoftmax", 1, "BiasSoftmax", NULL },
	{ "com.microsoft", "BiasSplitGelu", 1, "BiasSplitGelu", NULL },
	{ "com.microsoft", "BifurcationDetector", 1, "BifurcationDetector", NULL },
	{ "com.microsoft", "BitmaskBiasDropout", 1, "BitmaskBiasDropout", NULL },
	{ "com.microsoft", "BitmaskDropout", 1, "BitmaskDropout", NULL },
	{ "com.microsoft", "BranchwiseRMSNorm", 1, "BranchwiseRMSNorm", NULL },
	{ "com.microsoft", "CDist", 1, "CDist", NULL },
	{ "com.microsoft", "CausalConvWithState", 1, "StatefulCausalConv", NULL },
	{ "com.microsoft", "ComplexMul", 1, "ComplexMul", NULL },
	{ "com.microsoft", "ComplexMulConj", 1, "ComplexMulConj", NULL },
	{ "com.microsoft", "ConvStateReplay", 1, "ConvStateReplay", NULL },
	{ "com.microsoft", "ConvTransposeWithDynamicPads", 1, "ConvTransposeWithDynamicPads", NULL },
	{ "com.microsoft", "CropAndResize", 1, "CropAndResize", NULL },
	{ "com.microsoft", "DecoderAttention", 1, "DecoderAttention", NULL },
	{ "com.microsoft", "DecoderMaskedMultiHeadAttention", 1, "MultiHeadAttention", masked_multi_head },
	{ "com.microsoft", "DecoderMaskedSelfAttention", 1, "ProjectedAttention", NULL },
	{ "com.microsoft", "DequantizeBFP", 1, "DequantizeBFP", output_dtype },
	{ "com.microsoft", "DequantizeLinear", 1, "DequantizeLinear", NULL },
	{ "com.microsoft", "DequantizeWithOrder", 1, "DequantizeWithOrder", order_to },
	{ "com.microsoft", "DynamicQuantizeLSTM", 1, "DynamicQuantizeLSTM", NULL },
	{ "com.microsoft", "DynamicQuantizeMatMul", 1, "DynamicQuantizeMatMul", NULL },
	{ "com.microsoft", "DynamicSparseAttention", 1, "DynamicSparseAttention", NULL },
	{ "com.microsoft", "DynamicTimeWarping", 1, "DynamicTimeWarping", NULL },
	{ "com.microsoft", "EPContext", 1, "EPContext", NULL },
	{ "com.microsoft", "EmbedLayerNormalization", 1, "EmbedLayerNormalization", NULL },
	{ "com.microsoft", "EngramGate", 1, "EngramGate", NULL },
	{ "com.microsoft", "ExpandDims", 1, "Unsqueeze", NULL },
	{ "com.microsoft", "FastGelu", 1, "FastGelu", NULL },
	{ "com.microsoft", "FusedConv", 1, "FusedConv", NULL },
	{ "com.microsoft", "FusedGemm", 1, "FusedGemm", NULL },
	{ "com.microsoft", "FusedMatMul", 1, "FusedMatMul", NULL },
	{ "com.microsoft", "FusedMatMulActivation", 1, "FusedMatMul", NULL },
	{ "com.microsoft", "GatedAdd", 1, "GatedAdd", NULL },
	{ "com.microsoft", "GatedDeltaNet", 1, "GatedDeltaNet", NULL },
	{ "com.microsoft", "GatedDeltaNetStateReplay", 1, "GatedDeltaNetStateReplay", NULL },
	{ "com.microsoft", "GatedRMSNorm", 1, "GatedRMSNorm", NULL },
	{ "com.microsoft", "GatedRelativePositionBias", 1, "GatedRelativePositionBias", NULL },
	{ "com.microsoft", "GatherBlockQuantized", 1, "GatherBlockQuantized", NULL },
	{ "com.microsoft", "GatherND", 1, "GatherND", NULL },
	{ "com.microsoft", "GatherPacked", 1, "GatherPacked", packed_dtype },
	{ "com.microsoft", "Gelu", 1, "Gelu", NULL },
	{ "com.microsoft", "GemmFastGelu", 1, "GemmFastGelu", NULL },
	{ "com.microsoft", "GemmFloat8", 1, "GemmFloat8", output_dtype },
	{ "com.microsoft", "GemmaRotaryEmbedding", 1, "GemmaRotaryEmbedding", NULL },
	{ "com.microsoft", "GreedySearch", 1, "GreedySearch", NULL },
	{ "com.microsoft", "GridSample", 1, "GridSample", fc_onnx_bind_modes },
	{ "com.microsoft", "GroupNorm", 1, "GroupNorm", NULL },
	{ "com.microsoft", "GroupQueryAttention", 1, "GroupQueryAttention", NULL },
	{ "com.microsoft", "HyperConnectionLowRankMix", 1, "HyperConnectionLowRankMix", NULL },
	{ "com.microsoft", "HyperConnectionPostMix", 1, "HyperConnectionPostMix", NULL },
	{ "com.microsoft", "HyperConnectionPreMix", 1, "HyperConnectionPreMix", NULL },
	{ "com.microsoft", "Inverse", 1, "Inverse", NULL },
	{ "com.microsoft", "Irfft", 1, "Irfft", NULL },
	{ "com.microsoft", "IsAllFinite", 1, "IsAllFinite", NULL },
	{ "com.microsoft", "LinearAttention", 1, "LinearAttention", NULL },
	{ "com.microsoft", "LinearAttentionGate", 1, "LinearAttentionGate", NULL },
	{ "com.microsoft", "LongformerAttention", 1, "LongformerAttention", NULL },
	{ "com.microsoft", "MRotaryEmbedding", 1, "RotaryEmbedding", rotary },
	{ "com.microsoft", "Mamba2Verify", 1, "Mamba2Verify", NULL },
	{ "com.microsoft", "MatMulBlockQuantizedFp4Weight", 1, "MatMulBlockFp4", NULL },
	{ "com.microsoft", "MatMulBlockQuantizedFp8Weight", 1, "MatMulBlockFp8", NULL },
	{ "com.microsoft", "MatMulBnb4", 1, "MatMulBnb4", NULL },
	{ "com.microsoft", "MatMulFpQ4", 1, "MatMulFpQ4", NULL },
	{ "com.microsoft", "MatMulInteger16", 1, "MatMulInteger", NULL },
	{ "com.microsoft", "MatMulIntegerToFloat", 1, "MatMulIntegerToFloat", NULL },
	{ "com.microsoft", "MatMulNBits", 1, "MatMulNBits", NULL },
	{ "com.microsoft", "MatMulNBitsMlp", 1, "MatMulNBitsMlp", NULL },
	{ "com.microsoft", "MatMulNBitsQLoRA", 1, "MatMulNBitsQLoRA", NULL },
	{ "com.microsoft", "MatMulNBitsQkv", 1, "MatMulNBitsQkv", NULL },
	{ "com.microsoft", "MatMulPacked", 1, "MatMulPacked", NULL },
	{ "com.microsoft", "MaxpoolWithMask", 1, "MaxPool", masked_pool },
	{ "com.microsoft", "MoE", 1, "MoE", NULL },
	{ "com.microsoft", "MoEGroupRouter", 1, "MoEGroupRouter", NULL },
	{ "com.microsoft", "MoEPacked", 1, "MoEPacked", NULL },
	{ "com.microsoft", "MulInteger", 1, "MulInteger", NULL },
	{ "com.microsoft", "MultiHeadAttention", 1, "MultiHeadAttention", NULL },
	{ "com.microsoft", "MurmurHash3", 1, "MurmurHash3", NULL },
	{ "com.microsoft", "NGramHashMapping", 1, "NGramHashMapping", NULL },
	{ "com.microsoft", "NGramRepeatBlock", 1, "NGramRepeatBlock", NULL },
	{ "com.microsoft", "NhwcConv", 1, "FusedConv", fc_onnx_bind_channels_last },
	{ "com.microsoft", "NhwcFusedConv", 1, "FusedConv", fc_onnx_bind_channels_last },
	{ "com.microsoft", "NhwcMaxPool", 1, "NhwcMaxPool", NULL },
	{ "com.microsoft", "PackedAttention", 1, "PackedAttention", NULL },
	{ "com.microsoft", "PackedMultiHeadAttention", 1, "PackedMultiHeadAttention", NULL },
	{ "com.microsoft", "PackedSparseAttentionIndexer", 1, "PackedSparseAttentionIndexer", NULL },
	{ "com.microsoft", "PackedSparseAttentionIndexerMerge", 1, "PackedSparseAttentionIndexerMerge",
	  NULL },
	{ "com.microsoft", "Pad", 1, "Pad", NULL },
	{ "com.microsoft", "PagedAttention", 1, "PagedAttention", NULL },
	{ "com.microsoft", "QAttention", 1, "QAttention", NULL },
	{ "com.microsoft", "QEmbedLayerNormalization", 1, "QEmbedLayerNormalization", NULL },
	{ "com.microsoft", "QGemm", 1, "QGemm", NULL },
	{ "com.microsoft", "QLinearAdd", 1, "QLinearAdd", NULL },
	{ "com.microsoft", "QLinearAveragePool", 1, "QLinearAveragePool", NULL },
	{ "com.microsoft", "QLinearConcat", 1, "QLinearConcat", NULL },
	{ "com.microsoft", "QLinearConv", 1, "QLinearConv", qlinear_conv },
	{ "com.microsoft", "QLinearConvTranspose", 1, "QLinearConvTranspose", NULL },
	{ "com.microsoft", "QLinearGlobalAveragePool", 1, "QLinearGlobalAveragePool", NULL },
	{ "com.microsoft", "QLinearLeakyRelu", 1, "QLinearLeakyRelu", NULL },
	{ "com.microsoft", "QLinearMul", 1, "QLinearMul", NULL },
	{ "com.microsoft", "QLinearReduceMean", 1, "QLinearReduceMean", NULL },
	{ "com.microsoft", "QLinearSigmoid", 1, "QLinearSigmoid", NULL },
	{ "com.microsoft", "QLinearSoftmax", 1, "QLinearSoftmax", NULL },
	{ "com.microsoft", "QLinearWhere", 1, "QLinearWhere", NULL },
	{ "com.microsoft", "QMoE", 1, "QMoE", NULL },
	{ "com.microsoft", "QOrderedAttention", 1, "QOrderedAttention", NULL },
	{ "com.microsoft", "QOrderedGelu", 1, "QOrderedGelu", NULL },
	{ "com.microsoft", "QOrderedLayerNormalization", 1, "QOrderedLayerNormalization", NULL },
	{ "com.microsoft", "QOrderedLongformerAttention", 1, "QOrderedLongformerAttention", NULL },
	{ "com.microsoft", "QOrderedMatMul", 1, "QOrderedMatMul", NULL },
	{ "com.microsoft", "QuantizeBFP", 1, "QuantizeBFP", NULL },
	{ "com.microsoft", "QuantizeLinear", 1, "QuantizeLinear", NULL },
	{ "com.microsoft", "QuantizeWithOrder", 1, "QuantizeWithOrder", NULL },
	{ "com.microsoft", "QuickGelu", 1, "QuickGelu", NULL },
	{ "com.microsoft", "RMSNormRotary", 1, "RMSNormRotary", NULL },
	{ "com.microsoft", "Range", 1, "Range", range },
	{ "com.microsoft", "ReduceSumInteger", 1, "ReduceSumInteger", NULL },
	{ "com.microsoft", "RelativePositionBias", 1, "RelativePositionBias", NULL },
	{ "com.microsoft", "RemovePadding", 1, "RemovePadding", NULL },
	{ "com.microsoft", "RestorePadding", 1, "RestorePadding", NULL },
	{ "com.microsoft", "Rfft", 1, "Rfft", NULL },
	{ "com.microsoft", "RotaryEmbedding", 1, "RotaryEmbedding", rotary },
	{ "com.microsoft", "RouterGateUpProj", 1, "RouterGateUpProj", NULL },
	{ "com.microsoft", "SampleOp", 1, "Identity", NULL },
	{ "com.microsoft", "Sampling", 1, "GreedySearch", NULL },
	{ "com.microsoft", "ScaledSiLU", 1, "ScaledSiLU", NULL },
	{ "com.microsoft", "SkipGroupNorm", 1, "SkipGroupNorm", NULL },
	{ "com.microsoft", "SkipLayerNormalization", 1, "SkipLayerNormalization", NULL },
	{ "com.microsoft", "SkipSimplifiedLayerNormalization", 1, "SkipSimplifiedLayerNormalization", NULL },
	{ "com.microsoft", "Snpe", 1, "Snpe", NULL },
	{ "com.microsoft", "SparseAttention", 1, "SparseAttention", NULL },
	{ "com.microsoft", "SparseAttentionIndexer", 1, "SparseAttentionIndexer", NULL },
	{ "com.microsoft", "SparsePagedAttention", 1, "SparsePagedAttention", NULL },
	{ "com.microsoft", "SparseToDenseMatMul", 1, "FusedMatMul", NULL },
	{ "com.microsoft", "SpeculativePrefixCommit", 1, "SpeculativePrefixCommit", NULL },
	{ "com.microsoft", "SwiGLU", 1, "ClampedSwiGLU", NULL },
	{ "com.microsoft", "Tokenizer", 1, "Tokenizer", NULL },
	{ "com.microsoft", "TorchEmbedding", 1, "Gather", embedding },
	{ "com.microsoft", "TransposeMatMul", 1, "FusedMatMul", NULL },
	{ "com.microsoft", "Trilu", 1, "Trilu", NULL },
	{ "com.microsoft", "UnfoldTensor", 1, "UnfoldTensor", NULL },
	{ "com.microsoft", "Unique", 1, "Unique", unique },
	{ "com.microsoft", "VarlenCausalConvWithState", 1, "VarlenCausalConvWithState", NULL },
	{ "com.microsoft", "VarlenNGramHashMapping", 1, "VarlenNGramHashMapping", NULL },
	{ "com.microsoft", "WhisperBeamSearch", 1, "BeamSearch", NULL },
	{ "com.microsoft", "WordConvEmbedding", 1, "WordConvEmbedding", NULL },
	{ .name = NULL },
};
