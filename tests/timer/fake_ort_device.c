/* fake_ort_device.c -- devices that are not there: which was chosen is said */
#include "fake_ort.h"

static void
say_provider(const char *what, const char *value)
{
	FILE *f = fake_says();

	if (!f)
		return;
	fprintf(f, "%s %s\n", what, value);
	fclose(f);
}

void *
fake_set_device(void *p, const char *const *key, const char *const *value, size_t n)
{
	(void)p;
	for (size_t i = 0; i < n; i++)
		say_provider(key[i], value[i]);
	return fake_answer();
}

void *
fake_append_cuda(void *o, const void *p)
{
	(void)o, (void)p;
	say_provider("provider", "CUDA");
	return fake_answer();
}

void *
fake_append_tensorrt(void *o, const void *p)
{
	(void)o, (void)p;
	say_provider("provider", "TensorRT");
	return fake_answer();
}

void *
fake_append_other(void *o, const char *name, const char *const *key, const char *const *value, size_t n)
{
	(void)o, (void)key, (void)value, (void)n;
	say_provider("provider", name);
	return fake_answer();
}
