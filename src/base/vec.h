/* vec.h -- typed growing arrays on an arena */
#ifndef FC_BASE_VEC_H
#define FC_BASE_VEC_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* struct thing_list FC_VEC(struct thing); -- zeroed is empty */
#define FC_VEC(type)    \
	{               \
		type *at;       \
		uint32_t n, room; \
	}

/* Append item; at may move, so keep no pointer into it. */
#define FC_VEC_PUSH(a, v, item)                                                             \
	do {                                                                                \
		if ((v)->n == (v)->room)                                                    \
			(v)->at = fc_vec_grow((a), (v)->at, &(v)->room, sizeof(*(v)->at));  \
		(v)->at[(v)->n++] = (item);                                                 \
	} while (0)

static inline void *
fc_vec_grow(struct fc_arena *a, const void *at, uint32_t *room, size_t size)
{
	uint32_t next = *room ? *room * 2 : 4;
	void *p;

	if (next < *room)
		fc_heap_exhausted(fc_arena_heap(a));
	p = fc_arena_take(a, next, size);
	if (at && *room) {
		memcpy(p, at, *room * size);
		fc_arena_drop(a, at, *room * size);
	}
	*room = next;
	return p;
}

#endif
