/* shape.h -- for adapters: views, parts, joins and fills of tensors, a node each */
#ifndef FC_FRONT_TS_SHAPE_H
#define FC_FRONT_TS_SHAPE_H

#include "front/ts/bind.h"
#include "front/ts/ts.h"
#include "front/ts/window.h"

/* Keyword parameters that most makers of tensors share. */
#define FC_TS_KIND "dt? dtype=None, lay? layout=None, dev? device=None, b? pin_memory=None"

/* Argument name as an operand; when it is none, a tensor of which nothing is known. The first argument. */
struct fc_value *fc_ts_operand(const struct fc_ts_call *c, const char *name);
struct fc_value *fc_ts_self(const struct fc_ts_call *c);
struct fc_value *fc_ts_anything(struct fc_ts *t);

/* v is the result; _view: it shares the first argument's storage; _same: that argument is. false: no v. */
bool fc_ts_give(struct fc_ts_call *c, struct fc_value *v);
bool fc_ts_give_view(struct fc_ts_call *c, struct fc_value *v);
bool fc_ts_give_same(struct fc_ts_call *c);
/* v is written into the first argument when the operator's name ends in '_', else the result. */
bool fc_ts_give_written(struct fc_ts_call *c, struct fc_value *v);

/* A view of the first argument, and v as one. */
struct fc_ts_value *fc_ts_view(struct fc_ts_call *c, struct fc_value *v);

/* n results, as a tuple; false: one of them is missing. */
bool fc_ts_give_all(struct fc_ts_call *c, struct fc_value *const *v, unsigned n);

/* Values that no node makes: one number as a 0-d constant; a tensor of a type, perhaps with content. */
struct fc_value *fc_ts_constant_number(struct fc_ts *t, struct fc_scalar v, enum fc_dtype dtype);
struct fc_value *fc_ts_constant_tensor(struct fc_ts *t, enum fc_dtype dtype, const struct fc_dim *dim,
                                       unsigned n, struct fc_scalar **at_out);

/*
 * Nodes. All answer their first result, NULL at a limit; a NULL operand answers NULL, so that calls nest.
 * Lists of n sizes; n below 0: not known how many.
 */
struct fc_value *fc_ts_one(struct fc_ts_call *c, struct fc_draft *d); /* finish a draft; c->result stays */
struct fc_value *fc_ts_then(struct fc_ts_call *c, const char *op, struct fc_value *a, struct fc_value *b);
struct fc_value *fc_ts_reshape(struct fc_ts_call *c, struct fc_value *x, const struct fc_dim *dim, int n);
struct fc_value *fc_ts_flat(struct fc_ts_call *c, struct fc_value *x); /* as a vector */
struct fc_value *fc_ts_transpose(struct fc_ts_call *c, struct fc_value *x, const int *perm, int n);
struct fc_value *fc_ts_swap(struct fc_ts_call *c, struct fc_value *x, int64_t a, int64_t b);
struct fc_value *fc_ts_expand(struct fc_ts_call *c, struct fc_value *x, const struct fc_dim *dim, int n);
/* span: start, end, step */
struct fc_value *fc_ts_slice(struct fc_ts_call *c, struct fc_value *x, int64_t axis,
                             const struct fc_dim *span);
struct fc_value *fc_ts_gather(struct fc_ts_call *c, struct fc_value *x, struct fc_value *at, int64_t axis);
struct fc_value *fc_ts_gather_elements(struct fc_ts_call *c, struct fc_value *x, struct fc_value *at,
                                       int64_t axis); /* at has the rank of x, and the result its shape */
struct fc_value *fc_ts_pick(struct fc_ts_call *c, struct fc_value *x, int64_t axis, struct fc_dim at);
struct fc_value *fc_ts_concat(struct fc_ts_call *c, const struct fc_value_list *parts, int64_t axis);
/* x itself when it is of that type */
struct fc_value *fc_ts_cast(struct fc_ts_call *c, struct fc_value *x, enum fc_dtype to);
struct fc_value *fc_ts_filled(struct fc_ts_call *c, const struct fc_dim *dim, int n, struct fc_scalar v,
                              enum fc_dtype dtype);
struct fc_value *fc_ts_filled_like(struct fc_ts_call *c, struct fc_value *x, struct fc_scalar v,
                                   enum fc_dtype dtype);

/* x cut along axis into n parts of those sizes: a list of views. NULL: a limit. */
struct fc_ts_value *fc_ts_split(struct fc_ts_call *c, struct fc_value *x, int64_t axis,
                                const struct fc_dim *size, unsigned n);

/* The positions of what is not zero: [n, rank], and rank vectors of n. */
struct fc_value *fc_ts_positions(struct fc_ts_call *c, struct fc_value *x);
bool fc_ts_where_true(struct fc_ts_call *c);

/* Tensors of a list argument; *open: the list is not known to its end. */
struct fc_value_list fc_ts_operands(const struct fc_ts_call *c, const char *name, bool *open);

/* A list of sizes as an operand; n below 0: nothing is known of it. */
struct fc_value *fc_ts_sizes(struct fc_ts_call *c, const struct fc_dim *dim, int n);

/* d as a size: a number below zero is none, and not known. */
struct fc_dim fc_ts_size(struct fc_dim d);

/* Product of the dims [from, to) of x. */
struct fc_dim fc_ts_extent(const struct fc_ts_call *c, const struct fc_value *x, int from, int to);

#endif
