/* say.c -- one line each on standard error */
#include "cli/say.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/escape.h"
#include "flopcount.h"

enum { A_FEW = 10 }; /* lines of one code, unless asked for all */

static const struct level {
	const char *name, *color;
} levels[] = {
	[FLOPCOUNT_ERROR] = { "error", "\033[1;31m" },
	[FLOPCOUNT_WARNING] = { "warning", "\033[1;35m" },
	[FLOPCOUNT_NOTE] = { "note", "\033[1;36m" },
};

void
fc_say_init(struct fc_say *s)
{
	s->on_terminal = isatty(STDERR_FILENO);
}

bool
fc_say_colored(const struct fc_say *s, bool terminal)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	if (s->color != FC_COLOR_AUTO)
		return s->color == FC_COLOR_ALWAYS;
	return terminal && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

static void
put_level(struct fc_say *s, enum flopcount_severity severity)
{
	bool colored = fc_say_colored(s, s->on_terminal);

	fprintf(stderr, "%s%s:%s ", colored ? levels[severity].color : "", levels[severity].name,
	        colored ? "\033[0m" : "");
}

__attribute__((format(printf, 3, 0))) static void
say(struct fc_say *s, enum flopcount_severity severity, const char *fmt, va_list ap)
{
	char raw[4096], text[4096];

	vsnprintf(raw, sizeof(raw), fmt, ap);
	fc_say_progress_end(s);
	fputs("flopcount: ", stderr);
	put_level(s, severity);
	fprintf(stderr, "%s\n", fc_escape(text, sizeof(text), raw));
}

void
fc_say_error(struct fc_say *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(s, FLOPCOUNT_ERROR, fmt, ap);
	va_end(ap);
}

void
fc_say_warning(struct fc_say *s, const char *fmt, ...)
{
	va_list ap;

	if (s->quiet)
		return;
	va_start(ap, fmt);
	say(s, FLOPCOUNT_WARNING, fmt, ap);
	va_end(ap);
}

void
fc_say_note(struct fc_say *s, const char *fmt, ...)
{
	va_list ap;

	if (s->quiet)
		return;
	va_start(ap, fmt);
	say(s, FLOPCOUNT_NOTE, fmt, ap);
	va_end(ap);
}

static bool
is_heard(const struct fc_say *s, enum flopcount_severity severity)
{
	return severity == FLOPCOUNT_ERROR || (!s->quiet && (s->verbose || severity == FLOPCOUNT_WARNING));
}

/* The line of a source and carets under what is meant; tabs stay tabs, so that the carets fit. */
static void
put_source(const struct flopcount_diagnostic *d)
{
	char line[512];
	unsigned i;

	fprintf(stderr, "    %s\n    ", fc_escape(line, sizeof(line), d->source));
	for (i = 1; i < d->column && i < sizeof(line); i++)
		fputc(' ', stderr);
	for (i = 0; i < d->width && i < sizeof(line); i++)
		fputc('^', stderr);
	fputc('\n', stderr);
}

void
fc_say_diagnostic(struct fc_say *s, const char *path, const struct flopcount_diagnostic *d)
{
	char text[4096];

	if (!is_heard(s, d->severity))
		return;
	fc_say_progress_end(s);
	fprintf(stderr, "%s: ", fc_escape(text, sizeof(text), path ? path : "flopcount"));
	if (d->file)
		fprintf(stderr, d->line ? "%s:" : "%s: ", fc_escape(text, sizeof(text), d->file));
	if (d->line)
		fprintf(stderr, d->column ? "%u:%u: " : "%u: ", d->line, d->column);
	if (d->node && *d->node)
		fprintf(stderr, "node '%s'", fc_escape(text, sizeof(text), d->node));
	else if (d->node && d->op)
		fputs("node", stderr);
	if (d->op)
		fprintf(stderr, " (%s)", fc_escape(text, sizeof(text), d->op));
	if (d->op || (d->node && *d->node))
		fputs(": ", stderr);
	put_level(s, d->severity);
	fprintf(stderr, "%s [%s]\n", fc_escape(text, sizeof(text), d->text), d->code);
	if (s->verbose && d->source && d->column)
		put_source(d);
}

static size_t
slot_of(const struct fc_said *said, const char *code)
{
	size_t i, n = sizeof(said->seen) / sizeof(said->seen[0]);

	for (i = 0; i + 1 < n && said->seen[i].n; i++) {
		if (!strcmp(said->seen[i].code, code))
			break;
	}
	return i;
}

void
fc_say_counted(struct fc_say *s, struct fc_said *said, const char *path, const struct flopcount_diagnostic *d)
{
	size_t i = slot_of(said, d->code);

	if (!is_heard(s, d->severity))
		return;
	if (said->seen[i].n++ < A_FEW || s->verbose)
		fc_say_diagnostic(s, path, d);
	snprintf(said->seen[i].code, sizeof(said->seen[i].code), "%s", d->code);
}

void
fc_say_rest(struct fc_say *s, const struct fc_said *said, const char *path)
{
	char text[4096];

	for (size_t i = 0; i < sizeof(said->seen) / sizeof(said->seen[0]) && said->seen[i].n && !s->verbose;
	     i++) {
		if (said->seen[i].n <= A_FEW)
			continue;
		fc_say_progress_end(s);
		fprintf(stderr, "%s: %zu more like the last (-v shows all) [%s]\n",
		        fc_escape(text, sizeof(text), path), said->seen[i].n - A_FEW, said->seen[i].code);
	}
}

void
fc_say_progress(struct fc_say *s, size_t i, size_t n, const char *path)
{
	char text[48];

	if (!s->on_terminal || s->quiet || n < 2)
		return;
	fprintf(stderr, "\r\033[K[%zu/%zu] %s", i + 1, n, fc_escape(text, sizeof(text), path));
	fflush(stderr);
	s->progress = true;
}

void
fc_say_progress_end(struct fc_say *s)
{
	if (s->progress)
		fputs("\r\033[K", stderr);
	s->progress = false;
}
