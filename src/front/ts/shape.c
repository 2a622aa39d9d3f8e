/* shape.c -- for adapters: views, parts, joins and fills of tensors, a node each */
#include "front/ts/shape.h"

#include <string.h>

#include "base/intern.h"

/* --- operands and results ------------------------------------------------------- */

struct fc_value *
fc_ts_anything(struct fc_ts *t)
{
	struct fc_value *v = fc_builder_value(t->b, "");

	v->type = fc_type_tensor(FC_DTYPE_UNKNOWN, FC_SHAPE_UNKNOWN);
	return v;
}

struct fc_value *
fc_ts_operand(const struct fc_ts_call *c, const char *name)
{
	struct fc_value *v = fc_ts_arg_tensor(c, name);

	return v ? v : fc_ts_anything(c->ts);
}

struct fc_value *
fc_ts_self(const struct fc_ts_call *c)
{
	struct fc_value *v = fc_ts_as_tensor(c->ts, c->arg[0]);

	return v ? v : fc_ts_anything(c->ts);
}

struct fc_ts_value *
fc_ts_view(struct fc_ts_call *c, struct fc_value *v)
{
	struct fc_ts_value *view = fc_ts_tensor(c->ts, v);

	if (c->arg[0]->kind == FC_TS_V_TENSOR)
		view->of = c->arg[0];
	return view;
}

bool
fc_ts_give(struct fc_ts_call *c, struct fc_value *v)
{
	if (!v)
		return false;
	c->result = fc_ts_tensor(c->ts, v);
	return true;
}

bool
fc_ts_give_view(struct fc_ts_call *c, struct fc_value *v)
{
	if (!v)
		return false;
	c->result = fc_ts_view(c, v);
	return true;
}

bool
fc_ts_give_same(struct fc_ts_call *c)
{
	c->result = c->arg[0]->kind == FC_TS_V_TENSOR ? c->arg[0] : fc_ts_tensor(c->ts, fc_ts_self(c));
	return true;
}

bool
fc_ts_give_written(struct fc_ts_call *c, struct fc_value *v)
{
	size_t n = strlen(c->row->name);

	if (!v || c->row->name[n - 1] != '_')
		return fc_ts_give(c, v);
	fc_ts_in_place(c, v);
	return true;
}

struct fc_dim
fc_ts_extent(const struct fc_ts_call *c, const struct fc_value *x, int from, int to)
{
	return fc_shape_count(c->ts->b->dims, x->type.shape, from, to);
}

struct fc_value_list
fc_ts_operands(const struct fc_ts_call *c, const char *name, bool *open)
{
	const struct fc_ts_value *list = fc_ts_arg(c, name);
	struct fc_value_list parts = { 0 };

	*open = !list || list->inexact || (list->kind != FC_TS_V_LIST && list->kind != FC_TS_V_TUPLE);
	for (uint32_t i = 0; list && i < list->item.n; i++) {
		struct fc_value *v = fc_ts_as_tensor(c->ts, list->item.at[i]);

		FC_VEC_PUSH(c->ts->b->arena, &parts, v ? v : fc_ts_anything(c->ts));
	}
	return parts;
}

/* --- nodes -------------------------------------------------------------------------- */

struct fc_value *
fc_ts_one(struct fc_ts_call *c, struct fc_draft *d)
{
	struct fc_ts_value *keep = c->result;
	struct fc_value *v = fc_ts_draft_out(d);

	if (!fc_ts_draft_done(c, d))
		return NULL;
	c->result = keep;
	return v;
}

struct fc_value *
fc_ts_sizes(struct fc_ts_call *c, const struct fc_dim *dim, int n)
{
	struct fc_value *v;

	if (n >= 0)
		return fc_builder_ints(c->ts->b, dim, (unsigned)n, false);
	v = fc_ts_anything(c->ts);
	v->type.dtype = FC_DTYPE_INT64;
	return v;
}

struct fc_value *
fc_ts_reshape(struct fc_ts_call *c, struct fc_value *x, const struct fc_dim *dim, int n)
{
	struct fc_draft d = fc_ts_draft(c, "Reshape");

	if (!x)
		return NULL;
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_ts_sizes(c, dim, n));
	for (int i = 0; i < n; i++) {
		if (fc_dim_is(dim[i], 0)) /* a size, and no copy of the operand's */
			fc_draft_set_int(&d, "allowzero", 1);
	}
	return fc_ts_one(c, &d);
}

struct fc_value *
fc_ts_flat(struct fc_ts_call *c, struct fc_value *x)
{
	struct fc_dim all = fc_dim_int(c->ts->b->dims, -1);

	return x && x->type.shape.rank == 1 ? x : fc_ts_reshape(c, x, &all, 1);
}

struct fc_value *
fc_ts_transpose(struct fc_ts_call *c, struct fc_value *x, const int *perm, int n)
{
	struct fc_draft d = fc_ts_draft(c, "Transpose");
	struct fc_dim dim[FC_LIMIT_RANK];

	if (!x)
		return NULL;
	for (int i = 0; i < n; i++)
		dim[i] = fc_dim_int(c->ts->b->dims, perm[i]);
	fc_ts_draft_in(&d, x);
	if (n >= 0)
		fc_draft_set_ints(&d, "perm", dim, (unsigned)n);
	return fc_ts_one(c, &d);
}

