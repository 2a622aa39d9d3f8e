/* explain.c -- one node in words: operands, attributes, formula with its numbers */
#include <string.h>

#include "base/str.h"
#include "ops/formula.h"
#include "pass/cost.h"

static void
type(const struct fc_type *t, struct fc_str *out)
{
	if (t->kind == FC_KIND_TENSOR) {
		const char *name = fc_dtype_name((enum fc_dtype)t->dtype);

		fc_str_printf(out, "%s ", name ? name : "?");
		fc_shape_print(t->shape, out);
	} else {
		fc_str_puts(out, t->kind == FC_KIND_SEQUENCE   ? "sequence"
		                 : t->kind == FC_KIND_OPTIONAL ? "optional"
		                 : t->kind == FC_KIND_MAP      ? "map"
		                                               : "unknown");
	}
}

/* Name i of a row's list, without marks; the last one stands for all that follow when variadic. */
static void
row_name(const char *list, unsigned i, struct fc_str *out)
{
	const char *p = list, *last = list;

	while (i && *p) {
		last = p;
		p += strcspn(p, " ");
		p += *p == ' ';
		i--;
	}
	if (!*p)
		p = last;
	fc_str_add(out, p, strcspn(p, " !+~#?*"));
}

static const char *
part(const struct fc_value *v)
{
	if (!v->stored)
		return "";
	return v->stored->is_param ? ", parameter" : v->stored->is_buffer ? ", buffer" : ", constant";
}

static void
values(const struct fc_node *n, bool in, struct fc_str *out)
{
	unsigned count = in ? n->n_in : n->n_out;

	for (unsigned i = 0; i < count; i++) {
		const struct fc_value *v = in ? n->in[i] : n->out[i];

		if (!v)
			continue;
		fc_str_printf(out, "  %s ", in ? "in " : "out");
		if (n->op)
			row_name(in ? n->op->in : n->op->out, i, out);
		fc_str_printf(out, " = %s: ", *v->name ? v->name : "(constant)");
		type(&v->type, out);
		fc_str_printf(out, "%s\n", part(v));
	}
}

static void
attribute(const struct fc_attr *a, struct fc_str *out)
{
	fc_str_printf(out, "  attribute %s =", a->name);
	for (unsigned i = 0; i < a->n && i < 16; i++) {
		fc_str_putc(out, ' ');
		if (a->kind == FC_ATTR_INT || a->kind == FC_ATTR_INTS)
			fc_dim_print(a->dim[i], out);
		else if (a->kind == FC_ATTR_REAL || a->kind == FC_ATTR_REALS)
			fc_str_printf(out, "%g", a->real[i]);
		else if (a->kind == FC_ATTR_TEXT || a->kind == FC_ATTR_TEXTS)
			fc_str_puts(out, a->text[i]);
	}
	if (a->n > 16)
		fc_str_puts(out, " ...");
	if (a->kind == FC_ATTR_TENSOR || a->kind == FC_ATTR_TYPE) {
		fc_str_putc(out, ' ');
		type(&a->value->type, out);
	} else if (a->kind == FC_ATTR_GRAPH) {
		fc_str_puts(out, " a body");
	}
	fc_str_putc(out, '\n');
}

static void
facts(const struct fc_node *n, struct fc_str *out)
{
	const struct { const char *key; struct fc_dim v; } fact[] = {
#define FACT(field, key) { key, n->cost->field },
		FC_FACTS(FACT)
#undef FACT
	};

	for (size_t i = 0; i < sizeof(fact) / sizeof(fact[0]); i++) {
		if (fc_dim_is(fact[i].v, 0))
			continue;
		fc_str_printf(out, "  %s = ", fact[i].key);
		fc_dim_print(fact[i].v, out);
		fc_str_putc(out, '\n');
	}
}

/* A line for each fact, set in like the rest. */
static void
numbers(struct fc_op_ctx *cx, struct fc_str *out)
{
	struct fc_str text = FC_STR(cx->arena);

	fc_formula_explain(cx, &text);
	for (const char *p = text.data; *p;) {
		size_t n = strcspn(p, "\n");

		fc_str_printf(out, "  %.*s\n", (int)n, p);
		p += n + (p[n] == '\n');
	}
}

void
fc_explain_formula(struct fc_builder *b, struct fc_node *n, struct fc_str *out)
{
	struct fc_op_ctx cx = { .b = b, .dims = b->dims, .arena = b->arena, .node = n, .op = n->op };

	if (!n->op)
		fc_str_puts(out, "  none: the operator is not known\n");
	else if (n->flags & FC_NODE_VIEW)
		fc_str_puts(out, "  none: the result is a view, nothing is computed or moved\n");
	else if (!n->op->cost)
		fc_str_printf(out, "  none: %s\n", n->op->why ? n->op->why : "its cost is not modelled");
	else if (!*n->op->cost)
		fc_str_puts(out,
		            n->n_body ? "  that of its bodies\n" : "  nothing is computed; data is moved\n");
	else
		numbers(&cx, out);
	if (n->op && n->op->source)
		fc_str_printf(out, "  source: %s\n", n->op->source);
	if (!fc_dim_is(fc_node_repeat(n), 1)) {
		fc_str_puts(out, "  times ");
		fc_dim_print(fc_node_repeat(n), out);
		fc_str_puts(out, " for the loops around it\n");
	}
}

void
fc_explain(struct fc_builder *b, struct fc_node *n, struct fc_str *out)
{
	static const char *const status[] = { "complete", "partial", "uncounted", "alternative" };

	fc_str_printf(out, "%s: %s%s%s\n", *n->name ? n->name : "(no name)",
	              strcmp(n->domain, "ai.onnx") ? n->domain : "", strcmp(n->domain, "ai.onnx") ? "::" : "",
	              n->op_name);
	if (n->scope && *n->scope->path)
		fc_str_printf(out, "  scope = %s\n", n->scope->path);
	values(n, true, out);
	values(n, false, out);
	for (unsigned i = 0; i < n->n_attr; i++)
		attribute(&n->attr[i], out);
	fc_str_puts(out, "formula\n");
	fc_explain_formula(b, n, out);
	fc_str_puts(out, "facts\n");
	facts(n, out);
	fc_str_printf(out, "  status = %s%s%s\n", status[n->status], n->reason ? ": " : "",
	              n->reason ? n->reason : "");
}
