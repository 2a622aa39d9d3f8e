/* column.h -- the column table: one line per column, for every report */
#ifndef FC_RESULT_COLUMN_H
#define FC_RESULT_COLUMN_H

#include "result/result.h"

enum fc_column_kind { FC_COLUMN_TEXT, FC_COLUMN_COUNT, FC_COLUMN_BYTES, FC_COLUMN_SHAPES, FC_COLUMN_STATUS };

struct fc_column {
	const char *key;    /* "macs": CSV header, JSON key, --columns, --sort */
	const char *title;  /* "MACs": tables for people */
	enum fc_column_kind kind;
	size_t offset;      /* into struct fc_row; shapes: of the operand list */
};

const struct fc_column *fc_column_find(const char *key); /* NULL: unknown */
const struct fc_column *fc_column_at(size_t i);          /* in CSV order; NULL past the end */

#endif
