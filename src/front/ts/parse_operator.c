/* parse_operator.c -- expressions: postfixes, signs, operators of older files */
#include "front/ts/parser.h"

static struct fc_ts_expr *binary(struct fc_parser *p, unsigned level);

static struct fc_ts_expr *
subscript(struct fc_parser *p, struct fc_ts_expr *base)
{
	struct fc_ts_expr *e = fc_parse_new(p, FC_TS_INDEX), *lo = NULL, *hi = NULL;
	struct fc_ts_expr_list list = { 0 };

	if (!fc_parse_is(p, ":") && !(lo = fc_parse_expr(p)))
		return NULL;
	if (fc_parse_accept(p, ":")) {
		e->kind = FC_TS_SLICE;
		if (!fc_parse_is(p, "]") && !(hi = fc_parse_expr(p)))
			return NULL;
	}
	FC_VEC_PUSH(p->arena, &list, base);
	FC_VEC_PUSH(p->arena, &list, lo);
	FC_VEC_PUSH(p->arena, &list, hi);
	fc_parse_args(p, e, &list);
	return fc_parse_expect(p, "]") ? e : NULL;
}

static struct fc_ts_expr *
member(struct fc_parser *p, struct fc_ts_expr *base)
{
	struct fc_ts_expr *e = fc_parse_new(p, FC_TS_ATTR);
	struct fc_ts_expr_list list = { 0 };

	e->text = fc_parse_name(p);
	if (!e->text)
		return NULL;
	if (fc_parse_accept(p, "(")) {
		e->kind = FC_TS_METHOD;
		return fc_parse_arguments(p, e, base) ? e : NULL;
	}
	FC_VEC_PUSH(p->arena, &list, base);
	fc_parse_args(p, e, &list);
	return e;
}

static struct fc_ts_expr *
postfix(struct fc_parser *p)
{
	struct fc_ts_expr *e;

	if (!fc_parse_deeper(p))
		return NULL;
	e = fc_parse_primary(p);
	p->depth--;
	while (e) {
		if (fc_parse_accept(p, "."))
			e = member(p, e);
		else if (fc_parse_accept(p, "["))
			e = subscript(p, e);
		else
			break;
	}
	return e;
}

static struct fc_ts_expr *
call_of(struct fc_parser *p, const char *op, struct fc_ts_expr *a, struct fc_ts_expr *b)
{
	struct fc_ts_expr *e = fc_parse_new(p, FC_TS_OP);
	struct fc_ts_expr_list list = { 0 };

	e->text = fc_intern_text(p->lex.names, op);
	FC_VEC_PUSH(p->arena, &list, a);
	if (b)
		FC_VEC_PUSH(p->arena, &list, b);
	fc_parse_args(p, e, &list);
	return e;
}

static struct fc_ts_expr *
negative(struct fc_parser *p)
{
	struct fc_ts_expr *e = NULL;

	if (fc_parse_deeper(p)) {
		e = fc_parse_accept(p, "-") ? negative(p) : postfix(p);
		p->depth--;
	}
	if (!e)
		return NULL;
	if (e->kind == FC_TS_INT) {
		e->integer = e->integer == INT64_MIN ? e->integer : -e->integer;
		return e;
	}
	if (e->kind == FC_TS_REAL || e->kind == FC_TS_COMPLEX) {
		e->real = -e->real;
		return e;
	}
	return call_of(p, "aten::neg", e, NULL);
}

/* Older and hand-edited files have operators: they become the calls that newer ones write. */
static const struct { const char *text, *op; unsigned level; } operators[] = {
	{ "or", "aten::__or__", 0 }, { "and", "aten::__and__", 1 },
	{ "==", "aten::eq", 2 }, { "!=", "aten::ne", 2 }, { "<", "aten::lt", 2 }, { ">", "aten::gt", 2 },
	{ "<=", "aten::le", 2 }, { ">=", "aten::ge", 2 },
	{ "+", "aten::add", 3 }, { "-", "aten::sub", 3 },
	{ "*", "aten::mul", 4 }, { "/", "aten::div", 4 },
	{ "//", "aten::floordiv", 4 }, { "%", "aten::remainder", 4 },
	{ "**", "aten::pow", 5 },
};
enum { NOT = 2, LEVELS = 6 }; /* "not" binds as comparisons do, and what they compare */

static const char *
operator_here(const struct fc_parser *p, unsigned level)
{
	for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
		if (operators[i].level == level && fc_parse_is(p, operators[i].text))
			return operators[i].op;
	}
	return NULL;
}

static struct fc_ts_expr *
negation(struct fc_parser *p)
{
	struct fc_ts_expr *e;

	if (!fc_parse_deeper(p))
		return NULL;
	e = binary(p, NOT);
	p->depth--;
	return e ? call_of(p, "aten::__not__", e, NULL) : NULL;
}

static struct fc_ts_expr *
binary(struct fc_parser *p, unsigned level)
{
	struct fc_ts_expr *a, *b;
	const char *op;

	if (level == NOT && fc_parse_accept(p, "not"))
		return negation(p);
	if (level == LEVELS)
		return fc_parse_accept(p, "-") ? negative(p) : postfix(p);
	a = binary(p, level + 1);
	while (a && (op = operator_here(p, level))) {
		fc_lex_next(&p->lex);
		b = binary(p, level + 1);
		if (!b)
			return NULL;
		if (a->kind == FC_TS_REAL && b->kind == FC_TS_COMPLEX)
			continue; /* 1.+2.j: the real part stands for it */
		a = call_of(p, op, a, b);
	}
	return a;
}

struct fc_ts_expr *
fc_parse_expr(struct fc_parser *p)
{
	struct fc_ts_expr *e;

	if (!fc_parse_deeper(p))
		return NULL;
	e = binary(p, 0);
	p->depth--;
	return p->lex.bad ? NULL : e;
}
