/* check_dim_dtype.c -- element types and how they meet */
#include <string.h>

#include "check_case.h"
#include "dim/dtype.h"

static const struct type_case {
	const char *name, *alias;
	enum fc_dtype type;
	unsigned bits;
	char kind;
} type_cases[] = {
	{ "float32", "f32", FC_DTYPE_FLOAT32, 32, 'f' },
	{ "float16", "f16", FC_DTYPE_FLOAT16, 16, 'f' },
	{ "bfloat16", "bf16", FC_DTYPE_BFLOAT16, 16, 'f' },
	{ "float64", "f64", FC_DTYPE_FLOAT64, 64, 'f' },
	{ "float8e4m3fn", NULL, FC_DTYPE_FLOAT8E4M3FN, 8, 'f' },
	{ "float6e2m3", NULL, FC_DTYPE_FLOAT6E2M3, 6, 'f' },
	{ "float6e3m2", NULL, FC_DTYPE_FLOAT6E3M2, 6, 'f' },
	{ "float4e2m1", NULL, FC_DTYPE_FLOAT4E2M1, 4, 'f' },
	{ "int4", "i4", FC_DTYPE_INT4, 4, 'i' },
	{ "uint4", "u4", FC_DTYPE_UINT4, 4, 'u' },
	{ "int8", "i8", FC_DTYPE_INT8, 8, 'i' },
	{ "uint8", "u8", FC_DTYPE_UINT8, 8, 'u' },
	{ "int64", "i64", FC_DTYPE_INT64, 64, 'i' },
	{ "bool", "b8", FC_DTYPE_BOOL, 8, 'b' },
	{ "string", "str", FC_DTYPE_STRING, 0, 's' },
	{ "complex64", "c64", FC_DTYPE_COMPLEX64, 64, 'c' },
	{ "complex128", "c128", FC_DTYPE_COMPLEX128, 128, 'c' },
};

START_TEST(type)
{
	const struct type_case *c = &type_cases[_i];

	ck_assert_int_eq(fc_dtype_find(c->name, strlen(c->name)), c->type);
	if (c->alias)
		ck_assert_int_eq(fc_dtype_find(c->alias, strlen(c->alias)), c->type);
	ck_assert_str_eq(fc_dtype_name(c->type), c->name);
	ck_assert_uint_eq(fc_dtype_bits(c->type), c->bits);
	ck_assert_int_eq(fc_dtype_class(c->type), c->kind);
	ck_assert_int_eq(fc_dtype_is_float(c->type), c->kind == 'f');
	ck_assert_int_eq(fc_dtype_is_integer(c->type), c->kind == 'i' || c->kind == 'u');
}
END_TEST

/* Every type is found by its name, and by no other text. */
START_TEST(names)
{
	static const char *const none[] = { "", "float", "f", "float32 ", "Float32", "unknown", "int" };

	for (int t = FC_DTYPE_UNKNOWN + 1; t < FC_DTYPE_COUNT; t++) {
		const char *name = fc_dtype_name((enum fc_dtype)t);

		ck_assert_int_eq(fc_dtype_find(name, strlen(name)), t);
		ck_assert_int_eq(fc_dtype_find(name, strlen(name) - 1) == (enum fc_dtype)t, 0);
	}
	for (int i = 0; i < N(none); i++)
		ck_assert_int_eq(fc_dtype_find(none[i], strlen(none[i])), FC_DTYPE_UNKNOWN);
	ck_assert_int_eq(fc_dtype_find("f32x", 3), FC_DTYPE_FLOAT32);
	ck_assert_ptr_null(fc_dtype_name(FC_DTYPE_UNKNOWN));
	ck_assert_uint_eq(fc_dtype_bits(FC_DTYPE_UNKNOWN), 0);
	ck_assert_int_eq(fc_dtype_class(FC_DTYPE_UNKNOWN), '?');
}
END_TEST

/*
 * torch.promote_types() of PyTorch 2.14.1, each pair of these: a letter is the
 * type of that place in the list, a dash that PyTorch refuses.
 */
