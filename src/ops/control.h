/* control.h -- shared by operators that own bodies */
#ifndef FC_OPS_CONTROL_H
#define FC_OPS_CONTROL_H

#include "ops/op.h"

/* The type that holds for a and for b: what differs becomes unknown. */
struct fc_type fc_control_join(struct fc_op_ctx *cx, struct fc_type a, struct fc_type b);

/* The same for any number of ways: the larger of the two is no bound. */
struct fc_type fc_control_widen(struct fc_op_ctx *cx, struct fc_type a, struct fc_type b);

/* Result o is v, its followed values too. */
void fc_control_pass_on(struct fc_op_ctx *cx, unsigned o, const struct fc_value *v);

/* The body behind a graph attribute; NULL when it is missing. */
struct fc_graph *fc_control_body(const struct fc_op_ctx *cx, const char *attr);

/* Result i of a body; NULL when it has none. */
struct fc_value *fc_control_result(const struct fc_graph *body, unsigned i);

/* A body input gets a type, and loses its followed values. */
void fc_control_retype(struct fc_value *v, struct fc_type type);

/* Result o of the node: each of trips turns' values, stacked along axis. */
void fc_control_stack(struct fc_op_ctx *cx, unsigned o, const struct fc_value *each, struct fc_dim trips,
                      int axis);

#endif
