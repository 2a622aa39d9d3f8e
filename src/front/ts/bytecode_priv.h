/* bytecode_priv.h -- the stack machine's state, shared by its two files */
#ifndef FC_FRONT_TS_BYTECODE_PRIV_H
#define FC_FRONT_TS_BYTECODE_PRIV_H

#include "front/ts/bytecode.h"

struct fc_ts_machine {
	struct fc_ts *t;
	const struct fc_pickle *code, *op, *constant;
	struct fc_ts_value_list stack, reg; /* registers count from 1 */
	uint32_t at;                        /* of the instruction that runs */
	int64_t x, n;                       /* its operands */
};

/* Say what is wrong with the instruction that runs; unknown. */
struct fc_ts_value *fc_ts_machine_fault(struct fc_ts_machine *m, const char *what);

void fc_ts_machine_push(struct fc_ts_machine *m, struct fc_ts_value *v);
struct fc_ts_value *fc_ts_machine_pop(struct fc_ts_machine *m);

/* The last n of the stack, in order. */
struct fc_ts_value_list fc_ts_machine_take(struct fc_ts_machine *m, int64_t n);

/* Run the instruction of that name; false: it is none that moves, makes or computes values. */
bool fc_ts_machine_do(struct fc_ts_machine *m, const char *name);

#endif
