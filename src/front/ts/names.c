/* names.c -- qualified names to classes and functions; code files are parsed on demand */
#include <string.h>

#include "base/intern.h"
#include "base/str.h"
#include "front/ts/parse.h"
#include "front/ts/ts.h"


static void
index_file(struct fc_ts *t, const struct fc_ts_file *f, const char *prefix)
{
	for (unsigned i = 0; i < f->n_class; i++)
		fc_table_set(t->klass, f->klass[i]->qualified, f->klass[i]);
	for (unsigned i = 0; i < f->n_func; i++) {
		struct fc_str s = FC_STR(t->b->arena);

		fc_str_printf(&s, "%s.%s", prefix, f->func[i]->name);
		fc_table_set(t->func, fc_intern(t->b->names, s.data, s.size), f->func[i]);
	}
}

/* "__torch__.a.b" is code/__torch__/a/b.py. */
static void
load_file(struct fc_ts *t, const char *prefix)
{
	struct fc_str path = FC_STR(t->b->arena);
	const struct fc_zip_entry *e;
	struct fc_ts_file *f;
	struct fc_ts_text from;
	char *text;

	if (t->damaged || fc_table_find(t->file, prefix))
		return;
	fc_table_set(t->file, prefix, t); /* a mark: looked for */
	fc_str_puts(&path, "code/");
	for (const char *p = prefix; *p; p++)
		fc_str_putc(&path, *p == '.' ? '/' : *p);
	fc_str_puts(&path, ".py");
	e = fc_zip_find(t->zip, path.data);
	if (!e || !e->size)
		return;
	text = fc_zip_read(t->zip, e, t->b->arena, e->size, t->b->limits.source - t->source, "source");
	t->source += text ? e->size : 0;
	from = (struct fc_ts_text){ path.data, prefix, text, (size_t)e->size };
	f = text ? fc_ts_parse(t->b->arena, t->b->names, t->b->diags, &from) : NULL;
	if (f)
		index_file(t, f, prefix);
	else
		t->stopped = t->damaged = true; /* one fault is enough to refuse the archive */
}

static void
load_for(struct fc_ts *t, const char *qualified)
{
	const char *dot = strrchr(qualified, '.');

	if (dot)
		load_file(t, fc_intern(t->b->names, qualified, (size_t)(dot - qualified)));
}

const struct fc_ts_class *
fc_ts_class_find(struct fc_ts *t, const char *qualified)
{
	const char *key = fc_intern_text(t->b->names, qualified);

	load_for(t, key);
	return fc_table_find(t->klass, key);
}

const struct fc_ts_func *
fc_ts_func_find(struct fc_ts *t, const char *qualified)
{
	const char *key = fc_intern_text(t->b->names, qualified);

	fc_ts_effort(t, strlen(key) / 8);
	load_for(t, key);
	return fc_table_find(t->func, key);
}

const struct fc_ts_func *
fc_ts_method(const struct fc_ts_class *c, const char *name)
{
	for (unsigned i = 0; c && i < c->n_method; i++) {
		if (c->method[i]->name == name || strcmp(c->method[i]->name, name) == 0)
			return c->method[i];
	}
	return NULL;
}
