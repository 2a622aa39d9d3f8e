/* check_result_roofline.c -- devices, and times worked out by hand */
#include "check_case.h"
#include "check_result.h"

#include "base/out.h"
#include "result/roofline.h"

static struct check_ground ground;
static struct fc_row row[4];
static struct fc_result result;
static struct fc_device device;

/* 1 T float32, 4 T int8, 100 GB/s; a cache of 1000 bytes. */
static void
set_up(void)
{
	check_ground_open(&ground);
	device = (struct fc_device){ .name = "d", .title = "D", .source = "by hand", .bandwidth = 1e11,
		                     .cache = 1000 };
	device.peak[FC_DTYPE_FLOAT32] = 1e12;
	device.peak[FC_DTYPE_INT8] = 4e12;
	for (int i = 0; i < N(row); i++) {
		row[i] = check_row(&ground, "", "", "Conv");
		row[i].like->pair[0][0] = row[i].like->pair[0][1] = FC_DTYPE_FLOAT32;
	}
	result = check_result_of(&ground, row, N(row));
}

static void
tear_down(void)
{
	fc_heap_done(&ground.heap);
}

static void
fill(struct fc_row *r, const char *macs, const char *bytes)
{
	r->like->f.macs = check_dim(&ground, macs);
	r->like->f.access_bytes = check_dim(&ground, bytes);
}

static void
roof(void)
{
	fc_result_price(&result, fc_policy_find("paper"));
	fc_result_roof(&result, &device);
}

static const char *
predicted(const struct fc_roof *r)
{
	return check_dim_text(&ground, r->predicted);
}

/* 2 * 50000 / 1e12 s = 100 ns; 1000 / 1e11 s = 10 ns; 20000 bytes: 200 ns; int8: 100000 / 4e12 = 25 ns. */
START_TEST(rows)
{
	int64_t v;

	fill(&row[0], "50000", "1000");
	fill(&row[1], "50000", "20000");
	fill(&row[2], "50000", "1000");
	row[2].like->pair[0][0] = FC_DTYPE_UINT8;
	row[2].like->pair[0][1] = FC_DTYPE_INT8;
	roof();
	ck_assert_str_eq(predicted(&row[0].like->roof), "100000");
	ck_assert_str_eq(predicted(&row[1].like->roof), "200000");
	ck_assert_str_eq(predicted(&row[2].like->roof), "25000");
	ck_assert_str_eq(predicted(&row[3].like->roof), "0");
	ck_assert_str_eq(fc_bound_name(fc_roof_bound(&row[0].like->roof)), "compute");
	ck_assert_str_eq(fc_bound_name(fc_roof_bound(&row[1].like->roof)), "memory");
	ck_assert(fc_roof_bound(&row[3].like->roof) == FC_BOUND_NONE);
	ck_assert(fc_roof_intensity(&row[1].like->roof, row[1].like->f.access_bytes, &v));
	ck_assert_int_eq(v, 5000000); /* 100000 / 20000 */
	ck_assert_str_eq(predicted(&result.total.roof), "325000");
	ck_assert_str_eq(check_dim_text(&ground, result.total.roof.computing), "125000");
	ck_assert_uint_eq(result.total.unpredicted, 0);
}
END_TEST

/* Whatever the convention: bias adds and the like count one each. (2 * 10 + 80) / 1e12 s = 100 ps. */
START_TEST(other_work)
{
	fill(&row[0], "10", "0");
	row[0].like->bias_adds = row[0].like->affine = check_dim(&ground, "20");
	row[0].like->simple = row[0].like->special = check_dim(&ground, "20");
	roof();
	ck_assert_str_eq(predicted(&row[0].like->roof), "100");
}
END_TEST

/* Two types of products: 2 * 1000 / 1e12 + 2 * 2000 / 4e12 s = 3 ns. */
START_TEST(two_types)
{
	fill(&row[0], "3000", "0");
	row[0].like->macs_other = check_dim(&ground, "2000");
	row[0].like->pair[1][0] = row[0].like->pair[1][1] = FC_DTYPE_INT8;
	roof();
	ck_assert_str_eq(predicted(&row[0].like->roof), "3000");
}
END_TEST

/* 2000 bytes in 2 runs of 1000 fit the cache: 2000 / 1e12 s = 2 ns, else 20 ns. */
START_TEST(cache)
{
	fill(&row[0], "0", "2000");
	row[0].like->repeat = check_dim(&ground, "2");
	fill(&row[1], "0", "2000");
	device.cache_bandwidth = 1e12;
	roof();
	ck_assert_str_eq(predicted(&row[0].like->roof), "2000");
	ck_assert_str_eq(predicted(&row[1].like->roof), "20000");
}
END_TEST

START_TEST(unknown)
{
	fill(&row[0], "50000", "1000");
	fill(&row[1], "50000*batch", "1000");
	roof();
	ck_assert(fc_dim_is_nan(row[1].like->roof.predicted));
	ck_assert(fc_dim_is_nan(result.total.roof.predicted));
	ck_assert_uint_eq(result.total.unpredicted, 1);
	fill(&row[1], "50000", "1000"); /* float64: no peak is told, and none is wider */
	row[1].like->pair[0][0] = FC_DTYPE_FLOAT64;
	roof();
	ck_assert(fc_dim_is_nan(row[1].like->roof.predicted));
	ck_assert_str_eq(predicted(&result.total.roof), "100000");
	ck_assert_uint_eq(result.total.unpredicted, 1);
}
END_TEST

