/* gate.h -- what diff, check, baseline and init share: models into a gate, its outcome as an exit code */
#ifndef FC_CLI_GATE_H
#define FC_CLI_GATE_H

#include "cli/outfile.h"
#include "cli/settings.h"
#include "flopcount.h"

struct fc_job;

struct fc_gate_run {
	struct fc_settings *s;
	struct flopcount_gate *gate;
	struct flopcount_outcome outcome;
	struct fc_outfile out[FC_OUTPUTS]; /* those of -o, in its order */
	size_t n_out;
};

/* Say what the gate minds. */
void fc_gate_say(struct fc_gate_run *r);

/* Make the gate; FC_EXIT_OK or what was said. */
int fc_gate_new(struct fc_gate_run *r, const struct flopcount_gate_options *o);

/* A job that ran into the gate: its diagnostics are said, its exit code answered. */
int fc_gate_take(struct fc_gate_run *r, const struct fc_job *job, const struct flopcount_gate_model *model);

/* JSON of flopcount at path ("-" is standard input, given as data) into the gate. An exit code. */
int fc_gate_load(struct fc_gate_run *r, enum flopcount_side side, const char *path,
                 const struct flopcount_bytes *data);

/* Compare; the outcome as an exit code. After FC_EXIT_FAULT there is nothing to write. */
int fc_gate_finish(struct fc_gate_run *r);

/* --- gate_out.c ------------------------------------------------------------------------ */

/* Open what -o names, before anything is read. An exit code; call close in any case. */
int fc_gate_open(struct fc_gate_run *r);

/* Drop what was not written. */
void fc_gate_close(struct fc_gate_run *r);

/*
 * Compare, and write what was found: text to standard output, unless something
 * else goes there, and all that was asked for. The outcome as an exit code.
 */
int fc_gate_conclude(struct fc_gate_run *r);

/* One format into one file (NULL: standard output). An exit code. */
int fc_gate_write(struct fc_gate_run *r, const char *format, const char *file);

#endif
