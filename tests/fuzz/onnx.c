/* onnx.c -- whole models: read, count, report */
#include "model.h"
#include "mutate.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_model(data, size, NULL);
}

/* The engine's own change of bytes; not there in a replay. */
__attribute__((weak)) size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	struct mutate m = { .state = seed + UINT64_C(1), .data = data, .size = size, .max = max };
	size_t n = mutate_below(&m, 8) ? mutate_onnx(&m) : 0;

	return n || !LLVMFuzzerMutate ? n : LLVMFuzzerMutate(data, size, max);
}
