/* cell.h -- what stands in one column of one row */
#ifndef FC_REPORT_CELL_H
#define FC_REPORT_CELL_H

#include "result/column.h"

/* Append the exact value: numbers plain, formulas whole, nothing where it is not known. May hold any byte. */
void fc_cell_exact(struct fc_str *out, const struct fc_result *r, const struct fc_row *row,
                   const struct fc_column *c);

/* Append it for people: units, "-" for none, "?" for not known. Clean text. */
void fc_cell_human(struct fc_str *out, const struct fc_result *r, const struct fc_row *row,
                   const struct fc_column *c);

/* A count or a number of bytes for people; a formula as it is. */
void fc_cell_dim(struct fc_str *out, struct fc_dim x, bool bytes);

/* "1x3x224x224"; "sequence(1x3 1x4)". */
void fc_cell_shape(struct fc_str *out, const struct fc_tensor *t);

#endif
