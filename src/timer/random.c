/* random.c -- seeded values for inputs and weights */
#include "timer/random.h"

#include <string.h>

/* TensorProto.DataType */
enum { FLOAT = 1, UINT8, INT8, UINT16, INT16, INT32, INT64, STRING, BOOL, FLOAT16, DOUBLE, UINT32, UINT64,
       BFLOAT16 = 16, FLOAT8, UINT4 = 21 };

/* splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014. */
static uint64_t
next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* Bytes of an element; of those of four and two bits, of several. */
static size_t
size_of(int type)
{
	static const unsigned char size[] = { 0, 4, 1, 1, 2, 2, 4, 8, 0, 1, 2, 8, 4, 8, 0, 0, 2,
		                              1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };

	return type >= 0 && (size_t)type < sizeof(size) ? size[type] : 0;
}

bool
fc_random_has(int type)
{
	return size_of(type);
}

/* Rounded toward 0; what has no normal half is 0. */
static uint16_t
half_of(float f)
{
	uint32_t bits;
	int exponent;

	memcpy(&bits, &f, sizeof(bits));
	exponent = (int)(bits >> 23 & 255) - 127 + 15;
	if (exponent <= 0 || exponent > 30)
		return 0;
	return (uint16_t)(bits >> 16 & 0x8000) | (uint16_t)(exponent << 10) | (uint16_t)(bits >> 13 & 0x3ff);
}

static void
put_float(unsigned char *to, int type, double d)
{
	float f = (float)d;
	uint32_t bits;
	uint16_t half;

	memcpy(&bits, &f, sizeof(bits));
	half = type == FLOAT16 ? half_of(f) : (uint16_t)(bits >> 16); /* BFLOAT16 is the upper half */
	if (type == FLOAT)
		memcpy(to, &f, sizeof(f));
	else if (type == DOUBLE)
		memcpy(to, &d, sizeof(d));
	else
		memcpy(to, &half, sizeof(half));
}

/* The lowest byte first, as on every machine a runtime is built for; parts of a byte are 0 or 1. */
static void
put_integer(unsigned char *to, int type, uint64_t bits, uint64_t below)
{
	uint64_t most = size_of(type) == 1 ? INT8_MAX : size_of(type) == 2 ? INT16_MAX : INT32_MAX, v;

	below = below && type != BOOL ? below : 2;
	v = (bits >> 32) % (below < most ? below : most);
	if (type >= UINT4)
		v = bits >> 32 & 0x11;
	else if (type >= FLOAT8)
		v = bits >> 32 & 0x3f;
	for (size_t i = 0; i < size_of(type); i++)
		to[i] = (unsigned char)(v >> (8 * i));
}

void
fc_random_fill(void *data, size_t bytes, int type, const struct fc_random *r)
{
	size_t size = size_of(type);
	uint64_t state = r->seed;

	memset(data, 0, bytes);
	for (size_t i = 0; size && i + size <= bytes; i += size) {
		unsigned char *to = (unsigned char *)data + i;
		uint64_t bits = next(&state);
		double d = (double)(bits >> 40) / (double)(1 << 24);

		if (type == FLOAT || type == DOUBLE || type == FLOAT16 || type == BFLOAT16)
			put_float(to, type, r->width > 0 ? (2 * d - 1) * r->width : d);
		else
			put_integer(to, type, bits, r->below);
	}
}
