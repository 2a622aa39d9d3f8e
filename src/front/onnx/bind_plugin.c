/* bind_plugin.c -- nodes of ONNX Runtime's inner layouts, of TensorRT's plug-ins, of PyTorch's fallback */
#include "front/onnx/bind.h"

#include <string.h>

static bool
upsample(struct fc_draft *d)
{
	fc_draft_to_operand(d, "scales", 2);
	return true;
}

/* The operator is called by its name; a look-up's further operands do not change it. */
static bool
aten(struct fc_draft *d)
{
	const char *name = fc_draft_text(d, "operator", "");

	if (strcmp(name, "embedding") && strcmp(name, "aten::embedding"))
		return true;
	d->op = "Gather";
	d->attr.n = 0;
	if (d->in.n > 2)
		d->in.n = 2;
	return true;
}

/* The modes are numbers, and 1 their default. */
static bool
roi_align(struct fc_draft *d)
{
	int64_t half = fc_draft_int(d, "coordinate_transformation_mode", 1);
	int64_t mean = fc_draft_int(d, "mode", 1);

	fc_draft_drop(d, "coordinate_transformation_mode");
	fc_draft_drop(d, "mode");
	fc_draft_set_text(d, "coordinate_transformation_mode", half ? "half_pixel" : "output_half_pixel");
	fc_draft_set_text(d, "mode", mean ? "avg" : "max");
	return true;
}

/* x, offset, mask, weight, bias; PyTorch's names of attributes; padding is the same at both ends. */
static bool
deform_conv(struct fc_draft *d)
{
	static const char *const names[][2] = {
		{ "stride", "strides" }, { "dilation", "dilations" }, { "groups", "group" },
		{ "deformable_group", "offset_group" }, { "deform_groups", "offset_group" },
	};
	const struct fc_attr *pad = fc_draft_attr(d, "padding");
	static const unsigned from[] = { 0, 3, 1, 4, 2 };
	struct fc_value_list in = d->in;
	struct fc_dim both[4];

	d->in = (struct fc_value_list){ 0 };
	for (unsigned i = 0; i < 5; i++)
		if (from[i] < in.n && in.at[from[i]])
			fc_draft_set_in(d, i, in.at[from[i]]);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		fc_draft_rename(d, names[i][0], names[i][1]);
	if (pad && pad->kind == FC_ATTR_INTS && pad->n == 2) {
		for (unsigned i = 0; i < 4; i++)
			both[i] = pad->dim[i % 2];
		fc_draft_set_ints(d, "pads", both, 4);
	}
	fc_draft_drop(d, "padding");
	return true;
}

const struct fc_onnx_bind fc_onnx_bind_plugin[] = {
	{ "", "ATen", 1, "ATen", aten },
	{ "", "BatchedNMSDynamic_TRT", 1, "BatchedNMS", NULL },
	{ "", "BatchedNMS_TRT", 1, "BatchedNMS", NULL },
	{ "", "DisentangledAttention_TRT", 1, "DisentangledAttention", NULL },
	{ "", "EfficientNMS_TRT", 1, "EfficientNMS", NULL },
	{ "", "ModulatedDeformConv2d", 1, "DeformConv", deform_conv },
	{ "", "MultilevelCropAndResize_TRT", 1, "MultilevelCropAndResize", NULL },
	{ "", "MultiscaleDeformableAttnPlugin_TRT", 1, "MultiscaleDeformableAttention", NULL },
	{ "", "PyramidROIAlign_TRT", 1, "PyramidROIAlign", NULL },
	{ "", "ROIAlign_TRT", 1, "RoiAlign", roi_align },
	{ "TRT", "EfficientNMS_TRT", 1, "EfficientNMS", NULL },
	{ "ai.onnx.preview.training", "Gradient", 1, "Gradient", NULL },
	{ "com.microsoft.nchwc", "AveragePool", 1, "AveragePool", NULL },
	{ "com.microsoft.nchwc", "Conv", 1, "FusedConv", NULL },
	{ "com.microsoft.nchwc", "GlobalAveragePool", 1, "GlobalAveragePool", NULL },
	{ "com.microsoft.nchwc", "GlobalMaxPool", 1, "GlobalMaxPool", NULL },
	{ "com.microsoft.nchwc", "MaxPool", 1, "MaxPool", NULL },
	{ "com.microsoft.nchwc", "ReorderInput", 1, "ReorderInput", NULL },
	{ "com.microsoft.nchwc", "ReorderOutput", 1, "ReorderOutput", NULL },
	{ "com.microsoft.nchwc", "Upsample", 1, "Resize", upsample },
	{ "com.ms.internal.nhwc", "Conv", 1, "FusedConv", fc_onnx_bind_channels_last },
	{ "com.ms.internal.nhwc", "MaxPool", 1, "NhwcMaxPool", NULL },
	{ "com.ms.internal.nhwc", "QLinearAveragePool", 1, "QLinearAveragePool", fc_onnx_bind_channels_last },
	{ "com.ms.internal.nhwc", "QLinearConv", 1, "NhwcQLinearConv", fc_onnx_bind_channels_last },
	{ "mmcv", "MMCVModulatedDeformConv2d", 1, "DeformConv", deform_conv },
	{ "mmdeploy", "MMCVModulatedDeformConv2d", 1, "DeformConv", deform_conv },
	{ "org.pytorch.aten", "ATen", 1, "ATen", aten },
	{ "trt.plugins", "BatchedNMSDynamic_TRT", 1, "BatchedNMS", NULL },
	{ "trt.plugins", "BatchedNMS_TRT", 1, "BatchedNMS", NULL },
	{ "trt.plugins", "DisentangledAttention_TRT", 1, "DisentangledAttention", NULL },
	{ "trt.plugins", "EfficientNMS_TRT", 1, "EfficientNMS", NULL },
	{ "trt.plugins", "ModulatedDeformConv2d", 1, "DeformConv", deform_conv },
	{ "trt.plugins", "MultilevelCropAndResize_TRT", 1, "MultilevelCropAndResize", NULL },
	{ "trt.plugins", "MultiscaleDeformableAttnPlugin_TRT", 1, "MultiscaleDeformableAttention", NULL },
	{ "trt.plugins", "PyramidROIAlign_TRT", 1, "PyramidROIAlign", NULL },
	{ "trt.plugins", "ROIAlign_TRT", 1, "RoiAlign", roi_align },
	{ .name = NULL },
};
