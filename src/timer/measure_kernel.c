/* measure_kernel.c -- loops that do nothing but multiply-adds, or move memory */
#include "timer/measure.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/*
 * CHAINS sums that do not wait for each other hide the latency of a multiply-add (4 to 5
 * cycles, two a cycle); the vectors are those of the machine. The volatile factor keeps the
 * compiler from knowing what comes out.
 */
enum { CHAINS = 10, STEPS = 64 };

static volatile float factor = 0.999999f;

#define KERNEL(name, type, lanes, target, FMA)                                   \
	target static float name(unsigned rounds)                                \
	{                                                                        \
		float f = factor, sum = 0;                                       \
		type m = { 0 }, acc[CHAINS];                                     \
		for (int l = 0; l < (lanes); l++)                                \
			m[l] = f;                                                \
		acc[0] = m;                                                      \
		for (int k = 1; k < CHAINS; k++)                                 \
			acc[k] = acc[k - 1] + m;                                 \
		for (unsigned i = 0; i < rounds * STEPS; i++)                    \
			for (int k = 0; k < CHAINS; k++)                         \
				acc[k] = FMA(acc[k], m, m);                      \
		for (int k = 0; k < CHAINS; k++)                                 \
			for (int l = 0; l < (lanes); l++)                        \
				sum += acc[k][l];                                \
		return sum;                                                      \
	}

#if defined(__x86_64__)
KERNEL(fma8, __m256, 8, __attribute__((target("avx2,fma"))), _mm256_fmadd_ps)
KERNEL(fma16, __m512, 16, __attribute__((target("avx512f"))), _mm512_fmadd_ps)
#endif
#if defined(__aarch64__)
#define FMA4(x, y, z) vfmaq_f32(z, x, y)
KERNEL(fma4, float32x4_t, 4, , FMA4)
#else
typedef float vector4 __attribute__((vector_size(16)));
#define FMA4(x, y, z) ((x) * (y) + (z))
KERNEL(fma4, vector4, 4, , FMA4)
#endif

fc_fma_fn
fc_fma_kernel(unsigned *flops_out, const char **name_out)
{
#if defined(__x86_64__)
	bool wide = __builtin_cpu_supports("avx512f");

	if (wide || (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))) {
		*flops_out = 2 * CHAINS * STEPS * (wide ? 16 : 8);
		*name_out = wide ? "AVX-512" : "AVX2";
		return wide ? fma16 : fma8;
	}
#endif
	*flops_out = 2 * CHAINS * STEPS * 4;
	*name_out = "vectors of 128 bit";
	return fma4;
}

void
fc_triad(float *restrict a, const float *restrict b, const float *restrict c, size_t n)
{
	float s = factor;

	for (size_t i = 0; i < n; i++)
		a[i] = b[i] + s * c[i];
}
