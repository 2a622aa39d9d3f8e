/* custom.c -- a user's file of operators into the registry of a context */
#include <string.h>

#include "api/handle.h"
#include "base/intern.h"
#include "front/front.h"
#include "ops/custom.h"
#include "ops/registry.h"

struct custom_args {
	struct flopcount_ctx *ctx;
	const char *name;
	struct flopcount_bytes text;
};

/* What the library knows itself is replaced when that is asked for, and never what has bodies. */
static bool
may_define(struct flopcount_ctx *ctx, const char *file, const struct fc_custom *c)
{
	struct fc_where where = { .file = file, .line = c->line };
	struct fc_front_binding b;
	const struct fc_op *op;

	if (!fc_front_binding_find(c->domain, c->name, &b))
		return true;
	op = b.op ? fc_registry_find(ctx->registry, b.op) : NULL;
	if (op && op->flags & (FC_OP_BODY | FC_OP_SOURCE))
		return fc_fail(&ctx->diags, FC_E_OPS, where,
		               "operator '%s' has bodies and cannot be redefined", c->key);
	return c->override || fc_fail(&ctx->diags, FC_E_OPS, where,
	                              "operator '%s' is built in; \"override\": true redefines it", c->key);
}

static int
custom_add(void *args)
{
	struct custom_args *a = args;
	struct flopcount_ctx *ctx = a->ctx;
	struct fc_custom_reader r = {
		.arena = ctx->keep, .names = ctx->names, .dims = ctx->dims, .diags = &ctx->diags
	};
	struct fc_custom *list;

	r.file = fc_intern_text(ctx->names, a->name);
	list = fc_custom_read(&r, a->text.data, a->text.size);
	if (!list)
		return FLOPCOUNT_E_FORMAT;
	for (const struct fc_custom *c = list; c; c = c->next) {
		if (!may_define(ctx, r.file, c))
			return FLOPCOUNT_E_FORMAT;
	}
	fc_registry_custom_add(ctx->registry, list);
	return FLOPCOUNT_OK;
}

int
flopcount_ctx_ops(struct flopcount_ctx *ctx, const char *name, struct flopcount_bytes text)
{
	struct custom_args a = { ctx, name, text };

	if (!ctx || !name || (!text.data && text.size))
		return FLOPCOUNT_E_ARGUMENT;
	fc_api_quiet(ctx);
	return fc_api_guard(&ctx->heap, custom_add, &a);
}
