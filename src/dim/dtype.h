/* dtype.h -- element types */
#ifndef FC_DIM_DTYPE_H
#define FC_DIM_DTYPE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * X(enum name, report name, short name or "", bits, class); classes: f float,
 * i signed, u unsigned, b bool, c complex, s string.
 */
#define FC_DTYPES(X)                                   \
	X(FLOAT32, "float32", "f32", 32, 'f')              \
	X(FLOAT64, "float64", "f64", 64, 'f')              \
	X(FLOAT16, "float16", "f16", 16, 'f')              \
	X(BFLOAT16, "bfloat16", "bf16", 16, 'f')           \
	X(FLOAT8E4M3FN, "float8e4m3fn", "", 8, 'f')        \
	X(FLOAT8E4M3FNUZ, "float8e4m3fnuz", "", 8, 'f')    \
	X(FLOAT8E5M2, "float8e5m2", "", 8, 'f')            \
	X(FLOAT8E5M2FNUZ, "float8e5m2fnuz", "", 8, 'f')    \
	X(FLOAT8E8M0, "float8e8m0", "", 8, 'f')            \
	X(FLOAT6E2M3, "float6e2m3", "", 6, 'f')            \
	X(FLOAT6E3M2, "float6e3m2", "", 6, 'f')            \
	X(FLOAT4E2M1, "float4e2m1", "", 4, 'f')            \
	X(INT2, "int2", "", 2, 'i')                        \
	X(UINT2, "uint2", "", 2, 'u')                      \
	X(INT4, "int4", "i4", 4, 'i')                      \
	X(UINT4, "uint4", "u4", 4, 'u')                    \
	X(INT8, "int8", "i8", 8, 'i')                      \
	X(UINT8, "uint8", "u8", 8, 'u')                    \
	X(INT16, "int16", "i16", 16, 'i')                  \
	X(UINT16, "uint16", "u16", 16, 'u')                \
	X(INT32, "int32", "i32", 32, 'i')                  \
	X(UINT32, "uint32", "u32", 32, 'u')                \
	X(INT64, "int64", "i64", 64, 'i')                  \
	X(UINT64, "uint64", "u64", 64, 'u')                \
	X(BOOL, "bool", "b8", 8, 'b')                      \
	X(STRING, "string", "str", 0, 's')                 \
	X(COMPLEX64, "complex64", "c64", 64, 'c')          \
	X(COMPLEX128, "complex128", "c128", 128, 'c')

enum fc_dtype {
	FC_DTYPE_UNKNOWN,
#define FC_DTYPE_ENUM(id, name, alias, bits, kind) FC_DTYPE_##id,
	FC_DTYPES(FC_DTYPE_ENUM)
#undef FC_DTYPE_ENUM
	FC_DTYPE_COUNT
};

const char *fc_dtype_name(enum fc_dtype t);     /* "float32"; NULL for unknown */
unsigned fc_dtype_bits(enum fc_dtype t);        /* 0 for unknown and string */
char fc_dtype_class(enum fc_dtype t);           /* f i u b c s; '?' for unknown */
bool fc_dtype_is_float(enum fc_dtype t);
bool fc_dtype_is_integer(enum fc_dtype t);      /* i u */
enum fc_dtype fc_dtype_find(const char *s, size_t n); /* by name or short name; unknown otherwise */

/* The type two operands meet in, by PyTorch's promotion rules (category, then width). */
enum fc_dtype fc_dtype_promote(enum fc_dtype a, enum fc_dtype b);

#endif
