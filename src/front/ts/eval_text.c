/* eval_text.c -- operators on texts, and values as text */
#include <ctype.h>
#include <string.h>

#include "base/intern.h"
#include "front/ts/builtin.h"

enum { TEXT_LIMIT = 1 << 20 }; /* bytes of one text that code builds */

static bool
is(const char *name, const char *want)
{
	return strcmp(name, want) == 0;
}

bool
fc_ts_less(struct fc_ts *t, const struct fc_ts_value *a, const struct fc_ts_value *b)
{
	if (fc_ts_is_number(a) && fc_ts_is_number(b))
		return fc_ts_truth(t, fc_ts_number(t, FC_TS_V_BOOL,
		                   fc_scalar_apply(t->b->dims, FC_SCALAR_LT, a->scalar, b->scalar))) == 1;
	return a->kind == FC_TS_V_TEXT && b->kind == FC_TS_V_TEXT && strcmp(a->text, b->text) < 0;
}

static void
print(struct fc_ts *t, const struct fc_ts_value *v, struct fc_str *out)
{
	double d;

	switch (v->kind) {
	case FC_TS_V_NONE: fc_str_puts(out, "None"); break;
	case FC_TS_V_BOOL: fc_str_puts(out, fc_ts_truth(t, v) == 1 ? "True" : "False"); break;
	case FC_TS_V_INT: fc_dim_print(v->scalar.dim, out); break;
	case FC_TS_V_REAL:
		if (fc_scalar_as_real(v->scalar, &d))
			fc_str_printf(out, "%g", d);
		else
			fc_str_puts(out, "?");
		break;
	case FC_TS_V_TEXT: case FC_TS_V_DEVICE: fc_str_puts(out, v->text); break;
	case FC_TS_V_LIST: case FC_TS_V_TUPLE:
		fc_str_putc(out, v->kind == FC_TS_V_LIST ? '[' : '(');
		for (uint32_t i = 0; i < v->item.n && i < 64 && out->size < TEXT_LIMIT; i++) {
			fc_str_puts(out, i ? ", " : "");
			if (v->item.at[i] != v && fc_ts_is_number(v->item.at[i]))
				print(t, v->item.at[i], out);
		}
		fc_str_putc(out, v->kind == FC_TS_V_LIST ? ']' : ')');
		break;
	case FC_TS_V_TENSOR: fc_str_puts(out, "Tensor"); break;
	default: fc_str_puts(out, "?"); break;
	}
}

struct fc_ts_value *
fc_ts_to_text(struct fc_ts *t, const struct fc_ts_value *v)
{
	struct fc_str s = FC_STR(t->b->arena);

	print(t, v, &s);
	return fc_ts_text(t, s.data);
}

/* "{}".format(...), and "%s %d" % (...) */
static struct fc_ts_value *
format(struct fc_ts *t, const struct fc_ts_value_list *args, bool percent)
{
	struct fc_str s = FC_STR(t->b->arena);
	uint32_t next = 1;

	for (const char *p = args->at[0]->text; *p && s.size < TEXT_LIMIT; p++) {
		bool hole = percent ? p[0] == '%' && p[1] : p[0] == '{' && p[1] == '}';

		if (!hole) {
			fc_str_putc(&s, *p);
			continue;
		}
		p++;
		if (next < args->n)
			print(t, args->at[next++], &s);
	}
	return fc_ts_text(t, s.data);
}

static struct fc_ts_value *
split(struct fc_ts *t, const char *s, const char *by)
{
	struct fc_ts_value *v = fc_ts_list(t, FC_TS_V_LIST);
	size_t n = strlen(by);

	for (const char *e = n ? strstr(s, by) : NULL; e; e = strstr(s, by)) {
		fc_ts_push(t, v, fc_ts_text(t, fc_intern(t->b->names, s, (size_t)(e - s))));
		s = e + n;
	}
	fc_ts_push(t, v, fc_ts_text(t, s));
	return v;
}

static struct fc_ts_value *
joined(struct fc_ts *t, const char *by, const struct fc_ts_value *list)
{
	struct fc_str s = FC_STR(t->b->arena);

	for (uint32_t i = 0; i < list->item.n && s.size < TEXT_LIMIT; i++) {
		fc_str_puts(&s, i ? by : "");
		print(t, list->item.at[i], &s);
	}
	return fc_ts_text(t, s.data);
}

static struct fc_ts_value *
replaced(struct fc_ts *t, const char *s, const char *from, const char *to)
{
	struct fc_str out = FC_STR(t->b->arena);
	size_t n = strlen(from);

	while (*s && out.size < TEXT_LIMIT) {
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
alone(struct fc_ts *t, const char *name, const char *s)
{
	struct fc_str out = FC_STR(t->b->arena);
	bool up = is(name, "aten::upper");
	size_t n;

	if (is(name, "aten::len"))
		return fc_ts_int(t, (int64_t)strlen(s));
	if (is(name, "aten::ord"))
		return fc_ts_int(t, (unsigned char)s[0]);
	if (is(name, "aten::strip")) {
		s += strspn(s, " \t\n");
		n = strlen(s);
		while (n && strchr(" \t\n", s[n - 1]))
			n--;
		return fc_ts_text(t, fc_intern(t->b->names, s, n));
	}
	if (!up && !is(name, "aten::lower"))
		return NULL;
	for (; *s; s++)
		fc_str_putc(&out, (char)(up ? toupper((unsigned char)*s) : tolower((unsigned char)*s)));
	return fc_ts_text(t, out.data);
}

static struct fc_ts_value *
with_text(struct fc_ts *t, const char *name, const char *a, const char *b)
{
	struct fc_str s = FC_STR(t->b->arena);
	size_t n = strlen(a), k = strlen(b);
	const char *at;

	if (is(name, "aten::add")) {
		fc_str_puts(&s, a);
		if (n + k < TEXT_LIMIT)
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
	return NULL;
}

struct fc_ts_value *
fc_ts_string(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args)
{
	const struct fc_ts_value *a = args->n ? args->at[0] : NULL, *b = args->n > 1 ? args->at[1] : NULL;

	if (!a || a->kind != FC_TS_V_TEXT)
		return NULL;
	if (is(name, "aten::format") || is(name, "aten::percentFormat"))
		return format(t, args, is(name, "aten::percentFormat"));
	if (is(name, "aten::join") && b && (b->kind == FC_TS_V_LIST || b->kind == FC_TS_V_TUPLE))
		return joined(t, a->text, b);
	if (is(name, "aten::replace") && args->n >= 3 && b->kind == FC_TS_V_TEXT &&
	    args->at[2]->kind == FC_TS_V_TEXT)
		return replaced(t, a->text, b->text, args->at[2]->text);
	if (b && b->kind == FC_TS_V_TEXT)
		return with_text(t, name, a->text, b->text);
	return args->n == 1 || (b && b->kind == FC_TS_V_NONE) ? alone(t, name, a->text) : NULL;
}
