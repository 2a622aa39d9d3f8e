/* ort.c -- ONNX Runtime behind the runtime's table, opened at run time */
#include "timer/runtime.h"

#include "timer/ort_api.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Values of its enumerations. */
enum { LOG_FATAL = 4, ARENA_ALLOCATOR = 1, MEMORY_DEFAULT = 0 };

struct ort {
	void *library;
	const struct fc_ort_base *base;
	struct fc_ort_api api;
	void *env, *session, *memory, *allocator;
	char **provider;
	int n_provider;
	char **in, **out;     /* names, the allocator's */
	size_t n_in, n_out;
	void **value, **result; /* n_in, n_out */
};

static int
fail(struct fc_runtime_fault *f, int status, const char *what, const char *why)
{
	snprintf(f->text, sizeof(f->text), "%s%s%s", what, why ? ": " : "", why ? why : "");
	for (char *p = f->text; *p; p++) {
		if (*p == '\n')
			*p = ' ';
	}
	return status;
}

/* A status of the library into ours; it is released. */
static int
check(struct ort *o, void *status, struct fc_runtime_fault *f)
{
	const char *text;
	int answer = FC_RUNTIME_REJECTED;

	if (!status)
		return FC_RUNTIME_OK;
	text = o->api.GetErrorMessage(status);
	if (strstr(text, "bad_alloc") || strstr(text, "allocate memory") || strstr(text, "out of memory"))
		answer = FC_RUNTIME_MEMORY;
	fail(f, answer, "ONNX Runtime", text);
	o->api.ReleaseStatus(status);
	return answer;
}

/* A pointer of the table is a function; C has no cast from one to the other. */
static void
take_slots(struct fc_ort_api *api, const void *table)
{
#define FC_ORT_TAKE(place, name, answer, parameters) \
	memcpy(&api->name, (const char *)table + (place) * sizeof(void *), sizeof(api->name));
	FC_ORT_SLOTS(FC_ORT_TAKE)
#undef FC_ORT_TAKE
}

/* The loader tells in words alone that memory ran out. */
static int
fail_open(struct fc_runtime_fault *f, const char *why)
{
	bool memory = strstr(why, "Cannot allocate memory") || strstr(why, "failed to map segment");

	return fail(f, memory ? FC_RUNTIME_MEMORY : FC_RUNTIME_ABSENT, "cannot open", why);
}

static int
ort_open(void **out, const char *library, struct fc_runtime_fault *f)
{
	struct ort *o = calloc(1, sizeof(*o));
	const struct fc_ort_base *(*get)(void) = NULL;
	const void *table;
	void *symbol;
	int status;

	if (!o)
		return fail(f, FC_RUNTIME_MEMORY, "no room for what the runtime is told", NULL);
	*out = o;
	o->library = dlopen(library, RTLD_NOW | RTLD_LOCAL);
	if (!o->library)
		return fail_open(f, dlerror());
	symbol = dlsym(o->library, "OrtGetApiBase");
	if (!symbol)
		return fail(f, FC_RUNTIME_ABSENT, library, "it is no ONNX Runtime");
	memcpy(&get, &symbol, sizeof(get));
	o->base = get();
	table = o->base ? o->base->api(FC_ORT_VERSION) : NULL;
	if (!table)
		return fail(f, FC_RUNTIME_ABSENT, library, "it is older than ONNX Runtime 1.12");
	take_slots(&o->api, table);
	status = check(o, o->api.CreateEnv(LOG_FATAL, "flopcount", &o->env), f);
	if (!status)
		status = check(o, o->api.DisableTelemetryEvents(o->env), f);
	if (!status)
		status = check(o, o->api.GetAllocatorWithDefaultOptions(&o->allocator), f);
	if (!status)
		status = check(o, o->api.CreateCpuMemoryInfo(ARENA_ALLOCATOR, MEMORY_DEFAULT, &o->memory), f);
	if (!status)
		status = check(o, o->api.GetAvailableProviders(&o->provider, &o->n_provider), f);
	return status;
}

static const char *
ort_release(void *self)
{
	return ((struct ort *)self)->base->version();
}

static const char *
ort_remark(void *self)
{
	(void)self;
	return NULL;
}

static const char *
ort_provider_at(void *self, size_t i)
{
	struct ort *o = self;

	return i < (size_t)o->n_provider ? o->provider[i] : NULL;
}

/* "cuda" is CUDAExecutionProvider; case does not matter. */
static const char *
find_provider(const struct ort *o, const char *name)
{
	size_t n = strlen(name);

	for (int i = 0; i < o->n_provider; i++) {
		const char *full = o->provider[i];
		size_t k = 0;

		while (k < n && (full[k] | 0x20) == (name[k] | 0x20))
			k++;
		if (k == n && (!full[k] || !strcmp(full + k, "ExecutionProvider")))
			return full;
	}
	return NULL;
}

