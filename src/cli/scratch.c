/* scratch.c -- a folder for files of a run, which goes with the program */
#define _GNU_SOURCE /* getdents64(), which unlike readdir() may run in a signal handler */

#include "cli/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/say.h"

enum { PATH_SIZE = 4096 };

static char folder[PATH_SIZE]; /* "": none */

const char *
fc_scratch_make(struct fc_say *say)
{
	const char *where = getenv("TMPDIR");
	char path[PATH_SIZE];
	int n = snprintf(path, sizeof(path), "%s/flopcount-XXXXXX", where && *where ? where : "/tmp");

	if (n > 0 && n < PATH_SIZE && mkdtemp(path)) {
		memcpy(folder, path, sizeof(folder));
		return folder;
	}
	fc_say_error(say, "cannot make a folder for temporary files: %s", strerror(errno));
	return NULL;
}

/* "." and ".." stay. */
static void
remove_files(int fd)
{
	_Alignas(struct dirent64) char room[PATH_SIZE];
	ssize_t n;

	while ((n = getdents64(fd, room, sizeof(room))) > 0) {
		for (ssize_t at = 0; at < n;) {
			const struct dirent64 *entry = (const struct dirent64 *)(const void *)(room + at);

			(void)unlinkat(fd, entry->d_name, 0);
			at += entry->d_reclen;
		}
	}
}

void
fc_scratch_remove(void)
{
	int fd;

	if (!folder[0])
		return;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		remove_files(fd);
		close(fd);
	}
	(void)rmdir(folder);
	folder[0] = '\0';
}
