/* texts.c -- a small cache of printed formulas */
#include "result/texts.h"

#include "base/arena.h"
#include "base/str.h"

enum { PLACES = 256 };

struct fc_dim_texts {
	struct fc_str number;
	struct place {
		uint64_t word;
		struct fc_str text; /* used again for the next formula that falls here */
	} at[PLACES];
};

struct fc_dim_texts *
fc_dim_texts_new(struct fc_arena *a)
{
	struct fc_dim_texts *t = FC_NEW(a, struct fc_dim_texts);

	t->number = (struct fc_str)FC_STR(a);
	for (int i = 0; i < PLACES; i++)
		t->at[i].text = (struct fc_str)FC_STR(a);
	return t;
}

const char *
fc_dim_text(struct fc_dim_texts *t, struct fc_dim x)
{
	struct place *p;
	int64_t v;

	if (fc_dim_const(x, &v)) {
		fc_str_clear(&t->number);
		fc_str_int(&t->number, v);
		return t->number.data;
	}
	p = &t->at[(x.word >> 4) % PLACES];
	if (p->word != x.word) {
		fc_str_clear(&p->text);
		fc_dim_print(x, &p->text);
		p->word = x.word;
	}
	return p->text.data;
}
