/* front.h -- what a front-end is: files into graphs */
#ifndef FC_FRONT_FRONT_H
#define FC_FRONT_FRONT_H

#include "base/source.h"
#include "ir/builder.h"

struct fc_front_options {
	const char *method; /* TorchScript: NULL is forward */
};

struct fc_front {
	const char *name; /* "onnx" */
	/* Does the content look like this format? Confidence 0 (no) to 100. Never by name. */
	int (*probe)(struct fc_source *s);
	/* Fill b->graph and b->info. false: no usable graph, after a diagnostic. */
	bool (*read)(struct fc_source *s, struct fc_builder *b, const struct fc_front_options *o);
};

/* The front-end for s; NULL after a diagnostic that names what the file is (gzip, LFS pointer, PNG ...). */
const struct fc_front *fc_front_find(struct fc_source *s, struct fc_diags *d);

extern const struct fc_front fc_front_onnx, fc_front_torchscript;

/* Walk the binding tables, for `ops` and tests; false past the end. */
struct fc_front_binding {
	const char *front;  /* "onnx" */
	const char *domain; /* "ai.onnx" */
	const char *name;   /* as files of that format spell it */
	const char *op;     /* canonical name */
	int since;
};
bool fc_front_binding_at(size_t i, struct fc_front_binding *out);

/* A row of that name, the newest; false: no front-end knows it. */
bool fc_front_binding_find(const char *domain, const char *name, struct fc_front_binding *out);

#endif
