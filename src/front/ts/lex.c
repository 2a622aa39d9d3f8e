/* lex.c -- TorchScript source to tokens */
#include "front/ts/lex.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/str.h"

bool
fc_lex_fail(struct fc_lex *l, enum fc_diag_code code, const char *fmt, ...)
{
	struct fc_where w = { .file = l->path, .line = l->place.line, .column = l->place.column, .width = 1 };
	struct fc_str s = FC_STR(l->arena);
	const char *line = l->line_start;
	va_list ap;

	if (!l->bad) {
		va_start(ap, fmt);
		fc_str_vprintf(&s, fmt, ap);
		va_end(ap);
		w.source =
		    fc_arena_text(l->arena, line, strcspn(line, "\n") < 400 ? strcspn(line, "\n") : 400);
		fc_diag_add(l->diags, code, w, "%s", s.data);
	}
	l->bad = true;
	l->kind = FC_TOK_END;
	l->at = l->end;
	return false;
}

static void
token(struct fc_lex *l, enum fc_ts_token kind, const char *start)
{
	l->kind = kind;
	l->place = (struct fc_ts_place){ l->line, (uint32_t)(start - l->line_start) + 1 };
}

/* Blanks of a new line against the blocks that are open; blank and comment lines do not count. */
static bool
indentation(struct fc_lex *l)
{
	const char *s;
	unsigned width;

	for (;;) {
		s = l->at;
		while (*s == ' ' || *s == '\t')
			s++;
		if (*s == '#')
			s += strcspn(s, "\n");
		if (*s == '\r')
			s++;
		if (*s != '\n')
			break;
		l->at = s + 1;
		l->line_start = l->at;
		l->line++;
	}
	width = s < l->end ? (unsigned)(s - l->at) : 0;
	l->at = s;
	l->fresh = false;
	if (width > l->indent[l->n_indent]) {
		if (l->n_indent + 1 >= FC_LIMIT_BLOCKS)
			return fc_lex_fail(l, FC_E_LIMIT, "blocks nest deeper than %d", FC_LIMIT_BLOCKS);
		l->indent[++l->n_indent] = width;
		token(l, FC_TOK_INDENT, s);
		return true;
	}
	while (width < l->indent[l->n_indent]) {
		l->n_indent--;
		l->dedents++;
	}
	return false;
}

static void
number(struct fc_lex *l)
{
	const char *s = l->at, *e = s;
	bool real = false;
	size_t n;

	while (isalnum((unsigned char)*e) || *e == '.' ||
	       ((*e == '-' || *e == '+') && (e[-1] == 'e' || e[-1] == 'E'))) {
		real |= *e == '.' || *e == 'e' || *e == 'E';
		e++;
	}
	n = (size_t)(e - s);
	token(l, FC_TOK_INT, s);
	l->at = e;
	if (n > 1 && s[n - 1] == 'j') {
		l->kind = FC_TOK_IMAGINARY;
		l->real = 0;
		return;
	}
	if (!real && fc_num_parse(s, n, &l->integer))
		return;
	l->kind = FC_TOK_REAL;
	if (n && s[n - 1] == '.')
		n--; /* "1." */
	if (!fc_num_parse_real(s, n, &l->real))
		fc_lex_fail(l, FC_E_SYNTAX, "number cannot be read");
}

static int
escape(const char **p)
{
	static const char from[] = "\\\"'ntrabfv0", to[] = "\\\"'\n\t\r\a\b\f\v";
	const char *s = *p;
	const char *at;
	int c = 0;

	if (*s >= '0' && *s <= '7') {
		for (int i = 0; i < 3 && *s >= '0' && *s <= '7'; i++)
			c = c * 8 + (*s++ - '0');
		*p = s;
		return c & 255;
	}
	at = *s ? strchr(from, *s) : NULL;
	*p = s + (*s != '\0');
	return at ? to[at - from] : *s;
}

static void
text(struct fc_lex *l)
{
	char quote = *l->at;
	const char *s = l->at + 1;
	struct fc_str out = FC_STR(l->arena);

	token(l, FC_TOK_TEXT, l->at);
	while (s < l->end && *s != quote && *s != '\n') {
		if (*s == '\\') {
			s++;
			fc_str_putc(&out, (char)escape(&s));
		} else {
			fc_str_putc(&out, *s++);
		}
	}
	if (s >= l->end || *s != quote) {
		fc_lex_fail(l, FC_E_SYNTAX, "text does not end");
		return;
	}
	l->at = s + 1;
	l->text = fc_intern(l->names, out.data, out.size);
}

static void
name(struct fc_lex *l)
{
	const char *s = l->at;

	while (isalnum((unsigned char)*l->at) || *l->at == '_' || (unsigned char)*l->at >= 128)
		l->at++;
	token(l, FC_TOK_NAME, s);
	l->text = fc_intern(l->names, s, (size_t)(l->at - s));
}

static void
other(struct fc_lex *l)
{
	const char *s = l->at;
	size_t n = 1;

	if (s[0] == '-' && s[1] == '>')
		n = 2;
	else if ((strchr("=!<>", s[0]) && s[1] == '=') || (s[0] == '*' && s[1] == '*') ||
	         (s[0] == '/' && s[1] == '/') || (strchr("+-*/", s[0]) && s[1] == '='))
		n = 2;
	token(l, n == 2 && s[0] == '-' && s[1] == '>' ? FC_TOK_ARROW : FC_TOK_OTHER, s);
	l->text = fc_intern(l->names, s, n);
	l->at += n;
	if (n == 1 && strchr("([{", *s))
		l->open++;
	else if (n == 1 && strchr(")]}", *s) && l->open)
		l->open--;
}

static void
newline(struct fc_lex *l)
{
	token(l, FC_TOK_NEWLINE, l->at);
	l->at++;
	l->line++;
	l->line_start = l->at;
	l->fresh = true;
}

void
fc_lex_next(struct fc_lex *l)
{
	if (l->bad)
		return;
	if (l->fresh && !l->dedents && indentation(l))
		return;
	if (l->bad)
		return;
	if (l->dedents) {
		l->dedents--;
		token(l, FC_TOK_DEDENT, l->at);
		return;
	}
	while (l->at < l->end &&
	       (*l->at == ' ' || *l->at == '\t' || *l->at == '\r' || (l->open && *l->at == '\n'))) {
		if (*l->at == '\n') {
			l->line++;
			l->line_start = l->at + 1;
		}
		l->at++;
	}
	if (*l->at == '#')
		l->at += strcspn(l->at, "\n");
	if (l->at >= l->end) {
		token(l, FC_TOK_END, l->at);
		return;
	}
	if (*l->at == '\n')
		newline(l);
	else if (isdigit((unsigned char)*l->at) || (*l->at == '.' && isdigit((unsigned char)l->at[1])))
		number(l);
	else if (*l->at == '"' || *l->at == '\'')
		text(l);
	else if (isalpha((unsigned char)*l->at) || *l->at == '_' || (unsigned char)*l->at >= 128)
		name(l);
	else if (*l->at && isprint((unsigned char)*l->at))
		other(l);
	else
		fc_lex_fail(l, FC_E_SYNTAX, "byte 0x%02x stands in the code", (unsigned char)*l->at);
}

void
fc_lex_start(struct fc_lex *l, const char *source, size_t size)
{
	l->source = l->at = l->line_start = source;
	l->end = source + size;
	l->line = 1;
	l->fresh = true;
	l->indent[0] = 0;
	fc_lex_next(l);
}
