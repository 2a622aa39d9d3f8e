/* opt_help.c -- the help that a table of options gives */
#include "cli/opt.h"

#include <stdio.h>
#include <string.h>

#include "flopcount.h"

enum { INDENT = 2, WIDTH = 80 };

static size_t
label(const struct fc_opt *o, char *out, size_t room)
{
	return (size_t)snprintf(out, room, "%c%c%s--%s%s%s", o->letter ? '-' : ' ',
	                        o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name,
	                        o->arg ? " " : "", o->arg ? o->arg : "");
}

static size_t
widest(const struct fc_opt *table, size_t wide)
{
	char text[96];

	for (const struct fc_opt *o = table; o->kind != FC_OPT_END; o++) {
		size_t n = o->kind == FC_OPT_GROUP ? widest(o->group, wide) : label(o, text, sizeof(text));

		wide = n > wide ? n : wide;
	}
	return wide;
}

/* Break text at blanks, so that no line is longer than WIDTH. */
static void
wrap(const char *text, size_t indent)
{
	size_t at = indent;

	while (*text) {
		size_t n = strcspn(text, " ");

		if (at > indent && at + 1 + n > WIDTH) {
			printf("\n%*s", (int)indent, "");
			at = indent;
		} else if (at > indent) {
			putchar(' ');
			at++;
		}
		printf("%.*s", (int)n, text);
		at += n;
		text += n + (text[n] == ' ');
	}
	putchar('\n');
}

static void
print_rows(const struct fc_opt *table, size_t wide)
{
	char text[96];

	for (const struct fc_opt *o = table; o->kind != FC_OPT_END; o++) {
		if (o->kind == FC_OPT_GROUP) {
			printf("\n%s:\n", o->help);
			print_rows(o->group, wide);
			continue;
		}
		label(o, text, sizeof(text));
		printf("%*s%-*s  ", INDENT, "", (int)wide, text);
		wrap(o->help, INDENT + wide + 2);
	}
}

void
fc_opt_help(const struct fc_opt *table)
{
	print_rows(table, widest(table, 0));
}

void
fc_opt_words(const struct fc_opt *table)
{
	for (const struct fc_opt *o = table; o->kind != FC_OPT_END; o++) {
		const char *name;

		if (o->kind == FC_OPT_GROUP) {
			fc_opt_words(o->group);
			continue;
		}
		if (o->letter)
			printf("-%c,", o->letter);
		printf("--%s", o->name);
		for (size_t i = 0; o->choice && o->choice[i]; i++)
			printf(" %s", o->choice[i]);
		for (size_t i = 0;
		     o->is_name && (name = flopcount_name_at((enum flopcount_names)o->names, i)); i++)
			printf(" %s", name);
		putchar('\n');
	}
}
