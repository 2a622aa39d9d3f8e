/* alike.c -- nodes that are alike cost the same */
#include "pass/alike.h"

#include <string.h>

#include "base/intern.h"
#include "base/table.h"
#include "ops/op.h"

enum {
	MOST_IN = 8, MOST_OUT = 4,              /* nodes with more are looked at one by one */
	MOST_KNOWN = 8,                         /* longer values are alike where they are the same ones */
	WORDS = 9 + (6 + 2 * MOST_KNOWN) * MOST_IN + 3 * MOST_OUT,
	MOST_KEYS = 1 << 14                     /* a model of as many kinds of nodes has few of each */
};

struct fc_alike {
	struct fc_builder *b;
	struct fc_intern *costs, *keys; /* as bytes */
	struct fc_table *known;         /* key to cost */
	const char *key;                /* of the node last asked for; NULL: not to be learnt */
	unsigned n_keys;
};

/* All that a cost hangs on, as words; equal words mean equal costs. */
struct key {
	uint64_t word[WORDS];
	unsigned n;
};

struct fc_alike *
fc_alike_new(struct fc_builder *b, struct fc_arena *scratch)
{
	struct fc_alike *t = FC_NEW(scratch, struct fc_alike);

	t->b = b;
	t->costs = fc_intern_new(b->arena);
	t->keys = fc_intern_new(scratch);
	t->known = fc_table_new(scratch);
	return t;
}

const struct fc_cost *
fc_alike_keep(struct fc_alike *t, const struct fc_cost *cost)
{
	return (const struct fc_cost *)(const void *)fc_intern(t->costs, (const char *)cost, sizeof(*cost));
}

enum fc_dtype
fc_alike_dtype(const struct fc_node *n, unsigned i)
{
	const struct fc_value *v = n->in[i];

	if (v->flags & FC_VALUE_DEQUANTIZED && v->producer && v->producer->n_in && v->producer->in[0])
		v = v->producer->in[0];
	return (enum fc_dtype)(v->stored ? v->stored->dtype : v->type.dtype);
}

static void
put(struct key *k, uint64_t word)
{
	k->word[k->n++] = word;
}

static void
put_address(struct key *k, const void *p)
{
	put(k, (uint64_t)(uintptr_t)p);
}

static void
put_type(struct key *k, const struct fc_type *t, uint64_t more)
{
	put(k, t->kind | (uint64_t)t->dtype << 8 | (uint64_t)t->listed << 16 | (uint64_t)t->uniform << 17 |
	           (uint64_t)t->n_elem << 24 | more << 56);
	put_address(k, t->elem ? (const void *)t->elem : (const void *)t->shape.dim);
	put(k, t->uniform ? t->length.word : (uint64_t)(int64_t)t->shape.rank);
}

/* Each layer has constants of its own that hold what those of the layer before hold. */
static void
put_known(struct key *k, const struct fc_known *known)
{
	if (!known || known->n > MOST_KNOWN) {
		put_address(k, known);
		return;
	}
	put(k, UINT64_MAX - known->n);
	for (unsigned i = 0; i < known->n; i++) {
		put(k, known->at[i].dim.word);
		memcpy(&k->word[k->n++], &known->at[i].real, sizeof(double));
	}
}

/* Which operand before it is the same value. */
static unsigned
first_use(const struct fc_node *n, unsigned i)
{
	unsigned k = 0;

	while (n->in[k] != n->in[i])
		k++;
	return k;
}

static void
put_operand(struct key *k, const struct fc_op_ctx *cx, unsigned i)
{
	const struct fc_node *n = cx->node;
	const struct fc_value *v = n->in[i];

	if (!v) {
		put(k, UINT64_MAX);
		return;
	}
	put_type(k, &v->type, fc_alike_dtype(n, i));
	put_known(k, v->known);
	put(k, v->stored ? v->stored->bytes.word : UINT64_MAX);
	put(k, first_use(n, i) << 1 | fc_op_is_param(cx, i));
}

static void
make_key(struct key *k, const struct fc_op_ctx *cx, const struct fc_cost *stored)
{
	const struct fc_node *n = cx->node;

	k->n = 0;
	put_address(k, n->op);
	put_address(k, n->attr);
	put(k, n->n_in | (uint64_t)n->n_out << 16 | (uint64_t)n->n_attr << 32 | (uint64_t)n->flags << 48 |
	           (uint64_t)n->kind << 56);
	put(k, stored->repeat.word);
	put(k, stored->params.word);
	put(k, stored->param_bytes.word);
	put(k, stored->buffers.word);
	put(k, stored->buffer_bytes.word);
	for (unsigned i = 0; i < n->n_in; i++)
		put_operand(k, cx, i);
	for (unsigned i = 0; i < n->n_out; i++) {
		if (n->out[i])
			put_type(k, &n->out[i]->type, 0);
		else
			put(k, UINT64_MAX);
	}
}

const struct fc_cost *
fc_alike_find(struct fc_alike *t, struct fc_node *n, const struct fc_cost *stored)
{
	const struct fc_op_ctx cx = { .b = t->b, .dims = t->b->dims, .node = n, .op = n->op };
	struct key k;

	t->key = NULL;
	if (n->n_in > MOST_IN || n->n_out > MOST_OUT || t->n_keys == MOST_KEYS)
		return NULL;
	make_key(&k, &cx, stored);
	t->key = fc_intern(t->keys, (const char *)k.word, k.n * sizeof(*k.word));
	return fc_table_find(t->known, t->key);
}

void
fc_alike_learn(struct fc_alike *t, const struct fc_cost *cost)
{
	if (!t->key)
		return;
	fc_table_set(t->known, t->key, (void *)(uintptr_t)cost);
	t->n_keys++;
}
