/* check_ops_op.c -- the bench for single nodes, and what op.h reads of them */
#include "check_ops.h"

#include <string.h>

#include "base/intern.h"
#include "base/num.h"
#include "pass/infer.h"

void
bench_open(struct bench *b)
{
	memset(b, 0, sizeof(*b));
	b->arena = fc_arena_new(&b->heap);
	b->diags.arena = b->arena;
	b->b.arena = b->arena;
	b->b.names = fc_intern_new(b->arena);
	b->b.dims = fc_dims_new(b->arena, b->b.names);
	b->b.diags = &b->diags;
	b->b.registry = fc_registry_new(b->arena, b->b.names);
	fc_builder_init(&b->b);
	b->b.hooks.infer = fc_infer_node;
}

void
bench_close(struct bench *b)
{
	fc_arena_free(b->arena);
}

/* "{2,3,N}" onto v. */
static void
known(struct bench *b, struct fc_value *v, const char *text)
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

static struct fc_value *
operand(struct bench *b, const char *text, size_t n)
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
	v = fc_builder_value(&b->b, "x");
	if (stored)
		v = fc_builder_stored(&b->b, "w", fc_type_tensor(dtype, s), FC_STORED_INITIALIZER,
		                      FC_DIM_NAN);
	v->type = fc_type_tensor(dtype, s);
	if (stored)
		v->stored->is_param = true;
	if (*at == '{')
		known(b, v, at);
	return v;
}

/* "name=1", "name=1,2", "name=0.5", "name=TEXT". */
static struct fc_attr
attr_of(struct bench *b, const char *text, size_t n)
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

static unsigned
words(const char *text)
{
	unsigned n = 0;

	for (; *text; text += strcspn(text, " ") + strspn(text + strcspn(text, " "), " "))
		n++;
	return n;
}

struct fc_op_ctx *
bench_node(struct bench *b, const char *op, const char *operands, const char *attrs)
{
	unsigned n_in = words(operands), n_attr = words(attrs);
	struct fc_attr *attr = FC_NEW_N(b->arena, struct fc_attr, n_attr + 1);
	struct fc_node *n = fc_builder_node(&b->b, "node", n_in, 4);

	n->op_name = op;
	n->domain = "ai.onnx";
	n->op = fc_registry_find(b->b.registry, op);
	ck_assert_msg(n->op != NULL, "no row '%s'", op);
	for (unsigned i = 0; i < n_in; i++) {
		size_t len = strcspn(operands, " ");

		n->in[i] = *operands == '-' ? NULL : operand(b, operands, len);
		operands += len + strspn(operands + len, " ");
	}
	for (unsigned i = 0; i < n_attr; i++) {
		size_t len = strcspn(attrs, " ");

		attr[i] = attr_of(b, attrs, len);
		attrs += len + strspn(attrs + len, " ");
	}
	n->attr = attr;
	n->n_attr = (uint16_t)n_attr;
	for (unsigned o = 0; o < 4; o++) {
		n->out[o] = fc_builder_value(&b->b, "y");
		n->out[o]->producer = n;
	}
	fc_infer_node(&b->b, n);
	b->node = n;
	b->cx = (struct fc_op_ctx){ .b = &b->b, .dims = b->b.dims, .arena = b->arena, .node = n };
	b->cx.op = n->op;
	return &b->cx;
}

const char *
bench_shape(struct bench *b, unsigned o)
{
	struct fc_str s = FC_STR(b->arena);

	if (b->node->flags & FC_NODE_INFER_FAILED)
		return "failed";
	fc_shape_print(b->node->out[o]->type.shape, &s);
	return s.data;
}

const char *
bench_dim(struct bench *b, struct fc_dim x)
{
	struct fc_str s = FC_STR(b->arena);

	fc_dim_print(x, &s);
	return s.data;
}

/* --- what op.h reads of rows and nodes --------------------------------------------- */

