/* check_ops_custom.c -- files of a user's operators: what is wrong with them, what they give */
#include "ops/custom.h"

#include <string.h>

#include "base/intern.h"
#include "check_ops.h"

/* Texts have ' for "; in a form, % stands for the rest of one operator that has an output. */
#define FORM "{'operators': [{'name': 'a::F', 'inputs': ['X', 'W!?'], "
#define OUT  "'outputs': [{'shape': 'X'}]"
#define OP(rest) FORM rest ", " OUT "}]}"
#define RESULT(text) FORM "'outputs': [" text "]}]}"
#define TEN(x) x x x x x x x x x x
#define LIST_OF_30 "'1'" TEN(",'1'") TEN(",'1'") ",'1','1','1','1','1','1','1','1','1'"

static struct fc_custom *
read_text(struct bench *b, const char *text)
{
	struct fc_custom_reader r = { .arena = b->arena, .names = b->b.names, .dims = b->b.dims,
		                      .diags = &b->diags };
	char *s = FC_NEW_N(b->arena, char, strlen(text) + 1);

	r.file = fc_intern_text(r.names, "ops.json");
	for (size_t i = 0; text[i]; i++)
		s[i] = text[i] == '\'' ? '"' : text[i];
	return fc_custom_read(&r, s, strlen(text));
}

