/* check_front_pickle.c -- the pickle machine: values, identity, refusals */
#include "front/ts/pickle.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "check_heap.h"

static struct fc_intern *names;

static void
setup(void)
{
	check_heap_setup();
	names = fc_intern_new(arena);
}

static struct fc_pickle *
read_bytes(const char *data, size_t n)
{
	const struct fc_pickle_text text = { "data.pkl", data, n, FC_LIMIT_OPCODES };

	return fc_pickle_read(arena, names, &diags, &text);
}

/* Of a string literal; it must succeed. */
#define READ(literal) read_ok(literal, sizeof(literal) - 1)

static struct fc_pickle *
read_ok(const char *data, size_t n)
{
	struct fc_pickle *v = read_bytes(data, n);

	ck_assert_msg(v != NULL, "%s", diags.n ? diags.item[0].text : "no diagnostic");
	ck_assert_uint_eq(diags.n, 0);
	return v;
}

/* The opcodes are those of Python's pickletools; what they mean is said there. */
static const struct integer_case {
	const char *data;
	size_t n;
	int64_t want;
} integers[] = {
	{ "\x80\x02K\xff.", 5, 255 },
	{ "M\x01\x02.", 4, 513 },
	{ "J\xfb\xff\xff\xff.", 6, -5 },
	{ "J\x01\x00\x00\x80.", 6, -2147483647 },
	{ "\x8a\x08\x00\x00\x00\x00\x00\x01\x00\x00.", 11, INT64_C(1) << 40 },
	{ "\x8a\x08\xff\xff\xff\xff\xff\xff\xff\xff.", 11, -1 },
	{ "\x8a\x01\x80.", 4, -128 },
	{ "\x8a\x00.", 3, 0 },
};

START_TEST(integer)
{
	struct fc_pickle *v = read_ok(integers[_i].data, integers[_i].n);

	ck_assert_int_eq(v->kind, FC_PICKLE_INT);
	ck_assert_int_eq(v->integer, integers[_i].want);
}
END_TEST

START_TEST(plain_values)
{
	ck_assert_int_eq(READ("N.")->kind, FC_PICKLE_NONE);
	ck_assert_int_eq(READ("\x88.")->kind, FC_PICKLE_BOOL);
	ck_assert_int_eq(READ("\x88.")->integer, 1);
	ck_assert_int_eq(READ("\x89.")->integer, 0);
	ck_assert_double_eq(READ("G\x3f\xf8\0\0\0\0\0\0.")->real, 1.5);
	ck_assert(isinf(READ("G\x7f\xf0\0\0\0\0\0\0.")->real));
	ck_assert_str_eq(READ("X\3\0\0\0abc.")->text, "abc");
	ck_assert_ptr_eq(READ("X\1\0\0\0a.")->text, fc_intern_text(names, "a"));
	ck_assert_int_eq(READ(").")->kind, FC_PICKLE_TUPLE);
}
END_TEST

START_TEST(containers)
{
	struct fc_pickle *v = READ("((K\x01K\x02tK\x03\x85K\x04K\x05\x86K\x06K\x07K\x08\x87](K\x09""e"
	                           "}(X\1\0\0\0aNut.");

	ck_assert_uint_eq(v->n, 6);
	ck_assert_uint_eq(v->item[0]->n, 2);
	ck_assert_int_eq(v->item[0]->item[1]->integer, 2);
	ck_assert_int_eq(v->item[1]->item[0]->integer, 3);
	ck_assert_int_eq(v->item[2]->item[0]->integer, 4);
	ck_assert_int_eq(v->item[3]->item[2]->integer, 8);
	ck_assert_int_eq(v->item[4]->kind, FC_PICKLE_LIST);
	ck_assert_int_eq(v->item[4]->item[0]->integer, 9);
	ck_assert_int_eq(fc_pickle_find(v->item[5], "a")->kind, FC_PICKLE_NONE);
	ck_assert_ptr_null(fc_pickle_find(v->item[5], "b"));
	ck_assert_ptr_null(fc_pickle_find(v->item[4], "a"));
}
END_TEST

/* Python's writers emit MARK and APPENDS for an empty list too. */
START_TEST(empty_containers)
{
	ck_assert_uint_eq(READ("](e.")->n, 0);
	ck_assert_uint_eq(READ("}(u.")->n, 0);
	ck_assert_uint_eq(READ("(t.")->n, 0);
}
END_TEST

