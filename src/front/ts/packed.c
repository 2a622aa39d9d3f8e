/* packed.c -- packed C++ objects: weights that quantised and prepacked modules keep to themselves */
#include "front/ts/packed.h"

#include <string.h>

#include "base/intern.h"
#include "base/str.h"
#include "front/ts/eval.h"

/*
 * States, as written by aten/src/ATen/native/quantized/cpu/conv_serialization.h,
 * quantized/cpu/fbgemm_utils.cpp and xnnpack/OpContext.h:
 *
 *	linear                  (weight, bias)
 *	convolution, version 2  ("2", [settings, weight], [bias])
 *	convolution, version 3  (3, [settings ...], [bias, weight])
 *	xnnpack linear          (weight, bias, min, max)
 *	xnnpack convolution     (weight, bias, stride, padding, dilation, groups, min, max)
 *	    transposed          (weight, bias, padding, output_padding, stride, dilation, groups, min, max)
 *
 * Settings: spatial axes, stride, padding, dilation and output padding of each,
 * groups, whether it is transposed.
 */

enum { MEMBERS = 64 }; /* of a state, that are looked at */

/* The weight is the tensor with axes; a vector is the bias, or in whole numbers the settings. */
static void
find_tensors(const struct fc_ts_value *v, struct fc_ts_packed *out, const struct fc_value **settings,
             unsigned *left)
{
	const struct fc_value *x = v->kind == FC_TS_V_TENSOR ? v->tensor : NULL;

	if (!*left)
		return;
	--*left;
	if (x && x->type.shape.rank == 1 && x->type.dtype == FC_DTYPE_INT16)
		*settings = x;
	else if (x && x->type.shape.rank == 1 && !out->bias)
		out->bias = (struct fc_ts_value *)v;
	else if (x && x->type.shape.rank > 1 && !out->weight)
		out->weight = (struct fc_ts_value *)v;
	for (uint32_t i = 0; *left && v->kind != FC_TS_V_DICT && i < v->item.n; i++)
		find_tensors(v->item.at[i], out, settings, left);
}

/* Settings in a row, as version 2 has them in a tensor and version 3 in a list. */
static bool
read_settings(struct fc_ts *t, const struct fc_value *tensor, const struct fc_ts_value *list,
              struct fc_ts_packed *p)
{
	struct fc_dim *const parts[] = { p->stride, p->padding, p->dilation, p->output_padding };
	unsigned n_all = list ? list->item.n : 0, next = 0;
	struct fc_dim all[16];
	int64_t n, flag;

	if (tensor)
		n_all = tensor->known ? tensor->known->n : 0;
	if (n_all < 3 || n_all > sizeof(all) / sizeof(all[0]))
		return false;
	for (unsigned i = 0; i < n_all; i++)
		all[i] = tensor ? fc_scalar_as_dim(t->b->dims, tensor->known->at[i])
		                : fc_ts_as_dim(t, list->item.at[i]);
	if (!fc_dim_const(all[next++], &n) || n < 1 || n > 3 || n_all < 3 + 4 * (unsigned)n)
		return false;
	for (unsigned part = 0; part < 4; part++)
		for (unsigned i = 0; i < (unsigned)n; i++)
			parts[part][i] = all[next++];
	p->n = (unsigned)n;
	p->groups = all[next++];
	p->transposed = fc_dim_const(all[next], &flag) && flag & 1;
	return true;
}

static bool
read_list(struct fc_ts *t, const struct fc_ts_value *state, uint32_t at, struct fc_dim *out, unsigned n)
{
	const struct fc_ts_value *v = at < state->item.n ? state->item.at[at] : NULL;

	if (!v || v->kind != FC_TS_V_LIST || v->item.n != n)
		return false;
	for (unsigned i = 0; i < n; i++)
		out[i] = fc_ts_as_dim(t, v->item.at[i]);
	return true;
}

/* xnnpack's convolutions spell their settings as lists. */
static bool
read_context(struct fc_ts *t, const struct fc_ts_value *state, bool transposed, struct fc_ts_packed *p)
{
	unsigned n = p->weight && p->weight->tensor->type.shape.rank > 2 ?
	             (unsigned)p->weight->tensor->type.shape.rank - 2 : 0;

	if (n < 1 || n > 3 || !read_list(t, state, transposed ? 4 : 2, p->stride, n) ||
	    !read_list(t, state, transposed ? 2 : 3, p->padding, n) ||
	    !read_list(t, state, transposed ? 5 : 4, p->dilation, n) ||
	    state->item.n <= (transposed ? 6u : 5u))
		return false;
	for (unsigned i = 0; i < n; i++)
		p->output_padding[i] = fc_dim_int(t->b->dims, 0);
	if (transposed && !read_list(t, state, 3, p->output_padding, n))
		return false;
	p->groups = fc_ts_as_dim(t, state->item.at[transposed ? 6 : 5]);
	p->transposed = transposed;
	p->n = n;
	return true;
}

