/* pair.c -- which layer of one model stands for which of the other */
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/str.h"
#include "base/table.h"
#include "gate/diff.h"

static const uint32_t NONE = UINT32_MAX;

enum { FEW = 64 }; /* attributes of nearly every row, and no more */

/* Rows under one key, in order; rows that were paired meanwhile are stepped over. */
struct queue {
	uint32_t *at;
	uint32_t n, next;
};

struct pass {
	struct fc_pairing *p;
	struct fc_intern *keys;
	struct fc_table *queues;
	struct fc_str key;
};

typedef bool (*key_fn)(struct pass *s, const struct fc_result *r, const struct fc_row *row); /* false: none */

static void
put_shapes(struct pass *s, const struct fc_result *r, const struct fc_row *row)
{
	for (unsigned i = 0; i < row->n_out; i++) {
		fc_str_putc(&s->key, '\n');
		fc_shape_print(r->tensor[fc_row_out(row)[i]].type->shape, &s->key);
	}
}

static void
put_structure(struct pass *s, const struct fc_result *r, const struct fc_row *row)
{
	fc_row_op(row, &s->key);
	for (unsigned i = 0; i < row->like->n_attr; i++)
		fc_str_printf(&s->key, "\n%s=%s", row->like->attr[i].name, row->like->attr[i].json);
	put_shapes(s, r, row);
}

static bool
key_name_op(struct pass *s, const struct fc_result *r, const struct fc_row *row)
{
	(void)r;
	fc_row_op(row, &s->key);
	fc_str_printf(&s->key, "\n%s", row->name);
	return row->name[0];
}

static bool
key_name_structure(struct pass *s, const struct fc_result *r, const struct fc_row *row)
{
	fc_str_printf(&s->key, "%s\n", row->name);
	put_structure(s, r, row);
	return row->name[0];
}

static bool
key_structure(struct pass *s, const struct fc_result *r, const struct fc_row *row)
{
	put_structure(s, r, row);
	return true;
}

static bool
key_shapes(struct pass *s, const struct fc_result *r, const struct fc_row *row)
{
	fc_row_op(row, &s->key);
	put_shapes(s, r, row);
	return true;
}

static bool
key_scope_op(struct pass *s, const struct fc_result *r, const struct fc_row *row)
{
	(void)r;
	fc_row_op(row, &s->key);
	fc_str_printf(&s->key, "\n%s", row->scope);
	return row->scope[0];
}

static bool
key_op(struct pass *s, const struct fc_result *r, const struct fc_row *row)
{
	(void)r;
	fc_row_op(row, &s->key);
	return true;
}

static bool
key_name(struct pass *s, const struct fc_result *r, const struct fc_row *row)
{
	(void)r;
	fc_str_puts(&s->key, row->name);
	return row->name[0];
}

static struct queue *
queue_of(struct pass *s, const struct fc_result *r, const struct fc_row *row, key_fn key)
{
	const char *text;
	struct queue *q;

	fc_str_clear(&s->key);
	if (!key(s, r, row))
		return NULL;
	text = fc_intern(s->keys, s->key.data, s->key.size);
	q = fc_table_find(s->queues, text);
	if (!q) {
		q = FC_NEW(s->p->arena, struct queue);
		fc_table_set(s->queues, text, q);
	}
	return q;
}

static void
begin(struct pass *s, struct fc_pairing *p)
{
	*s = (struct pass){ .p = p, .key = FC_STR(p->arena) };
	s->keys = fc_intern_new(p->arena);
	s->queues = fc_table_new(p->arena);
}

