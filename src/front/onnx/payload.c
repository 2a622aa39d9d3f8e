/* payload.c -- a tensor's header read, its payload measured, small values taken */
#include "front/onnx/payload.h"

#include <math.h>
#include <string.h>

#include "base/intern.h"
#include "base/num.h"
#include "front/onnx/dtype.h"

enum { DIMS = 1, DATA_TYPE = 2, FLOAT_DATA = 4, INT32_DATA = 5, STRING_DATA = 6, INT64_DATA = 7, NAME = 8,
       RAW_DATA = 9, DOUBLE_DATA = 10, UINT64_DATA = 11, EXTERNAL = 13, LOCATION = 14 };

enum { LARGE = 4096 }; /* bytes of a payload that are jumped over */

static bool
is_payload(uint32_t number)
{
	return (number >= FLOAT_DATA && number <= INT64_DATA) ||
	       (number >= RAW_DATA && number <= UINT64_DATA);
}

static bool
fault(struct fc_onnx *o, const struct fc_onnx_payload *p, const char *what)
{
	o->failed = true;
	return fc_fail(o->b->diags, FC_E_TENSOR, (struct fc_where){ 0 }, "tensor '%s' %s", p->name, what);
}

static bool
is_key(const Onnx__StringStringEntryProto *e, const char *key)
{
	return e->key && e->value && !strcmp(e->key, key);
}

static void
external_number(const Onnx__StringStringEntryProto *e, uint64_t *out)
{
	int64_t v;

	if (fc_num_parse(e->value, strlen(e->value), &v) && v >= 0)
		*out = (uint64_t)v;
}

/* An entry of external data. */
static bool
external(struct fc_onnx *o, struct fc_range r, struct fc_onnx_payload *p)
{
	const Onnx__StringStringEntryProto *e =
	    fc_onnx_decode(o, &onnx__string_string_entry_proto__descriptor, r);

	if (!e)
		return false;
	if (is_key(e, "length"))
		external_number(e, &p->external_length);
	else if (is_key(e, "offset"))
		external_number(e, &p->external_offset);
	else if (is_key(e, "location"))
		p->external_file = fc_intern_text(o->b->names, e->value);
	return true;
}

/* Is some part of the path ".."? Parts end at "/", and at "\\" where another system wrote the file. */
static bool
climbs(const char *file)
{
	size_t n = strcspn(file, "/\\");

	while (file[n] && !(n == 2 && !memcmp(file, "..", 2))) {
		file += n + 1;
		n = strcspn(file, "/\\");
	}
	return n == 2 && !memcmp(file, "..", 2);
}

/* A path that leaves the model's folder is said, and nothing is ever opened. */
static void
check_file(struct fc_onnx *o, struct fc_onnx_payload *p)
{
	const char *file = p->external ? p->external_file : NULL;

	if (file && (file[0] == '/' || file[0] == '\\' || climbs(file))) {
		fc_diag_add(o->b->diags, FC_E_EXTERNAL, (struct fc_where){ 0 },
		            "external data of tensor '%s' is at '%s', outside the model's folder", p->name,
		            file);
		p->external_file = NULL;
	}
	if (p->external)
		return;
	p->external_file = NULL;
	p->external_offset = p->external_length = 0;
}

static void
dim(struct fc_onnx_payload *p, uint64_t v)
{
	if (p->rank < FC_LIMIT_RANK)
		p->dims[p->rank] = (int64_t)v;
	p->rank++;
}

static bool
dims(struct fc_onnx *o, const struct fc_wire_field *f, struct fc_onnx_payload *p)
{
	struct fc_wire w = fc_wire_open(o->src, f->data);
	uint64_t v;

	if (f->type == FC_WIRE_VARINT)
		dim(p, f->value);
	while (f->type == FC_WIRE_LEN && p->rank <= FC_LIMIT_RANK && fc_wire_varint(&w, &v))
		dim(p, v);
	return f->type == FC_WIRE_VARINT || (f->type == FC_WIRE_LEN && !w.bad);
}

