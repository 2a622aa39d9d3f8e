/* copy.h -- a result into another table of sizes, so that results of two contexts compare */
#ifndef FC_RESULT_COPY_H
#define FC_RESULT_COPY_H

#include "result/result.h"

/*
 * A copy on a, with every size in t and every text of its own. What no gate asks
 * for is left out: inputs and outputs of the model, operands of rows, opsets,
 * facts behind the figures. Rows of Constant nodes are left out too.
 */
struct fc_result *fc_result_copy(struct fc_arena *a, struct fc_dims *t, const struct fc_result *r);

#endif
