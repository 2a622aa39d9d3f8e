/* bytes.h -- small files whole in memory */
#ifndef FC_CLI_BYTES_H
#define FC_CLI_BYTES_H

#include <stdbool.h>
#include <stddef.h>

struct fc_say;

enum { FC_BYTES_JSON = 1 << 28, FC_BYTES_CONFIG = 1 << 24, FC_BYTES_PIPE = 1 << 30 }; /* most that is read */

/* malloc'ed, with a NUL behind; "-" is standard input. NULL: *error is an errno. */
char *fc_bytes_read(const char *path, size_t most, size_t *n_out, int *error);

/* Does text begin like JSON: a bracket behind blanks? */
bool fc_bytes_are_json(const char *data, size_t n);

/* Does the file begin so? false for what cannot be read, and for standard input. */
bool fc_bytes_file_is_json(const char *path);

#endif
