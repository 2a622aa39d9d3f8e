/* ts_pickle.c -- the pickle machine, and what it made walked through */
#include "base/intern.h"
#include "base/limits.h"
#include "front/ts/pickle.h"
#include "fuzz.h"
#include "mutator.h"

enum { DEEP = 32 };

const struct mutator mutator = { mutate_pickle, mutate_pickle_join };

/* Every pointer leads somewhere; what is below 32 levels is not followed. */
static void
walk(const struct fc_pickle *v, unsigned depth, unsigned *left)
{
	volatile int64_t seen = v->integer;

	(void)seen;
	for (uint32_t i = 0; v->kind == FC_PICKLE_TENSOR && i < v->n; i++)
		seen += v->size[i] ^ v->stride[i];
	for (uint32_t i = 0; v->kind != FC_PICKLE_TENSOR && depth < DEEP && *left && i < v->n; i++) {
		--*left;
		walk(v->item[i], depth + 1, left);
	}
	if (v->kind == FC_PICKLE_DICT)
		fc_pickle_find(v, "training");
}

static void
read_pickle(struct fuzz *f)
{
	struct fc_intern *names = fc_intern_new(f->arena);
	struct fc_pickle_text text = { "data.pkl", f->data, f->size, FC_LIMIT_OPCODES };
	struct fc_pickle *v = fc_pickle_read(f->arena, names, &f->diags, &text);
	unsigned left = 10000;

	if (v)
		walk(v, 0, &left);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_run(data, size, read_pickle);
}
