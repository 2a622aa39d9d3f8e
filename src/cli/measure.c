/* measure.c -- threads that compute, then move memory, against the clock */
#include "cli/measure.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	THREADS_MAX = 1024,
	TRIES = 5,
	ROUNDS = 20000,                   /* some 10 to 50 ms */
	TRIAD_LEAST = 192 << 20,          /* bytes of the three arrays together */
	CACHES = 4                        /* or so many times the last cache */
};

struct worker {
	pthread_t thread;
	pthread_barrier_t *line;
	fc_fma_fn fma;
	float *a, *b, *c, sum;
	size_t n;
	double fma_time[TRIES], triad_time[TRIES]; /* of the first worker: from line to line */
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* All start together; the time is that of the slowest. */
static void *
work(void *args)
{
	struct worker *w = args;

	memset(w->a, 0, w->n * sizeof(*w->a)); /* pages near the thread that uses them */
	for (size_t i = 0; i < w->n; i++)
		w->b[i] = w->c[i] = 1;
	for (int i = 0; i < 2 * TRIES; i++) {
		double start;

		pthread_barrier_wait(w->line);
		start = now();
		if (i < TRIES)
			w->sum += w->fma(ROUNDS);
		else
			fc_triad(w->a, w->b, w->c, w->n);
		pthread_barrier_wait(w->line);
		*(i < TRIES ? &w->fma_time[i] : &w->triad_time[i - TRIES]) = now() - start;
	}
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
	size_t size = TRIAD_LEAST;
#ifdef _SC_LEVEL3_CACHE_SIZE
	long cache = sysconf(_SC_LEVEL3_CACHE_SIZE);

	if (cache > 0 && (size_t)cache * CACHES > size)
		size = (size_t)cache * CACHES;
#endif
	return size < (size_t)4 << 30 ? size : (size_t)4 << 30;
}

/* All threads or none: the line waits for every one of them. */
static bool
run(struct worker *w, unsigned n)
{
	pthread_barrier_t line;
	unsigned started = 0;

	if (pthread_barrier_init(&line, NULL, n))
		return false;
	for (unsigned i = 0; i < n; i++)
		w[i].line = &line;
	while (started + 1 < n && !pthread_create(&w[started + 1].thread, NULL, work, &w[started + 1]))
		started++;
	if (started + 1 < n)
		return false; /* those that wait end with the program */
	work(&w[0]);
	for (unsigned i = 1; i < n; i++)
		pthread_join(w[i].thread, NULL);
	pthread_barrier_destroy(&line);
	return true;
}

bool
fc_measure(struct fc_measured *out, unsigned threads)
{
	unsigned n = threads ? threads : processors(), flops;
	struct worker *w = calloc(n, sizeof(*w));
	size_t each = triad_size() / (3 * sizeof(float)) / n;
	float *room = malloc(each * n * 3 * sizeof(*room));
	bool ok = w && room;

	*out = (struct fc_measured){ .threads = n, .triad_bytes = each * n * 3 * sizeof(float) };
	for (unsigned i = 0; ok && i < n; i++) {
		w[i].fma = fc_fma_kernel(&flops, &out->kernel);
		w[i].a = room + each * 3 * i;
		w[i].b = w[i].a + each;
		w[i].c = w[i].b + each;
		w[i].n = each;
	}
	if (ok && !run(w, n))
		return false; /* threads may still look at what is theirs */
	if (ok) {
		out->flops = (double)flops * ROUNDS * n / least(w[0].fma_time);
		out->bandwidth = (double)out->triad_bytes / least(w[0].triad_time);
	}
	free(room);
	free(w);
	return ok;
}
