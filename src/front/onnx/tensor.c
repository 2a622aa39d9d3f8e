/* tensor.c -- stored tensors: dense and sparse, small ones with their values */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "front/onnx/onnx.h"
#include "front/onnx/payload.h"

/* Integers up to the limit 'known' can steer shapes; floats (scales, thresholds) that do are few. */
enum { FLOATS_KNOWN = 16 };

static unsigned
followed(const struct fc_onnx_payload *p, uint64_t known)
{
	bool whole = fc_dtype_is_integer(p->dtype) || p->dtype == FC_DTYPE_BOOL;
	uint64_t limit = whole || known < FLOATS_KNOWN ? known : FLOATS_KNOWN;

	return p->elements >= 0 && (uint64_t)p->elements <= limit ? (unsigned)p->elements : 0;
}

/* The first n elements are 0, or -inf or a number standing for it. */
static bool
masks(struct fc_onnx *o, const struct fc_onnx_payload *p, unsigned n, bool *both)
{
	bool zero = false, low = false;
	struct fc_scalar *at;

	fc_arena_reset(o->scratch);
	at = FC_NEW_N(o->scratch, struct fc_scalar, n);
	if (!fc_onnx_payload_values(o, p, at, n))
		return false;
	for (unsigned i = 0; i < n; i++) {
		double v;

		if (!fc_scalar_as_real(at[i], &v) || (v != 0 && !(v <= -1e4)))
			return false;
		zero |= v == 0;
		low |= v != 0;
	}
	*both = zero && low;
	return true;
}

/* An additive attention mask holds both; of nearly every other tensor the first element tells. */
static bool
is_mask(struct fc_onnx *o, const struct fc_onnx_payload *p)
{
	bool both = false;

	if (p->rank < 2 || p->elements < 2 || (uint64_t)p->elements > o->b->limits.known ||
	    !fc_dtype_is_float(p->dtype))
		return false;
	return masks(o, p, 1, &both) && masks(o, p, (unsigned)p->elements, &both) && both;
}

static struct fc_shape
shape_of(struct fc_onnx *o, const int64_t *dims, unsigned rank)
{
	struct fc_dim dim[FC_LIMIT_RANK];

	for (unsigned i = 0; i < rank; i++)
		dim[i] = fc_dim_int(o->b->dims, dims[i]);
	return fc_shape_make(o->b->dims, dim, (int)rank);
}

static struct fc_value *
stored(struct fc_onnx *o, const struct fc_onnx_payload *p, unsigned flags, struct fc_dim bytes)
{
	struct fc_builder *b = o->b;
	struct fc_value *v;

	v = fc_builder_stored(b, p->name, fc_type_tensor(p->dtype, shape_of(o, p->dims, p->rank)), flags,
	                      bytes);
	if (!fc_dim_is_nan(v->stored->bytes))
		b->info.weight_bytes = fc_dim_add(b->dims, b->info.weight_bytes, v->stored->bytes);
	return v;
}

/* For who runs the model: the bytes stand in another file. */
static void
note_apart(struct fc_onnx *o, const struct fc_onnx_payload *p, unsigned flags)
{
	struct fc_apart x = { .name = p->name, .file = p->external_file, .rank = p->rank };
	int64_t bits = (int64_t)fc_dtype_bits(p->dtype);
	int64_t *dim = FC_NEW_N(o->b->arena, int64_t, (size_t)p->rank + 1);

	if (!x.file || p->elements < 0 || !fc_num_mul(bits, p->elements, &bits))
		return;
	memcpy(dim, p->dims, p->rank * sizeof(*dim));
	x.dim = dim;
	x.dtype = (unsigned char)p->dtype;
	x.by_name = (flags & FC_STORED_INITIALIZER) && !o->b->depth;
	x.offset = p->external_offset;
	x.bytes = (uint64_t)bits / 8 + (bits % 8 != 0);
	FC_VEC_PUSH(o->b->arena, &o->b->info.apart, x);
}

struct fc_value *
fc_onnx_tensor(struct fc_onnx *o, struct fc_range r, unsigned flags)
{
	struct fc_onnx_payload p;
	struct fc_dim bytes = FC_DIM_NAN;
	struct fc_scalar *at;
	struct fc_value *v;
	unsigned n;

	if (!fc_onnx_payload(o, r, &p))
		return NULL;
	if (p.external) {
		note_apart(o, &p, flags);
		flags |= FC_STORED_EXTERNAL;
	}
	if (p.dtype == FC_DTYPE_STRING)
		bytes = fc_dim_int(o->b->dims, (int64_t)p.bytes);
	if (is_mask(o, &p))
		flags |= FC_STORED_MASK;
	v = stored(o, &p, flags, bytes);
	n = followed(&p, o->b->limits.known);
	if (p.elements == 0 || n) {
		struct fc_known *known = fc_builder_known(o->b, n, &at);

		if (!n || fc_onnx_payload_values(o, &p, at, n))
			v->known = known;
	}
	return v;
}

/* A sparse tensor stands in the graph as the dense one; what is stored are its values and indices. */
struct fc_value *
fc_onnx_sparse(struct fc_onnx *o, struct fc_range r, unsigned flags)
{
	struct fc_wire w = fc_wire_open(o->src, r);
	struct fc_range values = { 0, 0 }, indices = { 0, 0 };
	struct fc_onnx_payload p, index = { .bytes = 0 };
	struct fc_wire_field f;
	unsigned rank = 0;
	int64_t dims[FC_LIMIT_RANK];
	uint64_t v;

	while (fc_wire_next(&w, &f)) {
		struct fc_wire packed = fc_wire_open(o->src, f.data);

		if (f.number == 1 && f.type == FC_WIRE_LEN)
			values = f.data;
		else if (f.number == 2 && f.type == FC_WIRE_LEN)
			indices = f.data;
		else if (f.number == 3 && f.type == FC_WIRE_VARINT && rank < FC_LIMIT_RANK)
			dims[rank++] = (int64_t)f.value;
		else if (f.number == 3 && f.type == FC_WIRE_LEN)
			while (rank < FC_LIMIT_RANK && fc_wire_varint(&packed, &v))
				dims[rank++] = (int64_t)v;
	}
	if (w.bad || !values.size)
		return fc_onnx_damaged(o, r.at, "sparse tensor"), NULL;
	if (indices.size && !fc_onnx_payload(o, indices, &index))
		return NULL;
	if (!fc_onnx_payload(o, values, &p))
		return NULL;
	for (p.rank = 0; p.rank < rank; p.rank++) {
		if (dims[p.rank] < 0) {
			o->failed = true;
			fc_fail(o->b->diags, FC_E_TENSOR, (struct fc_where){ 0 },
			        "tensor '%s' has a negative dimension", p.name);
			return NULL;
		}
		p.dims[p.rank] = dims[p.rank];
	}
	return stored(o, &p, flags, fc_dim_int(o->b->dims, (int64_t)(p.bytes + index.bytes)));
}
