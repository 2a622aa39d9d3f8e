/* fused.c -- activation functions that other operators carry by name */
#include "ops/fused.h"

/* As the definitions of ONNX write them (LSTM-22 lists most). Sorted. */
static const struct activation {
	const char *name;
	struct fc_fused each;
} activations[] = {
	{ "affine", { 2, 0 } },      /* mul, add */
	{ "clip", { 2, 0 } },        /* min, max */
	{ "elu", { 3, 1 } },         /* compare, sub, mul; exp */
	{ "fastgelu", { 8, 1 } },    /* 6 muls, 2 adds; tanh */
	{ "gelu", { 3, 2 } },        /* add, 2 muls; div, erf */
	{ "hardsigmoid", { 4, 0 } }, /* mul, add, min, max */
	{ "leakyrelu", { 2, 0 } },   /* compare, mul */
	{ "relu", { 1, 0 } },
	{ "scaledtanh", { 2, 1 } },  /* 2 muls; tanh */
	{ "sigmoid", { 2, 2 } },     /* neg, add; exp, div */
	{ "silu", { 2, 2 } },        /* neg, add; exp, div: x / (1 + exp(-x)) */
	{ "softplus", { 1, 2 } },    /* add; exp, log */
	{ "softsign", { 2, 1 } },    /* abs, add; div */
	{ "tanh", { 0, 1 } },
	{ "thresholdedrelu", { 1, 0 } },
};

static bool
same_name(const char *given, const char *lower)
{
	for (; *given && *lower; given++, lower++)
		if ((*given >= 'A' && *given <= 'Z' ? *given - 'A' + 'a' : *given) != *lower)
			return false;
	return *given == *lower;
}

struct fc_fused
fc_fused_activation(const char *name)
{
	for (size_t i = 0; i < sizeof(activations) / sizeof(activations[0]); i++)
		if (same_name(name, activations[i].name))
			return activations[i].each;
	return (struct fc_fused){ 0, 0 };
}

void
fc_fused_vars(struct fc_op_ctx *cx)
{
	struct fc_fused each = fc_fused_activation(fc_op_text(cx, "activation"));

	fc_op_var(cx, "activation_simple", fc_dim_int(cx->dims, each.simple));
	fc_op_var(cx, "activation_special", fc_dim_int(cx->dims, each.special));
}
