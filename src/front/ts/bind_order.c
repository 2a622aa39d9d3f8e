/* bind_order.c -- PyTorch's operators that put elements in another order: transpose, flip, roll */
#include <string.h>

#include "front/ts/shape.h"

/* --- axes ------------------------------------------------------------------------------- */

static bool
permute(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);
	struct fc_dim dim[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "dims", 0, dim, FC_LIMIT_RANK), perm[FC_LIMIT_RANK];
	int64_t v;

	if (n != x->type.shape.rank)
		n = -1;
	for (int i = 0; i < n; i++)
		perm[i] = fc_dim_const(dim[i], &v) ? fc_ts_axis(x, v) : -1;
	return fc_ts_give_view(c, n == 0 ? x : fc_ts_transpose(c, x, perm, n));
}

static bool
transpose(struct fc_ts_call *c)
{
	int64_t a = fc_ts_arg_int(c, "dim0", 0), b = fc_ts_arg_int(c, "dim1", 1);

	return fc_ts_give_view(c, fc_ts_swap(c, fc_ts_self(c), a, b));
}

/* t, mT: the last two axes; of a vector, and of a number, itself. numpy_T: all axes turned round. */
static bool
turned(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);
	int rank = x->type.shape.rank, perm[FC_LIMIT_RANK];

	if (rank == 0 || rank == 1)
		return fc_ts_give_same(c);
	if (!strstr(c->row->name, "numpy_T"))
		return fc_ts_give_view(c, fc_ts_swap(c, x, -2, -1));
	for (int i = 0; i < rank; i++)
		perm[i] = rank - 1 - i;
	return fc_ts_give_view(c, fc_ts_transpose(c, x, perm, rank));
}

/* movedim: axes source go to destination; the others keep their order. */
static bool
movedim(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);
	struct fc_dim from[FC_LIMIT_RANK], to[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "source", 0, from, FC_LIMIT_RANK);
	int m = fc_ts_arg_dims(c, "destination", 0, to, FC_LIMIT_RANK), rank = x->type.shape.rank;
	int perm[FC_LIMIT_RANK], next = 0;
	uint64_t gone = 0;
	int64_t a, b;

	memset(perm, 0xff, sizeof(perm));
	if (rank < 0 || n < 0 || n != m)
		return fc_ts_give_view(c, fc_ts_transpose(c, x, perm, -1));
	for (int i = 0; i < n; i++) {
		int f = fc_dim_const(from[i], &a) ? fc_ts_axis(x, a) : -1;
		int t = fc_dim_const(to[i], &b) ? fc_ts_axis(x, b) : -1;

		if (f < 0 || t < 0)
			return fc_ts_give_view(c, fc_ts_transpose(c, x, perm, -1));
		perm[t] = f;
		gone |= UINT64_C(1) << f;
	}
	for (int i = 0; i < rank; i++) {
		while (gone >> next & 1)
			next++;
		if (perm[i] < 0)
			perm[i] = next++;
	}
	return fc_ts_give_view(c, fc_ts_transpose(c, x, perm, rank));
}

/* --- backwards and round ---------------------------------------------------------------- */

/* One Slice that goes backwards along n axes. */
static struct fc_value *
flipped(struct fc_ts_call *c, struct fc_value *x, const struct fc_dim *axis, unsigned n)
{
	struct fc_draft d = fc_ts_draft(c, "Slice");
	struct fc_builder *b = c->ts->b;
	struct fc_dim start[FC_LIMIT_RANK], end[FC_LIMIT_RANK];

	if (!x || !n)
		return x;
	for (unsigned i = 0; i < n; i++) {
		start[i] = fc_dim_int(b->dims, -1);
		end[i] = fc_dim_int(b->dims, -INT64_MAX);
	}
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_builder_ints(b, start, n, false));
	fc_ts_draft_in(&d, fc_builder_ints(b, end, n, false));
	fc_ts_draft_in(&d, fc_builder_ints(b, axis, n, false));
	fc_ts_draft_in(&d, fc_builder_ints(b, start, n, false));
	return fc_ts_one(c, &d);
}

static bool
flip(struct fc_ts_call *c)
{
	struct fc_dim axis[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "dims", 0, axis, FC_LIMIT_RANK);

	if (n < 0)
		return fc_ts_give(c, fc_ts_self(c)); /* its sizes stay, whatever the axes */
	return fc_ts_give(c, flipped(c, fc_ts_self(c), axis, (unsigned)n));
}

/* fliplr, flipud */
static bool
flip_one(struct fc_ts_call *c)
{
	struct fc_dim axis = fc_dim_int(c->ts->b->dims, strstr(c->row->name, "lr") != NULL);

	return fc_ts_give(c, flipped(c, fc_ts_self(c), &axis, 1));
}

