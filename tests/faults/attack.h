/* attack.h -- what a bug in a parser could try */
#ifndef FC_TESTS_ATTACK_H
#define FC_TESTS_ATTACK_H

/*
 * Try it, and say on standard error what came of it: absent (ENOSYS), refused or
 * done. The name of a call; map, protect: memory that is written and run; int 0x80;
 * read:PATH, write:PATH, unlink:PATH, rename:PATH.
 */
void fc_attack(const char *how);

/* The names of calls to standard output, a line each. */
void fc_attack_list(void);

#endif
