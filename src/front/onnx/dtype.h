/* dtype.h -- ONNX's numbers for element types */
#ifndef FC_FRONT_ONNX_DTYPE_H
#define FC_FRONT_ONNX_DTYPE_H

#include <stdint.h>

#include "dim/dtype.h"
#include "front/draft.h"

/* TensorProto.DataType as an element type; unknown when it is none. */
enum fc_dtype fc_onnx_dtype(int64_t number);

/*
 * Canonical rows hold an element type as text ("float32"), so that every
 * dialect's numbering ends at its front-end. Attribute name, when it is an
 * integer, becomes that text; "undefined" when the number is none.
 */
void fc_onnx_attr_dtype(struct fc_draft *d, const char *name);

#endif
