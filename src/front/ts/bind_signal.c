/* bind_signal.c -- PyTorch's Fourier transforms and complex numbers */
#include <string.h>

#include "front/ts/shape.h"

/* --- transforms ------------------------------------------------------------------------- */

/* Axes of the transforms: dim, else as many from the end as there are sizes, else all. */
static int
axes(struct fc_ts_call *c, const struct fc_value *x, int sizes, struct fc_dim *out)
{
	struct fc_dims *t = c->ts->b->dims;
	int rank = x->type.shape.rank, n = fc_ts_arg_dims(c, "dim", 0, out, FC_LIMIT_RANK), at;
	int64_t v;

	if (rank < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		at = fc_dim_const(out[i], &v) ? fc_ts_axis(x, v) : -1;
		if (at < 0 || at >= rank)
			return -1;
		out[i] = fc_dim_int(t, at);
	}
	if (n >= 0)
		return n;
	n = sizes >= 0 ? sizes : rank;
	for (int i = 0; i < n && n <= rank; i++)
		out[i] = fc_dim_int(t, rank - n + i);
	return n <= rank ? n : -1;
}

/* fft, rfft, irfft and their inverses, over one axis or more */
static bool
transform(struct fc_ts_call *c)
{
	const char *name = strstr(c->row->name, "fft_") + 4;
	bool inverse = *name == 'i', half = strchr(name, 'h') != NULL, real = half || strchr(name, 'r');
	bool to_real = half ? !inverse : inverse; /* hfft reads half a spectrum, ihfft makes one */
	struct fc_draft d = fc_ts_draft(c, "FFT");
	struct fc_value *x = fc_ts_self(c);
	struct fc_dim size[FC_LIMIT_RANK], axis[FC_LIMIT_RANK];
	int n_size = fc_ts_arg_dims(c, fc_ts_arg(c, "s") ? "s" : "n", 0, size, FC_LIMIT_RANK);
	int n = axes(c, x, n_size, axis);

	fc_ts_draft_in(&d, x);
	if (n < 0) { /* none of the operand's: the row says so */
		axis[0] = fc_dim_int(c->ts->b->dims, x->type.shape.rank);
		n = 1;
	}
	fc_draft_set_ints(&d, "axes", axis, (unsigned)n);
	if (n_size == n)
		fc_draft_set_ints(&d, "sizes", size, (unsigned)n);
	fc_draft_set_text(&d, "form", !real ? "complex" : to_real ? "real_result" : "real_operand");
	fc_draft_set_int(&d, "inverse", inverse);
	return fc_ts_give(c, fc_ts_one(c, &d));
}

/* fftshift, ifftshift: halves change places, along every axis asked for. */
static bool
shift(struct fc_ts_call *c)
{
	bool inverse = strstr(c->row->name, "ifftshift") != NULL;
	struct fc_dims *t = c->ts->b->dims;
	struct fc_value *x = fc_ts_self(c);
	struct fc_dim axis[FC_LIMIT_RANK], span[3], n, two = fc_dim_int(t, 2);
	int n_axes = axes(c, x, -1, axis);
	int64_t at;

	if (n_axes < 0)
		return fc_ts_give(c, fc_ts_node(c, "Concat", fc_ts_anything(c->ts), NULL));
	for (int i = 0; x && i < n_axes && fc_dim_const(axis[i], &at); i++) {
		struct fc_value_list halves = { 0 };

		n = fc_ts_along(c, x, at);
		span[0] = inverse ? fc_dim_floordiv(t, n, two) : fc_dim_ceildiv(t, n, two);
		span[1] = n;
		span[2] = fc_dim_int(t, 1);
		FC_VEC_PUSH(c->ts->b->arena, &halves, fc_ts_slice(c, x, at, span));
		span[1] = span[0];
		span[0] = fc_dim_int(t, 0);
		FC_VEC_PUSH(c->ts->b->arena, &halves, fc_ts_slice(c, x, at, span));
		x = fc_ts_concat(c, &halves, at);
	}
	return fc_ts_give(c, x);
}

/* --- spectra in time ------------------------------------------------------------------------ */

static bool
is_complex(const struct fc_value *x)
{
	return fc_dtype_class((enum fc_dtype)x->type.dtype) == 'c';
}

/* Half a window of padding on both sides, when the call centres frames by itself. */
static struct fc_value *
centred(struct fc_ts_call *c, struct fc_value *x, struct fc_dim n_fft)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_dim half = fc_dim_floordiv(t, n_fft, fc_dim_int(t, 2)), zero = fc_dim_int(t, 0);
	struct fc_draft d = fc_ts_draft(c, "Pad");

	if (!fc_ts_arg_bool(c, "center", false) || !x)
		return x;
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, (struct fc_dim[]){ zero, half, zero, half }, 4, false));
	fc_draft_set_text(&d, "mode", fc_ts_arg_text(c, "pad_mode", "reflect"));
	return fc_ts_one(c, &d);
}

/* Frames behind bins, as numbers of two parts: what ONNX's STFT gives has frames first. */
static struct fc_value *
arranged(struct fc_ts_call *c, struct fc_value *y, bool lone)
{
	static const int perm[] = { 0, 2, 1, 3 };

	y = fc_ts_transpose(c, y, perm, 4);
	if (y && lone)
		y = fc_ts_squeeze(c, y, 0);
	if (y && (fc_ts_arg_bool(c, "return_complex", false)))
		y = fc_ts_node(c, "ViewAsComplex", y, NULL);
	return y;
}

