/* check_dim_round.c -- quotients, remainders, min and max in one form */
#include "check_dim.h"

enum op { FLOOR, CEIL, MOD, MIN, MAX };

/* Worked out by hand from the definitions. */
static const struct form_case {
	enum op op;
	const char *x, *y, *form;
} form_cases[] = {
	/* what divides comes out */
	{ FLOOR, "H", "2", "floor(H/2)" },
	{ FLOOR, "2*H + 3", "2", "H + 1" },
	{ FLOOR, "4*N*H + H", "4", "N*H + floor(H/4)" },
	{ FLOOR, "3*N + 5", "2", "N + floor((N + 1)/2) + 2" },
	{ FLOOR, "H - 1", "2", "floor((H + 1)/2) - 1" },
	{ FLOOR, "H + 6 - 7", "2", "floor((H + 1)/2) - 1" }, /* 7x7, stride 2, padding 3 */
	{ FLOOR, "N*H + 3", "N", "H + floor(3/N)" },
	{ FLOOR, "3*N*H", "2*N", "H + floor(H/2)" },
	{ FLOOR, "N*H + N + 1", "H + 1", "N" },
	{ FLOOR, "2*N*H + 2*N + H", "H + 1", "2*N" },
	/* common factors */
	{ FLOOR, "2*H + 2", "4", "floor((H + 1)/2)" },
	{ FLOOR, "6*H + 7", "9", "floor((2*H + 2)/3)" },
	{ FLOOR, "2*H + 1", "4", "floor(H/2)" },
	{ FLOOR, "N*H", "2*N", "floor(H/2)" },
	{ FLOOR, "N*H", "N*W", "floor(H/W)" },
	{ FLOOR, "2*H + 1", "2*W", "floor(H/W)" },
	{ FLOOR, "N*H*W", "N*H + N", "floor(H*W/(H + 1))" },
	{ FLOOR, "2*H^2 - 1", "2*H + 2", "H - 1" },
	/* quotients of quotients */
	{ FLOOR, "floor(H/2)", "2", "floor(H/4)" },
	{ FLOOR, "floor(H/2) + 3", "4", "floor((H + 6)/8)" },
	{ FLOOR, "floor((H + 1)/2) + 1", "2", "floor((H + 3)/4)" },
	{ FLOOR, "floor(H/W) + C", "3", "floor((C*W + H)/(3*W))" },
	{ FLOOR, "floor(H/3)", "W", "floor(H/(3*W))" },
	{ FLOOR, "floor(H/2) + floor(W/2)", "2", "floor((floor(H/2) + floor(W/2))/2)" },
	/* signs */
	{ FLOOR, "-H", "2", "-floor((H + 1)/2)" },
	{ FLOOR, "H", "-2", "-floor((H + 1)/2)" },
	{ FLOOR, "-H", "-2", "floor(H/2)" },
	{ FLOOR, "3 - H", "2", "1 - floor(H/2)" },
	{ FLOOR, "W - H", "2", "W - floor((H + W + 1)/2)" },
	{ FLOOR, "-H", "1 - W", "floor(H/(W - 1))" },
	{ FLOOR, "-H", "W", "-floor((H - 1)/W) - 1" },
	/* ranges decide */
	{ FLOOR, "1", "H + 1", "0" },
	{ FLOOR, "H", "H + W", "0" },
	{ FLOOR, "-1", "H + 1", "-1" },
	{ FLOOR, "min(H, 5)", "8", "0" },
	{ FLOOR, "min(H, 5) + 8", "8", "1" },
	{ FLOOR, "H - 2*floor(H/2)", "2", "0" },
	/* rounded up */
	{ CEIL, "H", "2", "floor((H + 1)/2)" },
	{ CEIL, "H", "-2", "-floor(H/2)" },
	{ CEIL, "6*H", "3", "2*H" },
	{ CEIL, "H", "W", "floor((H - 1)/W) + 1" },
	{ CEIL, "H*W", "W", "H" },
	{ CEIL, "H", "1 - W", "-floor(H/(W - 1))" },
	/* remainders */
	{ MOD, "H", "2", "H - 2*floor(H/2)" },
	{ MOD, "2*H + 3", "2", "1" },
	{ MOD, "6*N", "4", "2*N - 4*floor(N/2)" },
	{ MOD, "N*H", "H", "0" },
	{ MOD, "1", "H + 1", "1" },
	/* the smaller and the larger */
	{ MIN, "H", "8400", "min(H, 8400)" },
	{ MIN, "8400", "H", "min(H, 8400)" },
	{ MIN, "H", "H", "H" },
	{ MIN, "H", "2*H", "H" },
	{ MIN, "H", "H + W", "H" },
	{ MIN, "H + 1", "H", "H" },
	{ MIN, "H", "0", "0" },
	{ MIN, "N*H", "H", "H" },
	{ MIN, "min(W, H)", "H", "min(H, W)" },
	{ MIN, "min(W, 7)", "min(H, 5)", "min(H, W, 5)" },
	{ MIN, "H", "max(H, W)", "H" },
	{ MIN, "floor((H + 1)/2)", "H", "floor((H + 1)/2)" },
	{ MIN, "H - min(H, 10)", "H", "H - min(H, 10)" },
	{ MIN, "H", "9223372036854775807", "H" }, /* a slice to the end */
	{ MAX, "H - W", "-9223372036854775808", "H - W" },
	{ MIN, "H - W", "9223372036854775806", "min(H - W, 9223372036854775806)" },
	{ MAX, "2*floor((H + 1)/2) - H + 1", "0", "2*floor((H + 1)/2) - H + 1" }, /* SAME, 3x3 by 2 */
	{ MAX, "H", "0", "H" },
	{ MAX, "H - 1", "0", "H - 1" },
	{ MAX, "H - 2", "0", "max(H - 2, 0)" },
	{ MAX, "H", "2*H", "2*H" },
	{ MAX, "max(W, H)", "max(H, 3)", "max(H, W, 3)" },
	{ MAX, "H", "min(H, W)", "H" },
	{ MAX, "N*H - H", "0", "N*H - H" },
	{ MAX, "H - floor(H/2)", "1", "H - floor(H/2)" },
};

