/* custom_out.c -- results and facts of an operator in a user's file */
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "ops/custom_text.h"

static const char *const fact_keys[] = { "macs", "bias_adds", "affine", "simple", "special", "flops", NULL };
static const char *const output_keys[] = { "name", "shape", "dtype", NULL };

/* "X[1:-1]": dims of an operand as they stand. */
static bool
is_spread(const struct fc_custom_making *m, const char *text, struct fc_custom_dim *d)
{
	size_t n = strcspn(text, "[");
	const char *colon = strchr(text, ':');
	char *end;
	int at;

	if (!colon || text[n] != '[')
		return false;
	at = fc_op_in_index(&m->c->row, fc_intern(m->r->names, text, n));
	d->from = (int)strtol(text + n + 1, &end, 10);
	if (at < 0 || end != colon || d->from > FC_LIMIT_RANK || d->from < -FC_LIMIT_RANK)
		return false;
	d->open = colon[1] == ']';
	d->to = (int)strtol(colon + 1, &end, 10);
	d->operand = (unsigned)at;
	d->spread = true;
	return end[0] == ']' && !end[1] && d->to <= FC_LIMIT_RANK && d->to >= -FC_LIMIT_RANK;
}

/* "X", "broadcast(X, Y)" */
static bool
like(struct fc_custom_making *m, const struct fc_custom_place *p, struct fc_custom_out *out)
{
	const char *s = p->node->text;
	bool both = !strncmp(s, "broadcast(", 10);

	s += both ? 10 : 0;
	for (unsigned i = 0; i < 1u + both; i++) {
		size_t n = strcspn(s, " ,)");

		out->like[i] = fc_op_in_index(&m->c->row, fc_intern(m->r->names, s, n));
		if (out->like[i] < 0)
			return fc_custom_fail(m->r, p,
			                      "'%.*s' is no operand: a shape is a list of dimensions, "
			                      "\"X\" or \"broadcast(X, Y)\"",
			                      (int)n, s);
		s += n;
		s += both ? strspn(s, i ? " )" : " ,") : 0;
	}
	return !*s || fc_custom_fail(m->r, p, "something follows the shape");
}

static bool
dims(struct fc_custom_making *m, const struct fc_custom_place *p, struct fc_custom_out *out)
{
	struct fc_custom_dim *dim = FC_NEW_N(m->r->arena, struct fc_custom_dim, FC_CUSTOM_NAMES);

	if (p->node->kind == FC_JSON_TEXT)
		return like(m, p, out);
	if (!fc_custom_list(m->r, p))
		return false;
	for (const struct fc_json_node *n = p->node->child; n; n = n->next, out->n++) {
		struct fc_custom_place at = { p, n, (int)out->n };
		struct fc_custom_dim *d = &dim[out->n];

		d->text = fc_custom_expr(m->r, &at);
		if (!d->text)
			return false;
		if (!is_spread(m, d->text, d)) {
			d->spread = false;
			if (!fc_custom_check(m->r, &at, &m->cx, d->text, NULL))
				return false;
		}
	}
	out->dim = dim;
	return true;
}

static bool
dtype(struct fc_custom_making *m, const struct fc_custom_place *p, struct fc_custom_out *out)
{
	const char *s;

	if (!p->node)
		return true;
	s = p->node->kind == FC_JSON_TEXT ? p->node->text : "";
	out->dtype_of = fc_op_in_index(&m->c->row, s);
	out->dtype = fc_dtype_find(s, strlen(s));
	return out->dtype_of >= 0 || out->dtype ||
	       fc_custom_fail(m->r, p, "'%s' is no operand and no element type", s);
}

static bool
one_output(struct fc_custom_making *m, const struct fc_custom_place *p, struct fc_str *names,
           struct fc_custom_out *out)
{
	struct fc_custom_place name = fc_custom_member(p, "name"), shape = fc_custom_member(p, "shape"),
			       type = fc_custom_member(p, "dtype");
	char otherwise[8] = "Y";

	if (p->node->kind != FC_JSON_OBJECT)
		return fc_custom_fail(m->r, p, "an object with name, shape and dtype is meant");
	if (!fc_custom_keys(m->r, p, output_keys))
		return false;
	if (name.node && name.node->kind != FC_JSON_TEXT)
		return fc_custom_fail(m->r, &name, "a name is meant");
	if (p->index)
		otherwise[1] = (char)('0' + p->index % 10);
	*out = (struct fc_custom_out){ .dtype_of = *m->c->row.in ? 0 : -1, .like = { -1, -1 } };
	if (!shape.node)
		return fc_custom_fail(m->r, p, "'shape' is missing");
	if (!fc_custom_add_name(m, name.node ? &name : p, name.node ? name.node->text : otherwise, names))
		return false;
	m->plain = m->c->row;
	m->plain.vars = NULL;
	m->plain.out = "";
	return dims(m, &shape, out) && dtype(m, &type, out);
}

bool
fc_custom_outputs(struct fc_custom_making *m)
{
	struct fc_custom_place p = fc_custom_member(m->at, "outputs");
	struct fc_custom_out *out = FC_NEW_N(m->r->arena, struct fc_custom_out, FC_CUSTOM_NAMES);
	struct fc_str names = FC_STR(m->r->arena);

	if (!p.node)
		return fc_custom_fail(m->r, m->at, "'outputs' is missing");
	if (!fc_custom_list(m->r, &p))
		return false;
	for (const struct fc_json_node *n = p.node->child; n; n = n->next, m->c->n_out++) {
		struct fc_custom_place at = { &p, n, (int)m->c->n_out };

		if (!one_output(m, &at, &names, &out[m->c->n_out]))
			return false;
	}
	m->c->out = out;
	m->c->row.out = names.data;
	return true;
}

static bool
fact(struct fc_custom_making *m, const struct fc_custom_place *p, const char *name)
{
	const char *text = fc_custom_expr(m->r, p);

	if (!text || !fc_custom_check(m->r, p, &m->cx, text, name))
		return false;
	fc_str_printf(&m->cost, "%s%s = %s", m->cost.size ? "; " : "", name, text);
	return true;
}

/* "read": {"X": "…"} */
static bool
moved(struct fc_custom_making *m, const char *key)
{
	struct fc_custom_place p = fc_custom_member(m->at, key);

	if (p.node && p.node->kind != FC_JSON_OBJECT)
		return fc_custom_fail(m->r, &p, "an object of names and elements moved is meant");
	for (const struct fc_json_node *n = p.node ? p.node->child : NULL; n; n = n->next) {
		struct fc_custom_place at = { &p, n, -1 };
		struct fc_str name = FC_STR(m->r->arena);

		fc_str_printf(&name, "%s(%s)", key, n->key);
		if (!fact(m, &at, name.data))
			return false;
	}
	return true;
}

bool
fc_custom_facts(struct fc_custom_making *m)
{
	m->plain = m->c->row;
	m->plain.vars = NULL;
	for (unsigned i = 0; fact_keys[i]; i++) {
		struct fc_custom_place p = fc_custom_member(m->at, fact_keys[i]);

		m->counted |= p.node != NULL;
		if (p.node && !fact(m, &p, strcmp(fact_keys[i], "flops") ? fact_keys[i] : "affine"))
			return false;
	}
	if (!moved(m, "read") || !moved(m, "write"))
		return false;
	m->c->row.cost = m->counted ? m->cost.data : NULL;
	m->c->row.flags = m->counted ? 0 : FC_OP_OPAQUE;
	return true;
}
