/* check_front_tensor.c -- contents of pickled tensors: element types, strides, byte order */
#include "base/limits.h"
#include "front/ts/tensor.h"

#include <math.h>

#include "base/intern.h"
#include "check_case.h"
#include "check_zip.h"

static struct fc_heap heap;
static struct fc_diags diags;
static struct fc_builder builder;
static struct fc_ts ts;
static struct check_zip zip; /* large */

static void
setup(void)
{
	struct fc_arena *a;

	heap = (struct fc_heap){ 0 };
	a = fc_arena_new(&heap);
	diags = (struct fc_diags){ .arena = a };
	builder = (struct fc_builder){ .arena = a, .diags = &diags, .names = fc_intern_new(a) };
	builder.limits = fc_limits_usual;
	builder.dims = fc_dims_new(a, builder.names);
	memset(&zip, 0, sizeof(zip));
}

static void
teardown(void)
{
	fc_heap_done(&heap);
}

struct tensor_case {
	const char *entry; /* name of the payload in the archive */
	const void *data;
	size_t n;
	enum fc_dtype dtype;
	int64_t size[3], stride[3];
	unsigned rank;
	int64_t offset;
	const char *folder, *key;
	bool big, quantised;
};

/* The payload and its element type, of a case. */
#define IN(name, bytes, length, type) .entry = (name), .data = (bytes), .n = (length), .dtype = (type)

/* Read the case's tensor; an archive with its payload alone. */
static struct fc_ts_tensor
read_case(const struct tensor_case *c)
{
	struct fc_pickle storage = { .kind = FC_PICKLE_STORAGE, .text = c->key ? c->key : "0" };
	struct fc_pickle p = { .kind = FC_PICKLE_TENSOR, .dtype = (unsigned char)c->dtype, .n = c->rank,
		               .quantised = c->quantised, .size = c->size, .stride = c->stride,
		               .offset = c->offset, .storage = &storage };
	struct fc_ts_tensor out;

	check_zip_text(&zip, "m/version", "3\n");
	if (c->entry)
		check_zip_add(&zip, (struct check_entry){ .name = c->entry, .data = c->data, .size = c->n });
	check_zip_text(&zip, "m/byteorder", c->big ? "big" : "little");
	check_zip_end(&zip);
	ts = (struct fc_ts){ .b = &builder };
	ts.zip = fc_zip_open(builder.arena, fc_source_memory(builder.arena, zip.at, zip.n), &diags,
	                     FC_LIMIT_ENTRIES);
	ck_assert_ptr_nonnull(ts.zip);
	ck_assert(fc_ts_tensor_read(&ts, &p, c->folder ? c->folder : "data", &out));
	ck_assert_uint_eq(out.rank, c->rank);
	ck_assert_int_eq(out.dtype, c->dtype);
	return out;
}

static double
value(const struct fc_ts_tensor *t, unsigned i)
{
	double v = NAN;

	ck_assert_uint_lt(i, t->known->n);
	fc_scalar_as_real(t->known->at[i], &v);
	return v;
}

/* One element each, by IEEE 754 and two's complement. */
static const struct element_case {
	struct tensor_case t;
	double want;
} elements[] = {
	{ { IN("m/data/0", "\x00\x3e", 2, FC_DTYPE_FLOAT16) }, 1.5 },
	{ { IN("m/data/0", "\x01\x80", 2, FC_DTYPE_FLOAT16) }, -0x1p-24 },
	{ { IN("m/data/0", "\x00\xfc", 2, FC_DTYPE_FLOAT16) }, -INFINITY },
	{ { IN("m/data/0", "\xc0\x3f", 2, FC_DTYPE_BFLOAT16) }, 1.5 },
	{ { IN("m/data/0", "\x00\x00\x20\xc0", 4, FC_DTYPE_FLOAT32) }, -2.5 },
	{ { IN("m/data/0", "\0\0\0\0\0\0\xf8\x3f", 8, FC_DTYPE_FLOAT64) }, 1.5 },
	{ { IN("m/data/0", "\xff", 1, FC_DTYPE_INT8) }, -1 },
	{ { IN("m/data/0", "\xff", 1, FC_DTYPE_UINT8) }, 255 },
	{ { IN("m/data/0", "\x02", 1, FC_DTYPE_BOOL) }, 1 },
	{ { IN("m/data/0", "\xfe\xff", 2, FC_DTYPE_INT16) }, -2 },
	{ { IN("m/data/0", "\x00\x01\x00\x00", 4, FC_DTYPE_INT32) }, 256 },
	{ { IN("m/data/0", "\xfd\xff\xff\xff\xff\xff\xff\xff", 8, FC_DTYPE_INT64) }, -3 },
	{ { IN("m/data/0", "\x00\x00\x01\x00", 4, FC_DTYPE_INT32), .big = true }, 256 },
	{ { IN("m/data/0", "\xc0\x20\x00\x00", 4, FC_DTYPE_FLOAT32), .big = true }, -2.5 },
	{ { IN("m/data/0", "\1\2\3", 3, FC_DTYPE_INT8), .offset = 2 }, 3 },
	{ { IN("m/constants/0", "\7", 1, FC_DTYPE_INT8), .folder = "constants" }, 7 },
	{ { IN("m/data/3.storage", "\7", 1, FC_DTYPE_INT8), .folder = "constants", .key = "3.storage" }, 7 },
};