static struct fc_dim
apply(enum op op, struct fc_dim x, struct fc_dim y)
{
	switch (op) {
	case FLOOR:
		return fc_dim_floordiv(dims, x, y);
	case CEIL:
		return fc_dim_ceildiv(dims, x, y);
	case MOD:
		return fc_dim_mod(dims, x, y);
	case MIN:
		return fc_dim_min(dims, x, y);
	default:
		return fc_dim_max(dims, x, y);
	}
}

START_TEST(form)
{
	const struct form_case *c = &form_cases[_i];
	struct fc_dim r = apply(c->op, dim(c->x), dim(c->y));

	ck_assert_dim(r, c->form);
	ck_assert(fc_dim_eq(r, dim(c->form)));
}
END_TEST

/* -(-x // y) is how Python rounds up. */
START_TEST(python_rounds_up)
{
	static const char *const x[] = { "H", "H + 3", "3*H + W", "2*N*H + 1" };
	static const char *const y[] = { "2", "3", "8", "W", "W + 1" };

	for (int i = 0; i < N(x); i++) {
		for (int k = 0; k < N(y); k++) {
			struct fc_dim up = fc_dim_ceildiv(dims, dim(x[i]), dim(y[k]));
			struct fc_dim minus = fc_dim_muli(dims, dim(x[i]), -1);
			struct fc_dim down = fc_dim_floordiv(dims, minus, dim(y[k]));

			ck_assert_dim(fc_dim_muli(dims, down, -1), text_of(up));
		}
	}
}
END_TEST

/* Strides of 2 in a row, each with its padding: resnet, to the digit. */
START_TEST(network)
{
	struct fc_dim h = dim("H"), two = num(2);
	static const struct fc_binding b = { "H", 224 };
	int64_t v;

	h = fc_dim_addi(dims, fc_dim_floordiv(dims, fc_dim_addi(dims, h, -1), two), 1);
	ck_assert_dim(h, "floor((H + 1)/2)");
	ck_assert_dim(fc_dim_mul(dims, fc_dim_muli(dims, dim("N"), 9408), fc_dim_pow(dims, h, 2)),
	              "9408*N*floor((H + 1)/2)^2");
	for (int i = 0; i < 4; i++)
		h = fc_dim_addi(dims, fc_dim_floordiv(dims, fc_dim_addi(dims, h, -1), two), 1);
	ck_assert_dim(h, "floor((H + 31)/32)");
	ck_assert(fc_dim_eval(dims, h, &b, 1, false, &v));
	ck_assert_int_eq(v, 7);
}
END_TEST

static const struct log_case {
	const char *x, *form;
} log_cases[] = {
	{ "0", "0" }, { "-5", "0" }, { "1", "0" }, { "2", "1" }, { "3", "2" }, { "4", "2" }, { "5", "3" },
	{ "9223372036854775807", "63" }, { "H", "ceillog2(H)" }, { "min(H, 1)", "0" },
};

START_TEST(logarithm)
{
	ck_assert_dim(fc_dim_ceillog2(dims, dim(log_cases[_i].x)), log_cases[_i].form);
}
END_TEST

/* More arguments than are compared with each other nest. */
START_TEST(many_arguments)
{
	struct fc_binding b = { "s70", -5 };
	struct fc_dim x = dim("H");
	char name[16];
	int64_t v;

	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "s%d", i);
		x = fc_dim_min(dims, x, fc_dim_symbol(dims, name));
	}
	ck_assert(fc_dim_eval(dims, x, NULL, 0, true, &v) && v == 1);
	ck_assert(fc_dim_eval(dims, x, &b, 1, true, &v) && v == -5);
	ck_assert(fc_dim_eq(dim(text_of(x)), x));
}
END_TEST

CHECK_CASE(dim_round)
{
	TCase *c = tcase_create("round");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, form, 0, N(form_cases));
	tcase_add_test(c, python_rounds_up);
	tcase_add_test(c, network);
	tcase_add_loop_test(c, logarithm, 0, N(log_cases));
	tcase_add_test(c, many_arguments);
	return c;
}