/* Old rows stand in queues by key, each new row takes the first of its queue. */
static void
run(struct fc_pairing *p, key_fn key)
{
	struct queue **of = FC_NEW_N(p->arena, struct queue *, (size_t)p->n_old + 1);
	struct pass s;

	begin(&s, p);
	for (uint32_t i = 0; i < p->n_old; i++) {
		of[i] = p->to_new[i] == NONE ? queue_of(&s, p->base, p->old_row[i], key) : NULL;
		if (of[i])
			of[i]->n++;
	}
	for (uint32_t i = 0; i < p->n_old; i++) {
		if (!of[i])
			continue;
		if (!of[i]->at)
			of[i]->at = FC_NEW_N(p->arena, uint32_t, of[i]->n);
		of[i]->at[of[i]->next++] = i;
	}
	for (uint32_t i = 0; i < p->n_old; i++) {
		if (of[i])
			of[i]->next = 0;
	}
	for (uint32_t i = 0; i < p->n_new; i++) {
		struct queue *q = p->to_old[i] == NONE ? queue_of(&s, p->head, p->new_row[i], key) : NULL;

		if (!q || q->next == q->n)
			continue;
		p->to_old[i] = q->at[q->next++];
		p->to_new[p->to_old[i]] = i;
	}
}

/* Names and values are interned in one place. */
static bool
same_among_many(const struct fc_pairing *p, const struct fc_row *x, const struct fc_row *y)
{
	struct fc_table *json = fc_table_new(p->arena);

	for (unsigned i = 0; i < x->like->n_attr; i++)
		fc_table_set(json, x->like->attr[i].name, (void *)x->like->attr[i].json);
	for (unsigned k = 0; k < y->like->n_attr; k++) {
		const char *other = fc_table_find(json, y->like->attr[k].name);

		if (other && other != y->like->attr[k].json)
			return false;
	}
	return true;
}

/* Exporters differ in which defaults they write: an attribute that one row alone has is none. */
static bool
same_attributes(const struct fc_pairing *p, const struct fc_row *x, const struct fc_row *y)
{
	if (x->like->n_attr > FEW && y->like->n_attr > FEW)
		return same_among_many(p, x, y);
	for (unsigned i = 0; i < x->like->n_attr; i++) {
		for (unsigned k = 0; k < y->like->n_attr; k++) {
			if (!strcmp(x->like->attr[i].name, y->like->attr[k].name) &&
			    strcmp(x->like->attr[i].json, y->like->attr[k].json) != 0)
				return false;
		}
	}
	return true;
}

bool
fc_pair_same_structure(const struct fc_pairing *p, const struct fc_row *x, const struct fc_row *y)
{
	if (strcmp(x->like->op, y->like->op) != 0 || strcmp(x->like->domain, y->like->domain) != 0 ||
	    x->n_out != y->n_out || !same_attributes(p, x, y))
		return false;
	for (unsigned i = 0; i < x->n_out; i++) {
		struct fc_shape a = p->base->tensor[fc_row_out(x)[i]].type->shape;
		struct fc_shape b = p->head->tensor[fc_row_out(y)[i]].type->shape;

		if (a.rank != b.rank || (a.rank >= 0 && !fc_shape_eq(a, b)))
			return false;
	}
	return true;
}

/*
 * Names that number the nodes ("Conv_12") move when one is put in front. They
 * show in that most pairs of one name differ in structure.
 */
static bool
can_trust_names(const struct fc_pairing *p)
{
	uint32_t pairs = 0, equal = 0;

	for (uint32_t i = 0; i < p->n_new; i++) {
		if (p->to_old[i] == NONE)
			continue;
		pairs++;
		equal += fc_pair_same_structure(p, p->old_row[p->to_old[i]], p->new_row[i]);
	}
	return equal * 2 >= pairs;
}

static void
forget(struct fc_pairing *p)
{
	for (uint32_t i = 0; i < p->n_old; i++)
		p->to_new[i] = NONE;
	for (uint32_t i = 0; i < p->n_new; i++)
		p->to_old[i] = NONE;
}

void
fc_pair_rows(struct fc_pairing *p)
{
	p->to_new = FC_NEW_N(p->arena, uint32_t, (size_t)p->n_old + 1);
	p->to_old = FC_NEW_N(p->arena, uint32_t, (size_t)p->n_new + 1);
	forget(p);
	if (p->by_name) {
		run(p, key_name);
		return;
	}
	run(p, key_name_op);
	if (!can_trust_names(p)) {
		forget(p);
		run(p, key_name_structure);
		run(p, key_structure);
		run(p, key_name_op);
	}
	run(p, key_structure);
	run(p, key_shapes);
	run(p, key_scope_op);
	run(p, key_op);
	run(p, key_name);
}
