/* source.c -- bytes of a file through one window, or of memory */
#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/limits.h"

enum { JUMP = 4096 }; /* bytes read after one; see fill_size() */

static const uint64_t spool_default = UINT64_C(16) << 30;
static const struct fc_where nowhere; /* the message names the file */
static const uint64_t spool_device = UINT64_C(64) << 20; /* what is typed, or never ends */

struct fc_source {
	const char *path;
	const uint8_t *memory; /* NULL: a file */
	uint64_t size;
	int fd, error;
	uint64_t at; /* the window holds have bytes from here */
	size_t have;
	size_t ahead; /* bytes read last; see fill_size() */
	uint8_t *window;
};

static bool
is_stdin(const struct fc_source *s)
{
	return !strcmp(s->path, "-");
}

/* Standard input itself, not a copy of it: never ours to close. */
static bool
is_borrowed(const struct fc_source *s)
{
	return is_stdin(s) && s->fd == STDIN_FILENO;
}

/* Closes first: recording a diagnostic may leave through the guard. */
static struct fc_source *
refuse(struct fc_source *s, struct fc_diags *diags, const char *verb, int error)
{
	char reason[128];

	fc_source_close(s);
	if (strerror_r(error, reason, sizeof(reason)))
		snprintf(reason, sizeof(reason), "error %d", error);
	if (is_stdin(s))
		fc_diag_add(diags, FC_E_OPEN, nowhere, "cannot %s standard input: %s", verb, reason);
	else
		fc_diag_add(diags, FC_E_OPEN, nowhere, "cannot %s '%s': %s", verb, s->path, reason);
	return NULL;
}

static bool
write_all(int fd, const uint8_t *data, size_t n)
{
	while (n) {
		ssize_t done = write(fd, data, n);

		if (done < 0 && errno != EINTR)
			return false;
		if (done > 0) {
			data += done;
			n -= (size_t)done;
		}
	}
	return true;
}

/* A descriptor of an unlinked file; -1 and errno when there is none. */
static int
open_unlinked(void)
{
	FILE *file = tmpfile();
	int fd, error;

	if (!file)
		return -1;
	fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
	error = errno;
	fclose(file);
	errno = error;
	return fd;
}

/* Copies all that fd gives to to; *size is what came, beyond max when it was too much. 0 or errno. */
static int
copy(struct fc_source *s, int to, uint64_t max, uint64_t *size)
{
	*size = 0;
	while (*size <= max) {
		ssize_t n = read(s->fd, s->window, FC_LIMIT_WINDOW);

		if (!n)
			return 0;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || !write_all(to, s->window, (size_t)n))
			return errno;
		*size += (uint64_t)n;
	}
	return 0;
}

static struct fc_source *
spool(struct fc_source *s, struct fc_diags *diags, uint64_t max)
{
	int fd = open_unlinked();
	int error;

	if (fd < 0)
		return refuse(s, diags, "spool", errno);
	error = copy(s, fd, max, &s->size);
	if (!is_borrowed(s))
		close(s->fd);
	s->fd = fd;
	if (error)
		return refuse(s, diags, "spool", error);
	if (s->size > max) {
		fc_source_close(s);
		fc_diag_add(diags, FC_E_LIMIT, nowhere, "%s gives more than %llu bytes (limit 'input')",
		            is_stdin(s) ? "standard input" : s->path, (unsigned long long)max);
		return NULL;
	}
	return s;
}

/* A device read by name is refused unless it is a terminal: most of them never end. */
static struct fc_source *
admit(struct fc_source *s, struct fc_diags *diags, uint64_t max)
{
	struct stat st;

	if (fstat(s->fd, &st))
		return refuse(s, diags, "read", errno);
	if (S_ISREG(st.st_mode) && (!is_stdin(s) || !lseek(s->fd, 0, SEEK_CUR))) {
		s->size = (uint64_t)st.st_size;
		return s;
	}
	if (S_ISDIR(st.st_mode))
		return refuse(s, diags, "read", EISDIR);
	if (S_ISBLK(st.st_mode) || (S_ISCHR(st.st_mode) && !is_stdin(s) && !isatty(s->fd))) {
		fc_source_close(s);
		fc_diag_add(diags, FC_E_OPEN, nowhere, "cannot read '%s': it is a device", s->path);
		return NULL;
	}
	return spool(s, diags, S_ISCHR(st.st_mode) && max > spool_device ? spool_device : max);
}

