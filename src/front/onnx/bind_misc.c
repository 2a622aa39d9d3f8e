/* bind_misc.c -- ONNX's reductions, losses, resizing, recurrent, quantised and signal operators */
#include "front/onnx/bind.h"

#include <string.h>

#include "base/intern.h"
#include "front/onnx/dtype.h"

/* Axes were an attribute until opset 13 (ReduceSum) or 18. */
static bool
axes_to_operand(struct fc_draft *d)
{
	fc_draft_to_operand(d, "axes", 1);
	return true;
}

/* Until opset 13 everything from axis (default 1) on was one distribution. */
static bool
softmax_1(struct fc_draft *d)
{
	fc_draft_set_int(d, "axis", fc_draft_int(d, "axis", 1));
	fc_draft_set_int(d, "coerced", 1);
	return true;
}

static bool
dft_17(struct fc_draft *d)
{
	fc_draft_set_int(d, "axis", fc_draft_int(d, "axis", 1));
	fc_draft_to_operand(d, "axis", 2);
	return true;
}

static bool
output_datatype(struct fc_draft *d)
{
	fc_onnx_attr_dtype(d, "output_datatype");
	return true;
}

/* An output_dtype of 0 is the same as none. */
static bool
quantize(struct fc_draft *d)
{
	if (fc_draft_int(d, "output_dtype", 1) == 0)
		fc_draft_drop(d, "output_dtype");
	if (fc_draft_int(d, "precision", 1) == 0)
		fc_draft_drop(d, "precision");
	fc_onnx_attr_dtype(d, "output_dtype");
	fc_onnx_attr_dtype(d, "precision");
	return true;
}

/* Two operands, X and scales; the pixels' corners coincide. */
static bool
resize_10(struct fc_draft *d)
{
	struct fc_value *scales = fc_draft_in(d, 1);

	fc_draft_set_in(d, 2, scales);
	fc_draft_set_in(d, 1, NULL);
	fc_draft_set_text(d, "coordinate_transformation_mode", "asymmetric");
	if (strcmp(fc_draft_text(d, "mode", "nearest"), "bilinear") == 0)
		fc_draft_set_text(d, "mode", "linear");
	return true;
}

static bool
upsample_7(struct fc_draft *d)
{
	fc_draft_to_operand(d, "scales", 1);
	return resize_10(d);
}

/* [N, C, H, W] by height_scale and width_scale. */
static bool
upsample_1(struct fc_draft *d)
{
	static const char *const name[] = { "height_scale", "width_scale" };
	struct fc_attr scales = { .kind = FC_ATTR_REALS, .n = 4 };
	double *v = FC_NEW_N(d->b->arena, double, 4);
	const struct fc_attr *a;

	v[0] = v[1] = v[2] = v[3] = 1;
	for (int i = 0; i < 2; i++) {
		a = fc_draft_attr(d, name[i]);
		if (a && a->kind == FC_ATTR_REAL)
			v[2 + i] = a->real[0];
		fc_draft_drop(d, name[i]);
	}
	scales.name = fc_intern_text(d->b->names, "scales");
	scales.real = v;
	FC_VEC_PUSH(d->b->arena, &d->attr, scales);
	return upsample_7(d);
}

/* Element types by name for attributes that hold ONNX's number. */
static bool
softmax_precision(struct fc_draft *d)
{
	fc_onnx_attr_dtype(d, "softmax_precision");
	return true;
}

