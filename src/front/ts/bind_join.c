/* bind_join.c -- PyTorch's operators that put tensors together or spread them: cat, stack, expand, repeat */
#include <string.h>

#include "front/ts/shape.h"

/* --- joins ------------------------------------------------------------------------------- */

/* The type all parts meet in; those of another are cast. An empty vector beside others does not count. */
static void
settle(struct fc_ts_call *c, struct fc_value_list *parts)
{
	enum fc_dtype dtype = FC_DTYPE_UNKNOWN;
	uint32_t n = 0;
	bool higher = false;

	for (uint32_t i = 0; i < parts->n; i++) {
		enum fc_dtype one = (enum fc_dtype)parts->at[i]->type.dtype;

		dtype = dtype && one ? fc_dtype_promote(dtype, one) : dtype ? dtype : one;
		higher |= parts->at[i]->type.shape.rank > 1;
	}
	for (uint32_t i = 0; i < parts->n; i++) {
		struct fc_shape s = parts->at[i]->type.shape;

		if (higher && s.rank == 1 && fc_dim_is(s.dim[0], 0))
			continue;
		parts->at[n++] = parts->at[i]->type.dtype ? fc_ts_cast(c, parts->at[i], dtype) : parts->at[i];
	}
	parts->n = n;
}

/* Parts that a list of unknown length may have beside those that are known. */
static void
leave_open(struct fc_ts_call *c, struct fc_value_list *parts, bool open)
{
	if (open || !parts->n)
		FC_VEC_PUSH(c->ts->b->arena, parts, fc_ts_anything(c->ts));
}

static bool
cat(struct fc_ts_call *c)
{
	bool open;
	struct fc_value_list parts = fc_ts_operands(c, "tensors", &open);

	settle(c, &parts);
	leave_open(c, &parts, open);
	return fc_ts_give(c, fc_ts_concat(c, &parts, fc_ts_arg_int(c, "dim", 0)));
}

static struct fc_value *
stacked(struct fc_ts_call *c, struct fc_value_list *parts, bool open, int64_t axis)
{
	settle(c, parts);
	for (uint32_t i = 0; i < parts->n; i++)
		parts->at[i] = parts->at[i] ? fc_ts_unsqueeze(c, parts->at[i], axis) : NULL;
	leave_open(c, parts, open);
	return fc_ts_concat(c, parts, axis);
}

static bool
stack(struct fc_ts_call *c)
{
	bool open;
	struct fc_value_list parts = fc_ts_operands(c, "tensors", &open);

	return fc_ts_give(c, stacked(c, &parts, open, fc_ts_arg_int(c, "dim", 0)));
}

/* hstack, vstack, dstack, column_stack: axes of 1 are added first, as the name says. */
static bool
stack_named(struct fc_ts_call *c)
{
	bool open, h = strstr(c->row->name, "hstack"), d = strstr(c->row->name, "dstack");
	bool column = strstr(c->row->name, "column");
	struct fc_value_list parts = fc_ts_operands(c, "tensors", &open);
	int want = d ? 3 : h ? 1 : 2, axis = d ? 2 : h || column ? 1 : 0;

	settle(c, &parts);
	for (uint32_t i = 0; i < parts.n; i++) {
		int rank = parts.at[i] ? parts.at[i]->type.shape.rank : -1;

		for (; rank >= 0 && rank < want && parts.at[i]; rank++)
			parts.at[i] = fc_ts_unsqueeze(c, parts.at[i], rank == 2 || column ? rank : 0);
		if (h && rank == 1)
			axis = 0;
	}
	leave_open(c, &parts, open);
	return fc_ts_give(c, fc_ts_concat(c, &parts, axis));
}

/* diff: each element less the one before it along an axis, n times, once prepend and append are joined on. */
static bool
diff(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_value *front = fc_ts_arg_tensor(c, "prepend"), *back = fc_ts_arg_tensor(c, "append");
	struct fc_value *x = fc_ts_self(c);
	struct fc_dim one = fc_dim_int(t, 1), end = fc_dim_int(t, INT64_MAX);
	struct fc_dim later[] = { one, end, one }, earlier[] = { fc_dim_int(t, 0), fc_dim_int(t, -1), one };
	int64_t axis = fc_ts_arg_int(c, "dim", -1), n = fc_ts_arg_int(c, "n", 1);
	int64_t most = (int64_t)c->ts->b->limits.sequence;
	struct fc_value_list parts = { 0 };

	if (front)
		FC_VEC_PUSH(c->ts->b->arena, &parts, front);
	FC_VEC_PUSH(c->ts->b->arena, &parts, x);
	if (back)
		FC_VEC_PUSH(c->ts->b->arena, &parts, back);
	if (parts.n > 1)
		x = fc_ts_concat(c, &parts, axis);
	for (int64_t i = 0; x && i < n && i < most; i++) {
		front = fc_ts_slice(c, x, axis, earlier);
		back = fc_ts_slice(c, x, axis, later);
		if (!front || !back)
			return false;
		x = fc_ts_node(c, x->type.dtype == FC_DTYPE_BOOL ? "Xor" : "Sub", back, front);
	}
	return fc_ts_give(c, x);
}

