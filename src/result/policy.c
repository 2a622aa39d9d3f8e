/* policy.c -- conventions as tables: kind of operator, weights of its facts */
#include "result/policy.h"

#include <stdint.h>
#include <string.h>

/* How often each fact counts. less: what is taken off in where a norm has no scale and no offset. */
struct weights {
	uint16_t macs, bias_adds, affine, simple, special, in, out, less;
};

/*
 * classes: the module classes that a tool which counts modules looks for. They
 * decide where a model has classes; a graph without them is taken by kind.
 * mode: the attribute of that name starts so; NULL: whatever it is.
 */
struct rule {
	enum fc_row_kind kind;
	const char *classes, *mode;
	struct weights w;
};

/* The first rule that fits holds; rest where none does. */
struct fc_policy {
	const char *name, *text;
	struct weights rest;
	const struct rule *rule; /* ends with FC_ROW_OTHER */
};

#define CONVS     "Conv1d Conv2d Conv3d"
#define DECONVS   "ConvTranspose1d ConvTranspose2d ConvTranspose3d"
#define NORMS     "LayerNorm GroupNorm InstanceNorm1d InstanceNorm2d InstanceNorm3d"
#define BATCHES   "BatchNorm1d BatchNorm2d BatchNorm3d"
#define AVERAGES  "AvgPool1d AvgPool2d AvgPool3d"
#define ADAPTIVES "AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d"
#define MAXES     "MaxPool1d MaxPool2d MaxPool3d"
#define TOPS      "AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d"
#define UPS       "Upsample UpsamplingBilinear2d UpsamplingNearest2d"

/* fvcore, fvcore/nn/jit_handles.py: one handle per operator, bias left out. */
static const struct rule fvcore_rules[] = {
	{ FC_ROW_CONV, NULL, NULL, { .macs = 1 } },
	{ FC_ROW_CONV_TRANSPOSE, NULL, NULL, { .macs = 1 } },
	{ FC_ROW_LINEAR, NULL, NULL, { .macs = 1 } },
	{ FC_ROW_MATMUL, NULL, NULL, { .macs = 1 } },
	{ FC_ROW_BATCH_NORM, NULL, NULL, { .in = 2, .less = 1 } },
	{ FC_ROW_NORM, NULL, NULL, { .in = 5, .less = 1 } },
	{ FC_ROW_POOL_ADAPTIVE, NULL, NULL, { .in = 1 } },
	{ FC_ROW_UPSAMPLE, NULL, "nearest", { .out = 1 } },
	{ FC_ROW_UPSAMPLE, NULL, "linear", { .out = 4 } },
	{ FC_ROW_UPSAMPLE, NULL, "bilinear", { .out = 4 } },
	{ FC_ROW_OTHER, NULL, NULL, { 0 } },
};

/* ptflops as it was when the well-known tables were printed: a hook per module class. */
static const struct rule ptflops_rules[] = {
	{ FC_ROW_CONV, CONVS, NULL, { .macs = 1, .bias_adds = 1 } },
	{ FC_ROW_CONV_TRANSPOSE, DECONVS, NULL, { .macs = 1, .bias_adds = 1 } },
	{ FC_ROW_LINEAR, "Linear", NULL, { .macs = 1 } },
	{ FC_ROW_BATCH_NORM, BATCHES " BatchNormAct2d", NULL, { .in = 2, .less = 1 } }, /* timm's */
	{ FC_ROW_RELU, "ELU LeakyReLU PReLU ReLU ReLU6", NULL, { .out = 1 } },
	{ FC_ROW_POOL_MAX, MAXES, NULL, { .in = 1 } },
	{ FC_ROW_POOL_AVERAGE, AVERAGES, NULL, { .in = 1 } },
	{ FC_ROW_POOL_ADAPTIVE, ADAPTIVES, NULL, { .in = 1 } },
	{ FC_ROW_POOL_ADAPTIVE_MAX, TOPS, NULL, { .in = 1 } },
	{ FC_ROW_UPSAMPLE, UPS, NULL, { .out = 1 } },
	{ FC_ROW_OTHER, NULL, NULL, { 0 } },
};

/* thop, thop/vision/basic_hooks.py and calc_func.py: a hook per module class. Of the ReLUs, PReLU counts. */
static const struct rule thop_rules[] = {
	{ FC_ROW_CONV, CONVS, NULL, { .macs = 1 } },
	{ FC_ROW_CONV_TRANSPOSE, DECONVS, NULL, { .macs = 1 } },
	{ FC_ROW_LINEAR, "Linear", NULL, { .macs = 1 } },
	{ FC_ROW_RNN, "GRU LSTM RNN GRUCell LSTMCell RNNCell", NULL, { .macs = 1 } },
	{ FC_ROW_BATCH_NORM, BATCHES, NULL, { .in = 4, .less = 2 } },
	{ FC_ROW_NORM, NORMS, NULL, { .in = 4, .less = 2 } },
	{ FC_ROW_RELU, "PReLU", NULL, { .affine = 1 } },
	{ FC_ROW_SOFTMAX, "Softmax", NULL, { .in = 3 } },
	{ FC_ROW_POOL_AVERAGE, AVERAGES, NULL, { .out = 1 } },
	{ FC_ROW_POOL_ADAPTIVE, ADAPTIVES, NULL, { .in = 1, .out = 1 } },
	{ FC_ROW_UPSAMPLE, UPS, "nearest", { .out = 1 } },
	{ FC_ROW_UPSAMPLE, UPS, "linear", { .out = 11 } },
	{ FC_ROW_UPSAMPLE, UPS, "bilinear", { .out = 11 } },
	{ FC_ROW_UPSAMPLE, UPS, "cubic", { .out = 259 } },
	{ FC_ROW_UPSAMPLE, UPS, "bicubic", { .out = 259 } },
	{ FC_ROW_OTHER, NULL, NULL, { 0 } },
};

