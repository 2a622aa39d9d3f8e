/* tree.h -- the rows of a view in the modules around them */
#ifndef FC_REPORT_TREE_H
#define FC_REPORT_TREE_H

#include "base/human.h"
#include "result/column.h"
#include "result/view.h"

/* A module, or a row of the view. */
struct fc_tree {
	const char *path;          /* of a module; "" the model's, and a row's */
	const struct fc_row *row;  /* NULL: a module */
	uint32_t at;               /* of a row: its place in view.row */
	double weight;             /* the figure of all that is in it */
	struct fc_tree *up, *kid, *last, *next; /* in the order of the view */
};

struct fc_tree_source {
	const struct fc_result *r;
	const struct fc_view *view;
	enum fc_by by;
	const struct fc_column *figure; /* a column of sizes */
};

/* The root, on a. Modules deeper than 40 are not told apart. */
struct fc_tree *fc_tree_of(struct fc_arena *a, const struct fc_tree_source *s);

/* "37.5%", "<0.1%" */
void fc_tree_share(double part, double whole, char out[FC_HUMAN_SIZE]);

/* What a figure of rows and boxes means by default: FLOPs, or bytes moved where there are none. */
const struct fc_column *fc_tree_figure(const struct fc_result *r, const struct fc_view_options *o);

/* Below modules that hold one thing each; t itself when there is no such. */
const struct fc_tree *fc_tree_below(const struct fc_tree *t);

/* What people call a row: its name, else its operator and number. Clean text. */
void fc_tree_name(struct fc_str *out, const struct fc_row *row, enum fc_by by);

/* What t is called inside of around, a module it is in: the rest of the path, or of its name. Clean text. */
void fc_tree_label(struct fc_str *out, const struct fc_tree *t, const struct fc_tree *around, enum fc_by by);

#endif
