/* policy.h -- conventions: which facts make a FLOP */
#ifndef FC_RESULT_POLICY_H
#define FC_RESULT_POLICY_H

#include "result/result.h"

/* What a convention knows a row as. Same values as enum fc_op_class. */
enum fc_row_kind {
	FC_ROW_OTHER,
	FC_ROW_CONV,
	FC_ROW_CONV_TRANSPOSE,
	FC_ROW_LINEAR,
	FC_ROW_MATMUL,
	FC_ROW_BATCH_NORM,
	FC_ROW_NORM,
	FC_ROW_RELU,
	FC_ROW_ACTIVATION,
	FC_ROW_POOL_MAX,
	FC_ROW_POOL_AVERAGE,
	FC_ROW_POOL_ADAPTIVE,
	FC_ROW_POOL_ADAPTIVE_MAX,
	FC_ROW_UPSAMPLE,
	FC_ROW_SOFTMAX,
	FC_ROW_ATTENTION,
	FC_ROW_RNN,
	FC_ROW_ELEMENT,
	FC_ROW_EMBEDDING
};

const struct fc_policy *fc_policy_find(const char *name); /* NULL: unknown */
const struct fc_policy *fc_policy_at(size_t i);           /* sorted by name; NULL past the end */
const char *fc_policy_name(const struct fc_policy *p);
const char *fc_policy_text(const struct fc_policy *p);    /* one line: what is counted */
struct fc_dim fc_policy_flops(const struct fc_policy *p, struct fc_dims *t, const struct fc_row *row);

/* Price every row anew under p, and the totals with them. */
void fc_result_price(struct fc_result *r, const struct fc_policy *p);

#endif
