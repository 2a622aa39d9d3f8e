/* crew.h -- jobs on several threads, handed back in order */
#ifndef FC_CLI_CREW_H
#define FC_CLI_CREW_H

#include <stddef.h>

struct fc_job;
struct fc_settings;

struct fc_crew;

/*
 * Start threads that run n jobs; job[i].path and what else is to be set stands
 * there already. Who waits runs jobs too: with one thread, none is started.
 */
struct fc_crew *fc_crew_new(const struct fc_settings *s, struct fc_job *job, size_t n);

/* Wait for job i, running what is to be run; to be asked for 0, 1, 2 ... */
struct fc_job *fc_crew_wait(struct fc_crew *c, size_t i);

/* Stop after the jobs that run now, and free. */
void fc_crew_free(struct fc_crew *c);

#endif
