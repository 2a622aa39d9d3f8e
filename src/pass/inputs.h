/* inputs.h -- what the user gave for the model's inputs (-i) */
#ifndef FC_PASS_INPUTS_H
#define FC_PASS_INPUTS_H

#include "ir/builder.h"
#include "ir/input.h"

struct fc_inputs;
struct fc_inputs *fc_inputs_new(struct fc_arena *a, struct fc_dims *dims, struct fc_diags *diags);

/* Add one -i text, "[NAME=]VALUE"; a model that is read settles NAME. false after a diagnostic: syntax. */
bool fc_inputs_add(struct fc_inputs *in, const char *text);

size_t fc_inputs_count(const struct fc_inputs *in);
bool fc_inputs_used(const struct fc_inputs *in, size_t i); /* some input of the model read last took it */

/* The value given for the input called name at that position; NULL: none. Marks it used. */
const struct fc_input *fc_inputs_find(const struct fc_inputs *in, const char *name, unsigned position);

/* The builder's hooks (ir/builder.h). */

/* "The longest text before a '=' that names an input": settles which -i is for whom. */
void fc_inputs_names(struct fc_builder *b, const char *const *name, unsigned n);

/* Sets type and followed values of a model input; makes symbols for what is open. */
void fc_inputs_apply(struct fc_builder *b, struct fc_value *value, unsigned position);

const struct fc_input *fc_inputs_given(struct fc_builder *b, const char *name, unsigned position);

bool fc_inputs_overridden(const struct fc_builder *b);

#endif
