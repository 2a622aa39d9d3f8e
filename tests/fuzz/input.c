/* input.c -- the syntax of -i */
#include "base/intern.h"
#include "dim/dim.h"
#include "fuzz.h"
#include "pass/inputs.h"

static void
read_input(struct fuzz *f)
{
	struct fc_dims *dims = fc_dims_new(f->arena, fc_intern_new(f->arena));
	struct fc_inputs *in = fc_inputs_new(f->arena, dims, &f->diags);

	fc_inputs_add(in, fc_arena_text(f->arena, (const char *)f->data, f->size));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_run(data, size, read_input);
}
