/* tensor.c -- pickled tensors: shapes always, contents when they are few */
#include "front/ts/tensor.h"

#include <math.h>
#include <string.h>

#include "base/intern.h"
#include "base/limits.h"
#include "base/num.h"
#include "base/str.h"

enum {
	FLOATS_KNOWN = 256,     /* anchors, scales, windows; integers up to the limit 'known' */
	MAX_READ = 1 << 20,     /* bytes in front of and between the elements of a view */
	BIG_SIZE = 3            /* of the entry "byteorder": "big", else "little" or absent */
};

static bool
is_followed(enum fc_dtype dtype)
{
	switch (dtype) {
	case FC_DTYPE_FLOAT16:
	case FC_DTYPE_BFLOAT16:
	case FC_DTYPE_FLOAT32:
	case FC_DTYPE_FLOAT64:
	case FC_DTYPE_BOOL: return true;
	default: return fc_dtype_is_integer(dtype) && fc_dtype_bits(dtype) >= 8;
	}
}

/* Elements that are followed; -1: none, they are too many or of no such type. The product cannot overflow. */
static int64_t
count(const struct fc_pickle *p, uint64_t known)
{
	int64_t n = 1;

	for (uint32_t i = 0; i < p->n; i++) {
		if (!p->size[i])
			return 0;
		n *= p->size[i];
	}
	if (p->quantised || !is_followed(p->dtype))
		return -1;
	if (fc_dtype_is_float(p->dtype) && known > FLOATS_KNOWN)
		known = FLOATS_KNOWN;
	return (uint64_t)n <= known ? n : -1;
}

/* The entry of a storage. Archives that share storages name them "17.storage", in either folder. */
static const struct fc_zip_entry *
entry_of(struct fc_ts *t, const char *folder, const char *key)
{
	const char *const folders[] = { folder, "data", "constants", ".data" };
	size_t n = strlen(key), tries = n > 8 && strcmp(key + n - 8, ".storage") == 0 ? 4 : 1;
	const struct fc_zip_entry *e = NULL;

	for (size_t i = 0; !e && i < tries; i++) {
		struct fc_str name = FC_STR(t->b->arena);

		fc_str_printf(&name, "%s/%s", folders[i], key);
		e = fc_zip_find(t->zip, name.data);
	}
	return e;
}

/* How many elements of the storage to read from its start, so that all of the tensor's are there. */
static int64_t
reach(const struct fc_pickle *p)
{
	int64_t last = p->offset;

	for (uint32_t i = 0; i < p->n; i++)
		last += (p->size[i] - 1) * p->stride[i];
	return last + 1;
}

static double
half(uint64_t h)
{
	double sign = h & 0x8000 ? -1 : 1, frac = (double)(h & 0x3ff);
	int exp = (int)(h >> 10) & 31;

	if (exp == 31)
		return frac != 0 ? NAN : sign * INFINITY;
	return exp ? sign * ldexp(1024 + frac, exp - 25) : sign * ldexp(frac, -24);
}

static double
single(uint64_t bits)
{
	uint32_t word = (uint32_t)bits;
	float v;

	memcpy(&v, &word, sizeof(v));
	return (double)v;
}

static struct fc_scalar
integer(struct fc_dims *t, enum fc_dtype dtype, uint64_t bits)
{
	unsigned width = fc_dtype_bits(dtype);

	if (fc_dtype_class(dtype) == 'i' && width < 64 && bits >> (width - 1))
		bits |= UINT64_MAX << width;
	if (fc_dtype_class(dtype) == 'u' && bits > INT64_MAX)
		return FC_SCALAR_UNKNOWN;
	return fc_scalar_int(t, (int64_t)bits);
}

