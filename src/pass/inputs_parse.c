/* inputs_parse.c -- the syntax of -i: tensors, lists, tuples, dicts, literals */
#include <string.h>

#include "base/num.h"
#include "base/vec.h"
#include "dim/dim_limits.h"
#include "pass/inputs_priv.h"

struct parser {
	struct fc_arena *a;
	struct fc_dims *dims;
	const char *at, *end;
	unsigned depth;
};

static struct fc_input *value(struct parser *p, const char *stop);

static struct fc_input *
make(struct parser *p, enum fc_input_kind kind)
{
	struct fc_input *in = FC_NEW(p->a, struct fc_input);

	in->kind = kind;
	return in;
}

/* The end of a plain text: the first byte of stop outside <> and {}. */
static const char *
extent(const struct parser *p, const char *stop)
{
	char closing = 0;
	const char *s;

	for (s = p->at; s < p->end; s++) {
		if (closing && *s == closing)
			closing = 0;
		else if (!closing && (*s == '<' || *s == '{'))
			closing = *s == '<' ? '>' : '}';
		else if (!closing && strchr(stop, *s))
			break;
	}
	return s;
}

static bool
one_value(struct parser *p, const char *s, size_t n, struct fc_scalar *out)
{
	int64_t i;
	double d;

	if (n == 4 && memcmp(s, "true", 4) == 0)
		*out = fc_scalar_int(p->dims, 1);
	else if (n == 5 && memcmp(s, "false", 5) == 0)
		*out = fc_scalar_int(p->dims, 0);
	else if (fc_num_parse(s, n, &i))
		*out = fc_scalar_int(p->dims, i);
	else if (fc_num_parse_real(s, n, &d))
		*out = fc_scalar_real(p->dims, d);
	else
		return false;
	return true;
}

struct scalar_list FC_VEC(struct fc_scalar);

/* "{2,-1,4}", as many as the shape has elements. */
static bool
known_values(struct parser *p, const char *s, size_t n, struct fc_input *in)
{
	struct scalar_list list = { 0 };
	struct fc_known *known = FC_NEW(p->a, struct fc_known);
	struct fc_dim count;

	while (n) {
		const char *comma = memchr(s, ',', n);
		size_t k = comma ? (size_t)(comma - s) : n;
		struct fc_scalar v;

		if (list.n >= fc_dims_limits(p->dims)->known || !one_value(p, s, k, &v))
			return false;
		FC_VEC_PUSH(p->a, &list, v);
		n -= k + (comma != NULL);
		s += k + (comma != NULL);
	}
	count = fc_shape_size(p->dims, in->shape);
	known->n = list.n;
	known->at = list.at;
	in->known = known;
	return fc_dim_is(count, list.n);
}

/* SHAPE[:DTYPE][{VALUES}] */
static struct fc_input *
tensor(struct parser *p, const char *stop)
{
	const char *end = extent(p, stop), *brace = memchr(p->at, '{', (size_t)(end - p->at));
	const char *head = brace ? brace : end, *colon = NULL;
	struct fc_input *in = make(p, FC_INPUT_TENSOR);

	for (const char *s = p->at; s < head; s++) {
		if (*s == ':')
			colon = s;
	}
	if (colon) {
		in->dtype = fc_dtype_find(colon + 1, (size_t)(head - colon - 1));
		if (!in->dtype)
			return NULL;
	}
	if (!fc_shape_parse(p->dims, p->at, (size_t)((colon ? colon : head) - p->at), &in->shape))
		return NULL;
	if (brace && (end[-1] != '}' || !known_values(p, brace + 1, (size_t)(end - brace - 2), in)))
		return NULL;
	p->at = end;
	return in;
}

/* =LITERAL */
static struct fc_input *
literal(struct parser *p, const char *stop)
{
	const char *s = ++p->at, *end;
	struct fc_input *in;
	size_t n;

	if (s < p->end && *s == '"') {
		end = memchr(s + 1, '"', (size_t)(p->end - s - 1));
		if (!end)
			return NULL;
		in = make(p, FC_INPUT_TEXT);
		in->text = fc_arena_text(p->a, s + 1, (size_t)(end - s - 1));
		p->at = end + 1;
		return in;
	}
	end = extent(p, stop);
	n = (size_t)(end - s);
	p->at = end;
	if ((n == 4 && (!memcmp(s, "none", 4) || !memcmp(s, "null", 4))))
		return make(p, FC_INPUT_NONE);
	if ((n == 4 && !memcmp(s, "true", 4)) || (n == 5 && !memcmp(s, "false", 5))) {
		in = make(p, FC_INPUT_BOOL);
		in->integer = n == 4;
		return in;
	}
	in = make(p, FC_INPUT_INT);
	if (fc_num_parse(s, n, &in->integer))
		return in;
	in->kind = FC_INPUT_REAL;
	return fc_num_parse_real(s, n, &in->real) ? in : NULL;
}

/* "key:" of a dict's member; the key ends at the first colon. */
static const char *
key(struct parser *p)
{
	const char *colon = memchr(p->at, ':', (size_t)(p->end - p->at));
	const char *text;

	if (!colon)
		return NULL;
	text = fc_arena_text(p->a, p->at, (size_t)(colon - p->at));
	p->at = colon + 1;
	return text;
}

static struct fc_input *
many(struct parser *p, enum fc_input_kind kind, const char *close)
{
	struct fc_input *in = make(p, kind), **last = &in->child;
	char stop[3] = { ',', *close, '\0' };

	p->at++;
	if (p->at < p->end && *p->at == *close) {
		p->at++;
		return in;
	}
	for (;;) {
		const char *name = kind == FC_INPUT_DICT ? key(p) : NULL;
		struct fc_input *child = kind == FC_INPUT_DICT && !name ? NULL : value(p, stop);

		if (!child || p->at >= p->end)
			return NULL;
		child->key = name;
		child->at = in->n_child++;
		*last = child;
		last = &child->next;
		if (*p->at++ == *close)
			return in;
	}
}

static struct fc_input *
value(struct parser *p, const char *stop)
{
	struct fc_input *in;

	if (p->at >= p->end || ++p->depth > FC_LIMIT_NESTING)
		return NULL;
	switch (*p->at) {
	case '[': in = many(p, FC_INPUT_LIST, "]"); break;
	case '(': in = many(p, FC_INPUT_TUPLE, ")"); break;
	case '{': in = many(p, FC_INPUT_DICT, "}"); break;
	case '=': in = literal(p, stop); break;
	default: in = tensor(p, stop); break;
	}
	p->depth--;
	return in;
}

struct fc_input *
fc_input_parse(struct fc_arena *a, struct fc_dims *dims, const char *s, size_t n)
{
	struct parser p = { .a = a, .dims = dims, .at = s, .end = s + n };
	struct fc_input *in = value(&p, "");

	return in && p.at == p.end ? in : NULL;
}
