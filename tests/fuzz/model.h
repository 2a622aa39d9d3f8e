/* model.h -- a whole model through the public functions: read, count, report */
#ifndef FC_TESTS_FUZZ_MODEL_H
#define FC_TESTS_FUZZ_MODEL_H

#include <stdbool.h>
#include <stdlib.h>

#include "flopcount.h"
#include "fuzz.h"

struct fuzz_how {
	uint64_t memory;
	const char *limits; /* NULL: the library's */
	unsigned reports;   /* how many of an input's result are written */
};

static const char *const fuzz_formats[] = { "json", "table", "dot", "svg", "csv", "html", "md", "jsonl" };

enum { FUZZ_FORMATS = sizeof(fuzz_formats) / sizeof(fuzz_formats[0]) };

/* For an engine: what runs long finds nothing new. */
static const struct fuzz_how fuzz_small = {
	FUZZ_MEMORY, "inlined=2000,items=10000,nodes=20000,run=2000,steps=5000,text=1000000", 1
};

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

/* What is refused says why: an error at least, and what is said has a code. */
static inline void
fuzz_refused(struct flopcount_ctx *ctx)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	unsigned errors = 0;

	for (size_t i = 0; flopcount_ctx_diagnostic_at(ctx, i, &d) == FLOPCOUNT_OK; i++) {
		errors += d.severity == FLOPCOUNT_ERROR;
		if (!d.code || !*d.code || !*d.text)
			abort();
	}
	if (!errors)
		abort();
}

/* Which of so many an input is for, from its bytes alone. */
static inline unsigned
fuzz_choice(const uint8_t *data, size_t size, unsigned n)
{
	uint32_t h = 2166136261; /* FNV-1a */

	for (size_t i = 0; i < size; i++)
		h = (h ^ data[i]) * 16777619;
	return (h >> 8) % n;
}

static inline bool
fuzz_count(struct flopcount_ctx *ctx, struct flopcount_bytes bytes, unsigned reports)
{
	struct flopcount_result *result = NULL;
	struct flopcount_model *model = NULL;
	bool counted = false;
	unsigned first;

	if (flopcount_model_open_memory(&model, ctx, "fuzz", bytes, NULL) != FLOPCOUNT_OK) {
		fuzz_refused(ctx);
	} else if (flopcount_result_new(&result, model, NULL) == FLOPCOUNT_OK) {
		counted = true;
		first = fuzz_choice(bytes.data, bytes.size, FUZZ_FORMATS);
		for (unsigned i = 0; i < reports; i++)
			fuzz_report(result, fuzz_formats[(first + i) % FUZZ_FORMATS]);
	}
	flopcount_result_free(result);
	flopcount_model_free(model);
	return counted;
}

/* input: an -i text; NULL: none. Answers whether there are figures. */
static inline bool
fuzz_model(const uint8_t *data, size_t size, const char *input, const struct fuzz_how *how)
{
	struct flopcount_ctx_options options = FLOPCOUNT_CTX_OPTIONS_INIT;
	struct flopcount_bytes bytes = { data, size };
	struct flopcount_ctx *ctx = NULL;
	bool counted = false;

	options.memory_limit = how->memory;
	options.limits = how->limits;
	if (flopcount_ctx_new(&ctx, &options) == FLOPCOUNT_OK) {
		if (input)
			flopcount_ctx_input(ctx, input);
		counted = fuzz_count(ctx, bytes, how->reports);
	}
	flopcount_ctx_free(ctx);
	return counted;
}

#endif
