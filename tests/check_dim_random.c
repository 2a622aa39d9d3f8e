/* check_dim_random.c -- random sizes against plain arithmetic */
#include <inttypes.h>

#include "check_dim.h"

/* xorshift, seeded: the same sizes in every run. */
static uint64_t state;

static int64_t
pick(int64_t from, int64_t to)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return from + (int64_t)(state % (uint64_t)(to - from + 1));
}

static const char *const symbols[] = { "N", "H", "W", "k" };
enum { SYMBOLS = 4, MOST_K = 9 };

static void
setup_random(void)
{
	setup();
	fc_dim_unknown(dims, "k", num(MOST_K), NULL);
	state = UINT64_C(0x9e3779b97f4a7c15);
}

static struct fc_dim random_dim(int depth);

static struct fc_dim
random_atom(int depth)
{
	struct fc_dim x;

	if (depth == 0 || pick(0, 2))
		return fc_dim_symbol(dims, symbols[pick(0, SYMBOLS - 1)]);
	x = random_dim(depth - 1);
	switch (pick(0, 4)) {
	case 0:
		return fc_dim_min(dims, x, random_dim(depth - 1));
	case 1:
		return fc_dim_max(dims, x, random_dim(depth - 1));
	case 2:
		return fc_dim_floordiv(dims, x, fc_dim_addi(dims, random_dim(0), pick(0, 3)));
	case 3:
		return fc_dim_ceildiv(dims, x, num(pick(2, 6)));
	default:
		return fc_dim_floordiv(dims, x, num(pick(2, 6)));
	}
}

static struct fc_dim
random_dim(int depth)
{
	struct fc_dim sum = num(pick(0, 1) ? pick(-6, 6) : 0);

	for (int64_t terms = pick(0, 3); terms; terms--) {
		struct fc_dim x = num(pick(0, 4) ? pick(1, 6) : pick(-6, -1));

		for (int64_t factors = pick(1, 2); factors; factors--)
			x = fc_dim_mul(dims, x, random_atom(depth));
		sum = fc_dim_add(dims, sum, x);
	}
	return fc_dim_is_nan(sum) ? num(1) : sum;
}

static void
random_values(struct fc_binding *b)
{
	for (int i = 0; i < SYMBOLS; i++)
		b[i] = (struct fc_binding){ symbols[i], pick(1, pick(0, 3) ? 12 : 300) };
	b[SYMBOLS - 1].value = pick(0, MOST_K);
}

static bool
value(struct fc_dim x, const struct fc_binding *b, int64_t *out)
{
	return fc_dim_eval(dims, x, b, SYMBOLS, false, out);
}

/* --- the operations by their definition --------------------------------------------- */

static int64_t
floor_of(int64_t x, int64_t y)
{
	return x / y - (x % y != 0 && (x < 0) != (y < 0));
}

static bool
op_add(int64_t x, int64_t y, int64_t *r)
{
	return !__builtin_add_overflow(x, y, r);
}

static bool
op_sub(int64_t x, int64_t y, int64_t *r)
{
	return !__builtin_sub_overflow(x, y, r);
}

static bool
op_mul(int64_t x, int64_t y, int64_t *r)
{
	return !__builtin_mul_overflow(x, y, r);
}

static bool
op_min(int64_t x, int64_t y, int64_t *r)
{
	*r = x < y ? x : y;
	return true;
}

static bool
op_max(int64_t x, int64_t y, int64_t *r)
{
	*r = x > y ? x : y;
	return true;
}

static bool
op_floor(int64_t x, int64_t y, int64_t *r)
{
	*r = y ? floor_of(x, y) : 0;
	return y != 0;
}

static bool
op_ceil(int64_t x, int64_t y, int64_t *r)
{
	*r = y ? -floor_of(-x, y) : 0;
	return y != 0;
}

static bool
op_mod(int64_t x, int64_t y, int64_t *r)
{
	*r = y ? x - y * floor_of(x, y) : 0;
	return y != 0;
}

static bool
op_exact(int64_t x, int64_t y, int64_t *r)
{
	*r = y ? x / y : 0;
	return y != 0;
}

static const struct op_case {
	const char *name;
	struct fc_dim (*formula)(struct fc_dims *t, struct fc_dim x, struct fc_dim y);
	bool (*plain)(int64_t x, int64_t y, int64_t *r);
} ops[] = {
	{ "add", fc_dim_add, op_add },
	{ "sub", fc_dim_sub, op_sub },
	{ "mul", fc_dim_mul, op_mul },
	{ "min", fc_dim_min, op_min },
	{ "max", fc_dim_max, op_max },
	{ "floordiv", fc_dim_floordiv, op_floor },
	{ "ceildiv", fc_dim_ceildiv, op_ceil },
	{ "mod", fc_dim_mod, op_mod },
	{ "exact", fc_dim_exact, op_exact },
};

