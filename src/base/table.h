/* table.h -- hash from an interned text (or any pointer) to a pointer */
#ifndef FC_BASE_TABLE_H
#define FC_BASE_TABLE_H

#include <stddef.h>

struct fc_arena;
struct fc_table;

struct fc_table *fc_table_new(struct fc_arena *a);

/* The value set last under key; NULL when absent. */
void *fc_table_find(const struct fc_table *t, const void *key);

/* Set or replace. key and value are not NULL. */
void fc_table_set(struct fc_table *t, const void *key, void *value);

size_t fc_table_count(const struct fc_table *t);

#endif
