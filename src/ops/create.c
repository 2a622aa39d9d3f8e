/* create.c -- tensors out of sizes: ConstantOfShape, Range, EyeLike, random draws */
#include "ops/families.h"
#include "ops/fill.h"
#include "ops/size.h"
#include "ops/target.h"
#include "ops/walk.h"

/* Attribute dtype, else the row's, else operand 0's. */
static enum fc_dtype
dtype_of(const struct fc_op_ctx *cx)
{
	return fc_size_dtype(cx, "dtype", fc_op_dtype(cx, 0));
}

/* Result 0 has the sizes that operand 0 lists, then those of attribute extra_shape. */
static bool
out_as_listed(struct fc_op_ctx *cx, enum fc_dtype dtype)
{
	struct fc_dim dim[2 * FC_LIMIT_RANK];
	int n = fc_target_length(cx, 0), i;
	unsigned n_extra, k;
	const struct fc_dim *extra = fc_op_ints(cx, "extra_shape", &n_extra);
	int64_t v;

	if (n < 0 || n + n_extra > FC_LIMIT_RANK)
		return fc_op_out_unknown(cx, 0, dtype);
	for (i = 0; i < n; i++) {
		dim[i] = fc_target_at(cx, 0, i);
		if (fc_dim_const(dim[i], &v) && v < 0)
			return fc_op_fail(cx, FC_E_SHAPE, "size of dimension %d is %lld", i, (long long)v);
	}
	for (k = 0; k < n_extra; k++)
		dim[i++] = extra[k];
	return fc_op_out_dims(cx, 0, dtype, dim, i);
}

/* Attribute shape gives the sizes of result 0. */
static bool
out_as_attr(struct fc_op_ctx *cx, enum fc_dtype dtype)
{
	unsigned n;
	const struct fc_dim *dim = fc_op_ints(cx, "shape", &n);

	return fc_op_out_dims(cx, 0, dtype, dim, (int)n);
}

/* What ConstantOfShape fills with: attribute value, a tensor of one element or a number; else a float32 0. */
static struct fc_scalar
fill_value(struct fc_dims *t, const struct fc_node *node, enum fc_dtype *dtype_out)
{
	const struct fc_attr *a = fc_node_attr(node, "value");

	*dtype_out = !a || a->kind == FC_ATTR_REAL ? FC_DTYPE_FLOAT32 : FC_DTYPE_UNKNOWN;
	if (!a)
		return fc_scalar_int(t, 0);
	if (a->kind == FC_ATTR_REAL)
		return fc_scalar_real(t, a->real[0]);
	if (a->kind == FC_ATTR_INT) {
		*dtype_out = FC_DTYPE_INT64;
		return fc_scalar_dim(a->dim[0]);
	}
	if (a->kind != FC_ATTR_TENSOR || !a->value)
		return FC_SCALAR_UNKNOWN;
	*dtype_out = (enum fc_dtype)a->value->type.dtype;
	return fc_value_at(a->value, 0);
}

static bool
constant_of_shape_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype dtype;

	if (!fc_op_need_rank(cx, 0, 1, 1))
		return false;
	fill_value(cx->dims, cx->node, &dtype);
	return out_as_listed(cx, dtype);
}

static void
constant_of_shape_fold(struct fc_op_ctx *cx)
{
	struct fc_walk out;
	enum fc_dtype dtype;
	struct fc_scalar *y, v = fill_value(cx->dims, cx->node, &dtype);
	unsigned e;

	if (!fc_walk_result(cx, 0, &out))
		return;
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < out.n; e++)
		y[e] = v;
	fc_op_set_known(cx, 0, y, out.n);
}

/* Views between the fill and its use are few. */
enum { FILL_STEPS = 16 };

struct fc_scalar
fc_fill_of(const struct fc_op_ctx *cx, unsigned i)
{
	const struct fc_value *v = fc_op_in(cx, i);
	const struct fc_node *p;
	enum fc_dtype dtype;
	int step;

	for (step = 0; v && v->producer && v->producer->op && step < FILL_STEPS; step++) {
		p = v->producer;
		if (p->op->infer == constant_of_shape_infer)
			return fill_value(cx->dims, p, &dtype);
		if (!(p->op->flags & FC_OP_VIEW) || !p->n_in || p->out[0] != v)
			break;
		v = p->in[0];
	}
	return FC_SCALAR_UNKNOWN;
}

