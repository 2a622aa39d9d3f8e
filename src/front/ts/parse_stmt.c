/* parse_stmt.c -- statements and blocks */
#include "front/ts/parser.h"

static bool
end_of_line(struct fc_parser *p)
{
	if (p->lex.kind == FC_TOK_END)
		return !p->lex.bad;
	if (p->lex.kind != FC_TOK_NEWLINE)
		return fc_lex_fail(&p->lex, FC_E_SYNTAX, "the statement should end here");
	fc_lex_next(&p->lex);
	return true;
}

bool
fc_parse_block(struct fc_parser *p, struct fc_ts_block *out)
{
	struct fc_ts_stmt_list list = { 0 };

	if (!fc_parse_expect(p, ":") || !fc_parse_deeper(p) || !end_of_line(p))
		return false;
	if (p->lex.kind != FC_TOK_INDENT)
		return fc_lex_fail(&p->lex, FC_E_SYNTAX, "an indented block is expected here");
	fc_lex_next(&p->lex);
	while (p->lex.kind != FC_TOK_DEDENT && p->lex.kind != FC_TOK_END) {
		struct fc_ts_stmt s = { .at = p->lex.place };

		if (!fc_parse_stmt(p, &s))
			return false;
		FC_VEC_PUSH(p->arena, &list, s);
	}
	if (p->lex.kind == FC_TOK_DEDENT)
		fc_lex_next(&p->lex);
	p->depth--;
	out->stmt = list.at;
	out->n = list.n;
	return !p->lex.bad;
}

static struct fc_ts_block *
block(struct fc_parser *p)
{
	struct fc_ts_block *b = FC_NEW(p->arena, struct fc_ts_block);

	return fc_parse_block(p, b) ? b : NULL;
}

static bool
one_value(struct fc_parser *p, struct fc_ts_stmt *s, struct fc_ts_expr *e)
{
	s->value = FC_NEW_N(p->arena, struct fc_ts_expr *, 2);
	s->value[0] = e;
	s->n_value = e != NULL;
	return e != NULL;
}

static bool
one_target(struct fc_parser *p, struct fc_ts_stmt *s, const char *name)
{
	s->target = FC_NEW(p->arena, const char *);
	s->target[0] = name;
	s->n_target = name != NULL;
	return name != NULL;
}

static bool
if_stmt(struct fc_parser *p, struct fc_ts_stmt *s)
{
	s->kind = FC_TS_IF;
	if (!one_value(p, s, fc_parse_expr(p)))
		return false;
	s->body = block(p);
	if (!s->body)
		return false;
	if (fc_parse_is(p, "elif")) { /* older files: an if in the else */
		struct fc_ts_stmt *inner = FC_NEW(p->arena, struct fc_ts_stmt);

		if (!fc_parse_deeper(p))
			return false;
		inner->at = p->lex.place;
		fc_lex_next(&p->lex);
		s->orelse = FC_NEW(p->arena, struct fc_ts_block);
		s->orelse->stmt = inner;
		s->orelse->n = 1;
		p->depth--;
		return if_stmt(p, inner);
	}
	if (fc_parse_accept(p, "else"))
		s->orelse = block(p);
	return !p->lex.bad;
}

static bool
for_stmt(struct fc_parser *p, struct fc_ts_stmt *s)
{
	s->kind = FC_TS_FOR;
	if (!one_target(p, s, fc_parse_name(p)) || !fc_parse_expect(p, "in") ||
	    !fc_parse_expect(p, "range") || !fc_parse_expect(p, "(") || !one_value(p, s, fc_parse_expr(p)))
		return false;
	fc_parse_accept(p, ",");
	if (!fc_parse_expect(p, ")"))
		return false;
	s->body = block(p);
	return s->body != NULL;
}

static bool
while_stmt(struct fc_parser *p, struct fc_ts_stmt *s)
{
	s->kind = FC_TS_WHILE;
	if (!one_value(p, s, fc_parse_expr(p)))
		return false;
	s->body = block(p);
	return s->body != NULL;
}

static bool
with_stmt(struct fc_parser *p, struct fc_ts_stmt *s)
{
	s->kind = FC_TS_WITH;
	if (!one_value(p, s, fc_parse_expr(p)))
		return false;
	if (fc_parse_accept(p, "as") && !one_target(p, s, fc_parse_name(p)))
		return false;
	s->body = block(p);
	return s->body != NULL;
}

static bool
return_stmt(struct fc_parser *p, struct fc_ts_stmt *s)
{
	s->kind = FC_TS_RETURN;
	if (p->lex.kind == FC_TOK_NEWLINE)
		return end_of_line(p);
	return one_value(p, s, fc_parse_expr(p)) && end_of_line(p);
}

/* --- assignments -------------------------------------------------------------------- */

