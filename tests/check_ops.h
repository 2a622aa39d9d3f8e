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

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/num.h"
#include "base/str.h"
#include "check_case.h"
#include "ops/formula.h"
#include "ops/op.h"
#include "ops/registry.h"
#include "pass/infer.h"

struct bench {
	struct fc_heap heap;
	struct fc_arena *arena;
	struct fc_diags diags;
	struct fc_builder b;
	struct fc_node *node;
	struct fc_op_ctx cx;
};

static inline void
bench_open(struct bench *b)
{
	memset(b, 0, sizeof(*b));
	b->arena = fc_arena_new(&b->heap);
	b->diags.arena = b->arena;
	b->b.arena = b->b.keep = b->arena;
	b->b.names = fc_intern_new(b->arena);
	b->b.dims = fc_dims_new(b->arena, b->b.names);
	b->b.diags = &b->diags;
	b->b.registry = fc_registry_new(b->arena, b->b.names);
	fc_builder_init(&b->b);
	b->b.hooks.infer = fc_infer_node;
}

static inline void
bench_close(struct bench *b)
{
	fc_arena_free(b->arena);
}

/* "{2,3,N}" onto v. */
static inline void
bench_known(struct bench *b, struct fc_value *v, const char *text)
{
	struct fc_scalar *at;
	unsigned n = 0;
	double real;

	for (const char *s = text; *s && *s != '}'; s++)
		n += *s == ',';
	n = text[1] == '}' ? 0 : n + 1;
	v->known = fc_builder_known(&b->b, n, &at);
	for (unsigned i = 0; i < n; i++) {
		size_t len = strcspn(++text, ",}");

		if (memchr(text, '.', len)) {
			ck_assert(fc_num_parse_real(text, len, &real));
			at[i] = fc_scalar_real(b->b.dims, real);
		} else {
			at[i] = fc_scalar_dim(fc_dim_parse(b->b.dims, text, len));
		}
		text += len;
	}
}

static inline struct fc_value *
bench_operand(struct bench *b, const char *text, size_t n)
{
	bool stored = *text == '!';
	size_t shape = strcspn(text + stored, ":{ "), type = 0;
	enum fc_dtype dtype = FC_DTYPE_FLOAT32;
	const char *at = text + stored + shape;
	struct fc_shape s = FC_SHAPE_UNKNOWN;
	struct fc_value *v;

	if (*at == ':') {
		type = strcspn(++at, "{ ");
		dtype = fc_dtype_find(at, type);
		at += type;
	}
	if (text[stored] != '?')
		ck_assert_msg(fc_shape_parse(b->b.dims, text + stored, shape, &s), "%.*s", (int)n, text);
	v = stored ? fc_builder_stored(&b->b, "w", fc_type_tensor(dtype, s), FC_STORED_INITIALIZER, FC_DIM_NAN)
	           : fc_builder_value(&b->b, "x");
	v->type = fc_type_tensor(dtype, s);
	if (stored)
		v->stored->is_param = true;
	if (*at == '{')
		bench_known(b, v, at);
	return v;
}

/* "name=1", "name=1,2", "name=0.5", "name=TEXT". */
static inline struct fc_attr
bench_attr(struct bench *b, const char *text, size_t n)
{
	size_t name = strcspn(text, "="), at = name + 1;
	struct fc_attr a = { .name = fc_intern(b->b.names, text, name) };
	struct fc_dim *dim = FC_NEW_N(b->arena, struct fc_dim, n);
	double *real = FC_NEW(b->arena, double);
	const char **word = FC_NEW(b->arena, const char *);
	int64_t v;

	for (a.kind = FC_ATTR_INT; at < n; at += strcspn(text + at, ", ") + 1) {
		if (!fc_num_parse(text + at, strcspn(text + at, ", "), &v))
			break;
		dim[a.n++] = fc_dim_int(b->b.dims, v);
		a.kind = a.n > 1 ? FC_ATTR_INTS : FC_ATTR_INT;
	}
	a.dim = dim;
	if (a.n)
		return a;
	a.n = 1;
	a.kind = fc_num_parse_real(text + name + 1, n - name - 1, real) ? FC_ATTR_REAL : FC_ATTR_TEXT;
	*word = fc_intern(b->b.names, text + name + 1, n - name - 1);
	if (a.kind == FC_ATTR_REAL)
		a.real = real;
	else
		a.text = word;
	return a;
}

static inline unsigned
bench_words(const char *text)
{
	unsigned n = 0;

	for (; *text; text += strcspn(text, " ") + strspn(text + strcspn(text, " "), " "))
		n++;
	return n;
}

/* Make the node and infer it; four results are asked for. */
static inline struct fc_op_ctx *
bench_node(struct bench *b, const char *op, const char *operands, const char *attrs)
{
	unsigned n_in = bench_words(operands), n_attr = bench_words(attrs);
	struct fc_attr *attr = FC_NEW_N(b->arena, struct fc_attr, n_attr + 1);
	struct fc_node *n = fc_builder_node(&b->b, "node", n_in, 4);

	n->op_name = op;
	n->domain = "ai.onnx";
	n->op = fc_registry_find(b->b.registry, op);
	ck_assert_msg(n->op != NULL, "no row '%s'", op);
	for (unsigned i = 0; i < n_in; i++) {
		size_t len = strcspn(operands, " ");

		n->in[i] = *operands == '-' ? NULL : bench_operand(b, operands, len);
		operands += len + strspn(operands + len, " ");
	}
	for (unsigned i = 0; i < n_attr; i++) {
		size_t len = strcspn(attrs, " ");

		attr[i] = bench_attr(b, attrs, len);
		attrs += len + strspn(attrs + len, " ");
	}
	n->attr = attr;
	n->n_attr = (uint16_t)n_attr;
	for (unsigned o = 0; o < 4; o++)
		n->out[o] = fc_builder_value(&b->b, "y");
	fc_infer_node(&b->b, n);
	b->node = n;
	b->cx = (struct fc_op_ctx){ .b = &b->b, .dims = b->b.dims, .arena = b->arena, .node = n, .op = n->op };
	return &b->cx;
}

/* "1x8x4x4", "failed" after a diagnostic. */
static inline const char *
bench_shape(struct bench *b, unsigned o)
{
	struct fc_str s = FC_STR(b->arena);

	if (b->node->flags & FC_NODE_INFER_FAILED)
		return "failed";
	fc_shape_print(b->node->out[o]->type.shape, &s);
	return s.data;
}

/* "2,3,?" of result 0; "" when it is not followed. */
static inline const char *
bench_values(struct bench *b)
{
	const struct fc_known *k = b->node->out[0]->known;
	struct fc_str s = FC_STR(b->arena);
	double v;

	for (unsigned i = 0; k && i < k->n; i++) {
		fc_str_puts(&s, i ? "," : "");
		if (k->at[i].real != 1 && fc_scalar_as_real(k->at[i], &v))
			fc_str_printf(&s, "%g", v);
		else
			fc_dim_print(k->at[i].dim, &s);
	}
	return s.data;
}

static inline const char *
bench_dim(struct bench *b, struct fc_dim x)
{
	struct fc_str s = FC_STR(b->arena);

	fc_dim_print(x, &s);
	return s.data;
}

#endif
