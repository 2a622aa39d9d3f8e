/* dim_table.c -- atoms, monomials and polynomials, each kept once */
#include "dim/dim_terms.h"

#include <string.h>

#include "base/arena.h"
#include "base/table.h"
#include "dim/dim_limits.h"

struct fc_set_cell {
	void *item;
	uint32_t hash;
};

uint32_t
fc_dim_mix(uint32_t hash, uint64_t v)
{
	uint64_t x = (v ^ ((uint64_t)hash << 32 | hash)) * UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
	return (uint32_t)(x >> 32);
}

void *
fc_set_find(const struct fc_set *s, uint32_t hash, fc_set_same same, const void *key)
{
	if (!s->room)
		return NULL;
	for (size_t at = hash & (s->room - 1); s->cell[at].item; at = (at + 1) & (s->room - 1)) {
		if (s->cell[at].hash == hash && same(s->cell[at].item, key))
			return s->cell[at].item;
	}
	return NULL;
}

static void
put(struct fc_set_cell *cell, size_t room, struct fc_set_cell c)
{
	size_t at = c.hash & (room - 1);

	while (cell[at].item)
		at = (at + 1) & (room - 1);
	cell[at] = c;
}

void
fc_set_add(struct fc_dims *t, struct fc_set *s, uint32_t hash, void *item)
{
	if (s->n * 3 >= s->room * 2) {
		size_t room = s->room ? s->room * 2 : 64;
		struct fc_set_cell *cell = FC_NEW_N(t->arena, struct fc_set_cell, room);

		for (size_t i = 0; i < s->room; i++) {
			if (s->cell[i].item)
				put(cell, room, s->cell[i]);
		}
		fc_arena_drop(t->arena, s->cell, s->room * sizeof(*cell));
		s->cell = cell;
		s->room = room;
	}
	put(s->cell, s->room, (struct fc_set_cell){ item, hash });
	s->n++;
}

static uint32_t
heavier(uint32_t a, uint64_t b)
{
	return b > UINT32_MAX - a ? UINT32_MAX : a + (uint32_t)b;
}

/* --- monomials -------------------------------------------------------------- */

struct mono_key {
	const struct fc_factor *f;
	unsigned n;
};

static bool
mono_same(const void *item, const void *key)
{
	const struct fc_mono *m = item;
	const struct mono_key *k = key;

	if (m->n != k->n)
		return false;
	for (unsigned i = 0; i < m->n; i++) {
		if (m->f[i].atom != k->f[i].atom || m->f[i].power != k->f[i].power)
			return false;
	}
	return true;
}

const struct fc_mono *
fc_mono_of(struct fc_dims *t, const struct fc_factor *f, unsigned n)
{
	struct mono_key key = { f, n };
	uint32_t hash = 7;
	struct fc_mono *m;

	for (unsigned i = 0; i < n; i++)
		hash = fc_dim_mix(hash, (uint64_t)f[i].atom->id << 16 | f[i].power);
	m = fc_set_find(&t->monos, hash, mono_same, &key);
	if (m)
		return m;
	m = fc_arena_take(t->arena, 1, sizeof(*m) + n * sizeof(*f));
	*m = (struct fc_mono){ .hash = hash, .weight = 1, .n = n, .span = { 1, 1 } };
	for (unsigned i = 0; i < n; i++) {
		const struct fc_atom *a = f[i].atom;

		m->f[i] = f[i];
		m->degree += f[i].power;
		m->weight = heavier(m->weight, a->weight);
		m->unknown |= a->unknown;
		if (a->depth > m->depth)
			m->depth = a->depth;
		m->span = fc_span_mul(m->span, fc_span_power(a->span, f[i].power));
	}
	fc_set_add(t, &t->monos, hash, m);
	return m;
}

/* --- polynomials ------------------------------------------------------------ */

static bool
poly_same(const void *item, const void *key)
{
	const struct fc_poly *p = item;
	const struct fc_terms *k = key;

	if (p->n != k->n)
		return false;
	for (unsigned i = 0; i < p->n; i++) {
		if (p->at[i].mono != k->at[i].mono || p->at[i].coef != k->at[i].coef)
			return false;
	}
	return true;
}

static struct fc_dim
to_dim(const struct fc_poly *p)
{
	return (struct fc_dim){ (uint64_t)(uintptr_t)p | 1 };
}

bool
fc_terms_close(struct fc_dims *t, const struct fc_terms *s, struct fc_dim *out)
{
	uint32_t hash = 11, weight = 0;
	struct fc_poly *p;

	*out = s->nan ? FC_DIM_NAN : fc_dim_int(t, 0);
	if (s->nan || (!s->full && s->n == 0))
		return true;
	if (s->full)
		return false;
	if (s->n == 1 && s->at[0].mono == t->unit) {
		*out = fc_dim_int(t, s->at[0].coef);
		return true;
	}
	for (unsigned i = 0; i < s->n; i++) {
		hash = fc_dim_mix(hash ^ s->at[i].mono->hash, (uint64_t)s->at[i].coef);
		weight = heavier(weight, s->at[i].mono->weight);
	}
	p = fc_set_find(&t->polys, hash, poly_same, s);
	if (!p) {
		bool scarce = t->kept > t->room && s->n > 1;

		if (weight > (scarce ? FC_DIM_SHORT : t->limits->formula))
			return false;
		t->kept += weight;
		p = fc_arena_take(t->arena, 1, sizeof(*p) + s->n * sizeof(*s->at));
		*p = (struct fc_poly){ .hash = hash, .weight = weight, .n = s->n };
		memcpy(p->at, s->at, s->n * sizeof(*s->at));
		for (unsigned i = 0; i < s->n; i++) {
			p->unknown |= s->at[i].mono->unknown;
			if (s->at[i].mono->depth > p->depth)
				p->depth = s->at[i].mono->depth;
		}
		p->span = fc_span_of_terms(p->at, p->n);
		fc_set_add(t, &t->polys, hash, p);
	}
	*out = to_dim(p);
	return true;
}

