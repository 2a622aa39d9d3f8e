/* registry.c -- the list of families, and an index by name */
#include "ops/registry.h"

#include "base/arena.h"
#include "base/intern.h"
#include "base/table.h"
#include "ops/families.h"
#include "ops/op.h"

/* One line a family, sorted; NULL ends it. */
static const struct fc_op *const families[] = {
	fc_ops_activation,
	fc_ops_attention,
	fc_ops_attention_layer,
	fc_ops_binary,
	fc_ops_compare,
	fc_ops_contrib,
	fc_ops_contrib_attention,
	fc_ops_contrib_conv,
	fc_ops_contrib_matmul,
	fc_ops_contrib_norm,
	fc_ops_contrib_order,
	fc_ops_contrib_packed,
	fc_ops_contrib_search,
	fc_ops_control,
	fc_ops_conv,
	fc_ops_count,
	fc_ops_create,
	fc_ops_detect,
	fc_ops_einsum,
	fc_ops_factor,
	fc_ops_fourier,
	fc_ops_gather,
	fc_ops_index,
	fc_ops_linalg,
	fc_ops_loss,
	fc_ops_matmul,
	fc_ops_ml,
	fc_ops_mlmodel,
	fc_ops_mltree,
	fc_ops_norm,
	fc_ops_optional,
	fc_ops_pad,
	fc_ops_permute,
	fc_ops_pool,
	fc_ops_qlinear,
	fc_ops_quant,
	fc_ops_recurrent,
	fc_ops_reduce,
	fc_ops_resize,
	fc_ops_rnn,
	fc_ops_scan,
	fc_ops_scatter,
	fc_ops_select,
	fc_ops_sequence,
	fc_ops_shape,
	fc_ops_signal,
	fc_ops_slice,
	fc_ops_softmax,
	fc_ops_strided,
	fc_ops_text,
	fc_ops_unary,
	NULL
};

struct fc_registry {
	struct fc_arena *arena;
	struct fc_intern *names;
	struct fc_table *index; /* interned name to a slot that holds the row */
};

static void
set(struct fc_registry *r, const struct fc_op **slot, const struct fc_op *op)
{
	*slot = op;
	fc_table_set(r->index, fc_intern_text(r->names, op->name), slot);
}

struct fc_registry *
fc_registry_new(struct fc_arena *a, struct fc_intern *names)
{
	struct fc_registry *r = FC_NEW(a, struct fc_registry);
	const struct fc_op **slot;
	const struct fc_op *op;
	size_t n = 0;

	r->arena = a;
	r->names = names;
	r->index = fc_table_new(a);
	for (const struct fc_op *const *f = families; *f; f++)
		for (op = *f; op->name; op++)
			n++;
	slot = FC_NEW_N(a, const struct fc_op *, n + 1);
	for (const struct fc_op *const *f = families; *f; f++)
		for (op = *f; op->name; op++)
			set(r, slot++, op);
	return r;
}

const struct fc_op *
fc_registry_find(const struct fc_registry *r, const char *name)
{
	const struct fc_op **slot = fc_table_find(r->index, fc_intern_text(r->names, name));

	return slot ? *slot : NULL;
}

const struct fc_op *
fc_registry_at(size_t i)
{
	for (const struct fc_op *const *f = families; *f; f++)
		for (const struct fc_op *op = *f; op->name; op++)
			if (i-- == 0)
				return op;
	return NULL;
}

void
fc_registry_add(struct fc_registry *r, const struct fc_op *op)
{
	set(r, FC_NEW(r->arena, const struct fc_op *), op);
}

int
fc_registry_operand(const struct fc_op *op, const char *name)
{
	return fc_op_in_index(op, name);
}
