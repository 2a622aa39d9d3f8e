/* random.c -- seeded values for inputs */
#include "timer/random.h"

#include <string.h>

/* TensorProto.DataType */
enum { FLOAT = 1, UINT8, INT8, UINT16, INT16, INT32, INT64, STRING, BOOL, FLOAT16, DOUBLE, UINT32, UINT64,
       BFLOAT16 = 16 };

/* splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014. */
static uint64_t
next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

size_t
fc_random_size(int type)
{
	static const unsigned char size[] = { 0, 4, 1, 1, 2, 2, 4, 8, 0, 1, 2, 8, 4, 8, 0, 0, 2 };

	return type >= 0 && (size_t)type < sizeof(size) ? size[type] : 0;
}

/* Halves of [0.5, 1): the exponent is fixed, the fraction random. */
static void
put(unsigned char *to, int type, uint64_t bits)
{
	float f = (float)(bits >> 40) / (float)(1 << 24);
	double d = (double)(bits >> 11) / (double)(UINT64_C(1) << 53);
	uint16_t half = (uint16_t)(0x3800 | (bits >> 54)), brain = (uint16_t)(0x3f00 | (bits >> 57));
	uint64_t whole = bits >> 63;

	switch (type) {
	case FLOAT:
		memcpy(to, &f, sizeof(f));
		break;
	case DOUBLE:
		memcpy(to, &d, sizeof(d));
		break;
	case FLOAT16:
		memcpy(to, &half, sizeof(half));
		break;
	case BFLOAT16:
		memcpy(to, &brain, sizeof(brain));
		break;
	default: /* the lowest byte first, as on every machine a runtime is built for */
		to[0] = (unsigned char)whole;
		break;
	}
}

void
fc_random_fill(void *data, size_t bytes, int type, uint64_t seed)
{
	size_t size = fc_random_size(type);
	uint64_t state = seed;

	memset(data, 0, bytes);
	for (size_t i = 0; size && i + size <= bytes; i += size)
		put((unsigned char *)data + i, type, next(&state));
}
