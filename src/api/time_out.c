/* time_out.c -- what was measured: figures, into results, as reports */
#include "api/timer_handle.h"

#include <stdlib.h>
#include <string.h>

double
flopcount_timer_figure(const struct flopcount_timer *timer, const char *key)
{
	const struct fc_bench *b = timer ? &timer->timing.bench : NULL;
	const struct {
		const char *key;
		double value;
	} figures[] = {
		{ "load", b ? timer->timing.load : 0 }, { "max", b ? b->max : 0 },
		{ "mean", b ? b->mean : 0 },            { "min", b ? b->min : 0 },
		{ "noisy", b ? b->noisy : 0 },          { "outliers", b ? b->outliers : 0 },
		{ "p50", b ? b->p50 : 0 },              { "p90", b ? b->p90 : 0 },
		{ "p99", b ? b->p99 : 0 },              { "runs", b ? b->n : 0 },
		{ "stddev", b ? b->deviation : 0 },
	};

	for (size_t i = 0; key && b && timer->ran && i < sizeof(figures) / sizeof(figures[0]); i++) {
		if (!strcmp(figures[i].key, key))
			return figures[i].value;
	}
	return -1;
}

/* --- of results --------------------------------------------------------------------------- */

static int
by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

int
flopcount_result_time(struct flopcount_result *result, struct flopcount_timer *const *timers, size_t n)
{
	enum { MOST = 64 };
	int64_t half[MOST], most[MOST];

	if (!result || !timers || !n || n > MOST)
		return FLOPCOUNT_E_ARGUMENT;
	for (size_t i = 0; i < n; i++) {
		if (!timers[i] || !timers[i]->ran)
			return FLOPCOUNT_E_ARGUMENT;
		half[i] = (int64_t)(timers[i]->timing.bench.p50 * 1e9) + 1; /* 0: not measured */
		most[i] = (int64_t)(timers[i]->timing.bench.p90 * 1e9) + 1;
	}
	qsort(half, n, sizeof(*half), by_size);
	qsort(most, n, sizeof(*most), by_size);
	result->r->latency[0] = half[n / 2];
	result->r->latency[1] = most[n / 2];
	return FLOPCOUNT_OK;
}

/* --- writing ------------------------------------------------------------------------------ */

struct write_args {
	struct flopcount_timer *const *timer;
	size_t n;
	const struct fc_timing_format *format; /* NULL: the providers */
	struct fc_heap heap;
	struct fc_out out;
	struct flopcount_sink sink;
};

static int
timer_write(void *args)
{
	struct write_args *w = args;
	struct fc_arena *a = fc_arena_new(&w->heap);
	const struct fc_timing **t = FC_NEW_N(a, const struct fc_timing *, w->n + 1);
	const char *name;

	fc_out_init(&w->out, fc_api_sink, &w->sink);
	for (size_t i = 0; i < w->n; i++)
		t[i] = &w->timer[i]->timing;
	if (w->format)
		w->format->write(&w->out, a, t, w->n);
	else
		for (size_t i = 0; (name = w->timer[0]->runtime->provider_at(w->timer[0]->self, i)); i++)
			fc_out_printf(&w->out, "%s\n", name);
	return fc_out_flush(&w->out) ? FLOPCOUNT_OK : FLOPCOUNT_E_IO;
}

int
flopcount_timer_write(struct flopcount_timer *const *timers, size_t n, const char *format,
                      struct flopcount_sink sink)
{
	struct write_args *w;
	bool providers = format && !strcmp(format, "providers");
	int status;

	if ((n && !timers) || !format || !sink.write || (providers && (!n || !timers[0]->self)))
		return FLOPCOUNT_E_ARGUMENT;
	for (size_t i = 0; i < n && !providers; i++) {
		if (!timers[i]->ran)
			return FLOPCOUNT_E_ARGUMENT;
	}
	if (!providers && !fc_timing_find(format))
		return FLOPCOUNT_E_NOT_FOUND;
	w = calloc(1, sizeof(*w));
	if (!w)
		return FLOPCOUNT_E_MEMORY;
	w->timer = timers;
	w->n = n;
	w->format = providers ? NULL : fc_timing_find(format);
	w->sink = sink;
	status = fc_api_guard(&w->heap, timer_write, w);
	fc_heap_done(&w->heap);
	free(w);
	return status;
}
