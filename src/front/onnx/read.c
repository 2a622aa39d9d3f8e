/* read.c -- a ModelProto: heads first, then the graph */
#include <string.h>

#include "base/intern.h"
#include "base/table.h"
#include "front/front.h"
#include "front/onnx/onnx.h"

enum { F_IR_VERSION = 1, F_PRODUCER = 2, F_PRODUCER_VERSION = 3, F_GRAPH = 7, F_OPSET = 8, F_FUNCTION = 25,
       IR_NEWEST = 14 };

const char *
fc_onnx_text(struct fc_onnx *o, ProtobufCBinaryData d)
{
	return fc_intern(o->b->names, d.data ? (const char *)d.data : "", d.data ? d.len : 0);
}

bool
fc_onnx_copy(struct fc_onnx *o, struct fc_range r, struct fc_str *out)
{
	uint64_t most = o->b->limits.message;

	if (r.size <= most)
		return fc_wire_copy(o->src, r, out);
	o->failed = true;
	return fc_fail(o->b->diags, FC_E_LIMIT, (struct fc_where){ .byte = r.at },
	               "message of %llu bytes at byte %llu is longer than %llu (limit 'message')",
	               (unsigned long long)r.size, (unsigned long long)r.at, (unsigned long long)most);
}

bool
fc_onnx_text_at(struct fc_onnx *o, struct fc_range r, const char **out)
{
	struct fc_str s = FC_STR(o->scratch);
	const uint8_t *p;

	if (r.size <= FC_LIMIT_WINDOW) {
		p = fc_source_view(o->src, r.at, (size_t)r.size);
		if (p)
			*out = fc_intern(o->b->names, (const char *)p, (size_t)r.size);
		return p;
	}
	if (!fc_onnx_copy(o, r, &s))
		return false;
	*out = fc_intern(o->b->names, s.data, s.size);
	return true;
}

bool
fc_onnx_damaged(struct fc_onnx *o, uint64_t at, const char *what)
{
	if (o->failed)
		return false;
	o->failed = true;
	if (fc_source_errno(o->src))
		return fc_fail(o->b->diags, FC_E_OPEN, (struct fc_where){ .byte = at }, "cannot read: %s",
		               strerror(fc_source_errno(o->src)));
	return fc_fail(o->b->diags, FC_E_CORRUPT, (struct fc_where){ .byte = at },
	               "%s at byte %llu is damaged or cut short", what, (unsigned long long)at);
}

void *
fc_onnx_decode(struct fc_onnx *o, const ProtobufCMessageDescriptor *of, struct fc_range r)
{
	struct fc_str text = FC_STR(o->scratch);

	if (!fc_onnx_copy(o, r, &text))
		return NULL;
	return protobuf_c_message_unpack(of, &o->alloc, text.size, (const uint8_t *)text.data);
}

bool
fc_onnx_opset(struct fc_onnx *o, struct fc_range r, struct fc_opset_list *out)
{
	Onnx__OperatorSetIdProto *p;
	struct fc_opset opset;

	fc_arena_reset(o->scratch);
	p = fc_onnx_decode(o, &onnx__operator_set_id_proto__descriptor, r);
	if (!p)
		return fc_onnx_damaged(o, r.at, "opset");
	opset.domain = fc_intern_text(o->b->names, p->domain && *p->domain ? p->domain : "ai.onnx");
	opset.version = p->version;
	FC_VEC_PUSH(o->b->arena, out, opset);
	return true;
}

struct head {
	struct fc_range graph;
	const char *producer, *version;
	bool has_graph;
};

static const char *
short_text(struct fc_onnx *o, struct fc_range r)
{
	struct fc_str s = FC_STR(o->b->arena);

	return r.size < 256 && fc_wire_copy(o->src, r, &s) ? s.data : "";
}

static bool
model_field(struct fc_onnx *o, const struct fc_wire_field *f, struct head *h, struct fc_opset_list *opsets)
{
	if (f->number == F_IR_VERSION && f->type == FC_WIRE_VARINT)
		o->b->info.ir_version = (int64_t)f->value;
	if (f->type != FC_WIRE_LEN)
		return true;
	switch (f->number) {
	case F_PRODUCER: h->producer = short_text(o, f->data); break;
	case F_PRODUCER_VERSION: h->version = short_text(o, f->data); break;
	case F_OPSET: return fc_onnx_opset(o, f->data, opsets);
	case F_FUNCTION: return fc_onnx_function(o, f->data);
	case F_GRAPH:
		h->graph = f->data;
		h->has_graph = true;
		break;
	default: break;
	}
	return true;
}

