/* check_dim_arith.c -- sums, products, quotients, the edges of int64 */
#include "check_dim.h"
#include "dim/dim_priv.h"

/* Two texts of one size come to one word. */
static const struct same_case {
	const char *a, *b;
} same_cases[] = {
	{ "H + 1 + W", "W + H + 1" },
	{ "(H + 1)*(H - 1)", "H^2 - 1" },
	{ "(N + H)^3", "N^3 + 3*N^2*H + 3*N*H^2 + H^3" },
	{ "2*(N - H) + 2*H", "2*N" },
	{ "H - H", "0" },
	{ "0*H + 3", "3" },
	{ "H^0", "1" },
	{ "(H + 1)^2 - H^2 - 2*H", "1" },
	{ "4611686018427387904 - 1", "4611686018427387903" }, /* 2^62: beyond what stands in place */
	{ "4611686018427387904 + (-4611686018427387904)", "0" },
	{ "-4611686018427387905 + 1", "-4611686018427387904" },
	{ "9223372036854775807 - 9223372036854775807*1", "0" },
	{ "floor((N*H + N)/(H + 1))", "N" },
	{ "floor((N*H^2 - N)/(H - 1))", "N*H + N" },
	{ "floor(6*N*H/(2*H))", "3*N" },
	{ "floor((4*H + 6*W)/2)", "2*H + 3*W" },
	{ "floor((H^2 + 2*H*W + W^2)/(H + W))", "H + W" },
};

START_TEST(same)
{
	const struct same_case *c = &same_cases[_i];
	struct fc_dim a = dim(c->a), b = dim(c->b);

	ck_assert_msg(fc_dim_eq(a, b), "%s came to %s, %s to %s", c->a, text_of(a), c->b, text_of(b));
}
END_TEST

static const struct edge_case {
	char op;
	int64_t x, y;
	bool fits;
	int64_t r;
} edge_cases[] = {
	{ '+', INT64_MAX, 0, true, INT64_MAX },
	{ '+', INT64_MAX, 1, false, 0 },
	{ '+', INT64_MIN, -1, false, 0 },
	{ '+', INT64_MAX, INT64_MIN, true, -1 },
	{ '+', INT64_MAX / 2, 1, true, INT64_MAX / 2 + 1 },
	{ '+', INT64_MIN / 2, -1, true, INT64_MIN / 2 - 1 },
	{ '-', INT64_MIN, 1, false, 0 },
	{ '-', 0, INT64_MIN, false, 0 },
	{ '-', -1, INT64_MIN, true, INT64_MAX },
	{ '-', INT64_MIN, INT64_MIN, true, 0 },
	{ '*', INT64_MAX, 1, true, INT64_MAX },
	{ '*', INT64_MAX, 2, false, 0 },
	{ '*', INT64_MIN, -1, false, 0 },
	{ '*', INT64_MIN, 1, true, INT64_MIN },
	{ '*', INT64_C(1) << 31, INT64_C(1) << 31, true, INT64_C(1) << 62 },
	{ '*', INT64_C(1) << 32, INT64_C(1) << 31, false, 0 },
	{ '*', INT64_C(3037000499), INT64_C(3037000499), true, INT64_C(9223372030926249001) },
	{ '*', INT64_C(3037000500), INT64_C(3037000500), false, 0 }, /* above sqrt(2^63) */
	{ '*', 0, INT64_MIN, true, 0 },
	{ '/', INT64_MIN, -1, false, 0 },
	{ '/', INT64_MIN, 1, true, INT64_MIN },
	{ '/', INT64_MAX, -1, true, -INT64_MAX },
	{ '/', INT64_MIN, INT64_MAX, true, -2 },
	{ '/', 7, 2, true, 3 },
	{ '/', -7, 2, true, -4 },
	{ '/', 7, -2, true, -4 },
	{ '/', -7, -2, true, 3 },
	{ '/', 7, 0, false, 0 },
	{ '^', INT64_MIN, -1, false, 0 }, /* rounded up */
	{ '^', 7, 2, true, 4 },
	{ '^', -7, 2, true, -3 },
	{ '^', 7, -2, true, -3 },
	{ '^', -7, -2, true, 4 },
	{ '^', 6, 3, true, 2 },
	{ '^', 7, 0, false, 0 },
	{ '%', 7, 3, true, 1 },
	{ '%', -7, 3, true, 2 },
	{ '%', 7, -3, true, -2 },
	{ '%', -7, -3, true, -1 },
	{ '%', INT64_MIN, -1, true, 0 },
	{ '%', 7, 0, false, 0 },
	{ '<', INT64_MAX, INT64_MIN, true, INT64_MIN },
	{ '>', INT64_MAX, INT64_MIN, true, INT64_MAX },
	{ '|', 12, 4, true, 3 }, /* exact */
	{ '|', 12, 5, false, 0 },
	{ '|', INT64_MIN, -1, false, 0 },
	{ '|', 12, 0, false, 0 },
	{ '|', 0, 5, true, 0 },
};

