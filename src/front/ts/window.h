/* window.h -- for adapters: windows, and views that several of them need */
#ifndef FC_FRONT_TS_WINDOW_H
#define FC_FRONT_TS_WINDOW_H

#include "front/ts/bind.h"
#include "front/ts/ts.h"

/* Argument name, a list or one int spread to n, becomes attribute attr. */
void fc_ts_window_attr(const struct fc_ts_call *c, struct fc_draft *d, const char *name, const char *attr,
                       unsigned n);

/* Argument padding: n ints, before and after alike, or "same" or "valid". */
void fc_ts_window_pads(const struct fc_ts_call *c, struct fc_draft *d, unsigned n);

/* x with an axis of 1 put in, or taken out. NULL: a limit. */
struct fc_value *fc_ts_unsqueeze(struct fc_ts_call *c, struct fc_value *x, int64_t axis);
struct fc_value *fc_ts_squeeze(struct fc_ts_call *c, struct fc_value *x, int64_t axis);

/* Columns [from, to) of a matrix; one column alone is a vector. */
struct fc_value *fc_ts_columns(struct fc_ts_call *c, struct fc_value *x, int64_t from, int64_t to);

/* A node of op over x and the ints in list as operand 1. */
struct fc_value *fc_ts_node_ints(struct fc_ts_call *c, const char *op, struct fc_value *x,
                                 const struct fc_dim *list, unsigned n);

/* x reduced over one axis, or over all when there is none. NULL: no x, or a limit. */
struct fc_value *fc_ts_reduced(struct fc_ts_call *c, const char *op, struct fc_value *x, const int64_t *axis,
                               bool keep);

/* An axis that counts from the end when negative; rank 0 counts as 1. -1: outside, or rank not known. */
int fc_ts_axis(const struct fc_value *x, int64_t axis);

/* The size of x along that axis; 1 of rank 0. NaN: not known. */
struct fc_dim fc_ts_along(const struct fc_ts_call *c, const struct fc_value *x, int64_t axis);

#endif
