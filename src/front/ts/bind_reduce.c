/* bind_reduce.c -- PyTorch's reductions, cumulative sums and softmax */
#include <string.h>

#include "front/ts/window.h"

static bool
is_whole(enum fc_dtype t)
{
	return fc_dtype_is_integer(t) || t == FC_DTYPE_BOOL;
}

/* A node of op over x and its axes (argument dim; all of them when it is left out). NULL: a limit. */
static struct fc_value *
reduced(struct fc_ts_call *c, const char *op, struct fc_value *x)
{
	struct fc_draft d = fc_ts_draft(c, op);
	struct fc_dim axis[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "dim", 0, axis, FC_LIMIT_RANK);
	struct fc_ts_value *keep = c->result;
	struct fc_value *y;

	fc_ts_draft_in(&d, x);
	if (n > 0)
		fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, axis, (unsigned)n, false));
	fc_draft_set_int(&d, "keepdims", fc_ts_arg_bool(c, "keepdim", false));
	y = fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return NULL;
	c->result = keep;
	return y;
}

/* sum and prod of integers make int64; mean and its kin keep floats. */
static bool
reduce(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_arg_tensor(c, c->name[0]), *y = x ? reduced(c, c->row->op, x) : NULL;
	enum fc_dtype want = fc_ts_arg_dtype(c, "dtype");
	bool sums = strstr(c->row->name, "sum") || strstr(c->row->name, "prod");

	if (!y)
		return false;
	if (want)
		y->type.dtype = (unsigned char)want;
	else if (sums && is_whole((enum fc_dtype)x->type.dtype))
		y->type.dtype = FC_DTYPE_INT64;
	c->result = fc_ts_tensor(c->ts, y);
	return true;
}

/* any and all: a maximum or minimum of booleans */
static bool
test(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_arg_tensor(c, "self"), *y = x ? reduced(c, c->row->op, x) : NULL;

	if (!y)
		return false;
	y->type.dtype = FC_DTYPE_BOOL;
	c->result = fc_ts_tensor(c->ts, y);
	return true;
}

/* max, min, cummax along an axis: values and where they stand */
static bool
with_places(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_arg_tensor(c, "self"), *y = x ? reduced(c, c->row->op, x) : NULL, *at;

	if (!y)
		return false;
	at = fc_builder_value(c->ts->b, y->name);
	at->type = fc_type_tensor(FC_DTYPE_INT64, y->type.shape);
	at->producer = y->producer;
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, y));
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, at));
	return true;
}

/* var_mean, std_mean */
static bool
two_figures(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_arg_tensor(c, "self"), *a = x ? reduced(c, c->row->op, x) : NULL;
	struct fc_value *b = a ? reduced(c, "ReduceMean", x) : NULL;

	if (!b)
		return false;
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, a));
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, b));
	return true;
}

/* argmax without an axis is over all elements */
static bool
place_of(struct fc_ts_call *c)
{
	bool all = fc_ts_arg_is_none(c, "dim");
	struct fc_value *x = fc_ts_arg_tensor(c, "self");
	struct fc_dim flat = fc_dim_int(c->ts->b->dims, -1);
	struct fc_draft d;

	if (x && all)
		x = fc_ts_node_ints(c, "Reshape", x, &flat, 1);
	if (!x)
		return false;
	d = fc_ts_draft(c, c->row->op);
	fc_ts_draft_in(&d, x);
	fc_draft_set_int(&d, "axis", all ? 0 : fc_ts_arg_int(c, "dim", 0));
	fc_draft_set_int(&d, "keepdims", !all && fc_ts_arg_bool(c, "keepdim", false));
	fc_ts_draft_out(&d);
	return fc_ts_draft_done(c, &d);
}

/* norm(p), vector_norm(ord): 1 and 2 have rows of their own, infinity is a maximum */
static bool
norm(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_arg_tensor(c, c->name[0]), *y;
	double p = fc_ts_arg_real(c, "p", fc_ts_arg_real(c, "ord", 2));
	const char *op = p == 1       ? "ReduceL1"
	                 : p > 1e300  ? "ReduceMax"
	                 : p < -1e300 ? "ReduceMin"
	                              : "ReduceL2";

	y = x ? reduced(c, op, x) : NULL;
	c->result = y ? fc_ts_tensor(c->ts, y) : NULL;
	return y != NULL;
}

static bool
cumulated(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_arg_tensor(c, "self"), *y;
	struct fc_draft d = fc_ts_draft(c, c->row->op);
	struct fc_dim axis = fc_dim_int(c->ts->b->dims, fc_ts_arg_int(c, "dim", 0));

	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, &axis, 1, true));
	y = fc_ts_draft_out(&d);
	if (!x || !fc_ts_draft_done(c, &d))
		return false;
	if (fc_ts_arg_dtype(c, "dtype"))
		y->type.dtype = (unsigned char)fc_ts_arg_dtype(c, "dtype");
	else if (is_whole((enum fc_dtype)x->type.dtype))
		y->type.dtype = FC_DTYPE_INT64;
	return true;
}

static bool
softmax(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, c->row->op);
	struct fc_value *y;

	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "self"));
	fc_draft_set_int(&d, "axis", fc_ts_arg_int(c, "dim", -1));
	y = fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return false;
	if (fc_ts_arg_dtype(c, "dtype"))
		y->type.dtype = (unsigned char)fc_ts_arg_dtype(c, "dtype");
	return true;
}

