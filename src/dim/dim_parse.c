/* dim_parse.c -- the text of a size read back */
#include "dim/dim_priv.h"

#include "base/intern.h"
#include "base/num.h"
#include "base/str.h"
#include "dim/sum.h"

enum {
	MAX_TEXT = 1 << 20,
	PICK_WORK = 64,
	MAX_WORK = 1 << 20, /* what is printed is multiplied out and picked already */
	MAX_DEPTH = FC_LIMIT_NESTING * 2 /* an atom's text nests twice: floor((x)/2) */
};

/*
 * sum    = ["-"] product { ("+" | "-") product }
 * product = power { "*" power }
 * power  = factor [ "^" digits ]
 * factor = digits | name | "<" any ">" | "(" sum ")"
 *        | "floor(" product "/" power ")" | ("min" | "max") "(" sum { "," sum } ")"
 *        | "ceillog2(" sum ")"
 */
struct reader {
	struct fc_dims *t;
	const char *at, *end;
	unsigned depth;
	uint64_t work; /* terms multiplied out and arguments compared */
};

static struct fc_dim sum(struct reader *r);
static struct fc_dim product(struct reader *r);
static struct fc_dim power(struct reader *r);

static void
skip_space(struct reader *r)
{
	while (r->at < r->end && *r->at == ' ')
		r->at++;
}

