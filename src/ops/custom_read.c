/* custom_read.c -- a file of operators into rows */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/intern.h"
#include "base/str.h"
#include "ops/custom_text.h"

static const char *const operator_keys[] = { "name",       "since",  "override", "inputs", "attributes",
	                                     "parameters", "let",    "outputs",  "macs",   "bias_adds",
	                                     "affine",     "simple", "special",  "flops",  "read",
	                                     "write",      "source", NULL };
/* "X W! B!?": marks as rows have them. */
static bool
inputs(struct fc_custom_making *m)
{
	struct fc_custom_place p = fc_custom_member(m->at, "inputs");
	struct fc_str text = FC_STR(m->r->arena);
	bool many = false;
	int i = 0;

	for (const struct fc_json_node *n = p.node && fc_custom_list(m->r, &p) ? p.node->child : NULL; n;
	     n = n->next) {
		struct fc_custom_place at = { &p, n, i++ };

		if (n->kind != FC_JSON_TEXT)
			return fc_custom_fail(m->r, &at, "the name of an operand is meant");
		if (strlen(n->text + strcspn(n->text, "?*!+~#")) !=
		    strspn(n->text + strcspn(n->text, "?*!+~#"), "?*!+~#"))
			return fc_custom_fail(m->r, &at, "'%s' is no name with marks of ? * ! + ~ #",
			                      n->text);
		if (many)
			return fc_custom_fail(m->r, &at,
			                      "nothing can follow an operand that stands for many");
		if (!fc_custom_add_name(m, &at, n->text, &text))
			return false;
		many = strchr(n->text, '*');
	}
	m->c->row.in = text.data;
	return !p.node || p.node->kind == FC_JSON_ARRAY;
}

/* The default of an attribute as rows write it; NULL: none. */
static bool
add_default(struct fc_custom_making *m, const struct fc_custom_place *p, struct fc_str *to)
{
	const struct fc_json_node *n = p->node;

	if (n->kind == FC_JSON_NULL)
		return true;
	fc_str_putc(to, '=');
	if (n->kind == FC_JSON_BOOL)
		fc_str_int(to, n->real != 0);
	else if (n->kind == FC_JSON_NUMBER && n->is_integer)
		fc_str_int(to, n->integer);
	else if (n->kind == FC_JSON_NUMBER)
		fc_str_printf(to, "%.17g", n->real);
	else if (n->kind == FC_JSON_TEXT && !strchr(n->text, ' '))
		fc_str_puts(to, n->text);
	else if (n->kind != FC_JSON_ARRAY || !fc_custom_list(m->r, p))
		return fc_custom_fail(m->r, p,
		                      "a default is a number, a list of whole numbers, a text "
		                      "without blanks, or null");
	for (n = n->kind == FC_JSON_ARRAY ? n->child : NULL; n; n = n->next) {
		if (!n->is_integer)
			return fc_custom_fail(m->r, p, "a default is a list of whole numbers");
		fc_str_int(to, n->integer);
		fc_str_puts(to, n->next ? "," : "");
	}
	return true;
}

static bool
attributes(struct fc_custom_making *m)
{
	struct fc_custom_place p = fc_custom_member(m->at, "attributes");
	struct fc_str text = FC_STR(m->r->arena);
	unsigned count = 0;

	if (p.node && p.node->kind != FC_JSON_OBJECT)
		return fc_custom_fail(m->r, &p, "an object of names and defaults is meant");
	for (const struct fc_json_node *n = p.node ? p.node->child : NULL; n; n = n->next) {
		struct fc_custom_place at = { &p, n, -1 };

		if (!fc_custom_is_name(n->key, strlen(n->key)) || fc_op_in_index(&m->c->row, n->key) >= 0)
			return fc_custom_fail(m->r, &at, "'%s' is no name that formulas can use", n->key);
		if (++count > FC_CUSTOM_NAMES)
			return fc_custom_fail(m->r, &p, "more than %d of them", FC_CUSTOM_NAMES);
		fc_str_printf(&text, "%s%s", text.size ? " " : "", n->key);
		if (!add_default(m, &at, &text))
			return false;
	}
	m->c->row.attr = text.data;
	return true;
}

