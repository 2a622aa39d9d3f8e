/* chart.c -- bars, and what all charts share */
#include "report/chart.h"

#include "base/arena.h"

enum { HEAD = 34, ROW = 17, NAME = 210, VALUE = 100, BUBBLES = 720 };

/* Blue and grey: told apart by every eye, on white and on black. */
const char fc_chart_style[] =
    ".fc{--ink:#1b1f24;--soft:#59636e;--grid:#d8dee4;--mark:#0072b2;--back:#fff;"
    "font:12px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}"
    "@media (prefers-color-scheme:dark){.fc{--ink:#e6edf3;--soft:#9aa4ae;--grid:#30363d;"
    "--mark:#56b4e9;--back:#0d1117}}"
    ".fc text{fill:var(--ink)}.fc .t{font-size:16px;font-weight:600}.fc .s{fill:var(--soft)}"
    ".fc .b{fill:var(--mark)}.fc .g{stroke:var(--grid)}.fc .l{stroke:var(--soft);stroke-width:.7}"
    ".fc .d{fill:var(--mark);fill-opacity:.25;stroke:var(--mark)}.fc .p{fill:var(--back)}"
    ".fc .n{font-size:11px;paint-order:stroke;stroke:var(--back);stroke-width:2.5px}";

void
fc_chart_text(struct fc_out *o, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&':
			fc_out_puts(o, "&amp;");
			break;
		case '<':
			fc_out_puts(o, "&lt;");
			break;
		case '>':
			fc_out_puts(o, "&gt;");
			break;
		case '"':
			fc_out_puts(o, "&quot;");
			break;
		default:
			fc_out_putc(o, *text);
		}
	}
}

void
fc_chart_head(struct fc_out *o, const char *title, const char *about)
{
	fc_out_puts(o, "<title>");
	fc_chart_text(o, title);
	fc_out_puts(o, "</title><text class=\"t\" x=\"0\" y=\"18\">");
	fc_chart_text(o, title);
	fc_out_puts(o, "</text><text class=\"s\" x=\"0\" y=\"36\">");
	fc_chart_text(o, about);
	fc_out_puts(o, "</text>\n");
}

static unsigned
width_of(const struct fc_chart *c)
{
	return c->width ? c->width : FC_CHART_WIDTH;
}

unsigned
fc_chart_height(const struct fc_chart *c)
{
	return c->bubble ? BUBBLES : HEAD + c->n * ROW + 4;
}

static void
put_bar(struct fc_out *o, const struct fc_chart_item *item, unsigned y, double scale)
{
	int width = item->value > 0 ? (int)(item->value * scale + 0.5) : 0;

	fc_out_printf(o, "<text x=\"%d\" y=\"%u\" text-anchor=\"end\">", NAME - 8, y + 12);
	fc_chart_text(o, item->name);
	fc_out_puts(o, "</text><rect class=\"b\" rx=\"1\"");
	fc_out_printf(o, " x=\"%d\" y=\"%u\" width=\"%d\" height=\"%d\"/>", NAME, y + 2,
	              width < 1 ? 1 : width, ROW - 5);
	fc_out_printf(o, "<text class=\"s\" x=\"%d\" y=\"%u\">", NAME + width + 6, y + 12);
	fc_chart_text(o, item->text);
	fc_out_puts(o, "</text>\n");
}

void
fc_chart_put(struct fc_out *o, struct fc_arena *a, const struct fc_chart *c, unsigned y)
{
	unsigned height = fc_chart_height(c), width = width_of(c);
	double largest = 0, scale;

	fc_out_printf(o, "<svg class=\"fc\" y=\"%u\" width=\"%u\" height=\"%u\"", y, width, height);
	fc_out_printf(o, " viewBox=\"0 0 %u %u\" role=\"img\">\n<title>", width, height);
	fc_chart_text(o, c->title);
	fc_out_puts(o, "</title><text class=\"t\" x=\"0\" y=\"18\">");
	fc_chart_text(o, c->title);
	fc_out_puts(o, "</text>\n");
	for (unsigned i = 0; i < c->n; i++)
		largest = c->item[i].value > largest ? c->item[i].value : largest;
	scale = largest > 0 ? (width - NAME - VALUE) / largest : 0;
	for (unsigned i = 0; !c->bubble && i < c->n; i++)
		put_bar(o, &c->item[i], HEAD + i * ROW, scale);
	if (c->bubble)
		fc_chart_bubbles(o, a, c);
	fc_out_puts(o, "</svg>\n");
}

void
fc_chart_open(struct fc_out *o, unsigned width, unsigned height)
{
	int left = -FC_CHART_GAP;

	width += 2 * FC_CHART_GAP;
	fc_out_printf(o,
	              "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"fc\" width=\"%u\" height=\"%u\" "
	              "viewBox=\"%d 0 %u %u\">\n<style>%s</style>\n"
	              "<rect class=\"p\" x=\"%d\" width=\"%u\" height=\"%u\"/>\n",
	              width, height, left, width, height, fc_chart_style, left, width, height);
}

void
fc_chart_file(struct fc_out *o, struct fc_arena *a, const struct fc_chart *c, size_t n)
{
	unsigned y = FC_CHART_GAP, height = FC_CHART_GAP;

	for (size_t i = 0; i < n; i++)
		height += fc_chart_height(&c[i]) + FC_CHART_GAP;
	fc_chart_open(o, FC_CHART_WIDTH, height);
	for (size_t i = 0; i < n && !o->failed; i++) {
		fc_chart_put(o, a, &c[i], y);
		y += fc_chart_height(&c[i]) + FC_CHART_GAP;
	}
	fc_out_puts(o, "</svg>\n");
}
