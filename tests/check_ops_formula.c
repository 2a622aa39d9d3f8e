/* check_ops_formula.c -- the texts of costs: values, conditions, faults, explanation */
#include <stdio.h>
#include <string.h>

#include "check_ops.h"
#include "ops/rule.h"

/* By hand, on a Conv of 2x3x8x8 with a stored 4x3x3x3 weight and no bias. */
static const struct expr_case {
	const char *text, *value;
} expr_cases[] = {
	{ "1 + 2 * 3", "7" },
	{ "(1 + 2) * 3", "9" },
	{ "10 - 4 - 3", "3" },
	{ "7 / 2 * 2", "6" },
	{ "-7 / 2", "-4" },
	{ "2 ^ 3 * 2", "16" },
	{ "|X|", "384" },
	{ "|B|", "0" },
	{ "|Y|", "288" },
	{ "X[1]", "3" },
	{ "X[-1]", "8" },
	{ "X[rank(X) - 2]", "8" },
	{ "B[0]", "0" },
	{ "rank(W)", "4" },
	{ "rank(B)", "0" },
	{ "prod(W, 1)", "27" },
	{ "prod(W, -2)", "9" },
	{ "prod(W, 0, 2)", "12" },
	{ "prod(W, 1, -1)", "9" },
	{ "prod(W, 4)", "1" },
	{ "count(X)", "2" },
	{ "sum(X)", "492" },
	{ "group", "1" },
	{ "min(3, X[1] + 1)", "3" },
	{ "max(3, 4)", "4" },
	{ "ceildiv(7, 2)", "4" },
	{ "ceillog2(1000)", "10" },
	{ "1 / 0", "?" },
	{ "X[9]", "?" },
};

START_TEST(expression)
{
	const struct expr_case *c = &expr_cases[_i];
	const char *error;
	struct fc_dim v;
	struct bench b;

	bench_open(&b);
	bench_node(&b, "Conv", "2x3x8x8 !4x3x3x3", "");
	ck_assert_msg(fc_formula_expr(&b.cx, c->text, &v, &error), "%s: %s", c->text, error);
	ck_assert_str_eq(bench_dim(&b, v), c->value);
	bench_close(&b);
}
END_TEST

/* A row made of one condition: its macs are 1 where it holds. */
static const struct condition_case {
	const char *text;
	int macs;
} condition_cases[] = {
	{ "X", 1 }, { "B", 0 }, { "not B", 1 }, { "not not B", 0 }, { "X and B", 0 }, { "X or B", 1 },
	{ "not X or not B", 1 }, { "not (X and B)", 1 }, { "B and B or X", 1 }, { "X and not B and W", 1 },
	{ "param(W)", 1 }, { "param(X)", 0 }, { "param(B)", 0 }, { "not (param(X) or param(B))", 1 },
	{ "group == 1", 1 }, { "group != 1", 0 }, { "rank(X) > 3", 1 }, { "rank(X) < 4", 0 },
	{ "rank(X) <= 4", 1 }, { "rank(X) >= 5", 0 }, { "X[0] + 1 == 3", 1 }, { "(X[0] + 1) * 2 == 6", 1 },
	{ "(X[0] + 1) == 3 and X", 1 },
	{ "(X or B) and group == 2", 0 }, { "auto_pad == \"NOTSET\"", 1 }, { "auto_pad != \"NOTSET\"", 0 },
	{ "auto_pad == \"VALID\"", 0 }, { "auto_pad == \"NOT\"", 0 }, { "group", 1 },
	{ "X[2] == 7", 1 }, { "X[2] < 7 and X[2] > 7", 1 }, /* undecided is true: X[2] is H */
};

START_TEST(condition)
{
	const struct condition_case *c = &condition_cases[_i];
	struct fc_formula_result r;
	char text[128];
	struct fc_op op;
	struct bench b;

	bench_open(&b);
	bench_node(&b, "Conv", "2x3xHx8 !4x3x3x3", "");
	op = *b.node->op;
	snprintf(text, sizeof(text), "macs = 1 if %s", c->text);
	op.cost = text;
	b.cx.op = &op;
	fc_formula_run(&b.cx, &r);
	ck_assert_str_eq(bench_dim(&b, r.macs), c->macs ? "1" : "0");
	bench_close(&b);
}
END_TEST

