/* json.c -- reports and baselines read back: both sides of a diff, and what is said of them */
#include "model.h"

static void
write_all(struct flopcount_gate *gate)
{
	static const char *const format[] = { "changes", "json", "md", "baseline", "show" };

	for (size_t i = 0; i < sizeof(format) / sizeof(format[0]); i++)
		flopcount_gate_write(gate, format[i], NULL, (struct flopcount_sink){ fuzz_discard, NULL });
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const limit[] = { "flops=+2%", "params=50M" };
	struct flopcount_gate_options options = FLOPCOUNT_GATE_OPTIONS_INIT;
	struct flopcount_outcome outcome = FLOPCOUNT_OUTCOME_INIT;
	struct flopcount_bytes bytes = { data, size };
	struct flopcount_gate *gate = NULL;

	options.limits = limit;
	options.n_limits = 2;
	if (flopcount_gate_new(&gate, &options) == FLOPCOUNT_OK &&
	    flopcount_gate_load(gate, FLOPCOUNT_HEAD, "head.json", bytes) == FLOPCOUNT_OK) {
		flopcount_gate_load(gate, FLOPCOUNT_BASE, "base.json", bytes);
		if (flopcount_gate_run(gate, &outcome) == FLOPCOUNT_OK)
			write_all(gate);
	}
	flopcount_gate_free(gate);
	return 0;
}
