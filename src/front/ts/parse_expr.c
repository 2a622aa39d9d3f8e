/* parse_expr.c -- expressions: names, calls, literals, containers */
#include "base/str.h"
#include "front/ts/parser.h"

struct fc_ts_expr *
fc_parse_new(struct fc_parser *p, enum fc_ts_expr_kind kind)
{
	struct fc_ts_expr *e = FC_NEW(p->arena, struct fc_ts_expr);

	e->kind = kind;
	e->at = p->lex.place;
	return e;
}

void
fc_parse_args(struct fc_parser *p, struct fc_ts_expr *e, const struct fc_ts_expr_list *list)
{
	e->n = list->n;
	e->arg = FC_NEW_N(p->arena, struct fc_ts_expr *, list->n + 1);
	if (list->n)
		memcpy(e->arg, list->at, list->n * sizeof(*e->arg));
}

const char *
fc_parse_name(struct fc_parser *p)
{
	const char *text = p->lex.text;

	if (p->lex.kind != FC_TOK_NAME) {
		fc_lex_fail(&p->lex, FC_E_SYNTAX, "a name is expected here");
		return NULL;
	}
	fc_lex_next(&p->lex);
	return text;
}

static bool
argument(struct fc_parser *p, struct fc_ts_expr_list *list, const char ***keywords, unsigned *room)
{
	struct fc_ts_expr *e = fc_parse_expr(p);
	const char *keyword = NULL;

	if (e && e->kind == FC_TS_NAME && fc_parse_accept(p, "=")) {
		keyword = e->text;
		e = fc_parse_expr(p);
	}
	if (!e)
		return false;
	FC_VEC_PUSH(p->arena, list, e);
	if (!keyword)
		return true;
	if (!*keywords || list->n > *room) {
		const char **more = FC_NEW_N(p->arena, const char *, list->n * 2);

		if (*keywords)
			memcpy(more, *keywords, *room * sizeof(*more));
		*keywords = more;
		*room = list->n * 2;
	}
	(*keywords)[list->n - 1] = keyword;
	return true;
}

/* What stands between '(' and ')'; '(' is read. */
bool
fc_parse_arguments(struct fc_parser *p, struct fc_ts_expr *e, struct fc_ts_expr *first)
{
	struct fc_ts_expr_list list = { 0 };
	const char **keywords = NULL;
	unsigned room = 0;

	if (first)
		FC_VEC_PUSH(p->arena, &list, first);
	while (!fc_parse_is(p, ")")) {
		if (!argument(p, &list, &keywords, &room))
			return false;
		if (!fc_parse_accept(p, ","))
			break;
	}
	fc_parse_args(p, e, &list);
	if (keywords) {
		e->keyword = FC_NEW_N(p->arena, const char *, list.n + 1);
		memcpy(e->keyword, keywords, (room < list.n ? room : list.n) * sizeof(*keywords));
	}
	return fc_parse_expect(p, ")");
}

/* annotate(T, x), unchecked_cast(T, x), uninitialized(T), isinstance(x, T) */
static struct fc_ts_expr *
typed(struct fc_parser *p, struct fc_ts_expr *e, const char *name)
{
	struct fc_ts_expr_list list = { 0 };
	struct fc_ts_expr *x;

	e->kind = strcmp(name, "annotate") == 0         ? FC_TS_ANNOTATE
	          : strcmp(name, "unchecked_cast") == 0 ? FC_TS_CHECKED
	          : strcmp(name, "isinstance") == 0     ? FC_TS_ISINSTANCE
	                                                : FC_TS_UNINITIALIZED;
	if (e->kind == FC_TS_ISINSTANCE) {
		x = fc_parse_expr(p);
		if (!x || !fc_parse_expect(p, ","))
			return NULL;
		FC_VEC_PUSH(p->arena, &list, x);
	}
	e->type = fc_parse_type(p);
	if (!e->type)
		return NULL;
	if (e->kind == FC_TS_ANNOTATE || e->kind == FC_TS_CHECKED) {
		x = fc_parse_expect(p, ",") ? fc_parse_expr(p) : NULL;
		if (!x)
			return NULL;
		FC_VEC_PUSH(p->arena, &list, x);
	}
	fc_parse_accept(p, ",");
	fc_parse_args(p, e, &list);
	return fc_parse_expect(p, ")") ? e : NULL;
}

