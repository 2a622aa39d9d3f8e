/* runtime.h -- what a runtime does for the timer; a plug-in answers the same table */
#ifndef FC_TIMER_RUNTIME_H
#define FC_TIMER_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

enum fc_runtime_status {
	FC_RUNTIME_OK,
	FC_RUNTIME_ABSENT,   /* no library, or none that can be used */
	FC_RUNTIME_NOT_HERE, /* the library has no such provider */
	FC_RUNTIME_REJECTED, /* the runtime says no to the model or its inputs */
	FC_RUNTIME_MEMORY
};

struct fc_runtime_fault {
	char text[1024]; /* one line */
};

/* A tensor that the caller holds. type as TensorProto.DataType of the ONNX standard numbers them. */
struct fc_runtime_tensor {
	const char *name;
	int type;
	const int64_t *dim;
	size_t rank;
	void *data;
	size_t bytes;
};

enum fc_runtime_effort { FC_RUNTIME_NONE, FC_RUNTIME_BASIC, FC_RUNTIME_EXTENDED, FC_RUNTIME_ALL };

struct fc_runtime_load {
	const char *path;
	const char *method;   /* NULL: forward */
	const char *provider; /* "cpu" */
	unsigned device, threads; /* threads 0: the runtime's own choice */
	enum fc_runtime_effort effort;
	const char *profile;   /* where the names of profile files begin; NULL: none is written */
	const char *optimized; /* where the graph that really runs is written; NULL: nowhere */
	const struct fc_runtime_tensor *weight; /* what the file lacks; names as struct fc_apart has them */
	size_t n_weight;
	const char *weights;   /* file beside optimized that its stored tensors go to; NULL: into it */
};

enum { FC_RUNTIME_VERSION = 2 }; /* of the table */

/* Each call answers an enum fc_runtime_status, with a fault that says what is wrong. */
struct fc_runtime {
	unsigned version; /* FC_RUNTIME_VERSION */
	const char *name;
	/* *out belongs to the caller, who closes it, after a failure too when it is set. */
	int (*open)(void **out, const char *library, struct fc_runtime_fault *fault);
	const char *(*release)(void *self);               /* "1.22.0" */
	const char *(*remark)(void *self);                /* what slows it down here; NULL: nothing */
	const char *(*provider_at)(void *self, size_t i); /* NULL past the end */
	int (*load)(void *self, const struct fc_runtime_load *load, struct fc_runtime_fault *fault);
	/* The tensors stay where they are until close. */
	int (*bind)(void *self, const struct fc_runtime_tensor *in, size_t n, struct fc_runtime_fault *fault);
	int (*run)(void *self, struct fc_runtime_fault *fault);
	void (*close)(void *self);
};

extern const struct fc_runtime fc_runtime_ort;

#endif
