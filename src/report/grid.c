/* grid.c -- cells in columns: aligned, between pipes, or as HTML */
#include "report/grid.h"

#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "report/text.h"

enum { GAP = 2, WIDEST = 48 };

void
fc_grid_init(struct fc_grid *g, struct fc_arena *a, const char *titles)
{
	*g = (struct fc_grid){ .arena = a };
	while (*titles && g->n_column < FC_GRID_COLUMNS) {
		size_t n = strcspn(titles, " ");

		g->right[g->n_column] = *titles == '>';
		g->title[g->n_column] = fc_arena_text(a, titles + (*titles == '>'), n - (*titles == '>'));
		if (!strcmp(g->title[g->n_column], "_"))
			g->title[g->n_column] = "";
		g->n_column++;
		titles += n + (titles[n] == ' ');
	}
}

void
fc_grid_add(struct fc_grid *g, const char *text)
{
	const char *kept = fc_arena_text(g->arena, text, strlen(text));

	FC_VEC_PUSH(g->arena, g, kept);
}

uint32_t
fc_grid_rows(const struct fc_grid *g)
{
	return g->n / g->n_column;
}

void
fc_grid_text(struct fc_str *out, const char *text, enum fc_markup m)
{
	for (; *text; text++) {
		if (m == FC_MARKUP_TEXT)
			fc_str_putc(out, *text);
		else if (*text == '&' || *text == '<' || *text == '>')
			fc_str_puts(out, *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : "&gt;");
		else if (m == FC_MARKUP_HTML && *text == '"')
			fc_str_puts(out, "&quot;");
		else if (m == FC_MARKUP_MD && strchr("|*_`[]\\~@#", *text))
			fc_str_printf(out, *text == '@' ? "@&#8203;" : "\\%c", *text);
		else
			fc_str_putc(out, *text);
	}
}

static void
measure(const struct fc_grid *g, unsigned width[FC_GRID_COLUMNS])
{
	for (unsigned c = 0; c < g->n_column; c++) {
		width[c] = fc_text_width(g->title[c]);
		for (uint32_t i = c; i < g->n; i += g->n_column) {
			unsigned w = fc_text_width(g->at[i]);

			if (w > WIDEST)
				w = WIDEST;
			if (w > width[c])
				width[c] = w;
		}
	}
}

static void
print_line(const struct fc_grid *g, struct fc_str *out, const char *const *cell, const unsigned *width)
{
	struct fc_str fitted = FC_STR(g->arena);
	size_t end = out->size;
	unsigned room;

	for (unsigned c = 0; c < g->n_column; c++) {
		fc_str_clear(&fitted);
		room = width[c] - fc_text_fit(&fitted, cell[c], width[c], true);
		fc_str_fill(out, ' ', c ? GAP : 0);
		fc_str_fill(out, ' ', g->right[c] ? room : 0);
		fc_str_puts(out, fitted.data);
		if (*fitted.data)
			end = out->size;
		fc_str_fill(out, ' ', g->right[c] ? 0 : room);
	}
	out->size = end; /* no blanks at the end */
	fc_str_putc(out, '\n');
}

static void
print_md_line(const struct fc_grid *g, struct fc_str *out, const char *const *cell)
{
	for (unsigned c = 0; c < g->n_column; c++) {
		fc_str_puts(out, "| ");
		fc_grid_text(out, cell[c], FC_MARKUP_MD);
		fc_str_putc(out, ' ');
	}
	fc_str_puts(out, "|\n");
}

static void
print_html_line(const struct fc_grid *g, struct fc_str *out, const char *const *cell, const char *tag)
{
	fc_str_puts(out, "<tr>");
	for (unsigned c = 0; c < g->n_column; c++) {
		fc_str_printf(out, "<%s%s>", tag, g->right[c] ? " class=\"n\"" : "");
		fc_grid_text(out, cell[c], FC_MARKUP_HTML);
		fc_str_printf(out, "</%s>", tag);
	}
	fc_str_puts(out, "</tr>\n");
}

void
fc_grid_print(const struct fc_grid *g, struct fc_str *out, enum fc_markup m)
{
	unsigned width[FC_GRID_COLUMNS];

	measure(g, width);
	if (m == FC_MARKUP_HTML)
		fc_str_puts(out, "<table>\n");
	if (m == FC_MARKUP_TEXT)
		print_line(g, out, g->title, width);
	else if (m == FC_MARKUP_MD)
		print_md_line(g, out, g->title);
	else
		print_html_line(g, out, g->title, "th");
	for (unsigned c = 0; m == FC_MARKUP_MD && c < g->n_column; c++)
		fc_str_puts(out, g->right[c] ? "| ---: " : "| --- ");
	if (m == FC_MARKUP_MD)
		fc_str_puts(out, "|\n");
	for (uint32_t i = 0; i < g->n; i += g->n_column) {
		if (m == FC_MARKUP_TEXT)
			print_line(g, out, &g->at[i], width);
		else if (m == FC_MARKUP_MD)
			print_md_line(g, out, &g->at[i]);
		else
			print_html_line(g, out, &g->at[i], "td");
	}
	if (m == FC_MARKUP_HTML)
		fc_str_puts(out, "</table>\n");
}
