/* npy.c -- NumPy's files as values of an input */
#include "fuzz.h"

#include "base/source.h"
#include "timer/npy.h"

static void
read_npy(struct fuzz *f)
{
	struct fc_source *s = fc_source_memory(f->arena, f->data, f->size);
	struct fc_npy *npy = FC_NEW(f->arena, struct fc_npy);

	if (!fc_npy_read(f->arena, s, npy) && npy->bytes <= f->size)
		fc_source_read(s, npy->at, fc_arena_take(f->arena, npy->bytes + 1, 1), npy->bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_run(data, size, read_npy);
}
