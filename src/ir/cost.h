/* cost.h -- the facts of one node: events, not prices (flopcount-costs(7)) */
#ifndef FC_IR_COST_H
#define FC_IR_COST_H

#include "dim/dim.h"

/* X-macro: field, key. Totals over all repeats of the node. */
#define FC_FACTS(X)                                  \
	X(macs, "macs")                                  \
	X(bias_adds, "bias_adds")                        \
	X(affine, "affine")                              \
	X(simple, "simple")                              \
	X(special, "special")                            \
	X(read_bytes, "read_bytes")                      \
	X(write_bytes, "write_bytes")                    \
	X(read_elements, "read_elements")                \
	X(write_elements, "write_elements")              \
	X(params, "params")                              \
	X(param_bytes, "param_bytes")                    \
	X(buffers, "buffers")                            \
	X(buffer_bytes, "buffer_bytes")

struct fc_cost {
#define FC_FACT_FIELD(field, key) struct fc_dim field;
	FC_FACTS(FC_FACT_FIELD)
#undef FC_FACT_FIELD
	struct fc_dim repeat;      /* of the node: these facts are of all of them */
	struct fc_dim macs_other;  /* part of macs whose operands have the second pair of dtypes */
	unsigned char pair[2][2];  /* enum fc_dtype, activation first */
};

#endif
