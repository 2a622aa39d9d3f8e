/* check_dim_shape.c -- shapes read, printed, counted, broadcast */
#include "check_dim.h"
#include "dim/shape.h"

static struct fc_shape
shape(const char *text)
{
	struct fc_shape s;

	if (!strcmp(text, "?"))
		return FC_SHAPE_UNKNOWN;
	ck_assert_msg(fc_shape_parse(dims, text, strlen(text), &s), "%s is no shape", text);
	return s;
}

static const char *
shape_text(struct fc_shape s)
{
	struct fc_str out = FC_STR(arena);

	fc_shape_print(s, &out);
	return out.data;
}

static const struct parse_case {
	const char *in;
	int rank;
	const char *out;
} parse_cases[] = {
	{ "1x3x224x224", 4, "1x3x224x224" },
	{ "Nx3xHxW", 4, "Nx3xHxW" },
	{ "Nx<max_len>", 2, "Nx<max_len>" },
	{ "<N>x<3>", 2, "Nx<3>" }, /* a symbol called 3 */
	{ "<a b>x<x>x1", 3, "<a b>x<x>x1" },
	{ "<a\\>xb>x2", 2, "<a\\>xb>x2" },
	{ "scalar", 0, "scalar" },
	{ "5", 1, "5" },
	{ "0", 1, "0" },
	{ "007", 1, "7" },
	{ "batch.size", 1, "batch.size" },
	{ "scalars", 1, "scalars" },
	{ "9223372036854775807", 1, "9223372036854775807" },
	{ "1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1", 32,
	  "1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1" },
};

START_TEST(parse)
{
	const struct parse_case *c = &parse_cases[_i];
	struct fc_shape s = shape(c->in);

	ck_assert_int_eq(s.rank, c->rank);
	ck_assert_str_eq(shape_text(s), c->out);
	ck_assert(fc_shape_eq(s, shape(c->out)));
}
END_TEST

static const char *const no_shape[] = {
	"", "x", "1x", "x1", "1xx2", "?", "-1", "-1x3", "1x-1", "1x?", "+3", "1.5", "3N", "1x3N", "N H",
	" 1", "1 ", "1,2", "<>", "<", "<a", "a>", "<a>b", "<a><b>", "H+1", "2*H", "floor(H/2)", "N:f16",
	"9223372036854775808", "1X2", "\n",
	"1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1", "<a\\>",
};

START_TEST(refuse)
{
	const char *text = no_shape[_i];
	struct fc_shape s;

	ck_assert_msg(!fc_shape_parse(dims, text, strlen(text), &s), "%s was read", text);
}
END_TEST

START_TEST(print)
{
	struct fc_dim d[] = {
		dim("N"), dim("2*H"), dim("floor((H + 1)/2)"), dim("H - 1"), num(-1), FC_DIM_NAN,
	};

	ck_assert_str_eq(shape_text(fc_shape_make(dims, d, N(d))), "Nx(2*H)xfloor((H + 1)/2)x(H - 1)x-1x?");
	ck_assert_str_eq(shape_text(FC_SHAPE_UNKNOWN), "?");
	ck_assert_str_eq(shape_text(FC_SHAPE_SCALAR), "scalar");
}
END_TEST

START_TEST(kept_once)
{
	struct fc_dim d[] = { dim("N"), num(3), dim("H") };
	struct fc_shape a = fc_shape_make(dims, d, 3), b = shape("Nx3xH");

	ck_assert_ptr_eq(a.dim, b.dim);
	ck_assert(fc_shape_eq(a, b));
	ck_assert(!fc_shape_eq(a, shape("Nx3")));
	ck_assert(!fc_shape_eq(a, shape("Nx3xW")));
	ck_assert(fc_shape_eq(FC_SHAPE_SCALAR, shape("scalar")));
	ck_assert(!fc_shape_eq(FC_SHAPE_UNKNOWN, FC_SHAPE_UNKNOWN));
	d[1] = FC_DIM_NAN;
	a = fc_shape_make(dims, d, 3);
	ck_assert(!fc_shape_eq(a, a)); /* a NaN equals nothing */
	ck_assert(fc_shape_is_const(shape("1x2")));
	ck_assert(fc_shape_is_const(FC_SHAPE_SCALAR));
	ck_assert(!fc_shape_is_const(b));
	ck_assert(!fc_shape_is_const(FC_SHAPE_UNKNOWN));
	for (int i = 0; i < 5000; i++) {
		d[1] = num(i);
		ck_assert_ptr_eq(fc_shape_make(dims, d, 3).dim, fc_shape_make(dims, d, 3).dim);
	}
}
END_TEST

START_TEST(count)
{
	struct fc_shape s = shape("Nx3xHxW");

	ck_assert_dim(fc_shape_size(dims, s), "3*N*H*W");
	ck_assert_dim(fc_shape_count(dims, s, 2, 4), "H*W");
	ck_assert_dim(fc_shape_count(dims, s, 2, 100), "H*W");
	ck_assert_dim(fc_shape_count(dims, s, 2, 2), "1");
	ck_assert_dim(fc_shape_count(dims, s, 3, 1), "1");
	ck_assert_dim(fc_shape_count(dims, s, -1, 1), "N");
	ck_assert_dim(fc_shape_size(dims, FC_SHAPE_SCALAR), "1");
	ck_assert_dim(fc_shape_size(dims, shape("4x0")), "0");
	ck_assert(fc_dim_is_nan(fc_shape_size(dims, FC_SHAPE_UNKNOWN)));
	ck_assert(fc_dim_is_nan(fc_shape_size(dims, shape("4294967296x4294967296"))));
}
END_TEST