START_TEST(identity)
{
	struct fc_pickle *v = READ("(]q\x00h\x00]r\x01\0\0\0j\x01\0\0\0t.");

	ck_assert_ptr_eq(v->item[0], v->item[1]);
	ck_assert_ptr_eq(v->item[2], v->item[3]);
	ck_assert_ptr_ne(v->item[0], v->item[2]);
}
END_TEST

START_TEST(list_in_itself)
{
	struct fc_pickle *v = READ("]q\0(h\0e.");

	ck_assert_uint_eq(v->n, 1);
	ck_assert_ptr_eq(v->item[0], v);
}
END_TEST

START_TEST(object)
{
	struct fc_pickle *v = READ("c__torch__.a\nNet\n)\x81}(X\1\0\0\0wK\x01ub.");

	ck_assert_int_eq(v->kind, FC_PICKLE_OBJECT);
	ck_assert_str_eq(v->text, "__torch__.a.Net");
	ck_assert_uint_eq(v->n, 1);
	ck_assert_int_eq(fc_pickle_find(v->item[0], "w")->integer, 1);
	v = READ("c__torch__.torch.classes.quantized\nLinearPackedParamsBase\n)\x81K\x01N\x86""b.");
	ck_assert_str_eq(v->text, "__torch__.torch.classes.quantized.LinearPackedParamsBase");
	ck_assert_int_eq(v->item[0]->kind, FC_PICKLE_TUPLE);
}
END_TEST

START_TEST(enumerator)
{
	struct fc_pickle *v = READ("c__torch__\nColor\nK\x02R.");

	ck_assert_int_eq(v->kind, FC_PICKLE_ENUM);
	ck_assert_str_eq(v->text, "__torch__.Color");
	ck_assert_int_eq(v->item[0]->integer, 2);
}
END_TEST

START_TEST(typed_containers)
{
	struct fc_pickle *v = READ("ctorch.jit._pickle\nbuild_intlist\n](K\x01K\x02""e\x85R.");

	ck_assert_int_eq(v->kind, FC_PICKLE_LIST);
	ck_assert_uint_eq(v->n, 2);
	ck_assert_ptr_null(v->tag);
	v = READ("ctorch.jit._pickle\nrestore_type_tag\n](eX\x09\0\0\0List[str]\x86R.");
	ck_assert_int_eq(v->kind, FC_PICKLE_LIST);
	ck_assert_str_eq(v->tag, "List[str]");
	/* only lists and dicts keep it */
	v = READ("ctorch.jit._pickle\nrestore_type_tag\n)X\3\0\0\0int\x86R.");
	ck_assert_int_eq(v->kind, FC_PICKLE_TUPLE);
	ck_assert_ptr_null(v->tag);
}
END_TEST

START_TEST(devices_and_complex)
{
	ck_assert_str_eq(READ("ctorch\ndevice\nX\6\0\0\0cuda:0\x85R.")->text, "cuda:0");
	ck_assert_uint_eq(READ("cbuiltins\ncomplex\nK\x01K\x02\x86R.")->n, 2);
}
END_TEST

/* ("storage", torch.FloatStorage, "0", "cpu", 6) */
#define STORAGE(kind) "(X\7\0\0\0storagectorch\n" kind "Storage\nX\1\0\0\0""0X\3\0\0\0cpuK\x06tQ"
#define HOOKS         "ccollections\nOrderedDict\n)R"
#define TENSOR(kind, offset, size, stride) \
	"ctorch._utils\n_rebuild_tensor_v2\n(" STORAGE(kind) offset size stride "\x88" HOOKS "tR."

START_TEST(tensor)
{
	struct fc_pickle *v = READ(TENSOR("Float", "K\x00", "K\x02K\x03\x86", "K\x03K\x01\x86"));

	ck_assert_int_eq(v->kind, FC_PICKLE_TENSOR);
	ck_assert_int_eq(v->dtype, FC_DTYPE_FLOAT32);
	ck_assert(v->requires_grad && !v->quantised);
	ck_assert_uint_eq(v->n, 2);
	ck_assert_int_eq(v->size[1], 3);
	ck_assert_int_eq(v->stride[0], 3);
	ck_assert_str_eq(v->storage->text, "0");
	ck_assert_int_eq(v->storage->numel, 6);
	v = READ(TENSOR("Long", "K\x05", ")", ")")); /* rank 0, the last element */
	ck_assert_uint_eq(v->n, 0);
	ck_assert_int_eq(v->offset, 5);
	v = READ(TENSOR("Half", "K\x63", "K\x00\x85", "K\x01\x85")); /* empty: stands nowhere */
	ck_assert_int_eq(v->size[0], 0);
}
END_TEST