bool
fc_ts_packed_read(struct fc_ts *t, const struct fc_ts_value *v, struct fc_ts_packed *p)
{
	const struct fc_value *settings = NULL;
	const struct fc_ts_value *state, *list;
	unsigned left = MEMBERS;

	memset(p, 0, sizeof(*p));
	p->groups = fc_dim_int(t->b->dims, 1);
	if (!v || v->kind != FC_TS_V_OBJECT || v->klass || !v->text || !v->item.n)
		return false;
	state = v->item.at[0];
	find_tensors(state, p, &settings, &left);
	if (strstr(v->text, "OpContext")) {
		read_context(t, state, strstr(v->text, "Transpose") != NULL, p);
	} else if (state->item.n > 1) {
		list = state->item.at[1];
		read_settings(t, settings, list->kind == FC_TS_V_LIST ? list : NULL, p);
	}
	return p->weight != NULL;
}

/* In the form of version 3. */
struct fc_ts_value *
fc_ts_packed_make(struct fc_ts *t, const char *klass, const struct fc_ts_packed *p)
{
	struct fc_ts_value *v = fc_ts_list(t, FC_TS_V_OBJECT), *state = fc_ts_list(t, FC_TS_V_TUPLE);
	struct fc_ts_value *list = fc_ts_list(t, FC_TS_V_LIST), *tensors = fc_ts_list(t, FC_TS_V_LIST);
	const struct fc_dim *const parts[] = { p->stride, p->padding, p->dilation, p->output_padding };

	fc_ts_push(t, list, fc_ts_int(t, p->n));
	for (unsigned part = 0; part < 4; part++)
		for (unsigned i = 0; i < p->n; i++)
			fc_ts_push(t, list, fc_ts_dim(t, parts[part][i]));
	fc_ts_push(t, list, fc_ts_dim(t, p->groups));
	fc_ts_push(t, list, fc_ts_int(t, p->transposed));
	fc_ts_push(t, tensors, p->bias ? p->bias : fc_ts_none(t));
	fc_ts_push(t, tensors, p->weight ? p->weight : fc_ts_none(t));
	fc_ts_push(t, state, fc_ts_int(t, 3));
	fc_ts_push(t, state, list);
	fc_ts_push(t, state, tensors);
	fc_ts_push(t, v, state);
	v->text = fc_intern_text(t->b->names, klass);
	return v;
}

struct fc_ts_value *
fc_ts_packed_pair(struct fc_ts *t, const struct fc_ts_packed *p)
{
	struct fc_ts_value *v = fc_ts_list(t, FC_TS_V_TUPLE);

	fc_ts_push(t, v, p->weight ? p->weight : fc_ts_none(t));
	fc_ts_push(t, v, p->bias ? p->bias : fc_ts_none(t));
	return v;
}

/* No module's list names it: its role decides, and the module that uses it first lends it a name. */
static struct fc_value *
operand(struct fc_ts *t, const struct fc_ts_value *v, const char *name)
{
	struct fc_str s = FC_STR(t->b->arena);
	struct fc_value *x = v ? v->tensor : NULL;

	if (!x || !x->stored || x->stored->tree)
		return x;
	x->stored->flags &= (unsigned char)~FC_STORED_BUFFER;
	if (*x->stored->name == '\0') {
		fc_str_printf(&s, "%s%s%s", t->b->scope->path, *t->b->scope->path ? "/" : "", name);
		x->name = x->stored->name = fc_intern(t->b->names, s.data, s.size);
	}
	return x;
}

struct fc_value *
fc_ts_packed_weight(struct fc_ts *t, const struct fc_ts_packed *p)
{
	return operand(t, p->weight, "weight");
}

struct fc_value *
fc_ts_packed_bias(struct fc_ts *t, const struct fc_ts_packed *p)
{
	return operand(t, p->bias, "bias");
}

/* unpack() gives weight and bias back. */
struct fc_ts_value *
fc_ts_packed_method(struct fc_ts *t, struct fc_ts_value *self, const char *name,
                    const struct fc_ts_value_list *args)
{
	struct fc_ts_packed p;

	(void)args;
	if (self->kind != FC_TS_V_OBJECT || self->klass || !self->item.n)
		return NULL;
	if (strcmp(name, "unpack") == 0 && fc_ts_packed_read(t, self, &p))
		return fc_ts_packed_pair(t, &p);
	return strcmp(name, "__getstate__") == 0 ? self->item.at[0] : NULL;
}
