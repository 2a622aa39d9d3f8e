/*
 * storm.c -- many changed files in one process: none may crash, hang or fill memory
 *
 *	storm [-n COUNT] [-f FIRST] [-s SEED] [-w FOLDER] FILE|FOLDER...
 *
 * Input i hangs on SEED and i alone. A child takes one after the other and notes in shared
 * memory which, and what it cost; when it dies or spends five seconds on one, that is a
 * finding, and the next child goes on behind it. -w writes the inputs to FOLDER instead.
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS, wait4() */

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "heap.h"
#include "model.h"
#include "mutate.h"

enum { FILE_MAX = 4 << 20, MORE = 4096, HANG = 5, HEAP_MAX = 1 << 30 };

/* A sanitizer takes many times as long; other limits are those of the command. */
static const struct fuzz_how how = { 0, "inlined=100000", 1 };

struct file {
	char *path;
	uint8_t *data;
	size_t size;
};

struct worst {
	double value;
	uint64_t input;
};

/* Between the child and the one that watches it. */
struct shared {
	_Atomic uint64_t at; /* the input it is at */
	uint64_t counted;    /* inputs that had figures */
	struct worst seconds, heap;
};

struct storm {
	struct file *file;
	size_t n;
	uint64_t seed, first, count;
	const char *folder;
	struct shared *shared;
	uint64_t crashed, hung;
	long rss; /* KiB */
};

static void
die(const char *what)
{
	perror(what);
	exit(2);
}

/* --- files ------------------------------------------------------------------------------------ */

static void
load(struct storm *s, const char *path, size_t size)
{
	struct file f = { .size = size };
	FILE *in = fopen(path, "rb");

	f.path = strdup(path);
	f.data = malloc(size + 1);
	s->file = realloc(s->file, (s->n + 1) * sizeof(*s->file));
	if (!in || !f.path || !f.data || !s->file || fread(f.data, 1, size, in) != size)
		die(path);
	fclose(in);
	s->file[s->n++] = f;
}

static void
add(struct storm *s, const char *path)
{
	struct dirent **entry;
	struct stat st = { 0 }; /* MemorySanitizer of clang 14 knows no stat() of glibc 2.33 */
	char name[4096];
	int n;

	if (stat(path, &st))
		die(path);
	if (!S_ISDIR(st.st_mode)) {
		if (st.st_size > 0 && st.st_size <= FILE_MAX)
			load(s, path, (size_t)st.st_size);
		return;
	}
	n = scandir(path, &entry, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "%s/%s", path, entry[i]->d_name);
		if (entry[i]->d_name[0] != '.')
			add(s, name);
		free(entry[i]);
	}
	free(entry);
}

static void
forget(struct storm *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->file[i].path);
		free(s->file[i].data);
	}
	free(s->file);
}

static bool
ends(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && !strcmp(text + n - m, end);
}

/* --- one input -------------------------------------------------------------------------------- */

/* An archive without checksums: what was changed is read. PKWARE's APPNOTE, 4.3.7 and 4.3.12. */
static void
uncheck(struct mutate *m)
{
	for (size_t i = 0; i + 20 < m->size; i++) {
		if (!memcmp(m->data + i, "PK\3\4", 4))
			memset(m->data + i + 14, 0, 4);
		else if (!memcmp(m->data + i, "PK\1\2", 4))
			memset(m->data + i + 16, 0, 4);
	}
}

/* Fills m, whose data is malloc'ed, and answers the file it came of. */
static const struct file *
make(const struct storm *s, uint64_t i, struct mutate *m)
{
	const struct file *f, *other;

	*m = (struct mutate){ .state = (s->seed * UINT64_C(0x9e3779b97f4a7c15)) ^ ((i + 1) << 20) };
	for (int k = 0; k < 4; k++)
		mutate_below(m, 2);
	f = &s->file[mutate_below(m, s->n)];
	other = &s->file[mutate_below(m, s->n)];
	m->max = f->size + MORE;
	m->data = malloc(m->max);
	if (!m->data)
		die("malloc");
	memcpy(m->data, f->data, f->size);
	m->size = f->size;
	if (!ends(f->path, ".onnx") || mutate_below(m, 2) || !mutate_onnx(m))
		mutate_bytes(m, other->data, other->size);
	if (ends(f->path, ".pt") && mutate_below(m, 4))
		uncheck(m);
	return f;
}

