/* mutate.c -- changes of bytes and of tokens */
#include "mutate.h"

#include <ctype.h>
#include <stdbool.h>
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

static void
change_byte(struct mutate *m, size_t at)
{
	static const uint8_t values[] = { 0, 1, 0x7f, 0x80, 0xff };

	if (mutate_below(m, 3))
		m->data[at] ^= (uint8_t)(1u << mutate_below(m, 8));
	else
		m->data[at] = values[mutate_below(m, sizeof(values))];
}

/* A short run of the file itself, over what is there, or put between. */
static void
copy_run(struct mutate *m, size_t at, bool insert)
{
	size_t from = mutate_below(m, m->size), n = 1 + mutate_below(m, 64);
	uint8_t run[64];

	if (n > m->size - from)
		n = m->size - from;
	if (!insert && n > m->size - at)
		n = m->size - at;
	memcpy(run, m->data + from, n);
	replace(m, at, insert ? 0 : n, run, n);
}

static void
change_bytes(struct mutate *m, const uint8_t *other, size_t n)
{
	size_t at = mutate_below(m, m->size), run = 1 + mutate_below(m, 32), from;

	switch (mutate_below(m, 16)) {
	case 0:
		m->size = at;
		break;
	case 1:
		from = mutate_below(m, n);
		if (n)
			replace(m, at, m->size - at, other + from, n - from);
		break;
	case 2:
		replace(m, at, run < m->size - at ? run : m->size - at, NULL, 0);
		break;
	case 3:
	case 4:
	case 5:
		copy_run(m, at, mutate_below(m, 3) == 0);
		break;
	default:
		change_byte(m, at);
		break;
	}
}

size_t
mutate_bytes(struct mutate *m, const uint8_t *other, size_t n)
{
	for (size_t changes = 1 + mutate_below(m, 6); changes && m->size; changes--)
		change_bytes(m, other, n);
	return m->size;
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