static const struct refused {
	const char *text, *message;
} refused[] = {
	{ "{", "text is not JSON" },
	{ "{'operator': []}", "operator: no such key; did you mean 'operators'?" },
	{ "{}", "'operators' is no list of some" },
	{ "{'operators': 1}", "operators' is no list of some" },
	{ "{'operators': []}", "'operators' is no list of some" },
	{ "{'operators': [1]}", "operators[0]: an operator is an object" },
	{ "{'operators': [{}]}", "operators[0]: 'name' is missing" },
	{ "{'operators': [{'name': 1}]}", "operators[0].name: 'name' is missing" },
	{ "{'operators': [{'name': ''}]}", "operators[0].name: 'name' is missing" },
	{ "{'operators': [{'name': 'F'}]}", "operators[0]: 'outputs' is missing" },
	{ "{'operators': [{'nmae': 'F'}]}", "operators[0].nmae: no such key; did you mean 'name'?" },
	{ "{'operators': [{'name': 'F', 'outputs': []}, {'name': 'F', 'outputs': []}]}",
	  "operators[1]: operator 'ai.onnx::F' stands in line 1 already" },
	{ OP("'since': 1.5"), "operators[0].since: a version is a whole number from 1" },
	{ OP("'since': 0"), "operators[0].since: a version is a whole number from 1" },
	{ OP("'override': 1"), "operators[0].override: true or false is meant" },
	{ OP("'source': 1"), "operators[0].source: a text is meant" },
	{ "{'operators': [{'name': 'F', 'inputs': 'X'}]}", "operators[0].inputs: a list is meant" },
	{ "{'operators': [{'name': 'F', 'inputs': [1]}]}", "inputs[0]: the name of an operand is meant" },
	{ "{'operators': [{'name': 'F', 'inputs': ['X!x']}]}", "'X!x' is no name with marks of ? * ! + ~ #" },
	{ "{'operators': [{'name': 'F', 'inputs': ['X*', 'Y']}]}",
	  "inputs[1]: nothing can follow an operand that stands for many" },
	{ "{'operators': [{'name': 'F', 'inputs': ['X', 'X']}]}", "inputs[1]: 'X' stands twice" },
	{ "{'operators': [{'name': 'F', 'inputs': ['']}]}",
	  "inputs[0]: '' is no name that formulas can use" },
	{ "{'operators': [{'name': 'F', 'inputs': ['1X']}]}", "'1X' is no name that formulas can use" },
	{ "{'operators': [{'name': 'F', 'inputs': ['X.y']}]}", "'X.y' is no name that formulas can use" },
	{ "{'operators': [{'name': 'F', 'inputs': ['not']}]}", "'not' is no name that formulas can use" },
	{ "{'operators': [{'name': 'F', 'inputs': ['" TEN("abcdef") "']}]}",
	  "is no name that formulas can use" },
	{ "{'operators': [{'name': 'F', 'inputs': [" LIST_OF_30 "]}]}",
	  "operators[0].inputs: more than 28 of them" },
	{ OP("'attributes': []"), "attributes: an object of names and defaults is meant" },
	{ OP("'attributes': {'a b': 1}"), "attributes.a b: 'a b' is no name that formulas can use" },
	{ OP("'attributes': {'X': 1}"), "attributes.X: 'X' is no name that formulas can use" },
	{ OP("'attributes': {'a': {}}"), "a default is a number, a list of whole numbers" },
	{ OP("'attributes': {'a': 'b c'}"), "a default is a number" },
	{ OP("'attributes': {'a': [1, 'b']}"), "attributes.a: a default is a list of whole numbers" },
	{ OP("'let': 1"), "let: an object of names and expressions is meant" },
	{ OP("'let': {'a': -1}"), "let.a: an expression is a text, or a whole number that is not negative" },
	{ OP("'let': {'a': 1.5}"), "let.a: an expression is a text" },
	{ OP("'let': {'a': true}"), "let.a: an expression is a text" },
	{ OP("'let': {'a b': 1}"), "let.a b: 'a b' is no name that formulas can use" },
	{ OP("'let': {'a': '1 +'}"), "let.a: an expression is missing in '1 +'" },
	{ OP("'let': {'a': '1 2'}"), "let.a: something follows the expression in '1 2'" },
	{ OP("'let': {'a': '1; 2'}"), "let.a: one expression is meant, without ';'" },
	{ OP("'let': {'a': 'Z[0]'}"), "let.a: a name is no operand, no result and no attribute: 'Z'" },
	{ OP("'let': {'steps': 1, 'b': 'stpes + 1'}"), "'stpes'; did you mean 'steps'?" },
	{ OP("'let': {'b': 'cieldiv(X[0], 2)'}"), "no such function: 'cieldiv'; did you mean 'ceildiv'?" },
	{ OP("'let': {'b': 'f(1, 2)'}"), "no such function: 'f'" },
	{ OP("'let': {'b': '2^X[0]'}"), "a power takes one digit" },
	{ OP("'let': {'b': '99999999999999999999'}"), "a number is out of range" },
	{ OP("'let': {'b': '" TEN("abcdefghi") "'}"), "a name is too long" },
	{ OP("'let': {'b': '" TEN(TEN("(")) "'}"), "the text nests too deep" },
	{ OP("'let': {'b': '" TEN(TEN("-")) "1'}"), "the text nests too deep" },
	{ OP("'let': {'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':1,'h':1,'i':1,'j':1,'k':1,'l':1,'m':1}"),
	  "let: more than 12 of them" },
	{ OP("'parameters': 1"), "parameters: a list is meant" },
	{ OP("'parameters': [1]"), "parameters[0]: the name of a parameter is meant" },
	{ OP("'parameters': ['a b']"), "parameters[0]: the name of a parameter is meant" },
	{ FORM "'outputs': 1}]}", "outputs: a list is meant" },
	{ RESULT("1"), "outputs[0]: an object with name, shape and dtype is meant" },
	{ RESULT("{'shpae': 'X'}"), "outputs[0].shpae: no such key; did you mean 'shape'?" },
	{ RESULT("{'name': 1, 'shape': 'X'}"), "outputs[0].name: a name is meant" },
	{ RESULT("{'name': 'Y'}"), "outputs[0]: 'shape' is missing" },
	{ RESULT("{'name': 'X', 'shape': 'X'}"), "outputs[0].name: 'X' stands twice" },
	{ RESULT("{'name': 'Y', 'shape': 'X'}, {'name': 'Y', 'shape': 'X'}"),
	  "outputs[1].name: 'Y' stands twice" },
	{ RESULT("{'shape': 1}"), "outputs[0].shape: a list is meant" },
	{ RESULT("{'shape': 'Z'}"), "'Z' is no operand: a shape is a list of dimensions" },
	{ RESULT("{'shape': 'X, W'}"), "outputs[0].shape: something follows the shape" },
	{ RESULT("{'shape': 'broadcast(X, Z)'}"), "'Z' is no operand" },
	{ RESULT("{'shape': 'broadcast(X, W) W'}"), "something follows the shape" },
	{ RESULT("{'shape': [true]}"), "outputs[0].shape[0]: an expression is a text" },
	{ RESULT("{'shape': ['X[0:']}"),
	  "outputs[0].shape[0]: a bracket, comma or '=' is missing in 'X[0:'" },
	{ RESULT("{'shape': ['X[0:1] ']}"), "outputs[0].shape[0]" },
	{ RESULT("{'shape': ['Z[0:1]']}"), "outputs[0].shape[0]" },
	{ RESULT("{'shape': ['X[99:1]']}"), "outputs[0].shape[0]" },
	{ RESULT("{'shape': ['X[-99:1]']}"), "outputs[0].shape[0]" },
	{ RESULT("{'shape': ['X[0:99]']}"), "outputs[0].shape[0]" },
	{ RESULT("{'shape': ['X[0:-99]']}"), "outputs[0].shape[0]" },
	{ RESULT("{'shape': ['X[0+0:1]']}"), "outputs[0].shape[0]" },
	{ RESULT("{'shape': 'X', 'dtype': 1}"), "outputs[0].dtype: '' is no operand and no element type" },
	{ RESULT("{'shape': 'X', 'dtype': 'float33'}"), "'float33' is no operand and no element type" },
	{ OP("'macs': 'Q'"), "macs: " },
	{ OP("'macs': [1]"), "macs: an expression is a text" },
	{ OP("'macs': '|X| if Q'"), "macs: " },
	{ OP("'macs': '|X| if (((W)'"), "macs: " },
	{ OP("'macs': '|X| if " TEN(TEN("not ")) "W'"), "macs: the text nests too deep" },
	{ OP("'macs': '1', 'read': 1"), "read: an object of names and elements moved is meant" },
	{ OP("'macs': '1', 'read': {'Z': 1}"), "read.Z: " },
	{ OP("'macs': '1', 'read': {'Y': 1}"), "read.Y: only operands are read and only results written" },
	{ OP("'macs': '1', 'write': {'X': 1}"), "write.X: only operands are read and only results written" },
	{ OP("'macs': '1', 'write': {'Y': []}"), "write.Y: an expression is a text" },
};

