/* text.c -- clean, measure and shorten UTF-8 text */
#include "report/text.h"

#include <stddef.h>
#include <string.h>

#include "base/human.h"
#include "base/str.h"

struct range {
	uint32_t first, last;
};

/* Marks that stand on the character before, and such as take no room: Unicode 15, the common ones. */
static const struct range narrow[] = {
	{ 0x0300, 0x036f }, { 0x0483, 0x0489 }, { 0x0591, 0x05bd }, { 0x064b, 0x065f }, { 0x1ab0, 0x1aff },
	{ 0x1dc0, 0x1dff }, { 0x200b, 0x200d }, { 0x20d0, 0x20ff }, { 0x3099, 0x309a }, { 0xfe00, 0xfe0f },
	{ 0xfe20, 0xfe2f }, { 0xfeff, 0xfeff }, { 0xe0100, 0xe01ef },
};

/* Two columns wide: East Asian W and F, emoji. */
static const struct range wide[] = {
	{ 0x1100, 0x115f }, { 0x2e80, 0x303e }, { 0x3041, 0x33ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff },
	{ 0xa000, 0xa4cf }, { 0xa960, 0xa97f }, { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff }, { 0xfe30, 0xfe6f },
	{ 0xff00, 0xff60 }, { 0xffe0, 0xffe6 }, { 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff },
	{ 0x1f900, 0x1f9ff }, { 0x20000, 0x3fffd },
};

/* Left-to-right and right-to-left marks, embeddings, overrides and isolates; line and paragraph separator. */
static const struct range hidden[] = {
	{ 0x061c, 0x061c }, { 0x200e, 0x200f }, { 0x2028, 0x202e }, { 0x2066, 0x2069 },
};

static bool
is_in(const struct range *r, size_t n, uint32_t c)
{
	for (size_t i = 0; i < n; i++) {
		if (c >= r[i].first && c <= r[i].last)
			return true;
	}
	return false;
}

#define IS_IN(ranges, c) is_in(ranges, sizeof(ranges) / sizeof((ranges)[0]), c)

/* The character at text, not its end, and its *n_out bytes; a bad byte: U+FFFD, 1. Unicode 15, table 3-7. */
static uint32_t
decode(const char *text, unsigned *n_out)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)text;
	unsigned n = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	uint32_t c = n < 2 ? s[0] : s[0] & (0xffu >> (n + 1));

	for (unsigned i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			n = 0;
		else
			c = c << 6 | (s[i] & 0x3f);
	}
	if (!n || c < least[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
		*n_out = 1;
		return 0xfffd;
	}
	*n_out = n;
	return c;
}

static bool
is_bad(uint32_t c, unsigned n)
{
	return c == 0xfffd && n == 1;
}

/* How many bytes from s on are printable ASCII, which stands for itself and is a column wide. */
static size_t
plain(const char *s)
{
	size_t n = 0;

	while (s[n] >= 0x20 && s[n] < 0x7f)
		n++;
	return n;
}

void
fc_text_valid(struct fc_str *out, const char *s)
{
	unsigned n;

	for (; s && *s; s += n) {
		uint32_t c = decode(s, &n);

		if (is_bad(c, n))
			fc_str_puts(out, "\xef\xbf\xbd");
		else
			fc_str_add(out, s, n);
	}
}

static void
show(struct fc_str *out, uint32_t c)
{
	static const char known[] = "\n\r\t", letter[] = "nrt";
	const char *at = c < 0x80 ? strchr(known, (int)c) : NULL;

	if (at)
		fc_str_printf(out, "\\%c", letter[at - known]);
	else
		fc_str_printf(out, c < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)c);
}

void
fc_text_clean(struct fc_str *out, const char *s)
{
	unsigned n;

	for (; s && *s; s += n) {
		size_t run = plain(s);
		uint32_t c;

		fc_str_add(out, s, run);
		s += run;
		if (!*s)
			break;
		c = decode(s, &n);
		if (is_bad(c, n))
			fc_str_puts(out, "\xef\xbf\xbd");
		else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x600 && IS_IN(hidden, c)))
			show(out, c);
		else
			fc_str_add(out, s, n);
	}
}

static unsigned
width_of(uint32_t c)
{
	if (c < 0x300)
		return 1;
	return IS_IN(narrow, c) ? 0 : IS_IN(wide, c) ? 2 : 1;
}

unsigned
fc_text_width(const char *s)
{
	unsigned width = (unsigned)plain(s), n;

	for (s += width; *s; s += n)
		width += width_of(decode(s, &n));
	return width;
}

/* The longest beginning of s that takes no more than width columns. */
static size_t
head(const char *s, unsigned width)
{
	size_t at = 0;
	unsigned n;

	while (s[at]) {
		unsigned w = width_of(decode(s + at, &n));

		if (w > width)
			break;
		width -= w;
		at += n;
	}
	return at;
}

unsigned
fc_text_fit(struct fc_str *out, const char *s, unsigned width, bool middle)
{
	unsigned whole = fc_text_width(s), tail = middle ? width / 2 : 0;
	size_t skip, from = out->size;

	if (whole <= width) {
		fc_str_puts(out, s);
		return whole;
	}
	if (!width)
		return 0;
	fc_str_add(out, s, head(s, width - 1 - (tail < width ? tail : 0)));
	fc_str_puts(out, "\xe2\x80\xa6");
	if (tail) { /* a wide character on the edge goes as a whole */
		skip = head(s, whole - tail);
		if (fc_text_width(s + skip) > tail)
			skip += head(s + skip, 2);
		fc_str_puts(out, s + skip);
	}
	return fc_text_width(out->data + from);
}

void
fc_text_time(struct fc_str *out, int64_t ns)
{
	fc_str_printf(out, "%.3f ms", (double)ns * 1e-6);
}

void
fc_text_figure(struct fc_str *out, int64_t v, bool bytes)
{
	char text[FC_HUMAN_SIZE];

	if (bytes)
		fc_human_bytes(v, text);
	else
		fc_human_count(v, text);
	fc_str_puts(out, text);
}
