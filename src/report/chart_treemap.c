/* chart_treemap.c -- a treemap: squarified, a frame for each module */
#include "report/chart_treemap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/human.h"
#include "base/str.h"
#include "report/chart.h"
#include "report/text.h"

enum { LETTER = 7, BOLD = 9, LINE = 15, EDGE = 2, LEAST = 3 }; /* LEAST: no side of a drawn box is shorter */

const char fc_treemap_style[] =
    ".fc .m{fill:none;stroke:var(--soft)}.fc .h{fill:#d55e00;stroke:var(--back)}"
    ".fc .k{font-weight:600}";

struct area {
	double x, y, w, h;
};

static int
by_weight(const void *x, const void *y)
{
	const struct fc_tree *a = *(const struct fc_tree *const *)x, *b = *(const struct fc_tree *const *)y;
	int c = strcmp(a->path, b->path);

	if (a->weight > b->weight || a->weight < b->weight)
		return a->weight > b->weight ? -1 : 1;
	return c ? c : a->at < b->at ? -1 : a->at > b->at;
}

/* Those with something in them, the heaviest first. */
static const struct fc_tree **
kids_of(const struct fc_treemap *m, const struct fc_tree *t, size_t *n_out)
{
	const struct fc_tree **kid;
	size_t n = 0;

	for (const struct fc_tree *k = t->kid; k; k = k->next)
		n++;
	kid = FC_NEW_N(m->arena, const struct fc_tree *, n + 1);
	n = 0;
	for (const struct fc_tree *k = t->kid; k; k = k->next) {
		if (k->weight > 0)
			kid[n++] = k;
	}
	qsort(kid, n, sizeof(kid[0]), by_weight);
	*n_out = n;
	return kid;
}

/* --- one box ------------------------------------------------------------------------------ */

/* "118 M, 6.5%" */
static void
put_value(struct fc_str *out, const struct fc_treemap *m, const struct fc_tree *t)
{
	char share[FC_HUMAN_SIZE];

	if (t->row) {
		fc_cell_human(out, m->cells, t->row, m->figure);
		fc_str_puts(out, ", ");
	}
	fc_tree_share(t->weight, m->root->weight, share);
	fc_str_puts(out, share);
}

/* How many letters a line of a box holds; line -1 is its head. */
static double
letters(const struct area *a, int line)
{
	return (a->w - 8) / (line < 0 ? BOLD : LETTER);
}

static void
put_line(const struct fc_treemap *m, const struct area *a, int line, const char *text)
{
	struct fc_str cut = FC_STR(m->arena);
	double room = letters(a, line);

	if (room < 3 || a->h < (line + 1) * LINE + 4 || (line > 0 && fc_text_width(text) > room))
		return;
	fc_text_fit(&cut, text, (unsigned)room, true);
	fc_out_printf(m->out, "<text%s x=\"%d\" y=\"%d\">", line < 0 ? " class=\"k\"" : "", (int)a->x + 5,
	              (int)a->y + 13 + (line > 0 ? line * LINE : 0));
	fc_chart_text(m->out, cut.data);
	fc_out_puts(m->out, "</text>");
}

static void
put_rect(const struct fc_treemap *m, const struct area *a, const char *look)
{
	fc_out_printf(m->out, "<rect class=\"%s x=\"%d.%d\" y=\"%d.%d\"", look, (int)a->x,
	              (int)(a->x * 10) % 10, (int)a->y, (int)(a->y * 10) % 10);
	fc_out_printf(m->out, " width=\"%d.%d\" height=\"%d.%d\"/>", (int)a->w, (int)(a->w * 10) % 10,
	              (int)a->h, (int)(a->h * 10) % 10);
}

static void
put_leaf(const struct fc_treemap *m, const struct fc_tree *t, const struct fc_tree *around,
         const struct area *a)
{
	struct fc_str name = FC_STR(m->arena), value = FC_STR(m->arena), look = FC_STR(m->arena);
	struct fc_str full = FC_STR(m->arena);
	double part = t->weight / m->root->weight;

	fc_tree_label(&name, t, around, m->by);
	put_value(&value, m, t);
	fc_str_printf(&look, "h\" fill-opacity=\".%02d\"", 15 + (int)(60 * fmin(1, 2.5 * part)));
	fc_out_puts(m->out, "<g><title>");
	if (t->row)
		fc_tree_name(&full, t->row, m->by);
	fc_chart_text(m->out, t->row ? full.data : name.data);
	fc_out_puts(m->out, "\n");
	fc_chart_text(m->out, value.data);
	fc_out_puts(m->out, "</title>");
	put_rect(m, a, look.data);
	put_line(m, a, 0, name.data);
	put_line(m, a, 1, value.data);
	fc_out_puts(m->out, "</g>\n");
}

