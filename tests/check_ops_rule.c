/* check_ops_rule.c -- texts of results: which are well formed, what they give */
#include <string.h>

#include "check_ops.h"
#include "ops/rule.h"

static const struct text_case {
	const char *text;
	bool ok;
} texts[] = {
	{ "Y = X", true },
	{ "Y = X; Z = W", true },
	{ "Y:float16 = X if B", true },
	{ "Y:W = [X[0], X[1:-1], group * 2, ?]", true },
	{ "Y = [X[:]]", true },
	{ "Y = []", true },
	{ "Y = ?", true },
	{ "Y = [X[0]] if group == 1; Y = ?", true },
	{ "Q = X", false },
	{ "Y = Q", false },
	{ "Y = Z", false },
	{ "Y:word = X", false },
	{ "Y = [X[0]", false },
	{ "Y = [X[0:Q]]", false },
	{ "Y = [X[0] X[1]]", false },
	{ "Y = broadcast(X)", false },
	{ "Y = X if", false },
	{ "Y = X Z = X", false },
	{ "Y", false },
};

START_TEST(form)
{
	struct fc_op op = { .name = "Test", .in = "X W! B!?", .out = "Y Z?", .attr = "group=1",
		            .infer = fc_rule_infer };
	const char *error;
	struct bench b;

	bench_open(&b);
	op.results = texts[_i].text;
	error = fc_rule_check(b.arena, &op);
	ck_assert_msg((error == NULL) == texts[_i].ok, "%s: %s", texts[_i].text, error ? error : "no fault");
	bench_close(&b);
}
END_TEST

START_TEST(no_text)
{
	struct fc_op op = { .name = "Test", .in = "X", .out = "Y", .infer = fc_rule_infer };
	struct bench b;

	bench_open(&b);
	ck_assert_ptr_nonnull(fc_rule_check(b.arena, &op));
	op.infer = NULL;
	ck_assert_ptr_null(fc_rule_check(b.arena, &op));
	bench_close(&b);
}
END_TEST

CHECK_CASE(ops_rule)
{
	TCase *t = tcase_create("rule");

	tcase_add_loop_test(t, form, 0, N(texts));
	tcase_add_test(t, no_text);
	return t;
}