static bool
lets(struct fc_custom_making *m)
{
	struct fc_custom_place p = fc_custom_member(m->at, "let");

	if (p.node && p.node->kind != FC_JSON_OBJECT)
		return fc_custom_fail(m->r, &p, "an object of names and expressions is meant");
	for (const struct fc_json_node *n = p.node ? p.node->child : NULL; n; n = n->next) {
		struct fc_custom_place at = { &p, n, -1 };
		const char *text = fc_custom_expr(m->r, &at);

		if (!text || !fc_custom_check(m->r, &at, &m->cx, text, NULL))
			return false;
		if (!fc_custom_is_name(n->key, strlen(n->key)))
			return fc_custom_fail(m->r, &at, "'%s' is no name that formulas can use", n->key);
		if (m->c->n_let == FC_CUSTOM_LETS)
			return fc_custom_fail(m->r, &p, "more than %d of them", FC_CUSTOM_LETS);
		m->c->let[m->c->n_let++] =
		    (struct fc_custom_let){ fc_intern_text(m->r->names, n->key), text };
		fc_op_var(&m->cx, fc_intern_text(m->r->names, n->key), fc_dim_int(m->r->dims, 1));
	}
	m->c->row.vars = m->c->n_let ? fc_custom_vars : NULL;
	return true;
}

/* Names of operands and attributes in the order of a call: as given, else operands first. */
static bool
parameters(struct fc_custom_making *m)
{
	struct fc_custom_place p = fc_custom_member(m->at, "parameters");
	const char **name = FC_NEW_N(m->r->arena, const char *, 2 * FC_CUSTOM_NAMES);
	const char *texts[] = { m->c->row.in, m->c->row.attr };
	int i = 0;

	m->c->param = name;
	for (unsigned k = 0; !p.node && k < 2; k++) {
		for (const char *s = texts[k]; *s; s += strspn(s, " ")) {
			name[m->c->n_param++] = fc_intern(m->r->names, s, strcspn(s, " ?*!+~#="));
			s += strcspn(s, " ");
		}
	}
	if (p.node && !fc_custom_list(m->r, &p))
		return false;
	for (const struct fc_json_node *n = p.node ? p.node->child : NULL; n; n = n->next) {
		struct fc_custom_place at = { &p, n, i++ };

		if (n->kind != FC_JSON_TEXT || !fc_custom_is_name(n->text, strlen(n->text)))
			return fc_custom_fail(m->r, &at, "the name of a parameter is meant");
		name[m->c->n_param++] = fc_intern_text(m->r->names, n->text);
	}
	return true;
}

/* "com.acme::Fold", or a name of the standard's own domain. */
static bool
identity(struct fc_custom_making *m)
{
	struct fc_custom_place name = fc_custom_member(m->at, "name"),
			       since = fc_custom_member(m->at, "since");
	struct fc_custom_place over = fc_custom_member(m->at, "override");
	struct fc_custom *c = m->c;
	struct fc_str key = FC_STR(m->r->arena);
	const char *colon;

	if (!name.node || name.node->kind != FC_JSON_TEXT || !*name.node->text)
		return fc_custom_fail(m->r, name.node ? &name : m->at, "'name' is missing");
	colon = strstr(name.node->text, "::");
	c->domain =
	    colon ? fc_intern(m->r->names, name.node->text, (size_t)(colon - name.node->text)) : "ai.onnx";
	c->name = fc_intern_text(m->r->names, colon ? colon + 2 : name.node->text);
	fc_str_printf(&key, "%s::%s", c->domain, c->name);
	c->key = fc_intern(m->r->names, key.data, key.size);
	if (since.node && (!since.node->is_integer || since.node->integer < 1))
		return fc_custom_fail(m->r, &since, "a version is a whole number from 1");
	if (over.node && over.node->kind != FC_JSON_BOOL)
		return fc_custom_fail(m->r, &over, "true or false is meant");
	c->since = since.node ? since.node->integer : 0;
	c->override = over.node && over.node->real != 0;
	c->line = m->at->node->line;
	if (c->since)
		fc_str_printf(&key, "-%lld", (long long)c->since);
	c->row.name = fc_intern(m->r->names, key.data, key.size);
	return true;
}

