/*
 * mutate.h -- changes that keep a file's structure, or break it, from a seed alone
 *
 * Each changes size bytes at data in place, up to max bytes of room, and answers
 * the new size; 0 when there was nothing it could change. The same seed gives the
 * same bytes on every machine.
 */
#ifndef FC_TESTS_FUZZ_MUTATE_H
#define FC_TESTS_FUZZ_MUTATE_H

#include <stddef.h>
#include <stdint.h>

struct mutate {
	uint64_t state;
	uint8_t *data;
	size_t size, max;
};

/* The next number below n; 0 when n is 0. */
size_t mutate_below(struct mutate *m, size_t n);

/* Any bytes: flipped, moved, cut out or put in; the end cut off, or that of other (n bytes) put on. */
size_t mutate_bytes(struct mutate *m, const uint8_t *other, size_t n);

/*
 * An ONNX model: fields of its messages dropped, doubled, swapped with others of
 * their kind, copied into each other, numbers and names changed; lengths are right again.
 */
size_t mutate_onnx(struct mutate *m);

/* Python as TorchScript writes it: tokens swapped, dropped, doubled, replaced. Any text will do. */
size_t mutate_code(struct mutate *m);

#endif
