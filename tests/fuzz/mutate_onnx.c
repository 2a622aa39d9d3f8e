/*
 * mutate_onnx.c -- changes of an ONNX model's messages
 *
 * The bytes become a tree of fields by a table of which field of which message
 * is a message again (onnx.proto), the tree is changed, and written from its end,
 * so that every length is known when it is due.
 */
#include "mutate.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "front/onnx/bind.h"

enum { FIELDS = 20000, DEEP = 90, PACK = 256, VARINT = 0, LEN = 2 };

enum kind { BYTES, PACKED, MODEL, GRAPH, NODE, ATTRIBUTE, TENSOR, SPARSE, VALUE_INFO, TYPE, TYPE_TENSOR,
	    TYPE_SEQUENCE, TYPE_MAP, SHAPE, DIMENSION, OPSET, FUNCTION, ENTRY };

static const struct {
	enum kind in;
	unsigned number;
	enum kind kind;
} layout[] = {
	{ MODEL, 7, GRAPH }, { MODEL, 8, OPSET }, { MODEL, 14, ENTRY }, { MODEL, 25, FUNCTION },
	{ GRAPH, 1, NODE }, { GRAPH, 5, TENSOR }, { GRAPH, 11, VALUE_INFO }, { GRAPH, 12, VALUE_INFO },
	{ GRAPH, 13, VALUE_INFO }, { GRAPH, 15, SPARSE }, { NODE, 5, ATTRIBUTE },
	{ ATTRIBUTE, 5, TENSOR }, { ATTRIBUTE, 6, GRAPH }, { ATTRIBUTE, 8, PACKED },
	{ ATTRIBUTE, 10, TENSOR }, { ATTRIBUTE, 11, GRAPH }, { ATTRIBUTE, 14, TYPE },
	{ ATTRIBUTE, 15, TYPE }, { ATTRIBUTE, 22, SPARSE }, { ATTRIBUTE, 23, SPARSE },
	{ TENSOR, 1, PACKED }, { TENSOR, 5, PACKED }, { TENSOR, 7, PACKED }, { TENSOR, 13, ENTRY },
	{ SPARSE, 1, TENSOR }, { SPARSE, 2, TENSOR }, { SPARSE, 3, PACKED }, { VALUE_INFO, 2, TYPE },
	{ TYPE, 1, TYPE_TENSOR }, { TYPE, 4, TYPE_SEQUENCE }, { TYPE, 5, TYPE_MAP },
	{ TYPE, 8, TYPE_TENSOR }, { TYPE, 9, TYPE_SEQUENCE }, { TYPE_TENSOR, 2, SHAPE },
	{ TYPE_SEQUENCE, 1, TYPE }, { TYPE_MAP, 2, TYPE }, { SHAPE, 1, DIMENSION }, { FUNCTION, 7, NODE },
	{ FUNCTION, 9, OPSET }, { FUNCTION, 11, ATTRIBUTE }, { FUNCTION, 12, VALUE_INFO },
};

struct field {
	uint32_t number;
	uint8_t wire;
	enum kind in, kind;
	uint64_t value;      /* of a VARINT */
	const uint8_t *data; /* n bytes: of any other without fields of its own */
	size_t n;
	struct field *last;  /* of a message: its fields, from the end */
	struct field *before;
	unsigned times;      /* how often it is written */
};

struct tree {
	struct mutate *m;
	struct field *at;
	size_t n;
	uint8_t *pack; /* packed numbers that were changed, in chunks */
	size_t n_pack;
	uint8_t *start, *to; /* being written, towards its start */
	bool full;
};

static bool
take_varint(const uint8_t **p, const uint8_t *end, uint64_t *out)
{
	*out = 0;
	for (unsigned shift = 0; *p < end && shift < 64; shift += 7) {
		uint8_t byte = *(*p)++;

		*out |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return true;
	}
	return false;
}

static enum kind
kind_of(enum kind in, uint32_t number)
{
	for (size_t i = 0; i < sizeof(layout) / sizeof(layout[0]); i++)
		if (layout[i].in == in && layout[i].number == number)
			return layout[i].kind;
	return BYTES;
}

static bool
take_field(const uint8_t **p, const uint8_t *end, enum kind in, struct field *f)
{
	static const uint8_t size[] = { [1] = 8, [5] = 4 };
	uint64_t tag, n;

	*f = (struct field){ .in = in, .times = 1 };
	if (!take_varint(p, end, &tag))
		return false;
	f->number = (uint32_t)(tag >> 3);
	f->wire = tag & 7;
	if (f->wire == VARINT)
		return take_varint(p, end, &f->value);
	if (f->wire != LEN && f->wire != 1 && f->wire != 5)
		return false;
	if (f->wire != LEN)
		n = size[f->wire];
	else if (!take_varint(p, end, &n))
		return false;
	if (n > (uint64_t)(end - *p))
		return false;
	f->kind = f->wire == LEN ? kind_of(in, f->number) : BYTES;
	f->data = *p;
	f->n = (size_t)n;
	*p += n;
	return true;
}

