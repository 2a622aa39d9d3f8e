/* check_base_diag.c -- the list of what went wrong */
#include "base/diag.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "check_case.h"

static const struct code {
	const char *name;
	int number;
	const char *summary;
} codes[] = {
#define FC_DIAG(name, severity, code, summary) { #name, code, summary },
#include "base/diag_codes.def"
#undef FC_DIAG
};

START_TEST(codes_rise)
{
	ck_assert_int_lt(codes[_i - 1].number, codes[_i].number);
	ck_assert_int_lt(codes[_i].number, 1000);
}
END_TEST

/* Lower case first, but for names; no full stop. */
START_TEST(summaries_are_of_one_style)
{
	const char *s = codes[_i].summary;

	ck_assert_str_eq(fc_diag_summary((enum fc_diag_code)codes[_i].number), s);
	ck_assert((s[0] >= 'a' && s[0] <= 'z') || (s[1] >= 'A' && s[1] <= 'Z'));
	ck_assert_int_ne(s[strlen(s) - 1], '.');
}
END_TEST

START_TEST(labels)
{
	char text[16];

	fc_diag_label(FC_E_RANK, text);
	ck_assert_str_eq(text, "FC-E301");
	fc_diag_label(FC_E_OP_UNKNOWN, text);
	ck_assert_str_eq(text, "FC-W201");
	fc_diag_label(FC_E_DATA, text);
	ck_assert_str_eq(text, "FC-N402");
	ck_assert_str_eq(fc_severity_name(fc_diag_severity(FC_E_RANK)), "error");
	ck_assert_str_eq(fc_severity_name(FC_WARNING), "warning");
	ck_assert_str_eq(fc_severity_name(FC_NOTE), "note");
}
END_TEST

START_TEST(list_is_bounded)
{
	struct fc_heap heap = { 0 };
	struct fc_diags d = { .arena = fc_arena_new(&heap) };
	struct fc_where where = { .node = "n", .line = 3 };

	for (int i = 0; i < FC_LIMIT_DIAGNOSTICS + 5; i++) {
		ck_assert(!fc_fail(&d, FC_E_RANK, where, "fault %d", i));
		fc_diag_add(&d, FC_E_DATA, (struct fc_where){ 0 }, "note");
	}
	ck_assert_uint_eq(d.n, FC_LIMIT_DIAGNOSTICS + 1);
	ck_assert_uint_eq(d.errors, FC_LIMIT_DIAGNOSTICS + 5);
	ck_assert_uint_eq(d.warnings, 0);
	ck_assert_str_eq(d.item[FC_LIMIT_DIAGNOSTICS].text,
	                 "more than 1000 diagnostics, which are not kept (limit 'diagnostics')");
	ck_assert_str_eq(d.item[2].text, "fault 1");
	ck_assert_str_eq(d.item[2].where.node, "n");
	ck_assert_uint_eq(d.item[2].where.line, 3);
	fc_heap_done(&heap);
}
END_TEST

CHECK_CASE(base_diag)
{
	TCase *t = tcase_create("diag");

	tcase_add_loop_test(t, codes_rise, 1, N(codes));
	tcase_add_loop_test(t, summaries_are_of_one_style, 0, N(codes));
	tcase_add_test(t, labels);
	tcase_add_test(t, list_is_bounded);
	return t;
}
