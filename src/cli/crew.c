/* crew.c -- a few threads, each with one model and its own context at a time */
#include "cli/crew.h"

#ifdef __linux__
#include <malloc.h>
#endif
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/job.h"
#include "cli/list.h"
#include "cli/settings.h"

enum {
	THREADS = 256,
	KEPT = 4 << 20 /* bytes that are free at the end of a heap */
};

struct fc_crew {
	const struct fc_settings *s;
	struct fc_job *job;
	size_t n;
	size_t next;  /* to be begun */
	size_t asked; /* jobs before it were handed back */
	size_t ahead; /* how far next may run before asked: results take memory */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t thread[THREADS];
	size_t n_thread;
};

/* Run the next job, if there is one and it may be begun; the lock is held before and after. */
static bool
run_next(struct fc_crew *c)
{
	struct fc_job *job;

	if (c->next >= c->n || c->next >= c->asked + c->ahead)
		return false;
	job = &c->job[c->next++];
	pthread_mutex_unlock(&c->lock);
	fc_job_run(c->s, job);
	pthread_mutex_lock(&c->lock);
	job->done = true;
	pthread_cond_broadcast(&c->changed);
	return true;
}

static void *
work(void *args)
{
	struct fc_crew *c = args;

	pthread_mutex_lock(&c->lock);
	while (c->next < c->n) {
		if (!run_next(c))
			pthread_cond_wait(&c->changed, &c->lock);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

static size_t
threads_for(const struct fc_settings *s, size_t n)
{
	long processors = s->jobs ? 0 : sysconf(_SC_NPROCESSORS_ONLN);
	size_t threads = processors > 0 ? (size_t)processors : (size_t)s->jobs;

	threads = threads > n ? n : threads;
	return threads > THREADS ? THREADS : threads;
}

/* What one model leaves is kept for the next: else its pages go back and are asked for again. */
static void
keep_memory(void)
{
#ifdef M_TRIM_THRESHOLD
	mallopt(M_MMAP_THRESHOLD, KEPT / 2);
	mallopt(M_TRIM_THRESHOLD, KEPT);
#endif
}

struct fc_crew *
fc_crew_new(const struct fc_settings *s, struct fc_job *job, size_t n)
{
	struct fc_crew *c = fc_memory(NULL, 1, sizeof(*c));
	size_t threads = threads_for(s, n);

	*c = (struct fc_crew){ .s = s, .job = job, .n = n, .ahead = 2 * threads };
	if (n > 1)
		keep_memory();
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->changed, NULL);
	/* Who waits for a job works too: to wake a thread takes longer than a small model. */
	while (c->n_thread + 1 < threads && !pthread_create(&c->thread[c->n_thread], NULL, work, c))
		c->n_thread++;
	return c;
}

struct fc_job *
fc_crew_wait(struct fc_crew *c, size_t i)
{
	pthread_mutex_lock(&c->lock);
	c->asked = i;
	pthread_cond_broadcast(&c->changed);
	while (!c->job[i].done) {
		if (!run_next(c))
			pthread_cond_wait(&c->changed, &c->lock);
	}
	pthread_mutex_unlock(&c->lock);
	return &c->job[i];
}

void
fc_crew_free(struct fc_crew *c)
{
	pthread_mutex_lock(&c->lock);
	c->n = c->next;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
	for (size_t i = 0; i < c->n_thread; i++)
		pthread_join(c->thread[i], NULL);
	pthread_cond_destroy(&c->changed);
	pthread_mutex_destroy(&c->lock);
	free(c);
}
