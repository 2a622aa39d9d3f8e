/* families.h -- every operator table, one line per family file, sorted */
#ifndef FC_OPS_FAMILIES_H
#define FC_OPS_FAMILIES_H

#include "ops/op.h"

/* Each ends with a row whose name is NULL. */
extern const struct fc_op fc_ops_activation[];
extern const struct fc_op fc_ops_attention[];
extern const struct fc_op fc_ops_attention_layer[];
extern const struct fc_op fc_ops_binary[];
extern const struct fc_op fc_ops_compare[];
extern const struct fc_op fc_ops_contrib[];
extern const struct fc_op fc_ops_contrib_attention[];
extern const struct fc_op fc_ops_contrib_conv[];
extern const struct fc_op fc_ops_contrib_delta[];
extern const struct fc_op fc_ops_contrib_engram[];
extern const struct fc_op fc_ops_contrib_experts[];
extern const struct fc_op fc_ops_contrib_matmul[];
extern const struct fc_op fc_ops_contrib_norm[];
extern const struct fc_op fc_ops_contrib_order[];
extern const struct fc_op fc_ops_contrib_packed[];
extern const struct fc_op fc_ops_contrib_projection[];
extern const struct fc_op fc_ops_contrib_search[];
extern const struct fc_op fc_ops_contrib_sparse[];
extern const struct fc_op fc_ops_control[];
extern const struct fc_op fc_ops_conv[];
extern const struct fc_op fc_ops_count[];
extern const struct fc_op fc_ops_create[];
extern const struct fc_op fc_ops_detect[];
extern const struct fc_op fc_ops_einsum[];
extern const struct fc_op fc_ops_factor[];
extern const struct fc_op fc_ops_fourier[];
extern const struct fc_op fc_ops_gather[];
extern const struct fc_op fc_ops_index[];
extern const struct fc_op fc_ops_linalg[];
extern const struct fc_op fc_ops_loop[];
extern const struct fc_op fc_ops_loss[];
extern const struct fc_op fc_ops_matmul[];
extern const struct fc_op fc_ops_ml[];
extern const struct fc_op fc_ops_mlmodel[];
extern const struct fc_op fc_ops_mltree[];
extern const struct fc_op fc_ops_norm[];
extern const struct fc_op fc_ops_opaque[];
extern const struct fc_op fc_ops_optimizer[];
extern const struct fc_op fc_ops_optional[];
extern const struct fc_op fc_ops_pad[];
extern const struct fc_op fc_ops_permute[];
extern const struct fc_op fc_ops_plugin[];
extern const struct fc_op fc_ops_pool[];
extern const struct fc_op fc_ops_qlinear[];
extern const struct fc_op fc_ops_quant[];
extern const struct fc_op fc_ops_recurrent[];
extern const struct fc_op fc_ops_reduce[];
extern const struct fc_op fc_ops_resize[];
extern const struct fc_op fc_ops_rnn[];
extern const struct fc_op fc_ops_scan[];
extern const struct fc_op fc_ops_scatter[];
extern const struct fc_op fc_ops_select[];
extern const struct fc_op fc_ops_sequence[];
extern const struct fc_op fc_ops_shape[];
extern const struct fc_op fc_ops_signal[];
extern const struct fc_op fc_ops_slice[];
extern const struct fc_op fc_ops_softmax[];
extern const struct fc_op fc_ops_strided[];
extern const struct fc_op fc_ops_text[];
extern const struct fc_op fc_ops_training[];
extern const struct fc_op fc_ops_training_step[];
extern const struct fc_op fc_ops_unary[];

#endif
