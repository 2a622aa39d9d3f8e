/* check_ops_brute.h -- random configurations of one operator against loops */
#ifndef FC_TESTS_CHECK_OPS_BRUTE_H
#define FC_TESTS_CHECK_OPS_BRUTE_H

#include "check_ops.h"

/* A configuration on its way: texts for the bench, and what the loops counted. */
struct trial {
	uint32_t seed;
	char op[512], in[512], attr[512];
	int64_t macs;
};

/* From 0 to n - 1, from 1 to n: xorshift32, so that each run tries the same. */
int brute_upto(struct trial *t, int n);
int brute_some(struct trial *t, int n);

/* Append to one of the texts. */
void brute_say(char *to, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Sixty configurations: macs of the formula and of the loops are one number. */
void brute_compare(void (*make)(struct trial *t), uint32_t seed);

#endif
