/* chart_model.c -- svg of one model: a treemap of its modules, or bars of its operators */
#include <string.h>

#include "base/arena.h"
#include "base/human.h"
#include "base/str.h"
#include "report/chart.h"
#include "report/chart_treemap.h"
#include "report/report.h"
#include "report/text.h"
#include "result/row_sum.h"

enum { WIDTH = 752, MAP = 470, BARS = 24, LETTERS = 32 }; /* with its margins 800 wide */

/* What hangs on fc_report.state: the height is told first, and known last. */
struct sketch {
	struct fc_str body;
	unsigned y;
};

/* --- bars ----------------------------------------------------------------------------------- */

struct bars {
	struct fc_arena *arena;
	struct fc_cells cells;
	const struct fc_column *figure;
	double whole;
	struct fc_chart chart;
};

static void
add_bar(struct bars *b, const char *name, const struct fc_row *row)
{
	struct fc_str clean = FC_STR(b->arena), cut = FC_STR(b->arena), text = FC_STR(b->arena);
	double value = (double)fc_row_weight(b->cells.r, row, b->figure);
	char share[FC_HUMAN_SIZE];

	fc_text_clean(&clean, name);
	fc_text_fit(&cut, clean.data, LETTERS, true);
	fc_cell_human(&text, &b->cells, row, b->figure);
	fc_tree_share(value, b->whole, share);
	if (value > 0)
		fc_str_printf(&text, ", %s", share);
	b->chart.item[b->chart.n++] = (struct fc_chart_item){ cut.data, text.data, .value = value };
}

/* How many rows cost anything, up to most. */
static uint32_t
costly(const struct bars *b, const struct fc_view *view, uint32_t most)
{
	uint32_t n = 0;

	while (n < view->n && n < most && fc_row_weight(b->cells.r, fc_view_at(view, n), b->figure) > 0)
		n++;
	return n ? n : 1;
}

/* The largest, and the others in one. */
static struct fc_chart
bars_of(struct fc_report *r, const struct fc_result *result, const struct fc_column *figure)
{
	struct fc_view_options o = { .by = FC_BY_OP, .sort = figure };
	struct bars b = { .arena = r->arena, .cells = fc_cells_of(r->arena, result), .figure = figure };
	struct fc_str title = FC_STR(r->arena), others = FC_STR(r->arena);
	struct fc_row sum = fc_row_known(r->arena, "", 0, &result->total);
	struct fc_view view = fc_result_view(r->arena, result, &o);

	o.top = costly(&b, &view, r->options.view.top ? r->options.view.top : BARS);
	view = fc_result_view(r->arena, result, &o);
	b.whole = (double)fc_row_weight(result, &sum, figure);
	fc_str_printf(&title, "%s by operator", figure->title);
	b.chart = (struct fc_chart){ .title = title.data, .width = WIDTH };
	b.chart.item = FC_NEW_N(r->arena, struct fc_chart_item, (size_t)view.n + 1);
	for (uint32_t i = 0; i < view.n; i++)
		add_bar(&b, fc_view_at(&view, i)->name, fc_view_at(&view, i));
	if (view.hidden) {
		fc_str_printf(&others, view.hidden == 1 ? "%u other" : "%u others", (unsigned)view.hidden);
		sum = fc_row_known(r->arena, "", 0, &view.hidden_sum);
		add_bar(&b, others.data, &sum);
	}
	return b.chart;
}

/* --- a model -------------------------------------------------------------------------------- */

/* "FLOPs: 1.82 G"; "FLOPs: 24*N; drawn with every symbol at 1" */
static void
put_head(struct fc_out *o, struct fc_report *r, const struct fc_result *result,
         const struct fc_column *figure)
{
	struct fc_str path = FC_STR(r->arena), about = FC_STR(r->arena);
	struct fc_row sum = fc_row_known(r->arena, "", 0, &result->total);
	struct fc_cells cells = fc_cells_of(r->arena, result);
	int64_t v;

	fc_text_clean(&path, result->path);
	if (!result->n_row || result->status == FC_RESULT_FAILED) {
		fc_chart_head(o, path.data, "nothing was counted");
		return;
	}
	fc_str_printf(&about, "%s: ", figure->title);
	fc_cell_human(&about, &cells, &sum, figure);
	if (!fc_dim_const(fc_column_dim(figure, &sum), &v))
		fc_str_puts(&about, "; drawn with every symbol at 1");
	if (result->status != FC_RESULT_COMPLETE)
		fc_str_puts(&about, "; not all is counted");
	fc_chart_head(o, path.data, about.data);
}

/* What it draws below the head; answers its height. */
static unsigned
put_picture(struct fc_out *o, struct fc_report *r, const struct fc_result *result,
            const struct fc_column *figure)
{
	struct fc_view_options all = r->options.view;
	struct fc_cells cells = fc_cells_of(r->arena, result);
	struct fc_treemap map = { .out = o, .arena = r->arena, .cells = &cells, .figure = figure,
		                  .by = all.by, .y = FC_CHART_HEAD, .w = WIDTH, .h = MAP };
	struct fc_tree_source source = { result, NULL, all.by, figure };
	struct fc_chart chart;
	struct fc_view view;

	if (all.by == FC_BY_OP) {
		chart = bars_of(r, result, figure);
		fc_chart_put(o, r->arena, &chart, FC_CHART_HEAD);
		return fc_chart_height(&chart);
	}
	all.nodes_only = true;
	all.sort = all.top ? figure : NULL;
	view = fc_result_view(r->arena, result, &all);
	source.view = &view;
	map.root = fc_tree_of(r->arena, &source);
	if (map.root->weight > 0)
		fc_treemap_put(&map);
	return MAP;
}

static void
add_model(struct fc_report *r, const struct fc_result *result)
{
	const struct fc_column *figure = fc_tree_figure(result, &r->options.view);
	struct sketch *s = r->state;
	struct fc_out *out = FC_NEW(r->arena, struct fc_out);
	unsigned height = FC_CHART_HEAD;
	struct fc_str body = FC_STR(r->arena);

	fc_out_init_text(out, &body);
	put_head(out, r, result, figure);
	if (result->n_row && result->status != FC_RESULT_FAILED)
		height += put_picture(out, r, result, figure);
	fc_out_flush(out);
	fc_str_printf(&s->body, "<svg y=\"%u\" width=\"%d\" height=\"%u\">\n", s->y, WIDTH, height);
	fc_str_add(&s->body, body.data, body.size);
	fc_str_puts(&s->body, "</svg>\n");
	s->y += height + FC_CHART_GAP;
}

/* --- the format ------------------------------------------------------------------------------- */

static void
svg_begin(struct fc_report *r)
{
	struct sketch *s;

	if (r->options.roofline) {
		r->format = &fc_report_roofline;
		r->format->begin(r);
		return;
	}
	s = FC_NEW(r->keep, struct sketch);
	*s = (struct sketch){ FC_STR(r->keep), FC_CHART_GAP };
	r->state = s;
}

static void
svg_end(struct fc_report *r)
{
	const struct sketch *s = r->state;

	fc_chart_open(r->out, WIDTH, s->y);
	fc_out_printf(r->out, "<style>%s</style>\n", fc_treemap_style);
	fc_out_add(r->out, s->body.data, s->body.size);
	fc_out_puts(r->out, "</svg>\n");
}

const struct fc_report_format fc_report_svg = { "svg", svg_begin, add_model, svg_end };
