/* infer.c -- results of a node from its operands, as it is added */
#include "pass/infer.h"

#include <string.h>

#include "base/intern.h"
#include "base/str.h"
#include "base/table.h"
#include "ops/op.h"

static void infer_again(struct fc_op_ctx *cx, struct fc_graph *body);

static struct fc_op_ctx
context(struct fc_builder *b, struct fc_node *node)
{
	return (struct fc_op_ctx){ .b = b, .dims = b->dims, .arena = b->arena, .node = node, .op = node->op,
	                           .infer_body = infer_again };
}

/* One line per unknown operator, not per node. */
static void
say_unknown(struct fc_builder *b, struct fc_node *node)
{
	bool standard = strcmp(node->domain, "ai.onnx") == 0;
	struct fc_str name = FC_STR(b->arena);
	const char *key;

	node->status = FC_NODE_UNCOUNTED;
	node->reason = "unknown operator";
	fc_str_printf(&name, "%s%s%s", standard ? "" : node->domain, standard ? "" : "::", node->op_name);
	key = fc_intern(b->names, name.data, name.size);
	if (!b->said)
		b->said = fc_table_new(b->arena);
	if (fc_builder_is_idle(b) || fc_table_find(b->said, key))
		return;
	fc_table_set(b->said, key, node);
	fc_diag_add(b->diags, FC_E_OP_UNKNOWN, fc_node_where(node), "operator '%s' is not known", name.data);
}

/* The operands that the row's text asks for are there, and no others. */
static bool
signature(struct fc_op_ctx *cx)
{
	const char *p = cx->op->in;
	unsigned i = 0;

	while (*p) {
		bool many = false, may = false;
		const char *name = p;

		for (; *p && *p != ' '; p++) {
			many |= *p == '*';
			may |= *p == '*' || *p == '?';
		}
		if (!may && !fc_op_has(cx, i))
			return fc_op_fail(cx, FC_E_SIGNATURE, "operand %u ('%.*s') is missing", i,
			                  (int)strcspn(name, "!+~#?* "), name);
		if (many)
			return true;
		i++;
		p += *p == ' ';
	}
	while (i < cx->node->n_in && !cx->node->in[i])
		i++;
	return i >= cx->node->n_in ||
	       fc_op_fail(cx, FC_E_SIGNATURE, "%u operands, expected %u at most", cx->node->n_in, i);
}

static void
reset(struct fc_node *node)
{
	for (unsigned i = 0; i < node->n_out; i++) {
		if (!node->out[i])
			continue;
		node->out[i]->type = fc_type_unknown();
		node->out[i]->known = NULL;
		node->out[i]->base = NULL;
	}
}

static void
mark(struct fc_node *node)
{
	struct fc_value *in = node->n_in ? node->in[0] : NULL, *out = node->n_out ? node->out[0] : NULL;

	if (node->op->flags & FC_OP_VIEW)
		node->flags |= FC_NODE_VIEW;
	if (!out)
		return;
	if (node->flags & FC_NODE_VIEW && in)
		out->base = in->base ? in->base : in;
	if (node->op->flags & FC_OP_DEQUANTIZE)
		out->flags |= FC_VALUE_DEQUANTIZED;
}

/* Said once for a model: what a limit leaves out is unknown, not wrong. */
static void
say_full(struct fc_builder *b, bool *said, const char *what, const char *limit)
{
	if (!*said)
		fc_diag_add(b->diags, FC_E_FULL, (struct fc_where){ 0 }, "%s (limit '%s')", what, limit);
	*said = true;
}

static bool
may_follow(struct fc_builder *b)
{
	if (b->n_followed < b->limits.followed)
		return true;
	say_full(b, &b->followed_full, "values of small tensors are followed no further", "followed");
	return false;
}

void
fc_infer_node(struct fc_builder *b, struct fc_node *node)
{
	struct fc_op_ctx cx = context(b, node);

	if (!node->op) {
		say_unknown(b, node);
		return;
	}
	if (node->op->flags & FC_OP_SOURCE)
		return;
	reset(node);
	node->kind = (uint8_t)node->op->kind;
	if (!signature(&cx) || !node->op->infer(&cx)) {
		node->flags |= FC_NODE_INFER_FAILED;
		node->status = FC_NODE_PARTIAL;
		node->reason = "operands contradict";
		return;
	}
	mark(node);
	if (node->op->fold && may_follow(b))
		node->op->fold(&cx);
}

void
fc_infer_open(struct fc_builder *b, struct fc_node *node, struct fc_graph *body)
{
	struct fc_op_ctx cx = context(b, node);
	unsigned i = 0;

	while (i < node->n_body && node->body[i] != body)
		i++;
	if (node->op && node->op->body)
		node->op->body(&cx, i, body);
}

/*
 * A Loop whose carried sizes change is inferred again with open ones; nested
 * Loops multiply, so the sum is capped: beyond it results are unknown.
 */
static bool
may_repeat(struct fc_builder *b, uint32_t nodes)
{
	b->n_again += nodes;
	if (b->n_again < 16 * (uint64_t)b->n_nodes + b->limits.again)
		return true;
	say_full(b, &b->again_full, "bodies of Loops are inferred no more", "again");
	return false;
}

/* What is not inferred again is not known: it may not hold any more. */
static void
forget(struct fc_graph *body)
{
	for (uint32_t i = 0; i < body->nodes.n; i++) {
		if (!body->nodes.at[i]->op || !(body->nodes.at[i]->op->flags & FC_OP_SOURCE))
			reset(body->nodes.at[i]);
	}
}

static void
infer_again(struct fc_op_ctx *cx, struct fc_graph *body)
{
	struct fc_builder *b = cx->b;
	struct fc_graph *at = b->at;

	if (!may_repeat(b, body->nodes.n)) {
		forget(body);
		return;
	}
	b->at = body;
	for (uint32_t i = 0; i < body->nodes.n; i++) {
		struct fc_node *node = body->nodes.at[i];

		if (!node->op)
			continue;
		node->status = FC_NODE_COMPLETE;
		node->flags &= (uint8_t)~FC_NODE_INFER_FAILED;
		for (unsigned k = 0; k < node->n_body; k++) {
			if (!node->body[k])
				continue;
			fc_infer_open(b, node, node->body[k]);
			infer_again(cx, node->body[k]);
		}
		fc_infer_node(b, node);
	}
	b->at = at;
}
