/* ts_code.c -- code of a TorchScript archive: lexer, parser, interpreter, count, report */
#include <stdlib.h>

#include "archive.h"
#include "model.h"
#include "mutator.h"

#define ENTRY(name, data, size) { (const uint8_t *)name, (const uint8_t *)(data), sizeof(name) - 1, size, 0 }

const struct mutator mutator = { mutate_code, mutate_code_join };

/* An object of __torch__.M: weight, of 4 x 3 floats; training. */
static const char object[] =
	"c__torch__\nM\n)\x81}(X\6\0\0\0weight"
	"ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\n"
	"X\1\0\0\0" "0X\3\0\0\0cpuK\x0ctQ"
	"K\0(K\4K\3t(K\3K\1t\x89" "ccollections\nOrderedDict\n)RtR"
	"X\x08\0\0\0training\x89ub.";

/* CONSTANTS: two numbers. */
static const char constants[] = "\x80\2K\3G\x3f\xf8\0\0\0\0\0\0\x86.";

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const inputs[] = { "1x3x32x32", "Nx3xHxW", "2x8:int64", "[1x4,Nx4]" };
	struct archive a = { .n = 3, .entry = {
		ENTRY("m/data.pkl", object, sizeof(object) - 1),
		ENTRY("m/code/__torch__.py", data, size),
		ENTRY("m/constants.pkl", constants, sizeof(constants) - 1),
	} };

	if (archive_pack(&a))
		fuzz_model(a.bytes, a.size, inputs[fuzz_choice(data, size, 4)], &fuzz_small);
	free(a.bytes);
	return 0;
}
