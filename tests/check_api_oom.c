/* check_api_oom.c -- every request for memory fails once, and nothing breaks */
#include "base/arena.h"
#include "check_case.h"
#include "flopcount.h"

static int
drop(void *user, const void *data, size_t n)
{
	(void)user, (void)data, (void)n;
	return 0;
}

static int
report(const struct flopcount_result *result, const char *format)
{
	struct flopcount_report *r = NULL;
	int status = flopcount_report_new(&r, format, NULL, (struct flopcount_sink){ drop, NULL }, NULL);

	if (!status)
		status = flopcount_report_add(r, result);
	if (!status)
		status = flopcount_report_end(r);
	flopcount_report_free(r);
	return status;
}

/* Everything a program does with a model, ended by the first call that fails. */
static int
use(const char *path)
{
	struct flopcount_ctx *ctx = NULL;
	struct flopcount_model *model = NULL;
	struct flopcount_result *result = NULL;
	int status = flopcount_ctx_new(&ctx, NULL);

	if (!status)
		status = flopcount_ctx_dim(ctx, "N", 4);
	if (!status)
		status = flopcount_model_open(&model, ctx, path, NULL);
	if (!status)
		status = flopcount_result_new(&result, model, NULL);
	if (!status && !flopcount_result_formula(result, "macs"))
		status = FLOPCOUNT_E_MEMORY;
	if (!status)
		status = flopcount_explain(model, "#0", drop, NULL);
	for (size_t i = 0; !status && flopcount_name_at(FLOPCOUNT_FORMATS, i); i++)
		status = report(result, flopcount_name_at(FLOPCOUNT_FORMATS, i));
	flopcount_result_free(result);
	flopcount_model_free(model);
	flopcount_ctx_free(ctx);
	return status;
}

static const char *const models[] = {
	"fixtures/onnx/case-conv.onnx",
	"fixtures/onnx/case-lstm.onnx",
	"fixtures/onnx/case-matmul-symbolic.onnx",
	"fixtures/onnx/sem-control-flow.onnx",
	"fixtures/onnx/resnet18.onnx",
};

/* Torture builds ask for memory all the time: there the failures come further apart. */
START_TEST(each_request_fails)
{
	unsigned long failed = 0;
	int status = FLOPCOUNT_E_MEMORY;

	ck_assert_int_eq(use(models[_i]), FLOPCOUNT_OK);
	for (unsigned long n = 1; status; n += 1 + n / 64) {
		fc_arena_fail_at(n);
		status = use(models[_i]);
		ck_assert_msg(status == FLOPCOUNT_OK || status == FLOPCOUNT_E_MEMORY, "request %lu: %s", n,
		              flopcount_status_text(status));
		failed += status != FLOPCOUNT_OK;
	}
	fc_arena_fail_at(0);
	ck_assert_uint_gt(failed, 10);
}
END_TEST

/* The same by the limit that a program may set; what failed gives its memory back, time after time. */
START_TEST(limit_is_kept)
{
	static const char big[] = "fixtures/onnx/fasterrcnn_resnet50_fpn.onnx";
	struct flopcount_ctx_options options = FLOPCOUNT_CTX_OPTIONS_INIT;
	struct flopcount_model *model = NULL;
	struct flopcount_ctx *ctx = NULL;

	options.memory_limit = 1500000;
	ck_assert_int_eq(flopcount_ctx_new(&ctx, &options), FLOPCOUNT_OK);
	for (int i = 0; i < 20; i++) {
		ck_assert_int_eq(flopcount_model_open(&model, ctx, big, NULL), FLOPCOUNT_E_MEMORY);
		ck_assert_ptr_null(model);
	}
	ck_assert_int_eq(flopcount_model_open(&model, ctx, models[0], NULL), FLOPCOUNT_OK);
	flopcount_model_free(model);
	flopcount_ctx_free(ctx);
}
END_TEST

CHECK_CASE(api_oom)
{
	TCase *t = tcase_create("oom");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, each_request_fails, 0, N(models));
	tcase_add_test(t, limit_is_kept);
	return t;
}
