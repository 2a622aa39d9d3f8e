/* compare_chart.c -- comparisons as pictures: svg, and html with the table */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/chart.h"
#include "report/compare.h"

enum { CHARTS = 12 };
static const double FARTHEST = 1e12; /* an accuracy beyond is none: no axis shows what is next to it */

struct charts {
	struct fc_report *r;
	struct fc_compare *c;
	struct fc_chart at[CHARTS];
	unsigned n;
};

/* What is drawn: the first of the keys that is there. of: the value is taken from that much. */
struct figure {
	const char *key[2], *title;
	double unit[2], of[2];
	bool always;
};

static const struct figure accuracy = {
	{ "acc1", "top1_error" }, "Accuracy, top 1 (%)", { 1, -1 }, { 0, 100 }, false
};
static const struct figure macs = { { "macs", NULL }, "MACs (G)", { 1e9, 1 }, { 0, 0 }, true };
static const struct figure params = { { "params", NULL }, "Parameters (M)", { 1e6, 1 }, { 0, 0 }, true };
static const struct figure size = {
	{ "size_bytes", "weight_bytes" }, "Model size (MB)", { 1e6, 1e6 }, { 0, 0 }, true
};
static const struct figure costs[] = {
	{ { "cpu_ms", NULL }, "CPU time (ms)", { 1, 1 }, { 0, 0 }, false },
	{ { "gpu_ms", NULL }, "GPU time (ms)", { 1, 1 }, { 0, 0 }, false },
};

/* NaN: not known. */
static double
value_of(struct fc_compare *c, const struct fc_compare_row *row, const struct figure *f)
{
	struct fc_compare_column column;

	for (int i = 0; i < 2 && f->key[i]; i++) {
		double v;

		if (!fc_compare_find_column(c->meta, f->key[i], &column))
			continue;
		v = fc_compare_cell(c, row, &column).number;
		if (!isnan(v))
			return f->of[i] + v / f->unit[i];
	}
	return NAN;
}

static int
by_value(const void *x, const void *y)
{
	const struct fc_chart_item *p = x, *q = y;

	return p->value > q->value ? -1 : p->value < q->value ? 1 : strcmp(p->name, q->name);
}

static const char *
number_text(struct fc_report *r, double v)
{
	struct fc_str out = FC_STR(r->keep);

	fc_str_printf(&out, v < 0.1 ? "%.2g" : v < 1000 ? "%.2f" : "%.0f", v);
	return out.data;
}

static const char *
name_of(struct fc_compare *c, const struct fc_compare_row *row)
{
	struct fc_compare_column model;

	fc_compare_find_column(NULL, "model", &model);
	return fc_compare_cell(c, row, &model).human;
}

static struct fc_chart *
new_chart(struct charts *k, const char *title)
{
	struct fc_chart *chart = &k->at[k->n];

	*chart = (struct fc_chart){ .title = title };
	chart->item = FC_NEW_N(k->r->keep, struct fc_chart_item, (size_t)k->c->shown + 1);
	return chart;
}

static void
add_bars(struct charts *k, const struct figure *f)
{
	struct fc_chart *chart = new_chart(k, f->title);

	for (uint32_t i = 0; i < k->c->shown; i++) {
		const struct fc_compare_row *row = fc_compare_at(k->c, i);
		double v = value_of(k->c, row, f);

		if (!isnan(v))
			chart->item[chart->n++] = (struct fc_chart_item){ .name = name_of(k->c, row),
				.text = number_text(k->r, v), .value = v };
	}
	if (!k->r->options.compare->sort)
		qsort(chart->item, chart->n, sizeof(*chart->item), by_value);
	k->n += chart->n || f->always;
}

static void
add_bubbles(struct charts *k, const struct figure *x)
{
	struct fc_str title = FC_STR(k->r->keep), text = FC_STR(k->r->keep);
	struct fc_chart *chart;

	fc_str_printf(&title, "%s, accuracy, and size as area", x->title);
	chart = new_chart(k, title.data);
	chart->bubble = true;
	chart->x_title = x->title;
	chart->y_title = accuracy.title;
	for (uint32_t i = 0; i < k->c->shown; i++) {
		const struct fc_compare_row *row = fc_compare_at(k->c, i);
		struct fc_chart_item item = { .name = name_of(k->c, row), .x = value_of(k->c, row, x),
			                      .y = value_of(k->c, row, &accuracy),
			                      .size = value_of(k->c, row, &size) };

		if (!(fabs(item.y) < FARTHEST) || !(item.x > 0))
			continue;
		text = (struct fc_str)FC_STR(k->r->keep);
		fc_str_printf(&text, "%s, %s, ", number_text(k->r, item.x), number_text(k->r, item.y));
		fc_str_printf(&text, "size %s MB", number_text(k->r, item.size));
		item.text = text.data;
		item.value = item.size;
		chart->item[chart->n++] = item;
	}
	qsort(chart->item, chart->n, sizeof(*chart->item), by_value);
	k->n += chart->n > 1;
}

