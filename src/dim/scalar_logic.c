/* scalar_logic.c -- followed values compared, and their bits */
#include "dim/dim_priv.h"
#include "dim/scalar_priv.h"

/* --- comparisons ------------------------------------------------------------------ */

enum { LESS = FC_ORDER_LESS, SAME = FC_ORDER_SAME, MORE = FC_ORDER_MORE };

/* What x may be to y. */
static unsigned
orders_of_dims(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	int c = fc_dim_compare(t, x, y);

	if (c != 2)
		return c < 0 ? LESS : c > 0 ? MORE : SAME;
	if (fc_dim_le(t, x, y))
		return LESS | SAME;
	return fc_dim_le(t, y, x) ? MORE | SAME : LESS | SAME | MORE;
}

static unsigned
orders(struct fc_dims *t, struct fc_scalar x, struct fc_scalar y)
{
	struct fc_scalar pair[2] = { x, y };
	struct fc_dim d[2];
	int64_t den;
	double a, b;

	if (fc_scalar_is_whole(x) && fc_scalar_is_whole(y))
		return orders_of_dims(t, x.dim, y.dim);
	if (fc_scalar_as_real(x, &a) && fc_scalar_as_real(y, &b))
		return a < b ? LESS : a > b ? MORE : SAME;
	return fc_scalar_common(t, pair, d, &den) ? orders_of_dims(t, d[0], d[1]) : LESS | SAME | MORE;
}

struct fc_scalar
fc_scalar_compare(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x, struct fc_scalar y)
{
	static const unsigned yes[] = {
		[FC_SCALAR_EQ] = SAME, [FC_SCALAR_NE] = LESS | MORE, [FC_SCALAR_LT] = LESS,
		[FC_SCALAR_LE] = LESS | SAME, [FC_SCALAR_GT] = MORE, [FC_SCALAR_GE] = MORE | SAME,
	};
	unsigned may = orders(t, x, y);

	if (!(may & ~yes[op]))
		return fc_scalar_int(t, 1);
	return may & yes[op] ? FC_SCALAR_UNKNOWN : fc_scalar_int(t, 0);
}

/* --- booleans ------------------------------------------------------------------------ */

int
fc_scalar_truth(struct fc_scalar x)
{
	struct fc_span s = fc_span_of(x.dim);

	if (s.lo > 0 || s.hi < 0)
		return x.real != 0;
	return s.lo == 0 && s.hi == 0 ? 0 : -1;
}

static int
boolean(enum fc_scalar_op op, int x, int y)
{
	switch (op) {
	case FC_SCALAR_AND:
		return x == 0 || y == 0 ? 0 : x < 0 || y < 0 ? -1 : 1;
	case FC_SCALAR_OR:
		return x == 1 || y == 1 ? 1 : x < 0 || y < 0 ? -1 : 0;
	default:
		return x < 0 || y < 0 ? -1 : x != y;
	}
}

/* --- bits ------------------------------------------------------------------------------ */

/* x & y where y is ones up to some bit, or ones from some bit on. */
static struct fc_dim
masked(struct fc_dims *t, struct fc_dim x, int64_t y)
{
	int64_t unit = y >= 0 ? y + (y < INT64_MAX) : -y;

	if (y == 0)
		return fc_dim_int(t, 0);
	if (y == INT64_MAX || y == INT64_MIN || (unit & (unit - 1)))
		return FC_DIM_NAN;
	x = y >= 0 ? fc_dim_mod(t, x, fc_dim_int(t, unit))
	           : fc_dim_sub(t, x, fc_dim_mod(t, x, fc_dim_int(t, unit)));
	return x;
}

static struct fc_dim
shifted(struct fc_dims *t, enum fc_scalar_op op, struct fc_dim x, int64_t by)
{
	if (by < 0 || by > 61)
		return FC_DIM_NAN;
	if (op == FC_SCALAR_SHL)
		return fc_dim_muli(t, x, INT64_C(1) << by);
	return fc_dim_floordiv(t, x, fc_dim_int(t, INT64_C(1) << by));
}

static struct fc_dim
bits(struct fc_dims *t, enum fc_scalar_op op, struct fc_dim x, struct fc_dim y)
{
	bool shift = op == FC_SCALAR_SHL || op == FC_SCALAR_SHR;
	int64_t a, b;

	if (!shift && fc_dim_const(x, &a) && !fc_dim_const(y, &b))
		return bits(t, op, y, x); /* the number second */
	if (!fc_dim_const(y, &b))
		return FC_DIM_NAN;
	if (shift)
		return shifted(t, op, x, b);
	if (!fc_dim_const(x, &a)) {
		if (op == FC_SCALAR_BITAND)
			return masked(t, x, b);
		return b == 0 ? x : FC_DIM_NAN;
	}
	return fc_dim_int(t, op == FC_SCALAR_BITAND ? (a & b) : op == FC_SCALAR_BITOR ? (a | b) : (a ^ b));
}

struct fc_scalar
fc_scalar_logic(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x, struct fc_scalar y)
{
	int r;

	if (op <= FC_SCALAR_XOR) {
		r = boolean(op, fc_scalar_truth(x), fc_scalar_truth(y));
		return r < 0 ? FC_SCALAR_UNKNOWN : fc_scalar_int(t, r);
	}
	if (op == FC_SCALAR_BITAND && (fc_dim_is(x.dim, 0) || fc_dim_is(y.dim, 0)))
		return fc_scalar_int(t, 0);
	if (!fc_scalar_is_whole(x) || !fc_scalar_is_whole(y))
		return FC_SCALAR_UNKNOWN;
	return fc_scalar_dim(bits(t, op, x.dim, y.dim));
}
