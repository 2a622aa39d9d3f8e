/* job.h -- one model from path to result, in a context of its own */
#ifndef FC_CLI_JOB_H
#define FC_CLI_JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/list.h"

struct fc_settings;
struct flopcount_bytes;
struct flopcount_ctx;
struct flopcount_model;
struct flopcount_result;

struct fc_job {
	const char *path;
	const struct flopcount_bytes *bytes; /* NULL: the file at path */
	struct fc_list input; /* of this model alone, where the command line gives none */
	int status; /* enum flopcount_status of the step that failed; 0: none did */
	struct flopcount_ctx *ctx;
	struct flopcount_model *model;   /* kept when keep_model is set; else NULL */
	struct flopcount_result *result; /* NULL only when memory ran out */
	bool *used;                      /* by -i, then by -d: did this model have a use for it? */
	bool keep_model;
	bool done; /* of a job on a thread */
};

struct fc_ops_file;

/* Is a file of operators one; else its faults are said. */
bool fc_job_try_ops(struct fc_settings *s, const struct fc_ops_file *file);

/* Fill ctx with what the command line gave. 0, or a status after errors; say is false on threads. */
int fc_job_give(const struct fc_settings *s, struct flopcount_ctx *ctx);

/* Say an error for every -i and -d that makes no sense whatever the model. An exit code. */
int fc_job_check(struct fc_settings *s);

/* Open and count. Says nothing. */
void fc_job_run(const struct fc_settings *s, struct fc_job *job);

/* Say the diagnostics of the model; answers its exit code. */
int fc_job_say(struct fc_settings *s, const struct fc_job *job);

void fc_job_done(struct fc_job *job);

#endif
