/* bind_shape.c -- PyTorch's views of the same elements, and copies: reshape, squeeze, to, clone */
#include <string.h>

#include "front/ts/shape.h"

/* --- other sizes ---------------------------------------------------------------------- */

/* view, reshape: the list may hold one -1. */
static bool
reshape(struct fc_ts_call *c)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "size", 0, dim, FC_LIMIT_RANK);

	return fc_ts_give_view(c, fc_ts_reshape(c, fc_ts_self(c), dim, n));
}

/*
 * view(dtype): the same bytes. Types of other widths change the last dimension. Code text writes view(size)
 * alike: a number that is no type, or how many elements there are, is a size.
 */
static bool
view_dtype(struct fc_ts_call *c)
{
	enum fc_dtype to = fc_ts_arg_dtype(c, "dtype");
	struct fc_dim size = fc_ts_as_dim(c->ts, fc_ts_arg(c, "dtype"));
	struct fc_value *x = fc_ts_self(c);
	unsigned have = fc_dtype_bits((enum fc_dtype)x->type.dtype), want = fc_dtype_bits(to);
	struct fc_draft d = fc_ts_draft(c, "BitCast");
	struct fc_dim dim[FC_LIMIT_RANK];
	int rank = x->type.shape.rank;
	struct fc_dims *t = c->ts->b->dims;

	if (!to || fc_dim_eq(size, fc_ts_extent(c, x, 0, rank)))
		return fc_ts_give_view(c, fc_ts_reshape(c, x, &size, 1));
	if (x->type.dtype == to)
		return fc_ts_give_same(c);
	if (have && want && have != want && rank > 0) {
		memcpy(dim, x->type.shape.dim, (size_t)rank * sizeof(*dim));
		dim[rank - 1] = fc_dim_floordiv(t, fc_dim_muli(t, dim[rank - 1], have), fc_dim_int(t, want));
		x = fc_ts_anything(c->ts);
		x->type = fc_type_tensor(to, fc_shape_make(t, dim, rank));
		return fc_ts_give_view(c, x);
	}
	fc_ts_draft_in(&d, x);
	fc_draft_set_text(&d, "to", fc_dtype_name(to));
	return fc_ts_give_view(c, fc_ts_one(c, &d));
}

/* view_as, reshape_as */
static bool
reshape_as(struct fc_ts_call *c)
{
	struct fc_shape s = fc_ts_operand(c, "other")->type.shape;

	return fc_ts_give_view(c, fc_ts_reshape(c, fc_ts_self(c), s.dim, s.rank));
}

/* The axes [from, to] of x as n others. */
static struct fc_value *
regroup(struct fc_ts_call *c, struct fc_value *x, int from, int to, const struct fc_dim *size, int n)
{
	struct fc_dim dim[2 * FC_LIMIT_RANK];
	int rank = x->type.shape.rank, k = 0;

	if (rank - (to - from + 1) + n > FC_LIMIT_RANK)
		return fc_ts_reshape(c, x, NULL, -1);
	for (int i = 0; i < from; i++)
		dim[k++] = x->type.shape.dim[i];
	for (int i = 0; i < n; i++)
		dim[k++] = size[i];
	for (int i = to + 1; i < rank; i++)
		dim[k++] = x->type.shape.dim[i];
	return fc_ts_reshape(c, x, dim, k);
}

static bool
flatten(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);
	int64_t start = fc_ts_arg_int(c, "start_dim", 0), end = fc_ts_arg_int(c, "end_dim", -1);
	int from = fc_ts_axis(x, start), to = fc_ts_axis(x, end);
	struct fc_dim all;

	if (start == 0 && end == -1)
		return fc_ts_give_view(c, fc_ts_flat(c, x));
	if (from < 0 || to < from)
		return fc_ts_give_view(c, fc_ts_reshape(c, x, NULL, -1));
	if (from == to && x->type.shape.rank > 0)
		return fc_ts_give_same(c);
	all = fc_ts_extent(c, x, from, to + 1);
	return fc_ts_give_view(c, regroup(c, x, from, to, &all, 1));
}

static bool
unflatten(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);
	struct fc_dim size[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "sizes", 0, size, FC_LIMIT_RANK);
	int axis = fc_ts_axis(x, fc_ts_arg_int(c, "dim", 0));

	if (n < 0 || axis < 0)
		return fc_ts_give_view(c, fc_ts_reshape(c, x, NULL, -1));
	return fc_ts_give_view(c, regroup(c, x, axis, axis, size, n));
}

/* --- axes of 1 -------------------------------------------------------------------------- */

/* 1: the axis goes; 0: it is longer, or a symbol that stands for any size, and stays; -1: that depends. */
static int
goes(const struct fc_value *x, int axis)
{
	struct fc_dim d = x->type.shape.dim[axis];
	int64_t lo, hi;

	if (fc_dim_is(d, 1))
		return 1;
	fc_dim_range(d, &lo, &hi);
	return fc_dim_has_unknown(d) && lo <= 1 && hi >= 1 ? -1 : 0;
}