/* --- spreading ------------------------------------------------------------------------------ */

/* expand, broadcast_to: -1 keeps a size. */
static bool
expand(struct fc_ts_call *c)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "size", 0, dim, FC_LIMIT_RANK);

	return fc_ts_give_view(c, fc_ts_expand(c, fc_ts_self(c), dim, n));
}

static bool
expand_as(struct fc_ts_call *c)
{
	struct fc_shape s = fc_ts_operand(c, "other")->type.shape;

	return fc_ts_give_view(c, fc_ts_expand(c, fc_ts_self(c), s.dim, s.rank));
}

/* Those that have not the common shape are expanded to it. */
static bool
broadcast_tensors(struct fc_ts_call *c)
{
	bool open;
	struct fc_value_list list = fc_ts_operands(c, "tensors", &open);
	struct fc_shape s = FC_SHAPE_SCALAR;
	struct fc_value *y;

	for (uint32_t i = 0; i < list.n; i++) {
		struct fc_shape one = list.at[i]->type.shape;

		if (s.rank < 0 || one.rank < 0 || !fc_shape_broadcast(c->ts->b->dims, s, one, &s))
			s = FC_SHAPE_UNKNOWN;
	}
	c->result = fc_ts_list(c->ts, FC_TS_V_LIST);
	c->result->inexact = open;
	for (uint32_t i = 0; i < list.n; i++) {
		y = list.at[i];
		if (s.rank < 0 || !fc_shape_eq(s, y->type.shape))
			y = fc_ts_expand(c, y, s.dim, s.rank);
		if (!y)
			return false;
		fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, y));
	}
	return true;
}

/* repeat has a number for each axis, new ones in front too; tile may have fewer. */
static bool
repeat(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);
	struct fc_dim times[FC_LIMIT_RANK], dim[FC_LIMIT_RANK], one = fc_dim_int(c->ts->b->dims, 1);
	int n = fc_ts_arg_dims(c, "repeats", 0, times, FC_LIMIT_RANK), rank = x->type.shape.rank;

	if (n < 0 || rank < 0)
		return fc_ts_give(c, fc_ts_node(c, "Tile", x, fc_ts_anything(c->ts)));
	if (n < rank) {
		memmove(times + (rank - n), times, (size_t)n * sizeof(*times));
		for (int i = 0; i < rank - n; i++)
			times[i] = one;
		n = rank;
	}
	if (n > rank) {
		for (int i = 0; i < n; i++)
			dim[i] = i < n - rank ? one : x->type.shape.dim[i - (n - rank)];
		x = fc_ts_reshape(c, x, dim, n);
	}
	return fc_ts_give(c, x && n ? fc_ts_node_ints(c, "Tile", x, times, (unsigned)n) : x);
}

/* Each element so often one after the other: a new axis behind, expanded, and folded in. */
static struct fc_value *
interleaved(struct fc_ts_call *c, struct fc_value *x, int axis, struct fc_dim times)
{
	struct fc_shape s = x->type.shape;
	struct fc_dim dim[FC_LIMIT_RANK + 1];

	if (s.rank >= FC_LIMIT_RANK)
		return fc_ts_reshape(c, x, NULL, -1);
	for (int i = 0; i <= s.rank; i++)
		dim[i] = i <= axis ? s.dim[i] : i == axis + 1 ? times : s.dim[i - 1];
	x = fc_ts_expand(c, fc_ts_unsqueeze(c, x, axis + 1), dim, s.rank + 1);
	memcpy(dim, s.dim, (size_t)s.rank * sizeof(*dim));
	dim[axis] = fc_dim_mul(c->ts->b->dims, dim[axis], times);
	return fc_ts_reshape(c, x, dim, s.rank);
}

/* repeat_interleave(x, times or a tensor of times, axis); of a tensor alone, the indices so often */
static bool
repeat_interleave(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *times = fc_ts_arg_tensor(c, "repeats");
	bool flat = fc_ts_arg_is_none(c, "dim");
	struct fc_draft d = fc_ts_draft(c, "RepeatInterleave");
	struct fc_dim size = fc_ts_as_dim(c->ts, fc_ts_arg(c, "output_size"));
	int axis;

	if (!times)
		times = x;
	else if (flat)
		x = fc_ts_flat(c, x);
	if (!x)
		return false;
	axis = fc_ts_axis(x, fc_ts_arg_int(c, "dim", 0));
	if (times->known && times->known->n == 1 && axis >= 0 && x->type.shape.rank > 0 && times != x)
		return fc_ts_give(c, interleaved(c, x, axis, fc_ts_as_dim(c->ts, fc_ts_arg(c, "repeats"))));
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, times);
	fc_draft_set_int(&d, "axis", flat ? 0 : fc_ts_arg_int(c, "dim", 0));
	if (!fc_dim_is_nan(size))
		fc_draft_set_ints(&d, "output_size", &size, 1);
	return fc_ts_give(c, fc_ts_one(c, &d));
}