/* count_nonzero: a test and a sum */
static bool
count(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_arg_tensor(c, "self"), *y = x ? reduced(c, "ReduceSum", x) : NULL;

	if (!y)
		return false;
	y->type.dtype = FC_DTYPE_INT64;
	c->result = fc_ts_tensor(c->ts, y);
	return true;
}

#define ALL(name, op) { "aten::" name, "T self, *, dt? dtype=None", op, NULL, 1, reduce }
#define SOME(name, op) \
	{ "aten::" name, "T self, i[1]? dim, b keepdim=False, *, dt? dtype=None", op, NULL, 1, reduce }
#define SPREAD(name, op, f) \
	{ "aten::" name, "T self, b unbiased=True", op, NULL, 1, f }, \
	{ "aten::" name, "T self, i[1]? dim, b unbiased=True, b keepdim=False", op, NULL, 1, f }, \
	{ "aten::" name, "T self, i[1]? dim=None, *, S? correction=None, b keepdim=False", op, NULL, 1, f }
#define PLACES(name, op) { "aten::" name, "T self, i dim, b keepdim=False", op, NULL, 2, with_places }

const struct fc_ts_bind fc_ts_bind_reduce[] = {
	{ "aten::_log_softmax", "T self, i dim, b half_to_float", "LogSoftmax", NULL, 1, softmax },
	{ "aten::_softmax", "T self, i dim, b half_to_float", "Softmax", NULL, 1, softmax },
	{ "aten::all", "T self", "ReduceMin", NULL, 1, test },
	{ "aten::all", "T self, i[1]? dim, b keepdim=False", "ReduceMin", NULL, 1, test },
	{ "aten::amax", "T self, i[1] dim=[], b keepdim=False", "ReduceMax", NULL, 1, reduce },
	{ "aten::amin", "T self, i[1] dim=[], b keepdim=False", "ReduceMin", NULL, 1, reduce },
	{ "aten::any", "T self", "ReduceMax", NULL, 1, test },
	{ "aten::any", "T self, i[1]? dim, b keepdim=False", "ReduceMax", NULL, 1, test },
	{ "aten::argmax", "T self, i? dim=None, b keepdim=False", "ArgMax", NULL, 1, place_of },
	{ "aten::argmin", "T self, i? dim=None, b keepdim=False", "ArgMin", NULL, 1, place_of },
	{ "aten::count_nonzero", "T self, i[1]? dim=None", NULL, NULL, 1, count },
	{ "aten::cumprod", "T self, i dim, *, dt? dtype=None", "CumProd", NULL, 1, cumulated },
	{ "aten::cumsum", "T self, i dim, *, dt? dtype=None", "CumSum", NULL, 1, cumulated },
	{ "aten::frobenius_norm", "T self, i[1] dim, b keepdim=False", "ReduceL2", NULL, 1, norm },
	{ "aten::linalg_matrix_norm",
	  "T self, any ord=\"fro\", i[] dim=[-2, -1], b keepdim=False, *, dt? dtype=None",
	  "ReduceL2", NULL, 1, norm },
	{ "aten::linalg_norm", "T self, any ord=None, i[1]? dim=None, b keepdim=False, *, dt? dtype=None",
	  "ReduceL2",
	  NULL, 1, norm },
	{ "aten::linalg_vector_norm",
	  "T self, S ord=2, i[1]? dim=None, b keepdim=False, *, dt? dtype=None", "ReduceL2",
	  NULL, 1, norm },
	{ "aten::log_softmax", "T self, i dim, dt? dtype=None", "LogSoftmax", NULL, 1, softmax },
	{ "aten::logcumsumexp", "T self, i dim", "CumSum", NULL, 1, cumulated },
	{ "aten::logsumexp", "T self, i[1] dim, b keepdim=False", "ReduceLogSumExp", NULL, 1, reduce },
	{ "aten::max", "T self", "ReduceMax", NULL, 1, reduce },
	{ "aten::max", "T self, T other", "Max", NULL, 1, NULL },
	PLACES("max", "ReduceMax"),
	ALL("mean", "ReduceMean"),
	SOME("mean", "ReduceMean"),
	{ "aten::min", "T self", "ReduceMin", NULL, 1, reduce },
	{ "aten::min", "T self, T other", "Min", NULL, 1, NULL },
	PLACES("min", "ReduceMin"),
	{ "aten::norm", "T self, S p=2", "ReduceL2", NULL, 1, norm },
	{ "aten::norm", "T self, S? p, i[1] dim, b keepdim=False, *, dt? dtype=None", "ReduceL2", NULL, 1,
	  norm },
	ALL("prod", "ReduceProd"),
	SOME("prod", "ReduceProd"),
	{ "aten::softmax", "T self, i dim, dt? dtype=None", "Softmax", NULL, 1, softmax },
	{ "aten::special_log_softmax", "T self, i dim, *, dt? dtype=None", "LogSoftmax", NULL, 1,
	  softmax },
	{ "aten::special_logsumexp", "T self, i[1] dim, b keepdim=False", "ReduceLogSumExp", NULL, 1,
	  reduce },
	{ "aten::special_softmax", "T self, i dim, dt? dtype=None", "Softmax", NULL, 1, softmax },
	SPREAD("std", "ReduceStd", reduce),
	SPREAD("std_mean", "ReduceStd", two_figures),
	ALL("sum", "ReduceSum"),
	SOME("sum", "ReduceSum"),
	SPREAD("var", "ReduceVar", reduce),
	SPREAD("var_mean", "ReduceVar", two_figures),
	{ 0 },
};
