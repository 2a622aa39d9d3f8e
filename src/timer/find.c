/* find.c -- where a runtime's library may be */
#include "timer/find.h"

#include <glob.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

struct found FC_VEC(const char *);

/* Below an installation's prefix: its own library, Python's, Node's. */
static const char *const patterns[] = {
	"/libonnxruntime.so*",
	"/lib/libonnxruntime.so*",
	"/lib/python3*/site-packages/onnxruntime/capi/libonnxruntime.so*",
	"/lib/python3*/dist-packages/onnxruntime/capi/libonnxruntime.so*",
	"/node_modules/onnxruntime-node/bin/napi-v*/linux/*/libonnxruntime.so*",
	"/lib/node_modules/onnxruntime-node/bin/napi-v*/linux/*/libonnxruntime.so*",
};

/* The matches are copied before memory can run out: a copy that fails must not lose what glob() holds. */
static void
close_glob(void *thing)
{
	globfree(thing);
}

static void
look(struct fc_arena *a, struct found *found, const char *prefix, size_t n)
{
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		struct fc_str pattern = FC_STR(a);
		glob_t *g = FC_NEW(a, glob_t);

		fc_str_add(&pattern, prefix, n);
		fc_str_puts(&pattern, patterns[i]);
		fc_arena_own(a, close_glob, g);
		if (glob(pattern.data, 0, NULL, g))
			continue;
		for (size_t k = 0; k < g->gl_pathc; k++) {
			const char *path = g->gl_pathv[k];

			FC_VEC_PUSH(a, found, path);
		}
	}
}

const char *const *
fc_timer_find_ort(struct fc_arena *a, const char *places)
{
	static const char *const usual[] = { "/usr/local", "/usr", "/opt/onnxruntime" };
	struct found found = { 0 };

	FC_VEC_PUSH(a, &found, "libonnxruntime.so");
	FC_VEC_PUSH(a, &found, "libonnxruntime.so.1");
	while (places && *places) {
		size_t n = strcspn(places, ":");

		if (n)
			look(a, &found, places, n);
		places += n + (places[n] == ':');
	}
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		look(a, &found, usual[i], strlen(usual[i]));
	FC_VEC_PUSH(a, &found, NULL);
	return found.at;
}
