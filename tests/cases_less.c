/*
 * cases_less.c -- whoever knows less of an operand says nothing else of the results
 *
 * Each operand of a case in turn loses its rank, its followed values, or its
 * sizes, which become symbols: no error may come of it, and what is still known
 * of results and costs, the symbols given their sizes, is what it was.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"

enum loss { RANK, VALUES, SIZES, LOSSES };

enum { SYMBOLS = 32 };

struct weaker {
	const struct run *full;
	struct run r;
	const char *title, *graph; /* of the weaker graph */
	struct fc_binding bind[SYMBOLS];
	char name[SYMBOLS][8];
	size_t n;
	bool symbols; /* the case has its own; it may say that they are equal to sizes */
};

/* --- texts ------------------------------------------------------------------------------ */

static void
put(char *out, const char *s, size_t n)
{
	strncat(out, s, n);
}

/* "[2,N]" as "[less0,N]". */
static void
put_symbols(struct weaker *w, const char *s, char *out)
{
	for (const char *end; *s != ']'; s = end) {
		char *rest;
		long v = strtol(s + 1, &rest, 10);

		end = s + 1 + strcspn(s + 1, ",]");
		put(out, s, 1);
		if (rest != end || v < 2 || w->n == SYMBOLS) { /* a size of 1 has a meaning of its own */
			put(out, s + 1, (size_t)(end - s - 1));
			continue;
		}
		snprintf(w->name[w->n], sizeof(w->name[0]), "less%d", (int)w->n);
		w->bind[w->n] = (struct fc_binding){ w->name[w->n], v };
		strcat(out, w->name[w->n++]);
	}
	strcat(out, "]");
}

/* The text with the loss at operand which of those that have sizes (-1: all); false: there is no such one. */
static bool
lose(struct weaker *w, const char *s, enum loss loss, int which, char *out)
{
	bool inside = false, done = false;
	int k = 0;

	for (*out = '\0'; *s; s++) {
		if (*s == '\n' || (*s == ')' && inside))
			inside = false;
		if (*s == '(')
			inside = true;
		if (inside && *s == '[') {
			const char *sizes = s, *end = strchr(s, ']');
			size_t n = end[1] == '{' ? strcspn(end, "}") : 0;
			bool here = which < 0 || which == k++;

			s = end + n;
			if (loss == SIZES && n) /* its values say how many there are */
				here = false;
			if (loss == VALUES && !n)
				here = false;
			done |= here;
			if (here && loss == SIZES)
				put_symbols(w, sizes, out);
			else if (!here || loss == VALUES)
				put(out, sizes, (size_t)(end - sizes + 1));
			if (n && !here)
				put(out, end + 1, n);
			continue;
		}
		put(out, s, 1);
	}
	return done;
}

/* --- what is known --------------------------------------------------------------------- */

static void
same(struct weaker *w, struct fc_dim less, struct fc_dim full, const char *of, const char *what)
{
	int64_t a, b;

	if (w->symbols && !fc_dim_const(less, &a))
		return;
	if (fc_dim_is_nan(less) || fc_dim_is_nan(full))
		return;
	if (fc_dim_has_unknown(less) || fc_dim_has_unknown(full))
		return;
	if (!fc_dim_eval(w->r.b.dims, less, w->bind, w->n, true, &a) ||
	    !fc_dim_eval(w->full->b.dims, full, NULL, 0, true, &b))
		return;
	ck_assert_msg(a == b, "%s%s%s: %s is %lld, not %lld", w->title, w->graph, of, what, (long long)a,
	              (long long)b);
}

static void
same_values(struct weaker *w, const struct fc_value *less, const struct fc_value *full)
{
	if (!less->known || !full->known)
		return;
	ck_assert_msg(less->known->n == full->known->n, "%s%s%s: other number of values", w->title, w->graph,
	              less->name);
	for (unsigned i = 0; i < less->known->n; i++) {
		struct fc_scalar a = less->known->at[i], b = full->known->at[i];

		if (a.real == 1 && b.real == 1)
			same(w, a.dim, b.dim, less->name, "a value");
	}
}

static void
same_type(struct weaker *w, const struct fc_value *less, const struct fc_value *full)
{
	const struct fc_type *a = &less->type, *b = &full->type;

	if (a->kind == FC_KIND_UNKNOWN || b->kind == FC_KIND_UNKNOWN)
		return;
	ck_assert_msg(a->kind == b->kind, "%s%s%s: another kind", w->title, w->graph, less->name);
	ck_assert_msg(!a->dtype || !b->dtype || a->dtype == b->dtype, "%s%s%s: another type", w->title,
	              w->graph, less->name);
	if (a->kind != FC_KIND_TENSOR || a->shape.rank < 0 || b->shape.rank < 0)
		return;
	ck_assert_msg(a->shape.rank == b->shape.rank, "%s%s%s: rank is %d, not %d", w->title, w->graph,
	              less->name, a->shape.rank, b->shape.rank);
	for (int i = 0; i < a->shape.rank; i++)
		same(w, a->shape.dim[i], b->shape.dim[i], less->name, "a size");
	same_values(w, less, full);
}

static void
same_nodes(struct weaker *w)
{
	const struct fc_graph *less = w->r.b.graph, *full = w->full->b.graph;

	ck_assert_uint_eq(less->nodes.n, full->nodes.n);
	for (uint32_t i = 0; i < less->nodes.n; i++) {
		const struct fc_node *a = less->nodes.at[i], *b = full->nodes.at[i];

		for (unsigned k = 0; k < a->n_out; k++) {
			if (a->out[k])
				same_type(w, a->out[k], b->out[k]);
		}
		if (a->status != FC_NODE_COMPLETE) /* no more than a lower bound */
			continue;
#define SAME(field, text) same(w, a->cost->field, b->cost->field, a->name, text);
		FC_FACTS(SAME)
#undef SAME
	}
}

void
cases_know_less(const struct run *full, const char *graph, const char *title)
{
	char *text = malloc(8 * strlen(graph) + 1);
	bool some = true, symbols = false;

	if (!text)
		abort();
	for (size_t i = 0; i < fc_dims_symbols(full->b.dims); i++)
		symbols |= !fc_dims_symbol_at(full->b.dims, i)->unknown;
	for (int which = -1; some; which++) {
		some = false;
		for (int loss = 0; loss < LOSSES; loss++) {
			struct weaker w = { .full = full, .title = title, .graph = text, .symbols = symbols };

			if ((loss == SIZES && symbols) || !lose(&w, graph, (enum loss)loss, which, text))
				continue;
			some = true;
			cases_start(&w.r, text);
			ck_assert_msg(!w.r.diags.errors, "%s%s%s", title, text, w.r.diags.item[0].text);
			same_nodes(&w);
			fc_heap_done(&w.r.heap);
		}
	}
	free(text);
}
