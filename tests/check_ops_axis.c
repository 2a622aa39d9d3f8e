/* check_ops_axis.c -- negative axes, lists of axes, reduced shapes */
#include "ops/axis.h"

#include <string.h>

#include "check_ops.h"

static const struct fix_case {
	int64_t axis;
	int rank, at; /* at -1: out of range */
} fix_cases[] = {
	{ 0, 1, 0 }, { -1, 1, 0 }, { 3, 4, 3 }, { -4, 4, 0 }, { 4, 4, -1 }, { -5, 4, -1 }, { 0, 0, -1 },
	{ INT64_MIN, 4, -1 }, { INT64_MAX, 4, -1 },
};

START_TEST(fix)
{
	const struct fix_case *c = &fix_cases[_i];
	struct bench b;
	int at = -1;

	bench_open(&b);
	bench_node(&b, "Relu", "2x3", "");
	ck_assert_int_eq(fc_axis_fix(&b.cx, c->axis, c->rank, &at), c->at >= 0);
	ck_assert_int_eq(at, c->at);
	bench_close(&b);
}
END_TEST

static const struct list_case {
	const char *operands, *attrs;
	int found;
	unsigned bits;
	bool unknown;
} list_cases[] = {
	{ "2x3x4", "", 0, 0, false },
	{ "2x3x4", "axes=0,2", 1, 5, false },
	{ "2x3x4", "axes=-1", 1, 4, false },
	{ "2x3x4", "axes=3", -1, 0, false },
	{ "2x3x4 1:int64{-2}", "", 1, 2, false },
	{ "2x3x4 2:int64{0,1}", "axes=2", 1, 3, false },
	{ "2x3x4 0:int64{}", "", 1, 0, false },
	{ "2x3x4 1:int64", "", -1, 0, true },
	{ "2x3x4 1:int64{N}", "", -1, 0, true },
};

START_TEST(list)
{
	const struct list_case *c = &list_cases[_i];
	struct bench b;
	uint64_t bits;
	bool unknown;

	bench_open(&b);
	bench_node(&b, "Relu", "2", "");
	bench_node(&b, "Identity", c->operands, c->attrs);
	ck_assert_int_eq(fc_axis_list(&b.cx, 1, "axes", 3, &bits, &unknown), c->found);
	if (c->found > 0)
		ck_assert_uint_eq(bits, c->bits);
	ck_assert_int_eq(unknown, c->unknown);
	bench_close(&b);
}
END_TEST

START_TEST(reduce)
{
	struct bench b;
	struct fc_str s;

	bench_open(&b);
	bench_node(&b, "Relu", "2xNx4", "");
	s = (struct fc_str)FC_STR(b.arena);
	fc_shape_print(fc_axis_reduce(&b.cx, fc_op_shape(&b.cx, 0), 5, true), &s);
	fc_str_putc(&s, ' ');
	fc_shape_print(fc_axis_reduce(&b.cx, fc_op_shape(&b.cx, 0), 5, false), &s);
	fc_str_putc(&s, ' ');
	fc_shape_print(fc_axis_reduce(&b.cx, fc_op_shape(&b.cx, 0), 7, false), &s);
	ck_assert_str_eq(s.data, "1xNx1 N scalar");
	bench_close(&b);
}
END_TEST

CHECK_CASE(ops_axis)
{
	TCase *t = tcase_create("axis");

	tcase_add_loop_test(t, fix, 0, N(fix_cases));
	tcase_add_loop_test(t, list, 0, N(list_cases));
	tcase_add_test(t, reduce);
	return t;
}
