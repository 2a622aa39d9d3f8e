/* join.c -- a graph beside what pretends to be its optimized form: two files behind the size of the first */
#include <stdbool.h>

#include "api/handle.h"
#include "fuzz.h"
#include "pass/join.h"

static void
ask(const struct fc_join *j, const struct fc_graph *g, const struct fc_node *parent, unsigned depth)
{
	for (uint32_t i = 0; i < g->nodes.n; i++) {
		const struct fc_node *n = g->nodes.at[i], *found;
		struct fc_join_key key = { parent, n->name, n->op_name, i };

		fc_join_group(j, n);
		fc_join_find(j, &key);
		fc_join_sequence(j, &key, 1, &found);
		for (unsigned k = 0; k < n->n_out; k++) {
			if (n->out[k])
				fc_join_is_kept(j, n->out[k]->name);
		}
		for (unsigned k = 0; k < n->n_body && depth < 3; k++)
			ask(j, n->body[k], n, depth + 1);
	}
}

struct pair {
	struct flopcount_model *plain, *optimized;
};

static void
join(struct fuzz *f)
{
	const struct pair *p = (const void *)f->data;
	struct fc_graph *g = p->optimized->builder.graph;

	ask(fc_join_graphs(f->arena, p->plain->builder.graph, g), g, NULL, 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct flopcount_ctx_options options = FLOPCOUNT_CTX_OPTIONS_INIT;
	size_t first = size < 2 ? 0 : (size_t)data[0] << 8 | data[1];
	struct flopcount_bytes a, b;
	struct flopcount_result *counted = NULL;
	struct flopcount_ctx *ctx = NULL;
	struct pair p = { NULL, NULL };

	options.memory_limit = FUZZ_MEMORY;
	if (size < 2 || first > size - 2 || flopcount_ctx_new(&ctx, &options))
		return 0;
	a = (struct flopcount_bytes){ data + 2, first };
	b = (struct flopcount_bytes){ data + 2 + first, size - 2 - first };
	if (!flopcount_model_open_memory(&p.plain, ctx, "plain", a, NULL) &&
	    !flopcount_model_open_memory(&p.optimized, ctx, "optimized", b, NULL) &&
	    !flopcount_result_new(&counted, p.plain, NULL))
		fuzz_run((const void *)&p, sizeof(p), join);
	flopcount_result_free(counted);
	flopcount_model_free(p.plain);
	flopcount_model_free(p.optimized);
	flopcount_ctx_free(ctx);
	return 0;
}
