/* attr.h -- typed attributes by interned name; all of it on the builder's arena */
#ifndef FC_IR_ATTR_H
#define FC_IR_ATTR_H

#include <stddef.h>

#include "ir/value.h"

enum fc_attr_kind {
	FC_ATTR_INT,    /* dim[0]; may be a formula */
	FC_ATTR_INTS,   /* dim[0 .. n) */
	FC_ATTR_REAL,   /* real[0] */
	FC_ATTR_REALS,
	FC_ATTR_TEXT,   /* text[0] */
	FC_ATTR_TEXTS,
	FC_ATTR_TENSOR, /* value: type and perhaps known values */
	FC_ATTR_TYPE,   /* value->type */
	FC_ATTR_GRAPH,  /* value NULL; the body is fc_node.body[n] */
	FC_ATTR_OTHER   /* kept by name only */
};

struct fc_attr {
	const char *name; /* interned */
	enum fc_attr_kind kind;
	unsigned n;
	union {
		const struct fc_dim *dim;
		const double *real;
		const char *const *text; /* interned; may hold NULs */
		const struct fc_value *value;
	};
};

#endif
