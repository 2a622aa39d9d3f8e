/* text.c -- graphs written by hand: every operator's inference and cost, reached in a few bytes */
#include "base/intern.h"
#include "front/text/text.h"
#include "fuzz.h"
#include "ops/registry.h"
#include "pass/cost.h"
#include "pass/infer.h"
#include "pass/inputs.h"

static void
read_graph(struct fuzz *f)
{
	struct fc_builder b = { .arena = f->arena, .diags = &f->diags };
	struct fc_live live;

	b.names = fc_intern_new(f->arena);
	b.dims = fc_dims_new(f->arena, b.names);
	b.registry = fc_registry_new(f->arena, b.names);
	b.hooks = (struct fc_builder_hooks){ .infer = fc_infer_node, .open = fc_infer_open,
	                                     .input = fc_inputs_apply, .input_names = fc_inputs_names,
	                                     .overridden = fc_inputs_overridden };
	fc_builder_init(&b);
	fc_text_read(&b, (const char *)f->data, f->size);
	fc_role_run(&b);
	fc_cost_run(&b);
	fc_live_run(&b, &live);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_run(data, size, read_graph);
}
