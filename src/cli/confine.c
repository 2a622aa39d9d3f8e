/* confine.c -- Landlock and seccomp, by their system calls */
#define _GNU_SOURCE /* O_PATH, syscall() */

#include "cli/confine.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- files: linux/landlock.h, which older systems lack ----------------------------------------- */

#ifdef SYS_landlock_create_ruleset
enum { CREATE_RULESET = SYS_landlock_create_ruleset, ADD_RULE = SYS_landlock_add_rule,
       RESTRICT_SELF = SYS_landlock_restrict_self };
#else
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 }; /* alike but for mips and alpha */
#endif

enum {
	WRITE_FILE = 1 << 1, READ_FILE = 1 << 2, READ_DIR = 1 << 3, REMOVE_FILE = 1 << 5, MAKE_REG = 1 << 8,
	ALL = (1 << 13) - 1, REFER = 1 << 13, TRUNCATE = 1 << 14, IOCTL = 1 << 15
};

struct beneath {
	uint64_t allowed;
	int32_t parent;
} __attribute__((packed));

/* What the kernel's version of Landlock can forbid. */
static uint64_t
handled(void)
{
	long version = syscall(CREATE_RULESET, NULL, 0, 1);

	if (version < 1)
		return 0;
	return ALL | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0) | (version >= 5 ? IOCTL : 0);
}

static bool
add_rule(int ruleset, const struct fc_grant *g, uint64_t can)
{
	struct beneath rule = { 0, open(g->path, O_PATH | O_CLOEXEC) };
	struct stat st;
	bool ok = true;

	if (rule.parent < 0)
		return true;
	rule.allowed |= g->rights & FC_GRANT_READ ? READ_FILE | READ_DIR : 0;
	rule.allowed |= g->rights & FC_GRANT_WRITE ? WRITE_FILE | TRUNCATE : 0;
	rule.allowed |= g->rights & FC_GRANT_MAKE ? MAKE_REG | REMOVE_FILE : 0;
	if (fstat(rule.parent, &st) || !S_ISDIR(st.st_mode))
		rule.allowed &= WRITE_FILE | READ_FILE | TRUNCATE;
	rule.allowed &= can;
	if (rule.allowed)
		ok = !syscall(ADD_RULE, ruleset, 1, &rule, 0);
	close(rule.parent);
	return ok;
}

static bool
confine_files(const struct fc_grant *grant, size_t n)
{
	uint64_t can = handled();
	int ruleset = can ? (int)syscall(CREATE_RULESET, &can, sizeof(can), 0) : -1;
	bool ok = ruleset >= 0;

	for (size_t i = 0; i < n && ok; i++)
		ok = add_rule(ruleset, &grant[i], can);
	ok = ok && !syscall(RESTRICT_SELF, ruleset, 0);
	if (ruleset >= 0)
		close(ruleset);
	return ok;
}

/* --- system calls ------------------------------------------------------------------------------- */

/* Where the lower half of an argument is in its first bytes. */
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#elif defined(__x86_64__) && !defined(__ILP32__)
#define PROCESSOR AUDIT_ARCH_X86_64
#elif defined(__i386__)
#define PROCESSOR AUDIT_ARCH_I386
#elif defined(__aarch64__) && !defined(__ILP32__)
#define PROCESSOR AUDIT_ARCH_AARCH64
#elif defined(__arm__) && defined(__ARM_EABI__)
#define PROCESSOR AUDIT_ARCH_ARM
#elif defined(__riscv) && __riscv_xlen == 64
#define PROCESSOR AUDIT_ARCH_RISCV64
#endif

