/* dim_priv.h -- polynomials, monomials and atoms inside the room */
#ifndef FC_DIM_DIM_PRIV_H
#define FC_DIM_DIM_PRIV_H

#include "base/limits.h"
#include "base/vec.h"
#include "dim/dim.h"
#include "dim/dim_span.h"

/*
 * Three kinds of things, each kept once: an atom, a monomial (a product of
 * powers of atoms, by their id) and a polynomial (numbers times monomials, by
 * fc_mono_order()). Equal things are the same pointer.
 */
enum fc_atom_kind {
	FC_ATOM_SYMBOL,
	FC_ATOM_FLOOR, /* arg[0] / arg[1], rounded down */
	FC_ATOM_MIN,
	FC_ATOM_MAX,
	FC_ATOM_LOG2,
	FC_ATOM_SUM,    /* these two only name a symbol that stands for what grew too large */
	FC_ATOM_PRODUCT
};

struct fc_atom {
	struct fc_dims *t;
	uint32_t id, hash; /* id: order of creation; what an atom is made of has lower ones */
	enum fc_atom_kind kind;
	bool symbolic, unknown;
	unsigned depth;  /* atoms in atoms */
	uint32_t weight; /* leaves, written out */
	struct fc_span span;
	unsigned n;
	const struct fc_dim *arg;
	struct fc_symbol symbol; /* when symbolic */
};

struct fc_factor {
	struct fc_atom *atom;
	unsigned power;
};

struct fc_mono {
	uint32_t hash, weight;
	unsigned n, degree, depth;
	bool unknown;
	struct fc_span span;
	struct fc_factor f[];
};

struct fc_term {
	int64_t coef;
	const struct fc_mono *mono;
};

struct fc_poly {
	uint32_t hash, weight;
	unsigned n, depth;
	bool unknown, proved; /* proved: span is as narrow as fc_prove_lower() makes it */
	struct fc_span span;
	struct fc_term at[];
};

struct fc_set {
	struct fc_set_cell *cell;
	size_t room, n;
};

/* What sums and products of formulas came to: a model asks for the same few over and over. */
struct fc_dim_memo {
	uint64_t x, y;
	int64_t by; /* of x + y * by; 0: x * y */
	struct fc_dim out;
};
enum { FC_DIM_MEMOS = 512 };

struct fc_dims {
	struct fc_arena *arena;
	struct fc_intern *names;
	const struct fc_limits *limits;
	struct fc_set atoms, monos, polys, shapes;
	struct fc_table *by_name, *bound, *numbers; /* name to atom, to binding, to its last number */
	struct fc_symbol_list FC_VEC(struct fc_symbol *) symbols;
	const struct fc_mono *unit; /* the empty product */
	uint32_t n_atoms;
	unsigned stand_ins;
	struct fc_dim_memo *memo; /* FC_DIM_MEMOS of them, by hash; NULL before the first formula */
	uint64_t work; /* steps spent on comparing */
	uint64_t kept, room; /* weight of all polynomials, of one model; past room new ones are short */
};

/* --- dim_table.c: things kept once ----------------------------------------- */

typedef bool (*fc_set_same)(const void *item, const void *key);
void *fc_set_find(const struct fc_set *s, uint32_t hash, fc_set_same same, const void *key);
void fc_set_add(struct fc_dims *t, struct fc_set *s, uint32_t hash, void *item);
uint32_t fc_dim_mix(uint32_t hash, uint64_t v);

const struct fc_mono *fc_mono_of(struct fc_dims *t, const struct fc_factor *f, unsigned n);

/* kind(arg...), or a fresh unknown when that grows too large. */
struct fc_dim fc_dim_atom(struct fc_dims *t, enum fc_atom_kind kind, const struct fc_dim *arg, unsigned n);
struct fc_dim fc_dim_of_atom(struct fc_atom *a);
struct fc_atom *fc_dim_as_atom(struct fc_dim x); /* NULL: x is not one atom alone */

static inline const struct fc_poly *
fc_dim_poly(struct fc_dim x) /* NULL: a number in place, or NaN */
{
	return (x.word & 1) && x.word != 1 ? (const struct fc_poly *)(uintptr_t)(x.word - 1) : NULL;
}

/* --- dim_symbol.c ---------------------------------------------------------- */

/* Make a the symbol of what is too large to write down; it lies in span. */
void fc_symbol_stand_in(struct fc_atom *a, struct fc_span span);

/* --- dim_print.c ----------------------------------------------------------- */

bool fc_dim_is_name(char c, bool first); /* may c stand in an identifier, or start one */
bool fc_dim_plain_name(const char *s, size_t n); /* an identifier, dots allowed */
void fc_dim_print_name(const char *name, struct fc_str *out);

#endif
