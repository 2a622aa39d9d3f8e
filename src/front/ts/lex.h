/* lex.h -- TorchScript source to tokens, one at a time */
#ifndef FC_FRONT_TS_LEX_H
#define FC_FRONT_TS_LEX_H

#include "base/diag.h"
#include "base/intern.h"
#include "base/limits.h"
#include "front/ts/ast.h"

struct fc_arena;

enum fc_ts_token {
	FC_TOK_END, FC_TOK_NEWLINE, FC_TOK_INDENT, FC_TOK_DEDENT,
	FC_TOK_NAME,      /* text */
	FC_TOK_INT,       /* integer */
	FC_TOK_REAL,      /* real */
	FC_TOK_IMAGINARY, /* real */
	FC_TOK_TEXT,      /* text, unescaped */
	FC_TOK_ARROW,     /* -> */
	FC_TOK_OTHER      /* one character, or two of a comparison: text */
};


struct fc_lex {
	struct fc_arena *arena;
	struct fc_intern *names;
	struct fc_diags *diags;
	const char *path, *source, *at, *end;
	const char *line_start;
	uint32_t line;
	unsigned indent[FC_LIMIT_BLOCKS], n_indent, dedents, open; /* open: brackets around */
	bool bad, fresh;       /* fresh: at the start of a line */
	/* the token */
	enum fc_ts_token kind;
	const char *text;
	int64_t integer;
	double real;
	struct fc_ts_place place;
};

/* Start on size bytes at source, NUL-terminated, and read the first token. */
void fc_lex_start(struct fc_lex *l, const char *source, size_t size);

void fc_lex_next(struct fc_lex *l);

/* A diagnostic at the token, once; then every token is the end. Always false. */
bool fc_lex_fail(struct fc_lex *l, enum fc_diag_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
