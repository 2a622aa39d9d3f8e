/* tree.c -- rows of a view in the modules around them */
#include "report/tree.h"

#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/str.h"
#include "base/table.h"
#include "report/text.h"

enum { DEEPEST = 40 };

struct planting {
	struct fc_arena *arena;
	struct fc_intern *names;
	struct fc_table *module; /* by path */
	const struct fc_tree_source *s;
	struct fc_tree *root;
};

static struct fc_tree *
hang(struct planting *p, struct fc_tree *up)
{
	struct fc_tree *t = FC_NEW(p->arena, struct fc_tree);

	t->path = "";
	t->up = up;
	if (up->last)
		up->last->next = t;
	else
		up->kid = t;
	up->last = t;
	return t;
}

/* The module of the first n characters of path; made where it is missing. */
static struct fc_tree *
module_of(struct planting *p, const char *path, size_t n)
{
	struct fc_tree *t = p->root;
	size_t at = 0;

	for (int depth = 0; at < n && depth < DEEPEST; depth++) {
		size_t end = at;
		const char *key;
		struct fc_tree *kid;

		while (end < n && path[end] != '/')
			end++;
		key = fc_intern(p->names, path, end);
		kid = fc_table_find(p->module, key);
		if (!kid) {
			kid = hang(p, t);
			kid->path = key;
			fc_table_set(p->module, key, kid);
		}
		t = kid;
		at = end + 1;
	}
	return t;
}

/* How much of a row's path is that of the module around it. */
static size_t
around(const struct planting *p, const struct fc_row *row)
{
	const char *slash = strrchr(row->scope, '/');

	if (p->s->by == FC_BY_NODE)
		return strlen(row->scope);
	return p->s->by == FC_BY_MODULE && slash ? (size_t)(slash - row->scope) : 0;
}

/* A module with rows of its own and modules in it: its sum hangs among those. */
static struct fc_tree *
place_of(struct planting *p, const struct fc_row *row)
{
	struct fc_tree *self = NULL;

	if (p->s->by == FC_BY_MODULE && row->scope[0])
		self = fc_table_find(p->module, fc_intern_text(p->names, row->scope));
	return self ? self : module_of(p, row->scope, around(p, row));
}

struct fc_tree *
fc_tree_of(struct fc_arena *a, const struct fc_tree_source *s)
{
	struct planting p = { .arena = a, .s = s, .names = fc_intern_new(a), .module = fc_table_new(a) };

	p.root = FC_NEW(a, struct fc_tree);
	p.root->path = "";
	for (uint32_t i = 0; i < s->view->n; i++) {
		const struct fc_row *row = fc_view_at(s->view, i);

		module_of(&p, row->scope, around(&p, row));
	}
	for (uint32_t i = 0; i < s->view->n; i++) {
		const struct fc_row *row = fc_view_at(s->view, i);
		struct fc_tree *t = hang(&p, place_of(&p, row));

		t->row = row;
		t->at = (uint32_t)(row - s->view->row);
		t->weight = (double)fc_row_weight(s->r, row, s->figure);
		for (struct fc_tree *up = t->up; up; up = up->up)
			up->weight += t->weight;
	}
	return p.root;
}

void
fc_tree_share(double part, double whole, char out[FC_HUMAN_SIZE])
{
	const int64_t fine = INT64_C(1) << 40;

	if (whole > 0 && part > 0 && part / whole < 0.0005)
		memcpy(out, "<0.1%", sizeof("<0.1%"));
	else
		fc_human_share(whole > 0 ? (int64_t)(part / whole * (double)fine) : 0, fine, out);
}

const struct fc_column *
fc_tree_figure(const struct fc_result *r, const struct fc_view_options *o)
{
	const size_t first = FC_COLUMN_AT_LIKE(f), end = first + sizeof(struct fc_figures);

	if (o->sort && (o->sort->kind == FC_COLUMN_COUNT || o->sort->kind == FC_COLUMN_BYTES) &&
	    o->sort->offset >= first && o->sort->offset < end)
		return o->sort;
	return fc_column_find(fc_result_weigh(r, r->total.f.flops) > 0 ? "flops" : "access_bytes");
}

void
fc_tree_name(struct fc_str *out, const struct fc_row *row, enum fc_by by)
{
	if (row->name[0] || by != FC_BY_NODE) {
		fc_text_clean(out, row->name);
	} else {
		fc_text_clean(out, row->like->op);
		fc_str_printf(out, " #%u", (unsigned)row->index);
	}
}

const struct fc_tree *
fc_tree_below(const struct fc_tree *t)
{
	while (t->kid && t->kid == t->last)
		t = t->kid;
	return t;
}

void
fc_tree_label(struct fc_str *out, const struct fc_tree *t, const struct fc_tree *around, enum fc_by by)
{
	const char *path = t->row ? t->row->scope : t->path, *slash;
	size_t n = strlen(around->path);
	const char *rest = strncmp(path, around->path, n) == 0 ? path + n + (n > 0 && path[n] == '/') : path;

	if (rest[0]) {
		fc_text_clean(out, rest);
	} else if (!t->row) { /* a module without a name */
		fc_text_clean(out, path[0] ? path : "/");
	} else if (by == FC_BY_MODULE && n) {
		fc_str_puts(out, "own nodes");
	} else if (by == FC_BY_NODE && n && (slash = strrchr(t->row->name, '/')) && slash[1]) {
		fc_text_clean(out, slash + 1);
	} else {
		fc_tree_name(out, t->row, by);
	}
}
