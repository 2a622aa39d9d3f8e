/* eval_text.c -- operators on texts, and values as text */
#include <ctype.h>
#include <string.h>

#include "base/intern.h"
#include "front/ts/builtin.h"

#define BLANKS " \t\n\r\f\v"

static bool
is(const char *name, const char *want)
{
	return strcmp(name, want) == 0;
}

bool
fc_ts_less(struct fc_ts *t, const struct fc_ts_value *a, const struct fc_ts_value *b)
{
	struct fc_ts_value less = { .kind = FC_TS_V_BOOL };

	if (fc_ts_is_number(a) && fc_ts_is_number(b)) {
		less.scalar = fc_scalar_apply(t->b->dims, FC_SCALAR_LT, a->scalar, b->scalar);
		return fc_ts_truth(t, &less) == 1;
	}
	if (a->kind != FC_TS_V_TEXT || b->kind != FC_TS_V_TEXT)
		return false;
	fc_ts_effort(t, a->text == b->text ? 0 : strlen(a->text) / 8);
	return strcmp(a->text, b->text) < 0;
}

/* "{}".format(...), and "%s %d%%" % (...) */
static struct fc_ts_value *
format(struct fc_ts *t, const struct fc_ts_value_list *args, bool percent)
{
	struct fc_str s = FC_STR(t->b->arena);
	uint32_t next = 1;

	for (const char *p = args->at[0]->text; *p && s.size < FC_TS_TEXT_MAX; p++) {
		bool hole = percent ? p[0] == '%' && p[1] : p[0] == '{' && p[1] == '}';

		if (!hole) {
			fc_str_putc(&s, *p);
			continue;
		}
		p++;
		if (percent && *p == '%')
			fc_str_putc(&s, *p);
		else if (next < args->n)
			fc_ts_print(t, args->at[next++], &s);
	}
	return fc_ts_text(t, s.data);
}

static void
push_part(struct fc_ts *t, struct fc_ts_value *list, const char *s, size_t n)
{
	fc_ts_push(t, list, fc_ts_text(t, fc_intern(t->b->names, s, n)));
}

static struct fc_ts_value *
split(struct fc_ts *t, const char *s, const char *by)
{
	struct fc_ts_value *v = fc_ts_list(t, FC_TS_V_LIST);
	size_t n = strlen(by);

	for (const char *e = n ? strstr(s, by) : NULL; e; e = strstr(s, by)) {
		push_part(t, v, s, (size_t)(e - s));
		s = e + n;
	}
	push_part(t, v, s, strlen(s));
	return v;
}

/* split() without what stands between: words; splitlines(): lines. */
static struct fc_ts_value *
pieces(struct fc_ts *t, const char *s, bool words)
{
	struct fc_ts_value *v = fc_ts_list(t, FC_TS_V_LIST);

	for (s += words ? strspn(s, BLANKS) : 0; *s;) {
		size_t n = strcspn(s, words ? BLANKS : "\n");

		push_part(t, v, s, n);
		s += n;
		s += words ? strspn(s, BLANKS) : *s == '\n';
	}
	return v;
}

static struct fc_ts_value *
joined(struct fc_ts *t, const char *by, const struct fc_ts_value *list)
{
	struct fc_str s = FC_STR(t->b->arena);

	for (uint32_t i = 0; i < list->item.n && s.size < FC_TS_TEXT_MAX; i++) {
		fc_str_puts(&s, i ? by : "");
		fc_ts_print(t, list->item.at[i], &s);
	}
	return fc_ts_text(t, s.data);
}

static struct fc_ts_value *
replaced(struct fc_ts *t, const char *s, const char *from, const char *to)
{
	struct fc_str out = FC_STR(t->b->arena);
	size_t n = strlen(from);

	while (*s && out.size < FC_TS_TEXT_MAX) {
		if (n && strncmp(s, from, n) == 0) {
			fc_str_puts(&out, to);
			s += n;
		} else {
			fc_str_putc(&out, *s++);
		}
	}
	return fc_ts_text(t, out.data);
}

static struct fc_ts_value *
stripped(struct fc_ts *t, const char *name, const char *s, const char *chars)
{
	size_t n;

	if (!is(name, "aten::rstrip"))
		s += strspn(s, chars);
	for (n = strlen(s); n && !is(name, "aten::lstrip") && strchr(chars, s[n - 1]);)
		n--;
	return fc_ts_text(t, fc_intern(t->b->names, s, n));
}