START_TEST(fault)
{
	struct bench b;
	bool found = false;

	bench_open(&b);
	ck_assert_msg(!read_text(&b, refused[_i].text), "%s", refused[_i].text);
	ck_assert_uint_ge(b.diags.n, 1);
	for (size_t i = 0; i < b.diags.n; i++) {
		ck_assert_int_eq(b.diags.item[i].code, FC_E_OPS);
		found |= strstr(b.diags.item[i].text, refused[_i].message) != NULL;
	}
	ck_assert_msg(found, "%s: %s", refused[_i].text, b.diags.item[0].text);
	bench_close(&b);
}
END_TEST

static const struct given {
	const char *text, *operands, *attributes, *shape; /* shape "failed": a diagnostic */
} given[] = {
	{ RESULT("{'shape': 'X'}"), "2x3", "", "2x3" },
	{ RESULT("{'shape': 'broadcast(X, W)'}"), "2x1 3", "", "2x3" },
	{ RESULT("{'shape': 'broadcast(X, W)'}"), "2x4 3", "", "failed" },
	{ RESULT("{'shape': 'broadcast(X, W)'}"), "? 3", "", "?" },
	{ RESULT("{'shape': []}"), "2x3", "", "scalar" },
	{ RESULT("{'shape': ['X[1:]', 5, 'X[0]']}"), "2x3x4", "", "3x4x5x2" },
	{ RESULT("{'shape': ['X[-2:-1]']}"), "2x3x4", "", "3" },
	{ RESULT("{'shape': ['X[1:9]']}"), "2x3x4", "", "3x4" },
	{ RESULT("{'shape': ['X[-9:1]']}"), "2x3x4", "", "2" },
	{ RESULT("{'shape': ['X[2:1]']}"), "2x3x4", "", "scalar" },
	{ RESULT("{'shape': ['X[0:]']}"), "?", "", "?" },
	{ RESULT("{'shape': ['X[0] - 3']}"), "2x3", "", "failed" },
	{ RESULT("{'shape': ['X[0:]', 'X[0:]', 'X[0:]']}"), "1x1x1x1x1x1x1x1x1x1x1", "", "failed" },
	{ RESULT("{'shape': ['X[0:]', 1]}"),
	  "1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1", "", "failed" },
	{ FORM "'attributes': {'k': 2, 'on': true, 'r': 1.5, 's': 'word', 'none': null, 'l': [4, 5]}, "
	       "'let': {'n': 'X[0] * k + on'}, 'outputs': [{'shape': ['n', 'l[1]', 'l[X[0]]']}]}]}",
	  "0x3", "", "1x5x4" },
	{ FORM "'attributes': {'k': 2, 'l': [4, 5]}, 'outputs': [{'shape': ['k', 'l[1]']}]}]}", "2x3",
	  "k=7 l=8,9", "7x9" },
	{ FORM "'attributes': {'l': [4, 5], 'k': 1}, "
	       "'outputs': [{'shape': ['l[0]', 'k[0]', 'k[0] + l[0]']}]}]}",
	  "2x3", "k=6", "4x6x10" },
};

