/* measure.c -- threads that compute, then move memory, against the clock */
#include "timer/measure.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "timer/bench.h"

enum {
	THREADS_MAX = 1024,
	TRIES = 5,
	ROUNDS = 20000,                   /* some 10 to 50 ms */
	TRIAD_LEAST = 192 << 20,          /* bytes of the three arrays together */
	CACHES = 4                        /* or so many times the last cache */
};

/* Workers wait at the gate until all are there; then go tells whether to. */
struct crew {
	pthread_mutex_t gate;
	pthread_barrier_t line;
	bool go;
};

struct worker {
	pthread_t thread;
	struct crew *crew;
	fc_fma_fn fma;
	float *a, *b, *c, sum;
	size_t n;
	double fma_time[TRIES], triad_time[TRIES]; /* of the first worker: from line to line */
};

/* All start together; the time is that of the slowest. */
static void
work(struct worker *w)
{
	memset(w->a, 0, w->n * sizeof(*w->a)); /* pages near the thread that uses them */
	for (size_t i = 0; i < w->n; i++)
		w->b[i] = w->c[i] = 1;
	for (int i = 0; i < 2 * TRIES; i++) {
		double start;

		pthread_barrier_wait(&w->crew->line);
		start = fc_bench_now();
		if (i < TRIES)
			w->sum += w->fma(ROUNDS);
		else
			fc_triad(w->a, w->b, w->c, w->n);
		pthread_barrier_wait(&w->crew->line);
		*(i < TRIES ? &w->fma_time[i] : &w->triad_time[i - TRIES]) = fc_bench_now() - start;
	}
}

static void *
wait_and_work(void *args)
{
	struct worker *w = args;
	bool go;

	pthread_mutex_lock(&w->crew->gate);
	go = w->crew->go;
	pthread_mutex_unlock(&w->crew->gate);
	if (go)
		work(w);
	return NULL;
}

static double
least(const double *time)
{
	double best = time[0];

	for (int i = 1; i < TRIES; i++)
		best = time[i] < best ? time[i] : best;
	return best > 1e-9 ? best : 1e-9;
}

static unsigned
processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (unsigned)n;
}

static size_t
triad_size(void)
{
	const uint64_t most = SIZE_MAX / 4 < (uint64_t)4 << 30 ? SIZE_MAX / 4 : (uint64_t)4 << 30;
	uint64_t size = TRIAD_LEAST;
#ifdef _SC_LEVEL3_CACHE_SIZE
	long cache = sysconf(_SC_LEVEL3_CACHE_SIZE);

	if (cache > 0 && (uint64_t)cache * CACHES > size)
		size = (uint64_t)cache * CACHES;
#endif
	return (size_t)(size < most ? size : most);
}

/* All threads or none: the line waits for every one of them. */
static bool
run(struct worker *w, unsigned n)
{
	struct crew crew = { .gate = PTHREAD_MUTEX_INITIALIZER };
	unsigned started = 1;

	if (pthread_barrier_init(&crew.line, NULL, n))
		return false;
	for (unsigned i = 0; i < n; i++)
		w[i].crew = &crew;
	pthread_mutex_lock(&crew.gate);
	while (started < n && !pthread_create(&w[started].thread, NULL, wait_and_work, &w[started]))
		started++;
	crew.go = started == n;
	pthread_mutex_unlock(&crew.gate);
	if (crew.go)
		work(&w[0]);
	for (unsigned i = 1; i < started; i++)
		pthread_join(w[i].thread, NULL);
	pthread_barrier_destroy(&crew.line);
	return crew.go;
}

static bool
measure(struct fc_measured *out, struct worker *w, float *room, size_t each)
{
	unsigned flops;
	fc_fma_fn fma = fc_fma_kernel(&flops, &out->kernel);

	for (unsigned i = 0; i < out->threads; i++) {
		w[i].fma = fma;
		w[i].a = room + each * 3 * i;
		w[i].b = w[i].a + each;
		w[i].c = w[i].b + each;
		w[i].n = each;
	}
	if (!run(w, out->threads))
		return false;
	out->flops = (double)flops * ROUNDS * out->threads / least(w[0].fma_time);
	out->bandwidth = (double)out->triad_bytes / least(w[0].triad_time);
	return true;
}

bool
fc_measure(struct fc_measured *out, unsigned threads)
{
	unsigned n = !threads ? processors() : threads < THREADS_MAX ? threads : THREADS_MAX;
	struct worker *w = calloc(n, sizeof(*w));
	size_t each = triad_size() / (3 * sizeof(float)) / n;
	float *room = malloc(each * n * 3 * sizeof(*room));
	bool ok;

	*out = (struct fc_measured){ .threads = n, .triad_bytes = each * n * 3 * sizeof(float) };
	ok = w && room && measure(out, w, room, each);
	free(room);
	free(w);
	return ok;
}
