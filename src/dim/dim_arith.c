/* dim_arith.c -- sums, products and exact quotients of sizes */
#include "dim/dim_terms.h"

/* Both are numbers in place. */
static inline bool
both_small(struct fc_dim x, struct fc_dim y)
{
	return !((x.word | y.word) & 1);
}

static inline int64_t
small(struct fc_dim x)
{
	return (int64_t)x.word >> 1;
}

bool
fc_dim_const(struct fc_dim x, int64_t *out)
{
	const struct fc_poly *p;

	if (!(x.word & 1)) {
		*out = small(x);
		return true;
	}
	p = fc_dim_poly(x);
	if (!p || p->n != 1 || p->at[0].mono->degree)
		return false;
	*out = p->at[0].coef;
	return true;
}

bool
fc_dim_is(struct fc_dim x, int64_t v)
{
	int64_t n;

	return fc_dim_const(x, &n) && n == v;
}

/* Where the answer to x + y * by (by 0: x * y) is kept; a later question may take the place. */
static struct fc_dim_memo *
memo_of(struct fc_dims *t, struct fc_dim x, struct fc_dim y, int64_t by)
{
	uint32_t hash = fc_dim_mix(fc_dim_mix((uint32_t)by, x.word), y.word);

	if (!t->memo)
		t->memo = FC_NEW_N(t->arena, struct fc_dim_memo, FC_DIM_MEMOS);
	return &t->memo[hash % FC_DIM_MEMOS];
}

static bool
memo_holds(const struct fc_dim_memo *m, struct fc_dim x, struct fc_dim y, int64_t by)
{
	return m->x == x.word && m->y == y.word && m->by == by && m->out.word;
}

static bool
memo_keep(struct fc_dim_memo *m, struct fc_dim x, struct fc_dim y, int64_t by, struct fc_dim out)
{
	*m = (struct fc_dim_memo){ x.word, y.word, by, out };
	return true;
}

/* x + y * by; false: it grew too large. */
static bool
sum_of(struct fc_dims *t, struct fc_dim x, struct fc_dim y, int64_t by, struct fc_dim *out)
{
	struct fc_dim_memo *m = memo_of(t, x, y, by);
	struct fc_terms s;
	struct fc_view a, b;

	*out = m->out;
	if (memo_holds(m, x, y, by))
		return true;
	fc_dim_view(t, x, &a);
	fc_dim_view(t, y, &b);
	fc_terms_fma(t, &s, &a, &b, (struct fc_term){ by, t->unit });
	return fc_terms_close(t, &s, out) && memo_keep(m, x, y, by, *out);
}

bool
fc_dim_try_add(struct fc_dims *t, struct fc_dim x, struct fc_dim y, int64_t by, struct fc_dim *out)
{
	if (fc_dim_is_nan(x) || fc_dim_is_nan(y))
		return false;
	return sum_of(t, x, y, by, out) && !fc_dim_is_nan(*out);
}

static struct fc_dim
add_scaled(struct fc_dims *t, struct fc_dim x, struct fc_dim y, int64_t by)
{
	struct fc_dim pair[2] = { x, y }, out;

	if (sum_of(t, x, y, by, &out))
		return out;
	if (by != 1)
		pair[1] = fc_dim_muli(t, y, by);
	return fc_dim_atom(t, FC_ATOM_SUM, pair, 2);
}

struct fc_dim
fc_dim_add(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	int64_t a, b, sum;

	if (both_small(x, y))
		return fc_dim_int(t, small(x) + small(y));
	if (fc_dim_is_nan(x) || fc_dim_is_nan(y))
		return FC_DIM_NAN;
	if (fc_dim_const(x, &a) && fc_dim_const(y, &b))
		return __builtin_add_overflow(a, b, &sum) ? FC_DIM_NAN : fc_dim_int(t, sum);
	return add_scaled(t, x, y, 1);
}

struct fc_dim
fc_dim_sub(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	int64_t a, b, d;

	if (both_small(x, y))
		return fc_dim_int(t, small(x) - small(y));
	if (fc_dim_is_nan(x) || fc_dim_is_nan(y))
		return FC_DIM_NAN;
	if (fc_dim_const(x, &a) && fc_dim_const(y, &b))
		return __builtin_sub_overflow(a, b, &d) ? FC_DIM_NAN : fc_dim_int(t, d);
	return add_scaled(t, x, y, -1);
}

/* x * y; false: it grew too large. */
static bool
product_of(struct fc_dims *t, struct fc_dim x, struct fc_dim y, struct fc_dim *out)
{
	struct fc_terms s[2];
	struct fc_view a, b, sum = { .n = 0 };
	struct fc_dim_memo *m = memo_of(t, x, y, 0);
	unsigned turn = 0;

	*out = m->out;
	if (memo_holds(m, x, y, 0))
		return true;
	fc_dim_view(t, x, &a);
	fc_dim_view(t, y, &b);
	if (a.n > b.n) { /* a row for each term of the shorter one */
		fc_dim_view(t, y, &a);
		fc_dim_view(t, x, &b);
	}
	fc_terms_start(&s[0]);
	for (unsigned i = 0; i < a.n && !s[turn].nan && !s[turn].full; i++) {
		turn = !turn;
		fc_terms_fma(t, &s[turn], &sum, &b, a.at[i]);
		sum = fc_terms_view(&s[turn]);
	}
	return fc_terms_close(t, &s[turn], out) && memo_keep(m, x, y, 0, *out);
}

