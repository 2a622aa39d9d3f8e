/* bind_index.c -- PyTorch's operators that pick elements by index or mask */
#include <string.h>

#include "front/ts/shape.h"

/* --- one index tensor along one axis ------------------------------------------------------- */

static bool
gather(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *at = fc_ts_operand(c, "index");

	if (x->type.shape.rank == 0 || at->type.shape.rank == 0) /* numbers count as vectors of one */
		return fc_ts_give(c, x->type.shape.rank == 0 ? x : fc_ts_gather(c, x, at, 0));
	return fc_ts_give(c, fc_ts_gather_elements(c, x, at, fc_ts_arg_int(c, "dim", 0)));
}

/* take_along_dim: both broadcast but along the axis; without one, both as vectors. */
static bool
take_along_dim(struct fc_ts_call *c)
{
	struct fc_value *v[2] = { fc_ts_self(c), fc_ts_operand(c, "indices") };
	struct fc_dims *t = c->ts->b->dims;
	int rank = v[0]->type.shape.rank, axis = fc_ts_axis(v[0], fc_ts_arg_int(c, "dim", 0));
	struct fc_dim dim[FC_LIMIT_RANK];

	if (fc_ts_arg_is_none(c, "dim"))
		return fc_ts_give(c, fc_ts_gather_elements(c, fc_ts_flat(c, v[0]), fc_ts_flat(c, v[1]), 0));
	for (int k = 0; k < 2 && axis >= 0 && rank == v[1]->type.shape.rank; k++) {
		struct fc_shape own = v[k]->type.shape, other = v[1 - k]->type.shape;
		bool more = false;

		for (int i = 0; i < rank; i++) {
			dim[i] = own.dim[i];
			if (i != axis && fc_dim_broadcast(t, own.dim[i], other.dim[i], &dim[i]))
				more |= !fc_dim_eq(dim[i], own.dim[i]);
		}
		v[k] = more ? fc_ts_expand(c, v[k], dim, rank) : v[k];
		if (!v[k])
			return false;
	}
	return fc_ts_give(c, fc_ts_gather_elements(c, v[0], v[1], fc_ts_arg_int(c, "dim", 0)));
}

static bool
index_select(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *at = fc_ts_operand(c, "index");

	if (at->type.shape.rank == 0)
		at = fc_ts_unsqueeze(c, at, 0); /* one index keeps the axis */
	if (x->type.shape.rank == 0)
		return fc_ts_give(c, x);
	return fc_ts_give(c, fc_ts_gather(c, x, at, fc_ts_arg_int(c, "dim", 0)));
}

/* take: of x as a vector */
static bool
take(struct fc_ts_call *c)
{
	return fc_ts_give(c, fc_ts_gather(c, fc_ts_flat(c, fc_ts_self(c)), fc_ts_operand(c, "index"), 0));
}

/* --- x[i, :, j] ------------------------------------------------------------------------------ */

/* What stands where of an index: tensors of integers with their axes. */
struct places {
	struct fc_value *at[FC_LIMIT_RANK];
	struct fc_dim axis[FC_LIMIT_RANK];
	unsigned n;   /* index tensors */
	int next;     /* axis of x that the next one is for */
	bool open;    /* a mask or an index of unknown rank: nobody knows where the next one stands */
};

static bool
is_mask(const struct fc_value *v)
{
	return v->type.dtype == FC_DTYPE_BOOL || v->type.dtype == FC_DTYPE_UINT8;
}

static void
place(struct fc_ts_call *c, struct places *p, struct fc_value *at)
{
	if (p->n == FC_LIMIT_RANK || p->next >= FC_LIMIT_RANK) {
		p->open = true;
		return;
	}
	p->at[p->n] = at;
	p->axis[p->n++] = fc_dim_int(c->ts->b->dims, p->next++);
}

/* A mask stands for as many axes as it has, by the positions of what is true. */
static bool
place_mask(struct fc_ts_call *c, struct places *p, struct fc_value *mask)
{
	struct fc_value *found = fc_ts_node(c, "NonZero", mask, NULL), *y;
	int rank = mask->type.shape.rank;

	p->open |= rank < 1;
	for (int i = 0; found && i < rank; i++) {
		y = rank == 1 ? fc_ts_squeeze(c, found, 0)
		    : fc_ts_pick(c, found, 0, fc_dim_int(c->ts->b->dims, i));
		if (!y)
			return false;
		place(c, p, y);
	}
	return found != NULL;
}

