/* attr.c -- attributes of rows as JSON text, equal lists shared */
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/out.h"
#include "base/str.h"
#include "base/table.h"
#include "result/make.h"

struct fc_attr_lists {
	struct fc_arena *keep;
	struct fc_intern *texts;   /* a list as one text: name NUL json NUL name NUL ... */
	struct fc_table *made;     /* the text to the list made of it */
	struct fc_str text;
	struct fc_out out;         /* into text */
	struct fc_json json;       /* into out */
	uint16_t n;
};

struct fc_attr_lists *
fc_attr_lists_new(struct fc_arena *keep, struct fc_arena *scratch)
{
	struct fc_attr_lists *l = FC_NEW(scratch, struct fc_attr_lists);

	l->keep = keep;
	l->texts = fc_intern_new(keep);
	l->made = fc_table_new(scratch);
	l->text = (struct fc_str)FC_STR(scratch);
	fc_out_init_text(&l->out, &l->text);
	return l;
}

struct fc_json *
fc_attr_lists_add(struct fc_attr_lists *l, const char *name)
{
	if (l->n++)
		fc_out_putc(&l->out, '\0');
	fc_out_puts(&l->out, name);
	fc_out_putc(&l->out, '\0');
	fc_json_init(&l->json, &l->out, 0);
	return &l->json;
}

static struct fc_row_attr *
make(struct fc_attr_lists *l, const char *text)
{
	struct fc_row_attr *at = FC_NEW_N(l->keep, struct fc_row_attr, l->n);

	for (unsigned i = 0; i < l->n; i++) {
		at[i].name = text;
		text += strlen(text) + 1;
		at[i].json = text;
		text += strlen(text) + 1;
	}
	return at;
}

const struct fc_row_attr *
fc_attr_lists_end(struct fc_attr_lists *l, uint16_t *n_out)
{
	struct fc_row_attr *at;
	const char *text;

	*n_out = l->n;
	if (!l->n)
		return NULL;
	fc_out_flush(&l->out);
	text = fc_intern(l->texts, l->text.data, l->text.size);
	fc_str_clear(&l->text);
	at = fc_table_find(l->made, text);
	if (!at) {
		at = make(l, text);
		fc_table_set(l->made, text, at);
	}
	l->n = 0;
	return at;
}