START_TEST(bytes)
{
	ck_assert_dim(fc_shape_bytes(dims, dim("3*N"), FC_DTYPE_FLOAT32), "12*N");
	ck_assert_dim(fc_shape_bytes(dims, num(3), FC_DTYPE_BOOL), "3");
	ck_assert_dim(fc_shape_bytes(dims, num(3), FC_DTYPE_INT4), "2"); /* 12 bits */
	ck_assert_dim(fc_shape_bytes(dims, num(5), FC_DTYPE_UINT2), "2");
	ck_assert_dim(fc_shape_bytes(dims, dim("N"), FC_DTYPE_INT4), "floor((N + 1)/2)");
	ck_assert_dim(fc_shape_bytes(dims, dim("2*N"), FC_DTYPE_INT4), "N");
	ck_assert_dim(fc_shape_bytes(dims, num(3), FC_DTYPE_COMPLEX128), "48");
	ck_assert(fc_dim_is_nan(fc_shape_bytes(dims, num(3), FC_DTYPE_STRING)));
	ck_assert(fc_dim_is_nan(fc_shape_bytes(dims, num(3), FC_DTYPE_UNKNOWN)));
	ck_assert(fc_dim_is_nan(fc_shape_bytes(dims, FC_DIM_NAN, FC_DTYPE_INT4)));
	ck_assert(fc_dim_is_nan(fc_shape_bytes(dims, num(INT64_MAX), FC_DTYPE_FLOAT32)));
}
END_TEST

/* out NULL: they contradict. */
static const struct broadcast_case {
	const char *a, *b, *out;
} broadcast_cases[] = {
	{ "2x3", "2x3", "2x3" },
	{ "2x3", "3", "2x3" },
	{ "2x1", "1x3", "2x3" },
	{ "scalar", "2x3", "2x3" },
	{ "8x1x6x1", "7x1x5", "8x7x6x5" }, /* NumPy's manual */
	{ "256x256x3", "3", "256x256x3" },
	{ "2x1", "8x4x3", NULL },
	{ "3", "4", NULL },
	{ "0x3", "1x3", "0x3" },
	{ "0", "2", NULL },
	{ "?", "2x3", "?" },
	{ "2x3", "?", "?" },
	{ "NxHxW", "1", "NxHxW" },
	{ "NxH", "NxH", "NxH" },
	{ "NxH", "Nx7", "Nx7" },
	{ "NxH", "0", "Nx0" },
	{ "NxH", "Hx1", "max(N, H)xH" }, /* two symbols: either may be 1 */
};

START_TEST(broadcast)
{
	const struct broadcast_case *c = &broadcast_cases[_i];
	struct fc_shape out;

	ck_assert_int_eq(fc_shape_broadcast(dims, shape(c->a), shape(c->b), &out), c->out != NULL);
	ck_assert_int_eq(fc_shape_broadcast(dims, shape(c->b), shape(c->a), &out), c->out != NULL);
	if (c->out)
		ck_assert_str_eq(shape_text(out), c->out);
}
END_TEST

static const struct one_case {
	const char *a, *b, *out;
} one_cases[] = {
	{ "H", "W", "max(H, W)" },
	{ "H", "H + 1", "H + 1" },   /* 2 or more: the other is 1, or the same */
	{ "H", "2*W", "2*W" },
	{ "H", "min(W, 1)", "H" },
	{ "H", "1", "H" },
	{ "H", "5", "5" },
	{ "H + 1", "W + 1", "max(H + 1, W + 1)" },
	{ "floor((H + 1)/2)", "H", "H" },
	{ "?", "H", "?" },
	{ "?", "5", "5" },
	{ "?", "1", "?" },
	{ "?", "?", "?" },
};

START_TEST(broadcast_one)
{
	const struct one_case *c = &one_cases[_i];
	struct fc_dim out;

	ck_assert(fc_dim_broadcast(dims, dim(c->a), dim(c->b), &out));
	ck_assert_dim(out, c->out);
	ck_assert(fc_dim_broadcast(dims, dim(c->b), dim(c->a), &out));
	ck_assert_dim(out, c->out);
}
END_TEST

CHECK_CASE(dim_shape)
{
	TCase *c = tcase_create("shape");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, parse, 0, N(parse_cases));
	tcase_add_loop_test(c, refuse, 0, N(no_shape));
	tcase_add_test(c, print);
	tcase_add_test(c, kept_once);
	tcase_add_test(c, count);
	tcase_add_test(c, bytes);
	tcase_add_loop_test(c, broadcast, 0, N(broadcast_cases));
	tcase_add_loop_test(c, broadcast_one, 0, N(one_cases));
	return c;
}
