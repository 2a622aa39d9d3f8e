/* chart_bubble.c -- cost against accuracy, a disc per model, labels that keep apart */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "report/chart.h"
#include "report/text.h"

enum { LEFT = 60, TOP = 40, RIGHT = FC_CHART_WIDTH - 20, BOTTOM = 668, RADIUS = 26, STEPS = 24, WAYS = 8 };
enum { LETTER = 6, LINE = 12 }; /* what a label takes */

struct box {
	double x, y, w, h;
};

struct axis {
	double low, high, from, to; /* low is drawn at from */
};

struct plot {
	struct fc_out *o;
	const struct fc_chart *c;
	struct axis x, y; /* x: of logarithms */
	struct box *label;
	unsigned n_label;
	double largest;
};

static double
place(const struct axis *a, double v)
{
	return a->from + (v - a->low) / (a->high - a->low) * (a->to - a->from);
}

static double
x_of(const struct plot *p, const struct fc_chart_item *i)
{
	return place(&p->x, log10(i->x));
}

static double
y_of(const struct plot *p, const struct fc_chart_item *i)
{
	return place(&p->y, i->y);
}

static double
radius_of(const struct plot *p, const struct fc_chart_item *i)
{
	double r = p->largest > 0 && i->size > 0 ? RADIUS * sqrt(i->size / p->largest) : 0;

	return r < 3 ? 3 : r;
}

/* --- scales ------------------------------------------------------------------------------ */

static void
widen(struct axis *a, double v)
{
	a->low = v < a->low ? v : a->low;
	a->high = v > a->high ? v : a->high;
}

static void
scale(struct plot *p)
{
	const struct fc_chart_item *item = p->c->item;
	double margin;

	p->x = (struct axis){ log10(item->x), log10(item->x), LEFT, RIGHT };
	p->y = (struct axis){ item->y, item->y, BOTTOM, TOP };
	for (unsigned i = 0; i < p->c->n; i++) {
		widen(&p->x, log10(item[i].x));
		widen(&p->y, item[i].y);
		p->largest = item[i].size > p->largest ? item[i].size : p->largest;
	}
	margin = (p->x.high - p->x.low) * 0.06 + 0.05;
	p->x.low -= margin;
	p->x.high += margin;
	margin = (p->y.high - p->y.low) * 0.06 + 0.5;
	p->y.low -= margin;
	p->y.high += margin;
}

static void
put_tick(struct plot *p, bool across, double at, double v)
{
	int k = (int)(at + 0.5);

	if (across)
		fc_out_printf(p->o, "<path class=\"g\" d=\"M%d %dV%d\"/>", k, TOP, BOTTOM);
	else
		fc_out_printf(p->o, "<path class=\"g\" d=\"M%d %dH%d\"/>", LEFT, k, RIGHT);
	fc_out_printf(p->o, "<text class=\"s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%g</text>\n",
	              across ? k : LEFT - 6, across ? BOTTOM + 16 : k + 4, across ? "middle" : "end", v);
}

/* 1, 2, 5, 10 ... on the x axis; at most ten round steps on the y axis. */
static void
put_axes(struct plot *p)
{
	static const double nice[] = { 1, 2, 5 };
	double step = 1, first;

	for (int e = (int)floor(p->x.low); e <= (int)ceil(p->x.high); e++) {
		for (int k = 0; k < 3; k++) {
			double at = e + log10(nice[k]);

			if (at >= p->x.low && at <= p->x.high)
				put_tick(p, true, place(&p->x, at), nice[k] * pow(10, e));
		}
	}
	while ((p->y.high - p->y.low) / step > 10)
		step *= step == 1 || step == 10 ? 2 : 2.5;
	first = ceil(p->y.low / step);
	for (int k = 0; (first + k) * step <= p->y.high; k++)
		put_tick(p, false, place(&p->y, (first + k) * step), (first + k) * step);
	fc_out_printf(p->o, "<text class=\"s\" x=\"%d\" y=\"%d\" text-anchor=\"end\">", RIGHT, BOTTOM + 36);
	fc_chart_text(p->o, p->c->x_title);
	fc_out_printf(p->o, "</text><text class=\"s\" x=\"%d\" y=\"%d\">", LEFT, TOP - 8);
	fc_chart_text(p->o, p->c->y_title);
	fc_out_puts(p->o, "</text>\n");
}

