/* explain.c -- find the node a user means, and write its formula */
#include "api/handle.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "ir/node.h"

enum { HINTS = 3 };

struct explain_args {
	struct flopcount_model *model;
	const char *wanted;
	struct fc_str text;
};

static bool
ends_in(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return m && m <= n && !memcmp(name + n - m, suffix, m);
}

static bool
complain(struct explain_args *a, const char *fault, const char *hints)
{
	return fc_fail(&a->model->ctx->diags, FC_E_NODE, (struct fc_where){ 0 }, "%s '%s'%s", fault,
	               a->wanted, hints);
}

/* "#12": the row of that number. */
static struct fc_node *
find_index(struct explain_args *a)
{
	int64_t i;

	if (a->wanted[0] != '#' || !fc_num_parse(a->wanted + 1, strlen(a->wanted + 1), &i) || i < 0 ||
	    i > UINT32_MAX)
		return NULL;
	return fc_cost_node_at(&a->model->builder, (uint32_t)i);
}

/* How far a name is from what was wanted: 0 when it holds it. */
static unsigned
distance(const struct explain_args *a, const struct fc_node *n, unsigned limit)
{
	if (!*n->name)
		return limit + 1;
	return *a->wanted && strstr(n->name, a->wanted) ? 0 : fc_num_edits(a->wanted, n->name, limit);
}

/* The names nearest to what was wanted, for the message: "; did you mean 'a' or 'b'?" */
static const char *
near_names(struct explain_args *a)
{
	struct fc_str hints = FC_STR(a->model->ctx->said);
	unsigned limit = (unsigned)(strlen(a->wanted) < 90 ? strlen(a->wanted) / 3 + 1 : 30);
	const struct fc_node *n;
	unsigned given = 0;

	for (unsigned d = 0; d <= limit && given < HINTS; d++) {
		for (uint32_t i = 0; given < HINTS && (n = fc_cost_node_at(&a->model->builder, i)); i++) {
			if (distance(a, n, limit) == d)
				fc_str_printf(&hints, "%s '%s'", given++ ? " or" : "; did you mean", n->name);
		}
	}
	if (given)
		fc_str_putc(&hints, '?');
	return hints.data;
}

/* Several names end in what was wanted: tell some. */
static const char *
candidates(struct explain_args *a)
{
	struct fc_str list = FC_STR(a->model->ctx->said);
	const struct fc_node *n;
	unsigned given = 0;

	for (uint32_t i = 0; (n = fc_cost_node_at(&a->model->builder, i)); i++) {
		if (!ends_in(n->name, a->wanted))
			continue;
		if (given++ < HINTS)
			fc_str_printf(&list, "%s '%s' (#%u)", given == 1 ? ":" : ",", n->name, i);
	}
	if (given > HINTS)
		fc_str_printf(&list, " and %u more", given - HINTS);
	return list.data;
}

static struct fc_node *
find_node(struct explain_args *a)
{
	struct fc_node *n = find_index(a), *exact = NULL, *suffix = NULL;
	unsigned n_exact = 0, n_suffix = 0;

	if (n)
		return n;
	for (uint32_t i = 0; (n = fc_cost_node_at(&a->model->builder, i)); i++) {
		if (!ends_in(n->name, a->wanted))
			continue;
		suffix = n;
		n_suffix++;
		if (!strcmp(n->name + strspn(n->name, "/"), a->wanted + strspn(a->wanted, "/"))) {
			exact = n;
			n_exact++;
		}
	}
	if (n_exact == 1)
		return exact;
	if (n_suffix == 1)
		return suffix;
	if (n_suffix)
		complain(a, n_exact ? "several nodes are called" : "several nodes end in", candidates(a));
	else
		complain(a, "no node is called", near_names(a));
	return NULL;
}

static int
explain(void *args)
{
	struct explain_args *a = args;
	struct fc_node *node;

	fc_api_count(a->model);
	node = find_node(a);
	if (!node)
		return FLOPCOUNT_E_NOT_FOUND;
	a->text = (struct fc_str)FC_STR(a->model->ctx->said);
	fc_explain(&a->model->builder, node, &a->text);
	return FLOPCOUNT_OK;
}

int
flopcount_explain(struct flopcount_model *model, const char *node, flopcount_write_fn write, void *user)
{
	struct explain_args a = { .model = model, .wanted = node };
	int status;

	if (!model || !node || !write)
		return FLOPCOUNT_E_ARGUMENT;
	fc_api_quiet(model->ctx);
	status = fc_api_guard(&model->ctx->heap, explain, &a);
	if (status == FLOPCOUNT_E_MEMORY)
		return fc_api_say(model->ctx, NULL, status);
	if (status)
		return status;
	return write(user, a.text.data, a.text.size) ? FLOPCOUNT_E_IO : FLOPCOUNT_OK;
}
