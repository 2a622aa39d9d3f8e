/* check_ops_window.c -- sizes that sliding windows leave */
#include <string.h>

#include "check_ops.h"

/* Expected sizes by hand from the formulas of the ONNX definitions named. */
static const struct window_case {
	const char *op, *operands, *attrs, *shape;
} window_cases[] = {
	/* Conv-22: floor((in + pads - ((k - 1)*d + 1))/s) + 1 */
	{ "Conv", "1x2x8x8 4x2x3x3", "pads=1,1,1,1", "1x4x8x8" },
	{ "Conv", "1x3x224x224 64x3x7x7", "strides=2,2 pads=3,3,3,3 kernel_shape=7,7", "1x64x112x112" },
	{ "Conv", "1x2x8 4x2x3", "pads=1,1", "1x4x8" },
	{ "Conv", "1x1x9x9 1x1x3x3", "dilations=2,3", "1x1x5x3" },
	{ "Conv", "1x1x10x10 1x1x3x3", "strides=3,3", "1x1x3x3" },
	{ "Conv", "1x1x4x5x6 2x1x2x2x2", "", "1x2x3x4x5" },
	{ "Conv", "1x1x8x8 1x1x3x3", "pads=0,1,2,3", "1x1x8x10" },
	{ "Conv", "1x4x8x8 4x1x3x3", "group=4", "1x4x6x6" },
	{ "Conv", "? 4x2x3x3", "kernel_shape=3,3", "conv_sizex4xconv_size_2xconv_size_3" },
	{ "Conv", "? ?", "", "?" },
	{ "Conv", "1x2x8x8 ?", "kernel_shape=3,3", "1xconv_sizex6x6" },
	/* one symbol, one rounding */
	{ "Conv", "Nx3xHxW 64x3x7x7", "strides=2,2 pads=3,3,3,3",
	  "Nx64xfloor((H + 1)/2)xfloor((W + 1)/2)" },
	{ "Conv", "Nx3xHxH 64x3x3x3", "pads=1,1,1,1", "Nx64xHxH" },
	/* auto_pad: VALID pads nothing, SAME gives ceil(in/s) whatever the kernel; pads are not looked at */
	{ "Conv", "1x1x9x8 1x1x3x3", "auto_pad=SAME_UPPER strides=2,2", "1x1x5x4" },
	{ "Conv", "1x1x9x8 1x1x3x3", "auto_pad=SAME_LOWER strides=2,3", "1x1x5x3" },
	{ "Conv", "1x1x9x8 1x1x3x3", "auto_pad=VALID strides=2,2", "1x1x4x3" },
	{ "Conv", "1x1x9x9 1x1x3x3", "auto_pad=SAME_UPPER pads=0,0,0,0", "1x1x9x9" },
	{ "Conv", "Nx1xHx8 1x1x3x3", "auto_pad=SAME_UPPER strides=2,2", "Nx1xfloor((H + 1)/2)x4" },
	/* contradictions */
	{ "Conv", "1x3x8x8 4x2x3x3", "", "failed" },
	{ "Conv", "1x2x8x8 4x2x3x3", "kernel_shape=5,5", "failed" },
	{ "Conv", "1x2x8x8 4x2x3", "", "failed" },
	{ "Conv", "1x2x8x8 4x2x3x3", "strides=0,1", "failed" },
	{ "Conv", "1x2x8x8 4x2x3x3", "pads=1,1,1", "failed" },
	{ "Conv", "1x2x2x8 4x2x3x3", "", "failed" },
	/* ceil_mode, AveragePool-19: a last window that starts beyond the input is left out */
	{ "MaxPool", "1x2x8x8", "kernel_shape=2,2 strides=2,2", "1x2x4x4" },
	{ "MaxPool", "1x1x4x4", "kernel_shape=3,3 strides=2,2 ceil_mode=1", "1x1x2x2" },
	{ "MaxPool", "1x1x5x5", "kernel_shape=2,2 strides=2,2 ceil_mode=1", "1x1x3x3" },
	{ "MaxPool", "1x1x2x2", "kernel_shape=1,1 strides=2,2 ceil_mode=1", "1x1x1x1" },
	{ "AveragePool", "1x1x9x9", "kernel_shape=3,3 strides=3,3 pads=1,1,1,1 ceil_mode=1", "1x1x4x4" },
	{ "AveragePool", "1x1x8x8", "kernel_shape=2,2 strides=3,3 pads=0,0,1,1 ceil_mode=1", "1x1x3x3" },
	{ "MaxPool", "1x1xHx4", "kernel_shape=3,3 strides=2,2 ceil_mode=1", "1x1xfloor(H/2)x2" },
	{ "MaxPool", "1x4xH", "kernel_shape=3 strides=1 pads=1,1 dilations=1", "1x4xH" },
	{ "LpPool", "1x3x32", "kernel_shape=2", "1x3x31" },
	/* ConvTranspose-22: s*(in - 1) + output_padding + (k - 1)*d + 1 - pads; SAME: in*s, or less */
	{ "ConvTranspose", "1x3x2x2 3x1x2x2", "strides=2,2", "1x1x4x4" },
	{ "ConvTranspose", "1x1x3x3 1x2x3x3", "strides=3,2 output_padding=1,1", "1x2x10x8" },
	{ "ConvTranspose", "1x1x3x3 1x2x3x3", "strides=3,2 output_shape=10,8", "1x2x10x8" },
	{ "ConvTranspose", "1x1x3x3 1x2x3x3", "strides=2,2 auto_pad=SAME_UPPER", "1x2x6x6" },
	{ "ConvTranspose", "1x1x3x3 1x2x2x2", "strides=3,2 auto_pad=SAME_LOWER", "1x2x8x6" },
	{ "ConvTranspose", "1x1x3x3 1x1x2x2", "dilations=2,2", "1x1x5x5" },
	{ "ConvTranspose", "1x4x3 4x2x3", "group=2 pads=1,1", "1x4x3" },
	{ "ConvTranspose", "Nx3xHxW 3x1x2x2", "strides=2,2", "Nx1x(2*H)x(2*W)" },
	/* PyTorch's adaptive pools: sizes are given, -1 keeps one */
	{ "AdaptiveAveragePool", "Nx64xHxW", "output_size=7,7", "Nx64x7x7" },
	{ "AdaptiveMaxPool", "64x9x9", "output_size=3,-1", "64x3x9" },
	{ "GlobalAveragePool", "Nx64xHxW", "", "Nx64x1x1" },
	{ "MaxUnpool", "1x1x2x2 1x1x2x2:int64", "kernel_shape=2,2 strides=2,2", "1x1x4x4" },
	{ "MaxUnpool", "1x1x2x2 1x1x2x2:int64 4:int64{1,1,5,5}", "kernel_shape=2,2 strides=2,2", "1x1x5x5" },
	{ "RoiAlign", "1x8x10x10 5x4 5:int64", "output_height=3 output_width=4", "5x8x3x4" },
	{ "MaxRoiPool", "1x8x10x10 5x5", "pooled_shape=2,3", "5x8x2x3" },
	/* Col2Im-18, nn.Unfold */
	{ "Col2Im", "1x5x5 2:int64{5,5} 2:int64{1,5}", "", "1x1x5x5" },
	{ "Im2Col", "2x3x10x12", "kernel_shape=4,5", "2x60x56" },
};

START_TEST(window)
{
	const struct window_case *c = &window_cases[_i];
	struct bench b;

	bench_open(&b);
	bench_node(&b, c->op, c->operands, c->attrs);
	ck_assert_str_eq(bench_shape(&b, 0), c->shape);
	ck_assert_int_eq(b.diags.errors != 0, strcmp(c->shape, "failed") == 0);
	bench_close(&b);
}
END_TEST

CHECK_CASE(ops_window)
{
	TCase *t = tcase_create("window");

	tcase_add_loop_test(t, window, 0, N(window_cases));
	return t;
}
