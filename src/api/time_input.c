/* time_input.c -- the inputs of a model as tensors with values */
#include "api/timer_handle.h"

#include <string.h>

#include "base/num.h"
#include "base/source.h"
#include "base/str.h"
#include "dim/dtype.h"
#include "front/onnx/dtype.h"
#include "ops/op.h"
#include "timer/npy.h"
#include "timer/random.h"

/* --- tensors ------------------------------------------------------------------------------ */

/* TensorProto.DataType of the ONNX standard; 0: none. */
static int
type_number(enum fc_dtype t)
{
	enum { TYPES = 32 };

	for (int i = 1; i < TYPES; i++) {
		if (fc_onnx_dtype(i) == t)
			return i;
	}
	return 0;
}

const char *
fc_api_timer_tensor(struct flopcount_timer *t, enum fc_dtype dtype, struct fc_runtime_tensor *to)
{
	int64_t bits = (int64_t)fc_dtype_bits(dtype);

	to->type = type_number(dtype);
	if (!fc_random_has(to->type))
		return "values of its type cannot be made";
	for (size_t i = 0; i < to->rank; i++) {
		if (!fc_num_mul(bits, to->dim[i], &bits))
			return "it is too large";
	}
	to->bytes = (size_t)(bits / 8 + (bits % 8 != 0));
	to->data = fc_arena_take(t->arena, to->bytes + 64, 1);
	return NULL;
}

/* --- integers ----------------------------------------------------------------------------- */

static int64_t pick_limit(const struct fc_builder *b, const struct fc_value *v, unsigned depth);

/* What a node that takes v as operand k asks of its values: less than that. */
static int64_t
node_limit(const struct fc_builder *b, const struct fc_node *n, unsigned k, unsigned depth)
{
	static const char *const passing[] = { "Cast",    "Flatten", "Identity",
		                               "Reshape", "Squeeze", "Unsqueeze" };
	const char *op = n->op ? n->op->name : "";
	const struct fc_attr *axis = fc_node_attr(n, "axis");
	const struct fc_type *table = n->in[0] ? &n->in[0]->type : NULL;
	int64_t at = 0, rows;

	if (!strcmp(op, "Shape") || !strcmp(op, "Size"))
		return INT64_MAX;
	for (size_t i = 0; !k && i < sizeof(passing) / sizeof(passing[0]); i++) {
		if (!strcmp(op, passing[i]) && n->n_out && n->out[0])
			return pick_limit(b, n->out[0], depth + 1);
	}
	if (strcmp(op, "Gather") != 0 || k != 1 || !table || table->kind != FC_KIND_TENSOR)
		return 2;
	if (axis && (axis->kind != FC_ATTR_INT || !fc_dim_const(axis->dim[0], &at)))
		return 2;
	if (at || table->shape.rank < 1 || !fc_dim_const(table->shape.dim[0], &rows) || rows < 1)
		return 2;
	return rows;
}

/* The fewest rows of the tables that v picks from; 2 where it does anything else. */
static int64_t
pick_limit(const struct fc_builder *b, const struct fc_value *v, unsigned depth)
{
	enum { DEEP = 4 };
	int64_t least = INT64_MAX;

	for (uint32_t i = 0; i < b->rows.n && depth < DEEP; i++) {
		const struct fc_node *n = b->rows.at[i];

		for (unsigned k = 0; k < n->n_in; k++) {
			int64_t limit = n->in[k] == v ? node_limit(b, n, k, depth) : INT64_MAX;

			least = limit < least ? limit : least;
		}
	}
	return least == INT64_MAX ? 2 : least;
}

/* --- inputs ------------------------------------------------------------------------------- */

static int
refuse(struct flopcount_timer *t, const struct fc_value *v, const char *why)
{
	fc_diag_add(&t->diags, FC_E_INPUT, (struct fc_where){ 0 }, "input '%s' cannot be filled: %s", v->name,
	            why);
	return FLOPCOUNT_E_ARGUMENT;
}

static int
fill(struct flopcount_timer *t, const struct fc_value *v, struct fc_runtime_tensor *to, uint64_t seed)
{
	const struct fc_shape *shape = &v->type.shape;
	struct fc_random random = { .seed = seed };
	const char *wrong;
	int64_t *dim;

	if (v->type.kind != FC_KIND_TENSOR || shape->rank < 0)
		return refuse(t, v, "its rank is not known; give its shape with -i");
	dim = FC_NEW_N(t->arena, int64_t, (size_t)shape->rank + 1);
	for (int i = 0; i < shape->rank; i++) {
		if (!fc_dim_eval(t->ctx->dims, shape->dim[i], NULL, 0, false, &dim[i]))
			return refuse(t, v, "a size is free; give it with -d or -i");
	}
	*to = (struct fc_runtime_tensor){ .name = v->name, .dim = dim, .rank = (size_t)shape->rank };
	wrong = fc_api_timer_tensor(t, v->type.dtype, to);
	if (wrong)
		return refuse(t, v, wrong);
	if (fc_dtype_is_integer(v->type.dtype))
		random.below = (uint64_t)pick_limit(&t->model->builder, v, 0);
	fc_random_fill(to->data, to->bytes, to->type, &random);
	return FLOPCOUNT_OK;
}