static bool
takes_type(const char *name)
{
	return strcmp(name, "annotate") == 0 || strcmp(name, "unchecked_cast") == 0 ||
	       strcmp(name, "isinstance") == 0 || strcmp(name, "uninitialized") == 0;
}

/* getattr(x, "0") is x.0 */
static struct fc_ts_expr *
named_attribute(struct fc_parser *p, struct fc_ts_expr *e)
{
	struct fc_ts_expr_list list = { 0 };
	struct fc_ts_expr *x = fc_parse_expr(p);

	if (!x || !fc_parse_expect(p, ","))
		return NULL;
	if (p->lex.kind != FC_TOK_TEXT) {
		fc_lex_fail(&p->lex, FC_E_SYNTAX, "an attribute's name is expected here");
		return NULL;
	}
	e->kind = FC_TS_ATTR;
	e->text = p->lex.text;
	fc_lex_next(&p->lex);
	FC_VEC_PUSH(p->arena, &list, x);
	fc_parse_args(p, e, &list);
	fc_parse_accept(p, ",");
	return fc_parse_expect(p, ")") ? e : NULL;
}

/* torch.NAME( and ops.NS.NAME( */
static struct fc_ts_expr *
operator(struct fc_parser *p, struct fc_ts_expr *e, const char *space)
{
	const char *name = fc_parse_name(p);
	struct fc_str s = FC_STR(p->arena);

	if (!name)
		return NULL;
	if (!space) {
		space = name;
		if (!fc_parse_expect(p, "."))
			return NULL;
		name = fc_parse_name(p);
		if (!name)
			return NULL;
	}
	fc_str_printf(&s, "%s::%s", space, name);
	e->kind = FC_TS_OP;
	e->text = fc_intern(p->lex.names, s.data, s.size);
	return fc_parse_expect(p, "(") && fc_parse_arguments(p, e, NULL) ? e : NULL;
}

/* __torch__.a.b, perhaps called, perhaps __new__ */
static struct fc_ts_expr *
qualified(struct fc_parser *p, struct fc_ts_expr *e)
{
	struct fc_str s = FC_STR(p->arena);
	const char *part;
	bool fresh = false;

	fc_str_puts(&s, "__torch__");
	while (fc_parse_accept(p, ".")) {
		part = fc_parse_name(p);
		if (!part)
			return NULL;
		fresh = strcmp(part, "__new__") == 0;
		if (fresh)
			break;
		fc_str_printf(&s, ".%s", part);
	}
	e->kind = FC_TS_QUALIFIED;
	e->text = fc_intern(p->lex.names, s.data, s.size);
	if (!fc_parse_accept(p, "("))
		return e;
	e->kind = fresh ? FC_TS_NEW : FC_TS_CALL;
	if (fresh)
		return fc_parse_type(p) && fc_parse_expect(p, ")") ? e : NULL;
	return fc_parse_arguments(p, e, NULL) ? e : NULL;
}

static struct fc_ts_expr *
constant(struct fc_parser *p, struct fc_ts_expr *e)
{
	const char *c;

	if (!fc_parse_expect(p, ".") || !(c = fc_parse_name(p)))
		return NULL;
	e->kind = FC_TS_CONSTANT;
	for (e->integer = 0, c++; *c >= '0' && *c <= '9' && e->integer < INT32_MAX; c++)
		e->integer = e->integer * 10 + (*c - '0');
	return e;
}

