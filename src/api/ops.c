/* ops.c -- the table of all operators, and all that is known of one */
#include "api/handle.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "front/front.h"
#include "ops/custom.h"
#include "ops/registry.h"

#define CUSTOM "custom" /* the format of what the user defines */

struct op_list FC_VEC(const struct fc_op *);
struct binding_list FC_VEC(struct fc_front_binding);

struct ops_args {
	struct fc_heap *heap;
	struct fc_arena *arena;
	struct flopcount_ops_options o;
	const char *wanted; /* NULL: all */
	struct op_list op;  /* sorted by name */
	struct binding_list binding;
	struct fc_str text;
};

static int
by_name(const void *x, const void *y)
{
	const struct fc_op *const *a = x, *const *b = y;

	return strcmp((*a)->name, (*b)->name);
}

/* By operator, then as one reads them: format, domain, name, opset. */
static int
by_operator(const void *x, const void *y)
{
	const struct fc_front_binding *a = x, *b = y;
	int d = strcmp(a->op, b->op);

	d = d ? d : strcmp(a->front, b->front);
	d = d ? d : strcmp(a->domain, b->domain);
	d = d ? d : strcmp(a->name, b->name);
	return d ? d : (a->since > b->since) - (a->since < b->since);
}

/* Names whose arguments decide what they become: they stand together, below all others. */
#define MANY "-"
static const struct fc_op many = { .name = MANY, .source = "each operator that it becomes" };

static void
collect_custom(struct ops_args *a)
{
	const struct fc_custom *c;

	for (size_t i = 0; a->o.ctx && (c = fc_registry_custom_at(a->o.ctx->registry, i)); i++) {
		struct fc_front_binding b = { CUSTOM, c->domain, c->name, c->row.name, (int)c->since };

		FC_VEC_PUSH(a->arena, &a->op, &c->row);
		FC_VEC_PUSH(a->arena, &a->binding, b);
	}
}

static void
collect(struct ops_args *a)
{
	struct fc_front_binding b;
	const struct fc_op *op;

	for (size_t i = 0; (op = fc_registry_at(i)); i++)
		FC_VEC_PUSH(a->arena, &a->op, op);
	for (size_t i = 0; fc_front_binding_at(i, &b); i++) {
		b.op = b.op ? b.op : MANY;
		FC_VEC_PUSH(a->arena, &a->binding, b);
	}
	FC_VEC_PUSH(a->arena, &a->op, &many);
	collect_custom(a);
	if (a->op.n)
		qsort(a->op.at, a->op.n, sizeof(*a->op.at), by_name);
	if (a->binding.n)
		qsort(a->binding.at, a->binding.n, sizeof(*a->binding.at), by_operator);
}

/* Is b the first of its (format, domain, name)? */
static bool
is_new_name(const struct ops_args *a, uint32_t i)
{
	const struct fc_front_binding *b = &a->binding.at[i], *before = b - 1;

	return !i || strcmp(before->op, b->op) || strcmp(before->front, b->front) ||
	       strcmp(before->domain, b->domain) || strcmp(before->name, b->name);
}

/* "Conv 1, com.microsoft::FusedConv 1": names of op in files of one format; opsets where there are several.
 */
static const char *
names_of(const struct ops_args *a, const struct fc_op *op, const char *front)
{
	struct fc_str out = FC_STR(a->arena);

	for (uint32_t i = 0; i < a->binding.n; i++) {
		const struct fc_front_binding *b = &a->binding.at[i];

		if (strcmp(b->op, op->name) || (front && strcmp(b->front, front)))
			continue;
		if (!is_new_name(a, i)) {
			if (b->since)
				fc_str_printf(&out, "/%d", b->since);
			continue;
		}
		fc_str_puts(&out, out.size ? ", " : "");
		if (*b->domain && strcmp(b->domain, "ai.onnx"))
			fc_str_printf(&out, "%s::", b->domain);
		fc_str_puts(&out, b->name);
		if (b->since)
			fc_str_printf(&out, " %d", b->since);
		if (!front && !strcmp(b->front, CUSTOM))
			fc_str_printf(&out, ", defined by %s", op->source);
	}
	return out.data;
}

/* The statements of a formula, joined by between. */
static const char *
formula_of(const struct ops_args *a, const struct fc_op *op, const char *between)
{
	struct fc_str out = FC_STR(a->arena);

	if (op == &many)
		return "its arguments decide what it becomes";
	if (!op->cost) {
		fc_str_printf(&out, "uncounted%s%s", op->why ? ": " : "", op->why ? op->why : "");
		return out.data;
	}
	if (!*op->cost)
		return op->flags & FC_OP_VIEW ? "nothing: result and operand share their bytes"
		                              : "bytes only";
	for (const char *p = op->cost; *p;) {
		size_t n = strcspn(p, ";");

		fc_str_puts(&out, out.size ? between : "");
		fc_str_add(&out, p, n);
		p += n + (p[n] == ';');
		p += strspn(p, " ");
	}
	return out.data;
}

static void
write_table(struct ops_args *a)
{
	size_t wide = strlen("operator"), names = strlen("names and opsets");

	for (uint32_t i = 0; i < a->op.n; i++) {
		size_t n = strlen(a->op.at[i]->name), m = strlen(names_of(a, a->op.at[i], NULL));

		wide = n > wide ? n : wide;
		names = m > names && m <= 48 ? m : names;
	}
	fc_str_printf(&a->text, "%-*s  %-*s  formula\n", (int)wide, "operator", (int)names,
	              "names and opsets");
	for (uint32_t i = 0; i < a->op.n; i++) {
		const struct fc_op *op = a->op.at[i];

		if (op == &many)
			continue;
		fc_str_printf(&a->text, "%-*s  %-*s  %s\n", (int)wide, op->name, (int)names,
		              names_of(a, op, NULL), formula_of(a, op, "; "));
	}
}

