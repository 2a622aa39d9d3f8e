/* exit.h -- exit codes, and which of several causes wins */
#ifndef FC_CLI_EXIT_H
#define FC_CLI_EXIT_H

enum fc_exit {
	FC_EXIT_OK = 0,
	FC_EXIT_GATE = 1, /* a budget is broken */
	FC_EXIT_USAGE = 2,
	FC_EXIT_MODEL = 3,      /* a model, or a file that was to be written */
	FC_EXIT_INCOMPLETE = 4, /* under --strict */
	FC_EXIT_ABSENT = 5,
	FC_EXIT_FAULT = 70, /* ours */
	FC_EXIT_PIPE = 141
};

/* The one of the two that says more: 141, then 70, 2, 3, 1, 5, 4, 0. */
int fc_exit_worse(int a, int b);

#endif