bool
fc_dim_try_mul(struct fc_dims *t, struct fc_dim x, struct fc_dim y, struct fc_dim *out)
{
	if (fc_dim_is_nan(x) || fc_dim_is_nan(y))
		return false;
	return product_of(t, x, y, out) && !fc_dim_is_nan(*out);
}

struct fc_dim
fc_dim_mul(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	struct fc_dim pair[2] = { x, y }, out;
	int64_t a, b, r;

	if (both_small(x, y) && !__builtin_mul_overflow(small(x), small(y), &r))
		return fc_dim_int(t, r);
	if (fc_dim_is_nan(x) || fc_dim_is_nan(y))
		return FC_DIM_NAN;
	if (fc_dim_const(x, &a) && fc_dim_const(y, &b))
		return __builtin_mul_overflow(a, b, &r) ? FC_DIM_NAN : fc_dim_int(t, r);
	if (x.word == 0 || y.word == 0)
		return (struct fc_dim){ 0 };
	return product_of(t, x, y, &out) ? out : fc_dim_atom(t, FC_ATOM_PRODUCT, pair, 2);
}

struct fc_dim
fc_dim_addi(struct fc_dims *t, struct fc_dim x, int64_t y)
{
	return fc_dim_add(t, x, fc_dim_int(t, y));
}

struct fc_dim
fc_dim_muli(struct fc_dims *t, struct fc_dim x, int64_t y)
{
	return fc_dim_mul(t, x, fc_dim_int(t, y));
}

struct fc_dim
fc_dim_pow(struct fc_dims *t, struct fc_dim x, unsigned n)
{
	struct fc_dim out = fc_dim_int(t, 1);

	if (fc_dim_is_nan(x))
		return x;
	while (n && !fc_dim_is_nan(out)) {
		if (n & 1)
			out = fc_dim_mul(t, out, x);
		n >>= 1;
		if (n)
			x = fc_dim_mul(t, x, x);
	}
	return out;
}

/* --- exact division ----------------------------------------------------------- */

/* a / b of two terms; false: it leaves a remainder. */
static bool
term_div(struct fc_dims *t, const struct fc_term *a, const struct fc_term *b, struct fc_term *out)
{
	if ((b->coef == -1 && a->coef == INT64_MIN) || a->coef % b->coef)
		return false;
	out->mono = fc_mono_div(t, a->mono, b->mono);
	out->coef = a->coef / b->coef;
	return out->mono != NULL;
}

static struct fc_dim
divide_terms(struct fc_dims *t, const struct fc_view *x, const struct fc_term *y)
{
	struct fc_term one;
	struct fc_terms q;
	struct fc_dim out;

	fc_terms_start(&q);
	for (unsigned i = 0; i < x->n; i++) {
		if (!term_div(t, &x->at[i], y, &one))
			return FC_DIM_NAN;
		fc_terms_push(&q, one.coef, one.mono);
	}
	return fc_terms_close(t, &q, &out) ? out : FC_DIM_NAN;
}

/* Long division, leading terms first; given up as soon as a remainder shows. */
static struct fc_dim
divide_long(struct fc_dims *t, const struct fc_view *x, const struct fc_view *y)
{
	struct fc_terms q, r[2];
	struct fc_view rest = *x;
	struct fc_term one;
	struct fc_dim out;
	unsigned turn = 0;

	fc_terms_start(&q);
	if (x->n && !term_div(t, &x->at[x->n - 1], &y->at[y->n - 1], &one))
		return FC_DIM_NAN; /* the last terms must divide as the first do */
	while (rest.n) {
		if (q.full || !term_div(t, &rest.at[0], &y->at[0], &one))
			return FC_DIM_NAN;
		fc_terms_push(&q, one.coef, one.mono);
		if (one.coef == INT64_MIN)
			return FC_DIM_NAN;
		one.coef = -one.coef;
		fc_terms_fma(t, &r[turn], &rest, y, one);
		if (r[turn].nan || r[turn].full)
			return FC_DIM_NAN;
		rest = fc_terms_view(&r[turn]);
		turn = !turn;
	}
	return fc_terms_close(t, &q, &out) ? out : FC_DIM_NAN;
}

struct fc_dim
fc_dim_exact(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	struct fc_view a, b;

	if (fc_dim_is_nan(x) || fc_dim_is_nan(y) || y.word == 0)
		return FC_DIM_NAN;
	if (fc_dim_is(y, 1) || x.word == 0)
		return x;
	fc_dim_view(t, x, &a);
	fc_dim_view(t, y, &b);
	return b.n == 1 ? divide_terms(t, &a, b.at) : divide_long(t, &a, &b);
}
