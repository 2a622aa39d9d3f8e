/* bind_shape.c -- ONNX's operators on shapes, indices and sequences */
#include "front/onnx/bind.h"
#include "front/onnx/dtype.h"

/* Concat-1: the axis is 1 unless given. */
static bool
concat_1(struct fc_draft *d)
{
	fc_draft_set_int(d, "axis", fc_draft_int(d, "axis", 1));
	return true;
}

/* ConstantFill-1: dtype 1 is float. */
static bool
dtype(struct fc_draft *d)
{
	fc_onnx_attr_dtype(d, "dtype");
	return true;
}

/* Pad-1 has paddings, Pad-2 pads; both a value. */
static bool
pad_1(struct fc_draft *d)
{
	fc_draft_rename(d, "paddings", "pads");
	fc_draft_to_operand(d, "pads", 1);
	fc_draft_to_operand(d, "value", 2);
	return true;
}

static bool
reshape_1(struct fc_draft *d)
{
	fc_draft_drop(d, "consumed_inputs");
	fc_draft_to_operand(d, "shape", 1);
	return true;
}

static bool
slice_1(struct fc_draft *d)
{
	fc_draft_to_operand(d, "starts", 1);
	fc_draft_to_operand(d, "ends", 2);
	fc_draft_to_operand(d, "axes", 3);
	return true;
}

static bool
split_1(struct fc_draft *d)
{
	fc_draft_to_operand(d, "split", 1);
	return true;
}

static bool
axes_1(struct fc_draft *d)
{
	fc_draft_to_operand(d, "axes", 1);
	return true;
}

/* Tile-1 repeats along one axis; both numbers are operands. */
static bool
tile_1(struct fc_draft *d)
{
	const struct fc_value *x = fc_draft_in(d, 0);
	struct fc_dim repeats[FC_LIMIT_RANK];
	struct fc_value *v;
	int64_t n, axis;
	int rank = x ? x->type.shape.rank : -1, i;

	if (d->in.n < 3)
		return true;
	if (rank >= 0 && fc_value_int(d->in.at[1], &n) && fc_value_int(d->in.at[2], &axis)) {
		for (i = 0; i < rank; i++)
			repeats[i] = fc_dim_int(d->b->dims, i == axis ? n : 1);
		v = fc_builder_ints(d->b, repeats, (unsigned)rank, false);
	} else {
		v = fc_builder_value(d->b, "");
		v->type = fc_type_tensor(FC_DTYPE_INT64, FC_SHAPE_UNKNOWN);
	}
	fc_draft_set_in(d, 1, v);
	d->in.n = 2;
	return true;
}

static bool
topk_1(struct fc_draft *d)
{
	fc_draft_to_operand(d, "k", 1);
	return true;
}

const struct fc_onnx_bind fc_onnx_bind_shape[] = {
	{ "", "Bernoulli", 15, "Bernoulli", dtype },
	{ "", "CenterCropPad", 18, "CenterCropPad", NULL },
	{ "", "Compress", 9, "Compress", NULL },
	{ "", "Concat", 1, "Concat", concat_1 },
	{ "", "Concat", 4, "Concat", NULL },
	{ "", "ConcatFromSequence", 11, "ConcatFromSequence", NULL },
	{ "", "ConstantFill", 1, "ConstantFill", dtype },
	{ "", "ConstantOfShape", 9, "ConstantOfShape", NULL },
	{ "", "Crop", 1, "Crop", NULL },
	{ "", "DepthToSpace", 1, "DepthToSpace", NULL },
	{ "", "DynamicSlice", 1, "Slice", NULL },
	{ "", "Expand", 8, "Expand", NULL },
	{ "", "EyeLike", 9, "EyeLike", dtype },
	{ "", "Flatten", 1, "Flatten", NULL },
	{ "", "Gather", 1, "Gather", NULL },
	{ "", "GatherElements", 11, "GatherElements", NULL },
	{ "", "GatherND", 11, "GatherND", NULL },
	{ "", "GivenTensorFill", 1, "GivenTensorFill", NULL },
	{ "", "Multinomial", 7, "Multinomial", dtype },
	{ "", "NonZero", 9, "NonZero", NULL },
	{ "", "OneHot", 9, "OneHot", NULL },
	{ "", "Optional", 15, "Optional", NULL },
	{ "", "OptionalGetElement", 15, "OptionalGetElement", NULL },
	{ "", "OptionalHasElement", 15, "OptionalHasElement", NULL },
	{ "", "Pad", 1, "Pad", pad_1 },
	{ "", "Pad", 11, "Pad", NULL },
	{ "", "RandomNormal", 1, "RandomNormal", dtype },
	{ "", "RandomNormalLike", 1, "RandomNormalLike", dtype },
	{ "", "RandomUniform", 1, "RandomUniform", dtype },
	{ "", "RandomUniformLike", 1, "RandomUniformLike", dtype },
	{ "", "Range", 11, "Range", NULL },
	{ "", "Reshape", 1, "Reshape", reshape_1 },
	{ "", "Reshape", 5, "Reshape", NULL },
	{ "", "ReverseSequence", 10, "ReverseSequence", NULL },
	{ "", "Scatter", 9, "ScatterElements", NULL },
	{ "", "ScatterElements", 11, "ScatterElements", NULL },
	{ "", "ScatterND", 11, "ScatterND", NULL },
	{ "", "SequenceAt", 11, "SequenceAt", NULL },
	{ "", "SequenceConstruct", 11, "SequenceConstruct", NULL },
	{ "", "SequenceEmpty", 11, "SequenceEmpty", dtype },
	{ "", "SequenceErase", 11, "SequenceErase", NULL },
	{ "", "SequenceInsert", 11, "SequenceInsert", NULL },
	{ "", "SequenceLength", 11, "SequenceLength", NULL },
	{ "", "Shape", 1, "Shape", NULL },
	{ "", "Size", 1, "Size", NULL },
	{ "", "Slice", 1, "Slice", slice_1 },
	{ "", "Slice", 10, "Slice", NULL },
	{ "", "SpaceToDepth", 1, "SpaceToDepth", NULL },
	{ "", "Split", 1, "Split", split_1 },
	{ "", "Split", 13, "Split", NULL },
	{ "", "SplitToSequence", 11, "SplitToSequence", NULL },
	{ "", "Squeeze", 1, "Squeeze", axes_1 },
	{ "", "Squeeze", 13, "Squeeze", NULL },
	{ "", "TensorScatter", 24, "TensorScatter", NULL },
	{ "", "Tile", 1, "Tile", tile_1 },
	{ "", "Tile", 6, "Tile", NULL },
	{ "", "TopK", 1, "TopK", topk_1 },
	{ "", "TopK", 10, "TopK", NULL },
	{ "", "Transpose", 1, "Transpose", NULL },
	{ "", "Trilu", 14, "Trilu", NULL },
	{ "", "Unique", 11, "Unique", NULL },
	{ "", "Unsqueeze", 1, "Unsqueeze", axes_1 },
	{ "", "Unsqueeze", 13, "Unsqueeze", NULL },
	{ 0 },
};
