/* sequence.c -- lists of tensors, made, changed and taken apart */
#include "ops/axis.h"
#include "ops/families.h"
#include "ops/size.h"
#include "ops/target.h"

/* What a type takes, in followed scalars. */
enum { TYPE_SIZE = sizeof(struct fc_type) / sizeof(struct fc_scalar) + 1 };

/* May n elements be listed one by one? */
static bool
may_list(const struct fc_op_ctx *cx, uint64_t n)
{
	const struct fc_limits *most = &cx->b->limits;

	return n <= most->sequence && cx->b->n_followed + n * TYPE_SIZE <= most->followed;
}

/* Room for n element types that results share. */
static struct fc_type *
elements(struct fc_op_ctx *cx, unsigned n)
{
	cx->b->n_followed += (uint64_t)n * TYPE_SIZE;
	return FC_NEW_N(cx->b->arena, struct fc_type, n ? n : 1);
}

/* Both of them: what is the same in a and b, unknown where they differ. */
static struct fc_type
meet(struct fc_op_ctx *cx, struct fc_type a, struct fc_type b)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	enum fc_dtype dtype = a.dtype == b.dtype ? (enum fc_dtype)a.dtype : FC_DTYPE_UNKNOWN;
	int i;

	if (fc_type_eq(&a, &b))
		return a;
	if (a.kind != FC_KIND_TENSOR || b.kind != FC_KIND_TENSOR)
		return fc_type_unknown();
	if (a.shape.rank < 0 || a.shape.rank != b.shape.rank)
		return fc_type_tensor(dtype, FC_SHAPE_UNKNOWN);
	for (i = 0; i < a.shape.rank; i++)
		dim[i] = fc_dim_eq(a.shape.dim[i], b.shape.dim[i]) ? a.shape.dim[i] :
		                                                     fc_op_unknown(cx, "size", FC_DIM_NAN);
	return fc_type_tensor(dtype, fc_shape_make(cx->dims, dim, a.shape.rank));
}

/* One type that stands for each element of s; unknown when s is empty or no sequence. */
static struct fc_type
any_element(struct fc_op_ctx *cx, struct fc_type s)
{
	struct fc_type t;
	unsigned i;

	if (s.kind != FC_KIND_SEQUENCE || s.n_elem == 0)
		return fc_type_unknown();
	t = s.elem[0];
	for (i = 1; s.listed && i < s.n_elem; i++)
		t = meet(cx, t, s.elem[i]);
	return t;
}

static bool
out_listed(struct fc_op_ctx *cx, const struct fc_type *elem, unsigned n)
{
	return fc_op_out_type(cx, 0, (struct fc_type){ .kind = FC_KIND_SEQUENCE, .listed = true, .n_elem = n,
	                                               .shape = FC_SHAPE_UNKNOWN, .elem = elem });
}

/* A sequence whose length is not known. */
static bool
out_of(struct fc_op_ctx *cx, struct fc_type elem)
{
	struct fc_type *e = elements(cx, 1);

	e[0] = elem;
	return fc_op_out_type(cx, 0, (struct fc_type){ .kind = FC_KIND_SEQUENCE, .n_elem = 1,
	                                               .shape = FC_SHAPE_UNKNOWN, .elem = e });
}

/* One of which so much is known: how many there are, and that they are all of one type. */
static bool
out_uniform(struct fc_op_ctx *cx, struct fc_type elem, struct fc_dim length)
{
	out_of(cx, elem);
	if (fc_op_wants(cx, 0) && !fc_dim_is_nan(length)) {
		cx->node->out[0]->type.uniform = true;
		cx->node->out[0]->type.length = length;
	}
	return true;
}

/* Operand i as a place in [0, n); otherwise where it is omitted. false: not known, or out of range. */
static bool
place(const struct fc_op_ctx *cx, unsigned i, unsigned n, int64_t otherwise, int64_t *out)
{
	*out = otherwise;
	if (fc_op_has(cx, i) && !fc_op_value_int(cx, i, out))
		return false;
	if (*out < 0 && fc_op_has(cx, i))
		*out += n;
	return *out >= 0 && *out < n;
}

