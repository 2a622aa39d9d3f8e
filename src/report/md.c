/* md.c -- a model as Markdown: totals, the rows that cost most, the rest folded */
#include <string.h>

#include "base/arena.h"
#include "report/grid.h"
#include "report/report.h"
#include "report/sheet.h"
#include "report/text.h"
#include "result/row_sum.h"

enum {
	MOST = 65535, /* GitHub takes 65,536 characters */
	TAIL = 256,   /* kept for what stands at the end */
	ROOM = 1024,  /* less is not worth the titles of a table */
	OPEN = 10     /* rows that are not folded */
};

static struct fc_row
sum_of(struct fc_arena *a, const struct fc_result *result)
{
	return fc_row_known(a, "", result->total.nodes, &result->total);
}

static void
put_total(struct fc_grid *g, const char *key, const struct fc_cells *cells, const struct fc_row *sum)
{
	const struct fc_column *c = fc_column_find(key);
	struct fc_str text = FC_STR(g->arena);

	fc_grid_add(g, c->title);
	fc_cell_human(&text, cells, sum, c);
	fc_grid_add(g, text.data);
	fc_str_clear(&text);
	fc_cell_clean_dim(&text, fc_column_dim(c, sum));
	fc_grid_add(g, fc_dim_is_nan(fc_column_dim(c, sum)) ? "" : text.data);
}

static void
put_totals(struct fc_str *out, struct fc_report *r, const struct fc_result *result)
{
	static const char *const key[] = { "params", "macs", "flops", "access_bytes" };
	struct fc_cells cells = fc_cells_of(r->arena, result);
	struct fc_str peak = FC_STR(r->arena);
	struct fc_row sum = sum_of(r->arena, result);
	struct fc_grid g;

	fc_grid_init(&g, r->arena, "total >about >exact");
	for (unsigned i = 0; i < sizeof(key) / sizeof(key[0]); i++)
		put_total(&g, key[i], &cells, &sum);
	fc_cell_clean_dim(&peak, result->total.peak);
	fc_grid_add(&g, "peak of activations");
	fc_grid_add(&g, "");
	fc_grid_add(&g, fc_dim_is_nan(result->total.peak) ? "?" : peak.data);
	fc_grid_print(&g, out, FC_MARKUP_MD);
	fc_str_printf(out, "\n%s, %s.\n", fc_result_status_name(result->status),
	              result->n_uncounted ? "a lower bound: something is not counted" : "all is counted");
}

static void
put_titles(struct fc_str *out, const struct fc_sheet *s)
{
	fc_str_putc(out, '\n');
	for (unsigned i = 0; i < s->n; i++)
		fc_str_printf(out, "| %s ", s->at[i].c->title);
	fc_str_puts(out, "|\n");
	for (unsigned i = 0; i < s->n; i++)
		fc_str_puts(out, s->at[i].right ? "| ---: " : "| --- ");
	fc_str_puts(out, "|\n");
}

static void
put_row(struct fc_str *out, const struct fc_sheet *s, const struct fc_row *row, struct fc_str *cell)
{
	for (unsigned i = 0; i < s->n; i++) {
		fc_str_clear(cell);
		fc_sheet_cell(cell, s, row, s->at[i].c);
		fc_str_puts(out, "| ");
		fc_grid_text(out, cell->data, FC_MARKUP_MD);
		fc_str_putc(out, ' ');
	}
	fc_str_puts(out, "|\n");
}

/* What hangs on fc_report.state: the room of all models together. */
struct pages {
	size_t used;
	unsigned left_out; /* models */
};

/* All in order, folded, as far as there is room. */
static void
put_folded(struct fc_str *out, const struct fc_sheet *s, const struct fc_view *all, size_t limit)
{
	struct fc_str cell = FC_STR(out->arena), row = FC_STR(out->arena);
	uint32_t left = 0;

	fc_str_printf(out, "\n<details><summary>all %u rows</summary>\n", (unsigned)all->n);
	put_titles(out, s);
	for (uint32_t i = 0; i < all->n; i++) {
		fc_str_clear(&row);
		if (!left)
			put_row(&row, s, fc_view_at(all, i), &cell);
		if (left || out->size + row.size + TAIL > limit)
			left++;
		else
			fc_str_add(out, row.data, row.size);
	}
	if (left)
		fc_str_printf(out, "\n%u more rows, for which there is no room here\n", (unsigned)left);
	fc_str_puts(out, "\n</details>\n");
}

/* The largest stand open, in up to half of the room. */
static void
put_rows(struct fc_str *out, struct fc_report *r, const struct fc_result *result, size_t limit)
{
	struct fc_view_options o = r->options.view;
	struct fc_row sum = sum_of(r->arena, result);
	struct fc_str cell = FC_STR(r->arena), row = FC_STR(r->arena);
	struct fc_view first, all;
	struct fc_sheet s;
	uint32_t shown = 0;

	o.nodes_only = true;
	o.top = 0;
	all = fc_result_view(r->arena, result, &o);
	o.top = r->options.view.top ? r->options.view.top : OPEN;
	o.sort = o.sort ? o.sort : fc_column_find("flops");
	first = fc_result_view(r->arena, result, &o);
	s = fc_sheet_make(r, result, &all, &sum);
	put_titles(out, &s);
	for (; shown < first.n; shown++) {
		fc_str_clear(&row);
		put_row(&row, &s, fc_view_at(&first, shown), &cell);
		if (out->size + row.size > limit / 2)
			break;
		fc_str_add(out, row.data, row.size);
	}
	if (all.n > shown && out->size + ROOM < limit)
		put_folded(out, &s, &all, limit);
	else if (all.n > shown)
		fc_str_printf(out, "\n%u more rows, for which there is no room here\n",
		              (unsigned)(all.n - shown));
}

static void
md_begin(struct fc_report *r)
{
	r->state = FC_NEW(r->keep, struct pages);
}

/* What is left is shared by the models that are still to come. */
static void
md_add(struct fc_report *r, const struct fc_result *result)
{
	struct fc_str out = FC_STR(r->arena), name = FC_STR(r->arena);
	struct pages *p = r->state;
	size_t room = MOST - TAIL - p->used, models = r->options.models > r->n ? r->options.models - r->n : 1;

	fc_text_clean(&name, result->path);
	fc_str_puts(&out, r->n ? "\n### " : "### ");
	if (name.size > 1024) {
		name.size = 1024;
		name.data[1024] = '\0';
	}
	fc_grid_text(&out, name.data, FC_MARKUP_MD);
	fc_str_puts(&out, "\n\n");
	if (result->status == FC_RESULT_FAILED) {
		fc_str_puts(&out, "could not be read\n");
	} else {
		put_totals(&out, r, result);
		if (result->n_row && out.size + ROOM < room / models)
			put_rows(&out, r, result, room / models);
	}
	if (out.size > room) {
		p->left_out++;
		return;
	}
	p->used += out.size;
	fc_out_add(r->out, out.data, out.size);
}

static void
md_end(struct fc_report *r)
{
	const struct pages *p = r->state;

	if (p->left_out)
		fc_out_printf(r->out, "\n%u more models, for which there is no room here\n", p->left_out);
}

const struct fc_report_format fc_report_md = { "md", md_begin, md_add, md_end };
