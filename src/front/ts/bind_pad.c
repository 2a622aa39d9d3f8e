/* bind_pad.c -- PyTorch's paddings, and windows as columns */
#include <string.h>

#include "front/ts/shape.h"

/* PyTorch's pads go in pairs from the last axis on; the row lists all fronts, then all backs. */
static struct fc_value *
pads_of(struct fc_ts_call *c, const struct fc_value *x)
{
	struct fc_dim pair[2 * FC_LIMIT_RANK], out[2 * FC_LIMIT_RANK], zero = fc_dim_int(c->ts->b->dims, 0);
	int n = fc_ts_arg_dims(c, "pad", 0, pair, 2 * FC_LIMIT_RANK), rank = x->type.shape.rank;

	if (n < 0 || n % 2 || rank < n / 2)
		return fc_ts_anything(c->ts);
	for (int i = 0; i < rank; i++)
		out[i] = out[rank + i] = zero;
	for (int i = 0; i < n / 2; i++) {
		out[rank - 1 - i] = pair[2 * i];
		out[2 * rank - 1 - i] = pair[2 * i + 1];
	}
	return fc_builder_ints(c->ts->b, out, 2 * (unsigned)rank, false);
}

/* "constant", "reflect", "replicate", "circular": in the argument, or by the operator's name */
static const char *
mode_of(const struct fc_ts_call *c)
{
	const char *text = fc_ts_arg_text(c, "mode", c->row->name);

	return strstr(text, "reflect") ? "reflect" : strstr(text, "replic") ? "edge"
	       : strstr(text, "circular") ? "wrap" : "constant";
}

static bool
pad(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "Pad");
	struct fc_value *x = fc_ts_self(c), *value = fc_ts_arg_tensor(c, "value");
	const char *mode = mode_of(c);

	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, pads_of(c, x));
	if (value && strcmp(mode, "constant") == 0)
		fc_ts_draft_in(&d, fc_ts_cast(c, value, (enum fc_dtype)x->type.dtype));
	fc_draft_set_text(&d, "mode", mode);
	return fc_ts_give(c, fc_ts_one(c, &d));
}

static bool
im2col(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "Im2Col");

	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_ts_window_attr(c, &d, "kernel_size", "kernel_shape", 2);
	fc_ts_window_attr(c, &d, "dilation", "dilations", 2);
	fc_ts_window_attr(c, &d, "stride", "strides", 2);
	fc_ts_window_pads(c, &d, 2);
	return fc_ts_give(c, fc_ts_one(c, &d));
}

static bool
col2im(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "Col2Im");
	static const char *const names[] = { "output_size", "kernel_size" };
	struct fc_dim dim[2];

	fc_ts_draft_in(&d, fc_ts_self(c));
	for (int i = 0; i < 2; i++) {
		int n = fc_ts_arg_dims(c, names[i], 2, dim, 2);

		fc_ts_draft_in(&d, n == 2 ? fc_builder_ints(c->ts->b, dim, 2, false) : fc_ts_anything(c->ts));
	}
	fc_ts_window_attr(c, &d, "dilation", "dilations", 2);
	fc_ts_window_attr(c, &d, "stride", "strides", 2);
	fc_ts_window_pads(c, &d, 2);
	return fc_ts_give(c, fc_ts_one(c, &d));
}

#define PADS "T self, i[] pad"
#define WINDOWS "i[2] kernel_size, i[2] dilation, i[2] padding, i[2] stride"

const struct fc_ts_bind fc_ts_bind_pad[] = {
	{ "aten::_pad_circular", PADS, "Pad", NULL, 1, pad },
	{ "aten::col2im", "T self, i[2] output_size, " WINDOWS, "Col2Im", NULL, 1, col2im },
	{ "aten::constant_pad_nd", PADS ", S value=0", "Pad", NULL, 1, pad },
	{ "aten::im2col", "T self, " WINDOWS, "Im2Col", NULL, 1, im2col },
	{ "aten::pad", PADS ", s mode=\"constant\", f? value=None", "Pad", NULL, 1, pad },
	{ "aten::reflection_pad1d", PADS, "Pad", NULL, 1, pad },
	{ "aten::reflection_pad2d", PADS, "Pad", NULL, 1, pad },
	{ "aten::reflection_pad3d", PADS, "Pad", NULL, 1, pad },
	{ "aten::replication_pad1d", PADS, "Pad", NULL, 1, pad },
	{ "aten::replication_pad2d", PADS, "Pad", NULL, 1, pad },
	{ "aten::replication_pad3d", PADS, "Pad", NULL, 1, pad },
	{ 0 },
};
