/* chart_roofline.c -- the roofline of a device as SVG, layers as points on it */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/human.h"
#include "base/str.h"
#include "report/chart.h"
#include "report/report.h"
#include "report/text.h"
#include "result/device.h"
#include "result/roofline.h"

enum {
	LEFT = 70, RIGHT = 680, TOP = 64, BOTTOM = 440, HEIGHT = 500, LIST = 710,
	NAMED = 18, LETTERS = 38, RADIUS = 14
};

struct point {
	const struct fc_row *row;
	double x, y; /* logarithms of operations a byte, operations a second */
	int64_t ps;
};

struct plot {
	struct fc_out *out;
	struct fc_arena *arena;
	const struct fc_result *r;
	struct point *at;
	uint32_t n;
	double x[2], y[2]; /* the logarithms at the ends of the axes */
};

static int
x_of(const struct plot *p, double v)
{
	return (int)(LEFT + (v - p->x[0]) / (p->x[1] - p->x[0]) * (RIGHT - LEFT) + 0.5);
}

static int
y_of(const struct plot *p, double v)
{
	return (int)(BOTTOM - (v - p->y[0]) / (p->y[1] - p->y[0]) * (BOTTOM - TOP) + 0.5);
}

static int
by_time(const void *a, const void *b)
{
	const struct point *p = a, *q = b;

	if (p->ps != q->ps)
		return p->ps > q->ps ? -1 : 1;
	return p->row->index < q->row->index ? -1 : p->row->index > q->row->index;
}

/* Rows that compute, the longest first. */
static void
collect(struct plot *p)
{
	p->at = FC_NEW_N(p->arena, struct point, (size_t)p->r->n_row + 1);
	for (uint32_t i = 0; i < p->r->n_row; i++) {
		const struct fc_row *row = &p->r->row[i];
		const struct fc_like *like = row->like;
		int64_t work, bytes, ps;

		if (row->status == FC_ROW_ALTERNATIVE || !fc_dim_const(like->roof.work, &work) ||
		    !fc_dim_const(like->roof.predicted, &ps) || !fc_dim_const(like->f.access_bytes, &bytes) ||
		    work <= 0 || bytes <= 0 || ps <= 0)
			continue;
		p->at[p->n++] = (struct point){ row, log10((double)work / (double)bytes),
			                        log10((double)work / (double)ps * 1e12), ps };
	}
	qsort(p->at, p->n, sizeof(*p->at), by_time);
}

/* Whole powers of ten around the points and the ridge. */
static void
scale(struct plot *p, double peak)
{
	double ridge = log10(peak / p->r->device->bandwidth);

	p->x[0] = p->x[1] = ridge;
	p->y[1] = log10(peak);
	for (uint32_t i = 0; i < p->n; i++) {
		p->x[0] = fmin(p->x[0], p->at[i].x);
		p->x[1] = fmax(p->x[1], p->at[i].x);
	}
	p->x[0] = floor(fmin(p->x[0], ridge - 1) - 0.05);
	p->x[1] = ceil(p->x[1] + 0.3);
	p->y[0] = floor(p->x[0] + log10(p->r->device->bandwidth));
	p->y[1] = ceil(p->y[1] + 0.1);
}

static void
put_axes(struct plot *p)
{
	char text[FC_HUMAN_SIZE];

	for (int e = (int)p->x[0]; e <= (int)p->x[1]; e++) {
		fc_out_printf(p->out, "<path class=\"g\" d=\"M%d %dV%d\"/>", x_of(p, e), TOP, BOTTOM);
		fc_out_printf(p->out, "<text class=\"s\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">",
		              x_of(p, e), BOTTOM + 16);
		fc_out_printf(p->out, "%g</text>\n", pow(10, e));
	}
	for (int e = (int)p->y[0]; e <= (int)p->y[1]; e++) {
		fc_human_count((int64_t)(pow(10, e) + 0.5), text);
		fc_out_printf(p->out, "<path class=\"g\" d=\"M%d %dH%d\"/>", LEFT, y_of(p, e), RIGHT);
		fc_out_printf(p->out, "<text class=\"s\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
		              LEFT - 6, y_of(p, e) + 4, text);
	}
	fc_out_printf(p->out, "<text class=\"s\" x=\"%d\" y=\"%d\" text-anchor=\"end\">FLOPs a byte</text>",
	              RIGHT, BOTTOM + 36);
	fc_out_printf(p->out, "<text class=\"s\" x=\"%d\" y=\"%d\">FLOPs a second</text>\n", LEFT, TOP - 8);
}

/* The types whose peak is that of type i; nothing when i is not the first of them. */
static const char *
types_of(const struct plot *p, int i)
{
	const double *peak = p->r->device->peak;
	struct fc_str out = FC_STR(p->arena);

	for (int k = 1; k < FC_DTYPE_COUNT; k++) {
		if (k < i && peak[k] == peak[i])
			return "";
		if (k >= i && peak[k] == peak[i])
			fc_str_printf(&out, "%s%s", k > i ? ", " : "", fc_dtype_name((enum fc_dtype)k));
	}
	return out.data;
}