const struct fc_onnx_bind fc_onnx_bind_misc[] = {
	{ "", "AffineGrid", 20, "AffineGrid", NULL },
	{ "", "ArgMax", 1, "ArgMax", NULL },
	{ "", "ArgMin", 1, "ArgMin", NULL },
	{ "", "Attention", 23, "Attention", softmax_precision },
	{ "", "BlackmanWindow", 17, "BlackmanWindow", output_datatype },
	{ "", "CumProd", 26, "CumProd", NULL },
	{ "", "CumSum", 11, "CumSum", NULL },
	{ "", "DFT", 17, "DFT", dft_17 },
	{ "", "DFT", 20, "DFT", NULL },
	{ "", "DequantizeLinear", 10, "DequantizeLinear", quantize },
	{ "", "Det", 11, "Det", NULL },
	{ "", "DynamicQuantizeLinear", 11, "DynamicQuantizeLinear", NULL },
	{ "", "Einsum", 12, "Einsum", NULL },
	{ "", "GRU", 1, "GRU", NULL },
	{ "", "GRUUnit", 1, "GRUUnit", NULL },
	{ "", "GridSample", 16, "GridSample", fc_onnx_bind_modes },
	{ "", "GridSample", 20, "GridSample", NULL },
	{ "", "HammingWindow", 17, "HammingWindow", output_datatype },
	{ "", "HannWindow", 17, "HannWindow", output_datatype },
	{ "", "Hardmax", 1, "Hardmax", softmax_1 },
	{ "", "Hardmax", 13, "Hardmax", NULL },
	{ "", "ImageDecoder", 20, "ImageDecoder", NULL },
	{ "", "LSTM", 1, "LSTM", NULL },
	{ "", "LinearAttention", 27, "LinearAttention", NULL },
	{ "", "LogSoftmax", 1, "LogSoftmax", softmax_1 },
	{ "", "LogSoftmax", 13, "LogSoftmax", NULL },
	{ "", "MelWeightMatrix", 17, "MelWeightMatrix", output_datatype },
	{ "", "NegativeLogLikelihoodLoss", 12, "NegativeLogLikelihoodLoss", NULL },
	{ "", "NonMaxSuppression", 10, "NonMaxSuppression", NULL },
	{ "", "QuantizeLinear", 10, "QuantizeLinear", quantize },
	{ "", "RNN", 1, "RNN", NULL },
	{ "", "ReduceL1", 1, "ReduceL1", axes_to_operand },
	{ "", "ReduceL1", 18, "ReduceL1", NULL },
	{ "", "ReduceL2", 1, "ReduceL2", axes_to_operand },
	{ "", "ReduceL2", 18, "ReduceL2", NULL },
	{ "", "ReduceLogSum", 1, "ReduceLogSum", axes_to_operand },
	{ "", "ReduceLogSum", 18, "ReduceLogSum", NULL },
	{ "", "ReduceLogSumExp", 1, "ReduceLogSumExp", axes_to_operand },
	{ "", "ReduceLogSumExp", 18, "ReduceLogSumExp", NULL },
	{ "", "ReduceMax", 1, "ReduceMax", axes_to_operand },
	{ "", "ReduceMax", 18, "ReduceMax", NULL },
	{ "", "ReduceMean", 1, "ReduceMean", axes_to_operand },
	{ "", "ReduceMean", 18, "ReduceMean", NULL },
	{ "", "ReduceMin", 1, "ReduceMin", axes_to_operand },
	{ "", "ReduceMin", 18, "ReduceMin", NULL },
	{ "", "ReduceProd", 1, "ReduceProd", axes_to_operand },
	{ "", "ReduceProd", 18, "ReduceProd", NULL },
	{ "", "ReduceSum", 1, "ReduceSum", axes_to_operand },
	{ "", "ReduceSum", 13, "ReduceSum", NULL },
	{ "", "ReduceSumSquare", 1, "ReduceSumSquare", axes_to_operand },
	{ "", "ReduceSumSquare", 18, "ReduceSumSquare", NULL },
	{ "", "RegexFullMatch", 20, "RegexFullMatch", NULL },
	{ "", "Resize", 10, "Resize", resize_10 },
	{ "", "Resize", 11, "Resize", NULL },
	{ "", "RotaryEmbedding", 23, "RotaryEmbedding", NULL },
	{ "", "STFT", 17, "STFT", NULL },
	{ "", "Softmax", 1, "Softmax", softmax_1 },
	{ "", "Softmax", 13, "Softmax", NULL },
	{ "", "SoftmaxCrossEntropyLoss", 12, "SoftmaxCrossEntropyLoss", NULL },
	{ "", "StringConcat", 20, "StringConcat", NULL },
	{ "", "StringNormalizer", 10, "StringNormalizer", NULL },
	{ "", "StringSplit", 20, "StringSplit", NULL },
	{ "", "TfIdfVectorizer", 9, "TfIdfVectorizer", NULL },
	{ "", "Upsample", 1, "Resize", upsample_1 },
	{ "", "Upsample", 7, "Resize", upsample_7 },
	{ "", "Upsample", 9, "Resize", resize_10 },
	{ "ai.onnx.preview", "FlexAttention", 1, "FlexAttention", softmax_precision },
	{ .name = NULL },
};
