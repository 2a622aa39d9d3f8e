/* dtype.c -- ONNX's numbers for element types */
#include "front/onnx/dtype.h"

/* onnx.proto, TensorProto.DataType; the index is the number. */
static const enum fc_dtype types[] = {
	FC_DTYPE_UNKNOWN,
	FC_DTYPE_FLOAT32,
	FC_DTYPE_UINT8,
	FC_DTYPE_INT8,
	FC_DTYPE_UINT16,
	FC_DTYPE_INT16,
	FC_DTYPE_INT32,
	FC_DTYPE_INT64,
	FC_DTYPE_STRING,
	FC_DTYPE_BOOL,
	FC_DTYPE_FLOAT16,
	FC_DTYPE_FLOAT64,
	FC_DTYPE_UINT32,
	FC_DTYPE_UINT64,
	FC_DTYPE_COMPLEX64,
	FC_DTYPE_COMPLEX128,
	FC_DTYPE_BFLOAT16,
	FC_DTYPE_FLOAT8E4M3FN,
	FC_DTYPE_FLOAT8E4M3FNUZ,
	FC_DTYPE_FLOAT8E5M2,
	FC_DTYPE_FLOAT8E5M2FNUZ,
	FC_DTYPE_UINT4,
	FC_DTYPE_INT4,
	FC_DTYPE_FLOAT4E2M1,
	FC_DTYPE_FLOAT8E8M0,
	FC_DTYPE_UINT2,
	FC_DTYPE_INT2,
	FC_DTYPE_FLOAT6E2M3,
	FC_DTYPE_FLOAT6E3M2,
};

enum fc_dtype
fc_onnx_dtype(int64_t number)
{
	if (number < 0 || (uint64_t)number >= sizeof(types) / sizeof(types[0]))
		return FC_DTYPE_UNKNOWN;
	return types[number];
}

void
fc_onnx_attr_dtype(struct fc_draft *d, const char *name)
{
	const struct fc_attr *a = fc_draft_attr(d, name);
	const char *text;

	if (!a || a->kind != FC_ATTR_INT)
		return;
	text = fc_dtype_name(fc_onnx_dtype(fc_draft_int(d, name, 0)));
	fc_draft_drop(d, name);
	fc_draft_set_text(d, name, text ? text : "undefined");
}
