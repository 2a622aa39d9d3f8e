/* symbol.c -- which symbols a result speaks of */
#include "base/arena.h"
#include "base/table.h"
#include "result/make.h"

struct finder {
	struct fc_table *dims;  /* formulas looked at, and what rows share */
	struct fc_table *into;  /* symbols found in them */
};

static struct finder
finder(struct fc_arena *scratch)
{
	return (struct finder){ fc_table_new(scratch), fc_table_new(scratch) };
}

static void
found(void *user, const struct fc_symbol *s)
{
	struct finder *f = user;

	fc_table_set(f->into, s, (void *)(uintptr_t)s);
}

/* Equal formulas are equal words: each is walked once. */
static void
look(struct finder *f, struct fc_dim x)
{
	void *key = (void *)(uintptr_t)x.word;

	if (!(x.word & 1) || fc_dim_is_nan(x) || fc_table_find(f->dims, key))
		return;
	fc_table_set(f->dims, key, key);
	fc_dim_each_symbol(x, found, f);
}

static void
look_at_figures(struct finder *f, const struct fc_figures *figures)
{
#define FC_FIGURE_LOOK(field, key) look(f, figures->field);
	FC_FIGURES(FC_FIGURE_LOOK)
#undef FC_FIGURE_LOOK
}

static void
look_at_type(struct finder *f, const struct fc_tensor_type *t, unsigned depth)
{
	for (int i = 0; i < t->shape.rank; i++)
		look(f, t->shape.dim[i]);
	for (unsigned i = 0; i < t->n_elem && depth < FC_LIMIT_NESTING; i++)
		look_at_type(f, &t->elem[i], depth + 1);
}

static void
look_at_row(struct finder *f, const struct fc_row *row)
{
	look(f, row->alive);
	if (fc_table_find(f->dims, row->like))
		return;
	fc_table_set(f->dims, row->like, row->like);
	look_at_figures(f, &row->like->f);
	look(f, row->like->repeat);
}

void
fc_result_find_symbols(struct fc_result *r, struct fc_arena *scratch)
{
	struct finder any = finder(scratch), total = finder(scratch);
	size_t n = fc_dims_symbols(r->dims);
	struct fc_result_symbol *at = NULL;

	look_at_figures(&total, &r->total.f);
	look(&total, r->total.peak);
	look_at_figures(&any, &r->total.f);
	look(&any, r->total.peak);
	for (uint32_t i = 0; i < r->n_row; i++)
		look_at_row(&any, &r->row[i]);
	for (uint32_t i = 0; i < r->n_tensor; i++)
		look_at_type(&any, r->tensor[i].type, 0);
	for (size_t i = n; i-- > 0;) { /* a bound speaks of older symbols only */
		const struct fc_symbol *s = fc_dims_symbol_at(r->dims, i);

		if (fc_table_find(any.into, s))
			look(&any, s->max);
	}
	if (n)
		at = FC_NEW_N(r->arena, struct fc_result_symbol, n);
	for (size_t i = 0; i < n; i++) {
		const struct fc_symbol *s = fc_dims_symbol_at(r->dims, i);

		if (s->bound ? !s->asked : !fc_table_find(any.into, s))
			continue;
		at[r->n_symbol++] = (struct fc_result_symbol){
			.name = s->name, .origin = s->origin, .bound = s->bound, .unknown = s->unknown,
			.in_total = fc_table_find(total.into, s) != NULL, .value = s->value, .max = s->max,
		};
	}
	r->symbol = at;
}
