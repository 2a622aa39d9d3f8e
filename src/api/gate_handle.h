/* gate_handle.h -- what is behind the handle of a gate */
#ifndef FC_API_GATE_HANDLE_H
#define FC_API_GATE_HANDLE_H

#include "api/handle.h"
#include "gate/gate.h"

struct flopcount_gate {
	struct fc_heap heap;
	struct fc_arena *keep;    /* everything the gate was given */
	struct fc_arena *scratch; /* of one report */
	struct fc_gate g;
	struct fc_budget *budget;
	bool ran;
	struct flopcount_sink sink;
	struct fc_out out;
};

#endif
