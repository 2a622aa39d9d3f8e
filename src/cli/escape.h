/* escape.h -- texts of strangers, made safe for a terminal */
#ifndef FC_CLI_ESCAPE_H
#define FC_CLI_ESCAPE_H

#include <stddef.h>

/*
 * Write text to out as far as room allows, NUL-terminated: control characters,
 * what turns the direction of writing, and bytes that are no UTF-8 become \n,
 * \t, \x1b. A text that does not fit ends in "...". Answers out.
 */
char *fc_escape(char *out, size_t room, const char *text);

#endif