static struct fc_dim
apply(char op, struct fc_dim x, struct fc_dim y)
{
	switch (op) {
	case '+':
		return fc_dim_add(dims, x, y);
	case '-':
		return fc_dim_sub(dims, x, y);
	case '*':
		return fc_dim_mul(dims, x, y);
	case '/':
		return fc_dim_floordiv(dims, x, y);
	case '^':
		return fc_dim_ceildiv(dims, x, y);
	case '%':
		return fc_dim_mod(dims, x, y);
	case '<':
		return fc_dim_min(dims, x, y);
	case '>':
		return fc_dim_max(dims, x, y);
	default:
		return fc_dim_exact(dims, x, y);
	}
}

START_TEST(edge)
{
	const struct edge_case *c = &edge_cases[_i];
	struct fc_dim r = apply(c->op, num(c->x), num(c->y));
	int64_t v = 42;

	ck_assert_int_eq(fc_dim_const(r, &v), c->fits);
	ck_assert_int_eq(fc_dim_is_nan(r), !c->fits);
	if (c->fits)
		ck_assert_int_eq(v, c->r);
	ck_assert(fc_dim_is_nan(apply(c->op, num(c->x), FC_DIM_NAN)));
	ck_assert(fc_dim_is_nan(apply(c->op, FC_DIM_NAN, num(c->y))));
}
END_TEST

/* One value is one word, in place or not. */
START_TEST(numbers_are_kept_once)
{
	static const int64_t at[] = {
		0, 1, -1, INT64_MAX / 2, INT64_MAX / 2 + 1, INT64_MIN / 2, INT64_MIN / 2 - 1,
		INT64_MAX, INT64_MIN,
	};
	int64_t v;

	for (int i = 0; i < N(at); i++) {
		struct fc_dim x = num(at[i]);

		ck_assert(fc_dim_eq(x, num(at[i])));
		ck_assert(fc_dim_const(x, &v) && v == at[i]);
		ck_assert(fc_dim_is(x, at[i]));
		ck_assert(!fc_dim_is(x, 5));
		ck_assert(fc_dim_eq(x, fc_dim_addi(dims, fc_dim_sub(dims, x, num(0)), 0)));
		ck_assert(fc_dim_eq(fc_dim_big(dims, at[i]), x));
	}
	ck_assert(!fc_dim_eq(FC_DIM_NAN, FC_DIM_NAN));
	ck_assert(!fc_dim_const(FC_DIM_NAN, &v));
	ck_assert(!fc_dim_const(dim("H"), &v));
}
END_TEST

START_TEST(coefficients_overflow)
{
	struct fc_dim x = fc_dim_muli(dims, dim("H"), INT64_MAX);

	ck_assert_dim(x, "9223372036854775807*H");
	ck_assert(fc_dim_is_nan(fc_dim_add(dims, x, dim("H"))));
	ck_assert(fc_dim_is_nan(fc_dim_muli(dims, x, 2)));
	ck_assert_dim(fc_dim_sub(dims, x, dim("H")), "9223372036854775806*H");
	ck_assert_dim(fc_dim_muli(dims, x, -1), "-9223372036854775807*H");
	ck_assert(fc_dim_is_nan(fc_dim_muli(dims, fc_dim_muli(dims, dim("H"), INT64_MIN), -1)));
}
END_TEST

