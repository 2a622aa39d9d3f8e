/* fourier.c -- complex numbers, and their Fourier transforms over several axes at once */
#include "ops/families.h"
#include "ops/same.h"
#include "ops/size.h"

static enum fc_dtype
complex_of(enum fc_dtype t)
{
	return t == FC_DTYPE_FLOAT64 || t == FC_DTYPE_COMPLEX128 ? FC_DTYPE_COMPLEX128 : FC_DTYPE_COMPLEX64;
}

static enum fc_dtype
real_of(enum fc_dtype t)
{
	return t == FC_DTYPE_COMPLEX128 || t == FC_DTYPE_FLOAT64 ? FC_DTYPE_FLOAT64 : FC_DTYPE_FLOAT32;
}

/* n values of a real signal have n / 2 + 1 of a spectrum. */
static struct fc_dim
half(struct fc_op_ctx *cx, struct fc_dim n)
{
	return fc_dim_addi(cx->dims, fc_dim_floordiv(cx->dims, n, fc_dim_int(cx->dims, 2)), 1);
}

/* Length of the transform along axis i of the list: as given, else the operand's; twice a half spectrum's. */
static struct fc_dim
length(struct fc_op_ctx *cx, unsigned i, unsigned n_axes, struct fc_dim in)
{
	unsigned n;
	const struct fc_dim *given = fc_op_ints(cx, "sizes", &n);

	if (i < n && !fc_dim_is(given[i], -1))
		return given[i];
	if (fc_op_text_is(cx, "form", "real_result") && i + 1 == n_axes)
		return fc_dim_muli(cx->dims, fc_dim_addi(cx->dims, in, -1), 2);
	return in;
}

/* Sizes while the transforms run; false when an axis is none of the operand's. */
static bool
read_axes(struct fc_op_ctx *cx, struct fc_dim *dim, struct fc_dim *out, int *axis, unsigned *n_out)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	unsigned n;
	const struct fc_dim *axes = fc_op_ints(cx, "axes", &n);
	int64_t v;

	*n_out = n;
	for (int i = 0; i < x.rank; i++)
		dim[i] = out[i] = x.dim[i];
	for (unsigned i = 0; i < n; i++) {
		if (!fc_dim_const(axes[i], &v) || v < 0 || v >= x.rank || n > FC_LIMIT_RANK)
			return fc_op_fail(cx, FC_E_ATTRIBUTE, "axes do not fit rank %d", x.rank);
		axis[i] = (int)v;
		dim[v] = out[v] = length(cx, i, n, x.dim[v]);
		if (i + 1 == n && fc_op_text_is(cx, "form", "real_operand"))
			out[v] = half(cx, dim[v]);
	}
	return true;
}

static bool
fft_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK], out[FC_LIMIT_RANK];
	int axis[FC_LIMIT_RANK];
	enum fc_dtype t = fc_op_dtype(cx, 0);
	unsigned n;

	t = fc_op_text_is(cx, "form", "real_result") ? real_of(t) : complex_of(t);
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, t);
	return read_axes(cx, dim, out, axis, &n) && fc_op_out_dims(cx, 0, t, out, x.rank);
}

/*
 * work: n log2(n) of every transform of length n, summed. One of a real signal
 * is half of it, and leaves half a spectrum to the other axes.
 */
static void
fft_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK], out[FC_LIMIT_RANK], all, work = fc_dim_int(cx->dims, 0), one;
	bool real = !fc_op_text_is(cx, "form", "complex");
	int axis[FC_LIMIT_RANK];
	unsigned n;

	if (x.rank < 0 || !read_axes(cx, dim, out, axis, &n)) {
		fc_op_var(cx, "work", FC_DIM_NAN);
		return;
	}
	for (unsigned i = n; i-- > 0;) {
		all = fc_dim_int(cx->dims, 1);
		for (int k = 0; k < x.rank; k++)
			all = fc_dim_mul(cx->dims, all, dim[k]);
		one = fc_dim_mul(cx->dims, all, fc_dim_ceillog2(cx->dims, dim[axis[i]]));
		if (real && i + 1 == n) {
			one = fc_dim_floordiv(cx->dims, one, fc_dim_int(cx->dims, 2));
			dim[axis[i]] = half(cx, dim[axis[i]]);
		}
		work = fc_dim_add(cx->dims, work, one);
	}
	fc_op_var(cx, "work", work);
}

