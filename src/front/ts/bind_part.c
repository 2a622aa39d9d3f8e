/* bind_part.c -- PyTorch's operators that take a tensor apart: slice, select, split, unbind */
#include <string.h>

#include "front/ts/shape.h"

/* May so many parts be listed one by one? */
static bool
may_list(const struct fc_ts_call *c, int64_t n)
{
	return n >= 0 && (uint64_t)n <= c->ts->b->limits.sequence;
}

/* --- one part --------------------------------------------------------------------------- */

/* None, or left out: otherwise. */
static struct fc_dim
bound(const struct fc_ts_call *c, const char *name, int64_t otherwise)
{
	if (fc_ts_arg_is_none(c, name))
		return fc_dim_int(c->ts->b->dims, otherwise);
	return fc_ts_as_dim(c->ts, fc_ts_arg(c, name));
}

/* x[:] moves nothing: the whole is seen once more. */
static bool
slice(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);
	struct fc_dim span[] = { bound(c, "start", 0), bound(c, "end", INT64_MAX), bound(c, "step", 1) };
	int64_t axis = fc_ts_arg_int(c, "dim", 0);
	int at = x->type.shape.rank ? fc_ts_axis(x, axis) : -1;

	if (fc_dim_is(span[0], 0) && fc_dim_is(span[2], 1) &&
	    (fc_dim_is(span[1], INT64_MAX) || (at >= 0 && fc_dim_eq(span[1], x->type.shape.dim[at]))))
		return fc_ts_give_view(c, x);
	return fc_ts_give_view(c, fc_ts_slice(c, x, axis, span));
}

static bool
select(struct fc_ts_call *c)
{
	struct fc_dim at = fc_ts_as_dim(c->ts, fc_ts_arg(c, "index"));

	return fc_ts_give_view(c, fc_ts_pick(c, fc_ts_self(c), fc_ts_arg_int(c, "dim", 0), at));
}

/* narrow: length elements from start on, which may be a tensor */
static bool
narrow(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_value *x = fc_ts_self(c), *y;
	struct fc_dim start = fc_ts_as_dim(c->ts, fc_ts_arg(c, "start"));
	struct fc_dim length = fc_ts_size(fc_ts_as_dim(c->ts, fc_ts_arg(c, "length")));
	struct fc_dim span[] = { start, fc_dim_add(t, start, length), fc_dim_int(t, 1) };
	struct fc_dim dim[FC_LIMIT_RANK];
	int axis = fc_ts_axis(x, fc_ts_arg_int(c, "dim", 0)), rank = x->type.shape.rank;

	y = fc_ts_slice(c, x, fc_ts_arg_int(c, "dim", 0), span);
	if (y && axis >= 0 && rank > 0 && y->type.shape.rank == rank && !fc_dim_is_nan(length)) {
		memcpy(dim, x->type.shape.dim, (size_t)rank * sizeof(*dim));
		dim[axis] = length; /* wherever it starts */
		y->type.shape = fc_shape_make(t, dim, rank);
	}
	return fc_ts_give_view(c, y);
}

/* --- many parts -------------------------------------------------------------------------- */

static bool
give_list(struct fc_ts_call *c, struct fc_ts_value *list)
{
	if (!list)
		return false;
	c->result = list;
	return true;
}

/* How many parts is not known: a list of one that stands for all, of that size. */
static bool
some(struct fc_ts_call *c, struct fc_value *x, int64_t axis, struct fc_dim size)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_dim span[] = { fc_dim_int(t, 0), size, fc_dim_int(t, 1) };
	struct fc_value *y = fc_ts_slice(c, x, axis, span);

	c->result = fc_ts_list(c->ts, FC_TS_V_LIST);
	c->result->inexact = true;
	if (y)
		fc_ts_push(c->ts, c->result, fc_ts_view(c, y));
	return y != NULL;
}

/* Parts of size each, the last what is left. */
static bool
in_steps(struct fc_ts_call *c, struct fc_value *x, int64_t axis, struct fc_dim each)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_dim whole = fc_ts_along(c, x, axis), *size;
	int64_t n;

	if (fc_dim_is(whole, 0)) /* one empty part */
		return give_list(c, fc_ts_split(c, x, axis, &whole, 1));
	if (!fc_dim_const(fc_dim_ceildiv(t, whole, each), &n) || n < 1 || !may_list(c, n))
		return some(c, x, axis, each);
	size = FC_NEW_N(c->ts->b->arena, struct fc_dim, (size_t)n);
	for (int64_t i = 0; i < n; i++)
		size[i] = each;
	size[n - 1] = fc_dim_sub(t, whole, fc_dim_muli(t, each, n - 1));
	return give_list(c, fc_ts_split(c, x, axis, size, (unsigned)n));
}

