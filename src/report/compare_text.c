/* compare_text.c -- comparisons for people: the table, and Markdown */
#include <string.h>

#include "base/arena.h"
#include "report/compare.h"
#include "report/table.h"
#include "report/text.h"

enum { GAP = 2, NAME_MAX = 48, TEXT_MAX = 40 };

#define BOLD "\033[1m"
#define DIM  "\033[2m"
#define RED  "\033[31m"

struct lines {
	struct fc_report *r;
	struct fc_compare *c;
	unsigned *width;
	struct fc_str fitted;
	unsigned blanks; /* held back, so that no line ends in them */
};

static void
measure(struct lines *l)
{
	for (unsigned k = 0; k < l->c->n_column; k++) {
		unsigned most = l->c->column[k].right ? 64 : k ? TEXT_MAX : NAME_MAX;

		l->width[k] = fc_text_width(l->c->column[k].title);
		for (uint32_t i = 0; i < l->c->shown; i++) {
			const struct fc_compare_row *row = fc_compare_at(l->c, i);
			unsigned w = fc_text_width(fc_compare_cell(l->c, row, &l->c->column[k]).human);

			w = w < most ? w : most;
			l->width[k] = w > l->width[k] ? w : l->width[k];
		}
	}
}

static unsigned
sum(const struct lines *l)
{
	unsigned width = l->c->n_column ? GAP * (l->c->n_column - 1) : 0;

	for (unsigned k = 0; k < l->c->n_column; k++)
		width += l->width[k];
	return width;
}

/* Leave out the column that matters least, the last of those. */
static void
drop_one(struct lines *l)
{
	struct fc_compare *c = l->c;
	unsigned worst = 0;

	for (unsigned k = 1; k < c->n_column; k++) {
		if (c->column[k].keep <= c->column[worst].keep)
			worst = k;
	}
	memmove(&c->column[worst], &c->column[worst + 1], (c->n_column - worst - 1) * sizeof(*c->column));
	memmove(&l->width[worst], &l->width[worst + 1], (c->n_column - worst - 1) * sizeof(*l->width));
	c->n_column--;
}

static void
put_cell(struct lines *l, unsigned k, const char *text)
{
	unsigned room;

	fc_str_clear(&l->fitted);
	room = l->width[k] - fc_text_fit(&l->fitted, text, l->width[k], k == 0);
	l->blanks += (k ? GAP : 0) + (l->c->column[k].right ? room : 0);
	if (*l->fitted.data) {
		for (; l->blanks; l->blanks--)
			fc_out_putc(l->r->out, ' ');
		fc_out_puts(l->r->out, l->fitted.data);
	}
	l->blanks += l->c->column[k].right ? 0 : room;
}

static void
end_line(struct lines *l)
{
	fc_table_paint(l->r, NULL);
	fc_out_putc(l->r->out, '\n');
	l->blanks = 0;
}

static void
put_titles(struct lines *l)
{
	fc_table_paint(l->r, BOLD);
	for (unsigned k = 0; k < l->c->n_column; k++)
		put_cell(l, k, l->c->column[k].title);
	end_line(l);
	fc_table_paint(l->r, DIM);
	for (unsigned n = sum(l); n--;)
		fc_out_puts(l->r->out, "\xe2\x94\x80");
	end_line(l);
}

static void
table_end(struct fc_report *r)
{
	struct lines l = { .r = r, .c = fc_compare_settle(r, false), .fitted = FC_STR(r->keep) };
	bool may_drop = r->options.width && !r->options.compare->n_column;

	l.width = FC_NEW_N(r->keep, unsigned, (size_t)l.c->n_column + 1);
	measure(&l);
	while (may_drop && l.c->n_column > 1 && sum(&l) > r->options.width)
		drop_one(&l);
	put_titles(&l);
	for (uint32_t i = 0; i < l.c->shown && !r->out->failed; i++) {
		const struct fc_compare_row *row = fc_compare_at(l.c, i);

		if (row->failed)
			fc_table_paint(r, RED);
		for (unsigned k = 0; k < l.c->n_column; k++)
			put_cell(&l, k, fc_compare_cell(l.c, row, &l.c->column[k]).human);
		end_line(&l);
	}
	if (l.c->shown < l.c->rows.n)
		fc_out_printf(r->out, "%u more\n", (unsigned)(l.c->rows.n - l.c->shown));
	fc_out_printf(r->out, "\nFLOPs as %s counts them\n", l.c->convention ? l.c->convention : "nobody");
}

/* --- Markdown ------------------------------------------------------------------------------ */

/* What a table of GitHub's Markdown, and HTML in it, would not take as it is. */
static void
put_md(struct fc_report *r, const char *text)
{
	for (; *text; text++) {
		if (strchr("|\\`*_<>[]&~", *text))
			fc_out_putc(r->out, '\\');
		fc_out_putc(r->out, *text == '\n' ? ' ' : *text);
	}
}

static void
md_end(struct fc_report *r)
{
	struct fc_compare *c = fc_compare_settle(r, false);

	for (unsigned k = 0; k < c->n_column; k++) {
		fc_out_puts(r->out, k ? " | " : "| ");
		put_md(r, c->column[k].title);
	}
	fc_out_puts(r->out, " |\n|");
	for (unsigned k = 0; k < c->n_column; k++)
		fc_out_puts(r->out, c->column[k].right ? " ---: |" : " --- |");
	fc_out_putc(r->out, '\n');
	for (uint32_t i = 0; i < c->shown && !r->out->failed; i++) {
		for (unsigned k = 0; k < c->n_column; k++) {
			fc_out_puts(r->out, k ? " | " : "| ");
			put_md(r, fc_compare_cell(c, fc_compare_at(c, i), &c->column[k]).human);
		}
		fc_out_puts(r->out, " |\n");
	}
}

const struct fc_report_format fc_compare_md = { "md", fc_compare_begin, fc_compare_add, md_end };
const struct fc_report_format fc_compare_table = { "table", fc_compare_begin, fc_compare_add, table_end };
