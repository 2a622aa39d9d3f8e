/* check_front.h -- shared by tests that run lines of a .case file through a front-end */
#ifndef FC_TESTS_CHECK_FRONT_H
#define FC_TESTS_CHECK_FRONT_H

#include <stddef.h>

struct flopcount_result;

/* "2x3 4:int64" of all results, behind them the totals that want asks for: "macs=24". */
void check_front_describe(struct flopcount_result *result, const char *want, char *out, size_t room);

#endif