/* A size of a Range by its definition: max(ceil((limit - start) / delta), 0); NaN when not known. */
static struct fc_dim
range_size(struct fc_op_ctx *cx)
{
	struct fc_dims *t = cx->dims;
	struct fc_scalar v[3];
	struct fc_dim n;
	unsigned i, n_known;
	const struct fc_scalar *at;

	for (i = 0; i < 3; i++) {
		at = fc_op_known(cx, i, &n_known);
		if (!at || n_known != 1)
			return FC_DIM_NAN;
		v[i] = at[0];
	}
	if (v[0].real == 1 && v[1].real == 1 && v[2].real == 1) {
		n = fc_dim_ceildiv(t, fc_dim_sub(t, v[1].dim, v[0].dim), v[2].dim);
	} else {
		v[1] = fc_scalar_apply(t, FC_SCALAR_SUB, v[1], v[0]);
		v[1] = fc_scalar_apply(t, FC_SCALAR_DIV, v[1], v[2]);
		n = fc_scalar_as_dim(t, fc_scalar_apply(t, FC_SCALAR_CEIL, v[1], v[1]));
	}
	return fc_dim_max(t, n, fc_dim_int(t, 0));
}

static bool
range_infer(struct fc_op_ctx *cx)
{
	struct fc_dim n = range_size(cx);
	enum fc_dtype dtype = fc_op_dtype(cx, 0);
	unsigned i;

	for (i = 1; i < 3 && dtype == FC_DTYPE_UNKNOWN; i++)
		dtype = fc_op_dtype(cx, i);
	if (fc_dim_is_nan(n))
		n = fc_op_unknown(cx, "", FC_DIM_NAN);
	return fc_op_out_dims(cx, 0, dtype, &n, 1);
}

static void
range_fold(struct fc_op_ctx *cx)
{
	struct fc_dims *t = cx->dims;
	struct fc_walk out;
	struct fc_scalar *y, start, delta, step;
	unsigned e, n;

	if (!fc_op_known(cx, 0, &n) || !fc_op_known(cx, 2, &n) || !fc_walk_result(cx, 0, &out))
		return;
	start = fc_op_known(cx, 0, &n)[0];
	delta = fc_op_known(cx, 2, &n)[0];
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < out.n; e++) {
		step = fc_scalar_apply(t, FC_SCALAR_MUL, fc_scalar_int(t, e), delta);
		y[e] = fc_scalar_apply(t, FC_SCALAR_ADD, start, step);
	}
	fc_op_set_known(cx, 0, y, out.n);
}

static bool
eye_like_infer(struct fc_op_ctx *cx)
{
	return fc_op_need_rank(cx, 0, 2, 2) && fc_op_out(cx, 0, dtype_of(cx), fc_op_shape(cx, 0));
}

static void
eye_like_fold(struct fc_op_ctx *cx)
{
	int64_t k = fc_op_int(cx, "k");
	struct fc_walk out;
	struct fc_scalar *y;
	unsigned e;

	if (!fc_walk_result(cx, 0, &out))
		return;
	y = fc_op_scalars(cx, out.n);
	for (e = 0; e < out.n; e++) {
		fc_walk_to(&out, e);
		y[e] = fc_scalar_int(cx->dims, out.at[1] - out.at[0] == k);
	}
	fc_op_set_known(cx, 0, y, out.n);
}

static bool
like_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, dtype_of(cx), fc_op_shape(cx, 0));
}

static bool
random_infer(struct fc_op_ctx *cx)
{
	return out_as_attr(cx, dtype_of(cx));
}

static bool
multinomial_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[2];

	if (!fc_op_need_rank(cx, 0, 2, 2))
		return false;
	dim[0] = x.rank == 2 ? x.dim[0] : FC_DIM_NAN;
	dim[1] = fc_op_dim(cx, "sample_size");
	return fc_op_out_dims(cx, 0, dtype_of(cx), dim, 2);
}

/*
 * ConstantFill and GivenTensorFill, experimental operators of ONNX 1.0: the
 * sizes are attribute shape, or those of the operand, or listed in it.
 */
