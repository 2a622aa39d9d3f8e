/* check_base_out.c -- the buffered way out */
#include "base/out.h"

#include <stdlib.h>
#include <string.h>

#include "check_case.h"

struct sink {
	char data[100000];
	size_t n, room, calls;
};

static bool
take(void *user, const void *data, size_t n)
{
	struct sink *s = user;

	s->calls++;
	if (n > s->room - s->n)
		return false;
	memcpy(s->data + s->n, data, n);
	s->n += n;
	return true;
}

static struct sink sink;
static struct fc_out out;

static void
setup(void)
{
	memset(&sink, 0, sizeof(sink));
	sink.room = sizeof(sink.data) - 1;
	fc_out_init(&out, take, &sink);
}

START_TEST(small_things)
{
	fc_out_puts(&out, "a");
	fc_out_putc(&out, 'b');
	fc_out_int(&out, -120);
	fc_out_int(&out, INT64_MIN);
	fc_out_int(&out, 0);
	fc_out_printf(&out, "%s-%d", "c", 5);
	ck_assert_uint_eq(sink.calls, 0);
	ck_assert(fc_out_flush(&out));
	ck_assert_str_eq(sink.data, "ab-120-92233720368547758080c-5");
	ck_assert(fc_out_flush(&out));
	ck_assert_uint_eq(sink.calls, 1);
}
END_TEST

/* Lengths around the buffer's, through each way in. */
static const size_t lengths[] = { 0, 1, 8191, 8192, 8193, 16384, 40000 };

START_TEST(long_text)
{
	size_t n = lengths[_i];
	char *text = malloc(n + 1);

	memset(text, 'x', n);
	text[n] = '\0';
	fc_out_puts(&out, "<");
	fc_out_printf(&out, "%s", text);
	fc_out_puts(&out, "|");
	fc_out_puts(&out, text);
	fc_out_puts(&out, ">");
	ck_assert(fc_out_flush(&out));
	ck_assert_uint_eq(sink.n, 2 * n + 3);
	ck_assert_int_eq(sink.data[0], '<');
	ck_assert(!memcmp(sink.data + 1, text, n));
	ck_assert_int_eq(sink.data[n + 1], '|');
	ck_assert(!memcmp(sink.data + n + 2, text, n));
	ck_assert_int_eq(sink.data[2 * n + 2], '>');
	free(text);
}
END_TEST

START_TEST(failure_sticks)
{
	size_t calls;

	sink.room = 10;
	fc_out_puts(&out, "12345678901");
	ck_assert(!out.failed);
	ck_assert(!fc_out_flush(&out));
	calls = sink.calls;
	fc_out_puts(&out, "more");
	fc_out_printf(&out, "%d", 1);
	for (int i = 0; i < 10000; i++)
		fc_out_putc(&out, 'x');
	ck_assert(!fc_out_flush(&out));
	ck_assert(out.failed);
	ck_assert_uint_eq(sink.calls, calls);
}
END_TEST

CHECK_CASE(base_out)
{
	TCase *t = tcase_create("out");

	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_test(t, small_things);
	tcase_add_loop_test(t, long_text, 0, N(lengths));
	tcase_add_test(t, failure_sticks);
	return t;
}
