/* check_dim_symbol.c -- symbols, unknowns, values given to them */
#include "check_dim.h"

#include "dim/dim_limits.h"

START_TEST(kept_once)
{
	struct fc_dim h = fc_dim_symbol(dims, "H");
	struct fc_symbol *s = fc_dim_as_symbol(h);

	ck_assert(fc_dim_eq(h, fc_dim_symbol(dims, "H")));
	ck_assert(!fc_dim_eq(h, fc_dim_symbol(dims, "W")));
	ck_assert_uint_eq(fc_dims_symbols(dims), 5);
	ck_assert_ptr_eq(fc_dims_symbol_at(dims, 3), s);
	ck_assert_str_eq(s->name, "H");
	ck_assert_int_eq(s->min, 1);
	ck_assert(fc_dim_is_nan(s->max));
	ck_assert_ptr_null(s->origin);
	ck_assert(!s->unknown);
	ck_assert(!s->bound);
	ck_assert_ptr_eq(fc_dims_arena(dims), arena);
	ck_assert_ptr_eq(s->name, fc_intern_text(fc_dims_names(dims), "H"));
}
END_TEST

START_TEST(unknowns_are_fresh)
{
	static const char *const name[] = { "k", "k_2", "k_4", "k_5" };
	struct fc_symbol *s;

	fc_dim_symbol(dims, "k_3"); /* taken by the user */
	for (int i = 0; i < N(name); i++) {
		s = fc_dim_as_symbol(fc_dim_unknown(dims, "k", num(7), "output 0 of 'top'"));
		ck_assert_str_eq(s->name, name[i]);
		ck_assert_str_eq(s->origin, "output 0 of 'top'");
		ck_assert_int_eq(s->min, 0);
		ck_assert(fc_dim_is(s->max, 7));
		ck_assert(s->unknown);
	}
	s = fc_dim_as_symbol(fc_dim_unknown(dims, "H", FC_DIM_NAN, NULL));
	ck_assert_str_eq(s->name, "H_2");
	ck_assert(fc_dim_is_nan(s->max));
	ck_assert_ptr_eq(fc_dim_as_symbol(dim("H_2")), s);
}
END_TEST

/* Names that share their start do not make each other slow. */
START_TEST(many_unknowns)
{
	for (int i = 0; i < 100000; i++)
		fc_dim_unknown(dims, "nonzero", FC_DIM_NAN, NULL);
	ck_assert_uint_eq(fc_dims_symbols(dims), 100005);
	ck_assert_str_eq(fc_dims_symbol_at(dims, 100004)->name, "nonzero_100000");
}
END_TEST

START_TEST(bound_before)
{
	struct fc_symbol *s;

	fc_dims_bind(dims, "seq", 128);
	fc_dims_bind(dims, "k_2", 5);
	fc_dims_bind(dims, "never", 1);
	ck_assert_uint_eq(fc_dims_symbols(dims), 5);
	ck_assert(fc_dim_is(fc_dim_symbol(dims, "seq"), 128));
	ck_assert(fc_dim_is(fc_dim_symbol(dims, "seq"), 128));
	ck_assert_uint_eq(fc_dims_symbols(dims), 6);
	s = fc_dims_symbol_at(dims, 5);
	ck_assert_str_eq(s->name, "seq");
	ck_assert(s->bound);
	ck_assert_int_eq(s->value, 128);
	ck_assert_dim(fc_dim_unknown(dims, "k", num(9), NULL), "k");
	ck_assert(fc_dim_is(fc_dim_unknown(dims, "k", num(9), NULL), 5));
	s = fc_dims_symbol_at(dims, 7);
	ck_assert_str_eq(s->name, "k_2");
	ck_assert(s->bound && s->unknown);
	ck_assert_dim(dim("seq*H + k_2"), "128*H + 5");
}
END_TEST

START_TEST(bound_after)
{
	struct fc_dim x = dim("H*W + 1");
	int64_t v;

	fc_dims_bind(dims, "H", 6);
	fc_dims_bind(dims, "H", 7); /* the last one counts */
	ck_assert(fc_dim_is(fc_dim_symbol(dims, "H"), 7));
	ck_assert_dim(x, "H*W + 1");
	ck_assert_dim(fc_dim_subst(dims, x, NULL, 0), "7*W + 1");
	ck_assert(fc_dim_eval(dims, x, NULL, 0, true, &v));
	ck_assert_int_eq(v, 8);
	ck_assert_uint_eq(fc_dims_symbols(dims), 5);
}
END_TEST

static const struct fc_binding values[] = { { "H", 7 }, { "W", 3 }, { "Z", 1 } };