static bool
take(struct reader *r, char c)
{
	skip_space(r);
	if (r->at == r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct fc_dim
number(struct reader *r, bool negative)
{
	const char *from = r->at;
	int64_t v = 0;

	for (; r->at < r->end && is_digit(*r->at); r->at++) {
		int64_t digit = negative ? '0' - *r->at : *r->at - '0';

		if (!fc_num_mul(v, 10, &v) || !fc_num_add(v, digit, &v))
			return FC_DIM_NAN;
	}
	return r->at == from ? FC_DIM_NAN : fc_dim_int(r->t, v);
}

static struct fc_dim
quoted_name(struct reader *r)
{
	struct fc_str s = FC_STR(fc_dims_arena(r->t));

	for (; r->at < r->end && *r->at != '>'; r->at++) {
		if (*r->at == '\\' && r->end - r->at > 1)
			r->at++;
		if (*r->at == '\0')
			return FC_DIM_NAN;
		fc_str_putc(&s, *r->at);
	}
	return take(r, '>') && s.size <= FC_LIMIT_NAME ? fc_dim_symbol(r->t, s.data) : FC_DIM_NAN;
}

/* What the text may cost; false: no more. */
static bool
spend(struct reader *r, uint64_t work)
{
	r->work += work;
	return r->work <= MAX_WORK;
}

static struct fc_dim
multiply(struct reader *r, struct fc_dim x, struct fc_dim y)
{
	const struct fc_poly *p = fc_dim_poly(x), *q = fc_dim_poly(y);

	return spend(r, (uint64_t)(p ? p->n : 1) * (q ? q->n : 1)) ? fc_dim_mul(r->t, x, y) : FC_DIM_NAN;
}

/* One more argument of a min or max. */
static struct fc_dim
pick(struct reader *r, bool max, struct fc_dim x, struct fc_dim y)
{
	const struct fc_poly *p = fc_dim_poly(x), *q = fc_dim_poly(y);

	if (!spend(r, PICK_WORK + (p ? p->weight : 0) + (q ? q->weight : 0)))
		return FC_DIM_NAN;
	return max ? fc_dim_max(r->t, x, y) : fc_dim_min(r->t, x, y);
}

static struct fc_dim
call_floor(struct reader *r)
{
	struct fc_dim x = product(r), y;

	if (!take(r, '/'))
		return FC_DIM_NAN;
	y = power(r);
	return take(r, ')') && spend(r, PICK_WORK) ? fc_dim_floordiv(r->t, x, y) : FC_DIM_NAN;
}

static struct fc_dim
call(struct reader *r, const char *name)
{
	bool max = !strcmp(name, "max");
	struct fc_dim x;

	if (!strcmp(name, "floor"))
		return call_floor(r);
	if (!max && strcmp(name, "min") && strcmp(name, "ceillog2"))
		return FC_DIM_NAN;
	x = sum(r);
	if (name[0] == 'c')
		return take(r, ')') ? fc_dim_ceillog2(r->t, x) : FC_DIM_NAN;
	while (take(r, ',') && !fc_dim_is_nan(x))
		x = pick(r, max, x, sum(r));
	return take(r, ')') ? x : FC_DIM_NAN;
}

static struct fc_dim
name_or_call(struct reader *r)
{
	const char *from = r->at, *name;

	while (r->at < r->end && fc_dim_is_name(*r->at, r->at == from))
		r->at++;
	if (r->at == from || r->at - from > FC_LIMIT_NAME)
		return FC_DIM_NAN;
	name = fc_intern(fc_dims_names(r->t), from, (size_t)(r->at - from));
	if (r->at == r->end || *r->at != '(')
		return fc_dim_symbol(r->t, name);
	r->at++;
	return call(r, name);
}

static struct fc_dim
factor(struct reader *r)
{
	struct fc_dim x = FC_DIM_NAN;

	skip_space(r);
	if (r->at == r->end || r->depth == MAX_DEPTH)
		return x;
	r->depth++;
	if (is_digit(*r->at)) {
		x = number(r, false);
	} else if (take(r, '<')) {
		x = quoted_name(r);
	} else if (take(r, '(')) {
		x = sum(r);
		x = take(r, ')') ? x : FC_DIM_NAN;
	} else {
		x = name_or_call(r);
	}
	r->depth--;
	return x;
}

static struct fc_dim
power(struct reader *r)
{
	struct fc_dim x = factor(r), out = fc_dim_int(r->t, 1);
	int64_t n;

	if (fc_dim_is_nan(x) || !take(r, '^'))
		return x;
	if (!fc_dim_const(number(r, false), &n) || n > FC_LIMIT_DEGREE)
		return FC_DIM_NAN;
	while (n-- > 0)
		out = multiply(r, out, x);
	return out;
}

static struct fc_dim
product(struct reader *r)
{
	struct fc_dim x = power(r);

	while (!fc_dim_is_nan(x) && take(r, '*'))
		x = multiply(r, x, power(r));
	return x;
}

/* The least number is one digit string that only fits with its sign. */
static struct fc_dim
signed_product(struct reader *r, bool negative)
{
	struct fc_dim x;

	skip_space(r);
	if (!negative || r->at == r->end || !is_digit(*r->at)) {
		x = product(r);
		return negative ? fc_dim_muli(r->t, x, -1) : x;
	}
	x = number(r, true);
	while (!fc_dim_is_nan(x) && take(r, '*'))
		x = multiply(r, x, power(r));
	return x;
}

static struct fc_dim
sum(struct reader *r)
{
	struct fc_dim x = signed_product(r, take(r, '-'));
	struct fc_sum all = { 0 };
	bool minus;

	skip_space(r);
	if (r->at == r->end || (*r->at != '+' && *r->at != '-'))
		return x;
	fc_sum_add(r->t, &all, x);
	while (!fc_dim_is_nan(all.number) && ((minus = take(r, '-')) || take(r, '+')))
		fc_sum_add(r->t, &all, signed_product(r, minus));
	return fc_sum_value(r->t, &all);
}

struct fc_dim
fc_dim_parse(struct fc_dims *t, const char *s, size_t n)
{
	struct reader r = { .t = t, .at = s, .end = n ? s + n : s };
	struct fc_dim x;

	if (n > MAX_TEXT)
		return FC_DIM_NAN;
	x = sum(&r);
	skip_space(&r);
	return r.at == r.end ? x : FC_DIM_NAN;
}
