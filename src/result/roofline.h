/* roofline.h -- how long layers take at least on a device, and what bounds them */
#ifndef FC_RESULT_ROOFLINE_H
#define FC_RESULT_ROOFLINE_H

#include "result/device.h"
#include "result/result.h"

/*
 * Work out r's rows and totals for a device, which is copied. A row takes at least its
 * operations through the peak of its data type, and its bytes through the memory (or
 * through the cache, where they fit and its bandwidth is told); the longer of the two.
 * Rows whose sizes hang on symbols stay unknown. Formulas: flopcount-costs(7).
 */
void fc_result_roof(struct fc_result *r, const struct fc_device *d);

enum fc_bound { FC_BOUND_NONE, FC_BOUND_COMPUTE, FC_BOUND_MEMORY };

/* Of a row or a sum: what takes most of its time. NONE: not known, or it takes none. */
enum fc_bound fc_roof_bound(const struct fc_roof *roof);
const char *fc_bound_name(enum fc_bound b); /* "compute", "memory"; NULL */

/* Operations a byte, in millionths; false: not known, or no byte moves. */
bool fc_roof_intensity(const struct fc_roof *roof, struct fc_dim access_bytes, int64_t *out);

/* Picoseconds as milliseconds to the last digit: "0.012345678". */
enum { FC_ROOF_SIZE = 32 };
void fc_roof_ms(int64_t ps, char out[FC_ROOF_SIZE]);
void fc_roof_millionths(int64_t v, char out[FC_ROOF_SIZE]); /* "12.345678" */

/* Members of an open object: bound, intensity, predicted_ms. */
void fc_roof_json(struct fc_json *j, const struct fc_roof *roof, struct fc_dim access_bytes);

#endif
