/* out.h -- a buffered way out for text: the sink of every report */
#ifndef FC_BASE_OUT_H
#define FC_BASE_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fc_str;

/* Takes n bytes and returns (no jump); false: stop, nothing more will be taken. */
typedef bool (*fc_out_fn)(void *user, const void *data, size_t n);

/* Once a write has failed, everything that follows is dropped and failed stays set. */
struct fc_out {
	fc_out_fn write;
	void *user;
	bool failed;
	size_t n;
	char buffer[8192];
};

void fc_out_init(struct fc_out *o, fc_out_fn write, void *user);

/* All that is flushed is appended to text. */
void fc_out_init_text(struct fc_out *o, struct fc_str *text);

bool fc_out_flush(struct fc_out *o);
void fc_out_add(struct fc_out *o, const void *data, size_t n);
void fc_out_puts(struct fc_out *o, const char *text);
void fc_out_putc(struct fc_out *o, char c);
void fc_out_int(struct fc_out *o, int64_t v);
void fc_out_printf(struct fc_out *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
