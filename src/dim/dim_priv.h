/* dim_priv.h -- polynomials, monomials and atoms inside the room */
#ifndef FC_DIM_DIM_PRIV_H
#define FC_DIM_DIM_PRIV_H

#include "base/limits.h"
#include "base/vec.h"
#include "dim/dim.h"

/*
 * Three kinds of things, each kept once: an atom, a monomial (a product of
 * powers of atoms) and a polynomial (a sum of numbers times monomials). A
 * monomial's factors go by the atom's number, a polynomial's terms by
 * fc_mono_order(), so equal things are the same pointer.
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

struct fc_span {
	int64_t lo, hi; /* INT64_MIN, INT64_MAX: open */
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

/* Any dim as terms; one holds that of a plain number. */
struct fc_view {
	const struct fc_term *at;
	unsigned n;
	struct fc_term one;
};

/* A polynomial in the making, on the stack. */
struct fc_terms {
	unsigned n;
	bool nan, full; /* a coefficient overflowed; too many terms or too high a degree */
	struct fc_term at[FC_LIMIT_TERMS];
};

struct fc_set {
	struct fc_set_cell *cell;
	size_t room, n;
};

struct fc_dims {
	struct fc_arena *arena;
	struct fc_intern *names;
	struct fc_set atoms, monos, polys, shapes;
	struct fc_table *by_name, *bound, *numbers; /* name to atom, to binding, to its last number */
	struct fc_symbol_list FC_VEC(struct fc_symbol *) symbols;
	const struct fc_mono *unit; /* the empty product */
	uint32_t n_atoms;
	unsigned stand_ins;
};

/* --- dim_table.c: things kept once ---------------------------------------- */

typedef bool (*fc_set_same)(const void *item, const void *key);
void *fc_set_find(const struct fc_set *s, uint32_t hash, fc_set_same same, const void *key);
void fc_set_add(struct fc_dims *t, struct fc_set *s, uint32_t hash, void *item);
uint32_t fc_dim_mix(uint32_t hash, uint64_t v);

const struct fc_mono *fc_mono_of(struct fc_dims *t, const struct fc_factor *f, unsigned n);

/* The dim these terms are; false when they grew too large. */
bool fc_terms_close(struct fc_dims *t, const struct fc_terms *s, struct fc_dim *out);

/* kind(arg...), or a fresh unknown when that grows too large. */
struct fc_dim fc_dim_atom(struct fc_dims *t, enum fc_atom_kind kind, const struct fc_dim *arg, unsigned n);
struct fc_dim fc_dim_of_atom(struct fc_atom *a);

/* The atom behind x when x is one atom alone; NULL otherwise. */
struct fc_atom *fc_dim_as_atom(struct fc_dim x);

static inline const struct fc_poly *
fc_dim_poly(struct fc_dim x) /* NULL: a number in place, or NaN */
{
	return (x.word & 1) && x.word != 1 ? (const struct fc_poly *)(uintptr_t)(x.word - 1) : NULL;
}

/* --- dim_arith.c -------------------------------------------------------------- */

/* x + y * by and x * y; false, and nothing is named, when that overflows or grows too large. */
bool fc_dim_try_add(struct fc_dims *t, struct fc_dim x, struct fc_dim y, int64_t by, struct fc_dim *out);
bool fc_dim_try_mul(struct fc_dims *t, struct fc_dim x, struct fc_dim y, struct fc_dim *out);

/* --- dim_symbol.c --------------------------------------------------------- */

/* A symbol for what is too large to write down; it lies in span. */
void fc_symbol_stand_in(struct fc_atom *a, struct fc_span span);

/* --- dim_terms.c: polynomials by hand -------------------------------------- */

int fc_mono_order(const struct fc_mono *a, const struct fc_mono *b); /* <0: a first; keeps under products */
const struct fc_mono *fc_mono_mul(struct fc_dims *t, const struct fc_mono *a, const struct fc_mono *b); /* NULL: degree */
const struct fc_mono *fc_mono_div(struct fc_dims *t, const struct fc_mono *a, const struct fc_mono *b); /* NULL: no */
const struct fc_mono *fc_mono_gcd(struct fc_dims *t, const struct fc_mono *a, const struct fc_mono *b);

void fc_dim_view(struct fc_dims *t, struct fc_dim x, struct fc_view *out);
void fc_terms_push(struct fc_terms *s, int64_t coef, const struct fc_mono *mono); /* in order */
/* out = a + by * b; out is neither of them. */
void fc_terms_fma(struct fc_dims *t, struct fc_terms *out, const struct fc_view *a, const struct fc_view *b,
                  struct fc_term by);
struct fc_view fc_terms_view(const struct fc_terms *s);

/* --- dim_print.c ------------------------------------------------------------- */

bool fc_dim_is_name(char c, bool first); /* may c stand in an identifier, or start one */
bool fc_dim_plain_name(const char *s, size_t n); /* an identifier, dots allowed */
void fc_dim_print_name(const char *name, struct fc_str *out);

/* --- dim_range.c ------------------------------------------------------------ */

struct fc_span fc_span_add(struct fc_span a, struct fc_span b);
struct fc_span fc_span_mul(struct fc_span a, struct fc_span b);
struct fc_span fc_span_power(struct fc_span a, unsigned n);
struct fc_span fc_span_of_terms(const struct fc_term *at, unsigned n);
struct fc_span fc_span_quick(struct fc_dim x); /* term by term */
struct fc_span fc_span_of(struct fc_dim x);    /* as narrow as is known */
struct fc_span fc_atom_span(const struct fc_atom *a); /* of one that is no symbol */

/* --- dim_prove.c ------------------------------------------------------------ */

/* A lower bound found by putting bounds in for atoms; INT64_MIN: none. */
int64_t fc_prove_lower(struct fc_dims *t, struct fc_dim x);

/* x <= y for every value of the symbols; false: not known. */
bool fc_dim_le(struct fc_dims *t, struct fc_dim x, struct fc_dim y);

static inline int64_t
fc_dim_floor(int64_t x, int64_t d) /* d > 0 */
{
	return x / d - (x % d < 0);
}

unsigned fc_dim_log2(int64_t x); /* rounded up; 0 for x <= 1 */

#endif
