/* list.c -- what a result lists: layers, tensors, symbols, diagnostics */
#include "api/handle.h"

#include "base/str.h"
#include "dim/dim.h"
#include "dim/dtype.h"
#include "dim/shape.h"
#include "result/view.h"

size_t
flopcount_result_count(const struct flopcount_result *result, enum flopcount_list list)
{
	if (!result)
		return 0;
	switch (list) {
	case FLOPCOUNT_LAYERS:
		return result->r->n_row;
	case FLOPCOUNT_INPUTS:
		return result->r->n_input;
	case FLOPCOUNT_OUTPUTS:
		return result->r->n_output;
	case FLOPCOUNT_SYMBOLS:
		return result->r->n_symbol;
	case FLOPCOUNT_UNCOUNTED:
		return result->r->n_uncounted;
	case FLOPCOUNT_DIAGNOSTICS:
		return result->r->n_diag;
	}
	return 0;
}

/* One item on its way out; the union holds the caller's struct, filled whole. */
struct item_args {
	struct flopcount_result *result;
	const void *item;
	union {
		struct flopcount_tensor tensor;
		struct flopcount_symbol symbol;
		struct flopcount_diagnostic diagnostic;
	} full;
};

static const char *
kind_name(unsigned char kind)
{
	switch ((enum fc_tensor_kind)kind) {
	case FC_TENSOR_TENSOR:
		return "tensor";
	case FC_TENSOR_SEQUENCE:
		return "sequence";
	case FC_TENSOR_OPTIONAL:
		return "optional";
	case FC_TENSOR_MAP:
		return "map";
	case FC_TENSOR_UNKNOWN:
	case FC_TENSOR_OPAQUE:
		break;
	}
	return NULL;
}

static int
tensor_make(void *args)
{
	struct item_args *a = args;
	const struct fc_tensor *t = a->item;
	const struct fc_tensor_type *type = t->type;
	struct fc_str shape = FC_STR(a->result->scratch);
	int64_t *dim = NULL;

	fc_arena_reset(a->result->scratch);
	fc_shape_print(type->shape, &shape);
	if (type->shape.rank > 0)
		dim = FC_NEW_N(a->result->scratch, int64_t, (size_t)type->shape.rank);
	for (int i = 0; i < type->shape.rank; i++) {
		if (!fc_dim_const(type->shape.dim[i], &dim[i]))
			dim[i] = -1;
	}
	a->full.tensor = (struct flopcount_tensor){
		.name = t->name,
		.kind = kind_name(type->kind),
		.dtype = fc_dtype_name((enum fc_dtype)type->dtype),
		.shape = shape.data,
		.rank = type->shape.rank,
		.dim = dim,
	};
	return FLOPCOUNT_OK;
}

/* Item i of a list of indices into the result's tensors. */
static int
tensor_at(struct flopcount_result *result, const uint32_t *list, size_t n, size_t i,
          struct flopcount_tensor *out)
{
	struct item_args a = { .result = result };
	int status;

	if (!out)
		return FLOPCOUNT_E_ARGUMENT;
	if (i >= n)
		return FLOPCOUNT_E_NOT_FOUND;
	a.item = &result->r->tensor[list[i]];
	status = fc_api_guard(&result->ctx->heap, tensor_make, &a);
	return status ? status : fc_api_fill(out, &a.full.tensor, sizeof(a.full.tensor));
}

int
flopcount_result_input_at(struct flopcount_result *result, size_t i, struct flopcount_tensor *out)
{
	if (!result)
		return FLOPCOUNT_E_ARGUMENT;
	return tensor_at(result, result->r->input, result->r->n_input, i, out);
}

int
flopcount_result_output_at(struct flopcount_result *result, size_t i, struct flopcount_tensor *out)
{
	if (!result)
		return FLOPCOUNT_E_ARGUMENT;
	return tensor_at(result, result->r->output, result->r->n_output, i, out);
}

int
flopcount_layer_input_at(struct flopcount_result *result, size_t layer, size_t i,
                         struct flopcount_tensor *out)
{
	if (!result)
		return FLOPCOUNT_E_ARGUMENT;
	if (layer >= result->r->n_row)
		return FLOPCOUNT_E_NOT_FOUND;
	return tensor_at(result, result->r->row[layer].in, result->r->row[layer].n_in, i, out);
}

