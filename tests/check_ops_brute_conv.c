/* check_ops_brute_conv.c -- MACs of convolutions against loops that count every tap */
#include <string.h>

#include "check_ops_brute.h"

enum { SPACE = 3 };

struct window {
	int rank, in[SPACE], kernel[SPACE], stride[SPACE], dilation[SPACE], before[SPACE], after[SPACE];
};

static void
list(char *to, const char *name, const int *v, const int *more, int n)
{
	brute_say(to, "%s%s=", *to ? " " : "", name);
	for (int i = 0; i < n; i++)
		brute_say(to, i ? ",%d" : "%d", v[i]);
	for (int i = 0; more && i < n; i++)
		brute_say(to, ",%d", more[i]);
}

static void
some_window(struct trial *t, struct window *w, int rank)
{
	w->rank = rank;
	for (int i = 0; i < rank; i++) {
		w->kernel[i] = brute_some(t, 3);
		w->stride[i] = brute_some(t, 3);
		w->dilation[i] = brute_some(t, 2);
		w->before[i] = brute_upto(t, 3);
		w->after[i] = brute_upto(t, 3);
		w->in[i] = (w->kernel[i] - 1) * w->dilation[i] + brute_some(t, 5);
	}
	list(t->attr, "strides", w->stride, NULL, rank);
	list(t->attr, "dilations", w->dilation, NULL, rank);
}

/* Output positions of an axis: the filter is moved until it stands over the end. */
static int64_t
positions(const struct window *w, int axis, int pad)
{
	int first = pad == 2 ? -w->before[axis] : 0, end = w->in[axis] + (pad == 2 ? w->after[axis] : 0);
	int64_t n = 0;

	for (int at = first; at < end; at += w->stride[axis])
		n += pad == 1 || at + (w->kernel[axis] - 1) * w->dilation[axis] < end;
	return n;
}

/* Every output element, every tap of its filter, padding too: flopcount-costs(7). */
static int64_t
slide(const struct window *w, const int64_t *out, int channels)
{
	int64_t n = 0;

	for (int64_t y = 0; y < out[0]; y++)
		for (int64_t x = 0; x < out[1]; x++)
			for (int64_t z = 0; z < out[2]; z++)
				for (int c = 0; c < channels; c++)
					for (int a = 0; a < w->kernel[0]; a++)
						for (int b = 0; b < w->kernel[1]; b++)
							for (int d = 0; d < w->kernel[2]; d++)
								n++;
	return n;
}

/* pad: 0 VALID, 1 SAME, 2 pads. */
static int
some_padding(struct trial *t, const struct window *w)
{
	static const char *const same[] = { "SAME_UPPER", "SAME_LOWER" };
	int pad = brute_upto(t, 3);

	if (pad == 2)
		list(t->attr, "pads", w->before, w->after, w->rank);
	else
		brute_say(t->attr, " auto_pad=%s", pad ? same[brute_upto(t, 2)] : "VALID");
	return pad;
}

static void
shape(struct trial *t, const char *mark, int n, int c, const int *space, int rank)
{
	brute_say(t->in, "%s%s%dx%d", *t->in ? " " : "", mark, n, c);
	for (int i = 0; i < rank; i++)
		brute_say(t->in, "x%d", space[i]);
}

static void
fill(struct window *w)
{
	for (int i = w->rank; i < SPACE; i++)
		w->in[i] = w->kernel[i] = w->stride[i] = w->dilation[i] = 1;
}

static void
conv_like(struct trial *t, const char *op)
{
	struct window w = { .rank = 0 };
	int64_t out[SPACE] = { 1, 1, 1 };
	int group = brute_some(t, 3), n = brute_some(t, 3), in = brute_some(t, 3),
	    filters = brute_some(t, 3) * group, pad;

	brute_say(t->op, "%s", op);
	some_window(t, &w, brute_some(t, SPACE));
	brute_say(t->attr, " group=%d", group);
	pad = some_padding(t, &w);
	shape(t, "", n, in * group, w.in, w.rank);
	if (!strcmp(op, "QLinearConv"))
		brute_say(t->in, ":u8 1 1:u8");
	else if (!strcmp(op, "ConvInteger"))
		brute_say(t->in, ":u8");
	shape(t, "!", filters, in, w.kernel, w.rank);
	if (!strcmp(op, "QLinearConv"))
		brute_say(t->in, ":u8 1 1:u8 1 1:u8");
	else if (!strcmp(op, "ConvInteger"))
		brute_say(t->in, ":u8");
	for (int i = 0; i < w.rank; i++)
		out[i] = positions(&w, i, pad);
	fill(&w);
	for (int i = 0; i < n; i++)
		for (int f = 0; f < filters; f++)
			t->macs += slide(&w, out, in);
}

static void
conv(struct trial *t)
{
	conv_like(t, "Conv");
}

static void
conv_integer(struct trial *t)
{
	conv_like(t, "ConvInteger");
}

static void
qlinear_conv(struct trial *t)
{
	conv_like(t, "QLinearConv");
}

/* A sum with another result and an activation count no products. */
static void
fused_conv(struct trial *t)
{
	conv_like(t, "FusedConv");
	brute_say(t->attr, brute_upto(t, 2) ? " activation=Relu" : "");
}

/* Offsets move the taps and leave their number. */
static void
deform_conv(struct trial *t)
{
	struct window w = { .rank = 0 };
	int64_t out[SPACE] = { 1, 1, 1 };
	int group = brute_some(t, 3), n = brute_some(t, 3), in = brute_some(t, 3),
	    filters = brute_some(t, 3) * group;

	brute_say(t->op, "DeformConv");
	some_window(t, &w, 2);
	brute_say(t->attr, " group=%d", group);
	list(t->attr, "pads", w.before, w.after, 2);
	shape(t, "", n, in * group, w.in, 2);
	shape(t, "!", filters, in, w.kernel, 2);
	for (int i = 0; i < 2; i++)
		out[i] = positions(&w, i, 2);
	brute_say(t->in, " %dx%dx%dx%d", n, 2 * w.kernel[0] * w.kernel[1], (int)out[0], (int)out[1]);
	fill(&w);
	for (int i = 0; i < n; i++)
		for (int f = 0; f < filters; f++)
			t->macs += slide(&w, out, in);
}

/* A filter is put down once per input element and output channel of its group. */
static void
conv_transpose(struct trial *t)
{
	struct window w = { .rank = 0 };
	int group = brute_some(t, 3), n = brute_some(t, 3), in = brute_some(t, 3) * group,
	    out = brute_some(t, 3);
	int64_t space[SPACE] = { 1, 1, 1 };

	brute_say(t->op, "ConvTranspose");
	some_window(t, &w, brute_some(t, SPACE));
	brute_say(t->attr, " group=%d", group);
	shape(t, "", n, in, w.in, w.rank);
	shape(t, "!", in, out, w.kernel, w.rank);
	for (int i = 0; i < w.rank; i++)
		space[i] = w.in[i];
	fill(&w);
	for (int i = 0; i < n; i++)
		for (int c = 0; c < in; c++)
			t->macs += slide(&w, space, out);
}

static void (*const makers[])(struct trial *) = {
	conv, conv_integer, qlinear_conv, fused_conv, conv_transpose, deform_conv,
};

START_TEST(brute)
{
	brute_compare(makers[_i], 1812433253u + (uint32_t)_i * 7919);
}
END_TEST

CHECK_CASE(ops_brute_conv)
{
	TCase *t = tcase_create("brute_conv");

	tcase_add_loop_test(t, brute, 0, N(makers));
	tcase_set_timeout(t, 60);
	return t;
}
