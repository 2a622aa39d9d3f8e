/* chart_treemap.h -- boxes in boxes, as large as what is in them costs */
#ifndef FC_REPORT_CHART_TREEMAP_H
#define FC_REPORT_CHART_TREEMAP_H

#include "report/cell.h"
#include "report/tree.h"

struct fc_treemap {
	struct fc_out *out;
	struct fc_arena *arena;
	const struct fc_cells *cells;
	const struct fc_column *figure;
	enum fc_by by;
	const struct fc_tree *root;
	double x, y, w, h;
};

/* What a file with treemaps says once, between <style> and </style>. */
extern const char fc_treemap_style[];

void fc_treemap_put(const struct fc_treemap *m);

#endif
