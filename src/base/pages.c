/* pages.c -- whole pages, by mmap() where it can bring all of them at once */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_POPULATE */
#include "base/pages.h"

#include <stdint.h>
#include <sys/mman.h>

#if defined(MAP_POPULATE) && !defined(FC_TORTURE) && !defined(FC_SANITIZED)
void *
fc_pages_take(size_t *size)
{
	void *p;

	if (*size > SIZE_MAX - FC_PAGE)
		return NULL;
	*size = (*size + FC_PAGE - 1) / FC_PAGE * FC_PAGE;
	p = mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	return p == MAP_FAILED ? NULL : p;
}

void
fc_pages_give(void *p, size_t size)
{
	(void)munmap(p, size);
}
#else
void *
fc_pages_take(size_t *size)
{
	(void)size;
	return NULL;
}

void
fc_pages_give(void *p, size_t size)
{
	(void)p, (void)size;
}
#endif
