/* budget.c -- budget files: read, their entries, and a model under them */
#include <string.h>

#include "model.h"

/* A report that all budgets are held against. */
static const char report[] =
	"{\"schema\": \"flopcount.baseline/1\", \"convention\": \"paper\", \"models\": [{\"name\": \"m\", "
	"\"totals\": {\"params\": 10, \"macs\": \"4*N\", \"flops\": \"8*N + 1\", \"nodes\": 1}, \"layers\": ["
	"{\"name\": \"a\", \"scope\": \"b/c\", \"op\": \"Conv\", \"output_shapes\": [[1, \"N\"]], "
	"\"params\": 10, \"macs\": \"4*N\", \"flops\": \"8*N + 1\", \"access_bytes\": 7}]}]}";

/* Entries, then the gate with the first of them. */
static void
use(struct flopcount_gate *gate)
{
	struct flopcount_gate_entry entry = FLOPCOUNT_GATE_ENTRY_INIT;
	struct flopcount_outcome outcome = FLOPCOUNT_OUTCOME_INIT;
	struct flopcount_sink sink = { fuzz_discard, NULL };
	struct flopcount_gate_model model = FLOPCOUNT_GATE_MODEL_INIT;
	struct flopcount_bytes base = { report, strlen(report) };
	struct flopcount_result *failed = NULL;
	struct flopcount_ctx *ctx = NULL;

	for (size_t i = 0; flopcount_gate_entry_at(gate, i, &entry) == FLOPCOUNT_OK; i++)
		continue;
	flopcount_gate_load(gate, FLOPCOUNT_BASE, "base.json", base);
	if (flopcount_ctx_new(&ctx, NULL) == FLOPCOUNT_OK &&
	    flopcount_result_failed(&failed, ctx, "m", NULL) == FLOPCOUNT_OK) {
		model.name = "m";
		flopcount_gate_add(gate, &model, failed);
	}
	flopcount_result_free(failed);
	flopcount_ctx_free(ctx);
	if (flopcount_gate_run(gate, &outcome) != FLOPCOUNT_OK)
		return;
	flopcount_gate_write(gate, "text", NULL, sink);
	flopcount_gate_write(gate, "sarif", NULL, sink);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct flopcount_gate_options options = FLOPCOUNT_GATE_OPTIONS_INIT;
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_gate *gate = NULL;

	options.budget = size ? (const char *)data : "";
	options.budget_size = size;
	if (flopcount_gate_new(&gate, &options) == FLOPCOUNT_OK)
		use(gate);
	for (size_t i = 0; gate && flopcount_gate_diagnostic_at(gate, i, &d) == FLOPCOUNT_OK; i++)
		continue;
	flopcount_gate_free(gate);
	return 0;
}
