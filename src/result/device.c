/* device.c -- peaks by type; a device from JSON and into it */
#include "result/device.h"

#include <string.h>

#include "base/arena.h"

/* --- peaks ---------------------------------------------------------------------- */

/* What a product of the two is computed in. */
static enum fc_dtype
meet(enum fc_dtype a, enum fc_dtype b)
{
	if (fc_dtype_is_float(a) != fc_dtype_is_float(b))
		return fc_dtype_is_float(a) ? a : b;
	return fc_dtype_bits(b) > fc_dtype_bits(a) ? b : a;
}

/* One class of types: integers whatever their sign. */
static bool
is_like(enum fc_dtype a, enum fc_dtype b)
{
	return fc_dtype_class(a) == fc_dtype_class(b) || (fc_dtype_is_integer(a) && fc_dtype_is_integer(b));
}

double
fc_device_peak(const struct fc_device *d, enum fc_dtype a, enum fc_dtype b)
{
	enum fc_dtype t = meet(a, b);
	unsigned bits = fc_dtype_bits(t), best_bits = 0;
	double best = d->peak[t];

	if (best > 0)
		return best;
	if (!bits || (!fc_dtype_is_float(t) && !fc_dtype_is_integer(t)))
		return 0;
	for (int i = 1; i < FC_DTYPE_COUNT; i++) {
		unsigned wide = fc_dtype_bits((enum fc_dtype)i);

		if (d->peak[i] <= 0 || !is_like(t, (enum fc_dtype)i) || wide < bits)
			continue;
		if (wide == bits && wide == 16) /* float16 and bfloat16 are no likes: other units */
			continue;
		if (!best_bits || wide < best_bits || (wide == best_bits && d->peak[i] > best)) {
			best_bits = wide;
			best = d->peak[i];
		}
	}
	return best;
}

double
fc_device_vector(const struct fc_device *d)
{
	double best = d->peak[FC_DTYPE_FLOAT32];

	for (int i = 0; i < FC_DTYPE_COUNT && d->peak[FC_DTYPE_FLOAT32] <= 0; i++)
		best = d->peak[i] > best ? d->peak[i] : best;
	return best;
}

/* --- reading --------------------------------------------------------------------- */

static const char *const keys[] = { "schema", "name", "title", "source", "peak_flops", "memory_bandwidth",
	                            "cache_bytes", "cache_bandwidth" };

static bool
is_key(const char *key)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (!strcmp(keys[i], key))
			return true;
	}
	return false;
}

/* A rate: above nothing, and no more than any machine will do. */
static bool
take_rate(const struct fc_json_node *n, double *out)
{
	if (!n || n->kind != FC_JSON_NUMBER || !(n->real >= 1) || !(n->real <= 1e24))
		return false;
	*out = n->real;
	return true;
}

static const char *
take_peaks(const struct fc_json_node *n, struct fc_device *out)
{
	unsigned found = 0;

	if (!n || n->kind != FC_JSON_OBJECT)
		return "'peak_flops' is needed: an object of types and operations a second";
	for (n = n->child; n; n = n->next, found++) {
		enum fc_dtype t = fc_dtype_find(n->key, strlen(n->key));

		if (t == FC_DTYPE_UNKNOWN)
			return "'peak_flops' has a key that is no data type";
		if (!take_rate(n, &out->peak[t]))
			return "'peak_flops' has a value that is no number of operations a second";
	}
	return found ? NULL : "'peak_flops' is empty";
}

static const char *
text_of(struct fc_arena *a, const struct fc_json_node *n, const char *otherwise)
{
	return n && n->kind == FC_JSON_TEXT ? fc_arena_text(a, n->text, strlen(n->text)) : otherwise;
}

static bool
is_null(const struct fc_json_node *n)
{
	return !n || n->kind == FC_JSON_NULL;
}

static const char *
take(struct fc_arena *a, const struct fc_json_node *root, struct fc_device *out)
{
	const struct fc_json_node *schema = fc_json_find(root, "schema");
	const struct fc_json_node *cache = fc_json_find(root, "cache_bytes");
	const struct fc_json_node *cache_rate = fc_json_find(root, "cache_bandwidth");
	const char *fault;

	if (!schema || schema->kind != FC_JSON_TEXT || strcmp(schema->text, FC_DEVICE_SCHEMA) != 0)
		return "'schema' is not \"" FC_DEVICE_SCHEMA "\"";
	for (const struct fc_json_node *n = root->child; n; n = n->next) {
		if (!is_key(n->key))
			return "it has a key that is not known";
	}
	out->name = text_of(a, fc_json_find(root, "name"), "custom");
	out->title = text_of(a, fc_json_find(root, "title"), out->name);
	out->source = text_of(a, fc_json_find(root, "source"), "");
	fault = take_peaks(fc_json_find(root, "peak_flops"), out);
	if (fault)
		return fault;
	if (!take_rate(fc_json_find(root, "memory_bandwidth"), &out->bandwidth))
		return "'memory_bandwidth' is needed: bytes a second";
	if (!is_null(cache) && (!cache->is_integer || cache->integer < 0))
		return "'cache_bytes' is no number of bytes";
	if (!is_null(cache_rate) && !take_rate(cache_rate, &out->cache_bandwidth))
		return "'cache_bandwidth' is no number of bytes a second";
	out->cache = is_null(cache) ? 0 : cache->integer;
	return NULL;
}

const char *
fc_device_read(struct fc_arena *a, const char *text, size_t size, struct fc_device *out)
{
	unsigned line = 0;
	const struct fc_json_node *root = fc_json_read(a, text, size, &line);

	memset(out, 0, sizeof(*out));
	if (!root || root->kind != FC_JSON_OBJECT)
		return "it is no JSON object";
	return take(a, root, out);
}

/* --- writing ----------------------------------------------------------------------- */

/* What a double holds exactly prints as an integer. */
static void
put_rate(struct fc_json *j, const char *key, double v)
{
	fc_json_key(j, key);
	if (v <= 0)
		fc_json_null(j);
	else if (v < 9e15)
		fc_json_int(j, (int64_t)(v + 0.5));
	else
		fc_json_real(j, v);
}

void
fc_device_write(struct fc_json *j, const struct fc_device *d, bool compact)
{
	fc_json_object(j, compact);
	fc_json_member(j, "schema", FC_DEVICE_SCHEMA);
	fc_json_member(j, "name", d->name);
	fc_json_member(j, "title", d->title);
	fc_json_key(j, "peak_flops");
	fc_json_object(j, true);
	for (int i = 1; i < FC_DTYPE_COUNT; i++) {
		if (d->peak[i] > 0)
			put_rate(j, fc_dtype_name((enum fc_dtype)i), d->peak[i]);
	}
	fc_json_end(j, '}');
	put_rate(j, "memory_bandwidth", d->bandwidth);
	fc_json_key(j, "cache_bytes");
	if (d->cache > 0)
		fc_json_int(j, d->cache);
	else
		fc_json_null(j);
	put_rate(j, "cache_bandwidth", d->cache_bandwidth);
	fc_json_member(j, "source", d->source);
	fc_json_end(j, '}');
}
