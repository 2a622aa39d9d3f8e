/* read.c -- hand-written graphs, line by line */
#include "front/text/text_priv.h"

#include <ctype.h>
#include <string.h>

#include "base/intern.h"
#include "base/num.h"
#include "base/table.h"
#include "front/draft.h"

bool
fc_text_fail(struct fc_text *r, const char *what)
{
	return fc_fail(r->b->diags, FC_E_CORRUPT, (struct fc_where){ .line = r->line }, "%s", what);
}

void
fc_text_blanks(struct fc_text *r)
{
	while (r->at < r->end && (*r->at == ' ' || *r->at == '\t'))
		r->at++;
}

bool
fc_text_accept(struct fc_text *r, char c)
{
	fc_text_blanks(r);
	if (r->at >= r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

const char *
fc_text_word(struct fc_text *r)
{
	const char *s;

	fc_text_blanks(r);
	s = r->at;
	while (r->at < r->end && (isalnum((unsigned char)*r->at) || *r->at == '_' || *r->at == '.'))
		r->at++;
	return r->at > s ? fc_intern(r->b->names, s, (size_t)(r->at - s)) : NULL;
}

/* The text up to close, which is skipped; NULL when it is not there. */
static const char *
until(struct fc_text *r, char close, size_t *n)
{
	const char *s = r->at, *e = memchr(s, close, (size_t)(r->end - s));

	if (!e)
		return NULL;
	*n = (size_t)(e - s);
	r->at = e + 1;
	return s;
}

/* The next item of a comma-separated list. */
static bool
item(const char **s, size_t *n, const char **one, size_t *size)
{
	const char *comma;

	if (!*n)
		return false;
	comma = memchr(*s, ',', *n);
	*one = *s;
	*size = comma ? (size_t)(comma - *s) : *n;
	*s += *size + (comma != NULL);
	*n -= *size + (comma != NULL);
	return true;
}

static bool
shape(struct fc_text *r, struct fc_shape *out)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	const char *s, *one;
	size_t n, size;
	int rank = 0;

	*out = FC_SHAPE_UNKNOWN;
	if (!fc_text_accept(r, '['))
		return true;
	s = until(r, ']', &n);
	if (!s)
		return fc_text_fail(r, "']' is missing");
	while (item(&s, &n, &one, &size)) {
		if (rank == FC_LIMIT_RANK)
			return fc_text_fail(r, "too many dimensions");
		dim[rank] = fc_dim_parse(r->b->dims, one, size);
		if (fc_dim_is_nan(dim[rank++]))
			return fc_text_fail(r, "a dimension cannot be read");
	}
	*out = fc_shape_make(r->b->dims, dim, rank);
	return true;
}

static bool
scalar(struct fc_text *r, const char *s, size_t n, struct fc_scalar *out)
{
	int64_t i;
	double d;

	if (fc_num_parse(s, n, &i))
		*out = fc_scalar_int(r->b->dims, i);
	else if (fc_num_parse_real(s, n, &d))
		*out = fc_scalar_real(r->b->dims, d);
	else
		*out = fc_scalar_dim(fc_dim_parse(r->b->dims, s, n));
	return fc_scalar_is_known(*out);
}

static bool
values(struct fc_text *r, struct fc_value *v)
{
	struct fc_scalar *at;
	const char *s, *one;
	size_t n, size;
	unsigned count = 0;

	if (!fc_text_accept(r, '{'))
		return true;
	s = until(r, '}', &n);
	if (!s || n > FC_LIMIT_KNOWN)
		return fc_text_fail(r, "'}' is missing");
	v->known = fc_builder_known(r->b, (unsigned)n, &at);
	while (item(&s, &n, &one, &size)) {
		if (!scalar(r, one, size, &at[count++]))
			return fc_text_fail(r, "a value cannot be read");
	}
	((struct fc_known *)v->known)->n = count;
	return true;
}

/* The dtype, shape and values that stand behind a new name. */
static struct fc_value *
declare(struct fc_text *r, const char *name)
{
	bool stored = fc_text_accept(r, '!');
	const char *dtype = fc_text_accept(r, ':') || stored ? fc_text_word(r) : NULL;
	enum fc_dtype t = dtype ? fc_dtype_find(dtype, strlen(dtype)) : FC_DTYPE_FLOAT32;
	struct fc_value *v;
	struct fc_shape s;

	if (!t || !shape(r, &s)) {
		fc_text_fail(r, "an operand's type cannot be read");
		return NULL;
	}
	v = stored ? fc_builder_stored(r->b, name, fc_type_tensor(t, s), FC_STORED_INITIALIZER, FC_DIM_NAN)
	           : fc_builder_input(r->b, name, fc_type_tensor(t, s));
	if (!values(r, v))
		return NULL;
	fc_table_set(r->values, name, v);
	return v;
}

static bool
operands(struct fc_text *r, struct fc_draft *d)
{
	if (!fc_text_accept(r, '('))
		return fc_text_fail(r, "'(' is missing");
	if (fc_text_accept(r, ')'))
		return true;
	do {
		const char *name = fc_text_word(r);
		struct fc_value *v;

		if (!name)
			return fc_text_fail(r, "an operand's name is missing");
		v = fc_table_find(r->values, name);
		if (!v && strcmp(name, "_"))
			v = declare(r, name);
		if (!v && strcmp(name, "_"))
			return false;
		FC_VEC_PUSH(r->b->arena, &d->in, v);
	} while (fc_text_accept(r, ','));
	return fc_text_accept(r, ')') || fc_text_fail(r, "')' is missing");
}

static bool
list_attribute(struct fc_text *r, struct fc_attr *a)
{
	struct fc_dim *dim = FC_NEW_N(r->b->arena, struct fc_dim, FC_LIMIT_KNOWN);
	double *real = FC_NEW_N(r->b->arena, double, FC_LIMIT_KNOWN);
	const char *s, *one;
	size_t n, size;
	bool whole = true;

	s = until(r, ']', &n);
	if (!s)
		return fc_text_fail(r, "']' is missing");
	while (item(&s, &n, &one, &size)) {
		struct fc_scalar v;

		if (a->n == FC_LIMIT_KNOWN || !scalar(r, one, size, &v))
			return fc_text_fail(r, "an attribute cannot be read");
		dim[a->n] = fc_scalar_as_dim(r->b->dims, v);
		whole &= !memchr(one, '.', size);
		fc_scalar_as_real(v, &real[a->n++]);
	}
	a->kind = whole ? FC_ATTR_INTS : FC_ATTR_REALS;
	if (whole)
		a->dim = dim;
	else
		a->real = real;
	return true;
}

static bool
one_attribute(struct fc_text *r, struct fc_attr *a)
{
	const char *s = r->at;
	const char **text = FC_NEW(r->b->arena, const char *);
	struct fc_dim *dim = FC_NEW(r->b->arena, struct fc_dim);
	double *real = FC_NEW(r->b->arena, double);
	int64_t i;
	size_t n;

	while (r->at < r->end && *r->at != ' ')
		r->at++;
	n = (size_t)(r->at - s);
	a->n = 1;
	if (fc_num_parse(s, n, &i)) {
		*dim = fc_dim_int(r->b->dims, i);
		a->kind = FC_ATTR_INT;
		a->dim = dim;
	} else if (fc_num_parse_real(s, n, real)) {
		a->kind = FC_ATTR_REAL;
		a->real = real;
	} else {
		bool quoted = n > 1 && *s == '"' && s[n - 1] == '"';

		*text = fc_intern(r->b->names, s + quoted, n - 2 * (size_t)quoted);
		a->kind = FC_ATTR_TEXT;
		a->text = text;
	}
	return true;
}

static bool
attributes(struct fc_text *r, struct fc_draft *d)
{
	for (fc_text_blanks(r); r->at < r->end; fc_text_blanks(r)) {
		struct fc_attr a = { .name = fc_text_word(r) };

		if (!a.name || !fc_text_accept(r, '='))
			return fc_text_fail(r, "an attribute has no '='");
		if (!(fc_text_accept(r, '[') ? list_attribute(r, &a) :
		      fc_text_accept(r, '{') ? fc_text_body_attribute(r, &a) : one_attribute(r, &a)))
			return false;
		FC_VEC_PUSH(r->b->arena, &d->attr, a);
	}
	return true;
}

bool
fc_text_node(struct fc_text *r)
{
	struct fc_draft d = { .b = r->b, .domain = "ai.onnx", .line = r->line };
	struct fc_node *n;

	r->n_body = 0;
	do {
		const char *name = fc_text_word(r);
		struct fc_value *v;

		if (!name)
			return fc_text_fail(r, "a result's name is missing");
		v = strcmp(name, "_") ? fc_builder_value(r->b, name) : NULL;
		FC_VEC_PUSH(r->b->arena, &d.out, v);
	} while (fc_text_accept(r, ','));
	if (!fc_text_accept(r, '='))
		return fc_text_fail(r, "'=' is missing");
	d.op_name = d.op = fc_text_word(r);
	if (!d.op)
		return fc_text_fail(r, "the operator's name is missing");
	if (!operands(r, &d) || !attributes(r, &d))
		return false;
	d.name = d.out.at[0] ? d.out.at[0]->name : "";
	n = fc_draft_node(&d);
	if (n && r->n_body) {
		n->body = FC_NEW_N(r->b->arena, struct fc_graph *, r->n_body);
		n->n_body = (uint8_t)r->n_body;
	}
	for (unsigned i = 0; n && i < r->n_body; i++) {
		if (!fc_text_body(r, n, i))
			return false;
	}
	for (uint32_t i = 0; i < d.out.n; i++) {
		if (d.out.at[i])
			fc_table_set(r->values, d.out.at[i]->name, d.out.at[i]);
	}
	return n && fc_builder_add(r->b, n);
}

/* Results that nobody reads are the graph's outputs. */
static void
outputs(struct fc_builder *b)
{
	struct fc_table *read = fc_table_new(b->arena);

	for (uint32_t i = 0; i < b->graph->nodes.n; i++) {
		struct fc_node *n = b->graph->nodes.at[i];

		for (unsigned k = 0; k < n->n_in; k++) {
			if (n->in[k])
				fc_table_set(read, n->in[k], n);
		}
	}
	for (uint32_t i = 0; i < b->graph->nodes.n; i++) {
		struct fc_node *n = b->graph->nodes.at[i];

		for (unsigned k = 0; k < n->n_out; k++) {
			if (n->out[k] && !fc_table_find(read, n->out[k]))
				FC_VEC_PUSH(b->arena, &b->graph->outputs, n->out[k]);
		}
	}
}

bool
fc_text_read(struct fc_builder *b, const char *text, size_t n)
{
	struct fc_text r = { .b = b, .values = fc_table_new(b->arena) };

	b->info.format = "text";
	while (n) {
		const char *nl = memchr(text, '\n', n);
		size_t size = nl ? (size_t)(nl - text) : n;

		r.at = text;
		r.end = text + size;
		r.line++;
		fc_text_blanks(&r);
		if (r.at < r.end && *r.at != '#' && !fc_text_node(&r))
			return false;
		text += size + (nl != NULL);
		n -= size + (nl != NULL);
	}
	outputs(b);
	return true;
}
