/* dtype.c -- PyTorch's codes for element types, and contents as lists */
#include <string.h>

#include "front/ts/eval.h"

/* c10/core/ScalarType.h; quantised types are the integers they store. */
static const unsigned char types[] = {
	FC_DTYPE_UINT8,        FC_DTYPE_INT8,           FC_DTYPE_INT16,          FC_DTYPE_INT32,
	FC_DTYPE_INT64,        FC_DTYPE_FLOAT16,        FC_DTYPE_FLOAT32,        FC_DTYPE_FLOAT64,
	FC_DTYPE_COMPLEX64,    FC_DTYPE_COMPLEX64,      FC_DTYPE_COMPLEX128,     FC_DTYPE_BOOL,
	FC_DTYPE_INT8,         FC_DTYPE_UINT8,          FC_DTYPE_INT32,          FC_DTYPE_BFLOAT16,
	FC_DTYPE_UINT4,        FC_DTYPE_UINT2,          FC_DTYPE_UNKNOWN,        FC_DTYPE_UNKNOWN,
	FC_DTYPE_UNKNOWN,      FC_DTYPE_UNKNOWN,        FC_DTYPE_UNKNOWN,        FC_DTYPE_FLOAT8E5M2,
	FC_DTYPE_FLOAT8E4M3FN, FC_DTYPE_FLOAT8E5M2FNUZ, FC_DTYPE_FLOAT8E4M3FNUZ, FC_DTYPE_UINT16,
	FC_DTYPE_UINT32,       FC_DTYPE_UINT64,
};

enum fc_dtype
fc_ts_dtype(int64_t code)
{
	return code >= 0 && code < (int64_t)sizeof(types) ? (enum fc_dtype)types[code] : FC_DTYPE_UNKNOWN;
}

int64_t
fc_ts_dtype_code(enum fc_dtype t)
{
	for (size_t i = 0; i < sizeof(types); i++) {
		if (types[i] == (unsigned char)t && i != 8)
			return (int64_t)i;
	}
	return -1;
}

static struct fc_ts_value *
level(struct fc_ts *t, const struct fc_value *x, int axis, unsigned *next)
{
	enum fc_ts_kind kind = fc_dtype_is_float((enum fc_dtype)x->type.dtype) ? FC_TS_V_REAL
	                       : x->type.dtype == FC_DTYPE_BOOL ? FC_TS_V_BOOL : FC_TS_V_INT;
	struct fc_ts_value *list;
	int64_t n;

	if (axis == x->type.shape.rank)
		return fc_ts_number(t, kind, fc_value_at(x, (*next)++));
	list = fc_ts_list(t, FC_TS_V_LIST);
	if (!fc_dim_const(x->type.shape.dim[axis], &n) || (uint64_t)n > t->b->limits.sequence) {
		list->inexact = true;
		n = 1;
	}
	for (int64_t i = 0; i < n; i++)
		fc_ts_push(t, list, level(t, x, axis + 1, next));
	return list;
}

struct fc_ts_value *
fc_ts_to_list(struct fc_ts *t, const struct fc_ts_value *v)
{
	unsigned next = 0;

	if (v->kind != FC_TS_V_TENSOR || v->tensor->type.shape.rank < 0 ||
	    (!v->tensor->known && v->tensor->type.shape.rank > 1))
		return fc_ts_unknown(t);
	return level(t, v->tensor, 0, &next);
}
