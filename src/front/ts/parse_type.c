/* parse_type.c -- types: names with members in brackets */
#include "base/str.h"
#include "front/ts/parser.h"

bool
fc_parse_deeper(struct fc_parser *p)
{
	return ++p->depth < FC_LIMIT_BRACKETS ||
	       fc_lex_fail(&p->lex, FC_E_LIMIT, "code nests deeper than %d", FC_LIMIT_BRACKETS);
}

static const char *
dotted(struct fc_parser *p, const char *first)
{
	struct fc_str s = FC_STR(p->arena);

	fc_str_puts(&s, first);
	while (fc_parse_accept(p, ".")) {
		const char *part = fc_parse_name(p);

		if (!part)
			return NULL;
		fc_str_printf(&s, ".%s", part);
	}
	return fc_intern(p->lex.names, s.data, s.size);
}

struct type_list FC_VEC(struct fc_ts_type *);

struct fc_ts_type *
fc_parse_type(struct fc_parser *p)
{
	struct fc_ts_type *t = FC_NEW(p->arena, struct fc_ts_type), *arg;
	struct type_list list = { 0 };
	const char *first;

	if (!fc_parse_deeper(p))
		return NULL;
	if (fc_parse_accept(p, "(")) { /* isinstance(x, (int, float)), Tuple[()] */
		t->name = fc_intern_text(p->lex.names, "Tuple");
		while (!fc_parse_is(p, ")")) {
			arg = fc_parse_type(p);
			if (!arg)
				return NULL;
			FC_VEC_PUSH(p->arena, &list, arg);
			if (!fc_parse_accept(p, ","))
				break;
		}
		first = fc_parse_expect(p, ")") ? "" : NULL;
	} else {
		first = fc_parse_name(p);
		t->name = first ? dotted(p, first) : NULL;
		if (t->name && fc_parse_accept(p, "[")) {
			do {
				arg = fc_parse_is(p, "]") ? NULL : fc_parse_type(p);
				if (arg && !(strcmp(arg->name, "Tuple") == 0 && !arg->n &&
				             strcmp(t->name, "Tuple") == 0))
					FC_VEC_PUSH(p->arena, &list, arg);
			} while (fc_parse_accept(p, ","));
			if (!fc_parse_expect(p, "]"))
				return NULL;
		}
	}
	p->depth--;
	t->arg = list.at;
	t->n = list.n;
	return first && t->name && !p->lex.bad ? t : NULL;
}
