/* sheet.c -- choose columns, measure cells, fit the width */
#include "report/sheet.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "report/text.h"

enum {
	GAP = FC_SHEET_GAP,
	WIDTH = 100,       /* where nobody says how wide the terminal is */
	WIDTH_MIN = 40,
	SAMPLE = 2000,     /* rows that are measured */
	BAR = 10, BAR_MIN = 5,
	INDENT_MAX = 4,    /* bodies in bodies, told by two blanks each */
	KEEP_EXTRA = 4, KEEP_ALL = 255
};

/* What a column may take. at: first share of the room, before anyone gets more. */
static const struct room {
	const char *key;
	unsigned least, at, most;
	unsigned char keep;
} rooms[] = {
	{ "index", 1, 8, 8, 4 },
	{ "name", 20, 26, 60, 20 },
	{ "op", 8, 16, 32, 8 },
	{ "class", 8, 16, 32, 9 },
	{ "output_shapes", 8, 14, 30, 7 },
	{ "input_shapes", 8, 14, 40, 6 },
	{ "attributes", 10, 20, 80, 6 },
	{ "params", 9, 16, 24, 12 },
	{ "macs", 9, 16, 24, 14 },
	{ "flops", 9, 16, 24, 13 },
	{ "flops_share", 6, 8, 8, 3 },
	{ "access_bytes", 9, 16, 24, 2 },
	{ "bound", 7, 7, 7, 10 },
	{ "intensity", 7, 7, 7, 5 },
	{ "predicted_ms", 8, 8, 8, 14 },
	{ "nodes", 5, 10, 10, 11 },
	{ "status", 11, 11, 11, 15 },
	{ "repeat", 4, 10, 16, 10 },
	{ NULL, 4, 12, 32, 9 },
};

static const struct room *
room_of(const struct fc_column *c)
{
	const struct room *r = rooms;

	while (r->key && strcmp(r->key, c->key) != 0)
		r++;
	return r;
}

/* --- choosing --------------------------------------------------------------------- */

enum { COLUMNS_MAX = 14 };
static const char *const by_node[COLUMNS_MAX + 1] = {
	"index", "name", "op", "output_shapes", "params", "macs", "flops", "access_bytes", "flops_share",
	"bound", "intensity", "predicted_ms", "repeat", "status", NULL
};
static const char *const by_group[] = {
	"name", "class", "nodes", "params", "macs", "flops", "access_bytes", "flops_share", "bound",
	"intensity", "predicted_ms", "status", NULL
};

static bool
has_class(const struct fc_row *row)
{
	return row->like->class_name != NULL;
}

static bool
is_repeated(const struct fc_row *row)
{
	return !fc_dim_is(row->like->repeat, 1);
}

static bool
is_incomplete(const struct fc_row *row)
{
	return row->status != FC_ROW_COMPLETE;
}

/* Columns that are worth it only where a row has what is not in every model. */
static const struct {
	const char *key;
	bool (*tells)(const struct fc_row *row);
} sparse[] = {
	{ "class", has_class },
	{ "repeat", is_repeated },
	{ "status", is_incomplete },
};

static bool
says_something(const struct fc_column *c, const struct fc_view *view, bool device)
{
	size_t k = 0, n = sizeof(sparse) / sizeof(sparse[0]);

	if (c->kind == FC_COLUMN_BOUND || c->kind == FC_COLUMN_TIME || c->kind == FC_COLUMN_INTENSITY)
		return device;
	while (k < n && strcmp(c->key, sparse[k].key) != 0)
		k++;
	for (uint32_t i = 0; k < n && i < view->n; i++) {
		if (sparse[k].tells(fc_view_at(view, i)))
			return true;
	}
	return k == n;
}

static void
push(struct fc_sheet *s, const struct fc_column *c)
{
	const struct room *room = room_of(c);

	s->at[s->n++] = (struct fc_sheet_column){
		.c = c, .least = room->least, .most = room->most, .keep = room->keep,
		.right = fc_column_is_number(c),
	};
}

