/* read.c -- a TorchScript archive: module tree, then forward run on shapes */
#include <string.h>

#include "base/intern.h"
#include "base/str.h"
#include "front/front.h"
#include "front/ts/eval.h"
#include "front/ts/parse.h"
#include "front/ts/probe.h"

/*
 * PyTorch stores its pickles as they are, and a pickle that somebody has packed shrinks about tenfold: what
 * claims to unpack a hundredfold into many bytes is there to fill the memory.
 */
enum { PICKLE_SMALL = 1 << 22, PICKLE_PACKED = 100 };

static struct fc_pickle *
pickle(struct fc_ts *t, const char *name)
{
	const struct fc_zip_entry *e = fc_zip_find(t->zip, name);
	uint64_t limit = t->b->limits.pickle;
	struct fc_pickle_text text;
	char *data;

	if (e && e->packed < limit / PICKLE_PACKED && limit > PICKLE_SMALL)
		limit = PICKLE_SMALL + e->packed * PICKLE_PACKED;
	data = e ? fc_zip_read(t->zip, e, t->b->arena, e->size, limit, "pickle") : NULL;

	if (!data)
		return NULL;
	text = (struct fc_pickle_text){ name, data, (size_t)e->size, t->b->limits.opcodes };
	return fc_pickle_read(t->b->arena, t->b->names, t->b->diags, &text);
}

static bool
load(struct fc_ts *t)
{
	t->top = pickle(t, "data.pkl");
	if (!t->top)
		return false;
	if (fc_zip_find(t->zip, "constants.pkl"))
		t->constants = pickle(t, "constants.pkl");
	if (fc_ts_has_bytecode(t->zip)) {
		t->bytecode = pickle(t, "bytecode.pkl");
		if (!t->bytecode)
			return false;
	}
	t->self = fc_ts_load(t, t->top);
	return !t->stopped && fc_ts_register(t);
}

/* The floating type most parameters have: that of the inputs, unless they say otherwise. */
static void
find_dtype(struct fc_ts *t)
{
	size_t n[FC_DTYPE_COUNT] = { 0 };

	t->dtype = FC_DTYPE_FLOAT32;
	for (uint32_t i = 0; i < t->b->stored.n; i++) {
		const struct fc_stored *s = t->b->stored.at[i]->stored;

		if (s->flags & FC_STORED_LEARNABLE && fc_dtype_is_float((enum fc_dtype)s->dtype))
			n[s->dtype]++;
		t->has_params |= (s->flags & FC_STORED_LEARNABLE) != 0;
	}
	for (unsigned i = 0; i < FC_DTYPE_COUNT; i++) {
		if (n[i] > n[t->dtype])
			t->dtype = (enum fc_dtype)i;
	}
}

/* torch.jit.freeze makes constants of all weights, and takes away what says whether the module trains. */
static bool
is_frozen(const struct fc_ts *t)
{
	const struct fc_ts_class *c = t->self->klass;

	for (unsigned i = 0; i < c->n_field; i++) {
		if (strcmp(c->field[i].name, "training") == 0)
			return false;
	}
	return !t->has_params;
}

static const struct fc_ts_func *
find_method(struct fc_ts *t, const char *name)
{
	const struct fc_ts_class *c = t->self->klass;
	const struct fc_ts_func *f = fc_ts_method(c, name ? name : "forward");
	struct fc_str known = FC_STR(t->b->arena);

	if (!f && !name)
		f = fc_ts_method(c, "forward__0"); /* a scripted RNN: the overload for a tensor */
	if (f)
		return f;
	for (unsigned i = 0; i < c->n_method; i++)
		fc_str_printf(&known, "%s%s", i ? ", " : "", c->method[i]->name);
	fc_fail(t->b->diags, FC_E_CODE, (struct fc_where){ 0 }, "module has no method '%s'; it has: %s",
	        name ? name : "forward", known.data);
	return NULL;
}

/* forward's parameters and the command to type. */
static void
say_inputs(struct fc_ts *t, const struct fc_ts_func *f)
{
	struct fc_str s = FC_STR(t->b->arena), cmd = FC_STR(t->b->arena);

	for (unsigned i = 1; i < f->n_param; i++) {
		const struct fc_ts_param *p = &f->param[i];

		fc_str_printf(&s, "%s%s", i > 1 ? ", " : "", p->name);
		if (p->type) {
			fc_str_puts(&s, ": ");
			fc_ts_print_type(p->type, &s);
		}
		if (!p->otherwise && !(p->type && strcmp(p->type->name, "Optional") == 0))
			fc_str_printf(&cmd, " -i %s=...", p->name);
	}
	fc_diag_add(
	    t->b->diags, FC_E_NO_SHAPES, (struct fc_where){ 0 },
	    "input shapes are not in the file; '%s' takes (%s); type: flopcount%s FILE, e.g. -i 1x3x224x224",
	    f->name, s.data, cmd.data);
}

