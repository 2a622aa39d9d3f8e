/* select.c -- picking elements by their values: NonZero, Compress, Unique, TopK */
#include "ops/axis.h"
#include "ops/families.h"
#include "ops/fill.h"
#include "ops/same.h"
#include "ops/walk.h"

/* 1: not zero for certain; 0: zero for certain; -1: either. */
static int
truth(struct fc_dims *t, struct fc_scalar v)
{
	int64_t is;

	if (!fc_scalar_as_int(t, fc_scalar_apply(t, FC_SCALAR_NE, v, fc_scalar_int(t, 0)), &is))
		return -1;
	return is != 0;
}

/* How many of the first n values are not zero; -1: not known. */
static int64_t
count_true(struct fc_dims *t, const struct fc_scalar *at, unsigned n)
{
	int64_t sum = 0;
	unsigned e;
	int is;

	for (e = 0; e < n; e++) {
		is = truth(t, at[e]);
		if (is < 0)
			return -1;
		sum += is;
	}
	return sum;
}

/* How far back a node that asks the same is looked for: exporters write boxes[m] and scores[m]. */
enum { TWIN_STEPS = 64 };

/* The size that an earlier NonZero of the very same operand has; NaN: there is none near. */
static struct fc_dim
nonzero_twin(const struct fc_op_ctx *cx)
{
	const struct fc_node_list *nodes = &cx->b->at->nodes;
	const struct fc_node *p;
	struct fc_shape y;
	uint32_t i;

	if (!nodes->n || nodes->at[nodes->n - 1] != cx->node) /* inferred again: others may be stale */
		return FC_DIM_NAN;
	for (i = nodes->n - 1; i > 0 && i + TWIN_STEPS >= nodes->n; i--) {
		p = nodes->at[i - 1];
		if (p->op != cx->op || p->n_in != 1 || p->in[0] != cx->node->in[0] || !p->n_out || !p->out[0])
			continue;
		y = p->out[0]->type.shape;
		return y.rank == 2 ? y.dim[1] : FC_DIM_NAN;
	}
	return FC_DIM_NAN;
}

static bool
nonzero_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[2], size = fc_shape_size(cx->dims, x);
	unsigned n;
	const struct fc_scalar *at = fc_op_known(cx, 0, &n);
	int64_t sum = at ? count_true(cx->dims, at, n) : -1;
	int fill = truth(cx->dims, fc_fill_of(cx, 0));

	dim[0] = x.rank < 0 ? FC_DIM_NAN : fc_dim_int(cx->dims, x.rank);
	if (sum >= 0)
		dim[1] = fc_dim_int(cx->dims, sum);
	else if (fill >= 0)
		dim[1] = fc_dim_muli(cx->dims, size, fill);
	else
		dim[1] = nonzero_twin(cx);
	if (fc_dim_is_nan(dim[1]))
		dim[1] = fc_op_unknown(cx, "", size);
	return fc_op_out_dims(cx, 0, FC_DTYPE_INT64, dim, 2);
}

/* Column by column the coordinates of what is not zero. */
static void
nonzero_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, out;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in);
	struct fc_scalar *y;
	int64_t column = 0;
	unsigned e;
	int i;

	if (!x || !fc_walk_result(cx, 0, &out) || count_true(cx->dims, x, in.n) != out.size[1])
		return;
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < in.n; e++) {
		if (truth(cx->dims, x[e]) != 1)
			continue;
		fc_walk_to(&in, e);
		for (i = 0; i < in.rank; i++)
			y[i * out.size[1] + column] = fc_scalar_int(cx->dims, in.at[i]);
		column++;
	}
	fc_op_set_known(cx, 0, y, out.n);
}

/* Each row of the batch axis, its first so many steps in time the other way round. */
static void
reverse_sequence_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in);
	int64_t batch = fc_op_int(cx, "batch_axis"), time = fc_op_int(cx, "time_axis"), steps, step = 1;
	unsigned n, e, from;
	const struct fc_scalar *lens = fc_op_known(cx, 1, &n);
	struct fc_scalar *y;
	int i;

	if (!x || !lens || batch < 0 || time < 0 || batch >= in.rank || time >= in.rank || batch == time)
		return;
	y = fc_op_scalars(cx, in.n);
	for (i = in.rank - 1; i > time; i--)
		step *= in.size[i];
	for (e = 0; e < in.n; e++) {
		fc_walk_to(&in, e);
		if ((uint64_t)in.at[batch] >= n || !fc_scalar_as_int(cx->dims, lens[in.at[batch]], &steps) ||
		    steps > in.size[time])
			return;
		from = in.at[time] < steps ? (unsigned)(e + (steps - 1 - 2 * in.at[time]) * step) : e;
		y[e] = x[from];
	}
	fc_op_set_known(cx, 0, y, in.n);
}

