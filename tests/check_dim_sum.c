/* check_dim_sum.c -- running totals come to what adding one by one comes to */
#include "check_dim.h"
#include "dim/dim_priv.h"
#include "dim/sum.h"

static const struct sum_case {
	const char *x[5], *sum;
} sum_cases[] = {
	{ { NULL }, "0" },
	{ { "1", "2", "3" }, "6" },
	{ { "H", "2*H", "W" }, "3*H + W" },
	{ { "H + 1", "N*H - 3", "-H" }, "N*H - 2" },
	{ { "H", "-H" }, "0" },
	{ { "W", "H", "N", "batch" }, "batch + N + H + W" },
	{ { "H", "?", "W" }, "?" },
	{ { "?" }, "?" },
	{ { "9223372036854775807", "1" }, "?" },
	{ { "9223372036854775807*H", "H" }, "?" },
	{ { "9223372036854775807 + H", "-1" }, "H + 9223372036854775806" },
};

START_TEST(sum)
{
	const struct sum_case *c = &sum_cases[_i];
	struct fc_sum s = { 0 };

	for (int i = 0; c->x[i]; i++)
		fc_sum_add(dims, &s, dim(c->x[i]));
	ck_assert_dim(fc_sum_value(dims, &s), c->sum);
	ck_assert_dim(fc_sum_value(dims, &s), c->sum); /* asking changes nothing */
}
END_TEST

START_TEST(takes_no_memory)
{
	struct fc_dim x = dim("2*N*H + N*floor(W/2) + 3");
	struct fc_sum s = { 0 };
	size_t used;

	fc_sum_add(dims, &s, x);
	used = heap.used;
	for (int i = 1; i < 100000; i++)
		fc_sum_add(dims, &s, x);
	ck_assert_uint_eq(heap.used, used);
	ck_assert_dim(fc_sum_value(dims, &s), "200000*N*H + 100000*N*floor(W/2) + 300000");
}
END_TEST

/* Beyond the limit of terms it is a stand-in, as with fc_dim_add(). */
START_TEST(many_terms)
{
	struct fc_sum s = { 0 };
	char name[16];

	for (int i = 0; i < 2000; i++) {
		snprintf(name, sizeof(name), "s%d", i);
		fc_sum_add(dims, &s, fc_dim_symbol(dims, name));
	}
	ck_assert(fc_dim_has_unknown(fc_sum_value(dims, &s)));
	ck_assert_int_gt(fc_dim_as_symbol(dim("size_1"))->min, FC_LIMIT_TERMS - 2);
}
END_TEST

/* Over i from 0 to n - 1; closed forms by hand, floor((i + 1)/2) counted out. */
static const struct series_case {
	const char *x, *n, *sum;
} series_cases[] = {
	{ "3", "N", "3*N" },
	{ "i", "4", "6" },
	{ "2*H*i + W", "10", "90*H + 10*W" },
	{ "i", "N", "floor((N + N^2)/2) - N" },
	{ "i^2", "5", "30" },
	{ "i^3*H", "4", "36*H" },
	{ "floor((i + 1)/2)", "5", "6" },
	{ "min(i, 3)*H", "6", "12*H" },
	{ "floor(i/2)", "N", "?" },
	{ "i + 7", "0", "0" },
};

START_TEST(series)
{
	const struct series_case *c = &series_cases[_i];

	ck_assert_dim(fc_dim_sum_over(dims, dim(c->x), fc_dim_as_symbol(dim("i")), dim(c->n)), c->sum);
}
END_TEST

CHECK_CASE(dim_sum)
{
	TCase *c = tcase_create("sum");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, sum, 0, N(sum_cases));
	tcase_add_loop_test(c, series, 0, N(series_cases));
	tcase_add_test(c, takes_no_memory);
	tcase_add_test(c, many_terms);
	return c;
}
