/* shape.c -- shapes kept once, counted and broadcast */
#include "dim/shape.h"

#include <string.h>

#include "base/arena.h"
#include "dim/dim_priv.h"

struct kept {
	int rank;
	struct fc_dim dim[];
};

static bool
kept_same(const void *item, const void *key)
{
	const struct kept *k = item;
	const struct fc_shape *s = key;

	return k->rank == s->rank && !memcmp(k->dim, s->dim, (size_t)k->rank * sizeof(*k->dim));
}

struct fc_shape
fc_shape_make(struct fc_dims *t, const struct fc_dim *dim, int rank)
{
	struct fc_shape s = { dim, rank };
	uint32_t hash = 5;
	struct kept *k;

	if (rank <= 0)
		return rank ? FC_SHAPE_UNKNOWN : FC_SHAPE_SCALAR;
	for (int i = 0; i < rank; i++)
		hash = fc_dim_mix(hash, dim[i].word);
	k = fc_set_find(&t->shapes, hash, kept_same, &s);
	if (!k) {
		k = fc_arena_take(t->arena, 1, sizeof(*k) + (size_t)rank * sizeof(*dim));
		k->rank = rank;
		memcpy(k->dim, dim, (size_t)rank * sizeof(*dim));
		fc_set_add(t, &t->shapes, hash, k);
	}
	return (struct fc_shape){ k->dim, rank };
}

bool
fc_shape_is_const(struct fc_shape s)
{
	int64_t v;

	for (int i = 0; i < s.rank; i++) {
		if (!fc_dim_const(s.dim[i], &v))
			return false;
	}
	return s.rank >= 0;
}

bool
fc_shape_eq(struct fc_shape a, struct fc_shape b)
{
	if (a.rank != b.rank || a.rank < 0)
		return false;
	for (int i = 0; i < a.rank; i++) {
		if (!fc_dim_eq(a.dim[i], b.dim[i]))
			return false;
	}
	return true;
}

struct fc_dim
fc_shape_count(struct fc_dims *t, struct fc_shape s, int from, int to)
{
	struct fc_dim n = fc_dim_int(t, 1);

	if (s.rank < 0)
		return FC_DIM_NAN;
	for (int i = from < 0 ? 0 : from; i < s.rank && i < to; i++)
		n = fc_dim_mul(t, n, s.dim[i]);
	return n;
}

struct fc_dim
fc_shape_size(struct fc_dims *t, struct fc_shape s)
{
	return fc_shape_count(t, s, 0, s.rank);
}

struct fc_dim
fc_shape_bytes(struct fc_dims *t, struct fc_dim count, enum fc_dtype type)
{
	unsigned bits = fc_dtype_bits(type);

	if (bits == 0)
		return FC_DIM_NAN;
	if (bits % 8 == 0)
		return fc_dim_muli(t, count, bits / 8);
	return fc_dim_ceildiv(t, fc_dim_muli(t, count, bits), fc_dim_int(t, 8));
}

/* --- broadcasting ------------------------------------------------------------- */

/* A number against a formula. */
static struct fc_dim
broadcast_number(struct fc_dims *t, int64_t v, struct fc_dim x)
{
	if (v == 1)
		return x;
	return fc_dim_int(t, v);
}

static struct fc_dim
broadcast_formulas(struct fc_dims *t, struct fc_dim a, struct fc_dim b)
{
	struct fc_span x = fc_span_of(a), y = fc_span_of(b);

	if (x.lo == 1 && x.hi == 1)
		return b;
	if (y.lo == 1 && y.hi == 1)
		return a;
	if ((x.lo > 1) != (y.lo > 1))
		return x.lo > 1 ? a : b; /* the other is the same, or 1 */
	return fc_dim_max(t, a, b);
}

bool
fc_dim_broadcast(struct fc_dims *t, struct fc_dim a, struct fc_dim b, struct fc_dim *out)
{
	bool a_number, b_number;
	int64_t x = 0, y = 0;

	*out = a;
	if (fc_dim_eq(a, b))
		return true;
	a_number = fc_dim_const(a, &x);
	b_number = fc_dim_const(b, &y);
	if (a_number && b_number) {
		*out = x == 1 ? b : a;
		return x == 1 || y == 1;
	}
	if (a_number)
		*out = broadcast_number(t, x, b);
	else if (b_number)
		*out = broadcast_number(t, y, a);
	else
		*out = fc_dim_is_nan(a) || fc_dim_is_nan(b) ? FC_DIM_NAN : broadcast_formulas(t, a, b);
	return true;
}

bool
fc_shape_broadcast(struct fc_dims *t, struct fc_shape a, struct fc_shape b, struct fc_shape *out)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	int rank = a.rank > b.rank ? a.rank : b.rank;

	*out = FC_SHAPE_UNKNOWN;
	if (a.rank < 0 || b.rank < 0)
		return true;
	for (int i = 0; i < rank; i++) {
		int in_a = i - (rank - a.rank), in_b = i - (rank - b.rank);

		if (in_a < 0 || in_b < 0)
			dim[i] = in_a < 0 ? b.dim[in_b] : a.dim[in_a];
		else if (!fc_dim_broadcast(t, a.dim[in_a], b.dim[in_b], &dim[i]))
			return false;
	}
	*out = fc_shape_make(t, dim, rank);
	return true;
}
