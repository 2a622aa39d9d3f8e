/* random.h -- seeded values for inputs and weights */
#ifndef FC_TIMER_RANDOM_H
#define FC_TIMER_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fc_random {
	uint64_t seed;
	uint64_t below; /* integers are less than it; 0: they are 0 or 1, safe as indices and masks alike */
	double width;   /* floats are uniform in [-width, width); 0: in [0, 1) */
};

/* Fill bytes of elements. type as struct fc_runtime_tensor has it. The same seed, the same bytes. */
void fc_random_fill(void *data, size_t bytes, int type, const struct fc_random *r);

/* Can elements of that type be filled? */
bool fc_random_has(int type);

#endif
