/* table.c -- the report for people: head, aligned rows, totals */
#include "report/table.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/str.h"
#include "report/sheet.h"
#include "report/text.h"
#include "result/row_sum.h"

enum { GAP = FC_SHEET_GAP };

/* The cells behind a layer's name, as they were last written for rows of that kind. */
struct tail {
	struct fc_sheet_kind kind;
	unsigned blanks; /* held back behind the text */
	struct fc_str text;
};

struct table {
	struct fc_report *r;
	const struct fc_sheet *s;
	struct fc_str line, cell, fitted;
	unsigned blanks; /* held back, so that no line ends in them */
	unsigned head;   /* fc_sheet_own() */
	struct tail *tail; /* FC_SHEET_KINDS of them */
};

#define BOLD   "\033[1m"
#define DIM    "\033[2m"
#define RED    "\033[31m"
#define YELLOW "\033[33m"
#define CYAN   "\033[36m"

void
fc_table_paint(struct fc_report *r, const char *code)
{
	if (r->options.color)
		fc_out_puts(r->out, code ? code : "\033[0m");
}

static void
put(struct table *t, const char *text)
{
	if (!*text)
		return;
	fc_str_fill(&t->line, ' ', t->blanks);
	t->blanks = 0;
	fc_str_puts(&t->line, text);
}

static void
flush(struct table *t)
{
	fc_out_add(t->r->out, t->line.data, t->line.size);
	fc_str_clear(&t->line);
}

static void
paint(struct table *t, const char *code)
{
	flush(t);
	fc_table_paint(t->r, code);
}

static void
end_line(struct table *t)
{
	fc_str_putc(&t->line, '\n');
	flush(t);
	t->blanks = 0;
}

/* A cell with the gap before it. */
static void
put_cell(struct table *t, unsigned i, const char *text)
{
	const struct fc_sheet_column *c = &t->s->at[i];
	unsigned room;

	fc_str_clear(&t->fitted);
	room = c->width - fc_text_fit(&t->fitted, text, c->width, c->c->kind == FC_COLUMN_TEXT);
	t->blanks += (i ? GAP : 0) + (c->right ? room : 0);
	put(t, t->fitted.data);
	t->blanks += c->right ? 0 : room;
}

/* --- lines -------------------------------------------------------------------------- */

static void
put_titles(struct table *t)
{
	paint(t, BOLD);
	for (unsigned i = 0; i < t->s->n; i++)
		put_cell(t, i, t->s->at[i].c->title);
	paint(t, NULL);
	end_line(t);
}

static void
put_rule(struct table *t)
{
	unsigned width = t->s->bar ? GAP + t->s->bar : 0;

	for (unsigned i = 0; i < t->s->n; i++)
		width += t->s->at[i].width + (i ? GAP : 0);
	paint(t, DIM);
	while (width--)
		put(t, "\xe2\x94\x80");
	paint(t, NULL);
	end_line(t);
}

/* In eighths of a column, as long as row's FLOPs are beside the largest. */
static void
put_bar(struct table *t, const struct fc_row *row)
{
	bool counts = row->status != FC_ROW_ALTERNATIVE;
	int64_t weight = counts ? fc_result_weigh(t->s->cells.r, row->like->f.flops) : 0;
	double part = (double)weight / (double)t->s->largest;
	unsigned eighths;

	if (!t->s->bar || weight <= 0)
		return;
	eighths = (unsigned)((part < 1 ? part : 1) * 8 * t->s->bar + 0.5);
	if (!eighths)
		return;
	t->blanks += GAP;
	paint(t, CYAN);
	for (; eighths >= 8; eighths -= 8)
		put(t, "\xe2\x96\x88");
	if (eighths)
		put(t, (const char[]){ '\xe2', '\x96', (char)(0x90 - eighths), '\0' });
	paint(t, NULL);
}

static const char *
color_of(const struct fc_row *row)
{
	static const char *const code[] = { NULL, YELLOW, RED, DIM };

	return code[row->status];
}

static void
put_cells(struct table *t, const struct fc_row *row, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++) {
		fc_str_clear(&t->cell);
		fc_sheet_cell(&t->cell, t->s, row, t->s->at[i].c);
		put_cell(t, i, t->cell.data);
	}
}

