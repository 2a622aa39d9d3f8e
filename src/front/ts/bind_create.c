/* bind_create.c -- PyTorch's makers of tensors: zeros, full, arange, linspace, tensor, eye, windows */
#include <string.h>

#include "front/ts/shape.h"

/* Argument dtype, else what else says. */
static enum fc_dtype
dtype_or(const struct fc_ts_call *c, enum fc_dtype otherwise)
{
	enum fc_dtype t = fc_ts_arg_dtype(c, "dtype");

	return t ? t : otherwise;
}

/* The type a Python number makes a tensor of. */
static enum fc_dtype
dtype_of(const struct fc_ts_value *v)
{
	if (v && v->kind == FC_TS_V_TENSOR)
		return (enum fc_dtype)v->tensor->type.dtype;
	return v && v->kind == FC_TS_V_BOOL ? FC_DTYPE_BOOL : v && v->kind == FC_TS_V_INT ? FC_DTYPE_INT64
	       : FC_DTYPE_FLOAT32;
}

/* --- one value everywhere ------------------------------------------------------------------- */

/* ones, zeros; empty holds what nobody knows. full: the argument. */
static struct fc_scalar
fill_of(const struct fc_ts_call *c)
{
	const struct fc_ts_value *v = fc_ts_arg(c, "value");

	if (v)
		return v->kind == FC_TS_V_TENSOR ? fc_value_at(v->tensor, 0) : fc_ts_is_number(v) ? v->scalar
		       : FC_SCALAR_UNKNOWN;
	if (strstr(c->row->name, "zero"))
		return fc_scalar_int(c->ts->b->dims, 0);
	return strstr(c->row->name, "ones") ? fc_scalar_int(c->ts->b->dims, 1) : FC_SCALAR_UNKNOWN;
}

/* zeros, ones, empty, full; new_...: the type of the first argument */
static bool
filled(struct fc_ts_call *c)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "size", 0, dim, FC_LIMIT_RANK);
	const struct fc_ts_value *v = fc_ts_arg(c, "value");
	enum fc_dtype dtype = strstr(c->row->name, "new_") ? (enum fc_dtype)fc_ts_self(c)->type.dtype
	                      : v ? dtype_of(v) : FC_DTYPE_FLOAT32;

	return fc_ts_give(c, fc_ts_filled(c, dim, n, fill_of(c), dtype_or(c, dtype)));
}

/* ..._like; fill_ and zero_ write into the argument. */
static bool
filled_like(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c);

	return fc_ts_give_written(c, fc_ts_filled_like(c, x, fill_of(c), fc_ts_arg_dtype(c, "dtype")));
}

/* copy_: the source in the type and the sizes of the first argument */
static bool
copy(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *from = fc_ts_operand(c, "src"), *y;
	struct fc_shape s = x->type.shape;

	y = fc_ts_cast(c, from, (enum fc_dtype)x->type.dtype);
	if (y && (y == from || s.rank < 0 || !fc_shape_eq(y->type.shape, s)))
		y = fc_ts_expand(c, y, s.dim, s.rank);
	return fc_ts_give_written(c, y);
}

/* resize_, resize_as_, set_: other sizes for what the first argument names; what it grows by nobody knows */
static bool
resized(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_self(c), *like = fc_ts_arg_tensor(c, "other");
	struct fc_shape s = FC_SHAPE_UNKNOWN;
	struct fc_dim dim[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "size", 0, dim, FC_LIMIT_RANK);

	if (like)
		s = like->type.shape;
	else if (n >= 0)
		s = fc_shape_make(c->ts->b->dims, dim, n);
	if (s.rank >= 0 && x->type.shape.rank >= 0 &&
	    fc_dim_eq(fc_shape_count(c->ts->b->dims, x->type.shape, 0, x->type.shape.rank),
	              fc_shape_count(c->ts->b->dims, s, 0, s.rank)))
		return fc_ts_give_written(c, fc_ts_reshape(c, x, s.dim, s.rank));
	return fc_ts_give_written(c, fc_ts_filled(c, s.dim, s.rank, FC_SCALAR_UNKNOWN,
	                                          (enum fc_dtype)x->type.dtype));
}

static bool
set(struct fc_ts_call *c)
{
	return fc_ts_give_written(c, fc_ts_operand(c, "source"));
}

