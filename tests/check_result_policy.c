/* check_result_policy.c -- conventions: facts into FLOPs */
#include "check_case.h"
#include "check_result.h"

#include "ops/op.h"

/* result/ may not see ops/, so the two lists are held together here. */
_Static_assert((int)FC_ROW_OTHER == (int)FC_CLASS_OTHER, "kind");
_Static_assert((int)FC_ROW_CONV == (int)FC_CLASS_CONV, "kind");
_Static_assert((int)FC_ROW_CONV_TRANSPOSE == (int)FC_CLASS_CONV_TRANSPOSE, "kind");
_Static_assert((int)FC_ROW_LINEAR == (int)FC_CLASS_LINEAR, "kind");
_Static_assert((int)FC_ROW_MATMUL == (int)FC_CLASS_MATMUL, "kind");
_Static_assert((int)FC_ROW_BATCH_NORM == (int)FC_CLASS_BATCH_NORM, "kind");
_Static_assert((int)FC_ROW_NORM == (int)FC_CLASS_NORM, "kind");
_Static_assert((int)FC_ROW_RELU == (int)FC_CLASS_RELU, "kind");
_Static_assert((int)FC_ROW_ACTIVATION == (int)FC_CLASS_ACTIVATION, "kind");
_Static_assert((int)FC_ROW_POOL_MAX == (int)FC_CLASS_POOL_MAX, "kind");
_Static_assert((int)FC_ROW_POOL_AVERAGE == (int)FC_CLASS_POOL_AVERAGE, "kind");
_Static_assert((int)FC_ROW_POOL_ADAPTIVE == (int)FC_CLASS_POOL_ADAPTIVE, "kind");
_Static_assert((int)FC_ROW_POOL_ADAPTIVE_MAX == (int)FC_CLASS_POOL_ADAPTIVE_MAX, "kind");
_Static_assert((int)FC_ROW_UPSAMPLE == (int)FC_CLASS_UPSAMPLE, "kind");
_Static_assert((int)FC_ROW_SOFTMAX == (int)FC_CLASS_SOFTMAX, "kind");
_Static_assert((int)FC_ROW_ATTENTION == (int)FC_CLASS_ATTENTION, "kind");
_Static_assert((int)FC_ROW_RNN == (int)FC_CLASS_RNN, "kind");
_Static_assert((int)FC_ROW_ELEMENT == (int)FC_CLASS_ELEMENT, "kind");
_Static_assert((int)FC_ROW_EMBEDDING == (int)FC_CLASS_EMBEDDING, "kind");

static struct check_ground ground;

static void
set_up(void)
{
	check_ground_open(&ground);
}

static void
tear_down(void)
{
	fc_heap_done(&ground.heap);
}

/*
 * By hand, from the definitions. Convolution 3x3 s1 p1, 2 to 4 channels, 8x8, with bias: 4608 MACs, 256 bias
 * adds. Softmax [4,8]: max, subtract, sum simple, exp and divide special, 32 each. Layer norm [4,8] with
 * scale and bias: 7 per element, 2 of them affine, and 2 per row. Max pool 2x2 s2 of [1,2,8,8]: 3 compares
 * for each of 32 outputs. Batch norm [1,2,4,4]. Adaptive average pool 7x7 to 1x1, 512 channels. What thop and
 * fvcore make of them: their handlers (thop/vision/calc_func.py, fvcore/nn/jit_handles.py), worked by hand.
 */
#define CONV     { FC_ROW_CONV, 3, 4608, 256, 0, 0, 0, 128, 256 }
#define LINEAR   { FC_ROW_LINEAR, 3, 96, 3, 0, 0, 0, 32, 12 }
#define MATMUL   { FC_ROW_MATMUL, 2, 480, 0, 0, 0, 0, 32, 60 }
#define SOFTMAX  { FC_ROW_SOFTMAX, 1, 0, 0, 0, 96, 64, 32, 32 }
#define SIGMOID  { FC_ROW_ACTIVATION, 1, 0, 0, 0, 64, 64, 32, 32 }
#define LAYER    { FC_ROW_NORM, 3, 0, 0, 64, 132, 36, 32, 32 }
#define LAYER0   { FC_ROW_NORM, 1, 0, 0, 0, 132, 36, 32, 32 }
#define BATCH    { FC_ROW_BATCH_NORM, 5, 0, 0, 64, 0, 0, 32, 32 }
#define BATCH0   { FC_ROW_BATCH_NORM, 3, 0, 0, 64, 0, 0, 32, 32 }
#define RELU     { FC_ROW_RELU, 1, 0, 0, 0, 32, 0, 32, 32 }
#define PRELU    { FC_ROW_RELU, 2, 0, 0, 32, 32, 0, 32, 32 }
#define MAXPOOL  { FC_ROW_POOL_MAX, 1, 0, 0, 0, 96, 0, 128, 32 }
#define AVERAGE  { FC_ROW_POOL_AVERAGE, 1, 0, 0, 0, 96, 32, 128, 32 }
#define GLOBAL   { FC_ROW_POOL_ADAPTIVE, 1, 0, 0, 0, 24576, 512, 25088, 512 }
#define ADD      { FC_ROW_ELEMENT, 2, 0, 0, 0, 32, 0, 32, 32 }