static void
make_tail(struct table *t, const struct fc_row *row, struct tail *tail)
{
	const struct fc_str line = t->line;
	unsigned blanks = t->blanks;

	fc_str_clear(&tail->text);
	t->line = tail->text;
	t->blanks = 0;
	put_cells(t, row, t->head, t->s->n);
	tail->text = t->line;
	tail->blanks = t->blanks;
	t->line = line;
	t->blanks = blanks;
}

/* A million rows are of a few hundred kinds: their cells are made once. */
static void
put_tail(struct table *t, const struct fc_row *row)
{
	struct fc_sheet_kind kind;
	struct tail *tail;

	if (!fc_sheet_kind_of(t->s, row, &kind)) {
		put_cells(t, row, t->head, t->s->n);
		return;
	}
	tail = &t->tail[fc_sheet_kind_place(&kind)];
	if (!fc_sheet_kind_same(&tail->kind, &kind)) {
		tail->kind = kind;
		make_tail(t, row, tail);
	}
	put(t, tail->text.data);
	t->blanks += tail->blanks;
}

static void
put_row(struct table *t, const struct fc_row *row)
{
	const char *color = color_of(row);

	if (color)
		paint(t, color);
	put_cells(t, row, 0, t->head);
	if (t->head < t->s->n)
		put_tail(t, row);
	if (color)
		paint(t, NULL);
	put_bar(t, row);
	end_line(t);
}

/* A sum below the rows: its name, and what adds up. */
static void
put_sum(struct table *t, const struct fc_row *row, const char *color)
{
	paint(t, color);
	for (unsigned i = 0; i < t->s->n; i++) {
		const struct fc_column *c = t->s->at[i].c;
		bool named = c->offset == FC_COLUMN_AT(name);

		fc_str_clear(&t->cell);
		if (named || (fc_column_is_number(c) && c->offset != FC_COLUMN_AT(index)))
			fc_sheet_cell(&t->cell, t->s, row, c);
		put_cell(t, i, t->cell.data);
	}
	paint(t, NULL);
	end_line(t);
}

/* --- the whole ------------------------------------------------------------------------ */

static struct fc_row
sum_row(struct fc_arena *a, uint32_t n, const char *what, const struct fc_totals *of)
{
	struct fc_str name = FC_STR(a);

	fc_str_printf(&name, "%" PRIu32 " %s", n, what);
	return fc_row_known(a, name.data, n, of);
}

static void
put_rows(struct fc_report *r, const struct fc_result *result)
{
	struct fc_view_options options = r->options.view;
	struct fc_view view;
	struct fc_row total = sum_row(r->arena, result->total.nodes, "nodes", &result->total);
	struct fc_row more;
	struct fc_sheet s;

	options.nodes_only = true;
	view = fc_result_view(r->arena, result, &options);
	more = sum_row(r->arena, view.hidden, "more", &view.hidden_sum);
	s = fc_sheet_make(r, result, &view, &total);
	struct table t = { r, &s, FC_STR(r->arena), FC_STR(r->arena), FC_STR(r->arena), 0, fc_sheet_own(&s),
		           FC_NEW_N(r->arena, struct tail, FC_SHEET_KINDS) };

	for (unsigned i = 0; i < FC_SHEET_KINDS; i++)
		t.tail[i].text = (struct fc_str)FC_STR(r->arena);

	put_titles(&t);
	put_rule(&t);
	for (uint32_t i = 0; i < view.n && !r->out->failed; i++)
		put_row(&t, fc_view_at(&view, i));
	if (view.hidden)
		put_sum(&t, &more, DIM);
	put_rule(&t);
	put_sum(&t, &total, BOLD);
	fc_out_putc(r->out, '\n');
}

static void
table_add(struct fc_report *r, const struct fc_result *result)
{
	if (r->n)
		fc_out_putc(r->out, '\n');
	fc_table_head(r, result);
	if (result->status == FC_RESULT_FAILED)
		return;
	if (result->n_row)
		put_rows(r, result);
	fc_table_totals(r, result);
}

const struct fc_report_format fc_report_table = { "table", NULL, table_add, NULL };