static void *
append_cuda(struct ort *o, void *options, const char *device)
{
	static const char *const key[] = { "device_id" };
	void *p = NULL;
	void *status = o->api.CreateCUDAProviderOptions(&p);

	if (!status)
		status = o->api.UpdateCUDAProviderOptions(p, key, &device, 1);
	if (!status)
		status = o->api.SessionOptionsAppendExecutionProvider_CUDA_V2(options, p);
	if (p)
		o->api.ReleaseCUDAProviderOptions(p);
	return status;
}

static void *
append_tensorrt(struct ort *o, void *options, const char *device)
{
	static const char *const key[] = { "device_id" };
	void *p = NULL;
	void *status = o->api.CreateTensorRTProviderOptions(&p);

	if (!status)
		status = o->api.UpdateTensorRTProviderOptions(p, key, &device, 1);
	if (!status)
		status = o->api.SessionOptionsAppendExecutionProvider_TensorRT_V2(options, p);
	if (p)
		o->api.ReleaseTensorRTProviderOptions(p);
	return status;
}

static int
append_provider(struct ort *o, void *options, const struct fc_runtime_load *load, struct fc_runtime_fault *f)
{
	const char *full = find_provider(o, load->provider);
	char device[16], name[64];
	void *status;

	if (!full) {
		snprintf(f->text, sizeof(f->text), "this ONNX Runtime has no provider '%s'", load->provider);
		return FC_RUNTIME_NOT_HERE;
	}
	snprintf(device, sizeof(device), "%u", load->device);
	if (!strcmp(full, "CPUExecutionProvider"))
		return FC_RUNTIME_OK;
	if (!strcmp(full, "CUDAExecutionProvider")) {
		status = append_cuda(o, options, device);
	} else if (!strcmp(full, "TensorrtExecutionProvider")) {
		status = append_tensorrt(o, options, device);
	} else {
		const char *end = strstr(full, "ExecutionProvider");

		snprintf(name, sizeof(name), "%.*s", end ? (int)(end - full) : 32, full);
		status = o->api.SessionOptionsAppendExecutionProvider(options, name, NULL, NULL, 0);
	}
	return check(o, status, f) ? FC_RUNTIME_NOT_HERE : FC_RUNTIME_OK;
}

static int
set_options(struct ort *o, void *options, const struct fc_runtime_load *load, struct fc_runtime_fault *f)
{
	static const char external_weights[] = "session.optimized_model_external_initializers_file_name";
	static const int level[] = { 0, 1, 2, 99 };
	int status = append_provider(o, options, load, f);

	if (!status)
		status = check(o, o->api.SetSessionLogSeverityLevel(options, LOG_FATAL), f);
	if (!status)
		status = check(o, o->api.SetSessionGraphOptimizationLevel(options, level[load->effort]), f);
	if (!status && load->threads)
		status = check(o, o->api.SetIntraOpNumThreads(options, (int)load->threads), f);
	if (!status && load->profile)
		status = check(o, o->api.EnableProfiling(options, load->profile), f);
	if (!status && load->optimized)
		status = check(o, o->api.SetOptimizedModelFilePath(options, load->optimized), f);
	if (!status && load->weights)
		status = check(o, o->api.AddSessionConfigEntry(options, external_weights, load->weights), f);
	return status;
}

static int
take_names(struct ort *o, struct fc_runtime_fault *f)
{
	int status = check(o, o->api.SessionGetInputCount(o->session, &o->n_in), f);
	size_t i;

	if (!status)
		status = check(o, o->api.SessionGetOutputCount(o->session, &o->n_out), f);
	if (status)
		return status;
	o->in = calloc(o->n_in + 1, sizeof(*o->in));
	o->out = calloc(o->n_out + 1, sizeof(*o->out));
	o->value = calloc(o->n_in + 1, sizeof(*o->value));
	o->result = calloc(o->n_out + 1, sizeof(*o->result));
	if (!o->in || !o->out || !o->value || !o->result)
		return fail(f, FC_RUNTIME_MEMORY, "no room for what the runtime is told", NULL);
	for (i = 0; i < o->n_in && !status; i++)
		status = check(o, o->api.SessionGetInputName(o->session, i, o->allocator, &o->in[i]), f);
	for (i = 0; i < o->n_out && !status; i++)
		status = check(o, o->api.SessionGetOutputName(o->session, i, o->allocator, &o->out[i]), f);
	return status;
}

