/* escape.c -- control characters and bytes that are no UTF-8, made visible */
#include "cli/escape.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Length of the well-formed UTF-8 character at p and its code point; 0: it is none (RFC 3629). */
static size_t
character(const unsigned char *p, uint32_t *code)
{
	size_t n = *p < 0x80                  ? 1
	           : *p >= 0xc2 && *p <= 0xdf ? 2
	           : (*p & 0xf0) == 0xe0      ? 3
	           : *p >= 0xf0 && *p <= 0xf4 ? 4
	                                      : 0;

	*code = n == 1 ? *p : n == 2 ? *p & 0x1f : n == 3 ? *p & 0x0f : *p & 0x07;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (p[i] & 0x3f);
	}
	if ((n == 3 && (*code < 0x800 || (*code >= 0xd800 && *code <= 0xdfff))) ||
	    (n == 4 && (*code < 0x10000 || *code > 0x10ffff)))
		return 0;
	return n;
}

/* Controls of ASCII and of Latin 1; characters that turn or embed the direction of writing. */
static bool
is_harmful(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x200e || c == 0x200f || c == 0x2028 ||
	       c == 0x2029 || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static size_t
one(char out[20], const unsigned char *p, size_t *taken)
{
	uint32_t code;
	size_t n = character(p, &code), m = 0;

	*taken = n ? n : 1;
	if (n && !is_harmful(code)) {
		memcpy(out, p, n);
		return n;
	}
	if (*p == '\n' || *p == '\t' || *p == '\r') {
		out[0] = '\\';
		out[1] = *p == '\n' ? 'n' : *p == '\t' ? 't' : 'r';
		return 2;
	}
	for (size_t i = 0; i < *taken; i++)
		m += (size_t)snprintf(out + m, 5, "\\x%02x", p[i]);
	return m;
}

char *
fc_escape(char *out, size_t room, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	char next[20];
	size_t at = 0, taken;

	while (*p) {
		size_t n = one(next, p, &taken);

		if (at + n + 4 > room) { /* room for "..." and the NUL stays */
			memcpy(out + at, "...", 3);
			at += 3;
			break;
		}
		memcpy(out + at, next, n);
		at += n;
		p += taken;
	}
	out[at] = '\0';
	return out;
}
