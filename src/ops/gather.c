/* gather.c -- picking elements by index: Gather, GatherElements, GatherND, OneHot */
#include "ops/axis.h"
#include "ops/families.h"
#include "ops/size.h"
#include "ops/walk.h"

static bool
gather_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), at = fc_op_shape(cx, 1);
	struct fc_dim dim[2 * FC_LIMIT_RANK];
	int axis, i, rank = 0;

	if (x.rank == 0)
		return fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK);
	if (x.rank < 0 || at.rank < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	for (i = 0; i < axis; i++)
		dim[rank++] = x.dim[i];
	for (i = 0; i < at.rank; i++)
		dim[rank++] = at.dim[i];
	for (i = axis + 1; i < x.rank; i++)
		dim[rank++] = x.dim[i];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, rank);
}

static void
gather_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, list, out;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in), *at = fc_walk_operand(cx, 1, &list);
	struct fc_scalar *y;
	unsigned e;
	int axis, i;

	if (!x || !at || !fc_walk_result(cx, 0, &out) || !fc_axis_attr(cx, "axis", in.rank, &axis))
		return;
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < out.n; e++) {
		fc_walk_to(&out, e);
		for (i = 0; i < list.rank; i++)
			list.at[i] = out.at[axis + i];
		for (i = 0; i < in.rank; i++)
			if (i != axis)
				in.at[i] = out.at[i < axis ? i : i + list.rank - 1];
		if (fc_walk_place(cx->dims, at[fc_walk_index(&list)], in.size[axis], &in.at[axis]))
			y[e] = x[fc_walk_index(&in)];
	}
	fc_op_set_known(cx, 0, y, out.n);
}

static bool
gather_elements_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), at = fc_op_shape(cx, 1);
	int axis;

	if (x.rank >= 0 && !fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	if (x.rank >= 0 && !fc_op_need_rank(cx, 1, x.rank, x.rank))
		return false;
	return fc_op_out(cx, 0, fc_op_dtype(cx, 0), at);
}

static void
gather_elements_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, list;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in), *at = fc_walk_operand(cx, 1, &list);
	struct fc_scalar *y;
	unsigned e;
	int axis, i;

	if (!x || !at || in.rank != list.rank || !fc_axis_attr(cx, "axis", in.rank, &axis))
		return;
	for (i = 0; i < in.rank; i++)
		if (i != axis && list.size[i] > in.size[i])
			return;
	y = fc_op_scalars(cx, list.n);
	for (e = 0; e < list.n; e++) {
		fc_walk_to(&list, e);
		for (i = 0; i < in.rank; i++)
			in.at[i] = list.at[i];
		if (fc_walk_place(cx->dims, at[e], in.size[axis], &in.at[axis]))
			y[e] = x[fc_walk_index(&in)];
	}
	fc_op_set_known(cx, 0, y, list.n);
}

/* How many coordinates one index of GatherND has: the last dim of its indices; -1: not known. */
static int
index_length(const struct fc_op_ctx *cx)
{
	struct fc_shape at = fc_op_shape(cx, 1);
	int64_t n;

	if (at.rank < 1 || !fc_dim_const(at.dim[at.rank - 1], &n) || n < 0 || n > FC_LIMIT_RANK)
		return -1;
	return (int)n;
}

static bool
gather_nd_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), at = fc_op_shape(cx, 1);
	struct fc_dim dim[2 * FC_LIMIT_RANK];
	int64_t batch = fc_op_int(cx, "batch_dims");
	int n = index_length(cx), i, rank = 0;

	if (!fc_op_need_rank(cx, 1, 1, FC_LIMIT_RANK))
		return false;
	if (x.rank < 0 || n < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (batch < 0 || batch >= at.rank || batch + n > x.rank)
		return fc_op_fail(cx, FC_E_SHAPE, "indices of %d coordinates do not fit rank %d", n, x.rank);
	for (i = 0; i < at.rank - 1; i++)
		dim[rank++] = at.dim[i];
	for (i = (int)batch + n; i < x.rank; i++)
		dim[rank++] = x.dim[i];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, rank);
}

static void
gather_nd_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, list, out;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in), *at = fc_walk_operand(cx, 1, &list);
	int batch = (int)fc_op_int(cx, "batch_dims"), n = index_length(cx), i, tail;
	struct fc_scalar *y;
	unsigned e;
	bool ok;

	if (!x || !at || !fc_walk_result(cx, 0, &out))
		return;
	tail = list.rank - 1;
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < out.n; e++) {
		fc_walk_to(&out, e);
		for (i = 0; i < tail; i++)
			list.at[i] = out.at[i];
		for (i = 0, ok = true; i < in.rank; i++) {
			if (i >= batch && i < batch + n) {
				list.at[tail] = i - batch;
				ok &= fc_walk_place(cx->dims, at[fc_walk_index(&list)], in.size[i],
				                    &in.at[i]);
			} else {
				in.at[i] = out.at[i < batch ? i : tail + i - batch - n];
				ok &= in.at[i] < in.size[i];
			}
		}
		if (ok)
			y[e] = x[fc_walk_index(&in)];
	}
	fc_op_set_known(cx, 0, y, out.n);
}

