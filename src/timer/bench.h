/* bench.h -- many runs, and what they say together */
#ifndef FC_TIMER_BENCH_H
#define FC_TIMER_BENCH_H

#include <stdbool.h>
#include <stdint.h>

#include "timer/runtime.h"

struct fc_arena;

struct fc_bench_options {
	uint32_t runs;     /* 0: as many as least_time takes, and least_runs */
	uint32_t warmup, least_runs;
	double least_time; /* seconds */
};

/* Seconds. */
struct fc_bench {
	const double *sample; /* sorted */
	uint32_t n, outliers; /* more than three widths of the middle half above it */
	double mean, deviation, min, max, p50, p90, p99;
	bool noisy;           /* the middle half is wider than a tenth of the median */
};

/* Seconds on a clock that only goes forward. */
double fc_bench_now(void);

/* One run after the other; answers as runtime->run() does. */
int fc_bench_run(struct fc_arena *a, const struct fc_runtime *runtime, void *self,
                 const struct fc_bench_options *options, struct fc_bench *out,
                 struct fc_runtime_fault *fault);

/* The statistics of n samples, which are sorted in place; n is 1 at least. */
void fc_bench_sum(double *sample, uint32_t n, struct fc_bench *out);

#endif
