/* grid.h -- small tables of texts, for terminals, Markdown and HTML alike */
#ifndef FC_REPORT_GRID_H
#define FC_REPORT_GRID_H

#include "base/out.h"
#include "base/str.h"

enum { FC_GRID_COLUMNS = 10 };

/* Cells are clean text (report/text.h), row after row. */
struct fc_grid {
	struct fc_arena *arena;
	const char *title[FC_GRID_COLUMNS];
	bool right[FC_GRID_COLUMNS];
	unsigned n_column;
	const char **at;
	uint32_t n, room;
};

enum fc_markup { FC_MARKUP_TEXT, FC_MARKUP_MD, FC_MARKUP_HTML };

/* titles: "change layer op >FLOPs >params"; '>' aligns to the right. */
void fc_grid_init(struct fc_grid *g, struct fc_arena *a, const char *titles);
void fc_grid_add(struct fc_grid *g, const char *text); /* the next cell; clean already, kept on the arena */
uint32_t fc_grid_rows(const struct fc_grid *g);

/* rows of it; the widths are those of all. */
void fc_grid_print(const struct fc_grid *g, struct fc_str *out, enum fc_markup m);

/* A text with what the markup gives a meaning made harmless. */
void fc_grid_text(struct fc_str *out, const char *text, enum fc_markup m);

#endif