static const struct fault_case {
	const char *text;
	bool ok;
} fault_cases[] = {
	{ "", true },
	{ "macs = |Y| * prod(W, 1); bias_adds = |Y| if B", true },
	{ "read(X) = 1; write(Y) = 2", true },
	{ "simple = group", true },
	{ "simple = 1;", true },
	{ "flops = 1", false },
	{ "macs 1", false },
	{ "macs =", false },
	{ "macs = |Z|", false },
	{ "macs = |X", false },
	{ "macs = Z[0]", false },
	{ "macs = nothing", false },
	{ "macs = prod(W)", false },
	{ "macs = log(3)", false },
	{ "macs = 1 if", false },
	{ "macs = 1 if auto_pad == \"x", false },
	{ "macs = 1 simple = 2", false },
	{ "macs = 99999999999999999999", false },
	{ "read(Y) = 1", false },
	{ "write(X) = 1", false },
	{ "macs = 2 ^ group", false },
	{ "macs = - - 1", true },
	{ "macs = ----------------------------------------------------------------------1", false },
	{ "macs = ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1"
	  "))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))", false },
};

START_TEST(fault)
{
	const struct fault_case *c = &fault_cases[_i];
	struct fc_op op = { .name = "Test", .in = "X W! B!?", .out = "Y", .attr = "group=1 auto_pad=NOTSET" };
	struct bench b;

	bench_open(&b);
	op.cost = c->text;
	ck_assert_int_eq(fc_formula_check(b.arena, &op) == NULL, c->ok);
	bench_close(&b);
}
END_TEST

START_TEST(every_row_is_well_formed)
{
	const struct fc_op *op;
	struct bench b;

	bench_open(&b);
	for (size_t i = 0; (op = fc_registry_at(i)); i++) {
		const char *why = fc_formula_check(b.arena, op);

		why = why ? why : fc_rule_check(b.arena, op);
		ck_assert_msg(why == NULL, "%s: %s", op->name, why);
		ck_assert_msg(op->in && op->out && op->source && op->infer, "%s lacks a field", op->name);
		ck_assert_msg((op->cost != NULL) != ((op->flags & FC_OP_OPAQUE) != 0), "%s: cost", op->name);
	}
	bench_close(&b);
}
END_TEST

/* By hand: 1x64x112x112 = 802816, 3*7*7 = 147. */
START_TEST(explained)
{
	struct fc_str s;
	struct bench b;

	bench_open(&b);
	bench_node(&b, "Conv", "1x3x224x224 !64x3x7x7 !64", "strides=2,2 pads=3,3,3,3");
	s = (struct fc_str)FC_STR(b.arena);
	fc_formula_explain(&b.cx, &s);
	ck_assert_str_eq(s.data, "macs = |Y| * prod(W, 1) = 802816 * 147 = 118013952\n"
	                         "bias_adds = |Y| = 802816\n");
	bench_node(&b, "MatMul", "Nx4x8 !8x3", "");
	fc_str_clear(&s);
	fc_formula_explain(&b.cx, &s);
	ck_assert_str_eq(s.data, "macs = |Y| * K = 12*N * 8 = 96*N\n");
	bench_close(&b);
}
END_TEST

START_TEST(moves)
{
	struct fc_op op = { .name = "Test", .in = "A rest*", .out = "Y", .attr = "",
		            .cost = "read(rest) = 5; write(Y) = |A|; read(A) = 1; read(A) = 2" };
	struct fc_formula_result r;
	struct bench b;

	bench_open(&b);
	bench_node(&b, "Sum", "2x3 2x3 2x3", "");
	b.cx.op = &op;
	ck_assert(fc_formula_run(&b.cx, &r));
	ck_assert_uint_eq(r.read_set, 0xffffffffu);
	ck_assert_uint_eq(r.write_set, 1);
	ck_assert_str_eq(bench_dim(&b, r.read[0]), "3");
	ck_assert_str_eq(bench_dim(&b, r.read[1]), "5");
	ck_assert_str_eq(bench_dim(&b, r.read[2]), "0");
	ck_assert_str_eq(bench_dim(&b, r.write[0]), "6");
	bench_close(&b);
}
END_TEST

CHECK_CASE(ops_formula)
{
	TCase *t = tcase_create("formula");

	tcase_add_loop_test(t, expression, 0, N(expr_cases));
	tcase_add_loop_test(t, condition, 0, N(condition_cases));
	tcase_add_loop_test(t, fault, 0, N(fault_cases));
	tcase_add_test(t, every_row_is_well_formed);
	tcase_add_test(t, explained);
	tcase_add_test(t, moves);
	return t;
}
