/* custom_text.c -- texts of a file of operators: names, expressions, what is wrong with them */
#include "ops/custom_text.h"

#include <stdarg.h>
#include <string.h>

#include "base/diag.h"
#include "base/intern.h"
#include "base/num.h"
#include "base/str.h"
#include "ops/formula_eval.h"

enum { HINT = 3 }; /* letters that may be wrong */

static void
print_path(const struct fc_custom_place *p, struct fc_str *out)
{
	if (p->up)
		print_path(p->up, out);
	if (p->index >= 0)
		fc_str_printf(out, "[%d]", p->index);
	else if (p->node->key)
		fc_str_printf(out, "%s%s", out->size ? "." : "", p->node->key);
}

bool
fc_custom_fail(struct fc_custom_reader *r, const struct fc_custom_place *p, const char *fmt, ...)
{
	struct fc_str path = FC_STR(r->arena), text = FC_STR(r->arena);
	va_list ap;

	va_start(ap, fmt);
	fc_str_vprintf(&text, fmt, ap);
	va_end(ap);
	print_path(p, &path);
	return fc_fail(r->diags, FC_E_OPS, (struct fc_where){ .file = r->file, .line = p->node->line },
	               "%s%s%s", path.data, path.size ? ": " : "", text.data);
}

const char *
fc_custom_hint(struct fc_custom_reader *r, const char *word, const char *const *names)
{
	struct fc_str text = FC_STR(r->arena);
	unsigned best = HINT + 1, d;
	const char *near = NULL;

	for (; *names; names++) {
		d = fc_num_edits(word, *names, HINT);
		if (d < best && d < strlen(word)) {
			best = d;
			near = *names;
		}
	}
	if (near)
		fc_str_printf(&text, "; did you mean '%s'?", near);
	return text.data;
}

bool
fc_custom_is_name(const char *s, size_t n)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	static const char *const taken[] = { "and", "if", "not", "or", "param" };

	if (!n || n >= FC_FORMULA_NAME || (*s >= '0' && *s <= '9'))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!s[i] || !strchr(letters, s[i]))
			return false;
	}
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		if (strlen(taken[i]) == n && !memcmp(taken[i], s, n))
			return false;
	}
	return true;
}

/* The names of a row's text, without their marks and defaults. */
static unsigned
add_names(struct fc_custom_reader *r, const char *text, const char **out, unsigned n)
{
	while (text && *text && n < 3 * FC_CUSTOM_NAMES) {
		out[n++] = fc_intern(r->names, text, strcspn(text, " ?*!+~#="));
		text += strcspn(text, " ");
		text += strspn(text, " ");
	}
	return n;
}

/* What the word of a fault was perhaps meant to be. */
static const char *
near_word(struct fc_custom_reader *r, const struct fc_op_ctx *cx, const char *word)
{
	static const char *const functions[] = { "ceildiv", "ceillog2", "count", "max", "min",
		                                 "prod",    "rank",     "sum",   "val" };
	const char *name[3 * FC_CUSTOM_NAMES + FC_CUSTOM_LETS + 16];
	unsigned n = 0;

	n = add_names(r, cx->op->in, name, n);
	n = add_names(r, cx->op->out, name, n);
	n = add_names(r, cx->op->attr, name, n);
	for (unsigned i = 0; i < cx->n_var; i++)
		name[n++] = cx->var[i].name;
	for (unsigned i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		name[n++] = functions[i];
	name[n] = NULL;
	return fc_custom_hint(r, word, name);
}

bool
fc_custom_check(struct fc_custom_reader *r, const struct fc_custom_place *p, struct fc_op_ctx *cx,
                const char *text, const char *fact)
{
	struct fc_formula f = { .cx = cx, .at = text };
	struct fc_formula_statement s;
	struct fc_str whole = FC_STR(r->arena);

	if (strchr(text, ';'))
		return fc_custom_fail(r, p, "one expression is meant, without ';'");
	if (fact) {
		fc_str_printf(&whole, "%s = %s", fact, text);
		f.at = whole.data;
		while (fc_formula_next(&f, &s))
			;
	} else {
		fc_formula_sum(&f);
		if (fc_formula_peek(&f))
			fc_formula_fault(&f, "something follows the expression");
	}
	if (!f.error)
		return true;
	if (strncmp(f.error, "a name is", 9) != 0 && strcmp(f.error, "no such function") != 0)
		return fc_custom_fail(r, p, "%s in '%s'", f.error, text);
	return fc_custom_fail(r, p, "%s: '%s'%s", f.error, f.word, near_word(r, cx, f.word));
}

const char *
fc_custom_expr(struct fc_custom_reader *r, const struct fc_custom_place *p)
{
	struct fc_str text = FC_STR(r->arena);

	if (p->node->kind == FC_JSON_TEXT)
		return fc_intern_text(r->names, p->node->text);
	if (p->node->kind != FC_JSON_NUMBER || !p->node->is_integer || p->node->integer < 0) {
		fc_custom_fail(r, p, "an expression is a text, or a whole number that is not negative");
		return NULL;
	}
	fc_str_int(&text, p->node->integer);
	return fc_intern(r->names, text.data, text.size);
}

bool
fc_custom_keys(struct fc_custom_reader *r, const struct fc_custom_place *p, const char *const *known)
{
	for (const struct fc_json_node *n = p->node->child; n; n = n->next) {
		struct fc_custom_place at = { p, n, -1 };
		unsigned i = 0;

		while (known[i] && strcmp(known[i], n->key) != 0)
			i++;
		if (!known[i])
			return fc_custom_fail(r, &at, "no such key%s", fc_custom_hint(r, n->key, known));
	}
	return true;
}

struct fc_custom_place
fc_custom_member(const struct fc_custom_place *p, const char *key)
{
	return (struct fc_custom_place){ p, fc_json_find(p->node, key), -1 };
}

bool
fc_custom_list(struct fc_custom_reader *r, const struct fc_custom_place *p)
{
	unsigned n = 0;

	if (p->node->kind != FC_JSON_ARRAY)
		return fc_custom_fail(r, p, "a list is meant");
	for (const struct fc_json_node *c = p->node->child; c; c = c->next)
		n++;
	return n <= FC_CUSTOM_NAMES || fc_custom_fail(r, p, "more than %d of them", FC_CUSTOM_NAMES);
}

bool
fc_custom_add_name(struct fc_custom_making *m, const struct fc_custom_place *p, const char *text,
                   struct fc_str *to)
{
	size_t n = strcspn(text, "?*!+~#");

	if (!fc_custom_is_name(text, n))
		return fc_custom_fail(m->r, p, "'%s' is no name that formulas can use", text);
	m->plain.in = m->c->row.in ? m->c->row.in : to->data;
	m->plain.out = to->data;
	if (fc_op_in_index(&m->plain, fc_intern(m->r->names, text, n)) >= 0 ||
	    fc_op_out_index(&m->plain, fc_intern(m->r->names, text, n)) >= 0)
		return fc_custom_fail(m->r, p, "'%.*s' stands twice", (int)n, text);
	fc_str_printf(to, "%s%s", to->size ? " " : "", text);
	return true;
}
