/* view.h -- totals of a result, and the rows a report shows of it */
#ifndef FC_RESULT_VIEW_H
#define FC_RESULT_VIEW_H

#include "result/result.h"

/*
 * Sum the rows (alternatives only with params and buffers) into r->total, and
 * fill in pairs, the uncounted list and the status. r->total.peak and peak_at
 * stay as they are. Figures of a row that are not known are left out.
 */
void fc_result_total(struct fc_result *r);

/* A total by key: FC_FIGURES, peak_activation_bytes, nodes, uncounted_nodes, file_bytes, weight_bytes. */
bool fc_result_total_by_key(const struct fc_result *r, const char *key, struct fc_dim *out);
const char *fc_result_total_key(size_t i); /* all of them, in the order above; NULL past the end */

/* How many nodes of that operator ("Conv", "com.acme::Foo") were counted: the metric op:NAME. */
uint32_t fc_result_op_count(const struct fc_result *r, const char *op);

enum fc_by { FC_BY_NODE, FC_BY_MODULE, FC_BY_OP };

struct fc_column;

struct fc_view_options {
	enum fc_by by;
	unsigned depth;                /* module: cut at this depth; 0: whole paths */
	const struct fc_column *sort;  /* largest first (text: a to z); NULL: as they run; op: by macs */
	uint32_t top;                  /* 0: all */
	bool nodes_only;               /* without the rows of Constant nodes, which cost nothing */
};

/* Rows of the result, or sums of them. */
struct fc_view {
	const struct fc_row *row;
	const uint32_t *order;       /* NULL: as they stand */
	const uint32_t *in;          /* which of row a row of the result went into; NULL: its own */
	uint32_t n;
	uint32_t hidden;             /* left out by top */
	struct fc_totals hidden_sum; /* their figures */
};

/* The view lives on a. */
struct fc_view fc_result_view(struct fc_arena *a, const struct fc_result *r, const struct fc_view_options *o);
const struct fc_row *fc_view_at(const struct fc_view *v, uint32_t i);

/* "Conv"; "com.acme::Foo" outside the default domain. */
void fc_row_op(const struct fc_row *row, struct fc_str *out);
bool fc_row_in_default_domain(const struct fc_row *row);

/*
 * A dim as a figure: its number, or at symbols of 1; for sorting, shares and
 * sizes of boxes only. -1: not known.
 */
int64_t fc_result_weigh(const struct fc_result *r, struct fc_dim x);

/* The same of a row's figure; 0 where it is not known, or the row is not counted. */
int64_t fc_row_weight(const struct fc_result *r, const struct fc_row *row, const struct fc_column *figure);

const char *fc_result_status_name(enum fc_result_status s);
const char *fc_row_status_name(enum fc_row_status s);

#endif
