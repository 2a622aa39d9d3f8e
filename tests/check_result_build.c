/* check_result_build.c -- graphs made by hand into results */
#include "check_case.h"
#include "check_result.h"

#include "ir/builder.h"

static struct fc_heap heap;
static struct fc_arena *keep, *arena;
static struct fc_diags diags;
static struct fc_builder b;
static struct fc_result_source source;

static void
infer_nothing(struct fc_builder *builder, struct fc_node *node)
{
	(void)builder;
	(void)node;
}

static void
open_nothing(struct fc_builder *builder, struct fc_node *node, struct fc_graph *body)
{
	(void)builder;
	(void)node;
	(void)body;
}

static void
input_nothing(struct fc_builder *builder, struct fc_value *value, unsigned position)
{
	(void)builder;
	(void)value;
	(void)position;
}

static void
set_up(void)
{
	memset(&heap, 0, sizeof(heap));
	memset(&b, 0, sizeof(b));
	keep = fc_arena_new(&heap);
	arena = fc_arena_new(&heap);
	diags = (struct fc_diags){ .arena = arena };
	b.arena = arena;
	b.names = fc_intern_new(keep);
	b.dims = fc_dims_new(keep, b.names);
	b.diags = &diags;
	b.hooks.infer = infer_nothing;
	b.hooks.open = open_nothing;
	b.hooks.input = input_nothing;
	fc_builder_init(&b);
	source = (struct fc_result_source){
		.builder = &b, .policy = fc_policy_find("paper"), .path = "m.onnx",
		.peak = fc_dim_int(b.dims, 0),
	};
}

static void
tear_down(void)
{
	fc_heap_done(&heap);
}

static const char *
name(const char *text)
{
	return fc_intern_text(b.names, text);
}

static struct fc_type
type_of(const char *shape)
{
	struct fc_shape s;

	ck_assert(fc_shape_parse(b.dims, shape, strlen(shape), &s));
	return fc_type_tensor(FC_DTYPE_FLOAT32, s);
}

static struct fc_value *
value(const char *text, const char *shape)
{
	struct fc_value *v = fc_builder_value(&b, name(text));

	v->type = type_of(shape);
	return v;
}

/* A node of two operands and one result, counted as 8 MACs of 64-bit and 16-bit floats. */
static struct fc_node *
node_of(const char *text, struct fc_value *x, struct fc_value *w, struct fc_value *y)
{
	struct fc_node *n = fc_builder_node(&b, name(text), 2, 1);
	struct fc_cost *cost = FC_NEW(b.arena, struct fc_cost);

	n->op_name = name("MatMul");
	n->domain = name("ai.onnx");
	n->in[0] = x;
	n->in[1] = w;
	n->out[0] = y;
	cost->macs = fc_dim_int(b.dims, 8);
	cost->read_bytes = fc_dim_int(b.dims, 3);
	cost->write_bytes = fc_dim_int(b.dims, 4);
	cost->pair[0][0] = FC_DTYPE_FLOAT64;
	cost->pair[0][1] = FC_DTYPE_FLOAT16;
	n->cost = cost;
	return n;
}

/* The result, once the graph is gone. */
static struct fc_result *
build(void)
{
	struct fc_result *r = fc_result_build(fc_arena_new(&heap), &source);

	fc_arena_free(arena);
	memset(&b, 0xa5, sizeof(b));
	return r;
}