static bool
one_hot_infer(struct fc_op_ctx *cx)
{
	struct fc_shape at = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK + 1], depth = fc_op_value_dim(cx, 1);
	int axis, i;

	if (at.rank < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 2));
	if (!fc_axis_attr(cx, "axis", at.rank + 1, &axis))
		return false;
	for (i = 0; i <= at.rank; i++)
		if (i != axis)
			dim[i] = at.dim[i < axis ? i : i - 1];
	dim[axis] = fc_dim_is_nan(depth) ? fc_op_unknown(cx, "depth", FC_DIM_NAN) : depth;
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 2), dim, at.rank + 1);
}

static void
one_hot_fold(struct fc_op_ctx *cx)
{
	struct fc_walk list, two, out;
	const struct fc_scalar *at = fc_walk_operand(cx, 0, &list), *value = fc_walk_operand(cx, 2, &two);
	struct fc_scalar *y;
	int64_t hot;
	unsigned e;
	int axis, i;

	if (!at || !value || two.n != 2 || !fc_walk_result(cx, 0, &out) ||
	    !fc_axis_attr(cx, "axis", out.rank, &axis))
		return;
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < out.n; e++) {
		fc_walk_to(&out, e);
		for (i = 0; i < list.rank; i++)
			list.at[i] = out.at[i < axis ? i : i + 1];
		if (!fc_scalar_as_int(cx->dims, at[fc_walk_index(&list)], &hot))
			continue;
		if (hot < 0 && hot >= -out.size[axis])
			hot += out.size[axis];
		y[e] = value[hot == out.at[axis]];
	}
	fc_op_set_known(cx, 0, y, out.n);
}

/* indices of all bags in a row, offsets of their beginnings; under include_last_offset the end too. */
static bool
bag_infer(struct fc_op_ctx *cx)
{
	struct fc_shape at = fc_op_shape(cx, 1), begin = fc_op_shape(cx, 2);
	struct fc_dim dim[2] = { FC_DIM_NAN, FC_DIM_NAN }, sizes;

	if (!fc_op_need_rank(cx, 0, 2, 2) || !fc_op_need_rank(cx, 1, 1, 2))
		return false;
	sizes = begin.rank == 1 ? begin.dim[0] : at.rank == 2 ? at.dim[0] : FC_DIM_NAN;
	if (begin.rank == 1)
		dim[0] = fc_dim_addi(cx->dims, begin.dim[0], fc_op_int(cx, "include_last_offset") ? -1 : 0);
	else if (at.rank == 2)
		dim[0] = at.dim[0];
	if (fc_op_shape(cx, 0).rank == 2)
		dim[1] = fc_op_shape(cx, 0).dim[1];
	dim[0] = fc_size_or(cx, dim[0], "bags");
	fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 2);
	fc_op_out(cx, 1, FC_DTYPE_INT64, at);
	fc_op_out_dims(cx, 2, FC_DTYPE_INT64, &sizes, 1);
	if (!fc_op_text_is(cx, "mode", "max"))
		return fc_op_out_dims(cx, 3, FC_DTYPE_INT64, &sizes, 1);
	return fc_op_out_dims(cx, 3, FC_DTYPE_INT64, dim, 2);
}

const struct fc_op fc_ops_gather[] = {
	{ .name = "EmbeddingBag", .in = "W! indices offsets? per_sample_weights?",
	  .out = "Y places? sizes? most?", .attr = "mode=sum include_last_offset=0", .infer = bag_infer,
	  .cost = "simple = |indices| * W[1]; simple = |indices| * W[1] if per_sample_weights; special = "
	          "|Y| if mode == \"mean\"; read(W) = |indices| * W[1]", .kind = FC_CLASS_EMBEDDING,
	  .source = "PyTorch nn.EmbeddingBag: the rows of each bag added, or compared; the mean's div" },
	{ .name = "Gather", .in = "data+ indices", .out = "output", .attr = "axis=0", .infer = gather_infer,
	  .fold = gather_fold, .cost = "read(data) = |output|", .source = "ONNX Gather-13" },
	{ .name = "GatherElements", .in = "data indices", .out = "output", .attr = "axis=0",
	  .infer = gather_elements_infer, .fold = gather_elements_fold, .cost = "read(data) = |output|",
	  .source = "ONNX GatherElements-13" },
	{ .name = "GatherND", .in = "data indices", .out = "output", .attr = "batch_dims=0",
	  .infer = gather_nd_infer, .fold = gather_nd_fold, .cost = "read(data) = |output|",
	  .source = "ONNX GatherND-13" },
	{ .name = "OneHot", .in = "indices depth# values", .out = "output", .attr = "axis=-1",
	  .infer = one_hot_infer, .fold = one_hot_fold, .cost = "", .source = "ONNX OneHot-11" },
	{ 0 },
};
