/* random.h -- seeded values for inputs */
#ifndef FC_TIMER_RANDOM_H
#define FC_TIMER_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/*
 * Fill bytes of elements: floats uniform in [0, 1), integers and booleans 0 or 1, which are safe
 * as indices, masks and token ids alike. type as struct fc_runtime_tensor has it. The same seed,
 * the same bytes.
 */
void fc_random_fill(void *data, size_t bytes, int type, uint64_t seed);

/* Bytes of an element of that type; 0: it has none that can be filled. */
size_t fc_random_size(int type);

#endif