static const struct rule no_rules[] = {
	{ FC_ROW_OTHER, NULL, NULL, { 0 } },
};

/* Sorted by name. */
static const struct fc_policy policies[] = {
	{ "fvcore", "as fvcore: multiply-adds as one, no bias; batch norm 2, other norms 5 per element",
	  { 0 }, fvcore_rules },
	{ "hardware", "every operation one, a multiply-add two",
	  { .macs = 2, .bias_adds = 1, .affine = 1, .simple = 1, .special = 1 }, no_rules },
	{ "paper", "multiply-adds as one, and one per use of every other parameter",
	  { .macs = 1, .bias_adds = 1, .affine = 1 }, no_rules },
	{ "ptflops", "as ptflops at first: convolution with bias, linear without, norms, ReLUs, pools",
	  { 0 }, ptflops_rules },
	{ "thop", "as thop: multiply-adds as one, no bias; norms 4 per element, average pools, resizing",
	  { 0 }, thop_rules },
	{ "torch", "as torch.utils.flop_counter: two per multiply-add, nothing else",
	  { .macs = 2 }, no_rules },
};

enum { N_POLICIES = sizeof(policies) / sizeof(policies[0]) };

const struct fc_policy *
fc_policy_at(size_t i)
{
	return i < N_POLICIES ? &policies[i] : NULL;
}

const struct fc_policy *
fc_policy_find(const char *name)
{
	for (size_t i = 0; i < N_POLICIES; i++) {
		if (!strcmp(policies[i].name, name))
			return &policies[i];
	}
	return NULL;
}

const char *
fc_policy_name(const struct fc_policy *p)
{
	return p->name;
}

const char *
fc_policy_text(const struct fc_policy *p)
{
	return p->text;
}

/* Is the last part of class_name ("torch.nn.modules.activation.ReLU") a word of list. */
static bool
names_class(const char *list, const char *class_name)
{
	const char *dot = strrchr(class_name, '.');
	const char *word = dot ? dot + 1 : class_name;
	size_t n = strlen(word);

	for (const char *at = strstr(list, word); n && at; at = strstr(at + 1, word)) {
		if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
	}
	return false;
}

/* Attributes are JSON: "\"nearest\"". A row without a mode has ONNX's default. */
static bool
has_mode(const struct fc_row *row, const char *mode)
{
	for (unsigned i = 0; i < row->like->n_attr; i++) {
		if (!strcmp(row->like->attr[i].name, "mode"))
			return row->like->attr[i].json[0] == '"' &&
			       !strncmp(row->like->attr[i].json + 1, mode, strlen(mode));
	}
	return !strcmp(mode, "nearest");
}

static const struct weights *
weigh(const struct fc_policy *p, const struct fc_row *row)
{
	for (const struct rule *r = p->rule; r->kind != FC_ROW_OTHER; r++) {
		if (r->kind != row->like->kind)
			continue;
		if (r->classes && row->like->class_name && !names_class(r->classes, row->like->class_name))
			continue;
		if (!r->mode || has_mode(row, r->mode))
			return &r->w;
	}
	return &p->rest;
}

/* A batch norm keeps its 2 affine facts per element either way; its operands tell. */
static bool
is_bare(const struct fc_row *row)
{
	return row->like->kind == FC_ROW_BATCH_NORM ? row->n_in < 4 : fc_dim_is(row->like->affine, 0);
}

static struct fc_dim
add(struct fc_dims *t, struct fc_dim sum, unsigned weight, struct fc_dim fact)
{
	return weight ? fc_dim_add(t, sum, fc_dim_muli(t, fact, (int64_t)weight)) : sum;
}

struct fc_dim
fc_policy_flops(const struct fc_policy *p, struct fc_dims *t, const struct fc_row *row)
{
	const struct weights *w = weigh(p, row);
	struct fc_dim sum = fc_dim_int(t, 0);

	if (row->status == FC_ROW_UNCOUNTED)
		return FC_DIM_NAN;
	sum = add(t, sum, w->macs, row->like->f.macs);
	sum = add(t, sum, w->bias_adds, row->like->bias_adds);
	sum = add(t, sum, w->affine, row->like->affine);
	sum = add(t, sum, w->simple, row->like->simple);
	sum = add(t, sum, w->special, row->like->special);
	sum = add(t, sum, w->less && is_bare(row) ? (unsigned)w->in - w->less : w->in, row->like->in_count);
	return add(t, sum, w->out, row->like->out_count);
}