static struct fc_ts_expr *
named(struct fc_parser *p)
{
	struct fc_ts_expr *e = fc_parse_new(p, FC_TS_NAME);
	const char *name = fc_parse_name(p);

	if (!name)
		return NULL;
	e->text = name;
	if (strcmp(name, "True") == 0 || strcmp(name, "False") == 0) {
		e->kind = FC_TS_BOOL;
		e->integer = name[0] == 'T';
		return e;
	}
	if (strcmp(name, "None") == 0) {
		e->kind = FC_TS_NONE;
		return e;
	}
	if (strcmp(name, "CONSTANTS") == 0)
		return constant(p, e);
	if (strcmp(name, "__torch__") == 0)
		return qualified(p, e);
	if (fc_parse_is(p, ".") && strcmp(name, "torch") == 0)
		return fc_parse_accept(p, "."), operator(p, e, "aten");
	if (fc_parse_is(p, ".") && strcmp(name, "ops") == 0)
		return fc_parse_accept(p, "."), operator(p, e, NULL);
	if (!fc_parse_accept(p, "("))
		return e;
	if (takes_type(name))
		return typed(p, e, name);
	if (strcmp(name, "getattr") == 0)
		return named_attribute(p, e);
	e->kind = FC_TS_CALL;
	return fc_parse_arguments(p, e, NULL) ? e : NULL;
}

/* A list, or the rest of a tuple; the bracket is read. */
static struct fc_ts_expr *
items(struct fc_parser *p, struct fc_ts_expr *e, const char *close)
{
	struct fc_ts_expr_list list = { 0 };

	while (!fc_parse_is(p, close)) {
		struct fc_ts_expr *x = fc_parse_expr(p);

		if (!x)
			return NULL;
		FC_VEC_PUSH(p->arena, &list, x);
		if (e->kind == FC_TS_DICT) {
			x = fc_parse_expect(p, ":") ? fc_parse_expr(p) : NULL;
			if (!x)
				return NULL;
			FC_VEC_PUSH(p->arena, &list, x);
		}
		if (!fc_parse_accept(p, ","))
			break;
		if (e->kind == FC_TS_NONE)
			e->kind = FC_TS_TUPLE;
	}
	if (!fc_parse_expect(p, close))
		return NULL;
	if (e->kind == FC_TS_NONE && list.n == 1)
		return list.at[0]; /* brackets around one expression */
	if (e->kind == FC_TS_NONE)
		e->kind = FC_TS_TUPLE;
	fc_parse_args(p, e, &list);
	return e;
}

static struct fc_ts_expr *
literal(struct fc_parser *p)
{
	struct fc_ts_expr *e = fc_parse_new(p, FC_TS_INT);

	e->integer = p->lex.integer;
	e->real = p->lex.real;
	e->text = p->lex.text;
	e->kind = p->lex.kind == FC_TOK_INT ? FC_TS_INT : p->lex.kind == FC_TOK_REAL ? FC_TS_REAL
	          : p->lex.kind == FC_TOK_TEXT ? FC_TS_TEXT : FC_TS_COMPLEX;
	fc_lex_next(&p->lex);
	return e;
}

struct fc_ts_expr *
fc_parse_primary(struct fc_parser *p)
{
	struct fc_ts_expr *e;

	switch (p->lex.kind) {
	case FC_TOK_INT: case FC_TOK_REAL: case FC_TOK_TEXT: case FC_TOK_IMAGINARY: return literal(p);
	case FC_TOK_NAME: return named(p);
	default: break;
	}
	e = fc_parse_new(p, FC_TS_NONE);
	if (fc_parse_accept(p, "("))
		return items(p, e, ")");
	e->kind = FC_TS_LIST;
	if (fc_parse_accept(p, "["))
		return items(p, e, "]");
	e->kind = FC_TS_DICT;
	if (fc_parse_accept(p, "{"))
		return items(p, e, "}");
	fc_lex_fail(&p->lex, FC_E_SYNTAX, "an expression is expected here");
	return NULL;
}
