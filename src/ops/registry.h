/* registry.h -- find an operator by its canonical name */
#ifndef FC_OPS_REGISTRY_H
#define FC_OPS_REGISTRY_H

#include <stddef.h>
#include <stdint.h>

struct fc_arena;
struct fc_custom;
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

/* Add a list of a user's operators, ops/custom.h, that outlives r. */
void fc_registry_custom_add(struct fc_registry *r, struct fc_custom *list);

/* The user's operator for that name of files: the row's name at that version (0: newest); NULL: none. */
const char *fc_registry_custom(const struct fc_registry *r, const char *domain, const char *name,
                               int64_t version);

/* How it is called in programs: NULL past the last parameter; how many results come back. */
const char *fc_registry_custom_param(const struct fc_registry *r, const char *row, unsigned i);
unsigned fc_registry_custom_results(const struct fc_registry *r, const char *row);

/* Walk the user's operators in the order of their files; NULL past the end. */
const struct fc_custom *fc_registry_custom_at(const struct fc_registry *r, size_t i);

#endif
