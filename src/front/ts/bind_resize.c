/* bind_resize.c -- PyTorch's scaling and sampling of grids */
#include <string.h>

#include "front/ts/shape.h"

/* Spatial axes, which the operator's name ends with: upsample_nearest2d. */
static unsigned
spatial(const struct fc_ts_call *c)
{
	size_t n = strcspn(c->row->name, "123");

	return c->row->name[n] ? (unsigned)(c->row->name[n] - '0') : 2;
}

/* floor(size * scale), as compute_output_size does in double precision. */
static struct fc_dim
scaled(struct fc_ts_call *c, struct fc_dim in, const struct fc_ts_value *scale)
{
	struct fc_dims *t = c->ts->b->dims;
	struct fc_scalar y;

	if (!fc_ts_is_number(scale) || fc_dim_is_nan(in))
		return FC_DIM_NAN;
	y = fc_scalar_apply(t, FC_SCALAR_MUL, fc_scalar_dim(in), scale->scalar);
	return fc_scalar_as_dim(t, fc_scalar_apply(t, FC_SCALAR_FLOOR, y, y));
}

/* The sizes asked for: output_size, else each axis by its factor. A NaN is a size that is not known. */
static void
sizes(struct fc_ts_call *c, const struct fc_value *x, unsigned n, struct fc_dim *out)
{
	const struct fc_ts_value *factors = fc_ts_arg(c, "scale_factors");
	int k = fc_ts_arg_dims(c, "output_size", n, out, FC_LIMIT_RANK);

	for (unsigned i = 0; k != (int)n && i < n; i++) {
		const struct fc_ts_value *f = factors && factors->item.n ?
		                              factors->item.at[factors->item.n == n ? i : 0] : NULL;

		out[i] = FC_DIM_NAN;
		if (f && x->type.shape.rank == (int)n + 2)
			out[i] = scaled(c, x->type.shape.dim[i + 2], f);
	}
}

/* upsample_*: the mode by its name, sizes along the axes behind batch and channels */
static bool
resize(struct fc_ts_call *c)
{
	bool nearest = strstr(c->row->name, "nearest") != NULL, cubic = strstr(c->row->name, "cubic") != NULL;
	struct fc_value *x = fc_ts_self(c);
	struct fc_dim dim[FC_LIMIT_RANK], axis[3];
	struct fc_draft d = fc_ts_draft(c, "Resize");
	unsigned n = spatial(c);

	sizes(c, x, n, dim);
	for (unsigned i = 0; i < n; i++)
		axis[i] = fc_dim_int(c->ts->b->dims, (int64_t)i + 2);
	fc_ts_draft_in(&d, x);
	fc_draft_set_in(&d, 3, fc_builder_ints(c->ts->b, dim, n, false));
	fc_draft_set_ints(&d, "axes", axis, n);
	fc_draft_set_text(&d, "mode", nearest ? "nearest" : cubic ? "cubic" : "linear");
	if (strstr(c->row->name, "_aa"))
		fc_draft_set_int(&d, "antialias", 1);
	fc_ts_draft_out(&d);
	return fc_ts_draft_done(c, &d);
}

static bool
grid_sample(struct fc_ts_call *c)
{
	static const char *const modes[] = { "linear", "nearest", "cubic" };
	int64_t mode = fc_ts_arg_int(c, "interpolation_mode", 0);
	struct fc_draft d = fc_ts_draft(c, "GridSample");

	fc_ts_draft_in(&d, fc_ts_operand(c, "input"));
	fc_ts_draft_in(&d, fc_ts_operand(c, "grid"));
	fc_draft_set_text(&d, "mode", modes[mode >= 0 && mode < 3 ? mode : 0]);
	fc_draft_set_int(&d, "align_corners", fc_ts_arg_bool(c, "align_corners", false));
	fc_ts_draft_out(&d);
	return fc_ts_draft_done(c, &d);
}

#define VEC_LINEAR "T input, i[]? output_size, b align_corners, f[]? scale_factors"
#define VEC_NEAREST "T input, i[]? output_size, f[]? scale_factors"
#define SCALES1 "f? scales=None"
#define SCALES2 "f? scales_h=None, f? scales_w=None"
#define SCALES3 "f? scales_d=None, f? scales_h=None, f? scales_w=None"
#define LINEAR(name, n) \
	{ "aten::" name, VEC_LINEAR, NULL, NULL, 1, resize }, \
	{ "aten::" name, "T self, i[" #n "] output_size, b align_corners, " SCALES##n, NULL, NULL, 1, resize }
#define NEAREST(name, n) \
	{ "aten::" name, VEC_NEAREST, NULL, NULL, 1, resize }, \
	{ "aten::" name, "T self, i[" #n "] output_size, " SCALES##n, NULL, NULL, 1, resize }

const struct fc_ts_bind fc_ts_bind_resize[] = {
	LINEAR("_upsample_bicubic2d_aa", 2),
	LINEAR("_upsample_bilinear2d_aa", 2),
	NEAREST("_upsample_nearest_exact1d", 1),
	NEAREST("_upsample_nearest_exact2d", 2),
	NEAREST("_upsample_nearest_exact3d", 3),
	{ "aten::affine_grid_generator", "T theta, i[] size, b align_corners", "AffineGrid",
	  "theta=theta size=size align_corners=align_corners fused:=1", 1, NULL },
	{ "aten::grid_sampler", "T input, T grid, i interpolation_mode, i padding_mode, b align_corners",
	  "GridSample", NULL, 1, grid_sample },
	{ "aten::grid_sampler_2d", "T input, T grid, i interpolation_mode, i padding_mode, b align_corners",
	  "GridSample", NULL, 1, grid_sample },
	{ "aten::grid_sampler_3d", "T input, T grid, i interpolation_mode, i padding_mode, b align_corners",
	  "GridSample", NULL, 1, grid_sample },
	LINEAR("upsample_bicubic2d", 2),
	LINEAR("upsample_bilinear2d", 2),
	LINEAR("upsample_linear1d", 1),
	NEAREST("upsample_nearest1d", 1),
	NEAREST("upsample_nearest2d", 2),
	NEAREST("upsample_nearest3d", 3),
	LINEAR("upsample_trilinear3d", 3),
	{ 0 },
};