static bool
eye(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "EyeLike");
	struct fc_value *like = fc_builder_value(c->ts->b, "");
	struct fc_dim dim[2];

	dim[0] = fc_ts_as_dim(c->ts, fc_ts_arg(c, "n"));
	dim[1] = fc_ts_arg(c, "m") ? fc_ts_as_dim(c->ts, fc_ts_arg(c, "m")) : dim[0];
	like->type = fc_type_tensor(dtype_or(c, FC_DTYPE_FLOAT32), fc_shape_make(c->ts->b->dims, dim, 2));
	fc_ts_draft_in(&d, like);
	return fc_ts_give(c, fc_ts_one(c, &d));
}

/* --- numbers in a row ---------------------------------------------------------------------- */

/* A number as an operand of that type. */
static struct fc_value *
number(struct fc_ts_call *c, struct fc_ts_value *v, enum fc_dtype dtype)
{
	struct fc_value *x = fc_ts_as_tensor(c->ts, v);

	if (!x)
		return fc_ts_constant_number(c->ts, FC_SCALAR_UNKNOWN, dtype);
	if (x->type.dtype != dtype || !x->known)
		x = fc_ts_constant_number(c->ts, fc_value_at(x, 0), dtype);
	return x;
}

static struct fc_value *
range(struct fc_ts_call *c, struct fc_ts_value *from, struct fc_ts_value *to, struct fc_ts_value *step,
      enum fc_dtype dtype)
{
	struct fc_draft d = fc_ts_draft(c, "Range");

	fc_ts_draft_in(&d, number(c, from, dtype));
	fc_ts_draft_in(&d, number(c, to, dtype));
	fc_ts_draft_in(&d, number(c, step, dtype));
	return fc_ts_one(c, &d);
}

/* arange(end), (start, end), (start, end, step): integers when all are */
static bool
arange(struct fc_ts_call *c)
{
	struct fc_ts_value *from = fc_ts_arg(c, "start"), *to = fc_ts_arg(c, "end");
	struct fc_ts_value *step = fc_ts_arg(c, "step");
	enum fc_dtype dtype = FC_DTYPE_INT64;
	struct fc_value *y;

	from = from ? from : fc_ts_int(c->ts, 0);
	step = step ? step : fc_ts_int(c->ts, 1);
	if (fc_dtype_is_float(dtype_of(from)) || fc_dtype_is_float(dtype_of(to)) ||
	    fc_dtype_is_float(dtype_of(step)))
		dtype = FC_DTYPE_FLOAT32;
	y = range(c, from, to, step, dtype_or(c, dtype));
	return fc_ts_give(c, y);
}

/* range holds its end, and is of floats. */
static bool
closed_range(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_scalar from = fc_value_at(fc_ts_operand(c, "start"), 0), n;
	struct fc_scalar step = fc_value_at(fc_ts_operand(c, "step"), 0);

	n = fc_scalar_apply(t, FC_SCALAR_SUB, fc_value_at(fc_ts_operand(c, "end"), 0), from);
	n = fc_scalar_apply(t, FC_SCALAR_DIV, n, step);
	n = fc_scalar_apply(t, FC_SCALAR_FLOOR, n, n);
	return fc_ts_give(c, range(c, fc_ts_int(c->ts, 0),
	                           fc_ts_dim(c->ts, fc_dim_addi(t, fc_scalar_as_dim(t, n), 1)),
	                           fc_ts_int(c->ts, 1), dtype_or(c, FC_DTYPE_FLOAT32)));
}

/* fft_fftfreq, fft_rfftfreq: multiples of a frequency, all or half of them */
static bool
frequencies(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_dim n = fc_ts_as_dim(c->ts, fc_ts_arg(c, "n"));

	if (strstr(c->row->name, "rfft"))
		n = fc_dim_addi(t, fc_dim_floordiv(t, n, fc_dim_int(t, 2)), 1);
	return fc_ts_give(c, range(c, fc_ts_int(c->ts, 0), fc_ts_dim(c->ts, n), fc_ts_int(c->ts, 1),
	                           dtype_or(c, FC_DTYPE_FLOAT32)));
}

