/*
 * source.h -- where bytes come from: a file seen through one window, or memory
 *
 * Nothing is mapped and nothing is read but what is asked for, so a weight
 * costs nothing, and a file cut short under us is an error, not a signal.
 */
#ifndef FC_BASE_SOURCE_H
#define FC_BASE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fc_arena;
struct fc_diags;
struct fc_source;

/*
 * Open path for reading; "-" is standard input, spooled to an unlinked
 * temporary file first. Anything that is not a regular file (a FIFO, a device)
 * is spooled too, up to max_spool bytes (0: 16 GiB). Answers NULL after a
 * diagnostic. The struct lives on the arena; the descriptor is closed by
 * fc_source_close(), which the owner calls on every path.
 */
struct fc_source *fc_source_open(struct fc_arena *a, struct fc_diags *diags, const char *path,
                                 uint64_t max_spool);

/* Bytes at data, which outlive the source. */
struct fc_source *fc_source_memory(struct fc_arena *a, const void *data, size_t size);

/* Close the descriptor. NULL is fine, twice is fine. */
void fc_source_close(struct fc_source *s);

uint64_t fc_source_size(const struct fc_source *s);

/* The path as given; "-" for standard input. */
const char *fc_source_path(const struct fc_source *s);

/*
 * n bytes at offset, n up to FC_LIMIT_WINDOW; borrowed until the next call on
 * this source. NULL past the end, and when reading fails (a short file, EIO).
 */
const uint8_t *fc_source_view(struct fc_source *s, uint64_t offset, size_t n);

/* Copy n bytes at offset to out; false as above. */
bool fc_source_read(struct fc_source *s, uint64_t offset, void *out, size_t n);

/* errno of the last read that failed; 0 when the file was only too short. */
int fc_source_errno(const struct fc_source *s);

#endif