int
flopcount_layer_output_at(struct flopcount_result *result, size_t layer, size_t i,
                          struct flopcount_tensor *out)
{
	if (!result)
		return FLOPCOUNT_E_ARGUMENT;
	if (layer >= result->r->n_row)
		return FLOPCOUNT_E_NOT_FOUND;
	return tensor_at(result, fc_row_out(&result->r->row[layer]), result->r->row[layer].n_out, i, out);
}

static int
symbol_make(void *args)
{
	struct item_args *a = args;
	const struct fc_result_symbol *s = a->item;
	struct fc_str max = FC_STR(a->result->scratch);

	fc_arena_reset(a->result->scratch);
	if (!fc_dim_is_nan(s->max))
		fc_dim_print(s->max, &max);
	a->full.symbol = (struct flopcount_symbol){
		.name = s->name,
		.origin = s->origin,
		.max = fc_dim_is_nan(s->max) ? NULL : max.data,
		.bound = s->bound,
		.value = s->bound ? s->value : 0,
		.unknown = s->unknown,
	};
	return FLOPCOUNT_OK;
}

int
flopcount_result_symbol_at(struct flopcount_result *result, size_t i, struct flopcount_symbol *out)
{
	struct item_args a = { .result = result };
	int status;

	if (!result || !out)
		return FLOPCOUNT_E_ARGUMENT;
	if (i >= result->r->n_symbol)
		return FLOPCOUNT_E_NOT_FOUND;
	a.item = &result->r->symbol[i];
	status = fc_api_guard(&result->ctx->heap, symbol_make, &a);
	return status ? status : fc_api_fill(out, &a.full.symbol, sizeof(a.full.symbol));
}

int
flopcount_result_uncounted_at(struct flopcount_result *result, size_t i, struct flopcount_uncounted *out)
{
	const struct fc_uncounted *u;

	if (!result || !out)
		return FLOPCOUNT_E_ARGUMENT;
	if (i >= result->r->n_uncounted)
		return FLOPCOUNT_E_NOT_FOUND;
	u = &result->r->uncounted[i];
	return fc_api_fill(
	    out, &(struct flopcount_uncounted){ .op = u->op, .reason = u->reason, .nodes = u->nodes },
	    sizeof(*out));
}

static int
diagnostic_make(void *args)
{
	struct item_args *a = args;

	fc_arena_reset(a->result->scratch);
	fc_api_diagnostic(a->item, &a->full.diagnostic, fc_arena_take(a->result->scratch, 1, 16));
	return FLOPCOUNT_OK;
}

int
flopcount_result_diagnostic_at(struct flopcount_result *result, size_t i, struct flopcount_diagnostic *out)
{
	struct item_args a = { .result = result };
	int status;

	if (!result || !out)
		return FLOPCOUNT_E_ARGUMENT;
	if (i >= result->r->n_diag)
		return FLOPCOUNT_E_NOT_FOUND;
	a.item = &result->r->diag[i];
	status = fc_api_guard(&result->ctx->heap, diagnostic_make, &a);
	return status ? status : fc_api_fill(out, &a.full.diagnostic, sizeof(a.full.diagnostic));
}

int
flopcount_layer_at(struct flopcount_result *result, size_t layer, struct flopcount_layer *out)
{
	struct flopcount_layer full = FLOPCOUNT_LAYER_INIT;
	const struct fc_row *row;

	if (!result || !out)
		return FLOPCOUNT_E_ARGUMENT;
	if (layer >= result->r->n_row)
		return FLOPCOUNT_E_NOT_FOUND;
	row = &result->r->row[layer];
	full.index = row->index;
	full.name = row->name;
	full.scope = row->scope;
	full.op = row->like->op;
	full.domain = row->like->domain;
	full.status = fc_row_status_name((enum fc_row_status)row->status);
	full.reason = row->like->reason;
	full.depth = row->depth;
	full.n_inputs = row->n_in;
	full.n_outputs = row->n_out;
	full.n_attributes = row->like->n_attr;
	return fc_api_fill(out, &full, sizeof(full));
}

int
flopcount_layer_attribute_at(struct flopcount_result *result, size_t layer, size_t i, const char **name,
                             const char **json)
{
	if (!result || !name || !json)
		return FLOPCOUNT_E_ARGUMENT;
	if (layer >= result->r->n_row || i >= result->r->row[layer].like->n_attr)
		return FLOPCOUNT_E_NOT_FOUND;
	*name = result->r->row[layer].like->attr[i].name;
	*json = result->r->row[layer].like->attr[i].json;
	return FLOPCOUNT_OK;
}
