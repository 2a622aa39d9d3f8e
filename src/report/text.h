/* text.h -- names from files as terminals and sheets can bear them */
#ifndef FC_REPORT_TEXT_H
#define FC_REPORT_TEXT_H

#include <stdbool.h>
#include <stdint.h>

struct fc_str;

/*
 * Append s for a terminal: control characters, marks that turn the direction of
 * writing and broken UTF-8 are made visible ("\n", "\x1b", "\u202e", U+FFFD).
 * NULL is empty.
 */
void fc_text_clean(struct fc_str *out, const char *s);

/* Append v for people: "1.82 G", or of bytes "4.09 MiB". */
void fc_text_time(struct fc_str *out, int64_t ns); /* "12.345 ms" */
void fc_text_figure(struct fc_str *out, int64_t v, bool bytes);

/* Append s as it is, but for broken UTF-8: each bad byte becomes U+FFFD. NULL is empty. */
void fc_text_valid(struct fc_str *out, const char *s);

/* Columns that clean text takes on a terminal. */
unsigned fc_text_width(const char *s);

/*
 * Append clean text, cut to width columns: "…" stands for what went, in the
 * middle or at the end. Answers the columns it takes.
 */
unsigned fc_text_fit(struct fc_str *out, const char *s, unsigned width, bool middle);

#endif