/* false: no such message; what was taken of it is given back. */
static bool
parse(struct tree *t, const uint8_t *p, size_t n, enum kind in, struct field **last, unsigned depth)
{
	const uint8_t *end = p + n;
	size_t before = t->n;

	*last = NULL;
	while (p < end) {
		struct field *f = &t->at[t->n];

		if (t->n == FIELDS || !take_field(&p, end, in, f)) {
			t->n = before;
			*last = NULL;
			return false;
		}
		t->n++;
		f->before = *last;
		*last = f;
		if (f->kind > PACKED &&
		    (depth == DEEP || !parse(t, f->data, f->n, f->kind, &f->last, depth + 1)))
			f->kind = BYTES;
	}
	return true;
}

static void
put(struct tree *t, const void *data, size_t n)
{
	if (n > (size_t)(t->to - t->start)) {
		t->full = true;
		return;
	}
	t->to -= n;
	if (n)
		memcpy(t->to, data, n);
}

static size_t
varint(uint8_t out[10], uint64_t v)
{
	size_t n = 0;

	for (; v > 0x7f; v >>= 7)
		out[n++] = (uint8_t)(v | 0x80);
	out[n++] = (uint8_t)v;
	return n;
}

static void
put_varint(struct tree *t, uint64_t v)
{
	uint8_t bytes[10];

	put(t, bytes, varint(bytes, v));
}

/* A message that was copied into itself ends at a depth. */
static void
write_fields(struct tree *t, const struct field *f, unsigned depth)
{
	for (; f && !t->full; f = f->before) {
		for (unsigned i = 0; i < f->times && !t->full; i++) {
			uint8_t *end = t->to;

			if (f->wire == VARINT)
				put_varint(t, f->value);
			else if (!f->last)
				put(t, f->data, f->n);
			else if (depth < DEEP)
				write_fields(t, f->last, depth + 1);
			if (f->wire == LEN)
				put_varint(t, (uint64_t)(end - t->to));
			put_varint(t, (uint64_t)f->number << 3 | f->wire);
		}
	}
}

static uint64_t
number(struct mutate *m)
{
	static const uint64_t values[] = {
		0, 1, 2, 3, 4, 7, 16, 31, 32, 33, 64, 255, 256, 1023, 1024, 65535, 65536, 1 << 20, INT32_MAX,
		UINT64_C(1) << 31, UINT32_MAX, UINT64_C(1) << 40, UINT64_C(1) << 62, INT64_MAX,
		UINT64_C(1) << 63, UINT64_MAX, UINT64_MAX - 1, UINT64_MAX - 31,
	};

	return mutate_below(m, 3) ? values[mutate_below(m, sizeof(values) / sizeof(values[0]))]
	                          : mutate_below(m, 20);
}

static void
set_text(struct field *f, const char *text)
{
	f->data = (const uint8_t *)text;
	f->n = strlen(text);
}

/* Any row that there is, of any domain: what it is called (NODE, 4), or the domain (NODE, 7; OPSET, 1). */
static void
rename_operator(struct tree *t, struct field *f)
{
	const struct fc_onnx_bind *row = fc_onnx_bind_at(mutate_below(t->m, fc_onnx_bind_count()));

	set_text(f, f->in == NODE && f->number == 4 ? row->name : row->domain);
}

static void
rename_attribute(struct tree *t, struct field *f)
{
	static const char *const names[] = {
		"allowzero", "auto_pad", "axes", "axis", "body", "ceil_mode", "dilations", "direction",
		"else_branch", "equation", "group", "hidden_size", "keepdims", "kernel_shape", "mode",
		"num_outputs", "num_scan_inputs", "output_shape", "pads", "perm", "shape", "split",
		"strides", "then_branch", "to", "transB", "value", "value_ints",
	};

	set_text(f, names[mutate_below(t->m, sizeof(names) / sizeof(names[0]))]);
}

