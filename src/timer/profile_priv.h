/* profile_priv.h -- from events to kernels, for this room only */
#ifndef FC_TIMER_PROFILE_PRIV_H
#define FC_TIMER_PROFILE_PRIV_H

#include "timer/profile.h"

struct fc_intern;
struct fc_table;

/* One kernel that ran once. Microseconds. */
struct fc_profile_event {
	const char *name, *op, *provider; /* interned */
	int64_t number, from, took;
	uint32_t parent, kernel;          /* 1 + place in the run; 1 + kernel */
	uint32_t height;                  /* of what ran in it */
};

struct fc_profile_sum {
	struct fc_arena *arena;
	struct fc_intern *names;
	struct fc_table *key;             /* what tells kernels apart: 1 + kernel */
	struct fc_profile_run FC_VEC(struct fc_profile_event) run; /* that is not complete yet */
	struct fc_profile_stack FC_VEC(uint32_t) open; /* those of it that no other was found around */
	uint32_t skip;
	struct fc_profile *out;
};

void fc_profile_add(struct fc_profile_sum *s, const struct fc_profile_event *e);
void fc_profile_end_run(struct fc_profile_sum *s, int64_t took); /* microseconds */
void fc_profile_end(struct fc_profile_sum *s);

#endif
