/* fake_ort.h -- what the files of the runtime that is none share */
#ifndef FC_TESTS_FAKE_ORT_H
#define FC_TESTS_FAKE_ORT_H

#include <stddef.h>
#include <stdio.h>

/* A status: NULL, or what went wrong in this call. */
void *fake_answer(void);

/* Where it says what it was given; NULL: nowhere. The caller closes it. */
FILE *fake_says(void);

/* A handle that holds nothing. */
void *fake_handle(void **out);
void fake_release(void *p);

void *fake_set_device(void *p, const char *const *key, const char *const *value, size_t n);
void *fake_append_cuda(void *o, const void *p);
void *fake_append_tensorrt(void *o, const void *p);
void *fake_append_other(void *o, const char *name, const char *const *key, const char *const *value,
                        size_t n);

#endif
