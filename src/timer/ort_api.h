/* ort_api.h -- the part of ONNX Runtime's C interface that is used, by place in its table */
#ifndef FC_TIMER_ORT_API_H
#define FC_TIMER_ORT_API_H

#include <stddef.h>
#include <stdint.h>

/* The first version whose table has every place below: release 1.12. */
enum { FC_ORT_VERSION = 12 };

/*
 * FC_ORT(place, name, answer, parameters): the table is an array of function pointers that only
 * grows at its end, so a place is fixed for good. Sorted by place.
 */
#define FC_ORT_SLOTS(X)                                                                               \
	X(2, GetErrorMessage, const char *, (const void *status))                                     \
	X(3, CreateEnv, void *, (int level, const char *id, void **out))                              \
	X(6, DisableTelemetryEvents, void *, (const void *env))                                       \
	X(7, CreateSession, void *, (const void *env, const char *path, const void *o, void **out))   \
	X(9, Run, void *,                                                                             \
	  (void *session, const void *options, const char *const *in, const void *const *value,       \
	   size_t n_in, const char *const *out, size_t n_out, void **result))                         \
	X(10, CreateSessionOptions, void *, (void **out))                                             \
	X(11, SetOptimizedModelFilePath, void *, (void *o, const char *path))                         \
	X(14, EnableProfiling, void *, (void *o, const char *prefix))                                 \
	X(22, SetSessionLogSeverityLevel, void *, (void *o, int level))                               \
	X(23, SetSessionGraphOptimizationLevel, void *, (void *o, int level))                         \
	X(24, SetIntraOpNumThreads, void *, (void *o, int n))                                         \
	X(30, SessionGetInputCount, void *, (const void *session, size_t *out))                       \
	X(31, SessionGetOutputCount, void *, (const void *session, size_t *out))                      \
	X(36, SessionGetInputName, void *, (const void *session, size_t i, void *allocator, char **out)) \
	X(37, SessionGetOutputName, void *, (const void *session, size_t i, void *allocator, char **out)) \
	X(49, CreateTensorWithDataAsOrtValue, void *,                                                 \
	  (const void *memory, void *data, size_t n, const int64_t *dim, size_t rank, int type, void **out)) \
	X(69, CreateCpuMemoryInfo, void *, (int allocator, int kind, void **out))                     \
	X(76, AllocatorFree, void *, (void *allocator, void *p))                                      \
	X(78, GetAllocatorWithDefaultOptions, void *, (void **out))                                   \
	X(92, ReleaseEnv, void, (void *p))                                                            \
	X(93, ReleaseStatus, void, (void *p))                                                         \
	X(94, ReleaseMemoryInfo, void, (void *p))                                                     \
	X(95, ReleaseSession, void, (void *p))                                                        \
	X(96, ReleaseValue, void, (void *p))                                                          \
	X(100, ReleaseSessionOptions, void, (void *p))                                                \
	X(125, GetAvailableProviders, void *, (char ***out, int *n))                                  \
	X(126, ReleaseAvailableProviders, void *, (char **names, int n))                              \
	X(130, AddSessionConfigEntry, void *, (void *o, const char *key, const char *value))          \
	X(170, SessionOptionsAppendExecutionProvider_TensorRT_V2, void *, (void *o, const void *p))   \
	X(171, CreateTensorRTProviderOptions, void *, (void **out))                                   \
	X(172, UpdateTensorRTProviderOptions, void *,                                                 \
	  (void *p, const char *const *key, const char *const *value, size_t n))                      \
	X(174, ReleaseTensorRTProviderOptions, void, (void *p))                                       \
	X(204, SessionOptionsAppendExecutionProvider_CUDA_V2, void *, (void *o, const void *p))       \
	X(205, CreateCUDAProviderOptions, void *, (void **out))                                       \
	X(206, UpdateCUDAProviderOptions, void *,                                                     \
	  (void *p, const char *const *key, const char *const *value, size_t n))                      \
	X(208, ReleaseCUDAProviderOptions, void, (void *p))                                           \
	X(210, AddExternalInitializers, void *,                                                       \
	  (void *o, const char *const *name, const void *const *value, size_t n))                     \
	X(216, SessionOptionsAppendExecutionProvider, void *,                                         \
	  (void *o, const char *name, const char *const *key, const char *const *value, size_t n))

struct fc_ort_api {
#define FC_ORT_FIELD(place, name, answer, parameters) answer(*name) parameters;
	FC_ORT_SLOTS(FC_ORT_FIELD)
#undef FC_ORT_FIELD
};

/* What OrtGetApiBase() answers. */
struct fc_ort_base {
	const void *(*api)(uint32_t version);
	const char *(*version)(void);
};

#endif
