/* budget.h -- the budget file: models, and the limits on their figures */
#ifndef FC_GATE_BUDGET_H
#define FC_GATE_BUDGET_H

#include "base/diag.h"
#include "gate/limit.h"
#include "result/saved.h"

enum fc_level { FC_LEVEL_OFF, FC_LEVEL_WARN, FC_LEVEL_ERROR };

struct fc_rule {
	struct fc_metric metric;
	struct fc_rule_scope scope;
	const char *scope_text;                  /* NULL: the model */
	struct fc_amount limit[FC_LIMIT_KINDS];  /* enum fc_limit_kind */
	struct fc_amount min_change;             /* smaller changes are none */
	struct fc_amount noise;                  /* of a time: a share above the limit that breaks nothing */
	uint32_t samples;                        /* of a time: runs that are measured at least */
	enum fc_level level;
	const char *message; /* NULL */
	unsigned line;
};

/* An entry of "models": one model, or as many as its path matches. */
struct fc_budget_entry {
	const char *name; /* NULL: its path */
	const char *path;
	struct fc_identity identity;
	const struct fc_rule *rule;
	uint32_t n_rule;
	unsigned line;
};

struct fc_budget {
	const char *file;
	const char *convention, *baseline; /* NULL: not told */
	bool strict;
	const struct fc_budget_entry *entry;
	uint32_t n_entry;
};

/* Read the file's text; all on a. NULL after diagnostics, one for each fault that stands by itself. */
struct fc_budget_source {
	const char *file, *text;
	size_t size;
};
struct fc_budget *fc_budget_read(struct fc_arena *a, struct fc_diags *diags,
                                 const struct fc_budget_source *s);

/* "flops=+2%", "params=50M": a rule on the model. NULL, or what is wrong. */
const char *fc_rule_read(struct fc_arena *a, const char *text, struct fc_rule *out);

const char *fc_limit_name(enum fc_limit_kind k); /* "max_increase" */

#endif
