/* text_priv.h -- the reader of hand-written graphs, for this room only */
#ifndef FC_FRONT_TEXT_TEXT_PRIV_H
#define FC_FRONT_TEXT_TEXT_PRIV_H

#include "front/text/text.h"

struct fc_text {
	struct fc_builder *b;
	struct fc_table *values; /* interned name -> fc_value */
	const char *at, *end;    /* the rest of the line */
	unsigned line;
	struct {
		const char *at, *end;
	} body[2];               /* of the node that is read */
	unsigned n_body;
};

bool fc_text_fail(struct fc_text *r, const char *what);
void fc_text_blanks(struct fc_text *r);
bool fc_text_accept(struct fc_text *r, char c);
const char *fc_text_word(struct fc_text *r); /* interned; NULL: there is none */
bool fc_text_node(struct fc_text *r);

/* body.c: "{...}" of the node that is read becomes attribute a; body i of owner, which has it, is made. */
bool fc_text_body_attribute(struct fc_text *r, struct fc_attr *a);
bool fc_text_body(const struct fc_text *outer, struct fc_node *owner, unsigned i);

#endif