START_TEST(rows)
{
	struct fc_value *x = fc_builder_input(&b, name("x"), type_of("Nx8")), *y = value("y", "Nx4");
	struct fc_dim two = fc_dim_int(b.dims, 2);
	struct fc_value *w, *seen;
	struct fc_cost cost;
	struct fc_result *r;
	struct fc_node *n;

	w = fc_builder_stored(&b, name("w"), type_of("8x4"), FC_STORED_INITIALIZER, FC_DIM_NAN);
	w->stored->counted = true;
	fc_builder_push(&b, name("head"), NULL);
	ck_assert(fc_builder_add(&b, node_of("", x, w, y)));
	fc_builder_pop(&b);
	seen = value("z", "4");
	n = node_of("last", y, fc_builder_ints(&b, &two, 1, false), seen);
	cost = *n->cost;
	cost.repeat = fc_dim_int(b.dims, 3);
	n->cost = &cost;
	n->reason = "because";
	n->status = FC_NODE_PARTIAL;
	ck_assert(fc_builder_add(&b, n));
	FC_VEC_PUSH(b.arena, &b.graph->outputs, seen);
	FC_VEC_PUSH(b.arena, &b.graph->outputs, x); /* straight through */
	source.peak_at = b.graph->nodes.at[0];
	r = build();
	ck_assert_uint_eq(r->n_row, 2);
	ck_assert_str_eq(r->row[0].scope, "head");
	ck_assert_str_eq(r->row[0].like->op, "MatMul");
	ck_assert_uint_eq(r->row[0].n_in, 2);
	ck_assert_uint_eq(r->row[1].n_in, 1); /* an attribute that was made an operand is not shown */
	ck_assert_str_eq(r->row[1].like->reason, "because");
	ck_assert_uint_eq(r->n_tensor, 4);
	ck_assert_uint_eq(r->row[0].in[0], r->input[0]);
	ck_assert_uint_eq(fc_row_out(&r->row[0])[0], r->row[1].in[0]);
	ck_assert_uint_eq(r->n_output, 2);
	ck_assert_uint_eq(r->output[1], r->input[0]);
	ck_assert_str_eq(r->tensor[r->output[0]].name, "z");
	ck_assert(fc_dim_is(r->row[1].like->out_count, 12)); /* 4 elements, three times */
	ck_assert(fc_dim_is(r->row[0].like->f.access_bytes, 7));
	ck_assert(fc_dim_is(r->total.f.macs, 16));
	ck_assert_uint_eq(r->total.pair[0].a, FC_DTYPE_FLOAT64);
	ck_assert_str_eq(r->total.peak_at, "#0"); /* it has no name */
	ck_assert_uint_eq(r->n_symbol, 1);
	ck_assert_str_eq(r->symbol[0].name, "N"); /* in a shape only */
	ck_assert(!r->symbol[0].in_total);
}
END_TEST

START_TEST(bodies)
{
	struct fc_value *x = fc_builder_input(&b, name("x"), type_of("8"));
	struct fc_node *loop = node_of("loop", x, NULL, value("y", "8"));
	struct fc_result *r;

	loop->n_body = 1;
	loop->body = FC_NEW(b.arena, struct fc_graph *);
	ck_assert(fc_builder_open(&b, loop, 0, fc_builder_body(&b, name("body"))));
	ck_assert(fc_builder_add(&b, node_of("inner", x, NULL, value("i", "8"))));
	fc_builder_close(&b);
	ck_assert(fc_builder_add(&b, loop));
	ck_assert(fc_builder_add(&b, node_of("after", x, NULL, value("z", "8"))));
	r = build();
	ck_assert_uint_eq(r->n_row, 3);
	ck_assert_str_eq(r->row[0].name, "loop");
	ck_assert_str_eq(r->row[1].name, "inner");
	ck_assert_uint_eq(r->row[1].depth, 1);
	ck_assert_str_eq(r->row[2].name, "after");
	ck_assert_uint_eq(r->row[0].n_in, 1); /* the omitted one is left out */
}
END_TEST

START_TEST(attributes)
{
	static const double half = 0.5;
	static const char *const text[] = { "a\"b", "c" };
	const struct fc_dim pads[] = { fc_dim_int(b.dims, 1), fc_dim_symbol(b.dims, "N") };
	struct fc_value tensor = { .type = type_of("2x3") };
	struct fc_attr attr[] = {
		{ .name = "group", .kind = FC_ATTR_INT, .n = 1, .dim = pads },
		{ .name = "pads", .kind = FC_ATTR_INTS, .n = 2, .dim = pads },
		{ .name = "body", .kind = FC_ATTR_GRAPH },
		{ .name = "alpha", .kind = FC_ATTR_REAL, .n = 1, .real = &half },
		{ .name = "keys", .kind = FC_ATTR_TEXTS, .n = 2, .text = text },
		{ .name = "none", .kind = FC_ATTR_INTS, .n = 0 },
		{ .name = "value", .kind = FC_ATTR_TENSOR, .value = &tensor },
		{ .name = "long", .kind = FC_ATTR_REALS, .n = FC_LIMIT_KNOWN + 1, .real = &half },
		{ .name = "other", .kind = FC_ATTR_OTHER },
	};
	static const char *const expected[] = {
		"group 1", "pads [1, \"N\"]", "alpha 0.5", "keys [\"a\\\"b\", \"c\"]", "none []",
		"value {\"dtype\": \"float32\", \"shape\": [2, 3]}", "long {\"length\": 1025}", "other null",
	};
	struct fc_node *node[3];
	struct fc_result *r;

	for (int i = 0; i < 3; i++) {
		node[i] = node_of("", NULL, NULL, NULL);
		node[i]->attr = attr;
		node[i]->n_attr = (uint16_t)(N(attr) - i / 2); /* the third has one less */
		ck_assert(fc_builder_add(&b, node[i]));
	}
	r = build();
	ck_assert_ptr_eq(r->row[0].like->attr, r->row[1].like->attr);
	ck_assert_ptr_ne(r->row[0].like->attr, r->row[2].like->attr);
	ck_assert_uint_eq(r->row[0].like->n_attr, N(expected));
	ck_assert_uint_eq(r->row[2].like->n_attr, N(expected) - 1);
	for (int i = 0; i < N(expected); i++) {
		struct fc_str s = FC_STR(r->arena);

		fc_str_printf(&s, "%s %s", r->row[0].like->attr[i].name, r->row[0].like->attr[i].json);
		ck_assert_str_eq(s.data, expected[i]);
	}
}
END_TEST

