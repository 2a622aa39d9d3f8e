/* measure.h -- this machine's two ceilings: multiply-adds and memory */
#ifndef FC_TIMER_MEASURE_H
#define FC_TIMER_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

struct fc_measured {
	unsigned threads;
	double flops;     /* float32 operations a second, a multiply-add two */
	double bandwidth; /* bytes a second that a triad reads and writes */
	size_t triad_bytes;
	const char *kernel; /* "AVX2" */
};

/* Takes about two seconds. threads 0: one per processor. false: no memory, no threads. */
bool fc_measure(struct fc_measured *out, unsigned threads);

/* --- measure_kernel.c --------------------------------------------------------------------- */

/* Rounds of independent multiply-adds; *flops_out is how many operations a round is. Answers their sum. */
typedef float (*fc_fma_fn)(unsigned rounds);
fc_fma_fn fc_fma_kernel(unsigned *flops_out, const char **name_out);

/* a = b + s * c */
void fc_triad(float *restrict a, const float *restrict b, const float *restrict c, size_t n);

#endif
