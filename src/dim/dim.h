/*
 * dim.h -- sizes and counts: integer polynomials over named atoms
 *
 * A dim is one word: a plain integer in place, or a pointer to a polynomial
 * interned in the context's table, so equal sizes are equal words. An atom is a
 * symbol (batch), an unknown (nonzero_3), or what would not come out even: a
 * floor quotient, a min, a max. Only symbols reach the table.
 *
 * Overflow, division by zero and what nobody knows answer NaN, and NaN spreads;
 * a wrapped number never appears. All functions are total.
 */
#ifndef FC_DIM_DIM_H
#define FC_DIM_DIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fc_arena;
struct fc_dims;
struct fc_intern;
struct fc_str;

struct fc_dim {
	uint64_t word; /* even: integer << 1; 1: NaN; else pointer | 1. Zeroed is the number 0 */
};

#define FC_DIM_NAN ((struct fc_dim){ 1 })
struct fc_dims *fc_dims_new(struct fc_arena *a, struct fc_intern *names); /* names: where its texts go */
struct fc_arena *fc_dims_arena(struct fc_dims *t);
bool fc_dims_tired(const struct fc_dims *t); /* limit 'proof' is reached: what is not clear stays unclear */
struct fc_intern *fc_dims_names(struct fc_dims *t);

/* --- symbols ------------------------------------------------------------ */

struct fc_symbol {
	const char *name;   /* interned */
	const char *origin; /* "input 'x' dimension 0"; NULL when none was given */
	struct fc_dim max;  /* upper bound, of free symbols only; NaN: none known */
	int64_t min;        /* 1 for a size of an input, 0 for an unknown; INT64_MIN: none known */
	bool unknown;       /* data dependent: made by fc_dim_unknown() */
	bool bound;         /* fc_dims_bind() gave it a value */
	int64_t value;
	bool asked;         /* fc_dim_symbol() or fc_dim_unknown() was called with that name */
};

struct fc_dim fc_dim_symbol(struct fc_dims *t, const char *name); /* made on first use, with min 1 */

/*
 * A fresh data-dependent size, 0 <= size <= max (NaN: no bound). name is made
 * unique with a number when taken. When -d gave that name a value, the answer
 * is that number. The bounds of a symbol do not change once it is made.
 */
struct fc_dim fc_dim_unknown(struct fc_dims *t, const char *name, struct fc_dim max, const char *origin);

struct fc_symbol *fc_dim_as_symbol(struct fc_dim x); /* NULL: x is not one symbol alone */
size_t fc_dims_symbols(const struct fc_dims *t);
struct fc_symbol *fc_dims_symbol_at(struct fc_dims *t, size_t i); /* in order of creation */

/* Give name a value, before or after it appears: fc_dim_symbol() then answers the number. */
void fc_dims_bind(struct fc_dims *t, const char *name, int64_t value);

/* --- arithmetic --------------------------------------------------------- */

struct fc_dim fc_dim_big(struct fc_dims *t, int64_t v); /* only fc_dim_int() needs it */

static inline struct fc_dim
fc_dim_int(struct fc_dims *t, int64_t v)
{
	if (v > INT64_MAX / 2 || v < INT64_MIN / 2)
		return fc_dim_big(t, v);
	return (struct fc_dim){ (uint64_t)v << 1 };
}

static inline bool
fc_dim_is_nan(struct fc_dim x)
{
	return x.word == 1;
}

/* Same size for certain. NaN equals nothing. */
static inline bool
fc_dim_eq(struct fc_dim x, struct fc_dim y)
{
	return x.word == y.word && x.word != 1;
}

bool fc_dim_const(struct fc_dim x, int64_t *out); /* a plain number; *out gets it */
bool fc_dim_is(struct fc_dim x, int64_t v);       /* a plain number, and this one */
struct fc_dim fc_dim_add(struct fc_dims *t, struct fc_dim x, struct fc_dim y);
struct fc_dim fc_dim_sub(struct fc_dims *t, struct fc_dim x, struct fc_dim y);
struct fc_dim fc_dim_mul(struct fc_dims *t, struct fc_dim x, struct fc_dim y);
struct fc_dim fc_dim_floordiv(struct fc_dims *t, struct fc_dim x, struct fc_dim y); /* towards -inf */
struct fc_dim fc_dim_ceildiv(struct fc_dims *t, struct fc_dim x, struct fc_dim y);
struct fc_dim fc_dim_mod(struct fc_dims *t, struct fc_dim x, struct fc_dim y); /* sign of y */
struct fc_dim fc_dim_min(struct fc_dims *t, struct fc_dim x, struct fc_dim y);
struct fc_dim fc_dim_max(struct fc_dims *t, struct fc_dim x, struct fc_dim y);
struct fc_dim fc_dim_pow(struct fc_dims *t, struct fc_dim x, unsigned n);
struct fc_dim fc_dim_addi(struct fc_dims *t, struct fc_dim x, int64_t y);
struct fc_dim fc_dim_muli(struct fc_dims *t, struct fc_dim x, int64_t y);

/* x / y when y divides x as a polynomial; NaN otherwise. */
struct fc_dim fc_dim_exact(struct fc_dims *t, struct fc_dim x, struct fc_dim y);

/* ceil(log2(x)); 0 for x <= 1. */
struct fc_dim fc_dim_ceillog2(struct fc_dims *t, struct fc_dim x);

/* --- what is known of it ------------------------------------------------ */

/* Bounds over all values the symbols may take; INT64_MIN / INT64_MAX where open. */
void fc_dim_range(struct fc_dim x, int64_t *lo, int64_t *hi);

/* -1, 0, +1 when x < y, x == y, x > y for every value of the symbols; 2 when it depends. */
int fc_dim_compare(struct fc_dims *t, struct fc_dim x, struct fc_dim y);

/* An upper bound: unknowns replaced by their max; NaN when one has none. x itself when it has none. */
struct fc_dim fc_dim_upper(struct fc_dims *t, struct fc_dim x);
bool fc_dim_has_unknown(struct fc_dim x); /* holds a data-dependent atom */
bool fc_dim_has_symbol(struct fc_dim x, const struct fc_symbol *s);
bool fc_dim_is_older(struct fc_dim x, const struct fc_symbol *s); /* it was there before s was made */

typedef void (*fc_dim_symbol_fn)(void *user, const struct fc_symbol *s);
void fc_dim_each_symbol(struct fc_dim x, fc_dim_symbol_fn fn, void *user); /* some perhaps twice */

/* --- giving symbols values ---------------------------------------------- */

struct fc_binding {
	const char *name;
	int64_t value;
};

/* Replace the symbols bound in b; what is left stays a formula. */
struct fc_dim fc_dim_subst(struct fc_dims *t, struct fc_dim x, const struct fc_binding *b, size_t n);

/* Value with b, and every other symbol at rest (skipped: false) or at 1 (true). NaN, overflow: false. */
bool fc_dim_eval(struct fc_dims *t, struct fc_dim x, const struct fc_binding *b, size_t n, bool rest_is_one,
                 int64_t *out);

/* --- text ---------------------------------------------------------------- */

/*
 * "2359296*batch*seq + 1536*batch*seq^2", "floor((H + 1)/2)", "min(k, 8400)",
 * "-1"; NaN prints "?". A name that is no identifier prints in angle brackets.
 */
void fc_dim_print(struct fc_dim x, struct fc_str *out);

/* Of the same grammar, all n bytes; NaN when it is not. */
struct fc_dim fc_dim_parse(struct fc_dims *t, const char *s, size_t n);

#endif