static struct fc_ts_value *
alone(struct fc_ts *t, const char *name, const char *s)
{
	struct fc_str out = FC_STR(t->b->arena);
	bool up = is(name, "aten::upper");

	if (is(name, "aten::len"))
		return fc_ts_int(t, (int64_t)strlen(s));
	if (is(name, "aten::ord"))
		return fc_ts_int(t, (unsigned char)s[0]);
	if (is(name, "aten::split") || is(name, "aten::splitlines"))
		return pieces(t, s, is(name, "aten::split"));
	if (is(name, "aten::strip") || is(name, "aten::lstrip") || is(name, "aten::rstrip"))
		return stripped(t, name, s, BLANKS);
	if (!up && !is(name, "aten::lower"))
		return NULL;
	for (; *s; s++)
		fc_str_putc(&out, (char)(up ? toupper((unsigned char)*s) : tolower((unsigned char)*s)));
	return fc_ts_text(t, out.data);
}

/* How often b stands in a, one behind the other. */
static int64_t
count(const char *a, const char *b)
{
	int64_t n = 0;

	for (a = *b ? strstr(a, b) : NULL; a; a = strstr(a + strlen(b), b))
		n++;
	return n;
}

static struct fc_ts_value *
compared(struct fc_ts *t, const char *name, int order)
{
	if (is(name, "aten::lt"))
		return fc_ts_bool(t, order < 0);
	if (is(name, "aten::le"))
		return fc_ts_bool(t, order <= 0);
	if (is(name, "aten::gt"))
		return fc_ts_bool(t, order > 0);
	return is(name, "aten::ge") ? fc_ts_bool(t, order >= 0) : NULL;
}

static struct fc_ts_value *
with_text(struct fc_ts *t, const char *name, const char *a, const char *b)
{
	struct fc_str s = FC_STR(t->b->arena);
	size_t n = strlen(a), k = strlen(b);
	const char *at;

	if (is(name, "aten::add")) {
		fc_str_puts(&s, a);
		if (n + k < FC_TS_TEXT_MAX)
			fc_str_puts(&s, b);
		return fc_ts_text(t, s.data);
	}
	if (is(name, "aten::split"))
		return split(t, a, b);
	if (is(name, "aten::startswith"))
		return fc_ts_bool(t, strncmp(a, b, k) == 0);
	if (is(name, "aten::endswith"))
		return fc_ts_bool(t, n >= k && strcmp(a + n - k, b) == 0);
	if (is(name, "aten::__contains__"))
		return fc_ts_bool(t, strstr(a, b) != NULL);
	if (is(name, "aten::find")) {
		at = strstr(a, b);
		return fc_ts_int(t, at ? at - a : -1);
	}
	if (is(name, "aten::count"))
		return fc_ts_int(t, count(a, b));
	if (is(name, "aten::strip") || is(name, "aten::lstrip") || is(name, "aten::rstrip"))
		return stripped(t, name, a, b);
	return compared(t, name, strcmp(a, b));
}

struct fc_ts_value *
fc_ts_string(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args)
{
	const struct fc_ts_value *a = args->n ? args->at[0] : NULL, *b = args->n > 1 ? args->at[1] : NULL;

	if (!a || a->kind != FC_TS_V_TEXT)
		return NULL;
	fc_ts_effort(t, strlen(a->text) / 8);
	if (is(name, "aten::format") || is(name, "aten::percentFormat"))
		return format(t, args, is(name, "aten::percentFormat"));
	if (is(name, "aten::slice"))
		return fc_ts_sliced(t, args);
	if (is(name, "aten::join") && b && (b->kind == FC_TS_V_LIST || b->kind == FC_TS_V_TUPLE))
		return joined(t, a->text, b);
	if (is(name, "aten::replace") && args->n >= 3 && b && b->kind == FC_TS_V_TEXT &&
	    args->at[2]->kind == FC_TS_V_TEXT)
		return replaced(t, a->text, b->text, args->at[2]->text);
	if (b && b->kind == FC_TS_V_TEXT)
		return with_text(t, name, a->text, b->text);
	return args->n == 1 || (b && b->kind == FC_TS_V_NONE) ? alone(t, name, a->text) : NULL;
}
