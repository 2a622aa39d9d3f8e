/* parser.h -- what the parser's files share */
#ifndef FC_FRONT_TS_PARSER_H
#define FC_FRONT_TS_PARSER_H

#include <string.h>

#include "base/vec.h"
#include "front/ts/lex.h"
#include "front/ts/parse.h"


struct fc_parser {
	struct fc_lex lex;
	struct fc_arena *arena;
	const char *prefix;
	unsigned depth;
};

struct fc_ts_expr_list FC_VEC(struct fc_ts_expr *);
struct fc_ts_stmt_list FC_VEC(struct fc_ts_stmt);

static inline bool
fc_parse_is(const struct fc_parser *p, const char *text)
{
	return (p->lex.kind == FC_TOK_OTHER || p->lex.kind == FC_TOK_NAME) && strcmp(p->lex.text, text) == 0;
}

static inline bool
fc_parse_accept(struct fc_parser *p, const char *text)
{
	if (!fc_parse_is(p, text))
		return false;
	fc_lex_next(&p->lex);
	return true;
}

static inline bool
fc_parse_expect(struct fc_parser *p, const char *text)
{
	return fc_parse_accept(p, text) || fc_lex_fail(&p->lex, FC_E_SYNTAX, "'%s' is expected here", text);
}

const char *fc_parse_name(struct fc_parser *p);                /* NULL after a diagnostic */
struct fc_ts_expr *fc_parse_new(struct fc_parser *p, enum fc_ts_expr_kind kind);
void fc_parse_args(struct fc_parser *p, struct fc_ts_expr *e, const struct fc_ts_expr_list *list);
struct fc_ts_expr *fc_parse_expr(struct fc_parser *p);         /* NULL after a diagnostic */
struct fc_ts_expr *fc_parse_primary(struct fc_parser *p);
bool fc_parse_arguments(struct fc_parser *p, struct fc_ts_expr *e, struct fc_ts_expr *first); /* after '(' */
struct fc_ts_type *fc_parse_type(struct fc_parser *p);
bool fc_parse_deeper(struct fc_parser *p); /* one level more; false after a diagnostic at the limit */
bool fc_parse_stmt(struct fc_parser *p, struct fc_ts_stmt *s);
bool fc_parse_block(struct fc_parser *p, struct fc_ts_block *out); /* ":" NEWLINE INDENT ... DEDENT */
struct fc_ts_func *fc_parse_func(struct fc_parser *p);         /* after "def" */

#endif
