/* timing_svg.c -- a histogram of the runs of each model */
#include "report/timing.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/str.h"
#include "report/chart.h"
#include "report/text.h"

enum { BINS = 12, TEXT = 64 };

/* From the fastest run to the 99th percentile; what is slower is in the last bin. */
static void
fill(struct fc_arena *a, struct fc_chart_item *item, const struct fc_bench *b)
{
	double width = (b->p99 - b->min) / BINS;

	for (uint32_t i = 0; i < b->n; i++) {
		double at = width > 0 ? (b->sample[i] - b->min) / width : 0;

		item[at < BINS ? (unsigned)at : BINS - 1].value++;
	}
	for (unsigned i = 0; i < BINS; i++) {
		char *name = fc_arena_take(a, TEXT, 1), *text = fc_arena_take(a, TEXT, 1);

		snprintf(name, TEXT, "%s %.4g ms", i ? "from" : "least", 1e3 * (b->min + width * i));
		snprintf(text, TEXT, "%.0f", item[i].value);
		item[i].name = name;
		item[i].text = text;
	}
}

void
fc_timing_svg(struct fc_out *o, struct fc_arena *a, const struct fc_timing *const *t, size_t n)
{
	struct fc_chart *chart = FC_NEW_N(a, struct fc_chart, n + 1);

	for (size_t i = 0; i < n; i++) {
		struct fc_str title = FC_STR(a);

		fc_text_clean(&title, t[i]->path);
		chart[i] = (struct fc_chart){ .title = title.data, .x_title = "runs", .n = BINS,
			                      .item = FC_NEW_N(a, struct fc_chart_item, BINS) };
		fill(a, chart[i].item, &t[i]->bench);
	}
	fc_chart_file(o, a, chart, n);
}
