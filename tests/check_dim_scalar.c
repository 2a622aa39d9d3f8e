/* check_dim_scalar.c -- followed values: integers, floats, sizes times floats */
#include <math.h>
#include <stdlib.h>

#include "check_dim.h"
#include "dim/scalar.h"

/* "H*0.5", "2.5", "H + 1", "?": a size, a float, or both with a * between. */
static struct fc_scalar
scalar(const char *text)
{
	const char *dot = strchr(text, '.'), *star = strrchr(text, '*');
	struct fc_scalar x;

	if (!dot)
		return fc_scalar_dim(dim(text));
	if (!star)
		return fc_scalar_real(dims, strtod(text, NULL));
	x.dim = fc_dim_parse(dims, text, (size_t)(star - text));
	x.real = strtod(star + 1, NULL);
	return x;
}

static const char *
scalar_text(struct fc_scalar x)
{
	struct fc_str s = FC_STR(arena);

	if (x.real == 1 || !fc_scalar_is_known(x))
		fc_dim_print(x.dim, &s);
	else if (fc_dim_is(x.dim, 1))
		fc_str_printf(&s, "%.15g", x.real);
	else
		fc_str_printf(&s, "(%s)*%.15g", text_of(x.dim), x.real);
	return s.data;
}

static const struct op_case {
	enum fc_scalar_op op;
	const char *x, *y, *out;
} op_cases[] = {
	{ FC_SCALAR_ADD, "2", "3", "5" },
	{ FC_SCALAR_ADD, "H", "1", "H + 1" },
	{ FC_SCALAR_ADD, "0.5", "0.25", "0.75" },
	{ FC_SCALAR_ADD, "0.5", "0.5", "1" },
	{ FC_SCALAR_ADD, "H*0.5", "1", "(H + 2)*0.5" },
	{ FC_SCALAR_ADD, "H*0.5", "H*0.5", "H" },
	{ FC_SCALAR_ADD, "H*0.5", "W*0.25", "(2*H + W)*0.25" },
	{ FC_SCALAR_ADD, "H", "0.1", "(10*H + 1)*0.1" },
	{ FC_SCALAR_ADD, "H", "0.7310585786300049", "?" }, /* no small fraction */
	{ FC_SCALAR_ADD, "?", "3", "?" },
	{ FC_SCALAR_ADD, "9223372036854775807", "1", "?" },
	{ FC_SCALAR_SUB, "H", "H", "0" },
	{ FC_SCALAR_SUB, "H", "0.5", "(2*H - 1)*0.5" },
	{ FC_SCALAR_MUL, "H", "0.5", "(H)*0.5" },
	{ FC_SCALAR_MUL, "2*H", "0.5", "H" },
	{ FC_SCALAR_MUL, "H", "2.0", "2*H" },
	{ FC_SCALAR_MUL, "H*0.5", "W*0.5", "(H*W)*0.25" },
	{ FC_SCALAR_MUL, "0", "?", "0" },
	{ FC_SCALAR_MUL, "?", "0", "0" },
	{ FC_SCALAR_MUL, "?", "2", "?" },
	{ FC_SCALAR_DIV, "7", "2", "3.5" },
	{ FC_SCALAR_DIV, "8", "2", "4" },
	{ FC_SCALAR_DIV, "H", "2", "(H)*0.5" },
	{ FC_SCALAR_DIV, "2*H", "2", "H" },
	{ FC_SCALAR_DIV, "N*H", "H", "N" },
	{ FC_SCALAR_DIV, "H", "2*H", "0.5" },
	{ FC_SCALAR_DIV, "H", "W", "?" },
	{ FC_SCALAR_DIV, "H", "0", "?" },
	{ FC_SCALAR_IDIV_TRUNC, "7", "2", "3" },
	{ FC_SCALAR_IDIV_TRUNC, "-7", "2", "-3" },
	{ FC_SCALAR_IDIV_TRUNC, "7", "-2", "-3" },
	{ FC_SCALAR_IDIV_TRUNC, "-7", "-2", "3" },
	{ FC_SCALAR_IDIV_TRUNC, "H", "2", "floor(H/2)" },
	{ FC_SCALAR_IDIV_TRUNC, "-H", "2", "-floor(H/2)" },
	{ FC_SCALAR_IDIV_TRUNC, "H", "-2", "-floor(H/2)" },
	{ FC_SCALAR_IDIV_TRUNC, "H - 5", "2", "?" }, /* either sign */
	{ FC_SCALAR_IDIV_TRUNC, "2*H - 6", "2", "H - 3" },
	{ FC_SCALAR_IDIV_TRUNC, "7.5", "2", "3" },
	{ FC_SCALAR_IDIV_TRUNC, "7", "0", "?" },
	{ FC_SCALAR_IDIV_FLOOR, "-7", "2", "-4" },
	{ FC_SCALAR_IDIV_FLOOR, "H - 5", "2", "floor((H + 1)/2) - 3" },
	{ FC_SCALAR_IDIV_FLOOR, "-7.5", "2", "-4" },
	{ FC_SCALAR_IDIV_FLOOR, "H*0.5", "2", "floor(H/4)" },
	{ FC_SCALAR_IDIV_FLOOR, "7", "0", "?" },
	{ FC_SCALAR_MOD_FLOOR, "-7", "3", "2" },
	{ FC_SCALAR_MOD_FLOOR, "7", "-3", "-2" },
	{ FC_SCALAR_MOD_FLOOR, "-7.5", "2", "0.5" },
	{ FC_SCALAR_MOD_FLOOR, "H", "2", "H - 2*floor(H/2)" },
	{ FC_SCALAR_MOD_FLOOR, "7", "0", "?" },
	{ FC_SCALAR_MOD_TRUNC, "-7", "3", "-1" },
	{ FC_SCALAR_MOD_TRUNC, "7", "-3", "1" },
	{ FC_SCALAR_MOD_TRUNC, "-7.5", "2", "-1.5" },
	{ FC_SCALAR_MOD_TRUNC, "-H", "2", "2*floor(H/2) - H" },
	{ FC_SCALAR_POW, "2", "10", "1024" },
	{ FC_SCALAR_POW, "H", "2", "H^2" },
	{ FC_SCALAR_POW, "H*0.5", "2", "(H^2)*0.25" },
	{ FC_SCALAR_POW, "2", "-1", "0.5" },
	{ FC_SCALAR_POW, "16", "0.5", "4" },
	{ FC_SCALAR_POW, "H", "0.5", "?" },
	{ FC_SCALAR_POW, "H", "-1", "?" },
	{ FC_SCALAR_POW, "2", "H", "?" },
	{ FC_SCALAR_POW, "1", "H", "1" },
	{ FC_SCALAR_POW, "H", "0", "1" },
	{ FC_SCALAR_MIN, "H", "3", "min(H, 3)" },
	{ FC_SCALAR_MIN, "0.5", "3", "0.5" },
	{ FC_SCALAR_MIN, "H*0.5", "W*0.5", "(min(H, W))*0.5" },
	{ FC_SCALAR_MAX, "H*0.5", "0", "(H)*0.5" },
	{ FC_SCALAR_MAX, "H", "2*H", "2*H" },
	{ FC_SCALAR_EQ, "H", "H", "1" },
	{ FC_SCALAR_EQ, "H", "W", "?" },
	{ FC_SCALAR_EQ, "H", "0", "0" },
	{ FC_SCALAR_EQ, "H", "H + 1", "0" },
	{ FC_SCALAR_EQ, "H*0.5", "H*0.5", "1" },
	{ FC_SCALAR_NE, "H", "0", "1" },
	{ FC_SCALAR_NE, "H", "1", "?" },
	{ FC_SCALAR_LT, "H", "0", "0" },
	{ FC_SCALAR_LT, "H", "1", "0" },
	{ FC_SCALAR_LT, "H", "2", "?" },
	{ FC_SCALAR_LT, "H*0.5", "H", "1" },
	{ FC_SCALAR_LE, "H", "N*H", "1" },
	{ FC_SCALAR_LE, "H", "1", "?" },
	{ FC_SCALAR_GT, "H", "0", "1" },
	{ FC_SCALAR_GT, "0.5", "0.25", "1" },
	{ FC_SCALAR_GE, "H", "1", "1" },
	{ FC_SCALAR_GE, "3", "H", "?" },
	{ FC_SCALAR_GE, "3", "?", "?" },
	{ FC_SCALAR_AND, "1", "1", "1" },
	{ FC_SCALAR_AND, "0", "?", "0" },
	{ FC_SCALAR_AND, "?", "0", "0" },
	{ FC_SCALAR_AND, "1", "?", "?" },
	{ FC_SCALAR_AND, "H", "5", "1" }, /* both are not 0 */
	{ FC_SCALAR_OR, "1", "?", "1" },
	{ FC_SCALAR_OR, "0", "0", "0" },
	{ FC_SCALAR_OR, "0", "?", "?" },
	{ FC_SCALAR_XOR, "1", "1", "0" },
	{ FC_SCALAR_XOR, "1", "0", "1" },
	{ FC_SCALAR_XOR, "1", "?", "?" },
	{ FC_SCALAR_BITAND, "12", "10", "8" },
	{ FC_SCALAR_BITOR, "12", "10", "14" },
	{ FC_SCALAR_BITXOR, "12", "10", "6" },
	{ FC_SCALAR_BITAND, "H", "7", "H - 8*floor(H/8)" },
	{ FC_SCALAR_BITAND, "H", "-8", "8*floor(H/8)" },
	{ FC_SCALAR_BITAND, "7", "H", "H - 8*floor(H/8)" },
	{ FC_SCALAR_BITAND, "H", "-1", "H" },
	{ FC_SCALAR_BITAND, "H", "5", "?" },
	{ FC_SCALAR_BITAND, "?", "0", "0" },
	{ FC_SCALAR_BITOR, "H", "0", "H" },
	{ FC_SCALAR_BITOR, "0", "H", "H" },
	{ FC_SCALAR_BITOR, "H", "1", "?" },
	{ FC_SCALAR_BITAND, "1.5", "1", "?" },
	{ FC_SCALAR_SHL, "3", "4", "48" },
	{ FC_SCALAR_SHL, "H", "1", "2*H" },
	{ FC_SCALAR_SHL, "1", "63", "?" },
	{ FC_SCALAR_SHL, "1", "-1", "?" },
	{ FC_SCALAR_SHL, "1", "H", "?" },
	{ FC_SCALAR_SHR, "-5", "1", "-3" },
	{ FC_SCALAR_SHR, "H", "2", "floor(H/4)" },
};