START_TEST(element)
{
	struct fc_ts_tensor t = read_case(&elements[_i].t);

	ck_assert_ptr_nonnull(t.known);
	ck_assert_uint_eq(t.known->n, 1);
	ck_assert(value(&t, 0) == elements[_i].want);
}
END_TEST

/* 0 1 2 / 3 4 5 stored by rows, seen as it is, transposed, every second column, and one row twice. */
static const struct view_case {
	struct tensor_case t;
	const char *want;
} views[] = {
	{ { .size = { 2, 3 }, .stride = { 3, 1 } }, "012345" },
	{ { .size = { 3, 2 }, .stride = { 1, 3 } }, "031425" },
	{ { .size = { 2, 2 }, .stride = { 3, 2 } }, "0235" },
	{ { .size = { 2, 3 }, .stride = { 0, 1 }, .offset = 3 }, "345345" },
};

START_TEST(view)
{
	struct tensor_case c = views[_i].t;
	struct fc_ts_tensor t;

	c.entry = "m/data/0";
	c.data = "\0\1\2\3\4\5";
	c.n = 6;
	c.dtype = FC_DTYPE_UINT8;
	c.rank = 2;
	t = read_case(&c);
	ck_assert_ptr_nonnull(t.known);
	ck_assert_uint_eq(t.known->n, strlen(views[_i].want));
	for (unsigned i = 0; i < t.known->n; i++)
		ck_assert_int_eq((int)value(&t, i), views[_i].want[i] - '0');
}
END_TEST

/* Shapes only: cut out, too many, far inside of a large one, packed, quantised. */
static const struct tensor_case unread[] = {
	{ .dtype = FC_DTYPE_FLOAT32 },
	{ IN("m/data/0", "ab", 2, FC_DTYPE_FLOAT32) },
	{ IN("m/data/0", "", 0, FC_DTYPE_INT64), .size = { 2000 }, .stride = { 1 }, .rank = 1 },
	{ IN("m/data/0", "", 0, FC_DTYPE_FLOAT32), .size = { 257 }, .stride = { 1 }, .rank = 1 },
	{ IN("m/data/0", "a", 1, FC_DTYPE_INT8), .offset = (int64_t)1 << 40 },
	{ IN("m/data/0", "a", 1, FC_DTYPE_UINT4) },
	{ IN("m/data/0", "abcdefgh", 8, FC_DTYPE_COMPLEX64) },
	{ IN("m/data/0", "a", 1, FC_DTYPE_INT8), .quantised = true },
	{ IN("m/data/0", "a", 1, FC_DTYPE_INT8), .key = "1" },
	{ IN("m/data/0", "a", 1, FC_DTYPE_UNKNOWN) },
};

START_TEST(not_read)
{
	ck_assert_ptr_null(read_case(&unread[_i]).known);
	ck_assert_uint_eq(diags.n, 0);
}
END_TEST

START_TEST(no_elements)
{
	struct tensor_case c = { .dtype = FC_DTYPE_FLOAT32, .size = { 0 }, .stride = { 1 }, .rank = 1 };
	struct fc_ts_tensor t = read_case(&c);

	ck_assert_ptr_nonnull(t.known);
	ck_assert_uint_eq(t.known->n, 0);
}
END_TEST

START_TEST(not_a_number_and_too_large)
{
	struct tensor_case c = { IN("m/data/0", "\x00\x7e", 2, FC_DTYPE_FLOAT16) };
	struct fc_ts_tensor t = read_case(&c);

	ck_assert(!fc_scalar_is_known(t.known->at[0]));
	memset(&zip, 0, sizeof(zip));
	c = (struct tensor_case){ IN("m/data/0", "\0\0\0\0\0\0\0\xff", 8, FC_DTYPE_UINT64) };
	t = read_case(&c);
	ck_assert(!fc_scalar_is_known(t.known->at[0]));
}
END_TEST

CHECK_CASE(front_tensor)
{
	TCase *c = tcase_create("tensor");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, element, 0, N(elements));
	tcase_add_loop_test(c, view, 0, N(views));
	tcase_add_loop_test(c, not_read, 0, N(unread));
	tcase_add_test(c, no_elements);
	tcase_add_test(c, not_a_number_and_too_large);
	return c;
}