static bool
inputs(struct fc_ts *t, const struct fc_ts_func *f, struct fc_ts_value_list *args)
{
	const char **name = FC_NEW_N(t->b->arena, const char *, f->n_param + 1);
	bool all = true;

	for (unsigned i = 1; i < f->n_param; i++)
		name[i - 1] = f->param[i].name;
	t->b->hooks.input_names(t->b, name, f->n_param ? f->n_param - 1 : 0);
	for (unsigned i = 1; i < f->n_param; i++) {
		struct fc_ts_value *v = fc_ts_input(t, &f->param[i], i - 1);

		all &= v != NULL;
		FC_VEC_PUSH(t->b->arena, args, v ? v : fc_ts_none(t));
	}
	return all;
}

static void
outputs(struct fc_ts *t, const struct fc_ts_value *v)
{
	if (v->kind == FC_TS_V_TENSOR) {
		v->tensor->flags |= FC_VALUE_OUTPUT;
		FC_VEC_PUSH(t->b->arena, &t->b->graph->outputs, v->tensor);
	}
	if (v->kind == FC_TS_V_OBJECT || !v->item.n || !fc_ts_enter(t))
		return;
	for (uint32_t i = 0; i < v->item.n && t->b->graph->outputs.n < t->b->limits.items; i++)
		outputs(t, v->item.at[i]);
	fc_ts_leave(t);
}

static bool
run(struct fc_ts *t, const char *method)
{
	const struct fc_ts_func *f = find_method(t, method);
	struct fc_ts_value_list args = { 0 };
	struct fc_ts_expr at = { .kind = FC_TS_NONE };
	struct fc_ts_value *result;

	if (!f)
		return false;
	if (!inputs(t, f, &args)) {
		say_inputs(t, f);
		t->b->info.needs_inputs = true;
		return true;
	}
	if (t->stopped)
		return false;
	result = fc_ts_call_method(t, t->self, f, args, &at);
	if (!t->stopped)
		outputs(t, result);
	/* What was counted so far is a lower bound; of bytecode, what it holds. */
	return !t->stopped || t->b->n_nodes > 0 || t->bytecode;
}

/* extra/: files that whoever saved the archive put beside the module. */
static void
say_extra(struct fc_ts *t)
{
	struct fc_str head = FC_STR(t->b->arena);

	fc_str_printf(&head, "%s/extra/", fc_zip_root(t->zip));
	for (size_t i = 0; i < fc_zip_count(t->zip); i++) {
		const struct fc_zip_entry *e = fc_zip_at(t->zip, i);

		if (strncmp(e->name, head.data, head.size) == 0 && e->name[head.size])
			fc_diag_add(t->b->diags, FC_E_EXTRA, (struct fc_where){ 0 },
			            "extra file '%s', %llu bytes", e->name + head.size,
			            (unsigned long long)e->size);
	}
}

static bool
read_archive(struct fc_source *s, struct fc_builder *b, const struct fc_front_options *options)
{
	struct fc_ts t = { .b = b, .zip = fc_zip_open(b->arena, s, b->diags, b->limits.entries) };

	if (!t.zip || !fc_ts_recognise(t.zip, b->diags))
		return false;
	t.file = fc_table_new(b->arena);
	t.klass = fc_table_new(b->arena);
	t.func = fc_table_new(b->arena);
	t.named = fc_table_new(b->arena);
	b->info.format = "torchscript";
	b->info.file_bytes = fc_source_size(s);
	b->info.producer = fc_intern_text(b->names, "");
	say_extra(&t);
	if (!load(&t))
		return false;
	find_dtype(&t);
	t.frozen = is_frozen(&t);
	for (uint32_t i = 0; i < b->stored.n; i++) {
		const struct fc_stored *st = b->stored.at[i]->stored;

		if (!fc_dim_is_nan(st->bytes))
			b->info.weight_bytes = fc_dim_add(b->dims, b->info.weight_bytes, st->bytes);
	}
	return run(&t, options->method);
}

const struct fc_front fc_front_torchscript = { .name = "torchscript",
	                                       .probe = fc_ts_probe,
	                                       .read = read_archive };
