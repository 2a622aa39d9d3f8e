/* window.h -- sliding windows: shared by convolution, pooling, unfolding */
#ifndef FC_OPS_WINDOW_H
#define FC_OPS_WINDOW_H

#include "ops/op.h"

/* Per spatial axis: kernel_shape, strides, dilations, pads, auto_pad, ceil_mode with ONNX's defaults. */
struct fc_window {
	int n; /* spatial axes */
	struct fc_dim kernel[FC_LIMIT_RANK], stride[FC_LIMIT_RANK], dilation[FC_LIMIT_RANK];
	struct fc_dim before[FC_LIMIT_RANK], after[FC_LIMIT_RANK];
	bool ceil, same; /* same: auto_pad SAME_UPPER or SAME_LOWER */
	bool truncate;   /* a pool of ONNX's: a window sticks out by less than a stride as if it fitted */
};

/* Fill w for n spatial axes; kernel from attribute kernel_shape, else from dims of weight (NULL: none). */
bool fc_window_read(struct fc_op_ctx *cx, int n, const struct fc_dim *weight, struct fc_window *w);

/* Size along axis i: floor or ceil of (in + pads - dilation*(kernel - 1) - 1) / stride, plus 1. */
struct fc_dim fc_window_out(struct fc_op_ctx *cx, const struct fc_window *w, int i, struct fc_dim in);

/* The same along every axis; false after a diagnostic when the window does not fit the padded input. */
bool fc_window_sizes(struct fc_op_ctx *cx, const struct fc_window *w, const struct fc_dim *in,
                     struct fc_dim *out);

/* Size along axis i of the transposed form. */
struct fc_dim fc_window_out_transposed(struct fc_op_ctx *cx, const struct fc_window *w, int i,
                                       struct fc_dim in, struct fc_dim output_padding);

/* Product of the kernel, for formulas: "k". */
struct fc_dim fc_window_taps(struct fc_op_ctx *cx, const struct fc_window *w);

#endif