/* --- inputs from files -------------------------------------------------------------------- */

static int
refuse_file(struct flopcount_timer *t, const char *path, const char *why)
{
	fc_diag_add(&t->diags, FC_E_INPUT, (struct fc_where){ 0 }, "'%s': %s", path, why);
	return FLOPCOUNT_E_ARGUMENT;
}

/* Sizes that are known have to be the file's; a free one becomes it. NULL, or what is wrong. */
static const char *
hold(struct flopcount_timer *t, const struct fc_value *v, const struct fc_npy *file)
{
	const struct fc_shape *shape = &v->type.shape;
	struct fc_str wrong = FC_STR(t->arena);
	int64_t size;

	if (v->type.kind == FC_KIND_TENSOR && type_number(v->type.dtype) != file->type) {
		fc_str_printf(&wrong, "it holds %s, and input '%s' takes %s",
		              fc_dtype_name(fc_onnx_dtype(file->type)), v->name,
		              fc_dtype_name(v->type.dtype));
		return wrong.data;
	}
	if (shape->rank >= 0 && (unsigned)shape->rank != file->rank) {
		fc_str_printf(&wrong, "it has %u dimensions, and input '%s' has %d", file->rank, v->name,
		              (int)shape->rank);
		return wrong.data;
	}
	for (int i = 0; i < shape->rank; i++) {
		if (!fc_dim_eval(t->ctx->dims, shape->dim[i], NULL, 0, false, &size) || size == file->dim[i])
			continue;
		fc_str_printf(&wrong, "its dimension %d is %lld, and that of input '%s' is %lld", i,
		              (long long)file->dim[i], v->name, (long long)size);
		return wrong.data;
	}
	return NULL;
}

static int
read_file(struct flopcount_timer *t, const struct fc_value *v, struct fc_source *s,
          struct fc_runtime_tensor *to)
{
	struct fc_npy *file = FC_NEW(t->arena, struct fc_npy);
	const char *wrong = fc_npy_read(t->arena, s, file);

	if (!wrong)
		wrong = hold(t, v, file);
	if (wrong)
		return refuse_file(t, fc_source_path(s), wrong);
	*to = (struct fc_runtime_tensor){ v->name, file->type, file->dim, file->rank, NULL, file->bytes };
	to->data = fc_arena_take(t->arena, to->bytes + 64, 1);
	if (!fc_source_read(s, file->at, to->data, to->bytes))
		return refuse_file(t, fc_source_path(s), "it cannot be read");
	return FLOPCOUNT_OK;
}

static void
close_source(void *s)
{
	fc_source_close(s);
}

static int
take_file(struct flopcount_timer *t, const struct fc_value *v, const char *path, struct fc_runtime_tensor *to)
{
	struct fc_source *s = fc_source_open(t->arena, &t->diags, path, 0);
	int status;

	if (!s)
		return FLOPCOUNT_E_ARGUMENT;
	fc_arena_own(t->arena, close_source, s);
	status = read_file(t, v, s, to);
	fc_source_close(s);
	return status;
}

/* "NAME=FILE": the longest NAME before a '=' that is an input's. */
static const char *
file_of(const char *text, const char *name)
{
	size_t n = strlen(name);

	return !strncmp(text, name, n) && text[n] == '=' ? text + n + 1 : NULL;
}

static int
choose_file(struct flopcount_timer *t, const struct fc_value_list *in, const char *text,
            const char **file)
{
	size_t longest = 0;
	uint32_t found = in->n;
	const char **names = FC_NEW_N(t->arena, const char *, (size_t)in->n + 1), *near;
	const char *word = fc_arena_text(t->arena, text, strcspn(text, "="));

	for (uint32_t i = 0; i < in->n; i++) {
		names[i] = in->at[i]->name;
		if (file_of(text, names[i]) && strlen(names[i]) >= longest) {
			longest = strlen(names[i]);
			found = i;
		}
	}
	if (found < in->n) {
		file[found] = file_of(text, names[found]);
		return FLOPCOUNT_OK;
	}
	near = flopcount_nearest(word, names, in->n);
	fc_diag_add(&t->diags, FC_E_INPUT, (struct fc_where){ 0 }, "no input '%s'%s%s%s", word,
	            near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return FLOPCOUNT_E_ARGUMENT;
}

int
fc_api_timer_inputs(struct flopcount_timer *t, struct fc_runtime_tensor **out, size_t *n_out)
{
	const struct fc_value_list *in = &t->model->builder.graph->inputs;
	struct fc_runtime_tensor *at = FC_NEW_N(t->arena, struct fc_runtime_tensor, in->n + 1);
	const char **file = FC_NEW_N(t->arena, const char *, in->n + 1);
	int status = FLOPCOUNT_OK;

	for (size_t i = 0; i < t->options.n_data && !status; i++)
		status = choose_file(t, in, t->options.data[i], file);
	for (uint32_t i = 0; i < in->n && !status; i++) {
		if (file[i])
			status = take_file(t, in->at[i], file[i], &at[i]);
		else
			status = fill(t, in->at[i], &at[i], t->options.seed + i);
	}
	*out = at;
	*n_out = in->n;
	return status;
}