static void
info(struct fc_onnx *o, const struct head *h, const struct fc_opset_list *opsets)
{
	struct fc_str s = FC_STR(o->b->arena);

	fc_str_puts(&s, h->producer);
	if (*h->version)
		fc_str_printf(&s, "%s%s", *h->producer ? " " : "", h->version);
	o->b->info.producer = fc_intern(o->b->names, s.data, s.size);
	o->b->info.opsets = *opsets;
	if (o->b->info.ir_version > IR_NEWEST)
		fc_diag_add(o->b->diags, FC_E_IR_VERSION, (struct fc_where){ 0 },
		            "IR version %lld is newer than %d, the newest known",
		            (long long)o->b->info.ir_version, IR_NEWEST);
}

static bool
model(struct fc_onnx *o)
{
	struct fc_wire w = fc_wire_open(o->src, (struct fc_range){ 0, fc_source_size(o->src) });
	struct fc_opset_list opsets = { 0 };
	struct head h = { .producer = "", .version = "" };
	struct fc_wire_field f;

	while (fc_wire_next(&w, &f)) {
		if (!model_field(o, &f, &h, &opsets))
			return false;
	}
	if (w.cut && !fc_source_errno(o->src)) {
		o->failed = true;
		return fc_fail(o->b->diags, FC_E_TRUNCATED, (struct fc_where){ .byte = w.at },
		               "file ends at byte %llu, inside a field that goes on",
		               (unsigned long long)w.end);
	}
	if (w.bad)
		return fc_onnx_damaged(o, w.at, "model");
	if (!h.has_graph) {
		o->failed = true;
		return fc_fail(o->b->diags, FC_E_NOT_A_MODEL, (struct fc_where){ 0 }, "file holds no graph");
	}
	info(o, &h, &opsets);
	o->opsets = &o->b->info.opsets;
	return fc_onnx_graph(o, h.graph, o->opsets);
}

static bool
read_model(struct fc_source *src, struct fc_builder *b, const struct fc_front_options *options)
{
	struct fc_onnx o = { .src = src, .b = b };
	bool ok;

	(void)options;
	o.scratch = fc_arena_new(fc_arena_heap(b->arena));
	o.heads = fc_arena_new(fc_arena_heap(b->arena));
	o.alloc = fc_wire_allocator(o.scratch);
	o.binds = fc_table_new(o.heads);
	o.paths = fc_onnx_paths_new(o.heads);
	o.attr_bytes = fc_intern_new(o.heads);
	o.attr_lists = fc_table_new(o.heads);
	o.none = fc_intern_text(b->names, "");
	o.standard = fc_intern_text(b->names, "ai.onnx");
	o.constant = fc_intern_text(b->names, "Constant");
	o.crosscheck = !b->hooks.overridden || !b->hooks.overridden(b);
	b->info.format = "onnx";
	b->info.file_bytes = fc_source_size(src);
	ok = model(&o);
	fc_arena_free(o.scratch);
	fc_arena_free(o.heads);
	return ok;
}

/*
 * A ModelProto has no magic: its fields, walked to the end, must be those of a
 * model, and one of them the graph. A damaged tail still counts as one.
 */
static int
probe(struct fc_source *s)
{
	struct fc_wire w = fc_wire_open(s, (struct fc_range){ 0, fc_source_size(s) });
	struct fc_wire_field f;
	int score = 0;

	while (fc_wire_next(&w, &f)) {
		bool known =
		    f.number <= 8 || f.number == 14 || f.number == 20 || f.number == 25 || f.number == 26;
		bool varint = f.number == F_IR_VERSION || f.number == 5;

		if (!known || (f.type == FC_WIRE_VARINT) != varint || (!varint && f.type != FC_WIRE_LEN))
			return 0;
		score += f.number == F_GRAPH ? 60 : f.number == F_IR_VERSION ? 20 : 5;
	}
	if (w.bad)
		return score >= 20 ? 40 : 0;
	return score > 100 ? 100 : score;
}

const struct fc_front fc_front_onnx = { .name = "onnx", .probe = probe, .read = read_model };
