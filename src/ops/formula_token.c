/* formula_token.c -- the words and names of a formula */
#include <string.h>

#include "ops/formula_eval.h"

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
is_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

void
fc_formula_fault(struct fc_formula *f, const char *what)
{
	if (!f->error)
		f->error = what;
}

char
fc_formula_peek(struct fc_formula *f)
{
	if (f->error)
		return 0;
	while (*f->at == ' ')
		f->at++;
	return *f->at;
}

bool
fc_formula_take(struct fc_formula *f, const char *token)
{
	size_t n = strlen(token);

	if (!fc_formula_peek(f) || strncmp(f->at, token, n) != 0)
		return false;
	if (is_word(token[0]) && is_word(f->at[n]))
		return false;
	f->at += n;
	return true;
}

void
fc_formula_need(struct fc_formula *f, const char *token)
{
	if (!fc_formula_take(f, token))
		fc_formula_fault(f, "a bracket, comma or '=' is missing");
}

bool
fc_formula_word(struct fc_formula *f, char out[FC_FORMULA_NAME])
{
	size_t n = 0;

	if (!is_letter(fc_formula_peek(f)))
		return false;
	while (is_word(f->at[n])) {
		if (n + 1 == FC_FORMULA_NAME) {
			fc_formula_fault(f, "a name is too long");
			return false;
		}
		out[n] = f->at[n];
		n++;
	}
	out[n] = 0;
	memcpy(f->word, out, n + 1);
	f->at += n;
	return true;
}

bool
fc_formula_find(const struct fc_formula *f, const char *name, struct fc_formula_place *out)
{
	int i = fc_op_in_index(f->cx->op, name);

	out->is_out = i < 0;
	if (i < 0)
		i = fc_op_out_index(f->cx->op, name);
	out->index = i < 0 ? 0 : (unsigned)i;
	return i >= 0;
}

struct fc_formula_place
fc_formula_place(struct fc_formula *f)
{
	struct fc_formula_place p = { 0, false };
	char name[FC_FORMULA_NAME];

	if (!fc_formula_word(f, name) || !fc_formula_find(f, name, &p))
		fc_formula_fault(f, "a name is no operand and no result");
	return p;
}

bool
fc_formula_there(const struct fc_formula *f, struct fc_formula_place p)
{
	if (!f->cx->node)
		return true;
	return p.is_out ? fc_op_wants(f->cx, p.index) : fc_op_has(f->cx, p.index);
}

bool
fc_formula_is_attr(const struct fc_op *op, const char *name)
{
	const char *s = op->attr ? op->attr : "";
	size_t n = strlen(name);

	while (*s) {
		size_t word = strcspn(s, " =");

		if (word == n && memcmp(s, name, n) == 0)
			return true;
		s += strcspn(s, " ");
		while (*s == ' ')
			s++;
	}
	return false;
}

struct fc_dim
fc_formula_named(struct fc_formula *f, const char *name)
{
	const struct fc_op_ctx *cx = f->cx;

	for (unsigned i = 0; i < cx->n_var; i++)
		if (strcmp(cx->var[i].name, name) == 0)
			return cx->var[i].value;
	if (cx->node)
		return fc_op_dim(cx, name);
	if (!cx->op->vars && !fc_formula_is_attr(cx->op, name))
		fc_formula_fault(f, "a name is no attribute, and the row defines none");
	return fc_dim_int(cx->dims, 1);
}
