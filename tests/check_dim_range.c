/* check_dim_range.c -- bounds, comparisons, upper bounds */
#include "check_dim.h"

#define OPEN_LO INT64_MIN
#define OPEN_HI INT64_MAX

/* k: 0..9; n: no bound; m: 0..N*H; z: 0. Free symbols are at least 1. */
static void
setup_unknowns(void)
{
	setup();
	fc_dim_unknown(dims, "k", num(9), "output 0 of 'a'");
	fc_dim_unknown(dims, "n", FC_DIM_NAN, NULL);
	fc_dim_unknown(dims, "m", dim("N*H"), NULL);
	fc_dim_unknown(dims, "z", num(0), NULL);
}

static const struct range_case {
	const char *x;
	int64_t lo, hi;
} range_cases[] = {
	{ "7", 7, 7 },
	{ "9223372036854775807", INT64_MAX, INT64_MAX },
	{ "-9223372036854775808", INT64_MIN, INT64_MIN },
	{ "H", 1, OPEN_HI },
	{ "H - 1", 0, OPEN_HI },
	{ "3 - H", OPEN_LO, 2 },
	{ "k", 0, 9 },
	{ "n", 0, OPEN_HI },
	{ "m", 0, OPEN_HI },
	{ "2*k - 3", -3, 15 },
	{ "(k - 4)^2", -56, 97 }, /* k^2 - 8*k + 16, term by term: true, if wide */
	{ "k^2", 0, 81 },
	{ "H*W*N", 1, OPEN_HI },
	{ "N*H - H", 0, OPEN_HI },
	{ "N*H*W - H*W", 0, OPEN_HI },
	{ "N*H - N - H + 1", 0, OPEN_HI }, /* (N - 1)*(H - 1) */
	{ "2*H - floor((H + 1)/2)", 1, OPEN_HI },
	{ "H - floor(H/2)", 1, OPEN_HI },
	{ "H - 2*floor(H/2)", 0, 1 },
	{ "H - 7*floor(H/7)", 0, 6 },
	{ "H - W*floor(H/W)", 0, OPEN_HI },
	{ "W - H + W*floor(H/W)", 1, OPEN_HI },
	{ "floor(H/2)", 0, OPEN_HI },
	{ "floor(H/4) - 2*floor(H/8)", 0, 1 }, /* the inner one is floor(floor(H/4)/2) */
	{ "2*floor((H + 3)/4) - floor((H + 1)/2)", 0, 1 },
	{ "floor(H/4) - floor(H/8)", 0, OPEN_HI },
	{ "floor(k/2)", 0, 4 },
	{ "floor((k - 9)/2)", -5, 0 },
	{ "floor(100/(k + 1))", 10, 100 },
	{ "floor(100/z)", -100, 100 }, /* z is 0: there is no such number, and none is ruled out */
	{ "min(H, 8)", 1, 8 },
	{ "max(H, 8)", 8, OPEN_HI },
	{ "min(k, H)", 0, 9 },
	{ "H - min(H, 8)", 0, OPEN_HI },
	{ "max(H, W) - W", 0, OPEN_HI },
	{ "max(H, W) - min(H, W)", 0, OPEN_HI },
	{ "H + W - max(H, W)", 1, OPEN_HI },
	{ "N*H - m", 0, OPEN_HI },
	{ "m - N*H", OPEN_LO, 0 },
	{ "ceillog2(H)", 0, 63 },
	{ "ceillog2(k)", 0, 4 },
	{ "4611686018427387904*H", INT64_C(1) << 62, OPEN_HI },
};

START_TEST(range)
{
	const struct range_case *c = &range_cases[_i];
	int64_t lo, hi;

	fc_dim_range(dim(c->x), &lo, &hi);
	ck_assert_int_eq(lo, c->lo);
	ck_assert_int_eq(hi, c->hi);
}
END_TEST

static const struct compare_case {
	const char *x, *y;
	int order;
} compare_cases[] = {
	{ "3", "4", -1 },
	{ "4", "4", 0 },
	{ "9223372036854775807", "-9223372036854775808", 1 },
	{ "H", "H", 0 },
	{ "2*H", "H", 1 },
	{ "H", "H + 1", -1 },
	{ "H", "0", 1 },
	{ "H", "1", 2 },
	{ "H", "W", 2 },
	{ "N*H", "H", 2 },         /* equal at N = 1 */
	{ "N*H + 1", "H", 1 },
	{ "N*H + H", "H", 1 },
	{ "floor(H/2)", "H", -1 },
	{ "floor((H + 1)/2)", "H", 2 }, /* equal at H = 1 */
	{ "floor((H + 1)/2)", "H + 1", -1 },
	{ "k", "10", -1 },
	{ "k", "9", 2 },
	{ "m", "N*H", 2 },
	{ "m", "N*H + 1", -1 },
	{ "n", "0", 2 },
	{ "n", "-1", 1 },
	{ "min(H, W)", "H + 1", -1 },
	{ "max(H, W)", "H - 1", 1 },
	{ "H - 2*floor(H/2)", "2", -1 },
	{ "H*W", "H*W + k", 2 },
};

