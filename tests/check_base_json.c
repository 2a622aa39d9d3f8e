/* check_base_json.c -- JSON in and out */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json_read.h"
#include "base/json_write.h"
#include "base/out.h"
#include "base/str.h"
#include "check_heap.h"

static struct fc_out out;
static struct fc_str text;

static bool
take(void *user, const void *data, size_t n)
{
	fc_str_add(user, data, n);
	return true;
}

static void
setup(void)
{
	check_heap_setup();
	text = (struct fc_str)FC_STR(arena);
	fc_out_init(&out, take, &text);
}

/* From memory that ends where the text does, so that a sanitizer sees a byte too far. */
static struct fc_json_node *
read_exact(const char *s, size_t n, unsigned *line)
{
	char *copy = malloc(n ? n : 1);
	struct fc_json_node *node;

	memcpy(copy, s, n);
	node = fc_json_read(arena, copy, n, line);
	free(copy);
	return node;
}

static void
write_node(struct fc_json *j, const struct fc_json_node *n)
{
	if (n->key)
		fc_json_key(j, n->key);
	if (n->kind == FC_JSON_NULL)
		fc_json_null(j);
	else if (n->kind == FC_JSON_BOOL)
		fc_json_bool(j, n->real != 0);
	else if (n->kind == FC_JSON_TEXT)
		fc_json_text(j, n->text);
	else if (n->kind == FC_JSON_NUMBER && n->is_integer)
		fc_json_int(j, n->integer);
	else if (n->kind == FC_JSON_NUMBER)
		fc_json_real(j, n->real);
	else if (n->kind == FC_JSON_ARRAY)
		fc_json_array(j, false);
	else
		fc_json_object(j, false);
	for (const struct fc_json_node *c = n->child; c; c = c->next)
		write_node(j, c);
	if (n->kind == FC_JSON_ARRAY || n->kind == FC_JSON_OBJECT)
		fc_json_end(j, n->kind == FC_JSON_ARRAY ? ']' : '}');
}

/* again NULL: no JSON, and the fault is on that line. */
static const struct read_case {
	const char *text, *again;
	unsigned line;
} read_cases[] = {
	{ "null", "null", 1 },
	{ " [true, false]\n", "[true, false]", 1 },
	{ "\xef\xbb\xbf{}", "{}", 1 },
	{ "\n\n[]", "[]", 3 },
	{ "{\"b\":1,\"a\":{\"b\":[2]}}", "{\"b\": 1, \"a\": {\"b\": [2]}}", 1 },
	{ "9223372036854775807", "9223372036854775807", 1 },
	{ "-9223372036854775808", "-9223372036854775808", 1 },
	{ "9223372036854775808", "9.223372036854776e+18", 1 },
	{ "[0, -0.5, 1e3, 2.50, 1E-2]", "[0, -0.5, 1000, 2.5, 0.01]", 1 },
	{ "\"\\u00e9\\n\\\"\\\\ \\ud83d\\ude00\"", "\"\xc3\xa9\\n\\\"\\\\ \xf0\x9f\x98\x80\"", 1 },
	{ "\"a\xff\"", "\"a\\ufffd\"", 1 },
	{ "", NULL, 1 },
	{ "[1,\n2", NULL, 2 },
	{ "[1,\n2,]", NULL, 2 },
	{ "{\"a\": 1,\n\n\"a\": 2}", NULL, 3 },
	{ "{\"a\": 1} x", NULL, 1 },
	{ "[\n01]", NULL, 2 },
	{ "[1.]", NULL, 1 },
	{ "[\n\n1e999]", NULL, 3 },
	{ "[+1]", NULL, 1 },
	{ "[.5]", NULL, 1 },
	{ "nul", NULL, 1 },
	{ "\"a\\u0000b\"", NULL, 1 },
	{ "\"a", NULL, 1 },
	{ "{1: 2}", NULL, 1 },
};

START_TEST(read)
{
	const struct read_case *c = &read_cases[_i];
	unsigned line = 0;
	struct fc_json_node *n = read_exact(c->text, strlen(c->text), &line);
	struct fc_json j;

	if (!c->again) {
		ck_assert_ptr_null(n);
		ck_assert_uint_eq(line, c->line);
		return;
	}
	ck_assert_ptr_nonnull(n);
	ck_assert_uint_eq(n->line, c->line);
	fc_json_init(&j, &out, 0);
	write_node(&j, n);
	fc_out_flush(&out);
	ck_assert_str_eq(text.data, c->again);
}
END_TEST

/* FC_LIMIT_NESTING is 64. */
START_TEST(nesting)
{
	char deep[4000];
	unsigned line = 0;

	memset(deep, '[', 65);
	memset(deep + 65, ']', 65);
	ck_assert_ptr_nonnull(read_exact(deep + 1, 128, &line));
	ck_assert_ptr_null(read_exact(deep, 130, &line));
	memset(deep, '[', sizeof(deep));
	ck_assert_ptr_null(read_exact(deep, sizeof(deep), &line));
}
END_TEST

