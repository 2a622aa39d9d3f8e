/* check_gate_limit.c -- amounts, metrics, scopes and patterns from text */
#include "check_case.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "gate/budget.h"

static struct fc_heap heap;
static struct fc_arena *arena;

static void
set_up(void)
{
	memset(&heap, 0, sizeof(heap));
	arena = fc_arena_new(&heap);
}

static void
tear_down(void)
{
	fc_heap_done(&heap);
}

/* Values by hand; wrong: part of what is said. */
static const struct {
	const char *text;
	int64_t value;
	bool is_share;
	const char *wrong;
} amounts[] = {
	{ "0", 0, false, NULL },
	{ "1200", 1200, false, NULL },
	{ "4.2G", 4200000000, false, NULL },
	{ "4.2 G", 4200000000, false, NULL },
	{ "1.5KiB", 1536, false, NULL },
	{ "0.999999TiB", 1099510528264, false, NULL }, /* 2^40 * 999999 / 10^6 */
	{ "1.23456789k", 1234, false, NULL },
	{ "8MiB", 8388608, false, NULL },
	{ "50M", 50000000, false, NULL },
	{ "0.5k", 500, false, NULL },
	{ "2%", 2000000, true, NULL },
	{ "0.1%", 100000, true, NULL },
	{ "9223372036854775807", INT64_MAX, false, NULL },
	{ "9223372036854775808", 0, false, "does not fit" },
	{ "10000000T", 0, false, "does not fit" },
	{ "8MB", 0, false, "did you mean 'MiB'?" },
	{ "8GB", 0, false, "did you mean 'GiB'?" },
	{ "4g", 0, false, "unknown unit 'g'" },
	{ "", 0, false, "no number" },
	{ "-1", 0, false, "no number" },
	{ "1.2.3", 0, false, "no number" },
	{ ".5k", 0, false, "no number" },
	{ "k", 0, false, "no number" },
};

START_TEST(amount)
{
	struct fc_amount out = { .text = NULL };
	const char *wrong = fc_amount_read(arena, amounts[_i].text, &out);

	if (amounts[_i].wrong) {
		ck_assert_msg(wrong && strstr(wrong, amounts[_i].wrong), "%s: %s", amounts[_i].text,
		              wrong ? wrong : "read");
		return;
	}
	ck_assert_msg(!wrong, "%s: %s", amounts[_i].text, wrong);
	ck_assert_int_eq(out.value, amounts[_i].value);
	ck_assert_int_eq(out.is_share, amounts[_i].is_share);
}
END_TEST

/* By hand: rounded down. */
static const struct {
	const char *share;
	int64_t base, is;
} shares[] = {
	{ "2%", 1819041768, 36380835 },
	{ "2%", 0, 0 },
	{ "2%", 49, 0 },
	{ "2%", 50, 1 },
	{ "100%", INT64_MAX, INT64_MAX },
	{ "50%", INT64_MAX, INT64_MAX / 2 },
	{ "1000%", INT64_MAX, INT64_MAX },
};

START_TEST(share)
{
	struct fc_amount out = { .text = NULL };

	ck_assert_ptr_null(fc_amount_read(arena, shares[_i].share, &out));
	ck_assert_int_eq(fc_amount_of(&out, shares[_i].base), shares[_i].is);
}
END_TEST