/* linspace: 0, 1, 2 ... times the step, from start on, as the exporters write it; logspace: powers of it */
static bool
linspace(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_scalar from = fc_value_at(fc_ts_operand(c, "start"), 0);
	struct fc_scalar to = fc_value_at(fc_ts_operand(c, "end"), 0);
	struct fc_dim steps = fc_ts_arg_is_none(c, "steps") ? fc_dim_int(t, 100)
	                      : fc_ts_as_dim(c->ts, fc_ts_arg(c, "steps"));
	enum fc_dtype dtype = dtype_or(c, FC_DTYPE_FLOAT32);
	struct fc_scalar gaps = fc_scalar_dim(fc_dim_max(t, fc_dim_addi(t, steps, -1), fc_dim_int(t, 1)));
	struct fc_value *y, *step, *start = fc_ts_constant_number(c->ts, from, dtype);

	to = fc_scalar_apply(t, FC_SCALAR_SUB, to, from);
	step = fc_ts_constant_number(c->ts, fc_scalar_apply(t, FC_SCALAR_DIV, to, gaps), dtype);
	y = range(c, fc_ts_int(c->ts, 0), fc_ts_dim(c->ts, steps), fc_ts_int(c->ts, 1), dtype);
	y = y ? fc_ts_node(c, "Mul", y, step) : NULL;
	y = y ? fc_ts_node(c, "Add", y, start) : NULL;
	if (y && strstr(c->row->name, "logspace"))
		y = fc_ts_node(c, "Pow", number(c, fc_ts_arg(c, "base"), dtype), y);
	return fc_ts_give(c, y);
}

/* --- of Python's numbers ---------------------------------------------------------------------- */

/* Sizes of nested lists, and the type of what is in them; -1: they are not known. */
static int
nested(struct fc_ts_call *c, const struct fc_ts_value *v, struct fc_dim *dim, enum fc_dtype *dtype)
{
	int n = 0;
	enum fc_dtype one;

	for (; v->kind == FC_TS_V_LIST || v->kind == FC_TS_V_TUPLE; v = v->item.at[0]) {
		if (v->inexact || n == FC_LIMIT_RANK)
			return -1;
		dim[n++] = fc_dim_int(c->ts->b->dims, v->item.n);
		for (uint32_t i = 0; i < v->item.n; i++) {
			one = dtype_of(v->item.at[i]);
			if (fc_ts_is_number(v->item.at[i]) || v->item.at[i]->kind == FC_TS_V_TENSOR)
				*dtype = *dtype ? fc_dtype_promote(*dtype, one) : one;
		}
		if (!v->item.n)
			break;
	}
	return n;
}

/* The numbers of lists nested depth deep, from number *next on, into the n at at. */
static void
contents(const struct fc_ts_value *v, int depth, struct fc_scalar *at, unsigned n, unsigned *next)
{
	if (depth == 0 && *next < n)
		at[(*next)++] = v->kind == FC_TS_V_TENSOR ? fc_value_at(v->tensor, 0)
		                : fc_ts_is_number(v) ? v->scalar : FC_SCALAR_UNKNOWN;
	for (uint32_t i = 0; depth > 0 && i < v->item.n && *next < n; i++)
		contents(v->item.at[i], depth - 1, at, n, next);
}

/* tensor, as_tensor, scalar_tensor: a constant that no node makes */
static bool
tensor(struct fc_ts_call *c)
{
	struct fc_ts_value *v = fc_ts_arg(c, "data");
	enum fc_dtype dtype = FC_DTYPE_UNKNOWN, want = fc_ts_arg_dtype(c, "dtype");
	struct fc_dim dim[FC_LIMIT_RANK];
	struct fc_scalar *at;
	struct fc_value *x;
	unsigned next = 0;
	int n;

	if (strstr(c->row->name, "scalar_tensor") && !want)
		want = FC_DTYPE_FLOAT32;
	if (v->kind != FC_TS_V_LIST && v->kind != FC_TS_V_TUPLE)
		return fc_ts_give(c, fc_ts_cast(c, fc_ts_operand(c, "data"), want));
	n = nested(c, v, dim, &dtype);
	if (n < 0) {
		x = fc_ts_anything(c->ts);
		x->type.dtype = (unsigned char)(want ? want : dtype);
		return fc_ts_give(c, x);
	}
	dtype = want ? want : dtype ? dtype : FC_DTYPE_FLOAT32;
	x = fc_ts_constant_tensor(c->ts, dtype, dim, (unsigned)n, &at);
	if (at)
		contents(v, n, at, x->known->n, &next);
	return fc_ts_give(c, x);
}

