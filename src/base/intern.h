/* intern.h -- each text once: equal texts are the same pointer */
#ifndef FC_BASE_INTERN_H
#define FC_BASE_INTERN_H

#include <stddef.h>
#include <stdint.h>

struct fc_arena;
struct fc_intern;

struct fc_intern *fc_intern_new(struct fc_arena *a);

/* The one copy of n bytes at s, NUL-terminated and aligned to 8; embedded NULs are kept. */
const char *fc_intern(struct fc_intern *t, const char *s, size_t n);

const char *fc_intern_text(struct fc_intern *t, const char *s);

/* The same in two steps, so that the index is on its way while the caller does something else. */
uint32_t fc_intern_ahead(const struct fc_intern *t, const char *s, size_t n);
const char *fc_intern_hashed(struct fc_intern *t, const char *s, size_t n, uint32_t hash);

/*
 * Each text has room for one number, so that what is looked up by name most
 * often needs no table. Owners follow one another: a new one sees none of the
 * numbers that others left, and those are done. number is not 0.
 */
uint32_t fc_intern_owner(struct fc_intern *t);
void fc_intern_note(struct fc_intern *t, const char *text, uint32_t owner, uint32_t number);
uint32_t fc_intern_noted(const char *text, uint32_t owner); /* 0: none */

#endif
