/* mutate.c -- changes of tokens */
#include "mutate.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* xorshift64*: S. Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled". */
static uint64_t
next(struct mutate *m)
{
	if (!m->state)
		m->state = UINT64_C(0x9e3779b97f4a7c15);
	m->state ^= m->state >> 12;
	m->state ^= m->state << 25;
	m->state ^= m->state >> 27;
	return m->state * UINT64_C(0x2545f4914f6cdd1d);
}

size_t
mutate_below(struct mutate *m, size_t n)
{
	return n ? (size_t)((next(m) >> 11) % n) : 0;
}

/* n bytes at from take the place of cut bytes at the offset at, as far as there is room. */
static void
replace(struct mutate *m, size_t at, size_t cut, const uint8_t *from, size_t n)
{
	size_t rest = m->size - at - cut;

	if (m->size - cut + n > m->max)
		n = m->max - (m->size - cut);
	memmove(m->data + at + n, m->data + at + cut, rest);
	if (n)
		memcpy(m->data + at, from, n);
	m->size = at + n + rest;
}

enum { TOKENS = 4096 };

struct tokens {
	struct {
		size_t at, n;
	} at[TOKENS];
	size_t n;
};

/* A word, a number, a run of blanks of one line, or a mark. */
static size_t
token_size(const uint8_t *s, size_t n)
{
	size_t k = 1;

	if (isalnum(s[0]) || s[0] == '_') {
		while (k < n && (isalnum(s[k]) || s[k] == '_'))
			k++;
	} else if (s[0] == ' ' || s[0] == '\n') {
		while (k < n && s[k] == ' ')
			k++;
	}
	return k;
}

static void
tokenise(const struct mutate *m, struct tokens *t)
{
	size_t n;

	t->n = 0;
	for (size_t at = 0; at < m->size && t->n < TOKENS; at += n) {
		n = token_size(m->data + at, m->size - at);
		t->at[t->n].at = at;
		t->at[t->n++].n = n;
	}
}

static void
put_word(struct mutate *m, size_t at, size_t cut)
{
	static const char *const words[] = {
		"0", "-1", "9223372036854775807", "0.5", "1e400", "None", "True", "[]", "()", "{}",
		"torch.zeros", "torch.reshape", "torch.cat", "torch.add", "torch.conv2d",
		"torch.size", "torch.len",
		"torch.append", "torch.__range_length", "annotate", "List[int]",
		"Tensor", "Optional", "self", "x",
		"[0]", "if", "else:", "for", "in", "while", "return", "and", "not", "is", "<", "**",
		"//", "%",
		"=", ",", ":", "(", ")", "[", "]", "uninitialized(Tensor)", "unchecked_cast",
		"ops.prim.RaiseException",
		"\n  ", "\n    ", "\n", "\"", "CONSTANTS.c0", "range(1000000000)", "float(\"nan\")",
	};
	const char *word = words[mutate_below(m, sizeof(words) / sizeof(words[0]))];

	replace(m, at, cut, (const uint8_t *)word, strlen(word));
}

size_t
mutate_code(struct mutate *m)
{
	size_t changes = 1 + mutate_below(m, 4);
	struct tokens *t = malloc(sizeof(*t));

	for (; t && changes && m->size; changes--) {
		size_t a, b, n;
		uint8_t *copy;

		tokenise(m, t);
		a = mutate_below(m, t->n);
		b = mutate_below(m, t->n);
		n = t->at[b].n;
		copy = malloc(n);
		if (!copy)
			break;
		memcpy(copy, m->data + t->at[b].at, n);
		switch (mutate_below(m, 4)) {
		case 0: /* another of its tokens in place of this */
			replace(m, t->at[a].at, t->at[a].n, copy, n);
			break;
		case 1: /* or before it */
			replace(m, t->at[a].at, 0, copy, n);
			break;
		case 2:
			replace(m, t->at[a].at, t->at[a].n, NULL, 0);
			break;
		default:
			put_word(m, t->at[a].at, mutate_below(m, 4) ? t->at[a].n : 0);
			break;
		}
		free(copy);
	}
	free(t);
	return m->size;
}
