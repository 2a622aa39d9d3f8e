/* parse.c -- code files: functions, classes and what they declare */
#include "front/ts/parse.h"

#include "base/str.h"
#include "front/ts/parser.h"

struct param_list FC_VEC(struct fc_ts_param);
struct field_list FC_VEC(struct fc_ts_field);
struct func_list FC_VEC(struct fc_ts_func *);
struct class_list FC_VEC(struct fc_ts_class *);
struct name_list FC_VEC(const char *);

static void
skip_lines(struct fc_parser *p)
{
	while (p->lex.kind == FC_TOK_NEWLINE)
		fc_lex_next(&p->lex);
}

static bool
parameters(struct fc_parser *p, struct fc_ts_func *f)
{
	struct param_list list = { 0 };

	while (!fc_parse_is(p, ")")) {
		struct fc_ts_param one = { .name = fc_parse_name(p) };

		if (!one.name)
			return false;
		if (fc_parse_accept(p, ":") && !(one.type = fc_parse_type(p)))
			return false;
		if (fc_parse_accept(p, "=") && !(one.otherwise = fc_parse_expr(p)))
			return false;
		FC_VEC_PUSH(p->arena, &list, one);
		if (!fc_parse_accept(p, ","))
			break;
	}
	f->param = list.at;
	f->n_param = list.n;
	return fc_parse_expect(p, ")");
}

struct fc_ts_func *
fc_parse_func(struct fc_parser *p)
{
	struct fc_ts_func *f = FC_NEW(p->arena, struct fc_ts_func);

	f->at = p->lex.place;
	f->file = p->lex.path;
	f->source = p->lex.source;
	f->name = fc_parse_name(p);
	if (!f->name || !fc_parse_expect(p, "(") || !parameters(p, f))
		return NULL;
	if (p->lex.kind == FC_TOK_ARROW) {
		fc_lex_next(&p->lex);
		f->result = fc_parse_type(p);
		if (!f->result)
			return NULL;
	}
	return fc_parse_block(p, &f->body) ? f : NULL;
}

/* ["a", "b", ] */
static bool
texts(struct fc_parser *p, const char ***out, unsigned *n)
{
	struct name_list list = { 0 };

	if (!fc_parse_expect(p, "["))
		return false;
	while (p->lex.kind == FC_TOK_TEXT) {
		FC_VEC_PUSH(p->arena, &list, p->lex.text);
		fc_lex_next(&p->lex);
		if (!fc_parse_accept(p, ","))
			break;
	}
	*out = list.at;
	*n = list.n;
	return fc_parse_expect(p, "]");
}

/* __annotations__ = [], or __annotations__["0"] = Tensor */
static bool
annotation(struct fc_parser *p, struct field_list *fields)
{
	struct fc_ts_field f = { .value = NULL };
	const char **none;
	unsigned n;

	if (fc_parse_accept(p, "="))
		return texts(p, &none, &n);
	if (!fc_parse_expect(p, "["))
		return false;
	if (p->lex.kind != FC_TOK_TEXT)
		return fc_lex_fail(&p->lex, FC_E_SYNTAX, "an attribute's name is expected here");
	f.name = p->lex.text;
	fc_lex_next(&p->lex);
	if (!fc_parse_expect(p, "]") || !fc_parse_expect(p, "=") || !(f.type = fc_parse_type(p)))
		return false;
	FC_VEC_PUSH(p->arena, fields, f);
	return true;
}

/* "a : T", "a : Final[T] = 1", "RED = 1" */
static bool
field(struct fc_parser *p, struct field_list *fields)
{
	struct fc_ts_field f = { .name = fc_parse_name(p) };

	if (!f.name)
		return false;
	if (fc_parse_accept(p, ":") && !(f.type = fc_parse_type(p)))
		return false;
	if (fc_parse_accept(p, "=") && !(f.value = fc_parse_expr(p)))
		return false;
	if (!f.type && !f.value)
		return fc_lex_fail(&p->lex, FC_E_SYNTAX, "a class item is expected here");
	FC_VEC_PUSH(p->arena, fields, f);
	return true;
}