START_TEST(gives)
{
	const struct given *g = &given[_i];
	struct fc_custom *list;
	struct fc_registry *r;
	struct bench b;

	bench_open(&b);
	list = read_text(&b, g->text);
	ck_assert_msg(list != NULL, "%s: %s", g->text, b.diags.n ? b.diags.item[0].text : "");
	r = fc_registry_new(b.arena, b.b.names);
	fc_registry_custom_add(r, list);
	b.b.registry = r;
	bench_node(&b, "a::F", g->operands, g->attributes);
	ck_assert_msg(strcmp(bench_shape(&b, 0), g->shape) == 0, "%s: %s, not %s", g->text,
	              bench_shape(&b, 0), g->shape);
	bench_close(&b);
}
END_TEST

/* The newest that is not newer than asked for; below all, the oldest. */
START_TEST(versions)
{
	static const char text[] = "{'operators': ["
		"{'name': 'a::F', 'since': 3, 'outputs': []}, {'name': 'a::F', 'since': 9, 'outputs': []}, "
		"{'name': 'a::F', 'since': 6, 'outputs': [{'name': 'Y', 'shape': []}], "
		"'parameters': ['p', 'q']}]}";
	struct fc_registry *r;
	struct bench b;

	bench_open(&b);
	r = fc_registry_new(b.arena, b.b.names);
	ck_assert_ptr_null(fc_registry_custom(r, "a", "F", 3));
	fc_registry_custom_add(r, read_text(&b, text));
	ck_assert_str_eq(fc_registry_custom(r, "a", "F", 0), "a::F-9");
	ck_assert_str_eq(fc_registry_custom(r, "a", "F", 9), "a::F-9");
	ck_assert_str_eq(fc_registry_custom(r, "a", "F", 8), "a::F-6");
	ck_assert_str_eq(fc_registry_custom(r, "a", "F", 3), "a::F-3");
	ck_assert_str_eq(fc_registry_custom(r, "a", "F", 1), "a::F-3");
	ck_assert_ptr_null(fc_registry_custom(r, "a", "G", 1));
	ck_assert_str_eq(fc_registry_custom_param(r, "a::F-6", 1), "q");
	ck_assert_ptr_null(fc_registry_custom_param(r, "a::F-6", 2));
	ck_assert_ptr_null(fc_registry_custom_param(r, "Conv", 0));
	ck_assert_ptr_null(fc_registry_custom_param(r, "no such", 0));
	ck_assert_uint_eq(fc_registry_custom_results(r, "a::F-6"), 1);
	ck_assert_uint_eq(fc_registry_custom_results(r, "Conv"), 0);
	ck_assert_ptr_null(fc_registry_custom_at(r, 3));
	bench_close(&b);
}
END_TEST

CHECK_CASE(ops_custom)
{
	TCase *t = tcase_create("custom");

	tcase_add_loop_test(t, fault, 0, N(refused));
	tcase_add_loop_test(t, gives, 0, N(given));
	tcase_add_test(t, versions);
	return t;
}