/* --- the rest --------------------------------------------------------------------------------- */

/* hann_window and kin: the row's text says which */
static bool
window(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, c->row->op);
	struct fc_dim n = fc_ts_as_dim(c->ts, fc_ts_arg(c, "n"));

	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, &n, 1, true));
	fc_draft_set_text(&d, "output_datatype", fc_dtype_name(dtype_or(c, FC_DTYPE_FLOAT32)));
	fc_draft_set_int(&d, "periodic", fc_ts_arg_bool(c, "periodic", true));
	return fc_ts_give(c, fc_ts_one(c, &d));
}

/* tril, triu */
static bool
triangle(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "Trilu");
	struct fc_dim k = fc_ts_as_dim(c->ts, fc_ts_arg(c, "diagonal"));

	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, &k, 1, true));
	fc_draft_set_int(&d, "upper", strstr(c->row->name, "triu") != NULL);
	return fc_ts_give_written(c, fc_ts_one(c, &d));
}

enum { ROWS_MOST = 1 << 16 }; /* that are counted one by one */

/* tril_indices, triu_indices: rows and columns of a triangle, counted row by row */
static bool
triangle_indices(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	int64_t rows = fc_ts_arg_int(c, "row", -1), columns = fc_ts_arg_int(c, "col", -1);
	int64_t k = fc_ts_arg_int(c, "offset", 0), n = 0, at;
	bool upper = strstr(c->row->name, "triu") != NULL;
	struct fc_dim dim[2] = { fc_dim_int(t, 2), FC_DIM_NAN };
	struct fc_scalar *known;

	if (rows >= 0 && columns >= 0 && rows <= ROWS_MOST && columns < INT32_MAX) {
		for (int64_t i = 0; i < rows; i++) {
			at = upper ? columns - (i + k) : i + k + 1;
			n += at < 0 ? 0 : at > columns ? columns : at;
		}
		dim[1] = fc_dim_int(t, n);
	} else {
		dim[1] = fc_dim_unknown(t, "triangle_size", FC_DIM_NAN, "the indices of a triangle");
	}
	return fc_ts_give(c, fc_ts_constant_tensor(c->ts, dtype_or(c, FC_DTYPE_INT64), dim, 2, &known));
}

static bool
shape_of(struct fc_ts_call *c)
{
	return fc_ts_give(c, fc_ts_node(c, "Shape", fc_ts_self(c), NULL));
}

#define KIND FC_TS_KIND
#define LIKE "T self, *, " FC_TS_KIND ", mf? memory_format=None"
#define NEW "T self, i[] size, *, " FC_TS_KIND
#define DATA "any data, *, dt? dtype=None, dev? device=None, b requires_grad=False"

