/* check_front_text.c -- hand-written graphs that cannot be read, and what they are told */
#include "front/text/text.h"

#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "check_heap.h"
#include "ops/registry.h"
#include "pass/infer.h"
#include "pass/inputs.h"

#define TEN(x) x x x x x x x x x x

static const struct text {
	const char *text, *message; /* NULL: it can be read */
} texts[] = {
	{ "", NULL },
	{ "\n  \n# a remark\n", NULL },
	{ "y = Neg(x[2,3])\n", NULL },
	{ "y = Neg(x[2,3])", NULL },
	{ "\ty\t=\tNeg (x , ) ", "an operand's name is missing" },
	{ "_ = Neg(x)", NULL },
	{ "y = Range()", NULL },
	{ "= Neg(x)", "a result's name is missing" },
	{ "y, = Neg(x)", "a result's name is missing" },
	{ "y Neg(x)", "'=' is missing" },
	{ "y", "'=' is missing" },
	{ "y = (x)", "the operator's name is missing" },
	{ "y = Neg x", "'(' is missing" },
	{ "y = Neg(x", "')' is missing" },
	{ "y = Neg(x[2,3)", "']' is missing" },
	{ "y = Neg(x[2,])", NULL },
	{ "y = Neg(x[2,?])", "a dimension cannot be read" },
	{ "y = Neg(x[" TEN("1,") TEN("1,") TEN("1,") "1,1,1])", "too many dimensions" },
	{ "y = Neg(x:real[2])", "an operand's type cannot be read" },
	{ "y = Neg(x:)", NULL },
	{ "y = Neg(x:int64[1]{1)", "'}' is missing" },
	{ "y = Neg(x:int64[1]{?})", "a value cannot be read" },
	{ "y = Neg(x) axis", "an attribute has no '='" },
	{ "y = Neg(x) =1", "an attribute has no '='" },
	{ "y = Neg(x) axes=[1,2", "']' is missing" },
	{ "y = Neg(x) axes=[?]", "an attribute cannot be read" },
	{ "y = Neg(x) body={", "'}' is missing" },
	{ "y = Neg(x) a={||} b={||} c={||}", "a node has more than two bodies" },
	{ "y = Loop(m, c, x) body={i, k, a}", "a body has three parts, by '|'" },
	{ "y = Loop(m, c, x) body={i, k, a | b = | k, b}", "the operator's name is missing" },
	{ "y = Loop(m, c, x) body={i, k, a | b = Neg(a) | k, z}", "a body's result is made nowhere" },
	{ "y = Loop(m, c, x) body={i, k, a | b = Neg(a); d = Neg(b) | k, d} s=\"text\"", NULL },
};

static bool
read_text(struct fc_arena *a, struct fc_diags *d, const char *text)
{
	struct fc_builder b = { .arena = a, .diags = d };

	b.names = fc_intern_new(a);
	b.dims = fc_dims_new(a, b.names);
	b.registry = fc_registry_new(a, b.names);
	b.hooks = (struct fc_builder_hooks){ .infer = fc_infer_node, .open = fc_infer_open,
	                                     .input = fc_inputs_apply };
	fc_builder_init(&b);
	return fc_text_read(&b, text, strlen(text));
}

START_TEST(read)
{
	const struct text *t = &texts[_i];
	bool found = false;

	ck_assert_msg(read_text(arena, &diags, t->text) == !t->message, "%s: %s", t->text,
	              diags.n ? diags.item[0].text : "");
	for (size_t i = 0; t->message && i < diags.n; i++)
		found |= diags.item[i].code == FC_E_CORRUPT && diags.item[i].where.line == 1 &&
		         strstr(diags.item[i].text, t->message);
	ck_assert_msg(found == (t->message != NULL), "%s: %s", t->text, diags.n ? diags.item[0].text : "");
}
END_TEST

/* The nth chunk of memory is refused: everything goes with the heap. */
START_TEST(out_of_memory)
{
	volatile bool done = false;

	for (volatile unsigned long n = 1; !done; n++) {
		struct fc_heap own = { 0 };
		struct fc_guard guard;

		if (!FC_GUARD(&own, guard)) {
			struct fc_diags d = { 0 };

			fc_arena_fail_at(n);
			d.arena = fc_arena_new(&own);
			ck_assert(read_text(d.arena, &d, texts[_i].text) == !texts[_i].message);
			done = true;
		}
		fc_arena_fail_at(0);
		fc_guard_done(&guard);
		fc_heap_done(&own);
		ck_assert_uint_eq(own.used, 0);
	}
}
END_TEST

CHECK_CASE(front_text)
{
	TCase *c = tcase_create("text");

	tcase_add_checked_fixture(c, check_heap_setup, check_heap_teardown);
	tcase_add_loop_test(c, read, 0, N(texts));
	tcase_add_loop_test(c, out_of_memory, 0, N(texts));
	return c;
}