struct fc_source *
fc_source_open(struct fc_arena *a, struct fc_diags *diags, const char *path, uint64_t max_spool)
{
	struct fc_source *s = FC_NEW(a, struct fc_source);

	s->path = fc_arena_text(a, path, strlen(path));
	s->window = FC_NEW_N(a, uint8_t, FC_LIMIT_WINDOW);
	s->ahead = FC_LIMIT_WINDOW;
	if (is_stdin(s))
		s->fd = STDIN_FILENO;
	else
		s->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (s->fd < 0)
		return refuse(s, diags, "open", errno);
	return admit(s, diags, max_spool ? max_spool : spool_default);
}

struct fc_source *
fc_source_memory(struct fc_arena *a, const void *data, size_t size)
{
	struct fc_source *s = FC_NEW(a, struct fc_source);

	s->path = "";
	s->memory = size ? data : (const uint8_t *)"";
	s->size = size;
	s->at = UINT64_MAX; /* no window */
	s->fd = -1;
	return s;
}

void
fc_source_close(struct fc_source *s)
{
	if (!s)
		return;
	if (s->fd >= 0 && !is_borrowed(s))
		close(s->fd);
	s->fd = -1;
	s->have = 0;
}

uint64_t
fc_source_size(const struct fc_source *s)
{
	return s->size;
}

const char *
fc_source_path(const struct fc_source *s)
{
	return s->path;
}

int
fc_source_errno(const struct fc_source *s)
{
	return s->error;
}

/* How many of n bytes came, fewer when the file was cut short; error is set when it is not that. */
static size_t
read_at(struct fc_source *s, uint64_t offset, uint8_t *out, size_t n)
{
	size_t have = 0;

	while (have < n) {
		ssize_t got = pread(s->fd, out + have, n - have, (off_t)(offset + have));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			s->error = errno;
		if (got <= 0)
			break;
		have += (size_t)got;
	}
	return have;
}

static bool
is_inside(const struct fc_source *s, uint64_t offset, size_t n)
{
	return offset <= s->size && n <= s->size - offset;
}

/*
 * How much to read for n bytes: little after a jump over more than a window,
 * where a tensor's head stands between two payloads, and twice as much each
 * time that reading goes on from there. In torture builds never more than asked.
 */
static size_t
fill_size(struct fc_source *s, uint64_t offset, size_t n)
{
#ifdef FC_TORTURE
	(void)s, (void)offset;
	return n;
#else
	uint64_t gap = offset < s->at ? s->at - offset : offset - s->at;
	bool is_far = gap > s->have + FC_LIMIT_WINDOW;
	size_t want;

	s->ahead = is_far ? JUMP : s->ahead < FC_LIMIT_WINDOW / 2 ? 2 * s->ahead : FC_LIMIT_WINDOW;
	want = n > s->ahead ? n : s->ahead;
	return s->size - offset < want ? (size_t)(s->size - offset) : want;
#endif
}

const uint8_t *
fc_source_view(struct fc_source *s, uint64_t offset, size_t n)
{
	size_t want;

	s->error = 0;
	if (s->at <= offset && offset - s->at <= s->have && n <= s->have - (size_t)(offset - s->at))
		return s->window + (offset - s->at);
	if (n > FC_LIMIT_WINDOW || !is_inside(s, offset, n))
		return NULL;
	if (s->memory)
		return s->memory + offset;
	want = fill_size(s, offset, n);
	s->at = offset;
	s->have = read_at(s, offset, s->window, want);
	return n <= s->have ? s->window : NULL;
}

bool
fc_source_read(struct fc_source *s, uint64_t offset, void *out, size_t n)
{
	const uint8_t *p;

	s->error = 0;
	if (!is_inside(s, offset, n))
		return false;
	if (n > FC_LIMIT_WINDOW && !s->memory)
		return read_at(s, offset, out, n) == n;
	p = s->memory ? s->memory + offset : fc_source_view(s, offset, n);
	if (!p)
		return false;
	if (n)
		memcpy(out, p, n);
	return true;
}
