/* table.h -- what stands above and below the rows of the table */
#ifndef FC_REPORT_TABLE_H
#define FC_REPORT_TABLE_H

#include "report/report.h"

/* Title, inputs, outputs, symbols; for a model that failed, why. */
void fc_table_head(struct fc_report *r, const struct fc_result *result);

/* The totals, a line each, and what was not counted. */
void fc_table_totals(struct fc_report *r, const struct fc_result *result);

/* Switch to a colour (an escape sequence); NULL: back. Nothing without colours. */
void fc_table_paint(struct fc_report *r, const char *code);

#endif
