/* window.c -- for adapters: windows, and views that several of them need */
#include "front/ts/window.h"

#include "front/ts/shape.h"

#include <string.h>

void
fc_ts_window_attr(const struct fc_ts_call *c, struct fc_draft *d, const char *name, const char *attr,
                  unsigned n)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	int k = fc_ts_arg_dims(c, name, n, dim, FC_LIMIT_RANK);

	if (k > 0)
		fc_draft_set_ints(d, attr, dim, (unsigned)k);
}

void
fc_ts_window_pads(const struct fc_ts_call *c, struct fc_draft *d, unsigned n)
{
	const char *text = fc_ts_arg_text(c, "padding", NULL);
	struct fc_dim dim[2 * FC_LIMIT_RANK];
	int k;

	if (text) {
		fc_draft_set_text(d, "auto_pad", strcmp(text, "same") == 0 ? "SAME_UPPER" : "VALID");
		return;
	}
	k = fc_ts_arg_dims(c, "padding", n, dim, FC_LIMIT_RANK);
	if (k <= 0)
		return;
	memcpy(dim + k, dim, (size_t)k * sizeof(*dim));
	fc_draft_set_ints(d, "pads", dim, 2 * (unsigned)k);
}

struct fc_value *
fc_ts_node_ints(struct fc_ts_call *c, const char *op, struct fc_value *x, const struct fc_dim *list,
                unsigned n)
{
	return fc_ts_node(c, op, x, fc_builder_ints(c->ts->b, list, n, false));
}

struct fc_value *
fc_ts_unsqueeze(struct fc_ts_call *c, struct fc_value *x, int64_t axis)
{
	struct fc_dim at = fc_dim_int(c->ts->b->dims, axis);

	return fc_ts_node_ints(c, "Unsqueeze", x, &at, 1);
}

struct fc_value *
fc_ts_squeeze(struct fc_ts_call *c, struct fc_value *x, int64_t axis)
{
	struct fc_dim at = fc_dim_int(c->ts->b->dims, axis);

	return fc_ts_node_ints(c, "Squeeze", x, &at, 1);
}

struct fc_value *
fc_ts_columns(struct fc_ts_call *c, struct fc_value *x, int64_t from, int64_t to)
{
	struct fc_draft d = fc_ts_draft(c, "Slice");
	struct fc_builder *b = c->ts->b;
	struct fc_ts_value *keep = c->result;
	struct fc_dim v[3] = { fc_dim_int(b->dims, from), fc_dim_int(b->dims, to), fc_dim_int(b->dims, 1) };
	struct fc_value *y;

	fc_ts_draft_in(&d, x);
	for (int i = 0; i < 3; i++)
		fc_ts_draft_in(&d, fc_builder_ints(b, &v[i], 1, false));
	y = fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return NULL;
	c->result = keep;
	return to - from == 1 ? fc_ts_squeeze(c, y, 1) : y;
}

int
fc_ts_axis(const struct fc_value *x, int64_t axis)
{
	int rank = x ? x->type.shape.rank : -1;

	if (rank < 0)
		return -1;
	rank = rank ? rank : 1;
	if (axis < 0)
		axis += rank;
	return axis >= 0 && axis < rank ? (int)axis : -1;
}

struct fc_dim
fc_ts_along(const struct fc_ts_call *c, const struct fc_value *x, int64_t axis)
{
	int at = fc_ts_axis(x, axis);

	if (at >= 0 && x->type.shape.rank == 0)
		return fc_dim_int(c->ts->b->dims, 1);
	return at >= 0 ? x->type.shape.dim[at] : FC_DIM_NAN;
}

struct fc_value *
fc_ts_reduced(struct fc_ts_call *c, const char *op, struct fc_value *x, const int64_t *axis, bool keep)
{
	struct fc_draft d = fc_ts_draft(c, op);
	struct fc_dim dim;

	if (!x)
		return NULL;
	fc_ts_draft_in(&d, x);
	if (axis) {
		dim = fc_dim_int(c->ts->b->dims, *axis);
		fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, &dim, 1, false));
	}
	fc_draft_set_int(&d, "keepdims", keep);
	return fc_ts_one(c, &d);
}
