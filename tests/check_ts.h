/*
 * check_ts.h -- TorchScript archives of one class, made of its forward's statements
 *
 *	check_ts_archive(&zip, "y = torch.neg(x); torch.abs(y)", SIZE_MAX);
 *
 * Statements are separated by ';', the last one is what is returned. A '|' in front moves one further to
 * the right, into a block; there the last one returns by itself. As torch.jit.save writes class
 * M: format reference of TorchScript archives.
 */
#ifndef FC_TESTS_CHECK_TS_H
#define FC_TESTS_CHECK_TS_H

#include <stddef.h>

#include "check_zip.h"

void check_ts_archive(struct check_zip *zip, const char *statements, size_t n);

/* The archive counted, x of 2x3x4x5; limits as of FLOPCOUNT_LIMITS. Not OK: *result is NULL. */
struct flopcount_ctx;
struct flopcount_result;
int check_ts_count(const struct check_zip *zip, const char *limits, struct flopcount_ctx **ctx,
                   struct flopcount_result **result);

#endif
