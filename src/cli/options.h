/* options.h -- groups of options that commands share */
#ifndef FC_CLI_OPTIONS_H
#define FC_CLI_OPTIONS_H

#include "cli/opt.h"

struct fc_output_setting;
struct fc_settings;

extern const struct fc_opt fc_options_general[]; /* --quiet --verbose --color --help */
extern const struct fc_opt fc_options_model[];   /* --input --dim --method --ops */
extern const struct fc_opt fc_options_report[];  /* --format --output --by ... */
extern const struct fc_opt fc_options_compare[]; /* the report of compare */
extern const struct fc_opt fc_options_count[];   /* what count alone has */
extern const struct fc_opt fc_options_time[];    /* the report of time */
extern const struct fc_opt fc_options_gate[];    /* --json --md ...: what diff and check write */

/* A file of operators, limits and the sandbox, for commands that read models. */
#define FC_OPTION_OPS \
	{ FC_OPT_CALL, 0, "ops", "FILE", "shapes and costs of your own operators, flopcount-ops(5)", \
	  .take = fc_option_ops }
#define FC_OPTION_LIMIT \
	{ FC_OPT_CALL, 0, "limit", "NAME=VALUE", "raise or lower a limit on what a file may ask for", \
	  .names = FLOPCOUNT_LIMITS, .take = fc_option_limit }
#define FC_OPTION_SANDBOX \
	{ FC_OPT_FLAG, 0, "sandbox", NULL, "let the kernel hold this run to its files, without network", \
	  .into = offsetof(struct fc_settings, sandbox) }
bool fc_option_ops(struct fc_settings *s, const struct fc_opt *o, const char *value);
bool fc_option_limit(struct fc_settings *s, const struct fc_opt *o, const char *value);

/* Where an output goes; NULL: standard output, which is called "-" as well. */
const char *fc_options_file(const struct fc_output_setting *o);

/* No two of the outputs go to one place. false: that was said. */
bool fc_options_apart(struct fc_settings *s);

#endif
