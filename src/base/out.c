/* out.c -- a buffered way out for text */
#include "base/out.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"

void
fc_out_init(struct fc_out *o, fc_out_fn write, void *user)
{
	o->write = write;
	o->user = user;
	o->failed = false;
	o->n = 0;
}

static bool
to_text(void *text, const void *data, size_t n)
{
	fc_str_add(text, data, n);
	return true;
}

void
fc_out_init_text(struct fc_out *o, struct fc_str *text)
{
	fc_out_init(o, to_text, text);
}

bool
fc_out_flush(struct fc_out *o)
{
	size_t n = o->n;

	o->n = 0;
	if (n && !o->failed)
		o->failed = !o->write(o->user, o->buffer, n);
	return !o->failed;
}

void
fc_out_add(struct fc_out *o, const void *data, size_t n)
{
	if (n > sizeof(o->buffer) - o->n)
		fc_out_flush(o);
	if (o->failed)
		return;
	if (n > sizeof(o->buffer)) {
		o->failed = !o->write(o->user, data, n);
		return;
	}
	if (n)
		memcpy(o->buffer + o->n, data, n);
	o->n += n;
}

void
fc_out_puts(struct fc_out *o, const char *text)
{
	fc_out_add(o, text, strlen(text));
}

void
fc_out_putc(struct fc_out *o, char c)
{
	fc_out_add(o, &c, 1);
}

void
fc_out_int(struct fc_out *o, int64_t v)
{
	char text[FC_NUM_SIZE];

	fc_out_puts(o, fc_num_print(v, text));
}

/* Formatted in place; only text longer than the whole buffer needs memory of its own. */
__attribute__((format(printf, 2, 0))) static void
print(struct fc_out *o, const char *fmt, va_list ap)
{
	va_list again;
	size_t room = sizeof(o->buffer) - o->n;
	char *text;
	int n;

	va_copy(again, ap);
	n = vsnprintf(o->buffer + o->n, room, fmt, ap);
	if (n >= 0 && (size_t)n < room) {
		o->n += (size_t)n;
	} else if (n >= 0 && (size_t)n < sizeof(o->buffer)) {
		if (fc_out_flush(o))
			o->n = (size_t)vsnprintf(o->buffer, sizeof(o->buffer), fmt, again);
	} else {
		text = n < 0 ? NULL : malloc((size_t)n + 1);
		if (text) {
			vsnprintf(text, (size_t)n + 1, fmt, again);
			fc_out_add(o, text, (size_t)n);
		} else {
			o->failed = true;
		}
		free(text);
	}
	va_end(again);
}

void
fc_out_printf(struct fc_out *o, const char *fmt, ...)
{
	va_list ap;

	if (o->failed)
		return;
	va_start(ap, fmt);
	print(o, fmt, ap);
	va_end(ap);
}
