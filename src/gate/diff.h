/* diff.h -- two results of one table of sizes, row by row */
#ifndef FC_GATE_DIFF_H
#define FC_GATE_DIFF_H

#include "result/view.h"

enum fc_change { FC_CHANGE_SAME, FC_CHANGE_NEW, FC_CHANGE_REMOVED, FC_CHANGE_CHANGED, FC_CHANGE_RENAMED };
enum { FC_CHANGES = 5 };

/* X-macro of the figures that a diff compares in a row: what a baseline keeps of it. */
#define FC_DIFF_FIGURES(X) X(params) X(macs) X(flops) X(access_bytes)

struct fc_delta_row {
	enum fc_change change;
	const struct fc_row *base, *head; /* NULL: there is none */
#define FC_DIFF_FIELD(field) struct fc_dim field;
	FC_DIFF_FIGURES(FC_DIFF_FIELD) /* head - base; NaN: one of the two is not known */
#undef FC_DIFF_FIELD
};

struct fc_delta {
	const struct fc_result *base, *head;
	struct fc_delta_row *row; /* the largest change first; unchanged ones are left out */
	uint32_t n;
	uint32_t count[FC_CHANGES];
};

struct fc_diff_options {
	enum fc_by by;  /* rows, or sums of them */
	unsigned depth; /* module: cut at this depth */
};

/* Everything lives on a. */
struct fc_delta fc_diff_run(struct fc_arena *a, const struct fc_result *base, const struct fc_result *head,
                            const struct fc_diff_options *o);

const char *fc_change_name(enum fc_change c); /* "NEW" */

/* A difference as a number, symbols at 1; 0 when it is not known. */
int64_t fc_delta_weigh(const struct fc_result *r, struct fc_dim x);

/* --- pair.c: which row of one stands for which of the other --------------------------- */

struct fc_pairing {
	struct fc_arena *arena;
	const struct fc_result *base, *head;
	const struct fc_row *const *old_row, *const *new_row;
	uint32_t n_old, n_new;
	bool by_name; /* sums: nothing but the name */
	uint32_t *to_new; /* per old row: place in new_row; UINT32_MAX: none */
	uint32_t *to_old;
};

/* By name, then by structure (operator, attributes, shapes), then by order. */
void fc_pair_rows(struct fc_pairing *p);

/* Operator, attributes and output shapes are equal. */
bool fc_pair_same_structure(const struct fc_pairing *p, const struct fc_row *x, const struct fc_row *y);

#endif