static bool
find_places(struct fc_ts_call *c, struct places *p)
{
	const struct fc_ts_value *list = fc_ts_arg(c, "indices");

	p->open = list->inexact || (list->kind != FC_TS_V_LIST && list->kind != FC_TS_V_TUPLE);
	for (uint32_t i = 0; i < list->item.n; i++) {
		struct fc_value *v = fc_ts_as_tensor(c->ts, list->item.at[i]);

		if (list->item.at[i]->kind == FC_TS_V_NONE) {
			p->next++;
			continue;
		}
		v = v ? v : fc_ts_anything(c->ts);
		if (!is_mask(v))
			place(c, p, v);
		else if (!place_mask(c, p, v))
			return false;
	}
	return true;
}

/* The one mask of a list that holds nothing else; NULL: it holds more. */
static struct fc_value *
lone_mask(const struct fc_ts_call *c)
{
	const struct fc_ts_value *list = fc_ts_arg(c, "indices");
	bool alone = list->item.n == 1 && !list->inexact;
	struct fc_value *v = alone ? fc_ts_as_tensor(c->ts, list->item.at[0]) : NULL;

	return v && is_mask(v) && v->type.shape.rank > 0 ? v : NULL;
}

static struct fc_value *
by_mask(struct fc_ts_call *c, struct fc_value *x, struct fc_value *mask)
{
	struct fc_value *at = fc_ts_positions(c, mask);

	return at ? fc_ts_node(c, "GatherND", x, at) : NULL;
}

static bool
index(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *mask = lone_mask(c), *y;
	struct fc_draft d = fc_ts_draft(c, "Index");
	struct places p = { .n = 0 };
	int64_t axis;

	if (mask)
		return fc_ts_give(c, by_mask(c, x, mask));
	if (!find_places(c, &p))
		return false;
	if (!p.n && !p.open)
		return fc_ts_give(c, x);
	if (p.n == 1 && !p.open && fc_dim_const(p.axis[0], &axis))
		return fc_ts_give(c, fc_ts_gather(c, x, p.at[0], axis));
	fc_ts_draft_in(&d, x);
	for (unsigned i = 0; i < p.n; i++)
		fc_ts_draft_in(&d, p.at[i]);
	if (p.open)
		fc_ts_draft_in(&d, fc_ts_anything(c->ts));
	fc_draft_set_ints(&d, "axes", p.axis, p.n);
	y = fc_ts_one(c, &d);
	return fc_ts_give(c, y);
}

/* --- writing -------------------------------------------------------------------------------- */

/* x with values at the places; reduction: how they meet what stands there. */
static struct fc_value *
put(struct fc_ts_call *c, struct fc_value *values, const struct places *p, const char *reduction)
{
	struct fc_draft d = fc_ts_draft(c, "IndexPut");

	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_ts_draft_in(&d, values);
	for (unsigned i = 0; i < p->n; i++)
		fc_ts_draft_in(&d, p->at[i]);
	fc_draft_set_ints(&d, "axes", p->axis, p->n);
	fc_draft_set_text(&d, "reduction", reduction);
	return fc_ts_one(c, &d);
}

/* x[mask] = number: a choice, as the exporters write it. */
static struct fc_value *
choose(struct fc_ts_call *c, struct fc_value *mask, struct fc_value *value)
{
	struct fc_draft d = fc_ts_draft(c, "Where");
	struct fc_value *x = fc_ts_self(c);

	for (int i = mask->type.shape.rank; mask && i < x->type.shape.rank; i++)
		mask = fc_ts_unsqueeze(c, mask, i);
	if (!mask)
		return NULL;
	fc_ts_draft_in(&d, mask);
	fc_ts_draft_in(&d, fc_ts_cast(c, value, (enum fc_dtype)x->type.dtype));
	fc_ts_draft_in(&d, x);
	return fc_ts_one(c, &d);
}

static bool
index_put(struct fc_ts_call *c)
{
	struct fc_value *values = fc_ts_operand(c, "values"), *mask = lone_mask(c);
	bool add = fc_ts_arg_bool(c, "accumulate", false);
	struct places p = { .n = 0 };

	if (mask && !add && values->type.shape.rank == 0)
		return fc_ts_give_written(c, choose(c, mask, values));
	if (!find_places(c, &p))
		return false;
	return fc_ts_give_written(c, put(c, values, &p, add ? "add" : "none"));
}

/* index_add, index_copy, index_fill, index_reduce: along one axis */
static bool
index_along(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *values = fc_ts_operand(c, "source");
	int axis = fc_ts_axis(x, fc_ts_arg_int(c, "dim", 0));
	const char *how = strstr(c->row->name, "add") ? "add" : fc_ts_arg_text(c, "reduce", "none");
	struct places p = { .n = 1 };

	p.at[0] = fc_ts_operand(c, "index");
	p.axis[0] = fc_dim_int(c->ts->b->dims, axis < 0 ? 0 : axis);
	return fc_ts_give_written(c, put(c, values, &p, how));
}

