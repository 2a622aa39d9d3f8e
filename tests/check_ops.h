/*
 * check_ops.h -- one node on a bench: an operator, operands from text, attributes from text
 *
 *	struct bench b;
 *	bench_open(&b);
 *	bench_node(&b, "Conv", "Nx3xHxW !8x3x3x3 -", "strides=2,2 auto_pad=SAME_UPPER");
 *	bench_shape(&b, 0)   "Nx8x..."
 *	bench_close(&b);
 *
 * An operand is SHAPE[:DTYPE][{v,v}], float32 by default; '-' omits it, '!' makes it a stored parameter.
 */
#ifndef FC_TESTS_CHECK_OPS_H
#define FC_TESTS_CHECK_OPS_H

#include "base/str.h"
#include "check_case.h"
#include "ops/formula.h"
#include "ops/op.h"
#include "ops/registry.h"

struct bench {
	struct fc_heap heap;
	struct fc_arena *arena;
	struct fc_diags diags;
	struct fc_builder b;
	struct fc_node *node;
	struct fc_op_ctx cx;
};

void bench_open(struct bench *b);
void bench_close(struct bench *b);

/* Make the node and infer it; four results are asked for. */
struct fc_op_ctx *bench_node(struct bench *b, const char *op, const char *operands, const char *attrs);

/* "1x8x4x4" of result o; "failed" after a diagnostic. */
const char *bench_shape(struct bench *b, unsigned o);

const char *bench_dim(struct bench *b, struct fc_dim x);

#endif
