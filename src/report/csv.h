/* csv.h -- one field of a CSV file */
#ifndef FC_REPORT_CSV_H
#define FC_REPORT_CSV_H

struct fc_out;
struct fc_str;

/* Write a field as valid UTF-8 (in a buffer), in quotes where it must be. NULL is empty. */
void fc_csv_field(struct fc_out *out, struct fc_str *valid, const char *text);

#endif