/* scatter and kin: elements go where index says along one axis; a number goes to all of them. */
static bool
scatter(struct fc_ts_call *c)
{
	static const struct {
		const char *torch, *onnx;
	} names[] = { { "sum", "add" }, { "prod", "mul" }, { "multiply", "mul" }, { "amax", "max" },
		      { "amin", "min" }, { "mean", "add" }, { "add", "add" } };
	struct fc_value *x = fc_ts_self(c), *at = fc_ts_operand(c, "index"), *from = fc_ts_operand(c, "src");
	const char *how = strstr(c->row->name, "scatter_add") ? "add" : fc_ts_arg_text(c, "reduce", "none");
	struct fc_draft d = fc_ts_draft(c, "ScatterElements");

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		how = strcmp(how, names[i].torch) == 0 ? names[i].onnx : how;
	if (from->flags & FC_VALUE_NUMBER)
		from = fc_ts_filled_like(c, at, fc_value_at(from, 0), (enum fc_dtype)x->type.dtype);
	if (!from)
		return false;
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, at);
	fc_ts_draft_in(&d, from);
	fc_draft_set_int(&d, "axis", fc_ts_arg_int(c, "dim", 0));
	fc_draft_set_text(&d, "reduction", how);
	return fc_ts_give_written(c, fc_ts_one(c, &d));
}

/* --- masks -------------------------------------------------------------------------------------- */

/* The mask, or x, broadcast to both. */
static struct fc_value *
as_wide_as(struct fc_ts_call *c, struct fc_value *v, const struct fc_value *other)
{
	struct fc_shape s;

	if (v->type.shape.rank < 0 || other->type.shape.rank < 0 ||
	    !fc_shape_broadcast(c->ts->b->dims, v->type.shape, other->type.shape, &s) ||
	    fc_shape_eq(s, v->type.shape))
		return v;
	return fc_ts_expand(c, v, s.dim, s.rank);
}

static bool
masked_select(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *mask = fc_ts_operand(c, "mask");
	struct fc_value *wide = as_wide_as(c, mask, x);

	x = as_wide_as(c, x, mask);
	return wide && x && fc_ts_give(c, by_mask(c, x, wide));
}

/* masked_scatter: source's elements in their order where the mask is true */
static bool
masked_scatter(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *source = fc_ts_flat(c, fc_ts_operand(c, "source"));
	struct fc_value *mask = as_wide_as(c, fc_ts_operand(c, "mask"), x), *at = NULL;
	struct fc_draft d = fc_ts_draft(c, "ScatterND");

	if (mask && source)
		at = fc_ts_positions(c, mask);
	if (!at)
		return false;
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, at);
	fc_ts_draft_in(&d, source);
	return fc_ts_give_written(c, fc_ts_one(c, &d));
}

#define ALONG(name, more) \
	{ "aten::" name, "T self, i dim, T index, " more, NULL, NULL, 1, index_along }, \
	{ "aten::" name "_", "T self, i dim, T index, " more, NULL, NULL, 1, index_along }
#define SCATTER(name, more) \
	{ "aten::" name, "T self, i dim, T index, " more, NULL, NULL, 1, scatter }, \
	{ "aten::" name "_", "T self, i dim, T index, " more, NULL, NULL, 1, scatter }
#define PUT "T self, T?[] indices, T values, b accumulate=False"

const struct fc_ts_bind fc_ts_bind_index[] = {
	{ "aten::gather", "T self, i dim, T index, *, b sparse_grad=False", NULL, NULL, 1, gather },
	{ "aten::index", "T self, T?[] indices", NULL, NULL, 1, index },
	ALONG("index_add", "T source, *, S alpha=1"),
	ALONG("index_copy", "T source"),
	ALONG("index_fill", "any source"),
	{ "aten::index_put", PUT, NULL, NULL, 1, index_put },
	{ "aten::index_put_", PUT, NULL, NULL, 1, index_put },
	ALONG("index_reduce", "T source, s reduce, *, b include_self=True"),
	{ "aten::index_select", "T self, i dim, T index", "Gather", NULL, 1, index_select },
	{ "aten::masked_scatter", "T self, T mask, T source", NULL, NULL, 1, masked_scatter },
	{ "aten::masked_scatter_", "T self, T mask, T source", NULL, NULL, 1, masked_scatter },
	{ "aten::masked_select", "T self, T mask", NULL, NULL, 1, masked_select },
	SCATTER("scatter", "any src, *, s? reduce=None"),
	SCATTER("scatter_add", "T src"),
	SCATTER("scatter_reduce", "T src, s reduce, *, b include_self=True"),
	{ "aten::take", "T self, T index", NULL, NULL, 1, take },
	{ "aten::take_along_dim", "T self, T indices, i? dim=None", NULL, NULL, 1, take_along_dim },
	{ 0 },
};
