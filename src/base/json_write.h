/* json_write.h -- a streaming JSON writer: keys in the order given */
#ifndef FC_BASE_JSON_WRITE_H
#define FC_BASE_JSON_WRITE_H

#include <stdbool.h>
#include <stdint.h>

struct fc_out;

/*
 * Containers nest up to 64 deep. An object or array opened with compact set
 * prints on one line, whatever stands around it. indent 0: everything on one
 * line (JSON lines).
 */
struct fc_json {
	struct fc_out *out;
	unsigned indent, depth;
	uint64_t first, compact; /* a bit per depth */
	bool after_key;
};

void fc_json_init(struct fc_json *j, struct fc_out *out, unsigned indent);
void fc_json_object(struct fc_json *j, bool compact);
void fc_json_array(struct fc_json *j, bool compact);
void fc_json_end(struct fc_json *j, char bracket); /* '}' or ']' */
void fc_json_key(struct fc_json *j, const char *key);
void fc_json_int(struct fc_json *j, int64_t v);
void fc_json_real(struct fc_json *j, double v); /* null when not finite */
void fc_json_bool(struct fc_json *j, bool v);
void fc_json_null(struct fc_json *j);
void fc_json_made(struct fc_json *j, const char *json); /* a value that is JSON text already, on one line */

/* Bytes that are not UTF-8 come out as \ufffd, control characters escaped. NULL: null. */
void fc_json_text(struct fc_json *j, const char *text);
void fc_json_member(struct fc_json *j, const char *key, const char *text); /* key and text */

#endif