/* The step of frames where none is given. */
static struct fc_dim
quarter(struct fc_dims *t, struct fc_dim n_fft)
{
	return fc_dim_floordiv(t, n_fft, fc_dim_int(t, 4));
}

static bool
stft(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_value *x = fc_ts_self(c), *window = fc_ts_arg_tensor(c, "window");
	struct fc_dim n = fc_ts_as_dim(c->ts, fc_ts_arg(c, "n_fft")), hop = quarter(t, n);
	bool complex = is_complex(x), lone = x->type.shape.rank == 1;
	bool onesided = fc_ts_arg_bool(c, "onesided", !complex);
	struct fc_draft d;

	if (!fc_ts_arg_is_none(c, "hop_length"))
		hop = fc_ts_as_dim(c->ts, fc_ts_arg(c, "hop_length"));
	if (lone)
		x = fc_ts_unsqueeze(c, x, 0);
	x = centred(c, x, n);
	if (x && complex)
		x = fc_ts_node(c, "ViewAsReal", x, NULL);
	d = fc_ts_draft(c, "STFT");
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, &hop, 1, true));
	fc_ts_draft_in(&d, window);
	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, &n, 1, true));
	fc_draft_set_int(&d, "onesided", onesided);
	return fc_ts_give(c, arranged(c, x ? fc_ts_one(c, &d) : NULL, lone));
}

static bool
istft(struct fc_ts_call *c)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_value *x = fc_ts_self(c);
	struct fc_dim n = fc_ts_as_dim(c->ts, fc_ts_arg(c, "n_fft")), hop = quarter(t, n);
	struct fc_dim length = fc_ts_as_dim(c->ts, fc_ts_arg(c, "length"));
	struct fc_draft d;

	if (x->type.dtype && !is_complex(x))
		x = fc_ts_node(c, "ViewAsComplex", x, NULL);
	if (!fc_ts_arg_is_none(c, "hop_length"))
		hop = fc_ts_as_dim(c->ts, fc_ts_arg(c, "hop_length"));
	d = fc_ts_draft(c, "ISTFT");
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "window"));
	fc_draft_set_ints(&d, "n_fft", &n, 1);
	fc_draft_set_ints(&d, "hop_length", &hop, 1);
	fc_draft_set_int(&d, "center", fc_ts_arg_bool(c, "center", true));
	if (!fc_ts_arg_is_none(c, "length"))
		fc_draft_set_ints(&d, "length", &length, 1);
	return fc_ts_give(c, x ? fc_ts_one(c, &d) : NULL);
}

/* --- complex numbers ----------------------------------------------------------------------------- */

/* polar(r, phi): r cos(phi), r sin(phi), put together */
static bool
polar(struct fc_ts_call *c)
{
	struct fc_value *r = fc_ts_self(c), *phi = fc_ts_operand(c, "angle"), *re, *im;

	re = fc_ts_node(c, "Cos", phi, NULL);
	im = fc_ts_node(c, "Sin", phi, NULL);
	re = re ? fc_ts_node(c, "Mul", r, re) : NULL;
	im = im ? fc_ts_node(c, "Mul", r, im) : NULL;
	return fc_ts_give(c, re && im ? fc_ts_node(c, "Complex", re, im) : NULL);
}

#define ONE(name) { "aten::fft_" name, "T self, i? n=None, i dim=-1, s? norm=None", NULL, NULL, 1, transform }
#define TWO(name) { "aten::fft_" name, "T self, i[1]? s=None, i[1] dim=[-2, -1], s? norm=None", NULL, \
	NULL, 1, transform }
#define MANY(name) { "aten::fft_" name, "T self, i[1]? s=None, i[1]? dim=None, s? norm=None", NULL, NULL, \
	1, transform }
#define SPECTRUM "T self, i n_fft, i? hop_length=None, i? win_length=None, T? window=None, "

const struct fc_ts_bind fc_ts_bind_signal[] = {
	{ "aten::angle", "T self", "Angle", "X=self", 1, NULL },
	{ "aten::complex", "T real, T imag", "Complex", "re=real im=imag", 1, NULL },
	ONE("fft"),
	TWO("fft2"),
	MANY("fftn"),
	{ "aten::fft_fftshift", "T self, i[1]? dim=None", NULL, NULL, 1, shift },
	ONE("hfft"),
	ONE("ifft"),
	TWO("ifft2"),
	MANY("ifftn"),
	{ "aten::fft_ifftshift", "T self, i[1]? dim=None", NULL, NULL, 1, shift },
	ONE("ihfft"),
	ONE("irfft"),
	TWO("irfft2"),
	MANY("irfftn"),
	ONE("rfft"),
	TWO("rfft2"),
	MANY("rfftn"),
	{ "aten::istft", SPECTRUM "b center=True, b normalized=False, b? onesided=None, i? length=None, "
	  "b return_complex=False", NULL, NULL, 1, istft },
	{ "aten::polar", "T abs, T angle", NULL, NULL, 1, polar },
	{ "aten::stft", SPECTRUM "b normalized=False, b? onesided=None, b? return_complex=None", "STFT", NULL,
	  1, stft },
	{ "aten::stft", SPECTRUM "b normalized=False, b? onesided=None, b? return_complex=None, "
	  "b? align_to_window=None", "STFT", NULL, 1, stft },
	{ "aten::stft", SPECTRUM "b center=True, s pad_mode=\"reflect\", b normalized=False, "
	  "b? onesided=None, b? return_complex=None, b? align_to_window=None", "STFT", NULL, 1, stft },
	{ 0 },
};
