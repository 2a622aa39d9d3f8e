/* mlmodel.h -- shared by linear models, support vectors and trees of ai.onnx.ml */
#ifndef FC_OPS_MLMODEL_H
#define FC_OPS_MLMODEL_H

#include "ops/op.h"

/* How many elements list attribute name holds; 0 when it is absent. */
int64_t fc_ml_count(const struct fc_op_ctx *cx, const char *name);

/* Rows of operand 0: [N, F], or one row [F]. */
struct fc_dim fc_ml_rows(const struct fc_op_ctx *cx);

/* Class labels, texts or integers. */
int64_t fc_ml_labels(const struct fc_op_ctx *cx);

/* Result 0 [N], a label a row; result 1 [N, scores]. */
bool fc_ml_classes(struct fc_op_ctx *cx, struct fc_dim scores);

/* Result 0 [N, targets]. */
bool fc_ml_targets(struct fc_op_ctx *cx, enum fc_dtype type, struct fc_dim targets);

/* What post_transform costs on result scores. */
#define FC_ML_TRANSFORM(scores)                                         \
	"simple = 3 * |" scores "| if post_transform == \"SOFTMAX\"; "  \
	"special = 2 * |" scores "| if post_transform == \"SOFTMAX\"; " \
	"simple = 2 * |" scores "| if post_transform == \"LOGISTIC\"; " \
	"special = 2 * |" scores "| if post_transform == \"LOGISTIC\""

#endif
