/*
 * fuzz.h -- one parser fed with any bytes; it returns, and leaks nothing
 *
 * With -Dfuzzer=none a plain main (replay.c) runs the corpus as a test; with
 * -Dfuzzer=libfuzzer the same function is the engine's.
 */
#ifndef FC_TESTS_FUZZ_H
#define FC_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FUZZ_MEMORY = 512 << 20 }; /* beyond it the heap says that memory ran out */

struct fuzz {
	struct fc_heap heap;
	struct fc_arena *arena;
	struct fc_diags diags;
	const uint8_t *data;
	size_t size;
};

/* Run fn under a guard, and free what it took. */
static inline int
fuzz_run(const uint8_t *data, size_t size, void (*fn)(struct fuzz *f))
{
	struct fuzz f = { .heap = { .limit = FUZZ_MEMORY }, .data = data, .size = size };
	struct fc_guard guard;

	if (!FC_GUARD(&f.heap, guard)) {
		f.arena = fc_arena_new(&f.heap);
		f.diags.arena = f.arena;
		fn(&f);
	}
	fc_guard_done(&guard);
	fc_heap_done(&f.heap);
	return 0;
}

#endif
