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
	struct fc_runtime_tensor *weight; /* those that the file lacks */
	size_t n_weight;
	bool ran;
};

/* Room for the tensor whose dim and rank are set, zeroed. NULL, or what is wrong. */
const char *fc_api_timer_tensor(struct flopcount_timer *t, enum fc_dtype dtype, struct fc_runtime_tensor *to);

/* Tensors for the weights that are not there, when random ones are asked for. As below. */
int fc_api_timer_weights(struct flopcount_timer *t, struct fc_runtime_tensor **out, size_t *n_out);

/* Tensors for the inputs of the model, filled; on the timer's arena. A status, with diagnostics. */
int fc_api_timer_inputs(struct flopcount_timer *t, struct fc_runtime_tensor **out, size_t *n_out);

#endif
