/* window.c -- sliding windows: shared by convolution, pooling, unfolding */
#include "ops/window.h"

/* Attribute name, where it is given, as n dims no smaller than least; one stands for all. */
static bool
read_list(struct fc_op_ctx *cx, const char *name, int n, int64_t least, struct fc_dim *out)
{
	const struct fc_dim *list;
	unsigned given;
	int64_t v;

	list = fc_op_ints(cx, name, &given);
	if (given && given != 1 && given != (unsigned)n)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "%s has %u numbers, expected %d", name, given, n);
	for (int i = 0; i < n; i++) {
		if (given)
			out[i] = list[given == 1 ? 0 : i];
		if (fc_dim_const(out[i], &v) && v < least)
			return fc_op_fail(cx, FC_E_ATTRIBUTE, "%s holds %lld", name, (long long)v);
	}
	return true;
}

/* pads: all the beginnings, then all the ends. Only explicit padding looks at them. */
static bool
read_pads(struct fc_op_ctx *cx, struct fc_window *w)
{
	const struct fc_dim *list;
	unsigned given;

	w->same = fc_op_text_is(cx, "auto_pad", "SAME_UPPER") || fc_op_text_is(cx, "auto_pad", "SAME_LOWER");
	list = fc_op_ints(cx, "pads", &given);
	if (w->same || fc_op_text_is(cx, "auto_pad", "VALID"))
		given = 0;
	if (given && given != 2 * (unsigned)w->n)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "pads has %u numbers, expected %d", given, 2 * w->n);
	for (int i = 0; i < w->n; i++) {
		w->before[i] = given ? list[i] : fc_dim_int(cx->dims, 0);
		w->after[i] = given ? list[w->n + i] : fc_dim_int(cx->dims, 0);
	}
	return true;
}

bool
fc_window_read(struct fc_op_ctx *cx, int n, const struct fc_dim *weight, struct fc_window *w)
{
	w->n = n;
	w->truncate = false;
	w->ceil = fc_op_int(cx, "ceil_mode") != 0;
	for (int i = 0; i < n; i++) {
		w->kernel[i] = weight ? weight[i] : FC_DIM_NAN;
		w->stride[i] = fc_dim_int(cx->dims, 1);
		w->dilation[i] = fc_dim_int(cx->dims, 1);
	}
	if (!read_list(cx, "kernel_shape", n, 1, w->kernel) || !read_list(cx, "strides", n, 1, w->stride) ||
	    !read_list(cx, "dilations", n, 1, w->dilation) || !read_pads(cx, w))
		return false;
	for (int i = 0; weight && i < n; i++)
		if (!fc_op_need_equal(cx, w->kernel[i], weight[i], "kernel_shape and the weight's kernel"))
			return false;
	return true;
}

/* dilation*(kernel - 1) + 1: what one window covers. */
static struct fc_dim
extent(struct fc_dims *t, const struct fc_window *w, int i)
{
	struct fc_dim gaps = fc_dim_mul(t, w->dilation[i], fc_dim_addi(t, w->kernel[i], -1));

	return fc_dim_addi(t, gaps, 1);
}

/*
 * With ceil_mode the last window must start inside the input or the padding
 * before it, else it is left out (ONNX AveragePool-19, PyTorch's pooling): no
 * more windows than ceil((in + before) / stride).
 */
static struct fc_dim
drop_last(struct fc_dims *t, const struct fc_window *w, int i, struct fc_dim in, struct fc_dim windows)
{
	struct fc_dim room = fc_dim_sub(t, extent(t, w, i), w->after[i]);

	if (fc_dim_compare(t, w->stride[i], room) <= 0)
		return windows;
	return fc_dim_min(t, windows, fc_dim_ceildiv(t, fc_dim_add(t, in, w->before[i]), w->stride[i]));
}

struct fc_dim
fc_window_out(struct fc_op_ctx *cx, const struct fc_window *w, int i, struct fc_dim in)
{
	struct fc_dims *t = cx->dims;
	struct fc_dim padded, free;
	int64_t room, stride;

	if (w->same)
		return fc_dim_ceildiv(t, in, w->stride[i]);
	padded = fc_dim_add(t, in, fc_dim_add(t, w->before[i], w->after[i]));
	free = fc_dim_sub(t, padded, extent(t, w, i));
	if (w->truncate && fc_dim_const(free, &room) && room < 0 && fc_dim_const(w->stride[i], &stride))
		return fc_dim_int(t, room / stride + 1);
	/* Room for positions beyond the first, and a stride for that one: a single rounding prints best. */
	free = fc_dim_add(t, free, w->stride[i]);
	if (!w->ceil)
		return fc_dim_floordiv(t, free, w->stride[i]);
	return drop_last(t, w, i, in, fc_dim_ceildiv(t, free, w->stride[i]));
}

bool
fc_window_sizes(struct fc_op_ctx *cx, const struct fc_window *w, const struct fc_dim *in, struct fc_dim *out)
{
	int64_t v, size;

	for (int i = 0; i < w->n; i++) {
		out[i] = fc_window_out(cx, w, i, in[i]);
		if (!fc_dim_const(out[i], &v) || v > 0)
			continue;
		if ((!fc_dim_const(in[i], &size) || size != 0) && (!w->truncate || v < 0))
			return fc_op_fail(cx, FC_E_SHAPE, "window does not fit spatial axis %d", i);
		out[i] = fc_dim_int(cx->dims, 0);
	}
	return true;
}

/*
 * stride*(in - 1) + output_padding + extent - pads. auto_pad SAME pads until
 * that is in*stride, and cannot pad where it is less (ONNX Runtime).
 */
struct fc_dim
fc_window_out_transposed(struct fc_op_ctx *cx, const struct fc_window *w, int i, struct fc_dim in,
                         struct fc_dim output_padding)
{
	struct fc_dims *t = cx->dims;
	struct fc_dim size = fc_dim_mul(t, w->stride[i], fc_dim_addi(t, in, -1));
	struct fc_dim last = fc_dim_add(t, output_padding, extent(t, w, i));

	if (w->same)
		last = fc_dim_min(t, last, w->stride[i]);
	size = fc_dim_add(t, size, last);
	return fc_dim_sub(t, size, fc_dim_add(t, w->before[i], w->after[i]));
}

struct fc_dim
fc_window_taps(struct fc_op_ctx *cx, const struct fc_window *w)
{
	struct fc_dim k = fc_dim_int(cx->dims, 1);

	for (int i = 0; i < w->n; i++)
		k = fc_dim_mul(cx->dims, k, w->kernel[i]);
	return k;
}
