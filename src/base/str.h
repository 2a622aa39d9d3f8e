/* str.h -- text that grows on an arena */
#ifndef FC_BASE_STR_H
#define FC_BASE_STR_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct fc_arena;

/* Start with FC_STR(arena). data is always NUL-terminated text, "" at first. */
struct fc_str {
	struct fc_arena *arena;
	char *data;
	size_t size, room;
};
#define FC_STR(a) { (a), (char *)"", 0, 0 }

void fc_str_add(struct fc_str *s, const char *text, size_t n);
void fc_str_puts(struct fc_str *s, const char *text);
void fc_str_putc(struct fc_str *s, char c);
void fc_str_fill(struct fc_str *s, char c, size_t n); /* c, n times */
void fc_str_int(struct fc_str *s, int64_t v);
void fc_str_printf(struct fc_str *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void fc_str_vprintf(struct fc_str *s, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
void fc_str_clear(struct fc_str *s);

#endif