static void
fault(const struct op_case *op, struct fc_dim x, struct fc_dim y, struct fc_dim r, const struct fc_binding *b)
{
	if (strlen(text_of(r)) > 2000)
		ck_abort_msg("%s(%.500s, %.500s) is wrong", op->name, text_of(x), text_of(y));
	ck_abort_msg("%s(%s, %s) = %s is wrong at %" PRId64 ", %" PRId64 ", %" PRId64 ", %" PRId64, op->name,
	             text_of(x), text_of(y), text_of(r), b[0].value, b[1].value, b[2].value, b[3].value);
}

/* value(op(x, y)) == op(value(x), value(y)), wherever the right side has a value. */
START_TEST(operation)
{
	const struct op_case *op = &ops[_i];
	struct fc_binding b[SYMBOLS];
	int64_t vx, vy, vr, plain;
	size_t symbols_made = fc_dims_symbols(dims);
	int seen = 0, beyond = 0;

	for (int i = 0; i < 3000; i++) {
		struct fc_dim x = random_dim(i % 3), y = random_dim(i % 3), r;

		if (op->plain == op_exact)
			x = fc_dim_mul(dims, x, y);
		if (fc_dims_symbols(dims) > symbols_made) {
			symbols_made = fc_dims_symbols(dims); /* it grew too large: a stand-in */
			continue;
		}
		r = op->formula(dims, x, y);
		if (op->plain == op_exact && !fc_dim_is(y, 0) && fc_dim_is_nan(r))
			fault(op, x, y, r, b);
		for (int k = 0; k < 12 && !fc_dim_is_nan(r); k++) {
			random_values(b);
			if (!value(x, b, &vx) || !value(y, b, &vy) || !op->plain(vx, vy, &plain))
				continue;
			seen++;
			if (!value(r, b, &vr))
				beyond++; /* a term of it overflows, though the sum would not */
			else if (vr != plain)
				fault(op, x, y, r, b);
		}
	}
	ck_assert_int_gt(seen, 10000);
	ck_assert_int_lt(beyond, 100);
}
END_TEST

/* Bounds, comparisons and upper bounds hold at every value. */
START_TEST(bounds)
{
	struct fc_binding b[SYMBOLS];
	int64_t lo, hi, vx, vy, vu;
	int decided = 0;

	for (int i = 0; i < 6000; i++) {
		struct fc_dim x = random_dim(i % 3), y = random_dim(i % 3), u = fc_dim_upper(dims, x);
		int order = fc_dim_compare(dims, x, y);

		decided += order != 2;
		ck_assert(!fc_dim_has_unknown(u));
		fc_dim_range(x, &lo, &hi);
		for (int k = 0; k < 12; k++) {
			random_values(b);
			if (!value(x, b, &vx) || !value(y, b, &vy))
				continue;
			if (vx < lo || vx > hi)
				ck_abort_msg("%s is %" PRId64 ", out of bounds", text_of(x), vx);
			if (order != 2 && order != (vx > vy) - (vx < vy))
				ck_abort_msg("%s <=> %s is not %d", text_of(x), text_of(y), order);
			if (value(u, b, &vu) && vu < vx)
				ck_abort_msg("%s is above its bound %s", text_of(x), text_of(u));
		}
	}
	ck_assert_int_gt(decided, 500);
}
END_TEST

START_TEST(text_round_trip)
{
	for (int i = 0; i < 6000; i++) {
		struct fc_dim x = random_dim(i % 4), y = dim(text_of(x));

		if (!fc_dim_eq(x, y))
			ck_abort_msg("%s reads back as %s", text_of(x), text_of(y));
	}
}
END_TEST

/* Some symbols first and the others later is all at once. */
START_TEST(substitution)
{
	struct fc_binding b[SYMBOLS];
	int64_t vx, vy;

	for (int i = 0; i < 6000; i++) {
		struct fc_dim x = random_dim(i % 3), y;
		size_t some = (size_t)pick(0, SYMBOLS);

		random_values(b);
		if (!value(x, b, &vx))
			continue;
		y = fc_dim_subst(dims, x, b, some);
		if (some == SYMBOLS && !fc_dim_is(y, vx))
			ck_abort_msg("%s came out as %s", text_of(x), text_of(y));
		if (!value(y, b, &vy) || vx != vy)
			ck_abort_msg("%s and %s differ", text_of(x), text_of(y));
	}
}
END_TEST

CHECK_CASE(dim_random)
{
	TCase *c = tcase_create("random");

	tcase_add_checked_fixture(c, setup_random, teardown);
	tcase_set_timeout(c, 60);
	tcase_add_loop_test(c, operation, 0, N(ops));
	tcase_add_test(c, bounds);
	tcase_add_test(c, text_round_trip);
	tcase_add_test(c, substitution);
	return c;
}
