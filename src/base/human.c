/* human.c -- numbers for people */
#include "base/human.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

static uint64_t
magnitude(int64_t v)
{
	return v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
}

/* Three significant digits of v / unit, for unit a power of 1000; false: it rounds up to 1000. */
static bool
print_digits(char *out, size_t size, uint64_t v, uint64_t unit)
{
	uint64_t whole = (v + unit / 2) / unit, tenth = (v + unit / 20) / (unit / 10);
	uint64_t hundredth = (v + unit / 200) / (unit / 100);

	if (hundredth < 1000)
		snprintf(out, size, "%" PRIu64 ".%02" PRIu64, hundredth / 100, hundredth % 100);
	else if (tenth < 1000)
		snprintf(out, size, "%" PRIu64 ".%" PRIu64, tenth / 10, tenth % 10);
	else
		snprintf(out, size, "%" PRIu64, whole);
	return whole < 1000;
}

void
fc_human_count(int64_t v, char out[FC_HUMAN_SIZE])
{
	static const char units[] = "kMGTPE";
	uint64_t m = magnitude(v), unit = 1000;
	char digits[FC_HUMAN_SIZE - 4];
	size_t i = 0;

	if (m < 1000) {
		snprintf(out, FC_HUMAN_SIZE, "%" PRId64, v);
		return;
	}
	while (!print_digits(digits, sizeof(digits), m, unit) && units[i + 1]) {
		unit *= 1000;
		i++;
	}
	snprintf(out, FC_HUMAN_SIZE, "%s%s %c", v < 0 ? "-" : "", digits, units[i]);
}

void
fc_human_time(int64_t ps, char out[FC_HUMAN_SIZE])
{
	static const char *const units[] = { "ns", "us", "ms", "s" };
	uint64_t m = magnitude(ps), unit = 1000;
	char digits[FC_HUMAN_SIZE - 4];
	size_t i = 0;

	if (m < 1000) {
		snprintf(out, FC_HUMAN_SIZE, "%" PRId64 " ps", ps);
		return;
	}
	for (; !print_digits(digits, sizeof(digits), m, unit) && i < 3; i++)
		unit *= 1000;
	snprintf(out, FC_HUMAN_SIZE, "%s%s %s", ps < 0 ? "-" : "", digits, units[i]);
}

void
fc_human_ratio(int64_t millionths, char out[FC_HUMAN_SIZE])
{
	uint64_t m = magnitude(millionths);

	if (m >= 1000000000000)
		fc_human_count(millionths / 1000000, out);
	else
		print_digits(out, FC_HUMAN_SIZE, m, 1000000);
}

/* Millionths of a unit of 2^shift, cut off below a 1024th of it. */
static uint64_t
binary_millionths(uint64_t v, unsigned shift)
{
	uint64_t part = v >> (shift - 10);

	return part / 1024 * 1000000 + part % 1024 * 1000000 / 1024;
}

void
fc_human_bytes(int64_t v, char out[FC_HUMAN_SIZE])
{
	static const char units[] = "KMGTPE";
	uint64_t m = magnitude(v);
	char digits[FC_HUMAN_SIZE - 6];
	unsigned shift = 10;
	size_t i = 0;

	if (m < 1024) {
		snprintf(out, FC_HUMAN_SIZE, "%" PRId64 " B", v);
		return;
	}
	while (m >> (shift - 1) >= 2047 && units[i + 1]) { /* from 1023.5 on it would print as 1024 */
		shift += 10;
		i++;
	}
	print_digits(digits, sizeof(digits), binary_millionths(m, shift), 1000000);
	snprintf(out, FC_HUMAN_SIZE, "%s%s %ciB", v < 0 ? "-" : "", digits, units[i]);
}

void
fc_human_share(int64_t part, int64_t whole, char out[FC_HUMAN_SIZE])
{
	double tenths = whole ? (double)part / (double)whole * 1000 : 0;
	int64_t t;

	if (!whole || tenths > 1e15 || tenths < -1e15) {
		snprintf(out, FC_HUMAN_SIZE, "-");
		return;
	}
	t = (int64_t)(tenths < 0 ? tenths - 0.5 : tenths + 0.5);
	snprintf(out, FC_HUMAN_SIZE, "%s%" PRIu64 ".%" PRIu64 "%%", t < 0 ? "-" : "", magnitude(t) / 10,
	         magnitude(t) % 10);
}