static const struct {
	enum fc_dtype a, b;
	double peak; /* of the T4: 8.1 float32, 65 float16, 130 int8, 260 int4 */
} peaks[] = {
	{ FC_DTYPE_FLOAT32, FC_DTYPE_FLOAT32, 8.1e12 },
	{ FC_DTYPE_FLOAT16, FC_DTYPE_FLOAT16, 65e12 },
	{ FC_DTYPE_FLOAT16, FC_DTYPE_FLOAT32, 8.1e12 },
	{ FC_DTYPE_BFLOAT16, FC_DTYPE_BFLOAT16, 8.1e12 },
	{ FC_DTYPE_FLOAT8E5M2, FC_DTYPE_FLOAT8E4M3FN, 65e12 },
	{ FC_DTYPE_FLOAT16, FC_DTYPE_UINT4, 65e12 },
	{ FC_DTYPE_UINT8, FC_DTYPE_INT8, 130e12 },
	{ FC_DTYPE_UINT8, FC_DTYPE_INT4, 130e12 },
	{ FC_DTYPE_UINT4, FC_DTYPE_UINT4, 260e12 },
	{ FC_DTYPE_FLOAT64, FC_DTYPE_FLOAT64, 0 },
	{ FC_DTYPE_INT32, FC_DTYPE_INT32, 0 },
	{ FC_DTYPE_UNKNOWN, FC_DTYPE_UNKNOWN, 0 },
};

START_TEST(peak)
{
	struct fc_device d;

	ck_assert(fc_device_find("t4", &d));
	ck_assert_double_eq(fc_device_peak(&d, peaks[_i].a, peaks[_i].b), peaks[_i].peak);
}
END_TEST

START_TEST(table)
{
	struct fc_device d, before = { .name = "" };

	for (size_t i = 0; fc_device_at(i, &d); i++) {
		ck_assert_msg(strcmp(before.name, d.name) < 0, "%s", d.name);
		ck_assert_msg(d.title[0] && d.source[0], "%s", d.name);
		ck_assert_msg(d.peak[FC_DTYPE_FLOAT32] > 0 && d.bandwidth > 0, "%s", d.name);
		before = d;
	}
	ck_assert(!fc_device_find("no such", &d));
}
END_TEST

static bool
collect(void *user, const void *data, size_t n)
{
	fc_str_add(user, data, n);
	return true;
}

START_TEST(round_trip)
{
	struct fc_str text = FC_STR(ground.arena);
	struct fc_device d, back;
	struct fc_out out;
	struct fc_json j;

	ck_assert(fc_device_find("h100-sxm", &d));
	d.cache_bandwidth = 5e12;
	fc_out_init(&out, collect, &text);
	fc_json_init(&j, &out, 2);
	fc_device_write(&j, &d, false);
	fc_out_flush(&out);
	ck_assert_ptr_null(fc_device_read(ground.arena, text.data, text.size, &back));
	ck_assert_str_eq(back.name, d.name);
	ck_assert_str_eq(back.source, d.source);
	for (int i = 0; i < FC_DTYPE_COUNT; i++)
		ck_assert_double_eq(back.peak[i], d.peak[i]);
	ck_assert_double_eq(back.bandwidth, d.bandwidth);
	ck_assert_double_eq(back.cache_bandwidth, d.cache_bandwidth);
	ck_assert_int_eq(back.cache, d.cache);
}
END_TEST

#define HEAD "{\"schema\": \"flopcount.device/1\", "
static const char *const wrong[] = {
	"", "[]", "{}", "{\"schema\": \"flopcount.report/1\"}", HEAD "\"memory_bandwidth\": 1e9}",
	HEAD "\"peak_flops\": {}, \"memory_bandwidth\": 1e9}",
	HEAD "\"peak_flops\": {\"float33\": 1e9}, \"memory_bandwidth\": 1e9}",
	HEAD "\"peak_flops\": {\"float32\": -1}, \"memory_bandwidth\": 1e9}",
	HEAD "\"peak_flops\": {\"float32\": 1e999}, \"memory_bandwidth\": 1e9}",
	HEAD "\"peak_flops\": {\"float32\": 1e9}}",
	HEAD "\"peak_flops\": {\"float32\": 1e9}, \"memory_bandwidth\": 0}",
	HEAD "\"peak_flops\": {\"float32\": 1e9}, \"memory_bandwidth\": 1e9, \"cache_bytes\": -1}",
	HEAD "\"peak_flops\": {\"float32\": 1e9}, \"memory_bandwidth\": 1e9, \"cache_bandwidth\": \"1\"}",
	HEAD "\"peak_flops\": {\"float32\": 1e9}, \"memory_bandwidth\": 1e9, \"bandwidth\": 1}",
};

START_TEST(refused)
{
	struct fc_device d;

	ck_assert_ptr_nonnull(fc_device_read(ground.arena, wrong[_i], strlen(wrong[_i]), &d));
}
END_TEST

CHECK_CASE(result_roofline)
{
	TCase *tc = tcase_create("roofline");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, rows);
	tcase_add_test(tc, other_work);
	tcase_add_test(tc, two_types);
	tcase_add_test(tc, cache);
	tcase_add_test(tc, unknown);
	tcase_add_loop_test(tc, peak, 0, N(peaks));
	tcase_add_test(tc, table);
	tcase_add_test(tc, round_trip);
	tcase_add_loop_test(tc, refused, 0, N(wrong));
	return tc;
}