static void
choose(struct fc_sheet *s, const struct fc_report *r, const struct fc_view *view)
{
	const char *const *key = s->by == FC_BY_NODE ? by_node : by_group;
	unsigned n = r->options.column ? r->options.n_column : COLUMNS_MAX;

	s->at = FC_NEW_N(r->arena, struct fc_sheet_column, n + 1);
	if (r->options.column) {
		for (unsigned i = 0; i < n; i++)
			push(s, r->options.column[i]);
		return;
	}
	for (; *key; key++) {
		const struct fc_column *c = fc_column_find(*key);

		if (says_something(c, view, s->cells.r->device))
			push(s, c);
	}
}

/* --- measuring --------------------------------------------------------------------- */

static bool
begins_with(const char *s, const char *with)
{
	return !strncmp(s, with, strlen(with));
}

/* Where a layer is and what it is called; exporters often put the one into the other. */
static void
put_label(struct fc_str *out, const struct fc_row *row)
{
	const char *scope = row->scope ? row->scope : "";

	for (unsigned i = 0; i < row->depth && i < INDENT_MAX; i++)
		fc_str_puts(out, "  ");
	if (scope[0] && row->name[0] != '/' && !begins_with(row->name, scope)) {
		fc_text_clean(out, scope);
		fc_str_putc(out, '/');
	}
	fc_text_clean(out, row->name[0] ? row->name : row->like->op);
}

static void
put_op(struct fc_str *out, const struct fc_row *row)
{
	if (!fc_row_in_default_domain(row)) {
		fc_text_clean(out, row->like->domain);
		fc_str_puts(out, "::");
	}
	fc_text_clean(out, row->like->op);
}

void
fc_sheet_cell(struct fc_str *out, const struct fc_sheet *s, const struct fc_row *row,
              const struct fc_column *c)
{
	if (s->by == FC_BY_NODE && row->like->op[0] && c->offset == FC_COLUMN_AT(name))
		put_label(out, row);
	else if (s->by == FC_BY_NODE && row->like->op[0] && c->offset == FC_COLUMN_AT_LIKE(op))
		put_op(out, row);
	else
		fc_cell_human(out, &s->cells, row, c);
}

unsigned
fc_sheet_own(const struct fc_sheet *s)
{
	unsigned n = s->n;

	while (n && (s->at[n - 1].c->offset & FC_COLUMN_LIKE || s->at[n - 1].c->kind == FC_COLUMN_OUTPUTS ||
	             s->at[n - 1].c->kind == FC_COLUMN_STATUS))
		n--;
	return s->by == FC_BY_NODE ? n : s->n;
}

bool
fc_sheet_kind_of(const struct fc_sheet *s, const struct fc_row *row, struct fc_sheet_kind *out)
{
	const struct fc_tensor_type *type = row->n_out ? s->cells.r->tensor[fc_row_out(row)[0]].type : NULL;

	if (!type || type->kind > FC_TENSOR_TENSOR)
		return false;
	*out = (struct fc_sheet_kind){ row->like, type->shape, row->n_out, row->status };
	return true;
}

bool
fc_sheet_kind_same(const struct fc_sheet_kind *a, const struct fc_sheet_kind *b)
{
	return a->like == b->like && a->out.dim == b->out.dim && a->out.rank == b->out.rank &&
	       a->n_out == b->n_out && a->status == b->status;
}

unsigned
fc_sheet_kind_place(const struct fc_sheet_kind *k)
{
	return (unsigned)((uintptr_t)k->like * UINT64_C(0x9e3779b97f4a7c15) >> 32) % FC_SHEET_KINDS;
}

/* The first n cells of row. */
static void
measure_row(struct fc_sheet *s, struct fc_str *cell, const struct fc_row *row, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		unsigned width;

		fc_str_clear(cell);
		fc_sheet_cell(cell, s, row, s->at[i].c);
		width = fc_text_width(cell->data);
		if (width > s->at[i].natural)
			s->at[i].natural = width < s->at[i].most ? width : s->at[i].most;
	}
}

static void
measure_bar(struct fc_sheet *s, const struct fc_row *row)
{
	int64_t weight = fc_result_weigh(s->cells.r, row->like->f.flops);

	if (weight > s->largest && row->status != FC_ROW_ALTERNATIVE)
		s->largest = weight;
}