/* As listed; of more parts than an axis list holds, too. */
static bool
as_listed(struct fc_ts_call *c, struct fc_value *x, int64_t axis, const struct fc_ts_value *list)
{
	struct fc_dim *size = FC_NEW_N(c->ts->b->arena, struct fc_dim, list->item.n ? list->item.n : 1);

	if (list->inexact || !list->item.n || !may_list(c, list->item.n))
		return some(c, x, axis, FC_DIM_NAN);
	for (uint32_t i = 0; i < list->item.n; i++)
		size[i] = fc_ts_as_dim(c->ts, list->item.at[i]);
	return give_list(c, fc_ts_split(c, x, axis, size, list->item.n));
}

static bool
split(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);
	int64_t axis = fc_ts_arg_int(c, "dim", 0);
	const struct fc_ts_value *size = fc_ts_arg(c, "split_size");

	if (size->kind == FC_TS_V_LIST || size->kind == FC_TS_V_TUPLE)
		return as_listed(c, x, axis, size);
	return in_steps(c, x, axis, fc_ts_as_dim(c->ts, size));
}

/* Pieces of ceil(whole / chunks), perhaps fewer than asked for; of a formula, as many as asked for. */
static bool
chunk(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_value *x = fc_ts_self(c);
	int64_t axis = fc_ts_arg_int(c, "dim", 0), n = fc_ts_arg_int(c, "chunks", 0), v;
	int at = fc_ts_axis(x, axis);
	struct fc_dim whole, each, exact, *size;

	if (at < 0 || x->type.shape.rank < 1 || n < 1 || !may_list(c, n))
		return some(c, x, axis, FC_DIM_NAN);
	whole = x->type.shape.dim[at];
	exact = each = fc_dim_exact(t, whole, fc_dim_int(t, n));
	if (fc_dim_is_nan(exact))
		each = fc_dim_ceildiv(t, whole, fc_dim_int(t, n));
	if (fc_dim_const(whole, &v) && v > 0)
		return in_steps(c, x, axis, each);
	size = FC_NEW_N(c->ts->b->arena, struct fc_dim, (size_t)n);
	for (int64_t i = 0; i < n; i++) {
		struct fc_dim left = fc_dim_sub(t, whole, fc_dim_muli(t, each, i));

		left = fc_dim_max(t, left, fc_dim_int(t, 0));
		size[i] = fc_dim_is_nan(exact) ? fc_dim_min(t, each, left) : each;
	}
	return give_list(c, fc_ts_split(c, x, axis, size, (unsigned)n));
}

/* n parts, the first of which may be one longer. */
static bool
in_sections(struct fc_ts_call *c, struct fc_value *x, int64_t axis, int64_t n)
{
	struct fc_dims *t = c->ts->b->dims;
	int at = fc_ts_axis(x, axis);
	struct fc_dim *size, whole;

	if (at < 0 || x->type.shape.rank < 1 || n < 1 || !may_list(c, n))
		return some(c, x, axis, FC_DIM_NAN);
	whole = x->type.shape.dim[at];
	size = FC_NEW_N(c->ts->b->arena, struct fc_dim, (size_t)n);
	for (int64_t i = 0; i < n; i++)
		size[i] = fc_dim_floordiv(t, fc_dim_addi(t, whole, n - 1 - i), fc_dim_int(t, n));
	return give_list(c, fc_ts_split(c, x, axis, size, (unsigned)n));
}

/* Part i of x when it is cut at the indices listed. */
static bool
at_indices(struct fc_ts_call *c, struct fc_value *x, int64_t axis, const struct fc_ts_value *list)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_dim span[] = { fc_dim_int(t, 0), fc_dim_int(t, 0), fc_dim_int(t, 1) };
	struct fc_value *y = x;

	c->result = fc_ts_list(c->ts, FC_TS_V_LIST);
	for (uint32_t i = 0; i <= list->item.n && y; i++) {
		span[1] = i < list->item.n ? fc_ts_as_dim(c->ts, list->item.at[i]) : fc_dim_int(t, INT64_MAX);
		y = fc_ts_slice(c, x, axis, span);
		if (y)
			fc_ts_push(c->ts, c->result, fc_ts_view(c, y));
		span[0] = span[1];
	}
	return y != NULL;
}

/* tensor_split(x, sections or indices, dim), hsplit and kin with an axis of their own */
static bool
tensor_split(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);
	const struct fc_ts_value *how = fc_ts_arg(c, "how");
	int64_t axis = fc_ts_arg_int(c, "dim", 0), n;

	if (strstr(c->row->name, "hsplit"))
		axis = x->type.shape.rank == 1 ? 0 : 1;
	else if (strstr(c->row->name, "dsplit"))
		axis = 2;
	if (how->kind == FC_TS_V_LIST || how->kind == FC_TS_V_TUPLE)
		return how->inexact ? some(c, x, axis, FC_DIM_NAN) : at_indices(c, x, axis, how);
	n = fc_ts_arg_int(c, "how", 0);
	return in_sections(c, x, axis, n);
}

