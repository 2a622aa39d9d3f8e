/* confine.h -- the kernel holds this process: files by Landlock, system calls by seccomp */
#ifndef FC_CLI_CONFINE_H
#define FC_CLI_CONFINE_H

#include <stddef.h>

enum fc_grant_rights {
	FC_GRANT_READ = 1,  /* a file, or all below a folder */
	FC_GRANT_WRITE = 2, /* what is there, or below a folder */
	FC_GRANT_MAKE = 4   /* in a folder: names made and replaced, not what is in the files */
};

struct fc_grant {
	const char *path; /* one that does not exist grants nothing */
	unsigned rights;
};

enum fc_confined {
	FC_CONFINED_FILES = 1, /* no path is opened but those granted */
	FC_CONFINED_CALLS = 2  /* no sockets, programs or processes; what was written is never run */
};

/* For this thread and those it starts, for good. Answers what is in force: enum fc_confined. */
unsigned fc_confine(const struct fc_grant *grant, size_t n);

#endif
