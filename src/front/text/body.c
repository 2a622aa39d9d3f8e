/* body.c -- bodies of If, Loop and kin in hand-written graphs */
#include "front/text/text_priv.h"

#include <string.h>

#include "base/table.h"

/* To the first of stops, or to the end; what stands in braces is passed over. */
static const char *
upto(const char *s, const char *end, const char *stops)
{
	int depth = 0;

	for (; s < end && (depth || !strchr(stops, *s)); s++)
		depth += (*s == '{') - (*s == '}');
	return s;
}

bool
fc_text_body_attribute(struct fc_text *r, struct fc_attr *a)
{
	const char *end = upto(r->at, r->end, "}");

	if (end == r->end || r->n_body == 2)
		return fc_text_fail(r, end == r->end ? "'}' is missing" : "a node has more than two bodies");
	r->body[r->n_body].at = r->at;
	r->body[r->n_body].end = end;
	r->at = end + 1;
	a->kind = FC_ATTR_GRAPH;
	a->n = r->n_body++;
	return true;
}

/* The owner gives the inputs their types. */
bool
fc_text_body(const struct fc_text *outer, struct fc_node *owner, unsigned i)
{
	struct fc_text r = { .b = outer->b, .values = outer->values, .line = outer->line };
	const char *end = outer->body[i].end, *name;
	struct fc_graph *g = fc_builder_body(r.b, "");
	bool ok = true;

	r.at = outer->body[i].at;
	for (r.end = upto(r.at, end, "|"); (name = fc_text_word(&r)); fc_text_accept(&r, ',')) {
		struct fc_value *v = fc_builder_value(r.b, name);

		v->flags = FC_VALUE_OUTER;
		v->type = fc_type_unknown();
		FC_VEC_PUSH(r.b->arena, &g->inputs, v);
		fc_table_set(r.values, name, v);
	}
	if (r.end == end || !fc_builder_open(r.b, owner, i, g))
		return fc_text_fail(&r, "a body has three parts, by '|'");
	do {
		r.at = r.end + 1;
		r.end = upto(r.at, end, ";|");
		fc_text_blanks(&r);
		ok = r.at == r.end || fc_text_node(&r);
	} while (ok && r.end < end && *r.end == ';');
	r.at = r.end + 1;
	for (r.end = end; ok && r.at < end && (name = fc_text_word(&r)); fc_text_accept(&r, ',')) {
		struct fc_value *v = fc_table_find(r.values, name);

		FC_VEC_PUSH(r.b->arena, &g->outputs, v);
		ok = v || fc_text_fail(&r, "a body's result is made nowhere");
	}
	fc_builder_close(r.b);
	return ok;
}
