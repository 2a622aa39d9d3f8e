/* check_dim_text.c -- sizes printed and read */
#include <stdlib.h>

#include "check_dim.h"
#include "dim/dim_priv.h"

/* The text on the right is how it prints, and reads back as the same. */
static const struct print_case {
	const char *in, *out;
} print_cases[] = {
	{ "0", "0" },
	{ "-1", "-1" },
	{ "-9223372036854775808", "-9223372036854775808" },
	{ "9223372036854775807", "9223372036854775807" },
	{ "H", "H" },
	{ "-H", "-H" },
	{ "H-1", "H - 1" },
	{ "3 - H", "3 - H" },
	{ "-H + W", "W - H" },
	{ "-H - W", "-H - W" },
	{ "1*H", "H" },
	{ "H*2", "2*H" },
	{ "seq^2*1536*batch + batch*seq*2359296", "2359296*batch*seq + 1536*batch*seq^2" },
	{ "1 + H + H^2 + N*H + N", "N*H + N + H + H^2 + 1" },
	{ "9408*N*floor((H + 1)/2)^2", "9408*N*floor((H + 1)/2)^2" },
	{ "floor(H*W/3)", "floor(H*W/3)" },
	{ "floor(2*H/3)", "floor(2*H/3)" },
	{ "floor((2*H)/3)", "floor(2*H/3)" },
	{ "floor(C/H^2)", "floor(C/H^2)" },
	{ "floor(C/(2*H))", "floor(C/(2*H))" },
	{ "floor(C/(H*W))", "floor(C/(H*W))" },
	{ "floor(floor(C/H)*W/3)", "floor(W*floor(C/H)/3)" },
	{ "floor(7/H)", "floor(7/H)" },
	{ "min(8400, H)", "min(H, 8400)" },
	{ "max(H - 7, 2*W, 1)", "max(H - 7, 2*W)" },
	{ "ceillog2(H + 1)", "ceillog2(H + 1)" },
	{ "<max len>*2", "2*<max len>" },
	{ "<H>", "H" },
	{ "<>+1", "<> + 1" },
	{ "<a\\>b\\\\c>", "<a\\>b\\\\c>" },
	{ "<2>", "<2>" },
	{ "<-1>", "<-1>" },
	{ "layer.0.size", "layer.0.size" },
	{ "_x9", "_x9" },
	{ "<\xc3\xa4>", "<\xc3\xa4>" },
	{ "min + max*floor", "min + max*floor" }, /* names too, without a parenthesis behind */
	{ "  ( ( H ) )  ", "H" },
	{ "- (H - 1)", "1 - H" },
	{ "H*(-3)", "-3*H" },
};

START_TEST(print)
{
	const struct print_case *c = &print_cases[_i];
	struct fc_dim x = dim(c->in);

	ck_assert_dim(x, c->out);
	ck_assert(fc_dim_eq(dim(c->out), x));
}
END_TEST

START_TEST(print_nan)
{
	ck_assert_dim(FC_DIM_NAN, "?");
	ck_assert(fc_dim_is_nan(dim("?")));
}
END_TEST

static const char *const no_size[] = {
	"", " ", "-", "+1", "1 2", "H W", "2H", "H*", "*H", "H +", "H -- 1", "H ^ -1", "H^", "H^25", "H^H",
	"(H", "H)", "()", "floor(H)", "floor(H/2", "floor(H + 1/2)", "floor(H/2/2)", "floor(/2)",
	"floor(H/0)", "min()", "min(H", "min(H,)", "max(,H)", "ceillog2()", "ceillog2(H, W)", "sin(H)",
	"H/2", "9223372036854775808", "-9223372036854775809", "99999999999999999999999", "1.5", "0x10",
	"<H", ">", "H%2", "H\n", "\xc3\xa4", "1e3",
	"4611686018427387904*2", "H?", "[H]", "9007199254740993^2", "<a\\>",
};

START_TEST(refuse)
{
	ck_assert_msg(fc_dim_is_nan(dim(no_size[_i])), "%s was read", no_size[_i]);
}
END_TEST

