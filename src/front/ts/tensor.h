/* tensor.h -- a pickled tensor: its shape, its element type, small contents */
#ifndef FC_FRONT_TS_TENSOR_H
#define FC_FRONT_TS_TENSOR_H

#include "front/ts/ts.h"

struct fc_ts_tensor {
	enum fc_dtype dtype;
	unsigned rank;
	int64_t size[FC_LIMIT_RANK];
	const struct fc_known *known; /* small content; NULL: not read, or cut out */
};

/* folder: "data" or "constants", where the payload's entry stands. false after a diagnostic. */
bool fc_ts_tensor_read(struct fc_ts *t, const struct fc_pickle *p, const char *folder,
                       struct fc_ts_tensor *out);

#endif
