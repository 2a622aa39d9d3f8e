/* profile.h -- the profile that ONNX Runtime writes of some runs, kernel by kernel */
#ifndef FC_TIMER_PROFILE_H
#define FC_TIMER_PROFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"

struct fc_profile_reader;
struct fc_source;

enum {
	FC_PROFILE_RUNS = 64,         /* that count at most */
	FC_PROFILE_EVENTS = 1000000   /* where the runtime stops to record */
};

struct fc_profile_kernel {
	const char *name, *op, *provider; /* name without what stands behind it in the file */
	int64_t number;                   /* of the node in its graph; -1: not told */
	uint32_t parent;                  /* 1 + kernel in whose body and time it runs; 0 */
	uint32_t first;                   /* place in the first run that has it */
	double calls, seconds;            /* of a run: mean, median */
	double *run;                      /* FC_PROFILE_RUNS: seconds in each */
	uint64_t called;
};

struct fc_profile {
	struct fc_profile_kernels FC_VEC(struct fc_profile_kernel) kernel; /* parents first */
	uint32_t runs;         /* complete ones, without those that were skipped */
	double wall, kernels;  /* seconds of all runs, and of the kernels in no other in them */
	uint64_t events;
};

/*
 * Read such a file; the first skip runs do not count. false: it is none, or damaged. Texts are on
 * the arena.
 */
bool fc_profile_read(struct fc_arena *a, struct fc_source *s, uint32_t skip, struct fc_profile *out);

#endif
