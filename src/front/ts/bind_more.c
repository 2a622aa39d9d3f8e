/* bind_more.c -- PyTorch's bags of embeddings, unpooling, weight norms, counts */
#include <string.h>

#include "front/ts/shape.h"

/* n results of a draft, as a tuple. */
static bool
tuple(struct fc_ts_call *c, struct fc_draft *d, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		fc_ts_draft_out(d);
	if (!fc_ts_draft_done(c, d))
		return false;
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	for (unsigned i = 0; i < n; i++)
		fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, d->out.at[i]));
	return true;
}

static bool
embedding_bag(struct fc_ts_call *c)
{
	static const char *const modes[] = { "sum", "mean", "max" };
	int64_t mode = fc_ts_arg_int(c, "mode", 0);
	struct fc_draft d = fc_ts_draft(c, "EmbeddingBag");

	fc_ts_draft_in(&d, fc_ts_operand(c, "weight"));
	fc_ts_draft_in(&d, fc_ts_operand(c, "indices"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "offsets"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "per_sample_weights"));
	fc_draft_set_text(&d, "mode", modes[mode >= 0 && mode < 3 ? mode : 0]);
	fc_draft_set_int(&d, "include_last_offset", fc_ts_arg_bool(c, "include_last_offset", false));
	return tuple(c, &d, 4);
}

/* --- pools ------------------------------------------------------------------------------ */

/* x with a batch, where it has n axes behind the channels and none before. */
static struct fc_value *
batched(struct fc_ts_call *c, struct fc_value *x, unsigned n, bool *lone)
{
	*lone = x->type.shape.rank == (int)n + 1;
	return *lone ? fc_ts_unsqueeze(c, x, 0) : x;
}

static bool
unpool(struct fc_ts_call *c)
{
	unsigned n = strstr(c->row->name, "3d") ? 3 : 2;
	bool lone;
	struct fc_value *x = batched(c, fc_ts_self(c), n, &lone), *y;
	struct fc_dim size[FC_LIMIT_RANK];
	int k = fc_ts_arg_dims(c, "output_size", n, size + 2, FC_LIMIT_RANK - 2);
	struct fc_draft d = fc_ts_draft(c, "MaxUnpool");

	if (!x)
		return false;
	for (unsigned i = 0; i < n + 2; i++)
		if (i < 2 || k != (int)n)
			size[i] = i < 2 && x->type.shape.rank > 1 ? x->type.shape.dim[i] : FC_DIM_NAN;
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_ts_operand(c, "indices"));
	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, size, n + 2, false));
	y = fc_ts_one(c, &d);
	return fc_ts_give(c, y && lone ? fc_ts_squeeze(c, y, 0) : y);
}

static bool
fractional_pool(struct fc_ts_call *c)
{
	unsigned n = strstr(c->row->name, "3d") ? 3 : 2;
	struct fc_draft d = fc_ts_draft(c, "FractionalMaxPool");

	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "random_samples"));
	fc_ts_window_attr(c, &d, "kernel_size", "kernel_shape", n);
	fc_ts_window_attr(c, &d, "output_size", "output_size", n);
	return tuple(c, &d, 2);
}

/* --- weights ---------------------------------------------------------------------------- */

/* |v| over all axes but dim. */
static struct fc_value *
norm_except(struct fc_ts_call *c, struct fc_value *v)
{
	struct fc_draft d = fc_ts_draft(c, "ReduceL2");
	struct fc_dim axis[FC_LIMIT_RANK];
	int64_t keep = fc_ts_arg_int(c, "dim", 0);
	unsigned n = 0;

	fc_ts_draft_in(&d, v);
	for (int i = 0; i < v->type.shape.rank; i++)
		if (keep == -1 || i != fc_ts_axis(v, keep))
			axis[n++] = fc_dim_int(c->ts->b->dims, i);
	if (v->type.shape.rank >= 0)
		fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, axis, n, false));
	fc_draft_set_int(&d, "keepdims", 1);
	return fc_ts_one(c, &d);
}

static bool
norm_except_dim(struct fc_ts_call *c)
{
	return fc_ts_give(c, norm_except(c, fc_ts_self(c)));
}

/* v g / |v|; the steps of its export to ONNX. */
static bool
weight_norm(struct fc_ts_call *c)
{
	struct fc_value *v = fc_ts_self(c), *g = fc_ts_operand(c, "g"), *norm = norm_except(c, v), *y;

	y = norm ? fc_ts_node(c, "Div", v, norm) : NULL;
	y = y ? fc_ts_node(c, "Mul", y, g) : NULL;
	if (!y || c->row->results < 2)
		return fc_ts_give(c, y);
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, y));
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, norm));
	return true;
}

/* --- values and where they stand ------------------------------------------------------------ */

