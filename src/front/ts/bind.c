/* bind.c -- operator name and arguments to a binding row, and its parameters filled in */
#include "front/ts/bind.h"

#include <string.h>

#include "base/intern.h"
#include "base/num.h"
#include "front/ts/eval.h"
#include "front/ts/shape.h"

static const struct fc_ts_bind *const tables[] = {
	fc_ts_bind_attention,
	fc_ts_bind_choose,
	fc_ts_bind_create,
	fc_ts_bind_decompose,
	fc_ts_bind_index,
	fc_ts_bind_join,
	fc_ts_bind_linalg,
	fc_ts_bind_loss,
	fc_ts_bind_math,
	fc_ts_bind_more,
	fc_ts_bind_nn,
	fc_ts_bind_numeric,
	fc_ts_bind_order,
	fc_ts_bind_packed,
	fc_ts_bind_pad,
	fc_ts_bind_part,
	fc_ts_bind_quant,
	fc_ts_bind_random,
	fc_ts_bind_reduce,
	fc_ts_bind_resize,
	fc_ts_bind_rnn,
	fc_ts_bind_shape,
	fc_ts_bind_signal,
	fc_ts_bind_unary,
	NULL
};

/* Every row of the name by its interned text; made when the first operator is met. */
static void
index_rows(struct fc_ts *t)
{
	const char *last = NULL;

	t->binds = fc_table_new(t->b->arena);
	for (const struct fc_ts_bind *const *table = tables; *table; table++) {
		for (const struct fc_ts_bind *row = *table; row->name; row++) {
			const char *key = fc_intern_text(t->b->names, row->name);

			if (key != last)
				fc_table_set(t->binds, key, (void *)row);
			last = key;
		}
	}
}

/* "aten::lerp_" without a row of its own is aten::lerp, written into its first argument. */
const struct fc_ts_bind *
fc_ts_bind_find(struct fc_ts *t, const char *name)
{
	const struct fc_ts_bind *row;
	size_t n = strlen(name);

	if (!t->binds)
		index_rows(t);
	row = fc_table_find(t->binds, name);
	if (!row && n > 1 && name[n - 1] == '_' && name[n - 2] != '_')
		row = fc_table_find(t->binds, fc_intern(t->b->names, name, n - 1));
	return row;
}

const struct fc_ts_bind *
fc_ts_bind_at(size_t i)
{
	for (const struct fc_ts_bind *const *table = tables; *table; table++) {
		for (const struct fc_ts_bind *row = *table; row->name; row++) {
			if (i-- == 0)
				return row;
		}
	}
	return NULL;
}

/* --- one parameter of a schema: "i[2] stride=1" -------------------------------- */

struct param {
	const char *type, *name, *value; /* value NULL: no default */
	size_t type_size, name_size, value_size;
	bool keyword_only;
};

static bool
next_param(const char **s, struct param *p)
{
	const char *end, *eq, *space;
	unsigned depth = 0;

	while (**s == ' ' || **s == ',')
		(*s)++;
	if (**s == '*') {
		p->keyword_only = true;
		(*s)++;
		return next_param(s, p);
	}
	if (!**s)
		return false;
	for (end = *s; *end && (*end != ',' || depth); end++)
		depth += *end == '[' || *end == '(' ? 1u : *end == ']' || *end == ')' ? ~0u : 0u;
	p->type = *s;
	space = memchr(*s, ' ', (size_t)(end - *s));
	if (!space)
		return false;
	p->type_size = (size_t)(space - *s);
	p->name = space + 1;
	eq = memchr(p->name, '=', (size_t)(end - p->name));
	p->name_size = (size_t)((eq ? eq : end) - p->name);
	p->value = eq ? eq + 1 : NULL;
	p->value_size = eq ? (size_t)(end - eq - 1) : 0;
	*s = end;
	return true;
}

static bool
is_type(const struct param *p, const char *type)
{
	size_t n = strlen(type);

	return p->type_size >= n && memcmp(p->type, type, n) == 0 &&
	       (p->type_size == n || p->type[n] == '?' || p->type[n] == '[');
}

static bool
is_list(const struct param *p)
{
	return memchr(p->type, '[', p->type_size) != NULL;
}

static bool
is_optional(const struct param *p)
{
	return p->type[p->type_size - 1] == '?';
}

static bool
fits_one(const struct param *p, const struct fc_ts_value *v)
{
	if (v->kind == FC_TS_V_UNKNOWN)
		return true;
	if (is_type(p, "T"))
		return v->kind == FC_TS_V_TENSOR || v->kind == FC_TS_V_NONE;
	if (is_type(p, "i") || is_type(p, "dt") || is_type(p, "lay") || is_type(p, "mf"))
		return v->kind == FC_TS_V_INT || v->kind == FC_TS_V_BOOL ||
		       (v->kind == FC_TS_V_TENSOR && v->tensor->type.shape.rank <= 0);
	if (is_type(p, "f") || is_type(p, "S"))
		return fc_ts_is_number(v) || (v->kind == FC_TS_V_TENSOR && v->tensor->type.shape.rank <= 0);
	if (is_type(p, "b"))
		return v->kind == FC_TS_V_BOOL || v->kind == FC_TS_V_INT;
	if (is_type(p, "s"))
		return v->kind == FC_TS_V_TEXT;
	if (is_type(p, "dev"))
		return v->kind == FC_TS_V_DEVICE || v->kind == FC_TS_V_TEXT;
	return true; /* gen, any */
}