static struct fc_scalar
element(struct fc_dims *t, enum fc_dtype dtype, const uint8_t *p, bool big)
{
	size_t n = fc_dtype_bits(dtype) / 8;
	uint64_t bits = 0;
	double v;

	for (size_t i = 0; i < n; i++)
		bits = bits << 8 | p[big ? i : n - 1 - i];
	switch (dtype) {
	case FC_DTYPE_FLOAT16: return fc_scalar_real(t, half(bits));
	case FC_DTYPE_BFLOAT16: return fc_scalar_real(t, single(bits << 16));
	case FC_DTYPE_FLOAT32: return fc_scalar_real(t, single(bits));
	case FC_DTYPE_FLOAT64: memcpy(&v, &bits, sizeof(v)); return fc_scalar_real(t, v);
	case FC_DTYPE_BOOL: return fc_scalar_int(t, bits != 0);
	default: return integer(t, dtype, bits);
	}
}

/* In row-major order, whatever the strides say. */
static const struct fc_known *
gather(struct fc_ts *t, const struct fc_pickle *p, const uint8_t *data, unsigned n)
{
	const struct fc_zip_entry *order = fc_zip_find(t->zip, "byteorder");
	size_t width = fc_dtype_bits(p->dtype) / 8;
	int64_t index[FC_LIMIT_RANK] = { 0 }, at = p->offset;
	struct fc_scalar *out;
	struct fc_known *known = fc_builder_known(t->b, n, &out);
	bool big = order && order->size == BIG_SIZE;

	for (unsigned i = 0; i < n; i++) {
		out[i] = element(t->b->dims, p->dtype, data + (size_t)at * width, big);
		for (uint32_t d = p->n; d--;) {
			at += p->stride[d];
			if (++index[d] < p->size[d])
				break;
			at -= p->stride[d] * p->size[d];
			index[d] = 0;
		}
	}
	return known;
}

/* Sets known when the contents are few and there; false after a diagnostic. */
static bool
contents(struct fc_ts *t, const struct fc_pickle *p, const char *folder, const struct fc_known **known)
{
	int64_t n = count(p, t->b->limits.known), elements = n > 0 ? reach(p) : 0;
	const struct fc_zip_entry *e;
	struct fc_scalar *none;
	uint64_t bytes;
	char *data;

	if (n == 0)
		*known = fc_builder_known(t->b, 0, &none);
	if (n <= 0 || elements > MAX_READ)
		return true;
	bytes = (uint64_t)elements * (fc_dtype_bits(p->dtype) / 8);
	e = entry_of(t, folder, p->storage->text);
	if (!e || e->size < bytes || bytes > MAX_READ) /* cut out, or far inside of a large one */
		return true;
	data = fc_zip_read(t->zip, e, t->b->arena, bytes, MAX_READ, NULL);
	if (!data)
		return false;
	*known = gather(t, p, (const uint8_t *)data, (unsigned)n);
	return true;
}

/* For who runs the program: the storage has no entry, or an empty one. */
static void
note_apart(struct fc_ts *t, const struct fc_pickle *p, const char *folder)
{
	const struct fc_zip_entry *e = entry_of(t, folder, p->storage->text);
	struct fc_apart x = { .dim = p->size, .rank = p->n, .dtype = p->dtype, .by_name = true };
	struct fc_str name = FC_STR(t->b->arena);
	int64_t bits;

	if ((e && (e->size || !p->storage->numel)) ||
	    !fc_num_mul(p->storage->numel, (int64_t)fc_dtype_bits(p->dtype), &bits))
		return;
	fc_str_printf(&name, "%s/%s", folder, p->storage->text);
	x.name = fc_intern_text(t->b->names, name.data);
	x.bytes = (uint64_t)bits / 8 + (bits % 8 != 0);
	FC_VEC_PUSH(t->b->arena, &t->b->info.apart, x);
}

bool
fc_ts_tensor_read(struct fc_ts *t, const struct fc_pickle *p, const char *folder, struct fc_ts_tensor *out)
{
	*out = (struct fc_ts_tensor){ .dtype = p->dtype, .rank = p->n };
	for (uint32_t i = 0; i < p->n; i++)
		out->size[i] = p->size[i];
	note_apart(t, p, folder);
	return contents(t, p, folder, &out->known);
}
