/* bytecode.h -- the lite interpreter's code of mobile archives */
#ifndef FC_FRONT_TS_BYTECODE_H
#define FC_FRONT_TS_BYTECODE_H

#include "front/ts/eval.h"

/* One table of a function: "instructions", "operators", "constants", "types"; NULL: it has none. */
const struct fc_pickle *fc_ts_bytecode_table(const struct fc_pickle *code, const char *name);

/* Instruction i: its name, X and N. NULL when it is none. */
const char *fc_ts_instruction(const struct fc_pickle *table, uint32_t i, int64_t *x, int64_t *n);

/* The class of a pickled object, made from what its state and bytecode.pkl say. */
const struct fc_ts_class *fc_ts_bytecode_class(struct fc_ts *t, const struct fc_pickle *object);

/* What f, whose code is bytecode, gives for args. */
struct fc_ts_value *fc_ts_bytecode_run(struct fc_ts *t, const struct fc_ts_func *f, struct fc_ts_value *self,
                                       const struct fc_ts_value_list *args);

#endif
