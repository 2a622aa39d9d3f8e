/* bind_choose.c -- PyTorch's operators that pick elements by value: topk, sort, unique, nonzero, nms */
#include <string.h>

#include "front/ts/shape.h"

/* --- order along an axis ------------------------------------------------------------------- */

/* The k largest or smallest along axis, and where they stand. false: a limit. */
static bool
topk_of(struct fc_ts_call *c, struct fc_value *x, int64_t axis, struct fc_dim k, struct fc_value *out[2])
{
	struct fc_draft d = fc_ts_draft(c, "TopK");
	bool largest = fc_ts_arg_bool(c, "largest", fc_ts_arg_bool(c, "descending", false));
	struct fc_ts_value *keep = c->result;

	if (x && x->type.shape.rank == 0)
		x = fc_ts_unsqueeze(c, x, 0);
	if (!x)
		return false;
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, &k, 1, false));
	fc_draft_set_int(&d, "axis", axis);
	fc_draft_set_int(&d, "largest", largest);
	out[0] = fc_ts_draft_out(&d);
	out[1] = fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return false;
	c->result = keep;
	return true;
}

static bool
give_pair(struct fc_ts_call *c, struct fc_value *a, struct fc_value *b)
{
	if (!a || !b)
		return false;
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, a));
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, b));
	return true;
}

static bool
topk(struct fc_ts_call *c)
{
	struct fc_value *out[2];
	struct fc_dim k = fc_ts_as_dim(c->ts, fc_ts_arg(c, "k"));

	return topk_of(c, fc_ts_self(c), fc_ts_arg_int(c, "dim", -1), k, out) && give_pair(c, out[0], out[1]);
}

/* sort, argsort, msort: all of them, as the exporters write it */
static bool
sort(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *out[2];
	int64_t axis = fc_ts_arg_int(c, "dim", strstr(c->row->name, "msort") ? 0 : -1);

	if (!topk_of(c, x, axis, fc_ts_along(c, x, axis), out))
		return false;
	for (int i = 0; i < 2; i++) {
		if (out[i]->type.shape.rank == x->type.shape.rank)
			out[i]->type.shape = x->type.shape;
		else if (x->type.shape.rank == 0)
			out[i] = fc_ts_squeeze(c, out[i], 0);
	}
	if (strstr(c->row->name, "argsort") || strstr(c->row->name, "msort"))
		return fc_ts_give(c, out[strstr(c->row->name, "argsort") != NULL]);
	return give_pair(c, out[0], out[1]);
}

/* The last of the k smallest, along an axis that goes unless it is to be kept. */
static bool
kth(struct fc_ts_call *c, struct fc_value *x, int64_t axis, struct fc_dim k)
{
	struct fc_value *out[2];
	bool keep = fc_ts_arg_bool(c, "keepdim", false);

	if (!topk_of(c, x, axis, k, out))
		return false;
	for (int i = 0; i < 2; i++) {
		out[i] = fc_ts_pick(c, out[i], axis, fc_dim_addi(c->ts->b->dims, k, -1));
		if (keep && out[i])
			out[i] = fc_ts_unsqueeze(c, out[i], axis);
	}
	return give_pair(c, out[0], out[1]);
}

static bool
kthvalue(struct fc_ts_call *c)
{
	return kth(c, fc_ts_self(c), fc_ts_arg_int(c, "dim", -1), fc_ts_as_dim(c->ts, fc_ts_arg(c, "k")));
}

/* median: the lower one in the middle; of all elements without an axis. mode: by order, too. */
static bool
median(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	bool all = !fc_ts_arg(c, "dim");
	struct fc_value *x = all ? fc_ts_flat(c, fc_ts_self(c)) : fc_ts_self(c);
	int64_t axis = all ? 0 : fc_ts_arg_int(c, "dim", -1);
	struct fc_dim n = x ? fc_ts_along(c, x, axis) : FC_DIM_NAN;

	if (!strstr(c->row->name, "mode"))
		n = fc_dim_floordiv(t, fc_dim_addi(t, n, 1), fc_dim_int(t, 2));
	if (!kth(c, x, axis, n))
		return false;
	if (all)
		c->result = c->result->item.at[0];
	return true;
}

/* --- distinct elements ------------------------------------------------------------------------- */

/* unique, of all elements or along an axis: elements, where each went, how often each is there */
static bool
unique(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *none, *inverse;
	struct fc_draft d = fc_ts_draft(c, "Unique");
	struct fc_dim zero = fc_dim_int(c->ts->b->dims, 0);
	struct fc_scalar *at;
	bool flat = fc_ts_arg_is_none(c, "dim"), counts = fc_ts_arg_bool(c, "return_counts", false);

	fc_ts_draft_in(&d, x);
	fc_draft_set_int(&d, "sorted", fc_ts_arg_bool(c, "sorted", true));
	if (!flat)
		fc_draft_set_int(&d, "axis", fc_ts_arg_int(c, "dim", 0));
	for (int i = 0; i < 4; i++)
		fc_ts_draft_out(&d);
	none = fc_ts_constant_tensor(c->ts, FC_DTYPE_INT64, &zero, 1, &at);
	if (!fc_ts_arg_bool(c, "return_inverse", false))
		d.out.at[2] = NULL;
	d.out.at[1] = NULL;
	if (!counts) {
		d.out.at[3] = NULL;
		d.out.n = 3;
	}
	if (!fc_ts_draft_done(c, &d))
		return false;
	inverse = d.out.at[2];
	if (inverse && flat)
		inverse = fc_ts_reshape(c, inverse, x->type.shape.dim, x->type.shape.rank);
	if (d.out.at[2] && !inverse)
		return false;
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, d.out.at[0]));
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, inverse ? inverse : none));
	if (!strstr(c->row->name, "_unique") || strstr(c->row->name, "_unique2"))
		fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, counts ? d.out.at[3] : none));
	return true;
}

