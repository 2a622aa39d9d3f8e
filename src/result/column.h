/* column.h -- the column table: one line per column, for every report */
#ifndef FC_RESULT_COLUMN_H
#define FC_RESULT_COLUMN_H

#include "result/result.h"

enum fc_column_kind {
	FC_COLUMN_TEXT,       /* const char *; NULL: empty */
	FC_COLUMN_NUMBER,     /* uint32_t */
	FC_COLUMN_BYTE,       /* uint8_t */
	FC_COLUMN_COUNT,      /* struct fc_dim */
	FC_COLUMN_BYTES,      /* struct fc_dim */
	FC_COLUMN_TIME,       /* struct fc_dim, picoseconds */
	FC_COLUMN_INTENSITY,
	FC_COLUMN_SHARE,      /* struct fc_dim of the figures, as a part of the total */
	FC_COLUMN_ATTRIBUTES,
	FC_COLUMN_INPUTS,
	FC_COLUMN_OUTPUTS,
	FC_COLUMN_BOUND,
	FC_COLUMN_STATUS
};

struct fc_column {
	const char *key;   /* "macs": CSV header, JSON key, --columns, --sort */
	const char *title; /* "MACs": tables for people */
	enum fc_column_kind kind;
	size_t offset;     /* into struct fc_row, or with FC_COLUMN_LIKE into its struct fc_like */
};

enum { FC_COLUMN_LIKE = 1 << 16 };

const struct fc_column *fc_column_find(const char *key); /* NULL: unknown */
const struct fc_column *fc_column_at(size_t i);          /* in CSV order, others behind; NULL past the end */

enum { FC_COLUMNS_CSV = 16 }; /* so many of them make the CSV header */

static inline bool
fc_column_is_number(const struct fc_column *c)
{
	return c->kind >= FC_COLUMN_NUMBER && c->kind <= FC_COLUMN_SHARE;
}

/* Where the value stands. */
static inline const void *
fc_column_of(size_t offset, const struct fc_row *row)
{
	if (offset & FC_COLUMN_LIKE)
		return (const char *)row->like + (offset - FC_COLUMN_LIKE);
	return (const char *)row + offset;
}

static inline struct fc_dim
fc_column_dim(const struct fc_column *c, const struct fc_row *row)
{
	return *(const struct fc_dim *)fc_column_of(c->offset, row);
}

static inline const char *
fc_column_text(const struct fc_column *c, const struct fc_row *row)
{
	return *(const char *const *)fc_column_of(c->offset, row);
}

/* The offset of a member of either. */
#define FC_COLUMN_AT(field)      offsetof(struct fc_row, field)
#define FC_COLUMN_AT_LIKE(field) (FC_COLUMN_LIKE + offsetof(struct fc_like, field))

#endif