static bool
sequence_construct_infer(struct fc_op_ctx *cx)
{
	unsigned n = cx->node->n_in, i;
	struct fc_type *e;

	if (!may_list(cx, n))
		return out_of(cx, fc_type_unknown());
	e = elements(cx, n);
	for (i = 0; i < n; i++)
		e[i] = fc_op_type(cx, i);
	return out_listed(cx, e, n);
}

static bool
sequence_empty_infer(struct fc_op_ctx *cx)
{
	struct fc_type *e = elements(cx, 1);

	e[0] = fc_type_tensor(fc_size_dtype(cx, "dtype", FC_DTYPE_UNKNOWN), FC_SHAPE_UNKNOWN);
	return out_listed(cx, e, 0);
}

/* Where SequenceInsert puts its tensor in a list of n: at the end; -1 is in front of the last. */
static bool
insert_place(const struct fc_op_ctx *cx, unsigned n, int64_t *out)
{
	*out = n;
	if (fc_op_has(cx, 2) && !fc_op_value_int(cx, 2, out))
		return false;
	if (*out < 0)
		*out += n;
	return *out >= 0 && *out <= n;
}

static bool
sequence_insert_infer(struct fc_op_ctx *cx)
{
	struct fc_type s = fc_op_type(cx, 0), t = fc_op_type(cx, 1), *e;
	int64_t at;
	unsigned i;

	if (s.kind != FC_KIND_SEQUENCE)
		return out_of(cx, fc_type_unknown());
	if (s.uniform && fc_type_eq(s.elem, &t))
		return out_uniform(cx, t, fc_dim_addi(cx->dims, s.length, 1));
	if (!s.listed || !may_list(cx, s.n_elem + 1))
		return out_of(cx, meet(cx, any_element(cx, s), t));
	e = elements(cx, s.n_elem + 1);
	if (insert_place(cx, s.n_elem, &at)) {
		for (i = 0; i <= s.n_elem; i++)
			e[i] = i < at ? s.elem[i] : i == at ? t : s.elem[i - 1];
	} else {
		if (s.n_elem)
			t = meet(cx, any_element(cx, s), t);
		for (i = 0; i <= s.n_elem; i++)
			e[i] = t;
	}
	return out_listed(cx, e, s.n_elem + 1);
}

static bool
sequence_erase_infer(struct fc_op_ctx *cx)
{
	struct fc_type s = fc_op_type(cx, 0), t, *e;
	int64_t at;
	unsigned i;

	if (s.kind != FC_KIND_SEQUENCE)
		return out_of(cx, fc_type_unknown());
	if (s.listed && s.n_elem == 0)
		return fc_op_fail(cx, FC_E_SHAPE, "sequence is empty");
	if (s.uniform)
		return out_uniform(cx, s.elem[0], fc_dim_addi(cx->dims, s.length, -1));
	if (!s.listed || !may_list(cx, s.n_elem))
		return out_of(cx, any_element(cx, s));
	e = elements(cx, s.n_elem);
	if (!place(cx, 1, s.n_elem, s.n_elem - 1, &at)) {
		t = any_element(cx, s);
		for (i = 0; i < s.n_elem; i++)
			e[i] = t;
		return out_listed(cx, e, s.n_elem - 1);
	}
	for (i = 0; i + 1 < s.n_elem; i++)
		e[i] = s.elem[i < at ? i : i + 1];
	return out_listed(cx, e, s.n_elem - 1);
}

static bool
sequence_at_infer(struct fc_op_ctx *cx)
{
	struct fc_type s = fc_op_type(cx, 0);
	int64_t at;

	if (s.kind == FC_KIND_SEQUENCE && s.listed && place(cx, 1, s.n_elem, 0, &at))
		return fc_op_out_type(cx, 0, s.elem[at]);
	return fc_op_out_type(cx, 0, any_element(cx, s));
}

/* Followed values survive a list that is taken apart again. */
static void
sequence_at_fold(struct fc_op_ctx *cx)
{
	const struct fc_value *s = fc_op_in(cx, 0);
	const struct fc_node *p = s ? s->producer : NULL;
	int64_t at;

	if (!p || !p->op || p->op->infer != sequence_construct_infer || !place(cx, 1, p->n_in, 0, &at))
		return;
	if (p->in[at] && p->in[at]->known)
		fc_op_set_known(cx, 0, p->in[at]->known->at, p->in[at]->known->n);
}

