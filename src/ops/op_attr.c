/* op_attr.c -- attributes of a node, else the defaults on its row */
#include "ops/op.h"

#include <math.h>
#include <string.h>

#include "base/intern.h"
#include "base/num.h"

/* The default of attribute name in the row's attr text; NULL when it has none. */
static const char *
default_of(const struct fc_op *op, const char *name, size_t *n_out)
{
	size_t n = strlen(name);
	const char *s = op->attr ? op->attr : "";

	while (*s) {
		size_t word = strcspn(s, " ");

		if (word > n && s[n] == '=' && memcmp(s, name, n) == 0) {
			*n_out = word - n - 1;
			return s + n + 1;
		}
		s += word;
		while (*s == ' ')
			s++;
	}
	return NULL;
}

bool
fc_op_has_attr(const struct fc_op_ctx *cx, const char *name)
{
	return fc_node_attr(cx->node, name) != NULL;
}

static struct fc_dim
real_as_dim(const struct fc_op_ctx *cx, double v)
{
	return fabs(v) <= 0x1p62 && floor(v) == v ? fc_dim_int(cx->dims, (int64_t)v) : FC_DIM_NAN;
}

struct fc_dim
fc_op_dim(const struct fc_op_ctx *cx, const char *name)
{
	const struct fc_attr *a = fc_node_attr(cx->node, name);
	const char *text;
	double real;
	int64_t v;
	size_t n;

	if (a && (a->kind == FC_ATTR_INT || a->kind == FC_ATTR_INTS))
		return a->n == 1 ? a->dim[0] : FC_DIM_NAN;
	if (a && a->kind == FC_ATTR_REAL && a->n == 1)
		return real_as_dim(cx, a->real[0]);
	text = a ? NULL : default_of(cx->op, name, &n);
	if (text && fc_num_parse(text, n, &v))
		return fc_dim_int(cx->dims, v);
	return text && fc_num_parse_real(text, n, &real) ? real_as_dim(cx, real) : FC_DIM_NAN;
}

struct fc_dim
fc_op_dim_at(const struct fc_op_ctx *cx, const char *name, struct fc_dim at)
{
	const struct fc_attr *a = fc_node_attr(cx->node, name);
	const char *text;
	size_t n = 0, one;
	int64_t i, v;

	if (!fc_dim_const(at, &i) || i < 0)
		return FC_DIM_NAN;
	if (a && (a->kind == FC_ATTR_INT || a->kind == FC_ATTR_INTS))
		return i < a->n ? a->dim[i] : FC_DIM_NAN;
	text = a ? NULL : default_of(cx->op, name, &n);
	for (; text; text += one + 1, n -= one + 1) {
		const char *comma = memchr(text, ',', n);

		one = comma ? (size_t)(comma - text) : n;
		if (i-- == 0)
			return fc_num_parse(text, one, &v) ? fc_dim_int(cx->dims, v) : FC_DIM_NAN;
		if (!comma)
			break;
	}
	return FC_DIM_NAN;
}

int64_t
fc_op_int(const struct fc_op_ctx *cx, const char *name)
{
	int64_t v = 0;

	return fc_dim_const(fc_op_dim(cx, name), &v) ? v : 0;
}

double
fc_op_real(const struct fc_op_ctx *cx, const char *name)
{
	const struct fc_attr *a = fc_node_attr(cx->node, name);
	const char *text;
	double v = 0;
	int64_t whole;
	size_t n;

	if (a && (a->kind == FC_ATTR_REAL || a->kind == FC_ATTR_REALS))
		return a->n == 1 ? a->real[0] : 0;
	if (a && a->kind == FC_ATTR_INT && a->n == 1)
		return fc_dim_const(a->dim[0], &whole) ? (double)whole : 0;
	text = a ? NULL : default_of(cx->op, name, &n);
	return text && fc_num_parse_real(text, n, &v) ? v : 0;
}

const char *
fc_op_text(const struct fc_op_ctx *cx, const char *name)
{
	const struct fc_attr *a = fc_node_attr(cx->node, name);
	const char *text;
	size_t n;

	if (a)
		return a->kind == FC_ATTR_TEXT && a->n == 1 ? a->text[0] : "";
	text = default_of(cx->op, name, &n);
	return text ? fc_intern(cx->b->names, text, n) : "";
}

bool
fc_op_text_is(const struct fc_op_ctx *cx, const char *name, const char *text)
{
	const struct fc_attr *a = fc_node_attr(cx->node, name);
	const char *otherwise;
	size_t n = 0;

	if (a)
		return a->kind == FC_ATTR_TEXT && a->n == 1 && strcmp(a->text[0], text) == 0;
	otherwise = default_of(cx->op, name, &n);
	return n == strlen(text) && (n == 0 || memcmp(otherwise, text, n) == 0);
}

const struct fc_dim *
fc_op_ints(const struct fc_op_ctx *cx, const char *name, unsigned *n_out)
{
	const struct fc_attr *a = fc_node_attr(cx->node, name);
	bool is_ints = a && (a->kind == FC_ATTR_INT || a->kind == FC_ATTR_INTS);

	*n_out = is_ints ? a->n : 0;
	return is_ints && a->n ? a->dim : NULL;
}