START_TEST(compare)
{
	const struct compare_case *c = &compare_cases[_i];
	struct fc_dim x = dim(c->x), y = dim(c->y);

	ck_assert_int_eq(fc_dim_compare(dims, x, y), c->order);
	ck_assert_int_eq(fc_dim_compare(dims, y, x), c->order == 2 ? 2 : -c->order);
	ck_assert_int_eq(fc_dim_compare(dims, x, FC_DIM_NAN), 2);
	ck_assert_int_eq(fc_dim_compare(dims, FC_DIM_NAN, y), 2);
}
END_TEST

/* "?" is NaN: no bound. */
static const struct upper_case {
	const char *x, *upper;
} upper_cases[] = {
	{ "5", "5" },
	{ "H", "H" },
	{ "H - 3", "H - 3" },
	{ "k", "9" },
	{ "n", "?" },
	{ "m", "N*H" },
	{ "3*k*H + 1", "27*H + 1" },
	{ "H - k", "H" },
	{ "H - n", "H" },
	{ "4*H - 2*m", "4*H" },
	{ "k^2", "81" },
	{ "k*m", "9*N*H" },
	{ "k*n", "?" },
	{ "k*(H - 5)", "9*H" }, /* 9*H - 5*0 */
	{ "floor(k/2)", "4" },
	{ "floor(m/2)", "floor(N*H/2)" },
	{ "floor(H/(k + 1))", "H" },
	{ "floor(n/2)", "?" },
	{ "min(n, 100)", "100" },
	{ "min(k, H)", "min(H, 9)" },
	{ "min(n, H) + k", "H + 9" },
	{ "max(k, H)", "max(H, 9)" },
	{ "max(n, H)", "?" },
	{ "ceillog2(k)", "4" },
	{ "H - floor(k/2)", "H" },
	{ "H - min(k, 3)", "H" },
	{ "H - max(k, W)", "H - W" },
};

START_TEST(upper)
{
	const struct upper_case *c = &upper_cases[_i];

	ck_assert_dim(fc_dim_upper(dims, dim(c->x)), c->upper);
}
END_TEST

/* The bound of a bound: no unknown is left in a max. */
START_TEST(upper_of_upper)
{
	struct fc_dim x = dim("m");

	for (int i = 0; i < 1000; i++)
		x = fc_dim_unknown(dims, "u", fc_dim_addi(dims, x, 1), NULL);
	ck_assert_dim(x, "u_1000");
	ck_assert_dim(fc_dim_as_symbol(x)->max, "N*H + 1000");
	ck_assert_dim(fc_dim_upper(dims, x), "N*H + 1000");
	x = fc_dim_unknown(dims, "v", dim("n + 1"), NULL);
	ck_assert(fc_dim_is_nan(fc_dim_as_symbol(x)->max));
}
END_TEST

START_TEST(holding)
{
	struct fc_dim x = dim("N*floor(H/2) + min(k, W)");

	ck_assert(fc_dim_has_unknown(x));
	ck_assert(!fc_dim_has_unknown(dim("N*H")));
	ck_assert(!fc_dim_has_unknown(num(3)));
	ck_assert(!fc_dim_has_unknown(FC_DIM_NAN));
	ck_assert(fc_dim_has_symbol(x, fc_dim_as_symbol(dim("H"))));
	ck_assert(fc_dim_has_symbol(x, fc_dim_as_symbol(dim("k"))));
	ck_assert(!fc_dim_has_symbol(x, fc_dim_as_symbol(dim("C"))));
	ck_assert(!fc_dim_has_symbol(num(3), fc_dim_as_symbol(dim("C"))));
	ck_assert_ptr_null(fc_dim_as_symbol(dim("2*H")));
	ck_assert_ptr_null(fc_dim_as_symbol(dim("H^2")));
	ck_assert_ptr_null(fc_dim_as_symbol(dim("H + 1")));
	ck_assert_ptr_null(fc_dim_as_symbol(dim("floor(H/2)")));
	ck_assert_ptr_null(fc_dim_as_symbol(num(3)));
	ck_assert_ptr_null(fc_dim_as_symbol(FC_DIM_NAN));
}
END_TEST

CHECK_CASE(dim_range)
{
	TCase *c = tcase_create("range");

	tcase_add_checked_fixture(c, setup_unknowns, teardown);
	tcase_add_loop_test(c, range, 0, N(range_cases));
	tcase_add_loop_test(c, compare, 0, N(compare_cases));
	tcase_add_loop_test(c, upper, 0, N(upper_cases));
	tcase_add_test(c, upper_of_upper);
	tcase_add_test(c, holding);
	return c;
}
