/* check_base_human.c -- numbers for people */
#include "base/human.h"

#include "check_case.h"

/* By hand: three significant digits, halves rounded up. */
static const struct human_case {
	int64_t v;
	const char *count, *bytes;
} cases[] = {
	{ 0, "0", "0 B" },
	{ 999, "999", "999 B" },
	{ 1000, "1.00 k", "1000 B" },
	{ 1023, "1.02 k", "1023 B" },
	{ 1024, "1.02 k", "1.00 KiB" },
	{ 9408, "9.41 k", "9.19 KiB" },
	{ 9994, "9.99 k", "9.76 KiB" },
	{ 9995, "10.0 k", "9.76 KiB" },
	{ 99949, "99.9 k", "97.6 KiB" },
	{ 99950, "100 k", "97.6 KiB" },
	{ 999499, "999 k", "976 KiB" },
	{ 999500, "1.00 M", "976 KiB" },
	{ 1048063, "1.05 M", "1023 KiB" },
	{ 1048064, "1.05 M", "1.00 MiB" },
	{ 4288676, "4.29 M", "4.09 MiB" },
	{ 11689512, "11.7 M", "11.1 MiB" },
	{ 1819041768, "1.82 G", "1.69 GiB" },
	{ -1500, "-1.50 k", "-1.46 KiB" },
	{ INT64_MAX, "9.22 E", "8.00 EiB" },
	{ INT64_MIN, "-9.22 E", "-8.00 EiB" },
};

START_TEST(count_and_bytes)
{
	char out[FC_HUMAN_SIZE];

	fc_human_count(cases[_i].v, out);
	ck_assert_str_eq(out, cases[_i].count);
	fc_human_bytes(cases[_i].v, out);
	ck_assert_str_eq(out, cases[_i].bytes);
}
END_TEST

static const struct share_case {
	int64_t part, whole;
	const char *text;
} share_cases[] = {
	{ 3, 8, "37.5%" },
	{ 1, 3, "33.3%" },
	{ 2, 3, "66.7%" },
	{ 5, 5, "100.0%" },
	{ -1, 4, "-25.0%" },
	{ 0, 7, "0.0%" },
	{ 1, 0, "-" },
	{ INT64_MAX, INT64_MAX, "100.0%" },
	{ INT64_MAX, 1, "-" },
};

START_TEST(share)
{
	char out[FC_HUMAN_SIZE];

	fc_human_share(share_cases[_i].part, share_cases[_i].whole, out);
	ck_assert_str_eq(out, share_cases[_i].text);
}
END_TEST

CHECK_CASE(base_human)
{
	TCase *t = tcase_create("human");

	tcase_add_loop_test(t, count_and_bytes, 0, N(cases));
	tcase_add_loop_test(t, share, 0, N(share_cases));
	return t;
}