static bool
head_field(struct fc_onnx *o, const struct fc_wire_field *f, struct fc_onnx_payload *p)
{
	switch (f->number) {
	case DIMS: return dims(o, f, p);
	case DATA_TYPE:
		p->type = (int32_t)f->value;
		return f->type == FC_WIRE_VARINT;
	case NAME: return f->type == FC_WIRE_LEN && fc_onnx_text_at(o, f->data, &p->name);
	case EXTERNAL: return f->type == FC_WIRE_LEN && external(o, f->data, p);
	case LOCATION:
		p->external = f->value == 1;
		return f->type == FC_WIRE_VARINT;
	default: return true;
	}
}

static bool
head(struct fc_onnx *o, struct fc_onnx_payload *p)
{
	p->dtype = fc_onnx_dtype(p->type);
	check_file(o, p);
	if (p->rank > FC_LIMIT_RANK)
		return fault(o, p, "has more than 32 dimensions");
	p->elements = 1;
	for (unsigned i = 0; i < p->rank; i++) {
		if (p->dims[i] < 0)
			return fault(o, p, "has a negative dimension");
		if (p->elements >= 0 && !fc_num_mul(p->elements, p->dims[i], &p->elements))
			p->elements = -1;
	}
	return true;
}

/* Bytes that the elements take in the payload field that was seen; 0: cannot tell without reading. */
static uint64_t
expected(const struct fc_onnx_payload *p)
{
	uint64_t n = (uint64_t)p->elements, complex = fc_dtype_class(p->dtype) == 'c' ? 2 : 1;

	if (p->elements < 0 || n > UINT64_MAX / 256)
		return 0;
	if (p->field == RAW_DATA)
		return (n * fc_dtype_bits(p->dtype) + 7) / 8;
	if (p->field == FLOAT_DATA)
		return n * complex * 4;
	if (p->field == DOUBLE_DATA)
		return n * complex * 8;
	/* Elements of 2 and 4 bits share a varint, those of 6 do not. */
	if (p->field == INT32_DATA && (fc_dtype_bits(p->dtype) == 2 || fc_dtype_bits(p->dtype) == 4))
		return (n * fc_dtype_bits(p->dtype) + 7) / 8;
	return p->field == STRING_DATA ? 0 : n; /* a varint takes a byte at least */
}

bool
fc_onnx_payload(struct fc_onnx *o, struct fc_range r, struct fc_onnx_payload *p)
{
	struct fc_wire w = fc_wire_open(o->src, r);
	struct fc_wire_field f;

	fc_arena_reset(o->scratch);
	*p = (struct fc_onnx_payload){ .name = o->none };
	while (fc_wire_next(&w, &f)) {
		if (is_payload(f.number)) {
			p->packed = f.type == FC_WIRE_LEN;
			p->data = p->field ? p->data : f.type == FC_WIRE_LEN ? f.data : r;
			p->field = f.number;
			p->bytes += f.type == FC_WIRE_LEN ? f.data.size : f.whole.size;
			if (f.type == FC_WIRE_LEN && f.data.size >= LARGE)
				o->skipped += f.data.size;
		} else {
			w.bad = !head_field(o, &f, p);
		}
	}
	if (w.bad)
		return fc_onnx_damaged(o, r.at, "tensor");
	if (!head(o, p))
		return false;
	if (p->field && !p->external && p->bytes < expected(p))
		return fault(o, p, "holds fewer bytes than its shape asks for");
	return true;
}

static double
half(uint16_t h)
{
	double sign = h & 0x8000 ? -1 : 1, frac = h & 0x3ff;
	int exp = (h >> 10) & 31;

	if (exp == 31)
		return frac != 0 ? NAN : sign * INFINITY;
	return exp ? sign * ldexp(1024 + frac, exp - 25) : sign * ldexp(frac, -24);
}

static double
single(uint32_t bits)
{
	float f;

	memcpy(&f, &bits, sizeof(f));
	return (double)f;
}

static double
twofold(uint64_t bits)
{
	double d;

	memcpy(&d, &bits, sizeof(d));
	return d;
}

