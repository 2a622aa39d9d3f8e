/*
 * scalar.h -- one followed value: an exact symbolic integer, or a float
 *
 * The value is dim * real. Integers and booleans have real == 1. A float that
 * is not tied to a size has dim 1. So float(H) * 0.5 is { H, 0.5 }, and its
 * floor is floor(H/2). A dim of NaN: the value is not known.
 */
#ifndef FC_DIM_SCALAR_H
#define FC_DIM_SCALAR_H

#include "dim/dim.h"

struct fc_scalar {
	struct fc_dim dim;
	double real;
};

#define FC_SCALAR_UNKNOWN ((struct fc_scalar){ FC_DIM_NAN, 1 })

static inline bool
fc_scalar_is_known(struct fc_scalar x)
{
	return !fc_dim_is_nan(x.dim);
}

struct fc_scalar fc_scalar_dim(struct fc_dim x);
struct fc_scalar fc_scalar_int(struct fc_dims *t, int64_t v);
struct fc_scalar fc_scalar_real(struct fc_dims *t, double v); /* a whole number below 2^53 becomes a dim */

/* As a size: real is a whole number (or divides out); NaN otherwise. */
struct fc_dim fc_scalar_as_dim(struct fc_dims *t, struct fc_scalar x);
bool fc_scalar_as_int(struct fc_dims *t, struct fc_scalar x, int64_t *out);
bool fc_scalar_as_real(struct fc_scalar x, double *out); /* dim is a plain number */

enum fc_scalar_op {
	FC_SCALAR_ADD, FC_SCALAR_SUB, FC_SCALAR_MUL, FC_SCALAR_DIV, /* real division */
	FC_SCALAR_IDIV_TRUNC, FC_SCALAR_IDIV_FLOOR,                 /* integer division */
	FC_SCALAR_MOD_FLOOR, FC_SCALAR_MOD_TRUNC,                   /* sign of divisor, of dividend */
	FC_SCALAR_POW, FC_SCALAR_MIN, FC_SCALAR_MAX,
	/* 0 or 1, or unknown */
	FC_SCALAR_EQ, FC_SCALAR_NE, FC_SCALAR_LT, FC_SCALAR_LE, FC_SCALAR_GT, FC_SCALAR_GE,
	FC_SCALAR_AND, FC_SCALAR_OR, FC_SCALAR_XOR, /* of booleans */
	FC_SCALAR_BITAND, FC_SCALAR_BITOR, FC_SCALAR_BITXOR, FC_SCALAR_SHL, FC_SCALAR_SHR,
	/* of x alone */
	FC_SCALAR_NEG, FC_SCALAR_ABS, FC_SCALAR_SIGN, FC_SCALAR_NOT, FC_SCALAR_BITNOT,
	FC_SCALAR_FLOOR, FC_SCALAR_CEIL, FC_SCALAR_ROUND_EVEN, FC_SCALAR_TRUNC,
	FC_SCALAR_SQRT, FC_SCALAR_EXP, FC_SCALAR_LOG, FC_SCALAR_RECIPROCAL
};

/* Unknown in, unknown out, but where the other side decides (0 * x, false AND x). */
struct fc_scalar fc_scalar_apply(struct fc_dims *t, enum fc_scalar_op op, struct fc_scalar x,
                                 struct fc_scalar y);

/* Same value for certain. */
bool fc_scalar_eq(struct fc_scalar x, struct fc_scalar y);

#endif
