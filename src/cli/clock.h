/* clock.h -- models in a runtime: what time, compare and check share */
#ifndef FC_CLI_CLOCK_H
#define FC_CLI_CLOCK_H

#include "cli/opt.h"
#include "flopcount.h"

struct fc_job;
struct fc_settings;

struct fc_clock {
	struct fc_settings *s;
	struct flopcount_timer_options options;
	char *places;
};

/* Take the options that the command line gave. An exit code, after an error. */
int fc_clock_open(struct fc_clock *c, struct fc_settings *s);
void fc_clock_done(struct fc_clock *c);

/* Say what a context said when a timer failed with status; answers its exit code. job: NULL, no model. */
int fc_clock_failed(struct fc_clock *c, struct flopcount_ctx *ctx, const struct fc_job *job, int status);

/* Run the model that a job kept. An exit code; *out is NULL after an error. */
int fc_clock_run(struct fc_clock *c, const struct fc_job *job, struct flopcount_timer **out);

/* Run it that often, each time loaded anew, and give its result the times. */
int fc_clock_measure(struct fc_clock *c, const struct fc_job *job, size_t repeats);

extern const struct fc_opt fc_options_runs[], fc_options_runtime[];

#endif
