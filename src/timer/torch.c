/* torch.c -- load the plug-in, check that it fits */
#include "timer/torch.h"

#include <dlfcn.h>
#include <stdio.h>

const struct fc_runtime *
fc_torch_find(const char *path, struct fc_runtime_fault *fault)
{
	void *library = dlopen(path ? path : "libflopcount-torch.so", RTLD_NOW | RTLD_LOCAL);
	const struct fc_runtime *r = library ? dlsym(library, "flopcount_runtime") : NULL;

	if (r && r->version == FC_RUNTIME_VERSION)
		return r;
	if (!library)
		snprintf(fault->text, sizeof(fault->text), "the plug-in for TorchScript cannot be loaded: %s",
		         dlerror());
	else
		snprintf(fault->text, sizeof(fault->text), "%s is no plug-in of this version",
		         path ? path : "libflopcount-torch.so");
	if (library)
		dlclose(library);
	return NULL;
}