static struct charts
make(struct fc_report *r)
{
	struct charts k = { .r = r, .c = fc_compare_settle(r, false) };

	add_bubbles(&k, &macs);
	for (unsigned i = 0; i < 2; i++)
		add_bubbles(&k, &costs[i]);
	add_bars(&k, &accuracy);
	add_bars(&k, &params);
	add_bars(&k, &macs);
	for (unsigned i = 0; i < 2; i++)
		add_bars(&k, &costs[i]);
	add_bars(&k, &size);
	return k;
}

/* --- the two formats ------------------------------------------------------------------------- */

static void
svg_end(struct fc_report *r)
{
	struct charts k = make(r);

	fc_chart_file(r->out, r->keep, k.at, k.n);
}

static void
put_table(struct fc_report *r, struct fc_compare *c)
{
	fc_out_puts(r->out, "<div class=\"w\"><table>\n<thead><tr>");
	for (unsigned k = 0; k < c->n_column; k++) {
		fc_out_puts(r->out, c->column[k].right ? "<th class=\"r\">" : "<th>");
		fc_chart_text(r->out, c->column[k].title);
		fc_out_puts(r->out, "</th>");
	}
	fc_out_puts(r->out, "</tr></thead>\n<tbody>\n");
	for (uint32_t i = 0; i < c->shown && !r->out->failed; i++) {
		fc_out_puts(r->out, "<tr>");
		for (unsigned k = 0; k < c->n_column; k++) {
			fc_out_puts(r->out, c->column[k].right ? "<td class=\"r\">" : "<td>");
			fc_chart_text(r->out, fc_compare_cell(c, fc_compare_at(c, i), &c->column[k]).human);
			fc_out_puts(r->out, "</td>");
		}
		fc_out_puts(r->out, "</tr>\n");
	}
	fc_out_puts(r->out, "</tbody></table></div>\n");
}

static const char page_style[] =
    "body{--ink:#1b1f24;--grid:#d8dee4;--back:#fff;color:var(--ink);background:var(--back);margin:24px auto;"
    "max-width:1000px;padding:0 24px;font:14px system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}"
    "@media (prefers-color-scheme:dark){body{--ink:#e6edf3;--grid:#30363d;--back:#0d1117}}"
    "svg{max-width:100%;height:auto;display:block;margin:28px 0}.w{overflow-x:auto}"
    "table{border-collapse:collapse;font-size:13px;white-space:nowrap}"
    "th,td{padding:3px 10px;border-bottom:1px solid var(--grid);text-align:left}"
    ".r{text-align:right;font-variant-numeric:tabular-nums}";

static void
html_end(struct fc_report *r)
{
	struct charts k = make(r);

	fc_out_printf(r->out,
	              "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
	              "<meta name=\"viewport\" content=\"width=device-width\">\n"
	              "<meta name=\"color-scheme\" content=\"light dark\">\n<title>%u models</title>\n",
	              (unsigned)k.c->shown);
	fc_out_puts(r->out, "<style>");
	fc_out_puts(r->out, page_style);
	fc_out_puts(r->out, fc_chart_style);
	fc_out_printf(r->out, "</style></head>\n<body><h1>%u models</h1>\n<p>FLOPs as %s counts them.</p>\n",
	              (unsigned)k.c->shown, k.c->convention ? k.c->convention : "nobody");
	for (unsigned i = 0; i < k.n && !r->out->failed; i++)
		fc_chart_put(r->out, r->keep, &k.at[i], 0);
	put_table(r, k.c);
	fc_out_puts(r->out, "</body></html>\n");
}

const struct fc_report_format fc_compare_html = { "html", fc_compare_begin, fc_compare_add, html_end };
const struct fc_report_format fc_compare_svg = { "svg", fc_compare_begin, fc_compare_add, svg_end };
