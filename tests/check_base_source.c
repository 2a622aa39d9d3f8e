/* check_base_source.c -- bytes through one window */
#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/limits.h"
#include "check_case.h"

enum { SIZE = 200000 };

static struct fc_heap heap;
static struct fc_arena *arena;
static struct fc_diags diags;
static char path[512];
static uint8_t bytes[SIZE]; /* what the file holds */

static void
write_bytes(int fd)
{
	for (size_t done = 0; done < SIZE; done += 1000)
		ck_assert_int_eq(write(fd, bytes + done, 1000), 1000);
}

static void
setup(void)
{
	char name[64];
	int fd;

	for (size_t i = 0; i < SIZE; i++)
		bytes[i] = (uint8_t)(i * 7 + (i >> 8));
	heap = (struct fc_heap){ 0 };
	arena = fc_arena_new(&heap);
	diags = (struct fc_diags){ .arena = arena };
	snprintf(name, sizeof(name), "source-%ld", (long)getpid());
	fd = open(check_scratch(path, name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ck_assert_int_ge(fd, 0);
	write_bytes(fd);
	close(fd);
}

static void
teardown(void)
{
	unlink(path);
	fc_heap_done(&heap);
}

static void
check_bytes(struct fc_source *s, uint64_t offset, size_t n)
{
	const uint8_t *p = fc_source_view(s, offset, n);

	ck_assert_ptr_nonnull(p);
	ck_assert(!memcmp(p, bytes + offset, n));
}

/* ok: inside the file, and no more than a window. */
static const struct view_case {
	uint64_t offset;
	size_t n;
	bool ok;
} view_cases[] = {
	{ 0, 10, true },
	{ 5, 0, true },
	{ SIZE - 1, 1, true },
	{ SIZE, 0, true },
	{ 65530, 12, true },
	{ 100, FC_LIMIT_WINDOW, true },
	{ SIZE - FC_LIMIT_WINDOW, FC_LIMIT_WINDOW, true },
	{ SIZE, 1, false },
	{ SIZE + 1, 0, false },
	{ SIZE - 5, 6, false },
	{ 0, FC_LIMIT_WINDOW + 1, false },
	{ UINT64_MAX, 2, false },
};

START_TEST(view)
{
	const struct view_case *c = &view_cases[_i];
	struct fc_source *s = fc_source_open(arena, &diags, path, 0);

	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(fc_source_size(s), SIZE);
	ck_assert_str_eq(fc_source_path(s), path);
	check_bytes(s, 3, 100); /* something in the window */
	if (c->ok)
		check_bytes(s, c->offset, c->n);
	else
		ck_assert_ptr_null(fc_source_view(s, c->offset, c->n));
	ck_assert_int_eq(fc_source_errno(s), 0);
	fc_source_close(s);
	fc_source_close(s);
}
END_TEST

START_TEST(read_copies)
{
	static uint8_t data[SIZE];
	struct fc_source *s = fc_source_open(arena, &diags, path, 0);

	ck_assert(fc_source_read(s, 10, data, SIZE - 10));
	ck_assert(!memcmp(data, bytes + 10, SIZE - 10));
	ck_assert(fc_source_read(s, 70000, data, 9));
	ck_assert_uint_eq(data[8], bytes[70008]);
	ck_assert(fc_source_read(s, SIZE, data, 0));
	ck_assert(!fc_source_read(s, 1, data, SIZE));
	fc_source_close(s);
}
END_TEST

START_TEST(memory)
{
	static const uint8_t data[] = { 1, 2, 3 };
	struct fc_source *s = fc_source_memory(arena, data, 3);
	uint8_t copy[2];

	ck_assert_ptr_eq(fc_source_view(s, 1, 2), data + 1);
	ck_assert_ptr_null(fc_source_view(s, 2, 2));
	ck_assert(fc_source_read(s, 1, copy, 2) && copy[1] == 3);
	fc_source_close(s);
	s = fc_source_memory(arena, NULL, 0);
	ck_assert_ptr_nonnull(fc_source_view(s, 0, 0));
	ck_assert_ptr_null(fc_source_view(s, 0, 1));
}
END_TEST

START_TEST(cut_short_under_us)
{
	struct fc_source *s = fc_source_open(arena, &diags, path, 0);

	ck_assert_int_eq(truncate(path, 1000), 0);
	check_bytes(s, 990, 10);
	ck_assert_ptr_null(fc_source_view(s, 990, 11));
	ck_assert_int_eq(fc_source_errno(s), 0);
	ck_assert_ptr_null(fc_source_view(s, 5000, 1));
	check_bytes(s, 0, 1000);
	fc_source_close(s);
}
END_TEST

START_TEST(read_error)
{
	struct fc_source *s = fc_source_open(arena, &diags, path, 0);

	fc_source_close(s);
	ck_assert_ptr_null(fc_source_view(s, 0, 1));
	ck_assert_int_eq(fc_source_errno(s), EBADF);
}
END_TEST

static const struct open_case {
	const char *path;
	enum fc_diag_code code;
	const char *text;
} open_cases[] = {
	{ "no/such/file", FC_E_OPEN, "cannot open 'no/such/file': No such file or directory" },
	{ ".", FC_E_OPEN, "cannot read '.': Is a directory" },
	{ "/dev/zero", FC_E_OPEN, "cannot read '/dev/zero': it is a device" },
	{ "", FC_E_OPEN, "cannot open '': No such file or directory" },
};

START_TEST(cannot_open)
{
	const struct open_case *c = &open_cases[_i];

	ck_assert_ptr_null(fc_source_open(arena, &diags, c->path, 0));
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_int_eq(diags.item[0].code, c->code);
	ck_assert_str_eq(diags.item[0].text, c->text);
}
END_TEST

/* A child that writes all bytes into a FIFO. */
static pid_t
feed(const char *fifo)
{
	pid_t child = fork();

	if (child == 0) {
		int fd = open(fifo, O_WRONLY);

		write_bytes(fd);
		_exit(0);
	}
	return child;
}

/* max_spool, and whether SIZE bytes are within it. */
static const struct fifo_case {
	uint64_t max;
	bool ok;
} fifo_cases[] = {
	{ 0, true },
	{ SIZE, true },
	{ SIZE - 1, false },
	{ 10, false },
};

START_TEST(fifo)
{
	const struct fifo_case *c = &fifo_cases[_i];
	struct fc_source *s;
	pid_t child;

	unlink(path);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	child = feed(path);
	s = fc_source_open(arena, &diags, path, c->max);
	ck_assert_int_eq(s != NULL, c->ok);
	if (s) {
		ck_assert_uint_eq(fc_source_size(s), SIZE);
		check_bytes(s, 131072, 60000);
		check_bytes(s, 0, 10);
	} else {
		ck_assert_int_eq(diags.item[0].code, FC_E_LIMIT);
	}
	fc_source_close(s);
	waitpid(child, NULL, 0);
}
END_TEST

static void
use_as_stdin(const char *name)
{
	int fd = open(name, O_RDONLY);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(dup2(fd, STDIN_FILENO), STDIN_FILENO);
	close(fd);
}

/* where the descriptor stands when we get it: bytes before that are not ours. */
static const off_t stdin_cases[] = { 0, 1000 };

START_TEST(standard_input)
{
	off_t start = stdin_cases[_i];
	struct fc_source *s;
	int keep = dup(STDIN_FILENO);

	use_as_stdin(path);
	ck_assert_int_eq(lseek(STDIN_FILENO, start, SEEK_SET), start);
	s = fc_source_open(arena, &diags, "-", 0);
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(fc_source_size(s), SIZE - (uint64_t)start);
	ck_assert_uint_eq(*fc_source_view(s, 70000, 1), bytes[70000 + start]);
	fc_source_close(s);
	ck_assert_int_ge(fcntl(STDIN_FILENO, F_GETFD), 0);
	if (keep >= 0)
		dup2(keep, STDIN_FILENO);
	close(keep);
}
END_TEST

START_TEST(endless_standard_input)
{
	int keep = dup(STDIN_FILENO);

	use_as_stdin("/dev/zero");
	ck_assert_ptr_null(fc_source_open(arena, &diags, "-", 100000));
	ck_assert_int_eq(diags.item[0].code, FC_E_LIMIT);
	ck_assert_str_eq(diags.item[0].text, "standard input gives more than 100000 bytes (limit 'input')");
	if (keep >= 0)
		dup2(keep, STDIN_FILENO);
	close(keep);
}
END_TEST

CHECK_CASE(base_source)
{
	TCase *t = tcase_create("source");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, view, 0, N(view_cases));
	tcase_add_test(t, read_copies);
	tcase_add_test(t, memory);
	tcase_add_test(t, cut_short_under_us);
	tcase_add_test(t, read_error);
	tcase_add_loop_test(t, cannot_open, 0, N(open_cases));
	tcase_add_loop_test(t, fifo, 0, N(fifo_cases));
	tcase_add_loop_test(t, standard_input, 0, N(stdin_cases));
	tcase_add_test(t, endless_standard_input);
	return t;
}
