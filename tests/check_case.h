/*
 * check_case.h -- how a file of unit tests joins its room's program
 *
 * check_<room>_<topic>.c holds one CHECK_CASE(<room>_<topic>) that answers a
 * TCase, and has its line in meson.build. Tests run in the root of the source
 * tree; scratch files belong into check_scratch().
 */
#ifndef FC_TESTS_CHECK_CASE_H
#define FC_TESTS_CHECK_CASE_H

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>

#define CHECK_CASE(name)           \
	TCase *check_##name(void); \
	TCase *check_##name(void)

#define N(array) (int)(sizeof(array) / sizeof((array)[0]))

/* Under a tool that takes long, one in CHECK_FEW of the tests of a long loop runs: is test i not it? */
static inline bool
check_skips(int i)
{
	const char *few = getenv("CHECK_FEW");

	return few && i % atoi(few);
}

/* A path in the folder for scratch files, into 512 bytes at out; answers out. */
char *check_scratch(char *out, const char *name);

#endif
