/* options.h -- groups of options that commands share */
#ifndef FC_CLI_OPTIONS_H
#define FC_CLI_OPTIONS_H

#include "cli/opt.h"

extern const struct fc_opt fc_options_general[]; /* --quiet --verbose --color --help */
extern const struct fc_opt fc_options_model[];   /* --input --dim --method */
extern const struct fc_opt fc_options_report[];  /* --format --output --by ... */
extern const struct fc_opt fc_options_compare[]; /* the report of compare */
extern const struct fc_opt fc_options_count[];   /* what count alone has */
extern const struct fc_opt fc_options_gate[];    /* --json --md ...: what diff and check write */

#endif