/* [..., bins, frames] -> [..., samples]: frames overlap, each hop_length behind the last. */
static bool
istft_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim n = fc_op_dim(cx, "n_fft"), even, samples, dim[FC_LIMIT_RANK];
	int i;

	if (!fc_op_need_rank(cx, 0, 2, 3))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, real_of(fc_op_dtype(cx, 0)));
	even = fc_dim_muli(cx->dims, fc_dim_floordiv(cx->dims, n, fc_dim_int(cx->dims, 2)), 2);
	samples = fc_dim_addi(cx->dims, x.dim[x.rank - 1], -1);
	samples = fc_dim_mul(cx->dims, samples, fc_op_dim(cx, "hop_length"));
	samples = fc_dim_add(cx->dims, samples, n);
	if (fc_op_int(cx, "center"))
		samples = fc_dim_sub(cx->dims, samples, even);
	if (fc_op_has_attr(cx, "length"))
		samples = fc_op_dim(cx, "length");
	for (i = 0; i < x.rank - 2; i++)
		dim[i] = x.dim[i];
	dim[i++] = fc_size_or(cx, samples, "samples");
	return fc_op_out_dims(cx, 0, real_of(fc_op_dtype(cx, 0)), dim, i);
}

/* frames: of all signals. */
static void
istft_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim frames = fc_size_at(cx, 0, -1);

	if (x.rank == 3)
		frames = fc_dim_mul(cx->dims, frames, x.dim[0]);
	fc_op_var(cx, "frames", frames);
}

static bool
part_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, real_of(fc_op_dtype(cx, 0)), fc_op_shape(cx, 0));
}

static bool
complex_infer(struct fc_op_ctx *cx)
{
	struct fc_shape y;

	return fc_same_shape_of(cx, 0, 2, &y) && fc_op_out(cx, 0, complex_of(fc_op_dtype(cx, 0)), y);
}

const struct fc_op fc_ops_fourier[] = {
	{ .name = "Angle", .in = "X", .out = "Y", .infer = part_infer, .cost = "special = |Y|",
	  .kind = FC_CLASS_ELEMENT, .source = "PyTorch angle: an arc tangent" },
	{ .name = "Complex", .in = "re im", .out = "Y", .infer = complex_infer, .cost = "",
	  .source = "PyTorch complex: two parts side by side" },
	{ .name = "FFT", .in = "X", .out = "Y", .attr = "axes sizes form=complex inverse=0",
	  .infer = fft_infer, .vars = fft_vars, .cost = "simple = 5 * work",
	  .source = "PyTorch torch.fft by radix-2 transforms, 5 n log2(n) operations each; a real "
	            "signal's half" },
	{ .name = "ISTFT", .in = "X window?", .out = "Y", .attr = "n_fft hop_length center=1 length",
	  .infer = istft_infer, .vars = istft_vars,
	  .cost = "simple = frames * (5 * n_fft * ceillog2(n_fft) / 2 + n_fft); simple = 2 * frames * "
	          "n_fft if window; special = |Y|",
	  .source = "PyTorch istft: a radix-2 transform of half a spectrum, the window and its square, "
	            "the overlap added, per frame; a quotient per sample" },
	{ .name = "Magnitude", .in = "X", .out = "Y", .infer = part_infer,
	  .cost = "simple = 3 * |Y|; special = |Y|", .kind = FC_CLASS_ELEMENT,
	  .source = "PyTorch abs of complex numbers: two squares, their sum, its root" },
	{ .name = NULL },
};