static const struct eval_case {
	const char *x;
	bool ok;
	int64_t v;
	const char *rest; /* after putting H = 7 and W = 3 in */
} eval_cases[] = {
	{ "5", true, 5, "5" },
	{ "H", true, 7, "7" },
	{ "N", false, 0, "N" },
	{ "N*H + W", false, 0, "7*N + 3" },
	{ "H^2 - W", true, 46, "46" },
	{ "floor(H/W)", true, 2, "2" },
	{ "floor((N + H)/W)", false, 0, "floor((N + 1)/3) + 2" },
	{ "floor(N/H)", false, 0, "floor(N/7)" },
	{ "floor(N/(H - 7))", false, 0, "?" }, /* divides by 0 */
	{ "min(H, W, N)", false, 0, "min(N, 3)" },
	{ "max(H, W)", true, 7, "7" },
	{ "max(H, W, N)", false, 0, "max(N, 7)" },
	{ "ceillog2(H*W)", true, 5, "5" },
	{ "9223372036854775807*H", false, 0, "?" }, /* overflows */
	{ "9223372036854775807 + H", false, 0, "?" },
	{ "H^24", false, 0, "?" },
};

START_TEST(eval)
{
	const struct eval_case *c = &eval_cases[_i];
	int64_t v = 42;

	ck_assert_int_eq(fc_dim_eval(dims, dim(c->x), values, N(values), false, &v), c->ok);
	ck_assert_int_eq(v, c->ok ? c->v : 42);
	ck_assert_dim(fc_dim_subst(dims, dim(c->x), values, N(values)), c->rest);
}
END_TEST

START_TEST(rest_is_one)
{
	int64_t v;

	ck_assert(fc_dim_eval(dims, dim("2*N*H + C"), values, N(values), true, &v));
	ck_assert_int_eq(v, 15);
	ck_assert(!fc_dim_eval(dims, dim("floor(H/(N - 1))"), values, N(values), true, &v));
	ck_assert(!fc_dim_eval(dims, FC_DIM_NAN, values, N(values), true, &v));
	ck_assert(fc_dim_is_nan(fc_dim_subst(dims, FC_DIM_NAN, values, N(values))));
}
END_TEST

/* Whatever a formula weighs when it gets a name of its own, it is no number. */
START_TEST(stand_in)
{
	struct fc_limits limits = fc_limits_usual;

	for (limits.formula = 16; limits.formula < 40; limits.formula++) {
		struct fc_arena *a = fc_arena_new(&heap);
		struct fc_dims *t = fc_dims_new(a, fc_intern_new(a));
		struct fc_dim x = fc_dim_symbol(t, "N");

		fc_dims_limit(t, &limits);
		for (int i = 0; i < 40; i++) {
			int64_t v;

			x = fc_dim_floordiv(t, fc_dim_add(t, x, fc_dim_unknown(t, "k", FC_DIM_NAN, NULL)),
			                    fc_dim_int(t, 3));
			ck_assert(!fc_dim_const(x, &v) && !fc_dim_is_nan(x));
		}
		fc_arena_free(a);
	}
}
END_TEST

static void
build(struct fc_heap *small)
{
	struct fc_arena *a = fc_arena_new(small);
	struct fc_dims *t = fc_dims_new(a, fc_intern_new(a));

	for (int i = 0; i < 3000; i++) {
		struct fc_dim x = fc_dim_addi(t, fc_dim_unknown(t, "k", FC_DIM_NAN, NULL), i);

		x = fc_dim_mul(t, x, fc_dim_floordiv(t, x, fc_dim_int(t, 3)));
		ck_assert(!fc_dim_is_nan(fc_dim_min(t, x, fc_dim_int(t, 7))));
	}
}

static bool
fails_at(unsigned long n)
{
	struct fc_heap small = { 0 };
	struct fc_guard guard;

	fc_arena_fail_at(n);
	if (FC_GUARD(&small, guard)) {
		fc_guard_done(&guard);
		fc_heap_done(&small);
		return true;
	}
	build(&small);
	fc_guard_done(&guard);
	fc_heap_done(&small);
	fc_arena_fail_at(0);
	return false;
}

/* The n-th request for memory fails, n = 1, 2, 3 ... until all goes through. */
START_TEST(out_of_memory)
{
	unsigned long n = 1;

	while (fails_at(n))
		n++;
	ck_assert_uint_gt(n, 5);
}
END_TEST

CHECK_CASE(dim_symbol)
{
	TCase *c = tcase_create("symbol");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_set_timeout(c, 30);
	tcase_add_test(c, kept_once);
	tcase_add_test(c, stand_in);
	tcase_add_test(c, unknowns_are_fresh);
	tcase_add_test(c, many_unknowns);
	tcase_add_test(c, bound_before);
	tcase_add_test(c, bound_after);
	tcase_add_loop_test(c, eval, 0, N(eval_cases));
	tcase_add_test(c, rest_is_one);
	tcase_add_test(c, out_of_memory);
	return c;
}