/* What a Compress keeps of an axis of that size: as many as its condition says. */
static struct fc_dim
compress_extent(struct fc_op_ctx *cx, struct fc_dim whole)
{
	struct fc_shape c = fc_op_shape(cx, 1);
	struct fc_dim max = whole;
	unsigned n;
	const struct fc_scalar *at = fc_op_known(cx, 1, &n);
	int64_t sum, size;

	if (at && fc_dim_const(whole, &size) && size < n)
		n = (unsigned)size;
	sum = at ? count_true(cx->dims, at, n) : -1;
	if (sum >= 0)
		return fc_dim_int(cx->dims, sum);
	if (c.rank > 0) {
		struct fc_dim asked = fc_shape_size(cx->dims, c);

		max = fc_dim_is_nan(whole) ? asked : fc_dim_min(cx->dims, whole, asked);
	}
	return fc_op_unknown(cx, "", max);
}

static bool
compress_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int axis, i;

	if (!fc_op_need_rank(cx, 1, 1, FC_LIMIT_RANK)) /* exporters give a mask as it is: it is read flat */
		return false;
	if (!fc_op_has_attr(cx, "axis")) {
		dim[0] = compress_extent(cx, fc_shape_size(cx->dims, x));
		return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 1);
	}
	if (x.rank < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	for (i = 0; i < x.rank; i++)
		dim[i] = i == axis ? compress_extent(cx, x.dim[i]) : x.dim[i];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, x.rank);
}

static void
compress_fold(struct fc_op_ctx *cx)
{
	struct fc_walk in, out;
	unsigned n, kept = 0, e, at;
	const struct fc_scalar *x = fc_walk_operand(cx, 0, &in), *keep = fc_op_known(cx, 1, &n);
	struct fc_scalar *y;
	int axis = 0;

	if (!x || !keep || !fc_walk_result(cx, 0, &out))
		return;
	if (fc_op_has_attr(cx, "axis") && !fc_axis_attr(cx, "axis", in.rank, &axis))
		return;
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < in.n && kept < out.n; e++) {
		fc_walk_to(&in, e);
		at = fc_op_has_attr(cx, "axis") ? (unsigned)in.at[axis] : e;
		if (at < n && truth(cx->dims, keep[at]) == 1)
			y[kept++] = x[e];
	}
	if (kept == out.n)
		fc_op_set_known(cx, 0, y, out.n);
}

/* The distinct ones of n plain numbers, in order of appearance, or sorted; -1: not all are plain numbers. */
static int
distinct(const struct fc_scalar *at, unsigned n, bool sorted, struct fc_scalar *out)
{
	double v, w;
	unsigned e, i, j, k = 0;

	for (e = 0; e < n; e++) {
		if (!fc_scalar_as_real(at[e], &v))
			return -1;
		for (i = 0, w = v; i < k; i++)
			if (fc_scalar_as_real(out[i], &w) && (sorted ? w >= v : w == v))
				break;
		if (i < k && w == v)
			continue;
		for (j = k++; j > i; j--)
			out[j] = out[j - 1];
		out[i] = at[e];
	}
	return (int)k;
}

static bool
unique_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	bool flat = !fc_op_has_attr(cx, "axis");
	struct fc_dim dim[FC_LIMIT_RANK], whole = fc_shape_size(cx->dims, x), extent;
	unsigned n;
	const struct fc_scalar *at = fc_op_known(cx, 0, &n);
	int axis = 0, i, k = -1;

	if (!flat && x.rank >= 0 && !fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	if (!flat)
		whole = x.rank < 0 ? FC_DIM_NAN : x.dim[axis];
	if (at && (flat || x.rank == 1))
		k = distinct(at, n, false, fc_op_scalars(cx, n));
	extent = k >= 0 ? fc_dim_int(cx->dims, k) : fc_op_unknown(cx, "", whole);
	for (i = 0; i < x.rank; i++)
		dim[i] = i == axis ? extent : x.dim[i];
	if (flat)
		fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), &extent, 1);
	else if (x.rank < 0)
		fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	else
		fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, x.rank);
	fc_op_out_dims(cx, 1, FC_DTYPE_INT64, &extent, 1);
	fc_op_out_dims(cx, 2, FC_DTYPE_INT64, &whole, 1);
	return fc_op_out_dims(cx, 3, FC_DTYPE_INT64, &extent, 1);
}

