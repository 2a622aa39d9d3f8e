/* check_api_names.c -- walkers of names, hints, the table of operators */
#include <string.h>

#include "check_case.h"
#include "flopcount.h"

START_TEST(walk)
{
	enum flopcount_names kind = (enum flopcount_names)_i;
	size_t n = 0;

	while (flopcount_name_at(kind, n))
		n++;
	ck_assert_uint_gt(n, 3);
	ck_assert_ptr_null(flopcount_name_at(kind, n));
	ck_assert_ptr_null(flopcount_name_text(kind, n));
	if (kind == FLOPCOUNT_METRICS || kind == FLOPCOUNT_CONVENTIONS || kind == FLOPCOUNT_COLUMNS) {
		for (size_t i = 0; i < n; i++)
			ck_assert_ptr_nonnull(flopcount_name_text(kind, i));
	}
	if (kind == FLOPCOUNT_CONVENTIONS || kind == FLOPCOUNT_FORMATS) {
		for (size_t i = 1; i < n; i++)
			ck_assert_int_lt(strcmp(flopcount_name_at(kind, i - 1), flopcount_name_at(kind, i)),
			                 0);
	}
}
END_TEST

static const struct {
	const char *word, *near;
} hints[] = {
	{ "foramt", "format" }, { "format", "format" }, { "convetnion", "convention" }, { "x", NULL },
	{ "", NULL },           { "outptu", "output" }, { "entirely-else", NULL },
};

START_TEST(nearest)
{
	static const char *const names[] = { "output", NULL, "format", "convention" };
	const char *near = flopcount_nearest(hints[_i].word, names, 4);

	if (!hints[_i].near)
		ck_assert_ptr_null(near);
	else
		ck_assert_str_eq(near, hints[_i].near);
	ck_assert_ptr_null(flopcount_nearest(hints[_i].word, names, 0));
}
END_TEST

static int
drop(void *user, const void *data, size_t n)
{
	(void)data;
	*(size_t *)user += n;
	return 0;
}

static int
refuse(void *user, const void *data, size_t n)
{
	(void)user, (void)data, (void)n;
	return 1;
}

static int
ops(const char *name, flopcount_write_fn write, void *user)
{
	struct flopcount_ops_options o = FLOPCOUNT_OPS_OPTIONS_INIT;

	o.name = name;
	return flopcount_ops(&o, write, user);
}

START_TEST(operators)
{
	size_t n = 0;

	ck_assert_int_eq(flopcount_ops(NULL, drop, &n), FLOPCOUNT_OK);
	ck_assert_uint_gt(n, 1000);
	n = 0;
	ck_assert_int_eq(ops("Conv", drop, &n), FLOPCOUNT_OK);
	ck_assert_uint_gt(n, 50);
	n = 0;
	ck_assert_int_eq(ops("Conw", drop, &n), FLOPCOUNT_E_NOT_FOUND);
	ck_assert_uint_eq(n, 0);
	ck_assert_int_eq(ops("Conv", refuse, NULL), FLOPCOUNT_E_IO);
	ck_assert_int_eq(ops("Conv", NULL, NULL), FLOPCOUNT_E_ARGUMENT);
}
END_TEST

START_TEST(words)
{
	for (int status = FLOPCOUNT_E_NOT_FOUND; status <= FLOPCOUNT_OK; status++)
		ck_assert_str_ne(flopcount_status_text(status), "unknown status");
	ck_assert_str_eq(flopcount_status_text(1), "unknown status");
	ck_assert_ptr_nonnull(strchr(flopcount_version(), '.'));
}
END_TEST

CHECK_CASE(api_names)
{
	TCase *t = tcase_create("names");

	tcase_add_loop_test(t, walk, 0, FLOPCOUNT_OPERATORS + 1);
	tcase_add_loop_test(t, nearest, 0, N(hints));
	tcase_add_test(t, operators);
	tcase_add_test(t, words);
	return t;
}