static bool
class_item(struct fc_parser *p, struct fc_ts_class *c, struct field_list *fields, struct func_list *methods)
{
	struct fc_ts_func *f;

	if (fc_parse_accept(p, "def")) {
		f = fc_parse_func(p);
		if (!f)
			return false;
		FC_VEC_PUSH(p->arena, methods, f);
		return true;
	}
	if (fc_parse_accept(p, "pass"))
		return true;
	if (fc_parse_accept(p, "__parameters__"))
		return fc_parse_expect(p, "=") && texts(p, &c->parameter, &c->n_parameter);
	if (fc_parse_accept(p, "__buffers__"))
		return fc_parse_expect(p, "=") && texts(p, &c->buffer, &c->n_buffer);
	if (fc_parse_accept(p, "__forward_hooks__"))
		return fc_parse_expect(p, "=") && texts(p, &c->forward_hook, &c->n_forward_hook);
	if (fc_parse_accept(p, "__forward_pre_hooks__"))
		return fc_parse_expect(p, "=") && texts(p, &c->forward_pre_hook, &c->n_forward_pre_hook);
	return fc_parse_accept(p, "__annotations__") ? annotation(p, fields) : field(p, fields);
}

static bool
class_body(struct fc_parser *p, struct fc_ts_class *c)
{
	struct field_list fields = { 0 };
	struct func_list methods = { 0 };

	if (!fc_parse_expect(p, ":"))
		return false;
	skip_lines(p);
	if (p->lex.kind != FC_TOK_INDENT)
		return fc_lex_fail(&p->lex, FC_E_SYNTAX, "an indented block is expected here");
	fc_lex_next(&p->lex);
	while (p->lex.kind != FC_TOK_DEDENT && p->lex.kind != FC_TOK_END) {
		if (!class_item(p, c, &fields, &methods))
			return false;
		skip_lines(p);
	}
	if (p->lex.kind == FC_TOK_DEDENT)
		fc_lex_next(&p->lex);
	c->field = fields.at;
	c->n_field = fields.n;
	c->method = methods.at;
	c->n_method = methods.n;
	return !p->lex.bad;
}

static struct fc_ts_class *
class_def(struct fc_parser *p)
{
	struct fc_ts_class *c = FC_NEW(p->arena, struct fc_ts_class);
	struct fc_str s = FC_STR(p->arena);

	c->name = fc_parse_name(p);
	c->base = "";
	if (!c->name)
		return NULL;
	if (fc_parse_accept(p, "(")) {
		c->base = fc_parse_is(p, ")") ? "" : fc_parse_name(p);
		if (!c->base || !fc_parse_expect(p, ")"))
			return NULL;
	}
	fc_str_printf(&s, "%s.%s", p->prefix, c->name);
	c->qualified = fc_intern(p->lex.names, s.data, s.size);
	return class_body(p, c) ? c : NULL;
}

/* Version 1 files: "op_version_set = 1", "import a.b.c" */
static bool
old_line(struct fc_parser *p)
{
	if (!fc_parse_is(p, "import") && !fc_parse_is(p, "op_version_set"))
		return fc_lex_fail(&p->lex, FC_E_SYNTAX, "a class or function is expected here");
	while (p->lex.kind != FC_TOK_NEWLINE && p->lex.kind != FC_TOK_END)
		fc_lex_next(&p->lex);
	return !p->lex.bad;
}

struct fc_ts_file *
fc_ts_parse(struct fc_arena *a, struct fc_intern *names, struct fc_diags *d, const struct fc_ts_text *from)
{
	struct fc_parser p = { .arena = a, .prefix = from->prefix };
	struct fc_ts_file *f = FC_NEW(a, struct fc_ts_file);
	struct class_list classes = { 0 };
	struct func_list funcs = { 0 };

	p.lex = (struct fc_lex){ .arena = a, .names = names, .diags = d };
	p.lex.path = fc_intern_text(names, from->path);
	fc_lex_start(&p.lex, from->text, from->n);
	for (skip_lines(&p); p.lex.kind != FC_TOK_END; skip_lines(&p)) {
		if (fc_parse_accept(&p, "class")) {
			struct fc_ts_class *c = class_def(&p);

			if (c)
				FC_VEC_PUSH(a, &classes, c);
		} else if (fc_parse_accept(&p, "def")) {
			struct fc_ts_func *func = fc_parse_func(&p);

			if (func)
				FC_VEC_PUSH(a, &funcs, func);
		} else if (!old_line(&p)) {
			break;
		}
	}
	f->path = p.lex.path;
	f->text = from->text;
	f->klass = classes.at;
	f->n_class = classes.n;
	f->func = funcs.at;
	f->n_func = funcs.n;
	return p.lex.bad ? NULL : f;
}

void
fc_ts_print_type(const struct fc_ts_type *t, struct fc_str *out)
{
	const char *dot = strrchr(t->name, '.');

	fc_str_puts(out, dot ? dot + 1 : t->name);
	if (!t->n)
		return;
	fc_str_putc(out, '[');
	for (unsigned i = 0; i < t->n; i++) {
		fc_str_puts(out, i ? ", " : "");
		fc_ts_print_type(t->arg[i], out);
	}
	fc_str_putc(out, ']');
}