static bool
source(struct fc_custom_making *m)
{
	struct fc_custom_place p = fc_custom_member(m->at, "source");
	struct fc_str text = FC_STR(m->r->arena);

	if (p.node && p.node->kind != FC_JSON_TEXT)
		return fc_custom_fail(m->r, &p, "a text is meant");
	fc_str_printf(&text, "%s:%u%s%s", m->r->file, m->c->line, p.node ? ": " : "",
	              p.node ? p.node->text : "");
	m->c->row.source = text.data;
	return true;
}

/* MACs count under the dtypes of the first operand and the first weight, else the second operand. */
static void
pair(struct fc_custom *c)
{
	unsigned i = 1;

	while (i < FC_CUSTOM_NAMES && fc_op_in_mark(&c->row, i) != '!')
		i++;
	c->row.pair[1] = i < FC_CUSTOM_NAMES ? (unsigned char)i : 1;
}

static struct fc_custom *
one_operator(struct fc_custom_reader *r, const struct fc_custom_place *p)
{
	struct fc_custom *c = FC_NEW(r->arena, struct fc_custom);
	struct fc_custom_making m = { .r = r, .c = c, .at = p, .cost = FC_STR(r->arena) };

	m.cx = (struct fc_op_ctx){ .arena = r->arena, .dims = r->dims, .op = &m.plain };
	if (p->node->kind != FC_JSON_OBJECT) {
		fc_custom_fail(r, p, "an operator is an object");
		return NULL;
	}
	if (!fc_custom_keys(r, p, operator_keys) || !identity(&m) || !source(&m) || !inputs(&m) ||
	    !attributes(&m))
		return NULL;
	m.plain = c->row;
	m.plain.out = "";
	if (!lets(&m) || !fc_custom_outputs(&m) || !fc_custom_facts(&m) || !parameters(&m))
		return NULL;
	c->row.infer = fc_custom_infer;
	pair(c);
	return c;
}

static bool
is_new(struct fc_custom_reader *r, const struct fc_custom_place *p, const struct fc_custom *list,
       const struct fc_custom *c)
{
	for (; list; list = list->next) {
		if (list->key == c->key && list->since == c->since)
			return fc_custom_fail(r, p, "operator '%s' stands in line %u already", c->row.name,
			                      list->line);
	}
	return true;
}

struct fc_custom *
fc_custom_read(struct fc_custom_reader *r, const char *text, size_t n)
{
	static const char *const keys[] = { "$schema", "operators", NULL };
	struct fc_custom *first = NULL, **link = &first;
	struct fc_custom_place root = { NULL, NULL, -1 }, list;
	unsigned line = 0;
	int i = 0;

	root.node = fc_json_read(r->arena, text, n, &line);
	if (!root.node) {
		fc_fail(r->diags, FC_E_OPS, (struct fc_where){ .file = r->file, .line = line },
		        "text is not JSON");
		return NULL;
	}
	if (!fc_custom_keys(r, &root, keys))
		return NULL;
	list = fc_custom_member(&root, "operators");
	if (!list.node || list.node->kind != FC_JSON_ARRAY || !list.node->child) {
		fc_custom_fail(r, &root, "'operators' is no list of some");
		return NULL;
	}
	for (const struct fc_json_node *node = list.node->child; node; node = node->next) {
		struct fc_custom_place at = { &list, node, i++ };
		struct fc_custom *c = one_operator(r, &at);

		if (!c || !is_new(r, &at, first, c))
			return NULL;
		if (i > FC_CUSTOM_OPS) {
			fc_custom_fail(r, &root, "more than %d operators", FC_CUSTOM_OPS);
			return NULL;
		}
		*link = c;
		link = &c->next;
	}
	return first;
}
