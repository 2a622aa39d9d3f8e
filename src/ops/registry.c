/* registry.c -- the list of families, and an index by name */
#include "ops/registry.h"

#include "base/arena.h"
#include "base/intern.h"
#include "base/str.h"
#include "base/table.h"
#include "base/vec.h"
#include "ops/custom.h"
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
	fc_ops_contrib_delta,
	fc_ops_contrib_engram,
	fc_ops_contrib_experts,
	fc_ops_contrib_matmul,
	fc_ops_contrib_norm,
	fc_ops_contrib_order,
	fc_ops_contrib_packed,
	fc_ops_contrib_projection,
	fc_ops_contrib_search,
	fc_ops_contrib_sparse,
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
	fc_ops_loop,
	fc_ops_loss,
	fc_ops_matmul,
	fc_ops_ml,
	fc_ops_mlmodel,
	fc_ops_mltree,
	fc_ops_norm,
	fc_ops_opaque,
	fc_ops_optimizer,
	fc_ops_optional,
	fc_ops_pad,
	fc_ops_permute,
	fc_ops_plugin,
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
	fc_ops_training,
	fc_ops_training_step,
	fc_ops_unary,
	NULL
};

enum { MET_MOST = 4096 };

struct fc_registry {
	struct fc_arena *arena;
	struct fc_intern *names;
	struct fc_table *index; /* interned name to a slot that holds the row */
	struct fc_table *met;   /* a text that was asked for, wherever it stands, to its slot */
	struct fc_table *key;   /* of user's operators: interned "domain::name" to the newest */
	struct FC_VEC(struct fc_custom *) custom;
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
	r->met = fc_table_new(a);
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
	const struct fc_op **slot = fc_table_find(r->met, name);

	if (slot && strcmp((*slot)->name, name) == 0)
		return *slot;
	slot = fc_table_find(r->index, fc_intern_text(r->names, name));
	if (slot && fc_table_count(r->met) < MET_MOST)
		fc_table_set(r->met, name, slot);
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

/* Newer ones stand before older ones; of two equal the later file's holds. */
static struct fc_custom *
insert(struct fc_custom *list, struct fc_custom *c)
{
	struct fc_custom **at = &list;

	while (*at && (*at)->since > c->since)
		at = &(*at)->next;
	c->next = *at;
	*at = c;
	return list;
}

void
fc_registry_custom_add(struct fc_registry *r, struct fc_custom *list)
{
	for (struct fc_custom *c = list, *next; c; c = next) {
		next = c->next;
		if (!r->key)
			r->key = fc_table_new(r->arena);
		set(r, FC_NEW(r->arena, const struct fc_op *), &c->row);
		fc_table_set(r->key, c->key, insert(fc_table_find(r->key, c->key), c));
		FC_VEC_PUSH(r->arena, &r->custom, c);
	}
}

const char *
fc_registry_custom(const struct fc_registry *r, const char *domain, const char *name, int64_t version)
{
	const struct fc_custom *c, *oldest = NULL;
	struct fc_str key;

	if (!r->key)
		return NULL;
	key = (struct fc_str)FC_STR(r->arena);
	fc_str_printf(&key, "%s::%s", domain, name);
	for (c = fc_table_find(r->key, fc_intern(r->names, key.data, key.size)); c; c = c->next) {
		if (!version || c->since <= version)
			return c->row.name;
		oldest = c;
	}
	return oldest ? oldest->row.name : NULL;
}

static const struct fc_custom *
custom_of(const struct fc_registry *r, const char *row)
{
	const struct fc_op *op = fc_registry_find(r, row);

	return op && op->infer == fc_custom_infer ? (const struct fc_custom *)op : NULL;
}

const char *
fc_registry_custom_param(const struct fc_registry *r, const char *row, unsigned i)
{
	const struct fc_custom *c = custom_of(r, row);

	return c && i < c->n_param ? c->param[i] : NULL;
}

unsigned
fc_registry_custom_results(const struct fc_registry *r, const char *row)
{
	const struct fc_custom *c = custom_of(r, row);

	return c ? c->n_out : 0;
}

const struct fc_custom *
fc_registry_custom_at(const struct fc_registry *r, size_t i)
{
	return i < r->custom.n ? r->custom.at[i] : NULL;
}

int
fc_registry_operand(const struct fc_op *op, const char *name)
{
	return fc_op_in_index(op, name);
}
