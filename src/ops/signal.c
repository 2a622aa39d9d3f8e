/* signal.c -- Fourier transforms, windows, mel weights */
#include "ops/axis.h"
#include "ops/size.h"

/* n / 2 + 1 values of a spectrum are enough for a real signal. */
static struct fc_dim
half_spectrum(struct fc_op_ctx *cx, struct fc_dim n)
{
	return fc_dim_addi(cx->dims, fc_dim_floordiv(cx->dims, n, fc_dim_int(cx->dims, 2)), 1);
}

/* Axis of DFT-20 (operand 2, by default -2) for an operand of that rank. 0: not known, -1: out of range. */
static int
dft_axis(struct fc_op_ctx *cx, int rank, int *axis)
{
	int64_t v = -2;

	if (fc_op_has(cx, 2) && !fc_op_value_int(cx, 2, &v))
		return 0;
	return fc_axis_fix(cx, v, rank, axis) ? 1 : -1;
}

/* dft_length, by default the size of the axis; of a one-sided spectrum read back, 2 * (size - 1). */
static struct fc_dim
dft_length(struct fc_op_ctx *cx, struct fc_dim size)
{
	if (fc_op_has(cx, 1))
		return fc_size_value(cx, 1, "length");
	if (fc_op_int(cx, "onesided") && fc_op_int(cx, "inverse"))
		return fc_dim_muli(cx->dims, fc_dim_addi(cx->dims, size, -1), 2);
	return size;
}

static bool
dft_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	bool onesided = fc_op_int(cx, "onesided") != 0, inverse = fc_op_int(cx, "inverse") != 0;
	struct fc_dim dim[FC_LIMIT_RANK];
	int i, axis, found;

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	found = dft_axis(cx, x.rank, &axis);
	if (found < 0)
		return false;
	for (i = 0; i < x.rank; i++)
		dim[i] = found || i == x.rank - 1 ? x.dim[i] : fc_op_unknown(cx, "size", FC_DIM_NAN);
	if (found) {
		dim[axis] = dft_length(cx, dim[axis]);
		if (onesided && !inverse)
			dim[axis] = half_spectrum(cx, dim[axis]);
	}
	dim[x.rank - 1] = fc_dim_int(cx->dims, onesided && inverse ? 1 : 2);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, x.rank);
}

/* What the work is divided by; parts: 1 of a real signal, 2 of a complex one. */
static struct fc_dim
halves(struct fc_op_ctx *cx, struct fc_dim parts)
{
	int64_t n;

	if (fc_op_int(cx, "onesided"))
		return fc_dim_int(cx->dims, 2);
	return fc_dim_const(parts, &n) ? fc_dim_int(cx->dims, n == 1 ? 2 : 1) : FC_DIM_NAN;
}

/* n: length of one transform; rows: how many; half: 2 where a real signal halves the work. */
static void
dft_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), y = fc_size_out(cx, 0);
	struct fc_dim n = FC_DIM_NAN, rows = FC_DIM_NAN;
	uint64_t gone;
	int axis;

	if (x.rank >= 2 && y.rank == x.rank && dft_axis(cx, x.rank, &axis) == 1) {
		n = fc_op_has(cx, 1) ? fc_op_value_dim(cx, 1) : dft_length(cx, x.dim[axis]);
		gone = (uint64_t)1 << axis | (uint64_t)1 << (y.rank - 1);
		rows = fc_shape_size(cx->dims, fc_axis_reduce(cx, y, gone, false));
	}
	fc_op_var(cx, "n", n);
	fc_op_var(cx, "rows", rows);
	fc_op_var(cx, "half", halves(cx, fc_size_at(cx, 0, -1)));
}

/* Length of a frame of STFT: frame_length, else the window's size, else the whole signal. */
static struct fc_dim
frame_length(struct fc_op_ctx *cx)
{
	struct fc_dim n = fc_op_value_dim(cx, 3);

	n = fc_size_first(n, fc_size_at(cx, 2, 0));
	return fc_op_has(cx, 2) || fc_op_has(cx, 3) ? n : fc_size_at(cx, 0, 1);
}

static bool
stft_infer(struct fc_op_ctx *cx)
{
	struct fc_dims *t = cx->dims;
	struct fc_dim n, frames, dim[4];

	if (!fc_op_need_rank(cx, 0, 2, 3))
		return false;
	n = fc_size_or(cx, frame_length(cx), "frame");
	frames = fc_dim_sub(t, fc_size_at(cx, 0, 1), n);
	frames = fc_dim_addi(t, fc_dim_floordiv(t, frames, fc_op_value_dim(cx, 1)), 1);
	dim[0] = fc_size_or(cx, fc_size_at(cx, 0, 0), "batch");
	dim[1] = fc_size_or(cx, frames, "frames");
	dim[2] = fc_op_int(cx, "onesided") ? half_spectrum(cx, n) : n;
	dim[3] = fc_dim_int(t, 2);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, 4);
}