/* One number of a packed list changed, dropped or put in. */
static void
change_packed(struct tree *t, struct field *f)
{
	const uint8_t *p = f->data, *end = p + f->n;
	uint8_t *out = t->pack + t->n_pack * PACK;
	size_t n = 0, at = mutate_below(t->m, f->n ? f->n : 1), how = mutate_below(t->m, 4);
	uint64_t v;

	if (t->n_pack == PACK || f->n > PACK - 20)
		return;
	for (size_t i = 0; i <= at || p < end; i++) {
		bool more = p < end && take_varint(&p, end, &v);

		if (!more && i < at)
			at = i;
		if (i == at && how)
			n += varint(out + n, number(t->m));
		if (more && (i != at || how == 1))
			n += varint(out + n, v);
		if (!more || n > PACK - 20)
			break;
	}
	t->n_pack++;
	f->data = out;
	f->n = n;
}

/* Another field of the same kind, or of the same place where it holds bytes. */
static struct field *
partner(struct tree *t, const struct field *f)
{
	for (int tries = 0; tries < 64; tries++) {
		struct field *g = &t->at[mutate_below(t->m, t->n)];

		if (g != f && g->wire == f->wire && g->kind == f->kind &&
		    (f->kind > PACKED || g->in == f->in || tries > 32))
			return g;
	}
	return NULL;
}

static void
give(struct field *to, const struct field *from)
{
	to->value = from->value;
	to->data = from->data;
	to->n = from->n;
	to->last = from->last;
}

static void
change_content(struct tree *t, struct field *f)
{
	if (f->wire == VARINT)
		f->value = number(t->m);
	else if (f->kind == PACKED)
		change_packed(t, f);
	else if ((f->in == NODE && (f->number == 4 || f->number == 7)) || (f->in == OPSET && f->number == 1))
		rename_operator(t, f);
	else if (f->in == ATTRIBUTE && f->number == 1)
		rename_attribute(t, f);
	else if (f->kind == BYTES && f->n)
		f->n = mutate_below(t->m, f->n);
}

static void
change(struct tree *t)
{
	struct field *f = &t->at[mutate_below(t->m, t->n)], *g = partner(t, f), was;

	switch (mutate_below(t->m, 10)) {
	case 0: f->times = 0; break;
	case 1: f->times += 1 + (unsigned)mutate_below(t->m, 3); break;
	case 2:
		if (f->in == GRAPH || f->in == NODE || f->in == SHAPE)
			f->number = (uint32_t)mutate_below(t->m, 16);
		break;
	case 3:
		was = *f;
		if (g) {
			give(f, g);
			give(g, &was);
		}
		break;
	case 4: case 5:
		if (g)
			give(f, g);
		break;
	default: change_content(t, f); break;
	}
}

static bool
open_tree(struct tree *t, struct field **last)
{
	t->at = malloc((FIELDS + 1) * sizeof(*t->at));
	t->pack = malloc(PACK * PACK);
	t->start = t->to = malloc(t->m->max);
	if (!t->at || !t->pack || !t->start || !parse(t, t->m->data, t->m->size, MODEL, last, 0))
		return false;
	t->to += t->m->max;
	return t->n > 0;
}

/* Written, unless last is NULL or it is too large; answers the size. */
static size_t
close_tree(struct tree *t, const struct field *last)
{
	size_t n = 0;

	write_fields(t, last, 0);
	if (last && !t->full) {
		n = t->m->size = (size_t)(t->start + t->m->max - t->to);
		memcpy(t->m->data, t->to, n);
	}
	free(t->at);
	free(t->pack);
	free(t->start);
	return n;
}

size_t
mutate_onnx(struct mutate *m)
{
	struct tree t = { .m = m };
	struct field *last;

	if (!open_tree(&t, &last))
		return close_tree(&t, NULL);
	for (size_t changes = 1 + mutate_below(m, 5); changes; changes--)
		change(&t);
	return close_tree(&t, last);
}

/* One of the first n fields gets what one of its kind behind them has. */
static void
take_over(struct tree *t, size_t n)
{
	struct field *f = &t->at[mutate_below(t->m, n)];
	const struct field *g = NULL;

	for (int tries = 0; tries < 64; tries++) {
		g = &t->at[n + mutate_below(t->m, t->n - n)];
		if (g->kind == f->kind && g->wire == f->wire && g->in == f->in)
			break;
	}
	if (g->kind == f->kind && g->wire == f->wire)
		give(f, g);
}

size_t
mutate_onnx_join(struct mutate *m, const uint8_t *other, size_t n)
{
	struct tree t = { .m = m };
	struct field *last, *others;
	size_t own;

	if (!open_tree(&t, &last))
		return close_tree(&t, NULL);
	own = t.n;
	if (!parse(&t, other, n, MODEL, &others, 0) || t.n == own)
		return close_tree(&t, NULL);
	for (size_t changes = 1 + mutate_below(m, 4); changes; changes--)
		take_over(&t, own);
	return close_tree(&t, last);
}
