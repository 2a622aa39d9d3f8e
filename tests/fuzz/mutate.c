/* mutate.c -- chance, and changes of bytes */
#include "mutate.h"

#include <stdbool.h>
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

void
mutate_put(struct mutate *m, size_t at, size_t cut, const uint8_t *from, size_t n)
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
	mutate_put(m, at, insert ? 0 : n, run, n);
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
			mutate_put(m, at, m->size - at, other + from, n - from);
		break;
	case 2:
		mutate_put(m, at, run < m->size - at ? run : m->size - at, NULL, 0);
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
