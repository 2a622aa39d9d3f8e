/* mutator.c -- what an engine calls to change inputs; in a replay nobody does */
#include "mutator.h"

#include <string.h>

/* The engine's own change of bytes; not there in a replay. */
__attribute__((weak)) size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t n_one, const uint8_t *other, size_t n_other,
                                 uint8_t *out, size_t max, unsigned seed);

/* One in eight is the engine's. */
size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	struct mutate m = { .state = seed + UINT64_C(1), .data = data, .size = size, .max = max };
	size_t n = mutate_below(&m, 8) ? mutator.change(&m) : 0;

	return n || !LLVMFuzzerMutate ? n : LLVMFuzzerMutate(data, size, max);
}

size_t
LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t n_one, const uint8_t *other, size_t n_other,
                          uint8_t *out, size_t max, unsigned seed)
{
	struct mutate m = { .state = seed + UINT64_C(1), .data = out, .size = n_one, .max = max };

	if (n_one > max)
		return 0;
	memcpy(out, one, n_one);
	return mutator.join(&m, other, n_other);
}