START_TEST(exact)
{
	ck_assert_dim(fc_dim_exact(dims, dim("N*H^2 - N"), dim("H + 1")), "N*H - N");
	ck_assert_dim(fc_dim_exact(dims, dim("6*N*H"), dim("3*H")), "2*N");
	ck_assert_dim(fc_dim_exact(dims, dim("6*N*H + 9*H"), dim("3*H")), "2*N + 3");
	ck_assert_dim(fc_dim_exact(dims, num(0), dim("H")), "0");
	ck_assert_dim(fc_dim_exact(dims, dim("N - H"), dim("H - N")), "-1");
	ck_assert(fc_dim_is_nan(fc_dim_exact(dims, dim("5*N*H"), dim("3*H"))));
	ck_assert(fc_dim_is_nan(fc_dim_exact(dims, dim("N*H + 1"), dim("H"))));
	ck_assert(fc_dim_is_nan(fc_dim_exact(dims, dim("H^2 + 1"), dim("H + 1"))));
	ck_assert(fc_dim_is_nan(fc_dim_exact(dims, num(6), dim("H"))));
}
END_TEST

START_TEST(power)
{
	ck_assert_dim(fc_dim_pow(dims, dim("H + 1"), 2), "2*H + H^2 + 1");
	ck_assert_dim(fc_dim_pow(dims, dim("H"), 0), "1");
	ck_assert_dim(fc_dim_pow(dims, num(2), 62), "4611686018427387904");
	ck_assert(fc_dim_is_nan(fc_dim_pow(dims, num(2), 63)));
	ck_assert(fc_dim_is_nan(fc_dim_pow(dims, FC_DIM_NAN, 0)));
	ck_assert_dim(fc_dim_pow(dims, dim("H"), FC_LIMIT_DEGREE), "H^24");
}
END_TEST

/* Too large to write down: a fresh unknown, the same one for the same operands. */
START_TEST(stand_ins)
{
	struct fc_dim big = fc_dim_pow(dims, dim("N + C + H + W + batch"), 8), x, y;
	size_t n = fc_dims_symbols(dims);
	const struct fc_symbol *s;

	ck_assert_uint_eq(n, 5); /* 495 terms, still a formula */
	x = fc_dim_mul(dims, big, dim("H + 1"));
	y = fc_dim_mul(dims, big, dim("H + 1"));
	ck_assert(fc_dim_eq(x, y));
	ck_assert_uint_eq(fc_dims_symbols(dims), n + 1);
	s = fc_dim_as_symbol(x);
	ck_assert_ptr_nonnull(s);
	ck_assert_str_eq(s->name, "size_1");
	ck_assert(s->unknown);
	ck_assert_int_eq(s->min, 781250); /* 5^8 * 2: all symbols are at least 1 */
	ck_assert(fc_dim_is_nan(s->max));
	x = fc_dim_mul(dims, dim("H^24"), dim("H"));
	ck_assert_str_eq(fc_dim_as_symbol(x)->name, "size_2");
	ck_assert_int_eq(fc_dim_as_symbol(x)->min, 1);
}
END_TEST

/* A sum of terms beyond the limit is one stand-in, and adding goes on. */
START_TEST(many_terms)
{
	struct fc_dim sum = num(0);
	char name[16];

	for (int i = 0; i < FC_LIMIT_TERMS + 10; i++) {
		snprintf(name, sizeof(name), "s%d", i);
		sum = fc_dim_sub(dims, sum, fc_dim_symbol(dims, name));
	}
	ck_assert_dim(sum, "size_1 - s513 - s514 - s515 - s516 - s517 - s518 - s519 - s520 - s521");
	ck_assert_int_eq(fc_dims_symbol_at(dims, fc_dims_symbols(dims) - 10)->min, INT64_MIN);
}
END_TEST

CHECK_CASE(dim_arith)
{
	TCase *c = tcase_create("arith");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, same, 0, N(same_cases));
	tcase_add_loop_test(c, edge, 0, N(edge_cases));
	tcase_add_test(c, numbers_are_kept_once);
	tcase_add_test(c, coefficients_overflow);
	tcase_add_test(c, exact);
	tcase_add_test(c, power);
	tcase_add_test(c, stand_ins);
	tcase_add_test(c, many_terms);
	return c;
}
