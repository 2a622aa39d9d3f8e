/* onnx.c -- whole models: read, count, report */
#include "model.h"
#include "mutator.h"

const struct mutator mutator = { mutate_onnx, mutate_onnx_join };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_model(data, size, NULL, &fuzz_small);
	return 0;
}
