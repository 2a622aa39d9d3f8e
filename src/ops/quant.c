/* quant.c -- to low precision and back */
#include "ops/axis.h"
#include "ops/same.h"
#include "ops/size.h"
#include "ops/target.h"

/* Type of the zero point, else of output_dtype, else uint8 (ONNX QuantizeLinear-21). */
static bool
quantize_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype t = fc_op_dtype(cx, 2);

	if (!fc_op_has(cx, 2))
		t = fc_size_dtype(cx, "output_dtype", FC_DTYPE_UINT8);
	return fc_op_out(cx, 0, t, fc_op_shape(cx, 0));
}

static bool
dequantize_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, fc_size_dtype(cx, "output_dtype", fc_op_dtype(cx, 1)), fc_op_shape(cx, 0));
}

static bool
dynamic_infer(struct fc_op_ctx *cx)
{
	fc_op_out(cx, 0, FC_DTYPE_UINT8, fc_op_shape(cx, 0));
	fc_op_out(cx, 1, FC_DTYPE_FLOAT32, FC_SHAPE_SCALAR);
	return fc_op_out(cx, 2, FC_DTYPE_UINT8, FC_SHAPE_SCALAR);
}

/* Gathers rows of a quantised table: data along gather_axis becomes the shape of the indices. */
static bool
gather_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), at = fc_op_shape(cx, 1);
	struct fc_dim dim[2 * FC_LIMIT_RANK];
	struct fc_dims *t = cx->dims;
	int64_t bits = fc_op_int(cx, "bits"), packed = 1;
	int axis, i, n = 0;

	if (!fc_shape_known_rank(x) || !fc_shape_known_rank(at))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 2));
	if (!fc_axis_attr(cx, "gather_axis", x.rank, &axis))
		return false;
	if (x.rank + at.rank - 1 > FC_LIMIT_RANK)
		return fc_op_fail(cx, FC_E_RANK, "result has rank %d, the limit is %d", x.rank + at.rank - 1,
		                  FC_LIMIT_RANK);
	for (i = 0; i < axis; i++)
		dim[n++] = x.dim[i];
	for (i = 0; i < at.rank; i++)
		dim[n++] = at.dim[i];
	/* A byte tensor packs elements of its last axis into each byte. */
	if (fc_op_dtype(cx, 0) == FC_DTYPE_UINT8 && bits > 0 && bits < 8) {
		packed = 8 / bits;
		fc_size_logical(cx, 0, fc_dim_muli(t, fc_shape_size(t, x), packed));
	}
	for (i = axis + 1; i < x.rank; i++)
		dim[n++] = fc_dim_muli(t, x.dim[i], i == x.rank - 1 ? packed : 1);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 2), dim, n);
}

/* Stored elements that are read: fewer than come out where bytes pack them. */
static void
gather_vars(struct fc_op_ctx *cx)
{
	struct fc_dim n = fc_shape_size(cx->dims, fc_size_out(cx, 0));
	int64_t bits = fc_op_int(cx, "bits");

	if (fc_op_dtype(cx, 0) == FC_DTYPE_UINT8 && bits > 0 && bits < 8)
		n = fc_dim_floordiv(cx->dims, n, fc_dim_int(cx->dims, 8 / bits));
	fc_op_var(cx, "gathered", n);
}

/* Bytes in blocks, each of one exponent: how many they are the format tells. */
static bool
to_blocks_infer(struct fc_op_ctx *cx)
{
	struct fc_dim rank = FC_DIM_NAN, bytes = FC_DIM_NAN;

	if (fc_shape_known_rank(fc_op_shape(cx, 0)))
		rank = fc_dim_int(cx->dims, fc_op_shape(cx, 0).rank);
	fc_op_out_dims(cx, 0, FC_DTYPE_UINT8, &bytes, 1);
	fc_op_out_dims(cx, 1, FC_DTYPE_INT64, &rank, 1);
	return fc_op_out_dims(cx, 2, FC_DTYPE_INT64, &rank, 1);
}

static bool
from_blocks_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype t = fc_size_dtype(cx, "dtype", FC_DTYPE_FLOAT32);
	int rank = fc_target_length(cx, 1);
	struct fc_dim dim[FC_LIMIT_RANK];

	if (rank < 0)
		return fc_op_out_unknown(cx, 0, t);
	for (int i = 0; i < rank; i++)
		dim[i] = fc_target_at(cx, 1, i);
	return fc_op_out_dims(cx, 0, t, dim, rank);
}

/* Sum of integers along axes, in 32 bits. */
static bool
sum_integer_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype t = fc_op_dtype(cx, 0) == FC_DTYPE_UINT8 ? FC_DTYPE_UINT32 : FC_DTYPE_INT32;
	struct fc_shape x = fc_op_shape(cx, 0);
	uint64_t bits = 0;
	bool unknown;

	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, t);
	if (fc_axis_list(cx, 1, "axes", x.rank, &bits, &unknown) < 0)
		return false;
	return fc_op_out(cx, 0, t, fc_axis_reduce(cx, x, bits, fc_op_int(cx, "keepdims") != 0));
}

const struct fc_op fc_ops_quant[] = {
	{ .name = "DequantizeBFP", .in = "x shape# strides#", .out = "y", .attr = "bfp_type block_dim dtype",
	  .infer = from_blocks_infer, .cost = "simple = 2 * |y|",
	  .source = "com.microsoft DequantizeBFP: shift, scale" },
	{ .name = "DequantizeLinear", .in = "x x_scale~ x_zero_point~?", .out = "y",
	  .attr = "axis=1 block_size=0 output_dtype", .infer = dequantize_infer,
	  .cost = "simple = |x|; simple = |x| if x_zero_point", .flags = FC_OP_DEQUANTIZE | FC_OP_CARRY,
	  .source = "ONNX DequantizeLinear-25: subtract the zero point, multiply by the scale" },
	{ .name = "DynamicQuantizeLinear", .in = "x", .out = "y y_scale y_zero_point",
	  .infer = dynamic_infer, .cost = "simple = 4 * |x|; special = |x|",
	  .source = "ONNX DynamicQuantizeLinear-11: min, max, div, round, clip" },
	{ .name = "GatherBlockQuantized", .in = "data! indices scales~ zero_points~?", .out = "output",
	  .attr = "gather_axis=0 quantize_axis=1 block_size=128 bits=4", .infer = gather_infer,
	  .cost = "simple = 2 * |output|; read(data) = gathered", .vars = gather_vars,
	  .kind = FC_CLASS_EMBEDDING,
	  .source = "com.microsoft GatherBlockQuantized: the gathered rows are dequantised" },
	{ .name = "QuantizeBFP", .in = "x", .out = "y shape strides", .attr = "bfp_type block_dim",
	  .infer = to_blocks_infer, .cost = "simple = 3 * |x|",
	  .source = "com.microsoft QuantizeBFP: the largest exponent of a block, shift, round" },
	{ .name = "QuantizeLinear", .in = "x y_scale~ y_zero_point~?", .out = "y",
	  .attr = "axis=1 block_size=0 output_dtype precision saturate=1", .infer = quantize_infer,
	  .cost = "simple = 2 * |x|; special = |x|",
	  .source = "ONNX QuantizeLinear-25: divide by the scale, round, add the zero point and "
	            "saturate" },
	{ .name = "ReduceSumInteger", .in = "data", .out = "reduced", .attr = "axes keepdims=1",
	  .infer = sum_integer_infer, .cost = "simple = |data| - |reduced| if |data| > |reduced|",
	  .source = "com.microsoft ReduceSumInteger" },
	{ .name = NULL },
};
