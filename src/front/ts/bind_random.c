/* bind_random.c -- PyTorch's random tensors: a draw an element, whatever the distribution */
#include <string.h>

#include "front/ts/shape.h"

static bool
is_normal(const struct fc_ts_call *c)
{
	return strstr(c->row->name, "randn") || strstr(c->row->name, "normal");
}

/* Of the sizes of x, in its type or the one asked for. */
static struct fc_value *
drawn_like(struct fc_ts_call *c, struct fc_value *x, enum fc_dtype dtype)
{
	struct fc_draft d = fc_ts_draft(c, is_normal(c) ? "RandomNormalLike" : "RandomUniformLike");

	fc_ts_draft_in(&d, x);
	if (dtype)
		fc_draft_set_text(&d, "dtype", fc_dtype_name(dtype));
	return fc_ts_one(c, &d);
}

static struct fc_value *
drawn(struct fc_ts_call *c, const struct fc_dim *dim, int n, enum fc_dtype dtype)
{
	struct fc_draft d = fc_ts_draft(c, is_normal(c) ? "RandomNormal" : "RandomUniform");

	if (n < 0)
		return drawn_like(c, fc_ts_anything(c->ts), dtype);
	fc_draft_set_ints(&d, "shape", dim, (unsigned)n);
	fc_draft_set_text(&d, "dtype", fc_dtype_name(dtype));
	return fc_ts_one(c, &d);
}

/* rand, randn; randint and randperm make integers */
static bool
draw(struct fc_ts_call *c)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	int n = fc_ts_arg_dims(c, "size", 0, dim, FC_LIMIT_RANK);
	enum fc_dtype dtype = fc_ts_arg_dtype(c, "dtype");
	bool whole = strstr(c->row->name, "randint") || strstr(c->row->name, "randperm");

	return fc_ts_give(c, drawn(c, dim, n, dtype ? dtype : whole ? FC_DTYPE_INT64 : FC_DTYPE_FLOAT32));
}

/* ..._like, and those that write into their argument */
static bool
draw_like(struct fc_ts_call *c)
{
	return fc_ts_give_written(c, drawn_like(c, fc_ts_self(c), fc_ts_arg_dtype(c, "dtype")));
}

/* bernoulli(p): of the sizes of p; with a number p, of those of x */
static bool
bernoulli(struct fc_ts_call *c)
{
	return fc_ts_give(c, fc_ts_node(c, "Bernoulli", fc_ts_self(c), NULL));
}

/* normal(mean, std): both tensors or one of them; or numbers with sizes */
static bool
normal(struct fc_ts_call *c)
{
	struct fc_value *mean = fc_ts_operand(c, "mean"), *std = fc_ts_operand(c, "std");

	if (fc_ts_arg(c, "size"))
		return draw(c);
	return fc_ts_give(c, drawn_like(c, mean->type.shape.rank == 0 ? std : mean, FC_DTYPE_UNKNOWN));
}

static bool
multinomial(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "Multinomial");
	struct fc_value *x = fc_ts_self(c), *y;
	bool lone = x->type.shape.rank == 1;

	if (lone)
		x = fc_ts_unsqueeze(c, x, 0);
	fc_ts_draft_in(&d, x);
	fc_draft_set_int(&d, "sample_size", fc_ts_arg_int(c, "num_samples", 1));
	fc_draft_set_text(&d, "dtype", "int64");
	y = x ? fc_ts_one(c, &d) : NULL;
	return fc_ts_give(c, lone && y ? fc_ts_squeeze(c, y, 0) : y);
}

#define GEN ", *, gen? generator=None"
#define KIND ", *, " FC_TS_KIND ", any generator=None, any names=None"
#define LIKE ", *, " FC_TS_KIND ", mf? memory_format=None"

const struct fc_ts_bind fc_ts_bind_random[] = {
	{ "aten::bernoulli", "T self" GEN, "Bernoulli", NULL, 1, bernoulli },
	{ "aten::bernoulli", "T self, f p" GEN, NULL, NULL, 1, draw_like },
	{ "aten::bernoulli_", "T self, any p=0.5" GEN, NULL, NULL, 1, draw_like },
	{ "aten::cauchy", "T self, f median=0, f sigma=1" GEN, NULL, NULL, 1, draw_like },
	{ "aten::cauchy_", "T self, f median=0, f sigma=1" GEN, NULL, NULL, 1, draw_like },
	{ "aten::exponential", "T self, f lambd=1" GEN, NULL, NULL, 1, draw_like },
	{ "aten::exponential_", "T self, f lambd=1" GEN, NULL, NULL, 1, draw_like },
	{ "aten::geometric", "T self, f p" GEN, NULL, NULL, 1, draw_like },
	{ "aten::geometric_", "T self, f p" GEN, NULL, NULL, 1, draw_like },
	{ "aten::log_normal", "T self, f mean=1, f std=2" GEN, NULL, NULL, 1, draw_like },
	{ "aten::log_normal_", "T self, f mean=1, f std=2" GEN, NULL, NULL, 1, draw_like },
	{ "aten::multinomial", "T self, i num_samples, b replacement=False" GEN, "Multinomial", NULL, 1,
	  multinomial },
	{ "aten::normal", "f mean, f std, i[] size" KIND, NULL, NULL, 1, normal },
	{ "aten::normal", "any mean, any std=1" GEN, NULL, NULL, 1, normal },
	{ "aten::normal_", "T self, f mean=0, f std=1" GEN, NULL, NULL, 1, draw_like },
	{ "aten::poisson", "T self, gen? generator=None", NULL, NULL, 1, draw_like },
	{ "aten::rand", "i[] size" KIND, NULL, NULL, 1, draw },
	{ "aten::rand_like", "T self" LIKE, NULL, NULL, 1, draw_like },
	{ "aten::randint", "i low, i high, i[] size" KIND, NULL, NULL, 1, draw },
	{ "aten::randint", "i high, i[] size" KIND, NULL, NULL, 1, draw },
	{ "aten::randint_like", "T self, i low, i high" LIKE, NULL, NULL, 1, draw_like },
	{ "aten::randint_like", "T self, i high" LIKE, NULL, NULL, 1, draw_like },
	{ "aten::randn", "i[] size" KIND, NULL, NULL, 1, draw },
	{ "aten::randn_like", "T self" LIKE, NULL, NULL, 1, draw_like },
	{ "aten::random_", "T self" GEN, NULL, NULL, 1, draw_like },
	{ "aten::random_", "T self, i low, i? high=None" GEN, NULL, NULL, 1, draw_like },
	{ "aten::randperm", "i size" KIND, NULL, NULL, 1, draw },
	{ "aten::uniform", "T self, f from=0, f to=1" GEN, NULL, NULL, 1, draw_like },
	{ "aten::uniform_", "T self, f from=0, f to=1" GEN, NULL, NULL, 1, draw_like },
	{ 0 },
};
