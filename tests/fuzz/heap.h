/* heap.h -- what is taken of the heap, and the most of it, where a sanitizer tells */
#ifndef FC_TESTS_FUZZ_HEAP_H
#define FC_TESTS_FUZZ_HEAP_H

#include <stddef.h>

/* Count from now on; without a sanitizer nothing is. */
void heap_watch(void);

/* Bytes at most since the last time that this was asked, above what was taken then. */
size_t heap_peak(void);

#endif
