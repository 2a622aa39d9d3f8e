/* sha256.h -- SHA-256 of bytes and of sources (FIPS 180-4) */
#ifndef FC_BASE_SHA256_H
#define FC_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct fc_arena;
struct fc_source;

struct fc_sha256 {
	uint32_t state[8];
	uint64_t size;
	uint8_t block[64];
};

void fc_sha256_init(struct fc_sha256 *h);
void fc_sha256_add(struct fc_sha256 *h, const void *data, size_t n);

/* 64 hexadecimal digits and a NUL. h is spent afterwards. */
void fc_sha256_end(struct fc_sha256 *h, char hex[65]);

/* Of all bytes of s, on a; NULL when they cannot be read. */
const char *fc_sha256_source(struct fc_arena *a, struct fc_source *s);

#endif
