/* cell.h -- what stands in one column of one row */
#ifndef FC_REPORT_CELL_H
#define FC_REPORT_CELL_H

#include "result/column.h"

struct fc_dim_texts;

/* Whose cells. */
struct fc_cells {
	const struct fc_result *r;
	struct fc_dim_texts *texts;
};

struct fc_cells fc_cells_of(struct fc_arena *a, const struct fc_result *r);

/* Append the exact value: numbers plain, formulas whole, nothing where it is not known. May hold any byte. */
void fc_cell_exact(struct fc_str *out, const struct fc_cells *cells, const struct fc_row *row,
                   const struct fc_column *c);

/* Append it for people: units, "-" for none, "?" for not known. Clean text. */
void fc_cell_human(struct fc_str *out, const struct fc_cells *cells, const struct fc_row *row,
                   const struct fc_column *c);

/* "1x3x224x224"; "sequence(1x3 1x4)". May hold any byte. */
void fc_cell_shape(struct fc_str *out, const struct fc_tensor_type *t);

/* A shape, or a size to the last digit, as clean text: names of symbols come from files. */
void fc_cell_clean_shape(struct fc_str *out, const struct fc_tensor_type *t);
void fc_cell_clean_dim(struct fc_str *out, struct fc_dim x);

#endif
