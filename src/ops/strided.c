/* strided.c -- the same bytes by other strides: diagonals, parts of complex numbers */
#include <string.h>

#include "ops/axis.h"
#include "ops/families.h"

/* --- diagonals ---------------------------------------------------------------------------- */

/* Attributes dim1 and dim2 as two axes of that rank. */
static bool
two_axes(struct fc_op_ctx *cx, int rank, int *a, int *b)
{
	if (!fc_axis_attr(cx, "dim1", rank, a) || !fc_axis_attr(cx, "dim2", rank, b))
		return false;
	return *a != *b || fc_op_fail(cx, FC_E_ATTRIBUTE, "dim1 and dim2 are the same axis");
}

/* Both axes go, and their diagonal is the last. */
static bool
diagonal_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dims *t = cx->dims;
	struct fc_dim dim[FC_LIMIT_RANK], rows, columns;
	int64_t offset = fc_op_int(cx, "offset");
	int a, b, i, rank = 0;

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	if (x.rank < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!two_axes(cx, x.rank, &a, &b))
		return false;
	for (i = 0; i < x.rank; i++)
		if (i != a && i != b)
			dim[rank++] = x.dim[i];
	rows = offset < 0 ? fc_dim_addi(t, x.dim[a], offset) : x.dim[a];
	columns = offset > 0 ? fc_dim_addi(t, x.dim[b], -offset) : x.dim[b];
	dim[rank++] = fc_dim_max(t, fc_dim_min(t, rows, columns), fc_dim_int(t, 0));
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, rank);
}

/* The last axis becomes the diagonal of two. */
static bool
diag_embed_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK], side;
	int64_t offset = fc_op_int(cx, "offset");
	int a, b, i, from = 0;

	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK - 1))
		return false;
	if (x.rank < 0)
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (!two_axes(cx, x.rank + 1, &a, &b))
		return false;
	side = fc_dim_addi(cx->dims, x.dim[x.rank - 1], offset < 0 ? -offset : offset);
	for (i = 0; i <= x.rank; i++)
		dim[i] = i == a || i == b ? side : x.dim[from++];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, x.rank + 1);
}

/* Attribute size is the shape. */
static bool
as_strided_infer(struct fc_op_ctx *cx)
{
	unsigned n;
	const struct fc_dim *size = fc_op_ints(cx, "size", &n);

	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), size, (int)n);
}

/* --- complex numbers -------------------------------------------------------------------------- */

static enum fc_dtype
part_of(enum fc_dtype t)
{
	return t == FC_DTYPE_COMPLEX64 ? FC_DTYPE_FLOAT32 : t == FC_DTYPE_COMPLEX128 ? FC_DTYPE_FLOAT64
	       : FC_DTYPE_UNKNOWN;
}

static enum fc_dtype
complex_of(enum fc_dtype t)
{
	return t == FC_DTYPE_FLOAT32 ? FC_DTYPE_COMPLEX64 : t == FC_DTYPE_FLOAT64 ? FC_DTYPE_COMPLEX128
	       : FC_DTYPE_UNKNOWN;
}

static bool
part_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, part_of(fc_op_dtype(cx, 0)), fc_op_shape(cx, 0));
}

/* Real and imaginary parts along a last axis of 2. */
static bool
as_real_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	enum fc_dtype dtype = part_of(fc_op_dtype(cx, 0));

	if (!fc_op_need_rank(cx, 0, 0, FC_LIMIT_RANK - 1))
		return false;
	if (x.rank < 0)
		return fc_op_out_unknown(cx, 0, dtype);
	if (x.rank)
		memcpy(dim, x.dim, (size_t)x.rank * sizeof(*dim));
	dim[x.rank] = fc_dim_int(cx->dims, 2);
	return fc_op_out_dims(cx, 0, dtype, dim, x.rank + 1);
}

static bool
as_complex_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	enum fc_dtype dtype = complex_of(fc_op_dtype(cx, 0));

	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK))
		return false;
	if (x.rank < 0)
		return fc_op_out_unknown(cx, 0, dtype);
	return fc_op_need_equal(cx, x.dim[x.rank - 1], fc_dim_int(cx->dims, 2), "parts of a number") &&
	       fc_op_out_dims(cx, 0, dtype, x.dim, x.rank - 1);
}

const struct fc_op fc_ops_strided[] = {
	{ .name = "AsStrided", .in = "input", .out = "output", .attr = "size", .infer = as_strided_infer,
	  .cost = "read(input) = |output|", .source = "PyTorch as_strided: reads what it shows" },
	{ .name = "DiagEmbed", .in = "input", .out = "output", .attr = "offset=0 dim1=-2 dim2=-1",
	  .infer = diag_embed_infer, .cost = "", .source = "PyTorch diag_embed" },
	{ .name = "Diagonal", .in = "input", .out = "output", .attr = "offset=0 dim1=0 dim2=1",
	  .infer = diagonal_infer, .cost = "read(input) = |output|", .source = "PyTorch diagonal" },
	{ .name = "Imag", .in = "input", .out = "output", .attr = "", .infer = part_infer, .cost = "",
	  .source = "PyTorch imag" },
	{ .name = "Real", .in = "input", .out = "output", .attr = "", .infer = part_infer, .cost = "",
	  .source = "PyTorch real" },
	{ .name = "ViewAsComplex", .in = "input", .out = "output", .attr = "", .infer = as_complex_infer,
	  .cost = "", .flags = FC_OP_VIEW, .source = "PyTorch view_as_complex: the same bytes" },
	{ .name = "ViewAsReal", .in = "input", .out = "output", .attr = "", .infer = as_real_infer,
	  .cost = "", .flags = FC_OP_VIEW, .source = "PyTorch view_as_real: the same bytes" },
	{ 0 },
};
