/* pickle_tensor.c -- tensors of a pickle: sizes, strides, element type */
#include <stdlib.h>

#include "base/limits.h"
#include "base/num.h"
#include "front/ts/pickle_priv.h"

/* By the name in front of "Storage", sorted. Types that no dtype stands for are unknown. */
static const struct storage {
	const char *name;
	enum fc_dtype dtype;
	bool quantised;
} storages[] = {
	{ "BFloat16", FC_DTYPE_BFLOAT16, false },
	{ "Bits16", FC_DTYPE_UNKNOWN, false },
	{ "Bits1x8", FC_DTYPE_UNKNOWN, false },
	{ "Bits2x4", FC_DTYPE_UNKNOWN, false },
	{ "Bits4x2", FC_DTYPE_UNKNOWN, false },
	{ "Bits8", FC_DTYPE_UNKNOWN, false },
	{ "Bool", FC_DTYPE_BOOL, false },
	{ "Byte", FC_DTYPE_UINT8, false },
	{ "Char", FC_DTYPE_INT8, false },
	{ "ComplexDouble", FC_DTYPE_COMPLEX128, false },
	{ "ComplexFloat", FC_DTYPE_COMPLEX64, false },
	{ "ComplexHalf", FC_DTYPE_UNKNOWN, false },
	{ "Double", FC_DTYPE_FLOAT64, false },
	{ "Float", FC_DTYPE_FLOAT32, false },
	{ "Float4_e2m1fn_x2", FC_DTYPE_UNKNOWN, false },
	{ "Float8_e4m3fn", FC_DTYPE_FLOAT8E4M3FN, false },
	{ "Float8_e4m3fnuz", FC_DTYPE_FLOAT8E4M3FNUZ, false },
	{ "Float8_e5m2", FC_DTYPE_FLOAT8E5M2, false },
	{ "Float8_e5m2fnuz", FC_DTYPE_FLOAT8E5M2FNUZ, false },
	{ "Float8_e8m0fnu", FC_DTYPE_FLOAT8E8M0, false },
	{ "Half", FC_DTYPE_FLOAT16, false },
	{ "Int", FC_DTYPE_INT32, false },
	{ "Long", FC_DTYPE_INT64, false },
	{ "QInt32", FC_DTYPE_INT32, true },
	{ "QInt8", FC_DTYPE_INT8, true },
	{ "QUInt2x4", FC_DTYPE_UINT2, true },
	{ "QUInt4x2", FC_DTYPE_UINT4, true },
	{ "QUInt8", FC_DTYPE_UINT8, true },
	{ "Short", FC_DTYPE_INT16, false },
	{ "UInt16", FC_DTYPE_UINT16, false },
	{ "UInt32", FC_DTYPE_UINT32, false },
	{ "UInt64", FC_DTYPE_UINT64, false },
};

static int
compare(const void *name, const void *row)
{
	return strcmp(name, ((const struct storage *)row)->name);
}

/* The row of "torch.<name>Storage"; NULL for anything else. */
static const struct storage *
find(const char *global)
{
	char name[32];
	size_t n = strlen(global);

	if (strncmp(global, "torch.", 6) != 0 || n < 13 || n >= sizeof(name) + 13 ||
	    strcmp(global + n - 7, "Storage") != 0)
		return NULL;
	memcpy(name, global + 6, n - 13);
	name[n - 13] = '\0';
	return bsearch(name, storages, sizeof(storages) / sizeof(storages[0]), sizeof(storages[0]), compare);
}

bool
fc_pickle_is_storage(const char *global)
{
	return find(global) != NULL;
}

enum fc_dtype
fc_pickle_dtype(const char *global, bool *quantised)
{
	const struct storage *row = find(global);

	*quantised = row && row->quantised;
	return row ? row->dtype : FC_DTYPE_UNKNOWN;
}

static bool
contradiction(struct fc_pickle_machine *m, const char *what)
{
	fc_pickle_fail(m, FC_E_TENSOR, "a tensor's %s", what);
	return false;
}

/* A tuple of integers that are not negative; false after a diagnostic. */
static bool
integers(struct fc_pickle_machine *m, const struct fc_pickle *tuple, const char *what, int64_t **out)
{
	if (tuple->kind != FC_PICKLE_TUPLE)
		return contradiction(m, what);
	*out = FC_NEW_N(m->arena, int64_t, tuple->n);
	for (uint32_t i = 0; i < tuple->n; i++) {
		if (tuple->item[i]->kind != FC_PICKLE_INT || tuple->item[i]->integer < 0)
			return contradiction(m, what);
		(*out)[i] = tuple->item[i]->integer;
	}
	return true;
}

/* Every element stands inside the storage, and nothing overflows. */
static bool
fits(const struct fc_pickle *t)
{
	int64_t elements = 1, last = t->offset, span;
	bool empty = false;

	for (uint32_t i = 0; i < t->n; i++)
		empty |= !t->size[i];
	if (empty)
		return true;
	for (uint32_t i = 0; i < t->n; i++)
		if (!fc_num_mul(elements, t->size[i], &elements) ||
		    !fc_num_mul(t->size[i] - 1, t->stride[i], &span) || !fc_num_add(last, span, &last))
			return false;
	return last < t->storage->numel;
}

static bool
shape(struct fc_pickle_machine *m, struct fc_pickle *t, const struct fc_pickle *sizes,
      const struct fc_pickle *strides)
{
	int64_t *size, *stride;

	if (sizes->n > FC_LIMIT_RANK)
		return fc_pickle_fail(m, FC_E_LIMIT, "a tensor has more than %d dimensions", FC_LIMIT_RANK);
	if (sizes->n != strides->n)
		return contradiction(m, "sizes and strides differ in number");
	if (!integers(m, sizes, "sizes are no sizes", &size) ||
	    !integers(m, strides, "strides are no strides", &stride))
		return false;
	t->size = size;
	t->stride = stride;
	t->n = sizes->n;
	return fits(t) || contradiction(m, "elements stand outside of its storage");
}

/* (storage, offset, size, stride, requires_grad, hooks), quantised with (scheme, ...) behind the strides. */
struct fc_pickle *
fc_pickle_tensor(struct fc_pickle_machine *m, struct fc_pickle *args, bool quantised)
{
	struct fc_pickle *const *item = args->item;
	uint32_t grad = quantised ? 5 : 4;
	struct fc_pickle *t;

	if (args->n <= grad || item[0]->kind != FC_PICKLE_STORAGE || item[1]->kind != FC_PICKLE_INT ||
	    item[1]->integer < 0 || item[grad]->kind != FC_PICKLE_BOOL ||
	    (quantised && (item[4]->kind != FC_PICKLE_TUPLE || !item[4]->n)))
		return fc_pickle_fail(m, FC_E_CORRUPT, "a tensor's record does not fit");
	t = fc_pickle_new(m, FC_PICKLE_TENSOR);
	t->storage = item[0];
	t->dtype = item[0]->dtype;
	t->quantised = quantised;
	t->offset = item[1]->integer;
	t->requires_grad = item[grad]->integer != 0;
	if (quantised) {
		t->item = FC_NEW_N(m->arena, struct fc_pickle *, 1);
		t->item[0] = item[4];
	}
	return shape(m, t, item[2], item[3]) ? t : NULL;
}