START_TEST(quantised_tensor)
{
	struct fc_pickle *v = READ("ctorch._utils\n_rebuild_qtensor\n(" STORAGE("QInt8")
	                           "K\x00K\x06\x85K\x01\x85""ctorch\nper_tensor_affine\n"
	                           "G\x3f\xe0\0\0\0\0\0\0K\x00\x87\x89" HOOKS "tR.");

	ck_assert(v->quantised && !v->requires_grad);
	ck_assert_int_eq(v->dtype, FC_DTYPE_INT8);
	ck_assert_uint_eq(v->n, 1);
	ck_assert_uint_eq(v->item[0]->n, 3);
	ck_assert_str_eq(v->item[0]->item[0]->text, "torch.per_tensor_affine");
	ck_assert_double_eq(v->item[0]->item[1]->real, 0.5);
}
END_TEST

/* Names as torch 2.x writes them. */
static const struct storage_case {
	const char *name;
	enum fc_dtype dtype;
} storages[] = {
	{ "Byte", FC_DTYPE_UINT8 }, { "Char", FC_DTYPE_INT8 }, { "Short", FC_DTYPE_INT16 },
	{ "Int", FC_DTYPE_INT32 }, { "Long", FC_DTYPE_INT64 }, { "Half", FC_DTYPE_FLOAT16 },
	{ "Float", FC_DTYPE_FLOAT32 }, { "Double", FC_DTYPE_FLOAT64 }, { "Bool", FC_DTYPE_BOOL },
	{ "BFloat16", FC_DTYPE_BFLOAT16 }, { "ComplexFloat", FC_DTYPE_COMPLEX64 },
	{ "ComplexDouble", FC_DTYPE_COMPLEX128 }, { "QUInt8", FC_DTYPE_UINT8 },
	{ "QInt32", FC_DTYPE_INT32 }, { "QUInt4x2", FC_DTYPE_UINT4 }, { "QUInt2x4", FC_DTYPE_UINT2 },
	{ "Float8_e5m2", FC_DTYPE_FLOAT8E5M2 }, { "Float8_e4m3fn", FC_DTYPE_FLOAT8E4M3FN },
	{ "Float8_e5m2fnuz", FC_DTYPE_FLOAT8E5M2FNUZ }, { "Float8_e4m3fnuz", FC_DTYPE_FLOAT8E4M3FNUZ },
	{ "Float8_e8m0fnu", FC_DTYPE_FLOAT8E8M0 }, { "UInt16", FC_DTYPE_UINT16 },
	{ "UInt32", FC_DTYPE_UINT32 }, { "UInt64", FC_DTYPE_UINT64 }, { "ComplexHalf", FC_DTYPE_UNKNOWN },
	{ "Bits8", FC_DTYPE_UNKNOWN },
};

START_TEST(storage_type)
{
	static const char front[] = "(X\7\0\0\0storagectorch\n";
	static const char back[] = "Storage\nX\1\0\0\0""0X\3\0\0\0cpuK\x06tQ.";
	char data[128];
	size_t n = strlen(storages[_i].name);

	memcpy(data, front, sizeof(front) - 1);
	memcpy(data + sizeof(front) - 1, storages[_i].name, n);
	memcpy(data + sizeof(front) - 1 + n, back, sizeof(back) - 1);
	ck_assert_int_eq(read_ok(data, sizeof(front) + sizeof(back) - 2 + n)->dtype, storages[_i].dtype);
}
END_TEST

#define BAD(literal, code) { literal, sizeof(literal) - 1, code }
#define TWO_60 "\x8a\x08\0\0\0\0\0\0\0\x10"

