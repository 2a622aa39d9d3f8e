/*
 * draft.h -- a node while its dialect is being taken off
 *
 * A front-end fills a draft with what the file says; the binding row's adapter
 * renames, moves and drops until it fits the canonical row; fc_draft_add()
 * makes the node.
 */
#ifndef FC_FRONT_DRAFT_H
#define FC_FRONT_DRAFT_H

#include "base/vec.h"
#include "ir/builder.h"

struct fc_attr_list FC_VEC(struct fc_attr);

struct fc_draft {
	struct fc_builder *b;
	const char *name, *op_name, *domain;
	const char *op;            /* canonical name; an adapter may change it; NULL: unknown operator */
	int64_t version;           /* opset of the domain */
	struct fc_value_list in, out;
	struct fc_attr_list attr;
	uint64_t byte;
	unsigned line, column;
	uint8_t flags;             /* enum fc_node_flags that the node starts with */
};

const struct fc_attr *fc_draft_attr(const struct fc_draft *d, const char *name); /* NULL: none */
int64_t fc_draft_int(const struct fc_draft *d, const char *name, int64_t otherwise);
const char *fc_draft_text(const struct fc_draft *d, const char *name, const char *otherwise);
void fc_draft_drop(struct fc_draft *d, const char *name);
void fc_draft_rename(struct fc_draft *d, const char *from, const char *to);
void fc_draft_set_int(struct fc_draft *d, const char *name, int64_t v);
void fc_draft_set_ints(struct fc_draft *d, const char *name, const struct fc_dim *v, unsigned n);
void fc_draft_set_text(struct fc_draft *d, const char *name, const char *v);
void fc_draft_set_real(struct fc_draft *d, const char *name, double v);

/* Operand i; NULL when omitted. */
struct fc_value *fc_draft_in(const struct fc_draft *d, unsigned i);
/* Put v at operand i, omitted ones before it where needed. */
void fc_draft_set_in(struct fc_draft *d, unsigned i, struct fc_value *v);

/*
 * Attribute name (INT or INTS) becomes operand i, a followed int64 constant (a
 * scalar for INT); REAL and REALS a float32 one. Nothing happens when it is not there.
 */
void fc_draft_to_operand(struct fc_draft *d, const char *name, unsigned i);

/* Make the node, which is in no graph yet: its bodies can be opened. NULL after a diagnostic. */
struct fc_node *fc_draft_node(struct fc_draft *d);

/* Make the node and append it. false: a limit. */
bool fc_draft_add(struct fc_draft *d);

#endif