static const struct policy_case {
	const char *policy;
	struct facts {
		enum fc_row_kind kind;
		uint16_t n_in;
		int macs, bias_adds, affine, simple, special, in, out;
	} facts;
	int flops;
} policy_cases[] = {
	{ "paper", CONV, 4864 },
	{ "paper", LINEAR, 99 },
	{ "paper", MATMUL, 480 },
	{ "paper", SOFTMAX, 0 },
	{ "paper", LAYER, 64 },
	{ "paper", BATCH, 64 },
	{ "paper", RELU, 0 },
	{ "hardware", CONV, 9472 },
	{ "hardware", SOFTMAX, 160 },
	{ "hardware", SIGMOID, 128 },
	{ "hardware", LAYER, 232 },
	{ "hardware", MAXPOOL, 96 },
	{ "ptflops", CONV, 4864 },
	{ "ptflops", LINEAR, 96 },
	{ "ptflops", MATMUL, 0 },
	{ "ptflops", SOFTMAX, 0 },
	{ "ptflops", SIGMOID, 0 },
	{ "ptflops", LAYER, 0 },
	{ "ptflops", BATCH, 64 },
	{ "ptflops", BATCH0, 32 },
	{ "ptflops", RELU, 32 },
	{ "ptflops", PRELU, 32 },
	{ "ptflops", MAXPOOL, 128 },
	{ "ptflops", AVERAGE, 128 },
	{ "ptflops", GLOBAL, 25088 },
	{ "ptflops", ADD, 0 },
	{ "thop", CONV, 4608 },
	{ "thop", LINEAR, 96 },
	{ "thop", BATCH, 128 },
	{ "thop", BATCH0, 64 },
	{ "thop", LAYER, 128 },
	{ "thop", RELU, 0 },
	{ "thop", PRELU, 32 },
	{ "thop", MAXPOOL, 0 },
	{ "thop", AVERAGE, 32 },
	{ "thop", GLOBAL, 25600 },
	{ "fvcore", CONV, 4608 },
	{ "fvcore", LINEAR, 96 },
	{ "fvcore", MATMUL, 480 },
	{ "fvcore", BATCH, 64 },
	{ "fvcore", BATCH0, 32 },
	{ "fvcore", LAYER, 160 },
	{ "fvcore", LAYER0, 128 },
	{ "fvcore", GLOBAL, 25088 },
	{ "fvcore", AVERAGE, 0 },
	{ "fvcore", SOFTMAX, 0 },
	{ "torch", CONV, 9216 },
	{ "torch", MATMUL, 960 },
	{ "torch", BATCH, 0 },
};

static struct fc_row
row_of(const struct facts *f)
{
	struct fc_row row = check_row(&ground, "", "", "");

	row.like->kind = (uint8_t)f->kind;
	row.n_in = f->n_in;
	row.like->f.macs = fc_dim_int(ground.dims, f->macs);
	row.like->bias_adds = fc_dim_int(ground.dims, f->bias_adds);
	row.like->affine = fc_dim_int(ground.dims, f->affine);
	row.like->simple = fc_dim_int(ground.dims, f->simple);
	row.like->special = fc_dim_int(ground.dims, f->special);
	row.like->in_count = fc_dim_int(ground.dims, f->in);
	row.like->out_count = fc_dim_int(ground.dims, f->out);
	return row;
}

START_TEST(flops)
{
	const struct policy_case *c = &policy_cases[_i];
	struct fc_row row = row_of(&c->facts);
	int64_t v = -1;

	fc_dim_const(fc_policy_flops(fc_policy_find(c->policy), ground.dims, &row), &v);
	ck_assert_msg(v == c->flops, "%s, kind %d: %d, not %d", c->policy, (int)c->facts.kind, (int)v,
	              c->flops);
}
END_TEST

