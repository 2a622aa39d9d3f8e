/* intern.h -- each text once: equal texts are the same pointer */
#ifndef FC_BASE_INTERN_H
#define FC_BASE_INTERN_H

#include <stddef.h>

struct fc_arena;
struct fc_intern;

struct fc_intern *fc_intern_new(struct fc_arena *a);

/* The one copy of n bytes at s, NUL-terminated; embedded NULs are kept. */
const char *fc_intern(struct fc_intern *t, const char *s, size_t n);

const char *fc_intern_text(struct fc_intern *t, const char *s);

#endif
