/* check_base_num.c -- text to numbers and back */
#include "base/num.h"

#include <limits.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "check_case.h"

static const struct int_case {
	const char *text;
	bool ok;
	int64_t v;
} int_cases[] = {
	{ "0", true, 0 },
	{ "-0", true, 0 },
	{ "+7", true, 7 },
	{ "007", true, 7 },
	{ "9223372036854775807", true, INT64_MAX },
	{ "-9223372036854775808", true, INT64_MIN },
	{ "9223372036854775808", false, 0 },
	{ "-9223372036854775809", false, 0 },
	{ "99999999999999999999", false, 0 },
	{ "", false, 0 },
	{ "-", false, 0 },
	{ "1 ", false, 0 },
	{ " 1", false, 0 },
	{ "1k", false, 0 },
	{ "--1", false, 0 },
};

START_TEST(integer)
{
	const struct int_case *c = &int_cases[_i];
	int64_t v = 42;

	ck_assert_int_eq(fc_num_parse(c->text, strlen(c->text), &v), c->ok);
	ck_assert_int_eq(v, c->ok ? c->v : 42);
}
END_TEST

START_TEST(integer_stops_at_n)
{
	int64_t v;

	ck_assert(fc_num_parse("1234", 2, &v));
	ck_assert_int_eq(v, 12);
}
END_TEST

static const struct real_case {
	const char *text;
	bool ok;
	double v;
} real_cases[] = {
	{ "0", true, 0 },
	{ "1.5", true, 1.5 },
	{ "-1.25e-3", true, -0.00125 },
	{ ".5", true, 0.5 },
	{ "5.", true, 5 },
	{ "1e3", true, 1000 },
	{ "1E+3", true, 1000 },
	{ "0.1", true, 0.1 },
	{ "0e99999", true, 0 },
	{ "0.000000000000000000000000000001", true, 1e-30 },
	{ "179769313486231570000e288", true, 1.7976931348623157e308 },
	{ "1e309", false, 0 },
	{ "1e-400", true, 0 },
	{ "1e100001", false, 0 },
	{ "1e", false, 0 },
	{ "e1", false, 0 },
	{ ".", false, 0 },
	{ "", false, 0 },
	{ "-", false, 0 },
	{ "1.2.3", false, 0 },
	{ "1,5", false, 0 },
	{ "nan", false, 0 },
	{ "inf", false, 0 },
	{ "0x10", false, 0 },
	{ "1 ", false, 0 },
};

START_TEST(real)
{
	const struct real_case *c = &real_cases[_i];
	double v = 42;

	ck_assert_int_eq(fc_num_parse_real(c->text, strlen(c->text), &v), c->ok);
	ck_assert(v == (c->ok ? c->v : 42));
}
END_TEST

static const struct print_case {
	double v;
	const char *text;
} print_cases[] = {
	{ 0, "0" },
	{ 0.1, "0.1" },
	{ -2.5, "-2.5" },
	{ 1e22, "1e+22" },
	{ 1.0 / 3, "0.3333333333333333" },
	{ 0.30000000000000004, "0.30000000000000004" },
	{ 5e-324, "4.94065645841247e-324" },
	{ INFINITY, "inf" },
	{ -INFINITY, "-inf" },
	{ NAN, "nan" },
};

START_TEST(print_real)
{
	char text[FC_NUM_SIZE];

	fc_num_print_real(print_cases[_i].v, text);
	ck_assert_str_eq(text, print_cases[_i].text);
}
END_TEST

/* A host program may have chosen a locale with another decimal point. */
START_TEST(locale_is_ignored)
{
	char text[FC_NUM_SIZE];
	double v = 0;

	if (!setlocale(LC_ALL, "de_DE.UTF-8") && !setlocale(LC_ALL, "fr_FR.UTF-8"))
		return;
	ck_assert(fc_num_parse_real("1.5", 3, &v));
	ck_assert(v == 1.5);
	fc_num_print_real(1.5, text);
	ck_assert_str_eq(text, "1.5");
}
END_TEST

/* By hand: insert, delete, replace and the swap of two neighbours cost one each. */
static const struct edit_case {
	const char *a, *b;
	unsigned limit, edits;
} edit_cases[] = {
	{ "format", "format", 3, 0 },
	{ "fromat", "format", 3, 1 },
	{ "kitten", "sitting", 3, 3 },
	{ "kitten", "sitting", 2, UINT_MAX },
	{ "", "abc", 3, 3 },
	{ "abc", "", 3, 3 },
	{ "ca", "abc", 9, 3 },
	{ "0123456789012345678901234567890123456789012345678901234567890123456789", "0", 99, UINT_MAX },
};

START_TEST(edits)
{
	const struct edit_case *c = &edit_cases[_i];

	ck_assert_uint_eq(fc_num_edits(c->a, c->b, c->limit), c->edits);
}
END_TEST

START_TEST(checked_arithmetic)
{
	int64_t v = 42;

	ck_assert(!fc_num_add(INT64_MAX, 1, &v));
	ck_assert(!fc_num_mul(INT64_MAX, 2, &v));
	ck_assert(!fc_num_mul(INT64_MIN, -1, &v));
	ck_assert_int_eq(v, 42);
	ck_assert(fc_num_add(INT64_MAX, -1, &v) && v == INT64_MAX - 1);
	ck_assert(fc_num_mul(-3, 4, &v) && v == -12);
}
END_TEST

CHECK_CASE(base_num)
{
	TCase *t = tcase_create("num");

	tcase_add_loop_test(t, integer, 0, N(int_cases));
	tcase_add_test(t, integer_stops_at_n);
	tcase_add_loop_test(t, real, 0, N(real_cases));
	tcase_add_loop_test(t, print_real, 0, N(print_cases));
	tcase_add_test(t, locale_is_ignored);
	tcase_add_loop_test(t, edits, 0, N(edit_cases));
	tcase_add_test(t, checked_arithmetic);
	return t;
}
