/* budget_read.h -- the reader of budget files, for the files that share it */
#ifndef FC_GATE_BUDGET_READ_H
#define FC_GATE_BUDGET_READ_H

#include "base/json_read.h"
#include "gate/budget.h"

struct fc_budget_reader {
	struct fc_arena *arena;
	struct fc_diags *diags;
	const char *file;
	size_t faults;
};

/* What is wrong, or NULL. */
typedef const char *(*fc_budget_take)(struct fc_budget_reader *r, const struct fc_json_node *n, void *into);

struct fc_budget_key {
	const char *name;
	fc_budget_take take;
};

void fc_budget_fault(struct fc_budget_reader *r, const struct fc_json_node *n, const char *what);

/* An object, member by member. keys end with a NULL name. */
void fc_budget_object(struct fc_budget_reader *r, const struct fc_json_node *n,
                      const struct fc_budget_key *keys, void *into);

/* A text that is not empty. */
const char *fc_budget_text(const struct fc_json_node *n, const char **out);

/* --- budget_rule.c --- */

void fc_budget_rule(struct fc_budget_reader *r, const struct fc_json_node *n, struct fc_rule *rule);

#endif