static const struct {
	const char *pattern, *text;
	bool is;
} globs[] = {
	{ "[]a]", "]", true },     { "[]a]", "b", false },   { "[a-", "[a-", true },
	{ "[a-]", "-", true },     { "[a-]", "b", false },   { "[^a]", "b", true },
	{ "[^a]", "a", false },    { "[ab]c", "ac", true },  { "[ab]", "", false },
	{ "*[x", "a[x", true },    { "*a*b*", "xaybz", true }, { "*a*b", "ba", false },
	{ "", "", true },          { "*", "", true },            { "*", "a/b", true },
	{ "a*c", "abc", true },    { "a*c", "ab", false },       { "a?c", "abc", true },
	{ "a?c", "ac", false },    { "[ab]x", "bx", true },      { "[!ab]x", "bx", false },
	{ "[a-c]", "b", true },    { "[", "[", true },           { "**b*", "aaab", true },
	{ "backbone/*", "backbone/0/conv", true },               { "x*y*z", "xzyxz", true },
	{ "*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
};

START_TEST(glob)
{
	ck_assert_msg(fc_glob_match(globs[_i].pattern, globs[_i].text) == globs[_i].is, "%s %s",
	              globs[_i].pattern, globs[_i].text);
}
END_TEST

static const struct {
	const char *text, *wrong; /* NULL: fine */
} rules[] = {
	{ "flops=+2%", NULL },      { "params=50M", NULL },          { "op:Conv=0", NULL },
	{ "flops", "is needed" },   { "=2%", "is needed" },          { "flops=", "is needed" },
	{ "flosp=2%", "'flops'" },  { "flops=2 percent", "unit" },
};

START_TEST(rule)
{
	struct fc_rule out;
	const char *wrong = fc_rule_read(arena, rules[_i].text, &out);

	ck_assert_msg(rules[_i].wrong ? wrong && strstr(wrong, rules[_i].wrong) : !wrong, "%s: %s",
	              rules[_i].text, wrong ? wrong : "read");
}
END_TEST

/* Budgets that are no budgets: each says where and what, and none is taken. */
static const char *const budgets[] = {
	"", "[", "[]", "3", "{}", "{\"models\": []}", "{\"models\": {}}", "{\"models\": [3]}",
	"{\"models\": [{}]}", "{\"models\": [{\"path\": \"\"}]}", "{\"models\": [{\"path\": 3}]}",
	"{\"models\": [{\"path\": \"x\", \"dims\": []}]}",
	"{\"models\": [{\"path\": \"x\", \"dims\": {\"a\": -1}}]}",
	"{\"models\": [{\"path\": \"x\", \"dims\": {\"a\": []}}]}",
	"{\"models\": [{\"path\": \"x\", \"dims\": {\"a\": 1.5}}]}",
	"{\"models\": [{\"path\": \"x\", \"inputs\": [3]}]}",
	"{\"models\": [{\"path\": \"x\", \"budgets\": 3}]}",
	"{\"models\": [{\"path\": \"x\", \"budgets\": [{\"max\": 1}]}]}",
	"{\"models\": [{\"path\": \"x\", \"budgets\": [{\"metric\": \"flops\", \"max\": -1}]}]}",
	"{\"models\": [{\"path\": \"x\", \"budgets\": [{\"metric\": \"flops\", \"max\": 1, \"max\": 2}]}]}",
	"{\"models\": [{\"path\": \"x\"}], \"strict\": 1}",
	"{\"models\": [{\"path\": \"x\"}], \"convention\": \"papr\"}",
	"{\"models\": [{\"path\": \"x\"}], \"convention\": null}",
};

START_TEST(budget)
{
	struct fc_diags diags = { .arena = arena };
	struct fc_budget_source s = { "f.json", budgets[_i], strlen(budgets[_i]) };

	ck_assert_msg(!fc_budget_read(arena, &diags, &s), "%s", budgets[_i]);
	ck_assert_int_ge(diags.n, 1);
	ck_assert_int_eq(diags.item[0].code, FC_E_BUDGET);
	ck_assert_str_eq(diags.item[0].where.file, "f.json");
}
END_TEST

START_TEST(points)
{
	static const char many[] = "{\"models\": [{\"path\": \"x\", \"dims\": {\"a\": [1,2,3,4,5,6,7,8,9], "
	                           "\"b\": [1,2,3,4,5,6,7,8,9], \"c\": [1,2,3,4,5,6,7,8,9], "
	                           "\"d\": [1,2,3,4,5,6]}}]}"; /* 4374 */
	struct fc_diags diags = { .arena = arena };
	struct fc_budget_source s = { "f.json", many, strlen(many) };

	ck_assert_ptr_null(fc_budget_read(arena, &diags, &s));
	ck_assert_ptr_nonnull(strstr(diags.item[0].text, "4096"));
}
END_TEST

CHECK_CASE(gate_limit)
{
	TCase *t = tcase_create("limit");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_loop_test(t, amount, 0, N(amounts));
	tcase_add_loop_test(t, share, 0, N(shares));
	tcase_add_loop_test(t, glob, 0, N(globs));
	tcase_add_loop_test(t, rule, 0, N(rules));
	tcase_add_loop_test(t, budget, 0, N(budgets));
	tcase_add_test(t, points);
	return t;
}
