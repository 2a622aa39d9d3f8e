/* gate_models.h -- the budget file: found, read, and the models it names into the gate */
#ifndef FC_CLI_GATE_MODELS_H
#define FC_CLI_GATE_MODELS_H

#include "cli/gate.h"

struct fc_budget_run {
	struct fc_gate_run run;
	char *config; /* path of the budget file */
	char *folder; /* its folder, "" or with a slash at its end */
	size_t n;     /* models that were added */
};

/* Find the budget file and make the gate. An exit code, after an error. */
int fc_budget_open(struct fc_budget_run *b, struct fc_settings *s);

/* With --sandbox: hold the run to the files of the budget. An exit code. */
int fc_budget_confine(const struct fc_budget_run *b);

/* Open and add every model of the budget, or those that the operands name from the given one on. */
int fc_budget_add(struct fc_budget_run *b, size_t first_operand);

/* The baseline of the budget, or --baseline: malloc'ed. NULL: none is named. */
char *fc_budget_baseline(const struct fc_budget_run *b);

/* Load it when it is there; *there tells. An exit code. */
int fc_budget_load(struct fc_budget_run *b, const char *path, bool *there);

void fc_budget_done(struct fc_budget_run *b);

#endif
