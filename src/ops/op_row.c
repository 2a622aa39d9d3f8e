/* op_row.c -- reading the texts of a row: operand names and marks */
#include "ops/op.h"

#include <string.h>

struct word {
	const char *at;
	size_t n;   /* of the name */
	char mark;  /* ! + ~ #, or 0 */
	bool many;
};

static bool
is_mark(char c)
{
	return c == '?' || c == '*' || c == '!' || c == '+' || c == '~' || c == '#';
}

/* The next name of a row's in or out text; false at its end. */
static bool
next_word(const char **at, struct word *w)
{
	const char *s = *at;

	while (*s == ' ')
		s++;
	if (!*s)
		return false;
	w->at = s;
	w->mark = 0;
	w->many = false;
	while (*s && *s != ' ' && !is_mark(*s))
		s++;
	w->n = (size_t)(s - w->at);
	for (; *s && *s != ' '; s++) {
		if (*s == '*')
			w->many = true;
		else if (*s != '?')
			w->mark = *s;
	}
	*at = s;
	return true;
}

static int
index_of(const char *text, const char *name, size_t n)
{
	struct word w;

	for (int i = 0; text && next_word(&text, &w); i++)
		if (w.n == n && memcmp(w.at, name, n) == 0)
			return i;
	return -1;
}

int
fc_op_in_index(const struct fc_op *op, const char *name)
{
	return index_of(op->in, name, strlen(name));
}

int
fc_op_out_index(const struct fc_op *op, const char *name)
{
	return index_of(op->out, name, strlen(name));
}

char
fc_op_in_mark(const struct fc_op *op, unsigned i)
{
	const char *text = op->in;
	struct word w;

	for (unsigned k = 0; text && next_word(&text, &w); k++)
		if (k == i || w.many)
			return w.mark;
	return 0;
}