static const struct mark_case {
	const char *in;
	unsigned i;
	char mark;
} mark_cases[] = {
	{ "X W! B!?", 0, 0 }, { "X W! B!?", 1, '!' }, { "X W! B!?", 2, '!' }, { "X W! B!?", 3, 0 },
	{ "data shape#", 1, '#' }, { "data*+", 0, '+' }, { "data*+", 7, '+' }, { "A rest*", 5, 0 },
	{ "input min~? max~?", 2, '~' }, { "", 0, 0 },
};

START_TEST(mark)
{
	const struct mark_case *c = &mark_cases[_i];
	struct fc_op op = { .in = c->in };

	ck_assert_int_eq(fc_op_in_mark(&op, c->i), c->mark);
}
END_TEST

START_TEST(names)
{
	struct fc_op op = { .in = "X W! B!? rest*", .out = "Y Indices" };

	ck_assert_int_eq(fc_op_in_index(&op, "X"), 0);
	ck_assert_int_eq(fc_op_in_index(&op, "B"), 2);
	ck_assert_int_eq(fc_op_in_index(&op, "rest"), 3);
	ck_assert_int_eq(fc_op_in_index(&op, "Y"), -1);
	ck_assert_int_eq(fc_op_in_index(&op, "res"), -1);
	ck_assert_int_eq(fc_op_out_index(&op, "Indices"), 1);
}
END_TEST

START_TEST(attributes)
{
	struct fc_op_ctx *cx;
	struct bench b;
	unsigned n;

	bench_open(&b);
	cx = bench_node(&b, "Gemm", "4x8 8x3", "alpha=0.5 transA=0");
	ck_assert(fc_op_has_attr(cx, "alpha") && !fc_op_has_attr(cx, "beta"));
	ck_assert(fc_op_real(cx, "alpha") == 0.5 && fc_op_real(cx, "beta") == 1);
	ck_assert(fc_dim_is_nan(fc_op_dim(cx, "alpha")));
	ck_assert(fc_dim_is(fc_op_dim(cx, "beta"), 1));
	ck_assert(fc_dim_is_nan(fc_op_dim(cx, "nothing")));
	ck_assert_int_eq(fc_op_int(cx, "nothing"), 0);
	cx = bench_node(&b, "Conv", "1x1x8x8 1x1x3x3", "pads=1,1,1,1");
	ck_assert_ptr_nonnull(fc_op_ints(cx, "pads", &n));
	ck_assert_uint_eq(n, 4);
	ck_assert_ptr_null(fc_op_ints(cx, "strides", &n));
	ck_assert_uint_eq(n, 0);
	ck_assert_str_eq(fc_op_text(cx, "auto_pad"), "NOTSET");
	ck_assert(fc_op_text_is(cx, "auto_pad", "NOTSET") && !fc_op_text_is(cx, "auto_pad", "NOT"));
	ck_assert(fc_op_text_is(cx, "nothing", "") && !fc_op_text_is(cx, "nothing", "x"));
	bench_close(&b);
}
END_TEST

/* A weight is one still behind operators that hand it on, and only behind those. */
START_TEST(param)
{
	struct fc_value *hidden;
	struct bench b;

	bench_open(&b);
	bench_node(&b, "Cast", "!8x3:float16", "to=float32");
	hidden = b.node->out[0];
	bench_node(&b, "MatMul", "4x8 8x3", "");
	b.node->in[1] = hidden;
	ck_assert(fc_op_is_param(&b.cx, 1) && !fc_op_is_param(&b.cx, 0));
	bench_node(&b, "Relu", "!8x3", "");
	hidden = b.node->out[0];
	bench_node(&b, "MatMul", "4x8 8x3", "");
	b.node->in[1] = hidden;
	ck_assert(!fc_op_is_param(&b.cx, 1) && !fc_op_is_param(&b.cx, 9));
	bench_close(&b);
}
END_TEST

CHECK_CASE(ops_op)
{
	TCase *t = tcase_create("op");

	tcase_add_loop_test(t, mark, 0, N(mark_cases));
	tcase_add_test(t, names);
	tcase_add_test(t, attributes);
	tcase_add_test(t, param);
	return t;
}
