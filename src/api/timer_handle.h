/* timer_handle.h -- what is behind a timer */
#ifndef FC_API_TIMER_HANDLE_H
#define FC_API_TIMER_HANDLE_H

#include "api/handle.h"
#include "report/timing.h"
#include "timer/bench.h"
#include "timer/runtime.h"

struct flopcount_timer {
	struct fc_heap heap;
	struct fc_arena *arena;
	struct fc_diags diags;
	struct flopcount_ctx *ctx;
	struct flopcount_model *model; /* while it is loaded */
	const struct fc_runtime *runtime;
	void *self;                    /* the runtime's; NULL once it ran */
	struct flopcount_timer_options options;
	struct fc_timing timing;
	bool ran;
};

/* Tensors for the inputs of the model, filled; on the timer's arena. A status, with diagnostics. */
int fc_api_timer_inputs(struct flopcount_timer *t, struct fc_runtime_tensor **out, size_t *n_out);

#endif
