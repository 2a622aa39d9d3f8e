/* packed.h -- packed C++ objects: weights that quantised and prepacked modules keep to themselves */
#ifndef FC_FRONT_TS_PACKED_H
#define FC_FRONT_TS_PACKED_H

#include "front/ts/ts.h"

/* What such an object holds, whatever its class. Lists of n, as many as the weight has spatial axes. */
struct fc_ts_packed {
	struct fc_ts_value *weight, *bias; /* tensors; NULL: none */
	unsigned n;                        /* of the settings; 0: they are not known, or there are none */
	struct fc_dim stride[3], padding[3], dilation[3], output_padding[3];
	struct fc_dim groups;
	bool transposed;
};

/* false: v is no packed object, or holds no weight. */
bool fc_ts_packed_read(struct fc_ts *t, const struct fc_ts_value *v, struct fc_ts_packed *out);

/* An object of that class around what p says. */
struct fc_ts_value *fc_ts_packed_make(struct fc_ts *t, const char *klass, const struct fc_ts_packed *p);

/* Its weight and bias, as a tuple; as operands, which the place they stand in makes parameters. */
struct fc_ts_value *fc_ts_packed_pair(struct fc_ts *t, const struct fc_ts_packed *p);
struct fc_value *fc_ts_packed_weight(struct fc_ts *t, const struct fc_ts_packed *p);
struct fc_value *fc_ts_packed_bias(struct fc_ts *t, const struct fc_ts_packed *p);

#endif
