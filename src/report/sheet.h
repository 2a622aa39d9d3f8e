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

/* The sheet of a view. total is the sum that stands below it. */
struct fc_sheet fc_sheet_make(const struct fc_report *r, const struct fc_result *result,
                              const struct fc_view *view, const struct fc_row *total);

/* What stands in column c of row: clean text, not cut. */
void fc_sheet_cell(struct fc_str *out, const struct fc_sheet *s, const struct fc_row *row,
                   const struct fc_column *c);

#endif