/* squeeze of all axes, of one, of some; those longer than 1 stay. */
static struct fc_value *
squeezed(struct fc_ts_call *c, struct fc_value *x)
{
	struct fc_dim some[FC_LIMIT_RANK], axes[FC_LIMIT_RANK];
	int rank = x->type.shape.rank, n, k = 0;
	bool all = !fc_ts_arg(c, "dim");
	int64_t v;

	n = all ? rank : fc_ts_arg_dims(c, "dim", 0, some, FC_LIMIT_RANK);
	if (rank < 0 || n < 0)
		return fc_ts_reshape(c, x, NULL, -1);
	for (int i = 0; i < n; i++) {
		int axis = all ? i : fc_dim_const(some[i], &v) ? fc_ts_axis(x, v) : -1;

		if (axis < 0 || rank == 0)
			continue;
		if (goes(x, axis) < 0)
			return fc_ts_reshape(c, x, NULL, -1);
		if (goes(x, axis))
			axes[k++] = fc_dim_int(c->ts->b->dims, axis);
	}
	return k ? fc_ts_node_ints(c, "Squeeze", x, axes, (unsigned)k) : x;
}

static bool
squeeze(struct fc_ts_call *c)
{
	return fc_ts_give_view(c, squeezed(c, fc_ts_self(c)));
}

static bool
unsqueeze(struct fc_ts_call *c)
{
	return fc_ts_give_view(c, fc_ts_unsqueeze(c, fc_ts_self(c), fc_ts_arg_int(c, "dim", 0)));
}

/* squeeze_, unsqueeze_, transpose_, t_: the first argument itself is seen otherwise from here. */
static bool
reseen(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *y;

	if (strstr(c->row->name, "unsqueeze"))
		y = fc_ts_unsqueeze(c, x, fc_ts_arg_int(c, "dim", 0));
	else if (strstr(c->row->name, "squeeze"))
		y = squeezed(c, x);
	else
		y = fc_ts_swap(c, x, fc_ts_arg_int(c, "dim0", 0), fc_ts_arg_int(c, "dim1", 1));
	if (y && c->arg[0]->kind == FC_TS_V_TENSOR)
		c->arg[0]->tensor = y;
	return y && fc_ts_give_same(c);
}

/* atleast_1d, _2d, _3d: axes of 1 in front; the third of atleast_3d behind. */
static bool
at_least(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);
	int want = c->row->name[strlen(c->row->name) - 2] - '0', rank = x->type.shape.rank, at;

	while (rank >= 0 && rank < want && x) {
		at = rank == 2 ? 2 : 0;
		x = fc_ts_unsqueeze(c, x, at);
		rank++;
	}
	return fc_ts_give_view(c, x);
}

/* --- other types, other devices ------------------------------------------------------------ */

static bool
same(struct fc_ts_call *c)
{
	return fc_ts_give_same(c);
}

/* A copy of its own: nothing is counted, as for ONNX's Identity, but writing into it changes no other. */
static bool
clone(struct fc_ts_call *c)
{
	return fc_ts_give(c, fc_ts_self(c));
}

/* to: only the type matters; without a change it is the argument itself. */
static bool
to(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *other = fc_ts_arg_tensor(c, "other");
	struct fc_ts_value *code = fc_ts_arg(c, "dtype");
	enum fc_dtype dtype = other ? (enum fc_dtype)other->type.dtype : FC_DTYPE_UNKNOWN;

	if (!other && code && code->kind == FC_TS_V_INT) /* a bool is non_blocking of another form */
		dtype = fc_ts_arg_dtype(c, "dtype");
	if (!dtype || x->type.dtype == dtype)
		return fc_ts_arg_bool(c, "copy", false) ? clone(c) : fc_ts_give_same(c);
	return fc_ts_give(c, fc_ts_cast(c, x, dtype));
}

/* aten::float and the like, written as operators by some: "_cast_Float", "_cast_Long" */
static bool
cast_named(struct fc_ts_call *c)
{
	bool real = strstr(c->row->name, "Float") != NULL;

	return fc_ts_give(c, fc_ts_cast(c, fc_ts_self(c), real ? FC_DTYPE_FLOAT32 : FC_DTYPE_INT64));
}

/* --- complex numbers ------------------------------------------------------------------------ */

static bool
is_complex(const struct fc_value *x)
{
	return fc_dtype_class((enum fc_dtype)x->type.dtype) == 'c';
}

/* real, imag: a part of each number; real of a real tensor is itself. */
static bool
part(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);

	if (!is_complex(x) && x->type.dtype)
		return fc_ts_give_same(c);
	return fc_ts_give_view(c, fc_ts_node(c, c->row->op, x, NULL));
}

static bool
seen_as(struct fc_ts_call *c)
{
	return fc_ts_give_view(c, fc_ts_node(c, c->row->op, fc_ts_self(c), NULL));
}

#define MORE "b non_blocking=False, b copy=False, mf? memory_format=None"

