/* plugin.c -- TensorRT's plug-ins that ONNX files hold as nodes */
#include "ops/families.h"
#include "ops/rule.h"

#define PATCHES "patches = [boxes[0], boxes[1], feature_map_0[1], pooled_size, pooled_size]"
#define LEVELS  "boxes feature_map_0 feature_map_1 feature_map_2 feature_map_3"

const struct fc_op fc_ops_plugin[] = {
	{ .name = "BatchedNMS", .in = "boxes scores",
	  .out = "num_detections nmsed_boxes nmsed_scores nmsed_classes",
	  .attr = "shareLocation=1 backgroundLabelId=-1 numClasses topK keepTopK scoreThreshold "
	          "iouThreshold isNormalized=1 clipBoxes=1 scoreBits caffeSemantics", .infer = fc_rule_infer,
	  .results = "num_detections:int32 = [boxes[0], 1]; nmsed_boxes = [boxes[0], keepTopK, 4]; "
	          "nmsed_scores = [boxes[0], keepTopK]; nmsed_classes = [boxes[0], keepTopK]",
	  .cost = "simple = 6 * boxes[0] * scores[2] * min(topK, boxes[1])^2; special = boxes[0] * "
	          "scores[2] * min(topK, boxes[1])^2 / 2",
	  .source = "TensorRT BatchedNMS_TRT, BatchedNMSDynamic_TRT, an upper bound: as "
	          "NonMaxSuppression over the topK boxes of each class" },
	{ .name = "DisentangledAttention", .in = "c2c_attention c2p_attention p2c_attention",
	  .out = "disentangled_attention", .attr = "span factor", .infer = fc_rule_infer,
	  .results = "disentangled_attention = c2c_attention",
	  .cost = "simple = 3 * |c2c_attention|; read(c2p_attention) = |c2c_attention|; "
	          "read(p2c_attention) = |c2c_attention|", .kind = FC_CLASS_ELEMENT,
	  .source = "TensorRT DisentangledAttention_TRT: two scores looked up and added, the factor" },
	{ .name = "MultilevelCropAndResize", .in = LEVELS, .out = "patches",
	  .attr = "image_size pooled_size=1 plugin_version",
	  .infer = fc_rule_infer, .results = PATCHES, .cost = "simple = 7 * |patches|",
	  .source = "TensorRT MultilevelCropAndResize_TRT: 4 products and 3 sums a result" },
	{ .name = "MultiscaleDeformableAttention",
	  .in = "value spatial_shapes# level_start_index# sampling_locations attention_weights",
	  .out = "output",
	  .attr = "im2col_step", .infer = fc_rule_infer,
	  .results = "output = [value[0], sampling_locations[1], value[2], value[3]]",
	  .cost = "macs = |attention_weights| * value[3]; simple = 7 * |attention_weights| * value[3] + "
	          "4 * |attention_weights|; read(value) = min(|value|, 4 * |attention_weights| * "
	          "value[3])",
	  .pair = { 4, 0 }, .kind = FC_CLASS_ATTENTION,
	  .source = "TensorRT MultiscaleDeformableAttnPlugin_TRT: a bilinear sample 7, times its weight; "
	          "4 for where it is" },
	{ .name = "PyramidROIAlign", .in = LEVELS, .out = "patches",
	  .attr = "pooled_size=1 image_size fpn_scale plugin_version legacy roi_coords_absolute "
	          "roi_coords_swap roi_coords_transform roi_coords_plusone sampling_ratio",
	  .infer = fc_rule_infer,
	  .results = PATCHES, .cost = "simple = 7 * |patches|",
	  .source = "TensorRT PyramidROIAlign_TRT: 4 products and 3 sums a result" },
	{ .name = NULL },
};