static bool
sequence_length_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, FC_DTYPE_INT64, FC_SHAPE_SCALAR);
}

static void
sequence_length_fold(struct fc_op_ctx *cx)
{
	struct fc_type s = fc_op_type(cx, 0);
	struct fc_scalar *at = fc_op_scalars(cx, 1);

	if (s.kind == FC_KIND_SEQUENCE && s.listed)
		at[0] = fc_scalar_int(cx->dims, s.n_elem);
	else if (s.uniform)
		at[0] = fc_scalar_dim(s.length);
	fc_op_set_known(cx, 0, at, 1);
}

/* Part i of a SplitToSequence along an axis of that size: the listed size, or chunks of one size. */
static struct fc_dim
part_size(struct fc_op_ctx *cx, struct fc_dim whole, unsigned i, struct fc_dim chunk)
{
	struct fc_dim gone;

	if (fc_op_has(cx, 1) && fc_op_shape(cx, 1).rank == 1)
		return fc_target_at(cx, 1, (int)i);
	gone = fc_dim_muli(cx->dims, chunk, i);
	return fc_dim_min(cx->dims, chunk, fc_dim_sub(cx->dims, whole, gone));
}

/* How many parts there are; false: not known, or too many to list. */
static bool
part_count(struct fc_op_ctx *cx, struct fc_dim whole, struct fc_dim *chunk_out, unsigned *n_out)
{
	int64_t n;

	*chunk_out = fc_op_has(cx, 1) ? fc_op_value_dim(cx, 1) : fc_dim_int(cx->dims, 1);
	if (fc_op_has(cx, 1) && fc_op_shape(cx, 1).rank != 0) {
		if (fc_op_shape(cx, 1).rank != 1 || !fc_dim_const(fc_op_shape(cx, 1).dim[0], &n))
			return false;
	} else if (!fc_dim_const(fc_dim_ceildiv(cx->dims, whole, *chunk_out), &n)) {
		return false;
	}
	*n_out = (unsigned)n;
	return n >= 0 && may_list(cx, (uint64_t)n);
}

/* The type of a part of that size; without the axis where keep is not set. */
static struct fc_type
part_type(struct fc_op_ctx *cx, int axis, struct fc_dim size, bool keep)
{
	struct fc_shape x = fc_op_shape(cx, 0), y;
	struct fc_dim dim[FC_LIMIT_RANK];
	int i;

	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	dim[axis] = size;
	y = fc_shape_make(cx->dims, dim, x.rank);
	if (!keep)
		y = fc_axis_reduce(cx, y, UINT64_C(1) << axis, false);
	return fc_type_tensor(fc_op_dtype(cx, 0), y);
}

static bool
split_to_sequence_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	bool keep = fc_op_has(cx, 1) || fc_op_int(cx, "keepdims") != 0;
	struct fc_dim chunk, size, last = FC_DIM_NAN;
	struct fc_type *e;
	unsigned n, k;
	int axis;

	if (x.rank < 0)
		return out_of(cx, fc_type_tensor(fc_op_dtype(cx, 0), FC_SHAPE_UNKNOWN));
	if (!fc_axis_attr(cx, "axis", x.rank, &axis))
		return false;
	if (!part_count(cx, x.dim[axis], &chunk, &n)) {
		struct fc_dim parts = fc_op_has(cx, 1) && fc_op_shape(cx, 1).rank != 0 ? FC_DIM_NAN :
		                      fc_dim_exact(cx->dims, x.dim[axis], chunk);

		size = fc_dim_is_nan(parts) ? fc_op_unknown(cx, "", x.dim[axis]) : chunk;
		return out_uniform(cx, part_type(cx, axis, size, keep), parts);
	}
	e = elements(cx, n);
	for (k = 0; k < n; k++) {
		size = part_size(cx, x.dim[axis], k, chunk);
		if (fc_dim_is_nan(size))
			size = fc_op_unknown(cx, "", x.dim[axis]);
		e[k] = fc_dim_eq(size, last) ? e[k - 1] : part_type(cx, axis, size, keep);
		last = size;
	}
	return out_listed(cx, e, n);
}

