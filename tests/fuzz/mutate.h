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

/* n bytes at from take the place of cut bytes at the offset at, as far as there is room. */
void mutate_put(struct mutate *m, size_t at, size_t cut, const uint8_t *from, size_t n);

/* Any bytes: flipped, moved, cut out or put in; the end cut off, or that of other (n bytes) put on. */
size_t mutate_bytes(struct mutate *m, const uint8_t *other, size_t n);

/*
 * An ONNX model: fields of its messages dropped, doubled, swapped with others of
 * their kind, copied into each other, numbers and names changed; lengths are right again.
 */
size_t mutate_onnx(struct mutate *m);

/* ... or fields of other (n bytes) in place of its own. */
size_t mutate_onnx_join(struct mutate *m, const uint8_t *other, size_t n);

/*
 * Python as TorchScript writes it, and pickles: tokens or opcodes moved, dropped,
 * doubled, replaced, or a run of other's put in. Any bytes will do.
 */
size_t mutate_code(struct mutate *m);
size_t mutate_code_join(struct mutate *m, const uint8_t *other, size_t n);
size_t mutate_pickle(struct mutate *m);
size_t mutate_pickle_join(struct mutate *m, const uint8_t *other, size_t n);

#endif
