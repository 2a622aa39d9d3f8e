/* outfile.c -- atomic output files, and what signals must not leave behind */
#define _XOPEN_SOURCE 700 /* realpath() */

#include "cli/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/exit.h"
#include "cli/list.h"
#include "cli/scratch.h"
#include "cli/settings.h"
#include "flopcount.h"

/* What a signal handler has to know; scratch.c has the other. */
static char *volatile temporaries[FC_OUTPUTS];

static void
remove_temporaries(void)
{
	for (size_t i = 0; i < FC_OUTPUTS; i++) {
		char *path = temporaries[i];

		if (path)
			unlink(path);
	}
}

static void
on_signal(int number)
{
	remove_temporaries();
	fc_scratch_remove();
	_exit(128 + number);
}

void
fc_outfile_signals(void)
{
	static const int fatal[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction action, before;

	memset(&action, 0, sizeof(action));
	sigfillset(&action.sa_mask);
	action.sa_handler = on_signal;
	for (size_t i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++) {
		if (!sigaction(fatal[i], NULL, &before) && before.sa_handler != SIG_IGN)
			sigaction(fatal[i], &action, NULL);
	}
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
}

void
fc_outfile_die(const char *why)
{
	remove_temporaries();
	fc_scratch_remove();
	fprintf(stderr, "flopcount: error: %s\n", why);
	_exit(FC_EXIT_FAULT);
}

static int
free_slot(void)
{
	for (int i = 0; i < FC_OUTPUTS; i++) {
		if (!temporaries[i])
			return i;
	}
	return -1;
}

/* The file that name leads to, through symbolic links; name itself when there is none yet. */
static char *
resolve(const char *name)
{
	char *path = realpath(name, NULL);

	return path ? path : fc_text_copy(name, strlen(name));
}

static mode_t
mode_for(const struct stat *st)
{
	mode_t mask;

	if (st)
		return st->st_mode & 07777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

static bool
open_temporary(struct fc_outfile *f, const char *name, mode_t mode)
{
	static const char suffix[] = ".XXXXXX";
	size_t n;

	f->target = resolve(name);
	n = strlen(f->target);
	f->temporary = fc_memory(NULL, n + sizeof(suffix), 1);
	memcpy(f->temporary, f->target, n);
	memcpy(f->temporary + n, suffix, sizeof(suffix));
	f->slot = free_slot();
	if (f->slot >= 0)
		temporaries[f->slot] = f->temporary;
	f->fd = mkstemp(f->temporary);
	if (f->fd >= 0 && !fchmod(f->fd, mode))
		return true;
	f->error = errno;
	fc_outfile_abandon(f);
	return false;
}

bool
fc_outfile_open(struct fc_outfile *f, const char *name)
{
	struct stat st;
	bool exists;

	*f = (struct fc_outfile){ .name = name, .fd = STDOUT_FILENO, .slot = -1 };
	if (!name)
		return true;
	exists = !stat(name, &st);
	if (!exists || S_ISREG(st.st_mode))
		return open_temporary(f, name, mode_for(exists ? &st : NULL));
	f->fd = open(name, O_WRONLY | O_CLOEXEC);
	f->error = f->fd < 0 ? errno : 0;
	return f->fd >= 0;
}

int
fc_outfile_write(void *user, const void *data, size_t n)
{
	struct fc_outfile *f = user;
	const char *p = data;

	while (n && !f->error) {
		ssize_t done = write(f->fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0) {
			f->error = errno;
			break;
		}
		p += done;
		n -= (size_t)done;
	}
	return f->error;
}

static void
forget(struct fc_outfile *f)
{
	if (f->slot >= 0)
		temporaries[f->slot] = NULL;
	free(f->temporary);
	free(f->target);
	f->temporary = f->target = NULL;
	f->slot = f->fd = -1;
}

bool
fc_outfile_commit(struct fc_outfile *f)
{
	if (f->fd >= 0 && f->name && close(f->fd) && !f->error)
		f->error = errno;
	f->fd = -1;
	if (!f->error && f->temporary && rename(f->temporary, f->target))
		f->error = errno;
	if (f->error && f->temporary)
		unlink(f->temporary);
	forget(f);
	return !f->error;
}

void
fc_outfile_abandon(struct fc_outfile *f)
{
	if (f->fd >= 0 && f->name)
		close(f->fd);
	if (f->temporary)
		unlink(f->temporary);
	forget(f);
}

int
fc_outfile_failed(const struct fc_outfile *f, struct fc_say *say)
{
	int error = f->error ? f->error : ENOMEM; /* what was to be written was not made */

	if (error == EPIPE)
		return FC_EXIT_PIPE;
	if (f->name)
		fc_say_error(say, "cannot write '%s': %s", f->name, strerror(error));
	else
		fc_say_error(say, "cannot write standard output: %s", strerror(error));
	return FC_EXIT_MODEL;
}

int
fc_outfile_said(const struct fc_outfile *f, struct fc_say *say, int status)
{
	if (!status)
		return FC_EXIT_OK;
	if (status == FLOPCOUNT_E_IO)
		return fc_outfile_failed(f, say);
	fc_say_error(say, "%s", flopcount_status_text(status));
	return FC_EXIT_FAULT;
}
