/* bind_training.c -- com.microsoft's operators for training: gradients, optimisers, exchange */
#include "front/onnx/bind.h"
#include "front/onnx/dtype.h"

/* No more than n operands: what follows changes neither sizes nor costs. */
static void
keep(struct fc_draft *d, unsigned n)
{
	if (d->in.n > n)
		d->in.n = n;
}

static bool
first(struct fc_draft *d)
{
	keep(d, 1);
	return true;
}

static bool
two(struct fc_draft *d)
{
	keep(d, 2);
	return true;
}

/* Scores, labels, weights; the label to ignore is an operand. */
static bool
loss(struct fc_draft *d)
{
	keep(d, 3);
	return true;
}

/* Operand 0 names the event. */
static bool
event(struct fc_draft *d)
{
	fc_draft_set_int(d, "skip", 1);
	return true;
}

static bool
scaled_to(struct fc_draft *d)
{
	fc_onnx_attr_dtype(d, "to");
	return true;
}

const struct fc_onnx_bind fc_onnx_bind_training[] = {
	{ "", "MemcpyFromHost", 1, "Exchange", NULL },
	{ "", "MemcpyToHost", 1, "Exchange", NULL },
	{ "", "SparseSoftmaxCrossEntropy", 9, "SoftmaxCrossEntropy", NULL },
	{ "", "SparseSoftmaxCrossEntropyGrad", 9, "SoftmaxCrossEntropyGrad", NULL },
	{ "com.microsoft", "AdamOptimizer", 1, "AdamOptimizer", NULL },
	{ "com.microsoft", "AdamWOptimizer", 1, "AdamWOptimizer", NULL },
	{ "com.microsoft", "AdasumAllReduce", 1, "Exchange", NULL },
	{ "com.microsoft", "All", 1, "AllElements", NULL },
	{ "com.microsoft", "AllGather", 1, "AllGather", NULL },
	{ "com.microsoft", "AllReduce", 1, "Exchange", NULL },
	{ "com.microsoft", "AllToAll", 1, "Exchange", NULL },
	{ "com.microsoft", "BatchNormInternal", 1, "BatchNormInternal", NULL },
	{ "com.microsoft", "BatchNormalizationGrad", 1, "BatchNormalizationGrad", NULL },
	{ "com.microsoft", "BatchScale", 1, "BatchScale", NULL },
	{ "com.microsoft", "BiasFastGeluGrad_dX", 1, "BiasFastGeluGrad_dX", NULL },
	{ "com.microsoft", "BiasGeluGrad_dX", 1, "BiasGeluGrad_dX", NULL },
	{ "com.microsoft", "BiasSoftmaxDropout", 1, "BiasSoftmaxDropout", NULL },
	{ "com.microsoft", "BitmaskDropoutGrad", 1, "BitmaskDropoutGrad", NULL },
	{ "com.microsoft", "BroadcastGradientArgs", 1, "BroadcastGradientArgs", NULL },
	{ "com.microsoft", "ConcatTraining", 1, "Concat", NULL },
	{ "com.microsoft", "ConvGrad", 1, "ConvGrad", NULL },
	{ "com.microsoft", "ConvTransposeGrad", 1, "ConvTransposeGrad", NULL },
	{ "com.microsoft", "DistributedExpand", 1, "Sharded", NULL },
	{ "com.microsoft", "DistributedMatMul", 1, "Sharded", NULL },
	{ "com.microsoft", "DistributedReduceMax", 1, "Sharded", NULL },
	{ "com.microsoft", "DistributedReduceMean", 1, "Sharded", NULL },
	{ "com.microsoft", "DistributedReduceSum", 1, "Sharded", NULL },
	{ "com.microsoft", "DistributedReshape", 1, "Sharded", NULL },
	{ "com.microsoft", "DistributedSlice", 1, "Sharded", NULL },
	{ "com.microsoft", "DistributedSqueeze", 1, "Sharded", NULL },
	{ "com.microsoft", "DistributedUnsqueeze", 1, "Sharded", NULL },
	{ "com.microsoft", "DivGrad", 1, "DivGrad", NULL },
	{ "com.microsoft", "DropoutGrad", 1, "DropoutGrad", NULL },
	{ "com.microsoft", "FakeQuant", 1, "FakeQuant", NULL },
	{ "com.microsoft", "FakeQuantGrad", 1, "FakeQuantGrad", NULL },
	{ "com.microsoft", "FastGeluGrad", 1, "FastGeluGrad", NULL },
	{ "com.microsoft", "FlattenAndUnpad", 1, "FlattenAndUnpad", NULL },
	{ "com.microsoft", "GRUGrad", 1, "RecurrentTraining", NULL },
	{ "com.microsoft", "GRUTraining", 1, "RecurrentTraining", NULL },
	{ "com.microsoft", "GatherElementsGrad", 1, "GatherElementsGrad", NULL },
	{ "com.microsoft", "GatherGrad", 1, "GatherGrad", NULL },
	{ "com.microsoft", "GatherNDGrad", 1, "GatherNDGrad", NULL },
	{ "com.microsoft", "GeluGrad", 1, "GeluGrad", NULL },
	{ "com.microsoft", "GistBinarizeDecoder", 1, "Gist", NULL },
	{ "com.microsoft", "GistBinarizeEncoder", 1, "Gist", NULL },
	{ "com.microsoft", "GistPack16Decoder", 1, "Gist", NULL },
	{ "com.microsoft", "GistPack16Encoder", 1, "Gist", NULL },
	{ "com.microsoft", "GistPack1Decoder", 1, "Gist", NULL },
	{ "com.microsoft", "GistPack1Encoder", 1, "Gist", NULL },
	{ "com.microsoft", "GistPack8Decoder", 1, "Gist", NULL },
	{ "com.microsoft", "GistPack8Encoder", 1, "Gist", NULL },
	{ "com.microsoft", "GistPackMsfp15Decoder", 1, "Gist", NULL },
	{ "com.microsoft", "GistPackMsfp15Encoder", 1, "Gist", NULL },
	{ "com.microsoft", "Group", 1, "GradientsReady", NULL },
	{ "com.microsoft", "InPlaceAccumulator", 1, "Add", two },
	{ "com.microsoft", "InPlaceAccumulatorV2", 1, "AccumulateGradient", NULL },
	{ "com.microsoft", "InplaceClipGradNorm", 1, "InplaceClipGradNorm", NULL },
	{ "com.microsoft", "InvertibleLayerNormalizationGrad", 1, "InvertibleLayerNormalizationGrad", NULL },
	{ "com.microsoft", "IsFinite", 1, "IsFinite", NULL },
	{ "com.microsoft", "LSTMGrad", 1, "RecurrentTraining", NULL },
	{ "com.microsoft", "LSTMTraining", 1, "RecurrentTraining", NULL },
	{ "com.microsoft", "LayerNormalizationGrad", 1, "LayerNormalizationGrad", NULL },
	{ "com.microsoft", "LeakyReluGrad", 1, "LeakyReluGrad", NULL },
	{ "com.microsoft", "LogSoftmaxGrad", 1, "LogSoftmaxGrad", NULL },
	{ "com.microsoft", "LogSoftmaxGrad_13", 1, "LogSoftmaxGrad", NULL },
	{ "com.microsoft", "MegatronF", 1, "Exchange", NULL },
	{ "com.microsoft", "MegatronG", 1, "Exchange", NULL },
	{ "com.microsoft", "MixedPrecisionScale", 1, "MixedPrecisionScale", scaled_to },
	{ "com.microsoft", "NcclAllGather", 1, "Exchange", NULL },
	{ "com.microsoft", "NcclAllReduce", 1, "Exchange", NULL },
	{ "com.microsoft", "NcclReduceScatter", 1, "Received", NULL },
	{ "com.microsoft", "NegativeLogLikelihoodLossInternal", 1, "NegativeLogLikelihoodLoss", loss },
	{ "com.microsoft", "NegativeLogLikelihoodLossInternal2", 1, "NegativeLogLikelihoodLoss", loss },
	{ "com.microsoft", "PadAndUnflatten", 1, "PadAndUnflatten", NULL },
	{ "com.microsoft", "PassThrough", 1, "Exchange", NULL },
	{ "com.microsoft", "PythonOp", 1, "PythonOp", NULL },
	{ "com.microsoft", "PythonOpGrad", 1, "PythonOp", NULL },
	{ "com.microsoft", "QuickGeluGrad", 1, "QuickGeluGrad", NULL },
	{ "com.microsoft", "RecordEvent", 1, "Exchange", event },
	{ "com.microsoft", "Recv", 1, "Received", NULL },
	{ "com.microsoft", "ReduceAllL2", 1, "ReduceAllL2", NULL },
	{ "com.microsoft", "ReduceSumTraining", 1, "ReduceSum", NULL },
	{ "com.microsoft", "ReluGrad", 1, "ReluGrad", NULL },
	{ "com.microsoft", "ResizeGrad", 1, "ResizeGrad", NULL },
	{ "com.microsoft", "SGDOptimizer", 1, "SGDOptimizer", NULL },
	{ "com.microsoft", "SGDOptimizerV2", 1, "SGDOptimizerV2", NULL },
	{ "com.microsoft", "Scale", 1, "ScaleBy", NULL },
	{ "com.microsoft", "ScaledSum", 1, "ScaledSum", NULL },
	{ "com.microsoft", "Send", 1, "Sent", NULL },
	{ "com.microsoft", "ShardedMoE", 1, "MoE", NULL },
	{ "com.microsoft", "ShrunkenGather", 1, "Gather", NULL },
	{ "com.microsoft", "SigmoidGrad", 1, "SigmoidGrad", NULL },
	{ "com.microsoft", "SimplifiedLayerNormalizationGrad", 1, "SimplifiedLayerNormalizationGrad", NULL },
	{ "com.microsoft", "SliceGrad", 1, "SliceGrad", NULL },
	{ "com.microsoft", "SoftmaxCrossEntropy", 1, "SoftmaxCrossEntropy", NULL },
	{ "com.microsoft", "SoftmaxCrossEntropyGrad", 1, "SoftmaxCrossEntropyGrad", NULL },
	{ "com.microsoft", "SoftmaxCrossEntropyLossGrad", 1, "SoftmaxCrossEntropyGrad", NULL },
	{ "com.microsoft", "SoftmaxCrossEntropyLossInternal", 1, "SoftmaxCrossEntropyLoss", loss },
	{ "com.microsoft", "SoftmaxCrossEntropyLossInternalGrad", 1, "SoftmaxCrossEntropyGrad", NULL },
	{ "com.microsoft", "SoftmaxDropoutGrad", 1, "SoftmaxDropoutGrad", NULL },
	{ "com.microsoft", "SoftmaxGrad", 1, "SoftmaxGrad", NULL },
	{ "com.microsoft", "SoftmaxGrad_13", 1, "SoftmaxGrad", NULL },
	{ "com.microsoft", "SplitTraining", 1, "Split", NULL },
	{ "com.microsoft", "SummaryHistogram", 1, "Summary", NULL },
	{ "com.microsoft", "SummaryMerge", 1, "Summary", NULL },
	{ "com.microsoft", "SummaryScalar", 1, "Summary", NULL },
	{ "com.microsoft", "SummaryText", 1, "Summary", NULL },
	{ "com.microsoft", "TanhGrad", 1, "TanhGrad", NULL },
	{ "com.microsoft", "TritonOp", 1, "TritonOp", NULL },
	{ "com.microsoft", "View", 1, "ViewParts", NULL },
	{ "com.microsoft", "WaitEvent", 1, "Exchange", event },
	{ "com.microsoft", "YieldOp", 1, "Yield", NULL },
	{ "com.microsoft", "ZeroGradient", 1, "Identity", first },
	{ .name = NULL },
};
