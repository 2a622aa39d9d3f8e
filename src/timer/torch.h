/* torch.h -- the plug-in that runs TorchScript */
#ifndef FC_TIMER_TORCH_H
#define FC_TIMER_TORCH_H

#include "timer/runtime.h"

/*
 * The table of the plug-in at path, or of libflopcount-torch.so where the loader finds it (NULL).
 * NULL after a fault: it is not there, lacks libtorch, or is of another version. It stays loaded.
 */
const struct fc_runtime *fc_torch_find(const char *path, struct fc_runtime_fault *fault);

#endif
