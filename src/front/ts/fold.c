/* fold.c -- arithmetic on nothing but constants of the program, which makes no row */
#include "front/ts/fold.h"

static bool
is_known(const struct fc_value *v)
{
	for (unsigned i = 0; v->known && i < v->known->n; i++) {
		if (!fc_scalar_is_known(v->known->at[i]))
			return false;
	}
	return v->known != NULL;
}

/* A number, or a tensor that the code made of numbers; all of it known. */
static bool
is_constant(const struct fc_value *v)
{
	bool made = v->producer || v->stored || v->flags & (FC_VALUE_INPUT | FC_VALUE_OUTER);

	return (v->flags & FC_VALUE_NUMBER || !made) && is_known(v);
}


bool
fc_ts_fold(struct fc_ts *t, struct fc_node *n)
{
	uint64_t read = 0, made = 0;

	for (unsigned i = 0; i < n->n_in; i++) {
		if (n->in[i] && !is_constant(n->in[i]))
			return false;
		read += n->in[i] ? n->in[i]->known->n : 0;
	}
	if (!read || n->n_body || !n->op)
		return false;
	t->b->hooks.infer(t->b, n);
	for (unsigned i = 0; i < n->n_out; i++) {
		if (n->out[i] && !is_known(n->out[i]))
			return false;
		made += n->out[i] ? n->out[i]->known->n : 0;
	}
	if (made > read) /* a maker of tensors: zeros, arange */
		return false;
	for (unsigned i = 0; i < n->n_out; i++) {
		if (!n->out[i])
			continue;
		n->out[i]->base = NULL;
		if (n->out[i]->type.shape.rank == 0)
			n->out[i]->flags |= FC_VALUE_NUMBER;
	}
	return true;
}