#ifdef PROCESSOR
/* All of these, however they are called. The rest does not exist: callers that have another way take it. */
static const int allowed[] = {
#ifdef SYS_open /* calls that others took the place of */
	SYS_access, SYS_dup2, SYS_getdents, SYS_lstat, SYS_open, SYS_poll, SYS_readlink, SYS_rename, SYS_stat,
	SYS_unlink,
#endif
#ifdef SYS_time
	SYS_time,
#endif
#ifdef SYS_renameat
	SYS_renameat,
#endif
#ifdef SYS_sigreturn
	SYS_sigreturn,
#endif
#ifdef SYS_mmap2 /* 32 bits: offsets and sizes of files of 64 */
	SYS__llseek, SYS_fcntl64, SYS_fstat64, SYS_fstatat64, SYS_lstat64, SYS_stat64,
#else
	SYS_newfstatat,
#endif
#ifdef SYS_futex_time64 /* and times */
	SYS_clock_getres_time64, SYS_clock_gettime64, SYS_clock_nanosleep_time64, SYS_futex_time64,
	SYS_ppoll_time64,
#endif
#ifdef SYS_fadvise64
	SYS_fadvise64,
#endif
#ifdef SYS_fadvise64_64
	SYS_fadvise64_64,
#endif
#ifdef SYS_arm_fadvise64_64
	SYS_arm_fadvise64_64,
#endif
	SYS_brk, SYS_clock_getres, SYS_clock_gettime, SYS_clock_nanosleep, SYS_close, SYS_dup, SYS_dup3,
	SYS_exit, SYS_exit_group, SYS_faccessat, SYS_fchmod, SYS_fcntl, SYS_fstat, SYS_futex, SYS_getcwd,
	SYS_getdents64, SYS_getpid, SYS_getrandom, SYS_getrusage, SYS_gettid, SYS_gettimeofday, SYS_lseek,
	SYS_madvise, SYS_membarrier, SYS_mremap, SYS_munmap, SYS_nanosleep, SYS_openat, SYS_ppoll,
	SYS_pread64, SYS_pwrite64, SYS_read, SYS_readlinkat, SYS_readv, SYS_renameat2, SYS_restart_syscall,
	SYS_rseq, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sched_getaffinity,
	SYS_sched_yield, SYS_set_robust_list, SYS_sigaltstack, SYS_statx, SYS_umask, SYS_uname, SYS_unlinkat,
	SYS_write, SYS_writev,
};

/* Threads of this process, and no new room for them: a root could make those. */
#define NEW_ROOM \
	(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | \
	 CLONE_NEWNET)

#ifdef SYS_mmap2
#define MMAP SYS_mmap2 /* the other takes its arguments from memory, where nobody can look */
#else
#define MMAP SYS_mmap
#endif

/* Those of which the bits of mask in an argument must be value. */
static const struct {
	int call;
	unsigned argument;
	uint32_t mask, value;
} checked[] = {
	{ SYS_clone, 0, CLONE_THREAD | NEW_ROOM, CLONE_THREAD },
	{ SYS_ioctl, 1, UINT32_MAX, TCGETS },
	{ SYS_ioctl, 1, UINT32_MAX, TIOCGWINSZ },
	{ MMAP, 2, PROT_EXEC, 0 },
	{ SYS_mprotect, 2, PROT_EXEC, 0 },
};

enum { N_ALLOWED = sizeof(allowed) / sizeof(allowed[0]), N_CHECKED = sizeof(checked) / sizeof(checked[0]),
       PROGRAM = 8 + 2 * N_ALLOWED + 6 * N_CHECKED };

struct program {
	struct sock_filter at[PROGRAM];
	unsigned short n;
};

static void
add(struct program *p, uint16_t code, uint32_t k, uint8_t yes, uint8_t no)
{
	p->at[p->n++] = (struct sock_filter){ code, yes, no, k };
}

static void
add_load(struct program *p, size_t offset)
{
	add(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void
add_return(struct program *p, uint32_t what)
{
	add(p, BPF_RET | BPF_K, what, 0, 0);
}

/* When it is this call: allow it if its argument is right, else go on with the number as it was. */
static void
add_checked(struct program *p, size_t i)
{
	add(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)checked[i].call, 0, 5);
	add_load(p, offsetof(struct seccomp_data, args) + checked[i].argument * sizeof(uint64_t));
	add(p, BPF_ALU | BPF_AND | BPF_K, checked[i].mask, 0, 0);
	add(p, BPF_JMP | BPF_JEQ | BPF_K, checked[i].value, 0, 1);
	add_return(p, SECCOMP_RET_ALLOW);
	add_load(p, offsetof(struct seccomp_data, nr));
}

static bool
confine_calls(void)
{
	struct program p = { .n = 0 };
	struct sock_fprog prog = { .filter = p.at };

	add_load(&p, offsetof(struct seccomp_data, arch));
	add(&p, BPF_JMP | BPF_JEQ | BPF_K, PROCESSOR, 1, 0);
	add_return(&p, SECCOMP_RET_KILL_PROCESS);
	add_load(&p, offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < N_CHECKED; i++)
		add_checked(&p, i);
	for (size_t i = 0; i < N_ALLOWED; i++) {
		add(&p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)allowed[i], 0, 1);
		add_return(&p, SECCOMP_RET_ALLOW);
	}
	add_return(&p, SECCOMP_RET_ERRNO | ENOSYS);
	prog.len = p.n;
	return !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog, 0, 0);
}
#else
static bool
confine_calls(void)
{
	return false;
}
#endif

unsigned
fc_confine(const struct fc_grant *grant, size_t n)
{
	unsigned confined = 0;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return 0;
	if (confine_files(grant, n))
		confined |= FC_CONFINED_FILES;
	if (confine_calls())
		confined |= FC_CONFINED_CALLS;
	return confined;
}
#else
unsigned
fc_confine(const struct fc_grant *grant, size_t n)
{
	(void)grant, (void)n;
	return 0;
}
#endif
