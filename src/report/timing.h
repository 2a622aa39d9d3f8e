/* timing.h -- measured times as texts and charts */
#ifndef FC_REPORT_TIMING_H
#define FC_REPORT_TIMING_H

#include "base/out.h"
#include "timer/bench.h"

struct fc_arena;

/* What was measured of one model. Seconds, bytes. */
struct fc_timing {
	const char *path, *runtime, *provider, *optimization; /* runtime: "ONNX Runtime 1.22.0" */
	unsigned threads, warmup; /* threads 0: the runtime's choice */
	struct fc_bench bench;
	double load;
	int64_t peak_rss;
};

struct fc_timing_format {
	const char *name;
	void (*write)(struct fc_out *o, struct fc_arena *a, const struct fc_timing *const *t, size_t n);
};

const struct fc_timing_format *fc_timing_at(size_t i); /* sorted by name; NULL past the end */
const struct fc_timing_format *fc_timing_find(const char *name); /* NULL: unknown */

void fc_timing_svg(struct fc_out *o, struct fc_arena *a, const struct fc_timing *const *t, size_t n);

#endif
