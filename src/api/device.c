/* device.c -- devices by name or from JSON, and their table */
#include "api/handle.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/human.h"
#include "base/json_write.h"
#include "base/str.h"
#include "timer/measure.h"

struct device_args {
	struct flopcount_device *device;
	const char *name;
	const struct flopcount_bytes *json;
	const char *fault;
};

static int
device_make(void *args)
{
	struct device_args *a = args;

	if (!a->json)
		return fc_device_find(a->name, &a->device->d) ? FLOPCOUNT_OK : FLOPCOUNT_E_NOT_FOUND;
	a->fault = fc_device_read(fc_arena_new(&a->device->heap), a->json->data, a->json->size,
	                          &a->device->d);
	return a->fault ? FLOPCOUNT_E_FORMAT : FLOPCOUNT_OK;
}

int
flopcount_device_new(struct flopcount_device **out, const char *name, const struct flopcount_bytes *json,
                     const char **fault)
{
	struct device_args a = { .name = name, .json = json };
	int status;

	if (!out || (!name && !json) || (json && !json->data))
		return FLOPCOUNT_E_ARGUMENT;
	a.device = calloc(1, sizeof(*a.device));
	if (!a.device)
		return FLOPCOUNT_E_MEMORY;
	status = fc_api_guard(&a.device->heap, device_make, &a);
	if (!status) {
		*out = a.device;
		return FLOPCOUNT_OK;
	}
	if (fault && status == FLOPCOUNT_E_FORMAT)
		*fault = a.fault;
	flopcount_device_free(a.device);
	return status;
}

void
flopcount_device_free(struct flopcount_device *device)
{
	if (!device)
		return;
	fc_heap_done(&device->heap);
	free(device);
}

static void
put_rate(struct fc_out *out, double v)
{
	char text[FC_HUMAN_SIZE] = "-";

	if (v > 0)
		fc_human_count((int64_t)(v + 0.5), text);
	fc_out_printf(out, " %8s", text);
}

static void
put_table(struct fc_out *out)
{
	struct fc_device d;
	char cache[FC_HUMAN_SIZE];

	fc_out_printf(out, "%-16s %8s %8s %8s %8s %8s %9s  %s\n", "device", "float32", "float16", "bfloat16",
	              "int8", "bytes/s", "cache", "what it is, and where the figures are from");
	for (size_t i = 0; fc_device_at(i, &d); i++) {
		fc_out_printf(out, "%-16s", d.name);
		put_rate(out, d.peak[FC_DTYPE_FLOAT32]);
		put_rate(out, d.peak[FC_DTYPE_FLOAT16]);
		put_rate(out, d.peak[FC_DTYPE_BFLOAT16]);
		put_rate(out, d.peak[FC_DTYPE_INT8]);
		put_rate(out, d.bandwidth);
		fc_human_bytes(d.cache, cache);
		fc_out_printf(out, " %9s  %s: %s\n", d.cache ? cache : "-", d.title, d.source);
	}
}

static int
write_device(const struct fc_device *d, struct flopcount_sink sink)
{
	struct fc_json j;
	struct fc_out out;

	fc_out_init(&out, fc_api_sink, &sink);
	fc_json_init(&j, &out, 2);
	fc_device_write(&j, d, false);
	fc_out_putc(&out, '\n');
	return fc_out_flush(&out) ? FLOPCOUNT_OK : FLOPCOUNT_E_IO;
}

int
flopcount_device_measure(unsigned threads, flopcount_write_fn write, void *user)
{
	char title[64], source[160];
	struct fc_device d = { .name = "measured", .title = title, .source = source };
	struct fc_measured m;

	if (!write)
		return FLOPCOUNT_E_ARGUMENT;
	if (!fc_measure(&m, threads))
		return FLOPCOUNT_E_MEMORY;
	snprintf(title, sizeof(title), "this machine, %u thread%s", m.threads, m.threads == 1 ? "" : "s");
	snprintf(source, sizeof(source),
	         "flopcount device measure: float32 multiply-adds with %s, triad over %zu MiB, "
	         "the best of several", m.kernel, m.triad_bytes >> 20);
	d.peak[FC_DTYPE_FLOAT32] = m.flops;
	d.bandwidth = m.bandwidth;
	return write_device(&d, (struct flopcount_sink){ write, user });
}

int
flopcount_devices(const char *name, flopcount_write_fn write, void *user)
{
	struct flopcount_sink sink = { write, user };
	struct fc_device d;
	struct fc_out out;

	if (!write)
		return FLOPCOUNT_E_ARGUMENT;
	if (name)
		return fc_device_find(name, &d) ? write_device(&d, sink) : FLOPCOUNT_E_NOT_FOUND;
	fc_out_init(&out, fc_api_sink, &sink);
	put_table(&out);
	return fc_out_flush(&out) ? FLOPCOUNT_OK : FLOPCOUNT_E_IO;
}