START_TEST(lines_and_find)
{
	unsigned line = 0;
	const char *s = "{\n \"a\": [\n  1,\n  {\"b\":\n \"x\\n\"}],\n \"c\": 2}";
	const struct fc_json_node *n = read_exact(s, strlen(s), &line), *a = fc_json_find(n, "a");

	ck_assert_ptr_nonnull(a);
	ck_assert_uint_eq(a->line, 2);
	ck_assert_uint_eq(a->child->line, 3);
	ck_assert_uint_eq(a->child->next->line, 4);
	ck_assert_uint_eq(fc_json_find(a->child->next, "b")->line, 5);
	ck_assert_uint_eq(fc_json_find(n, "c")->line, 6);
	ck_assert_ptr_null(fc_json_find(n, "A"));
	ck_assert_ptr_null(fc_json_find(a, "a"));
	ck_assert_ptr_null(fc_json_find(NULL, "a"));
}
END_TEST

START_TEST(many_keys)
{
	struct fc_str s = FC_STR(arena);
	unsigned line = 0;

	fc_str_puts(&s, "{");
	for (int i = 0; i < 40; i++)
		fc_str_printf(&s, "\"k%d\": %d,\n", i, i);
	fc_str_puts(&s, "\"last\": 0}");
	ck_assert_ptr_nonnull(read_exact(s.data, s.size, &line));
	for (int i = 0; i < 40; i++) {
		struct fc_str again = FC_STR(arena);

		fc_str_printf(&again, "%.*s,\"k%d\": 0}", (int)s.size - 1, s.data, i);
		ck_assert_ptr_null(read_exact(again.data, again.size, &line));
		ck_assert_uint_eq(line, 41);
	}
}
END_TEST

/* Running out at every request must lose nothing of cJSON's tree. */
START_TEST(out_of_memory)
{
	const char *s = "[{\"a\": [1, 2, 3]}, \"text\"]";
	volatile bool done = false;
	struct fc_guard guard;
	unsigned line;

	for (volatile unsigned long n = 1; !done; n++) {
		ck_assert_uint_lt(n, 1000);
		if (!FC_GUARD(&heap, guard)) {
			fc_arena_fail_at(n);
			ck_assert_ptr_nonnull(fc_json_read(fc_arena_new(&heap), s, strlen(s), &line));
			fc_arena_fail_at(0);
			done = true;
		}
		fc_guard_done(&guard);
	}
}
END_TEST

static void
write_sample(struct fc_json *j)
{
	fc_json_object(j, false);
	fc_json_key(j, "empty");
	fc_json_array(j, false);
	fc_json_end(j, ']');
	fc_json_key(j, "short");
	fc_json_object(j, true);
	fc_json_key(j, "list");
	fc_json_array(j, false);
	fc_json_int(j, 1);
	fc_json_real(j, 0.5);
	fc_json_end(j, ']');
	fc_json_end(j, '}');
	fc_json_key(j, "long");
	fc_json_array(j, false);
	fc_json_null(j);
	fc_json_real(j, NAN);
	fc_json_text(j, NULL);
	fc_json_end(j, ']');
	fc_json_end(j, '}');
}

START_TEST(layout)
{
	struct fc_json j;

	fc_json_init(&j, &out, 2);
	write_sample(&j);
	fc_out_puts(&out, "\n");
	fc_json_init(&j, &out, 0);
	write_sample(&j);
	fc_out_flush(&out);
	ck_assert_str_eq(text.data,
	                 "{\n  \"empty\": [],\n  \"short\": {\"list\": [1, 0.5]},\n"
	                 "  \"long\": [\n    null,\n    null,\n    null\n  ]\n}\n"
	                 "{\"empty\": [], \"short\": {\"list\": [1, 0.5]}, \"long\": [null, null, null]}");
}
END_TEST

/* Well-formed UTF-8 by table 3-7 of the Unicode standard; the rest a replacement per byte. */
static const struct text_case {
	const char *in, *out;
} text_cases[] = {
	{ "", "\"\"" },
	{ "a\"b\\c/", "\"a\\\"b\\\\c/\"" },
	{ "\n\r\t\b\f\x01\x1f\x7f", "\"\\n\\r\\t\\b\\f\\u0001\\u001f\x7f\"" },
	{ "\xc2\xa9\xe2\x82\xac\xf0\x9d\x84\x9e", "\"\xc2\xa9\xe2\x82\xac\xf0\x9d\x84\x9e\"" },
	{ "\xc0\xaf", "\"\\ufffd\\ufffd\"" },
	{ "\xe0\x9f\xbf", "\"\\ufffd\\ufffd\\ufffd\"" },
	{ "\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\"" },
	{ "\xf4\x90\x80\x80", "\"\\ufffd\\ufffd\\ufffd\\ufffd\"" },
	{ "\xe2\x82", "\"\\ufffd\\ufffd\"" },
	{ "x\xffy", "\"x\\ufffdy\"" },
};

START_TEST(quoting)
{
	struct fc_json j;

	fc_json_init(&j, &out, 0);
	fc_json_text(&j, text_cases[_i].in);
	fc_out_flush(&out);
	ck_assert_str_eq(text.data, text_cases[_i].out);
}
END_TEST

CHECK_CASE(base_json)
{
	TCase *t = tcase_create("json");

	tcase_add_checked_fixture(t, setup, check_heap_teardown);
	tcase_add_loop_test(t, read, 0, N(read_cases));
	tcase_add_test(t, nesting);
	tcase_add_test(t, lines_and_find);
	tcase_add_test(t, many_keys);
	tcase_add_test(t, out_of_memory);
	tcase_add_test(t, layout);
	tcase_add_loop_test(t, quoting, 0, N(text_cases));
	return t;
}
