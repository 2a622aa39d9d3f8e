/* report.h -- the format vtable: results in, text out */
#ifndef FC_REPORT_REPORT_H
#define FC_REPORT_REPORT_H

#include "base/out.h"
#include "result/column.h"
#include "result/view.h"

struct fc_meta;

/* What a comparison is asked for. Columns and sort are keys that were looked up before. */
struct fc_report_compare {
	const struct fc_meta *meta; /* NULL: none */
	const char *sort;           /* NULL: as they come */
	const char *const *column;
	unsigned n_column;          /* 0: the format's own choice */
	bool timed;                 /* with what was measured */
};

struct fc_report_options {
	struct fc_view_options view;
	const struct fc_column *const *column; /* NULL: the format's own choice */
	unsigned n_column;
	bool summary;      /* csv: one row per model */
	bool color;        /* table */
	unsigned width;    /* table: columns of the terminal; 0: 100 */
	bool verbose;
	bool memory;       /* adds alive_bytes to csv and json */
	bool roofline;     /* results have a device: adds its columns to csv; svg draws it */
	const struct fc_report_compare *compare; /* NULL: a report of each model */
	unsigned models;   /* how many results will come; 1: a bare JSON object */
};

struct fc_report {
	const struct fc_report_format *format;
	struct fc_report_options options;
	struct fc_out *out;
	struct fc_arena *arena; /* scratch of add(); reset after each result */
	struct fc_arena *keep;  /* what lasts as long as the report; for those that have a state */
	void *state;
	unsigned n;             /* results so far */
};

struct fc_report_format {
	const char *name; /* "csv" */
	void (*begin)(struct fc_report *r); /* NULL: nothing to say */
	void (*add)(struct fc_report *r, const struct fc_result *result);
	void (*end)(struct fc_report *r);   /* NULL: nothing to say */
};

const struct fc_report_format *fc_report_find(const char *name); /* NULL: unknown */
const struct fc_report_format *fc_report_at(size_t i);           /* sorted by name; NULL past the end */

/*
 * The three steps. r has its format, options, out and arena set. add() answers
 * false when the reader has gone or the disk is full; out->failed stays set.
 */
void fc_report_begin(struct fc_report *r);
bool fc_report_add(struct fc_report *r, const struct fc_result *result);
bool fc_report_end(struct fc_report *r);

extern const struct fc_report_format fc_report_csv, fc_report_dot, fc_report_html, fc_report_json;
extern const struct fc_report_format fc_report_jsonl, fc_report_md, fc_report_svg, fc_report_table;
extern const struct fc_report_format fc_report_roofline; /* what svg turns to where results have a device */

#endif
