/* timer_torch.c -- the plug-in for TorchScript, run on an archive: timer_torch PLUGIN FILE */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "timer/torch.h"

#define CHECK(n, what, ok)                                              \
	do {                                                            \
		bool is_ok = (ok);                                      \
		printf("%sok %d - %s\n", is_ok ? "" : "not ", n, what); \
		if (!is_ok)                                             \
			printf("# %s\n", f.text);                       \
	} while (0)

int
main(int argc, char **argv)
{
	static const int64_t dim[] = { 1, 3, 224, 224 };
	struct fc_runtime_fault f = { "" };
	struct fc_runtime_tensor in = { "x", 1, dim, 4, NULL, 3 * 224 * 224 * sizeof(float) };
	struct fc_runtime_load load = { .provider = "cpu", .threads = 1 };
	const struct fc_runtime *r = fc_torch_find("./none.so", &f);
	void *self = NULL;

	printf("1..8\n");
	CHECK(1, "a plug-in that is not there", !r && f.text[0]);
	r = argc == 3 ? fc_torch_find(argv[1], &f) : NULL;
	CHECK(2, "the plug-in", r);
	if (!r)
		return 1;
	CHECK(3, "open", !r->open(&self, NULL, &f) && r->release(self)[0] && r->provider_at(self, 0));
	load.path = "no such file";
	CHECK(4, "no such model", r->load(self, &load, &f) == FC_RUNTIME_REJECTED && f.text[0]);
	load.path = argv[2];
	load.provider = "tensorrt";
	CHECK(5, "no such provider", r->load(self, &load, &f) == FC_RUNTIME_NOT_HERE);
	load.provider = "cpu";
	CHECK(6, "load", !r->load(self, &load, &f));
	in.data = calloc(1, in.bytes);
	CHECK(7, "bind", in.data && !r->bind(self, &in, 1, &f));
	CHECK(8, "run", !r->run(self, &f) && !r->run(self, &f));
	r->close(self);
	free(in.data);
	return 0;
}
