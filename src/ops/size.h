/* size.h -- sizes of operands, with a fresh unknown where there is none */
#ifndef FC_OPS_SIZE_H
#define FC_OPS_SIZE_H

#include "ops/op.h"

/* x itself, or a fresh unknown called what when x is NaN. */
struct fc_dim fc_size_or(struct fc_op_ctx *cx, struct fc_dim x, const char *what);

/* Dimension axis of operand i (negative: from the end); NaN when its rank is unknown or too small. */
struct fc_dim fc_size_at(const struct fc_op_ctx *cx, unsigned i, int axis);

/* The first of a and b that is not NaN. */
struct fc_dim fc_size_first(struct fc_dim a, struct fc_dim b);

/* The integer that operand i holds as a size; a fresh unknown called what when it is not followed. */
struct fc_dim fc_size_value(struct fc_op_ctx *cx, unsigned i, const char *what);

/* Shape of result o as inferred; unknown rank when nobody asked for it. For cost and fold. */
struct fc_shape fc_size_out(const struct fc_op_ctx *cx, unsigned o);

/* Operand i packs n elements into fewer stored ones: as a parameter it counts n. NaN: nothing happens. */
void fc_size_logical(struct fc_op_ctx *cx, unsigned i, struct fc_dim n);

/* The element type that text attribute name spells; otherwise when it is absent. */
enum fc_dtype fc_size_dtype(const struct fc_op_ctx *cx, const char *name, enum fc_dtype otherwise);

#endif
