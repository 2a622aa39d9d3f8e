/* unused.h -- what the command line gave and no model took */
#ifndef FC_CLI_UNUSED_H
#define FC_CLI_UNUSED_H

#include <stdbool.h>

#include "cli/list.h"

struct fc_job;
struct fc_settings;

struct fc_unused {
	bool *used;            /* by -i, then by -d */
	bool failed;           /* a model did not open: it might have used them */
	struct fc_list inputs; /* names that the models have, for hints */
	struct fc_list symbols;
};

void fc_unused_init(struct fc_unused *u, const struct fc_settings *s);
void fc_unused_note(struct fc_unused *u, const struct fc_settings *s, const struct fc_job *job);

/* An -i that none took is bad usage, a -d is worth a warning. Answers an exit code. */
int fc_unused_say(const struct fc_unused *u, struct fc_settings *s);

void fc_unused_done(struct fc_unused *u);

#endif
