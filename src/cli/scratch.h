/* scratch.h -- a folder for files of a run, which goes with the program */
#ifndef FC_CLI_SCRATCH_H
#define FC_CLI_SCRATCH_H

struct fc_say;

/* Make it in TMPDIR, or /tmp; the one there is. NULL: it cannot be made, which is said. */
const char *fc_scratch_make(struct fc_say *say);

/* Remove it with the files in it. A signal handler may call this; without one, nothing happens. */
void fc_scratch_remove(void);

#endif
