/* str.c -- text that grows on an arena */
#include "base/str.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"

#ifdef FC_TORTURE
#define FIRST 1
#else
#define FIRST 64
#endif

static void
grow(struct fc_str *s, size_t n)
{
	size_t room = s->room ? s->room : FIRST;
	char *data;

	while (room - s->size <= n) {
		if (room > ((size_t)-1) / 4)
			fc_heap_exhausted(fc_arena_heap(s->arena));
		room *= 2;
	}
	data = fc_arena_take(s->arena, room, 1);
	memcpy(data, s->data, s->size);
	s->data = data;
	s->room = room;
}

/* Room for n bytes and the NUL behind them. */
static inline void
need(struct fc_str *s, size_t n)
{
	if (n >= s->room - s->size)
		grow(s, n);
}

void
fc_str_add(struct fc_str *s, const char *text, size_t n)
{
	need(s, n);
	if (n)
		memcpy(s->data + s->size, text, n);
	s->size += n;
	s->data[s->size] = '\0';
}

void
fc_str_puts(struct fc_str *s, const char *text)
{
	fc_str_add(s, text, strlen(text));
}

void
fc_str_putc(struct fc_str *s, char c)
{
	need(s, 1);
	s->data[s->size++] = c;
	s->data[s->size] = '\0';
}

void
fc_str_fill(struct fc_str *s, char c, size_t n)
{
	need(s, n);
	memset(s->data + s->size, c, n);
	s->size += n;
	s->data[s->size] = '\0';
}

void
fc_str_int(struct fc_str *s, int64_t v)
{
	char text[FC_NUM_SIZE];

	fc_str_puts(s, fc_num_print(v, text));
}

void
fc_str_vprintf(struct fc_str *s, const char *fmt, va_list ap)
{
	char small[256];
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	if (n >= 0 && (size_t)n < sizeof(small)) {
		fc_str_add(s, small, (size_t)n);
	} else if (n >= 0) {
		need(s, (size_t)n);
		vsnprintf(s->data + s->size, (size_t)n + 1, fmt, again);
		s->size += (size_t)n;
	}
	va_end(again);
}

void
fc_str_printf(struct fc_str *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fc_str_vprintf(s, fmt, ap);
	va_end(ap);
}

void
fc_str_clear(struct fc_str *s)
{
	s->size = 0;
	if (s->room)
		s->data[0] = '\0';
}