const struct fc_ts_bind fc_ts_bind_create[] = {
	{ "aten::_shape_as_tensor", "T self", "Shape", NULL, 1, shape_of },
	{ "aten::arange", "S end, *, " KIND, "Range", NULL, 1, arange },
	{ "aten::arange", "S start, S end, S step=1, *, " KIND, "Range", NULL, 1, arange },
	{ "aten::as_tensor", DATA, NULL, NULL, 1, tensor },
	{ "aten::bartlett_window", "i n, *, " KIND, "HannWindow", NULL, 1, window },
	{ "aten::bartlett_window", "i n, b periodic, *, " KIND, "HannWindow", NULL, 1, window },
	{ "aten::blackman_window", "i n, *, " KIND, "BlackmanWindow", NULL, 1, window },
	{ "aten::blackman_window", "i n, b periodic, *, " KIND, "BlackmanWindow", NULL, 1, window },
	{ "aten::copy_", "T self, any src, b non_blocking=False", NULL, NULL, 1, copy },
	{ "aten::empty", "i[] size, *, " KIND ", mf? memory_format=None", "ConstantOfShape", NULL, 1,
	  filled },
	{ "aten::empty_like", LIKE, NULL, NULL, 1, filled_like },
	{ "aten::empty_permuted", "i[] size, i[] physical_layout, *, " KIND, NULL, NULL, 1, filled },
	{ "aten::empty_strided", "i[] size, i[] stride, *, " KIND, NULL, NULL, 1, filled },
	{ "aten::eye", "i n, *, " KIND, NULL, NULL, 1, eye },
	{ "aten::eye", "i n, i m, *, " KIND, NULL, NULL, 1, eye },
	{ "aten::fft_fftfreq", "i n, f d=1, *, " KIND, NULL, NULL, 1, frequencies },
	{ "aten::fft_rfftfreq", "i n, f d=1, *, " KIND, NULL, NULL, 1, frequencies },
	{ "aten::fill", "T self, any value", NULL, NULL, 1, filled_like },
	{ "aten::fill_", "T self, any value", NULL, NULL, 1, filled_like },
	{ "aten::full", "i[] size, S value, *, " KIND ", any names=None", "ConstantOfShape", NULL, 1,
	  filled },
	{ "aten::full_like", "T self, S value, *, " KIND ", mf? memory_format=None", NULL, NULL, 1,
	  filled_like },
	{ "aten::hamming_window", "i n, *, " KIND, "HammingWindow", NULL, 1, window },
	{ "aten::hamming_window", "i n, b periodic, *, " KIND, "HammingWindow", NULL, 1, window },
	{ "aten::hann_window", "i n, *, " KIND, "HannWindow", NULL, 1, window },
	{ "aten::hann_window", "i n, b periodic, *, " KIND, "HannWindow", NULL, 1, window },
	{ "aten::kaiser_window", "i n, *, " KIND, "HannWindow", NULL, 1, window },
	{ "aten::kaiser_window", "i n, b periodic, f beta=12, *, " KIND, "HannWindow", NULL, 1, window },
	{ "aten::linspace", "S start, S end, i? steps=None, *, " KIND, NULL, NULL, 1, linspace },
	{ "aten::logspace", "S start, S end, i? steps=None, f base=10.0, *, " KIND, NULL, NULL, 1, linspace },
	{ "aten::new_empty", NEW, NULL, NULL, 1, filled },
	{ "aten::new_full", "T self, i[] size, S value, *, " KIND, NULL, NULL, 1, filled },
	{ "aten::new_ones", NEW, NULL, NULL, 1, filled },
	{ "aten::new_tensor", "T self, " DATA, NULL,
	  NULL, 1, tensor },
	{ "aten::new_zeros", NEW, NULL, NULL, 1, filled },
	{ "aten::ones", "i[] size, *, " KIND ", any names=None", "ConstantOfShape", NULL, 1, filled },
	{ "aten::ones_like", LIKE, NULL, NULL, 1, filled_like },
	{ "aten::range", "S start, S end, S step=1, *, " KIND, NULL, NULL, 1, closed_range },
	{ "aten::resize_", "T self, i[] size, *, mf? memory_format=None", NULL, NULL, 1, resized },
	{ "aten::resize_as_", "T self, T other, *, mf? memory_format=None", NULL, NULL, 1, resized },
	{ "aten::scalar_tensor", "any data, *, " KIND, NULL, NULL, 1, tensor },
	{ "aten::set_", "T self, T source", NULL, NULL, 1, set },
	{ "aten::tensor", DATA, NULL, NULL, 1, tensor },
	{ "aten::tril", "T self, i diagonal=0", "Trilu", NULL, 1, triangle },
	{ "aten::tril_", "T self, i diagonal=0", "Trilu", NULL, 1, triangle },
	{ "aten::tril_indices", "i row, i col, i offset=0, *, " KIND, NULL, NULL, 1, triangle_indices },
	{ "aten::triu", "T self, i diagonal=0", "Trilu", NULL, 1, triangle },
	{ "aten::triu_", "T self, i diagonal=0", "Trilu", NULL, 1, triangle },
	{ "aten::triu_indices", "i row, i col, i offset=0, *, " KIND, NULL, NULL, 1, triangle_indices },
	{ "aten::zero_", "T self", NULL, NULL, 1, filled_like },
	{ "aten::zeros", "i[] size, *, " KIND ", any names=None", "ConstantOfShape", NULL, 1, filled },
	{ "aten::zeros_like", LIKE, NULL, NULL, 1, filled_like },
	{ 0 },
};