/* One more element of a ConcatFromSequence: as in Concat, but that axis -1 names none. */
static bool
join(struct fc_op_ctx *cx, struct fc_shape s, int axis, struct fc_dim *dim)
{
	int i;

	for (i = 0; i < s.rank; i++) {
		if (i == axis) {
			dim[i] = fc_dim_add(cx->dims, dim[i], s.dim[i]);
			continue;
		}
		if (!fc_op_need_equal(cx, dim[i], s.dim[i], "dimensions beside the axis"))
			return false;
		dim[i] = fc_target_same(dim[i], s.dim[i]);
	}
	return true;
}

static bool
concat_from_sequence_infer(struct fc_op_ctx *cx)
{
	struct fc_type s = fc_op_type(cx, 0), t = fc_type_unknown();
	bool stack = fc_op_int(cx, "new_axis") != 0;
	struct fc_dim dim[FC_LIMIT_RANK], y[FC_LIMIT_RANK + 1];
	int axis, i;
	unsigned k;

	if (s.kind == FC_KIND_SEQUENCE && s.n_elem)
		t = s.elem[0];
	if (t.kind != FC_KIND_TENSOR || t.shape.rank < 0)
		return fc_op_out_unknown(cx, 0, (enum fc_dtype)t.dtype);
	if (!fc_axis_attr(cx, "axis", t.shape.rank + stack, &axis))
		return false;
	for (i = 0; i < t.shape.rank; i++)
		dim[i] = t.shape.dim[i];
	for (k = 1; s.listed && k < s.n_elem; k++) {
		if (s.elem[k].kind != FC_KIND_TENSOR || s.elem[k].shape.rank != t.shape.rank)
			return fc_op_out_unknown(cx, 0, (enum fc_dtype)t.dtype);
		if (!join(cx, s.elem[k].shape, stack ? -1 : axis, dim))
			return false;
	}
	for (i = 0; i < t.shape.rank; i++)
		y[i + (stack && i >= axis)] = dim[i];
	if (stack)
		y[axis] = fc_dim_int(cx->dims, s.n_elem);
	if (s.uniform)
		y[axis] = stack ? s.length : fc_dim_mul(cx->dims, s.length, y[axis]);
	else if (!s.listed)
		y[axis] = fc_op_unknown(cx, "", FC_DIM_NAN);
	return fc_op_out_dims(cx, 0, (enum fc_dtype)t.dtype, y, t.shape.rank + stack);
}

const struct fc_op fc_ops_sequence[] = {
	{ .name = "ConcatFromSequence", .in = "input_sequence", .out = "concat_result",
	  .attr = "axis=0 new_axis=0", .infer = concat_from_sequence_infer, .cost = "",
	  .source = "ONNX ConcatFromSequence-11" },
	{ .name = "SequenceAt", .in = "input_sequence position#", .out = "tensor", .attr = "",
	  .infer = sequence_at_infer, .fold = sequence_at_fold, .cost = "", .source = "ONNX SequenceAt-11" },
	{ .name = "SequenceConstruct", .in = "inputs*", .out = "output_sequence", .attr = "",
	  .infer = sequence_construct_infer, .cost = "", .source = "ONNX SequenceConstruct-11" },
	{ .name = "SequenceEmpty", .in = "", .out = "output", .attr = "dtype=float32",
	  .infer = sequence_empty_infer, .cost = "", .source = "ONNX SequenceEmpty-11" },
	{ .name = "SequenceErase", .in = "input_sequence position#?", .out = "output_sequence", .attr = "",
	  .infer = sequence_erase_infer, .cost = "", .source = "ONNX SequenceErase-11" },
	{ .name = "SequenceInsert", .in = "input_sequence tensor position#?", .out = "output_sequence",
	  .attr = "", .infer = sequence_insert_infer, .cost = "", .source = "ONNX SequenceInsert-11" },
	{ .name = "SequenceLength", .in = "input_sequence#", .out = "length", .attr = "",
	  .infer = sequence_length_infer, .fold = sequence_length_fold, .cost = "write(length) = 0",
	  .source = "ONNX SequenceLength-11" },
	{ .name = "SplitToSequence", .in = "input split#?", .out = "output_sequence",
	  .attr = "axis=0 keepdims=1", .infer = split_to_sequence_infer, .cost = "",
	  .source = "ONNX SplitToSequence-24" },
	{ 0 },
};
