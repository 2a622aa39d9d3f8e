/* registry.h -- find an operator by its canonical name */
#ifndef FC_OPS_REGISTRY_H
#define FC_OPS_REGISTRY_H

#include <stddef.h>

struct fc_arena;
struct fc_intern;
struct fc_op;
struct fc_registry;

/* The index of one context; names are interned in names. */
struct fc_registry *fc_registry_new(struct fc_arena *a, struct fc_intern *names);

/* The row of that name; NULL when there is none. */
const struct fc_op *fc_registry_find(const struct fc_registry *r, const char *name);

/* The number of the row's operand of that name; -1: it has none. */
int fc_registry_operand(const struct fc_op *op, const char *name);

/* Walk every row, family by family; NULL past the end. */
const struct fc_op *fc_registry_at(size_t i);

/* Add a row (a user's operator) that outlives r. */
void fc_registry_add(struct fc_registry *r, const struct fc_op *op);

#endif
