/* input.h -- what a user gives for one input: a tree of tensors, lists and literals */
#ifndef FC_IR_INPUT_H
#define FC_IR_INPUT_H

#include "ir/value.h"

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

#endif
