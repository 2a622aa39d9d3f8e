/* wire.h -- protobuf messages written by hand, for the benchmark's models */
#ifndef FC_TESTS_BENCH_WIRE_H
#define FC_TESTS_BENCH_WIRE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct wire {
	unsigned char *at;
	size_t n, room;
};

static inline void
wire_add(struct wire *w, const void *data, size_t n)
{
	if (n > w->room - w->n) {
		w->room = (w->n + n) * 2;
		w->at = realloc(w->at, w->room);
		if (!w->at)
			abort();
	}
	if (n)
		memcpy(w->at + w->n, data, n);
	w->n += n;
}

static inline void
wire_varint(struct wire *w, uint64_t v)
{
	do {
		unsigned char byte = (unsigned char)((v & 0x7f) | (v > 0x7f ? 0x80 : 0));

		wire_add(w, &byte, 1);
	} while (v >>= 7);
}

static inline void
wire_int(struct wire *w, unsigned field, uint64_t v)
{
	wire_varint(w, field << 3);
	wire_varint(w, v);
}

static inline void
wire_bytes(struct wire *w, unsigned field, const void *data, size_t n)
{
	wire_varint(w, field << 3 | 2);
	wire_varint(w, n);
	wire_add(w, data, n);
}

static inline void
wire_text(struct wire *w, unsigned field, const char *text)
{
	wire_bytes(w, field, text, strlen(text));
}

static inline void
wire_message(struct wire *w, unsigned field, struct wire *m) /* m is empty then */
{
	wire_bytes(w, field, m->at, m->n);
	m->n = 0;
}

#endif