START_TEST(two)
{
	const struct op_case *c = &op_cases[_i];

	ck_assert_str_eq(scalar_text(fc_scalar_apply(dims, c->op, scalar(c->x), scalar(c->y))), c->out);
}
END_TEST

static const struct one_case {
	enum fc_scalar_op op;
	const char *x, *out;
} one_cases[] = {
	{ FC_SCALAR_NEG, "H", "-H" },
	{ FC_SCALAR_NEG, "0.5", "-0.5" },
	{ FC_SCALAR_NEG, "?", "?" },
	{ FC_SCALAR_ABS, "-3", "3" },
	{ FC_SCALAR_ABS, "-2.5", "2.5" },
	{ FC_SCALAR_ABS, "-H", "H" },
	{ FC_SCALAR_ABS, "H - W", "max(H - W, W - H)" },
	{ FC_SCALAR_SIGN, "-7", "-1" },
	{ FC_SCALAR_SIGN, "0", "0" },
	{ FC_SCALAR_SIGN, "-0.5", "-1" },
	{ FC_SCALAR_SIGN, "H", "1" },
	{ FC_SCALAR_SIGN, "H - 1", "?" },
	{ FC_SCALAR_NOT, "0", "1" },
	{ FC_SCALAR_NOT, "3", "0" },
	{ FC_SCALAR_NOT, "H", "0" },
	{ FC_SCALAR_NOT, "H - 1", "?" },
	{ FC_SCALAR_BITNOT, "5", "-6" },
	{ FC_SCALAR_BITNOT, "H", "-H - 1" },
	{ FC_SCALAR_FLOOR, "2.5", "2" },
	{ FC_SCALAR_FLOOR, "-2.5", "-3" },
	{ FC_SCALAR_FLOOR, "H", "H" },
	{ FC_SCALAR_FLOOR, "H*0.5", "floor(H/2)" },
	{ FC_SCALAR_FLOOR, "H*0.6666666666666666", "floor(2*H/3)" },
	{ FC_SCALAR_FLOOR, "H*1.5", "H + floor(H/2)" },
	{ FC_SCALAR_FLOOR, "H*0.6666667", "?" }, /* not 2/3 to 12 digits */
	{ FC_SCALAR_FLOOR, "H*0.00024414062", "?" },
	{ FC_SCALAR_FLOOR, "H*0.000244140625", "floor(H/4096)" },
	{ FC_SCALAR_FLOOR, "H*-0.5", "-floor((H + 1)/2)" },
	{ FC_SCALAR_CEIL, "2.5", "3" },
	{ FC_SCALAR_CEIL, "H*0.5", "floor((H + 1)/2)" },
	{ FC_SCALAR_TRUNC, "-2.5", "-2" },
	{ FC_SCALAR_TRUNC, "H*-0.5", "-floor(H/2)" },
	{ FC_SCALAR_ROUND_EVEN, "2.5", "2" },
	{ FC_SCALAR_ROUND_EVEN, "3.5", "4" },
	{ FC_SCALAR_ROUND_EVEN, "-2.5", "-2" },
	{ FC_SCALAR_ROUND_EVEN, "-3.5", "-4" },
	{ FC_SCALAR_ROUND_EVEN, "2.4", "2" },
	{ FC_SCALAR_ROUND_EVEN, "2.6", "3" },
	{ FC_SCALAR_ROUND_EVEN, "H*0.3333333333333333", "floor((H + 1)/3)" },
	{ FC_SCALAR_ROUND_EVEN, "H*0.5", "?" }, /* ties */
	{ FC_SCALAR_SQRT, "196", "14" },
	{ FC_SCALAR_SQRT, "-1", "?" },
	{ FC_SCALAR_SQRT, "H", "?" },
	{ FC_SCALAR_EXP, "0", "1" },
	{ FC_SCALAR_LOG, "1", "0" },
	{ FC_SCALAR_LOG, "-1", "?" },
	{ FC_SCALAR_RECIPROCAL, "4", "0.25" },
	{ FC_SCALAR_RECIPROCAL, "H", "?" },
};

