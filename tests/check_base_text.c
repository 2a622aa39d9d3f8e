/* check_base_text.c -- growing text, interned text, tables, vectors */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/str.h"
#include "base/table.h"
#include "base/vec.h"
#include "check_heap.h"

START_TEST(str_grows)
{
	struct fc_str s = FC_STR(arena);
	char expected[4096] = "";
	size_t n = 0;

	ck_assert_str_eq(s.data, "");
	for (int i = 0; i < 500; i++) {
		fc_str_printf(&s, "%d,", i);
		n += (size_t)snprintf(expected + n, sizeof(expected) - n, "%d,", i);
		ck_assert_uint_eq(s.size, n);
	}
	ck_assert_str_eq(s.data, expected);
	fc_str_clear(&s);
	ck_assert_str_eq(s.data, "");
	fc_str_add(&s, "abc", 2);
	fc_str_putc(&s, '!');
	fc_str_puts(&s, "");
	ck_assert_str_eq(s.data, "ab!");
}
END_TEST

START_TEST(str_prints_long_text)
{
	struct fc_str s = FC_STR(arena);
	char text[3000];

	memset(text, 'y', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	fc_str_printf(&s, "<%s>", text);
	ck_assert_uint_eq(s.size, sizeof(text) + 1);
	ck_assert_int_eq(s.data[s.size - 1], '>');
	ck_assert_uint_eq(strlen(s.data), s.size);
}
END_TEST

START_TEST(intern_each_once)
{
	struct fc_intern *t = fc_intern_new(arena);
	const char *kept[5000];
	char text[16];

	for (int i = 0; i < 5000; i++) {
		snprintf(text, sizeof(text), "name%d", i);
		kept[i] = fc_intern_text(t, text);
	}
	for (int i = 0; i < 5000; i++) {
		snprintf(text, sizeof(text), "name%d", i);
		ck_assert_ptr_eq(fc_intern(t, text, strlen(text)), kept[i]);
		ck_assert_str_eq(kept[i], text);
	}
	ck_assert_ptr_ne(fc_intern(t, "a\0b", 3), fc_intern(t, "a\0c", 3));
	ck_assert_ptr_ne(fc_intern(t, "a\0b", 3), fc_intern(t, "a", 1));
	ck_assert_str_eq(fc_intern(t, "", 0), "");
}
END_TEST

START_TEST(table_finds)
{
	static int key[3000];
	struct fc_table *t = fc_table_new(arena);

	for (int i = 0; i < 3000; i++) {
		ck_assert_ptr_null(fc_table_find(t, &key[i]));
		fc_table_set(t, &key[i], &key[2999 - i]);
	}
	ck_assert_uint_eq(fc_table_count(t), 3000);
	for (int i = 0; i < 3000; i++)
		ck_assert_ptr_eq(fc_table_find(t, &key[i]), &key[2999 - i]);
	fc_table_set(t, &key[5], t);
	ck_assert_ptr_eq(fc_table_find(t, &key[5]), t);
	ck_assert_uint_eq(fc_table_count(t), 3000);
}
END_TEST

START_TEST(vec_grows)
{
	struct FC_VEC(int) v = { 0 };

	for (int i = 0; i < 1000; i++)
		FC_VEC_PUSH(arena, &v, i);
	ck_assert_uint_eq(v.n, 1000);
	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(v.at[i], i);
}
END_TEST

START_TEST(intern_ahead_finds_the_same)
{
	struct fc_intern *t = fc_intern_new(arena);
	uint32_t hash = fc_intern_ahead(t, "name", 4);
	const char *name;

	for (int i = 0; i < 500; i++) /* the index grows in between */
		fc_intern(t, (const char *)&i, sizeof(i));
	name = fc_intern_hashed(t, "name", 4, hash);
	ck_assert_str_eq(name, "name");
	ck_assert_ptr_eq(fc_intern_text(t, "name"), name);
}
END_TEST

START_TEST(intern_numbers_of_one_owner)
{
	struct fc_intern *t = fc_intern_new(arena);
	const char *a = fc_intern_text(t, "a"), *b = fc_intern_text(t, "b");
	uint32_t first = fc_intern_owner(t), second;

	ck_assert_uint_eq(fc_intern_noted(a, first), 0);
	fc_intern_note(t, a, first, 7);
	fc_intern_note(t, b, first, 2);
	ck_assert_uint_eq(fc_intern_noted(a, first), 7);
	ck_assert_uint_eq(fc_intern_noted(b, first), 2);
	second = fc_intern_owner(t);
	ck_assert_uint_eq(fc_intern_noted(a, second), 0);
	fc_intern_note(t, a, second, UINT32_MAX - 10); /* the numbers run out */
	ck_assert_uint_eq(fc_intern_noted(a, second), UINT32_MAX - 10);
	first = fc_intern_owner(t);
	ck_assert_uint_eq(fc_intern_noted(a, first), 0);
	fc_intern_note(t, b, first, 1);
	ck_assert_uint_eq(fc_intern_noted(b, first), 1);
}
END_TEST

CHECK_CASE(base_text)
{
	TCase *t = tcase_create("text");

	tcase_add_checked_fixture(t, check_heap_setup, check_heap_teardown);
	tcase_add_test(t, str_grows);
	tcase_add_test(t, str_prints_long_text);
	tcase_add_test(t, intern_each_once);
	tcase_add_test(t, intern_ahead_finds_the_same);
	tcase_add_test(t, intern_numbers_of_one_owner);
	tcase_add_test(t, table_finds);
	tcase_add_test(t, vec_grows);
	return t;
}
