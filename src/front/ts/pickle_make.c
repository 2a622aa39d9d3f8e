/* pickle_make.c -- what globals, calls and states of a pickle stand for */
#include <stdlib.h>

#include "front/ts/pickle_priv.h"

typedef struct fc_pickle *(*make_fn)(struct fc_pickle_machine *m, struct fc_pickle *args);

static struct fc_pickle *
misfit(struct fc_pickle_machine *m, const char *global)
{
	return fc_pickle_fail(m, FC_E_CORRUPT, "the arguments of '%s' do not fit", global);
}

static struct fc_pickle *
make_tensor(struct fc_pickle_machine *m, struct fc_pickle *args)
{
	return fc_pickle_tensor(m, args, false);
}

static struct fc_pickle *
make_quantised(struct fc_pickle_machine *m, struct fc_pickle *args)
{
	return fc_pickle_tensor(m, args, true);
}

/* OrderedDict(): the hooks of every tensor. */
static struct fc_pickle *
make_dict(struct fc_pickle_machine *m, struct fc_pickle *args)
{
	if (args->n)
		return misfit(m, "collections.OrderedDict");
	return fc_pickle_new(m, FC_PICKLE_DICT);
}

static struct fc_pickle *
make_list(struct fc_pickle_machine *m, struct fc_pickle *args)
{
	if (args->n != 1 || args->item[0]->kind != FC_PICKLE_LIST)
		return misfit(m, "torch.jit._pickle.build_*list");
	return args->item[0];
}

static struct fc_pickle *
make_tagged(struct fc_pickle_machine *m, struct fc_pickle *args)
{
	if (args->n != 2 || args->item[1]->kind != FC_PICKLE_TEXT)
		return misfit(m, "torch.jit._pickle.restore_type_tag");
	if (args->item[0]->kind == FC_PICKLE_LIST || args->item[0]->kind == FC_PICKLE_DICT)
		args->item[0]->tag = args->item[1]->text;
	return args->item[0];
}

static struct fc_pickle *
make_device(struct fc_pickle_machine *m, struct fc_pickle *args)
{
	struct fc_pickle *v;

	if (!args->n || args->item[0]->kind != FC_PICKLE_TEXT) /* ("cuda", 0) has an index */
		return misfit(m, "torch.device");
	v = fc_pickle_new(m, FC_PICKLE_DEVICE);
	v->text = args->item[0]->text;
	return v;
}

/* No size is complex: a pair of floats stands for it. */
static struct fc_pickle *
make_complex(struct fc_pickle_machine *m, struct fc_pickle *args)
{
	return args->n == 2 ? args : misfit(m, "builtins.complex");
}

/* Sorted by name. make NULL: a value by itself, never called. */
static const struct global {
	const char *name;
	make_fn make;
} globals[] = {
	{ "builtins.complex", make_complex },
	{ "collections.OrderedDict", make_dict },
	{ "torch._utils._rebuild_qtensor", make_quantised },
	{ "torch._utils._rebuild_tensor_v2", make_tensor },
	{ "torch.device", make_device },
	{ "torch.jit._pickle.build_boollist", make_list },
	{ "torch.jit._pickle.build_doublelist", make_list },
	{ "torch.jit._pickle.build_intlist", make_list },
	{ "torch.jit._pickle.build_tensorlist", make_list },
	{ "torch.jit._pickle.restore_type_tag", make_tagged },
	{ "torch.per_channel_affine", NULL },
	{ "torch.per_channel_affine_float_qparams", NULL },
	{ "torch.per_channel_symmetric", NULL },
	{ "torch.per_tensor_affine", NULL },
	{ "torch.per_tensor_symmetric", NULL },
};

static int
compare(const void *name, const void *row)
{
	return strcmp(name, ((const struct global *)row)->name);
}

static const struct global *
find(const char *name)
{
	return bsearch(name, globals, sizeof(globals) / sizeof(globals[0]), sizeof(globals[0]), compare);
}

static bool
is_class(const char *name)
{
	return strncmp(name, "__torch__.", 10) == 0;
}

bool
fc_pickle_allowed(const char *global)
{
	return is_class(global) || find(global) || fc_pickle_is_storage(global);
}

/* ("storage", type, key, location, elements) */
struct fc_pickle *
fc_pickle_storage(struct fc_pickle_machine *m, const struct fc_pickle *id)
{
	struct fc_pickle *v;
	bool quantised;

	if (id->kind != FC_PICKLE_TUPLE || id->n < 5 || id->item[1]->kind != FC_PICKLE_GLOBAL ||
	    id->item[2]->kind != FC_PICKLE_TEXT || id->item[4]->kind != FC_PICKLE_INT ||
	    id->item[4]->integer < 0 ||
	    !fc_pickle_is_storage(id->item[1]->text))
		return fc_pickle_fail(m, FC_E_CORRUPT, "a persistent id names no storage");
	v = fc_pickle_new(m, FC_PICKLE_STORAGE);
	v->dtype = (unsigned char)fc_pickle_dtype(id->item[1]->text, &quantised);
	v->text = id->item[2]->text;
	v->numel = id->item[4]->integer;
	return v;
}

/* A class called is an enumerator, and its argument the bare value. */
static struct fc_pickle *
make_enum(struct fc_pickle_machine *m, const char *klass, struct fc_pickle *value)
{
	struct fc_pickle *v = fc_pickle_new(m, FC_PICKLE_ENUM);

	v->text = klass;
	fc_pickle_append(m, v, value);
	return v;
}

struct fc_pickle *
fc_pickle_call(struct fc_pickle_machine *m, const struct fc_pickle *callable, struct fc_pickle *args)
{
	const struct global *g;

	if (callable->kind != FC_PICKLE_GLOBAL)
		return fc_pickle_fail(m, FC_E_CORRUPT, "the pickle calls what is no global");
	if (is_class(callable->text))
		return make_enum(m, callable->text, args);
	g = find(callable->text);
	if (!g || !g->make || args->kind != FC_PICKLE_TUPLE)
		return misfit(m, callable->text);
	return g->make(m, args);
}

/* Any state: a dict of attributes, or what __setstate__ takes. An object is built once. */
bool
fc_pickle_build(struct fc_pickle_machine *m, struct fc_pickle *object, struct fc_pickle *state)
{
	if (object->kind != FC_PICKLE_OBJECT || object->n)
		return fc_pickle_fail(m, FC_E_CORRUPT, "the pickle builds what is no new object");
	fc_pickle_append(m, object, state);
	return true;
}
