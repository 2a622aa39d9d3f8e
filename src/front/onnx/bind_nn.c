/* bind_nn.c -- ONNX convolutions, pooling, normalisation, activations */
#include "front/onnx/bind.h"
#include "front/onnx/dtype.h"

/* Before opset 14 asking for the statistics is what makes it training. */
static bool
old_batch(struct fc_draft *d)
{
	if (d->out.n > 1 && d->out.at[1])
		fc_draft_set_int(d, "training_mode", 1);
	return true;
}

static bool
stash_type(struct fc_draft *d)
{
	fc_onnx_attr_dtype(d, "stash_type");
	return true;
}

/* The experimental form normalises planes, or with across_channels whole instances. */
static bool
across_channels(struct fc_draft *d)
{
	struct fc_dim axes[3];
	unsigned n = 0;

	if (fc_draft_int(d, "across_channels", 0))
		axes[n++] = fc_dim_int(d->b->dims, 1);
	axes[n++] = fc_dim_int(d->b->dims, 2);
	axes[n++] = fc_dim_int(d->b->dims, 3);
	fc_draft_set_ints(d, "axes", axes, n);
	return true;
}

const struct fc_onnx_bind fc_onnx_bind_nn[] = {
	{ "", "AveragePool", 1, "AveragePool", NULL },
	{ "", "BatchNormalization", 1, "BatchNormalization", old_batch },
	{ "", "BatchNormalization", 14, "BatchNormalization", NULL },
	{ "", "CausalConvWithState", 27, "CausalConvWithState", NULL },
	{ "", "Celu", 12, "Celu", NULL },
	{ "", "Col2Im", 18, "Col2Im", NULL },
	{ "", "Conv", 1, "Conv", NULL },
	{ "", "ConvInteger", 10, "ConvInteger", NULL },
	{ "", "ConvTranspose", 1, "ConvTranspose", NULL },
	{ "", "DeformConv", 19, "DeformConv", NULL },
	{ "", "Elu", 1, "Elu", NULL },
	{ "", "Gelu", 20, "Gelu", NULL },
	{ "", "GlobalAveragePool", 1, "GlobalAveragePool", NULL },
	{ "", "GlobalLpPool", 1, "GlobalLpPool", NULL },
	{ "", "GlobalMaxPool", 1, "GlobalMaxPool", NULL },
	{ "", "GroupNormalization", 18, "GroupNormalization", stash_type },
	{ "", "HardSigmoid", 1, "HardSigmoid", NULL },
	{ "", "HardSwish", 14, "HardSwish", NULL },
	{ "", "InstanceNormalization", 1, "InstanceNormalization", NULL },
	{ "", "LRN", 1, "LRN", NULL },
	{ "", "LayerNormalization", 1, "LayerNormalization", stash_type },
	{ "", "LeakyRelu", 1, "LeakyRelu", NULL },
	{ "", "LpNormalization", 1, "LpNormalization", NULL },
	{ "", "LpPool", 1, "LpPool", NULL },
	{ "", "MaxPool", 1, "MaxPool", NULL },
	{ "", "MaxRoiPool", 1, "MaxRoiPool", NULL },
	{ "", "MaxUnpool", 9, "MaxUnpool", NULL },
	{ "", "MeanVarianceNormalization", 1, "MeanVarianceNormalization", across_channels },
	{ "", "MeanVarianceNormalization", 9, "MeanVarianceNormalization", NULL },
	{ "", "Mish", 18, "Mish", NULL },
	{ "", "PRelu", 1, "PRelu", NULL },
	{ "", "ParametricSoftplus", 1, "ParametricSoftplus", NULL },
	{ "", "QLinearConv", 10, "QLinearConv", NULL },
	{ "", "RMSNormalization", 23, "RMSNormalization", stash_type },
	{ "", "Relu", 1, "Relu", NULL },
	{ "", "RoiAlign", 10, "RoiAlign", NULL },
	{ "", "ScaledTanh", 1, "ScaledTanh", NULL },
	{ "", "Selu", 1, "Selu", NULL },
	{ "", "Shrink", 9, "Shrink", NULL },
	{ "", "Sigmoid", 1, "Sigmoid", NULL },
	{ "", "SimplifiedLayerNormalization", 1, "RMSNormalization", stash_type },
	{ "", "Softplus", 1, "Softplus", NULL },
	{ "", "Softsign", 1, "Softsign", NULL },
	{ "", "SwiGLU", 28, "SwiGLU", NULL },
	{ "", "Swish", 24, "Swish", NULL },
	{ "", "Tanh", 1, "Tanh", NULL },
	{ "", "ThresholdedRelu", 1, "ThresholdedRelu", NULL },
	{ 0 },
};