static void
unique_fold(struct fc_op_ctx *cx)
{
	unsigned n;
	const struct fc_scalar *at = fc_op_known(cx, 0, &n);
	struct fc_scalar *y = fc_op_scalars(cx, n);
	int k = at ? distinct(at, n, fc_op_int(cx, "sorted") != 0, y) : -1;

	if (k >= 0 && (!fc_op_has_attr(cx, "axis") || fc_op_shape(cx, 0).rank == 1))
		fc_op_set_known(cx, 0, y, (unsigned)k);
}

static bool
topk_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK], k = fc_op_value_dim(cx, 1);
	int64_t want, have;
	int axis, i;

	if (x.rank < 0) {
		fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
		return fc_op_out_unknown(cx, 1, FC_DTYPE_INT64);
	}
	if (!fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	if (fc_dim_const(k, &want) && fc_dim_const(dim[axis], &have) && (want > have || want < 0))
		return fc_op_fail(cx, FC_E_SHAPE, "k is %lld for an axis of size %lld",
		                  (long long)want, (long long)have);
	dim[axis] = fc_dim_is_nan(k) ? fc_op_unknown(cx, "k", dim[axis]) : k;
	fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, x.rank);
	return fc_op_out_dims(cx, 1, FC_DTYPE_INT64, dim, x.rank);
}

/* The first k of a list, largest or smallest first; of equal ones the earlier. */
static void
topk_fold(struct fc_op_ctx *cx)
{
	enum fc_scalar_op better = fc_op_int(cx, "largest") ? FC_SCALAR_GT : FC_SCALAR_LT;
	struct fc_scalar *value, *index;
	unsigned n, i, j;
	const struct fc_scalar *x = fc_op_known(cx, 0, &n);
	int64_t k, is;

	if (!x || fc_op_shape(cx, 0).rank != 1 || !fc_op_value_int(cx, 1, &k) || k < 0 || k > n)
		return;
	value = fc_op_scalars(cx, n + 1);
	index = fc_op_scalars(cx, n + 1);
	for (i = 0; i < n; i++) {
		for (j = i; j > 0; j--) {
			if (!fc_scalar_as_int(cx->dims, fc_scalar_apply(cx->dims, better, x[i], value[j - 1]),
			                      &is))
				return;
			if (!is)
				break;
			value[j] = value[j - 1];
			index[j] = index[j - 1];
		}
		value[j] = x[i];
		index[j] = fc_scalar_int(cx->dims, i);
	}
	fc_op_set_known(cx, 0, value, (unsigned)k);
	fc_op_set_known(cx, 1, index, (unsigned)k);
}

static void
topk_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	int64_t axis = fc_op_int(cx, "axis");

	if (axis < 0)
		axis += x.rank;
	fc_op_var(cx, "n", axis >= 0 && axis < x.rank ? x.dim[axis] : FC_DIM_NAN);
}

const struct fc_op fc_ops_select[] = {
	{ .name = "Compress", .in = "input condition", .out = "output", .attr = "axis",
	  .infer = compress_infer, .fold = compress_fold, .cost = "", .source = "ONNX Compress-11" },
	{ .name = "NonZero", .in = "X", .out = "Y", .attr = "", .infer = nonzero_infer, .fold = nonzero_fold,
	  .cost = "simple = |X|", .source = "ONNX NonZero-13: one comparison an element" },
	{ .name = "ReverseSequence", .in = "input sequence_lens", .out = "Y",
	  .attr = "batch_axis=1 time_axis=0", .infer = fc_same_infer, .fold = reverse_sequence_fold,
	  .cost = "", .source = "ONNX ReverseSequence-10" },
	{ .name = "TopK", .in = "X K#", .out = "Values Indices", .attr = "axis=-1 largest=1 sorted=1",
	  .infer = topk_infer, .fold = topk_fold, .cost = "simple = |X| * ceillog2(n)", .vars = topk_vars,
	  .source = "ONNX TopK-11: compares of a sort along the axis" },
	{ .name = "Unique", .in = "X", .out = "Y indices? inverse_indices? counts?", .attr = "axis sorted=1",
	  .infer = unique_infer, .fold = unique_fold, .cost = "simple = |X| * ceillog2(|X|)",
	  .source = "ONNX Unique-11: compares of a sort" },
	{ 0 },
};