/* --- positions ----------------------------------------------------------------------------------- */

static bool
nonzero(struct fc_ts_call *c)
{
	return fc_ts_give(c, fc_ts_positions(c, fc_ts_self(c)));
}

/* where(x), nonzero_numpy(x): a vector of positions for each axis */
bool
fc_ts_where_true(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *found = fc_ts_node(c, "NonZero", x, NULL), *y;
	struct fc_dims *t = c->ts->b->dims;
	struct fc_dim size[FC_LIMIT_RANK];
	int rank = x->type.shape.rank;
	struct fc_ts_value *parts;

	c->result = fc_ts_list(c->ts, FC_TS_V_LIST);
	c->result->inexact = rank < 0;
	for (int i = 0; i < rank; i++)
		size[i] = fc_dim_int(t, 1);
	if (rank < 1) {
		y = found ? fc_ts_pick(c, found, 0, fc_dim_int(t, 0)) : NULL;
		if (y)
			fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, y));
		return y != NULL;
	}
	parts = fc_ts_split(c, found, 0, size, (unsigned)rank);
	for (int i = 0; parts && i < rank; i++) {
		y = fc_ts_squeeze(c, parts->item.at[i]->tensor, 0);
		if (!y)
			return false;
		fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, y));
	}
	return parts != NULL;
}

/* torchvision::nms(boxes, scores): indices of the boxes kept, by the row's triples [batch, class, box] */
static bool
nms(struct fc_ts_call *c)
{
	struct fc_builder *b = c->ts->b;
	struct fc_draft d = fc_ts_draft(c, "NonMaxSuppression");
	struct fc_dim axes[2] = { fc_dim_int(b->dims, 0), fc_dim_int(b->dims, 1) };
	struct fc_dim most = fc_dim_int(b->dims, INT64_MAX);
	struct fc_value *boxes = fc_ts_unsqueeze(c, fc_ts_self(c), 0), *y;
	struct fc_value *scores = fc_ts_node_ints(c, "Unsqueeze", fc_ts_operand(c, "scores"), axes, 2);

	if (!boxes || !scores)
		return false;
	fc_ts_draft_in(&d, boxes);
	fc_ts_draft_in(&d, scores);
	fc_ts_draft_in(&d, fc_builder_ints(b, &most, 1, false));
	fc_ts_draft_in(&d, fc_ts_operand(c, "iou_threshold"));
	y = fc_ts_one(c, &d);
	return fc_ts_give(c, y ? fc_ts_columns(c, y, 2, 3) : NULL);
}

/* one_hot: as many classes as the largest index needs, when none are given */
static bool
one_hot(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_draft d = fc_ts_draft(c, "OneHot");
	struct fc_dim two[2] = { fc_dim_int(t, 0), fc_dim_int(t, 1) };
	struct fc_dim n = fc_ts_as_dim(c->ts, fc_ts_arg(c, "num_classes"));

	if (fc_dim_is(n, -1))
		n = FC_DIM_NAN;
	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, &n, 1, true));
	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, two, 2, false));
	return fc_ts_give(c, fc_ts_one(c, &d));
}

#define UNIQUE "b sorted=True, b return_inverse=False, b return_counts=False"

const struct fc_ts_bind fc_ts_bind_choose[] = {
	{ "aten::_unique", "T self, b sorted=True, b return_inverse=False", NULL, NULL, 1, unique },
	{ "aten::_unique2", "T self, " UNIQUE, NULL, NULL, 1, unique },
	{ "aten::argsort", "T self, i dim=-1, b descending=False", NULL, NULL, 1, sort },
	{ "aten::argsort", "T self, *, b stable, i dim=-1, b descending=False", NULL, NULL, 1, sort },
	{ "aten::argwhere", "T self", NULL, NULL, 1, nonzero },
	{ "aten::kthvalue", "T self, i k, i dim=-1, b keepdim=False", NULL, NULL, 1, kthvalue },
	{ "aten::median", "T self", NULL, NULL, 1, median },
	{ "aten::median", "T self, i dim, b keepdim=False", NULL, NULL, 1, median },
	{ "aten::mode", "T self, i dim=-1, b keepdim=False", NULL, NULL, 1, median },
	{ "aten::msort", "T self", NULL, NULL, 1, sort },
	{ "aten::nanmedian", "T self", NULL, NULL, 1, median },
	{ "aten::nanmedian", "T self, i dim, b keepdim=False", NULL, NULL, 1, median },
	{ "aten::nonzero", "T self", NULL, NULL, 1, nonzero },
	{ "aten::nonzero_numpy", "T self", NULL, NULL, 1, fc_ts_where_true },
	{ "aten::one_hot", "T self, i num_classes=-1", "OneHot", NULL, 1, one_hot },
	{ "aten::sort", "T self, i dim=-1, b descending=False", NULL, NULL, 1, sort },
	{ "aten::sort", "T self, *, b? stable, i dim=-1, b descending=False", NULL, NULL, 1, sort },
	{ "aten::topk", "T self, i k, i dim=-1, b largest=True, b sorted=True", "TopK", NULL, 1, topk },
	{ "aten::unique_consecutive", "T self, b return_inverse=False, b return_counts=False, i? dim=None",
	  NULL, NULL, 1, unique },
	{ "aten::unique_dim", "T self, i dim, " UNIQUE, NULL, NULL, 1, unique },
	{ "torchvision::nms", "T dets, T scores, f iou_threshold", NULL, NULL, 1, nms },
	{ 0 },
};
