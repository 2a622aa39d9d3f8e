/* tensor.h -- values as reports show them */
#ifndef FC_RESULT_TENSOR_H
#define FC_RESULT_TENSOR_H

#include "dim/shape.h"

/* What a value is. kind as enum fc_kind; elem: elements, or the one that stands for each. */
struct fc_tensor_type {
	unsigned char kind, dtype;
	bool listed;
	unsigned n_elem;
	struct fc_shape shape;
	const struct fc_tensor_type *elem;
};

/* A value as reports show it. The values of a million nodes are of a few hundred types. */
struct fc_tensor {
	const char *name;
	const struct fc_tensor_type *type;
};

/* Same values as enum fc_kind. */
enum fc_tensor_kind { FC_TENSOR_UNKNOWN, FC_TENSOR_TENSOR, FC_TENSOR_SEQUENCE, FC_TENSOR_OPTIONAL,
	              FC_TENSOR_MAP, FC_TENSOR_OPAQUE };

#endif