/* Parameters that no node uses still belong to the model; tied ones count once. */
START_TEST(apart)
{
	struct fc_value *w[4];
	struct fc_result *r;

	for (int i = 0; i < 4; i++)
		w[i] = fc_builder_stored(&b, name("w"), type_of("8x4"), FC_STORED_LEARNABLE, FC_DIM_NAN);
	w[0]->stored->is_param = w[1]->stored->is_param = w[2]->stored->is_buffer = true;
	w[1]->stored->counted = true;
	w[3]->stored = w[0]->stored;
	b.info.needs_inputs = true;
	r = build();
	ck_assert(fc_dim_is(r->total.f.params, 32));
	ck_assert(fc_dim_is(r->total.f.param_bytes, 128));
	ck_assert(fc_dim_is(r->total.f.buffers, 32));
	ck_assert(fc_dim_is_nan(r->total.f.macs));
	ck_assert_int_eq(r->status, FC_RESULT_UNAVAILABLE);
}
END_TEST

START_TEST(sequences)
{
	struct fc_type *elem = FC_NEW_N(b.arena, struct fc_type, 2), inner;
	struct fc_value *v = fc_builder_value(&b, name("s")), *o = fc_builder_value(&b, name("o"));
	const struct fc_tensor_type *s;
	struct fc_result *r;

	elem[0] = type_of("1x3");
	elem[1] = type_of("1x4");
	v->type = (struct fc_type){ .kind = FC_KIND_SEQUENCE, .listed = true, .n_elem = 2, .elem = elem };
	inner = v->type;
	o->type = (struct fc_type){ .kind = FC_KIND_OPTIONAL, .n_elem = 1, .elem = &inner };
	ck_assert(fc_builder_add(&b, node_of("", v, o, value("y", "1"))));
	r = build();
	s = r->tensor[r->row[0].in[0]].type;
	ck_assert_uint_eq(s->n_elem, 2);
	ck_assert(s->listed);
	ck_assert(fc_dim_is(s->elem[1].shape.dim[1], 4));
	ck_assert_ptr_eq(r->tensor[r->row[0].in[1]].type->elem[0].elem, s->elem); /* made once */
}
END_TEST

/* What was said stays readable; a total beyond 63 bits is said as well. */
START_TEST(diagnostics)
{
	struct fc_node *node = node_of("big", NULL, NULL, NULL);
	struct fc_cost cost = *node->cost;
	struct fc_where where = { .node = fc_arena_text(arena, "w", 1) };
	struct fc_result *r;

	fc_diag_add(&diags, FC_E_UNUSED, where, "never %s", "used");
	cost.macs = fc_dim_int(b.dims, INT64_MAX);
	node->cost = &cost;
	ck_assert(fc_builder_add(&b, node));
	ck_assert(fc_builder_add(&b, node_of("small", NULL, NULL, NULL)));
	r = build();
	ck_assert_uint_eq(r->n_diag, 2);
	ck_assert_str_eq(r->diag[0].text, "never used");
	ck_assert_str_eq(r->diag[0].where.node, "w");
	ck_assert_int_eq(r->diag[1].code, FC_E_OVERFLOW);
	ck_assert_str_eq(r->diag[1].text, "macs, flops: the total does not fit 63 bits");
	ck_assert_int_eq(r->status, FC_RESULT_PARTIAL);
}
END_TEST

CHECK_CASE(result_build)
{
	TCase *tc = tcase_create("build");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, rows);
	tcase_add_test(tc, bodies);
	tcase_add_test(tc, attributes);
	tcase_add_test(tc, apart);
	tcase_add_test(tc, sequences);
	tcase_add_test(tc, diagnostics);
	return tc;
}
