/* list.c -- growing lists of texts */
#include "cli/list.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/outfile.h"

void *
fc_memory(void *p, size_t n, size_t size)
{
	void *q = n && size > SIZE_MAX / n ? NULL : realloc(p, n && size ? n * size : 1);

	if (!q)
		fc_outfile_die("out of memory");
	return q;
}

char *
fc_text_copy(const char *text, size_t n)
{
	char *copy = fc_memory(NULL, n + 1, 1);

	memcpy(copy, text, n);
	copy[n] = '\0';
	return copy;
}

char *
fc_text_join(const char *a, const char *b, const char *c)
{
	size_t size = strlen(a) + strlen(b) + strlen(c) + 1;
	char *text = fc_memory(NULL, size, 1);

	snprintf(text, size, "%s%s%s", a, b, c);
	return text;
}

void
fc_list_add_owned(struct fc_list *l, char *text)
{
	if (l->n == l->room) {
		l->room = l->room ? l->room * 2 : 8;
		l->at = fc_memory(l->at, l->room, sizeof(*l->at));
	}
	l->at[l->n++] = text;
}

void
fc_list_add(struct fc_list *l, const char *text)
{
	fc_list_add_owned(l, fc_text_copy(text, strlen(text)));
}

static int
by_text(const void *x, const void *y)
{
	return strcmp(*(char *const *)x, *(char *const *)y);
}

void
fc_list_sort(struct fc_list *l)
{
	if (l->n)
		qsort(l->at, l->n, sizeof(*l->at), by_text);
}

void
fc_list_done(struct fc_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->at[i]);
	free(l->at);
	*l = (struct fc_list){ 0 };
}