const struct fc_ts_bind fc_ts_bind_shape[] = {
	{ "aten::_cast_Float", "T self, b non_blocking=False", "Cast", NULL, 1, cast_named },
	{ "aten::_cast_Long", "T self, b non_blocking=False", "Cast", NULL, 1, cast_named },
	{ "aten::_conj", "T self", NULL, NULL, 1, same },
	{ "aten::_neg_view", "T self", NULL, NULL, 1, clone },
	{ "aten::_reshape_alias", "T self, i[] size, i[] stride", "Reshape", NULL, 1, reshape },
	{ "aten::_unsafe_view", "T self, i[] size", "Reshape", NULL, 1, reshape },
	{ "aten::alias", "T self", "Identity", NULL, 1, same },
	{ "aten::atleast_1d", "T self", NULL, NULL, 1, at_least },
	{ "aten::atleast_2d", "T self", NULL, NULL, 1, at_least },
	{ "aten::atleast_3d", "T self", NULL, NULL, 1, at_least },
	{ "aten::clone", "T self, *, mf? memory_format=None", "Identity", NULL, 1, clone },
	{ "aten::conj", "T self", NULL, NULL, 1, same },
	{ "aten::conj_physical", "T self", NULL, NULL, 1, clone },
	{ "aten::contiguous", "T self, *, mf memory_format=0", "Identity", NULL, 1, same },
	{ "aten::cpu", "T self", "Identity", NULL, 1, same },
	{ "aten::cuda", "T self", "Identity", NULL, 1, same },
	{ "aten::data", "T self", NULL, NULL, 1, same },
	{ "aten::detach", "T self", "Identity", NULL, 1, same },
	{ "aten::detach_", "T self", NULL, NULL, 1, same },
	{ "aten::flatten", "T self, i start_dim=0, i end_dim=-1", "Reshape", NULL, 1, flatten },
	{ "aten::imag", "T self", "Imag", NULL, 1, part },
	{ "aten::lift", "T self", NULL, NULL, 1, same },
	{ "aten::lift_fresh", "T self", NULL, NULL, 1, same },
	{ "aten::pin_memory", "T self, dev? device=None", NULL, NULL, 1, same },
	{ "aten::positive", "T self", NULL, NULL, 1, same },
	{ "aten::ravel", "T self", "Reshape", NULL, 1, flatten },
	{ "aten::real", "T self", "Real", NULL, 1, part },
	{ "aten::requires_grad_", "T self, b requires_grad=True", NULL, NULL, 1, same },
	{ "aten::reshape", "T self, i[] size", "Reshape", NULL, 1, reshape },
	{ "aten::reshape_as", "T self, T other", "Reshape", NULL, 1, reshape_as },
	{ "aten::resolve_conj", "T self", NULL, NULL, 1, same },
	{ "aten::resolve_neg", "T self", NULL, NULL, 1, same },
	{ "aten::squeeze", "T self", "Squeeze", NULL, 1, squeeze },
	{ "aten::squeeze", "T self, i[] dim", "Squeeze", NULL, 1, squeeze },
	{ "aten::squeeze_", "T self", NULL, NULL, 1, reseen },
	{ "aten::squeeze_", "T self, i[] dim", NULL, NULL, 1, reseen },
	{ "aten::t_", "T self", NULL, NULL, 1, reseen },
	{ "aten::to", "T self, dt dtype, " MORE, "Cast", NULL, 1, to },
	{ "aten::to", "T self, dev? device, dt? dtype=None, " MORE, "Cast", NULL, 1, to },
	{ "aten::to", "T self, T other, " MORE, "Cast", NULL, 1, to },
	{ "aten::to", "T self, *, " FC_TS_KIND ", " MORE, "Cast", NULL, 1, to },
	{ "aten::to", "T self, " MORE, "Cast", NULL, 1, to },
	{ "aten::to_dense", "T self, dt? dtype=None, any masked_grad=None", NULL, NULL, 1, to },
	{ "aten::to_mkldnn", "T self, dt? dtype=None", NULL, NULL, 1, to },
	{ "aten::to_sparse", "T self, any more=None", NULL, NULL, 1, same },
	{ "aten::transpose_", "T self, i dim0, i dim1", NULL, NULL, 1, reseen },
	{ "aten::type_as", "T self, T other", "Cast", NULL, 1, to },
	{ "aten::unflatten", "T self, i dim, i[] sizes, any names=None", "Reshape", NULL, 1, unflatten },
	{ "aten::unsqueeze", "T self, i dim", "Unsqueeze", NULL, 1, unsqueeze },
	{ "aten::unsqueeze_", "T self, i dim", NULL, NULL, 1, reseen },
	{ "aten::view", "T self, dt dtype", "BitCast", NULL, 1, view_dtype },
	{ "aten::view", "T self, i[] size", "Reshape", NULL, 1, reshape },
	{ "aten::view_as", "T self, T other", "Reshape", NULL, 1, reshape_as },
	{ "aten::view_as_complex", "T self", "ViewAsComplex", NULL, 1, seen_as },
	{ "aten::view_as_real", "T self", "ViewAsReal", NULL, 1, seen_as },
	{ "prim::data", "T self", NULL, NULL, 1, same },
	{ 0 },
};
