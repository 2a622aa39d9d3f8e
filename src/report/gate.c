/* gate.c -- the list of a gate's formats */
#include "report/gate.h"

#include <string.h>

/* Sorted by name. */
static const struct fc_gate_format *const formats[] = {
	&fc_gate_baseline,
	&fc_gate_changes,
	&fc_gate_github,
	&fc_gate_html,
	&fc_gate_init,
	&fc_gate_json,
	&fc_gate_junit,
	&fc_gate_md,
	&fc_gate_sarif,
	&fc_gate_show,
	&fc_gate_text,
};

enum { N_FORMATS = sizeof(formats) / sizeof(formats[0]) };

const struct fc_gate_format *
fc_gate_format_find(const char *name)
{
	for (size_t i = 0; i < N_FORMATS; i++) {
		if (!strcmp(formats[i]->name, name))
			return formats[i];
	}
	return NULL;
}
