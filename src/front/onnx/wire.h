/*
 * wire.h -- the protobuf wire format, walked field by field through the source's window
 *
 * Nothing is decoded that is not asked for: a payload of gigabytes is one
 * offset and one size. https://protobuf.dev/programming-guides/encoding/
 */
#ifndef FC_FRONT_ONNX_WIRE_H
#define FC_FRONT_ONNX_WIRE_H

#include <protobuf-c/protobuf-c.h>

#include "base/source.h"
#include "base/str.h"

/* A range of the file that holds one message. */
struct fc_range {
	uint64_t at, size;
};

struct fc_wire {
	struct fc_source *src;
	uint64_t at, end;
	bool bad; /* damaged or short; sticks */
	bool cut; /* ... because the file ends before a field does */
};

enum fc_wire_type { FC_WIRE_VARINT = 0, FC_WIRE_I64 = 1, FC_WIRE_LEN = 2, FC_WIRE_I32 = 5 };

struct fc_wire_field {
	uint32_t number;
	uint8_t type;
	uint64_t value;          /* varint, fixed */
	struct fc_range data;    /* of a LEN field: without tag and length */
	struct fc_range whole;   /* with them */
};

struct fc_wire fc_wire_open(struct fc_source *src, struct fc_range r);

/* The next field; false at the end, and when the bytes are no message (then bad is set). */
bool fc_wire_next(struct fc_wire *w, struct fc_wire_field *f);

/* Append the bytes of r to out; false when they cannot be read or are too many. */
bool fc_wire_copy(struct fc_source *src, struct fc_range r, struct fc_str *out);

/* The next varint of a packed field's payload. */
bool fc_wire_varint(struct fc_wire *w, uint64_t *out);

/* A protobuf-c allocator over an arena that is reset later. */
ProtobufCAllocator fc_wire_allocator(struct fc_arena *a);

#endif
