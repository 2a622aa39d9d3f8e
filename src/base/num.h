/* num.h -- checked arithmetic, and text to integer */
#ifndef FC_BASE_NUM_H
#define FC_BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* false, *out untouched, when the result does not fit. */
static inline bool
fc_num_add(int64_t a, int64_t b, int64_t *out)
{
	int64_t r;

	if (__builtin_add_overflow(a, b, &r))
		return false;
	*out = r;
	return true;
}

static inline bool
fc_num_mul(int64_t a, int64_t b, int64_t *out)
{
	int64_t r;

	if (__builtin_mul_overflow(a, b, &r))
		return false;
	*out = r;
	return true;
}

/* All n bytes are a decimal integer, sign allowed, in range; false otherwise. */
bool fc_num_parse(const char *s, size_t n, int64_t *out);

/* All n bytes are a decimal or scientific number, locale "C"; false otherwise. */
bool fc_num_parse_real(const char *s, size_t n, double *out);

enum { FC_NUM_SIZE = 40 };

/* v in decimal; answers the text's beginning, somewhere in buffer. */
const char *fc_num_print(int64_t v, char buffer[FC_NUM_SIZE]);

/* The shortest text that reads back as v, locale "C": "0.1", "1e+22", "nan", "inf". */
void fc_num_print_real(double v, char out[FC_NUM_SIZE]);

/* How far apart two texts are (edits), for hints; large when more than limit. */
unsigned fc_num_edits(const char *a, const char *b, unsigned limit);

#endif