static void
stft_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);

	fc_op_var(cx, "n", frame_length(cx));
	fc_op_var(cx, "half", halves(cx, x.rank == 2 ? fc_dim_int(cx->dims, 1) : fc_size_at(cx, 0, 2)));
}

static bool
window_infer(struct fc_op_ctx *cx)
{
	struct fc_dim n = fc_size_value(cx, 0, "size");

	return fc_op_out_dims(cx, 0, fc_size_dtype(cx, "output_datatype", FC_DTYPE_FLOAT32), &n, 1);
}

static bool
mel_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[2];

	dim[0] = half_spectrum(cx, fc_size_value(cx, 1, "length"));
	dim[1] = fc_size_value(cx, 0, "bins");
	return fc_op_out_dims(cx, 0, fc_size_dtype(cx, "output_datatype", FC_DTYPE_FLOAT32), dim, 2);
}

/* Last axis n becomes n / 2 + 1 complex numbers, an axis of 2 behind it. */
static bool
rfft_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK + 1];
	int i;

	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK - 1))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	dim[i - 1] = half_spectrum(cx, x.dim[i - 1]);
	dim[i] = fc_dim_int(cx->dims, 2);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, i + 1);
}

static bool
irfft_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int i;

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	for (i = 0; i < x.rank - 1; i++)
		dim[i] = x.dim[i];
	dim[i - 1] = fc_dim_muli(cx->dims, fc_dim_addi(cx->dims, x.dim[i - 1], -1), 2);
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, i);
}

/* 5 n log2(n) real operations of a radix-2 transform; half of them for a real signal. */
#define FFT(rows, n) rows " * 5 * " n " * ceillog2(" n ")"

const struct fc_op fc_ops_signal[] = {
	{ .name = "BlackmanWindow", .in = "size#", .out = "output",
	  .attr = "output_datatype periodic=1", .infer = window_infer,
	  .cost = "simple = 5 * |output|; special = 2 * |output|",
	  .source = "ONNX BlackmanWindow-17: two cosines of scaled positions, weighed and added" },
	{ .name = "DFT", .in = "input dft_length#? axis#?", .out = "output",
	  .attr = "inverse=0 onesided=0", .infer = dft_infer,
	  .cost = "simple = " FFT("rows", "n") " / half", .vars = dft_vars,
	  .source = "ONNX DFT-20, by a radix-2 transform; half of it for a real signal" },
	{ .name = "HammingWindow", .in = "size#", .out = "output", .attr = "output_datatype periodic=1",
	  .infer = window_infer, .cost = "simple = 3 * |output|; special = |output|",
	  .source = "ONNX HammingWindow-17: a cosine of scaled positions, weighed and added" },
	{ .name = "HannWindow", .in = "size#", .out = "output", .attr = "output_datatype periodic=1",
	  .infer = window_infer, .cost = "simple = 3 * |output|; special = |output|",
	  .source = "ONNX HannWindow-17: a sine of scaled positions, squared" },
	{ .name = "Irfft", .in = "X", .out = "Y", .attr = "signal_ndim=1 normalized=0 onesided=1",
	  .infer = irfft_infer, .cost = "simple = |Y| * 5 * ceillog2(Y[-1]) / 2",
	  .source = "com.microsoft Irfft" },
	{ .name = "MelWeightMatrix",
	  .in = "num_mel_bins# dft_length# sample_rate# lower_edge_hertz# upper_edge_hertz#",
	  .out = "output", .attr = "output_datatype", .infer = mel_infer,
	  .cost = "simple = 4 * |output|",
	  .source = "ONNX MelWeightMatrix-17: two slopes, their minimum, at least 0" },
	{ .name = "Rfft", .in = "X", .out = "Y", .attr = "signal_ndim=1 normalized=0 onesided=1",
	  .infer = rfft_infer, .cost = "simple = |X| * 5 * ceillog2(X[-1]) / 2",
	  .source = "com.microsoft Rfft" },
	{ .name = "STFT", .in = "signal frame_step# window? frame_length#?", .out = "output",
	  .attr = "onesided=1", .infer = stft_infer,
	  .cost = "simple = output[0] * output[1] * n if window; simple = "
	          FFT("output[0] * output[1]", "n") " / half", .vars = stft_vars,
	  .source = "ONNX STFT-17: the window, then a radix-2 transform, per frame" },
	{ .name = NULL },
};
