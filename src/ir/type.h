/* type.h -- what a value is: tensor, sequence, optional, map */
#ifndef FC_IR_TYPE_H
#define FC_IR_TYPE_H

#include "dim/dtype.h"
#include "dim/shape.h"

enum fc_kind {
	FC_KIND_UNKNOWN, /* nothing is known; may be a tensor of unknown type and rank */
	FC_KIND_TENSOR,
	FC_KIND_SEQUENCE,
	FC_KIND_OPTIONAL,
	FC_KIND_MAP,
	FC_KIND_OPAQUE   /* something that is not counted: a string literal, a module, a device */
};

/* By value; elem lives on the builder's arena and is never written after. */
struct fc_type {
	unsigned char kind;  /* enum fc_kind */
	unsigned char dtype; /* enum fc_dtype of a tensor; of a map's keys */
	bool listed;         /* sequence: elem[0 .. n_elem) are its elements; else elem[0] stands for each */
	bool uniform;        /* sequence, not listed: length elements, every one exactly of type elem[0] */
	unsigned n_elem;     /* optional: 0 empty or unknown, 1 elem[0]; map: elem[0] is the value type */
	struct fc_dim length; /* when uniform */
	struct fc_shape shape;
	const struct fc_type *elem;
};

static inline struct fc_type
fc_type_tensor(enum fc_dtype dtype, struct fc_shape shape)
{
	return (struct fc_type){ .kind = FC_KIND_TENSOR, .dtype = (unsigned char)dtype, .shape = shape };
}

static inline struct fc_type
fc_type_unknown(void)
{
	return (struct fc_type){ .kind = FC_KIND_UNKNOWN, .shape = { NULL, -1 } };
}

bool fc_type_eq(const struct fc_type *a, const struct fc_type *b);

#endif
