/* inputs.h -- what the user gave for the model's inputs (-i) */
#ifndef FC_PASS_INPUTS_H
#define FC_PASS_INPUTS_H

#include "ir/builder.h"

/* A parsed -i: a tree. Syntax: contract, section 2. */
enum fc_input_kind { FC_INPUT_TENSOR, FC_INPUT_LIST, FC_INPUT_TUPLE, FC_INPUT_DICT,
	             FC_INPUT_INT, FC_INPUT_REAL, FC_INPUT_BOOL, FC_INPUT_NONE, FC_INPUT_TEXT };

struct fc_input {
	enum fc_input_kind kind;
	struct fc_shape shape;        /* tensor */
	enum fc_dtype dtype;          /* tensor; unknown: as the file says, else float32 */
	const struct fc_known *known; /* tensor: {VALUES}; NULL: none */
	int64_t integer;              /* int, bool */
	double real;
	const char *text;             /* text; in a dict: see key */
	const char *key;              /* of a dict's member */
	unsigned at;                  /* which child of its parent it is */
	struct fc_input *child, *next;
	unsigned n_child;
};

struct fc_inputs;
struct fc_inputs *fc_inputs_new(struct fc_arena *a, struct fc_dims *dims, struct fc_diags *diags);

/* Add one -i text, "[NAME=]VALUE". false after a diagnostic: not the syntax. NAME is settled when a model is read. */
bool fc_inputs_add(struct fc_inputs *in, const char *text);

size_t fc_inputs_count(const struct fc_inputs *in);
bool fc_inputs_used(const struct fc_inputs *in, size_t i); /* some input of the model read last took it */
const char *fc_inputs_text(const struct fc_inputs *in, size_t i);

/* The value given for the input called name at that position; NULL: none. Marks it used. */
const struct fc_input *fc_inputs_find(const struct fc_inputs *in, const char *name, unsigned position);

/* The builder's hooks (ir/builder.h). */

/* "The longest text before a '=' that names an input": settles which -i is for whom. */
void fc_inputs_names(struct fc_builder *b, const char *const *name, unsigned n);

/* Sets type and followed values of a model input; makes symbols for what is open. */
void fc_inputs_apply(struct fc_builder *b, struct fc_value *value, unsigned position);

bool fc_inputs_overridden(const struct fc_builder *b);

#endif
