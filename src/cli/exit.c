/* exit.c -- which of several causes is the exit code */
#include "cli/exit.h"

#include <stddef.h>

int
fc_exit_worse(int a, int b)
{
	static const int order[] = {
		FC_EXIT_PIPE, FC_EXIT_FAULT,  FC_EXIT_USAGE,      FC_EXIT_MODEL,
		FC_EXIT_GATE, FC_EXIT_ABSENT, FC_EXIT_INCOMPLETE,
	};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (a == order[i] || b == order[i])
			return order[i];
	}
	return FC_EXIT_OK;
}
