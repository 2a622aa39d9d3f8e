/* compare.h -- models side by side: a row each, what is counted and what the user knows */
#ifndef FC_REPORT_COMPARE_H
#define FC_REPORT_COMPARE_H

#include "base/str.h"
#include "base/vec.h"
#include "report/meta.h"
#include "report/report.h"

struct fc_compare_cell {
	const char *exact; /* "": not known */
	const char *human;
	double number;     /* NaN: none */
};

/* A column of the report itself, or one of the user's. */
struct fc_compare_column {
	const char *key, *title;
	int own;           /* index of the report's own column; -1: the user's */
	uint32_t meta;     /* the user's column */
	bool right;        /* numbers */
	unsigned char keep; /* where room is short, the lowest goes first */
};

struct fc_compare_row {
	const char *path, *name;
	const struct fc_compare_cell *own;
	bool failed, complete;
};

/* What hangs on fc_report.state; it lives on fc_report.keep. */
struct fc_compare {
	const struct fc_meta *meta; /* NULL: none */
	struct row_of_model FC_VEC(struct fc_compare_row) rows;
	uint32_t *order;            /* of rows, when all are there */
	uint32_t shown;             /* how many of them */
	struct fc_compare_column *column;
	unsigned n_column;
	const char *convention;
};

/* A column by key, the report's own or the user's. false: there is none. */
bool fc_compare_find_column(const struct fc_meta *meta, const char *key, struct fc_compare_column *out);

/* Key of the report's own i-th column; NULL past the end. */
const char *fc_compare_key(size_t i);

/* The steps of every format: gather rows; sort, cut and choose columns when all are there. */
void fc_compare_begin(struct fc_report *r);
void fc_compare_add(struct fc_report *r, const struct fc_result *result);
struct fc_compare *fc_compare_settle(struct fc_report *r, bool all_columns);

struct fc_compare_cell fc_compare_cell(struct fc_compare *c, const struct fc_compare_row *row,
                                       const struct fc_compare_column *column);

/* The row on place i of those that are shown. */
static inline const struct fc_compare_row *
fc_compare_at(const struct fc_compare *c, uint32_t i)
{
	return &c->rows.at[c->order[i]];
}

/* Formats of a comparison: what fc_report_find() is for one model. */
const struct fc_report_format *fc_compare_find(const char *name);
const struct fc_report_format *fc_compare_format_at(size_t i);

extern const struct fc_report_format fc_compare_csv, fc_compare_html, fc_compare_json, fc_compare_md,
    fc_compare_svg, fc_compare_table;

#endif
