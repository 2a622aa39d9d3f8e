/* time_input.c -- the inputs of a model as tensors with values */
#include "api/timer_handle.h"

#include "base/num.h"
#include "dim/dtype.h"
#include "timer/random.h"

/* TensorProto.DataType of the ONNX standard; 0: no runtime takes it from us. */
static int
type_number(enum fc_dtype t)
{
	static const unsigned char number[FC_DTYPE_COUNT] = {
		[FC_DTYPE_FLOAT32] = 1, [FC_DTYPE_UINT8] = 2, [FC_DTYPE_INT8] = 3, [FC_DTYPE_UINT16] = 4,
		[FC_DTYPE_INT16] = 5, [FC_DTYPE_INT32] = 6, [FC_DTYPE_INT64] = 7, [FC_DTYPE_BOOL] = 9,
		[FC_DTYPE_FLOAT16] = 10, [FC_DTYPE_FLOAT64] = 11, [FC_DTYPE_UINT32] = 12,
		[FC_DTYPE_UINT64] = 13, [FC_DTYPE_BFLOAT16] = 16,
	};

	return number[t];
}

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
	int64_t bytes, *dim;

	if (v->type.kind != FC_KIND_TENSOR || shape->rank < 0)
		return refuse(t, v, "its rank is not known; give its shape with -i");
	*to = (struct fc_runtime_tensor){ .name = v->name, .type = type_number(v->type.dtype) };
	bytes = (int64_t)fc_random_size(to->type);
	if (!bytes)
		return refuse(t, v, "values of its type cannot be made");
	dim = FC_NEW_N(t->arena, int64_t, (size_t)shape->rank + 1);
	for (int i = 0; i < shape->rank; i++) {
		if (!fc_dim_eval(t->ctx->dims, shape->dim[i], NULL, 0, false, &dim[i]))
			return refuse(t, v, "a size is free; give it with -d or -i");
		if (!fc_num_mul(bytes, dim[i], &bytes))
			return refuse(t, v, "it is too large");
	}
	to->dim = dim;
	to->rank = (size_t)shape->rank;
	to->bytes = (size_t)bytes;
	to->data = fc_arena_take(t->arena, (size_t)bytes + 64, 1);
	fc_random_fill(to->data, to->bytes, to->type, seed);
	return FLOPCOUNT_OK;
}

int
fc_api_timer_inputs(struct flopcount_timer *t, struct fc_runtime_tensor **out, size_t *n_out)
{
	const struct fc_value_list *in = &t->model->builder.graph->inputs;
	struct fc_runtime_tensor *at = FC_NEW_N(t->arena, struct fc_runtime_tensor, in->n + 1);
	int status = FLOPCOUNT_OK;

	for (uint32_t i = 0; i < in->n && !status; i++)
		status = fill(t, in->at[i], &at[i], t->options.seed + i);
	*out = at;
	*n_out = in->n;
	return status;
}
