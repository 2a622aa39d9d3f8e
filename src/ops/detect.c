/* detect.c -- picking boxes, decoding images */
#include "ops/size.h"

/*
 * Rows [batch, class, box] of selected_indices: at most
 * max_output_boxes_per_class of each class of each image. That operand's
 * default, 0, selects nothing (ONNX NonMaxSuppression-11).
 */
static bool
nms_infer(struct fc_op_ctx *cx)
{
	struct fc_dim boxes, batch, classes, most, dim[2];
	struct fc_dims *t = cx->dims;

	if (!fc_op_need_rank(cx, 0, 3, 3) || !fc_op_need_rank(cx, 1, 3, 3))
		return false;
	batch = fc_size_first(fc_size_at(cx, 0, 0), fc_size_at(cx, 1, 0));
	boxes = fc_size_first(fc_size_at(cx, 0, 1), fc_size_at(cx, 1, 2));
	classes = fc_size_at(cx, 1, 1);
	most = fc_op_has(cx, 2) ? fc_op_value_dim(cx, 2) : fc_dim_int(t, 0);
	most = fc_dim_is_nan(most) ? boxes : fc_dim_min(t, most, boxes);
	most = fc_dim_mul(t, most, fc_dim_mul(t, batch, classes));
	dim[0] = fc_dim_is(most, 0) ? most : fc_op_unknown(cx, "boxes", most);
	dim[1] = fc_dim_int(t, 3);
	return fc_op_out_dims(cx, 0, FC_DTYPE_INT64, dim, 2);
}

/* Height and width stand in the encoded bytes; channels follow pixel_format. */
static bool
image_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[3];

	dim[0] = fc_op_unknown(cx, "height", FC_DIM_NAN);
	dim[1] = fc_op_unknown(cx, "width", FC_DIM_NAN);
	dim[2] = fc_dim_int(cx->dims, fc_op_text_is(cx, "pixel_format", "Grayscale") ? 1 : 3);
	return fc_op_out_dims(cx, 0, FC_DTYPE_UINT8, dim, 3);
}

/* TensorRT's plug-in pads what it finds to max_output_boxes. */
static bool
efficient_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[3];

	if (!fc_op_need_rank(cx, 0, 3, 4) || !fc_op_need_rank(cx, 1, 3, 3))
		return false;
	dim[0] = fc_size_or(cx, fc_size_first(fc_size_at(cx, 0, 0), fc_size_at(cx, 1, 0)), "batch");
	dim[1] = fc_dim_int(cx->dims, 1);
	fc_op_out_dims(cx, 0, FC_DTYPE_INT32, dim, 2);
	dim[1] = fc_op_dim(cx, "max_output_boxes");
	dim[2] = fc_dim_int(cx->dims, 4);
	fc_op_out_dims(cx, 1, fc_op_dtype(cx, 0), dim, 3);
	fc_op_out_dims(cx, 2, fc_op_dtype(cx, 1), dim, 2);
	return fc_op_out_dims(cx, 3, FC_DTYPE_INT32, dim, 2);
}

const struct fc_op fc_ops_detect[] = {
	{ .name = "EfficientNMS", .in = "boxes scores anchors?",
	  .out = "num_detections detection_boxes detection_scores detection_classes",
	  .attr = "background_class box_coding iou_threshold max_output_boxes plugin_version "
	          "score_activation score_threshold class_agnostic", .infer = efficient_infer,
	  .cost = "simple = 6 * boxes[0] * boxes[1]^2; special = boxes[0] * boxes[1]^2 / 2",
	  .source = "TensorRT EfficientNMS_TRT, an upper bound: as NonMaxSuppression" },
	{ .name = "ImageDecoder", .in = "encoded_stream", .out = "image", .attr = "pixel_format=RGB",
	  .infer = image_infer, .cost = "",
	  .source = "ONNX ImageDecoder-20: bytes are decoded, nothing is counted" },
	{ .name = "NonMaxSuppression",
	  .in = "boxes scores max_output_boxes_per_class#? iou_threshold#? score_threshold#?",
	  .out = "selected_indices", .attr = "center_point_box=0", .infer = nms_infer,
	  .cost = "simple = 6 * boxes[0] * boxes[1]^2; special = boxes[0] * boxes[1]^2 / 2",
	  .source = "ONNX NonMaxSuppression-11, an upper bound: 12 operations and a division for "
	            "each pair of boxes" },
	{ .name = NULL },
};
