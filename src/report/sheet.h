/* sheet.h -- the columns of a table for people: chosen, measured, fitted */
#ifndef FC_REPORT_SHEET_H
#define FC_REPORT_SHEET_H

#include "report/cell.h"
#include "report/report.h"

enum { FC_SHEET_GAP = 2 }; /* blanks between columns */

struct fc_sheet_column {
	const struct fc_column *c;
	unsigned width, least, most;
	unsigned natural;    /* what its cells take, up to most */
	bool right;          /* numbers */
	unsigned char keep;  /* where room is short, the lowest goes first */
};

struct fc_sheet {
	struct fc_cells cells;
	enum fc_by by;
	struct fc_sheet_column *at;
	unsigned n;
	unsigned bar;        /* columns left for a bar; 0: none */
	int64_t largest;     /* the share of the longest bar */
};

/* What the cells behind a layer's name hang on: a million rows are of a few hundred kinds. */
struct fc_sheet_kind {
	const struct fc_like *like;
	struct fc_shape out; /* of the first result */
	uint16_t n_out;
	uint8_t status;
};

enum { FC_SHEET_KINDS = 256 }; /* places for what is kept of kinds, by fc_sheet_kind_place() */

/* The sheet of a view. total is the sum that stands below it. */
struct fc_sheet fc_sheet_make(const struct fc_report *r, const struct fc_result *result,
                              const struct fc_view *view, const struct fc_row *total);

/* What stands in column c of row: clean text, not cut. */
void fc_sheet_cell(struct fc_str *out, const struct fc_sheet *s, const struct fc_row *row,
                   const struct fc_column *c);

/* How many cells, from the first, are a row's own; those behind them rows of a kind share. */
unsigned fc_sheet_own(const struct fc_sheet *s);

/* The kind of row; false: it stands alone. */
bool fc_sheet_kind_of(const struct fc_sheet *s, const struct fc_row *row, struct fc_sheet_kind *out);
bool fc_sheet_kind_same(const struct fc_sheet_kind *a, const struct fc_sheet_kind *b);
unsigned fc_sheet_kind_place(const struct fc_sheet_kind *k);

#endif
