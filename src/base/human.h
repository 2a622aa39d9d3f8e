/* human.h -- numbers for people: 1.82 G, 4.09 MiB, 37.5% */
#ifndef FC_BASE_HUMAN_H
#define FC_BASE_HUMAN_H

#include <stddef.h>
#include <stdint.h>

enum { FC_HUMAN_SIZE = 24 };

/* "1.82 G", "11.7 M", "9.41 k", "640": three significant digits, decimal units k M G T P E. */
void fc_human_count(int64_t v, char out[FC_HUMAN_SIZE]);

/* "4.09 MiB", "640 B": binary units. */
void fc_human_bytes(int64_t v, char out[FC_HUMAN_SIZE]);

/* "1.23 ms", "640 ps": three significant digits of picoseconds, up to seconds. */
void fc_human_time(int64_t ps, char out[FC_HUMAN_SIZE]);

/* "12.3", "0.05": three significant digits of millionths, two decimals at most. */
void fc_human_ratio(int64_t millionths, char out[FC_HUMAN_SIZE]);

/* "37.5%"; "-" when whole is 0. */
void fc_human_share(int64_t part, int64_t whole, char out[FC_HUMAN_SIZE]);

#endif
