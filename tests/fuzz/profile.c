/* profile.c -- profiles of a runtime: events, nesting, sums */
#include "base/source.h"
#include "fuzz.h"
#include "timer/profile.h"

static void
read_profile(struct fuzz *f)
{
	struct fc_profile p;

	fc_profile_read(f->arena, fc_source_memory(f->arena, f->data, f->size), f->size & 1, &p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_run(data, size, read_profile);
}
