/* view.c -- rows as reports show them: grouped, sorted, cut */
#include "result/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/str.h"
#include "base/table.h"
#include "base/vec.h"
#include "result/column.h"
#include "result/roofline.h"
#include "result/row_sum.h"

static const char WHOLE[] = "(model)"; /* its own rows, which stand in no module */

struct row_list FC_VEC(struct fc_row);

struct grouping {
	struct fc_arena *arena;
	struct fc_intern *names;
	struct fc_table *index; /* interned key to 1 + its place in rows */
	struct row_list rows;
	struct fc_str key;
};

/* --- grouping ----------------------------------------------------------------- */

static uint32_t
group_of(struct grouping *g, const char *key)
{
	uintptr_t at = (uintptr_t)fc_table_find(g->index, key);

	if (!at) {
		FC_VEC_PUSH(g->arena, &g->rows, fc_row_none(FC_NEW(g->arena, struct fc_like), key));
		at = g->rows.n;
		fc_table_set(g->index, key, (void *)at);
	}
	return (uint32_t)at - 1;
}

/* How much of path its first depth parts are; all of it when depth is 0. */
static size_t
cut(const char *path, unsigned depth)
{
	size_t n = 0;

	for (unsigned parts = 0; path[n]; n++) {
		if (path[n] == '/' && ++parts == depth)
			break;
	}
	return n;
}

static uint32_t
module_of(struct grouping *g, const struct fc_row *row, unsigned depth)
{
	size_t n = cut(row->scope, depth);
	const char *key = n ? fc_intern(g->names, row->scope, n) : fc_intern_text(g->names, WHOLE);
	uint32_t at = group_of(g, key);

	if (n)
		g->rows.at[at].scope = key;
	return at;
}

static void
tell_classes(struct grouping *g, const struct fc_result *r)
{
	for (uint32_t i = 0; i < r->n_module; i++) {
		const char *path = r->module[i].path[0] ? r->module[i].path : WHOLE;
		uintptr_t at = (uintptr_t)fc_table_find(g->index, fc_intern_text(g->names, path));

		if (at)
			g->rows.at[at - 1].like->class_name = r->module[i].class_name;
	}
}

static uint32_t
op_of(struct grouping *g, const struct fc_row *row)
{
	uint32_t at;

	fc_str_clear(&g->key);
	fc_row_op(row, &g->key);
	at = group_of(g, fc_intern(g->names, g->key.data, g->key.size));
	g->rows.at[at].like->op = g->rows.at[at].name;
	g->rows.at[at].like->domain = row->like->domain;
	return at;
}

/* The rows of one group after the other: next[i] is the row behind row i, first[k] the first of group k. */
static void
sum_up(struct grouping *g, const struct fc_result *r, const uint32_t *first, const uint32_t *next)
{
	struct fc_row_sum sum;

	for (uint32_t k = 0; k < g->rows.n; k++) {
		fc_row_sum_begin(&sum, r->dims, g->rows.at[k]);
		sum.row.index = k;
		for (uint32_t i = first[k]; i != UINT32_MAX; i = next[i])
			fc_row_sum_add(&sum, &r->row[i]);
		g->rows.at[k] = fc_row_sum_end(&sum);
	}
}

static struct fc_view
group(struct fc_arena *a, const struct fc_result *r, const struct fc_view_options *o)
{
	struct grouping g = { .arena = a, .key = FC_STR(a) };
	uint32_t *in = FC_NEW_N(a, uint32_t, (size_t)r->n_row + 1);
	uint32_t *next = FC_NEW_N(a, uint32_t, (size_t)r->n_row + 1), *first;

	g.names = fc_intern_new(a);
	g.index = fc_table_new(a);
	for (uint32_t i = 0; i < r->n_row; i++) {
		const struct fc_row *row = &r->row[i];

		if (row->nodes) /* a Constant is no node */
			in[i] = o->by == FC_BY_OP ? op_of(&g, row) : module_of(&g, row, o->depth);
	}
	if (o->by == FC_BY_MODULE)
		tell_classes(&g, r);
	first = FC_NEW_N(a, uint32_t, (size_t)g.rows.n + 1);
	for (uint32_t k = 0; k < g.rows.n; k++)
		first[k] = UINT32_MAX;
	for (uint32_t i = r->n_row; i-- > 0;) {
		if (!r->row[i].nodes)
			continue;
		next[i] = first[in[i]];
		first[in[i]] = i;
	}
	sum_up(&g, r, first, next);
	return (struct fc_view){ .row = g.rows.at, .n = g.rows.n, .in = in };
}

/* --- order ---------------------------------------------------------------------- */

struct key {
	int64_t first, second; /* larger before smaller */
	const char *text;      /* then a to z */
	uint32_t at;           /* then as they stood */
};