static double
seconds(clockid_t clock)
{
	struct timespec t = { 0, 0 };

	return clock_gettime(clock, &t) ? 0 : (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void
note(struct worst *w, double value, uint64_t i)
{
	if (value > w->value)
		*w = (struct worst){ value, i };
}

/* On memory of just that size, so that a sanitizer sees the byte behind it. */
static void
run(const struct storm *s, uint64_t i)
{
	struct mutate m;
	const struct file *f = make(s, i, &m);
	const char *input = ends(f->path, ".pt") ? "1x3x224x224" : NULL;
	uint8_t *copy = malloc(m.size ? m.size : 1);
	double start = seconds(CLOCK_PROCESS_CPUTIME_ID);

	if (!copy)
		die("malloc");
	memcpy(copy, m.data, m.size);
	free(m.data);
	heap_peak();
	s->shared->counted += fuzz_model(copy, m.size, input, &how);
	note(&s->shared->heap, (double)heap_peak(), i);
	note(&s->shared->seconds, seconds(CLOCK_PROCESS_CPUTIME_ID) - start, i);
	free(copy);
}

static void
write_all(const struct storm *s)
{
	char name[4096];

	for (uint64_t i = s->first; i < s->first + s->count; i++) {
		struct mutate m;
		const struct file *f = make(s, i, &m);
		FILE *out;

		snprintf(name, sizeof(name), "%s/%06llu%s", s->folder, (unsigned long long)i,
		         ends(f->path, ".pt") ? ".pt" : ".onnx");
		out = fopen(name, "wb");
		if (!out || fwrite(m.data, 1, m.size, out) != m.size || fclose(out))
			die(name);
		free(m.data);
	}
}

/* --- children --------------------------------------------------------------------------------- */

static void
finding(const struct storm *s, uint64_t i, const char *what)
{
	struct mutate m;
	const struct file *f = make(s, i, &m);

	free(m.data);
	printf("%s: input %llu of seed %llu, from %s\n", what, (unsigned long long)i,
	       (unsigned long long)s->seed, f->path);
	fflush(stdout);
}

/* Processor time of the child in seconds: a machine that is busy is no hang. */
static double
time_of(pid_t child)
{
	clockid_t clock;

	return clock_getcpuclockid(child, &clock) ? 0 : seconds(clock);
}

/* Waits for the child, and ends it when it stays at one input. Answers whether it came to its end. */
static bool
watch(struct storm *s, pid_t child)
{
	const struct timespec tick = { 0, 50 * 1000 * 1000 };
	uint64_t seen = UINT64_MAX;
	struct rusage used;
	double since = 0;
	int status;

	while (!wait4(child, &status, WNOHANG, &used)) {
		uint64_t now = atomic_load(&s->shared->at);

		if (now != seen)
			since = time_of(child);
		else if (time_of(child) > since + HANG)
			kill(child, SIGKILL);
		seen = now;
		nanosleep(&tick, NULL);
	}
	if (used.ru_maxrss > s->rss)
		s->rss = used.ru_maxrss;
	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return true;
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
		s->hung++;
		finding(s, atomic_load(&s->shared->at), "hang");
	} else {
		s->crashed++;
		finding(s, atomic_load(&s->shared->at), "crash");
	}
	return false;
}

static void
run_all(struct storm *s)
{
	uint64_t end = s->first + s->count;

	atomic_store(&s->shared->at, s->first);
	for (uint64_t i = s->first; i < end; i = atomic_load(&s->shared->at) + 1) {
		pid_t child;

		atomic_store(&s->shared->at, i);
		fflush(stdout);
		child = fork();
		if (child < 0)
			die("fork");
		if (!child) {
			heap_watch();
			for (; i < end; i++) {
				atomic_store(&s->shared->at, i);
				run(s, i);
			}
			exit(0);
		}
		if (watch(s, child))
			break;
	}
}

static void
read_options(struct storm *s, int argc, char **argv)
{
	int c;

	while ((c = getopt(argc, argv, "n:f:s:w:")) != -1) {
		switch (c) {
		case 'n': s->count = strtoull(optarg, NULL, 10); break;
		case 'f': s->first = strtoull(optarg, NULL, 10); break;
		case 's': s->seed = strtoull(optarg, NULL, 10); break;
		case 'w': s->folder = optarg; break;
		default: exit(2);
		}
	}
	for (int i = optind; i < argc; i++)
		add(s, argv[i]);
	if (!s->n) {
		fprintf(stderr, "storm: no files\n");
		exit(2);
	}
}

static int
sum_up(const struct storm *s)
{
	const struct shared *r = s->shared;
	bool large = r->heap.value > HEAP_MAX || (r->heap.value == 0 && s->rss > HEAP_MAX >> 10);

	printf("%llu inputs of %zu files, %llu counted: %llu crashes, %llu hangs\n",
	       (unsigned long long)s->count, s->n, (unsigned long long)r->counted,
	       (unsigned long long)s->crashed, (unsigned long long)s->hung);
	printf("slowest: %.2f s (input %llu)\n", r->seconds.value, (unsigned long long)r->seconds.input);
	if (r->heap.value > 0)
		printf("most memory: %.1f MiB (input %llu)\n", r->heap.value / (1 << 20),
		       (unsigned long long)r->heap.input);
	printf("the process: %ld MiB at most\n", s->rss >> 10);
	return s->crashed || s->hung || large;
}

int
main(int argc, char **argv)
{
	struct storm s = { .seed = 1, .count = 1000 };
	int status;

	read_options(&s, argc, argv);
	if (s.folder) {
		write_all(&s);
		forget(&s);
		return 0;
	}
	s.shared = mmap(NULL, sizeof(*s.shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (s.shared == MAP_FAILED)
		die("mmap");
	run_all(&s);
	status = sum_up(&s);
	forget(&s);
	return status;
}