static bool
targets(struct fc_parser *p, struct fc_ts_stmt *s, const struct fc_ts_expr_list *left)
{
	s->target = FC_NEW_N(p->arena, const char *, left->n);
	s->n_target = left->n;
	for (uint32_t i = 0; i < left->n; i++) {
		if (left->at[i]->kind != FC_TS_NAME)
			return fc_lex_fail(&p->lex, FC_E_SYNTAX, "only names can be assigned together");
		s->target[i] = left->at[i]->text;
	}
	return true;
}

static bool
values(struct fc_parser *p, struct fc_ts_stmt *s)
{
	struct fc_ts_expr_list list = { 0 };

	do {
		struct fc_ts_expr *e = p->lex.kind == FC_TOK_NEWLINE ? NULL : fc_parse_expr(p);

		if (!e)
			break;
		FC_VEC_PUSH(p->arena, &list, e);
	} while (fc_parse_accept(p, ","));
	s->value = list.at;
	s->n_value = list.n;
	return !p->lex.bad && (list.n || fc_lex_fail(&p->lex, FC_E_SYNTAX, "a value is expected here"));
}

static bool
store(struct fc_parser *p, struct fc_ts_stmt *s, struct fc_ts_expr *target)
{
	struct fc_ts_expr *v = fc_parse_expr(p);

	if (!v)
		return false;
	if (target->kind != FC_TS_ATTR)
		return fc_lex_fail(&p->lex, FC_E_SYNTAX, "this cannot be assigned");
	s->kind = FC_TS_STORE;
	s->text = target->text;
	s->value = FC_NEW_N(p->arena, struct fc_ts_expr *, 2);
	s->value[0] = v;
	s->value[1] = target->arg[0];
	s->n_value = 2;
	return end_of_line(p);
}

static bool
assignment(struct fc_parser *p, struct fc_ts_stmt *s, const struct fc_ts_expr_list *left, bool comma)
{
	if (left->n == 1 && !comma && left->at[0]->kind != FC_TS_NAME)
		return store(p, s, left->at[0]);
	if (!targets(p, s, left) || !values(p, s))
		return false;
	if (left->n == 1 && !comma)
		s->kind = FC_TS_ASSIGN;
	else
		s->kind = s->n_value == left->n && left->n > 1 ? FC_TS_PARALLEL : FC_TS_UNPACK;
	if (s->kind == FC_TS_ASSIGN && s->n_value > 1) { /* a = b, c makes a tuple */
		struct fc_ts_expr *e = fc_parse_new(p, FC_TS_TUPLE);
		struct fc_ts_expr_list all = { .at = s->value, .n = s->n_value };

		fc_parse_args(p, e, &all);
		one_value(p, s, e);
	}
	return end_of_line(p);
}

static bool
simple_stmt(struct fc_parser *p, struct fc_ts_stmt *s)
{
	struct fc_ts_expr_list left = { 0 };
	struct fc_ts_expr *e;
	bool comma = false;

	do {
		e = fc_parse_is(p, "=") ? NULL : fc_parse_expr(p);
		if (!e)
			break;
		FC_VEC_PUSH(p->arena, &left, e);
		comma = fc_parse_is(p, ",");
	} while (fc_parse_accept(p, ","));
	if (p->lex.bad || !left.n)
		return fc_lex_fail(&p->lex, FC_E_SYNTAX, "a statement is expected here");
	if (left.n == 1 && left.at[0]->kind == FC_TS_NAME && fc_parse_accept(p, ":")) {
		s->type = fc_parse_type(p);
		if (!s->type)
			return false;
		if (p->lex.kind == FC_TOK_NEWLINE) {
			s->kind = FC_TS_PASS;
			return end_of_line(p);
		}
	}
	if (fc_parse_accept(p, "="))
		return assignment(p, s, &left, comma || left.n > 1);
	s->kind = FC_TS_EXPR;
	return one_value(p, s, left.at[0]) && end_of_line(p);
}

bool
fc_parse_stmt(struct fc_parser *p, struct fc_ts_stmt *s)
{
	static const struct {
		const char *word;
		bool (*parse)(struct fc_parser *, struct fc_ts_stmt *);
	} kinds[] = {
		{ "if", if_stmt },     { "for", for_stmt },       { "while", while_stmt },
		{ "with", with_stmt }, { "return", return_stmt },
	};

	s->at = p->lex.place;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (p->lex.kind == FC_TOK_NAME && fc_parse_accept(p, kinds[i].word))
			return kinds[i].parse(p, s);
	}
	if (fc_parse_accept(p, "pass")) {
		s->kind = FC_TS_PASS;
		return end_of_line(p);
	}
	if (fc_parse_accept(p, "def")) {
		s->kind = FC_TS_FORK;
		s->func = fc_parse_func(p);
		return s->func != NULL;
	}
	return simple_stmt(p, s);
}