static int
by_key(const void *x, const void *y)
{
	const struct key *p = x, *q = y;
	int c = 0;

	if (p->first != q->first)
		return p->first > q->first ? -1 : 1;
	if (p->second != q->second)
		return p->second > q->second ? -1 : 1;
	if (p->text && q->text)
		c = strcmp(p->text, q->text);
	return c ? c : p->at < q->at ? -1 : 1;
}

/* Of these nothing is told in rows that are an alternative. */
static bool
is_of_device(const struct fc_column *c)
{
	return c->kind == FC_COLUMN_TIME || c->kind == FC_COLUMN_INTENSITY || c->kind == FC_COLUMN_BOUND;
}

static struct key
key_of(const struct fc_result *r, const struct fc_column *c, const struct fc_row *row)
{
	struct key k = { 0 };

	if (!c) {
		k.first = fc_result_weigh(r, row->like->f.macs);
		k.second = fc_result_weigh(r, row->like->f.flops);
		k.text = row->name;
		return k;
	}
	if (row->status == FC_ROW_ALTERNATIVE && is_of_device(c)) {
		k.first = -1;
		return k;
	}
	switch (c->kind) {
	case FC_COLUMN_TEXT:
		k.text = fc_column_text(c, row);
		k.first = k.text ? 0 : -1;
		break;
	case FC_COLUMN_NUMBER:
		k.first = c->offset == FC_COLUMN_AT(index) ? -(int64_t)row->index : row->nodes;
		break;
	case FC_COLUMN_BYTE:
		k.first = row->depth;
		break;
	case FC_COLUMN_STATUS:
		k.first = row->status;
		break;
	case FC_COLUMN_INPUTS:
		k.first = fc_result_weigh(r, row->like->in_count);
		break;
	case FC_COLUMN_OUTPUTS:
		k.first = fc_result_weigh(r, row->like->out_count);
		break;
	case FC_COLUMN_ATTRIBUTES:
		k.first = row->like->n_attr;
		break;
	case FC_COLUMN_BOUND:
		k.text = fc_bound_name(fc_roof_bound(&row->like->roof));
		k.first = k.text ? 0 : -1;
		break;
	case FC_COLUMN_INTENSITY:
		if (!fc_roof_intensity(&row->like->roof, row->like->f.access_bytes, &k.first))
			k.first = -1;
		break;
	default:
		k.first = fc_result_weigh(r, fc_column_dim(c, row));
	}
	return k;
}

static const uint32_t *
sort(struct fc_arena *a, const struct fc_result *r, const struct fc_view *v, const struct fc_column *c)
{
	struct key *key = FC_NEW_N(a, struct key, v->n + 1);
	uint32_t *order = FC_NEW_N(a, uint32_t, v->n + 1);

	for (uint32_t i = 0; i < v->n; i++) {
		key[i] = key_of(r, c, &v->row[i]);
		key[i].at = i;
	}
	qsort(key, v->n, sizeof(*key), by_key);
	for (uint32_t i = 0; i < v->n; i++)
		order[i] = key[i].at;
	return order;
}

int64_t
fc_row_weight(const struct fc_result *r, const struct fc_row *row, const struct fc_column *figure)
{
	int64_t v = row->status == FC_ROW_ALTERNATIVE ? 0 : fc_result_weigh(r, fc_column_dim(figure, row));

	return v > 0 ? v : 0;
}

const struct fc_row *
fc_view_at(const struct fc_view *v, uint32_t i)
{
	return &v->row[v->order ? v->order[i] : i];
}

static void
keep_nodes(struct fc_arena *a, struct fc_view *v)
{
	uint32_t *order = FC_NEW_N(a, uint32_t, v->n ? v->n : 1), n = 0;

	for (uint32_t i = 0; i < v->n; i++) {
		uint32_t at = v->order ? v->order[i] : i;

		if (v->row[at].nodes)
			order[n++] = at;
	}
	v->order = order;
	v->n = n;
}

/* Leave out what stands behind the first n. */
static void
cut_off(const struct fc_result *r, struct fc_view *v, uint32_t n)
{
	struct fc_row_sum rest;
	struct fc_like sum;

	fc_row_sum_begin(&rest, r->dims, fc_row_none(&sum, ""));
	for (uint32_t i = n; i < v->n; i++)
		fc_row_sum_add(&rest, fc_view_at(v, i));
	v->hidden = v->n - n;
	(void)fc_row_sum_end(&rest);
	v->hidden_sum = (struct fc_totals){ .f = sum.f, .roof = sum.roof };
	v->n = n;
}

struct fc_view
fc_result_view(struct fc_arena *a, const struct fc_result *r, const struct fc_view_options *o)
{
	struct fc_view v = { .row = r->row, .n = r->n_row };

	if (o->by != FC_BY_NODE)
		v = group(a, r, o);
	if (o->sort || o->by == FC_BY_OP)
		v.order = sort(a, r, &v, o->sort);
	if (o->nodes_only)
		keep_nodes(a, &v);
	if (o->top && o->top < v.n)
		cut_off(r, &v, o->top);
	return v;
}
