/* attr.c -- attributes: numbers, texts, tensors, graphs, references */
#include <string.h>

#include "base/intern.h"
#include "base/table.h"
#include "front/onnx/onnx.h"

/* AttributeProto.AttributeType */
enum { A_UNDEFINED, A_FLOAT, A_INT, A_STRING, A_TENSOR, A_GRAPH, A_FLOATS, A_INTS, A_STRINGS, A_TENSORS,
       A_GRAPHS, A_SPARSE_TENSOR, A_SPARSE_TENSORS, A_TYPE_PROTO };

/* Fields of AttributeProto that are never decoded whole. */
enum { F_TENSOR = 5, F_GRAPH = 6, F_TENSORS = 10, F_GRAPHS = 11, F_DOC = 13, F_TYPES = 15, F_SPARSE = 22,
       F_SPARSES = 23 };

struct heavy {
	uint32_t number; /* 0: none seen */
	struct fc_range data;
};

static Onnx__AttributeProto *
decode(struct fc_onnx *o, struct fc_range r, struct heavy *heavy)
{
	struct fc_wire w = fc_wire_open(o->src, r);
	struct fc_str text = FC_STR(o->scratch);
	struct fc_wire_field f;

	fc_arena_reset(o->scratch);
	*heavy = (struct heavy){ 0 };
	while (fc_wire_next(&w, &f)) {
		switch (f.number) {
		case F_TENSOR: case F_GRAPH: case F_TENSORS: case F_GRAPHS: case F_SPARSE: case F_SPARSES:
			if (f.type == FC_WIRE_LEN && !heavy->number)
				*heavy = (struct heavy){ f.number, f.data };
			break;
		case F_DOC: case F_TYPES:
			break;
		default:
			if (!fc_onnx_copy(o, f.whole, &text))
				w.bad = true;
		}
	}
	if (w.bad)
		return NULL;
	return (Onnx__AttributeProto *)protobuf_c_message_unpack(
		&onnx__attribute_proto__descriptor, &o->alloc, text.size, (const uint8_t *)text.data);
}

/* Old files leave the type out: it follows from the field that is there. */
static int
type_of(const Onnx__AttributeProto *p, const struct heavy *h)
{
	if (p->has_type && p->type)
		return p->type;
	if (h->number)
		return h->number == F_TENSOR ? A_TENSOR : h->number == F_GRAPH ? A_GRAPH
		     : h->number == F_SPARSE ? A_SPARSE_TENSOR : A_UNDEFINED;
	return p->has_f ? A_FLOAT : p->has_i ? A_INT : p->has_s ? A_STRING : p->n_floats ? A_FLOATS
	     : p->n_ints ? A_INTS : p->n_strings ? A_STRINGS : A_UNDEFINED;
}

static void
ints(struct fc_onnx *o, const int64_t *v, size_t n, struct fc_attr *a)
{
	struct fc_dim *dim = FC_NEW_N(o->b->arena, struct fc_dim, n ? n : 1);

	for (size_t i = 0; i < n; i++)
		dim[i] = fc_dim_int(o->b->dims, v[i]);
	a->dim = dim;
	a->n = (unsigned)n;
}

static void
reals(struct fc_onnx *o, const float *v, size_t n, struct fc_attr *a)
{
	double *real = FC_NEW_N(o->b->arena, double, n ? n : 1);

	for (size_t i = 0; i < n; i++)
		real[i] = (double)v[i];
	a->real = real;
	a->n = (unsigned)n;
}

static void
texts(struct fc_onnx *o, const ProtobufCBinaryData *v, size_t n, struct fc_attr *a)
{
	const char **text = FC_NEW_N(o->b->arena, const char *, n ? n : 1);

	for (size_t i = 0; i < n; i++)
		text[i] = fc_onnx_text(o, v[i]);
	a->text = text;
	a->n = (unsigned)n;
}

static void
type(struct fc_onnx *o, const Onnx__TypeProto *p, struct fc_attr *a)
{
	struct fc_value *v = FC_NEW(o->b->arena, struct fc_value);

	v->name = "";
	v->type = fc_onnx_type(o, p, a->name, 0);
	a->value = v;
	a->n = 1;
}

static bool
tensor(struct fc_onnx *o, const struct heavy *h, bool sparse, struct fc_attr *a)
{
	a->n = 1;
	a->value = sparse ? fc_onnx_sparse(o, h->data, 0) : fc_onnx_tensor(o, h->data, 0);
	return a->value != NULL;
}

static const enum fc_attr_kind kinds[] = {
	[A_UNDEFINED] = FC_ATTR_OTHER,      [A_FLOAT] = FC_ATTR_REAL,      [A_INT] = FC_ATTR_INT,
	[A_STRING] = FC_ATTR_TEXT,          [A_TENSOR] = FC_ATTR_TENSOR,   [A_GRAPH] = FC_ATTR_GRAPH,
	[A_FLOATS] = FC_ATTR_REALS,         [A_INTS] = FC_ATTR_INTS,       [A_STRINGS] = FC_ATTR_TEXTS,
	[A_TENSORS] = FC_ATTR_OTHER,        [A_GRAPHS] = FC_ATTR_OTHER,    [A_SPARSE_TENSOR] = FC_ATTR_TENSOR,
	[A_SPARSE_TENSORS] = FC_ATTR_OTHER, [A_TYPE_PROTO] = FC_ATTR_TYPE,
};