static const enum fc_dtype torch_type[] = {
	FC_DTYPE_FLOAT32, FC_DTYPE_FLOAT64, FC_DTYPE_FLOAT16, FC_DTYPE_BFLOAT16,
	FC_DTYPE_FLOAT8E4M3FN, FC_DTYPE_FLOAT8E4M3FNUZ, FC_DTYPE_FLOAT8E5M2, FC_DTYPE_FLOAT8E5M2FNUZ,
	FC_DTYPE_FLOAT8E8M0, FC_DTYPE_INT2, FC_DTYPE_UINT2, FC_DTYPE_INT4, FC_DTYPE_UINT4,
	FC_DTYPE_INT8, FC_DTYPE_UINT8, FC_DTYPE_INT16, FC_DTYPE_UINT16, FC_DTYPE_INT32, FC_DTYPE_UINT32,
	FC_DTYPE_INT64, FC_DTYPE_UINT64, FC_DTYPE_BOOL, FC_DTYPE_COMPLEX64, FC_DTYPE_COMPLEX128,
};

static const char *const torch_promotes[] = {
	"abaa------a-aaaaaaaaaawx", /* float32 */
	"bbbb------b-bbbbbbbbbbxx", /* float64 */
	"abca------c-ccccccccccwx", /* float16 */
	"abad------d-ddddddddddwx", /* bfloat16 */
	"----e-------------------", /* float8_e4m3fn */
	"-----f------------------", /* float8_e4m3fnuz */
	"------g-----------------", /* float8_e5m2 */
	"-------h----------------", /* float8_e5m2fnuz */
	"--------i---------------", /* float8_e8m0fnu */
	"---------j--------------", /* int2 */
	"abcd------k-------------", /* uint2 */
	"-----------l------------", /* int4 */
	"abcd--------m-----------", /* uint4 */
	"abcd---------npp-r-t-nwx", /* int8 */
	"abcd---------pop-r-t-owx", /* uint8 */
	"abcd---------ppp-r-t-pwx", /* int16 */
	"abcd------------q-------", /* uint16 */
	"abcd---------rrr-r-t-rwx", /* int32 */
	"abcd--------------s-----", /* uint32 */
	"abcd---------ttt-t-t-twx", /* int64 */
	"abcd----------------u---", /* uint64 */
	"abcd---------nop-r-t-vwx", /* bool */
	"wxww---------www-w-w-wwx", /* complex64 */
	"xxxx---------xxx-x-x-xxx", /* complex128 */
};

START_TEST(promote)
{
	for (int i = 0; i < N(torch_type); i++) {
		char letter = torch_promotes[_i][i];
		enum fc_dtype r = fc_dtype_promote(torch_type[_i], torch_type[i]);

		ck_assert_msg(r == (letter == '-' ? FC_DTYPE_UNKNOWN : torch_type[letter - 'a']), "%s and %s",
		              fc_dtype_name(torch_type[_i]), fc_dtype_name(torch_type[i]));
	}
}
END_TEST

START_TEST(promote_others)
{
	ck_assert_int_eq(fc_dtype_promote(FC_DTYPE_STRING, FC_DTYPE_STRING), FC_DTYPE_STRING);
	ck_assert_int_eq(fc_dtype_promote(FC_DTYPE_STRING, FC_DTYPE_FLOAT32), FC_DTYPE_UNKNOWN);
	ck_assert_int_eq(fc_dtype_promote(FC_DTYPE_UNKNOWN, FC_DTYPE_FLOAT32), FC_DTYPE_UNKNOWN);
	ck_assert_int_eq(fc_dtype_promote(FC_DTYPE_UNKNOWN, FC_DTYPE_UNKNOWN), FC_DTYPE_UNKNOWN);
	ck_assert_int_eq(fc_dtype_promote(FC_DTYPE_FLOAT4E2M1, FC_DTYPE_FLOAT16), FC_DTYPE_UNKNOWN);
}
END_TEST

CHECK_CASE(dim_dtype)
{
	TCase *c = tcase_create("dtype");

	tcase_add_loop_test(c, type, 0, N(type_cases));
	tcase_add_test(c, names);
	tcase_add_loop_test(c, promote, 0, N(torch_promotes));
	tcase_add_test(c, promote_others);
	return c;
}
