/* pages.h -- memory as whole pages of the system, for large blocks */
#ifndef FC_BASE_PAGES_H
#define FC_BASE_PAGES_H

#include <stddef.h>

enum { FC_PAGE = 4096 };

/*
 * At least *size bytes, in pages of FC_PAGE, zero; *size becomes what they are.
 * All pages come in one call, which costs less than a fault for each. NULL: the
 * system has none, or sanitizers, which watch malloc() alone, should see the block.
 */
void *fc_pages_take(size_t *size);

/* Back to the system at once; size as it became. */
void fc_pages_give(void *p, size_t size);

#endif