static void
measure(struct fc_sheet *s, struct fc_arena *a, const struct fc_view *view, const struct fc_row *total)
{
	struct fc_sheet_kind *seen = FC_NEW_N(a, struct fc_sheet_kind, FC_SHEET_KINDS), kind;
	struct fc_str cell = FC_STR(a);
	unsigned own = fc_sheet_own(s);

	for (unsigned i = 0; i < s->n; i++)
		s->at[i].natural = fc_text_width(s->at[i].c->title);
	for (uint32_t i = 0; i < view->n && i < SAMPLE; i++) {
		const struct fc_row *row = fc_view_at(view, i);
		bool shares = fc_sheet_kind_of(s, row, &kind);

		if (shares && fc_sheet_kind_same(&seen[fc_sheet_kind_place(&kind)], &kind)) {
			measure_row(s, &cell, row, own);
			continue;
		}
		measure_row(s, &cell, row, s->n);
		measure_bar(s, row);
		if (shares)
			seen[fc_sheet_kind_place(&kind)] = kind;
	}
	measure_row(s, &cell, total, s->n);
	for (unsigned i = 0; i < s->n; i++) {
		if (s->at[i].least > s->at[i].natural)
			s->at[i].least = s->at[i].natural;
		if (s->at[i].least < fc_text_width(s->at[i].c->title))
			s->at[i].least = fc_text_width(s->at[i].c->title);
	}
}

/* --- fitting -------------------------------------------------------------------------- */

static unsigned
sum(const struct fc_sheet *s)
{
	unsigned width = s->n ? GAP * (s->n - 1) : 0;

	for (unsigned i = 0; i < s->n; i++)
		width += s->at[i].width;
	return width;
}

/* What column c takes before anyone gets more. */
static unsigned
first_share(const struct fc_sheet_column *c)
{
	unsigned at = room_of(c->c)->at;

	return at < c->natural ? at : c->natural;
}

static unsigned
sum_of_shares(const struct fc_sheet *s)
{
	unsigned width = sum(s);

	for (unsigned i = 0; i < s->n; i++) {
		unsigned share = first_share(&s->at[i]);

		width += share > s->at[i].width ? share - s->at[i].width : 0;
	}
	return width;
}

/* Leave out the column that matters least; false: all that are left matter more than keep. */
static bool
drop_one(struct fc_sheet *s, unsigned keep)
{
	unsigned worst = 0;

	for (unsigned i = 1; i < s->n; i++) {
		if (s->at[i].keep < s->at[worst].keep)
			worst = i;
	}
	if (s->n < 2 || s->at[worst].keep > keep)
		return false;
	memmove(&s->at[worst], &s->at[worst + 1], (s->n - worst - 1) * sizeof(s->at[0]));
	s->n--;
	return true;
}

/* Give room to columns: numbers first, then texts; each up to its first share, or to what it takes. */
static unsigned
give(struct fc_sheet *s, unsigned left, bool right, bool all)
{
	for (unsigned i = 0; i < s->n; i++) {
		struct fc_sheet_column *c = &s->at[i];
		unsigned want = all ? c->natural : first_share(c);

		if (c->right != right || want <= c->width)
			continue;
		want -= c->width;
		if (want > left)
			want = left;
		c->width += want;
		left -= want;
	}
	return left;
}

static void
fit(struct fc_sheet *s, unsigned width, bool may_drop)
{
	unsigned left, n = s->n;

	for (unsigned i = 0; i < s->n; i++)
		s->at[i].width = s->at[i].least;
	while (may_drop && sum_of_shares(s) > width && drop_one(s, KEEP_EXTRA))
		;
	while (may_drop && sum(s) > width && drop_one(s, KEEP_ALL))
		;
	left = sum(s) < width ? width - sum(s) : 0;
	left = give(s, left, true, false);
	left = give(s, left, false, false);
	left = give(s, left, true, true);
	left = give(s, left, false, true);
	if (may_drop && s->n == n && left >= GAP + BAR_MIN && s->largest > 0)
		s->bar = left - GAP < BAR ? left - GAP : BAR;
}

struct fc_sheet
fc_sheet_make(const struct fc_report *r, const struct fc_result *result, const struct fc_view *view,
              const struct fc_row *total)
{
	struct fc_sheet s = { .cells = fc_cells_of(r->arena, result), .by = r->options.view.by };
	unsigned width = r->options.width ? r->options.width : WIDTH;

	choose(&s, r, view);
	measure(&s, r->arena, view, total);
	fit(&s, width < WIDTH_MIN ? WIDTH_MIN : width, !r->options.column);
	return s;
}
