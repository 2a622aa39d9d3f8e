/* model.h -- a whole model through the public functions: read, count, report */
#ifndef FC_TESTS_FUZZ_MODEL_H
#define FC_TESTS_FUZZ_MODEL_H

#include <stdlib.h>

#include "flopcount.h"
#include "fuzz.h"

static inline int
fuzz_discard(void *user, const void *data, size_t size)
{
	(void)user, (void)data, (void)size;
	return 0;
}

static inline void
fuzz_report(struct flopcount_result *result, const char *format)
{
	struct flopcount_sink sink = { fuzz_discard, NULL };
	struct flopcount_report *report = NULL;

	if (flopcount_report_new(&report, format, NULL, sink, NULL) == FLOPCOUNT_OK) {
		flopcount_report_add(report, result);
		flopcount_report_end(report);
	}
	flopcount_report_free(report);
}

/* What is refused says why, with a code. */
static inline void
fuzz_refused(struct flopcount_ctx *ctx)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;

	if (flopcount_ctx_diagnostic_at(ctx, 0, &d) != FLOPCOUNT_OK || !d.code || !*d.code || !*d.text)
		abort();
}

static inline void
fuzz_count(struct flopcount_ctx *ctx, const uint8_t *data, size_t size)
{
	struct flopcount_bytes bytes = { data, size };
	struct flopcount_result *result = NULL;
	struct flopcount_model *model = NULL;

	if (flopcount_model_open_memory(&model, ctx, "fuzz", bytes, NULL) != FLOPCOUNT_OK) {
		fuzz_refused(ctx);
	} else if (flopcount_result_new(&result, model, NULL) == FLOPCOUNT_OK) {
		fuzz_report(result, "json");
		fuzz_report(result, "table");
		fuzz_report(result, "dot");
		fuzz_report(result, "svg");
	}
	flopcount_result_free(result);
	flopcount_model_free(model);
}

/* input: an -i text; NULL: none. */
static inline int
fuzz_model(const uint8_t *data, size_t size, const char *input)
{
	struct flopcount_ctx_options options = FLOPCOUNT_CTX_OPTIONS_INIT;
	struct flopcount_ctx *ctx = NULL;

	options.memory_limit = FUZZ_MEMORY;
	/* What runs long finds nothing new. */
	options.limits = "inlined=20000,items=100000,run=20000,steps=50000";
	if (flopcount_ctx_new(&ctx, &options) == FLOPCOUNT_OK) {
		if (input)
			flopcount_ctx_input(ctx, input);
		fuzz_count(ctx, data, size);
	}
	flopcount_ctx_free(ctx);
	return 0;
}

#endif
