/* check_lines.h -- files of cases, a line a case */
#ifndef FC_TESTS_CHECK_LINES_H
#define FC_TESTS_CHECK_LINES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHECK_LINE = 1024 };

/*
 * The lines of the file at path that are neither empty nor behind a '#', after
 * the n that are there; how many there are now. No file, or more than room of
 * them, ends the program.
 */
static inline int
check_lines(const char *path, char (*line)[CHECK_LINE], int n, int room)
{
	FILE *f = fopen(path, "r");

	if (!f) {
		fprintf(stderr, "%s cannot be read\n", path);
		abort();
	}
	while (n < room && fgets(line[n], CHECK_LINE, f)) {
		line[n][strcspn(line[n], "\n")] = '\0';
		if (*line[n] && *line[n] != '#')
			n++;
	}
	if (!feof(f)) {
		fprintf(stderr, "%s and those before hold more than %d lines\n", path, room);
		abort();
	}
	fclose(f);
	return n;
}

#endif
