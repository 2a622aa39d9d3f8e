/* num.c -- text to numbers, and how far texts differ */
#include "base/num.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 64, DIGITS_MAX = 200, EXPONENT_MAX = 100000 };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
fc_num_parse(const char *s, size_t n, int64_t *out)
{
	bool negative = n && s[0] == '-';
	size_t i = negative || (n && s[0] == '+');
	int64_t v = 0;

	if (i == n)
		return false;
	for (; i < n; i++) { /* counted below zero, where there is one number more */
		if (!is_digit(s[i]) || !fc_num_mul(v, 10, &v) || !fc_num_add(v, -(s[i] - '0'), &v))
			return false;
	}
	if (!negative && !fc_num_mul(v, -1, &v))
		return false;
	*out = v;
	return true;
}

/* A number without its point: digits and a power of ten. */
struct decimal {
	char digit[DIGITS_MAX];
	unsigned n;
	int exponent;
	bool negative;
};

static bool
read_exponent(const char *s, size_t n, int *out)
{
	int64_t v;

	if (!fc_num_parse(s, n, &v) || v > EXPONENT_MAX || v < -EXPONENT_MAX)
		return false;
	*out += (int)v;
	return true;
}

static bool
read_decimal(const char *s, size_t n, struct decimal *d)
{
	bool point = false, some = false;
	size_t i = n && (s[0] == '-' || s[0] == '+');

	*d = (struct decimal){ .negative = i && s[0] == '-' };
	for (; i < n && (is_digit(s[i]) || (s[i] == '.' && !point)); i++) {
		if (s[i] == '.') {
			point = true;
			continue;
		}
		some = true;
		d->exponent -= point;
		if (s[i] == '0' && !d->n)
			continue;
		if (d->n == DIGITS_MAX)
			return false;
		d->digit[d->n++] = s[i];
	}
	if (!some)
		return false;
	if (i < n && (s[i] == 'e' || s[i] == 'E'))
		return read_exponent(s + i + 1, n - i - 1, &d->exponent);
	return i == n;
}

/* The host may have set a locale with a comma: no point reaches strtod. */
bool
fc_num_parse_real(const char *s, size_t n, double *out)
{
	char text[DIGITS_MAX + 16];
	struct decimal d;
	double v;

	if (n > INT_MAX || !read_decimal(s, n, &d))
		return false;
	if (!d.n)
		d.digit[d.n++] = '0';
	snprintf(text, sizeof(text), "%s%.*se%d", d.negative ? "-" : "", (int)d.n, d.digit, d.exponent);
	v = strtod(text, NULL);
	if (!isfinite(v))
		return false;
	*out = v;
	return true;
}

/* The locale's point, which may be several bytes, becomes a full stop. */
static void
use_stop(char *text)
{
	size_t n = strspn(text, "+-0123456789"), gap = strcspn(text + n, "0123456789e");

	if (!text[n + gap] || !gap)
		return;
	text[n] = '.';
	memmove(text + n + 1, text + n + gap, strlen(text + n + gap) + 1);
}

const char *
fc_num_print(int64_t v, char buffer[FC_NUM_SIZE])
{
	char *at = buffer + FC_NUM_SIZE - 1;
	uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	*at = '\0';
	do {
		*--at = (char)('0' + rest % 10);
	} while (rest /= 10);
	if (v < 0)
		*--at = '-';
	return at;
}

void
fc_num_print_real(double v, char out[FC_NUM_SIZE])
{
	if (!isfinite(v)) {
		snprintf(out, FC_NUM_SIZE, "%s", isnan(v) ? "nan" : v < 0 ? "-inf" : "inf");
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(out, FC_NUM_SIZE, "%.*g", digits, v);
		if (strtod(out, NULL) == v)
			break;
	}
	use_stop(out);
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Insert, delete, replace, or swap two neighbours: one edit each. */
unsigned
fc_num_edits(const char *a, const char *b, unsigned limit)
{
	size_t na = strlen(a), nb = strlen(b);
	unsigned row[3][TEXT_MAX + 1];

	if (na > TEXT_MAX || nb > TEXT_MAX)
		return UINT_MAX;
	for (size_t j = 0; j <= nb; j++)
		row[0][j] = (unsigned)j;
	for (size_t i = 1; i <= na; i++) {
		unsigned *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];

		now[0] = (unsigned)i;
		for (size_t j = 1; j <= nb; j++) {
			now[j] = least(last[j], now[j - 1]) + 1;
			now[j] = least(now[j], last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return row[na % 3][nb] > limit ? UINT_MAX : row[na % 3][nb];
}
