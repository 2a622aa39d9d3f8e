/* npy.h -- NumPy's files of one array */
#ifndef FC_TIMER_NPY_H
#define FC_TIMER_NPY_H

#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

struct fc_arena;
struct fc_source;

struct fc_npy {
	int type; /* as struct fc_runtime_tensor has it */
	unsigned rank;
	int64_t dim[FC_LIMIT_RANK];
	uint64_t at; /* where the elements stand, row-major, lowest byte first */
	size_t bytes;
};

/* Read the header and hold it against the file's size. NULL, or what is wrong, a sentence on a. */
const char *fc_npy_read(struct fc_arena *a, struct fc_source *s, struct fc_npy *out);

#endif
