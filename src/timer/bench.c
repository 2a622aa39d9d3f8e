/* bench.c -- many runs, and what they say together */
#include "timer/bench.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/vec.h"

enum { MOST_RUNS = 1000000 };

struct samples FC_VEC(double);

double
fc_bench_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Between the two samples that stand around it, as numpy.percentile() does. */
static double
percentile(const double *s, uint32_t n, double q)
{
	double at = q * (n - 1);
	uint32_t low = (uint32_t)at;

	return low + 1 < n ? s[low] + (at - low) * (s[low + 1] - s[low]) : s[n - 1];
}

void
fc_bench_sum(double *s, uint32_t n, struct fc_bench *out)
{
	double sum = 0, squares = 0, low, high;

	qsort(s, n, sizeof(*s), by_size);
	low = percentile(s, n, 0.25);
	high = percentile(s, n, 0.75);
	*out = (struct fc_bench){ .sample = s, .n = n, .min = s[0], .max = s[n - 1] };
	for (uint32_t i = 0; i < n; i++) {
		sum += s[i];
		out->outliers += s[i] > high + 3 * (high - low);
	}
	out->mean = sum / n;
	for (uint32_t i = 0; i < n; i++)
		squares += (s[i] - out->mean) * (s[i] - out->mean);
	out->deviation = n > 1 ? sqrt(squares / (n - 1)) : 0;
	out->p50 = percentile(s, n, 0.5);
	out->p90 = percentile(s, n, 0.9);
	out->p99 = percentile(s, n, 0.99);
	out->noisy = high - low > 0.1 * out->p50;
}

int
fc_bench_run(struct fc_arena *a, const struct fc_runtime *runtime, void *self,
             const struct fc_bench_options *options, struct fc_bench *out, struct fc_runtime_fault *fault)
{
	struct samples s = { 0 };
	uint32_t runs = options->runs && options->runs < MOST_RUNS ? options->runs : MOST_RUNS;
	double begin;
	int status = FC_RUNTIME_OK;

	for (uint32_t i = 0; i < options->warmup && !status; i++)
		status = runtime->run(self, fault);
	begin = fc_bench_now();
	while (!status && s.n < runs) {
		double from = fc_bench_now(), to;

		if (!options->runs && s.n && s.n >= options->least_runs &&
		    from - begin >= options->least_time)
			break;
		status = runtime->run(self, fault);
		to = fc_bench_now();
		FC_VEC_PUSH(a, &s, to - from);
	}
	if (!status)
		fc_bench_sum(s.at, s.n, out);
	return status;
}