struct fc_value *
fc_ts_swap(struct fc_ts_call *c, struct fc_value *x, int64_t a, int64_t b)
{
	int perm[FC_LIMIT_RANK], n = x ? x->type.shape.rank : -1, i = fc_ts_axis(x, a), j = fc_ts_axis(x, b);

	if (n == 0 || (i >= 0 && i == j))
		return x;
	for (int k = 0; k < n; k++)
		perm[k] = k == i && j >= 0 ? j : k == j && i >= 0 ? i : k;
	return fc_ts_transpose(c, x, perm, n);
}

struct fc_value *
fc_ts_expand(struct fc_ts_call *c, struct fc_value *x, const struct fc_dim *dim, int n)
{
	return x ? fc_ts_node(c, "Expand", x, fc_ts_sizes(c, dim, n)) : NULL;
}

struct fc_value *
fc_ts_slice(struct fc_ts_call *c, struct fc_value *x, int64_t axis, const struct fc_dim *span)
{
	struct fc_draft d = fc_ts_draft(c, "Slice");
	struct fc_builder *b = c->ts->b;
	struct fc_dim at = fc_dim_int(b->dims, axis);

	if (!x)
		return NULL;
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_builder_ints(b, &span[0], 1, false));
	fc_ts_draft_in(&d, fc_builder_ints(b, &span[1], 1, false));
	fc_ts_draft_in(&d, fc_builder_ints(b, &at, 1, false));
	if (!fc_dim_is(span[2], 1))
		fc_ts_draft_in(&d, fc_builder_ints(b, &span[2], 1, false));
	return fc_ts_one(c, &d);
}

static struct fc_value *
gather(struct fc_ts_call *c, const char *op, struct fc_value *x, struct fc_value *at, int64_t axis)
{
	struct fc_draft d = fc_ts_draft(c, op);

	if (!x || !at)
		return NULL;
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, at);
	fc_draft_set_int(&d, "axis", axis);
	return fc_ts_one(c, &d);
}

struct fc_value *
fc_ts_gather(struct fc_ts_call *c, struct fc_value *x, struct fc_value *at, int64_t axis)
{
	return gather(c, "Gather", x, at, axis);
}

struct fc_value *
fc_ts_gather_elements(struct fc_ts_call *c, struct fc_value *x, struct fc_value *at, int64_t axis)
{
	return gather(c, "GatherElements", x, at, axis);
}

struct fc_value *
fc_ts_pick(struct fc_ts_call *c, struct fc_value *x, int64_t axis, struct fc_dim at)
{
	return fc_ts_gather(c, x, fc_builder_ints(c->ts->b, &at, 1, true), axis);
}

struct fc_value *
fc_ts_concat(struct fc_ts_call *c, const struct fc_value_list *parts, int64_t axis)
{
	struct fc_draft d = fc_ts_draft(c, "Concat");

	for (uint32_t i = 0; i < parts->n; i++) {
		if (!parts->at[i])
			return NULL;
		fc_ts_draft_in(&d, parts->at[i]);
	}
	fc_draft_set_int(&d, "axis", axis);
	return fc_ts_one(c, &d);
}

/* --- parts ------------------------------------------------------------------------------ */

struct fc_ts_value *
fc_ts_split(struct fc_ts_call *c, struct fc_value *x, int64_t axis, const struct fc_dim *size, unsigned n)
{
	struct fc_draft d = fc_ts_draft(c, "Split");
	struct fc_ts_value *list = fc_ts_list(c->ts, FC_TS_V_LIST), *keep = c->result;

	if (!x)
		return NULL;
	if (n == 1) {
		fc_ts_push(c->ts, list, fc_ts_view(c, x));
		return list;
	}
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_ts_sizes(c, size, (int)n));
	fc_draft_set_int(&d, "axis", axis);
	for (unsigned i = 0; i < n; i++)
		fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return NULL;
	c->result = keep;
	for (unsigned i = 0; i < n; i++)
		fc_ts_push(c->ts, list, fc_ts_view(c, d.out.at[i]));
	return list;
}

struct fc_value *
fc_ts_positions(struct fc_ts_call *c, struct fc_value *x)
{
	static const int perm[] = { 1, 0 };

	return fc_ts_transpose(c, fc_ts_node(c, "NonZero", x, NULL), perm, 2);
}

struct fc_value *
fc_ts_then(struct fc_ts_call *c, const char *op, struct fc_value *a, struct fc_value *b)
{
	return a ? fc_ts_node(c, op, a, b) : NULL;
}

bool
fc_ts_give_all(struct fc_ts_call *c, struct fc_value *const *v, unsigned n)
{
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	for (unsigned i = 0; i < n; i++) {
		if (!v[i])
			return false;
		fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, v[i]));
	}
	return true;
}
