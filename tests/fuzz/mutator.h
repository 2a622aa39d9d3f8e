/* mutator.h -- a harness's own changes of inputs, instead of most of the engine's */
#ifndef FC_TESTS_FUZZ_MUTATOR_H
#define FC_TESTS_FUZZ_MUTATOR_H

#include "mutate.h"

/* Each answers the new size; 0: nothing was changed. */
struct mutator {
	size_t (*change)(struct mutate *m);
	size_t (*join)(struct mutate *m, const uint8_t *other, size_t n);
};

/* Of the harness that mutator.c is linked with. */
extern const struct mutator mutator;

#endif
