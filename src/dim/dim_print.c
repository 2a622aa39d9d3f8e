/* dim_print.c -- sizes as text, the same for every run */
#include "dim/dim_priv.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/str.h"

/*
 * Read from left to right: the older atom first, of one atom the lower power,
 * and what has no such atom behind it. So batch*seq + batch*seq^2 + batch + 1.
 */
static int
reading_order(const void *x, const void *y)
{
	const struct fc_mono *a = (*(const struct fc_term *const *)x)->mono;
	const struct fc_mono *b = (*(const struct fc_term *const *)y)->mono;

	for (unsigned i = 0; i < a->n && i < b->n; i++) {
		if (a->f[i].atom != b->f[i].atom)
			return a->f[i].atom->id < b->f[i].atom->id ? -1 : 1;
		if (a->f[i].power != b->f[i].power)
			return a->f[i].power < b->f[i].power ? -1 : 1;
	}
	return (a->n < b->n) - (a->n > b->n);
}

bool
fc_dim_is_name(char c, bool first)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_')
		return true;
	return !first && ((c >= '0' && c <= '9') || c == '.');
}

bool
fc_dim_plain_name(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!fc_dim_is_name(s[i], i == 0))
			return false;
	}
	return n > 0;
}

void
fc_dim_print_name(const char *name, struct fc_str *out)
{
	if (fc_dim_plain_name(name, strlen(name))) {
		fc_str_puts(out, name);
		return;
	}
	fc_str_putc(out, '<');
	for (; *name; name++) {
		if (*name == '>' || *name == '\\')
			fc_str_putc(out, '\\');
		fc_str_putc(out, *name);
	}
	fc_str_putc(out, '>');
}

/* A side of a quotient: in parentheses unless it is one term (numerator) or one factor. */
static void
print_side(struct fc_dim x, bool factor, struct fc_str *out)
{
	const struct fc_poly *p = fc_dim_poly(x);
	bool bare = true;
	int64_t v;

	if (fc_dim_const(x, &v))
		bare = v >= 0;
	else if (p && factor)
		bare = p->n == 1 && p->at[0].coef == 1 && p->at[0].mono->n == 1;
	else if (p)
		bare = p->n == 1 && p->at[0].coef > 0;
	fc_str_puts(out, bare ? "" : "(");
	fc_dim_print(x, out);
	fc_str_puts(out, bare ? "" : ")");
}

static void
print_atom(const struct fc_atom *a, struct fc_str *out)
{
	static const char *const head[] = {
		[FC_ATOM_MIN] = "min(", [FC_ATOM_MAX] = "max(", [FC_ATOM_LOG2] = "ceillog2(",
	};

	if (a->symbolic) {
		fc_dim_print_name(a->symbol.name, out);
		return;
	}
	if (a->kind == FC_ATOM_FLOOR) {
		fc_str_puts(out, "floor(");
		print_side(a->arg[0], false, out);
		fc_str_putc(out, '/');
		print_side(a->arg[1], true, out);
		fc_str_putc(out, ')');
		return;
	}
	fc_str_puts(out, head[a->kind]);
	for (unsigned i = 0; i < a->n; i++) {
		fc_str_puts(out, i ? ", " : "");
		fc_dim_print(a->arg[i], out);
	}
	fc_str_putc(out, ')');
}

static void
print_term(const struct fc_term *x, bool first, struct fc_str *out)
{
	uint64_t size = x->coef < 0 ? 0 - (uint64_t)x->coef : (uint64_t)x->coef;
	bool shown = size != 1 || x->mono->n == 0;

	if (first)
		fc_str_puts(out, x->coef < 0 ? "-" : "");
	else
		fc_str_puts(out, x->coef < 0 ? " - " : " + ");
	if (shown)
		fc_str_printf(out, "%" PRIu64, size);
	for (unsigned i = 0; i < x->mono->n; i++) {
		const struct fc_factor *f = &x->mono->f[i];

		if (i || shown)
			fc_str_putc(out, '*');
		print_atom(f->atom, out);
		if (f->power > 1)
			fc_str_printf(out, "^%u", f->power);
	}
}

void
fc_dim_print(struct fc_dim x, struct fc_str *out)
{
	const struct fc_poly *p = fc_dim_poly(x);
	const struct fc_term *term[FC_LIMIT_TERMS], *head;
	unsigned at = 0;

	if (!p) {
		if (fc_dim_is_nan(x))
			fc_str_putc(out, '?');
		else
			fc_str_int(out, (int64_t)x.word >> 1);
		return;
	}
	for (unsigned i = 0; i < p->n; i++)
		term[i] = &p->at[i];
	qsort(term, p->n, sizeof(*term), reading_order);
	while (at < p->n && term[at]->coef < 0)
		at++;
	at = at == p->n ? 0 : at;
	head = term[at];
	print_term(head, true, out);
	for (unsigned i = 0; i < p->n; i++) {
		if (i != at)
			print_term(term[i], false, out);
	}
}