/* The last so many in front: two parts and a join, as the exporters write it. */
static struct fc_value *
rolled(struct fc_ts_call *c, struct fc_value *x, struct fc_dim shift, int64_t axis)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_dim one = fc_dim_int(t, 1), from = fc_dim_sub(t, fc_dim_int(t, 0), shift);
	struct fc_dim back[] = { from, fc_dim_int(t, INT64_MAX), one };
	struct fc_dim front[] = { fc_dim_int(t, 0), from, one };
	struct fc_value_list parts = { 0 };
	int at = fc_ts_axis(x, axis);
	int64_t n, s;

	if (fc_dim_const(shift, &s) && at >= 0 && fc_dim_const(x->type.shape.dim[at], &n) && n > 0)
		back[0] = front[1] = fc_dim_int(t, (n - s % n) % n);
	if (fc_dim_is(back[0], 0))
		return x;
	FC_VEC_PUSH(c->ts->b->arena, &parts, fc_ts_slice(c, x, axis, back));
	FC_VEC_PUSH(c->ts->b->arena, &parts, fc_ts_slice(c, x, axis, front));
	return fc_ts_concat(c, &parts, axis);
}

/* roll; without axes, of the tensor as a vector. */
static bool
roll(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *y = x;
	struct fc_shape s = x->type.shape;
	struct fc_dim shift[FC_LIMIT_RANK], axis[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "shifts", 0, shift, FC_LIMIT_RANK);
	int m = fc_ts_arg_dims(c, "dims", 0, axis, FC_LIMIT_RANK);
	int64_t v;

	if (n == 1 && m == 0 && s.rank >= 0) {
		y = fc_ts_flat(c, x);
		y = y ? rolled(c, y, shift[0], 0) : NULL;
		return fc_ts_give(c, fc_ts_reshape(c, y, s.dim, s.rank));
	}
	for (int i = 0; i < n && i < m && y && s.rank > 0; i++)
		y = fc_dim_const(axis[i], &v) ? rolled(c, y, shift[i], v) : y;
	return fc_ts_give(c, y);
}

/* rot90: by k quarter turns in the plane of two axes */
static bool
rot90(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);
	struct fc_dim axis[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "dims", 0, axis, FC_LIMIT_RANK);
	int64_t k = ((fc_ts_arg_int(c, "k", 1) % 4) + 4) % 4, a, b;

	if (n != 2 || !fc_dim_const(axis[0], &a) || !fc_dim_const(axis[1], &b))
		return fc_ts_give(c, fc_ts_reshape(c, x, NULL, -1));
	if (k == 2)
		x = flipped(c, x, axis, 2);
	else if (k)
		x = fc_ts_swap(c, flipped(c, x, &axis[k == 1], 1), a, b);
	return fc_ts_give(c, x);
}

/* --- channels and pixels ------------------------------------------------------------------ */

/* Axes in front of channels, height and width become one, op is done, and they come back. */
static bool
pixels(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *y = x;
	struct fc_draft d = fc_ts_draft(c, c->row->op);
	int rank = x->type.shape.rank;
	struct fc_dim dim[FC_LIMIT_RANK];

	if (rank >= 3 && rank != 4) {
		dim[0] = fc_ts_extent(c, x, 0, rank - 3);
		for (int i = 0; i < 3; i++)
			dim[i + 1] = x->type.shape.dim[rank - 3 + i];
		y = fc_ts_reshape(c, x, dim, 4);
	}
	fc_ts_draft_in(&d, y);
	fc_draft_set_int(&d, "blocksize", fc_ts_arg_int(c, "factor", 1));
	fc_draft_set_text(&d, "mode", "CRD");
	y = y ? fc_ts_one(c, &d) : NULL;
	if (!y || rank < 3 || rank == 4 || y->type.shape.rank != 4)
		return fc_ts_give(c, y);
	for (int i = 0; i < rank; i++)
		dim[i] = i < rank - 3 ? x->type.shape.dim[i] : y->type.shape.dim[i - rank + 4];
	return fc_ts_give(c, fc_ts_reshape(c, y, dim, rank));
}

/* [N, g*c, ...] seen as [N, g, c, ...], the two swapped, and back */
static bool
channel_shuffle(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *y;
	struct fc_shape s = x->type.shape;
	struct fc_dims *t = c->ts->b->dims;
	struct fc_dim dim[FC_LIMIT_RANK + 1], groups = fc_dim_int(t, fc_ts_arg_int(c, "groups", 1));

	if (s.rank < 3 || s.rank >= FC_LIMIT_RANK)
		return fc_ts_give(c, fc_ts_reshape(c, x, NULL, -1));
	dim[0] = s.dim[0];
	dim[1] = groups;
	dim[2] = fc_dim_floordiv(t, s.dim[1], groups);
	memcpy(dim + 3, s.dim + 2, (size_t)(s.rank - 2) * sizeof(*dim));
	y = fc_ts_reshape(c, x, dim, s.rank + 1);
	return fc_ts_give(c, fc_ts_reshape(c, fc_ts_swap(c, y, 1, 2), s.dim, s.rank));
}