/* Below modules of which one thing costs all; t itself when there is no such. */
static const struct fc_tree *
below(const struct fc_tree *t)
{
	for (;;) {
		const struct fc_tree *only = NULL;

		for (const struct fc_tree *k = t->kid; k; k = k->next) {
			if (k->weight > 0 && only)
				return t;
			only = k->weight > 0 ? k : only;
		}
		if (!only)
			return t;
		t = only;
	}
}

static void put_kids(const struct fc_treemap *m, const struct fc_tree *t, const struct area *a);

/* A module in a frame with its name on top, where there is room for that. */
static void
put_module(const struct fc_treemap *m, const struct fc_tree *t, const struct fc_tree *around,
           const struct area *a)
{
	struct area in = { a->x + EDGE, a->y + EDGE, a->w - 2 * EDGE, a->h - 2 * EDGE };
	struct fc_str name = FC_STR(m->arena), value = FC_STR(m->arena);

	fc_tree_label(&name, t, around, m->by);
	put_value(&value, m, t);
	if (fc_text_width(name.data) + fc_text_width(value.data) + 2 <= letters(a, -1))
		fc_str_printf(&name, ", %s", value.data);
	put_rect(m, a, "m\"");
	if (a->h > 3 * LINE && a->w > 8 * LETTER) {
		put_line(m, a, -1, name.data);
		in.y += LINE;
		in.h -= LINE;
	}
	put_kids(m, t, &in);
}

static void
put_box(const struct fc_treemap *m, const struct fc_tree *t, const struct fc_tree *around,
        const struct area *a)
{
	if (a->w < LEAST || a->h < LEAST)
		return;
	t = below(t);
	if (t->row || a->w < 4 * LEAST || a->h < 4 * LEAST)
		put_leaf(m, t, around, a);
	else
		put_module(m, t, around, a);
}

/* --- Bruls, Huizing, van Wijk: Squarified Treemaps ------------------------------------------- */

/* How far from square the worst of a row is: the widest and the narrowest, sum in all, along side. */
static double
worst(double widest, double narrowest, double sum, double side)
{
	return fmax(side * side * widest / (sum * sum), sum * sum / (side * side * narrowest));
}

/* How many of kid make the next row; *sum_out their area. scale: area of a unit of weight. */
static size_t
row_of(const struct fc_tree **kid, size_t n, double scale, double side, double *sum_out)
{
	double sum = kid[0]->weight * scale, widest = sum;
	size_t k = 1;

	for (; k < n; k++) {
		double more = kid[k]->weight * scale;

		if (worst(widest, more, sum + more, side) >
		    worst(widest, kid[k - 1]->weight * scale, sum, side))
			break;
		sum += more;
	}
	*sum_out = sum;
	return k;
}

static void
put_kids(const struct fc_treemap *m, const struct fc_tree *t, const struct area *a)
{
	struct area left = *a;
	size_t n;
	const struct fc_tree **kid = kids_of(m, t, &n);
	double scale = t->weight > 0 ? a->w * a->h / t->weight : 0;

	while (n && left.w >= LEAST && left.h >= LEAST && !m->out->failed) {
		bool wide = left.w >= left.h;
		double sum, side = wide ? left.h : left.w, at = 0;
		size_t k = row_of(kid, n, scale, side, &sum);

		for (size_t i = 0; i < k; i++) {
			double along = kid[i]->weight * scale / sum * side;
			struct area box = { left.x, left.y + at, sum / side, along };

			if (!wide)
				box = (struct area){ left.x + at, left.y, along, sum / side };
			put_box(m, kid[i], t, &box);
			at += along;
		}
		left.x += wide ? sum / side : 0;
		left.w -= wide ? sum / side : 0;
		left.y += wide ? 0 : sum / side;
		left.h -= wide ? 0 : sum / side;
		kid += k;
		n -= k;
	}
}

void
fc_treemap_put(const struct fc_treemap *m)
{
	put_kids(m, m->root, &(struct area){ m->x, m->y, m->w, m->h });
}
