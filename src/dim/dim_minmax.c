/* dim_minmax.c -- the smaller, the larger, and the logarithm */
#include "dim/dim_terms.h"

enum { MAX_ARGS = 32 }; /* of one min or max; each is compared with each */

struct args {
	struct fc_dims *t;
	enum fc_atom_kind kind;
	unsigned n;
	bool full;
	struct fc_dim at[MAX_ARGS];
};

/* Is a the one that min (or max) answers whatever the symbols are. */
static bool
wins(const struct args *s, struct fc_dim a, struct fc_dim b)
{
	return s->kind == FC_ATOM_MIN ? fc_dim_le(s->t, a, b) : fc_dim_le(s->t, b, a);
}

static void
take(struct args *s, struct fc_dim x)
{
	unsigned n = 0;

	for (unsigned i = 0; i < s->n; i++) {
		if (wins(s, s->at[i], x))
			return;
	}
	for (unsigned i = 0; i < s->n; i++) {
		if (!wins(s, x, s->at[i]))
			s->at[n++] = s->at[i];
	}
	s->n = n;
	if (n == MAX_ARGS)
		s->full = true;
	else
		s->at[s->n++] = x;
}

/* min(a, min(b, c)) is min(a, b, c); those of one pick were compared with each other. */
static void
take_flat(struct args *s, struct fc_dim x)
{
	const struct fc_atom *a = fc_dim_as_atom(x);
	bool flat = a && !a->symbolic && a->kind == s->kind;

	if (flat && s->n == 0) {
		s->n = a->n;
		memcpy(s->at, a->arg, a->n * sizeof(*a->arg));
		return;
	}
	if (!flat)
		take(s, x);
	for (unsigned i = 0; flat && i < a->n; i++)
		take(s, a->arg[i]);
}

/* Plain numbers last, else by the leading terms: the same for every run. */
static bool
before(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	struct fc_view a, b;

	fc_dim_view(t, x, &a);
	fc_dim_view(t, y, &b);
	for (unsigned i = 0; i < a.n && i < b.n; i++) {
		if (a.at[i].mono != b.at[i].mono)
			return fc_mono_order(a.at[i].mono, b.at[i].mono) < 0;
		if (a.at[i].coef != b.at[i].coef)
			return a.at[i].coef > b.at[i].coef;
	}
	return a.n > b.n;
}

static struct fc_dim
pick(struct fc_dims *t, enum fc_atom_kind kind, struct fc_dim x, struct fc_dim y)
{
	struct fc_dim pair[2] = { x, y };
	struct args s;
	int64_t a, b;

	if (fc_dim_const(x, &a) && fc_dim_const(y, &b))
		return (a < b) == (kind == FC_ATOM_MIN) ? x : y;
	if (fc_dim_is_nan(x) || fc_dim_is_nan(y))
		return FC_DIM_NAN;
	s.t = t;
	s.kind = kind;
	s.n = 0;
	s.full = false;
	take_flat(&s, x);
	take_flat(&s, y);
	if (s.full)
		return fc_dim_atom(t, kind, pair, 2);
	if (s.n == 1)
		return s.at[0];
	for (unsigned i = 1; i < s.n; i++) {
		for (unsigned k = i; k && before(t, s.at[k], s.at[k - 1]); k--) {
			struct fc_dim swap = s.at[k];

			s.at[k] = s.at[k - 1];
			s.at[k - 1] = swap;
		}
	}
	return fc_dim_atom(t, kind, s.at, s.n);
}

struct fc_dim
fc_dim_min(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	return pick(t, FC_ATOM_MIN, x, y);
}

struct fc_dim
fc_dim_max(struct fc_dims *t, struct fc_dim x, struct fc_dim y)
{
	return pick(t, FC_ATOM_MAX, x, y);
}

struct fc_dim
fc_dim_ceillog2(struct fc_dims *t, struct fc_dim x)
{
	struct fc_span s = fc_span_of(x);

	if (fc_dim_is_nan(x))
		return x;
	if (fc_dim_log2(s.lo) == fc_dim_log2(s.hi))
		return fc_dim_int(t, fc_dim_log2(s.lo));
	return fc_dim_atom(t, FC_ATOM_LOG2, &x, 1);
}
