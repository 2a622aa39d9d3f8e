/* time_weight.c -- weights that are not where the model says, and numbers in their place */
#include "api/timer_handle.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "base/str.h"
#include "base/table.h"
#include "timer/random.h"

struct gaps {
	struct flopcount_timer *t;
	struct fc_str path;       /* of a file beside the model */
	size_t folder;            /* how much of it is the folder */
	const char *last;         /* the file whose size is known */
	uint64_t size;
	struct {
		struct fc_apart *at;
		uint32_t n, room;
	} gap;
	struct fc_table *seen;    /* names of files or entries */
	struct fc_str names;      /* of the first of them */
	unsigned n_name;
};

/* The file's size; 0 where there is none. Tensors of one file stand together. */
static uint64_t
size_of(struct gaps *g, const char *file)
{
	struct stat st;

	if (file == g->last)
		return g->size;
	g->path.size = g->folder;
	fc_str_puts(&g->path, file);
	g->last = file;
	g->size = stat(g->path.data, &st) ? 0 : (uint64_t)st.st_size;
	return g->size;
}

static void
note(struct gaps *g, const struct fc_apart *x)
{
	enum { SHOWN = 3 };
	const char *name = x->file ? x->file : x->name;

	if (fc_table_find(g->seen, name))
		return;
	fc_table_set(g->seen, name, g);
	if (g->n_name++ < SHOWN)
		fc_str_printf(&g->names, "%s %s '%s'", g->n_name > 1 ? "," : "",
		              x->file && g->size ? "the rest of" : "no", name);
}

/* Names are interned; two tensors may stand in one entry of an archive. */
static void
look(struct gaps *g)
{
	const struct fc_apart_list *apart = &g->t->model->builder.info.apart;
	struct fc_table *once = fc_table_new(g->t->arena);

	for (uint32_t i = 0; i < apart->n; i++) {
		const struct fc_apart *x = &apart->at[i];

		if ((x->file && x->offset <= size_of(g, x->file) &&
		     x->bytes <= size_of(g, x->file) - x->offset) || fc_table_find(once, x->name))
			continue;
		fc_table_set(once, x->name, g);
		FC_VEC_PUSH(g->t->arena, &g->gap, *x);
		note(g, x);
	}
}

static int
refuse(struct flopcount_timer *t, const char *text)
{
	fc_diag_add(&t->diags, FC_E_REJECTED, (struct fc_where){ 0 }, "weights are missing:%s", text);
	return FLOPCOUNT_E_FORMAT;
}

/*
 * Uniform with the variance that keeps a layer's output as wide as its input (He and others, "Delving deep
 * into rectifiers", 2015, without the rectifier's factor); vectors, which are biases and scales, in [0, 1).
 */
static double
width_of(const struct fc_apart *x)
{
	double fan = 1;

	for (unsigned i = 1; i < x->rank; i++)
		fan *= (double)x->dim[i];
	return x->rank > 1 && fan > 0 ? sqrt(3 / fan) : 0;
}

static int
fill(struct flopcount_timer *t, const struct fc_apart *x, struct fc_runtime_tensor *to, uint64_t seed)
{
	const struct fc_random random = { .seed = seed, .width = width_of(x) };
	struct fc_str text = FC_STR(t->arena);
	int64_t *flat = FC_NEW(t->arena, int64_t);
	const char *wrong = x->by_name ? NULL : "it is no initializer of the outermost graph";

	*to = (struct fc_runtime_tensor){ .name = x->name, .dim = x->dim, .rank = x->rank };
	*flat = (int64_t)(x->bytes * 8 / fc_dtype_bits(x->dtype));
	if (!x->file) /* of an archive, the whole storage */
		to->dim = flat, to->rank = 1;
	if (!wrong)
		wrong = fc_api_timer_tensor(t, x->dtype, to);
	if (wrong) {
		fc_str_printf(&text, " '%s' cannot be filled: %s", x->name, wrong);
		return refuse(t, text.data);
	}
	fc_random_fill(to->data, to->bytes, to->type, &random);
	return FLOPCOUNT_OK;
}

int
fc_api_timer_weights(struct flopcount_timer *t, struct fc_runtime_tensor **out, size_t *n_out)
{
	const char *slash = strrchr(t->timing.path, '/');
	struct gaps g = { .t = t, .path = FC_STR(t->arena), .names = FC_STR(t->arena) };
	struct fc_runtime_tensor *at;
	int status = FLOPCOUNT_OK;

	fc_str_add(&g.path, t->timing.path, slash ? (size_t)(slash + 1 - t->timing.path) : 0);
	g.folder = g.path.size;
	g.seen = fc_table_new(t->arena);
	look(&g);
	if (g.gap.n && !t->options.random_weights) {
		if (g.n_name > 3)
			fc_str_printf(&g.names, " and %u more", g.n_name - 3);
		fc_str_puts(&g.names, "; --random-weights makes some up");
		return refuse(t, g.names.data);
	}
	at = FC_NEW_N(t->arena, struct fc_runtime_tensor, (size_t)g.gap.n + 1);
	for (uint32_t i = 0; i < g.gap.n && !status; i++)
		status = fill(t, &g.gap.at[i], &at[i], t->options.seed + (UINT64_C(1) << 32) + i);
	*out = at;
	*n_out = g.gap.n;
	return status;
}