START_TEST(one)
{
	const struct one_case *c = &one_cases[_i];

	ck_assert_str_eq(scalar_text(fc_scalar_apply(dims, c->op, scalar(c->x), FC_SCALAR_UNKNOWN)), c->out);
}
END_TEST

START_TEST(conversions)
{
	struct fc_scalar inf;
	double r;
	int64_t v;

	ck_assert_dim(fc_scalar_as_dim(dims, scalar("H")), "H");
	ck_assert_dim(fc_scalar_as_dim(dims, (struct fc_scalar){ dim("2*H"), 0.5 }), "H");
	ck_assert_dim(fc_scalar_as_dim(dims, (struct fc_scalar){ dim("H"), 3 }), "3*H");
	ck_assert_dim(fc_scalar_as_dim(dims, (struct fc_scalar){ num(3), 2 }), "6");
	ck_assert(fc_dim_is_nan(fc_scalar_as_dim(dims, scalar("H*0.5"))));
	ck_assert(fc_dim_is_nan(fc_scalar_as_dim(dims, scalar("2.5"))));
	ck_assert(fc_dim_is_nan(fc_scalar_as_dim(dims, FC_SCALAR_UNKNOWN)));
	ck_assert(fc_scalar_as_int(dims, scalar("8.0"), &v) && v == 8);
	ck_assert(!fc_scalar_as_int(dims, scalar("H"), &v));
	ck_assert(fc_scalar_as_real(scalar("2.5"), &r) && r == 2.5);
	ck_assert(fc_scalar_as_real(scalar("3"), &r) && r == 3);
	ck_assert(!fc_scalar_as_real(scalar("H*0.5"), &r));
	ck_assert(fc_scalar_eq(scalar("2.5"), scalar("2.5")));
	ck_assert(!fc_scalar_eq(scalar("2.5"), scalar("3.5")));
	ck_assert(!fc_scalar_eq(FC_SCALAR_UNKNOWN, FC_SCALAR_UNKNOWN));
	ck_assert(!fc_scalar_is_known(fc_scalar_real(dims, (double)NAN)));
	ck_assert_dim(fc_scalar_real(dims, 4503599627370497.0).dim, "4503599627370497");
	ck_assert(fc_scalar_real(dims, 9007199254740992.0).real != 1); /* 2^53 */
	inf = fc_scalar_real(dims, (double)INFINITY);
	ck_assert(inf.real > 1e308);
	ck_assert(!fc_scalar_is_known(fc_scalar_apply(dims, FC_SCALAR_MUL, scalar("0"), inf)));
}
END_TEST

CHECK_CASE(dim_scalar)
{
	TCase *c = tcase_create("scalar");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, two, 0, N(op_cases));
	tcase_add_loop_test(c, one, 0, N(one_cases));
	tcase_add_test(c, conversions);
	return c;
}
