/* cmd.h -- the commands, and the table that finds them */
#ifndef FC_CLI_CMD_H
#define FC_CLI_CMD_H

#include <stddef.h>

#include "cli/opt.h"

struct fc_cmd {
	const char *name;
	const char *usage;   /* operands */
	const char *summary; /* lower case, no full stop */
	const struct fc_opt *options;
	int (*run)(struct fc_settings *s); /* answers an exit code */
};

extern const struct fc_cmd fc_cmd_baseline, fc_cmd_check, fc_cmd_compare, fc_cmd_count,
    fc_cmd_device, fc_cmd_diff, fc_cmd_explain, fc_cmd_help, fc_cmd_init, fc_cmd_ops,
    fc_cmd_time;

const struct fc_cmd *fc_cmd_find(const char *name);
const char *fc_cmd_near(const char *word); /* what word was perhaps meant to be; NULL */

/* The help of one command on standard output. */
void fc_cmd_print_help(const struct fc_cmd *cmd);

/* "error: ..., try 'flopcount explain --help'"; answers the exit code of bad usage. */
int fc_cmd_misused(struct fc_settings *s, const struct fc_cmd *cmd, const char *fault);

#endif
