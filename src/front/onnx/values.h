/* values.h -- the values that nodes of the model, of a body or of a function can name */
#ifndef FC_FRONT_ONNX_VALUES_H
#define FC_FRONT_ONNX_VALUES_H

#include "front/onnx/onnx.h"

/* None yet. Those of the model, of which there are most, are kept beside the names. */
struct fc_onnx_values *fc_onnx_values_new(struct fc_onnx *o, bool of_model);

/* name is interned. */
struct fc_value *fc_onnx_values_find(const struct fc_onnx_values *s, const char *name);
void fc_onnx_values_set(struct fc_onnx_values *s, const char *name, struct fc_value *v);

/* The same, and outwards from there. */
struct fc_value *fc_onnx_find(const struct fc_onnx_names *names, const char *name);

#endif
