/* check_api_handles.c -- contexts, models, results: figures, lists, lifetimes */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_case.h"
#include "flopcount.h"

static struct flopcount_ctx *ctx;

static void
set_up(void)
{
	ck_assert_int_eq(flopcount_ctx_new(&ctx, NULL), FLOPCOUNT_OK);
}

static void
tear_down(void)
{
	flopcount_ctx_free(ctx);
	ctx = NULL;
}

/* The result of a fixture; the model is gone by then. */
static struct flopcount_result *
count(const char *name, const char *convention)
{
	struct flopcount_result_options o = FLOPCOUNT_RESULT_OPTIONS_INIT;
	struct flopcount_result *result = NULL;
	struct flopcount_model *model = NULL;
	char path[128];

	snprintf(path, sizeof(path), "fixtures/onnx/%s.onnx", name);
	o.convention = convention;
	ck_assert_int_eq(flopcount_model_open(&model, ctx, path, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_result_new(&result, model, &o), FLOPCOUNT_OK);
	flopcount_model_free(model);
	return result;
}

/* By hand: 1x4x8x8 outputs of 2x3x3 taps are 4608 products, the bias adds one each; 18 weights of 4, 4
 * biases. */
static const struct {
	const char *model, *convention, *key;
	int64_t value;
} totals[] = {
	{ "case-conv-bias", NULL, "macs", 4608 },           { "case-conv-bias", "paper", "flops", 4864 },
	{ "case-conv-bias", "hardware", "flops", 9472 },    { "case-conv-bias", NULL, "params", 76 },
	{ "case-conv-bias", NULL, "param_bytes", 304 },     { "case-conv-bias", NULL, "read_bytes", 816 },
	{ "case-conv-bias", NULL, "access_elements", 460 }, { "case-conv-bias", NULL, "nodes", 1 },
	{ "case-conv-bias", NULL, "uncounted_nodes", 0 },   { "case-shared-weight", NULL, "params", 64 },
};

START_TEST(total)
{
	struct flopcount_result *r = count(totals[_i].model, totals[_i].convention);
	char text[32];
	int64_t v;

	ck_assert_int_eq(flopcount_result_total(r, totals[_i].key, NULL, 0, &v), FLOPCOUNT_OK);
	ck_assert_int_eq(v, totals[_i].value);
	snprintf(text, sizeof(text), "%lld", (long long)totals[_i].value);
	ck_assert_str_eq(flopcount_result_formula(r, totals[_i].key), text);
	flopcount_result_free(r);
}
END_TEST

START_TEST(symbols)
{
	struct flopcount_binding n = { "N", 10 }, other = { "M", 3 };
	struct flopcount_result *r = count("case-matmul-symbolic", NULL);
	struct flopcount_symbol s = FLOPCOUNT_SYMBOL_INIT;
	int64_t v = -7;

	ck_assert_str_eq(flopcount_result_formula(r, "macs"), "24*N");
	ck_assert_int_eq(flopcount_result_total(r, "macs", &n, 1, &v), FLOPCOUNT_OK);
	ck_assert_int_eq(v, 240);
	ck_assert_int_eq(flopcount_result_total(r, "macs", &other, 1, &v), FLOPCOUNT_E_ARGUMENT);
	ck_assert_int_eq(flopcount_result_total(r, "mcas", &n, 1, &v), FLOPCOUNT_E_NOT_FOUND);
	ck_assert_int_eq(v, 240);
	ck_assert_int_eq(flopcount_layer_figure(r, 0, "macs", &n, 1, &v), FLOPCOUNT_OK);
	ck_assert_int_eq(v, 240);
	ck_assert_str_eq(flopcount_layer_formula(r, 0, "macs"), "24*N");
	ck_assert_ptr_null(flopcount_layer_formula(r, 0, "name"));
	ck_assert_ptr_null(flopcount_layer_formula(r, 1, "macs"));
	ck_assert_uint_eq(flopcount_result_count(r, FLOPCOUNT_SYMBOLS), 1);
	ck_assert_int_eq(flopcount_result_symbol_at(r, 0, &s), FLOPCOUNT_OK);
	ck_assert_str_eq(s.name, "N");
	ck_assert_int_eq(s.bound, 0);
	ck_assert_int_eq(s.unknown, 0);
	ck_assert_int_eq(flopcount_result_is_strict(r), 1);
	flopcount_result_free(r);
}
END_TEST

START_TEST(given)
{
	struct flopcount_model *model = NULL;
	struct flopcount_result *r = NULL;
	int64_t v;

	ck_assert_int_eq(flopcount_ctx_input(ctx, "x=5x8"), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_ctx_input(ctx, "y=5x8"), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_ctx_dim(ctx, "N", 5), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_model_open(&model, ctx, "fixtures/onnx/case-matmul-symbolic.onnx", NULL),
	                 0);
	ck_assert_int_eq(flopcount_model_used_input(model, 0), 1);
	ck_assert_int_eq(flopcount_model_used_input(model, 1), 0);
	ck_assert_int_eq(flopcount_model_used_input(model, 2), 0);
	ck_assert_int_eq(flopcount_model_used_dim(model, 1), 0);
	ck_assert_int_eq(flopcount_result_new(&r, model, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_result_total(r, "macs", NULL, 0, &v), FLOPCOUNT_OK);
	ck_assert_int_eq(v, 120);
	flopcount_result_free(r);
	flopcount_model_free(model);
}
END_TEST

START_TEST(lists)
{
	struct flopcount_result *r = count("case-conv-bias", NULL);
	struct flopcount_tensor t = FLOPCOUNT_TENSOR_INIT;
	struct flopcount_layer layer = FLOPCOUNT_LAYER_INIT;
	const char *name, *json;

	ck_assert_uint_eq(flopcount_result_count(r, FLOPCOUNT_LAYERS), 1);
	ck_assert_int_eq(flopcount_layer_at(r, 0, &layer), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_layer_at(r, 1, &layer), FLOPCOUNT_E_NOT_FOUND);
	ck_assert_str_eq(layer.op, "Conv");
	ck_assert_str_eq(layer.domain, "ai.onnx");
	ck_assert_str_eq(layer.status, "complete");
	ck_assert_uint_eq(layer.n_inputs, 3);
	ck_assert_int_eq(flopcount_layer_output_at(r, 0, 0, &t), FLOPCOUNT_OK);
	ck_assert_str_eq(t.shape, "1x4x8x8");
	ck_assert_int_eq(t.rank, 4);
	ck_assert_int_eq(t.dim[1], 4);
	ck_assert_str_eq(t.dtype, "float32");
	ck_assert_str_eq(t.kind, "tensor");
	ck_assert_int_eq(flopcount_layer_input_at(r, 0, 3, &t), FLOPCOUNT_E_NOT_FOUND);
	ck_assert_int_eq(flopcount_layer_attribute_at(r, 0, 0, &name, &json), FLOPCOUNT_OK);
	ck_assert_str_eq(name, "pads");
	ck_assert_str_eq(json, "[1, 1, 1, 1]");
	ck_assert_int_eq(flopcount_result_input_at(r, 0, &t), FLOPCOUNT_OK);
	ck_assert_str_eq(t.name, "x");
	ck_assert_int_eq(flopcount_result_output_at(r, 1, &t), FLOPCOUNT_E_NOT_FOUND);
	ck_assert_str_eq(flopcount_result_text(r, "format"), "onnx");
	ck_assert_ptr_null(flopcount_result_text(r, "colour"));
	flopcount_result_free(r);
}
END_TEST

START_TEST(uncounted)
{
	struct flopcount_result *r = count("sem-unknown-op", NULL);
	struct flopcount_uncounted u = FLOPCOUNT_UNCOUNTED_INIT;
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;

	ck_assert_int_eq(flopcount_result_completeness(r), FLOPCOUNT_PARTIAL);
	ck_assert_int_eq(flopcount_result_is_strict(r), 0);
	ck_assert_int_eq(flopcount_result_uncounted_at(r, 0, &u), FLOPCOUNT_OK);
	ck_assert_str_eq(u.op, "com.acme::Foo");
	ck_assert_uint_eq(u.nodes, 1);
	ck_assert_int_eq(flopcount_result_diagnostic_at(r, 0, &d), FLOPCOUNT_OK);
	ck_assert_str_eq(d.code, "FC-W201");
	ck_assert_int_eq(d.severity, FLOPCOUNT_WARNING);
	ck_assert_str_eq(d.node, "foo");
	flopcount_result_free(r);
}
END_TEST

/* A figure that depends on data is complete, and not strict. */
START_TEST(data_dependent)
{
	struct flopcount_result *r = count("sem-data-dependent", NULL);

	ck_assert_int_eq(flopcount_result_is_strict(r), 0);
	flopcount_result_free(r);
}
END_TEST

START_TEST(failing)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_model *model = NULL;
	struct flopcount_result *r = NULL;

	ck_assert_int_eq(flopcount_model_open(&model, ctx, "fixtures/onnx/none", NULL), FLOPCOUNT_E_IO);
	ck_assert_int_eq(flopcount_ctx_diagnostic_at(ctx, 0, &d), FLOPCOUNT_OK);
	ck_assert_str_eq(d.code, "FC-E101");
	ck_assert_int_eq(flopcount_ctx_diagnostic_at(ctx, 1, &d), FLOPCOUNT_E_NOT_FOUND);
	ck_assert_int_eq(flopcount_model_open(&model, ctx, "fixtures/onnx/bad-text.onnx", NULL),
	                 FLOPCOUNT_E_FORMAT);
	ck_assert_ptr_null(model);
	ck_assert_int_eq(flopcount_result_failed(&r, ctx, "bad-text.onnx", NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_result_completeness(r), FLOPCOUNT_FAILED);
	ck_assert_int_eq(flopcount_result_diagnostic_at(r, 0, &d), FLOPCOUNT_OK);
	ck_assert_str_eq(d.code, "FC-E104");
	flopcount_result_free(r);
	ck_assert_int_eq(flopcount_ctx_input(ctx, "1x3xx"), FLOPCOUNT_E_ARGUMENT);
	ck_assert_int_eq(flopcount_ctx_diagnostic_at(ctx, 0, &d), FLOPCOUNT_OK);
	ck_assert_str_eq(d.code, "FC-E501");
	ck_assert_int_eq(flopcount_ctx_dim(ctx, "N", -1), FLOPCOUNT_E_ARGUMENT);
}
END_TEST

/* The same bytes from memory; they are overwritten before anything is read of the result. */
START_TEST(memory)
{
	static char data[4096];
	struct flopcount_model_options o = FLOPCOUNT_MODEL_OPTIONS_INIT;
	struct flopcount_model *model = NULL;
	struct flopcount_result *r = NULL;
	FILE *f = fopen("fixtures/onnx/case-conv-bias.onnx", "rb");
	int64_t v;
	size_t n;

	ck_assert_ptr_nonnull(f);
	n = fread(data, 1, sizeof(data), f);
	fclose(f);
	o.hash = 1;
	ck_assert_int_eq(
	    flopcount_model_open_memory(&model, ctx, "net", (struct flopcount_bytes){ data, n }, &o), 0);
	memset(data, 0x55, sizeof(data));
	ck_assert_int_eq(flopcount_result_new(&r, model, NULL), FLOPCOUNT_OK);
	flopcount_model_free(model);
	ck_assert_int_eq(flopcount_result_total(r, "macs", NULL, 0, &v), FLOPCOUNT_OK);
	ck_assert_int_eq(v, 4608);
	ck_assert_str_eq(flopcount_result_text(r, "path"), "net");
	ck_assert_uint_eq(strlen(flopcount_result_text(r, "sha256")), 64);
	flopcount_result_free(r);
	ck_assert_int_eq(flopcount_model_open_memory(&model, ctx, "net", (struct flopcount_bytes){ NULL, 0 },
	                                             NULL),
	                 FLOPCOUNT_E_FORMAT);
}
END_TEST

/* A limit that the context fits in, and the model does not; with room for it, the same context goes on. */
START_TEST(limit)
{
	struct flopcount_ctx_options o = FLOPCOUNT_CTX_OPTIONS_INIT;
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_model *model = NULL;
	struct flopcount_ctx *small = NULL;

	o.memory_limit = 700 * 1024;
	ck_assert_int_eq(flopcount_ctx_new(&small, &o), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_model_open(&model, small, "fixtures/onnx/swin_t.onnx", NULL),
	                 FLOPCOUNT_E_MEMORY);
	ck_assert_int_eq(flopcount_ctx_diagnostic_at(small, 0, &d), FLOPCOUNT_OK);
	ck_assert_str_eq(d.code, "FC-E001");
	ck_assert_int_eq(flopcount_model_open(&model, small, "fixtures/onnx/case-conv.onnx", NULL),
	                 FLOPCOUNT_OK);
	flopcount_model_free(model);
	flopcount_ctx_free(small);
}
END_TEST

/* What an older program would hand over: structs that end early. */
START_TEST(older)
{
	struct {
		size_t size;
		const char *method;
	} open = { sizeof(open), NULL };
	struct {
		size_t size, index;
		const char *name, *canary;
	} layer = { sizeof(size_t) * 2 + sizeof(char *), 9, NULL, "untouched" };
	struct flopcount_model *model = NULL;
	struct flopcount_result *r = NULL;

	ck_assert_int_eq(flopcount_model_open(&model, ctx, "fixtures/onnx/case-conv.onnx", (void *)&open), 0);
	ck_assert_int_eq(flopcount_result_new(&r, model, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_layer_at(r, 0, (void *)&layer), FLOPCOUNT_OK);
	ck_assert_str_eq(layer.name, "conv");
	ck_assert_str_eq(layer.canary, "untouched");
	layer.size = 0;
	ck_assert_int_eq(flopcount_layer_at(r, 0, (void *)&layer), FLOPCOUNT_E_ARGUMENT);
	flopcount_result_free(r);
	flopcount_model_free(model);
}
END_TEST

START_TEST(nothing)
{
	int64_t v;

	flopcount_ctx_free(NULL);
	flopcount_model_free(NULL);
	flopcount_result_free(NULL);
	flopcount_report_free(NULL);
	ck_assert_int_eq(flopcount_ctx_new(NULL, NULL), FLOPCOUNT_E_ARGUMENT);
	ck_assert_int_eq(flopcount_model_open(NULL, ctx, "x", NULL), FLOPCOUNT_E_ARGUMENT);
	ck_assert_int_eq(flopcount_result_new(NULL, NULL, NULL), FLOPCOUNT_E_ARGUMENT);
	ck_assert_int_eq(flopcount_result_total(NULL, "macs", NULL, 0, &v), FLOPCOUNT_E_ARGUMENT);
	ck_assert_ptr_null(flopcount_result_formula(NULL, "macs"));
	ck_assert_uint_eq(flopcount_result_count(NULL, FLOPCOUNT_LAYERS), 0);
	ck_assert_int_eq(flopcount_result_is_strict(NULL), 0);
	ck_assert_int_eq(flopcount_explain(NULL, "x", NULL, NULL), FLOPCOUNT_E_ARGUMENT);
	ck_assert_int_eq(flopcount_report_add(NULL, NULL), FLOPCOUNT_E_ARGUMENT);
	flopcount_timer_free(NULL);
	ck_assert_int_eq(flopcount_timer_new(NULL, ctx, NULL, NULL), FLOPCOUNT_E_ARGUMENT);
	ck_assert_int_eq(flopcount_timer_run(NULL), FLOPCOUNT_E_ARGUMENT);
	ck_assert_int_eq(flopcount_result_time(NULL, NULL, 0), FLOPCOUNT_E_ARGUMENT);
	ck_assert_double_eq(flopcount_timer_figure(NULL, "p50"), -1);
}
END_TEST

CHECK_CASE(api_handles)
{
	TCase *t = tcase_create("handles");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_loop_test(t, total, 0, N(totals));
	tcase_add_test(t, symbols);
	tcase_add_test(t, given);
	tcase_add_test(t, lists);
	tcase_add_test(t, uncounted);
	tcase_add_test(t, data_dependent);
	tcase_add_test(t, failing);
	tcase_add_test(t, memory);
	tcase_add_test(t, limit);
	tcase_add_test(t, older);
	tcase_add_test(t, nothing);
	return t;
}
