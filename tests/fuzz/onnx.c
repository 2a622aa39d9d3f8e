/* onnx.c -- whole models through the public functions: read, count, report */
#include "flopcount.h"
#include "fuzz.h"

static int
discard(void *user, const void *data, size_t size)
{
	(void)user, (void)data, (void)size;
	return 0;
}

static void
report(struct flopcount_result *result, const char *format)
{
	struct flopcount_sink sink = { discard, NULL };
	struct flopcount_report *report = NULL;

	if (flopcount_report_new(&report, format, NULL, sink, NULL) == FLOPCOUNT_OK) {
		flopcount_report_add(report, result);
		flopcount_report_end(report);
	}
	flopcount_report_free(report);
}

static void
count(struct flopcount_ctx *ctx, const uint8_t *data, size_t size)
{
	struct flopcount_bytes bytes = { data, size };
	struct flopcount_result *result = NULL;
	struct flopcount_model *model = NULL;

	if (flopcount_model_open_memory(&model, ctx, "fuzz", bytes, NULL) == FLOPCOUNT_OK &&
	    flopcount_result_new(&result, model, NULL) == FLOPCOUNT_OK) {
		report(result, "json");
		report(result, "table");
	}
	flopcount_result_free(result);
	flopcount_model_free(model);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct flopcount_ctx_options options = FLOPCOUNT_CTX_OPTIONS_INIT;
	struct flopcount_ctx *ctx = NULL;

	options.memory_limit = FUZZ_MEMORY;
	if (flopcount_ctx_new(&ctx, &options) == FLOPCOUNT_OK)
		count(ctx, data, size);
	flopcount_ctx_free(ctx);
	return 0;
}