static const struct bad {
	const char *data;
	size_t n;
	enum fc_diag_code code;
} bad[] = {
	BAD("", FC_E_TRUNCATED), BAD("N", FC_E_TRUNCATED), BAD("K", FC_E_TRUNCATED),
	BAD("X\xff\xff\xff\xffzz.", FC_E_TRUNCATED), BAD("c__torch__\nNet", FC_E_TRUNCATED),
	BAD("M\1", FC_E_TRUNCATED), BAD("\x8a", FC_E_TRUNCATED), BAD("\x8a\4\1", FC_E_TRUNCATED),
	BAD("G\0", FC_E_TRUNCATED), BAD("X\1", FC_E_TRUNCATED), BAD("Nq", FC_E_TRUNCATED),
	BAD("h", FC_E_TRUNCATED), BAD("c", FC_E_TRUNCATED), BAD(".", FC_E_CORRUPT),
	BAD("(.", FC_E_CORRUPT), BAD("N(.", FC_E_CORRUPT), BAD("\xfe.", FC_E_CORRUPT),
	BAD("0.", FC_E_CORRUPT), /* POP: nothing writes it */
	BAD("K\x01\x86.", FC_E_CORRUPT), BAD("t.", FC_E_CORRUPT), BAD("](K\x01u.", FC_E_CORRUPT),
	BAD("}(K\x01""e.", FC_E_CORRUPT), BAD("}(K\x01u.", FC_E_CORRUPT),
	BAD(")(K\x01""e.", FC_E_CORRUPT), BAD("e.", FC_E_CORRUPT), BAD("(e.", FC_E_CORRUPT),
	BAD("h\x00.", FC_E_CORRUPT), BAD("Nq\x00(Nq\x01h\x02.", FC_E_CORRUPT),
	BAD("Nq\x02.", FC_E_CORRUPT), /* memo entries are dense */
	BAD("q\x00.", FC_E_CORRUPT), BAD("Nr\xff\xff\xff\xff.", FC_E_CORRUPT),
	BAD("\x8a\x09\1\1\1\1\1\1\1\1\1.", FC_E_CORRUPT),
	BAD("cos\nsystem\nX\4\0\0\0true\x85R.", FC_E_CORRUPT),
	BAD("cbuiltins\neval\n.", FC_E_CORRUPT), BAD("ctorch\nload\n.", FC_E_CORRUPT),
	BAD("ctorch\nStorage\n.", FC_E_CORRUPT), BAD("c__torch\nNet\n.", FC_E_CORRUPT),
	BAD("NNR.", FC_E_CORRUPT), BAD("R.", FC_E_CORRUPT), BAD(")R.", FC_E_CORRUPT),
	BAD("Q.", FC_E_CORRUPT), BAD("b.", FC_E_CORRUPT), BAD("}b.", FC_E_CORRUPT),
	BAD("\x81.", FC_E_CORRUPT), BAD(")\x81.", FC_E_CORRUPT), BAD("N)\x81.", FC_E_CORRUPT),
	BAD("c__torch__\nNet\nN\x81.", FC_E_CORRUPT),
	BAD("ccollections\nOrderedDict\nN\x85R.", FC_E_CORRUPT),
	BAD("ctorch.jit._pickle\nbuild_intlist\n]]\x86R.", FC_E_CORRUPT),
	BAD("ctorch.jit._pickle\nrestore_type_tag\n]\x85R.", FC_E_CORRUPT),
	BAD("ctorch.jit._pickle\nrestore_type_tag\n]N\x86R.", FC_E_CORRUPT),
	BAD("ctorch\ndevice\nN\x85R.", FC_E_CORRUPT),
	BAD("cbuiltins\ncomplex\nK\1\x85R.", FC_E_CORRUPT),
	BAD("cbuiltins\ncomplex\nNR.", FC_E_CORRUPT),
	BAD("ctorch\nper_tensor_affine\n)R.", FC_E_CORRUPT),
	BAD("ctorch\ndevice\n)R.", FC_E_CORRUPT),
	BAD("ctorch.jit._pickle\nbuild_intlist\nK\x01\x85R.", FC_E_CORRUPT),
	BAD("c__torch__\nNet\nK\x01\x85\x81.", FC_E_CORRUPT),
	BAD("c__torch__\nNet\n)\x81}b}b.", FC_E_CORRUPT),
	BAD("]}b.", FC_E_CORRUPT), BAD("K\x01Q.", FC_E_CORRUPT), BAD("N\x85Q.", FC_E_CORRUPT),
	BAD("(NNNNNtQ.", FC_E_CORRUPT),
	BAD("(Nctorch\nFloatStorage\nNNK\1tQ.", FC_E_CORRUPT),
	BAD("(Nctorch\nFloatStorage\nX\1\0\0\0""0NNtQ.", FC_E_CORRUPT),
	BAD("(Nctorch\nFloatStorage\nX\1\0\0\0""0NJ\xff\xff\xff\xfftQ.", FC_E_CORRUPT),
	BAD("(Nc__torch__\nNet\nX\1\0\0\0""0NK\1tQ.", FC_E_CORRUPT),
	BAD("ctorch._utils\n_rebuild_tensor_v2\n(NK\0))\x88NtR.", FC_E_CORRUPT),
	BAD("ctorch._utils\n_rebuild_tensor_v2\n(" STORAGE("Float") "K\0))NNtR.", FC_E_CORRUPT),
	BAD("ctorch._utils\n_rebuild_qtensor\n(" STORAGE("QInt8") "K\0))N\x89NtR.", FC_E_CORRUPT),
	BAD("ctorch._utils\n_rebuild_qtensor\n(" STORAGE("QInt8") "K\0)))\x89NtR.", FC_E_CORRUPT),
	BAD(TENSOR("Float", "N", ")", ")"), FC_E_CORRUPT),
	BAD(TENSOR("Float", "K\0", "N", ")"), FC_E_TENSOR),
	BAD(TENSOR("Float", "K\0", ")", "N"), FC_E_TENSOR),
	BAD("ctorch._utils\n_rebuild_tensor_v2\n)R.", FC_E_CORRUPT),
	BAD(TENSOR("Float", "K\x00", "J\xff\xff\xff\xff\x85", "K\x01\x85"), FC_E_TENSOR),
	BAD(TENSOR("Float", "K\x00", "K\x06\x85", "J\xff\xff\xff\xff\x85"), FC_E_TENSOR),
	BAD(TENSOR("Float", "K\x00", "K\x06\x85", ")"), FC_E_TENSOR),
	BAD(TENSOR("Float", "K\x00", "N\x85", "K\x01\x85"), FC_E_TENSOR),
	BAD(TENSOR("Float", "K\x00", "K\x07\x85", "K\x01\x85"), FC_E_TENSOR),
	BAD(TENSOR("Float", "K\x01", "K\x06\x85", "K\x01\x85"), FC_E_TENSOR),
	BAD(TENSOR("Float", "K\x00", TWO_60 "K\x10\x86", "K\x00K\x00\x86"), FC_E_TENSOR),
	BAD(TENSOR("Float", "K\x00", TWO_60 "\x85", TWO_60 "\x85"), FC_E_TENSOR),
	BAD(TENSOR("Float", "J\xff\xff\xff\xff", "K\x01\x85", "K\x01\x85"), FC_E_CORRUPT),
};

