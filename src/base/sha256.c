/* sha256.c -- SHA-256, block by block (FIPS 180-4, section 6.2) */
#include "base/sha256.h"

#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/source.h"

/* FIPS 180-4, section 4.2.2: the first 32 bits of the fractional parts of the cube roots of 64 primes. */
static const uint32_t k[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

void
fc_sha256_init(struct fc_sha256 *h)
{
	static const uint32_t start[8] = {
		/* section 5.3.3 */
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
	};

	memset(h, 0, sizeof(*h));
	memcpy(h->state, start, sizeof(start));
}

static uint32_t
turn(uint32_t x, unsigned n)
{
	return x >> n | x << (32 - n);
}

/* Section 6.2.2, step 1. */
static void
schedule(uint32_t w[64], const uint8_t *p)
{
	for (unsigned t = 0; t < 16; t++)
		w[t] = (uint32_t)p[4 * t] << 24 | (uint32_t)p[4 * t + 1] << 16 | (uint32_t)p[4 * t + 2] << 8 |
		       p[4 * t + 3];
	for (unsigned t = 16; t < 64; t++) {
		uint32_t a = w[t - 15], b = w[t - 2];

		w[t] = (turn(b, 17) ^ turn(b, 19) ^ b >> 10) + w[t - 7] +
		       (turn(a, 7) ^ turn(a, 18) ^ a >> 3) + w[t - 16];
	}
}

static void
block(struct fc_sha256 *h, const uint8_t *p)
{
	uint32_t w[64], s[8];

	schedule(w, p);
	memcpy(s, h->state, sizeof(s));
	for (unsigned t = 0; t < 64; t++) {
		uint32_t one = s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) +
		               ((s[4] & s[5]) ^ (~s[4] & s[6])) + k[t] + w[t];
		uint32_t two = (turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) +
		               ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));

		memmove(s + 1, s, 7 * sizeof(s[0]));
		s[4] += one;
		s[0] = one + two;
	}
	for (unsigned i = 0; i < 8; i++)
		h->state[i] += s[i];
}

void
fc_sha256_add(struct fc_sha256 *h, const void *data, size_t n)
{
	const uint8_t *p = data;

	while (n) {
		size_t have = h->size % 64;
		size_t more = n < 64 - have ? n : 64 - have;

		if (more == 64) {
			block(h, p);
		} else {
			memcpy(h->block + have, p, more);
			if (have + more == 64)
				block(h, h->block);
		}
		h->size += more;
		p += more;
		n -= more;
	}
}

void
fc_sha256_end(struct fc_sha256 *h, char hex[65])
{
	static const uint8_t padding[64] = { 0x80 };
	static const char digits[] = "0123456789abcdef";
	uint64_t bits = h->size * 8;
	uint8_t length[8];

	fc_sha256_add(h, padding, 1 + (119 - h->size % 64) % 64);
	for (unsigned i = 0; i < 8; i++)
		length[i] = (uint8_t)(bits >> (56 - 8 * i));
	fc_sha256_add(h, length, sizeof(length));
	for (unsigned i = 0; i < 64; i++)
		hex[i] = digits[h->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
	hex[64] = '\0';
}

const char *
fc_sha256_source(struct fc_arena *a, struct fc_source *s)
{
	uint64_t size = fc_source_size(s), at = 0;
	struct fc_sha256 h;
	char hex[65];

	fc_sha256_init(&h);
	while (at < size) {
		size_t n = size - at < FC_LIMIT_WINDOW ? (size_t)(size - at) : FC_LIMIT_WINDOW;
		const uint8_t *p = fc_source_view(s, at, n);

		if (!p)
			return NULL;
		fc_sha256_add(&h, p, n);
		at += n;
	}
	fc_sha256_end(&h, hex);
	return fc_arena_text(a, hex, 64);
}
