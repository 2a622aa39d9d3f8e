/*
 * fake_ort.c -- an ONNX Runtime without the runtime: what the timer's tests load
 *
 * FAKE_ORT, words joined by ',', says how it misbehaves: old, reject, memory, noprofile. Runs take
 * FAKE_ORT_US microseconds (1000); one in FAKE_ORT_SLOW runs takes thirty times that. It takes one input,
 * FAKE_ORT_INPUT ("x"). A profile is the file FAKE_ORT_PROFILE, the graph that runs FAKE_ORT_GRAPH; nograph
 * refuses to write one. What it was given goes to the file FAKE_ORT_SAYS, a tensor a line. With "devices" it
 * has providers of four more kinds, and says which was chosen. FAKE_ORT_FAIL=N: the N-th call that may fail
 * does.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "fake_ort.h"
#include "timer/ort_api.h"

enum { SLOTS = 320, SHOWN = 8, PATH_SIZE = 4096 };

struct value {
	void *data;
	size_t bytes;
	int type;
};

static char full[] = "std::bad_alloc";
static char one; /* what handles point to that hold nothing */
static unsigned long runs;
static char prefix[PATH_SIZE], optimized[PATH_SIZE]; /* of the session's profile; its graph; "": none */

static int
is_asked(const char *word)
{
	const char *asked = getenv("FAKE_ORT");

	return asked && strstr(asked, word);
}

FILE *
fake_says(void)
{
	const char *path = getenv("FAKE_ORT_SAYS");

	return path ? fopen(path, "a") : NULL;
}

static void
say(const char *name, const struct value *v)
{
	FILE *f = fake_says();

	if (!f)
		return;
	fprintf(f, "%s %d %zu:", name, v->type, v->bytes);
	for (size_t i = 0; i < v->bytes && i < SHOWN; i++)
		fprintf(f, " %02x", ((const unsigned char *)v->data)[i]);
	fputc('\n', f);
	fclose(f);
}

void *
fake_answer(void)
{
	static char no[] = "this call failed";
	static long calls;
	const char *n = getenv("FAKE_ORT_FAIL");

	return n && ++calls == atol(n) ? no : NULL;
}

void *
fake_handle(void **out)
{
	void *status = fake_answer();

	if (!status)
		*out = &one;
	return status;
}

static const char *
get_message(const void *status)
{
	return status;
}

static void *
create_env(int level, const char *id, void **out)
{
	(void)level, (void)id;
	return fake_handle(out);
}

static void *
accept_env(const void *env)
{
	(void)env;
	return fake_answer();
}

/* Without streams: they take memory, which tests refuse. */
static void
copy(const char *from, const char *prefix_to, const char *end)
{
	int in = from ? open(from, O_RDONLY) : -1, out;
	char path[PATH_SIZE], some[PATH_SIZE];
	ssize_t n;

	snprintf(path, sizeof(path), "%s%s", prefix_to, end);
	out = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	while (in >= 0 && out >= 0 && (n = read(in, some, sizeof(some))) > 0) {
		if (write(out, some, (size_t)n) != n)
			break;
	}
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
}

/* The profile's file is there from now on, and written at the end. */
static void *
write_graph(void)
{
	static char no[] = "Unable to serialize model as it contains compiled nodes";

	if (*prefix)
		copy(NULL, prefix, "_2026-01-01.json");
	if (*optimized && is_asked("nograph"))
		return no;
	if (*optimized && getenv("FAKE_ORT_GRAPH"))
		copy(getenv("FAKE_ORT_GRAPH"), optimized, "");
	return NULL;
}

static void
release_session(void *p)
{
	(void)p;
	if (*prefix)
		copy(getenv("FAKE_ORT_PROFILE"), prefix, "_2026-01-01.json");
	*prefix = *optimized = '\0';
}

static void *
create_session(const void *env, const char *path, const void *o, void **out)
{
	static char no[] = "Node (add) Op (Add)\nhas operands that do not fit";
	void *said;

	(void)env, (void)path, (void)o;
	if (is_asked("reject"))
		return no;
	if (is_asked("memory"))
		return full;
	said = write_graph();
	return said ? said : fake_handle(out);
}

static void *
run_once(void *session, const void *o, const char *const *in, const void *const *value, size_t n_in,
         const char *const *out, size_t n_out, void **result)
{
	const char *us = getenv("FAKE_ORT_US"), *slow = getenv("FAKE_ORT_SLOW");
	long each = us ? atol(us) : 1000, every = slow ? atol(slow) : 0;
	struct timespec t;

	(void)session, (void)o, (void)out, (void)n_out;
	if (!runs++) {
		for (size_t i = 0; i < n_in; i++)
			say(in[i], value[i]);
	}
	each *= every && runs % (unsigned long)every == 0 ? 30 : 1;
	t.tv_sec = each / 1000000;
	t.tv_nsec = each % 1000000 * 1000;
	nanosleep(&t, NULL);
	return fake_handle(result);
}

static void *
set_number(void *o, int n)
{
	(void)o, (void)n;
	return fake_answer();
}

static void *
new_options(void **out)
{
	*prefix = *optimized = '\0';
	return fake_handle(out);
}

