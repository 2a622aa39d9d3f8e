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
	struct fc_runtime_load load;   /* what was loaded last */
	struct fc_runtime_tensor *in;  /* and given to it */
	size_t n_in;
	const char *library;           /* that self is from; NULL: a plug-in */
	struct flopcount_model *profiled; /* until it ran; NULL: no profile is asked for */
	bool ran;
};

/* Room for the tensor whose dim and rank are set, zeroed. NULL, or what is wrong. */
const char *fc_api_timer_tensor(struct flopcount_timer *t, enum fc_dtype dtype, struct fc_runtime_tensor *to);

/* Tensors for the weights that are not there, when random ones are asked for. As below. */
int fc_api_timer_weights(struct flopcount_timer *t, struct fc_runtime_tensor **out, size_t *n_out);

/* What the runtime said, as a diagnostic and a status. */
int fc_api_timer_fault(struct flopcount_timer *t, int status, const struct fc_runtime_fault *f);
void fc_api_timer_let_go(struct flopcount_timer *t);

/* Run the model again with the runtime's profile, and join that with what is counted of it. */
int fc_api_timer_profile(struct flopcount_timer *t);

struct fc_profile;

/* What a profile says of a model; its optimized form may be the model itself. time_join.c */
const struct fc_timing_profile *fc_api_timer_join(struct flopcount_timer *t, const struct fc_profile *p,
                                                  const struct flopcount_model *optimized,
                                                  const struct fc_result *r);

/* Tensors for the inputs of the model, filled; on the timer's arena. A status, with diagnostics. */
int fc_api_timer_inputs(struct flopcount_timer *t, struct fc_runtime_tensor **out, size_t *n_out);

#endif
