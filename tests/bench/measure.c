/* measure.c -- what one command takes: seconds, CPU seconds, peak memory
 *
 * measure [-e] N COMMAND [ARG...]: runs it N times with its output thrown away (-e: but
 * what it says on standard error) and prints "wall-seconds cpu-seconds peak-KiB status" of
 * each run. A child's peak is never below its parent's size at the fork, so the parent is
 * this small program. A command that takes more than CPU_MOST is ended.
 */
#define _DEFAULT_SOURCE /* wait4() */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CPU_MOST = 300 }; /* seconds */

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* The first streams of the three are thrown away. */
static bool
run(char **argv, int thrown)
{
	double start = now();
	struct rlimit most;
	struct rusage use;
	int status;
	pid_t child = fork();

	if (!child) {
		int null = open("/dev/null", O_RDWR);

		for (int i = 0; i < thrown; i++)
			dup2(null, i);
		if (!getrlimit(RLIMIT_CPU, &most) && most.rlim_cur > CPU_MOST) { /* infinite is more */
			most.rlim_cur = CPU_MOST;
			setrlimit(RLIMIT_CPU, &most);
		}
		execvp(argv[0], argv);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &use) < 0)
		return false;
	printf("%.4f %.6f %ld %d\n", now() - start, seconds(use.ru_utime) + seconds(use.ru_stime),
	       use.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	fflush(stdout); /* the next child is not to have it too */
	return true;
}

int
main(int argc, char **argv)
{
	bool heard = argc > 1 && strcmp(argv[1], "-e") == 0, ok = argc > 2 + heard;

	argv += heard;
	for (long n = ok ? strtol(argv[1], NULL, 10) : 0; n > 0 && ok; n--)
		ok = run(argv + 2, heard ? 2 : 3);
	return ok ? 0 : 2;
}