/* --- diagonals ------------------------------------------------------------------------------ */

static struct fc_value *
diagonal_of(struct fc_ts_call *c, const char *op, struct fc_value *x)
{
	struct fc_draft d = fc_ts_draft(c, op);

	fc_ts_draft_in(&d, x);
	fc_draft_set_int(&d, "offset", fc_ts_arg_int(c, "offset", 0));
	if (fc_ts_arg(c, "dim1")) {
		fc_draft_set_int(&d, "dim1", fc_ts_arg_int(c, "dim1", 0));
		fc_draft_set_int(&d, "dim2", fc_ts_arg_int(c, "dim2", 1));
	}
	return fc_ts_one(c, &d);
}

static bool
diagonal(struct fc_ts_call *c)
{
	return fc_ts_give_view(c, diagonal_of(c, c->row->op, fc_ts_self(c)));
}

/* diag: of a matrix its diagonal, of a vector the matrix with that diagonal */
static bool
diag(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);

	return fc_ts_give(c, diagonal_of(c, x->type.shape.rank == 1 ? "DiagEmbed" : "Diagonal", x));
}

static bool
diagflat(struct fc_ts_call *c)
{
	return fc_ts_give(c, diagonal_of(c, "DiagEmbed", fc_ts_flat(c, fc_ts_self(c))));
}

static bool
trace(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "ReduceSum");

	fc_ts_draft_in(&d, diagonal_of(c, "Diagonal", fc_ts_self(c)));
	fc_draft_set_int(&d, "keepdims", 0);
	return fc_ts_give(c, fc_draft_in(&d, 0) ? fc_ts_one(c, &d) : NULL);
}

const struct fc_ts_bind fc_ts_bind_order[] = {
	{ "aten::adjoint", "T self", "Transpose", NULL, 1, turned },
	{ "aten::channel_shuffle", "T self, i groups", NULL, NULL, 1, channel_shuffle },
	{ "aten::diag", "T self, i offset=0", NULL, NULL, 1, diag },
	{ "aten::diag_embed", "T self, i offset=0, i dim1=-2, i dim2=-1", "DiagEmbed", NULL, 1, diagonal },
	{ "aten::diagflat", "T self, i offset=0", NULL, NULL, 1, diagflat },
	{ "aten::diagonal", "T self, i offset=0, i dim1=0, i dim2=1", "Diagonal", NULL, 1, diagonal },
	{ "aten::flip", "T self, i[] dims", NULL, NULL, 1, flip },
	{ "aten::fliplr", "T self", NULL, NULL, 1, flip_one },
	{ "aten::flipud", "T self", NULL, NULL, 1, flip_one },
	{ "aten::linalg_diagonal", "T self, *, i offset=0, i dim1=-2, i dim2=-1", "Diagonal", NULL, 1,
	  diagonal },
	{ "aten::mH", "T self", "Transpose", NULL, 1, turned },
	{ "aten::mT", "T self", "Transpose", NULL, 1, turned },
	{ "aten::matrix_H", "T self", "Transpose", NULL, 1, turned },
	{ "aten::moveaxis", "T self, i[] source, i[] destination", "Transpose", NULL, 1, movedim },
	{ "aten::movedim", "T self, i[] source, i[] destination", "Transpose", NULL, 1, movedim },
	{ "aten::native_channel_shuffle", "T self, i groups", NULL, NULL, 1, channel_shuffle },
	{ "aten::numpy_T", "T self", "Transpose", NULL, 1, turned },
	{ "aten::permute", "T self, i[] dims", "Transpose", NULL, 1, permute },
	{ "aten::pixel_shuffle", "T self, i factor", "DepthToSpace", NULL, 1, pixels },
	{ "aten::pixel_unshuffle", "T self, i factor", "SpaceToDepth", NULL, 1, pixels },
	{ "aten::roll", "T self, i[] shifts, i[] dims=[]", NULL, NULL, 1, roll },
	{ "aten::rot90", "T self, i k=1, i[] dims=[0, 1]", NULL, NULL, 1, rot90 },
	{ "aten::swapaxes", "T self, i dim0, i dim1", "Transpose", NULL, 1, transpose },
	{ "aten::swapdims", "T self, i dim0, i dim1", "Transpose", NULL, 1, transpose },
	{ "aten::t", "T self", "Transpose", NULL, 1, turned },
	{ "aten::trace", "T self", NULL, NULL, 1, trace },
	{ "aten::transpose", "T self, i dim0, i dim1", "Transpose", NULL, 1, transpose },
	{ 0 },
};