static void *
set_profile(void *o, const char *text)
{
	(void)o;
	snprintf(prefix, sizeof(prefix), "%s", text);
	return fake_answer();
}

static void *
set_optimized(void *o, const char *text)
{
	(void)o;
	snprintf(optimized, sizeof(optimized), "%s", text);
	return fake_answer();
}

static void *
set_entry(void *o, const char *key, const char *value)
{
	(void)o, (void)key, (void)value;
	return fake_answer();
}

static void *
count_one(const void *session, size_t *out)
{
	(void)session;
	*out = 1;
	return fake_answer();
}

static void *
name_input(const void *session, size_t i, void *allocator, char **out)
{
	const char *name = getenv("FAKE_ORT_INPUT");

	void *status = fake_answer();

	(void)session, (void)i, (void)allocator;
	if (status)
		return status;
	*out = strdup(name ? name : "x");
	return *out ? NULL : full;
}

static void *
create_tensor(const void *memory, void *data, size_t n, const int64_t *dim, size_t rank, int type, void **out)
{
	void *status = fake_answer();
	struct value *v = status ? NULL : malloc(sizeof(*v));

	(void)memory, (void)dim, (void)rank;
	if (status || !v)
		return status ? status : full;
	*v = (struct value){ data, n, type };
	*out = v;
	return NULL;
}

static void *
add_weights(void *o, const char *const *name, const void *const *value, size_t n)
{
	(void)o;
	for (size_t i = 0; i < n; i++)
		say(name[i], value[i]);
	return fake_answer();
}

static void *
create_memory(int allocator, int kind, void **out)
{
	(void)allocator, (void)kind;
	return fake_handle(out);
}

static void *
give_back(void *allocator, void *p)
{
	(void)allocator;
	free(p);
	return NULL;
}

void
fake_release(void *p)
{
	(void)p;
}

static void
release_value(void *p)
{
	if (p != &one)
		free(p);
}

static void *
get_providers(char ***out, int *n)
{
	static char name[][32] = { "CPUExecutionProvider", "CUDAExecutionProvider",
		                   "TensorrtExecutionProvider", "DmlExecutionProvider", "Odd" };
	static char *names[5];

	for (size_t i = 0; i < 5; i++)
		names[i] = name[i];
	*out = names;
	*n = is_asked("devices") ? 5 : 1;
	return fake_answer();
}

static void *
release_providers(char **names, int n)
{
	(void)names, (void)n;
	return NULL;
}

static const struct fc_ort_api functions = {
	.GetErrorMessage = get_message,
	.CreateEnv = create_env,
	.DisableTelemetryEvents = accept_env,
	.CreateSession = create_session,
	.Run = run_once,
	.CreateSessionOptions = new_options,
	.SetOptimizedModelFilePath = set_optimized,
	.EnableProfiling = set_profile,
	.SetSessionLogSeverityLevel = set_number,
	.SetSessionGraphOptimizationLevel = set_number,
	.SetIntraOpNumThreads = set_number,
	.SessionGetInputCount = count_one,
	.SessionGetOutputCount = count_one,
	.SessionGetInputName = name_input,
	.SessionGetOutputName = name_input,
	.CreateTensorWithDataAsOrtValue = create_tensor,
	.CreateCpuMemoryInfo = create_memory,
	.AllocatorFree = give_back,
	.GetAllocatorWithDefaultOptions = fake_handle,
	.ReleaseEnv = fake_release,
	.ReleaseStatus = fake_release,
	.ReleaseMemoryInfo = fake_release,
	.ReleaseSession = release_session,
	.ReleaseValue = release_value,
	.ReleaseSessionOptions = fake_release,
	.GetAvailableProviders = get_providers,
	.ReleaseAvailableProviders = release_providers,
	.AddSessionConfigEntry = set_entry,
	.AddExternalInitializers = add_weights,
	.CreateCUDAProviderOptions = fake_handle,
	.UpdateCUDAProviderOptions = fake_set_device,
	.SessionOptionsAppendExecutionProvider_CUDA_V2 = fake_append_cuda,
	.ReleaseCUDAProviderOptions = fake_release,
	.CreateTensorRTProviderOptions = fake_handle,
	.UpdateTensorRTProviderOptions = fake_set_device,
	.SessionOptionsAppendExecutionProvider_TensorRT_V2 = fake_append_tensorrt,
	.ReleaseTensorRTProviderOptions = fake_release,
	.SessionOptionsAppendExecutionProvider = fake_append_other,
};

static const void *
get_api(uint32_t version)
{
	static void *table[SLOTS];

#define FC_ORT_PUT(place, name, answer, parameters) memcpy(&table[place], &functions.name, sizeof(void *));
	FC_ORT_SLOTS(FC_ORT_PUT)
#undef FC_ORT_PUT
	return version > FC_ORT_VERSION || is_asked("old") ? NULL : table;
}

static const char *
get_version(void)
{
	return "1.12.0-fake";
}

const struct fc_ort_base *OrtGetApiBase(void);

__attribute__((visibility("default"))) const struct fc_ort_base *
OrtGetApiBase(void)
{
	static const struct fc_ort_base base = { get_api, get_version };

	return &base;
}
