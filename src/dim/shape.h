/* shape.h -- a rank and that many dims, or an unknown rank */
#ifndef FC_DIM_SHAPE_H
#define FC_DIM_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "dim/dim.h"
#include "dim/dtype.h"

/* The dims are interned in the context's table: never write to them. */
struct fc_shape {
	const struct fc_dim *dim;
	int rank; /* -1: unknown */
};

#define FC_SHAPE_UNKNOWN ((struct fc_shape){ NULL, -1 })
#define FC_SHAPE_SCALAR  ((struct fc_shape){ NULL, 0 })

/* A shape of rank dims, copied and interned. rank is at most FC_LIMIT_RANK. */
struct fc_shape fc_shape_make(struct fc_dims *t, const struct fc_dim *dim, int rank);

static inline bool
fc_shape_known_rank(struct fc_shape s)
{
	return s.rank >= 0;
}

/* Every dim a plain number. */
bool fc_shape_is_const(struct fc_shape s);

bool fc_shape_eq(struct fc_shape a, struct fc_shape b);

/* Product of dims [from, to); to beyond the rank is the rank. NaN for an unknown rank. */
struct fc_dim fc_shape_count(struct fc_dims *t, struct fc_shape s, int from, int to);

/* All elements. */
struct fc_dim fc_shape_size(struct fc_dims *t, struct fc_shape s);

/* Bytes stored for that many elements: ceil(count * bits / 8). NaN for string and unknown. */
struct fc_dim fc_shape_bytes(struct fc_dims *t, struct fc_dim count, enum fc_dtype type);

/*
 * NumPy broadcasting. false when two plain numbers contradict. A symbol against
 * a number above 1 takes the number; against another symbol, the size that is
 * equal, or the other's when one range is 1, else max of both.
 */
bool fc_shape_broadcast(struct fc_dims *t, struct fc_shape a, struct fc_shape b, struct fc_shape *out);

/* One dimension of it. */
bool fc_dim_broadcast(struct fc_dims *t, struct fc_dim a, struct fc_dim b, struct fc_dim *out);

/* "1x3x224x224", "scalar", "?" for an unknown rank. */
void fc_shape_print(struct fc_shape s, struct fc_str *out);

/*
 * The text of -i: "1x3x224x224", "Nx3xHxW", "Nx<max_len>", "scalar". A name is
 * a new symbol. false when the text is none.
 */
bool fc_shape_parse(struct fc_dims *t, const char *s, size_t n, struct fc_shape *out);

#endif
