/*
 * shim.c -- preloaded: calls of the C library that fail when they are told to
 *
 *	FAULT_MALLOC=N   the N-th allocation fails; 0 only counts
 *	FAULT_OPEN=eio:N the N-th file is not opened
 *	FAULT_READ=HOW   short: one byte at a time; eintr: every other call is interrupted;
 *	                 eio:N: the N-th fails; shrink:N: from the N-th on there is nothing more
 *	FAULT_WRITE=HOW  short, eintr; enospc:N, eio:N: the N-th fails
 *	FAULT_CLOSE=1, FAULT_RENAME=1   closing what was written, or renaming, fails
 *	FAULT_ATTACK=HOW at the first pread(): attack.h; list: their names, and no more
 *	FAULT_KERNEL=WORDS   what the kernel does not know: landlock, seccomp, privileges
 *	FAULT_LOG=FD     paths that are opened, one a line, and the number of allocations at the end
 */
#define _GNU_SOURCE

#include "attack.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool ready;
static long fail_at, allocations, opens, reads, writes;
static const char *open_how, *read_how, *write_how, *attack;
static int log_fd = -1;

/* What a build that counts its lines takes to write them down is its own. */
static void
stop(void)
{
	ready = false;
}

__attribute__((constructor)) static void
begin(void)
{
	const char *n = getenv("FAULT_MALLOC"), *fd = getenv("FAULT_LOG");

	fail_at = n ? atol(n) : 0;
	open_how = getenv("FAULT_OPEN");
	read_how = getenv("FAULT_READ");
	write_how = getenv("FAULT_WRITE");
	attack = getenv("FAULT_ATTACK");
	if (attack && !strcmp(attack, "list")) {
		fc_attack_list();
		_exit(0);
	}
	log_fd = fd ? atoi(fd) : -1;
	ready = true;
	atexit(stop);
}

__attribute__((destructor)) static void
end(void)
{
	if (log_fd >= 0)
		dprintf(log_fd, "%ld allocations\n", allocations);
}

/* --- memory ----------------------------------------------------------------------------------- */

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

static bool
fails(void)
{
	return ready && ++allocations == fail_at;
}

void *
malloc(size_t n)
{
	if (!fails())
		return __libc_malloc(n);
	errno = ENOMEM;
	return NULL;
}

void *
calloc(size_t n, size_t size)
{
	if (!fails())
		return __libc_calloc(n, size);
	errno = ENOMEM;
	return NULL;
}

void *
realloc(void *p, size_t n)
{
	if (!fails())
		return __libc_realloc(p, n);
	errno = ENOMEM;
	return NULL;
}

/* --- files ------------------------------------------------------------------------------------ */

static bool
starts(const char *text, const char *start, long *n)
{
	size_t k = strlen(start);

	if (!text || strncmp(text, start, k) != 0)
		return false;
	*n = atol(text + k);
	return true;
}

/* false: it is not to be opened. */
static bool
may_open(const char *path)
{
	long at;

	if (log_fd >= 0 && ready)
		dprintf(log_fd, "%s\n", path);
	if (!ready || !starts(open_how, "eio:", &at) || ++opens != at)
		return true;
	errno = EIO;
	return false;
}