/* kthvalue picks one of the axis; cummax and cummin keep all. */
static bool
running(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "CumExtreme");

	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_draft_set_int(&d, "axis", fc_ts_arg_int(c, "dim", 0));
	return tuple(c, &d, 2);
}

/* A reduction over axes dim, or all. */
static struct fc_value *
reduced(struct fc_ts_call *c, const char *op, struct fc_value *x)
{
	struct fc_dim axis[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "dim", 0, axis, FC_LIMIT_RANK);
	struct fc_draft d = fc_ts_draft(c, op);

	fc_ts_draft_in(&d, x);
	if (n > 0)
		fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, axis, (unsigned)n, false));
	fc_draft_set_int(&d, "keepdims", fc_ts_arg_bool(c, "keepdim", false));
	return fc_ts_one(c, &d);
}

/* nanmean, nansum: as without NaN */
static bool
not_nan(struct fc_ts_call *c)
{
	return fc_ts_give(c, reduced(c, c->row->op, fc_ts_self(c)));
}

static bool
extremes(struct fc_ts_call *c)
{
	struct fc_value *lo = reduced(c, "ReduceMin", fc_ts_self(c)), *hi;

	hi = lo ? reduced(c, "ReduceMax", fc_ts_self(c)) : NULL;
	if (!hi)
		return false;
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, lo));
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, hi));
	return true;
}

/* dist: the norm of a difference */
static bool
dist(struct fc_ts_call *c)
{
	double p = fc_ts_arg_real(c, "p", 2);
	struct fc_value *y = fc_ts_node(c, "Sub", fc_ts_self(c), fc_ts_operand(c, "other"));

	return fc_ts_give(c, y ? reduced(c, p == 1 ? "ReduceL1" : "ReduceL2", y) : NULL);
}

#define BAG "T weight, T indices, T offsets, b scale_grad_by_freq=False, i mode=0, b sparse=False, " \
	"T? per_sample_weights=None, b include_last_offset=False"
#define FRACTION(n) "T self, i[" n "] kernel_size, i[" n "] output_size, T random_samples"

const struct fc_ts_bind fc_ts_bind_more[] = {
	{ "aten::_embedding_bag", BAG ", i padding_idx=-1", NULL, NULL, 4, embedding_bag },
	{ "aten::_embedding_bag_forward_only", BAG ", i padding_idx=-1", NULL, NULL, 4, embedding_bag },
	{ "aten::_weight_norm", "T v, T g, i dim=0", NULL, NULL, 1, weight_norm },
	{ "aten::_weight_norm_interface", "T v, T g, i dim=0", NULL, NULL, 2, weight_norm },
	{ "aten::aminmax", "T self, *, i? dim=None, b keepdim=False", NULL, NULL, 2, extremes },
	{ "aten::bincount", "T self, T? weights=None, i minlength=0", "Bincount",
	  "X=self weights=weights minlength=minlength", 1, NULL },
	{ "aten::bucketize", "T self, T boundaries, *, b out_int32=False, b right=False", "SearchSorted",
	  "sorted=boundaries values=self out_int32=out_int32", 1, NULL },
	{ "aten::cummax", "T self, i dim", NULL, NULL, 2, running },
	{ "aten::cummin", "T self, i dim", NULL, NULL, 2, running },
	{ "aten::dist", "T self, T other, S p=2", NULL, NULL, 1, dist },
	{ "aten::embedding_bag", BAG, NULL, NULL, 4, embedding_bag },
	{ "aten::embedding_bag", BAG ", i? padding_idx=None", NULL, NULL, 4, embedding_bag },
	{ "aten::fractional_max_pool2d", FRACTION("2"), NULL, NULL, 2, fractional_pool },
	{ "aten::fractional_max_pool3d", FRACTION("3"), NULL, NULL, 2, fractional_pool },
	{ "aten::histc", "T self, i bins=100, S min=0, S max=0", "Histogram", "X=self bins=bins", 1, NULL },
	{ "aten::max_unpool2d", "T self, T indices, i[2] output_size", NULL, NULL, 1, unpool },
	{ "aten::max_unpool3d", "T self, T indices, i[3] output_size, i[3] stride, i[3] padding", NULL,
	  NULL, 1, unpool },
	{ "aten::nanmean", "T self, i[1]? dim=None, b keepdim=False, *, dt? dtype=None", "ReduceMean", NULL,
	  1, not_nan },
	{ "aten::nansum", "T self, i[1]? dim=None, b keepdim=False, *, dt? dtype=None", "ReduceSum", NULL, 1,
	  not_nan },
	{ "aten::norm_except_dim", "T v, i pow=2, i dim=0", NULL, NULL, 1, norm_except_dim },
	{ "aten::searchsorted", "T sorted_sequence, any self, *, b out_int32=False, b right=False, "
	  "s? side=None, T? sorter=None", "SearchSorted",
	  "sorted=sorted_sequence values=self out_int32=out_int32", 1, NULL },
	{ 0 },
};