/* The versions of the name that begins at binding i, joined by '/'. */
static const char *
versions_of(const struct ops_args *a, uint32_t i)
{
	struct fc_str out = FC_STR(a->arena);

	do {
		if (a->binding.at[i].since)
			fc_str_printf(&out, "%s%d", out.size ? "/" : "", a->binding.at[i].since);
	} while (++i < a->binding.n && !is_new_name(a, i));
	return out.data;
}

static void
write_cell(struct ops_args *a, const char *text, char after)
{
	bool quoted = strpbrk(text, ",\"\r\n");

	fc_str_puts(&a->text, quoted ? "\"" : "");
	for (; *text; text++)
		fc_str_printf(&a->text, *text == '"' ? "\"\"" : "%c", *text);
	fc_str_puts(&a->text, quoted ? "\"" : "");
	fc_str_putc(&a->text, after);
}

/* A row per name in files: RFC 4180, lines end as the other reports' do. */
static void
write_csv(struct ops_args *a)
{
	fc_str_puts(&a->text, "format,domain,name,versions,operator,formula,source\r\n");
	for (uint32_t i = 0, k = 0; i < a->binding.n; i++) {
		const struct fc_front_binding *b = &a->binding.at[i];
		const struct fc_op *op;

		while (k + 1 < a->op.n && strcmp(a->op.at[k]->name, b->op) < 0)
			k++;
		op = a->op.at[k];
		if (!is_new_name(a, i) || strcmp(op->name, b->op))
			continue;
		write_cell(a, b->front, ',');
		write_cell(a, b->domain, ',');
		write_cell(a, b->name, ',');
		write_cell(a, versions_of(a, i), ',');
		write_cell(a, op == &many ? "" : op->name, ',');
		write_cell(a, formula_of(a, op, "; "), ',');
		write_cell(a, op->source ? op->source : "", '\r');
		fc_str_putc(&a->text, '\n');
	}
}

static void
write_line(struct ops_args *a, const char *label, const char *text)
{
	if (text && *text)
		fc_str_printf(&a->text, "  %-11s %s\n", label, text);
}

static void
write_one(struct ops_args *a, const struct fc_op *op)
{
	const char *front = "";

	fc_str_printf(&a->text, "%s%s", a->text.size ? "\n" : "", op == &many ? a->wanted : op->name);
	fc_str_putc(&a->text, '\n');
	write_line(a, "operands", op->in);
	write_line(a, "results", op->out);
	write_line(a, "attributes", op->attr);
	for (uint32_t i = 0; op != &many && i < a->binding.n; i++) {
		if (strcmp(a->binding.at[i].op, op->name) || !strcmp(front, a->binding.at[i].front))
			continue;
		front = a->binding.at[i].front;
		write_line(a, front, names_of(a, op, front));
	}
	write_line(a, "counts", formula_of(a, op, "\n              "));
	write_line(a, "source", op->source);
}

/* Is b called wanted with its domain, or without one that is ONNX's own? */
static bool
is_full_name(const struct fc_front_binding *b, const char *wanted)
{
	size_t n = strlen(b->domain);

	if (!strncmp(wanted, b->domain, n) && !strncmp(wanted + n, "::", 2) &&
	    !strcmp(wanted + n + 2, b->name))
		return true;
	return !strcmp(b->domain, "ai.onnx") && !strcmp(b->name, wanted);
}

/* How well does wanted name op: 2 by its own or a full name of files, 1 by a name without its domain, 0 not.
 */
static int
fit(const struct ops_args *a, const struct fc_op *op)
{
	int best = !strcmp(op->name, a->wanted) ? 2 : 0;

	for (uint32_t i = 0; i < a->binding.n && best < 2; i++) {
		const struct fc_front_binding *b = &a->binding.at[i];

		if (strcmp(b->op, op->name))
			continue;
		if (is_full_name(b, a->wanted))
			best = 2;
		else if (!strcmp(b->name, a->wanted))
			best = 1;
	}
	return best;
}

static void
write_wanted(struct ops_args *a)
{
	for (int level = 2; level && !a->text.size; level--) {
		for (uint32_t i = 0; i < a->op.n; i++) {
			if (fit(a, a->op.at[i]) == level)
				write_one(a, a->op.at[i]);
		}
	}
}

static int
ops_make(void *args)
{
	struct ops_args *a = args;

	a->arena = fc_arena_new(a->heap);
	a->text = (struct fc_str)FC_STR(a->arena);
	collect(a);
	if (a->wanted)
		write_wanted(a);
	else if (!a->o.format || !strcmp(a->o.format, "table"))
		write_table(a);
	else if (!strcmp(a->o.format, "csv"))
		write_csv(a);
	return a->text.size ? FLOPCOUNT_OK : FLOPCOUNT_E_NOT_FOUND;
}

int
flopcount_ops(const struct flopcount_ops_options *options, flopcount_write_fn write, void *user)
{
	struct fc_heap heap = { 0 };
	struct ops_args a = { .heap = &heap, .o = FLOPCOUNT_OPS_OPTIONS_INIT };
	int status;

	if (!write || !fc_api_take(&a.o, options, sizeof(a.o)))
		return FLOPCOUNT_E_ARGUMENT;
	a.wanted = a.o.name;
	status = fc_api_guard(&heap, ops_make, &a);
	if (!status && write(user, a.text.data, a.text.size))
		status = FLOPCOUNT_E_IO;
	fc_heap_done(&heap);
	return status;
}