/* --- grids ------------------------------------------------------------------------------------- */

/* Each vector along its own axis of the grid that all of them span. */
static bool
grids(struct fc_ts_call *c, const struct fc_value_list *list, bool turned, struct fc_value_list *out)
{
	struct fc_dim grid[FC_LIMIT_RANK], own[FC_LIMIT_RANK];
	uint32_t n = list->n <= FC_LIMIT_RANK ? list->n : 0;
	struct fc_value *y;

	for (uint32_t i = 0; i < n; i++)
		grid[turned && i < 2 ? 1 - i : i] = fc_ts_extent(c, list->at[i], 0, FC_LIMIT_RANK);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t axis = turned && i < 2 ? 1 - i : i;

		for (uint32_t k = 0; k < n; k++)
			own[k] = k == axis ? grid[k] : fc_dim_int(c->ts->b->dims, 1);
		y = fc_ts_expand(c, fc_ts_reshape(c, list->at[i], own, (int)n), grid, (int)n);
		if (!y)
			return false;
		FC_VEC_PUSH(c->ts->b->arena, out, y);
	}
	return true;
}

static bool
meshgrid(struct fc_ts_call *c)
{
	bool open;
	struct fc_value_list list = fc_ts_operands(c, "tensors", &open), out = { 0 };
	bool turned = list.n > 1 && strcmp(fc_ts_arg_text(c, "indexing", "ij"), "xy") == 0;

	if (!grids(c, &list, turned, &out))
		return false;
	c->result = fc_ts_list(c->ts, FC_TS_V_LIST);
	c->result->inexact = open;
	for (uint32_t i = 0; i < out.n; i++)
		fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, out.at[i]));
	return true;
}

static bool
cartesian_prod(struct fc_ts_call *c)
{
	bool open;
	struct fc_value_list list = fc_ts_operands(c, "tensors", &open), out = { 0 };

	if (list.n == 1 && !open)
		return fc_ts_give(c, list.at[0]);
	if (!grids(c, &list, false, &out))
		return false;
	for (uint32_t i = 0; i < out.n; i++) {
		out.at[i] = fc_ts_flat(c, out.at[i]);
		if (!out.at[i])
			return false;
	}
	return fc_ts_give(c, stacked(c, &out, open, 1));
}

#define LIST "T[] tensors"

const struct fc_ts_bind fc_ts_bind_join[] = {
	{ "aten::broadcast_tensors", LIST, NULL, NULL, 1, broadcast_tensors },
	{ "aten::broadcast_to", "T self, i[] size", "Expand", NULL, 1, expand },
	{ "aten::cartesian_prod", LIST, NULL, NULL, 1, cartesian_prod },
	{ "aten::cat", LIST ", i dim=0", "Concat", NULL, 1, cat },
	{ "aten::column_stack", LIST, NULL, NULL, 1, stack_named },
	{ "aten::concat", LIST ", i dim=0", "Concat", NULL, 1, cat },
	{ "aten::concatenate", LIST ", i dim=0", "Concat", NULL, 1, cat },
	{ "aten::diff", "T self, i n=1, i dim=-1, T? prepend=None, T? append=None", NULL, NULL, 1, diff },
	{ "aten::dstack", LIST, NULL, NULL, 1, stack_named },
	{ "aten::expand", "T self, i[] size, *, b implicit=False", "Expand", NULL, 1, expand },
	{ "aten::expand_as", "T self, T other", "Expand", NULL, 1, expand_as },
	{ "aten::hstack", LIST, NULL, NULL, 1, stack_named },
	{ "aten::meshgrid", LIST ", *, s indexing=\"ij\"", NULL, NULL, 1, meshgrid },
	{ "aten::repeat", "T self, i[] repeats", "Tile", NULL, 1, repeat },
	{ "aten::repeat_interleave", "T self, any repeats, i? dim=None, *, i? output_size=None", NULL, NULL,
	  1, repeat_interleave },
	{ "aten::repeat_interleave", "T self, *, i? output_size=None", NULL, NULL, 1, repeat_interleave },
	{ "aten::row_stack", LIST, NULL, NULL, 1, stack_named },
	{ "aten::stack", LIST ", i dim=0", NULL, NULL, 1, stack },
	{ "aten::tile", "T self, i[] repeats", "Tile", NULL, 1, repeat },
	{ "aten::vstack", LIST, NULL, NULL, 1, stack_named },
	{ 0 },
};
