/* dim_parse.c -- the text of a size read back */
#include "dim/dim_priv.h"

#include "base/intern.h"
#include "base/num.h"
#include "base/str.h"

enum {
	MAX_TEXT = 1 << 22,
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

static struct fc_dim
call_floor(struct reader *r)
{
	struct fc_dim x = product(r), y;

	if (!take(r, '/'))
		return FC_DIM_NAN;
	y = power(r);
	return take(r, ')') ? fc_dim_floordiv(r->t, x, y) : FC_DIM_NAN;
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
		x = max ? fc_dim_max(r->t, x, sum(r)) : fc_dim_min(r->t, x, sum(r));
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
	struct fc_dim x = factor(r);
	int64_t n;

	if (fc_dim_is_nan(x) || !take(r, '^'))
		return x;
	return fc_dim_const(number(r, false), &n) && n <= FC_LIMIT_DEGREE ? fc_dim_pow(r->t, x, (unsigned)n)
	                                                                  : FC_DIM_NAN;
}

static struct fc_dim
product(struct reader *r)
{
	struct fc_dim x = power(r);

	while (!fc_dim_is_nan(x) && take(r, '*'))
		x = fc_dim_mul(r->t, x, power(r));
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
		x = fc_dim_mul(r->t, x, power(r));
	return x;
}

static struct fc_dim
sum(struct reader *r)
{
	struct fc_dim x = signed_product(r, take(r, '-'));

	while (!fc_dim_is_nan(x)) {
		bool minus = take(r, '-');

		if (!minus && !take(r, '+'))
			break;
		x = fc_dim_add(r->t, x, signed_product(r, minus));
	}
	return x;
}

struct fc_dim
fc_dim_parse(struct fc_dims *t, const char *s, size_t n)
{
	struct reader r = { .t = t, .at = s, .end = s + n };
	struct fc_dim x;

	if (n > MAX_TEXT)
		return FC_DIM_NAN;
	x = sum(&r);
	skip_space(&r);
	return r.at == r.end ? x : FC_DIM_NAN;
}
