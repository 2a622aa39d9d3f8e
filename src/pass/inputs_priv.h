/* inputs_priv.h -- the syntax of -i, for this room only */
#ifndef FC_PASS_INPUTS_PRIV_H
#define FC_PASS_INPUTS_PRIV_H

#include "pass/inputs.h"

/* All n bytes are one VALUE; NULL when they are not. */
struct fc_input *fc_input_parse(struct fc_arena *a, struct fc_dims *dims, const char *s, size_t n);

#endif