START_TEST(refused)
{
	ck_assert_ptr_null(read_bytes(bad[_i].data, bad[_i].n));
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_int_eq(diags.item[0].code, bad[_i].code);
	ck_assert_str_eq(diags.item[0].where.file, "data.pkl");
}
END_TEST

START_TEST(says_what_and_where)
{
	ck_assert_ptr_null(read_bytes("\x80\x02\xfe.", 4));
	ck_assert_str_eq(diags.item[0].text, "unknown pickle opcode 0xfe");
	ck_assert_uint_eq(diags.item[0].where.byte, 2);
	ck_assert_ptr_null(read_bytes("cos\nsystem\n.", 12));
	ck_assert_str_eq(diags.item[1].text, "global 'os.system' is not allowed");
}
END_TEST

/* Values without end, and marks: neither stack outgrows its limit. */
START_TEST(stacked_high)
{
	static const char opcodes[] = { 'N', '(' };
	enum { HIGH = (1 << 22) + 1 };
	char *data = fc_arena_take(arena, HIGH, 1);

	memset(data, opcodes[_i], HIGH);
	ck_assert_ptr_null(read_bytes(data, HIGH));
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_str_eq(diags.item[0].text, "the pickle's stack grows too high");
}
END_TEST

/* Nested without end: no recursion, so no stack to run out of. */
START_TEST(nested_deep)
{
	enum { DEEP = 1000000 };
	char *data = fc_arena_take(arena, DEEP + 2, 1);
	struct fc_pickle *v;
	unsigned n = 0;

	data[0] = 'N';
	memset(data + 1, '\x85', DEEP);
	data[DEEP + 1] = '.';
	v = read_ok(data, DEEP + 2);
	for (; v->kind == FC_PICKLE_TUPLE; v = v->item[0])
		n++;
	ck_assert_uint_eq(n, DEEP);
}
END_TEST

CHECK_CASE(front_pickle)
{
	TCase *c = tcase_create("pickle");

	tcase_add_checked_fixture(c, setup, check_heap_teardown);
	tcase_add_loop_test(c, integer, 0, N(integers));
	tcase_add_test(c, plain_values);
	tcase_add_test(c, containers);
	tcase_add_test(c, empty_containers);
	tcase_add_test(c, identity);
	tcase_add_test(c, list_in_itself);
	tcase_add_test(c, object);
	tcase_add_test(c, enumerator);
	tcase_add_test(c, typed_containers);
	tcase_add_test(c, devices_and_complex);
	tcase_add_test(c, tensor);
	tcase_add_test(c, quantised_tensor);
	tcase_add_loop_test(c, storage_type, 0, N(storages));
	tcase_add_loop_test(c, refused, 0, N(bad));
	tcase_add_test(c, says_what_and_where);
	tcase_add_loop_test(c, stacked_high, 0, 2);
	tcase_add_test(c, nested_deep);
	return c;
}
