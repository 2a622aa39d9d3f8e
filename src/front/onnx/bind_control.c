/* bind_control.c -- ONNX operators that own bodies */
#include "front/onnx/bind.h"

/* Scan-8 has a batch axis and sequence_lens before the states; Scan-9 dropped both. */
static bool
scan_8(struct fc_draft *d)
{
	fc_draft_set_int(d, "batched", 1);
	fc_draft_rename(d, "directions", "scan_input_directions");
	return true;
}

const struct fc_onnx_bind fc_onnx_bind_control[] = {
	{ "", "If", 1, "If", NULL },
	{ "", "Loop", 1, "Loop", NULL },
	{ "", "Scan", 8, "Scan", scan_8 },
	{ "", "Scan", 9, "Scan", NULL },
	{ "", "SequenceMap", 17, "SequenceMap", NULL },
	{ 0 },
};
