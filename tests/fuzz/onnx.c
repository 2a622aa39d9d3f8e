/* onnx.c -- whole models: read, count, report */
#include "model.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_model(data, size, NULL);
}