/* A number beyond 63 bits is a polynomial of one term; add and mul bring it back. */
struct fc_dim
fc_dim_big(struct fc_dims *t, int64_t v)
{
	struct fc_term one = { v, t->unit };
	struct fc_poly *p;
	uint32_t hash = fc_dim_mix(11 ^ t->unit->hash, (uint64_t)v);
	struct fc_terms s;

	if (v <= INT64_MAX / 2 && v >= INT64_MIN / 2)
		return (struct fc_dim){ (uint64_t)v << 1 };
	s.n = 1;
	s.at[0] = one;
	p = fc_set_find(&t->polys, hash, poly_same, &s);
	if (!p) {
		p = fc_arena_take(t->arena, 1, sizeof(*p) + sizeof(one));
		*p = (struct fc_poly){ .hash = hash, .weight = 1, .n = 1 };
		p->at[0] = one;
		p->span = (struct fc_span){ v, v };
		fc_set_add(t, &t->polys, hash, p);
	}
	return to_dim(p);
}

/* --- atoms ------------------------------------------------------------------ */

static bool
atom_same(const void *item, const void *key)
{
	const struct fc_atom *a = item, *k = key;

	return a->kind == k->kind && a->n == k->n && !memcmp(a->arg, k->arg, a->n * sizeof(*a->arg));
}

static void
weigh(struct fc_atom *a)
{
	a->weight = 1;
	for (unsigned i = 0; i < a->n; i++) {
		const struct fc_poly *p = fc_dim_poly(a->arg[i]);

		a->weight = heavier(a->weight, p ? p->weight : 1);
		if (p && p->depth >= a->depth)
			a->depth = p->depth + 1;
		a->unknown |= p && p->unknown;
	}
}

struct fc_dim
fc_dim_atom(struct fc_dims *t, enum fc_atom_kind kind, const struct fc_dim *arg, unsigned n)
{
	struct fc_atom key = { .t = t, .kind = kind, .n = n, .arg = arg }, *a;

	key.hash = fc_dim_mix(3, kind);
	for (unsigned i = 0; i < n; i++)
		key.hash = fc_dim_mix(key.hash, arg[i].word);
	a = fc_set_find(&t->atoms, key.hash, atom_same, &key);
	if (a)
		return fc_dim_of_atom(a);
	a = FC_NEW(t->arena, struct fc_atom);
	*a = key;
	a->arg = memcpy(FC_NEW_N(t->arena, struct fc_dim, n), arg, n * sizeof(*arg));
	a->depth = 1;
	weigh(a);
	a->span = fc_atom_span(a);
	/* its own formula, one times it, weighs one more */
	if (kind >= FC_ATOM_SUM || a->depth > FC_LIMIT_NESTING || a->weight + 1 >= t->limits->formula)
		fc_symbol_stand_in(a, a->span);
	else
		a->id = t->n_atoms++;
	fc_set_add(t, &t->atoms, key.hash, a);
	return fc_dim_of_atom(a);
}

uint32_t
fc_dim_weight(struct fc_dim x)
{
	const struct fc_poly *p = fc_dim_poly(x);

	return p ? p->weight : 1;
}

struct fc_dim
fc_dim_short(struct fc_dims *t, struct fc_dim x)
{
	struct fc_dim arg[2] = { x, { 0 } };

	return fc_dim_weight(x) > FC_DIM_SHORT ? fc_dim_atom(t, FC_ATOM_SUM, arg, 2) : x;
}

struct fc_dim
fc_dim_of_atom(struct fc_atom *a)
{
	struct fc_factor f = { a, 1 };
	struct fc_terms s;
	struct fc_dim out;

	if (a->symbolic && a->symbol.bound)
		return fc_dim_int(a->t, a->symbol.value);
	fc_terms_start(&s);
	fc_terms_push(&s, 1, fc_mono_of(a->t, &f, 1));
	fc_terms_close(a->t, &s, &out);
	return out;
}

struct fc_atom *
fc_dim_as_atom(struct fc_dim x)
{
	const struct fc_poly *p = fc_dim_poly(x);

	if (!p || p->n != 1 || p->at[0].coef != 1 || p->at[0].mono->degree != 1)
		return NULL;
	return p->at[0].mono->f[0].atom;
}

struct fc_dims *
fc_dims_new(struct fc_arena *a, struct fc_intern *names)
{
	struct fc_dims *t = FC_NEW(a, struct fc_dims);

	t->arena = a;
	t->names = names;
	t->limits = &fc_limits_usual;
	t->room = UINT64_MAX;
	t->by_name = fc_table_new(a);
	t->bound = fc_table_new(a);
	t->numbers = fc_table_new(a);
	t->unit = fc_mono_of(t, NULL, 0);
	return t;
}

void
fc_dims_limit(struct fc_dims *t, const struct fc_limits *limits)
{
	t->limits = limits;
	t->room = limits->formulas;
}

void
fc_dims_count(struct fc_dims *t)
{
	t->kept = 0;
}

const struct fc_limits *
fc_dims_limits(const struct fc_dims *t)
{
	return t->limits;
}

struct fc_arena *
fc_dims_arena(struct fc_dims *t)
{
	return t->arena;
}

bool
fc_dims_tired(const struct fc_dims *t)
{
	return t->work > t->limits->proof;
}

struct fc_intern *
fc_dims_names(struct fc_dims *t)
{
	return t->names;
}
