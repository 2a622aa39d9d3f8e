/* sandbox.c -- which files a run may touch, as grants of the kernel */
#define _XOPEN_SOURCE 700 /* realpath() */

#include "cli/sandbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/confine.h"
#include "cli/exit.h"
#include "cli/list.h"
#include "cli/settings.h"

struct grants {
	struct fc_grant *at;
	size_t n;
};

static void
add(struct grants *g, const char *path, unsigned rights)
{
	g->at = fc_memory(g->at, g->n + 1, sizeof(*g->at));
	g->at[g->n++] = (struct fc_grant){ fc_text_copy(path, strlen(path)), rights };
}

/* What is no file is copied to a temporary file without a name: base/source.h. */
static void
add_read(struct grants *g, const char *path)
{
	struct stat st;
	bool is_stdin = !strcmp(path, "-");

	if (!is_stdin)
		add(g, path, FC_GRANT_READ);
	if (is_stdin || (!stat(path, &st) && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)))
		add(g, P_tmpdir, FC_GRANT_READ | FC_GRANT_WRITE | FC_GRANT_MAKE);
}

/* The file is open; in its folder it takes the place of the old one. */
static void
add_output(struct grants *g, const char *path)
{
	char *target = realpath(path, NULL), *slash;

	if (!target)
		target = fc_text_copy(path, strlen(path));
	slash = strrchr(target, '/');
	if (slash)
		slash[slash == target] = '\0';
	add(g, slash ? target : ".", FC_GRANT_MAKE);
	free(target);
}

int
fc_sandbox_refuse(struct fc_settings *s, const char *command, const char *why)
{
	fc_say_error(&s->say, "'%s' takes no --sandbox: %s", command, why);
	return FC_EXIT_USAGE;
}

void
fc_sandbox_read(struct fc_settings *s, const char *path)
{
	fc_list_add(&s->readable, path);
}

static int
confine(struct fc_settings *s, const struct grants *g)
{
	unsigned confined = fc_confine(g->at, g->n);

	if (!confined) {
		fc_say_error(&s->say, "--sandbox: this system offers neither Landlock nor seccomp");
		return FC_EXIT_ABSENT;
	}
	if (!(confined & FC_CONFINED_FILES))
		fc_say_warning(&s->say, "--sandbox: no Landlock here, so any file may be opened");
	if (!(confined & FC_CONFINED_CALLS))
		fc_say_warning(&s->say, "--sandbox: no seccomp here, so any system call may be made");
	return FC_EXIT_OK;
}

int
fc_sandbox_enter(struct fc_settings *s, const struct fc_list *models)
{
	const char *summary = getenv("GITHUB_STEP_SUMMARY");
	struct grants g = { NULL, 0 };
	int code;

	if (!s->sandbox)
		return FC_EXIT_OK;
	for (size_t i = 0; i < s->readable.n; i++)
		add_read(&g, s->readable.at[i]);
	for (size_t i = 0; models && i < models->n; i++)
		add_read(&g, models->at[i]);
	for (size_t i = 0; i < s->n_output; i++) {
		if (s->output[i].file && strcmp(s->output[i].file, "-") != 0)
			add_output(&g, s->output[i].file);
	}
	if (s->gate.github && summary)
		add(&g, summary, FC_GRANT_WRITE);
	code = confine(s, &g);
	for (size_t i = 0; i < g.n; i++)
		free((void *)g.at[i].path);
	free(g.at);
	return code;
}
