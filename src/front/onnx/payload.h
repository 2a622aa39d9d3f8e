/* payload.h -- a tensor's header and the measure of its payload */
#ifndef FC_FRONT_ONNX_PAYLOAD_H
#define FC_FRONT_ONNX_PAYLOAD_H

#include "front/onnx/onnx.h"

struct fc_onnx_payload {
	int64_t dims[FC_LIMIT_RANK];
	unsigned rank;
	int32_t type;              /* DataType */
	enum fc_dtype dtype;
	const char *name;
	bool external;
	const char *external_file; /* NULL: not said, or outside of the model's folder */
	uint64_t external_offset, external_length;  /* 0: not said */
	uint32_t field;            /* number of the payload's field; 0: none */
	uint64_t bytes;            /* of payload in the file */
	struct fc_range data;      /* of the (first) payload field */
	bool packed;
	int64_t elements;          /* product of dims; -1: overflow or negative */
};

/* Read the header of the TensorProto in r and measure its payload. false after a diagnostic. */
bool fc_onnx_payload(struct fc_onnx *o, struct fc_range r, struct fc_onnx_payload *p);

/* The first n elements of the payload, as scalars; false when they are not there. */
bool fc_onnx_payload_values(struct fc_onnx *o, const struct fc_onnx_payload *p, struct fc_scalar *at,
                            unsigned n);

#endif