static bool
fill(struct fc_onnx *o, const Onnx__AttributeProto *p, const struct heavy *h, struct fc_attr *a,
     struct fc_range_list *bodies)
{
	int t = type_of(p, h);

	a->kind = t >= 0 && t < (int)(sizeof(kinds) / sizeof(kinds[0])) ? kinds[t] : FC_ATTR_OTHER;
	switch (t) {
	case A_FLOAT: reals(o, &p->f, 1, a); break;
	case A_INT: ints(o, &p->i, 1, a); break;
	case A_STRING: texts(o, &p->s, 1, a); break;
	case A_FLOATS: reals(o, p->floats, p->n_floats, a); break;
	case A_INTS: ints(o, p->ints, p->n_ints, a); break;
	case A_STRINGS: texts(o, p->strings, p->n_strings, a); break;
	case A_TYPE_PROTO: type(o, p->tp, a); break;
	case A_TENSOR:
	case A_SPARSE_TENSOR:
		if (!h->number)
			a->kind = FC_ATTR_OTHER;
		return !h->number || tensor(o, h, t == A_SPARSE_TENSOR, a);
	case A_GRAPH:
		if (h->number != F_GRAPH) {
			a->kind = FC_ATTR_OTHER;
			break;
		}
		a->n = bodies->n;
		FC_VEC_PUSH(o->b->arena, bodies, h->data);
		break;
	default: break;
	}
	return true;
}

static const struct fc_attr *
given_attr(const struct fc_attr_list *given, const char *name)
{
	for (uint32_t i = 0; given && i < given->n; i++) {
		if (given->at[i].name == name)
			return &given->at[i];
	}
	return NULL;
}

bool
fc_onnx_attr(struct fc_onnx *o, struct fc_range r, const struct fc_attr_list *given, struct fc_draft *d,
             struct fc_range_list *bodies)
{
	struct heavy h;
	Onnx__AttributeProto *p = decode(o, r, &h);
	struct fc_attr a = { .kind = FC_ATTR_OTHER };

	if (!p)
		return fc_onnx_damaged(o, r.at, "attribute");
	a.name = fc_onnx_text(o, p->name);
	if (p->has_ref_attr_name && p->ref_attr_name.len) {
		const struct fc_attr *g = given_attr(given, fc_onnx_text(o, p->ref_attr_name));

		if (!g)
			return true; /* left out at the call: left out here */
		a.kind = g->kind;
		a.n = g->n;
		a.dim = g->dim;
	} else if (!fill(o, p, &h, &a, bodies)) {
		return false;
	}
	FC_VEC_PUSH(o->b->arena, &d->attr, a);
	return true;
}

/* --- all of a node ------------------------------------------------------------------------- */

enum { BYTES_MOST = 1024, LISTS_MOST = 4096 };

/* The bytes from the first attribute to the last, interned; NULL: too many, or not to be seen at once. */
static const char *
bytes_of(struct fc_onnx *o, const struct fc_range_list *attrs)
{
	uint64_t from = attrs->at[0].at, to = attrs->at[attrs->n - 1].at + attrs->at[attrs->n - 1].size;
	const uint8_t *p = to - from <= BYTES_MOST ? fc_source_view(o->src, from, (size_t)(to - from)) : NULL;

	return p ? fc_intern(o->attr_bytes, (const char *)p, (size_t)(to - from)) : NULL;
}

/* Tensors are values of their own, however equal. */
static bool
is_shared(const struct fc_draft *d)
{
	for (uint32_t i = 0; i < d->attr.n; i++) {
		if (d->attr.at[i].kind >= FC_ATTR_TENSOR)
			return false;
	}
	return true;
}

static void
learn(struct fc_onnx *o, const char *bytes, const struct fc_draft *d)
{
	struct fc_attr_list *list = FC_NEW(o->heads, struct fc_attr_list);

	for (uint32_t i = 0; i < d->attr.n; i++)
		FC_VEC_PUSH(o->heads, list, d->attr.at[i]);
	fc_table_set(o->attr_lists, bytes, list);
	o->n_attr_lists++;
}

bool
fc_onnx_attrs(struct fc_onnx *o, const struct fc_range_list *attrs, const struct fc_attr_list *given,
              struct fc_draft *d, struct fc_range_list *bodies)
{
	bool keep = attrs->n && !given && o->n_attr_lists < LISTS_MOST;
	const char *bytes = keep ? bytes_of(o, attrs) : NULL;
	const struct fc_attr_list *known = bytes ? fc_table_find(o->attr_lists, bytes) : NULL;

	for (uint32_t i = 0; known && i < known->n; i++)
		FC_VEC_PUSH(o->b->arena, &d->attr, known->at[i]);
	for (uint32_t i = 0; !known && i < attrs->n; i++) {
		if (!fc_onnx_attr(o, attrs->at[i], given, d, bodies))
			return false;
	}
	if (bytes && !known && is_shared(d))
		learn(o, bytes, d);
	return true;
}
