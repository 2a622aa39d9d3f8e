/* qlinear.c -- operators that dequantise, compute and quantise again */
#include "ops/axis.h"
#include "ops/same.h"
#include "ops/size.h"
#include "ops/window.h"

/*
 * Costs are those of the steps the definitions name: 2 to dequantise an
 * element (subtract the zero point, multiply by the scale), 3 to quantise one
 * (divide by the scale: special; round; add the zero point).
 */

/* Operands 0 and 3 broadcast: A, its scale and zero point, B. */
static bool
binary_infer(struct fc_op_ctx *cx)
{
	struct fc_shape y = FC_SHAPE_UNKNOWN, a = fc_op_shape(cx, 0), b = fc_op_shape(cx, 3);

	if (fc_shape_known_rank(a) && fc_shape_known_rank(b) && !fc_shape_broadcast(cx->dims, a, b, &y))
		return fc_op_fail(cx, FC_E_SHAPE, "operands A and B do not broadcast");
	return fc_op_out(cx, 0, fc_op_dtype(cx, 0), y);
}

static bool
where_infer(struct fc_op_ctx *cx)
{
	struct fc_shape c = fc_op_shape(cx, 0), x = fc_op_shape(cx, 1), y = fc_op_shape(cx, 4), z;

	if (!fc_shape_known_rank(c) || !fc_shape_known_rank(x) || !fc_shape_known_rank(y))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 1));
	if (!fc_shape_broadcast(cx->dims, c, x, &z) || !fc_shape_broadcast(cx->dims, z, y, &z))
		return fc_op_fail(cx, FC_E_SHAPE, "condition, X and Y do not broadcast");
	return fc_op_out(cx, 0, fc_op_dtype(cx, 1), z);
}

/* Tensors stand at operands 2, 5, 8 ...: each with its scale and zero point behind it. */
static bool
concat_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x, y = fc_op_shape(cx, 2);
	struct fc_dim dim[FC_LIMIT_RANK];
	int axis, d;
	unsigned i;

	for (i = 2; i < cx->node->n_in; i += 3)
		if (!fc_shape_known_rank(fc_op_shape(cx, i)))
			return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 1));
	if (!fc_shape_known_rank(y) || !fc_axis_attr(cx, "axis", y.rank, &axis))
		return fc_shape_known_rank(y) ? false : fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 1));
	for (d = 0; d < y.rank; d++)
		dim[d] = y.dim[d];
	for (i = 5; i < cx->node->n_in; i += 3) {
		x = fc_op_shape(cx, i);
		if (!fc_op_need_rank(cx, i, y.rank, y.rank))
			return false;
		for (d = 0; d < y.rank; d++)
			if (d == axis)
				dim[d] = fc_dim_add(cx->dims, dim[d], x.dim[d]);
			else if (!fc_op_need_equal(cx, dim[d], x.dim[d], "size"))
				return false;
	}
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 1), dim, y.rank);
}

/* Elements that change their scale: those whose scale is not the result's own tensor. */
static void
concat_vars(struct fc_op_ctx *cx)
{
	struct fc_dim n = fc_dim_int(cx->dims, 0);
	unsigned i;

	for (i = 2; i + 1 < cx->node->n_in; i += 3)
		if (fc_op_in(cx, i + 1) != fc_op_in(cx, 0))
			n = fc_dim_add(cx->dims, n, fc_shape_size(cx->dims, fc_op_shape(cx, i)));
	fc_op_var(cx, "rescaled", n);
}

/* N, spatial..., C in the place of N, C, spatial... under channels_last. */
static bool
pool_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	struct fc_window w;
	int i, first = fc_op_int(cx, "channels_last") ? 1 : 2;

	if (!fc_op_need_rank(cx, 0, 3, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_window_read(cx, x.rank - 2, NULL, &w))
		return false;
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	w.truncate = true;
	return fc_window_sizes(cx, &w, x.dim + first, dim + first) &&
	       fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, x.rank);
}

static void
pool_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_window w;

	if (x.rank > 2 && fc_window_read(cx, x.rank - 2, NULL, &w))
		fc_op_var(cx, "k", fc_window_taps(cx, &w));
	else
		fc_op_var(cx, "k", FC_DIM_NAN);
}

static bool
global_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	int first = fc_op_int(cx, "channels_last") ? 1 : 2;
	uint64_t bits;

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	bits = (((uint64_t)1 << (x.rank - 2)) - 1) << first;
	return fc_op_out(cx, 0, fc_op_dtype(cx, 0), fc_axis_reduce(cx, x, bits, true));
}

