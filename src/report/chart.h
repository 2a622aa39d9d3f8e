/* chart.h -- bars and bubbles as SVG, readable in light and dark */
#ifndef FC_REPORT_CHART_H
#define FC_REPORT_CHART_H

#include "base/out.h"

struct fc_arena;

enum { FC_CHART_WIDTH = 1000, FC_CHART_GAP = 24 };

/* One model of a chart. text is its value in words; x, y, size: of a bubble. */
struct fc_chart_item {
	const char *name, *text;
	double value, x, y, size;
};

struct fc_chart {
	const char *title, *x_title, *y_title;
	struct fc_chart_item *item;
	unsigned n;
	unsigned width; /* of bars; 0: FC_CHART_WIDTH */
	bool bubble; /* x on a scale of logarithms, y linear, size as area; else bars of value */
};

/* What every page or file that holds charts says once, between <style> and </style>. */
extern const char fc_chart_style[];

unsigned fc_chart_height(const struct fc_chart *c);

/* An <svg> element whose top is at y of the one around it. a is scratch. */
void fc_chart_put(struct fc_out *o, struct fc_arena *a, const struct fc_chart *c, unsigned y);

/* The head of a file of its own, with a margin around width; what follows ends with </svg>. */
void fc_chart_open(struct fc_out *o, unsigned width, unsigned height);

/* Two lines on top: a title in one, which is also what the picture is called, and what it shows. */
void fc_chart_head(struct fc_out *o, const char *title, const char *about);
enum { FC_CHART_HEAD = 48 }; /* what they take */

/* Such a file with n charts below each other. a is scratch. */
void fc_chart_file(struct fc_out *o, struct fc_arena *a, const struct fc_chart *c, size_t n);

/* Text as XML has it. */
void fc_chart_text(struct fc_out *o, const char *text);

void fc_chart_bubbles(struct fc_out *o, struct fc_arena *a, const struct fc_chart *c);

#endif