/* One element whose little-endian bits are v, as an integer or a float. */
static struct fc_scalar
scalar(struct fc_onnx *o, const struct fc_onnx_payload *p, uint64_t v)
{
	unsigned bits = fc_dtype_bits(p->dtype);

	switch (p->dtype) {
	case FC_DTYPE_FLOAT32: return fc_scalar_real(o->b->dims, single((uint32_t)v));
	case FC_DTYPE_FLOAT64: return fc_scalar_real(o->b->dims, twofold(v));
	case FC_DTYPE_FLOAT16: return fc_scalar_real(o->b->dims, half((uint16_t)v));
	case FC_DTYPE_BFLOAT16: return fc_scalar_real(o->b->dims, single((uint32_t)v << 16));
	case FC_DTYPE_BOOL: return fc_scalar_int(o->b->dims, v != 0);
	default: break;
	}
	if (!fc_dtype_is_integer(p->dtype) || bits < 8)
		return FC_SCALAR_UNKNOWN;
	if (fc_dtype_class(p->dtype) == 'i' && bits < 64 && (v >> (bits - 1) & 1))
		v |= ~UINT64_C(0) << bits;
	if (fc_dtype_class(p->dtype) == 'u' && v > INT64_MAX)
		return FC_SCALAR_UNKNOWN;
	return fc_scalar_int(o->b->dims, (int64_t)v);
}

static bool
raw_values(struct fc_onnx *o, const struct fc_onnx_payload *p, struct fc_scalar *at, unsigned n)
{
	unsigned width = p->field == DOUBLE_DATA  ? 8
	                 : p->field == FLOAT_DATA ? 4
	                                          : fc_dtype_bits(p->dtype) / 8;
	unsigned char raw[16];

	if (!width || width > 8)
		return false;
	for (unsigned i = 0; i < n; i++) {
		uint64_t v = 0;

		if ((uint64_t)(i + 1) * width > p->data.size ||
		    !fc_source_read(o->src, p->data.at + (uint64_t)i * width, raw, width))
			return false;
		for (unsigned k = 0; k < width; k++)
			v |= (uint64_t)raw[k] << (8 * k);
		at[i] = scalar(o, p, v);
	}
	return true;
}

/* int32_data holds half floats as their bits, and small integers as varints. */
static bool
varint_values(struct fc_onnx *o, const struct fc_onnx_payload *p, struct fc_scalar *at, unsigned n)
{
	struct fc_wire w = fc_wire_open(o->src, p->data);
	struct fc_wire_field f;
	unsigned bits = fc_dtype_bits(p->dtype);
	uint64_t v, mask = bits < 64 ? (UINT64_C(1) << bits) - 1 : ~UINT64_C(0);

	for (unsigned i = 0; i < n;) {
		if (p->packed ? !fc_wire_varint(&w, &v) : !fc_wire_next(&w, &f))
			return false;
		if (!p->packed && (f.number != p->field || f.type != FC_WIRE_VARINT))
			continue;
		at[i++] = scalar(o, p, (p->packed ? v : f.value) & mask);
	}
	return true;
}

static bool
unpacked_fixed(struct fc_onnx *o, const struct fc_onnx_payload *p, struct fc_scalar *at, unsigned n)
{
	struct fc_wire w = fc_wire_open(o->src, p->data);
	struct fc_wire_field f;

	for (unsigned i = 0; i < n;) {
		if (!fc_wire_next(&w, &f))
			return false;
		if (f.number == p->field && (f.type == FC_WIRE_I32 || f.type == FC_WIRE_I64))
			at[i++] = scalar(o, p, f.value);
	}
	return true;
}

bool
fc_onnx_payload_values(struct fc_onnx *o, const struct fc_onnx_payload *p, struct fc_scalar *at, unsigned n)
{
	if (p->external || !p->field || fc_dtype_class(p->dtype) == 'c' || fc_dtype_bits(p->dtype) < 8)
		return false;
	if (p->field == RAW_DATA)
		return raw_values(o, p, at, n);
	if (p->field == FLOAT_DATA || p->field == DOUBLE_DATA)
		return p->packed ? raw_values(o, p, at, n) : unpacked_fixed(o, p, at, n);
	if (p->field == INT32_DATA || p->field == INT64_DATA || p->field == UINT64_DATA)
		return varint_values(o, p, at, n);
	return false;
}