static bool
unbind(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_value *x = fc_ts_self(c), *y;
	int64_t axis = fc_ts_arg_int(c, "dim", 0), n;
	int at = fc_ts_axis(x, axis);
	struct fc_ts_value *parts;
	struct fc_dim *size;

	c->result = fc_ts_list(c->ts, FC_TS_V_LIST);
	if (at >= 0 && x->type.shape.rank > 0 && fc_dim_is(x->type.shape.dim[at], 0))
		return true;
	if (at < 0 || !x->type.shape.rank || !fc_dim_const(x->type.shape.dim[at], &n) ||
	    !may_list(c, n)) {
		y = fc_ts_pick(c, x, axis, FC_DIM_NAN);
		c->result->inexact = true;
		if (y)
			fc_ts_push(c->ts, c->result, fc_ts_view(c, y));
		return y != NULL;
	}
	size = FC_NEW_N(c->ts->b->arena, struct fc_dim, (size_t)n);
	for (int64_t i = 0; i < n; i++)
		size[i] = fc_dim_int(t, 1);
	parts = fc_ts_split(c, x, axis, size, (unsigned)n);
	for (int64_t i = 0; parts && i < n; i++) {
		y = fc_ts_squeeze(c, parts->item.at[i]->tensor, axis);
		if (!y)
			return false;
		fc_ts_push(c->ts, c->result, fc_ts_view(c, y));
	}
	return parts != NULL;
}

/* unfold: windows of size along an axis, as a last one */
static bool
unfold(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "UnfoldTensor");
	struct fc_value *x = fc_ts_self(c);

	if (x->type.shape.rank == 0) /* of one element, one window of one */
		return fc_ts_give_view(c, fc_ts_unsqueeze(c, x, 0));
	fc_ts_draft_in(&d, x);
	fc_draft_set_int(&d, "dim", fc_ts_arg_int(c, "dimension", 0));
	fc_draft_set_int(&d, "size", fc_ts_arg_int(c, "size", 1));
	fc_draft_set_int(&d, "step", fc_ts_arg_int(c, "step", 1));
	return fc_ts_give_view(c, fc_ts_one(c, &d));
}

static bool
as_strided(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "AsStrided");
	struct fc_dim size[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "size", 0, size, FC_LIMIT_RANK);

	if (n < 0)
		return fc_ts_give_view(c, fc_ts_reshape(c, fc_ts_self(c), NULL, -1));
	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_draft_set_ints(&d, "size", size, (unsigned)n);
	return fc_ts_give_view(c, fc_ts_one(c, &d));
}

const struct fc_ts_bind fc_ts_bind_part[] = {
	{ "aten::as_strided", "T self, i[] size, i[] stride, i? storage_offset=None", NULL, NULL, 1,
	  as_strided },
	{ "aten::chunk", "T self, i chunks, i dim=0", "Split", NULL, 1, chunk },
	{ "aten::dsplit", "T self, any how", NULL, NULL, 1, tensor_split },
	{ "aten::hsplit", "T self, any how", NULL, NULL, 1, tensor_split },
	{ "aten::narrow", "T self, i dim, i start, i length", "Slice", NULL, 1, narrow },
	{ "aten::narrow_copy", "T self, i dim, i start, i length", NULL, NULL, 1, narrow },
	{ "aten::select", "T self, i dim, i index", "Gather", NULL, 1, select },
	{ "aten::slice", "T self, i dim=0, i? start=None, i? end=None, i step=1", "Slice", NULL, 1, slice },
	{ "aten::split", "T self, i[] split_size, i dim=0", "Split", NULL, 1, split },
	{ "aten::split_with_sizes", "T self, i[] split_size, i dim=0", "Split", NULL, 1, split },
	{ "aten::tensor_split", "T self, any how, i dim=0", NULL, NULL, 1, tensor_split },
	{ "aten::unbind", "T self, i dim=0", NULL, NULL, 1, unbind },
	{ "aten::unfold", "T self, i dimension, i size, i step", "UnfoldTensor", NULL, 1, unfold },
	{ "aten::unsafe_chunk", "T self, i chunks, i dim=0", "Split", NULL, 1, chunk },
	{ "aten::unsafe_split", "T self, i[] split_size, i dim=0", "Split", NULL, 1, split },
	{ "aten::unsafe_split_with_sizes", "T self, i[] split_size, i dim=0", "Split", NULL, 1, split },
	{ "aten::vsplit", "T self, any how", NULL, NULL, 1, tensor_split },
	{ 0 },
};
