/* json_write.c -- a streaming JSON writer */
#include "base/json_write.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/out.h"

enum { DEPTH_MAX = 64 };

void
fc_json_init(struct fc_json *j, struct fc_out *out, unsigned indent)
{
	*j = (struct fc_json){ .out = out, .indent = indent };
}

static uint64_t
bit_of(const struct fc_json *j)
{
	return UINT64_C(1) << (j->depth - 1);
}

static void
new_line(struct fc_json *j, unsigned depth)
{
	fc_out_putc(j->out, '\n');
	for (unsigned i = 0; i < j->indent * depth; i++)
		fc_out_putc(j->out, ' ');
}

/* What stands between the last thing and the next: a comma, a line. */
static void
separate(struct fc_json *j)
{
	bool first = j->depth && (j->first & bit_of(j));

	if (j->after_key || !j->depth) {
		j->after_key = false;
		return;
	}
	j->first &= ~bit_of(j);
	if (!first)
		fc_out_putc(j->out, ',');
	if (j->indent && !(j->compact & bit_of(j)))
		new_line(j, j->depth);
	else if (!first)
		fc_out_putc(j->out, ' ');
}

static void
begin(struct fc_json *j, char bracket, bool compact)
{
	bool inside = j->depth && (j->compact & bit_of(j));

	separate(j);
	fc_out_putc(j->out, bracket);
	assert(j->depth < DEPTH_MAX);
	if (j->depth == DEPTH_MAX) {
		j->out->failed = true;
		return;
	}
	j->depth++;
	j->first |= bit_of(j);
	if (compact || inside)
		j->compact |= bit_of(j);
	else
		j->compact &= ~bit_of(j);
}

void
fc_json_object(struct fc_json *j, bool compact)
{
	begin(j, '{', compact);
}

void
fc_json_array(struct fc_json *j, bool compact)
{
	begin(j, '[', compact);
}

void
fc_json_end(struct fc_json *j, char bracket)
{
	bool empty, one_line;

	if (!j->depth)
		return;
	empty = j->first & bit_of(j);
	one_line = !j->indent || (j->compact & bit_of(j));
	j->depth--;
	if (!empty && !one_line)
		new_line(j, j->depth);
	fc_out_putc(j->out, bracket);
}

/* Bytes of the UTF-8 sequence at s (NUL ends it); 0 when it is none. Unicode 15, table 3-7. */
static unsigned
sequence(const unsigned char *s)
{
	unsigned c = s[0], n = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;

	for (unsigned i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	}
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f))
		return 0;
	if ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	return n;
}

static void
escape(struct fc_out *out, unsigned char c)
{
	static const char plain[] = "\"\\\n\r\t\b\f", letter[] = "\"\\nrtbf";
	const char *at = strchr(plain, c);

	if (at)
		fc_out_printf(out, "\\%c", letter[at - plain]);
	else
		fc_out_printf(out, "\\u%04x", c);
}

static void
quote(struct fc_out *out, const char *text)
{
	const unsigned char *s = (const unsigned char *)text, *start = s;

	fc_out_putc(out, '"');
	while (*s) {
		unsigned n = sequence(s);

		if (n && *s >= 0x20 && *s != '"' && *s != '\\') {
			s += n;
			continue;
		}
		fc_out_add(out, start, (size_t)(s - start));
		if (n)
			escape(out, *s);
		else
			fc_out_puts(out, "\\ufffd");
		start = ++s;
	}
	fc_out_add(out, start, (size_t)(s - start));
	fc_out_putc(out, '"');
}

void
fc_json_key(struct fc_json *j, const char *key)
{
	separate(j);
	quote(j->out, key);
	fc_out_puts(j->out, ": ");
	j->after_key = true;
}

void
fc_json_int(struct fc_json *j, int64_t v)
{
	separate(j);
	fc_out_int(j->out, v);
}

void
fc_json_real(struct fc_json *j, double v)
{
	char text[FC_NUM_SIZE];

	separate(j);
	fc_num_print_real(v, text);
	fc_out_puts(j->out, isfinite(v) ? text : "null");
}

void
fc_json_bool(struct fc_json *j, bool v)
{
	separate(j);
	fc_out_puts(j->out, v ? "true" : "false");
}

void
fc_json_null(struct fc_json *j)
{
	separate(j);
	fc_out_puts(j->out, "null");
}

void
fc_json_made(struct fc_json *j, const char *json)
{
	separate(j);
	fc_out_puts(j->out, json);
}

void
fc_json_text(struct fc_json *j, const char *text)
{
	if (!text) {
		fc_json_null(j);
		return;
	}
	separate(j);
	quote(j->out, text);
}

void
fc_json_member(struct fc_json *j, const char *key, const char *text)
{
	fc_json_key(j, key);
	fc_json_text(j, text);
}