static bool
fits(const struct param *p, const struct fc_ts_value *v)
{
	if (v->kind == FC_TS_V_NONE)
		return is_optional(p) || (is_type(p, "T") && !is_list(p)) || is_type(p, "any") ||
		       is_type(p, "gen");
	if (!is_list(p))
		return fits_one(p, v);
	if (v->kind != FC_TS_V_LIST && v->kind != FC_TS_V_TUPLE)
		return v->kind == FC_TS_V_UNKNOWN || (!is_type(p, "T") && fits_one(p, v));
	for (uint32_t i = 0; i < v->item.n; i++) {
		if (!fits_one(p, v->item.at[i]))
			return false;
	}
	return true;
}

/* --- defaults --------------------------------------------------------------------- */

static struct fc_ts_value *
default_list(struct fc_ts *t, const char *s, size_t n)
{
	struct fc_ts_value *v = fc_ts_list(t, FC_TS_V_LIST);

	for (s++, n -= 2; n;) {
		const char *comma = memchr(s, ',', n);
		size_t k = comma ? (size_t)(comma - s) : n;
		int64_t i;

		while (k && *s == ' ') {
			s++;
			n--;
			k--;
		}
		if (fc_num_parse(s, k, &i))
			fc_ts_push(t, v, fc_ts_int(t, i));
		s += k + (comma != NULL);
		n -= k + (comma != NULL);
	}
	return v;
}

static struct fc_ts_value *
default_value(struct fc_ts *t, const struct param *p)
{
	int64_t i;
	double d;

	if (!p->value)
		return NULL;
	if (p->value_size == 4 && memcmp(p->value, "None", 4) == 0)
		return fc_ts_none(t);
	if (p->value_size == 4 && memcmp(p->value, "True", 4) == 0)
		return fc_ts_bool(t, true);
	if (p->value_size == 5 && memcmp(p->value, "False", 5) == 0)
		return fc_ts_bool(t, false);
	if (p->value[0] == '[')
		return default_list(t, p->value, p->value_size);
	if (p->value[0] == '"')
		return fc_ts_text(t, fc_intern(t->b->names, p->value + 1, p->value_size - 2));
	if (fc_num_parse(p->value, p->value_size, &i))
		return is_type(p, "f") ? fc_ts_real(t, (double)i) : fc_ts_int(t, i);
	return fc_num_parse_real(p->value, p->value_size, &d) ? fc_ts_real(t, d) : fc_ts_none(t);
}

/* --- matching ----------------------------------------------------------------------- */

static const struct fc_ts_value *
keyword(const struct fc_ts_call *c, const struct fc_ts_value_list *args, const struct param *p)
{
	const struct fc_ts_expr *e = c->at;

	for (unsigned i = 0; e->keyword && i < e->n; i++) {
		if (e->keyword[i] && strlen(e->keyword[i]) == p->name_size &&
		    memcmp(e->keyword[i], p->name, p->name_size) == 0)
			return args->at[i];
	}
	return NULL;
}

static unsigned
positional(const struct fc_ts_expr *e)
{
	unsigned n = 0;

	while (n < e->n && !(e->keyword && e->keyword[n]))
		n++;
	return n;
}

/* What stands for the parameter; what is unknown, for a tensor of which nothing is known. */
static struct fc_ts_value *
taken(struct fc_ts *t, const struct param *p, const struct fc_ts_value *v)
{
	if (!v)
		return default_value(t, p);
	if (v->kind == FC_TS_V_UNKNOWN && is_type(p, "T") && !is_list(p))
		return fc_ts_tensor(t, fc_ts_anything(t));
	return (struct fc_ts_value *)v;
}

static bool
match(struct fc_ts_call *c, const struct fc_ts_bind *row, const struct fc_ts_value_list *args)
{
	unsigned given = positional(c->at), at = 0, words = c->at->n - given, used = 0;
	const char *s = row->params;
	struct param p = { .keyword_only = false };

	c->n = 0;
	while (next_param(&s, &p) && c->n < FC_TS_ARGS) {
		const struct fc_ts_value *v =
		    at < given && (!p.keyword_only || c->at->flat) ? args->at[at++] : keyword(c, args, &p);

		used += v && keyword(c, args, &p) == v;
		if (v ? !fits(&p, v) : !p.value)
			return false;
		c->name[c->n] = fc_intern(c->ts->b->names, p.name, p.name_size);
		c->arg[c->n++] = taken(c->ts, &p, v);
	}
	c->row = row;
	return at == given && used <= words;
}

bool
fc_ts_match(struct fc_ts_call *c, const struct fc_ts_value_list *args)
{
	const struct fc_ts_bind *row = fc_ts_bind_find(c->ts, c->at->text);
	const char *name = row ? row->name : NULL;

	for (; row && row->name && strcmp(row->name, name) == 0; row++) {
		if (match(c, row, args))
			return true;
	}
	return false;
}