static bool
given_fill_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype dtype = dtype_of(cx);
	struct fc_dim dim[2 * FC_LIMIT_RANK];
	struct fc_shape x = fc_op_shape(cx, 0);
	unsigned n_extra, k;
	const struct fc_dim *extra = fc_op_ints(cx, "extra_shape", &n_extra);
	int i;

	if (!fc_op_has(cx, 0) || fc_op_has_attr(cx, "shape"))
		return out_as_attr(cx, dtype);
	if (fc_op_int(cx, "input_as_shape"))
		return out_as_listed(cx, dtype);
	if (x.rank < 0 || x.rank + n_extra > FC_LIMIT_RANK)
		return fc_op_out_unknown(cx, 0, dtype);
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	for (k = 0; k < n_extra; k++)
		dim[i++] = extra[k];
	return fc_op_out_dims(cx, 0, dtype, dim, i);
}

/* Draws: one event an element, whatever the distribution. */
#define FC_DRAW "simple = |output|"

const struct fc_op fc_ops_create[] = {
	{ .name = "Bernoulli", .in = "input", .out = "output", .attr = "dtype seed", .infer = like_infer,
	  .cost = FC_DRAW, .flags = FC_OP_RANDOM, .source = "ONNX Bernoulli-22: one draw an element" },
	{ .name = "ConstantFill", .in = "input#?", .out = "output",
	  .attr = "dtype=float32 extra_shape input_as_shape=0 shape value=0", .infer = given_fill_infer,
	  .cost = "", .source = "ONNX ConstantFill-1" },
	{ .name = "ConstantOfShape", .in = "input#", .out = "output", .attr = "value",
	  .infer = constant_of_shape_infer, .fold = constant_of_shape_fold, .cost = "",
	  .flags = FC_OP_FOLD_BIG, .source = "ONNX ConstantOfShape-25" },
	{ .name = "EyeLike", .in = "input#", .out = "output", .attr = "dtype k=0", .infer = eye_like_infer,
	  .fold = eye_like_fold, .cost = "", .flags = FC_OP_FOLD_BIG, .source = "ONNX EyeLike-22" },
	{ .name = "GivenTensorFill", .in = "input#?", .out = "output",
	  .attr = "dtype=float32 extra_shape input_as_shape=0 shape values", .infer = given_fill_infer,
	  .cost = "", .source = "ONNX GivenTensorFill-1" },
	{ .name = "Multinomial", .in = "input", .out = "output", .attr = "dtype=int32 sample_size=1 seed",
	  .infer = multinomial_infer, .cost = "simple = |input|; simple = |output| * input[1]",
	  .flags = FC_OP_RANDOM, .source = "ONNX Multinomial-22: sums of the classes, a search a sample" },
	{ .name = "RandomNormal", .in = "", .out = "output",
	  .attr = "dtype=float32 mean=0 scale=1 seed shape", .infer = random_infer, .cost = FC_DRAW,
	  .flags = FC_OP_RANDOM, .source = "ONNX RandomNormal-22: one draw an element" },
	{ .name = "RandomNormalLike", .in = "input#", .out = "output", .attr = "dtype mean=0 scale=1 seed",
	  .infer = like_infer, .cost = FC_DRAW, .flags = FC_OP_RANDOM,
	  .source = "ONNX RandomNormalLike-22: one draw an element" },
	{ .name = "RandomUniform", .in = "", .out = "output",
	  .attr = "dtype=float32 high=1 low=0 seed shape", .infer = random_infer, .cost = FC_DRAW,
	  .flags = FC_OP_RANDOM, .source = "ONNX RandomUniform-22: one draw an element" },
	{ .name = "RandomUniformLike", .in = "input#", .out = "output", .attr = "dtype high=1 low=0 seed",
	  .infer = like_infer, .cost = FC_DRAW, .flags = FC_OP_RANDOM,
	  .source = "ONNX RandomUniformLike-22: one draw an element" },
	{ .name = "Range", .in = "start# limit# delta#", .out = "output", .attr = "stash_type=1",
	  .infer = range_infer, .fold = range_fold, .cost = "", .flags = FC_OP_FOLD_BIG,
	  .source = "ONNX Range-27: an index generator, counted 0" },
	{ 0 },
};