/* All n bytes, and no more. */
START_TEST(length)
{
	ck_assert_dim(fc_dim_parse(dims, "H + 12", 5), "H + 1");
	ck_assert(fc_dim_is_nan(fc_dim_parse(dims, "H\0", 2)));
	ck_assert(fc_dim_is_nan(fc_dim_parse(dims, "<a\0b>", 5)));
	ck_assert(fc_dim_is_nan(fc_dim_parse(dims, NULL, 0)));
}
END_TEST

static char *
repeat(const char *head, const char *tail, int n)
{
	struct fc_str s = FC_STR(arena);

	for (int i = 0; i < n; i++)
		fc_str_puts(&s, head);
	fc_str_puts(&s, "H");
	for (int i = 0; i < n; i++)
		fc_str_puts(&s, tail);
	return s.data;
}

START_TEST(nesting)
{
	ck_assert_dim(dim(repeat("(", ")", FC_LIMIT_NESTING)), "H");
	ck_assert(fc_dim_is_nan(dim(repeat("(", ")", 100000))));
	ck_assert(fc_dim_is_nan(dim(repeat("min(", ", 3)", 100000))));
	ck_assert(fc_dim_is_nan(dim(repeat("floor(", "/3)", 100000))));
	ck_assert(fc_dim_is_nan(dim(repeat("-", "", 100000))));
	ck_assert(!fc_dim_is_nan(dim(repeat("1 + ", "", 100000))));
}
END_TEST

/* What is printed at the deepest nesting an atom may have is read again. */
START_TEST(deepest)
{
	struct fc_dim x = dim("H"), last = x;
	const struct fc_symbol *s = NULL;
	int depth = 0;

	while (!s || !s->unknown) {
		last = x;
		x = fc_dim_addi(dims, fc_dim_mul(dims, x, dim("W")), 1);
		x = fc_dim_floordiv(dims, x, num(3));
		s = fc_dim_as_symbol(x);
		depth++;
	}
	ck_assert_int_eq(depth, FC_LIMIT_NESTING); /* a symbol is one deep */
	ck_assert(fc_dim_eq(dim(text_of(last)), last));
}
END_TEST

/* Atoms that hold each other twice would be written out without end. */
START_TEST(doubling)
{
	size_t symbols = fc_dims_symbols(dims);
	struct fc_dim x = dim("H");

	for (int i = 0; i < 200; i++) {
		x = fc_dim_mul(dims, x, fc_dim_add(dims, x, dim("W")));
		x = fc_dim_floordiv(dims, x, num(3));
		ck_assert_uint_lt(strlen(text_of(x)), (size_t)FC_LIMIT_FORMULA * 16);
	}
	ck_assert_uint_gt(fc_dims_symbols(dims), symbols);
	ck_assert(fc_dim_has_unknown(x));
}
END_TEST

/* Bytes at random and pieces of grammar at random: an answer, and no fault. */
START_TEST(garbage)
{
	static const char *const piece[] = {
		"floor(", "min(", "max(", "ceillog2(", "(", ")", ")", ")", "/", ",", "+", "-", "*", "^", "H",
		"W", "<a b>", "2", "3", "0", " ", "9223372036854775807",
	};
	uint32_t state = 12345;
	int read = 0;

	for (int i = 0; i < 20000; i++) {
		struct fc_str s = FC_STR(arena);
		struct fc_dim x;

		for (uint32_t k = (uint32_t)i % 17; k; k--) {
			state = state * 1103515245u + 12345u;
			if (i % 5 == 0)
				fc_str_putc(&s, (char)(state >> 16));
			else
				fc_str_puts(&s, piece[(state >> 16) % N(piece)]);
		}
		x = fc_dim_parse(dims, s.data, s.size);
		if (fc_dim_is_nan(x))
			continue;
		read++;
		ck_assert_msg(fc_dim_eq(dim(text_of(x)), x), "%s", s.data);
	}
	ck_assert_int_gt(read, 200);
}
END_TEST

CHECK_CASE(dim_text)
{
	TCase *c = tcase_create("text");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_set_timeout(c, 30);
	tcase_add_loop_test(c, print, 0, N(print_cases));
	tcase_add_test(c, print_nan);
	tcase_add_loop_test(c, refuse, 0, N(no_size));
	tcase_add_test(c, length);
	tcase_add_test(c, nesting);
	tcase_add_test(c, deepest);
	tcase_add_test(c, doubling);
	tcase_add_test(c, garbage);
	return c;
}
