/* check_report_text.c -- hostile names made harmless, measured, shortened */
#include "report/text.h"

#include "check_case.h"
#include "check_result.h"

static struct check_ground ground;

static void
set_up(void)
{
	check_ground_open(&ground);
}

static void
tear_down(void)
{
	fc_heap_done(&ground.heap);
}

/* U+FFFD */
#define BAD "\xef\xbf\xbd"

static const struct clean_case {
	const char *in, *clean, *valid;
	unsigned width; /* of clean: Unicode's East Asian Width, by hand */
} clean_cases[] = {
	{ "", "", "", 0 },
	{ NULL, "", "", 0 },
	{ "conv1/Conv", "conv1/Conv", "conv1/Conv", 10 },
	{ "a\nb\r\t", "a\\nb\\r\\t", "a\nb\r\t", 8 },
	{ "\033[31mred", "\\x1b[31mred", "\033[31mred", 11 },
	{ "\x7f\xc2\x9b", "\\x7f\\x9b", "\x7f\xc2\x9b", 8 },         /* DEL, and CSI in eight bits */
	{ "\xe2\x80\xaegnp.exe", "\\u202egnp.exe", "\xe2\x80\xaegnp.exe", 13 }, /* right-to-left override */
	{ "\xff\xfe", BAD BAD, BAD BAD, 2 },
	{ "\xc3", BAD, BAD, 1 },                                     /* cut short */
	{ "\xc0\xaf", BAD BAD, BAD BAD, 2 },                         /* "/" in too many bytes */
	{ "\xed\xa0\x80", BAD BAD BAD, BAD BAD BAD, 3 },             /* half of a pair */
	{ "\xf4\x90\x80\x80", BAD BAD BAD BAD, BAD BAD BAD BAD, 4 }, /* beyond U+10FFFF */
	{ "\xf8\x88\x80\x80\x80", BAD BAD BAD BAD BAD, BAD BAD BAD BAD BAD, 5 },
	{ BAD, BAD, BAD, 1 },
	{ "caf\xc3\xa9", "caf\xc3\xa9", "caf\xc3\xa9", 4 },
	{ "cafe\xcc\x81", "cafe\xcc\x81", "cafe\xcc\x81", 4 },       /* the accent takes no column */
	{ "\xe5\xb1\x82", "\xe5\xb1\x82", "\xe5\xb1\x82", 2 },       /* U+5C42, wide */
	{ "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", 2 },
};

START_TEST(cleaned)
{
	const struct clean_case *c = &clean_cases[_i];
	struct fc_str clean = FC_STR(ground.arena), valid = FC_STR(ground.arena);

	fc_text_clean(&clean, c->in);
	ck_assert_str_eq(clean.data, c->clean);
	fc_text_valid(&valid, c->in);
	ck_assert_str_eq(valid.data, c->valid);
	ck_assert_uint_eq(fc_text_width(clean.data), c->width);
}
END_TEST

#define DOTS "\xe2\x80\xa6"
#define KANJI "\xe5\xb1\x82"

static const struct fit_case {
	const char *in;
	unsigned width;
	const char *end, *middle;
} fit_cases[] = {
	{ "abcdef", 6, "abcdef", "abcdef" },
	{ "abcdef", 5, "abcd" DOTS, "ab" DOTS "ef" },
	{ "abcdef", 4, "abc" DOTS, "a" DOTS "ef" },
	{ "abcdef", 2, "a" DOTS, DOTS "f" },
	{ "abcdef", 1, DOTS, DOTS },
	{ "abcdef", 0, "", "" },
	{ KANJI KANJI KANJI, 6, KANJI KANJI KANJI, KANJI KANJI KANJI },
	{ KANJI KANJI KANJI, 5, KANJI KANJI DOTS, KANJI DOTS KANJI },
	{ KANJI KANJI KANJI, 4, KANJI DOTS, DOTS KANJI },
	{ KANJI KANJI KANJI, 3, KANJI DOTS, DOTS },
};

START_TEST(fitted)
{
	const struct fit_case *c = &fit_cases[_i];
	struct fc_str end = FC_STR(ground.arena), middle = FC_STR(ground.arena);

	fc_text_fit(&end, c->in, c->width, false);
	ck_assert_str_eq(end.data, c->end);
	fc_text_fit(&middle, c->in, c->width, true);
	ck_assert_uint_le(fc_text_width(middle.data), c->width);
	ck_assert_str_eq(middle.data, c->middle);
}
END_TEST

CHECK_CASE(report_text)
{
	TCase *tc = tcase_create("text");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, cleaned, 0, N(clean_cases));
	tcase_add_loop_test(tc, fitted, 0, N(fit_cases));
	return tc;
}
