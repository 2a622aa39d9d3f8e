/* index.c -- picking and writing by several index tensors at once, as arrays of NumPy do */
#include "ops/axis.h"
#include "ops/families.h"
#include "ops/same.h"
#include "ops/walk.h"

/* Where the indices stand in operand 0, and where what they broadcast to stands in the result. */
struct places {
	int rank, n, at;                /* of operand 0; indices; first axis of the broadcast in the result */
	int axis[FC_LIMIT_RANK];
	struct fc_shape shape;          /* all indices broadcast */
};

/* false: not known, or a diagnostic was made and *failed is set. */
static bool
find_places(struct fc_op_ctx *cx, struct places *p, bool *failed)
{
	unsigned n, i;
	const struct fc_dim *axes = fc_op_ints(cx, "axes", &n);
	int64_t v;

	*failed = false;
	p->rank = fc_op_shape(cx, 0).rank;
	p->n = (int)n;
	if (p->rank < 0 || !n || cx->node->n_in != n + 1)
		return false;
	for (i = 0; i < n; i++) {
		if (!fc_dim_const(axes[i], &v) || v < 0 || v >= p->rank || (i && v <= p->axis[i - 1])) {
			*failed = true;
			return fc_op_fail(cx, FC_E_RANK, "index %u is for an axis that is not there", i);
		}
		p->axis[i] = (int)v;
	}
	p->at = p->axis[n - 1] - p->axis[0] == (int)n - 1 ? p->axis[0] : 0;
	if (!fc_same_shape_of(cx, 1, n + 1, &p->shape)) {
		*failed = true;
		return false;
	}
	return p->shape.rank >= 0;
}

/* The axes of operand 0 that have no index. */
static int
kept_axes(const struct places *p, int *out)
{
	int n = 0, next = 0, i;

	for (i = 0; i < p->rank; i++) {
		if (next < p->n && p->axis[next] == i)
			next++;
		else
			out[n++] = i;
	}
	return n;
}

static bool
index_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[2 * FC_LIMIT_RANK];
	int kept[FC_LIMIT_RANK], rank = 0, n, i, k;
	struct places p;
	bool failed;

	if (!find_places(cx, &p, &failed))
		return !failed && fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	n = kept_axes(&p, kept);
	for (i = 0; i < p.at; i++)
		dim[rank++] = x.dim[kept[i]];
	for (k = 0; k < p.shape.rank; k++)
		dim[rank++] = p.shape.dim[k];
	for (; i < n; i++)
		dim[rank++] = x.dim[kept[i]];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, rank);
}

/* Stand in operand 0 where element e of the broadcast points; false: not known, outside. */
static bool
point(struct fc_op_ctx *cx, const struct places *p, unsigned e, struct fc_walk *in)
{
	const struct fc_scalar *at;
	struct fc_walk list;
	unsigned k;
	int i;

	for (i = 0; i < p->n; i++) {
		at = fc_walk_operand(cx, (unsigned)i + 1, &list);
		if (!at)
			return false;
		k = fc_same_index(p->shape, fc_op_shape(cx, (unsigned)i + 1), e);
		if (!fc_walk_place(cx->dims, at[k], in->size[p->axis[i]], &in->at[p->axis[i]]))
			return false;
	}
	return true;
}

static void
index_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, out, list;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in);
	int kept[FC_LIMIT_RANK], n, i;
	struct places p;
	struct fc_scalar *y;
	unsigned e;
	bool failed;

	if (!x || !fc_walk_result(cx, 0, &out) || !find_places(cx, &p, &failed))
		return;
	if (!fc_walk_init(cx, &list, p.shape))
		return;
	n = kept_axes(&p, kept);
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < out.n; e++) {
		fc_walk_to(&out, e);
		for (i = 0; i < list.rank; i++)
			list.at[i] = out.at[p.at + i];
		for (i = 0; i < n; i++)
			in.at[kept[i]] = out.at[i < p.at ? i : i + list.rank];
		if (point(cx, &p, fc_walk_index(&list), &in))
			y[e] = x[fc_walk_index(&in)];
	}
	fc_op_set_known(cx, 0, y, out.n);
}

/* Each element as often as its repeat says: sizes add up when they are followed. */
static bool
repeat_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK], sum = fc_dim_int(cx->dims, 0);
	unsigned n = 0, n_size, i;
	const struct fc_scalar *times = fc_op_known(cx, 1, &n);
	const struct fc_dim *size = fc_op_ints(cx, "output_size", &n_size);
	int axis, k;

	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK) || !fc_op_need_rank(cx, 1, 0, 1))
		return false;
	if (x.rank < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	for (k = 0; k < x.rank; k++)
		dim[k] = x.dim[k];
	for (i = 0; times && i < n; i++)
		sum = fc_dim_add(cx->dims, sum, fc_scalar_as_dim(cx->dims, times[i]));
	if (n_size == 1)
		dim[axis] = size[0];
	else if (times && n == 1)
		dim[axis] = fc_dim_mul(cx->dims, dim[axis], sum);
	else
		dim[axis] = times ? sum : FC_DIM_NAN;
	if (fc_dim_is_nan(dim[axis]))
		dim[axis] = fc_op_unknown(cx, "", FC_DIM_NAN);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, x.rank);
}

const struct fc_op fc_ops_index[] = {
	{ .name = "Index", .in = "data indices*", .out = "output", .attr = "axes", .infer = index_infer,
	  .fold = index_fold, .cost = "read(data) = |output|",
	  .source = "PyTorch x[i, :, j]: index tensors broadcast, and stand together or in front" },
	{ .name = "IndexPut", .in = "data values indices*", .out = "output", .attr = "axes reduction=none",
	  .infer = fc_same_infer, .cost = "simple = |values| if not reduction == \"none\"",
	  .source = "PyTorch x[i, :, j] = v, index_add, index_copy: as ONNX ScatterND" },
	{ .name = "RepeatInterleave", .in = "data repeats", .out = "output", .attr = "axis=0 output_size",
	  .infer = repeat_infer, .cost = "", .source = "PyTorch repeat_interleave with a tensor of repeats" },
	{ .name = "Update", .in = "data# update#", .out = "output", .attr = "", .infer = fc_same_infer,
	  .cost = "write(output) = 0",
	  .source = "PyTorch: what a view of data was written into through; the write has its own row" },
	{ 0 },
};
