/* ops.c -- files of a user's operators: read, then each of them on operands of all kinds */
#include "base/intern.h"
#include "fuzz.h"
#include "ops/custom.h"
#include "ops/registry.h"
#include "pass/cost.h"
#include "pass/infer.h"

enum { OPERANDS = 5, OPERATORS = 64 };

/* Sizes, a symbol, a stored tensor, a followed value, an unknown rank. */
static struct fc_value *
operand(struct fc_builder *b, unsigned i)
{
	struct fc_dim dim[4] = { fc_dim_symbol(b->dims, "N"), fc_dim_int(b->dims, 3), fc_dim_int(b->dims, 8),
	                         fc_dim_int(b->dims, 8) };
	struct fc_type t = fc_type_tensor(FC_DTYPE_FLOAT32, fc_shape_make(b->dims, dim, 4));
	struct fc_value *v;

	switch (i) {
	case 0: break;
	case 1: return fc_builder_stored(b, "w", t, FC_STORED_INITIALIZER, FC_DIM_NAN);
	case 2: return fc_builder_ints(b, dim, 4, false);
	case 3: t.shape = FC_SHAPE_UNKNOWN; break;
	default: t.shape = fc_shape_make(b->dims, dim + 2, 1); break;
	}
	v = fc_builder_value(b, "x");
	v->type = t;
	return v;
}

/* first: which operand stands in front. */
static void
use(struct fc_builder *b, const struct fc_custom *c, unsigned first)
{
	struct fc_node *n = fc_builder_node(b, "n", c->n_param < OPERANDS ? c->n_param : OPERANDS, c->n_out);

	n->op = &c->row;
	n->op_name = c->name;
	n->domain = c->domain;
	for (unsigned i = 0; i < n->n_in; i++)
		n->in[i] = operand(b, (i + first) % OPERANDS);
	for (unsigned i = 0; i < n->n_out; i++)
		n->out[i] = fc_builder_value(b, "y");
	fc_builder_add(b, n);
}

static void
read_operators(struct fuzz *f)
{
	struct fc_builder b = { .arena = f->arena, .diags = &f->diags };
	struct fc_custom_reader r = { .arena = f->arena, .diags = &f->diags };
	struct fc_registry *registry;
	struct fc_custom *list;

	b.names = r.names = fc_intern_new(f->arena);
	b.dims = r.dims = fc_dims_new(f->arena, b.names);
	b.registry = registry = fc_registry_new(f->arena, b.names);
	b.hooks = (struct fc_builder_hooks){ .infer = fc_infer_node, .open = fc_infer_open };
	r.file = fc_intern_text(b.names, "ops.json");
	fc_builder_init(&b);
	list = fc_custom_read(&r, (const char *)f->data, f->size);
	if (!list)
		return;
	fc_registry_custom_add(registry, list);
	for (size_t i = 0; i < OPERATORS && fc_registry_custom_at(registry, i); i++)
		for (unsigned first = 0; first < OPERANDS; first++)
			use(&b, fc_registry_custom_at(registry, i), first);
	fc_role_run(&b);
	fc_cost_run(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_run(data, size, read_operators);
}
