/* outfile.h -- files that are there whole or as they were before */
#ifndef FC_CLI_OUTFILE_H
#define FC_CLI_OUTFILE_H

#include <stdbool.h>
#include <stddef.h>

struct fc_say;

/*
 * A report on its way to standard output, or to a temporary file beside its
 * target. What is no regular file (a device, a pipe) is written directly.
 */
struct fc_outfile {
	const char *name; /* as given; NULL: standard output */
	char *target;     /* NULL: written directly */
	char *temporary;
	int fd;
	int error; /* errno of the first write that failed */
	int slot;  /* of the temporary among those a signal removes */
};

bool fc_outfile_open(struct fc_outfile *f, const char *name); /* false: error is set */
int fc_outfile_write(void *f, const void *data, size_t n);    /* a flopcount_write_fn */
bool fc_outfile_commit(struct fc_outfile *f); /* false: error is set, the target is as it was */
void fc_outfile_abandon(struct fc_outfile *f);

/* Say which write failed, quietly when the reader of a pipe has gone; answers the exit code. */
int fc_outfile_failed(const struct fc_outfile *f, struct fc_say *say);

/* The exit code for what a call of the library that wrote to f answered; errors are said. */
int fc_outfile_said(const struct fc_outfile *f, struct fc_say *say, int status);

/* Remove temporaries when a signal ends the program; see a broken pipe as an error of write(). */
void fc_outfile_signals(void);

/* Remove temporaries, say why, and leave with 70. */
_Noreturn void fc_outfile_die(const char *why);

#endif
