/*
 * attack.c -- what a bug in a parser could try
 *
 * Whatever the sandbox does not know fails as if the kernel had no such call: ENOSYS.
 * What the kernel itself minds about an argument is another error, and tells that the
 * call went through.
 */
#define _GNU_SOURCE

#include "attack.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* By number, with arguments that make no sense: the filter comes before the kernel looks at them. */
static const struct {
	const char *name;
	long number, first;
} calls[] = {
#ifdef SYS_fork
	{ "fork", SYS_fork, 0 },
	{ "vfork", SYS_vfork, 0 },
#endif
	{ "clone", SYS_clone, SIGCHLD },
	{ "clone user", SYS_clone, CLONE_NEWUSER | SIGCHLD },
	{ "clone net", SYS_clone, CLONE_NEWNET | SIGCHLD },
	{ "clone thread net", SYS_clone, CLONE_THREAD | CLONE_SIGHAND | CLONE_VM | CLONE_NEWNET },
	{ "execve", SYS_execve, 0 },
	{ "unshare", SYS_unshare, CLONE_NEWUSER },
	{ "setns", SYS_setns, -1 },
	{ "kill", SYS_kill, 1 },
	{ "tgkill", SYS_tgkill, 1 },
	{ "ptrace", SYS_ptrace, 0 },
	{ "process_vm_readv", SYS_process_vm_readv, 1 },
	{ "process_vm_writev", SYS_process_vm_writev, 1 },
	{ "mount", SYS_mount, 0 },
	{ "chroot", SYS_chroot, 0 },
	{ "bpf", SYS_bpf, -1 },
	{ "perf_event_open", SYS_perf_event_open, 0 },
	{ "userfaultfd", SYS_userfaultfd, -1 },
	{ "keyctl", SYS_keyctl, -1 },
	{ "add_key", SYS_add_key, 0 },
	{ "open_by_handle_at", SYS_open_by_handle_at, -1 },
	{ "memfd_create", SYS_memfd_create, 0 },
	{ "execveat", SYS_execveat, -1 },
	{ "personality", SYS_personality, 0 },
	{ "prctl", SYS_prctl, 0 },
	{ "seccomp", SYS_seccomp, 0 },
	{ "shmat", SYS_shmat, -1 },
	{ "init_module", SYS_init_module, 0 },
	{ "linkat", SYS_linkat, -1 },
	{ "symlinkat", SYS_symlinkat, 0 },
	{ "mkdirat", SYS_mkdirat, -1 },
	{ "fchmodat", SYS_fchmodat, -1 },
	{ "truncate", SYS_truncate, 0 },
#ifdef SYS_socket
	{ "socket", SYS_socket, 2 },
	{ "socketpair", SYS_socketpair, 1 },
	{ "connect", SYS_connect, -1 },
	{ "sendmsg", SYS_sendmsg, -1 },
#endif
#ifdef SYS_socketcall
	{ "socketcall", SYS_socketcall, 1 },
	{ "ipc", SYS_ipc, 1 },
#endif
#ifdef SYS_clone3
	{ "clone3", SYS_clone3, 0 },
#endif
#ifdef SYS_io_uring_setup
	{ "io_uring_setup", SYS_io_uring_setup, 1 },
	{ "io_uring_enter", SYS_io_uring_enter, -1 },
#endif
#ifdef SYS_pidfd_open
	{ "pidfd_open", SYS_pidfd_open, -1 },
#endif
#ifdef SYS_pidfd_getfd
	{ "pidfd_getfd", SYS_pidfd_getfd, -1 },
#endif
#ifdef SYS_openat2
	{ "openat2", SYS_openat2, -1 },
#endif
#ifdef __x86_64__
	{ "x32 socket", 0x40000000 | SYS_socket, 2 }, /* asm/unistd.h, __X32_SYSCALL_BIT */
	{ "x32 execveat", 0x40000000 | 545, -1 },     /* asm/unistd_x32.h */
#endif
};

/* 0: what was written can be run. */
static int
run_memory(bool later)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE | (later ? 0 : PROT_EXEC),
	               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return -1;
	return later ? mprotect(p, 4096, PROT_READ | PROT_EXEC) : 0;
}

/* getpid() by the door of 32 bits: there numbers mean other calls. */
static long
other_door(void)
{
	long r = -1;

#ifdef __x86_64__
	__asm__ volatile("int $0x80" : "=a"(r) : "0"(20L) : "memory", "cc");
#else
	errno = ENOSYS;
#endif
	return r;
}

static long
call(const char *how)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (!strcmp(how, calls[i].name))
			return syscall(calls[i].number, calls[i].first, 0L, 0L, 0L, 0L, 0L);
	}
	fprintf(stderr, "no such attack: %s\n", how);
	return 0;
}

/* The child of a fork that was not refused has nothing to say. */
static long
try(const char *how, const char *path, pid_t parent)
{
	long r;

	if (!strcmp(how, "map"))
		return run_memory(false);
	if (!strcmp(how, "protect"))
		return run_memory(true);
	if (!strcmp(how, "int 0x80"))
		return other_door();
	if (!strncmp(how, "read:", 5))
		return open(path, O_RDONLY);
	if (!strncmp(how, "write:", 6))
		return open(path, O_WRONLY | O_CREAT, 0666);
	if (!strncmp(how, "unlink:", 7))
		return unlink(path);
	if (!strncmp(how, "rename:", 7))
		return syscall(SYS_renameat2, AT_FDCWD, path, AT_FDCWD, "renamed", 0);
	r = call(how);
	if (getpid() != parent)
		_exit(0);
	return r;
}

void
fc_attack(const char *how)
{
	const char *path = strchr(how, ':');
	long r = try(how, path ? path + 1 : "", getpid());
	bool absent = r < 0 && errno == ENOSYS;

	dprintf(STDERR_FILENO, "attack %s: %s\n", how, absent ? "absent" : r < 0 ? "refused" : "done");
}

void
fc_attack_list(void)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		dprintf(STDOUT_FILENO, "%s\n", calls[i].name);
}
