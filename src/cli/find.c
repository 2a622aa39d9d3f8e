/* find.c -- search directories and lists for models */
#include "cli/find.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/bytes.h"
#include "cli/exit.h"
#include "cli/list.h"
#include "cli/settings.h"

enum { DEPTH = 128 }; /* directories in directories */

/* Directories that were searched: each once, however many links lead to it. */
struct search {
	struct fc_settings *s;
	struct fc_list *out;
	struct {
		dev_t device;
		ino_t inode;
	} * seen;
	size_t n, room;
	int status;
};

static bool
is_new(struct search *f, const struct stat *st)
{
	for (size_t i = 0; i < f->n; i++) {
		if (f->seen[i].device == st->st_dev && f->seen[i].inode == st->st_ino)
			return false;
	}
	if (f->n == f->room) {
		f->room = f->room ? f->room * 2 : 16;
		f->seen = fc_memory(f->seen, f->room, sizeof(*f->seen));
	}
	f->seen[f->n].device = st->st_dev;
	f->seen[f->n++].inode = st->st_ino;
	return true;
}

static bool
is_model_name(const char *name)
{
	static const char *const suffix[] = { ".onnx", ".pt", ".pt2", ".pth", ".ptl" };
	size_t n = strlen(name);

	for (size_t i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++) {
		size_t m = strlen(suffix[i]);

		if (n > m && !strcmp(name + n - m, suffix[i]))
			return true;
	}
	return false;
}

static char *
join(const char *folder, const char *name)
{
	size_t n = strlen(folder);

	return fc_text_join(folder, n && folder[n - 1] != '/' ? "/" : "", name);
}

static bool
list_folder(struct search *f, const char *folder, struct fc_list *names)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	if (!dir) {
		fc_say_error(&f->s->say, "cannot search '%s': %s", folder, strerror(errno));
		f->status = FC_EXIT_MODEL;
		return false;
	}
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] != '.')
			fc_list_add(names, entry->d_name);
	}
	closedir(dir);
	fc_list_sort(names);
	return true;
}

static void
search_folder(struct search *f, const char *folder, int depth)
{
	struct fc_list names = { 0 };

	if (depth == DEPTH || !list_folder(f, folder, &names))
		return;
	for (size_t i = 0; i < names.n; i++) {
		char *path = join(folder, names.at[i]);
		struct stat st;
		bool there = !stat(path, &st);

		if (there && S_ISREG(st.st_mode) && is_model_name(names.at[i])) {
			fc_list_add_owned(f->out, path);
			continue;
		}
		if (there && S_ISDIR(st.st_mode) && is_new(f, &st))
			search_folder(f, path, depth + 1);
		free(path);
	}
	fc_list_done(&names);
}

static void
add_operand(struct search *f, const char *name)
{
	size_t before = f->out->n;
	struct stat st;

	if (!strcmp(name, "-") || stat(name, &st) || !S_ISDIR(st.st_mode)) {
		fc_list_add(f->out, name);
		return;
	}
	f->n = 0;
	is_new(f, &st);
	search_folder(f, name, 0);
	if (f->out->n > before || f->status)
		return;
	fc_say_error(&f->s->say, "no *.onnx, *.pt, *.pt2, *.pth or *.ptl in '%s'", name);
	f->status = FC_EXIT_MODEL;
}

static void
read_names(struct search *f, const char *name)
{
	size_t size = 0;
	int error = 0;
	char *text = fc_bytes_read(name, FC_BYTES_JSON, &size, &error), *next;

	if (!text) {
		fc_say_error(&f->s->say, "cannot read '%s': %s", name, strerror(error));
		f->status = FC_EXIT_USAGE;
		return;
	}
	for (char *line = text; line < text + size; line = next + 1) {
		size_t n;

		next = memchr(line, '\n', size - (size_t)(line - text));
		next = next ? next : text + size;
		*next = '\0';
		n = strlen(line);
		while (n && line[n - 1] == '\r')
			line[--n] = '\0';
		if (n)
			add_operand(f, line);
	}
	free(text);
}

int
fc_find_models(struct fc_settings *s, struct fc_list *out)
{
	struct search f = { .s = s, .out = out };

	for (size_t i = 0; i < s->operand.n; i++)
		add_operand(&f, s->operand.at[i]);
	if (s->files_from)
		read_names(&f, s->files_from);
	free(f.seen);
	return f.status;
}
