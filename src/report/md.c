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
	OPEN = 10     /* rows that are not folded */
};

static struct fc_row
sum_of(const struct fc_result *result)
{
	return fc_row_known("", result->total.nodes, &result->total.f, &result->total.roof);
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
	fc_cell_exact(&text, cells, sum, c);
	fc_grid_add(g, text.data);
}

static void
put_totals(struct fc_str *out, struct fc_report *r, const struct fc_result *result)
{
	static const char *const key[] = { "params", "macs", "flops", "access_bytes" };
	struct fc_cells cells = fc_cells_of(r->arena, result);
	struct fc_str peak = FC_STR(r->arena);
	struct fc_row sum = sum_of(result);
	struct fc_grid g;

	fc_grid_init(&g, r->arena, "total >about >exact");
	for (unsigned i = 0; i < sizeof(key) / sizeof(key[0]); i++)
		put_total(&g, key[i], &cells, &sum);
	fc_dim_print(result->total.peak, &peak);
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

/* The largest stand open; all in order are folded, as far as there is room. */
static void
put_rows(struct fc_str *out, struct fc_report *r, const struct fc_result *result)
{
	struct fc_view_options o = r->options.view;
	struct fc_row sum = sum_of(result);
	struct fc_str cell = FC_STR(r->arena), row = FC_STR(r->arena);
	struct fc_view first, all;
	struct fc_sheet s;
	uint32_t left = 0;

	o.nodes_only = true;
	o.top = 0;
	all = fc_result_view(r->arena, result, &o);
	o.top = r->options.view.top ? r->options.view.top : OPEN;
	o.sort = o.sort ? o.sort : fc_column_find("flops");
	first = fc_result_view(r->arena, result, &o);
	s = fc_sheet_make(r, result, &all, &sum);
	put_titles(out, &s);
	for (uint32_t i = 0; i < first.n && out->size < MOST / 2; i++)
		put_row(out, &s, fc_view_at(&first, i), &cell);
	if (all.n <= first.n)
		return;
	fc_str_printf(out, "\n<details><summary>all %u rows</summary>\n", (unsigned)all.n);
	put_titles(out, &s);
	for (uint32_t i = 0; i < all.n; i++) {
		fc_str_clear(&row);
		put_row(&row, &s, fc_view_at(&all, i), &cell);
		if (left || out->size + row.size > MOST - TAIL)
			left++;
		else
			fc_str_add(out, row.data, row.size);
	}
	if (left)
		fc_str_printf(out, "\n%u more rows, for which there is no room here\n", (unsigned)left);
	fc_str_puts(out, "\n</details>\n");
}

static void
md_add(struct fc_report *r, const struct fc_result *result)
{
	struct fc_str out = FC_STR(r->arena), name = FC_STR(r->arena);

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
		if (result->n_row)
			put_rows(&out, r, result);
	}
	fc_out_add(r->out, out.data, out.size);
}

const struct fc_report_format fc_report_md = { "md", NULL, md_add, NULL };