static int
open_any(const char *path, int flags, mode_t mode)
{
	if (!may_open(path))
		return -1;
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int
open(const char *path, int flags, ...)
{
	mode_t mode;
	va_list ap;

	va_start(ap, flags);
	mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	return open_any(path, flags, mode);
}

int
open64(const char *path, int flags, ...)
{
	mode_t mode;
	va_list ap;

	va_start(ap, flags);
	mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	return open_any(path, flags | O_LARGEFILE, mode);
}

/* The library's own function of that name. */
static FILE *
open_next(const char *name, const char *path, const char *mode)
{
	FILE *(*next)(const char *path, const char *mode);

	*(void **)(void *)&next = dlsym(RTLD_NEXT, name);
	return may_open(path) ? next(path, mode) : NULL;
}

FILE *
fopen64(const char *path, const char *mode)
{
	return open_next("fopen64", path, mode);
}

FILE *
fopen(const char *path, const char *mode)
{
	return open_next("fopen", path, mode);
}

/* How many bytes are read of n; -1 after an error. */
static ssize_t
meddle(size_t n)
{
	const char *how = attack;
	long at;

	attack = NULL;
	if (how)
		fc_attack(how);
	reads++;
	errno = 0;
	if (read_how && !strcmp(read_how, "short"))
		return n ? 1 : 0;
	if (read_how && !strcmp(read_how, "eintr") && reads % 2)
		errno = EINTR;
	else if (starts(read_how, "eio:", &at) && reads == at)
		errno = EIO;
	else if (starts(read_how, "shrink:", &at) && reads >= at)
		return 0;
	return errno ? -1 : (ssize_t)n;
}

static ssize_t
read_at(int fd, void *to, size_t n, off64_t at)
{
	ssize_t take = meddle(n);

	return take < 0 ? -1 : (ssize_t)syscall(SYS_pread64, fd, to, (size_t)take, at);
}

ssize_t
pread(int fd, void *to, size_t n, off_t at)
{
	return read_at(fd, to, n, at);
}

ssize_t
pread64(int fd, void *to, size_t n, off64_t at)
{
	return read_at(fd, to, n, at);
}

/* What _FORTIFY_SOURCE makes of them. */
ssize_t __pread_chk(int fd, void *to, size_t n, off_t at, size_t room);
ssize_t __pread64_chk(int fd, void *to, size_t n, off64_t at, size_t room);
ssize_t __read_chk(int fd, void *to, size_t n, size_t room);

ssize_t
__pread_chk(int fd, void *to, size_t n, off_t at, size_t room)
{
	(void)room;
	return read_at(fd, to, n, at);
}

ssize_t
__pread64_chk(int fd, void *to, size_t n, off64_t at, size_t room)
{
	(void)room;
	return read_at(fd, to, n, at);
}

ssize_t
read(int fd, void *to, size_t n)
{
	ssize_t take = meddle(n);

	return take < 0 ? -1 : (ssize_t)syscall(SYS_read, fd, to, (size_t)take);
}

ssize_t
__read_chk(int fd, void *to, size_t n, size_t room)
{
	(void)room;
	return read(fd, to, n);
}

ssize_t
write(int fd, const void *data, size_t n)
{
	long at;

	writes++;
	errno = 0;
	if (write_how && !strcmp(write_how, "short"))
		n = n ? 1 + n / 2 : 0;
	else if (write_how && !strcmp(write_how, "eintr") && writes % 2)
		errno = EINTR;
	else if (starts(write_how, "enospc:", &at) && writes == at)
		errno = ENOSPC;
	else if (starts(write_how, "eio:", &at) && writes == at)
		errno = EIO;
	return errno ? -1 : (ssize_t)syscall(SYS_write, fd, data, n);
}

int
close(int fd)
{
	bool written = (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY;
	int r = (int)syscall(SYS_close, fd);

	if (!getenv("FAULT_CLOSE") || !written || r)
		return r;
	errno = ENOSPC;
	return -1;
}

int
rename(const char *from, const char *to)
{
	if (!getenv("FAULT_RENAME"))
		return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
	errno = EACCES;
	return -1;
}

/* --- a kernel that lacks something ------------------------------------------------------------- */

static bool
lacks(const char *word)
{
	const char *words = getenv("FAULT_KERNEL");

	return words && strstr(words, word);
}

long
syscall(long number, ...)
{
	long (*next)(long number, ...);
	long a[6]; /* as many as a call of the kernel has; those that were not given mean nothing */
	va_list ap;

	va_start(ap, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (number >= 444 && number <= 446 && lacks("landlock")) {
		errno = ENOSYS;
		return -1;
	}
	*(void **)(void *)&next = dlsym(RTLD_NEXT, "syscall");
	return next(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

int
prctl(int option, ...)
{
	int (*next)(int option, ...);
	unsigned long a[4];
	va_list ap;

	va_start(ap, option);
	for (int i = 0; i < 4; i++)
		a[i] = va_arg(ap, unsigned long);
	va_end(ap);
	if ((option == PR_SET_SECCOMP && lacks("seccomp")) ||
	    (option == PR_SET_NO_NEW_PRIVS && lacks("privileges"))) {
		errno = EINVAL;
		return -1;
	}
	*(void **)(void *)&next = dlsym(RTLD_NEXT, "prctl");
	return next(option, a[0], a[1], a[2], a[3]);
}
