/* device.h -- machines by their ceilings: operations a second, bytes a second */
#ifndef FC_RESULT_DEVICE_H
#define FC_RESULT_DEVICE_H

#include "base/json_read.h"
#include "base/json_write.h"
#include "dim/dtype.h"

struct fc_arena;

#define FC_DEVICE_SCHEMA "flopcount.device/1"

struct fc_device {
	const char *name;   /* "a100-80" */
	const char *title;  /* "NVIDIA A100 80GB (SXM)" */
	const char *source; /* where the figures come from */
	double peak[FC_DTYPE_COUNT]; /* operations a second, a multiply-add two; 0: not told */
	double bandwidth;            /* of the memory, bytes a second */
	double cache_bandwidth;      /* 0: not told */
	int64_t cache;               /* bytes of the last cache; 0: not told */
};

/* The i-th of the table, sorted by name; false past its end. */
bool fc_device_at(size_t i, struct fc_device *out);
bool fc_device_find(const char *name, struct fc_device *out);

/*
 * The peak for products of a and b: the type's own, else that of its like (uint8 is
 * int8), else of the next wider one of its class that is told. A float with an integer
 * is computed as the float. 0: not known.
 */
double fc_device_peak(const struct fc_device *d, enum fc_dtype a, enum fc_dtype b);

/* The peak for what is no product: float32's, else the largest. */
double fc_device_vector(const struct fc_device *d);

/* Read a file of FC_DEVICE_SCHEMA; texts on a. NULL, or what is wrong with it. */
const char *fc_device_read(struct fc_arena *a, const char *text, size_t size, struct fc_device *out);

/* As such a file. compact: on one line. */
void fc_device_write(struct fc_json *j, const struct fc_device *d, bool compact);

#endif
