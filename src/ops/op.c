/* op.c -- what operator functions may ask about operands */
#include "ops/op.h"

#include <stdarg.h>
#include <string.h>

#include "base/str.h"

const struct fc_value *
fc_op_in(const struct fc_op_ctx *cx, unsigned i)
{
	return i < cx->node->n_in ? cx->node->in[i] : NULL;
}

bool
fc_op_has(const struct fc_op_ctx *cx, unsigned i)
{
	return fc_op_in(cx, i) != NULL;
}

struct fc_type
fc_op_type(const struct fc_op_ctx *cx, unsigned i)
{
	const struct fc_value *v = fc_op_in(cx, i);

	return v ? v->type : fc_type_unknown();
}

struct fc_shape
fc_op_shape(const struct fc_op_ctx *cx, unsigned i)
{
	const struct fc_value *v = fc_op_in(cx, i);

	return v && v->type.kind == FC_KIND_TENSOR ? v->type.shape : FC_SHAPE_UNKNOWN;
}

enum fc_dtype
fc_op_dtype(const struct fc_op_ctx *cx, unsigned i)
{
	const struct fc_value *v = fc_op_in(cx, i);

	return v && v->type.kind == FC_KIND_TENSOR ? (enum fc_dtype)v->type.dtype : FC_DTYPE_UNKNOWN;
}

const struct fc_scalar *
fc_op_known(const struct fc_op_ctx *cx, unsigned i, unsigned *n_out)
{
	const struct fc_value *v = fc_op_in(cx, i);

	*n_out = v && v->known ? v->known->n : 0;
	return v && v->known ? v->known->at : NULL;
}

struct fc_dim
fc_op_value_dim(const struct fc_op_ctx *cx, unsigned i)
{
	unsigned n;
	const struct fc_scalar *at = fc_op_known(cx, i, &n);

	return at && n == 1 ? fc_scalar_as_dim(cx->dims, at[0]) : FC_DIM_NAN;
}

bool
fc_op_value_int(const struct fc_op_ctx *cx, unsigned i, int64_t *out)
{
	return fc_dim_const(fc_op_value_dim(cx, i), out);
}

/* Chains of views between a weight and its use are short; a longer one carries no weight. */
enum { CARRY_STEPS = 64 };

bool
fc_op_is_param(const struct fc_op_ctx *cx, unsigned i)
{
	const struct fc_value *v = fc_op_in(cx, i);

	for (int step = 0; v && step < CARRY_STEPS; step++) {
		const struct fc_node *p = v->producer;

		if (v->stored)
			return v->stored->is_param;
		if (!p || !p->op || !(p->op->flags & FC_OP_CARRY) || !p->n_in || p->out[0] != v)
			return false;
		v = p->in[0];
	}
	return false;
}

bool
(fc_op_fail)(struct fc_op_ctx *cx, enum fc_diag_code code, const char *fmt, ...)
{
	struct fc_str text = FC_STR(cx->arena);
	va_list ap;

	if (fc_builder_is_idle(cx->b))
		return false;
	va_start(ap, fmt);
	fc_str_vprintf(&text, fmt, ap);
	va_end(ap);
	return fc_fail(cx->b->diags, code, fc_node_where(cx->node), "%s", text.data);
}

bool
fc_op_need_rank(struct fc_op_ctx *cx, unsigned i, int min, int max)
{
	int rank = fc_op_shape(cx, i).rank;

	if (rank < 0 || (rank >= min && rank <= max))
		return true;
	if (min == max)
		return fc_op_fail(cx, FC_E_RANK, "operand %u has rank %d, expected %d", i, rank, min);
	if (max >= FC_LIMIT_RANK)
		return fc_op_fail(cx, FC_E_RANK, "operand %u has rank %d, expected %d or more", i, rank, min);
	return fc_op_fail(cx, FC_E_RANK, "operand %u has rank %d, expected %d to %d", i, rank, min, max);
}

bool
fc_op_need_equal(struct fc_op_ctx *cx, struct fc_dim a, struct fc_dim b, const char *what)
{
	int64_t x, y;

	if (!fc_dim_const(a, &x) || !fc_dim_const(b, &y) || x == y)
		return true;
	return fc_op_fail(cx, FC_E_SHAPE, "%s contradict: %lld and %lld", what, (long long)x, (long long)y);
}

void
fc_op_var(struct fc_op_ctx *cx, const char *name, struct fc_dim value)
{
	for (unsigned i = 0; i < cx->n_var; i++)
		if (strcmp(cx->var[i].name, name) == 0) {
			cx->var[i].value = value;
			return;
		}
	if (cx->n_var < sizeof(cx->var) / sizeof(cx->var[0]))
		cx->var[cx->n_var++] = (struct fc_op_var){ name, value };
}