static bool
mean_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	const struct fc_dim *axes;
	uint64_t bits = 0;
	int64_t v;
	unsigned n, i;
	int axis;

	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	axes = fc_op_ints(cx, "axes", &n);
	for (i = 0; i < n; i++) {
		if (!fc_dim_const(axes[i], &v) || !fc_axis_fix(cx, v, x.rank, &axis))
			return false;
		bits |= (uint64_t)1 << axis;
	}
	if (!n)
		bits = ((uint64_t)1 << x.rank) - 1;
	x = fc_axis_reduce(cx, x, bits, fc_op_int(cx, "keepdims") != 0);
	return fc_op_out(cx, 0, fc_op_dtype(cx, 0), x);
}

#define BINARY "A A_scale~ A_zero_point~? B B_scale~ B_zero_point~? C_scale~ C_zero_point~?"
#define UNARY  "X X_scale~ X_zero_point~? Y_scale~ Y_zero_point~?"

const struct fc_op fc_ops_qlinear[] = {
	{ .name = "QLinearAdd", .in = BINARY, .out = "C", .infer = binary_infer,
	  .cost = "simple = 2 * |A| + 2 * |B| + 3 * |C|; special = |C|", .kind = FC_CLASS_ELEMENT,
	  .source = "com.microsoft QLinearAdd" },
	{ .name = "QLinearAveragePool", .in = UNARY, .out = "Y",
	  .attr = "kernel_shape pads strides auto_pad=NOTSET ceil_mode=0 channels_last=0 "
	          "count_include_pad=0", .infer = pool_infer,
	  .cost = "simple = |Y| * (k - 1) + 2 * |Y|; special = 2 * |Y|", .vars = pool_vars,
	  .kind = FC_CLASS_POOL_AVERAGE,
	  .source = "com.microsoft QLinearAveragePool: k - 1 adds, div, quantise" },
	{ .name = "QLinearConcat", .in = "Y_scale~ Y_zero_point~ inputs*", .out = "Y", .attr = "axis=0",
	  .infer = concat_infer, .cost = "simple = 4 * rescaled; special = rescaled",
	  .vars = concat_vars,
	  .source = "com.microsoft QLinearConcat: dequantise and quantise what has another scale" },
	{ .name = "QLinearGlobalAveragePool", .in = UNARY, .out = "Y", .attr = "channels_last=0",
	  .infer = global_infer,
	  .cost = "simple = |X| - |Y| if |X| > |Y|; simple = 2 * |Y|; special = 2 * |Y|",
	  .kind = FC_CLASS_POOL_ADAPTIVE, .source = "com.microsoft QLinearGlobalAveragePool" },
	{ .name = "QLinearLeakyRelu", .in = UNARY, .out = "Y", .attr = "alpha", .infer = fc_same_infer,
	  .cost = "simple = 6 * |X|; special = |X|", .kind = FC_CLASS_RELU,
	  .source = "com.microsoft QLinearLeakyRelu" },
	{ .name = "QLinearMul", .in = BINARY, .out = "C", .infer = binary_infer,
	  .cost = "simple = 2 * |A| + 2 * |B| + 3 * |C|; special = |C|", .kind = FC_CLASS_ELEMENT,
	  .source = "com.microsoft QLinearMul" },
	{ .name = "QLinearReduceMean",
	  .in = "data data_scale~ data_zero_point~? reduced_scale~ reduced_zero_point~?",
	  .out = "reduced", .attr = "axes keepdims=1", .infer = mean_infer,
	  .cost = "simple = |data| - |reduced| if |data| > |reduced|; simple = 2 * |reduced|; "
	          "special = 2 * |reduced|", .source = "com.microsoft QLinearReduceMean" },
	{ .name = "QLinearSigmoid", .in = UNARY, .out = "Y", .infer = fc_same_infer,
	  .cost = "simple = 6 * |X|; special = 3 * |X|", .kind = FC_CLASS_ACTIVATION,
	  .source = "com.microsoft QLinearSigmoid" },
	{ .name = "QLinearSoftmax", .in = UNARY, .out = "Y", .attr = "axis=-1 opset",
	  .infer = fc_same_infer, .cost = "simple = 7 * |X|; special = 3 * |X|",
	  .kind = FC_CLASS_SOFTMAX, .source = "com.microsoft QLinearSoftmax" },
	{ .name = "QLinearWhere",
	  .in = "condition X x_scale~ x_zero_point~ Y y_scale~ y_zero_point~ z_scale~ z_zero_point~",
	  .out = "Z", .infer = where_infer, .cost = "simple = 4 * |Z|; special = |Z|",
	  .source = "com.microsoft QLinearWhere" },
	{ .name = NULL },
};