/* It copies the values while it loads the model; *value is the caller's to release. */
static int
add_weight(struct ort *o, void *options, const struct fc_runtime_tensor *t, void **value,
           struct fc_runtime_fault *f)
{
	const char *const name[] = { t->name };
	int status = check(o, o->api.CreateTensorWithDataAsOrtValue(o->memory, t->data, t->bytes, t->dim,
	                                                            t->rank, t->type, value), f);

	if (!status)
		status = check(o, o->api.AddExternalInitializers(options, name,
		                                                 (const void *const *)value, 1), f);
	return status;
}

static int
load_session(struct ort *o, void *options, const struct fc_runtime_load *load, struct fc_runtime_fault *f)
{
	void **value = calloc(load->n_weight + 1, sizeof(*value));
	int status = FC_RUNTIME_OK;

	if (!value)
		return fail(f, FC_RUNTIME_MEMORY, "no room for what the runtime is told", NULL);
	for (size_t i = 0; i < load->n_weight && !status; i++)
		status = add_weight(o, options, &load->weight[i], &value[i], f);
	if (!status)
		status = check(o, o->api.CreateSession(o->env, load->path, options, &o->session), f);
	for (size_t i = 0; i < load->n_weight; i++) {
		if (value[i])
			o->api.ReleaseValue(value[i]);
	}
	free(value);
	return status;
}

static int
ort_load(void *self, const struct fc_runtime_load *load, struct fc_runtime_fault *f)
{
	struct ort *o = self;
	void *options = NULL;
	int status = check(o, o->api.CreateSessionOptions(&options), f);

	if (!status)
		status = set_options(o, options, load, f);
	if (!status)
		status = load_session(o, options, load, f);
	if (options)
		o->api.ReleaseSessionOptions(options);
	return status ? status : take_names(o, f);
}

/* By name; in the file's order they need not be. */
static int
ort_bind(void *self, const struct fc_runtime_tensor *in, size_t n, struct fc_runtime_fault *f)
{
	struct ort *o = self;
	int status = FC_RUNTIME_OK;

	for (size_t i = 0; i < o->n_in && !status; i++) {
		const struct fc_runtime_tensor *t = NULL;

		for (size_t k = 0; k < n && !t; k++) {
			if (!strcmp(in[k].name, o->in[i]))
				t = &in[k];
		}
		if (!t)
			return fail(f, FC_RUNTIME_REJECTED, "nothing is known of its input", o->in[i]);
		status = check(o, o->api.CreateTensorWithDataAsOrtValue(o->memory, t->data, t->bytes, t->dim,
		                                                        t->rank, t->type, &o->value[i]), f);
	}
	return status;
}

static void
drop_results(struct ort *o)
{
	for (size_t i = 0; i < o->n_out && o->result; i++) {
		if (o->result[i])
			o->api.ReleaseValue(o->result[i]);
		o->result[i] = NULL;
	}
}

static int
ort_run(void *self, struct fc_runtime_fault *f)
{
	struct ort *o = self;

	drop_results(o);
	return check(o, o->api.Run(o->session, NULL, (const char *const *)o->in,
	                           (const void *const *)o->value, o->n_in,
	                           (const char *const *)o->out, o->n_out, o->result), f);
}

static void
drop_names(struct ort *o, char **name, size_t n)
{
	for (size_t i = 0; i < n && name; i++) {
		if (name[i])
			(void)o->api.AllocatorFree(o->allocator, name[i]);
	}
	free(name);
}

/* The library stays in memory: its threads do not like to lose their code. */
static void
ort_close(void *self)
{
	struct ort *o = self;

	if (!o)
		return;
	drop_results(o);
	for (size_t i = 0; i < o->n_in && o->value; i++) {
		if (o->value[i])
			o->api.ReleaseValue(o->value[i]);
	}
	drop_names(o, o->in, o->n_in);
	drop_names(o, o->out, o->n_out);
	free(o->value);
	free(o->result);
	if (o->session)
		o->api.ReleaseSession(o->session);
	if (o->provider)
		(void)o->api.ReleaseAvailableProviders(o->provider, o->n_provider);
	if (o->memory)
		o->api.ReleaseMemoryInfo(o->memory);
	if (o->env)
		o->api.ReleaseEnv(o->env);
	free(o);
}

const struct fc_runtime fc_runtime_ort = {
	.version = FC_RUNTIME_VERSION,
	.name = "ONNX Runtime",
	.open = ort_open,
	.release = ort_release,
	.remark = ort_remark,
	.provider_at = ort_provider_at,
	.load = ort_load,
	.bind = ort_bind,
	.run = ort_run,
	.close = ort_close,
};
