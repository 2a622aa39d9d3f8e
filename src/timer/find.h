/* find.h -- where a runtime's library may be */
#ifndef FC_TIMER_FIND_H
#define FC_TIMER_FIND_H

struct fc_arena;

/*
 * What to give to dlopen() for ONNX Runtime, the best first, NULL at the end: the usual names, then what lies
 * in the usual places and under the folders of places, joined by ':' (NULL: none).
 */
const char *const *fc_timer_find_ort(struct fc_arena *a, const char *places);

#endif
