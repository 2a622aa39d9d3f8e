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

struct row_list FC_VEC(struct fc_row);

struct grouping {
	struct fc_arena *arena;
	struct fc_dims *dims;
	struct fc_intern *names;
	struct fc_table *index; /* interned key to 1 + its place in rows */
	struct row_list rows;
	struct fc_str key;
};

/* --- grouping ----------------------------------------------------------------- */

static struct fc_row *
group_of(struct grouping *g, const char *key)
{
	uintptr_t at = (uintptr_t)fc_table_find(g->index, key);

	if (!at) {
		struct fc_row sum = fc_row_sum(key);

		sum.index = g->rows.n;
		FC_VEC_PUSH(g->arena, &g->rows, sum);
		at = g->rows.n;
		fc_table_set(g->index, key, (void *)at);
	}
	return &g->rows.at[at - 1];
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

static void
add_to_module(struct grouping *g, const struct fc_row *row, unsigned depth)
{
	size_t n = cut(row->scope, depth);
	const char *key = n ? fc_intern(g->names, row->scope, n) : fc_intern_text(g->names, "(model)");
	struct fc_row *sum = group_of(g, key);

	if (n)
		sum->scope = key;
	if (!row->scope[n] && row->class_name)
		sum->class_name = row->class_name;
	fc_row_sum_add(g->dims, sum, row);
}

static void
add_to_op(struct grouping *g, const struct fc_row *row)
{
	struct fc_row *sum;

	fc_str_clear(&g->key);
	fc_row_op(row, &g->key);
	sum = group_of(g, fc_intern(g->names, g->key.data, g->key.size));
	sum->op = sum->name;
	sum->domain = row->domain;
	fc_row_sum_add(g->dims, sum, row);
}

static struct fc_view
group(struct fc_arena *a, const struct fc_result *r, const struct fc_view_options *o)
{
	struct grouping g = { .arena = a, .dims = r->dims, .key = FC_STR(a) };

	g.names = fc_intern_new(a);
	g.index = fc_table_new(a);
	for (uint32_t i = 0; i < r->n_row; i++) {
		if (o->by == FC_BY_OP)
			add_to_op(&g, &r->row[i]);
		else
			add_to_module(&g, &r->row[i], o->depth);
	}
	return (struct fc_view){ .row = g.rows.at, .n = g.rows.n };
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

static struct key
key_of(const struct fc_result *r, const struct fc_column *c, const struct fc_row *row)
{
	struct key k = { 0 };

	if (!c) {
		k.first = fc_result_weigh(r, row->f.macs);
		k.second = fc_result_weigh(r, row->f.flops);
		k.text = row->name;
		return k;
	}
	switch (c->kind) {
	case FC_COLUMN_TEXT:
		k.text = fc_column_text(c, row);
		k.first = k.text ? 0 : -1;
		break;
	case FC_COLUMN_NUMBER:
		k.first = c->offset == offsetof(struct fc_row, index) ? -(int64_t)row->index : row->nodes;
		break;
	case FC_COLUMN_BYTE:
		k.first = row->depth;
		break;
	case FC_COLUMN_STATUS:
		k.first = row->status;
		break;
	case FC_COLUMN_INPUTS:
		k.first = fc_result_weigh(r, row->in_count);
		break;
	case FC_COLUMN_OUTPUTS:
		k.first = fc_result_weigh(r, row->out_count);
		break;
	case FC_COLUMN_ATTRIBUTES:
		k.first = row->n_attr;
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

struct fc_view
fc_result_view(struct fc_arena *a, const struct fc_result *r, const struct fc_view_options *o)
{
	struct fc_view v = { .row = r->row, .n = r->n_row };
	struct fc_row rest = fc_row_sum("");

	if (o->by != FC_BY_NODE)
		v = group(a, r, o);
	if (o->sort || o->by == FC_BY_OP)
		v.order = sort(a, r, &v, o->sort);
	if (o->nodes_only)
		keep_nodes(a, &v);
	if (!o->top || o->top >= v.n)
		return v;
	for (uint32_t i = o->top; i < v.n; i++)
		fc_row_sum_add(r->dims, &rest, fc_view_at(&v, i));
	v.hidden = v.n - o->top;
	v.hidden_sum = rest.f;
	v.n = o->top;
	return v;
}