/* --- labels ------------------------------------------------------------------------------ */

static bool
meet(const struct box *a, const struct box *b)
{
	return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

/* Inside the axes, on no other label, on no centre of a disc. */
static bool
is_free(const struct plot *p, const struct box *b)
{
	if (b->x < LEFT || b->x + b->w > RIGHT || b->y < TOP || b->y + b->h > BOTTOM)
		return false;
	for (unsigned i = 0; i < p->n_label; i++) {
		if (meet(b, &p->label[i]))
			return false;
	}
	for (unsigned i = 0; i < p->c->n; i++) {
		struct box dot = { x_of(p, &p->c->item[i]) - 3, y_of(p, &p->c->item[i]) - 3, 6, 6 };

		if (meet(b, &dot))
			return false;
	}
	return true;
}

/* The nearest free place around a disc: right, left, above, below, then between, then further out. */
static bool
find_place(const struct plot *p, const struct fc_chart_item *i, struct box *b)
{
	static const int way[WAYS][2] = { { 1, 0 }, { -1, 0 }, { 0, -1 }, { 0, 1 },
		                          { 1, -1 }, { 1, 1 }, { -1, -1 }, { -1, 1 } };

	for (int step = 0; step < STEPS; step++) {
		for (int w = 0; w < WAYS; w++) {
			double far = 5 + step * 7.0;
			double back = way[w][0] < 0 ? b->w : way[w][0] ? 0 : b->w / 2;

			b->x = x_of(p, i) + way[w][0] * far - back;
			b->y = y_of(p, i) + way[w][1] * (far + 3) - b->h / 2;
			if (is_free(p, b))
				return true;
		}
	}
	return false;
}

static void
put_label(struct plot *p, const struct fc_chart_item *i)
{
	struct box b = { 0, 0, fc_text_width(i->name) * LETTER + 4.0, LINE };
	double x = x_of(p, i), y = y_of(p, i), near;

	if (!find_place(p, i, &b))
		return; /* the disc still tells its name when it is pointed at */
	p->label[p->n_label++] = b;
	near = x < b.x ? b.x : x > b.x + b.w ? b.x + b.w : x;
	if (fabs(near - x) > 8 || fabs(b.y + b.h / 2 - y) > 14)
		fc_out_printf(p->o, "<path class=\"l\" d=\"M%d %dL%d %d\"/>", (int)x, (int)y,
		              (int)near, (int)(b.y + b.h / 2));
	fc_out_printf(p->o, "<text class=\"n\" x=\"%d\" y=\"%d\">", (int)b.x + 2, (int)b.y + 10);
	fc_chart_text(p->o, i->name);
	fc_out_puts(p->o, "</text>\n");
}

static void
put_disc(struct plot *p, const struct fc_chart_item *i)
{
	int x = (int)(x_of(p, i) + 0.5), y = (int)(y_of(p, i) + 0.5), r = (int)(radius_of(p, i) + 0.5);

	fc_out_printf(p->o, "<circle class=\"d\" cx=\"%d\" cy=\"%d\" r=\"%d\"><title>", x, y, r);
	fc_chart_text(p->o, i->name);
	fc_out_puts(p->o, ": ");
	fc_chart_text(p->o, i->text);
	fc_out_puts(p->o, "</title></circle>\n");
}

void
fc_chart_bubbles(struct fc_out *o, struct fc_arena *a, const struct fc_chart *c)
{
	struct plot p = { .o = o, .c = c };

	if (!c->n)
		return;
	p.label = FC_NEW_N(a, struct box, (size_t)c->n + 1);
	scale(&p);
	put_axes(&p);
	for (unsigned i = 0; i < c->n; i++)
		put_disc(&p, &c->item[i]);
	for (unsigned i = 0; i < c->n; i++)
		put_label(&p, &c->item[i]);
}
