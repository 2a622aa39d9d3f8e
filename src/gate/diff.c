/* diff.c -- what changed between two results */
#include "gate/diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

const char *
fc_change_name(enum fc_change c)
{
	static const char *const name[] = { "SAME", "NEW", "REMOVED", "CHANGED", "RENAMED" };

	return name[c];
}

int64_t
fc_delta_weigh(const struct fc_result *r, struct fc_dim x)
{
	int64_t v;

	if (fc_dim_is_nan(x))
		return 0;
	return fc_dim_eval(r->dims, x, NULL, 0, true, &v) ? v : INT64_MAX;
}

struct diff {
	struct fc_arena *arena;
	struct fc_delta *d;
	struct fc_pairing pairing;
	bool sums; /* rows are sums: no structure to compare */
};

static const struct fc_row **
rows_of(struct fc_arena *a, const struct fc_result *r, const struct fc_diff_options *o, uint32_t *n_out)
{
	const struct fc_view_options view = { .by = o->by, .depth = o->depth, .nodes_only = true };
	struct fc_view v = fc_result_view(a, r, &view);
	const struct fc_row **row = FC_NEW_N(a, const struct fc_row *, (size_t)v.n + 1);

	for (uint32_t i = 0; i < v.n; i++) {
		const struct fc_row *at = fc_view_at(&v, i);

		if (at->nodes)
			row[(*n_out)++] = at;
	}
	return row;
}

/* Unknown on both sides is no change. */
static struct fc_dim
difference(struct fc_dims *t, struct fc_dim old, struct fc_dim new)
{
	if (fc_dim_is_nan(old) && fc_dim_is_nan(new))
		return fc_dim_int(t, 0);
	return fc_dim_sub(t, new, old);
}

static bool
is_zero(const struct fc_delta_row *row)
{
#define IS_ZERO(field) && fc_dim_is(row->field, 0)
	return true FC_DIFF_FIGURES(IS_ZERO);
#undef IS_ZERO
}

static enum fc_change
change_of(const struct diff *s, const struct fc_delta_row *row)
{
	if (!row->base)
		return FC_CHANGE_NEW;
	if (!row->head)
		return FC_CHANGE_REMOVED;
	if (!is_zero(row))
		return FC_CHANGE_CHANGED;
	if (!s->sums && !fc_pair_same_structure(&s->pairing, row->base, row->head))
		return FC_CHANGE_CHANGED;
	return strcmp(row->base->name, row->head->name) != 0 ? FC_CHANGE_RENAMED : FC_CHANGE_SAME;
}

static void
add(struct diff *s, const struct fc_row *base, const struct fc_row *head)
{
	struct fc_delta_row row = { .base = base, .head = head };
	struct fc_dims *t = s->d->head->dims;
	struct fc_dim none = fc_dim_int(t, 0);

#define SUBTRACT(field)                                                 \
	row.field = difference(t, base ? base->like->f.field : none,    \
	                       head ? head->like->f.field : none);
	FC_DIFF_FIGURES(SUBTRACT)
#undef SUBTRACT
	row.change = change_of(s, &row);
	s->d->count[row.change]++;
	if (row.change != FC_CHANGE_SAME)
		s->d->row[s->d->n++] = row;
}

/* --- order ------------------------------------------------------------------------- */

struct key {
	uint64_t weight[4];
	int kind;
	uint32_t at;
};

static uint64_t
magnitude(const struct fc_result *r, struct fc_dim x)
{
	int64_t v = fc_delta_weigh(r, x);

	return v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
}

static int
by_weight(const void *x, const void *y)
{
	const struct key *p = x, *q = y;

	for (int i = 0; i < 4; i++) {
		if (p->weight[i] != q->weight[i])
			return p->weight[i] > q->weight[i] ? -1 : 1;
	}
	if (p->kind != q->kind)
		return p->kind < q->kind ? -1 : 1;
	return p->at < q->at ? -1 : p->at > q->at;
}

static void
sort(struct diff *s)
{
	struct fc_delta_row *sorted = FC_NEW_N(s->arena, struct fc_delta_row, (size_t)s->d->n + 1);
	struct key *key = FC_NEW_N(s->arena, struct key, (size_t)s->d->n + 1);
	const struct fc_result *r = s->d->head;

	for (uint32_t i = 0; i < s->d->n; i++) {
		const struct fc_delta_row *row = &s->d->row[i];

		key[i] = (struct key){ { magnitude(r, row->flops), magnitude(r, row->macs),
			                 magnitude(r, row->params), magnitude(r, row->access_bytes) },
			               row->change == FC_CHANGE_RENAMED, i };
	}
	qsort(key, s->d->n, sizeof(*key), by_weight);
	for (uint32_t i = 0; i < s->d->n; i++)
		sorted[i] = s->d->row[key[i].at];
	s->d->row = sorted;
}

struct fc_delta
fc_diff_run(struct fc_arena *a, const struct fc_result *base, const struct fc_result *head,
            const struct fc_diff_options *o)
{
	struct fc_delta d = { .base = base, .head = head };
	struct diff s = { .arena = a, .d = &d, .sums = o->by != FC_BY_NODE };
	struct fc_pairing *p = &s.pairing;

	p->arena = a;
	p->base = base;
	p->head = head;
	p->by_name = s.sums;
	p->old_row = rows_of(a, base, o, &p->n_old);
	p->new_row = rows_of(a, head, o, &p->n_new);
	fc_pair_rows(p);
	d.row = FC_NEW_N(a, struct fc_delta_row, (size_t)p->n_old + p->n_new + 1);
	for (uint32_t i = 0; i < p->n_new; i++)
		add(&s, p->to_old[i] == UINT32_MAX ? NULL : p->old_row[p->to_old[i]], p->new_row[i]);
	for (uint32_t i = 0; i < p->n_old; i++) {
		if (p->to_new[i] == UINT32_MAX)
			add(&s, p->old_row[i], NULL);
	}
	sort(&s);
	return d;
}