/* A line of the memory, up to the highest peak, and one for each peak. */
static void
put_roofs(struct plot *p, double highest)
{
	const struct fc_device *d = p->r->device;
	double slope = log10(d->bandwidth);

	fc_out_printf(p->out, "<path class=\"r\" d=\"M%d %dL%d %d\"/>", x_of(p, p->x[0]),
	              y_of(p, p->x[0] + slope), x_of(p, log10(highest) - slope), y_of(p, log10(highest)));
	for (int i = 1; i < FC_DTYPE_COUNT; i++) {
		double peak = d->peak[i] > 0 ? log10(d->peak[i]) : 0;

		if (d->peak[i] <= 0 || d->peak[i] > highest || peak < p->y[0])
			continue;
		fc_out_printf(p->out, "<path class=\"r\" d=\"M%d %dH%d\"/>", x_of(p, peak - slope),
		              y_of(p, peak), RIGHT);
		fc_out_printf(p->out, "<text class=\"s n\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
		              RIGHT, y_of(p, peak) - 4, types_of(p, i));
	}
}

static const char *
name_of(const struct plot *p, const struct fc_row *row, bool short_form)
{
	struct fc_str clean = FC_STR(p->arena), out = FC_STR(p->arena);

	fc_text_clean(&clean, row->name[0] ? row->name : row->like->op);
	if (!short_form)
		return clean.data;
	fc_text_fit(&out, clean.data, LETTERS, true);
	return out.data;
}

static void
put_point(struct plot *p, uint32_t i, int64_t whole)
{
	const struct point *at = &p->at[i];
	double part = whole > 0 ? (double)at->ps / (double)whole : 0;
	char time[FC_HUMAN_SIZE], share[FC_HUMAN_SIZE];
	int r = 3 + (int)(RADIUS * sqrt(part) + 0.5);

	fc_human_time(at->ps, time);
	fc_human_share(at->ps, whole, share);
	fc_out_printf(p->out, "<circle class=\"d%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"><title>",
	              fc_roof_bound(&at->row->like->roof) == FC_BOUND_COMPUTE ? " c" : "", x_of(p, at->x),
	              y_of(p, at->y), r);
	fc_chart_text(p->out, name_of(p, at->row, false));
	fc_out_printf(p->out, ": %s, %s</title></circle>\n", time, share);
	if (i >= NAMED)
		return;
	fc_out_printf(p->out, "<text x=\"%d\" y=\"%u\">", LIST, TOP + 20 * i);
	fc_chart_text(p->out, name_of(p, at->row, true));
	fc_out_printf(p->out, "</text><text class=\"s\" x=\"%d\" y=\"%u\" text-anchor=\"end\">%s</text>\n",
	              FC_CHART_WIDTH, TOP + 20 * i, share);
}

static void
put_title(struct plot *p)
{
	struct fc_str path = FC_STR(p->arena), about = FC_STR(p->arena);
	char time[FC_HUMAN_SIZE] = "?", share[FC_HUMAN_SIZE] = "?";
	int64_t all, computing;

	if (fc_dim_const(p->r->total.roof.predicted, &all)) {
		fc_human_time(all, time);
		if (fc_dim_const(p->r->total.roof.computing, &computing))
			fc_human_share(computing, all, share);
	}
	fc_text_clean(&path, p->r->path);
	fc_text_clean(&about, p->r->device->title);
	fc_str_printf(&about, ": %s at least, bound by compute %s, by memory the rest", time, share);
	fc_chart_head(p->out, path.data, about.data);
}

static void
put_plot(struct plot *p)
{
	double peak = fc_device_vector(p->r->device);
	int64_t whole = 0;

	collect(p);
	for (uint32_t i = 0; i < p->n; i++)
		peak = fmax(peak, pow(10, p->at[i].y));
	for (int i = 1; i < FC_DTYPE_COUNT; i++) { /* the roof just above: points round */
		if (fabs(p->r->device->peak[i] / peak - 1) < 1e-3)
			peak = p->r->device->peak[i];
	}
	(void)fc_dim_const(p->r->total.roof.predicted, &whole);
	scale(p, peak);
	put_axes(p);
	put_roofs(p, peak);
	for (uint32_t i = 0; i < p->n; i++)
		put_point(p, i, whole);
}

/* --- the format ------------------------------------------------------------------------- */

static void
roofline_begin(struct fc_report *r)
{
	fc_chart_open(r->out, FC_CHART_WIDTH, HEIGHT * (r->options.models ? r->options.models : 1));
	fc_out_puts(r->out, "<style>.fc .r{stroke:var(--ink);stroke-width:1.5;fill:none}"
	                    ".fc .c{fill:#d55e00;stroke:#d55e00;fill-opacity:.25}</style>\n");
}

static void
roofline_add(struct fc_report *r, const struct fc_result *result)
{
	struct plot p = { .out = r->out, .arena = r->arena, .r = result };
	struct fc_str path = FC_STR(r->arena);

	fc_out_printf(r->out, "<svg y=\"%u\" width=\"%d\" height=\"%d\">\n", r->n * HEIGHT, FC_CHART_WIDTH,
	              HEIGHT);
	if (result->device && result->n_row) {
		put_title(&p);
		put_plot(&p);
	} else {
		fc_text_clean(&path, result->path);
		fc_chart_head(r->out, path.data, "nothing was counted");
	}
	fc_out_puts(r->out, "</svg>\n");
}

static void
roofline_end(struct fc_report *r)
{
	fc_out_puts(r->out, "</svg>\n");
}

const struct fc_report_format fc_report_roofline = { "svg", roofline_begin, roofline_add, roofline_end };
