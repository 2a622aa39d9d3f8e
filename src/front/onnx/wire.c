/* wire.c -- walking the protobuf wire format */
#include "front/onnx/wire.h"

#include "base/arena.h"
#include "base/limits.h"

struct fc_wire
fc_wire_open(struct fc_source *src, struct fc_range r)
{
	return (struct fc_wire){ .src = src, .at = r.at, .end = r.at + r.size };
}

static bool
damaged(struct fc_wire *w)
{
	w->bad = true;
	return false;
}

enum { VARINT = 10 }; /* bytes at most */

static unsigned
long_varint(const uint8_t *p, unsigned n, uint64_t *out)
{
	uint64_t v = 0;

	for (unsigned i = 0; i < n && i < VARINT; i++) {
		v |= (uint64_t)(p[i] & 0x7f) << (7 * i);
		if (!(p[i] & 0x80)) {
			*out = v;
			return i + 1;
		}
	}
	return 0;
}

/* The varint at p, of n bytes at most; how many it takes, 0: it does not end. Nearly all take one. */
static inline unsigned
varint(const uint8_t *p, unsigned n, uint64_t *out)
{
	if (!n || *p & 0x80)
		return long_varint(p, n, out);
	*out = *p;
	return 1;
}

bool
fc_wire_varint(struct fc_wire *w, uint64_t *out)
{
	uint64_t left = w->end - w->at;
	unsigned n = left < VARINT ? (unsigned)left : VARINT, size;
	const uint8_t *p;

	if (!n)
		return false;
	p = fc_source_view(w->src, w->at, n);
	size = p ? varint(p, n, out) : 0;
	w->at += size;
	return size || damaged(w);
}

static bool
fixed(struct fc_wire *w, unsigned n, uint64_t *out)
{
	const uint8_t *p = w->end - w->at < n ? NULL : fc_source_view(w->src, w->at, n);

	if (!p)
		return damaged(w);
	*out = 0;
	for (unsigned i = 0; i < n; i++)
		*out |= (uint64_t)p[i] << (8 * i);
	w->at += n;
	return true;
}

static bool
length(struct fc_wire *w, struct fc_wire_field *f, uint64_t n)
{
	if (n > w->end - w->at) {
		w->cut = w->end == fc_source_size(w->src);
		return damaged(w);
	}
	f->data = (struct fc_range){ w->at, n };
	w->at += n;
	return true;
}

bool
fc_wire_next(struct fc_wire *w, struct fc_wire_field *f)
{
	uint64_t tag, second = 0, start = w->at, left = w->end - w->at;
	unsigned n = left < 2 * VARINT ? (unsigned)left : 2 * VARINT, size;
	const uint8_t *p;
	bool ok = false;

	if (w->bad || w->at >= w->end)
		return false;
	p = fc_source_view(w->src, w->at, n); /* the tag, and the value or length behind it */
	size = p ? varint(p, n, &tag) : 0;
	w->at += size;
	if (!size || tag >> 32 || tag < 8)
		return damaged(w);
	f->number = (uint32_t)(tag >> 3);
	f->type = tag & 7;
	if (f->type == FC_WIRE_VARINT || f->type == FC_WIRE_LEN) {
		n = varint(p + size, n - size, &second);
		w->at += n;
		if (!n)
			return damaged(w);
	}
	if (f->type == FC_WIRE_VARINT) {
		f->value = second;
		ok = true;
	} else if (f->type == FC_WIRE_LEN) {
		ok = length(w, f, second);
	} else if (f->type == FC_WIRE_I64 || f->type == FC_WIRE_I32) {
		ok = fixed(w, f->type == FC_WIRE_I64 ? 8 : 4, &f->value);
	} else {
		return damaged(w);
	}
	f->whole = (struct fc_range){ start, w->at - start };
	return ok;
}

bool
fc_wire_copy(struct fc_source *src, struct fc_range r, struct fc_str *out)
{
	while (r.size) {
		size_t n = r.size < FC_LIMIT_WINDOW ? (size_t)r.size : FC_LIMIT_WINDOW;
		const uint8_t *p = fc_source_view(src, r.at, n);

		if (!p)
			return false;
		fc_str_add(out, (const char *)p, n);
		r.at += n;
		r.size -= n;
	}
	return true;
}

static void *
take(void *arena, size_t n)
{
	return fc_arena_take(arena, n, 1);
}

static void
leave(void *arena, void *p)
{
	(void)arena;
	(void)p;
}

ProtobufCAllocator
fc_wire_allocator(struct fc_arena *a)
{
	return (ProtobufCAllocator){ .alloc = take, .free = leave, .allocator_data = a };
}
