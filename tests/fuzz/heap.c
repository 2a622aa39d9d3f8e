/* heap.c -- counting hooks of a sanitizer's allocator */
#include "heap.h"

/* sanitizer/allocator_interface.h; not there without one. */
__attribute__((weak)) int __sanitizer_install_malloc_and_free_hooks(
	void (*taken)(const volatile void *p, size_t size), void (*given)(const volatile void *p));
__attribute__((weak)) size_t __sanitizer_get_allocated_size(const volatile void *p);

static size_t now, most, before;

static void
taken(const volatile void *p, size_t size)
{
	(void)p;
	now += size;
	if (now > most)
		most = now;
}

static void
given(const volatile void *p)
{
	size_t size = p ? __sanitizer_get_allocated_size(p) : 0;

	now -= size < now ? size : now; /* some were taken before anybody counted */
}

void
heap_watch(void)
{
	if (__sanitizer_install_malloc_and_free_hooks)
		__sanitizer_install_malloc_and_free_hooks(taken, given);
}

size_t
heap_peak(void)
{
	size_t peak = most - before;

	before = most = now;
	return peak;
}