/* Where modules have classes, only those a tool hooks count: nn.ReLU, but not F.relu in a block. */
static const struct class_case {
	const char *policy, *class_name;
	struct facts facts;
	int flops;
} class_cases[] = {
	{ "ptflops", "__torch__.torch.nn.modules.activation.ReLU", RELU, 32 },
	{ "ptflops", "__torch__.torch.nn.modules.activation.___torch_mangle_12.ReLU", RELU, 32 },
	{ "ptflops", "ReLU", RELU, 32 },
	{ "ptflops", "ReLU6", RELU, 32 },
	{ "ptflops", "__torch__.torchvision.models.resnet.BasicBlock", RELU, 0 },
	{ "ptflops", "LU6", RELU, 0 },
	{ "ptflops", "", RELU, 0 },
	{ "ptflops", "__torch__.torch.nn.modules.conv.Conv2d", CONV, 4864 },
	{ "ptflops", "__torch__.net.Conv2dSame", CONV, 0 },
	{ "thop", "__torch__.torch.nn.modules.activation.ReLU", RELU, 0 },
	{ "thop", "__torch__.torch.nn.modules.activation.PReLU", PRELU, 32 },
	{ "paper", "__torch__.net.Conv2dSame", CONV, 4864 },
	{ "fvcore", "__torch__.net.Conv2dSame", CONV, 4608 },
};

START_TEST(classes)
{
	const struct class_case *c = &class_cases[_i];
	struct fc_row row = row_of(&c->facts);

	row.like->class_name = c->class_name;
	ck_assert(fc_dim_is(fc_policy_flops(fc_policy_find(c->policy), ground.dims, &row), c->flops));
}
END_TEST

/* Per output element: fvcore nearest 1, bilinear 4; thop nearest 1, bilinear 11, bicubic 259; ptflops 1. */
static const struct mode_case {
	const char *policy, *mode;
	int flops;
} mode_cases[] = {
	{ "fvcore", "\"nearest\"", 100 },  { "fvcore", "\"linear\"", 400 },  { "fvcore", "\"cubic\"", 0 },
	{ "thop", "\"nearest\"", 100 },    { "thop", "\"linear\"", 1100 },   { "thop", "\"cubic\"", 25900 },
	{ "ptflops", "\"nearest\"", 100 }, { "ptflops", "\"linear\"", 100 }, { "thop", "[1]", 0 },
	{ "thop", NULL, 100 },
};

START_TEST(modes)
{
	const struct mode_case *c = &mode_cases[_i];
	struct fc_row row = row_of(&(struct facts){ FC_ROW_UPSAMPLE, 1, 0, 0, 0, 0, 0, 25, 100 });
	struct fc_row_attr attr = { "mode", c->mode };

	row.like->attr = &attr;
	row.like->n_attr = c->mode != NULL;
	ck_assert(fc_dim_is(fc_policy_flops(fc_policy_find(c->policy), ground.dims, &row), c->flops));
}
END_TEST

static const char *
price(const char *policy, const struct fc_row *row)
{
	return check_dim_text(&ground, fc_policy_flops(fc_policy_find(policy), ground.dims, row));
}

START_TEST(formulas)
{
	struct fc_row row = check_row(&ground, "", "", "Conv");

	row.like->kind = FC_ROW_CONV;
	row.like->f.macs = check_dim(&ground, "4608*N");
	row.like->bias_adds = check_dim(&ground, "256*N");
	ck_assert_str_eq(price("hardware", &row), "9472*N");
	row.like->simple = FC_DIM_NAN; /* not asked for by ptflops, and so no harm */
	ck_assert_str_eq(price("hardware", &row), "?");
	ck_assert_str_eq(price("ptflops", &row), "4864*N");
	row.status = FC_ROW_UNCOUNTED;
	ck_assert_str_eq(price("ptflops", &row), "?");
}
END_TEST

START_TEST(names)
{
	const struct fc_policy *p;
	const char *before = "";

	for (size_t i = 0; (p = fc_policy_at(i)); i++) {
		ck_assert(strcmp(before, fc_policy_name(p)) < 0);
		before = fc_policy_name(p);
		ck_assert_ptr_eq(fc_policy_find(before), p);
		ck_assert_uint_lt(strlen(fc_policy_text(p)), 110);
	}
	ck_assert_ptr_null(fc_policy_find("gflops"));
}
END_TEST

CHECK_CASE(result_policy)
{
	TCase *tc = tcase_create("policy");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, flops, 0, N(policy_cases));
	tcase_add_loop_test(tc, classes, 0, N(class_cases));
	tcase_add_loop_test(tc, modes, 0, N(mode_cases));
	tcase_add_test(tc, formulas);
	tcase_add_test(tc, names);
	return tc;
}
