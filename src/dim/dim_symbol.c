/* dim_symbol.c -- symbols, unknowns, and the values given to them */
#include "dim/dim_priv.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/str.h"
#include "base/table.h"

struct binding {
	int64_t value;
};

static void
make_symbol(struct fc_atom *a, const char *name)
{
	struct fc_dims *t = a->t;
	struct binding *b = fc_table_find(t->bound, name);

	a->id = t->n_atoms++;
	a->symbolic = true;
	a->depth = 1;
	a->weight = 1;
	a->symbol.name = name;
	a->symbol.max = FC_DIM_NAN;
	a->symbol.asked = true;
	if (b) {
		a->symbol.bound = true;
		a->symbol.value = b->value;
	}
	fc_table_set(t->by_name, name, a);
	FC_VEC_PUSH(t->arena, &t->symbols, &a->symbol);
}

struct fc_dim
fc_dim_symbol(struct fc_dims *t, const char *name)
{
	struct fc_atom *a;

	name = fc_intern_text(t->names, name);
	a = fc_table_find(t->by_name, name);
	if (!a) {
		a = FC_NEW(t->arena, struct fc_atom);
		a->t = t;
		make_symbol(a, name);
		a->symbol.min = 1;
		a->span = (struct fc_span){ 1, INT64_MAX };
	}
	a->symbol.asked = true;
	return fc_dim_of_atom(a);
}

/* name, or the first of name_2, name_3 ... that is free. */
static const char *
free_name(struct fc_dims *t, const char *name)
{
	struct fc_str s = FC_STR(t->arena);
	const char *base = fc_intern_text(t->names, name), *next = base;
	uint32_t *number = fc_table_find(t->numbers, base);

	if (!number && !fc_table_find(t->by_name, base))
		return base;
	if (!number) {
		number = FC_NEW(t->arena, uint32_t);
		*number = 1;
		fc_table_set(t->numbers, base, number);
	}
	while (fc_table_find(t->by_name, next)) {
		fc_str_clear(&s);
		fc_str_printf(&s, "%s_%u", base, ++*number);
		next = fc_intern_text(t->names, s.data);
	}
	return next;
}

struct fc_dim
fc_dim_unknown(struct fc_dims *t, const char *name, struct fc_dim max, const char *origin)
{
	struct fc_atom *a = FC_NEW(t->arena, struct fc_atom);

	a->t = t;
	make_symbol(a, free_name(t, name));
	a->unknown = a->symbol.unknown = true;
	max = fc_dim_upper(t, max);
	a->symbol.max = fc_dim_has_unknown(max) ? FC_DIM_NAN : max; /* it grew too large */
	a->symbol.origin = origin ? fc_intern_text(t->names, origin) : NULL;
	a->span = (struct fc_span){ 0, fc_span_of(a->symbol.max).hi };
	return fc_dim_of_atom(a);
}

void
fc_symbol_stand_in(struct fc_atom *a, struct fc_span span)
{
	char name[24];

	snprintf(name, sizeof(name), "size_%u", ++a->t->stand_ins);
	make_symbol(a, free_name(a->t, name));
	a->unknown = a->symbol.unknown = true;
	a->symbol.min = span.lo;
	a->symbol.origin = "a formula too long to keep";
	a->span = span;
}

struct fc_symbol *
fc_dim_as_symbol(struct fc_dim x)
{
	struct fc_atom *a = fc_dim_as_atom(x);

	return a && a->symbolic ? &a->symbol : NULL;
}

size_t
fc_dims_symbols(const struct fc_dims *t)
{
	return t->symbols.n;
}

struct fc_symbol *
fc_dims_symbol_at(struct fc_dims *t, size_t i)
{
	return t->symbols.at[i];
}

void
fc_dims_bind(struct fc_dims *t, const char *name, int64_t value)
{
	struct binding *b = FC_NEW(t->arena, struct binding);
	struct fc_atom *a;

	b->value = value;
	name = fc_intern_text(t->names, name);
	fc_table_set(t->bound, name, b);
	a = fc_table_find(t->by_name, name);
	if (a) {
		a->symbol.bound = true;
		a->symbol.value = value;
	}
}

static bool
holds(struct fc_dim x, const struct fc_symbol *s)
{
	const struct fc_poly *p = fc_dim_poly(x);

	for (unsigned i = 0; p && i < p->n; i++) {
		for (unsigned k = 0; k < p->at[i].mono->n; k++) {
			const struct fc_atom *a = p->at[i].mono->f[k].atom;

			if (&a->symbol == s)
				return true;
			for (unsigned j = 0; !a->symbolic && j < a->n; j++) {
				if (holds(a->arg[j], s))
					return true;
			}
		}
	}
	return false;
}

bool
fc_dim_has_symbol(struct fc_dim x, const struct fc_symbol *s)
{
	return holds(x, s);
}

static bool
is_older(struct fc_dim x, uint32_t id)
{
	const struct fc_poly *p = fc_dim_poly(x);

	for (unsigned i = 0; p && i < p->n; i++) {
		for (unsigned k = 0; k < p->at[i].mono->n; k++) {
			const struct fc_atom *a = p->at[i].mono->f[k].atom;

			if (a->symbolic && a->id >= id)
				return false;
			for (unsigned j = 0; !a->symbolic && j < a->n; j++) {
				if (!is_older(a->arg[j], id))
					return false;
			}
		}
	}
	return true;
}

bool
fc_dim_is_older(struct fc_dim x, const struct fc_symbol *s)
{
	const char *atom = (const char *)s - offsetof(struct fc_atom, symbol);

	return is_older(x, ((const struct fc_atom *)atom)->id);
}

bool
fc_dim_has_unknown(struct fc_dim x)
{
	const struct fc_poly *p = fc_dim_poly(x);

	return p && p->unknown;
}

void
fc_dim_each_symbol(struct fc_dim x, fc_dim_symbol_fn fn, void *user)
{
	const struct fc_poly *p = fc_dim_poly(x);

	for (unsigned i = 0; p && i < p->n; i++) {
		for (unsigned k = 0; k < p->at[i].mono->n; k++) {
			const struct fc_atom *a = p->at[i].mono->f[k].atom;

			if (a->symbolic)
				fn(user, &a->symbol);
			for (unsigned j = 0; !a->symbolic && j < a->n; j++)
				fc_dim_each_symbol(a->arg[j], fn, user);
		}
	}
}
